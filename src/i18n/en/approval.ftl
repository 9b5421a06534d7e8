approval-title = Sign-ups that wait
approval-lead = Many accounts were made at one address today, and nobody confirmed them. Further ones wait here: no mail leaves and nothing is published before you decide.
approval-none = Nobody waits.
approval-place = Place { $n }
approval-count = { $n ->
    [one] One account waits.
   *[other] { $n } accounts wait.
}
approval-all = Let all in
approval-none-of = Turn all away
approval-let-in = Let in
approval-turn-away = Turn away
approval-ranges-title = Places left out
approval-ranges-text = Where many people share an address, such as a school or an office, nobody has to wait.
approval-ranges = Addresses
approval-ranges-hint = One a line: 203.0.113.0/24, 2001:db8::/48, or one address. What follows a # is a remark.
approval-range-wrong = Line { $n } is no range of addresses, or far too wide.
approval-ranges-long = That is too long: 4,000 characters at most.
approval-wait-title = Your account waits
approval-wait-text = Many accounts were made from your internet connection today, so somebody of the team takes a look first. As soon as that is done a message with a code is on its way to the address you gave.
approval-wait-no-mail = Many accounts were made from your internet connection today, so somebody of the team takes a look first. Until then you can read; what you write is kept.
