limits-in-seconds = { $count ->
    [one] dans { $count } seconde
   *[other] dans { $count } secondes
}
limits-in-minutes = { $count ->
    [one] dans { $count } minute
   *[other] dans { $count } minutes
}
limits-in-hours = { $count ->
    [one] dans { $count } heure
   *[other] dans { $count } heures
}
limits-gap = Cet envoi suit de très près le précédent. Vous pourrez l'envoyer { $when }.
limits-same = Vous venez de publier le même texte. S'il a aussi sa place ici, vous pourrez l'envoyer { $when }.
limits-none = Vous ne pouvez pas encore le faire : la limite grandit avec l'âge de votre compte et votre réputation.
limits-no-tag = Vous ne pouvez pas encore créer d'étiquettes : choisissez-en parmi celles qui existent.
limits-question = Vous avez posé { $n_limit } questions en 24 heures, c'est la limite pour l'instant. Vous pourrez poser la suivante { $when }.
limits-answer = Vous avez donné { $n_limit } réponses en 24 heures, c'est la limite pour l'instant. Vous pourrez publier la suivante { $when }.
limits-comment = Vous avez écrit { $n_limit } commentaires en 24 heures, c'est la limite pour l'instant. Vous pourrez publier le suivant { $when }.
limits-vote = Vous avez dit « cela m'a aidé » { $n_limit } fois en 24 heures, c'est la limite pour l'instant. Vous pourrez le redire { $when }.
limits-vote-for = Vous avez dit « cela m'a aidé » { $n_limit } fois en 24 heures pour la même personne, c'est la limite. Vous pourrez le redire { $when }.
limits-did-not-work = Vous avez dit « n'a pas marché » { $n_limit } fois en 24 heures, c'est la limite pour l'instant. Vous pourrez le redire { $when }.
limits-flag = Vous avez envoyé { $n_limit } signalements en 24 heures, c'est la limite pour l'instant. Vous pourrez envoyer le suivant { $when }.
limits-edit = Vous avez fait { $n_limit } modifications en 24 heures, c'est la limite pour l'instant. Vous pourrez envoyer celle-ci { $when }.
limits-delete = Vous avez supprimé { $n_limit } textes en 24 heures, c'est la limite pour l'instant. Vous pourrez supprimer le suivant { $when }.
limits-delete-minute = Vous avez supprimé { $n_limit } textes en une minute, c'est la limite. Vous pourrez supprimer le suivant { $when }.
limits-new-tag = Vous avez créé { $n_limit } étiquettes en 24 heures, c'est la limite pour l'instant. Choisissez des étiquettes qui existent, ou revenez { $when }.
limits-propose = Vous avez parlé pour { $n_limit } auteurs en 24 heures, c'est la limite pour l'instant. Vous pourrez recommencer { $when }.
limits-invite = Vous avez invité { $n_limit } personnes en 24 heures, c'est la limite pour l'instant. Vous pourrez inviter la suivante { $when }.
limits-nominate = Vous avez proposé { $n_limit } personnes en 24 heures, c'est la limite pour l'instant. Vous pourrez proposer la suivante { $when }.
limits-escalate = Vous vous êtes adressé à l'équipe { $n_limit } fois en 24 heures, c'est la limite pour l'instant. Vous pourrez le refaire { $when }.
limits-ask-details = Vous avez demandé des précisions { $n_limit } fois en 24 heures, c'est la limite pour l'instant. Vous pourrez en redemander { $when }.
limits-private = Vous avez écrit { $n_limit } messages privés en 24 heures, c'est la limite pour l'instant. Vous pourrez écrire le suivant { $when }.
limits-too-many = Trop de demandes sont venues de vous, ou de l'endroit où vous êtes. Réessayez dans { $n ->
    [one] une seconde
    [many] { $n } de secondes
   *[other] { $n } secondes
}.
limits-typed = Ce que vous avez tapé
limits-send-again = Envoyer à nouveau
limits-title = Limites
limits-lead = Ce qu'une personne peut faire en un jour, et une adresse en une minute. Qui a un problème ne devrait jamais en rencontrer ; qui inonde, si.
limits-met = Rencontrées ces dernières 24 heures
limits-met-none = Personne n'a rencontré de limite.
limits-nobody = Sans compte
limits-times = { $n ->
    [one] une fois
    [many] { $n } de fois
   *[other] { $n } fois
}
limits-lift = Laisser continuer
limits-act = Quoi
limits-table = Ce qu'un membre peut faire en un jour
limits-settings = Pour les adresses et les pages
limits-settings-text = Ce sont des réglages du serveur.
limits-answers-here = Réponses à une question de quelqu'un d'autre
limits-links = Liens dans un texte
limits-mentions = Membres nommés dans un texte
limits-level-first-day = Premier jour
limits-level-new = Moins de 10 points
limits-level-staff = Équipe
limits-what-question = Questions
limits-what-answer = Réponses
limits-what-comment = Commentaires
limits-what-vote = « Cela m'a aidé »
limits-what-vote-for = « Cela m'a aidé » pour une même personne
limits-what-did-not-work = « N'a pas marché »
limits-what-flag = Signalements
limits-what-edit-own = Modifications de ses propres textes
limits-what-edit-other = Modifications des textes des autres
limits-what-delete = Textes retirés
limits-what-delete-minute = Textes retirés en une minute
limits-what-new-tag = Nouvelles étiquettes
limits-what-invite = Invitations à répondre
limits-what-nominate = Propositions d'ambassadeurs
limits-what-pages = Pages pour une adresse
limits-what-member-pages = Pages pour un membre
limits-what-address-pages = Pages pour tous les membres d'une adresse
limits-what-crawlers = Pages pour un robot
limits-what-searches = Recherches
limits-what-feeds = Flux
limits-what-similar = Questions semblables et aperçus
limits-what-asks = Questions de visiteurs
limits-what-logins = Essais de connexion
limits-what-codes = Codes de connexion en deux étapes
limits-what-mails = E-mails demandés
limits-what-signups = Comptes créés et non confirmés
limits-what-reports = Rapports des navigateurs, et brouillons sans compte
limits-what-other = Autre chose
limits-what-escalate = S'adresser à l'équipe
limits-what-ask-details = Demandes de précisions
limits-what-private = Messages privés à l'équipe
limits-what-notices = Signalements de l'extérieur
limits-what-photos = Photos envoyées
