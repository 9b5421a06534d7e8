claims-title = C'est moi
claims-text = { $count ->
    [one] { $count } message importé d'une autre communauté, écrit par
    [many] { $count } de messages importés d'une autre communauté, écrits par
   *[other] { $count } messages importés d'une autre communauté, écrits par
}
claims-effect = Si c'est vous, ces messages deviennent les vôtres : ils portent votre nom et comptent pour vous.
claims-asked = Votre demande est chez l'équipe. Vous saurez par e-mail ce qu'elle décide.
claims-offered = L'adresse de cette personne est celle que vous avez confirmée ici. Il ne faut rien de plus.
claims-by-address = l'adresse confirmée est celle du compte importé
claims-take = Ils sont à moi
claims-proof = Comment le savoir ?
claims-proof-hint = Par exemple : écrivez dans votre profil de là-bas un lien vers votre compte d'ici, et donnez l'adresse de ce profil. Seule l'équipe lit ceci.
claims-send = Envoyer la demande
claims-enough = Plusieurs de vos demandes attendent. Attendez d'abord les réponses.
claims-list-text = Des membres disent qu'une personne importée, c'est eux. Regardez la preuve, décidez, et dites pourquoi. Une décision s'annule pendant 30 jours.
claims-none = Aucune demande n'attend, et aucune n'a été décidée depuis 30 jours.
claims-line = { $username } dit : je suis { $person }
claims-pending = en attente
claims-approved = acceptée
claims-rejected = refusée
claims-reverted = annulée
claims-member = Membre
claims-since = ici depuis
claims-person = Personne importée
claims-posts = { $count ->
    [one] { $count } message
    [many] { $count } de messages
   *[other] { $count } messages
}
claims-proof-given = Preuve
claims-state = État
claims-reason = Motif
claims-reason-hint = Le membre le lit.
claims-approve = Accepter
claims-approve-effect = Accepter donne au membre chaque message, commentaire et modification. Les votes que les deux se sont donnés sont retirés.
claims-reject = Refuser
claims-revert = Annuler
claims-revert-effect = Annuler rend tout à la personne importée, avec les votes qui avaient été retirés.
claims-own = Quelqu'un d'autre décide de votre propre demande.
claims-profile = Des messages importés d'une autre communauté sont peut-être à vous :
mail-claim-approved-subject = Ces messages sont à vous – { $brand }
mail-claim-approved-opening = Les messages de { $person } portent maintenant votre nom.
mail-claim-rejected-subject = Votre demande est refusée – { $brand }
mail-claim-rejected-opening = Vous avez demandé les messages de { $person }. L'équipe n'a pas pu établir qu'ils sont à vous.
mail-claim-reverted-subject = Des messages ont été rendus – { $brand }
mail-claim-reverted-opening = Les messages de { $person } ne portent plus votre nom.
mail-claim-reason = Le motif : { $reason }
mail-claim-button = Voir votre page
