common-answers-count = { $count ->
    [one] { $count } answer
   *[other] { $count } answers
}
common-save = Save
common-cancel = Cancel
