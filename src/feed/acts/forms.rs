//! What a press says: the word, the threads, and what the form of the word asks for.

use entity::{AccountId, DepartmentId, EscalationOutcome, PostId, SnoozeEvent};
use serde::Deserialize;

use super::Word;
use super::queries::{Colleague, Department};
use crate::clock::{DAY, HOUR, Millis};
use crate::error::{Error, Result};
use crate::i18n::Lang;
use crate::rules::text::{Body, Reason, optional};
use crate::ui::form::Errors;
use crate::ui::when;
use crate::web::paths;

/// Threads of one press.
const MANY: usize = 100;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    /// `claim`, or for one row `claim-ROW-NEXT`.
    #[serde(rename = "do")]
    pub word: String,
    pub on: Vec<String>,
    pub next: String,
    pub back: String,
    pub form_key: String,
    pub to: String,
    pub department: String,
    pub text: String,
    pub until: String,
    pub at: String,
    pub event: String,
    pub outcome: String,
    pub post: String,
}

/// What is to be done to which threads, and where one goes then.
#[derive(Clone, Debug)]
pub struct Press {
    pub word: Word,
    /// Ascending: everyone takes their locks in one order.
    pub on: Vec<PostId>,
    /// The row that is current afterwards.
    pub next: Option<i64>,
    pub back: String,
}

/// What the form of a word says.
#[derive(Clone, Debug)]
pub enum Deed {
    Claim,
    Release,
    Wake,
    TakeOver { note: String },
    Assign { to: AccountId, note: String },
    Escalate { reason: String },
    HandOver { department: DepartmentId, note: String },
    Snooze { until: Option<Millis>, event: Option<SnoozeEvent> },
    Note { text: String },
    /// `post`: the answer that solves it; none where the words are to be that answer.
    Resolve { what: EscalationOutcome, words: String, post: Option<PostId>, form_key: String },
}

impl Raw {
    /// Nothing is pressed over nothing: no thread at all is an error of the page, and an empty choice goes back.
    pub fn press(&self) -> Result<Press> {
        let mut parts = self.word.split('-');
        let word = parts.next().and_then(Word::from_word).ok_or(Error::BadRequest("no such act"))?;
        let row = parts.next().and_then(|id| id.parse().ok());
        let next = parts.next().unwrap_or(&self.next).parse().ok();
        let mut on: Vec<PostId> = match row {
            Some(id) => vec![PostId(id)],
            None => self.on.iter().take(MANY).filter_map(|id| id.parse().ok()).collect(),
        };
        on.sort();
        on.dedup();
        Ok(Press { word, on, next, back: self.back() })
    }

    /// The list one came from.
    pub fn back(&self) -> String {
        let back = paths::local(&self.back);
        let feed = paths::StaffFeed.to_string();
        if back == feed || back.strip_prefix(&feed).is_some_and(|rest| rest.starts_with('?')) { back.to_owned() } else { feed }
    }

    pub fn deed(&self, word: Word, asked: &Asked<'_>) -> Result<Deed, Errors> {
        let lang = asked.lang;
        let mut errors = Errors::new();
        let wanted = |errors: &mut Errors| Reason::parse(&self.text).map_err(|e| errors.add("text", e.message(lang))).map(Reason::into_string).unwrap_or_default();
        let deed = match word {
            Word::Claim => Deed::Claim,
            Word::Release => Deed::Release,
            Word::Wake => Deed::Wake,
            Word::TakeOver => Deed::TakeOver { note: wanted(&mut errors) },
            Word::Escalate => Deed::Escalate { reason: wanted(&mut errors) },
            Word::Note => Deed::Note { text: Body::parse(&self.text).map_err(|e| errors.add("text", e.message(lang))).map(Body::into_string).unwrap_or_default() },
            Word::Assign => {
                let to = asked.colleagues.iter().find(|c| c.username == self.to).map(|c| c.id);
                if to.is_none() {
                    errors.add("to", lang.feed_wrong_to());
                }
                let note = optional(&self.text, Reason::parse).map_err(|e| errors.add("text", e.message(lang))).ok().flatten().map(Reason::into_string).unwrap_or_default();
                Deed::Assign { to: to.unwrap_or(AccountId(0)), note }
            }
            Word::HandOver => {
                let department = asked.departments.iter().find(|d| d.slug == self.department).map(|d| d.id);
                if department.is_none() {
                    errors.add("department", lang.feed_wrong_department());
                }
                Deed::HandOver { department: department.unwrap_or(DepartmentId(0)), note: wanted(&mut errors) }
            }
            Word::Snooze => self.snooze(asked, &mut errors),
            Word::Resolve => self.resolve(asked, &mut errors),
        };
        if errors.is_empty() { Ok(deed) } else { Err(errors) }
    }

