thread-asked = Asked
thread-views = { $count ->
    [one] { $count } view
   *[other] { $count } views
}
thread-go-to-solution = Go to the solution
thread-answers-count = { $count ->
    [one] { $count } answer
   *[other] { $count } answers
}
thread-sort = Order of the answers
thread-sort-helpful = Most helpful
thread-sort-newest = Newest
thread-no-answers = Nobody has answered yet.
thread-page = Page
thread-previous = Previous answers
thread-next = More answers
thread-solution = Solution
thread-accepted-by = accepted by { $name }
thread-accepted-by-asker = accepted by the person who asked
thread-verified-title = Confirmed
thread-verified-by = by the { $brand } team
thread-outdated = The { $brand } team says that this no longer holds.
thread-edited = edited
thread-permalink = Link to this post
thread-from = First published on
thread-from-author = by { $author }
thread-quote = Quote
thread-link = Link
thread-link-copied = Link copied
thread-edit = Edit
thread-suggest-edit = Suggest an edit
thread-flag = Report
thread-flagged = Reported
thread-more = More
thread-private = Private details
thread-delete = Delete
thread-anonymise = Take my name off
thread-redact = Remove personal data
thread-duplicate = Duplicate
thread-close = Close
thread-reopen = Reopen
thread-different = My problem is different
thread-duplicate-of = The same question as
thread-duplicate-solved = solved
thread-closed = This question was closed
thread-elsewhere = The person who asked found the solution elsewhere
thread-your-answer = Your answer
thread-your-reply = Add something
thread-answer-label = Text
thread-answer-hint = What you did, step by step, and what happened. No phone number, e-mail address or contract number: everyone can read this.
thread-publish-answer = Publish the answer
thread-arrived = { $count ->
    [one] { $count } new answer came while you were writing. Yours is kept below; publish it if it adds something.
   *[other] { $count } new answers came while you were writing. Yours is kept below; publish it if it adds something.
}
thread-arrived-read = Read above
thread-as-member = Publish as a member, without the team's label
thread-sign-in-to-answer = You know the answer? Log in to help.
thread-draft-of = This is your draft from
thread-draft-discard = Discard the draft
thread-related = Similar questions
thread-related-solved = Same problem, already solved
thread-still-stuck = Still stuck?
thread-still-stuck-text = Describe your own case: the model, the light, the message, what you tried.
thread-state-held = This text waits to be looked at before it is public.
thread-state-hidden = This text is hidden.
thread-state-removed = This text was removed.
thread-state-deleted = This text was deleted by its author.
thread-stub-title-hidden = This question is hidden for now
thread-stub-title-removed = This question was removed
thread-stub-title-deleted = This question was deleted
thread-stub-reason = Reason:
thread-stub-appeal = If you wrote it, log in to read it again.
thread-stub-next = Other questions may help.
thread-stub-search = Search

comments-title = Comments
comments-add = Comment
comments-label = Your comment
comments-publish = Publish the comment
comments-edited = edited
comments-hidden = A comment is hidden while the team looks at it.
comments-not-yet = You cannot comment here yet.

flags-title = Report
flags-about = About a post in
flags-why = What is wrong?
flags-spam = Advertising or spam
flags-abuse = Insult or harassment
flags-privacy = Personal data
flags-danger = Dangerous advice
flags-legal = Unlawful content
flags-disrespect = Lack of respect
flags-other = Something else
flags-privacy-hint = It is hidden at once, until the team has looked at it.
flags-details = Details
flags-details-hint = Only the team reads this.
flags-send = Send the report
flags-error-reason = Choose what is wrong
