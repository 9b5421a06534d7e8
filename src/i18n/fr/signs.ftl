signs-incident = Incident :
signs-follow = Suivre dans ce fil
signs-pinned = À lire d'abord
signs-incidents = Incidents
signs-incidents-text = Ce que beaucoup rencontrent en même temps. Tant qu'il dure, il est annoncé en haut des pages concernées et à ceux qui posent une question ; les fils auxquels il répond quittent la file, et y reviennent à la fin.
signs-incidents-none = Aucun incident pour l'instant.
signs-incident-new = Nouvel incident
signs-put-up = Publier
signs-save = Enregistrer
signs-change = Modifier
signs-title-en = Titre en anglais
signs-title-fr = Titre en français
signs-text-en = Texte en anglais
signs-text-fr = Texte en français
signs-categories = Produits
signs-categories-hint = Sans produit ni étiquette, il est annoncé partout.
signs-tags = Étiquettes
signs-tags-hint = Séparées par des virgules.
signs-begins = À partir de
signs-begins-hint = Vide : maintenant.
signs-ends = Jusqu'à
signs-ends-hint = Vide : jusqu'à ce que vous y mettiez fin.
signs-canonical = Le fil à suivre
signs-canonical-hint = Son numéro ou son adresse.
signs-from = Depuis le { $when }
signs-until = jusqu'au { $when }
signs-over = Terminé depuis le { $when }
signs-no-end = sans fin prévue
signs-threads = { $count ->
    [one] { $count } fil
    [many] { $count } de fils
   *[other] { $count } fils
}
signs-end = C'est terminé
signs-end-text = Ceux qui suivent ses fils sont prévenus par e-mail ; les fils qui ne sont pas réglés reviennent dans la file.
signs-attached = Fils auxquels il répond
signs-detach = Retirer les fils cochés
signs-candidates = Fils auxquels il peut répondre
signs-candidates-text = Fils ouverts sur les mêmes produits et étiquettes, posés depuis la veille. Cochez ceux qui en parlent.
signs-other-thread = Un autre fil
signs-attach = Rattacher
signs-error-moment = Indiquez un jour et une heure.
signs-error-order = Il finit après avoir commencé.
signs-error-later = Indiquez un moment à venir.
signs-error-thread = Ce fil n'existe pas.
signs-error-category = Ce produit n’existe pas.
signs-error-tag = Une de ces étiquettes n’existe pas.
signs-error-pins = { $count ->
    [one] { $count } fil est épinglé dans cette catégorie, le maximum : retirez-le d'abord.
    [many] { $count } de fils sont épinglés dans cette catégorie, le maximum : retirez-en un d'abord.
   *[other] { $count } fils sont épinglés dans cette catégorie, le maximum : retirez-en un d'abord.
}
signs-error-nowhere = Ce fil n'est dans aucune catégorie.
signs-pin = Épingler en tête de sa catégorie
signs-pin-text = Il reste premier de sa catégorie jusque-là.
signs-pins = Fils épinglés
signs-pins-text = Trois par catégorie, chacun avec une fin. On épingle un fil depuis sa propre page.
signs-pins-none = Rien n'est épinglé.
signs-unpin = Retirer
signs-announcements = Annonces
signs-announcements-text = Un avis daté au-dessus des listes de questions, pour tous.
signs-announcements-none = Aucune annonce pour l'instant.
signs-announcement-new = Nouvelle annonce
signs-take-down = Retirer
signs-mail-subject = C'est terminé : { $title }
signs-mail-over = L'incident « { $title } » est terminé.
signs-mail-still = Si quelque chose ne marche toujours pas, dites-le dans votre fil : l'équipe le lit.
signs-mail-button = Ouvrir le fil
signs-mail-why = Vous recevez ce message parce que vous suivez un fil sur cet incident, sur { $brand }.
