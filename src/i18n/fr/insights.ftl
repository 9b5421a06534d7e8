insights-title = Indicateurs
insights-period = Période
insights-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
insights-between = Du { $from } au { $to }
insights-helped = { $count ->
    [one] personne aidée
   *[other] personnes aidées
}
insights-waiting = { $count ->
    [one] personne attend encore
   *[other] personnes attendent encore
}
insights-was = Avant : { $value }
insights-now = Maintenant
insights-category = Catégorie
insights-everywhere = Toutes les catégories
insights-unfiled = Sans catégorie
insights-until = Jusqu'au
insights-show = Afficher
insights-this = Cette période
insights-before = Avant
insights-asked = Posées
insights-answered = Répondues
insights-unanswered = Sans réponse
insights-solved = Résolues
insights-elsewhere = Résolues ailleurs
insights-first-median = Première réponse, médiane
insights-first-p90 = Première réponse, neuf sur dix
insights-resolution-median = Résolution, médiane
insights-resolution-p90 = Résolution, neuf sur dix
insights-deflected = Réponse trouvée avant de poser
insights-unconfirmed = Répondues, non confirmées
insights-by-peers = Membres
insights-by-ambassadors = Ambassadeurs
insights-by-brand = L'équipe
insights-chart-asked = Posées et résolues
insights-chart-backlog = En attente d'une première réponse
insights-backlog = En attente à la fin du jour
insights-chart-answered-by = Qui a répondu en premier
insights-chart-solved-by = Qui a résolu
insights-table = Les nombres des graphiques
insights-from = À partir du
insights-by-category = Par catégorie
insights-csv = Télécharger en CSV
insights-minutes = { $count } min
insights-hours = { $count } h
insights-hours-minutes = { $count } h { $minutes }
insights-meaning = Ce que disent les nombres
insights-mean-helped = Personnes aidées : celles dont la question a été résolue par un message écrit ici, pendant la période, quel que soit le jour où elles l'ont posée.
insights-mean-waiting = Personnes qui attendent : les auteurs des fils où c'est au tour de l'équipe ou de la communauté, maintenant.
insights-mean-asked = Posées, répondues, résolues : les questions posées pendant la période, et ce qu'elles sont devenues jusqu'à maintenant. Une réponse vient d'une autre personne que l'auteur.
insights-mean-times = Les durées comptent les heures où l'équipe travaille, dans le calendrier de la catégorie. La médiane est la valeur que la moitié ne dépasse pas ; neuf sur dix ne dépassent pas l'autre.
insights-mean-by = Qui : ce que la personne était quand elle a écrit. L'équipe est quiconque parle pour la marque.
insights-mean-backlog = En attente d'une première réponse : les fils vivants sans réponse d'une autre personne que l'auteur, à la fin du jour.
insights-mean-before = Avant : autant de temps, juste avant la période.
insights-mean-unconfirmed = Répondues, non confirmées : le dernier mot est une réponse, et l'auteur n'a jamais dit si elle l'a aidé. Maintenant.
insights-list-helped = Personnes aidées
insights-list-waiting = Personnes qui attendent encore
insights-list-first = Durée jusqu'à la première réponse
insights-list-resolution = Durée jusqu'à la solution
insights-slowest-first = Les plus lentes d'abord. Les heures sont celles où l'équipe travaille.
insights-slowest-resolution = Les plus lentes d'abord. Les heures sont celles où l'équipe travaille.
insights-nothing = Rien dans cette liste.
insights-more = Suite
insights-asked-on = posée
insights-deflected-on = trouvée
insights-more-of-them = { $count ->
    [one] et { $count } autre de la même personne
   *[other] et { $count } autres de la même personne
}
signals-title = Signaux faibles
signals-lead = Trois personnes avec un même problème en deux heures, ou cinq questions d'un jour qui partagent un mot trois fois plus fréquent que d'habitude. Leurs fils sont dans la file tant que le signal est ouvert.
signals-none = Rien ne monte.
signals-people = { $count ->
    [one] { $count } personne a ce problème.
   *[other] { $count } personnes ont ce problème.
}
signals-word = { $count ->
    [one] { $count } question ; d'habitude, { $mean } par jour.
   *[other] { $count } questions ; d'habitude, { $mean } par jour.
}
signals-since = depuis
signals-seen = vu
signals-end = Examiné
signals-past = Signaux passés
signals-one-question = Une question que plusieurs ont eue
signals-threads = { $count ->
    [one] { $count } fil
   *[other] { $count } fils
}
signals-me-too = { $count ->
    [one] { $count } personne l'a aussi
   *[other] { $count } personnes l'ont aussi
}
said-signal-ended = Le signal est clos.
