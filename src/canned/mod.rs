//! Canned answers: texts of the team in both languages with places for what they are about; and macros, which also act.
//!
//! What must stay true: one is put into a form as text to be changed, never sent by itself; a place nobody can fill stays to
//! be seen, and nothing is sent while it does; a macro confirms the answer that was shown, or none; how often one was used, and how much of it solved, is counted from what was done.

use sea_orm::FromQueryResult;

use crate::rules::masking::code_ranges;

pub mod actions;
pub mod queries;
pub mod routes;
mod views;

/// What a macro does besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Takes the thread in hand.
    Claim,
    /// Puts its text into the form that asks the asker for details.
    AskDetails,
    /// Lets the thread sleep.
    Snooze,
    /// Hands it to another department.
    Department,
    /// Confirms the last answer of a member.
    Verify,
}

impl Act {
    pub const ALL: [Act; 5] = [Act::Claim, Act::AskDetails, Act::Snooze, Act::Department, Act::Verify];

    pub fn word(self) -> &'static str {
        match self {
            Act::Claim => "claim",
            Act::AskDetails => "ask_details",
            Act::Snooze => "snooze",
            Act::Department => "department",
            Act::Verify => "verify",
        }
    }

    /// Those named by words with spaces between them, in the order in which they are done.
    pub fn all_in(words: &str) -> Vec<Act> {
        Act::ALL.into_iter().filter(|a| words.split(' ').any(|w| w == a.word())).collect()
    }
}

/// What a text is about: filled in from the thread and whoever answers.
#[derive(Clone, Debug, Default, FromQueryResult)]
pub struct About {
    pub first_name: String,
    pub product: String,
    pub question: String,
    pub agent: String,
    pub brand: String,
    pub thread: String,
}

/// The names of the places in both languages, and which of them each is.
const PLACES: [(&str, &str); 6] = [("first_name", "prénom"), ("product", "produit"), ("question", "question"), ("agent", "agent"), ("brand", "marque"), ("link", "lien")];

impl About {
    fn of(&self, place: &str) -> Option<&str> {
        let n = PLACES.iter().position(|(en, fr)| *en == place || *fr == place)?;
        Some([&self.first_name, &self.product, &self.question, &self.agent, &self.brand, &self.thread][n])
    }

    /// The text with its places filled: `{first_name}`, `{prénom}`… One that is unknown, or empty, stays as it is.
    pub fn fill(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            match after.split_once('}') {
                Some((place, tail)) if place.len() <= 40 && !place.contains('{') => {
                    match self.of(place.trim()).filter(|v| !v.is_empty()) {
                        Some(value) => out.push_str(value),
                        None => {
                            out.push('{');
                            out.push_str(place);
                            out.push('}');
                        }
                    }
                    rest = tail;
                }
                _ => {
                    out.push('{');
                    rest = after;
                }
            }
        }
        out.push_str(rest);
        out
    }
}

/// A place in a text that is still to be filled by hand. What is written as code is no place: there it is what it says.
pub fn unfilled(text: &str) -> Option<&str> {
    let known = |place: &&str| PLACES.iter().any(|(en, fr)| place.trim() == *en || place.trim() == *fr);
    let code = code_ranges(text);
    text.match_indices('{')
        .filter(|(at, _)| !code.iter().any(|c| c.contains(at)))
        .find_map(|(at, _)| text[at + 1..].split_once('}').map(|(place, _)| place).filter(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_still_to_be_filled() {
        assert_eq!(unfilled("Bonjour {prénom}, quelle version ?"), Some("prénom"));
        assert_eq!(unfilled("fn main() { let link = {1}; { link } }"), Some(" link "));
        for code in ["Type `ping {link}` there.", "```\nopen {link}\n{first_name}\n```", "As follows:\n\n    curl {link}\n", "~~~ sh\n{link}\n~~~"] {
            assert_eq!(unfilled(code), None, "{code}");
        }
        assert_eq!(unfilled("`{link}` and {link}"), Some("link"));
        assert_eq!(unfilled("`{link} is not code: {agent}"), Some("link"));
        assert_eq!(unfilled("{ \"first\": {\"name\": 1} } {nothing} {"), None);
    }

    #[test]
    fn places_are_filled_in_both_languages() {
        let about = About { first_name: "Léa".into(), product: "Box 5".into(), question: "It blinks".into(), ..About::default() };
        assert_eq!(about.fill("Hello {first_name}, about {question} ({ product })."), "Hello Léa, about It blinks (Box 5).");
        assert_eq!(about.fill("Bonjour {prénom}, {produit} : {agent} {unknown} {"), "Bonjour Léa, Box 5 : {agent} {unknown} {");
        assert_eq!(about.fill("{{first_name}} {a{product}"), "{Léa} {aBox 5");
        let nested = About { first_name: "{product}".into(), product: "x".into(), ..About::default() };
        assert_eq!(nested.fill("{first_name}"), "{product}", "what is filled in is not looked at again");
    }
}
