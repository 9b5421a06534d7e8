//! The form of the owner, the list of the team.

use entity::ReviewId;
use maud::{Markup, html};

use super::queries::Request;
use crate::reputation_pages::ledger::lines::Line;
use crate::reputation_pages::ledger::views::reason;
use crate::reputation_pages::privileges::views::signed;
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout::{self, Page};
use crate::ui::{lists, when};
use crate::web::paths;

pub fn ask(c: &Chrome, username: &str, l: &Line, typed: &str, errors: &Errors) -> Markup {
    let lang = c.lang;
    let back = paths::UserReputation { username };
    let body = layout::section(html! {
        (form::summary(lang, errors))
        h1 { (lang.reviews_ask_title()) }
        (line(c, l))
        p { (lang.reviews_ask_text()) }
        form method="post" action=(paths::EntryReview { id: l.id }) {
            (Field::new("reason", lang.reviews_reason()).hint(lang.reviews_reason_hint()).value(typed).error(errors).required().rows(4).textarea(lang))
            div.acts { (form::submit(lang.reviews_send())) a.btn.quiet href=(back) { (lang.common_cancel()) } }
        }
    });
    layout::page(c, &Page { title: lang.reviews_ask_title(), noindex: true, errors: !errors.is_empty(), ..Page::default() }, body)
}

/// The line in question.
fn line(c: &Chrome, l: &Line) -> Markup {
    let lang = c.lang;
    html! {
        div.says {
            p { b.num { (signed(lang, l.points)) } " · " (reason(lang, &c.brand.team, l)) }
            p.meta { span { (when::full(lang, &c.zone, l.at)) } span { (lang.points_number(l.id.0)) } }
        }
    }
}

/// `typed`: the answer that could not be taken, and to which request.
pub fn list(c: &Chrome, requests: &[(Request, Line)], typed: Option<(ReviewId, &str)>, errors: &Errors) -> Markup {
    let lang = c.lang;
    let body = layout::section(html! {
        (form::summary(lang, errors))
        h1 { (lang.reviews_title()) }
        p { (lang.reviews_text()) }
        @if requests.is_empty() { (lists::empty(lang.reviews_none(), None)) }
        ul.plain role="list" { @for (r, l) in requests { li { (one(c, r, l, typed, errors)) } } }
    });
    layout::page(c, &Page { title: lang.reviews_title(), noindex: true, errors: !errors.is_empty(), ..Page::default() }, body)
}

fn one(c: &Chrome, r: &Request, l: &Line, typed: Option<(ReviewId, &str)>, errors: &Errors) -> Markup {
    let lang = c.lang;
    let typed = typed.filter(|(id, _)| *id == r.id).map(|(_, text)| text);
    let error = typed.and_then(|_| errors.of("reason"));
    let field = if typed.is_some() { "f-reason".to_owned() } else { format!("reason-{}", r.id) };
    html! {
        h2 { a href={ (paths::UserReputation { username: &r.username }) "?before=" (l.id.0 + 1) } { (r.display_name) } }
        (line(c, l))
        @if let Some(id) = l.post_id { p { a href=(paths::Post { id }) dir="auto" { (l.title.as_deref().unwrap_or_default()) } } }
        p dir="auto" { (r.reason) }
        p.meta { span { (when::ago(c, r.at)) } @if let (Some(at), Some(by)) = (r.decided_at, &r.decided_by) { span { (lang.reviews_by(by, when::date(lang, &c.zone, at))) } } }
        @if let Some(answer) = &r.answer {
            p { b { (lang.reviews_answered(if r.state == "upheld" { lang.reviews_upheld() } else { lang.reviews_declined() })) } " " span dir="auto" { (answer) } }
        } @else {
            form.panel method="post" action=(paths::StaffReview { id: r.id }) {
                div.f.err[error.is_some()] {
                    label for=(field) { (lang.reviews_answer()) }
                    @if let Some(message) = error { p.emsg id="e-reason" { span.vh { (lang.ui_error_prefix()) } (message) } }
                    textarea id=(field) name="reason" rows="3" required aria-invalid=[error.map(|_| "true")] aria-describedby=[error.map(|_| "e-reason")] { "\n" (typed.unwrap_or_default()) }
                }
                div.acts {
                    button.btn.pri name="decision" value="upheld" { (lang.reviews_uphold()) }
                    button.btn name="decision" value="declined" { (lang.reviews_decline()) }
                }
            }
        }
    }
}
