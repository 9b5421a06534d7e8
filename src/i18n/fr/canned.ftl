canned-title = Réponses types
canned-text = Les textes de l'équipe dans les deux langues. Chacun s'insère dans une réponse pour y être adapté ; rien ne part tout seul.
canned-none = Aucune réponse type pour l'instant.
canned-new = Nouvelle réponse type
canned-name = Nom
canned-body-en = Texte en anglais
canned-body-fr = Texte en français
canned-places-en = Vous pouvez écrire {"{"}first_name{"}"}, {"{"}product{"}"}, {"{"}question{"}"}, {"{"}agent{"}"}, {"{"}brand{"}"}, {"{"}link{"}"}.
canned-places-fr = Vous pouvez écrire {"{"}prénom{"}"}, {"{"}produit{"}"}, {"{"}question{"}"}, {"{"}agent{"}"}, {"{"}marque{"}"}, {"{"}lien{"}"}.
canned-acts = Ce qu'elle fait aussi
canned-acts-hint = Fait au moment où elle est insérée.
canned-act-claim = prend le fil
canned-act-details = prépare la demande de précisions
canned-act-snooze = met le fil en veille
canned-act-department = passe le fil à un autre service
canned-act-verify = confirme la dernière réponse d'un membre
canned-sleep = Durée de la veille
canned-department = Quel service
canned-none-chosen = Aucun
canned-hours = { $count ->
    [one] { $count } heure
    [many] { $count } d'heures
   *[other] { $count } heures
}
canned-save = Enregistrer la réponse type
canned-retired = Retirée
canned-retire = Retirer
canned-back = Remettre
canned-used = { $count ->
    [one] utilisée { $count } fois
    [many] utilisée { $count } de fois
   *[other] utilisée { $count } fois
}
canned-solved = { $percent } % réglés ensuite
canned-choose = Réponse type
canned-insert = Insérer
canned-also = (agit aussi)
canned-handed = Passé par une réponse type : { $name }
canned-error-department = Choisissez le service.
canned-error-sleep = Choisissez une durée.
canned-error-shown = Une autre réponse est arrivée entre-temps. Lisez-la d'abord : rien n'a été confirmé.
canned-error-unfilled = Complétez { $place } à la main, ou retirez-le.
