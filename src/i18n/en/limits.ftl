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
limits-too-many = Too many requests came from you, or from where you are. Try again in { $n ->
    [one] a second
   *[other] { $n } seconds
}.
limits-typed = What you typed
limits-send-again = Send it again
limits-title = Limits
limits-lead = What one person may do in a day, and one address in a minute. Nobody with a problem should ever meet one; whoever floods does.
limits-met = Met in the last 24 hours
limits-met-none = Nobody met a limit.
limits-nobody = Without an account
limits-times = { $n ->
    [one] once
   *[other] { $n } times
}
limits-lift = Let them go on
limits-act = What
limits-table = What one member may do in a day
limits-settings = For addresses and pages
limits-settings-text = These are settings of the server.
limits-answers-here = Answers in one question of somebody else
limits-links = Links in one text
limits-mentions = Members named in one text
limits-level-first-day = First day
limits-level-new = Below 10 points
limits-level-staff = Team
limits-what-question = Questions
limits-what-answer = Answers
limits-what-comment = Comments
limits-what-vote = “This helped me”
limits-what-vote-for = “This helped me” for one person
limits-what-did-not-work = “Did not work”
limits-what-flag = Reports
limits-what-edit-own = Edits of one's own texts
limits-what-edit-other = Edits of others' texts
limits-what-delete = Texts taken back
limits-what-delete-minute = Texts taken back in a minute
limits-what-new-tag = New tags
limits-what-invite = Invitations to answer
limits-what-nominate = Nominations
limits-what-pages = Pages for one address
limits-what-member-pages = Pages for one member
limits-what-address-pages = Pages for all members at one address
limits-what-crawlers = Pages for one crawler
limits-what-searches = Searches
limits-what-feeds = Feeds
limits-what-similar = Similar questions and previews
limits-what-asks = Questions of visitors
limits-what-logins = Tries to log in
limits-what-codes = Codes of two-step log-in
limits-what-mails = Mails asked for
limits-what-signups = Accounts made and not confirmed
limits-what-reports = Reports of browsers, and drafts without an account
limits-what-other = Something else
limits-what-escalate = Turning to the team
limits-what-ask-details = Asking for details
limits-what-private = Private messages to the team
limits-what-notices = Notices from outside
limits-what-photos = Photos sent
