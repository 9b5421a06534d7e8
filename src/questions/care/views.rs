//! Pages that ask once more before something is done, and the staff's pages of this folder.

use maud::{Markup, html};

use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout::{self, Page};
use crate::ui::lists::{Tone, banner};
use crate::ui::photos::Shown;
use crate::ui::when;

/// What is about to be done, to what.
pub struct Ask<'a> {
    pub title: &'a str,
    /// What will happen, in a sentence.
    pub text: &'a str,
    /// The question it is about, and where it is.
    pub about: &'a str,
    pub back: String,
    pub action: String,
    pub button: &'a str,
    pub danger: bool,
}

/// A page with one button, and whatever fields come before it.
pub fn ask(chrome: &Chrome, a: &Ask<'_>, errors: &Errors, fields: Markup) -> Markup {
    let lang = chrome.lang;
    let body = layout::section(html! {
        (form::summary(lang, errors))
        h1 { (a.title) }
        p.hint { a href=(a.back) { (a.about) } }
        p.mt { (a.text) }
        form.mt method="post" action=(a.action) {
            (fields)
            div.bar {
                button.btn.pri[!a.danger].bad[a.danger] { (a.button) }
                a.btn.quiet href=(a.back) { (lang.common_cancel()) }
            }
        }
    });
    layout::page(chrome, &Page { title: a.title, noindex: true, errors: !errors.is_empty(), quiet: true, ..Page::default() }, body)
}

pub fn reason(chrome: &Chrome, value: &str, errors: &Errors) -> Markup {
    let lang = chrome.lang;
    Field::new("reason", lang.care_reason()).hint(lang.care_reason_hint()).value(value).error(errors).maxlength(500).required().text(lang)
}

/// Why a post is removed, and whether it was abuse.
pub fn removal(chrome: &Chrome, value: &str, abuse: bool, errors: &Errors) -> Markup {
    let lang = chrome.lang;
    html! {
        (reason(chrome, value, errors))
        (form::checkbox("abuse", lang.care_abuse(), abuse))
        p.hint { (lang.care_abuse_hint()) }
    }
}

pub fn original(chrome: &Chrome, value: &str, errors: &Errors) -> Markup {
    let lang = chrome.lang;
    Field::new("of", lang.care_original()).hint(lang.care_original_hint()).value(value).error(errors).maxlength(500).required().text(lang)
}

/// The words to take out; once found, how many places hold them and the button that does it.
pub fn words(chrome: &Chrome, value: &str, places: Option<i64>, errors: &Errors) -> Markup {
    let lang = chrome.lang;
    html! {
        (Field::new("words", lang.care_words()).hint(lang.care_words_hint()).value(value).error(errors).required().text(lang))
        @if let Some(n) = places {
            (banner(Tone::Warn, html! { p { (lang.care_places(n)) } }))
            (form::hidden("sure", "1"))
        }
    }
}

/// One thing told in private.
pub struct Detail {
    pub body: String,
    pub at: i64,
}

/// What was told in private with a post; `None` until staff say that they want to read it.
pub fn private(chrome: &Chrome, about: &str, back: &str, action: &str, details: Option<&[Detail]>, photos: &[Shown], remove: &str) -> Markup {
    let lang = chrome.lang;
    let body = layout::section(html! {
        h1 { (lang.care_private_title()) }
        p.hint { a href=(back) { (about) } }
        @match details {
            None => {
                p.mt { (lang.care_private_staff()) }
                form.mt method="post" action=(action) { button.btn.pri { (lang.care_private_show()) } }
            }
            Some([]) if photos.is_empty() => p.mt { (lang.care_private_none()) },
            Some(details) => {
                p.mt { (lang.care_private_who(&chrome.brand.team)) }
                @for d in details.iter().filter(|d| !d.body.is_empty()) {
                    div.private { p.pre dir="auto" { (d.body) } p { (when::ago(chrome, d.at)) } }
                }
                @if !photos.is_empty() { div.private { (crate::ui::photos::removable(lang, photos, remove)) } }
            }
        }
    });
    layout::page(chrome, &Page { title: lang.care_private_title(), noindex: true, quiet: true, ..Page::default() }, body)
}
