//! Does a newcomer's text look like advertising? Rules that a person can read, and a small classifier beside them.
//!
//! What must stay true: nothing here deletes or refuses. A text that adds up to [`HOLD`] waits for a person, and the
//! signs say why. The classifier only speaks on an account's first day, and of English alone: where it learnt, people
//! called other languages spam. It knows words by hashes, never a text.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use crate::clock::{DAY, Millis};
use crate::rules::fold::fold_words;
use crate::rules::language;

mod model;

pub use model::{Example, Model};

/// From here on a text waits.
pub const HOLD: i64 = 100;
/// Accounts of this age or more are not looked at.
const NEWCOMER: Millis = 30 * DAY;

/// What was noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// Several links to elsewhere.
    Links,
    /// A link, and next to nothing beside it.
    BareLink,
    /// Words of sellers and of people who want to be called elsewhere.
    Selling,
    /// Mostly capitals.
    Shouting,
    /// One line over and over.
    Repeats,
    /// The classifier.
    Looks,
}

impl Sign {
    pub const ALL: [Sign; 6] = [Sign::Links, Sign::BareLink, Sign::Selling, Sign::Shouting, Sign::Repeats, Sign::Looks];

    /// The word kept in the database.
    pub fn word(self) -> &'static str {
        match self {
            Sign::Links => "links",
            Sign::BareLink => "bare_link",
            Sign::Selling => "selling",
            Sign::Shouting => "shouting",
            Sign::Repeats => "repeats",
            Sign::Looks => "looks",
        }
    }

    pub fn from_word(word: &str) -> Option<Sign> {
        Sign::ALL.into_iter().find(|s| s.word() == word)
    }

    fn weight(self) -> i64 {
        match self {
            Sign::Links | Sign::Shouting | Sign::Repeats => 50,
            Sign::BareLink => 60,
            Sign::Selling | Sign::Looks => HOLD,
        }
    }
}

/// What is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    pub title: &'a str,
    pub body: &'a str,
    /// Links to elsewhere.
    pub links: usize,
}

/// Words that hardly anybody with a problem writes. Folded; matched as whole words.
const SELLING: &[&str] = &[
    "whatsapp", "telegram", "casino", "viagra", "cialis", "payday loan", "bitcoin recovery", "crypto recovery", "recovery expert", "hacker for hire", "escort", "seo service", "seo services",
    "backlinks", "buy followers", "acheter des abonnes", "pret entre particuliers", "pret d'argent", "voyance", "marabout", "retour affectif", "toll free number", "customer care number",
    "helpline number", "earn money online", "gagner de l'argent", "investissement garanti", "cheap tickets", "betting tips", "paris sportifs gratuits",
];

static LEARNT: LazyLock<Model> = LazyLock::new(|| Model::read(include_str!("spam/weights.txt")));

/// The classifier that ships.
pub fn learnt() -> &'static Model {
    &LEARNT
}

/// What is noticed about a text of an account of that age.
pub fn signs(text: &Text<'_>, age: Millis) -> BTreeSet<Sign> {
    if age >= NEWCOMER {
        return BTreeSet::new();
    }
    let mut found = plain_signs(text);
    if age < DAY && is_english(text) && learnt().holds(text) {
        found.insert(Sign::Looks);
    }
    found
}

/// Of what is noticed in a text, what an edit brought: signs it did not bear before, or bears more of.
pub fn added(before: &Text<'_>, after: &Text<'_>, age: Millis) -> BTreeSet<Sign> {
    let (had, mut found) = (signs(before, age), signs(after, age));
    if found.is_empty() {
        return found;
    }
    let (was, is) = (format!("{} {}", before.title, before.body), format!("{} {}", after.title, after.body));
    let new = beyond(was.split_whitespace(), is.split_whitespace()).join(" ");
    let extra = Text { title: "", body: &new, links: 0 };
    found.retain(|sign| {
        !had.contains(sign)
            || match sign {
                Sign::Selling => {
                    let (was, is) = (spaced(&was), spaced(&is));
                    SELLING.iter().any(|s| times(&is, s) > times(&was, s))
                }
                Sign::Links | Sign::BareLink => after.links > before.links || !beyond(links(&was).into_iter(), links(&is).into_iter()).is_empty(),
                Sign::Shouting => shouts(&new),
                Sign::Repeats => repeats(after.body).iter().any(|(line, n)| repeats(before.body).get(line).is_none_or(|before| n > before)),
                Sign::Looks => is_english(&extra) && learnt().holds(&extra),
            }
    });
    found
}

/// What is said in `after` more often than in `before`.
fn beyond<'a>(before: impl Iterator<Item = &'a str>, after: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut left: HashMap<&str, usize> = HashMap::new();
    for word in before {
        *left.entry(word).or_default() += 1;
    }
    after.filter(|word| left.get_mut(word).filter(|n| **n > 0).map(|n| *n -= 1).is_none()).collect()
}

/// Addresses in a text.
fn links(text: &str) -> Vec<&str> {
    let begins = text.match_indices("http://").chain(text.match_indices("https://"));
    begins.map(|(at, _)| text[at..].split(|c: char| c.is_whitespace() || matches!(c, ')' | '>' | ']' | '"' | '\'')).next().unwrap_or_default().trim_end_matches(['.', ',', ';', ':', '!', '?'])).collect()
}

