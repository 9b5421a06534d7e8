facts-accept = C'est la solution
facts-unaccept = Ce n'est plus la solution
facts-verify = Confirmer
facts-unverify = Ne plus confirmer
facts-me-too = J'ai ce problème aussi
facts-me-too-count = { $count ->
    [one] { $count } personne a ce problème
    [many] { $count } de personnes ont ce problème
   *[other] { $count } personnes ont ce problème
}
facts-follow = Suivre
facts-following = Suivie
facts-did-not-work = N'a pas marché pour moi
facts-failed-for = { $count ->
    [one] N'a pas marché pour { $count } personne
    [many] N'a pas marché pour { $count } de personnes
   *[other] N'a pas marché pour { $count } personnes
}
facts-failed-mine = Vous avez dit : n'a pas marché
facts-take-back = Annuler
facts-why = Qu'est-ce qui n'a pas marché ?
facts-missing-step = étape manquante
facts-other-model = autre modèle
facts-outdated = obsolète
facts-risky = risqué
facts-other = autre chose
facts-details = Précisions
facts-details-hint = Seule l'équipe les lit. Les lecteurs voient le motif, sans votre nom.
facts-say = Le dire
facts-error-reason = Choisissez ce qui n'a pas marché
facts-settle = Est-ce réglé ?
facts-settle-accept = Si une réponse a réglé le problème, dites-le sous cette réponse. Sinon, dites ce qui manque encore.
facts-settle-wait = Les réponses apparaîtront ici.
facts-elsewhere = J'ai réglé le problème autrement
facts-elsewhere-how = Comment ?
facts-elsewhere-hint = Une ligne, pour la prochaine personne dans ce cas.
facts-elsewhere-say = C'est réglé
facts-elsewhere-undo = Finalement, ce n'est pas réglé
