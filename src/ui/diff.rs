//! What changed between two texts: taken out and put in, marked by elements, signs and colour.

use maud::{Markup, html};
use similar::{ChangeTag, TextDiff};

use crate::i18n::Lang;

/// Word by word, lines kept.
pub fn words(lang: Lang, before: &str, after: &str) -> Markup {
    let diff = TextDiff::configure().timeout(std::time::Duration::from_millis(200)).diff_words(before, after);
    html! {
        div.diff {
            @for change in diff.iter_all_changes() {
                @match change.tag() {
                    ChangeTag::Equal => (change.value()),
                    ChangeTag::Delete => del { span.vh { (lang.ui_removed()) } (change.value()) },
                    ChangeTag::Insert => ins { span.vh { (lang.ui_added()) } (change.value()) },
                }
            }
        }
    }
}
