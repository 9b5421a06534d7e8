//! Which language a text is written in, for the `lang` of a post and the stemming of its words. A guess is
//! given only when it is good; the caller has a default (the page's language).

use whatlang::{Detector, Lang};

/// Below this many letters a statistical guess is worth nothing; the small words may still tell.
const ENOUGH_LETTERS: usize = 24;

/// The BCP 47 code (`fr`, `en`, `de`…) of a plain text, or `None` when too short or mixed to say.
pub fn detect(text: &str) -> Option<&'static str> {
    // A long text tells in its beginning; the end may be a log.
    let start: String = text.split_whitespace().filter(|w| is_word(w)).take(200).collect::<Vec<_>>().join(" ");
    let letters = start.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 6 {
        return None;
    }
    let by_words = by_small_words(&start);
    if letters < ENOUGH_LETTERS {
        return by_words;
    }
    let info = Detector::new().detect(&start)?;
    match (info.is_reliable() && info.confidence() >= 0.5, by_words) {
        // French and English small words outweigh letter statistics, which take many a short text for a neighbour.
        (_, Some(words)) => Some(words),
        (true, None) => code(info.lang()),
        (false, None) => None,
    }
}

/// Not an address, path, version or identifier.
fn is_word(word: &str) -> bool {
    !word.contains("://") && !word.contains(['/', '\\', '_', '=', '@']) && !word.contains(|c: char| c.is_ascii_digit())
}

fn by_small_words(text: &str) -> Option<&'static str> {
    const FR: &str = " le la les un une des du de et est pas ne je j'ai ma mon mes c'est que qui pour avec sur dans depuis plus comment pourquoi vous il elle ça au aux bonjour merci quand mais ou où n'est suis ai on ce cette votre d'une d'un fait toujours ";
    const EN: &str = " the a an of and is are not i my me it's it that which for with on in since how why you he she this to at hello thanks when but or was were have has do does can can't don't i'm i've your be if no still after from ";
    const OTHERS: &str =
        " el los las por para una è che il di der die das und nicht ich ist het een niet van ik o os um não em com que y en est ";
    let (mut fr, mut en, mut other, mut all) = (0, 0, 0, 0);
    for word in text.split(|c: char| !(c.is_alphabetic() || c == '\'' || c == '’')).filter(|w| !w.is_empty()) {
        let padded = format!(" {} ", word.to_lowercase().replace('’', "'"));
        let elided = word.len() > 2
            && matches!(
                word.as_bytes(),
                [b'l' | b'd' | b'j' | b'n' | b'L' | b'D' | b'J' | b'N', b'\'', ..] | [b'q' | b'Q', b'u', b'\'', ..]
            );
        fr += usize::from(FR.contains(&padded) || elided);
        en += usize::from(EN.contains(&padded));
        other += usize::from(OTHERS.contains(&padded) && !FR.contains(&padded) && !EN.contains(&padded));
        all += 1;
    }
    let clear = |mine: usize, theirs: usize| mine >= 2 && mine >= 2 * theirs && mine > other && mine * 6 >= all;
    if clear(fr, en) {
        Some("fr")
    } else if clear(en, fr) {
        Some("en")
    } else {
        None
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
