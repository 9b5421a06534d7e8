feed-title = File de tri
feed-urgent = { $count ->
    [one] { $count } ne peut pas attendre
   *[other] { $count } ne peuvent pas attendre
}
feed-views = Vues
feed-median = Médiane 1re réponse :
feed-median-hint = sur les 30 derniers jours
feed-late = Hors délai :
feed-new = { $count ->
    [one] { $count } nouvelle, afficher
   *[other] { $count } nouvelles, afficher
}
feed-view-all = Toutes
feed-view-unanswered = Sans réponse
feed-view-escalated = Escaladées
feed-view-reported = Signalées
feed-view-brand = Nous attendent
feed-view-mine = À moi
feed-view-department = Mon service
feed-view-snoozed = En veille
feed-view-done = Closes aujourd’hui
feed-nothing = Rien ici.
feed-nothing-all = Personne n’attend l’équipe.
feed-nothing-mine = Vous n’avez rien en main.
feed-nothing-department = Votre service n’a rien en main.
feed-nothing-done = Rien n’a quitté la file aujourd’hui.
feed-show-all = Tout afficher
feed-filters = Restreindre la file
feed-filter = Filtrer
feed-filter-clear = Retirer les filtres
feed-category = Produit
feed-category-any = Tous les produits
feed-category-none = Sans produit
feed-lang = Langue
feed-lang-any = Toutes les langues
feed-age = Ancienneté
feed-age-any = Toutes
feed-age-today = Posées aujourd’hui
feed-age-days = { $count ->
    [one] Plus de { $count } jour
   *[other] Plus de { $count } jours
}
feed-reason = Motif
feed-reason-any = Tous les motifs
feed-reason-late = Hors délai
feed-department = Service
feed-department-any = Tous les services
feed-reason-danger = Mots de danger
feed-reason-broken-promise = Promesse manquée
feed-reason-legal = Mots juridiques
feed-reason-escalated = Escaladée
feed-reason-deadline-passed = Délai dépassé
feed-reason-risky-answer = Réponse risquée
feed-reason-many-affected = Nombreux touchés
feed-reason-reported = Signalée
feed-reason-deadline-near = Échéance proche
feed-reason-unanswered = Sans réponse
feed-reason-in-hand = Prise par l’équipe
feed-why-broken-promise = Promesse manquée : elle était pour le { $date }
feed-why-deadline-passed = { $count ->
    [one] Délai dépassé de { $count } heure ouvrée
   *[other] Délai dépassé de { $count } heures ouvrées
}
feed-why-risky-answer = { $count ->
    [one] { $count } personne dit une réponse risquée, périmée ou inefficace
   *[other] { $count } personnes disent une réponse risquée, périmée ou inefficace
}
feed-why-many-affected = { $count ->
    [one] { $count } personne touchée
   *[other] { $count } personnes touchées
}
feed-why-reported = { $count ->
    [one] { $count } signalement
   *[other] { $count } signalements
}
feed-why-deadline-near = Échéance proche : { $date }
feed-why-unanswered = Sans réponse depuis { $time }
feed-why-asker = L’auteur demande l’équipe
feed-why-not-solved = L’auteur dit : toujours pas
feed-why-disagreed = L’auteur conteste l’issue
feed-why-rule-deadline = Escaladée par le délai
feed-why-member = Escaladée par { $name }
feed-why-ambassador = Escaladée par { $name }, ambassadeur
feed-waiting-nobody = N’attend personne
feed-waiting-brand = Nous attend
feed-waiting-asker = Attend l’auteur
feed-waiting-community = Attend la communauté
feed-outcome-solved = résolue
feed-outcome-refused = refusée, avec le motif
feed-outcome-private = réglée en privé
feed-outcome-answered = répondue
feed-outcome-declined = écartée
feed-paused = en pause
feed-paused-why = des précisions sont attendues de l’auteur
feed-due = Pour le { $date }
feed-due-label = Échéance :
feed-since = membre depuis { $year }
feed-answers = { $count ->
    [0] aucune réponse
    [one] { $count } réponse
   *[other] { $count } réponses
}
feed-answers-unconfirmed = { $count ->
    [one] { $count } réponse, non validée
   *[other] { $count } réponses, non validées
}
feed-owner-none = Non assignée
feed-owner-me = Entre vos mains
feed-owner = Entre les mains de { $name }
feed-snoozed-until = En veille jusqu’au { $date }
feed-snoozed-any-post = ou jusqu’à ce que quelqu’un écrive
feed-snoozed-asker-post = ou jusqu’à ce que l’auteur écrive
feed-left-by = { $name }, { $time }
feed-left-alone = d’elle-même, { $time }
feed-here-label = Ici maintenant :
feed-here-looking = { $name } regarde
feed-here-writing = { $name } répond
feed-here-nobody = Personne d’autre n’est ici.
feed-open = Ouvrir
feed-reply = Répondre
feed-take = M’assigner
feed-take-over = Reprendre
feed-release = Libérer
feed-assign = Assigner
feed-escalate = Escalader
feed-hand-over = Transmettre
feed-note = Note
feed-macro = Réponse type
feed-snooze = Mettre en veille
feed-wake = Réveiller
feed-done = Clore
feed-context = Contexte
feed-select = Sélectionner
feed-select-all = Sélectionner toute la page
feed-with-selected = Pour la sélection :
feed-earlier = Retour
feed-later = Suite
feed-pages = Pages de la file
feed-copy = Copier l’adresse de cette vue
feed-copied = Adresse copiée
feed-keys = Touches
feed-palette = Aller à, ou faire
feed-key-move = suivante, précédente
feed-key-all = tous les raccourcis
feed-key-open = Ouvrir le fil
feed-key-view = Aller à une vue : toutes, sans réponse, escaladées, signalées, nous attendent, à moi, service, en veille, closes
feed-key-back = Revenir à la file
feed-key-palette = Tout ce qui est sur la page, par son nom
feed-undo = Annuler
feed-panel = Contexte
feed-panel-asker = Qui demande
feed-panel-products = Produits
feed-panel-history = Ses autres questions
feed-panel-first = C’est sa première question.
feed-panel-similar = Fils semblables
feed-panel-escalations = Escalades
feed-panel-due = Échéances
feed-panel-first-due = Première réponse
feed-panel-next-due = Réponse suivante
feed-panel-resolution-due = Résolution
feed-panel-why = Pourquoi elle est ici
feed-panel-private = A des détails privés
feed-panel-asked = { $count ->
    [one] { $count } question
   *[other] { $count } questions
}
feed-panel-answered = { $count ->
    [one] { $count } réponse
   *[other] { $count } réponses
}
feed-panel-escalated = { $count ->
    [one] { $count } escalade
   *[other] { $count } escalades
}
feed-panel-seen = vu pour la dernière fois
feed-panel-imported = vient d’une communauté importée
feed-panel-waits = attend dans la file
feed-panel-open-escalation = ouverte
feed-shortcuts = Dans la file de tri
feed-threads = { $count ->
    [one] { $count } fil
   *[other] { $count } fils
}
feed-did-take = Pris
feed-did-release = Libéré
feed-did-assign = Assigné
feed-did-escalate = Escaladé
feed-did-hand-over = Transmis
feed-did-snooze = Mis en veille
feed-did-wake = Réveillé
feed-did-note = Noté
feed-did-resolve = Clos
feed-done-count = { $count ->
    [one] C’est fait pour { $count } fil.
   *[other] C’est fait pour { $count } fils.
}
feed-refused = Pas pour ceux-ci
feed-refused-gone = Ce fil n’est plus là.
feed-refused-moved = Quelqu’un a été plus rapide : regardez-le de nouveau.
feed-refused-failed = Cela n’a pas marché. Réessayez dans un instant.
feed-nothing-picked = Cochez au moins un fil de la file.
feed-back = Revenir à la file
feed-field-note = Note pour l’équipe
feed-field-note-hint = Interne, invisible pour les clients. Les noms après un @ sont prévenus.
feed-field-take-over-hint = Interne : la personne qui avait le fil lit pourquoi vous le reprenez.
feed-field-hand-over-hint = Interne : l’autre service lit ce que l’on sait et ce qui manque.
feed-field-reason = Pourquoi
feed-field-reason-hint = Pour l’équipe, en une phrase.
feed-field-to = À qui
feed-colleague = { $name } ({ $n } en main)
feed-field-until = Jusqu’à
feed-field-at = Le jour et l’heure
feed-field-event = Réveiller plus tôt quand
feed-later-hours = Dans trois heures
feed-later-tomorrow = Demain matin
feed-later-days = Dans trois jours
feed-later-week = Dans une semaine
feed-later-at = Un jour et une heure de votre choix
feed-later-event = Seulement jusqu’à ce que l’on écrive
feed-event-none = jamais
feed-event-asker = l’auteur écrit
feed-event-any = quelqu’un écrit
feed-field-outcome = L’issue, visible de tous
feed-settle-solved = Résolu
feed-settle-solved-hint = Par vos mots, publiés comme réponse de l’équipe, ou par une réponse déjà là.
feed-settle-refused = Refusé
feed-settle-refused-hint = Vos mots sont le motif.
feed-settle-private = Réglé en privé
feed-settle-private-hint = Vos mots le disent à tous ; l’auteur peut contester en un clic.
feed-settle-words = Les mots ci-dessous
feed-field-post = Résolu par
feed-field-public = Vos mots publics
feed-field-public-hint = Tout le monde les lit.
feed-wrong-to = Choisissez un collègue.
feed-wrong-department = Choisissez un service.
feed-wrong-until = Choisissez jusqu’à quand.
feed-wrong-moment = Donnez un jour et une heure à venir.
feed-wrong-event = Choisissez ce qui le réveille.
feed-wrong-outcome = Choisissez l’issue.
said-feed-taken = Le fil est entre vos mains.
said-feed-released = Le fil est libre.
said-feed-assigned = Le fil est assigné.
said-feed-escalated = Le fil est escaladé.
said-feed-handed-over = Le fil est transmis.
said-feed-snoozed = Le fil est en veille.
said-feed-woken = Le fil est de retour dans la file.
said-feed-noted = La note est gardée.
said-feed-resolved = Le fil est clos, aux yeux de tous.
said-feed-undone = C’est annulé.
said-feed-undone-in-part = Tout n’a pas pu être annulé : quelqu’un a agi depuis.
feed-show-new = Afficher les nouvelles
feed-quoted = « { $title } »
