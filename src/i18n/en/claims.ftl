claims-title = This is me
claims-text = { $count ->
    [one] One post was imported from another community, written by
   *[other] { $count } posts were imported from another community, written by
}
claims-effect = If that is you, these posts become yours: they stand under your name, and count for you.
claims-asked = Your request is with the team. You hear by mail what they decide.
claims-offered = The address of this person is the one you confirmed here. Nothing more is needed.
claims-by-address = the confirmed address is the one of the imported account
claims-take = These are mine
claims-proof = How can we tell?
claims-proof-hint = For example: write a link to your account here into your profile over there, and give the address of that profile. Only the team reads this.
claims-send = Send the request
claims-enough = You have several requests waiting. Wait for the answers first.
claims-list-text = Members who say that an imported person is them. Look at the proof, decide, and say why. A decision can be undone for 30 days.
claims-none = No request waits, and none was decided in the last 30 days.
claims-line = { $username } says: I am { $person }
claims-pending = waits
claims-approved = approved
claims-rejected = refused
claims-reverted = undone
claims-member = Member
claims-since = here since
claims-person = Imported person
claims-posts = { $count ->
    [one] one post
   *[other] { $count } posts
}
claims-proof-given = Proof
claims-state = State
claims-reason = Reason
claims-reason-hint = The member reads it.
claims-approve = Approve
claims-approve-effect = Approving moves every post, comment and edit to the member. Votes the two gave each other are taken back.
claims-reject = Refuse
claims-revert = Undo
claims-revert-effect = Undoing gives everything back to the imported person, with the votes that were taken back.
claims-own = Somebody else decides about your own request.
claims-profile = Posts imported from another community may be yours:
mail-claim-approved-subject = These posts are yours now – { $brand }
mail-claim-approved-opening = The posts of { $person } stand under your name now.
mail-claim-rejected-subject = Your request was refused – { $brand }
mail-claim-rejected-opening = You asked for the posts of { $person }. The team could not tell that they are yours.
mail-claim-reverted-subject = Posts were given back – { $brand }
mail-claim-reverted-opening = The posts of { $person } no longer stand under your name.
mail-claim-reason = The reason: { $reason }
mail-claim-button = See your page
