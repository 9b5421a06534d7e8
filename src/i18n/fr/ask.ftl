ask-title = Poser une question
ask-first-label = Quel est votre problème ?
ask-first-hint = En une phrase, comme vous le diriez à un ami.
ask-first-button = Continuer
ask-similar-heading = Est-ce l'une de ces questions ?
ask-similar-count = { $count ->
    [one] { $count } question proche
    [many] { $count } de questions proches
   *[other] { $count } questions proches
}
ask-similar-count-solved = { $count ->
    [one] dont { $count } résolue
    [many] dont { $count } de résolues
   *[other] dont { $count } résolues
}
ask-similar-none = Personne ne l'a encore demandé. Décrivez le problème, d'autres vous aideront.
ask-similar-helped-word = { $count ->
    [one] personne aidée
    [many] de personnes aidées
   *[other] personnes aidées
}
ask-similar-solved = Résolue
ask-similar-open = Pas encore résolue
ask-similar-solves = Ça règle mon problème
ask-similar-read = Lire la suite
ask-similar-read-about = Lire la suite : { $title }
ask-similar-me-too = Moi aussi
ask-form-heading = Aucune ne convient ? Posez votre question
ask-title-label = Votre question en une phrase
ask-title-hint = Entre 10 et 150 caractères.
ask-category-label = De quoi s'agit-il ?
ask-category-unsure = Je ne sais pas
ask-body-label = Décrivez le problème
ask-body-hint = Ce qui aide à vous aider : le modèle, ce qu'indiquent les voyants ou l'écran, le message exact, depuis quand.
ask-tried-label = Qu'avez-vous déjà essayé ? (facultatif)
ask-tried-hint = Publié sous votre description.
ask-tried-heading = Ce que j'ai déjà essayé
ask-tags-label = Étiquettes (facultatif)
ask-tags-hint = Cinq mots au plus, séparés par des virgules.
ask-private-label = Informations privées (facultatif)
ask-private-hint = Numéro de ligne, numéro de client, tout ce dont l'équipe { $brand } peut avoir besoin. Vous seul et l'équipe pouvez les lire. Jamais publiées.
ask-as-member = Publier en tant que membre, sans la mention de l'équipe
ask-publish = Publier ma question
ask-keep-going = Vous créez votre compte à l'étape suivante. Votre texte est conservé.
ask-confirm-first = Elle sera publiée dès que vous aurez confirmé votre adresse e-mail.
ask-error-title-missing = Écrivez votre question en une phrase.
ask-error-body-missing = Décrivez le problème en quelques mots.
ask-error-category = Choisissez dans la liste, ou « Je ne sais pas ».
ask-error-tag = « { $tag } » : { $why }
ask-error-tag-unknown = L'étiquette « { $tag } » n'existe pas. Choisissez-en une autre ou laissez-la de côté.
ask-error-tag-near = L'étiquette « { $tag } » n'existe pas. Proches : { $near }.
ask-error-tags-many = Gardez { $count } étiquettes au plus ; il y en a { $n_have }.
ask-error-kept-many = Plusieurs questions sont déjà conservées dans ce navigateur. Créez votre compte pour les publier.
ask-draft-notice = Brouillon de { $when }.
ask-draft-other = Vous avez une question inachevée : « { $title } ».
ask-draft-continue = La reprendre
ask-draft-discard = Effacer
review-title = Des données personnelles dans votre texte
review-intro = Nous avons trouvé ce qui ressemble à des données personnelles. Tout le monde peut lire ce qui est publié ici, elles seront donc masquées. Si l'une d'elles n'est pas personnelle, dites-le.
review-intro-list = Votre texte contient une longue liste de numéros ou d'adresses. Elle sera masquée.
review-kind-phone = Numéro de téléphone
review-kind-email = Adresse e-mail
review-kind-iban = Compte bancaire
review-becomes = { $found } devient { $masked }
review-show-what = Pas personnel, afficher { $what }
review-private = Ce qui est masqué reste dans les informations privées : vous seul et l'équipe { $brand } pouvez le lire.
review-publish = Publier, le reste masqué
review-change = Modifier mon texte
preview-title = Aperçu
preview-heading = Ce qui sera publié
preview-masked = Les données personnelles sont masquées, comme elles le seront à la publication. Vous pourrez décider pour chacune avant que tout soit public.
preview-empty = Rien à montrer pour l'instant.
preview-answer = Publier ma réponse
preview-comment = Publier mon commentaire
preview-edit = Enregistrer les modifications
preview-again = Nouvel aperçu
preview-body = Votre texte
preview-reason = Pourquoi cette modification ?
ask-error-drafts-many = Vous avez beaucoup de brouillons. Publiez-en ou supprimez-en d'abord ; votre texte est toujours ici.
ask-error-kept = Votre texte est conservé en brouillon.