/// How often words stand in a text made by [`spaced`].
pub fn times(text: &str, words: &str) -> usize {
    let searched = format!(" {words} ");
    let (mut n, mut rest) = (0, text);
    while let Some(at) = rest.find(&searched).filter(|_| !words.is_empty()) {
        n += 1;
        // the space at its end may begin the next
        rest = &rest[at + searched.len() - 1..];
    }
    n
}

/// What the classifier may speak of.
pub fn is_english(text: &Text<'_>) -> bool {
    language::detect(&format!("{}\n{}", text.title, text.body)) == Some("en")
}

/// Does it wait for a person?
pub fn holds(signs: &BTreeSet<Sign>) -> bool {
    signs.iter().map(|s| s.weight()).sum::<i64>() >= HOLD
}

fn plain_signs(text: &Text<'_>) -> BTreeSet<Sign> {
    let mut found = BTreeSet::new();
    let whole = format!("{} {}", text.title, text.body);
    let words = spaced(&whole);
    if SELLING.iter().any(|s| has_words(&words, s)) {
        found.insert(Sign::Selling);
    }
    if text.links >= 2 {
        found.insert(Sign::Links);
    }
    if text.links >= 1 && words.split_whitespace().count() < 12 {
        found.insert(Sign::BareLink);
    }
    if shouts(&whole) {
        found.insert(Sign::Shouting);
    }
    if !repeats(text.body).is_empty() {
        found.insert(Sign::Repeats);
    }
    found
}

fn shouts(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    letters >= 60 && capitals * 10 >= letters * 7
}

/// Lines that come four times or more, with how often.
fn repeats(body: &str) -> HashMap<&str, usize> {
    let mut lines: HashMap<&str, usize> = HashMap::new();
    for line in body.lines().map(str::trim).filter(|l| l.chars().count() >= 12) {
        *lines.entry(line).or_default() += 1;
    }
    lines.retain(|_, n| *n >= 4);
    lines
}

/// Folded words with one space between them and at both ends, so that whole words can be looked for.
pub fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push(' ');
    for word in fold_words(text).split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|w| !w.is_empty()) {
        out.push_str(word);
        out.push(' ');
    }
    out
}

/// Does a text made by [`spaced`] hold these words, whole and in this order?
pub fn has_words(text: &str, words: &str) -> bool {
    times(text, words) > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text<'a>(title: &'a str, body: &'a str, links: usize) -> Text<'a> {
        Text { title, body, links }
    }

    #[test]
    fn ordinary_questions_pass() {
        for (title, body) in [
            ("My box blinks orange since the update", "Since Tuesday morning the light blinks orange and there is no internet. I restarted it twice."),
            ("Ma box clignote orange depuis la mise à jour", "Bonjour, depuis mardi matin ma box clignote en orange et je n'ai plus d'Internet. J'ai déjà redémarré deux fois."),
            ("Facturé deux fois l'option international", "Ma facture de novembre porte deux fois l'option, 9,99 € chacune. Que dois-je faire ?"),
            ("eSIM lost after reset", "I reset my phone and the eSIM is gone. How do I get it back? The app shows an error 5012."),
        ] {
            assert!(!holds(&signs(&text(title, body, 0), 0)), "{title}: {:?}", signs(&text(title, body, 0), 0));
        }
    }

    #[test]
    fn sellers_wait() {
        assert!(holds(&signs(&text("Need help fast", "Contact our recovery expert on WhatsApp today", 0), 0)));
        assert!(holds(&signs(&text("Look", "https://a.example https://b.example", 2), 0)));
        assert!(!holds(&signs(&text("Look", "https://a.example https://b.example", 2), NEWCOMER)), "not of those who stay");
    }

    #[test]
    fn an_edit_is_looked_at_for_what_it_brings() {
        let holds_anew = |before: &str, after: &str| {
            let count = |t: &str| links(t).len();
            holds(&added(&text("", before, count(before)), &text("", after, count(after)), 2 * DAY))
        };
        let offer = "A friend on WhatsApp repaired my box, and the light is white again since this morning.";
        assert!(holds_anew("It is fine.", offer));
        assert!(!holds_anew(offer, &offer.replace("white", "green")), "what was let through is no reason to stop the next edit");
        assert!(!holds_anew(offer, &format!("Hello. {offer}")));
        assert!(holds_anew(offer, &format!("{offer} Ask our casino.")), "another offer is");
        assert!(holds_anew(offer, &format!("{offer} WhatsApp me.")));
        let bare = "Look https://a.example https://b.example";
        assert!(!holds_anew(bare, "Looks https://a.example, https://b.example"));
        assert!(holds_anew(bare, "Look https://c.example https://d.example"), "other links are new ones");
        let loud = "THE BOX IS BROKEN AND NOBODY IN THIS WHOLE COMPANY EVER ANSWERS ANY OF MY QUESTIONS\n".repeat(4);
        assert!(holds_anew("It is fine.", &loud) && !holds_anew(&loud, &format!("{loud}Sorry for that.")));
    }

    #[test]
    fn words_are_whole() {
        assert!(has_words(&spaced("A Casino, now"), "casino"));
        assert!(!has_words(&spaced("occasion"), "casino"));
        assert!(has_words(&spaced("Prêt d’argent rapide"), "pret d'argent"));
    }

    #[test]
    fn every_sign_has_its_word() {
        for s in Sign::ALL {
            assert_eq!(Sign::from_word(s.word()), Some(s));
        }
    }
}
