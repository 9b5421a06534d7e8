photos-label = Photos
photos-hint = JPEG, PNG, GIF or WebP, up to { $mib } MB each. Where it was taken is removed. You can also paste or drop photos into the text.
photos-private-label = Photos for the team alone
photos-private-hint = A label with a serial number, an invoice.
photos-camera = Take a photo
photos-sending = Sending the photo…
photos-sent = The photo is with your text.
photos-failed = The photo could not be sent. It will go with the form.
photos-keep = Photo { $n }: send it with the text
photos-alt = Photo { $n } of { $of }, opens large
photos-not-a-photo = This file is not a photo we can show. Choose a JPEG, PNG, GIF or WebP.
photos-heic = HEIC photos cannot be shown by every browser. Save it as JPEG, then choose it again.
photos-broken = This photo is damaged and cannot be read. Choose another, or take it again.
photos-too-large = A photo may have { $mib } MB at most. Choose a smaller one.
photos-too-many-pixels = A photo of this kind may have { $mp } million pixels at most, and 10,000 a side. Choose a smaller one.
photos-too-many = { $n ->
    [one] One photo goes with a text. Keep the one that shows most.
   *[other] { $n } photos go with a text at most. Keep those that show most.
}
photos-day = { $n ->
    [one] You can send one photo in 24 hours. Try again tomorrow.
   *[other] You can send { $n } photos in 24 hours. Try again tomorrow.
}
photos-full = Your photos fill the { $mib } MB you have. Remove some from older posts first.
photos-busy = Photos cannot be taken in at the moment. Choose the photo again in a minute.
photos-expired = A photo is no longer there. Choose it again.
photos-choose = Choose a photo first.
photos-of-post = Photos of this post
photos-none = There are no photos.
photos-with-comment = With a comment
photos-in-confidence = For you and the team alone
photos-remove = Remove photo { $n }
photos-remove-text = A photo that is removed is gone for good.
photos-add = Add
photos-avatar = Your picture
photos-avatar-hint = Shown beside your name, cut to a square. JPEG, PNG, GIF or WebP, up to { $mib } MB.
photos-avatar-save = Use this picture
photos-avatar-remove = Remove my picture
said-photos-added = The photos are with your post.
said-photo-removed = The photo is gone.
said-draft-saved-less = The draft is saved, but not every photo could be taken in.
said-photo-stays = The team is looking at this text. Its photos stay until it has decided.
photos-alt-says = { $says }, opens large
photos-says = What does photo { $n } show?
photos-says-missing = Say what each photo shows, or describe the problem in a few words.
