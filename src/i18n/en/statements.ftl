statements-subject = { $brand }: { $month }, { $points } points
statements-opening = Your reputation in { $month }: from { $n_from } to { $n_to } points.
statements-button = See every line
statements-stop = You can stop these monthly messages on { $address }.
statements-why = You receive this message because your reputation on { $brand } moved last month.
