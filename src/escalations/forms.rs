//! What the forms of this folder hold.

use entity::{AccountId, DepartmentId, EscalationId, EscalationOutcome, PostId, SnoozeEvent};

use super::actions::{Shown, Wish};
use crate::canned;
use crate::photos;
use crate::clock::{DAY, HOUR, Millis};
use crate::i18n::Lang;
use crate::questions::Fields;
use crate::rules::text::{Body, CommentBody, Reason, optional};
use crate::ui::form::Errors;
use crate::ui::when;

/// Why somebody asks for the brand.
pub const REASONS: [&str; 5] = ["unanswered", "unsolved", "brand_only", "urgent", "other"];

/// What was typed in one of the forms of a page, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// The act; empty: none.
    pub form: &'static str,
    pub fields: Fields,
    pub errors: Errors,
}

impl Typed {
    pub fn of(form: &'static str, fields: Fields) -> Typed {
        Typed { form, fields, errors: Errors::new() }
    }

    pub fn wrong(form: &'static str, fields: Fields, errors: Errors) -> Typed {
        Typed { form, fields, errors }
    }

    /// A field's value, in the form it was typed in.
    pub fn get(&self, form: &str, name: &str) -> &str {
        if self.form == form { self.fields.get(name) } else { "" }
    }

    /// The photos of the exchange that were sent already.
    pub fn photos(&self) -> Vec<photos::Shown> {
        if self.form == "private" { photos::Shown::of(&self.fields.all("file")) } else { Vec::new() }
    }

    /// Those of the official answer.
    pub fn answer_photos(&self) -> Vec<photos::Shown> {
        if self.form == "reply" { photos::Shown::of(&self.fields.all("photo")) } else { Vec::new() }
    }

    pub fn is(&self, form: &str) -> bool {
        self.form == form
    }
}

/// What the page showed as open when the form was drawn; none: the form does not say.
pub fn shown(fields: &Fields) -> Option<Shown> {
    match fields.get("escalation") {
        "none" => Some(None),
        id => id.parse().ok().map(|id| Some(EscalationId(id))),
    }
}

/// A note that is needed; `key` is its field's.
pub fn note(fields: &Fields, name: &str, key: &'static str, lang: Lang) -> Result<String, Errors> {
    CommentBody::parse(fields.get(name)).map(CommentBody::into_string).map_err(|e| Errors::one(key, e.message(lang)))
}

/// A line everyone reads.
pub fn line(fields: &Fields, key: &'static str, lang: Lang) -> Result<String, Errors> {
    Reason::parse(fields.get("message")).map(Reason::into_string).map_err(|e| Errors::one(key, e.message(lang)))
}

pub fn body(fields: &Fields, lang: Lang) -> Result<String, Errors> {
    let text = Body::parse(fields.get("body")).map(Body::into_string).map_err(|e| Errors::one("body", e.message(lang)))?;
    filled(text, "body", lang)
}

/// What the asker is asked for.
pub fn details(fields: &Fields, lang: Lang) -> Result<String, Errors> {
    let text = Reason::parse(fields.get("words")).map(Reason::into_string).map_err(|e| Errors::one("words", e.message(lang)))?;
    filled(text, "words", lang)
}

/// Nothing leaves with a place of a canned answer that is still to be filled.
fn filled(text: String, key: &'static str, lang: Lang) -> Result<String, Errors> {
    match canned::unfilled(&text) {
        Some(place) => Err(Errors::one(key, lang.canned_error_unfilled(format_args!("{{{place}}}")))),
        None => Ok(text),
    }
}

pub fn department(fields: &Fields) -> Option<DepartmentId> {
    fields.get("department").parse().ok()
}

/// A colleague by number.
pub fn colleague(fields: &Fields) -> Option<AccountId> {
    fields.get("to").parse().ok()
}

/// For how long a thread sleeps.
pub struct Sleep {
    pub until: Option<Millis>,
    pub event: Option<SnoozeEvent>,
}

/// `until`: some hours or days by name, or a moment; `event`: the word of one.
pub fn sleep(fields: &Fields, zone: &str, now: Millis) -> Option<Sleep> {
    let event = SnoozeEvent::from_word(fields.get("event"));
    let until = match fields.get("until") {
        "" => None,
        "hour" => Some(now + HOUR),
        "hours" => Some(now + 4 * HOUR),
        "day" => Some(now + DAY),
        "days" => Some(now + 3 * DAY),
        "week" => Some(now + 7 * DAY),
        moment => Some(when::from_field(zone, moment)?),
    };
    (until.is_some() || event.is_some()).then_some(Sleep { until, event })
}

/// Words and a date.
pub fn promise(fields: &Fields, zone: &str, lang: Lang) -> Result<(String, Millis), Errors> {
    let mut errors = Errors::new();
    let words = Reason::parse(fields.get("message")).map_err(|e| errors.add("promise-message", e.message(lang)));
    // a day alone is its evening
    let due = fields.get("due").trim();
    let due = when::from_field(zone, due).or_else(|| when::from_field(zone, &format!("{due}T18:00")));
    if due.is_none() {
        errors.add("due", lang.esc_no_ahead());
    }
    match (words, due) {
        (Ok(words), Some(due)) => Ok((words.into_string(), due)),
        _ => Err(errors),
    }
}

/// How it ends. `answer`: what was written has to be published as the answer that solves it.
pub struct Ending {
    pub what: EscalationOutcome,
    pub line: String,
    pub post: Option<PostId>,
    pub answer: Option<String>,
}

pub fn ending(fields: &Fields, lang: Lang) -> Result<Ending, Errors> {
    let what = EscalationOutcome::from_word(fields.get("outcome")).filter(|o| matches!(o, EscalationOutcome::Solved | EscalationOutcome::Refused | EscalationOutcome::Private));
    let Some(what) = what else { return Err(Errors::one("outcome", lang.esc_no_outcome())) };
    let post = fields.get("post").parse().ok();
    let message = fields.get("message");
    if what == EscalationOutcome::Solved {
        // an answer that is there, or one that is written now
        if post.is_some() {
            return Ok(Ending { what, line: String::new(), post, answer: None });
        }
        let text = Body::parse(message).map_err(|_| Errors::one("outcome-message", lang.esc_no_outcome()))?;
        return Ok(Ending { what, line: String::new(), post: None, answer: Some(filled(text.into_string(), "outcome-message", lang)?) });
    }
    let line = line(fields, "outcome-message", lang)?;
    Ok(Ending { what, line, post: None, answer: None })
}

/// What somebody wants the brand to see to. Whether details are needed is for the act to say.
pub fn wish(fields: &Fields, lang: Lang) -> Result<(&'static str, String), Errors> {
    let mut errors = Errors::new();
    let reason = REASONS.into_iter().find(|r| *r == fields.get("reason"));
    if reason.is_none() {
        errors.add("reason", lang.esc_error_reason());
    }
    let details = optional(fields.get("details"), Reason::parse).map_err(|e| errors.add("details", e.message(lang)));
    match (reason, details) {
        (Some(reason), Ok(details)) => Ok((reason, details.map(Reason::into_string).unwrap_or_default())),
        _ => Err(errors),
    }
}

/// As the act takes it.
pub fn as_wish<'a>(parsed: &'a (&'static str, String)) -> Wish<'a> {
    Wish { reason: parsed.0, details: &parsed.1 }
}
