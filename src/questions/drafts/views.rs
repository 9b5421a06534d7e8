//! The list of drafts.

use entity::DraftId;
use maud::{Markup, html};

use crate::clock::Millis;
use crate::ui::chrome::Chrome;
use crate::ui::layout::{self, Page};
use crate::ui::{lists, when};
use crate::web::paths;

/// A draft in the list.
pub struct Line {
    pub id: DraftId,
    pub answer: bool,
    /// The question's, which is the thread's for an answer.
    pub title: String,
    /// Published by itself once the address is confirmed.
    pub waiting: bool,
    pub updated_at: Millis,
    pub expires_at: Millis,
}

pub fn list(chrome: &Chrome, lines: &[Line]) -> Markup {
    let lang = chrome.lang;
    let body = html! {
        (layout::section(html! { h1 { (lang.drafts_title()) } }))
        @if lines.is_empty() { (lists::empty(lang.drafts_empty(), Some((lang.drafts_ask(), &paths::Ask.to_string())))) }
        @for line in lines { (one(chrome, line)) }
    };
    layout::page(chrome, &Page { title: lang.drafts_title(), noindex: true, ..Page::default() }, body)
}

fn one(chrome: &Chrome, line: &Line) -> Markup {
    let lang = chrome.lang;
    let title = if line.title.trim().is_empty() { lang.drafts_untitled() } else { line.title.trim() };
    let title = if line.answer { lang.drafts_answer_to(title) } else { title.to_owned() };
    let button = |action: String, label: &str, what: String, class: &str| {
        html! { form.inline method="post" action=(action) { button class={ "btn " (class) } aria-label=(what) { (label) } } }
    };
    html! {
        article.card {
            div.b {
                h2 dir="auto" { (title) }
                div.meta {
                    span { (lang.drafts_saved(when::relative(lang, &chrome.zone, chrome.now, line.updated_at))) }
                    span { (lang.drafts_until(when::date(lang, &chrome.zone, line.expires_at))) }
                }
                @if line.waiting { p { (lang.drafts_waiting()) } }
                div.bar {
                    @if !line.answer && !line.waiting { (button(paths::DraftPublish { id: line.id }.to_string(), lang.drafts_publish(), lang.drafts_publish_what(&title), "pri")) }
                    a.btn.quiet href=(paths::Draft { id: line.id }) aria-label=(lang.drafts_edit_what(&title)) { (lang.drafts_edit()) }
                    (button(paths::DraftDelete { id: line.id }.to_string(), lang.drafts_delete(), lang.drafts_delete_what(&title), "quiet"))
                }
            }
            div.m {}
        }
    }
}
