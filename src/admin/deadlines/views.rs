//! The pages of deadlines, calendars and words of alarm.

use entity::CalendarId;
use maud::{Markup, html};

use super::calendars::Raw as RawCalendar;
use super::queries::Row;
use super::routes::Raw;
use super::words::Raw as RawWords;
use crate::deadlines::calendars::Stored;
use crate::deadlines::departments::Department;
use crate::i18n::Lang;
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout::{self, Page};
use crate::ui::lists::{Tone, banner};
use crate::web::paths;

fn frame(c: &Chrome, title: &str, errors: &Errors, body: Markup) -> Markup {
    layout::page(c, &Page { title, noindex: true, errors: !errors.is_empty(), ..Page::default() }, layout::section(body))
}

/// Of a category, or of all that have nothing of their own.
fn name(lang: Lang, row: &Row) -> &str {
    match lang {
        _ if row.category_id.0 == 0 => lang.deadlines_everywhere(),
        Lang::En => &row.name_en,
        Lang::Fr => &row.name_fr,
    }
}

/// `8 h`, `90 min`.
pub fn span(lang: Lang, minutes: i64) -> String {
    if minutes % 60 == 0 { lang.deadlines_hours(minutes / 60) } else { lang.deadlines_minutes(minutes) }
}

pub fn list(c: &Chrome, rows: &[Row], calendars: &[Stored], departments: &[Department], never: &[Stored]) -> Markup {
    let lang = c.lang;
    let department = |row: &Row| row.department_id.and_then(|id| departments.iter().find(|d| d.id == id)).map_or(lang.deadlines_no_department().to_owned(), |d| d.name(lang).to_owned());
    let body = html! {
        h1 { (lang.deadlines_title()) }
        p { (lang.deadlines_about()) }
        @for k in never { (banner(Tone::Bad, html! { p { (lang.deadlines_never_open(&k.name)) " " a href=(paths::AdminCalendar { id: k.id }) { (lang.deadlines_change()) } } })) }
        div.scroll tabindex="0" role="region" aria-labelledby="promises" {
            table {
                caption id="promises" { (lang.deadlines_promises()) }
                thead { tr {
                    th scope="col" { (lang.deadlines_category()) } th scope="col" { (lang.deadlines_window()) } th scope="col" { (lang.deadlines_first()) }
                    th scope="col" { (lang.deadlines_next()) } th scope="col" { (lang.deadlines_resolution()) } th scope="col" { (lang.deadlines_calendar()) } th scope="col" { (lang.deadlines_department()) }
                } }
                tbody { @for row in rows { tr {
                    th scope="row" { a href=(paths::AdminDeadline { id: row.category_id }) { (name(lang, row)) } @if !row.own { br; small { (lang.deadlines_as_everywhere()) } } }
                    td { @if row.brand_only { (lang.deadlines_brand_only_short()) } @else { (span(lang, row.window_minutes)) } }
                    td { (span(lang, row.first_minutes)) } td { (span(lang, row.next_minutes)) } td { (span(lang, row.resolution_minutes)) }
                    td { (row.calendar) } td { (department(row)) }
                } } }
            }
        }
        h2.mt-l { (lang.deadlines_calendars()) }
        ul.index role="list" {
            @for k in calendars {
                li {
                    h3 { a href=(paths::AdminCalendar { id: k.id }) { (k.name) } }
                    p.meta { span { (if k.hours.is_empty() { lang.deadlines_always() } else { &k.hours }) } @if !k.closed_days.is_empty() { span { (lang.deadlines_closed()) " " (k.closed_days) } } }
                }
            }
        }
        p { a.btn href=(paths::AdminCalendar { id: CalendarId(0) }) { (lang.deadlines_new_calendar()) } }
        h2.mt-l { (lang.deadlines_words()) }
        p { (lang.deadlines_words_about()) }
        p { a.btn href=(paths::AdminAlertWords) { (lang.deadlines_words_change()) } }
    };
    frame(c, lang.deadlines_title(), &Errors::new(), body)
}

