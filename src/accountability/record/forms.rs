//! What the search of the record asks for.

use serde::Deserialize;

use crate::clock::Millis;
use crate::i18n::Lang;
use crate::listings::cursor::From;
use crate::ui::form::Errors;
use crate::ui::when;

/// As typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    pub person: String,
    pub action: String,
    pub object: String,
    pub number: String,
    pub from: String,
    pub to: String,
    pub after: String,
    pub before: String,
}

/// What is looked for; `None` is anything.
#[derive(Clone, Debug, Default)]
pub struct Search {
    pub person: Option<String>,
    pub action: Option<String>,
    pub object: Option<String>,
    pub number: Option<i64>,
    /// Not before.
    pub from: Option<Millis>,
    /// Before.
    pub until: Option<Millis>,
    pub page: From,
}

/// A word as the record holds them: nothing else can be in it.
fn word(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.chars().filter(|c| !c.is_control()).take(60).collect())
}

impl Raw {
    pub fn parse(&self, lang: Lang, zone: &str, errors: &mut Errors) -> Search {
        let mut day = |field: &'static str, text: &str| {
            let found = when::day(zone, text);
            if found.is_none() && !text.trim().is_empty() {
                errors.add(field, lang.record_bad_day());
            }
            found
        };
        let (from, until) = (day("from", &self.from).map(|d| d.0), day("to", &self.to).map(|d| d.1));
        let number = self.number.trim().parse().ok().filter(|n| *n >= 0);
        if number.is_none() && !self.number.trim().is_empty() {
            errors.add("number", lang.record_bad_number());
        }
        Search { person: word(&self.person), action: word(&self.action), object: word(&self.object), number, from, until, page: From::parse(&self.after, &self.before) }
    }

    /// The same search from another place of the list.
    pub fn pairs<'a>(&'a self, after: &'a str, before: &'a str) -> [(&'static str, &'a str); 8] {
        [
            ("person", self.person.trim()),
            ("action", self.action.trim()),
            ("object", self.object.trim()),
            ("number", self.number.trim()),
            ("from", self.from.trim()),
            ("to", self.to.trim()),
            ("after", after),
            ("before", before),
        ]
    }
}
