//! The site's own texts as pages.

use maud::{Markup, html};

use crate::ui::chrome::Chrome;
use crate::ui::layout::{self, Page};
use crate::ui::lists::{self, Tone};
use crate::ui::{composer, post};
use crate::web::paths;

/// A text from the settings, already rendered; without one, the sentence that says so.
pub fn text(chrome: &Chrome, title: &str, path: String, html: Option<&str>, missing: &str) -> Markup {
    let body = layout::section(html! {
        h1 { (title) }
        @match html {
            Some(html) => (post::prose(chrome.lang.code(), html)),
            None => (lists::banner(Tone::Info, html! { p { (missing) } })),
        }
    });
    layout::page(chrome, &Page { title, description: title, canonical: Some(path), noindex: html.is_none(), ..Page::default() }, body)
}

pub fn help(chrome: &Chrome) -> Markup {
    let lang = chrome.lang;
    let parts = [
        (lang.help_ask_title(), lang.help_ask_text()),
        (lang.help_answer_title(), lang.help_answer_text()),
        (lang.help_solve_title(), lang.help_solve_text()),
        (lang.help_private_title(), lang.help_private_text()),
        (lang.help_trouble_title(), lang.help_trouble_text()),
    ];
    let body = layout::section(html! {
        h1 { (lang.ui_help()) }
        div.prose {
            @for (title, text) in parts { h2 { (title) } p { (text) } }
            h2 { (lang.help_search_title()) }
            p { (lang.help_search_text()) }
            dl.cheat {
                div { dt { code { "tag:wifi" } } dd { (lang.help_search_tag()) } }
                div { dt { code { "user:ada" } } dd { (lang.help_search_user()) } }
                div { dt { code { "category:box" } } dd { (lang.help_search_category()) } }
                div { dt { code { "is:solved" } } dd { (lang.help_search_solved()) } }
                div { dt { code { "is:unanswered" } } dd { (lang.help_search_unanswered()) } }
            }
            h2 { (lang.ui_formatting_help()) }
            (composer::cheat_sheet(lang))
        }
        p.bar { a.btn.pri href=(paths::Ask) { (lang.ui_ask()) } }
    });
    layout::page(chrome, &Page { title: lang.ui_help(), description: lang.ui_help(), canonical: Some(paths::Help.to_string()), ..Page::default() }, body)
}

/// What we did not write: name, who, licence, its text.
const LICENCES: &[(&str, &str, &str, &str)] = &[
    ("Lucide", "Lucide Icons and Contributors", "ISC", include_str!("../../../static/lucide-license.txt")),
    ("Bricolage Grotesque", "The Bricolage Grotesque Project Authors", "SIL Open Font License 1.1", include_str!("ofl.txt")),
    ("Spam weights", "Contributors to Mozilla Support", "CC BY-SA 3.0", include_str!("../../rules/spam/LICENCE.txt")),
    ("Common passwords", "Django Software Foundation and contributors (list by Royce Williams)", "BSD 3-Clause", include_str!("django.txt")),
];

pub fn licences(chrome: &Chrome) -> Markup {
    let lang = chrome.lang;
    let body = layout::section(html! {
        h1 { (lang.ui_licences()) }
        p { (lang.help_licences_text()) }
        @for (name, who, licence, text) in LICENCES {
            h2 { (name) }
            p.hint lang="en" { (who) ", " (licence) }
            details { summary { (lang.help_licence_of(name)) } pre.scroll lang="en" { (text) } }
        }
    });
    layout::page(chrome, &Page { title: lang.ui_licences(), description: lang.ui_licences(), canonical: Some(paths::Licences.to_string()), ..Page::default() }, body)
}
