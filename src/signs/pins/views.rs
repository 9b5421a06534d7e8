//! The form of a pin, and all there are.

use entity::PostId;
use maud::{Markup, html};

use super::queries::Pin;
use crate::i18n::Lang;
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout::{self, Page};
use crate::ui::lists::empty;
use crate::ui::when;
use crate::web::paths;

pub fn pin(c: &Chrome, id: PostId, title: &str, slug: &str, ends: &str, errors: &Errors) -> Markup {
    let lang = c.lang;
    let body = layout::section(html! {
        (form::summary(lang, errors))
        h1 { (lang.signs_pin()) }
        p.hint { a href=(paths::Question { id, slug }) dir="auto" { (title) } }
        p.mt { (lang.signs_pin_text()) }
        form.mt method="post" action=(paths::QuestionPin { id }) novalidate {
            (Field::new("ends", lang.signs_ends()).value(ends).error(errors).required().moment(lang))
            div.bar { (form::submit(lang.signs_pin())) a.btn.quiet href=(paths::Question { id, slug }) { (lang.common_cancel()) } }
        }
    });
    layout::page(c, &Page { title: lang.signs_pin(), noindex: true, errors: !errors.is_empty(), quiet: true, ..Page::default() }, body)
}

pub fn list(c: &Chrome, pins: &[Pin]) -> Markup {
    let lang = c.lang;
    let body = layout::section(html! {
        p { a href=(paths::StaffIncidents) { (lang.signs_incidents()) } }
        h1 { (lang.signs_pins()) }
        p { (lang.signs_pins_text()) }
        @if pins.is_empty() { (empty(lang.signs_pins_none(), None)) }
        ul.index role="list" {
            @for p in pins {
                li {
                    h2 { a href=(paths::Question { id: p.question_id, slug: &p.slug }) lang=(p.lang) dir="auto" { (p.title) } }
                    p.meta { span { (if lang == Lang::Fr { &p.category_fr } else { &p.category_en }) } span { (lang.signs_until(when::full(lang, &c.zone, p.ends_at))) } span dir="auto" { (p.author) } }
                    form.inline method="post" action=(paths::StaffPinEnd { id: p.id }) { button.btn.quiet { (lang.signs_unpin()) span.vh { " " (p.title) } } }
                }
            }
        }
    });
    layout::page(c, &Page { title: lang.signs_pins(), noindex: true, quiet: true, ..Page::default() }, body)
}
