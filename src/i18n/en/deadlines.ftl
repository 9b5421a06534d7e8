### Deadlines, departments, what is promised.

numbers-escalation-danger = Danger: a word of danger
numbers-escalation-broken-promise = A broken promise
numbers-escalation-legal = Legal: a word of the law
numbers-escalation-escalated = Escalated, or the asker says it is not solved
numbers-escalation-deadline-passed = A deadline passed
numbers-escalation-late-per-hour = More for each business hour late
numbers-escalation-risky-answer = A risky answer
numbers-escalation-many-affected = Many are affected
numbers-escalation-reported = Reported posts
numbers-escalation-deadline-near = A deadline is near
numbers-escalation-unanswered = Unanswered after the peers’ window
numbers-escalation-in-hand = In the hands of the team
numbers-escalation-near-percent = A deadline is near once so much of it is used
numbers-escalation-many-at-once = Many: so many different members at once
numbers-escalation-many-hours = At once means within
numbers-escalation-many-in-all = Many: so many in all
numbers-escalation-did-not-work = An answer is risky once it did not work for
numbers-escalation-lead-hours = Unclaimed, the lead is told after so many business hours
numbers-escalation-managers-hours = Unclaimed, the managers are told after so many business hours
numbers-escalation-claim-minutes = A claim without any action ends after
numbers-escalation-absent-days = Whoever owns a thread is absent after so many business days without signing in
numbers-escalation-promise-days = A promise is due within so many business days; later needs a lead
numbers-escalation-details-at-most = Requests for details in one thread
numbers-escalation-details-days = Together they stop the clock for so many business days
numbers-escalation-details-remind-days = The asker is reminded of one after
numbers-escalation-unconfirmed-days = Answered and unconfirmed, a thread is let be from this day on
numbers-escalation-open-at-most = Others’ threads a member may have escalated and open
numbers-escalation-week-at-most = Others’ threads a member may escalate in seven days
numbers-escalation-declined = So many declined: a second member is needed
numbers-escalation-declined-of = Of the last
numbers-escalation-duplicate-hours = A duplicate of an unsolved question keeps its clock for
numbers-escalation-undo-minutes = An act can be undone for

mail-unclaimed-subject = { $count ->
    [one] One thread waits for somebody to take it
   *[other] { $count } threads wait for somebody to take them
  } – { $brand }
mail-unclaimed = { $count ->
    [one] This thread was brought to the team, and nobody has taken it yet:
   *[other] These { $count } threads were brought to the team, and nobody has taken them yet:
  }
mail-unclaimed-one = “{ $title }”, for { $n ->
    [one] one hour of work
   *[other] { $n } hours of work
  }
mail-unclaimed-more = And { $n } more in the feed.
mail-unclaimed-why = You receive this because you lead a department or run the community of { $brand }.
