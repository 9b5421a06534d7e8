//! The announcements there are, and the form of a new one.

use maud::{Markup, html};

use super::queries::Announcement;
use super::routes::Raw;
use crate::i18n::Lang;
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout::{self, Page};
use crate::ui::lists::empty;
use crate::ui::{Icon, icon, when};
use crate::web::paths;

pub fn list(c: &Chrome, all: &[Announcement], raw: &Raw, errors: &Errors) -> Markup {
    let lang = c.lang;
    let body = layout::section(html! {
        (form::summary(lang, errors))
        p { a href=(paths::StaffIncidents) { (lang.signs_incidents()) } }
        h1 { (lang.signs_announcements()) }
        p { (lang.signs_announcements_text()) }
        @if all.is_empty() { (empty(lang.signs_announcements_none(), None)) }
        ul.index role="list" {
            @for a in all {
                @let title = if lang == Lang::Fr { &a.title_fr } else { &a.title_en };
                li {
                    h2 { (title) }
                    p.meta {
                        span { (lang.signs_from(when::full(lang, &c.zone, a.begins_at))) }
                        @if a.ends_at <= c.now { span.st { (icon(Icon::Check)) (lang.signs_over(when::full(lang, &c.zone, a.ends_at))) } } @else { span { (lang.signs_until(when::full(lang, &c.zone, a.ends_at))) } }
                        span dir="auto" { (a.author) }
                    }
                    @if a.ends_at > c.now { form.inline method="post" action=(paths::StaffAnnouncementEnd { id: a.id }) { button.btn.quiet { (lang.signs_take_down()) span.vh { " " (title) } } } }
                }
            }
        }
        h2.mt-l { (lang.signs_announcement_new()) }
        form method="post" action=(paths::StaffAnnouncements) novalidate {
            (Field::new("title_en", lang.signs_title_en()).value(&raw.title_en).error(errors).maxlength(150).required().text(lang))
            (Field::new("text_en", lang.signs_text_en()).value(&raw.text_en).error(errors).rows(3).optional().textarea(lang))
            (Field::new("title_fr", lang.signs_title_fr()).value(&raw.title_fr).error(errors).maxlength(150).required().text(lang))
            (Field::new("text_fr", lang.signs_text_fr()).value(&raw.text_fr).error(errors).rows(3).optional().textarea(lang))
            (Field::new("begins", lang.signs_begins()).hint(lang.signs_begins_hint()).value(&raw.begins).error(errors).optional().moment(lang))
            (Field::new("ends", lang.signs_ends()).value(&raw.ends).error(errors).required().moment(lang))
            (form::submit(lang.signs_put_up()))
        }
    });
    layout::page(c, &Page { title: lang.signs_announcements(), noindex: true, errors: !errors.is_empty(), quiet: true, ..Page::default() }, body)
}
