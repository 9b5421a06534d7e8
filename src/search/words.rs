//! From text to terms: the words of a text, folded (lower case, no accents) and stemmed lightly.
//!
//! A document is stemmed in the language of its post, a question to the search in both French and English, so that
//! nobody has to say which language they search in. Both databases hold exactly these terms. A term holds no space
//! and no ASCII punctuation: neither database can take it for an operator.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};

use crate::rules::fold::fold_words;

/// Longer ones are hashes and pasted noise; their beginning tells them apart.
const LONGEST: usize = 40;
/// A stem keeps at least this many letters.
const SHORTEST_STEM: usize = 4;

/// How words are brought to their stem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stemming {
    French,
    /// Also what every other language gets: consistent is enough to be found.
    English,
}

impl Stemming {
    /// For a post's `lang`.
    pub fn of(lang: &str) -> Stemming {
        if lang.starts_with("fr") { Stemming::French } else { Stemming::English }
    }
}

/// Where the words of a text stand. Apostrophes, hyphens and all punctuation separate; scripts written without
/// spaces give overlapping pairs of letters.
pub fn words(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start: Option<usize> = None;
    let mut pending: Option<(usize, usize)> = None;
    for (at, c) in text.char_indices() {
        let dense = is_dense(c);
        let word = !dense && (c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) || c == '\u{AD}');
        match (word, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                out.push(from..at);
                start = None;
            }
            _ => {}
        }
        let end = at + c.len_utf8();
        if dense {
            pending = match pending {
                Some((from, until)) if until == at => {
                    out.push(from..end);
                    Some((at, end))
                }
                _ => Some((at, end)),
            };
        }
    }
    if let Some(from) = start {
        out.push(from..text.len());
    }
    out
}

/// Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese.
fn is_dense(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
        && c.is_alphanumeric()
}

/// A word as it is compared: folded, letters and digits only; `None` for what carries no meaning alone.
pub fn folded(word: &str) -> Option<String> {
    let mut word = fold_words(word);
    word.retain(|c| !c.is_ascii() || c.is_ascii_alphanumeric());
    if word.len() > LONGEST {
        let mut end = LONGEST;
        while !word.is_char_boundary(end) {
            end -= 1;
        }
        word.truncate(end);
    }
    let lone_letter = word.len() == 1 && word.as_bytes()[0].is_ascii_alphabetic();
    if word.is_empty() || lone_letter || word.chars().any(|c| c.is_whitespace() || c.is_control()) { None } else { Some(word) }
}

/// The stem of a folded word. Words with digits, short words and words of other scripts stay as they are.
pub fn stem(word: &str, how: Stemming) -> Cow<'_, str> {
    if word.len() < SHORTEST_STEM || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    match how {
        Stemming::French => Cow::Borrowed(french(word)),
        Stemming::English => ENGLISH.stem(word),
    }
}

static ENGLISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));

/// Endings of French nouns, adjectives and verbs without their accents, longest first.
const FRENCH_ENDINGS: &[&str] = &[
    "issements", "issement", "ellement", "atrices", "ations", "ateurs", "ements", "atrice", "ateur", "ation", "ement", "aient", "antes", "ances", "ables", "euses",
    "ante", "ants", "ance", "able", "ages", "euse", "eurs", "erez", "eront", "erai", "era", "age", "ant", "eur", "ees", "ent", "ait", "ais", "iez", "ez", "er", "ee", "es", "e", "s", "x",
];

/// A light French stemmer for words that have lost their accents, where Snowball's rules no longer see `é`.
fn french(word: &str) -> &str {
    let cut = FRENCH_ENDINGS.iter().find_map(|end| word.strip_suffix(end).filter(|rest| rest.len() >= SHORTEST_STEM)).unwrap_or(word);
    let bytes = cut.as_bytes();
    match bytes {
        // appell-e and appel, install-er and instal-
        [.., a, b] if a == b && bytes.len() > SHORTEST_STEM && !matches!(b, b'a' | b'e' | b'i' | b'o' | b'u') => &cut[..cut.len() - 1],
        _ => cut,
    }
}

/// The terms of a text in reading order, with the folded word each came from. A hyphenated word also gives its
/// joined form: `wi-fi` is found by `wifi`.
pub fn terms(text: &str, how: Stemming, mut each: impl FnMut(&str, &str)) {
    let mut before: Option<(usize, String)> = None;
    for range in words(text) {
        let Some(word) = folded(&text[range.clone()]) else {
            before = text[range.clone()].chars().count().eq(&1).then(|| (range.end, fold_words(&text[range.clone()])));
            continue;
        };
        if let Some((end, first)) = before.take().filter(|(end, _)| text.get(*end..range.start) == Some("-")) {
            let joined = format!("{first}{word}");
            if joined.len() <= 20 && end < range.start {
                each(&stem(&joined, how), &joined);
            }
        }
        each(&stem(&word, how), &word);
        before = Some((range.end, word));
    }
}

