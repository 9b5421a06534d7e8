admin = Administration
admin-outbox = Boîte d'envoi
admin-outbox-text = Les e-mails de cette communauté. Sans serveur d'envoi, ils sont gardés ici pour que vous puissiez les lire.
admin-outbox-kept = Aucun serveur d'envoi n'est réglé : rien ne part. Réglez ENTRAIDE_SMTP_URL pour que cela change.
admin-outbox-empty = Pas encore d'e-mail.
admin-outbox-waiting = en attente : { $count }
admin-outbox-failed = abandonnés : { $count }
admin-mail-older = E-mails plus anciens
admin-mail-kept = gardé
admin-mail-sent = envoyé
admin-mail-waits = attend, essais jusqu'ici : { $count }
admin-mail-failed = abandonné
admin-mail-to = À
admin-mail-kind = Genre
admin-mail-state = État
admin-mail-written = Écrit
admin-mail-error = Dernière erreur
admin-mail-text = Texte
admin-ledger = Réputation
admin-ledger-never = pas encore vérifiée
admin-ledger-true = { $n ->
    [one] un membre vérifié, tout est juste
   *[other] { $n } membres vérifiés, tout est juste
}
admin-ledger-wrong = membres dont la réputation ne tombe pas juste : { $count }
admin-backup = Sauvegardes
admin-backup-off = Aucune sauvegarde n'est faite la nuit : le réglage backup.nightly est désactivé.
admin-backup-none = La première sera faite la nuit prochaine.
admin-backup-last = La dernière : { $nmib } Mio, { $nrows ->
    [one] une ligne
   *[other] { $nrows } lignes
}, { $nphotos ->
    [one] un fichier de photos
   *[other] { $nphotos } fichiers de photos
}
admin-backup-missing = photos nommées qui n'étaient pas là : { $count }
admin-backup-failed = La dernière sauvegarde a échoué.
mail-backup-subject = { $brand } : la sauvegarde a échoué
mail-backup = La sauvegarde de la nuit n'a pas pu être faite : { $why }
mail-backup-again = Un nouvel essai a lieu toutes les heures. La page d'administration montre quand elle réussit.
mail-backup-lacks-subject = { $brand } : des photos manquent
mail-backup-lacks = La sauvegarde de la nuit a été faite, sans { $count ->
    [one] une photo
   *[other] { $count } photos
} que la communauté montre : elles ne sont pas là où les photos sont gardées. La dernière sauvegarde complète reste jusqu'à la prochaine qui le sera.
mail-backup-why = Vous recevez ceci parce que vous administrez { $brand }.
