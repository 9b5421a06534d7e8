//! Which language a text is written in, for the `lang` of a post and the stemming of its words. A guess is
//! given only when it is good; the caller has a default (the page's language).

use whatlang::{Detector, Lang};

/// Below this many letters a statistical guess is worth nothing; the small words may still tell.
const ENOUGH_LETTERS: usize = 24;

/// The BCP 47 code (`fr`, `en`, `de`…) of a plain text, or `None` when too short or mixed to say.
pub fn detect(text: &str) -> Option<&'static str> {
    // A long text tells in its beginning; the end may be a log.
    let start: String = text.split_whitespace().filter(|w| is_word(w)).take(120).collect::<Vec<_>>().join(" ");
    let letters = start.chars().filter(|c| c.is_alphabetic()).count();
    let (by_words, hits) = by_small_words(&start).map_or((None, 0), |(lang, hits)| (Some(lang), hits));
    // Our own two languages are mostly settled here; the statistics cost a hundred times more.
    if letters < ENOUGH_LETTERS || hits >= 4 {
        return by_words;
    }
    let info = Detector::new().detect(&start)?;
    if info.is_reliable() { code(info.lang()) } else { by_words }
}

/// Not an address, path, version or identifier.
fn is_word(word: &str) -> bool {
    !word.contains("://") && !word.contains(['/', '\\', '_', '=', '@']) && !word.contains(|c: char| c.is_ascii_digit())
}

/// Words that French or English have and their neighbours have not.
const FRENCH: &str = " et est pas j'ai mon c'est qui pour avec sur dans depuis comment pourquoi vous elle ça au aux bonjour quand mais où n'est suis cette votre fait toujours une les sont nous ils être merci peux faire aussi ";
const ENGLISH: &str = " the and are my it's this that with when have has does can't don't i'm you your how why which would from not there they what was been after hello thanks but ";
/// Words of neighbours, which speak against both.
const OTHERS: &str = " el los las por para está mi con il che è di per non sono della ho der die das und nicht ich ist wie het een niet van ik je ze hoe não os um uma se como y ";

/// `fr` or `en` with the number of words that say so, when they outnumber all others two to one.
fn by_small_words(text: &str) -> Option<(&'static str, usize)> {
    let (mut fr, mut en, mut other, mut all) = (0, 0, 0, 0);
    for word in text.split(|c: char| !(c.is_alphabetic() || c == '\'' || c == '’')).filter(|w| !w.is_empty()) {
        let word = word.to_lowercase().replace('’', "'");
        let padded = format!(" {word} ");
        fr += usize::from(FRENCH.contains(&padded) || ["j'", "n'", "qu'"].iter().any(|e| word.len() > 3 && word.starts_with(e)));
        en += usize::from(ENGLISH.contains(&padded));
        other += usize::from(OTHERS.contains(&padded));
        all += 1;
    }
    let clear = |mine: usize, theirs: usize| mine >= 1 && mine >= 2 * (theirs + other) && mine * 12 >= all;
    match () {
        () if clear(fr, en) => Some(("fr", fr)),
        () if clear(en, fr) => Some(("en", en)),
        () => None,
    }
}

fn code(lang: Lang) -> Option<&'static str> {
    Some(match lang {
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Spa => "es",
        Lang::Ita => "it",
        Lang::Por => "pt",
        Lang::Nld => "nl",
        Lang::Cat => "ca",
        Lang::Pol => "pl",
        Lang::Ces => "cs",
        Lang::Slk => "sk",
        Lang::Hun => "hu",
        Lang::Ron => "ro",
        Lang::Swe => "sv",
        Lang::Nob => "nb",
        Lang::Dan => "da",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Ell => "el",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Bul => "bg",
        Lang::Ara => "ar",
        Lang::Heb => "he",
        Lang::Pes => "fa",
        Lang::Hin => "hi",
        Lang::Ben => "bn",
        Lang::Tha => "th",
        Lang::Vie => "vi",
        Lang::Ind => "id",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Cmn => "zh",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::detect;

    #[test]
    fn the_usual_ones() {
        for (text, lang) in [
            ("Ma box clignote orange depuis la mise à jour, plus d'Internet", Some("fr")),
            ("Comment changer le mot de passe ?", Some("fr")),
            ("My box is blinking orange since the update", Some("en")),
            ("How do I change the password?", Some("en")),
            ("Wie kann ich das Passwort für mein Konto ändern? Ich habe es vergessen.", Some("de")),
            ("No puedo abrir los mensajes del correo desde la última actualización del programa", Some("es")),
            ("メールが届きません。設定を確認しましたが、原因がわかりません。", Some("ja")),
            ("Thunderbird 115.3", None),
            ("0x80070005 https://example.org/le/la/les", None),
            ("", None),
        ] {
            assert_eq!(detect(text), lang, "{text}");
        }
    }

    #[test]
    fn a_log_does_not_hide_the_language() {
        let log = "error: connection refused by peer ".repeat(200);
        let words =
            "Bonjour, je ne peux pas me connecter depuis ce matin et voici ce que dit le journal de la box quand je la redémarre : ";
        assert_eq!(detect(&format!("{}{log}", words.repeat(4))), Some("fr"));
    }
}
