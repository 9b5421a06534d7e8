clear-asked = Cette réponse était-elle claire ?
clear-yes = Oui
clear-no = Non
clear-said-yes = Vous avez dit que c'était clair
clear-said-no = Vous avez dit que ce n'était pas clair
clear-take-back = Annuler
