listings-home-title = Un souci ? Quelqu'un l'a sûrement déjà réglé.
listings-home-label = Décrivez votre problème
listings-home-example = Ex. : ma box clignote orange depuis ce matin
listings-home-button = Chercher ou demander
listings-questions = Questions
listings-status-all = Récentes
listings-status-open = En cours
listings-status-unanswered = Sans réponse
listings-status-solved = Résolues
listings-sort = Ordre :
listings-sort-activity = dernière activité
listings-sort-newest = plus récentes
listings-sort-votes = plus utiles
listings-none-yet = Aucune question n'a encore été posée.
listings-none-waiting = Aucune question n'attend ici.
listings-none-solved = Aucune question n'est encore résolue.
listings-helped-this-week = Ont aidé cette semaine
listings-solutions = { $count ->
    [one] { $count } solution
    [many] { $count } de solutions
   *[other] { $count } solutions
}
listings-people-helped = { $count ->
    [one] { $count } personne aidée
    [many] { $count } de personnes aidées
   *[other] { $count } personnes aidées
}
listings-popular-tags = Étiquettes fréquentes
listings-all-tags = Toutes les étiquettes
listings-questions-count = { $count ->
    [one] { $count } question
    [many] { $count } de questions
   *[other] { $count } questions
}
listings-solved-share = { $share } % résolues
listings-feed = Flux Atom
listings-feed-all = Questions les plus récentes
listings-feed-tag = Questions étiquetées « { $tag } »
listings-tag-title = Questions sur { $tag }
listings-no-tags = Aucune étiquette n'est encore utilisée.
listings-no-categories = Aucun produit n'a encore été créé.
listings-find-person = Trouver quelqu'un par son nom d'utilisateur
listings-nobody = Aucun nom d'utilisateur ne commence ainsi.
listings-everybody = Voir tout le monde
listings-here-since = depuis le { $date }
listings-answers = Réponses
listings-edit-profile = Modifier votre profil
listings-imported-person = Ces messages viennent d'une autre communauté. Leur auteur ne s'est pas connecté ici.
listings-this-is-me = C'est moi
listings-solutions-given = Solutions acceptées
listings-times-helped = Personnes aidées
listings-member-since = Ici depuis le
listings-written = Ses messages
listings-no-answers = Pas encore de réponse.
listings-no-questions = Pas encore de question.
listings-newer = Plus récentes
listings-older = Plus anciennes
listings-accepted = Solution
listings-verified = Confirmée par { $team }
listings-profile-description = Questions et réponses de { $name }
listings-legal-missing = L'exploitant de cette communauté n'a pas encore rédigé ses mentions légales.
listings-terms-missing = L'exploitant de cette communauté n'a pas encore rédigé ses conditions d'utilisation.
listings-privacy-missing = L'exploitant de cette communauté n'a pas encore rédigé sa page sur la vie privée.
listings-not-audited = L'accessibilité de ce site n'a pas été auditée. Si quelque chose vous empêche de lire ou de participer, dites-le à l'exploitant.
help-ask-title = Demander
help-ask-text = Dites en une phrase ce qui ne va pas, comme à un ami. Les questions proches de la vôtre s'affichent aussitôt, avec leur réponse. Si aucune ne vous aide, ajoutez ce que vous voyez, ce que vous avez déjà essayé, et publiez. Vous pouvez commencer sans compte : votre texte est gardé jusqu'à ce que vous en ayez un.
help-answer-title = Répondre
help-answer-text = Toute personne qui a un compte peut répondre. Dites que faire, étape par étape, et à quoi l'on voit que cela marche. « Cela m'a aidé » remercie une réponse ; « n'a pas marché pour moi » prévient les suivants.
help-solve-title = Dire que c'est réglé
help-solve-text = La personne qui a posé la question accepte la réponse qui l'a réglée. Celle-ci passe alors en premier, pour tous ceux qui ont le même problème. L'équipe de la marque peut aussi confirmer qu'une réponse est juste.
help-private-title = Ce qui reste privé
help-private-text = Les numéros de téléphone, adresses e-mail et numéros de compte sont masqués avant toute publication. Ce que vous mettez dans les détails privés n'est lu que par vous et l'équipe de la marque.
help-trouble-title = Quelque chose ne va pas
help-trouble-text = Chaque message a un bouton « signaler ». Un signalement de données personnelles cache le message jusqu'à ce que quelqu'un l'ait regardé.
help-search-title = Chercher
help-search-text = Tapez vos propres mots, en français ou en anglais, avec ou sans accents. Un mot que personne n'a employé est remplacé par le plus proche. Ceci précise une recherche :
help-search-tag = questions avec cette étiquette
help-search-user = questions posées par cette personne
help-search-category = questions sur ce produit
help-search-solved = questions résolues
help-search-unanswered = questions auxquelles personne n'a répondu
help-licences-text = Entraide est un logiciel libre, sous licence MIT ou Apache 2.0, à votre choix. Les messages importés nomment leur auteur, leur source et leur licence là où ils se trouvent. Il contient aussi ce qui suit.
help-licence-of = Licence de { $name }
listings-reputation = Réputation
