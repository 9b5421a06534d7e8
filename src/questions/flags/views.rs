//! The form of a report.

use entity::FlagReason;
use maud::{Markup, html};

use crate::questions::thread::views::stub::flag_reason;
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout;

pub struct Page<'a> {
    pub action: String,
    /// Where the post stands.
    pub back: String,
    /// Of its question.
    pub title: &'a str,
    pub reason: &'a str,
    pub details: &'a str,
}

pub fn page(c: &Chrome, p: &Page<'_>, errors: &Errors) -> Markup {
    let lang = c.lang;
    let reasons: Vec<(&str, &str, &str)> = FlagReason::ALL.iter().map(|r| (r.word(), flag_reason(lang, *r), if *r == FlagReason::Privacy { lang.flags_privacy_hint() } else { "" })).collect();
    let body = layout::section(html! {
        (form::summary(lang, errors))
        h1 { (lang.flags_title()) }
        p { (lang.flags_about()) " " a href=(p.back) { (p.title) } }
        form method="post" action=(p.action) {
            (Field::new("reason", lang.flags_why()).value(p.reason).error(errors).radios(lang, &reasons))
            (Field::new("details", lang.flags_details()).hint(lang.flags_details_hint()).value(p.details).error(errors).optional().rows(3).textarea(lang))
            div.acts { (form::submit(lang.flags_send())) a.btn.quiet href=(p.back) { (lang.common_cancel()) } }
        }
    });
    layout::page(c, &layout::Page { title: lang.flags_title(), noindex: true, errors: !errors.is_empty(), ..layout::Page::default() }, body)
}
