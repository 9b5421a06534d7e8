//! The page where the author looks at what was found.

use maud::{Markup, html};

use super::{Item, Review};
use crate::i18n::Lang;
use crate::rules::masking::Kind;
use crate::ui::chrome::Chrome;
use crate::ui::form as fields;
use crate::ui::layout::{self, Page};

/// The form that was sent.
pub struct Sent<'a> {
    pub action: &'a str,
    pub fields: &'a [(String, String)],
    /// The same address takes it back, to be changed.
    pub change: bool,
}

pub fn page(chrome: &Chrome, review: &Review, sent: &Sent<'_>) -> Markup {
    let lang = chrome.lang;
    let body = layout::section(html! {
        h1 { (lang.review_title()) }
        p.mt { (if review.items.is_empty() { lang.review_intro_list() } else { lang.review_intro() }) }
        form.mt method="post" action=(sent.action) {
            @for (name, value) in sent.fields { input type="hidden" name=(name) value=(value); }
            (fields::hidden("seal", &review.seal))
            @if !review.items.is_empty() {
                ol.finds role="list" { @for (i, item) in review.items.iter().enumerate() { li { (find(lang, i, item)) } } }
            }
            p.hint { (lang.review_private(&chrome.brand.team)) }
            div.bar {
                (fields::submit(lang.review_publish()))
                @if sent.change { button.btn.quiet name="change" value="1" { (lang.review_change()) } }
            }
        }
    });
    layout::page(chrome, &Page { title: lang.review_title(), noindex: true, quiet: true, ..Page::default() }, body)
}

fn find(lang: Lang, i: usize, item: &Item) -> Markup {
    let kind = match item.kind {
        Kind::Phone => lang.review_kind_phone(),
        Kind::Email => lang.review_kind_email(),
        Kind::Iban => lang.review_kind_iban(),
    };
    let id = format!("show-{i}");
    html! {
        p { strong { (kind) } }
        p { (lang.review_becomes(&item.text, &item.masked)) }
        blockquote dir="auto" { p { (item.before) mark { (item.masked) } (item.after) } }
        div.check {
            input type="checkbox" id=(id) name="show" value=(item.key);
            label for=(id) { (lang.review_show_what(&item.text)) }
        }
    }
}

