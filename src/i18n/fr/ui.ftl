ui-own-name = Français
ui-skip = Aller au contenu
ui-side = En complément
ui-ask = Poser une question
ui-search-label = Rechercher
ui-search-placeholder = Décrivez votre problème
ui-search-button = Rechercher
ui-nav = Menu principal
ui-footer = À propos du site
ui-menu = Votre menu
ui-my-profile = Votre profil
ui-my-drafts = Vos brouillons
ui-settings = Réglages
ui-review = Relire les modifications
ui-benefits = Ambassadeur, reçoit des avantages de { $brand }.
ui-benefits-what = Ce que cela veut dire
ui-boards = Classements, et où vous en êtes
ui-ambassadors = Ambassadeurs
ui-my-standing = Où vous en êtes
ui-programme = Le programme
ui-claims = Demandes d'identité
ui-admin = Administration
ui-log-in = Se connecter
ui-log-out = Se déconnecter
ui-sign-up = Créer un compte
ui-home = Accueil
ui-help = Aide
ui-tags = Étiquettes
ui-people = Membres
ui-categories = Produits
ui-legal = Mentions légales
ui-terms = Conditions d'utilisation
ui-privacy = Vie privée
ui-accessibility = Accessibilité
ui-licences = Licences
ui-powered = propulsé par Entraide, logiciel libre
ui-theme = Thème
ui-theme-auto = Automatique
ui-theme-light = Clair
ui-theme-dark = Sombre
ui-error-summary = Il y a un problème
ui-error-prefix = Erreur :
ui-optional = (facultatif)
ui-show-password = Afficher
ui-hide-password = Masquer
ui-just-now = à l'instant
ui-yesterday = hier
ui-minutes-ago = il y a { $n }{"\u00A0"}min
ui-hours-ago = il y a { $n }{"\u00A0"}h
ui-days-ago = il y a { $n } jours
ui-former-member = ancien membre
ui-team = Équipe { $brand }
ui-rank-member = Membre
ui-rank-helper = Membre serviable
ui-rank-expert = Expert
ui-rank-ambassador = Ambassadeur
ui-rank-emeritus = Ambassadeur émérite
ui-state-unanswered = Sans réponse
ui-state-answered = Répondue
ui-state-solved = Résolu
ui-state-solved-elsewhere = Résolu ailleurs
ui-state-closed = Fermée
ui-state-duplicate = Doublon
ui-state-escalated = Escaladé
ui-answers-word = { $count ->
    [one] réponse
    [many] réponses
   *[other] réponses
}
ui-helped-word = { $count ->
    [one] utile
    [many] utiles
   *[other] utiles
}
ui-this-helped-me = Cela m'a aidé
ui-pages = Pages
ui-newer = Questions plus récentes
ui-older = Questions plus anciennes
ui-breadcrumb = Vous êtes ici
ui-formatting-help = Aide à la mise en forme
ui-preview = Aperçu
ui-draft-saved = Brouillon enregistré
ui-tools = Mise en forme
ui-tool-bold = Gras
ui-tool-quote = Citation
ui-tool-code = Code
ui-tool-link = Lien
ui-tool-list = Liste
ui-md-bold = gras
ui-md-italic = italique
ui-md-item = élément
ui-md-list = liste
ui-md-quote = citation
ui-md-quoted = texte cité
ui-md-link = lien
ui-removed = supprimé :
ui-added = ajouté :
ui-go-home = Retour aux questions
ui-request-id = Si vous nous en parlez, donnez ce numéro :
ui-400-title = Cette demande n'a pas été comprise
ui-400-text = Revenez en arrière, rechargez la page et réessayez. Rien n'a été enregistré.
ui-403-title = Ce n'est pas possible
ui-403-text = La demande venait d'un autre site, ou vos droits ne la couvrent pas. Rien n'a été modifié.
ui-404-title = Il n'y a rien à cette adresse
ui-404-text = La page a peut-être changé d'adresse, ou l'adresse contient une faute. Cherchez-la avec vos mots.
ui-409-title = Quelqu'un a été plus rapide
ui-409-text = Ce que vous modifiiez a changé entre-temps. Revenez en arrière et regardez à nouveau.
ui-413-title = C'est trop long
ui-413-text = Raccourcissez le texte et renvoyez-le ; le bouton « retour » du navigateur le rend.
ui-429-title = Un instant
ui-429-text = Trop de demandes sont venues de votre adresse. Patientez un peu et réessayez ; le bouton « retour » rend ce que vous avez tapé.
ui-500-title = Une panne de notre côté
ui-500-text = Elle a été notée. Réessayez dans un instant ; le bouton « retour » rend ce que vous avez tapé.
ui-503-title = Indisponible pour le moment
ui-503-text = Rien n'a été enregistré. Réessayez dans quelques secondes ; le bouton « retour » rend ce que vous avez tapé.
ui-draft-restored = Votre texte non envoyé est resté dans ce navigateur.
ui-draft-drop = Repartir de zéro
ui-tool-steps = Étapes
ui-shortcuts = Raccourcis clavier
ui-shortcuts-members = Les raccourcis d'une touche sont réservés aux membres connectés, qui peuvent les couper.
ui-shortcuts-on = Les raccourcis d'une touche sont actifs pour vous.
ui-shortcuts-off = Les raccourcis d'une touche sont coupés pour vous.
ui-shortcuts-single = Partout, sauf dans un champ
ui-shortcuts-writing = En écrivant
ui-key-search = Aller au champ de recherche
ui-key-next = Question ou message suivant
ui-key-previous = Question ou message précédent
ui-key-answer = Écrire une réponse
ui-key-list = Cette liste
ui-key-send = Envoyer le formulaire
ui-gained = { $count ->
    [one] { $count } point gagné depuis votre dernière visite
   *[other] { $count } points gagnés depuis votre dernière visite
}
ui-lost = { $count ->
    [one] { $count } point perdu depuis votre dernière visite
   *[other] { $count } points perdus depuis votre dernière visite
}
ui-my-reputation = Votre réputation
