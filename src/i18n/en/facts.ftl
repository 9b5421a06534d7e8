facts-accept = This solved it
facts-unaccept = No longer the solution
facts-verify = Confirm
facts-unverify = No longer confirm
facts-me-too = I have this problem too
facts-me-too-count = { $count ->
    [one] { $count } person has this problem
   *[other] { $count } people have this problem
}
facts-follow = Follow
facts-following = Followed
facts-did-not-work = Did not work for me
facts-failed-for = { $count ->
    [one] Did not work for { $count } person
   *[other] Did not work for { $count } people
}
facts-failed-mine = You said: did not work
facts-take-back = Take back
facts-why = What went wrong?
facts-missing-step = a step is missing
facts-other-model = another model
facts-outdated = outdated
facts-risky = risky
facts-other = something else
facts-details = Details
facts-details-hint = Only the team reads this. Readers see the reason, without your name.
facts-say = Say so
facts-error-reason = Choose what went wrong
facts-settle = Is it solved?
facts-settle-accept = If one of the answers solved it, say so below it. If not, say what is still missing.
facts-settle-wait = You will see the answers here.
facts-elsewhere = I solved it another way
facts-elsewhere-how = How?
facts-elsewhere-hint = One line, for the next person with this problem.
facts-elsewhere-say = It is solved
facts-elsewhere-undo = Not solved after all
