//! Every version of a post, the newest first, with what changed from the one before.

use maud::{Markup, html};

use super::{History, by, change, whole};
use crate::ui::chrome::Chrome;
use crate::ui::layout::{self, Page};
use crate::ui::{Icon, icon, when};
use crate::web::paths;

pub fn page(c: &Chrome, h: &History) -> Markup {
    let lang = c.lang;
    let title = if h.question { lang.edit_versions_question() } else { lang.edit_versions_answer() };
    let older = h.versions.get(h.shown).and_then(|_| h.versions.get(h.shown - 1));
    let body = layout::section(html! {
        h1 { (title) }
        p.hint { a href=(h.back) dir="auto" { (h.about) } }
        @if c.me.is_some() { p { a href=(paths::PostSuggestions { id: h.id }) { (icon(Icon::Eye)) (lang.edit_suggestions()) } } }
        @for (i, v) in h.versions.iter().take(h.shown).enumerate() {
            section.mt-l aria-labelledby={ "v" (v.number) } {
                h2 id={ "v" (v.number) } { (lang.edit_version(v.number)) }
                (by(c, &v.editor, html! { span.when { (when::ago(c, v.at)) } }))
                @if !v.reason.is_empty() { p { span.hint { (lang.edit_why()) " " } span dir="auto" { (v.reason) } } }
                @match h.versions.get(i + 1) {
                    Some(before) => (change(lang, &before.text, &v.text)),
                    None => (whole(lang, &v.text)),
                }
            }
        }
        @if let Some(last) = older {
            nav.pager aria-label=(lang.ui_pages()) { a.btn rel="next" href=(paths::with_query(paths::PostRevisions { id: h.id }, &[("before", &last.number.to_string())])) { (lang.edit_older_versions()) } }
        }
    });
    layout::page(c, &Page { title, noindex: true, ..Page::default() }, body)
}
