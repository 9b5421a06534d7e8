search-title = Search
search-title-for = Search: { $text }
search-hint = Type words, or narrow the search with:
search-filters = Narrow the results
search-all = All
search-results = { $count ->
    [one] { $count } result
   *[other] { $count } results
}
search-results-many = { $number } results
search-instead = Nobody wrote “{ $text }”. These are the results for:
search-some-words = No question holds all of these words. These hold some of them.
search-unknown-filter = There is nothing called “{ $filter }” here. Check its spelling.
search-nothing = Nothing was found for “{ $text }”.
search-nothing-good = Nothing that helps?
search-ask = Ask your question
search-from-answer = Answer:
search-before = Previous page
search-after = Next page
