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
