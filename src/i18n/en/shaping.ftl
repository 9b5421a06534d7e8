shaping-move = Move to another category
shaping-move-text = The thread is filed there from now on. What was promised to its asker stays promised; the department of the new category looks after it.
shaping-category = Category
shaping-none = None
shaping-no-category = Choose a category of the list.
shaping-merge = Merge into another thread
shaping-merge-text = For two threads about one problem. The answers of this one go to the other, with everything that was said of them; whoever follows it follows the other.
shaping-merge-look = Look at both
shaping-merge-into = This thread becomes part of:
shaping-merge-effect = Its answers, votes, followers, deadlines and an open escalation go along. Its address leads to the other thread for good. What was told in private stays with its asker.
shaping-merge-now = Merge the threads
shaping-into-itself = This is the thread itself. Give another one.
shaping-both-escalated = Both threads have an open escalation. End one of them with its outcome first.
shaping-helped-each-other = The asker of the other thread solved this one. Mark it as a duplicate instead: they keep what they earned.
shaping-split = Make a thread of an answer
shaping-split-text = For an answer that is another question. It becomes a thread of its own, asked by its author, with the answers that you choose.
shaping-split-look = Look at the result
shaping-split-now = Make the thread
shaping-split-effect = Votes, comments and followers go along. The new thread has its own deadlines, counted from the moment it was written.
shaping-which = Which answer is a question?
shaping-which-hint = What solved something stays here. Only answers written after the question can go with it.
shaping-is-question = This is the question
shaping-goes-along = Goes along as an answer
shaping-solves = accepted or confirmed
shaping-official = by the team
shaping-title = Title of the new thread
shaping-title-hint = What its author would have asked, in one sentence.
shaping-choose-first = Choose the answer that is a question.
shaping-rest-wrong = Choose answers that were written after the question and solved nothing here.
shaping-nothing-to-split = No answer here can become a question of its own.
shaping-asked-by = Asked by { $name }
shaping-with-answers = { $count ->
    [0] No answer goes along.
    [one] { $count } answer goes along.
   *[other] { $count } answers go along.
}
said-moved = The thread is filed there now.
said-merged = The threads are one.
said-split = The thread was made.
