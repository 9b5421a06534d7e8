fair-title = Fair play
fair-lead = Votes that look arranged. Nothing was taken from anybody: look at the evidence, decide, and say why. A reversal can be undone for 30 days.
fair-none = No case is open, and none was decided lately.
fair-open = to be decided
fair-reversed = reversed
fair-dismissed = nothing in it
fair-undone = undone
fair-facts = { $count ->
    [one] { $count } vote or acceptance
   *[other] { $count } votes or acceptances
}
fair-opened = opened
fair-seen = What was seen
fair-people = Who
fair-since = here since
fair-points = { $count ->
    [one] { $count } point
   *[other] { $count } points
}
fair-evidence = Evidence
fair-seen-share = { $n_share } % of the points { $about } received lately come from { $with } ({ $n_facts } votes or acceptances).
fair-seen-mutual = { $about } and { $with } gave each other { $n_facts } votes or acceptances, at least { $n_each } each way within { $n_days ->
    [one] { $n_days } day
   *[other] { $n_days } days
}.
fair-seen-serial = { $with } gave { $about } { $n_facts } votes within minutes.
fair-seen-address = { $with } and { $about } signed up from the same address ({ $n_facts } votes or acceptances).
fair-kind-vote = “This helped me”
fair-kind-acceptance = “This solved it”
fair-kind-me-too = “I have this too”
fair-choose-text = Leave ticked what is to be reversed.
fair-choose = Tick at least one vote to reverse, or decide that there is nothing in it.
fair-reason = Reason
fair-reason-hint = The people concerned read it when votes are reversed.
fair-reverse-effect = Reversing takes the ticked votes away as one batch: everyone stands as if they had never been given. The people concerned are told by mail. Deciding that there is nothing in it tells nobody, and the same votes open no case again.
fair-reverse = Reverse the ticked votes
fair-dismiss = Nothing in it
fair-undo-effect = Undoing gives every vote back, with its own date.
fair-undo = Undo the reversal
fair-annulled = reversed
said-case-reversed = The votes are reversed. The people concerned are told.
said-case-dismissed = The case is closed.
said-case-undone = The votes are given back. The people concerned are told.
mail-fair-reversed-subject = Votes were taken back – { $brand }
mail-fair-reversed-opening = { $count ->
    [one] After a review, the team took back { $count } vote or acceptance that you gave or received. Points and badges are now as if it had never been given.
   *[other] After a review, the team took back { $count } votes or acceptances that you gave or received. Points and badges are now as if they had never been given.
}
mail-fair-undone-subject = Votes were given back – { $brand }
mail-fair-undone-opening = { $count ->
    [one] { $count } vote or acceptance that you gave or received counts again.
   *[other] { $count } votes or acceptances that you gave or received count again.
}
mail-fair-reason = The reason: { $reason }
mail-fair-review = You think this is wrong? Open your statement, find the line, and ask for a review there. Someone who took no part in this decision answers.
mail-fair-write = You think this is wrong? Write to the team: { $contacts }
mail-fair-ask = You think this is wrong? Ask the team on the site: { $address }
mail-fair-button = See your points
mail-fair-why = You receive this because of your account at { $brand }.
