//! The form with every number.

use super::fields::{self, Number};
use crate::i18n::Lang;
use crate::questions::Fields;
use crate::rules::numbers::Numbers;
use crate::rules::text::Reason;
use crate::ui::form::Errors;

/// What was typed, number by number; what a form leaves out stays as it is in force.
pub struct Typed {
    pub values: Vec<(&'static Number, String)>,
    pub note: String,
}

impl Typed {
    /// As a set of rules has them.
    pub fn of(numbers: &Numbers) -> Typed {
        Typed { values: fields::all().map(|f| (f, (f.get)(numbers).to_string())).collect(), note: String::new() }
    }

    pub fn from(form: &Fields, base: &Numbers) -> Typed {
        let typed = |f: &Number| form.0.iter().find(|(k, _)| k == f.name).map(|(_, v)| v.trim().to_owned());
        let values = fields::all().map(|f| (f, typed(f).unwrap_or_else(|| (f.get)(base).to_string()))).collect();
        Typed { values, note: form.get("note").to_owned() }
    }

    /// The set, or what is wrong with which number.
    pub fn parse(&self, base: &Numbers, lang: Lang) -> Result<Numbers, Errors> {
        let mut numbers = base.clone();
        let mut errors = Errors::new();
        for (f, text) in &self.values {
            // people write −100 and 1 000
            let plain: String = text.replace('\u{2212}', "-").chars().filter(|c| !c.is_whitespace() && *c != '\u{202f}').collect();
            match plain.parse::<i64>() {
                Ok(n) if (f.least..=f.most).contains(&n) => (f.put)(&mut numbers, n),
                Ok(_) => errors.add(f.name, lang.rulebook_range(f.least, f.most)),
                Err(_) => errors.add(f.name, lang.rulebook_whole()),
            }
        }
        if errors.is_empty() && numbers.check().is_err() {
            errors.add("", lang.rulebook_whole());
        }
        if errors.is_empty() { Ok(numbers) } else { Err(errors) }
    }

    /// Why the rules change.
    pub fn note(&self, lang: Lang) -> Result<String, Errors> {
        Reason::parse(&self.note).map(|r| r.into_string()).map_err(|e| Errors::one("note", e.message(lang)))
    }
}
