shaping-move = Déplacer dans une autre catégorie
shaping-move-text = Le fil y est classé désormais. Ce qui a été promis à son auteur reste promis ; le service de la nouvelle catégorie s'en occupe.
shaping-category = Catégorie
shaping-none = Aucune
shaping-no-category = Choisissez une catégorie de la liste.
shaping-merge = Fusionner avec un autre fil
shaping-merge-text = Pour deux fils sur un même problème. Les réponses de celui-ci vont à l'autre, avec tout ce qui en a été dit ; qui le suit suit l'autre.
shaping-merge-look = Voir les deux
shaping-merge-into = Ce fil rejoint :
shaping-merge-effect = Ses réponses, votes, abonnés, délais et une escalade ouverte l'accompagnent. Son adresse mène à l'autre fil pour toujours. Ce qui a été dit en privé reste avec son auteur.
shaping-merge-now = Fusionner les fils
shaping-into-itself = C'est ce fil lui-même. Donnez-en un autre.
shaping-both-escalated = Les deux fils ont une escalade ouverte. Terminez d'abord l'une d'elles avec son issue.
shaping-helped-each-other = L'auteur de l'autre fil a résolu celui-ci. Marquez-le plutôt comme doublon : il garde ce qu'il a gagné.
shaping-split = Faire un fil d'une réponse
shaping-split-text = Pour une réponse qui est une autre question. Elle devient un fil à part, posé par son auteur, avec les réponses que vous choisissez.
shaping-split-look = Voir le résultat
shaping-split-now = Créer le fil
shaping-split-effect = Votes, commentaires et abonnés l'accompagnent. Le nouveau fil a ses propres délais, comptés depuis le moment où il a été écrit.
shaping-which = Quelle réponse est une question ?
shaping-which-hint = Ce qui a résolu un problème reste ici. Seules les réponses écrites après la question peuvent l'accompagner.
shaping-is-question = C'est la question
shaping-goes-along = L'accompagne comme réponse
shaping-solves = acceptée ou confirmée
shaping-official = de l'équipe
shaping-title = Titre du nouveau fil
shaping-title-hint = Ce que son auteur aurait demandé, en une phrase.
shaping-choose-first = Choisissez la réponse qui est une question.
shaping-rest-wrong = Choisissez des réponses écrites après la question, qui n'ont rien résolu ici.
shaping-nothing-to-split = Aucune réponse ne peut devenir ici une question à part.
shaping-asked-by = Posée par { $name }
shaping-with-answers = { $count ->
    [0] Aucune réponse ne l'accompagne.
    [one] { $count } réponse l'accompagne.
   *[other] { $count } réponses l'accompagnent.
}
said-moved = Le fil y est classé désormais.
said-merged = Les fils n'en font plus qu'un.
said-split = Le fil est créé.