pub fn one(c: &Chrome, row: &Row, raw: &Raw, calendars: &[Stored], departments: &[Department], errors: &Errors) -> Markup {
    let lang = c.lang;
    let calendars: Vec<(String, String)> = calendars.iter().map(|k| (k.id.to_string(), k.name.clone())).collect();
    let departments: Vec<(String, String)> =
        std::iter::once((String::new(), lang.deadlines_no_department().to_owned())).chain(departments.iter().map(|d| (d.id.to_string(), d.name(lang).to_owned()))).collect();
    let number = |key: &'static str, label: &'static str, hint: &'static str, value: &str| Field::new(key, label).hint(hint).value(value).error(errors).inputmode("numeric").maxlength(6).required().text(lang);
    let body = html! {
        (form::summary(lang, errors))
        p { a href=(paths::AdminDeadlines) { (lang.deadlines_title()) } }
        h1 { (name(lang, row)) }
        form method="post" action=(paths::AdminDeadline { id: row.category_id }) novalidate {
            (number("window", lang.deadlines_window(), lang.deadlines_window_hint(), &raw.window))
            (form::checkbox("brand_only", lang.deadlines_brand_only(), raw.brand_only == "1"))
            (number("first", lang.deadlines_first(), lang.deadlines_first_hint(), &raw.first))
            (number("next", lang.deadlines_next(), lang.deadlines_next_hint(), &raw.next))
            (number("resolution", lang.deadlines_resolution(), lang.deadlines_resolution_hint(), &raw.resolution))
            (Field::new("calendar", lang.deadlines_calendar()).value(&raw.calendar).select(lang, &calendars))
            (Field::new("department", lang.deadlines_department()).value(&raw.department).select(lang, &departments))
            div.acts {
                (form::submit(lang.deadlines_save()))
                @if row.own && row.category_id.0 != 0 { button.btn.quiet name="default" value="1" { (lang.deadlines_use_default()) } }
            }
        }
    };
    frame(c, name(lang, row), errors, body)
}

pub fn calendar(c: &Chrome, id: CalendarId, raw: &RawCalendar, errors: &Errors) -> Markup {
    let lang = c.lang;
    let title = if id.0 == 0 { lang.deadlines_new_calendar() } else { lang.deadlines_calendar() };
    let body = html! {
        (form::summary(lang, errors))
        p { a href=(paths::AdminDeadlines) { (lang.deadlines_title()) } }
        h1 { (title) }
        form method="post" action=(paths::AdminCalendar { id }) novalidate {
            (Field::new("name", lang.deadlines_calendar_name()).value(&raw.name).error(errors).maxlength(150).required().text(lang))
            (Field::new("hours", lang.deadlines_hours_label()).hint(lang.deadlines_hours_hint()).value(&raw.hours).error(errors).rows(7).optional().textarea(lang))
            (Field::new("closed", lang.deadlines_closed_label()).hint(lang.deadlines_closed_hint()).value(&raw.closed).error(errors).rows(4).optional().textarea(lang))
            (Field::new("zone", lang.deadlines_zone()).hint(lang.deadlines_zone_hint()).value(&raw.zone).error(errors).maxlength(60).optional().text(lang))
            (form::submit(lang.deadlines_save()))
        }
    };
    frame(c, title, errors, body)
}

pub fn alert_words(c: &Chrome, raw: &RawWords, errors: &Errors) -> Markup {
    let lang = c.lang;
    let list = |key: &'static str, label: &'static str, value: &str| Field::new(key, label).hint(lang.deadlines_words_hint()).value(value).error(errors).rows(12).optional().textarea(lang);
    let body = html! {
        (form::summary(lang, errors))
        p { a href=(paths::AdminDeadlines) { (lang.deadlines_title()) } }
        h1 { (lang.deadlines_words()) }
        p { (lang.deadlines_words_about()) }
        form method="post" action=(paths::AdminAlertWords) novalidate {
            (list("danger_en", lang.deadlines_danger_en(), &raw.danger_en))
            (list("danger_fr", lang.deadlines_danger_fr(), &raw.danger_fr))
            (list("legal_en", lang.deadlines_legal_en(), &raw.legal_en))
            (list("legal_fr", lang.deadlines_legal_fr(), &raw.legal_fr))
            (form::submit(lang.deadlines_save()))
        }
    };
    frame(c, lang.deadlines_words(), errors, body)
}
