care-reason = Motif
care-reason-hint = Une phrase que tout le monde pourra lire.
care-original = La question d'origine
care-original-hint = Son adresse ou son numéro.
care-original-unreadable = Donnez l'adresse ou le numéro d'une question d'ici
care-original-itself = Une question ne peut pas être un doublon d'elle-même
care-original-absent = Cette question n'existe pas
care-original-circle = Cette question est elle-même un doublon de celle-ci
care-close = Fermer la question
care-close-text = Plus personne ne pourra répondre. Votre motif figure sous le titre. La personne qui a demandé peut la rouvrir pendant 30 jours.
care-reopen = Rouvrir la question
care-reopen-text = On pourra de nouveau répondre, et elle ne sera plus marquée comme fermée ou comme doublon.
care-duplicate = Marquer comme doublon
care-duplicate-text = Les lecteurs sont menés à la question d'origine. La personne qui a demandé peut dire pendant 30 jours que son problème est différent.
care-delete = Supprimer
care-delete-text = Plus personne ne le verra, sauf vous et l'équipe. Vous pourrez le restaurer.
care-remove = Retirer
care-remove-text = Une mention avec votre motif reste à sa place. L'auteur en est informé.
care-anonymise = Retirer mon nom
care-anonymise-text = D'autres ont répondu ici, la question reste donc. Votre nom et vos informations privées en sont retirés définitivement ; vous n'en serez plus l'auteur.
care-redact = Retirer des mots partout
care-redact-look = Les chercher
care-redact-text = Les mots sont remplacés dans le fil, toutes ses versions, les brouillons, les e-mails non envoyés et la recherche, d'un coup et définitivement.
care-words = Les mots, exactement comme ils sont écrits
care-words-hint = Trois caractères au moins. Le journal garde qui et quand, jamais les mots.
care-words-short = Donnez au moins trois caractères
care-words-absent = Ces mots ne figurent nulle part dans le fil
care-private-title = Informations privées
care-private-staff = Seuls l'auteur et l'équipe peuvent les lire. Leur ouverture est consignée.
care-private-show = Afficher les informations privées
care-private-none = Il n'y en a pas.
care-places = { $n ->
    [one] Trouvé à { $n } endroit.
    [many] Trouvé à { $n } endroits.
   *[other] Trouvé à { $n } endroits.
}
care-private-who = Seuls l'auteur et l'équipe { $team } lisent ceci.
care-restore = Restaurer
care-abuse = C'était du spam ou un abus
care-abuse-hint = L'auteur perd des points, et les personnes qui l'ont signalé comme spam ou abus avaient raison. Rétablir le message annule les deux.
