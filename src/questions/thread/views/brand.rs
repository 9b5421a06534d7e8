//! What the brand owes, promised, asked and settled, for everyone to read; and the doors to it for those who may.

use entity::EscalationOutcome;
use maud::{Markup, html};

use super::super::{Door, Thread};
use super::Page;
use crate::deadlines::outlook;
use crate::ui::chrome::Chrome;
use crate::ui::lists::{self, Tone};
use crate::ui::{Icon, form, icon, when};
use crate::web::paths;

/// Above the question.
pub fn standing(c: &Chrome, t: &Thread) -> Markup {
    let (lang, b, id) = (c.lang, &t.brand, t.head.id);
    let team = &c.brand.team;
    html! {
        @if let Some(last) = b.last.as_ref().filter(|_| b.owes() && b.promise.is_none()) {
            (lists::banner(Tone::Bad, html! { p { (lang.esc_owes(team)) " " (when::ago(c, last.opened_at)) } }))
        }
        @if let Some(p) = &b.promise {
            (lists::banner(if p.missed_at.is_some() { Tone::Bad } else { Tone::Warn }, html! {
                p { strong { (lang.esc_promised(team, when::full(lang, &c.zone, p.due_at))) } @if p.missed_at.is_some() { " " (lang.esc_promise_missed()) } @if p.moved > 0 { " " (lang.esc_moved(p.moved)) } }
                p dir="auto" { (p.words) }
            }))
        }
        @if let Some(d) = &b.details {
            (lists::banner(Tone::Warn, html! {
                p { strong { (lang.esc_details_asked(&d.display_name)) } " " (when::ago(c, d.asked_at)) }
                p dir="auto" { (d.words) }
                @if t.mine.is_asker { p { a href="#reply" { (lang.esc_details_answer()) } } }
            }))
        }
        @if let Some((what, at, last)) = b.outcome() {
            (lists::banner(if what == EscalationOutcome::Solved { Tone::Good } else { Tone::Info }, html! {
                p { strong { (outcome(c, what, at)) } @if let Some(post) = last.outcome_post_id { " " a href=(paths::Post { id: post }) { (lang.esc_outcome_answer()) } } }
                @if let Some(line) = last.outcome_line.as_deref().filter(|l| !l.is_empty()) { p dir="auto" { (line) } }
                @if t.doors.disagree.is_open() && last.open_to_doubt() {
                    p { (lang.esc_disagree_text()) }
                    (form::post_button(paths::QuestionDisagree { id }, lang.esc_disagree(), ""))
                }
            }))
        }
    }
}

/// What the asker may count on, while nobody has answered; and what asking here is not.
pub fn promise(c: &Chrome, t: &Thread) -> Markup {
    let (head, lang) = (&t.head, c.lang);
    let waits = head.peer_answers == 0 && head.solved_at.is_none() && head.closed_at.is_none() && head.state.is_live() && !t.brand.owes();
    let words = head.outlook.filter(|_| waits).map(|o| outlook::words(lang, &c.zone, &c.brand.team, &o, c.now)).unwrap_or_default();
    html! {
        @if !words.is_empty() { p.hint { (words) } }
        @if head.legal && t.mine.is_asker {
            (lists::banner(Tone::Warn, html! {
                p { (lang.deadlines_legal()) @if !c.brand.write_to.is_empty() { " " (lang.deadlines_legal_where(&c.brand.write_to)) } }
            }))
        }
    }
}

/// How it ended, with its date.
fn outcome(c: &Chrome, what: EscalationOutcome, at: i64) -> String {
    let (lang, team, date) = (c.lang, &c.brand.team, when::date(c.lang, &c.zone, at));
    match what {
        EscalationOutcome::Solved => lang.esc_outcome_solved(team, date),
        EscalationOutcome::Refused => lang.esc_outcome_refused(team, date),
        EscalationOutcome::Private => lang.esc_outcome_private(team, date),
        EscalationOutcome::Answered => lang.esc_outcome_answered(date),
        EscalationOutcome::Declined => lang.esc_outcome_declined(team, date),
    }
}

/// Below the answers: the way to the team, for the asker and for those who may bring a thread before it.
pub fn doors(c: &Chrome, p: &Page<'_>) -> Markup {
    let (t, lang) = (p.thread, c.lang);
    let id = t.head.id;
    let (d, asker, team) = (&t.doors, t.mine.is_asker, c.me.as_ref().is_some_and(|me| me.staff));
    let ask = d.escalate.is_open() && !team && !t.head.reserved && !t.brand.owes();
    let details = d.ask_details.is_open() && t.brand.details.is_none();
    let exchange = asker && !t.head.reserved && t.brand.last.is_some();
    html! {
        @if ask || details || exchange || d.handle == Door::Open {
            section.mt-l aria-labelledby="team" {
                h2 id="team" { (lang.esc_doors(&c.brand.team)) }
                @if ask { p { (if asker { lang.esc_doors_asker() } else { lang.esc_doors_member() }) } }
                div.acts {
                    @if d.handle.is_open() { a.btn href=(paths::StaffThread { id }) rel="nofollow" { (icon(Icon::Inbox)) (lang.esc_staff_page()) } }
                    @if ask { a.btn href=(paths::QuestionEscalate { id }) rel="nofollow" { (icon(Icon::LifeBuoy)) (lang.esc_ask_team(&c.brand.team)) } }
                    @if details { a.btn.quiet href=(paths::QuestionDetails { id }) rel="nofollow" { (icon(Icon::MessageSquare)) (lang.esc_ask_details()) } }
                    @if exchange { a.btn.quiet href=(paths::QuestionPrivate { id }) rel="nofollow" { (icon(Icon::Lock)) (lang.esc_exchange()) } }
                }
            }
        }
    }
}
