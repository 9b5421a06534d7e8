//! Texts brought to a common form: words for search, addresses for pages, look-alikes for names.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case without accents, the form in which words are compared: `Œuvre Straße` → `oeuvre strasse`.
/// Compatibility forms go too (`ﬁ` → `fi`, `①` → `1`) and the curly apostrophe is a straight one.
pub fn fold_words(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    // Lower case comes first for İ and the like, and again afterwards for letters that decomposition reveals.
    for c in text.chars().flat_map(char::to_lowercase).nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ß' => out.push_str("ss"),
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'þ' => out.push_str("th"),
            'ı' => out.push('i'),
            '’' | 'ʼ' => out.push('\''),
            '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' => {}
            c => out.push(c),
        }
    }
    out
}

/// The readable end of a question's address: ASCII words joined by hyphens, at most 60 characters, never empty.
pub fn slug(title: &str) -> String {
    const MAX: usize = 60;
    let mut out = String::with_capacity(MAX);
    for word in fold_words(title).split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()) {
        let room = MAX.saturating_sub(out.len() + usize::from(!out.is_empty()));
        if word.len() > room {
            if out.is_empty() {
                out.push_str(&word[..room]);
            }
            break;
        }
        if !out.is_empty() {
            out.push('-');
        }
        out.push_str(word);
    }
    if out.is_empty() { "question".into() } else { out }
}

/// The key under which look-alike names of any script meet: `Аdа` in Cyrillic and `Ada`, `admin` and `adrnin`.
/// For comparing only, never shown.
pub fn skeleton(text: &str) -> String {
    // Before lower case: `М` looks like `M`, `м` like nothing Latin.
    let confusables: String = unicode_security::skeleton(text).collect();
    look_alike(&fold_words(&confusables))
}

/// A name in which what the eye mixes up is one: `0o`, `1li`, `rn m`, `vv w`; dots, hyphens, underscores and spaces drop.
/// Applying it twice changes nothing more.
pub fn look_alike(name: &str) -> String {
    let letters: String = name
        .chars()
        .filter(|c| !matches!(c, '.' | '-' | '_') && !c.is_whitespace())
        .map(|c| match c.to_ascii_lowercase() {
            '0' => 'o',
            '1' | 'i' | '|' => 'l',
            c => c,
        })
        .collect();
    letters.replace("rn", "m").replace("vv", "w")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_meet_without_accents() {
        for (raw, folded) in [
            ("Éléphant à Noël", "elephant a noel"),
            ("Œuvre Straße ÆTHER", "oeuvre strasse aether"),
            ("l’offre", "l'offre"),
            ("ﬁbre ①", "fibre 1"),
            ("İstanbul", "istanbul"),
            ("Łódź", "lodz"),
            ("co\u{AD}opération", "cooperation"),
        ] {
            assert_eq!(fold_words(raw), folded);
        }
    }

    #[test]
    fn slugs_are_short_readable_and_never_empty() {
        assert_eq!(slug("Ma box clignote orange : plus d'Internet ?"), "ma-box-clignote-orange-plus-d-internet");
        assert_eq!(slug("日本語だけ"), "question");
        assert_eq!(slug("../../etc/passwd"), "etc-passwd");
        assert_eq!(slug(&"a".repeat(200)), "a".repeat(60));
        assert_eq!(slug(&"mot ".repeat(50)).len(), 59);
    }

    #[test]
    fn look_alikes_share_a_skeleton() {
        for (a, b) in
            [("Ada", "Аdа"), ("admin", "adrnin"), ("Nordik", "Nοrdik"), ("claire", "c1aire"), ("manon", "m.a-n_on"), ("vvill", "will")]
        {
            assert_eq!(skeleton(a), skeleton(b), "{a} {b}");
        }
        assert_ne!(skeleton("ada"), skeleton("basile"));
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(s in "\\PC{0,40}") {
            prop_assert_eq!(fold_words(&fold_words(&s)), fold_words(&s));
        }

        #[test]
        fn slugs_hold_to_their_letters(s in any::<String>()) {
            let slug = slug(&s);
            prop_assert!(!slug.is_empty() && slug.len() <= 60);
            prop_assert!(slug.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'));
            prop_assert!(!slug.starts_with('-') && !slug.ends_with('-'));
        }

        #[test]
        fn look_alike_is_stable(s in "[a-z0-9._-]{0,30}") {
            prop_assert_eq!(look_alike(&look_alike(&s)), look_alike(&s));
        }
    }
}
