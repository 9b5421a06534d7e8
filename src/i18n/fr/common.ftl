common-save = Enregistrer
common-cancel = Annuler
