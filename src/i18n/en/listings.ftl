listings-home-title = A problem? Someone has probably solved it already.
listings-home-label = Describe your problem
listings-home-example = E.g. my box has been blinking orange since this morning
listings-home-button = Search or ask
listings-questions = Questions
listings-status-all = Recent
listings-status-open = Open
listings-status-unanswered = Unanswered
listings-status-solved = Solved
listings-sort = Order:
listings-sort-activity = latest activity
listings-sort-newest = newest
listings-sort-votes = most helpful
listings-none-yet = No question has been asked yet.
listings-none-waiting = No question is waiting here.
listings-none-solved = No question is solved yet.
listings-helped-this-week = Helped this week
listings-solutions = { $count ->
    [one] { $count } solution
   *[other] { $count } solutions
}
listings-people-helped = { $count ->
    [one] helped { $count } person
   *[other] helped { $count } people
}
listings-popular-tags = Popular tags
listings-all-tags = All tags
listings-questions-count = { $count ->
    [one] { $count } question
   *[other] { $count } questions
}
listings-solved-share = { $share } % solved
listings-feed = Atom feed
listings-feed-all = Newest questions
listings-feed-tag = Questions tagged “{ $tag }”
listings-tag-title = Questions about { $tag }
listings-no-tags = No tag is in use yet.
listings-no-categories = No product has been set up yet.
listings-find-person = Find someone by their user name
listings-nobody = Nobody's user name begins like that.
listings-everybody = See everybody
listings-here-since = since { $date }
listings-answers = Answers
listings-edit-profile = Edit your profile
listings-imported-person = These posts come from another community. Their author has not signed in here.
listings-this-is-me = This is me
listings-solutions-given = Accepted solutions
listings-times-helped = People helped
listings-member-since = Here since
listings-written = What they wrote
listings-no-answers = No answers yet.
listings-no-questions = No questions yet.
listings-newer = Newer
listings-older = Older
listings-accepted = Solution
listings-verified = Confirmed by { $team }
listings-profile-description = Questions and answers of { $name }
listings-legal-missing = The operator of this community has not written its legal notice yet.
listings-terms-missing = The operator of this community has not written its terms of use yet.
listings-privacy-missing = The operator of this community has not written its privacy notice yet.
listings-not-audited = The accessibility of this site has not been audited. If something keeps you from reading or taking part, tell the operator.
help-ask-title = Ask
help-ask-text = Say in one sentence what goes wrong, as you would to a friend. Questions that look like yours appear at once, with their answer. If none helps, add what you see, what you already tried, and publish. You need no account to begin: what you wrote is kept until you have one.
help-answer-title = Answer
help-answer-text = Anyone with an account may answer. Say what to do, step by step, and how one sees that it worked. “This helped me” thanks an answer; “did not work for me” tells the next reader when it does not.
help-solve-title = Say that it is solved
help-solve-text = Whoever asked accepts the answer that solved it. It then comes first, for everybody who has the same problem. The brand's team may also confirm that an answer is correct.
help-private-title = What stays private
help-private-text = Phone numbers, e-mail addresses and account numbers are masked before anything is published. What you put under private details is read by you and the brand's team only.
help-trouble-title = Something is wrong
help-trouble-text = Every post has a “report” button. A report of personal data hides the post until someone has looked at it.
help-search-title = Search
help-search-text = Type your own words, in French or English, with or without accents. A word that nobody used is replaced by the nearest one. These narrow a search:
help-search-tag = questions with this tag
help-search-user = questions asked by this person
help-search-category = questions about this product
help-search-solved = solved questions
help-search-unanswered = questions nobody has answered
help-licences-text = Entraide is free software under the MIT licence or the Apache licence 2.0, as you prefer. Imported posts name their author, source and licence where they stand. It also contains the following.
help-licence-of = Licence of { $name }
listings-reputation = Reputation
