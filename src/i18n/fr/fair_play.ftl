fair-title = Équité
fair-lead = Des votes qui semblent arrangés. Rien n'a été retiré à personne : regardez les faits, décidez et dites pourquoi. Une annulation se défait pendant 30 jours.
fair-none = Aucun dossier n'est ouvert, et aucun n'a été décidé récemment.
fair-open = à décider
fair-reversed = annulé
fair-dismissed = sans suite
fair-undone = rétabli
fair-facts = { $count ->
    [one] { $count } vote ou acceptation
    [many] { $count } de votes ou acceptations
   *[other] { $count } votes ou acceptations
}
fair-opened = ouvert
fair-seen = Ce qui a été vu
fair-people = Qui
fair-since = ici depuis
fair-points = { $count ->
    [one] { $count } point
    [many] { $count } de points
   *[other] { $count } points
}
fair-evidence = Faits
fair-seen-share = { $n_share } % des points reçus récemment par { $about } viennent de { $with } ({ $n_facts } votes ou acceptations).
fair-seen-mutual = { $about } et { $with } se sont donné { $n_facts } votes ou acceptations, au moins { $n_each } dans chaque sens en { $n_days ->
    [one] { $n_days } jour
    [many] { $n_days } de jours
   *[other] { $n_days } jours
}.
fair-seen-serial = { $with } a donné à { $about } { $n_facts } votes en quelques minutes.
fair-seen-address = { $with } et { $about } se sont inscrits depuis la même adresse ({ $n_facts } votes ou acceptations).
fair-kind-vote = « Ça m'a aidé »
fair-kind-acceptance = « C'est réglé »
fair-kind-me-too = « Moi aussi »
fair-choose-text = Laissez coché ce qui doit être annulé.
fair-choose = Cochez au moins un vote à annuler, ou classez sans suite.
fair-reason = Motif
fair-reason-hint = Les personnes concernées le lisent si des votes sont annulés.
fair-reverse-effect = Annuler retire les votes cochés en une fois : chacun se retrouve comme s'ils n'avaient jamais été donnés. Les personnes concernées l'apprennent par e-mail. Classer sans suite ne prévient personne, et les mêmes votes n'ouvrent plus de dossier.
fair-reverse = Annuler les votes cochés
fair-dismiss = Classer sans suite
fair-undo-effect = Rétablir rend chaque vote, avec sa propre date.
fair-undo = Rétablir les votes
fair-annulled = annulé
said-case-reversed = Les votes sont annulés. Les personnes concernées sont prévenues.
said-case-dismissed = Le dossier est classé.
said-case-undone = Les votes sont rétablis. Les personnes concernées sont prévenues.
mail-fair-reversed-subject = Des votes ont été annulés – { $brand }
mail-fair-reversed-opening = { $count ->
    [one] Après examen, l'équipe a annulé { $count } vote ou acceptation que vous aviez donné ou reçu. Points et badges sont maintenant comme s'il n'avait jamais été donné.
    [many] Après examen, l'équipe a annulé { $count } de votes ou acceptations que vous aviez donnés ou reçus. Points et badges sont maintenant comme s'ils n'avaient jamais été donnés.
   *[other] Après examen, l'équipe a annulé { $count } votes ou acceptations que vous aviez donnés ou reçus. Points et badges sont maintenant comme s'ils n'avaient jamais été donnés.
}
mail-fair-undone-subject = Des votes ont été rétablis – { $brand }
mail-fair-undone-opening = { $count ->
    [one] { $count } vote ou acceptation que vous aviez donné ou reçu compte de nouveau.
    [many] { $count } de votes ou acceptations que vous aviez donnés ou reçus comptent de nouveau.
   *[other] { $count } votes ou acceptations que vous aviez donnés ou reçus comptent de nouveau.
}
mail-fair-reason = Le motif : { $reason }
mail-fair-review = Cela vous paraît faux ? Ouvrez votre relevé, trouvez la ligne et demandez un réexamen. Quelqu'un qui n'a pas pris part à cette décision vous répond.
mail-fair-write = Cela vous paraît faux ? Écrivez à l'équipe : { $contacts }
mail-fair-ask = Cela vous paraît faux ? Demandez à l'équipe sur le site : { $address }
mail-fair-button = Voir vos points
mail-fair-why = Vous recevez ce message à cause de votre compte chez { $brand }.
