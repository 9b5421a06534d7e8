photos-label = Photos
photos-hint = JPEG, PNG, GIF ou WebP, { $mib } Mo au plus chacune. Le lieu de la prise de vue est retiré. Vous pouvez aussi coller ou glisser des photos dans le texte.
photos-private-label = Photos pour l'équipe seule
photos-private-hint = Une étiquette avec un numéro de série, une facture.
photos-camera = Prendre une photo
photos-sending = Envoi de la photo…
photos-sent = La photo accompagne votre texte.
photos-failed = La photo n'a pas pu être envoyée. Elle partira avec le formulaire.
photos-keep = Photo { $n } : l'envoyer avec le texte
photos-alt = Photo { $n } sur { $of }, s'ouvre en grand
photos-not-a-photo = Ce fichier n'est pas une photo que nous pouvons montrer. Choisissez un JPEG, PNG, GIF ou WebP.
photos-heic = Certains navigateurs ne montrent pas les photos HEIC. Enregistrez-la en JPEG, puis choisissez-la de nouveau.
photos-broken = Cette photo est abîmée et ne peut pas être lue. Choisissez-en une autre, ou reprenez-la.
photos-too-large = Une photo fait { $mib } Mo au plus. Choisissez-en une plus petite.
photos-too-many-pixels = Une photo de ce format a { $mp } millions de pixels au plus, et 10 000 par côté. Choisissez-en une plus petite.
photos-too-many = { $n ->
    [one] Une seule photo accompagne un texte. Gardez celle qui montre le plus.
    [many] { $n } de photos au plus accompagnent un texte. Gardez celles qui montrent le plus.
   *[other] { $n } photos au plus accompagnent un texte. Gardez celles qui montrent le plus.
}
photos-day = { $n ->
    [one] Vous pouvez envoyer une photo en 24 heures. Réessayez demain.
    [many] Vous pouvez envoyer { $n } de photos en 24 heures. Réessayez demain.
   *[other] Vous pouvez envoyer { $n } photos en 24 heures. Réessayez demain.
}
photos-full = Vos photos remplissent les { $mib } Mo dont vous disposez. Retirez-en d'abord de messages plus anciens.
photos-busy = Les photos ne peuvent pas être reçues pour le moment. Choisissez la photo de nouveau dans une minute.
photos-expired = Une photo n'est plus là. Choisissez-la de nouveau.
photos-choose = Choisissez d'abord une photo.
photos-of-post = Photos de ce message
photos-none = Il n'y a pas de photo.
photos-with-comment = Avec un commentaire
photos-in-confidence = Pour vous et l'équipe seulement
photos-remove = Retirer la photo { $n }
photos-remove-text = Une photo retirée disparaît pour de bon.
photos-add = Ajouter
photos-avatar = Votre image
photos-avatar-hint = Montrée à côté de votre nom, coupée en carré. JPEG, PNG, GIF ou WebP, { $mib } Mo au plus.
photos-avatar-save = Utiliser cette image
photos-avatar-remove = Retirer mon image
said-photos-added = Les photos accompagnent votre message.
said-photo-removed = La photo a disparu.
said-draft-saved-less = Le brouillon est enregistré, mais une photo au moins n'a pas pu être reçue.
said-photo-stays = L'équipe examine ce texte. Ses photos restent jusqu'à sa décision.
photos-alt-says = { $says }, s'ouvre en grand
photos-says = Que montre la photo { $n } ?
photos-says-missing = Dites ce que montre chaque photo, ou décrivez le problème en quelques mots.
