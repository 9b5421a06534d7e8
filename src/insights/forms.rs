//! Which period, which category, which list.

use entity::CategoryId;
use serde::Deserialize;

use super::figures::{Kind, Voice};
use crate::clock::{DAY, HOUR, Millis};
use crate::ui::when;

/// Days a page can be about.
pub const LENGTHS: [i64; 4] = [7, 30, 90, 365];

/// As typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    pub days: String,
    /// The last day, `2026-11-24`.
    pub until: String,
    pub category: String,
    pub list: String,
    /// Whose, for shares.
    pub by: String,
    /// A day of the backlog.
    pub day: String,
    pub after: String,
}

/// Whole days there, the last one as far as it went, and as many before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    pub days: i64,
    /// As it stands in addresses.
    pub until: String,
    pub before: Millis,
    pub from: Millis,
    pub to: Millis,
    /// First moments of the parts a chart has, and the end.
    pub parts: Vec<Millis>,
}

/// The first moment of the day that lies so many days before one that begins there. Days have 23 to 25 hours.
fn days_before(zone: &str, start: Millis, days: i64) -> Millis {
    let noon = start + 12 * HOUR - days * DAY;
    when::day(zone, &when::day_field(zone, noon)).map_or(start - days * DAY, |d| d.0)
}

impl Period {
    pub fn new(days: i64, last: Option<&str>, zone: &str, now: Millis) -> Period {
        let today = when::day_field(zone, now);
        let until = last.filter(|d| when::day(zone, d).is_some_and(|(start, _)| start <= now && start > 0)).unwrap_or(&today).trim().to_owned();
        let (start, end) = when::day(zone, &until).unwrap_or((now - DAY, now));
        let from = days_before(zone, start, days - 1);
        let step = match days {
            ..=31 => 1,
            32..=100 => 7,
            _ => 30,
        };
        let mut parts: Vec<Millis> = (0..).map(|n| days - 1 - n * step).take_while(|d| *d >= 0).map(|d| days_before(zone, start, d)).collect();
        let to = end.min(now);
        parts.push(to);
        Period { days, until, before: days_before(zone, from, days), from, to, parts }
    }
}

/// What a page is about.
#[derive(Clone, Debug)]
pub struct Asked {
    pub period: Period,
    pub category: Option<CategoryId>,
}

/// A list behind a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// People whose question was solved in the period.
    Helped,
    /// People whose question waits now.
    Waiting,
    /// Threads that were asked in the period.
    Of(Kind),
    /// Those with an answer, the slowest first.
    First,
    /// Those that were solved, the slowest first.
    Resolution,
    /// The last word is an answer, and the asker never said.
    Unconfirmed,
    /// People who found the answer before they asked.
    Deflected,
    /// Without an answer at the end of a day.
    Backlog,
}

impl List {
    pub fn word(self) -> &'static str {
        match self {
            List::Helped => "helped",
            List::Waiting => "waiting",
            List::Of(Kind::Asked) => "asked",
            List::Of(Kind::Answered | Kind::AnsweredBy(_)) => "answered",
            List::Of(Kind::Unanswered) => "unanswered",
            List::Of(Kind::Solved | Kind::SolvedBy(_)) => "solved",
            List::Of(Kind::Elsewhere) => "elsewhere",
            List::First => "first",
            List::Resolution => "resolution",
            List::Unconfirmed => "unconfirmed",
            List::Deflected => "deflected",
            List::Backlog => "backlog",
        }
    }

    /// Whose, where it is a share.
    pub fn by(self) -> &'static str {
        match self {
            List::Of(Kind::AnsweredBy(v) | Kind::SolvedBy(v)) => v.word(),
            _ => "",
        }
    }

    fn parse(word: &str, by: &str) -> Option<List> {
        Some(match (word, Voice::from_word(by)) {
            ("helped", _) => List::Helped,
            ("waiting", _) => List::Waiting,
            ("asked", _) => List::Of(Kind::Asked),
            ("answered", Some(v)) => List::Of(Kind::AnsweredBy(v)),
            ("answered", None) => List::Of(Kind::Answered),
            ("unanswered", _) => List::Of(Kind::Unanswered),
            ("solved", Some(v)) => List::Of(Kind::SolvedBy(v)),
            ("solved", None) => List::Of(Kind::Solved),
            ("elsewhere", _) => List::Of(Kind::Elsewhere),
            ("first", _) => List::First,
            ("resolution", _) => List::Resolution,
            ("unconfirmed", _) => List::Unconfirmed,
            ("deflected", _) => List::Deflected,
            ("backlog", _) => List::Backlog,
            _ => return None,
        })
    }
}

impl Raw {
    /// What cannot be read is the usual: 30 days until now, everywhere.
    pub fn parse(&self, zone: &str, now: Millis) -> Asked {
        let days = self.days.parse().ok().filter(|d| LENGTHS.contains(d)).unwrap_or(30);
        let category = self.category.parse().ok().filter(|id: &i64| *id > 0).map(CategoryId);
        Asked { period: Period::new(days, Some(self.until.as_str()), zone, now), category }
    }

    /// The list asked for, if it is one.
    pub fn list(&self) -> Option<List> {
        List::parse(&self.list, &self.by)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_whole_days_there() {
        // Tuesday 24 November 2026, 10:00 in Paris
        let now = 1_795_510_800_000;
        let p = Period::new(7, None, "Europe/Paris", now);
        let says = |at| when::full(crate::i18n::Lang::En, "Europe/Paris", at);
        assert_eq!((says(p.before), says(p.from), p.to), ("11 November 2026, 00:00".into(), "18 November 2026, 00:00".into(), now));
        assert_eq!(p.parts.len(), 8);
        let p = Period::new(90, Some("2026-11-01"), "Europe/Paris", now);
        assert_eq!((says(p.from), says(p.to)), ("4 August 2026, 00:00".into(), "2 November 2026, 00:00".into()), "the clocks changed on 25 October");
        assert_eq!((p.parts.len(), says(p.parts[12])), (14, "27 October 2026, 00:00".into()));
        assert_eq!(Period::new(30, Some("2027-01-01"), "Europe/Paris", now).until, "2026-11-24", "not in the future");
        assert_eq!(Period::new(30, Some("x"), "Europe/Paris", now).until, "2026-11-24");
    }

    #[test]
    fn lists_have_their_addresses() {
        for list in [List::Helped, List::Waiting, List::Of(Kind::Asked), List::Of(Kind::SolvedBy(Voice::Brand)), List::Of(Kind::Answered), List::First, List::Resolution, List::Unconfirmed, List::Deflected, List::Backlog] {
            assert_eq!(List::parse(list.word(), list.by()), Some(list));
        }
    }
}
