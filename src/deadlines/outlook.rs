//! What whoever asks may count on, in plain words.

use entity::CategoryId;
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::scheme::Promised;
use crate::clock::{HOUR, MINUTE, Millis};
use crate::db;
use crate::error::Result;
use crate::i18n::Lang;
use crate::ui::when;

/// First answers that "usually" is taken from.
const LATEST: i64 = 200;

/// Until when peers have the word, and by when the team answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outlook {
    /// Half of the latest first answers came within.
    pub usual: Option<Millis>,
    /// None: only the brand can settle it.
    pub told_at: Option<Millis>,
    pub due_at: Option<Millis>,
}

/// For a question that is asked now.
pub async fn of(db: &impl ConnectionTrait, zone: &str, category: Option<CategoryId>, now: Millis) -> Result<Outlook> {
    #[derive(FromQueryResult)]
    struct Took {
        took: i64,
    }
    let promised = Promised::load(db, zone).await?;
    let terms = promised.terms(category)?;
    let text = "SELECT l.first_met_at - q.created_at AS took FROM (SELECT question_id, first_met_at FROM thread_clock WHERE first_met_at IS NOT NULL AND resumed_at IS NULL ORDER BY question_id DESC LIMIT $1) l
        JOIN question q ON q.id = l.question_id ORDER BY 1";
    let took: Vec<Took> = db::rows(db, text, crate::values![LATEST]).await?;
    // of a few, half means nothing
    let usual = (took.len() >= 10).then(|| took[took.len() / 2].took);
    Ok(Outlook { usual, told_at: terms.limits.window.map(|w| terms.calendar.window_end(now, w)), due_at: terms.calendar.add(now, terms.limits.first) })
}

/// "Usually answered in 2 h. The Nordik team is told if nobody has by 17:00."
pub fn words(lang: Lang, zone: &str, team: &str, o: &Outlook, now: Millis) -> String {
    let mut said = Vec::new();
    said.extend(o.usual.map(|took| lang.deadlines_promise_usual(span(lang, took))));
    match (o.told_at, o.due_at) {
        (Some(told), _) if told > now => said.push(lang.deadlines_promise_told(team, moment(lang, zone, told, now))),
        (Some(_), Some(due)) if due > now => said.push(lang.deadlines_promise_answers(team, moment(lang, zone, due, now))),
        (None, Some(due)) if due > now => said.push(lang.deadlines_promise_brand(team, moment(lang, zone, due, now))),
        _ => {}
    }
    said.join(" ")
}

/// Rounded up: nobody is promised less than it takes.
fn span(lang: Lang, took: Millis) -> String {
    if took <= 50 * MINUTE { lang.deadlines_minutes((took + 10 * MINUTE - 1) / (10 * MINUTE) * 10) } else { lang.deadlines_hours((took + HOUR - 1) / HOUR) }
}

/// The hour today, else with its day.
fn moment(lang: Lang, zone: &str, at: Millis, now: Millis) -> String {
    if when::date(lang, zone, at) == when::date(lang, zone, now) { when::time(lang, zone, at) } else { when::full(lang, zone, at) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promise_in_plain_words() {
        let now = 1_795_510_800_000; // Tuesday 24 November 2026, 10:00 in Paris
        let say = |o: Outlook| words(Lang::En, "Europe/Paris", "Nordik", &o, now);
        let o = Outlook { usual: Some(95 * MINUTE), told_at: Some(now + 2 * HOUR), due_at: Some(now + 8 * HOUR) };
        assert_eq!(say(o), "Usually answered in 2\u{a0}h. The Nordik team is told if nobody has by 12:00.");
        assert_eq!(say(Outlook { usual: Some(12 * MINUTE), told_at: Some(now), ..o }), "Usually answered in 20\u{a0}min. The Nordik team has been told, and answers by 18:00.");
        assert_eq!(say(Outlook { usual: None, told_at: None, due_at: Some(now + 24 * HOUR) }), "The Nordik team answers by 25 November 2026, 10:00.");
        assert_eq!(say(Outlook::default()), "");
    }
}
