insights-title = Insights
insights-period = Period
insights-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
insights-between = From { $from } to { $to }
insights-helped = { $count ->
    [one] person helped
   *[other] people helped
}
insights-waiting = { $count ->
    [one] person still waiting
   *[other] people still waiting
}
insights-was = Before: { $value }
insights-now = Now
insights-category = Category
insights-everywhere = All categories
insights-unfiled = Without a category
insights-until = Until
insights-show = Show
insights-this = This period
insights-before = Before
insights-asked = Asked
insights-answered = Answered
insights-unanswered = Without an answer
insights-solved = Solved
insights-elsewhere = Solved elsewhere
insights-first-median = First answer, median
insights-first-p90 = First answer, nine of ten
insights-resolution-median = Resolution, median
insights-resolution-p90 = Resolution, nine of ten
insights-deflected = Found the answer before asking
insights-unconfirmed = Answered, unconfirmed
insights-by-peers = Members
insights-by-ambassadors = Ambassadors
insights-by-brand = The team
insights-chart-asked = Asked and solved
insights-chart-backlog = Waiting for a first answer
insights-backlog = Waiting at the end of the day
insights-chart-answered-by = Who answered first
insights-chart-solved-by = Who solved it
insights-table = The numbers of the charts
insights-from = From
insights-by-category = By category
insights-csv = Download as CSV
insights-minutes = { $count } min
insights-hours = { $count } h
insights-hours-minutes = { $count } h { $minutes }
insights-meaning = What the numbers mean
insights-mean-helped = People helped: askers whose question was solved by something written here, in the period, whenever they asked.
insights-mean-waiting = People still waiting: askers of threads where it is the team's or the community's turn, now.
insights-mean-asked = Asked, answered, solved: questions asked in the period, and what became of them until now. An answer is one by anybody but the asker.
insights-mean-times = Times count the hours in which the team works, in the category's calendar. The median is the value that half of them do not exceed; nine of ten do not exceed the other.
insights-mean-by = Whose: as they were when they wrote. The team is whoever speaks for the brand.
insights-mean-backlog = Waiting for a first answer: live threads without an answer by anybody but the asker, at the end of the day.
insights-mean-before = Before: as much time, just before the period.
insights-mean-unconfirmed = Answered, unconfirmed: the last word is an answer, and the asker never said whether it helped. Now.
insights-list-helped = People helped
insights-list-waiting = People still waiting
insights-list-first = Time to the first answer
insights-list-resolution = Time to the solution
insights-slowest-first = The slowest first. Hours are those in which the team works.
insights-slowest-resolution = The slowest first. Hours are those in which the team works.
insights-nothing = Nothing in this list.
insights-more = Further
insights-asked-on = asked
insights-deflected-on = found
insights-more-of-them = { $count ->
    [one] and { $count } more of theirs
   *[other] and { $count } more of theirs
}
signals-title = Weak signals
signals-lead = Three people with one problem within two hours, or five questions of a day that share a word which is three times as frequent as usual. Their threads are in the feed while the signal is open.
signals-none = Nothing rises.
signals-people = { $count ->
    [one] { $count } person has this problem.
   *[other] { $count } people have this problem.
}
signals-word = { $count ->
    [one] { $count } question; { $mean } a day are usual.
   *[other] { $count } questions; { $mean } a day are usual.
}
signals-since = since
signals-seen = last seen
signals-end = Looked into
signals-past = Past signals
signals-one-question = One question that many had
signals-threads = { $count ->
    [one] { $count } thread
   *[other] { $count } threads
}
signals-me-too = { $count ->
    [one] { $count } person has it too
   *[other] { $count } people have it too
}
said-signal-ended = The signal is closed.
