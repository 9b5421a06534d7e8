signs-incident = Incident:
signs-follow = Follow it in this thread
signs-pinned = Read first
signs-incidents = Incidents
signs-incidents-text = What many meet at once. While it lasts it is told above matching pages and to whoever asks; the threads it answers leave the feed, and come back at its end.
signs-incidents-none = No incident yet.
signs-incident-new = New incident
signs-put-up = Put it up
signs-save = Save
signs-change = Change it
signs-title-en = Title in English
signs-title-fr = Title in French
signs-text-en = Text in English
signs-text-fr = Text in French
signs-categories = Products
signs-categories-hint = Without a product or a tag it is told everywhere.
signs-tags = Tags
signs-tags-hint = Separated by commas.
signs-begins = From
signs-begins-hint = Empty: now.
signs-ends = Until
signs-ends-hint = Empty: until you end it.
signs-canonical = The thread to follow
signs-canonical-hint = Its number or address.
signs-from = From { $when }
signs-until = until { $when }
signs-over = Over since { $when }
signs-no-end = no end yet
signs-threads = { $count ->
    [one] { $count } thread
   *[other] { $count } threads
}
signs-end = It is over
signs-end-text = Followers of its threads are told by mail; threads that are not solved come back to the feed.
signs-attached = Threads it answers
signs-detach = Take the ticked ones off
signs-candidates = Threads it may answer
signs-candidates-text = Open threads about the same products and tags, asked since the day before. Tick those that are about it.
signs-other-thread = Another thread
signs-attach = Attach
signs-error-moment = Enter a day and an hour.
signs-error-order = It ends after it begins.
signs-error-later = Enter a moment that is still to come.
signs-error-thread = There is no such thread.
signs-error-category = There is no such product.
signs-error-tag = One of these tags does not exist.
signs-error-pins = { $count ->
    [one] { $count } thread is pinned in this category, which is all there can be: unpin it first.
   *[other] { $count } threads are pinned in this category, which is all there can be: unpin one first.
}
signs-error-nowhere = This thread is in no category.
signs-pin = Pin at the top of its category
signs-pin-text = It stands first in its category until then.
signs-pins = Pinned threads
signs-pins-text = Three in each category, each with an end. Pin one from its own page.
signs-pins-none = Nothing is pinned.
signs-unpin = Unpin
signs-announcements = Announcements
signs-announcements-text = A dated notice above the lists of questions, for everyone.
signs-announcements-none = No announcement yet.
signs-announcement-new = New announcement
signs-take-down = Take it down
signs-mail-subject = It is over: { $title }
signs-mail-over = The incident “{ $title }” is over.
signs-mail-still = If something still does not work, say so in your thread: the team reads it.
signs-mail-button = Open the thread
signs-mail-why = You get this mail because you follow a thread about this incident on { $brand }.
