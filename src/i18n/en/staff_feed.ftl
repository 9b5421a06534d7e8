feed-title = Triage
feed-urgent = { $count ->
    [one] { $count } cannot wait
   *[other] { $count } cannot wait
}
feed-views = Views
feed-median = Median first answer:
feed-median-hint = over the last 30 days
feed-late = Late:
feed-new = { $count ->
    [one] { $count } new, show
   *[other] { $count } new, show
}
feed-view-all = All
feed-view-unanswered = Unanswered
feed-view-escalated = Escalated
feed-view-reported = Reported
feed-view-brand = Waiting on us
feed-view-mine = Mine
feed-view-department = My department
feed-view-snoozed = Snoozed
feed-view-done = Done today
feed-nothing = Nothing here.
feed-nothing-all = Nobody is waiting for the team.
feed-nothing-mine = You have nothing in hand.
feed-nothing-department = Your department has nothing in hand.
feed-nothing-done = Nothing left the list today.
feed-show-all = Show everything
feed-filters = Narrow the list
feed-filter = Filter
feed-filter-clear = Remove the filters
feed-category = Product
feed-category-any = All products
feed-category-none = Without a product
feed-lang = Language
feed-lang-any = All languages
feed-age = Age
feed-age-any = Any age
feed-age-today = Asked today
feed-age-days = { $count ->
    [one] More than { $count } day
   *[other] More than { $count } days
}
feed-reason = Reason
feed-reason-any = All reasons
feed-reason-late = Late
feed-department = Department
feed-department-any = All departments
feed-reason-danger = Words of danger
feed-reason-broken-promise = Promise missed
feed-reason-legal = Legal words
feed-reason-escalated = Escalated
feed-reason-deadline-passed = Deadline passed
feed-reason-risky-answer = Risky answer
feed-reason-many-affected = Many affected
feed-reason-reported = Reported
feed-reason-deadline-near = Deadline near
feed-reason-unanswered = Unanswered
feed-reason-in-hand = In the team’s hands
feed-why-broken-promise = Promise missed: due { $date }
feed-why-deadline-passed = { $count ->
    [one] Deadline passed { $count } business hour ago
   *[other] Deadline passed { $count } business hours ago
}
feed-why-risky-answer = { $count ->
    [one] { $count } person calls an answer risky, outdated or not working
   *[other] { $count } people call an answer risky, outdated or not working
}
feed-why-many-affected = { $count ->
    [one] { $count } person has this
   *[other] { $count } people have this
}
feed-why-reported = { $count ->
    [one] { $count } report
   *[other] { $count } reports
}
feed-why-deadline-near = Deadline near: { $date }
feed-why-unanswered = No answer for { $time }
feed-why-asker = The asker wants the team
feed-why-not-solved = The asker says: not solved
feed-why-disagreed = The asker disagrees with the outcome
feed-why-rule-deadline = Escalated by the deadline
feed-why-member = Escalated by { $name }
feed-why-ambassador = Escalated by { $name }, ambassador
feed-waiting-nobody = Waiting on nobody
feed-waiting-brand = Waiting on us
feed-waiting-asker = Waiting on the asker
feed-waiting-community = Waiting on the community
feed-outcome-solved = solved
feed-outcome-refused = refused, with the reason
feed-outcome-private = settled in private
feed-outcome-answered = answered
feed-outcome-declined = declined
feed-paused = paused
feed-paused-why = waiting for details from the asker
feed-due = Due { $date }
feed-due-label = Deadline:
feed-since = member since { $year }
feed-answers = { $count ->
    [0] no answer
    [one] { $count } answer
   *[other] { $count } answers
}
feed-answers-unconfirmed = { $count ->
    [one] { $count } answer, not confirmed
   *[other] { $count } answers, not confirmed
}
feed-owner-none = Not assigned
feed-owner-me = In your hands
feed-owner = In the hands of { $name }
feed-snoozed-until = Snoozed until { $date }
feed-snoozed-any-post = or until somebody writes
feed-snoozed-asker-post = or until the asker writes
feed-left-by = { $name }, { $time }
feed-left-alone = by itself, { $time }
feed-here-label = Here now:
feed-here-looking = { $name } is looking
feed-here-writing = { $name } is answering
feed-here-nobody = Nobody else is here.
feed-open = Open
feed-reply = Reply
feed-take = Take
feed-take-over = Take over
feed-release = Release
feed-assign = Assign
feed-escalate = Escalate
feed-hand-over = Hand over
feed-note = Note
feed-macro = Canned answer
feed-snooze = Snooze
feed-wake = Wake
feed-done = Settle
feed-context = Context
feed-select = Select
feed-select-all = Select all on this page
feed-with-selected = With what is selected:
feed-earlier = Back
feed-later = Next
feed-pages = Pages of the list
feed-copy = Copy the address of this view
feed-copied = Address copied
feed-keys = Keys
feed-palette = Go to or do
feed-key-move = next, previous
feed-key-all = all shortcuts
feed-key-open = Open the thread
feed-key-view = Go to a view: everything, unanswered, escalated, reported, waiting on us, mine, department, snoozed, done
feed-key-back = Back to the list
feed-key-palette = Everything on this page, by its name
feed-undo = Undo
feed-panel = Context
feed-panel-asker = Who asks
feed-panel-products = Products
feed-panel-history = Other questions of theirs
feed-panel-first = This is their first question.
feed-panel-similar = Similar threads
feed-panel-escalations = Escalations
feed-panel-due = Deadlines
feed-panel-first-due = First answer
feed-panel-next-due = Next answer
feed-panel-resolution-due = Resolution
feed-panel-why = Why it is here
feed-panel-private = Has private details
feed-panel-asked = { $count ->
    [one] { $count } question
   *[other] { $count } questions
}
feed-panel-answered = { $count ->
    [one] { $count } answer
   *[other] { $count } answers
}
feed-panel-escalated = { $count ->
    [one] { $count } escalation
   *[other] { $count } escalations
}
feed-panel-seen = last seen
feed-panel-imported = from an imported community
feed-panel-waits = waiting in the feed
feed-panel-open-escalation = open
feed-shortcuts = In the staff feed
feed-threads = { $count ->
    [one] { $count } thread
   *[other] { $count } threads
}
feed-did-take = Taken
feed-did-release = Released
feed-did-assign = Assigned
feed-did-escalate = Escalated
feed-did-hand-over = Handed over
feed-did-snooze = Snoozed
feed-did-wake = Woken
feed-did-note = Noted
feed-did-resolve = Settled
feed-done-count = { $count ->
    [one] { $count } thread was done.
   *[other] { $count } threads were done.
}
feed-refused = These were not
feed-refused-gone = That thread is not there any more.
feed-refused-moved = Somebody was faster: look at it again.
feed-refused-failed = It did not work. Try again in a moment.
feed-nothing-picked = Tick at least one thread in the list.
feed-back = Back to the list
feed-field-note = Note for the team
feed-field-note-hint = Internal, customers never see it. Names after an @ are told.
feed-field-take-over-hint = Internal: whoever had the thread reads why you take it.
feed-field-hand-over-hint = Internal: the other department reads what is known and what is missing.
feed-field-reason = Why
feed-field-reason-hint = For the team, in a sentence.
feed-field-to = To whom
feed-colleague = { $name } ({ $n } in hand)
feed-field-until = Until
feed-field-at = The day and the hour
feed-field-event = Wake it earlier when
feed-later-hours = In three hours
feed-later-tomorrow = Tomorrow morning
feed-later-days = In three days
feed-later-week = In a week
feed-later-at = A day and an hour of your choice
feed-later-event = Only until somebody writes
feed-event-none = never
feed-event-asker = the asker writes
feed-event-any = anybody writes
feed-field-outcome = How it ends, for everyone to see
feed-settle-solved = Solved
feed-settle-solved-hint = By your words, published as the team’s answer, or by an answer that is there.
feed-settle-refused = Refused
feed-settle-refused-hint = Your words are the reason.
feed-settle-private = Settled in private
feed-settle-private-hint = Your words say so to everyone; the asker can disagree in one click.
feed-settle-words = The words below
feed-field-post = Solved by
feed-field-public = Your public words
feed-field-public-hint = Everyone reads them.
feed-wrong-to = Choose a colleague.
feed-wrong-department = Choose a department.
feed-wrong-until = Choose until when.
feed-wrong-moment = Give a day and an hour that are still to come.
feed-wrong-event = Choose what wakes it.
feed-wrong-outcome = Choose how it ends.
said-feed-taken = It is in your hands.
said-feed-released = It is free again.
said-feed-assigned = Assigned.
said-feed-escalated = Escalated.
said-feed-handed-over = Handed over.
said-feed-snoozed = Snoozed.
said-feed-woken = Back in the list.
said-feed-noted = The note is kept.
said-feed-resolved = Settled, for everyone to see.
said-feed-undone = Undone.
said-feed-undone-in-part = Not all of it could be undone: somebody did something since.
feed-show-new = Show what is new
feed-quoted = “{ $title }”
