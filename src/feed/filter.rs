//! Which rows are asked for: a view, what narrows it, and where the page begins. All of it is the address.

use entity::{AccountId, FeedReason};
use sea_orm::Value;
use serde::Deserialize;

use crate::clock::{DAY, Millis};
use crate::web::paths;

/// The tabs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    #[default]
    All,
    Unanswered,
    Escalated,
    Reported,
    Brand,
    Mine,
    Department,
    Snoozed,
    Done,
}

impl View {
    pub const ALL: [View; 9] = [View::All, View::Unanswered, View::Escalated, View::Reported, View::Brand, View::Mine, View::Department, View::Snoozed, View::Done];

    pub fn word(self) -> &'static str {
        match self {
            View::All => "all",
            View::Unanswered => "unanswered",
            View::Escalated => "escalated",
            View::Reported => "reported",
            View::Brand => "brand",
            View::Mine => "mine",
            View::Department => "department",
            View::Snoozed => "snoozed",
            View::Done => "done",
        }
    }

    fn from_word(word: &str) -> View {
        View::ALL.into_iter().find(|v| v.word() == word).unwrap_or_default()
    }

    /// What a row `f` of the feed and its question `q` must be.
    pub fn condition(self, me: AccountId) -> String {
        let awake = "f.snoozed = FALSE";
        match self {
            View::All => awake.into(),
            View::Unanswered => format!("{awake} AND q.peer_answer_count = 0"),
            View::Escalated => format!("{awake} AND f.escalation_id IS NOT NULL"),
            View::Reported => format!("{awake} AND EXISTS (SELECT 1 FROM feed_reason r WHERE r.question_id = f.question_id AND r.reason = 'reported')"),
            View::Brand => format!("{awake} AND f.waiting_on = 'brand'"),
            View::Mine => format!("{awake} AND f.owner_id = {me}"),
            View::Department => format!("{awake} AND f.department_id IN (SELECT m.department_id FROM department_member m WHERE m.account_id = {me})"),
            View::Snoozed => "f.snoozed = TRUE".into(),
            View::Done => "1 = 0".into(),
        }
    }
}

/// How old a question is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Age {
    #[default]
    Any,
    /// Asked within a day.
    Today,
    /// Asked more than so many days ago.
    Days(i64),
}

impl Age {
    pub const ALL: [Age; 6] = [Age::Any, Age::Today, Age::Days(1), Age::Days(3), Age::Days(7), Age::Days(30)];

    pub fn word(self) -> &'static str {
        match self {
            Age::Any => "",
            Age::Today => "today",
            Age::Days(1) => "1",
            Age::Days(3) => "3",
            Age::Days(7) => "7",
            Age::Days(_) => "30",
        }
    }

    fn from_word(word: &str) -> Age {
        Age::ALL.into_iter().find(|a| a.word() == word).unwrap_or_default()
    }
}

/// Deadlines that are over and promises that were missed, together.
pub const LATE: &str = "late";
/// The questions that nobody filed under a product.
pub const NONE: &str = "none";

/// What the address says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    view: String,
    category: String,
    lang: String,
    age: String,
    reason: String,
    department: String,
    mine: String,
    after: String,
    before: String,
    /// The row one stands on.
    row: String,
}

/// The same, understood; what is nonsense is left out.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub view: View,
    pub category: String,
    pub lang: String,
    pub age: Age,
    /// A word of [`FeedReason`], or [`LATE`].
    pub reason: String,
    pub department: String,
    pub from: Begin,
    pub row: Option<i64>,
}

/// Where a row stands: urgency, due, question. In the list of what is done, its exit alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place(pub i64, pub i64, pub i64);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Begin {
    #[default]
    Start,
    After(Place),
    Before(Place),
}

impl Place {
    pub fn text(self) -> String {
        format!("{:x}-{:x}-{:x}", self.0 as u64, self.1 as u64, self.2 as u64)
    }

    fn parse(text: &str) -> Option<Place> {
        let mut parts = text.split('-').map(|t| (!t.is_empty() && t.len() <= 16 && t.bytes().all(|b| b.is_ascii_hexdigit())).then(|| u64::from_str_radix(t, 16).ok()).flatten());
        let mut next = || parts.next().flatten().map(|n| n as i64);
        let place = Place(next()?, next()?, next()?);
        parts.next().is_none().then_some(place)
    }
}

fn plain(word: &str) -> String {
    if word.len() <= 100 && word.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c)) { word.to_owned() } else { String::new() }
}

impl From<Raw> for Filter {
    fn from(raw: Raw) -> Filter {
        let view = if raw.mine == "1" { View::Mine } else { View::from_word(&raw.view) };
        let reason = if raw.reason == LATE || FeedReason::from_word(&raw.reason).is_some() { raw.reason } else { String::new() };
        let from = match (Place::parse(&raw.after), Place::parse(&raw.before)) {
            (Some(p), _) => Begin::After(p),
            (None, Some(p)) => Begin::Before(p),
            _ => Begin::Start,
        };
        let filter = Filter { view, category: plain(&raw.category), lang: plain(&raw.lang), age: Age::from_word(&raw.age), reason, department: plain(&raw.department), from, row: raw.row.parse().ok() };
        filter.seen_as(view)
    }
}

