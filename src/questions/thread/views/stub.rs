//! What stands where something was taken away: that it was, and the public reason.

use entity::{FlagReason, PostState};
use maud::{Markup, html};

use super::super::Stub;
use crate::i18n::Lang;
use crate::ui::chrome::Chrome;
use crate::ui::{Icon, icon, layout, lists, reasons};
use crate::web::paths;

/// The page of a question that is not for this reader. Nothing of it is told, its title neither.
pub fn page(c: &Chrome, stub: &Stub) -> Markup {
    let lang = c.lang;
    let body = html! {
        div.in {
            h1 { (question_title(lang, stub.state)) }
            p { (reasons::state(lang, stub.state)) " " (reason(lang, stub.reason.as_deref())) }
            @if stub.state != PostState::Deleted { p { (lang.thread_stub_appeal()) } }
            (lists::empty(lang.thread_stub_next(), Some((lang.thread_stub_search(), &paths::Search.to_string()))))
        }
    };
    let what = layout::Page { title: question_title(lang, stub.state), noindex: true, ..layout::Page::default() };
    layout::page(c, &what, body)
}

fn question_title(lang: Lang, state: PostState) -> &'static str {
    match state {
        PostState::Hidden | PostState::Held => lang.thread_stub_title_hidden(),
        PostState::Deleted => lang.thread_stub_title_deleted(),
        PostState::Removed | PostState::Visible | PostState::Reserved => lang.thread_stub_title_removed(),
    }
}

/// In the place of an answer.
pub fn in_thread(lang: Lang, state: PostState, why: Option<&str>) -> Markup {
    html! { p.meta { (icon(Icon::Ban)) span { (reasons::state(lang, state)) " " (reason(lang, why)) } } }
}

/// Why: a word of the public list in the reader's language, or what whoever decided wrote.
pub fn reason(lang: Lang, reason: Option<&str>) -> Markup {
    html! {
        @if let Some(text) = reason {
            (lang.thread_stub_reason()) " "
            @if let Some(known) = FlagReason::from_word(text) { (flag_reason(lang, known)) "." } @else { span dir="auto" { (text) } }
        }
    }
}

/// A reason of the public list, in words.
pub fn flag_reason(lang: Lang, reason: FlagReason) -> &'static str {
    reasons::label(lang, reason)
}
