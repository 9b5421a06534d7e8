perks-title = Avantages
perks-text = Ce que l'équipe { $team } offre à celles et ceux qui aident. Aider est et reste volontaire : les avantages n'augmentent pas avec ce que vous faites.
perks-rules = { $days ->
    [one] Vous pouvez les demander à partir de { $days } jour après votre promotion, jusqu'à { $cap } par an.
    [many] Vous pouvez les demander à partir de { $days } de jours après votre promotion, jusqu'à { $cap } par an.
   *[other] Vous pouvez les demander à partir de { $days } jours après votre promotion, jusqu'à { $cap } par an.
}
perks-spent = Vous avez demandé { $spent } sur { $cap } cette année.
perks-this-year = Valeur demandée cette année
perks-none = Il n'y a pas d'avantages pour le moment.
perks-mine = Vos demandes
perks-ambassadors = Pour les ambassadeurs
perks-experts = Pour les experts et les ambassadeurs
perks-left = { $count ->
    [one] { $count } restant
    [many] { $count } restants
   *[other] { $count } restants
}
perks-taken = { $count ->
    [one] { $count } attribué
    [many] { $count } attribués
   *[other] { $count } attribués
}
perks-per-member = { $count ->
    [one] { $count } par membre
    [many] { $count } par membre
   *[other] { $count } par membre
}
perks-worth = valeur
perks-adult = J'ai 18 ans ou plus
perks-adult-missing = Les avantages qui ont une valeur sont pour les personnes de 18 ans ou plus : cochez la case si c'est votre cas.
perks-claim = Demander
perks-claimed = Demandé
perks-cancel = Annuler ma demande
perks-reveal = Afficher mon code
perks-received = Je l'ai reçu
perks-reason = Motif :
perks-your-code = Votre code :
perks-code-once = Copiez-le maintenant : il ne s'affiche qu'une fois et personne ne peut l'afficher de nouveau.
perks-code-was = Votre code était
perks-code-waits = Votre code est prêt. Il s'affiche une seule fois : ayez de quoi le noter.
perks-state-claimed = En attente de l'équipe
perks-state-fulfilled = Prêt
perks-state-done = Terminé
perks-state-declined = Refusé
perks-state-cancelled = Annulé
perks-no-longer = Cet avantage n'est plus proposé.
perks-for-ambassadors = Cet avantage est pour les ambassadeurs.
perks-for-experts = Cet avantage est pour les experts et les ambassadeurs.
perks-from = Vous pourrez le demander à partir du { $date }.
perks-not-yet = Vous pourrez le demander quelque temps après votre promotion.
perks-enough = { $count ->
    [one] Vous avez eu le vôtre : { $count } par membre.
    [many] Vous avez eu les vôtres : { $count } par membre.
   *[other] Vous avez eu les vôtres : { $count } par membre.
}
perks-cap-left = Il vaut plus que ce que vous pouvez encore demander cette année ({ $left }).
perks-none-left = Il n'en reste plus.
perks-catalogue = Gérer les avantages
perks-claims = Demandes à traiter
perks-claims-none = Rien n'attend.
perks-claims-before = Traitées
perks-values = Valeurs attribuées, membre par membre (CSV) :
perks-retired = N'est plus proposé
perks-new = Nouvel avantage
perks-save = Enregistrer l'avantage
perks-field-title-en = Titre en anglais
perks-field-title-fr = Titre en français
perks-field-text-en = De quoi il s'agit, en anglais
perks-field-text-fr = De quoi il s'agit, en français
perks-field-value = Valeur, en { $currency }
perks-field-value-hint = En unités entières ; 0 s'il n'en a pas. Elle est affichée et compte dans le plafond annuel de chaque membre.
perks-field-stock = Combien il y en a
perks-field-stock-hint = Laissez vide s'il n'y a pas de limite.
perks-field-per-member = Combien un membre peut en avoir
perks-field-rank = Pour qui
perks-stock-by-codes = Il y en a autant que de codes restants.
perks-codes = Codes
perks-field-codes = Codes, un par ligne
perks-field-codes-hint = Chacun est attribué à une demande et affiché une fois. Les codes déjà chargés sont ignorés.
perks-codes-load = Charger les codes
perks-retire = Ne plus le proposer
perks-retire-text = Personne ne peut plus le demander. Les demandes déjà faites restent.
perks-type-code = Code à donner
perks-type-code-hint = { $count ->
    [one] Laissé vide, le prochain code chargé est donné : { $count } est libre.
    [many] Laissé vide, le prochain code chargé est donné : { $count } sont libres.
   *[other] Laissé vide, le prochain code chargé est donné : { $count } sont libres.
}
perks-decline-reason = Motif, si vous refusez
perks-fulfil = C'est donné
perks-decline = Refuser
perks-mark-done = C'est arrivé
perks-is-adult = dit avoir 18 ans ou plus
perks-error-number = { $count ->
    [one] Saisissez un nombre entier, { $count } ou plus.
    [many] Saisissez un nombre entier, { $count } ou plus.
   *[other] Saisissez un nombre entier, { $count } ou plus.
}
perks-error-stock = Il y en a déjà davantage d'attribués : saisissez un nombre plus grand.
perks-error-codes = Collez au moins un code.
perks-error-codes-many = { $count ->
    [one] { $count } code à la fois, au plus.
    [many] { $count } de codes à la fois, au plus.
   *[other] { $count } codes à la fois, au plus.
}
perks-error-code-taken = Ce code a déjà été donné : saisissez-en un autre.
perks-mail-claimed-subject = Votre demande : { $title }
perks-mail-claimed = Nous avons bien reçu votre demande pour « { $title } » et nous nous en occupons.
perks-mail-ready-subject = Prêt : { $title }
perks-mail-ready = « { $title } » vous attend. Votre page d'avantages dit comment l'obtenir ; un code s'y affiche une seule fois.
perks-mail-declined-subject = Votre demande est refusée : { $title }
perks-mail-declined = Nous ne pouvons pas vous donner « { $title } » cette fois. Sa valeur ne vous est plus comptée.
perks-mail-reason = Motif : { $reason }
perks-mail-done-subject = Livré : { $title }
perks-mail-done = « { $title } » est noté comme livré.
perks-mail-button = Voir mes avantages
perks-mail-why = Vous recevez ce message parce que vous avez demandé un avantage sur { $brand }.
