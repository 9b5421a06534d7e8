invitations-title = Inviter quelqu'un qui sait
invitations-text = Ces membres ont résolu de telles questions. Chacun est sollicité une fois, quelle que soit la personne qui l'invite, et reste libre de ne pas répondre.
invitations-nobody = Personne ici n'a encore résolu de question comme celle-ci.
invitations-back = Retour à la question
invitations-solved = { $count ->
    [one] { $count } question de ce genre résolue
   *[other] { $count } questions de ce genre résolues
}
invitations-invite = Inviter
invitations-invited = Personnes invitées
invitations-link = Inviter quelqu'un qui sait
invitations-you = On vous a demandé de regarder
invitations-by = par { $name }
invitations-mail-subject = { $brand } : une question dont vous pourriez avoir la réponse
invitations-mail-opening = { $name } pense que vous connaissez la réponse à cette question :
invitations-mail-button = Lire la question
invitations-mail-free = Vous êtes libre de ne pas répondre ; personne n'en est informé.
invitations-mail-stop = Vous pouvez arrêter ces messages sur { $address }.
invitations-mail-why = Vous recevez ce message parce que vous avez résolu de telles questions sur { $brand }.
