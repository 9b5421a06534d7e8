tools-title = Vos outils
tools-is-answering = { $name } est en train de répondre
tools-until = (affiché jusqu'à { $time })
tools-i-answer = Je réponds
tools-i-stop = Je ne réponds plus
tools-replies = Réponses enregistrées
tools-replies-text = Des textes que vous réutilisez, visibles de vous seul : insérez-en un dans une réponse, puis adaptez-le. { $count ->
    [one] { $count } au plus.
    [many] { $count } au plus.
   *[other] { $count } au plus.
}
tools-replies-edit = Modifier mes réponses enregistrées
tools-replies-enough = { $count ->
    [one] Vous avez { $count } réponse enregistrée, le maximum : supprimez-en une d'abord.
    [many] Vous avez { $count } de réponses enregistrées, le maximum : supprimez-en une d'abord.
   *[other] Vous avez { $count } réponses enregistrées, le maximum : supprimez-en une d'abord.
}
tools-reply-choose = Laquelle
tools-reply-insert = Insérer dans ma réponse
tools-reply-new = Nouvelle réponse enregistrée
tools-reply-changed = Modifier cette réponse
tools-reply-title = Titre
tools-reply-body = Texte
tools-reply-save = Enregistrer la réponse
tools-reply-change = Modifier
tools-reply-delete = Supprimer
tools-waiting = Réponses en attente de l'auteur
tools-waiting-text = Les questions où vous avez répondu et dont l'auteur n'a rien dit depuis. Vous pouvez lui demander une fois ce qu'il en est ; après deux jours, un seul rappel par question, qui que ce soit qui l'envoie.
tools-waiting-none = Aucune de vos réponses n'attend son auteur.
tools-you-answered = Vous avez répondu
tools-remind = Demander ce qu'il en est
tools-remind-from = Vous pourrez demander à partir du { $when }.
tools-reminded = Demandé
tools-remind-never = Cette personne ne peut pas être jointe par e-mail.
tools-mail-subject = Est-ce réglé ? { $title }
tools-mail-opening = { $name } a répondu à votre question « { $title } » et n'a pas eu de nouvelles depuis.
tools-mail-ask = Si votre problème est réglé, acceptez la réponse : d'autres la trouveront plus facilement. Sinon, dites ce qui manque encore.
tools-mail-button = Voir la réponse
tools-mail-once = C'est le seul rappel que vous recevrez pour cette question.
tools-mail-why = Vous recevez ce message parce que vous avez posé une question sur { $brand }.
said-answering = Les autres voient que vous répondez.
said-not-answering = Les autres ne voient plus que vous répondez.
said-reminded = L'auteur de la question reçoit un e-mail.
said-reminded-before = Cette personne a déjà été sollicitée : un rappel par question, pas davantage.
