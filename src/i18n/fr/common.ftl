common-answers-count = { $count ->
    [one] { $count } réponse
    [many] { $count } de réponses
   *[other] { $count } réponses
}
common-save = Enregistrer
common-cancel = Annuler
