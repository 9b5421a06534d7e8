reasons-conduct = Manque de respect envers des membres
reasons-misleading = Réponses qui trompent ou mettent en danger
reasons-votes = Votes ou acceptations arrangés entre amis
reasons-embargo = Information confidentielle diffusée avant l'heure
reasons-selling = Publicité, ou aide vendue
reasons-other = Autre manquement à la charte
reasons-line = { $reason } : { $words }
