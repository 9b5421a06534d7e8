search-title = Recherche
search-title-for = Recherche : { $text }
search-hint = Tapez des mots, ou précisez la recherche avec :
search-filters = Préciser les résultats
search-all = Tous
search-results = { $count ->
    [one] { $count } résultat
    [many] { $count } de résultats
   *[other] { $count } résultats
}
search-results-many = { $number } résultats
search-instead = Personne n'a écrit « { $text } ». Voici les résultats pour :
search-some-words = Aucune question ne contient tous ces mots. Celles-ci en contiennent une partie.
search-unknown-filter = Rien ne s'appelle « { $filter } » ici. Vérifiez l'orthographe.
search-nothing = Rien n'a été trouvé pour « { $text } ».
search-nothing-good = Rien qui vous aide ?
search-ask = Poser votre question
search-from-answer = Réponse :
search-before = Page précédente
search-after = Page suivante
