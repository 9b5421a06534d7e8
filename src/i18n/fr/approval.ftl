approval-title = Inscriptions en attente
approval-lead = De nombreux comptes ont été créés aujourd'hui à une même adresse sans être confirmés. Les suivants attendent ici : aucun courriel ne part et rien n'est publié avant votre décision.
approval-none = Personne n'attend.
approval-place = Lieu { $n }
approval-count = { $n ->
    [one] Un compte attend.
    [many] { $n } de comptes attendent.
   *[other] { $n } comptes attendent.
}
approval-all = Tous les accepter
approval-none-of = Tous les refuser
approval-let-in = Accepter
approval-turn-away = Refuser
approval-ranges-title = Lieux exemptés
approval-ranges-text = Là où beaucoup de personnes partagent une adresse, comme une école ou un bureau, personne n'attend.
approval-ranges = Adresses
approval-ranges-hint = Une par ligne : 203.0.113.0/24, 2001:db8::/48, ou une seule adresse. Ce qui suit un # est une remarque.
approval-range-wrong = La ligne { $n } n'est pas une plage d'adresses, ou elle est bien trop large.
approval-ranges-long = C'est trop long : 4 000 caractères au plus.
approval-wait-title = Votre compte est en attente
approval-wait-text = De nombreux comptes ont été créés aujourd'hui depuis votre connexion : une personne de l'équipe regarde d'abord. Dès que c'est fait, un message avec un code part vers l'adresse que vous avez donnée.
approval-wait-no-mail = De nombreux comptes ont été créés aujourd'hui depuis votre connexion : une personne de l'équipe regarde d'abord. D'ici là, vous pouvez lire ; ce que vous écrivez est gardé.
