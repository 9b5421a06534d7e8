ask-title = Ask a question
ask-first-label = What is your problem?
ask-first-hint = In one sentence, as you would say it to a friend.
ask-first-button = Continue
ask-similar-heading = Is it one of these?
ask-similar-count = { $count ->
    [one] { $count } similar question
   *[other] { $count } similar questions
}
ask-similar-count-solved = { $count ->
    [one] { $count } solved
   *[other] { $count } solved
}
ask-similar-none = Nobody has asked this yet. Describe it and others will help.
ask-similar-helped-word = { $count ->
    [one] person helped
   *[other] people helped
}
ask-similar-solved = Solved
ask-similar-open = Not solved yet
ask-similar-solves = This solves my problem
ask-similar-read = Read on
ask-similar-read-about = Read on: { $title }
ask-similar-me-too = Me too
ask-form-heading = None of them? Ask your question
ask-title-label = Your question in one sentence
ask-title-hint = Between 10 and 150 characters.
ask-category-label = What is it about?
ask-category-unsure = I am not sure
ask-body-label = Describe the problem
ask-body-hint = What helps others help you: the model, what the lights or the screen show, the exact message, since when.
ask-tried-label = What have you already tried? (optional)
ask-tried-hint = Published below your description.
ask-tried-heading = What I have already tried
ask-tags-label = Tags (optional)
ask-tags-hint = Up to five words, separated by commas.
ask-private-label = Private details (optional)
ask-private-hint = Line number, customer number, anything the { $brand } team may need. Only you and the team can read this. Never published.
ask-as-member = Post as a member, without the team’s label
ask-publish = Publish my question
ask-keep-going = You create your account in the next step. What you typed is kept.
ask-confirm-first = It is published as soon as you have confirmed your e-mail address.
ask-error-title-missing = Write your question in one sentence.
ask-error-body-missing = Describe the problem in a few words.
ask-error-category = Choose one of the list, or “I am not sure”.
ask-error-tag = “{ $tag }”: { $why }
ask-error-tag-unknown = The tag “{ $tag }” does not exist. Choose another or leave it out.
ask-error-tag-near = The tag “{ $tag }” does not exist. Near ones: { $near }.
ask-error-tags-many = Keep to { $count } tags; there are { $n_have }.
ask-error-kept-many = Several questions are already kept in this browser. Create your account to publish them.
ask-draft-notice = Draft of { $when }.
ask-draft-other = You have an unfinished question: “{ $title }”.
ask-draft-continue = Continue it
ask-draft-discard = Discard
review-title = Personal data in your text
review-intro = We found what looks like personal data. Everyone can read what is published here, so it will be masked. If one of these is not personal, say so.
review-intro-list = Your text holds a long list of numbers or addresses. It will be masked.
review-kind-phone = Phone number
review-kind-email = E-mail address
review-kind-iban = Bank account
review-becomes = { $found } becomes { $masked }
review-show-what = Not personal, show { $what }
review-private = What is masked stays in the private details: only you and the { $brand } team can read it.
review-publish = Publish, the rest masked
review-change = Change my text
preview-title = Preview
preview-heading = How it will look
preview-masked = Personal data is masked, as it will be when you publish. You can decide for each before it is public.
preview-empty = Nothing to show yet.
preview-answer = Publish my answer
preview-comment = Publish my comment
preview-edit = Save the changes
preview-again = Preview again
preview-body = Your text
preview-reason = Why this change?
ask-error-drafts-many = You have many drafts. Publish or delete some first; your text is still here.
ask-error-kept = Your text is kept as a draft.
