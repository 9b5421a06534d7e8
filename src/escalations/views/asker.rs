//! The forms of askers and members.

use entity::PostId;
use maud::{Markup, html};

use super::super::forms::{REASONS, Typed};
use super::super::words;
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Field};
use crate::ui::layout::{self, Page};
use crate::ui::{Icon, icon};
use crate::web::paths;

/// The thread a form is about.
pub struct About<'a> {
    pub id: PostId,
    pub title: &'a str,
    pub back: String,
    /// The reader asked it.
    pub asker: bool,
}

/// Asking for the brand.
pub fn escalate(c: &Chrome, about: &About<'_>, typed: &Typed) -> Markup {
    let lang = c.lang;
    let title = lang.esc_ask_team(&c.brand.team);
    let reasons: Vec<(&str, &str, &str)> = REASONS.iter().map(|r| (*r, words::wish(lang, r), "")).collect();
    let body = layout::section(html! {
        (form::summary(lang, &typed.errors))
        h1 { (title) }
        p.hint { a href=(about.back) dir="auto" { (about.title) } }
        p { (if about.asker { lang.esc_escalate_asker() } else { lang.esc_escalate_member() }) }
        form method="post" action=(paths::QuestionEscalate { id: about.id }) novalidate {
            (form::form_key())
            (Field::new("reason", lang.esc_escalate_why()).value(typed.get("escalate", "reason")).error(&typed.errors).radios(lang, &reasons))
            (Field::new("details", if about.asker { lang.esc_escalate_missing() } else { lang.esc_escalate_details() }).hint(lang.esc_escalate_hint()).value(typed.get("escalate", "details")).error(&typed.errors).rows(4).maxlength(500).textarea(lang))
            div.bar { (form::submit(lang.esc_escalate_do())) a.btn.quiet href=(about.back) { (lang.common_cancel()) } }
        }
        @if about.asker { p.mt-l { (lang.esc_escalate_private()) " " a href=(paths::QuestionPrivate { id: about.id }) { (icon(Icon::Lock)) (lang.esc_exchange()) } } }
    });
    layout::page(c, &Page { title: &title, noindex: true, errors: !typed.errors.is_empty(), quiet: true, ..Page::default() }, body)
}

/// Asking the asker.
pub fn details(c: &Chrome, about: &About<'_>, typed: &Typed) -> Markup {
    let lang = c.lang;
    let body = layout::section(html! {
        (form::summary(lang, &typed.errors))
        h1 { (lang.esc_ask_details()) }
        p.hint { a href=(about.back) dir="auto" { (about.title) } }
        p { (lang.esc_details_rule()) }
        form method="post" action=(paths::QuestionDetails { id: about.id }) novalidate {
            (form::form_key())
            (Field::new("words", lang.esc_details_words()).hint(lang.esc_details_hint()).value(typed.get("details", "words")).error(&typed.errors).rows(3).maxlength(500).textarea(lang))
            div.bar { (form::submit(lang.esc_details_do())) a.btn.quiet href=(about.back) { (lang.common_cancel()) } }
        }
    });
    layout::page(c, &Page { title: lang.esc_ask_details(), noindex: true, errors: !typed.errors.is_empty(), quiet: true, ..Page::default() }, body)
}
