//! The form of a note.

use maud::{Markup, html};

use super::queries::Member;
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout::{self, Page};
use crate::web::paths;

pub fn form(c: &Chrome, member: &Member, typed: &str, errors: &Errors) -> Markup {
    let lang = c.lang;
    let title = lang.thanks_to(&member.display_name);
    let body = layout::section(html! {
        (form::summary(lang, errors))
        h1 dir="auto" { (title) }
        p { (lang.thanks_text()) }
        form method="post" action=(paths::UserThank { username: &member.username }) novalidate {
            (Field::new("body", lang.thanks_words()).hint(lang.thanks_words_hint()).value(typed).error(errors).maxlength(500).required().textarea(lang))
            div.bar { (form::submit(lang.thanks_send())) a.btn.quiet href=(paths::User { username: &member.username }) { (lang.common_cancel()) } }
        }
    });
    layout::page(c, &Page { title: &title, noindex: true, errors: !errors.is_empty(), quiet: true, ..Page::default() }, body)
}
