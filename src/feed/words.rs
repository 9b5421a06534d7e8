//! What the feed says: views, reasons with their numbers, times left.

use entity::{FeedReason, WaitingOn};

use super::filter::{Age, View};
use super::rows::{Row, Why};
use crate::clock::{DAY, HOUR, MINUTE, Millis};
use crate::i18n::Lang;
use crate::ui::chrome::Chrome;
use crate::ui::when;

pub fn view(lang: Lang, view: View) -> &'static str {
    match view {
        View::All => lang.feed_view_all(),
        View::Unanswered => lang.feed_view_unanswered(),
        View::Escalated => lang.feed_view_escalated(),
        View::Reported => lang.feed_view_reported(),
        View::Brand => lang.feed_view_brand(),
        View::Mine => lang.feed_view_mine(),
        View::Department => lang.feed_view_department(),
        View::Snoozed => lang.feed_view_snoozed(),
        View::Done => lang.feed_view_done(),
    }
}

/// The letter after `g` that leads to a view.
pub fn chord(view: View) -> &'static str {
    match view {
        View::All => "g a",
        View::Unanswered => "g s",
        View::Escalated => "g e",
        View::Reported => "g f",
        View::Brand => "g w",
        View::Mine => "g m",
        View::Department => "g d",
        View::Snoozed => "g v",
        View::Done => "g t",
    }
}

pub fn nothing(lang: Lang, view: View) -> &'static str {
    match view {
        View::All => lang.feed_nothing_all(),
        View::Mine => lang.feed_nothing_mine(),
        View::Department => lang.feed_nothing_department(),
        View::Done => lang.feed_nothing_done(),
        _ => lang.feed_nothing(),
    }
}

pub fn age(lang: Lang, age: Age) -> String {
    match age {
        Age::Any => lang.feed_age_any().to_owned(),
        Age::Today => lang.feed_age_today().to_owned(),
        Age::Days(n) => lang.feed_age_days(n),
    }
}

/// A reason by its name, as one chooses it.
pub fn reason(lang: Lang, reason: FeedReason) -> &'static str {
    match reason {
        FeedReason::Danger => lang.feed_reason_danger(),
        FeedReason::BrokenPromise => lang.feed_reason_broken_promise(),
        FeedReason::Legal => lang.feed_reason_legal(),
        FeedReason::Escalated => lang.feed_reason_escalated(),
        FeedReason::DeadlinePassed => lang.feed_reason_deadline_passed(),
        FeedReason::RiskyAnswer => lang.feed_reason_risky_answer(),
        FeedReason::ManyAffected => lang.feed_reason_many_affected(),
        FeedReason::Reported => lang.feed_reason_reported(),
        FeedReason::DeadlineNear => lang.feed_reason_deadline_near(),
        FeedReason::Unanswered => lang.feed_reason_unanswered(),
        FeedReason::InHand => lang.feed_reason_in_hand(),
    }
}

/// Why a row is there, with its numbers.
pub fn why(chrome: &Chrome, why: &Why, cause: Option<&str>, opener: Option<&str>) -> String {
    let lang = chrome.lang;
    let n = why.count;
    match why.reason {
        FeedReason::Escalated => escalated(lang, cause, opener),
        FeedReason::BrokenPromise => lang.feed_why_broken_promise(when::full(lang, &chrome.zone, why.due_at)),
        FeedReason::DeadlinePassed if n > 0 => lang.feed_why_deadline_passed(n),
        FeedReason::RiskyAnswer if n > 0 => lang.feed_why_risky_answer(n),
        FeedReason::ManyAffected if n > 0 => lang.feed_why_many_affected(n),
        FeedReason::Reported if n > 0 => lang.feed_why_reported(n),
        FeedReason::DeadlineNear => lang.feed_why_deadline_near(when::full(lang, &chrome.zone, why.due_at)),
        FeedReason::Unanswered => lang.feed_why_unanswered(span(lang, chrome.now - why.since)),
        other => reason(lang, other).to_owned(),
    }
}

/// Who brought it to the team.
pub fn escalated(lang: Lang, cause: Option<&str>, opener: Option<&str>) -> String {
    match (cause, opener) {
        (Some("asker"), _) => lang.feed_why_asker().to_owned(),
        (Some("not_solved"), _) => lang.feed_why_not_solved().to_owned(),
        (Some("disagreed"), _) => lang.feed_why_disagreed().to_owned(),
        (Some("ambassador"), Some(name)) => lang.feed_why_ambassador(name),
        (Some("deadline"), _) => lang.feed_why_rule_deadline().to_owned(),
        (_, Some(name)) => lang.feed_why_member(name),
        _ => lang.feed_reason_escalated().to_owned(),
    }
}

pub fn waiting(lang: Lang, on: WaitingOn) -> &'static str {
    match on {
        WaitingOn::Nobody => lang.feed_waiting_nobody(),
        WaitingOn::Brand => lang.feed_waiting_brand(),
        WaitingOn::Asker => lang.feed_waiting_asker(),
        WaitingOn::Community => lang.feed_waiting_community(),
    }
}

/// How an escalation ended.
pub fn outcome(lang: Lang, word: &str) -> &'static str {
    match word {
        "solved" => lang.feed_outcome_solved(),
        "refused" => lang.feed_outcome_refused(),
        "private" => lang.feed_outcome_private(),
        "declined" => lang.feed_outcome_declined(),
        _ => lang.feed_outcome_answered(),
    }
}

/// How much time is left: a class and the words of the chip.
pub fn left(chrome: &Chrome, row: &Row) -> (&'static str, String) {
    let left = row.due_at - chrome.now;
    let near = row.reasons.iter().any(|r| r.reason == FeedReason::DeadlineNear);
    if row.paused_since.is_some() {
        ("calm", chrome.lang.feed_paused().to_owned())
    } else if left < 0 {
        ("late", format!("+{}", span(chrome.lang, left)))
    } else if near || left <= 2 * HOUR {
        ("soon", span(chrome.lang, left))
    } else {
        ("", span(chrome.lang, left))
    }
}

/// `42 min`, `3 h 12`, `2 d 5 h`; the script counts on in the same words.
pub fn span(lang: Lang, time: Millis) -> String {
    let time = time.abs();
    let (hours, minutes) = (time / HOUR, time % HOUR / MINUTE);
    if time < HOUR {
        format!("{minutes}\u{a0}min")
    } else if time < DAY {
        format!("{hours}\u{a0}h\u{a0}{minutes:02}")
    } else {
        let day = if lang == Lang::Fr { 'j' } else { 'd' };
        let rest = if time < 10 * DAY { format!("\u{a0}{}\u{a0}h", hours % 24) } else { String::new() };
        format!("{}\u{a0}{day}{rest}", time / DAY)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_short() {
        assert_eq!(span(Lang::En, 42 * MINUTE), "42\u{a0}min");
        assert_eq!(span(Lang::Fr, -(3 * HOUR + 5 * MINUTE)), "3\u{a0}h\u{a0}05");
        assert_eq!(span(Lang::Fr, 2 * DAY + 5 * HOUR), "2\u{a0}j\u{a0}5\u{a0}h");
        assert_eq!(span(Lang::En, 2 * DAY), "2\u{a0}d\u{a0}0\u{a0}h");
        assert_eq!(span(Lang::Fr, 116 * DAY + HOUR), "116\u{a0}j");
    }
}
