notifications-title = Notifications
notifications-all = All
notifications-unread = Unread
notifications-unread-count = { $count ->
    [one] { $count } unread notification
   *[other] { $count } unread notifications
}
notifications-new = New:
notifications-none = Nothing yet. When somebody answers you, you will read it here.
notifications-none-unread = You have read everything.
notifications-read = Mark as read
notifications-read-all = Mark all as read
notifications-settings = Choose what you are told
notifications-and-others = { $who } and { $others ->
    [one] { $others } other
   *[other] { $others } others
}
notifications-said-mention = { $who } mentioned you
notifications-said-answer = { $things ->
    [one] { $who } answered
   *[other] { $things } new answers, from { $who }
}
notifications-said-comment = { $things ->
    [one] { $who } commented
   *[other] { $things } new comments, from { $who }
}
notifications-said-accepted = { $who } says that your answer solved it
notifications-said-verified = Your answer was confirmed as correct
notifications-said-helped = { $people ->
    [one] Your post helped { $people } person
   *[other] Your post helped { $people } people
}
notifications-said-edit = { $who } edited your post
notifications-said-topic = { $things ->
    [one] { $things } new post: { $topic }
   *[other] { $things } new posts: { $topic }
}
notifications-said-badge = You won the badge “{ $badge }”
notifications-how-now = At once
notifications-how-digest = In the digest
notifications-how-never = Never
notifications-kind-mention = Somebody mentions you
notifications-kind-answer = Answers in threads you follow
notifications-kind-comment = Comments in threads you follow
notifications-kind-accepted = Your answer solved it
notifications-kind-verified = Your answer is confirmed
notifications-kind-helped = Your post helped somebody
notifications-kind-edit = Somebody edits your post
notifications-kind-topic = What is new under tags and from people you follow
notifications-kind-badge = Badges you win
notifications-kind-follow-up = “Did it solve it?” and reminders
notifications-kind-brand = Promises and replies of the team
notifications-kind-thanks = Thanks, perks, briefings
notifications-kind-programme = Your rank and the programme
notifications-kind-statement = What your help did, each month
notifications-kind-invitation = Somebody asks you to look at a question
notifications-kind-moderation = Decisions about your posts or your account
notifications-kind-team = Work for the team
notifications-always = Always comes: it is owed to you.
notifications-choices = By e-mail
notifications-choices-text = In the app you are told of all of it. By e-mail you get at most { $count } such messages a day; what is more comes the next morning.
notifications-digest = Digest
notifications-digest-text = What you did not read, new questions you could answer, and what your help did. When there is nothing, no e-mail.
notifications-digest-none = No digest
notifications-digest-daily = Each day at 8
notifications-digest-weekly = On Mondays at 8
notifications-quiet = Quiet hours
notifications-quiet-text = What can wait is sent when they are over.
notifications-quiet-none = None
notifications-quiet-from = From
notifications-quiet-until = Until
notifications-quiet-both = Choose both hours, and two different ones.
notifications-zone = Your time zone
notifications-zone-hint = For instance Europe/Paris. Empty: the community’s.
notifications-zone-wrong = This time zone is not known. An example: Europe/Paris.
notifications-watch = What you follow and mute
notifications-watch-none = Nothing yet. On the page of a tag, a category or a person you can follow or mute them.
notifications-watch-end = Stop
notifications-mute = Mute
notifications-muted = Muted
notifications-thread-mute = Mute this question
notifications-fresh = new
notifications-fresh-count = { $count ->
    [one] { $count } new answer since your last visit
   *[other] { $count } new answers since your last visit
}
notifications-unsubscribe = No more of these e-mails?
notifications-unsubscribe-text = You will no longer get e-mails of this kind. In the app you are still told.
notifications-unsubscribe-button = No more of these e-mails
notifications-unsubscribed = It is done
notifications-unsubscribed-text = You get no more e-mails of this kind:
notifications-subject-mention = { $who } mentioned you: { $title }
notifications-subject-accepted = Solved by your answer: { $title }
notifications-subject-verified = Confirmed, your answer: { $title }
notifications-subject-helped = Your post helped: { $title }
notifications-subject-edit = Your post was edited: { $title }
notifications-subject-replies = { $count } new replies: { $title }
notifications-subject-comment = New comment: { $title }
notifications-subject-answer = New answer: { $title }
notifications-subject-answer-yours = Answer to your question: { $title }
notifications-subject-topic = { $count ->
    [one] { $count } new post: { $topic }
   *[other] { $count } new posts: { $topic }
}
notifications-subject-badge = You won a badge: { $badge }
notifications-line-accepted = { $who } says that your answer solved it.
notifications-line-verified = Your answer was confirmed as correct.
notifications-line-helped = { $count ->
    [one] Your posts helped { $count } person.
   *[other] Your posts helped { $count } people.
}
notifications-line-solved = { $count ->
    [one] { $count } question was solved by your answer.
   *[other] { $count } questions were solved by your answers.
}
notifications-line-edit = { $who } edited your post.
notifications-line-topic = { $count ->
    [one] { $count } new post: { $topic }
   *[other] { $count } new posts: { $topic }
}
notifications-line-badge = You won the badge “{ $badge }”.
notifications-line-replies = { $count ->
    [one] { $count } new reply.
   *[other] { $count } new replies.
}
notifications-mail-in = In: { $title }
notifications-mail-more = { $count ->
    [one] And { $count } more on the site.
   *[other] And { $count } more on the site.
}
notifications-mail-see = See it
notifications-mail-answer = Read and reply
notifications-mail-for-brand = { $who }, { $brand }
notifications-mail-by-answer = { $who }, answer
notifications-mail-by-comment = { $who }, comment
notifications-mail-why-named = You get this message because somebody mentioned you at { $brand }.
notifications-mail-why-follow = You get this message because you follow this question at { $brand }.
notifications-mail-why-topic = You get this message because you follow this at { $brand }.
notifications-mail-why-yours = You get this message because it is about something you wrote at { $brand }.
notifications-digest-subject = { $brand }: your digest of { $day }
notifications-digest-why = You get this digest because you asked for it at { $brand }.
notifications-digest-why-rest = You get this message because more happened at { $brand } than the { $count } e-mails a day we send.
notifications-digest-unanswered = Nobody has answered yet: { $title }
notifications-digest-button = All notifications
mail-unsubscribe = No more of these e-mails
