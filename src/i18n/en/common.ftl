common-save = Save
common-cancel = Cancel
