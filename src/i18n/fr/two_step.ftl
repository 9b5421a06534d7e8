two-step-title = Connexion en deux étapes
two-step-text = Après le mot de passe, nous demandons un code qu'affiche une application de votre téléphone. Qui apprend votre mot de passe ne peut toujours pas se connecter.
two-step-is-on = Active
two-step-is-off = Pas encore en place
two-step-left = { $n ->
    [0] Il ne reste aucun code de secours : créez-en de nouveaux.
    [one] Il reste un code de secours.
    [many] Il reste { $n } de codes de secours.
   *[other] Il reste { $n } codes de secours.
}
two-step-begin = La mettre en place
two-step-must = L'équipe doit l'avoir : elle reste active.
two-step-must-first = L'équipe doit l'avoir. Mettez-la en place pour continuer.
two-step-set-up = Mettre en place la connexion en deux étapes
two-step-app = Ouvrez sur votre téléphone une application de codes. Toutes celles qui lisent un code QR conviennent ; beaucoup de gestionnaires de mots de passe aussi.
two-step-scan = Scannez cette image avec elle.
two-step-picture = Code QR avec le secret ; le même secret figure dessous en texte
two-step-type = Ou tapez-y ce secret :
two-step-here = Ouvrir une application sur cet appareil
two-step-first-code = Tapez le code que l'application affiche maintenant.
two-step-app-code = Code de l'application
two-step-turn-on = L'activer
two-step-wrong-new = Ce n'est pas le code que l'application devrait afficher. Vérifiez l'heure de l'appareil, puis tapez le code le plus récent.
two-step-now-on = La connexion en deux étapes est active. Vos autres sessions sont terminées.
two-step-recovery = Codes de secours
two-step-recovery-text = Chacun fonctionne une fois, à la place d'un code de l'application. Gardez-les là où vous les trouverez sans votre téléphone : ils ne sont montrés que cette fois.
two-step-kept = Je les ai gardés
two-step-new-codes = Nouveaux codes de secours
two-step-new-codes-text = Les anciens ne fonctionnent plus.
two-step-new-codes-button = Créer de nouveaux codes de secours
two-step-move = Un autre téléphone ou une autre application
two-step-move-text = L'ancienne application fonctionne jusqu'à ce que la nouvelle soit confirmée.
two-step-move-button = Passer à une autre application
two-step-off = La désactiver
two-step-off-text = Le mot de passe seul suffira alors à entrer.
two-step-off-button = Désactiver la connexion en deux étapes
two-step-code = Code
two-step-code-hint = 6 chiffres de l'application, ou un code de secours
two-step-wrong = Ce code est faux, trop ancien, ou a déjà servi. Attendez le suivant et tapez-le.
two-step-wait = Trop de codes essayés. Réessayez dans { $n ->
    [one] une seconde
    [many] { $n } de secondes
   *[other] { $n } secondes
}.
two-step-enter = Le code de votre application
two-step-enter-text = Le mot de passe est le bon. Voici la deuxième étape.
two-step-lost = Pas de téléphone sous la main ? Utilisez un code de secours. Si vous n'en avez pas non plus, écrivez à l'équipe : un administrateur peut vous aider.
two-step-from-start = Se connecter avec un autre compte
two-step-prove-title = Un code, une fois encore
two-step-oblige = Qui doit l'avoir
two-step-oblige-text = Les membres de l'équipe qui ne l'ont pas mise en place sont priés de le faire avant toute autre chose.
two-step-oblige-box = L'équipe doit utiliser la connexion en deux étapes
two-step-self-first = Mettez-la d'abord en place pour vous.
two-step-team = L'équipe
two-step-missing = { $n ->
    [0] Tout le monde l'a.
    [one] Une personne ne l'a pas encore.
    [many] { $n } de personnes ne l'ont pas encore.
   *[other] { $n } personnes ne l'ont pas encore.
}
two-step-reset = Quelqu'un a perdu téléphone et codes
two-step-reset-text = Assurez-vous que c'est bien la personne : rappelez-la, ou voyez-la. La connexion en deux étapes est désactivée, ses sessions se terminent, un e-mail le lui dit, et le registre d'audit le garde.
two-step-reset-self = Pas pour vous-même : passez par vos réglages, ou par un autre administrateur.
two-step-reset-nobody = Personne de ce nom n'a la connexion en deux étapes.
two-step-reset-button = La désactiver pour cette personne
two-step-reason = Raison
two-step-reason-hint = Pour le registre : comment vous savez que c'est bien la personne.
two-step-shut = Ce serveur ne peut pas vérifier les codes de votre application pour le moment. Un code de secours fonctionne, ou écrivez à l'équipe : un administrateur peut vous aider.
