//! Promises, and notes that name the reader.

use maud::{Markup, html};

use super::super::queries::{Mention, Promise};
use crate::ui::chrome::Chrome;
use crate::ui::form;
use crate::ui::layout::{self, Page};
use crate::ui::lists::empty;
use crate::ui::when;
use crate::web::paths;

/// `further`: earlier ones stand on the page before. `next`: where it goes on.
pub fn promises(c: &Chrome, all: &[Promise], further: bool, next: Option<&str>) -> Markup {
    let lang = c.lang;
    let (late, ahead): (Vec<&Promise>, Vec<&Promise>) = all.iter().partition(|p| p.due_at <= c.now);
    let body = layout::section(html! {
        h1 { (lang.esc_promises()) }
        p { (lang.esc_promises_lead()) }
        @if all.is_empty() { (empty(lang.esc_promises_none(), None)) }
        @for (title, list, late) in [(lang.esc_promises_late(), &late, true), (lang.esc_promises_ahead(), &ahead, false)] {
            @if !list.is_empty() {
                h2 { (title) @if !further && next.is_none() { " " span.n { (lang.number(i64::try_from(list.len()).unwrap_or(i64::MAX))) } } }
                ul.index role="list" { @for p in list { (promise(c, p, late)) } }
            }
        }
        @if further || next.is_some() {
            nav.pager aria-label=(lang.ui_pages()) {
                @if further { a.btn href=(paths::StaffPromises) { (lang.esc_promises_first()) } }
                @if let Some(next) = next { a.btn rel="next" href=(next) { (lang.esc_promises_next()) } }
            }
        }
    });
    layout::page(c, &Page { title: lang.esc_promises(), noindex: true, ..Page::default() }, body)
}

fn promise(c: &Chrome, p: &Promise, late: bool) -> Markup {
    let lang = c.lang;
    html! {
        li {
            p { a href=(paths::StaffThread { id: p.question_id }) dir="auto" { (p.title) } }
            p dir="auto" { (p.words) }
            p.meta {
                span { @if late { strong { (lang.esc_late_since(when::full(lang, &c.zone, p.due_at))) } } @else { (when::full(lang, &c.zone, p.due_at)) } }
                @if p.moved > 0 { span { (lang.esc_moved(p.moved)) } }
                span { (lang.esc_promised_by(&p.made_by)) }
                span { @if let Some(owner) = &p.owner { (lang.esc_owned_by(owner)) } @else { strong { (lang.esc_owned_by_nobody()) } } }
            }
        }
    }
}

pub fn mentions(c: &Chrome, all: &[Mention]) -> Markup {
    let lang = c.lang;
    let unread = all.iter().any(|m| m.unread);
    let body = layout::section(html! {
        h1 { (lang.esc_mentions()) }
        p { (lang.esc_mentions_lead()) }
        @if all.is_empty() { (empty(lang.esc_mentions_none(), None)) }
        @if unread { (form::post_button(paths::StaffMentions, lang.esc_mentions_read_all(), "quiet")) }
        ul.index role="list" {
            @for m in all {
                li {
                    p { a href={ (paths::StaffThread { id: m.question_id }) "#notes" } dir="auto" { (m.title) } @if m.unread { " " strong { (lang.esc_mentions_new()) } } }
                    p.meta { span dir="auto" { (m.author) } span { (when::ago(c, m.at)) } }
                    @if m.unread {
                        form.inline method="post" action=(paths::StaffMentions) { (form::hidden("question", m.question_id)) button.btn.quiet aria-label=(lang.esc_says(lang.esc_mentions_open(), &m.title)) { (lang.esc_mentions_open()) } }
                    }
                }
            }
        }
    });
    layout::page(c, &Page { title: lang.esc_mentions(), noindex: true, ..Page::default() }, body)
}
