care-reason = Reason
care-reason-hint = One sentence that everyone can read.
care-original = The original question
care-original-hint = Its address or its number.
care-original-unreadable = Give the address or the number of a question here
care-original-itself = A question cannot be a duplicate of itself
care-original-absent = There is no such question
care-original-circle = That question is itself a duplicate of this one
care-close = Close the question
care-close-text = No more answers can be given. Your reason stands under the title. The asker may reopen it for 30 days.
care-reopen = Reopen the question
care-reopen-text = Answers can be given again, and it is no longer marked as closed or as a duplicate.
care-duplicate = Mark as a duplicate
care-duplicate-text = Readers are led to the original. The asker may say for 30 days that their problem is different.
care-delete = Delete
care-delete-text = Nobody but you and the team will see it. You can restore it.
care-remove = Remove
care-remove-text = A note with your reason stays in its place. The author is told.
care-anonymise = Take my name off
care-anonymise-text = Others answered here, so the question stays. Your name and your private details are taken off it for good; you will no longer be its author.
care-redact = Take words out everywhere
care-redact-look = Find them
care-redact-text = The words are replaced in the thread, all its versions, drafts, unsent mails and the search, at once and for good.
care-words = The words, exactly as they stand
care-words-hint = At least three characters. The log keeps who and when, never the words.
care-words-short = Give at least three characters
care-words-absent = These words stand nowhere in the thread
care-private-title = Private details
care-private-staff = Only the author and the team may read them. Your opening them is written down.
care-private-show = Show the private details
care-private-none = There are none.
care-places = { $n ->
    [one] Found in one place.
   *[other] Found in { $n } places.
}
care-private-who = Only the author and the { $team } team read this.
care-restore = Restore
