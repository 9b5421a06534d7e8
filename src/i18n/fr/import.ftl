# Ce que l'import écrit à côté de ce qu'il apporte.
import-locked = Verrouillée sur le forum d'origine.
import-closed = Fermée sur le forum d'origine.
import-closed-duplicate = Déjà posée (fermée sur le forum d'origine).
import-closed-off-topic = Hors sujet (fermée sur le forum d'origine).
import-closed-unclear = Manque de détails ou de clarté (fermée sur le forum d'origine).
import-closed-broad = Trop large (fermée sur le forum d'origine).
import-closed-opinion = Surtout affaire d'opinion (fermée sur le forum d'origine).
import-closed-localised = Trop particulière pour aider d'autres personnes (fermée sur le forum d'origine).