/// Small words that say nothing of what a question is about, in both languages, folded.
pub fn is_stop_word(word: &str) -> bool {
    static STOP: LazyLock<std::collections::HashSet<&str>> = LazyLock::new(|| STOP_WORDS.split_ascii_whitespace().collect());
    STOP.contains(word)
}

const STOP_WORDS: &str = "\
    a about after again all also always am an and any anyone are as at be because been before being between both but by can cannot could did do does doing don done \
    down during each either else ever every few for from further get gets getting got had has have having he hello help her here hers hi him his how however i if in into is isn it its \
    just know let like ll make many may me might more most much must my need needs never no nor not now of off on once one only or other our out over own please \
    re really s same seem seems she should so some someone something still such t than thank thanks that the their them then there these they thing things this those through to too \
    trying tried try under until up us use used using ve very want wants was way we well were what when where which while who whom whose why will with within without won would yet you your yours doesn didn wasn aren couldn \
    ai aie ainsi alors apres as assez au aucun aucune aujourd aussi autre autres aux avait avant avec avez avoir avons bien bonjour bonsoir ca car ce ceci cela celle celles celui cependant ces cet cette ceux chaque \
    chez ci comme comment cordialement d dans de depuis des deux dois doit donc du elle elles en encore entre es est et etaient etait etant ete etes etre eu eux faire fais fait faites faut fois font hui ici il ils j je jusqu \
    l la le les leur leurs lors lorsqu lorsque lui m ma mais malgre me meme memes merci mes mettre moi moins mon n ne ni non nos notre nous on ont ou par parce pas pendant personne peu peut peux plus plusieurs plutot pour pourquoi pourtant pouvez pu \
    puis puisque qu quand que quel quelle quelles quels quelqu quelque quelques qui quoi s sa sais sait salut sans se sera serait ses seulement si soit son sont sous souvent suis suite sur svp t ta tant te tel telle tes toi ton toujours tous tout toute toutes tres \
    trop tu un une va vais vers veut veux voici voila vos votre vous vraiment y";

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str, how: Stemming) -> Vec<String> {
        let mut out = Vec::new();
        terms(text, how, |t, _| out.push(t.to_owned()));
        out
    }

    #[test]
    fn words_are_cut_at_apostrophes_and_hyphens() {
        assert_eq!(all("L’offre d'e-mail", Stemming::French), ["offr", "email", "mail"]);
        assert_eq!(all("wi-fi 5GHz", Stemming::English), ["wi", "wifi", "fi", "5ghz"]);
        assert_eq!(all("Éléphants", Stemming::French), ["eleph"]);
        assert_eq!(all("", Stemming::English), Vec::<String>::new());
    }

    #[test]
    fn forms_of_a_french_word_meet_with_and_without_accents() {
        for group in [
            &["clignote", "clignotent", "clignoter", "clignotement", "clignotante", "clignoté"][..],
            &["facture", "factures", "facturer", "facturation", "facturé", "facturée", "facturées"],
            &["installer", "installation", "installé", "installe"],
            &["résilier", "résiliation", "resilie"],
            &["appel", "appels", "appeler", "appelle"],
            &["erreur", "erreurs"],
            &["réseau", "réseaux"],
            &["abonné", "abonnés", "abonnement", "abonnements"],
            &["client", "clients"],
        ] {
            let stems: std::collections::BTreeSet<String> = group.iter().flat_map(|w| all(w, Stemming::French)).collect();
            assert_eq!(stems.len(), 1, "{stems:?}");
        }
    }

    #[test]
    fn scripts_without_spaces_give_pairs() {
        assert_eq!(all("日本語", Stemming::English), ["日本", "本語"]);
        assert_eq!(all("Почта", Stemming::English), ["почта"]);
    }

    #[test]
    fn no_term_holds_a_separator() {
        let text: String = (0..0x2_0000).filter_map(char::from_u32).collect();
        for term in all(&text, Stemming::English).into_iter().chain(all(&text, Stemming::French)) {
            assert!(term.chars().all(|c| !c.is_ascii() || c.is_ascii_alphanumeric()) && !term.contains(char::is_whitespace), "{term:?}");
            assert!(term.len() <= LONGEST && !term.is_empty());
        }
    }
}
