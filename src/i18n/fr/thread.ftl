thread-asked = Posée
thread-views = { $count ->
    [one] { $count } vue
    [many] { $count } de vues
   *[other] { $count } vues
}
thread-go-to-solution = Aller à la solution
thread-answers-count = { $count ->
    [one] { $count } réponse
    [many] { $count } de réponses
   *[other] { $count } réponses
}
thread-sort = Ordre des réponses
thread-sort-helpful = Les plus utiles
thread-sort-newest = Les plus récentes
thread-no-answers = Personne n'a encore répondu.
thread-page = Page
thread-previous = Réponses précédentes
thread-next = Réponses suivantes
thread-solution = Solution
thread-accepted-by = validée par { $name }
thread-accepted-by-asker = validée par l'auteur de la question
thread-verified-title = Confirmée
thread-verified-by = par l'équipe { $brand }
thread-outdated = L'équipe { $brand } indique que cette réponse n'est plus à jour.
thread-edited = modifié
thread-permalink = Lien vers ce message
thread-from = Publié d'abord sur
thread-from-author = par { $author }
thread-quote = Citer
thread-link = Lien
thread-link-copied = Lien copié
thread-edit = Modifier
thread-suggest-edit = Proposer une modification
thread-flag = Signaler
thread-flagged = Signalé
thread-more = Plus
thread-private = Détails privés
thread-delete = Supprimer
thread-anonymise = Retirer mon nom
thread-redact = Retirer des données personnelles
thread-duplicate = Doublon
thread-close = Clore
thread-reopen = Rouvrir
thread-different = Mon problème est différent
thread-duplicate-of = La même question que
thread-duplicate-solved = résolue
thread-closed = Cette question a été close
thread-elsewhere = L'auteur de la question a trouvé la solution ailleurs
thread-your-answer = Votre réponse
thread-your-reply = Ajouter quelque chose
thread-answer-label = Texte
thread-answer-hint = Ce que vous avez fait, étape par étape, et le résultat. Ni numéro de téléphone, ni adresse, ni numéro de contrat : tout le monde peut lire ce texte.
thread-publish-answer = Publier la réponse
thread-arrived = { $count ->
    [one] { $count } nouvelle réponse est arrivée pendant que vous écriviez. La vôtre est gardée ci-dessous ; publiez-la si elle apporte quelque chose.
    [many] { $count } de nouvelles réponses sont arrivées pendant que vous écriviez. La vôtre est gardée ci-dessous ; publiez-la si elle apporte quelque chose.
   *[other] { $count } nouvelles réponses sont arrivées pendant que vous écriviez. La vôtre est gardée ci-dessous ; publiez-la si elle apporte quelque chose.
}
thread-arrived-read = Lire ci-dessus
thread-as-member = Publier comme membre, sans la mention de l'équipe
thread-sign-in-to-answer = Vous connaissez la réponse ? Connectez-vous pour aider.
thread-draft-of = Voici votre brouillon,
thread-draft-discard = Effacer le brouillon
thread-related = Questions proches
thread-related-solved = Même problème, déjà résolu
thread-still-stuck = Toujours bloqué ?
thread-still-stuck-text = Décrivez votre cas : le modèle, le voyant, le message, ce que vous avez essayé.
thread-state-held = Ce texte attend d'être relu avant d'être public.
thread-state-hidden = Ce texte est masqué.
thread-state-removed = Ce texte a été retiré.
thread-state-deleted = Ce texte a été supprimé par son auteur.
thread-stub-title-hidden = Cette question est masquée pour le moment
thread-stub-title-removed = Cette question a été retirée
thread-stub-title-deleted = Cette question a été supprimée
thread-stub-reason = Motif :
thread-stub-appeal = Si vous l'avez écrite, connectez-vous pour la relire.
thread-stub-next = D'autres questions peuvent vous aider.
thread-stub-search = Chercher

comments-title = Commentaires
comments-add = Commenter
comments-label = Votre commentaire
comments-publish = Publier le commentaire
comments-edited = modifié
comments-hidden = Un commentaire est masqué le temps que l'équipe l'examine.
comments-not-yet = Vous ne pouvez pas encore commenter ici.

flags-title = Signaler
flags-about = À propos d'un message dans
flags-why = Quel est le problème ?
flags-spam = Publicité ou message indésirable
flags-abuse = Insulte ou harcèlement
flags-privacy = Données personnelles
flags-danger = Conseil dangereux
flags-legal = Contenu illicite
flags-disrespect = Manque de respect
flags-other = Autre chose
flags-privacy-hint = Le message est masqué aussitôt, jusqu'à l'examen par l'équipe.
flags-details = Précisions
flags-details-hint = Seule l'équipe les lit.
flags-send = Envoyer le signalement
flags-error-reason = Choisissez le problème
