clear-asked = Was this clear?
clear-yes = Yes
clear-no = No
clear-said-yes = You said that this was clear
clear-said-no = You said that this was not clear
clear-take-back = Take back
