briefings-title = Briefings
briefings-text = News from the { $team } team, before everyone. Read it, ask about it, keep it to yourself until its minute.
briefings-public-text = What the { $team } team announces, with the questions ambassadors asked about it.
briefings-none = There is no briefing yet.
briefings-none-public = Nothing has been announced yet.
briefings-until = Embargo until { $when }.
briefings-keep = Not to be passed on before, in whole or in part.
briefings-receipt = The { $team } team sees that you opened it, and when.
briefings-open = Open it, and keep it to myself until then
briefings-public-since = Public
briefings-changed = changed
briefings-new = New
briefings-remarks = { $count ->
    [one] { $count } question or answer
   *[other] { $count } questions and answers
}
briefings-readers = { $count ->
    [one] opened by { $count } ambassador
   *[other] opened by { $count } ambassadors
}
briefings-questions = Questions
briefings-questions-text = What you ask here, and the team's answers, become public together with the briefing.
briefings-ask = Your question
briefings-send = Ask
briefings-answer = Answer
briefings-your-answer = Your answer
briefings-answer-send = Publish the answer
briefings-see-public = The public page
briefings-see = See it as ambassadors do
briefings-edit = Change the briefing
briefings-desk = Write briefings
briefings-desk-text = Ambassadors read a briefing as soon as you give it to them; everyone, from its minute on.
briefings-draft = Draft
briefings-write = New briefing
briefings-in-english = In English
briefings-in-french = In French
briefings-field-title = Title
briefings-field-body = Text
briefings-field-minute = Public from
briefings-field-minute-hint = Day and hour in the community's zone ({ $zone }).
briefings-field-category = About
briefings-no-category = Nothing in particular
briefings-keep-draft = Keep it as a draft
briefings-save = Save the changes
briefings-show = Give it to ambassadors
briefings-show-text = Only the team sees this draft. Once given, ambassadors are told by mail that a briefing is there; its title is not in the mail.
briefings-receipts = Who opened it
briefings-share = { $count ->
    [one] { $count } of { $all } ambassadors opened it before its minute.
   *[other] { $count } of { $all } ambassadors opened it before its minute.
}
briefings-passed-hint = It is public, so its minute stays. Every change is kept as a version.
briefings-move-hint = You can move the minute, to an earlier or a later one, until it has passed.
briefings-versions = Versions
briefings-version = Version { $number }
briefings-error-empty = Write a title and a text in at least one language.
briefings-error-minute = Enter a day and an hour.
briefings-error-passed = It is public already: its minute no longer moves.
briefings-mail-subject = A briefing is there for you on { $brand }
briefings-mail-opening = The { $brand } team has something to tell ambassadors. It is on the site, where you log in.
briefings-mail-button = Read the briefing
briefings-mail-until = Embargo until { $when }: please keep it to yourself.
briefings-mail-why = You get this mail because you are an ambassador on { $brand }.
