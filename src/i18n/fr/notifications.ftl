notifications-title = Notifications
notifications-all = Toutes
notifications-unread = Non lues
notifications-unread-count = { $count ->
    [one] { $count } notification non lue
   *[other] { $count } notifications non lues
}
notifications-new = Nouveau :
notifications-none = Rien pour l’instant. Quand quelqu’un vous répondra, vous le lirez ici.
notifications-none-unread = Vous avez tout lu.
notifications-read = Marquer comme lue
notifications-read-all = Tout marquer comme lu
notifications-settings = Choisir ce qui vous est signalé
notifications-and-others = { $who } et { $others ->
    [one] { $others } autre personne
   *[other] { $others } autres personnes
}
notifications-said-mention = { $who } vous a mentionné
notifications-said-answer = { $things ->
    [one] Réponse de { $who }
   *[other] { $things } nouvelles réponses, de { $who }
}
notifications-said-comment = { $things ->
    [one] Commentaire de { $who }
   *[other] { $things } nouveaux commentaires, de { $who }
}
notifications-said-accepted = { $who } dit que votre réponse a réglé le problème
notifications-said-verified = Votre réponse a été confirmée comme juste
notifications-said-helped = { $people ->
    [one] Votre message a aidé { $people } personne
   *[other] Votre message a aidé { $people } personnes
}
notifications-said-edit = { $who } a modifié votre message
notifications-said-topic = { $things ->
    [one] { $things } nouveau message : { $topic }
   *[other] { $things } nouveaux messages : { $topic }
}
notifications-said-badge = Vous avez gagné le badge « { $badge } »
notifications-how-now = Tout de suite
notifications-how-digest = Dans le résumé
notifications-how-never = Jamais
notifications-kind-mention = Quelqu’un vous mentionne
notifications-kind-answer = Réponses aux questions que vous suivez
notifications-kind-comment = Commentaires des questions que vous suivez
notifications-kind-accepted = Votre réponse a réglé le problème
notifications-kind-verified = Votre réponse est confirmée
notifications-kind-helped = Votre message a aidé quelqu’un
notifications-kind-edit = Quelqu’un modifie votre message
notifications-kind-topic = Les nouveautés des tags et des personnes que vous suivez
notifications-kind-badge = Les badges que vous gagnez
notifications-kind-follow-up = « Est-ce réglé ? » et rappels
notifications-kind-brand = Promesses et réponses de l’équipe
notifications-kind-thanks = Remerciements, avantages, avant-premières
notifications-kind-programme = Votre rang et le programme
notifications-kind-statement = Ce que votre aide a permis, chaque mois
notifications-kind-invitation = Quelqu’un vous invite à regarder une question
notifications-kind-moderation = Décisions sur vos messages ou votre compte
notifications-kind-team = Le travail de l’équipe
notifications-always = Toujours envoyé : cela vous est dû.
notifications-choices = Par e-mail
notifications-choices-text = Dans l’application, tout vous est signalé. Par e-mail, vous recevez au plus { $count } de ces messages par jour ; le reste arrive le lendemain matin.
notifications-digest = Résumé
notifications-digest-text = Ce que vous n’avez pas lu, de nouvelles questions auxquelles vous pourriez répondre, et ce que votre aide a permis. Quand il n’y a rien, pas d’e-mail.
notifications-digest-none = Pas de résumé
notifications-digest-daily = Chaque jour à 8 h
notifications-digest-weekly = Le lundi à 8 h
notifications-quiet = Heures calmes
notifications-quiet-text = Ce qui peut attendre est envoyé quand elles sont passées.
notifications-quiet-none = Aucune
notifications-quiet-from = De
notifications-quiet-until = À
notifications-quiet-both = Choisissez les deux heures, et deux heures différentes.
notifications-zone = Votre fuseau horaire
notifications-zone-hint = Par exemple Europe/Paris. Vide : celui de la communauté.
notifications-zone-wrong = Ce fuseau horaire n’est pas connu. Un exemple : Europe/Paris.
notifications-watch = Ce que vous suivez et masquez
notifications-watch-none = Rien pour l’instant. Sur la page d’un tag, d’une catégorie ou d’une personne, vous pouvez suivre ou masquer.
notifications-watch-end = Arrêter
notifications-mute = Masquer
notifications-muted = Masqué
notifications-thread-mute = Masquer cette question
notifications-fresh = nouveau
notifications-fresh-count = { $count ->
    [one] { $count } nouvelle réponse depuis votre dernière visite
   *[other] { $count } nouvelles réponses depuis votre dernière visite
}
notifications-unsubscribe = Ne plus recevoir ces e-mails ?
notifications-unsubscribe-text = Vous ne recevrez plus d’e-mails de ce genre. Dans l’application, cela vous sera toujours signalé.
notifications-unsubscribe-button = Ne plus recevoir ces e-mails
notifications-unsubscribed = C’est fait
notifications-unsubscribed-text = Vous ne recevez plus d’e-mails de ce genre :
notifications-subject-mention = { $who } vous a mentionné : { $title }
notifications-subject-accepted = Résolu grâce à votre réponse : { $title }
notifications-subject-verified = Confirmée, votre réponse : { $title }
notifications-subject-helped = Votre message a aidé : { $title }
notifications-subject-edit = Votre message a été modifié : { $title }
notifications-subject-replies = { $count } nouveaux messages : { $title }
notifications-subject-comment = Nouveau commentaire : { $title }
notifications-subject-answer = Nouvelle réponse : { $title }
notifications-subject-answer-yours = Réponse à votre question : { $title }
notifications-subject-topic = { $count ->
    [one] { $count } nouveau message : { $topic }
   *[other] { $count } nouveaux messages : { $topic }
}
notifications-subject-badge = Vous avez gagné un badge : { $badge }
notifications-line-accepted = { $who } dit que votre réponse a réglé le problème.
notifications-line-verified = Votre réponse a été confirmée comme juste.
notifications-line-helped = { $count ->
    [one] Vos messages ont aidé { $count } personne.
   *[other] Vos messages ont aidé { $count } personnes.
}
notifications-line-solved = { $count ->
    [one] { $count } question a été réglée par votre réponse.
   *[other] { $count } questions ont été réglées par vos réponses.
}
notifications-line-edit = { $who } a modifié votre message.
notifications-line-topic = { $count ->
    [one] { $count } nouveau message : { $topic }
   *[other] { $count } nouveaux messages : { $topic }
}
notifications-line-badge = Vous avez gagné le badge « { $badge } ».
notifications-line-replies = { $count ->
    [one] { $count } nouveau message.
   *[other] { $count } nouveaux messages.
}
notifications-mail-in = Dans : { $title }
notifications-mail-more = { $count ->
    [one] Et { $count } autre sur le site.
   *[other] Et { $count } autres sur le site.
}
notifications-mail-see = Voir
notifications-mail-answer = Lire et répondre
notifications-mail-for-brand = { $who }, { $brand }
notifications-mail-by-answer = { $who }, réponse
notifications-mail-by-comment = { $who }, commentaire
notifications-mail-why-named = Vous recevez ce message parce que quelqu’un vous a mentionné sur { $brand }.
notifications-mail-why-follow = Vous recevez ce message parce que vous suivez cette question sur { $brand }.
notifications-mail-why-topic = Vous recevez ce message parce que vous suivez ce sujet sur { $brand }.
notifications-mail-why-yours = Vous recevez ce message parce qu’il concerne ce que vous avez écrit sur { $brand }.
notifications-digest-subject = { $brand } : votre résumé du { $day }
notifications-digest-why = Vous recevez ce résumé parce que vous l’avez demandé sur { $brand }.
notifications-digest-why-rest = Vous recevez ce message parce qu’il s’est passé plus de choses sur { $brand } que les { $count } e-mails par jour que nous envoyons.
notifications-digest-unanswered = Personne n’a encore répondu : { $title }
notifications-digest-button = Toutes les notifications
mail-unsubscribe = Ne plus recevoir ces e-mails