    fn snooze(&self, asked: &Asked<'_>, errors: &mut Errors) -> Deed {
        let event = SnoozeEvent::from_word(&self.event);
        let until = match self.until.as_str() {
            "event" => None,
            "at" => when::from_field(asked.zone, &self.at),
            word => later(word, asked.zone, asked.now),
        };
        match (self.until.as_str(), until, event) {
            ("event", _, None) => errors.add("event", asked.lang.feed_wrong_event()),
            ("event", ..) => {}
            (_, Some(t), _) if t > asked.now => {}
            ("at", ..) => errors.add("at", asked.lang.feed_wrong_moment()),
            _ => errors.add("until", asked.lang.feed_wrong_until()),
        }
        Deed::Snooze { until, event }
    }

    fn resolve(&self, asked: &Asked<'_>, errors: &mut Errors) -> Deed {
        let lang = asked.lang;
        let what = match self.outcome.as_str() {
            "solved" => EscalationOutcome::Solved,
            "refused" => EscalationOutcome::Refused,
            "private" => EscalationOutcome::Private,
            _ => {
                errors.add("outcome", lang.feed_wrong_outcome());
                EscalationOutcome::Solved
            }
        };
        let post = self.post.parse().ok().filter(|_| what == EscalationOutcome::Solved);
        let words = if post.is_some() {
            String::new()
        } else if what == EscalationOutcome::Solved {
            Body::parse(&self.text).map_err(|e| errors.add("text", e.message(lang))).map(Body::into_string).unwrap_or_default()
        } else {
            Reason::parse(&self.text).map_err(|e| errors.add("text", e.message(lang))).map(Reason::into_string).unwrap_or_default()
        };
        Deed::Resolve { what, words, post, form_key: self.form_key.clone() }
    }
}

/// What a form may be answered with.
pub struct Asked<'a> {
    pub lang: Lang,
    pub zone: &'a str,
    pub now: Millis,
    pub colleagues: &'a [Colleague],
    pub departments: &'a [Department],
}

/// The moments one is offered: a word and when it is. Mornings begin at nine.
pub fn later(word: &str, zone: &str, now: Millis) -> Option<Millis> {
    let morning = |days: i64| {
        let day = when::field(zone, now + days * DAY);
        when::from_field(zone, &format!("{}T09:00", day.split('T').next().unwrap_or_default()))
    };
    match word {
        "hours" => Some(now + 3 * HOUR),
        "tomorrow" => morning(1),
        "days" => morning(3),
        "week" => morning(7),
        _ => None,
    }
}

pub const LATER: [&str; 4] = ["hours", "tomorrow", "days", "week"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_press_names_its_row_and_the_next() {
        let raw = Raw { word: "claim-7-9".into(), back: "/staff/feed?view=mine".into(), on: vec!["3".into()], ..Raw::default() };
        let press = raw.press().expect("a press");
        assert_eq!((press.word, press.on, press.next, press.back.as_str()), (Word::Claim, vec![PostId(7)], Some(9), "/staff/feed?view=mine"));
        let many = Raw { word: "snooze".into(), on: vec!["9".into(), "x".into(), "3".into(), "9".into()], back: "//evil.example".into(), ..Raw::default() };
        let press = many.press().expect("a press");
        assert_eq!((press.on, press.next, press.back.as_str()), (vec![PostId(3), PostId(9)], None, "/staff/feed"));
        assert!(Raw { word: "explode-1".into(), ..Raw::default() }.press().is_err());
        assert_eq!(Raw { back: "/staff/feedback".into(), ..Raw::default() }.back(), "/staff/feed");
    }

    #[test]
    fn mornings_are_local() {
        let now = 1_795_510_800_000; // Tuesday 24 November 2026, 10:00 in Paris
        assert_eq!(later("tomorrow", "Europe/Paris", now), Some(now + 23 * HOUR));
        assert_eq!(later("week", "Europe/Paris", now), Some(now + 7 * DAY - HOUR));
        assert_eq!(later("never", "Europe/Paris", now), None);
    }
}
