gestures-title = Gestes
gestures-text = Les gestes commerciaux, faits depuis un fil. Le client l'apprend en privé ; personne d'autre ne le sait.
gestures-month = Ce mois-ci : { $spent } sur { $budget }.
gestures-mine = Vous pouvez encore accorder { $left } ce mois-ci sans demander.
gestures-waiting = En attente d'accord
gestures-waiting-none = Rien n'attend d'accord.
gestures-others = Auparavant
gestures-state-proposed = En attente
gestures-state-given = Accordé
gestures-state-refused = Refusé
gestures-state-withdrawn = Repris
gestures-for = pour
gestures-by = Proposé par { $name }
gestures-decided = Décidé par { $name }
gestures-due = À décider avant le { $when }
gestures-late = En retard : attendu le { $when }
gestures-reason = Pourquoi
gestures-reason-hint = Pour l'équipe. Le client ne le voit pas.
gestures-words = Ce que lit le client
gestures-words-hint = Ce texte lui parvient en privé, avec un e-mail qui l'annonce.
gestures-note = Note
gestures-decision-note = Note, nécessaire pour refuser
gestures-approve = Accorder
gestures-refuse = Refuser
gestures-withdraw = Reprendre
gestures-kinds = Sortes de gestes
gestures-free = montant libre
gestures-ceiling = jusqu'à { $amount } sans accord
gestures-given-count = { $count ->
    [one] accordé { $count } fois
    [many] accordé { $count } de fois
   *[other] accordé { $count } fois
}
gestures-retired = N'est plus proposé
gestures-retire = Ne plus proposer
gestures-kind-new = Nouvelle sorte
gestures-name-en = Nom en anglais
gestures-name-fr = Nom en français
gestures-value = Valeur, en { $currency }
gestures-value-hint = Vide : celui qui le propose dit combien.
gestures-ceiling-field = Sans accord jusqu'à, en { $currency }
gestures-ceiling-hint = 0 : un responsable décide toujours.
gestures-kind-save = Ajouter la sorte
gestures-numbers = Budget et enveloppes
gestures-allowance = Par agent et par mois, sans accord, en { $currency }
gestures-allowance-hint = Au-delà, un responsable décide.
gestures-budget = Tous les gestes d'un mois, en { $currency }
gestures-budget-hint = Il n'est jamais dépassé, par personne.
gestures-hours = Heures ouvrées dont un responsable dispose pour décider
gestures-numbers-save = Enregistrer les nombres
gestures-propose = Proposer un geste
gestures-propose-text = Pour { $name }, qui a posé cette question. Sous le plafond et dans votre enveloppe, il est accordé tout de suite ; sinon un responsable décide.
gestures-no-kinds = Aucune sorte de geste n'existe encore : un responsable les ajoute.
gestures-kind = Quel geste
gestures-amount = Montant, en { $currency }
gestures-amount-hint = Pour un geste à montant libre.
gestures-do = Accorder ou proposer
gestures-before = Auparavant dans ce fil
gestures-go = Proposer un geste
gestures-error-kind = Choisissez l'un des gestes.
gestures-error-amount = Indiquez un montant entier, 1 ou plus.
gestures-error-number = Indiquez un nombre entier.
gestures-error-budget = Le budget de ce mois n'y suffit pas.
gestures-to-decide = { $count ->
    [one] { $count } à décider
   *[other] { $count } à décider
}
gestures-mail-subject = Un geste à décider : { $title }
gestures-mail = { $name } propose un geste dans le fil « { $title } ». Votre décision est attendue avant le { $when }.
gestures-mail-late-subject = Toujours à décider : un geste pour { $title }
gestures-mail-late = Le geste que { $name } a proposé dans le fil « { $title } » était à décider avant le { $when }.
gestures-mail-button = Décider
gestures-mail-why = Vous recevez ce message parce que vous décidez des gestes chez { $brand }.
said-gesture-given = Le geste est accordé, et le client prévenu en privé.
said-gesture-waits = Un responsable décide ; le client sera prévenu une fois le geste accordé.