impl Filter {
    /// The same in another tab, from its beginning. What is done has no reason and no department any more.
    pub fn seen_as(&self, view: View) -> Filter {
        let mut filter = Filter { view, ..self.clone() };
        if view != self.view {
            filter.from = Begin::Start;
            filter.row = None;
        }
        if view == View::Done {
            filter.reason.clear();
            filter.department.clear();
        }
        filter
    }

    pub fn narrowed(&self) -> bool {
        !self.category.is_empty() || !self.lang.is_empty() || self.age != Age::Any || !self.reason.is_empty() || !self.department.is_empty()
    }

    /// The address of this list from its beginning, or from a cursor.
    pub fn address(&self, cursor: Option<(&str, &str)>) -> String {
        let (name, at) = cursor.unwrap_or(("after", ""));
        let view = if self.view == View::All { "" } else { self.view.word() };
        paths::with_query(paths::StaffFeed, &[("view", view), ("category", &self.category), ("lang", &self.lang), ("age", self.age.word()), ("reason", &self.reason), ("department", &self.department), (name, at)])
    }

    /// The address of this very page, without the row one stands on.
    pub fn here(&self) -> String {
        match self.from {
            Begin::Start => self.address(None),
            Begin::After(p) => self.address(Some(("after", &p.text()))),
            Begin::Before(p) => self.address(Some(("before", &p.text()))),
        }
    }

    /// What narrows, as SQL over the feed's row `f` and its question `q`.
    pub fn narrows(&self, now: Millis) -> Sql {
        let mut sql = self.narrows_by(ROW, now);
        if self.reason == LATE {
            sql.and("EXISTS (SELECT 1 FROM feed_reason r WHERE r.question_id = f.question_id AND r.reason IN ('deadline_passed', 'broken_promise'))");
        } else if !self.reason.is_empty() {
            let reason = sql.value(self.reason.as_str());
            sql.and(&format!("EXISTS (SELECT 1 FROM feed_reason r WHERE r.question_id = f.question_id AND r.reason = {reason})"));
        }
        if !self.department.is_empty() {
            let slug = sql.value(self.department.as_str());
            sql.and(&format!("f.department_id = (SELECT d.id FROM department d WHERE d.slug = {slug})"));
        }
        sql
    }

    /// The part that a thread still answers to when it is no longer in the feed.
    pub fn narrows_by(&self, columns: Columns, now: Millis) -> Sql {
        let Columns { category, lang, asked } = columns;
        let mut sql = Sql::default();
        match self.category.as_str() {
            "" => {}
            NONE => sql.and(&format!("{category} IS NULL")),
            slug => {
                let slug = sql.value(slug);
                sql.and(&format!("{category} = (SELECT g.id FROM category g WHERE g.slug = {slug})"));
            }
        }
        if !self.lang.is_empty() {
            let word = sql.value(self.lang.as_str());
            sql.and(&format!("{lang} = {word}"));
        }
        match self.age {
            Age::Any => {}
            Age::Today => {
                let since = sql.value(now - DAY);
                sql.and(&format!("{asked} > {since}"));
            }
            Age::Days(days) => {
                let until = sql.value(now - days * DAY);
                sql.and(&format!("{asked} <= {until}"));
            }
        }
        sql
    }
}

/// Where a statement finds what a question is: in the feed's row, or in the thread.
#[derive(Clone, Copy)]
pub struct Columns {
    category: &'static str,
    lang: &'static str,
    asked: &'static str,
}

const ROW: Columns = Columns { category: "f.category_id", lang: "f.lang", asked: "f.asked_at" };
pub const THREAD: Columns = Columns { category: "q.category_id", lang: "p.lang", asked: "q.created_at" };

/// Conditions with their values.
#[derive(Clone, Debug, Default)]
pub struct Sql {
    text: String,
    pub values: Vec<Value>,
}

impl Sql {
    /// Adds a value; gives the name it has in the statement.
    pub fn value(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    pub fn and(&mut self, condition: &str) {
        if !self.text.is_empty() {
            self.text.push_str(" AND ");
        }
        self.text.push_str(condition);
    }

    /// What follows `WHERE`.
    pub fn text(&self) -> &str {
        if self.text.is_empty() { "1 = 1" } else { &self.text }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_is_seen_and_comes_back() {
        let raw = Raw { view: "mine".into(), category: "box".into(), age: "3".into(), reason: "late".into(), after: Place(83, -5, 7).text(), ..Raw::default() };
        let filter = Filter::from(raw);
        assert_eq!(filter.here(), "/staff/feed?view=mine&category=box&age=3&reason=late&after=53-fffffffffffffffb-7");
        assert_eq!(filter.from, Begin::After(Place(83, -5, 7)));
        let done = filter.seen_as(View::Done);
        assert_eq!(done.here(), "/staff/feed?view=done&category=box&age=3");
    }

    #[test]
    fn nonsense_is_left_out() {
        let raw = Raw { view: "x".into(), category: "a'b".into(), lang: "\u{0}".into(), age: "4".into(), reason: "because".into(), after: "1-2".into(), before: "1-2-3-4".into(), row: "x".into(), ..Raw::default() };
        assert_eq!(Filter::from(raw).here(), "/staff/feed");
    }
}
