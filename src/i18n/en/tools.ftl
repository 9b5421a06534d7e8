tools-title = Your tools
tools-is-answering = { $name } is answering
tools-until = (shown until { $time })
tools-i-answer = I am answering
tools-i-stop = I am no longer answering
tools-replies = Saved replies
tools-replies-text = Texts you use again and again, for your eyes alone: put one into an answer, then make it fit. { $count ->
    [one] { $count } at most.
   *[other] { $count } at most.
}
tools-replies-edit = Change my saved replies
tools-replies-enough = { $count ->
    [one] You have { $count } saved reply, as many as there is room for: delete one first.
   *[other] You have { $count } saved replies, as many as there is room for: delete one first.
}
tools-reply-choose = Which one
tools-reply-insert = Put it into my answer
tools-reply-new = New saved reply
tools-reply-changed = Change this reply
tools-reply-title = Title
tools-reply-body = Text
tools-reply-save = Save the reply
tools-reply-change = Change
tools-reply-delete = Delete
tools-waiting = Answers waiting for the asker
tools-waiting-text = Threads where you answered and the asker has said nothing since. You can ask them once how it went; after two days, one reminder a thread, whoever sends it.
tools-waiting-none = No answer of yours is waiting for its asker.
tools-you-answered = You answered
tools-remind = Ask how it went
tools-remind-from = You can ask from { $when }.
tools-reminded = Asked
tools-remind-never = This asker cannot be reached by mail.
tools-mail-subject = Did it help? { $title }
tools-mail-opening = { $name } answered your question “{ $title }” and has not heard from you since.
tools-mail-ask = If it solved your problem, accept the answer: others will find it more easily. If not, say what is still missing.
tools-mail-button = See the answer
tools-mail-once = This is the only reminder you get for this question.
tools-mail-why = You get this mail because you asked a question on { $brand }.
said-answering = Others see that you are answering.
said-not-answering = Others no longer see that you are answering.
said-reminded = The asker gets one mail.
said-reminded-before = This asker was already asked: once a thread is all there is.
