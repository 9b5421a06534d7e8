//! What the team puts up for everyone: an incident while it lasts, an announcement. A band across the page.

use maud::{Markup, html};

use crate::clock::Millis;
use crate::ui::chrome::Chrome;
use crate::ui::lists::{Tone, banner};
use crate::ui::when;

/// One of them, in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    pub incident: bool,
    pub title: String,
    pub text: String,
    /// The thread where one follows it.
    pub thread: Option<String>,
    pub since: Millis,
}

pub fn signs(c: &Chrome, all: &[Sign]) -> Markup {
    let lang = c.lang;
    html! {
        @for s in all {
            (banner(if s.incident { Tone::Warn } else { Tone::Info }, html! {
                p { strong { @if s.incident { (lang.signs_incident()) " " } (s.title) } " " (when::ago(c, s.since)) }
                @for paragraph in s.text.split("\n\n").filter(|p| !p.trim().is_empty()) { p { (paragraph) } }
                @if let Some(href) = &s.thread { p { a href=(href) { (lang.signs_follow()) } } }
            }))
        }
    }
}
