briefings-title = Avant-premières
briefings-text = Les nouvelles de l'équipe { $team }, avant tout le monde. Lisez, questionnez, et gardez-les pour vous jusqu'à la minute dite.
briefings-public-text = Ce que l'équipe { $team } annonce, avec les questions que les ambassadeurs ont posées.
briefings-none = Il n'y a pas encore d'avant-première.
briefings-none-public = Rien n'a encore été annoncé.
briefings-until = Sous embargo jusqu'au { $when }.
briefings-keep = À ne transmettre avant cette date ni en tout ni en partie.
briefings-receipt = L'équipe { $team } voit que vous l'avez ouverte, et quand.
briefings-open = L'ouvrir, et la garder pour moi jusque-là
briefings-public-since = Publique
briefings-changed = modifiée
briefings-new = Nouvelle
briefings-remarks = { $count ->
    [one] { $count } question ou réponse
    [many] { $count } de questions et réponses
   *[other] { $count } questions et réponses
}
briefings-readers = { $count ->
    [one] ouverte par { $count } ambassadeur
    [many] ouverte par { $count } d'ambassadeurs
   *[other] ouverte par { $count } ambassadeurs
}
briefings-questions = Questions
briefings-questions-text = Ce que vous demandez ici et les réponses de l'équipe deviennent publics en même temps que l'avant-première.
briefings-ask = Votre question
briefings-send = Poser la question
briefings-answer = Répondre
briefings-your-answer = Votre réponse
briefings-answer-send = Publier la réponse
briefings-see-public = La page publique
briefings-see = La voir comme les ambassadeurs
briefings-edit = Modifier l'avant-première
briefings-desk = Écrire les avant-premières
briefings-desk-text = Les ambassadeurs lisent une avant-première dès que vous la leur donnez ; tout le monde, à partir de sa minute.
briefings-draft = Brouillon
briefings-write = Nouvelle avant-première
briefings-in-english = En anglais
briefings-in-french = En français
briefings-field-title = Titre
briefings-field-body = Texte
briefings-field-minute = Publique à partir de
briefings-field-minute-hint = Jour et heure dans le fuseau de la communauté ({ $zone }).
briefings-field-category = À propos de
briefings-no-category = Rien de particulier
briefings-keep-draft = Garder comme brouillon
briefings-save = Enregistrer les modifications
briefings-show = La donner aux ambassadeurs
briefings-show-text = Seule l'équipe voit ce brouillon. Une fois donnée, les ambassadeurs apprennent par e-mail qu'une avant-première est là ; son titre n'est pas dans le message.
briefings-receipts = Qui l'a ouverte
briefings-share = { $count ->
    [one] { $count } ambassadeur sur { $all } l'a ouverte avant sa minute.
    [many] { $count } d'ambassadeurs sur { $all } l'ont ouverte avant sa minute.
   *[other] { $count } ambassadeurs sur { $all } l'ont ouverte avant sa minute.
}
briefings-passed-hint = Elle est publique : sa minute ne change plus. Chaque modification est gardée comme une version.
briefings-move-hint = Vous pouvez déplacer sa minute, plus tôt ou plus tard, tant qu'elle n'est pas passée.
briefings-versions = Versions
briefings-version = Version { $number }
briefings-error-empty = Écrivez un titre et un texte dans au moins une langue.
briefings-error-minute = Saisissez un jour et une heure.
briefings-error-passed = Elle est déjà publique : sa minute ne bouge plus.
briefings-mail-subject = Une avant-première vous attend sur { $brand }
briefings-mail-opening = L'équipe { $brand } a quelque chose à dire aux ambassadeurs. C'est sur le site, une fois connecté.
briefings-mail-button = Lire l'avant-première
briefings-mail-until = Sous embargo jusqu'au { $when } : merci de la garder pour vous.
briefings-mail-why = Vous recevez ce message parce que vous êtes ambassadeur sur { $brand }.
