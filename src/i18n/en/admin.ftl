admin = Administration
admin-outbox = Outbox
admin-outbox-text = The mails of this community. Where no mail server is set, they are kept here for you to read.
admin-outbox-kept = No mail server is set: nothing is sent. Set ENTRAIDE_SMTP_URL to change that.
admin-outbox-empty = No mail yet.
admin-outbox-waiting = waiting: { $count }
admin-outbox-failed = given up: { $count }
admin-mail-older = Older mails
admin-mail-kept = kept
admin-mail-sent = sent
admin-mail-waits = waits, tries so far: { $count }
admin-mail-failed = given up
admin-mail-to = To
admin-mail-kind = Kind
admin-mail-state = State
admin-mail-written = Written
admin-mail-error = Last error
admin-mail-text = Text
admin-ledger = Reputation
admin-ledger-never = not added up yet
admin-ledger-true = { $n ->
    [one] one member added up, everything is true
   *[other] { $n } members added up, everything is true
}
admin-ledger-wrong = members whose reputation does not add up: { $count }
admin-backup = Backups
admin-backup-off = No backup is made at night: the setting backup.nightly is off.
admin-backup-none = The first is made in the coming night.
admin-backup-last = The last: { $nmib } MiB, { $nrows ->
    [one] one row
   *[other] { $nrows } rows
}, { $nphotos ->
    [one] one file of photos
   *[other] { $nphotos } files of photos
}
admin-backup-missing = photos that are named and were not there: { $count }
admin-backup-failed = The last backup failed.
mail-backup-subject = { $brand }: the backup failed
mail-backup = The nightly backup could not be made: { $why }
mail-backup-again = It is tried again each hour. The page of the administration shows when it works.
mail-backup-lacks-subject = { $brand }: photos are missing
mail-backup-lacks = The nightly backup was made, without { $count ->
    [one] a photo
   *[other] { $count } photos
} that the community shows: they are not where photos are kept. The newest backup that holds every photo stays until one does again.
mail-backup-why = You receive this because you administrate { $brand }.
