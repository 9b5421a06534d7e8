limits-in-seconds = { $count ->
    [one] in { $count } second
   *[other] in { $count } seconds
}
limits-in-minutes = { $count ->
    [one] in { $count } minute
   *[other] in { $count } minutes
}
limits-in-hours = { $count ->
    [one] in { $count } hour
   *[other] in { $count } hours
}
limits-gap = This comes very soon after the one before. You can send it { $when }.
limits-same = You published the same text a moment ago. If it belongs here too, you can send it { $when }.
limits-none = You cannot do this yet: the limit grows with the age of your account and your reputation.
limits-no-tag = You cannot create tags yet: choose some that exist.
limits-question = You have asked { $n_limit } questions in 24 hours, which is the limit for now. You can ask the next one { $when }.
limits-answer = You have given { $n_limit } answers in 24 hours, which is the limit for now. You can publish the next one { $when }.
limits-comment = You have written { $n_limit } comments in 24 hours, which is the limit for now. You can publish the next one { $when }.
limits-vote = You have said “this helped me” { $n_limit } times in 24 hours, which is the limit for now. You can say it again { $when }.
limits-vote-for = You have said “this helped me” { $n_limit } times in 24 hours for the same person, which is the limit. You can say it again { $when }.
limits-did-not-work = You have said “did not work” { $n_limit } times in 24 hours, which is the limit for now. You can say it again { $when }.
limits-flag = You have sent { $n_limit } reports in 24 hours, which is the limit for now. You can send the next one { $when }.
limits-edit = You have made { $n_limit } edits in 24 hours, which is the limit for now. You can send this one { $when }.
limits-delete = You have deleted { $n_limit } texts in 24 hours, which is the limit for now. You can delete the next one { $when }.
limits-delete-minute = You have deleted { $n_limit } texts in a minute, which is the limit. You can delete the next one { $when }.
limits-new-tag = You have created { $n_limit } tags in 24 hours, which is the limit for now. Choose tags that exist, or come back { $when }.
limits-propose = You have spoken for { $n_limit } askers in 24 hours, which is the limit for now. You can do it again { $when }.
limits-invite = You have invited { $n_limit } people in 24 hours, which is the limit for now. You can invite the next one { $when }.
limits-nominate = You have nominated { $n_limit } people in 24 hours, which is the limit for now. You can nominate the next one { $when }.
limits-escalate = You have turned to the team { $n_limit } times in 24 hours, which is the limit for now. You can do so again { $when }.
limits-ask-details = You have asked for details { $n_limit } times in 24 hours, which is the limit for now. You can ask again { $when }.
limits-private = You have written { $n_limit } private messages in 24 hours, which is the limit for now. You can write the next one { $when }.
