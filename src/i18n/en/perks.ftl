perks-title = Perks
perks-text = What the { $team } team offers to those who help. Helping is voluntary and stays so: perks do not grow with how much you do.
perks-rules = { $days ->
    [one] You can claim from { $days } day after your promotion on, up to { $cap } in a year.
   *[other] You can claim from { $days } days after your promotion on, up to { $cap } in a year.
}
perks-spent = You claimed { $spent } of { $cap } this year.
perks-this-year = Value claimed this year
perks-none = There are no perks at the moment.
perks-mine = Your claims
perks-ambassadors = For ambassadors
perks-experts = For experts and ambassadors
perks-left = { $count ->
    [one] { $count } left
   *[other] { $count } left
}
perks-taken = { $count ->
    [one] { $count } taken
   *[other] { $count } taken
}
perks-per-member = { $count ->
    [one] { $count } for each member
   *[other] { $count } for each member
}
perks-worth = value
perks-adult = I am 18 or older
perks-adult-missing = Perks with a value are for people of 18 or older: tick the box if you are.
perks-claim = Claim
perks-claimed = Claimed
perks-cancel = Cancel my claim
perks-reveal = Show my code
perks-received = I have it
perks-reason = Reason:
perks-your-code = Your code:
perks-code-once = Copy it now: it is shown this once, and nobody can show it again.
perks-code-was = Your code was
perks-code-waits = Your code is ready. It is shown once: have something to write it down with.
perks-state-claimed = Waiting for the team
perks-state-fulfilled = Ready
perks-state-done = Done
perks-state-declined = Declined
perks-state-cancelled = Cancelled
perks-no-longer = This perk is no longer offered.
perks-for-ambassadors = This perk is for ambassadors.
perks-for-experts = This perk is for experts and ambassadors.
perks-from = You can claim it from { $date } on.
perks-not-yet = You can claim it some time after your promotion.
perks-enough = { $count ->
    [one] You have had yours: { $count } for each member.
   *[other] You have had yours: { $count } for each member.
}
perks-cap-left = It is worth more than what you can still claim this year ({ $left }).
perks-none-left = None is left.
perks-catalogue = Manage perks
perks-claims = Claims to fulfil
perks-claims-none = Nothing waits.
perks-claims-before = Dealt with
perks-values = Values given, member by member (CSV):
perks-retired = No longer offered
perks-new = New perk
perks-save = Save the perk
perks-field-title-en = Title in English
perks-field-title-fr = Title in French
perks-field-text-en = What it is, in English
perks-field-text-fr = What it is, in French
perks-field-value = Value, in { $currency }
perks-field-value-hint = Whole units; 0 if it has none. It is shown, and counts for the yearly cap of each member.
perks-field-stock = How many there are
perks-field-stock-hint = Leave it empty if there is no end.
perks-field-per-member = How many one member may have
perks-field-rank = For whom
perks-stock-by-codes = There are as many as codes are left.
perks-codes = Codes
perks-field-codes = Codes, one a line
perks-field-codes-hint = Each is given to one claim and shown once. Codes that were loaded before are left out.
perks-codes-load = Load the codes
perks-retire = Offer it no longer
perks-retire-text = Nobody can claim it from now on. Claims that were made stay.
perks-type-code = Code to give
perks-type-code-hint = { $count ->
    [one] Left empty, the next loaded code is given: { $count } is free.
   *[other] Left empty, the next loaded code is given: { $count } are free.
}
perks-decline-reason = Reason, if you decline
perks-fulfil = It is given
perks-decline = Decline
perks-mark-done = It arrived
perks-is-adult = says to be 18 or older
perks-error-number = { $count ->
    [one] Enter a whole number, { $count } or more.
   *[other] Enter a whole number, { $count } or more.
}
perks-error-stock = More are taken already: enter a larger number.
perks-error-codes = Paste at least one code.
perks-error-codes-many = { $count ->
    [one] { $count } code at a time, at most.
   *[other] { $count } codes at a time, at most.
}
perks-error-code-taken = This code was given before: enter another one.
perks-mail-claimed-subject = Your claim: { $title }
perks-mail-claimed = We have your claim for “{ $title }” and take care of it.
perks-mail-ready-subject = Ready: { $title }
perks-mail-ready = “{ $title }” is ready for you. Your page of perks says how you get it; a code is shown there once.
perks-mail-declined-subject = Your claim was declined: { $title }
perks-mail-declined = We cannot give you “{ $title }” this time. Its value counts for you no more.
perks-mail-reason = Reason: { $reason }
perks-mail-done-subject = Delivered: { $title }
perks-mail-done = “{ $title }” is noted as delivered.
perks-mail-button = See my perks
perks-mail-why = You get this mail because you claimed a perk on { $brand }.
