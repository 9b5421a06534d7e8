invitations-title = Invite someone who knows
invitations-text = These members have solved such questions. They are asked once, whoever invites them, and are free not to answer.
invitations-nobody = Nobody here has solved such a question yet.
invitations-back = Back to the question
invitations-solved = { $count ->
    [one] { $count } such question solved
   *[other] { $count } such questions solved
}
invitations-invite = Invite
invitations-invited = Invited
invitations-link = Invite someone who knows
invitations-you = You were asked to look at
invitations-by = by { $name }
invitations-mail-subject = { $brand }: a question you could know the answer to
invitations-mail-opening = { $name } thinks that you know the answer to this question:
invitations-mail-button = Read the question
invitations-mail-free = You are free not to answer; nobody is told.
invitations-mail-stop = You can stop such messages on { $address }.
invitations-mail-why = You receive this message because you have solved such questions on { $brand }.
