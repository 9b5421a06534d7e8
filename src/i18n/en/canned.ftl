canned-title = Canned answers
canned-text = Texts of the team in both languages. Each goes into an answer to be changed there; nothing is sent by itself.
canned-none = There is no canned answer yet.
canned-new = New canned answer
canned-name = Name
canned-body-en = Text in English
canned-body-fr = Text in French
canned-places-en = You can write {"{"}first_name{"}"}, {"{"}product{"}"}, {"{"}question{"}"}, {"{"}agent{"}"}, {"{"}brand{"}"}, {"{"}link{"}"}.
canned-places-fr = You can write {"{"}prénom{"}"}, {"{"}produit{"}"}, {"{"}question{"}"}, {"{"}agent{"}"}, {"{"}marque{"}"}, {"{"}lien{"}"}.
canned-acts = What it also does
canned-acts-hint = Done when it is put into an answer.
canned-act-claim = takes the thread
canned-act-details = prepares the question for details
canned-act-snooze = lets the thread sleep
canned-act-department = hands it to another department
canned-act-verify = confirms the last member's answer
canned-sleep = For how long it sleeps
canned-department = Which department
canned-none-chosen = None
canned-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
canned-save = Save the answer
canned-retired = Put away
canned-retire = Put it away
canned-back = Bring it back
canned-used = { $count ->
    [one] used { $count } time
   *[other] used { $count } times
}
canned-solved = { $percent } % solved afterwards
canned-choose = Canned answer
canned-insert = Put it in
canned-also = (also acts)
canned-handed = Handed on by a canned answer: { $name }
canned-error-department = Choose the department.
canned-error-sleep = Choose for how long.
canned-error-shown = Another answer came in meanwhile. Read it first; nothing was confirmed.
canned-error-unfilled = Fill in { $place } by hand, or take it out.
