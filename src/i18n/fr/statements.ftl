statements-subject = { $brand } : { $month }, { $points } points
statements-opening = Votre réputation en { $month } : de { $n_from } à { $n_to } points.
statements-button = Voir chaque ligne
statements-stop = Vous pouvez arrêter ces messages mensuels sur { $address }.
statements-why = Vous recevez ce message parce que votre réputation sur { $brand } a bougé le mois dernier.
