### Deadlines, departments, what is promised.

numbers-escalation-danger = Danger : un mot de danger
numbers-escalation-broken-promise = Promesse non tenue
numbers-escalation-legal = Juridique : un mot du droit
numbers-escalation-escalated = Escaladé, ou « pas résolu » dit par l’auteur
numbers-escalation-deadline-passed = Délai dépassé
numbers-escalation-late-per-hour = De plus par heure ouvrée de retard
numbers-escalation-risky-answer = Réponse risquée
numbers-escalation-many-affected = Beaucoup de personnes concernées
numbers-escalation-reported = Messages signalés
numbers-escalation-deadline-near = Délai proche
numbers-escalation-unanswered = Sans réponse après le temps des pairs
numbers-escalation-in-hand = Pris en main par l’équipe
numbers-escalation-near-percent = Un délai est proche une fois cette part écoulée
numbers-escalation-many-at-once = Beaucoup : autant de membres à la fois
numbers-escalation-many-hours = À la fois veut dire en
numbers-escalation-many-in-all = Beaucoup : autant en tout
numbers-escalation-did-not-work = Une réponse est risquée dès qu’elle n’a pas marché pour
numbers-escalation-lead-hours = Non pris, le responsable est prévenu après tant d’heures ouvrées
numbers-escalation-managers-hours = Non pris, les managers sont prévenus après tant d’heures ouvrées
numbers-escalation-claim-minutes = Une prise en charge sans action s’arrête après
numbers-escalation-absent-days = Le titulaire d’un fil est absent après tant de jours ouvrés sans connexion
numbers-escalation-promise-days = Une promesse tient en tant de jours ouvrés ; au-delà, il faut un responsable
numbers-escalation-details-at-most = Demandes de précisions dans un fil
numbers-escalation-details-days = Ensemble, elles arrêtent le délai tant de jours ouvrés
numbers-escalation-details-remind-days = L’auteur est relancé après
numbers-escalation-unconfirmed-days = Répondu sans confirmation, un fil est laissé à partir du jour
numbers-escalation-open-at-most = Fils d’autrui qu’un membre peut avoir escaladés et ouverts
numbers-escalation-week-at-most = Fils d’autrui qu’un membre peut escalader en sept jours
numbers-escalation-declined = Autant de refus : il faut un second membre
numbers-escalation-declined-of = Parmi les derniers
numbers-escalation-duplicate-hours = Le doublon d’une question non résolue garde son délai
numbers-escalation-undo-minutes = Un geste s’annule pendant

mail-unclaimed-subject = { $count ->
    [one] Un fil attend d’être pris en charge
   *[other] { $count } fils attendent d’être pris en charge
  } – { $brand }
mail-unclaimed = { $count ->
    [one] Ce fil a été porté devant l’équipe et personne ne l’a encore pris :
   *[other] Ces { $count } fils ont été portés devant l’équipe et personne ne les a encore pris :
  }
mail-unclaimed-one = « { $title } », depuis { $n ->
    [one] une heure de travail
   *[other] { $n } heures de travail
  }
mail-unclaimed-more = Et { $n } autres dans la file.
mail-unclaimed-why = Vous recevez ce message parce que vous êtes responsable d’un service ou gérez la communauté de { $brand }.
