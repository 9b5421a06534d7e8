//! A text as it will be public, and the form it came from.

use maud::{Markup, PreEscaped, html};

use crate::i18n::Lang;
use crate::questions::Fields;
use crate::ui::chrome::Chrome;
use crate::ui::composer::{self, Composer};
use crate::ui::form::{self as fields, Errors, Field};
use crate::ui::layout::{self, Page};
use crate::ui::lists::{self, Tone};
use crate::ui::photos::{self, Shown};
use crate::web::paths;

/// A rendered text.
pub struct Preview<'a> {
    /// Questions.
    pub title: &'a str,
    /// Out of our renderer.
    pub html: String,
    pub text_lang: &'a str,
    /// Something in it was masked.
    pub masked: bool,
    pub photos: &'a [Shown],
}

/// The element with the preview.
pub fn preview(lang: Lang, p: &Preview<'_>) -> Markup {
    frame(lang, html! {
        @if p.masked { (lists::banner(Tone::Info, html! { p { (lang.preview_masked()) } })) }
        @if !p.title.is_empty() { h3 lang=(p.text_lang) dir="auto" { (p.title) } }
        div.prose lang=(p.text_lang) dir="auto" { (PreEscaped(&p.html)) }
        (photos::gallery(lang, p.photos))
    })
}

pub fn nothing(lang: Lang) -> Markup {
    frame(lang, html! { p.hint { (lang.preview_empty()) } })
}

pub fn refused(lang: Lang, why: &str) -> Markup {
    frame(lang, lists::banner(Tone::Warn, html! { p { (why) } }))
}

fn frame(lang: Lang, inner: Markup) -> Markup {
    html! { section.preview #preview aria-label=(lang.preview_heading()) { div.in { h2 { (lang.preview_heading()) } (inner) } } }
}

/// The form a preview came from, on a page without a script.
pub struct Origin<'a> {
    pub action: String,
    pub button: &'a str,
    pub fields: &'a Fields,
    pub back: &'a str,
    /// What is wrong with its photos.
    pub wrong: &'a [(&'static str, String)],
}

/// Fields that people see; all others are carried along hidden.
const SEEN: [&str; 6] = ["title", "body", "tags", "reason", "as_member", "photo"];

pub fn page(chrome: &Chrome, preview: &Markup, origin: &Origin<'_>) -> Markup {
    let lang = chrome.lang;
    let has = |name: &str| origin.fields.0.iter().any(|(k, _)| k == name);
    let mut errors = Errors::new();
    for (field, why) in origin.wrong {
        errors.add(field, why);
    }
    let body = html! {
        (layout::section(html! { h1 { (lang.preview_title()) } }))
        (preview)
        (layout::section(html! {
            form.mt method="post" action=(origin.action) enctype="multipart/form-data" novalidate {
                @for (name, value) in origin.fields.0.iter().filter(|(k, _)| !SEEN.contains(&k.as_str())) { input type="hidden" name=(name) value=(value); }
                @if has("title") { (Field::new("title", lang.ask_title_label()).value(origin.fields.get("title")).maxlength(150).text(lang)) }
                (composer::composer(lang, &Composer {
                    name: "body",
                    label: lang.preview_body(),
                    value: origin.fields.get("body"),
                    hint: None,
                    rows: if origin.back.contains("comment") { 4 } else { 10 },
                    draft: None,
                    preview: false,
                }, &errors))
                @if !origin.back.contains("edit") { (photos::field(lang, &photos::Field::new(lang, &Shown::of(&origin.fields.all("photo"))), &errors)) }
                @if has("tags") { (Field::new("tags", lang.ask_tags_label()).hint(lang.ask_tags_hint()).value(origin.fields.get("tags")).text(lang)) }
                @if has("reason") { (Field::new("reason", lang.preview_reason()).value(origin.fields.get("reason")).maxlength(500).text(lang)) }
                @if has("as_member") { (fields::checkbox("as_member", lang.ask_as_member(), true)) }
                div.bar { (fields::submit(origin.button)) button.btn.quiet formaction=(paths::Preview) formnovalidate { (lang.preview_again()) } }
            }
        }))
    };
    layout::page(chrome, &Page { title: lang.preview_title(), noindex: true, quiet: true, composer: true, ..Page::default() }, body)
}
