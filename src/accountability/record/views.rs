//! The record: a search, and lines that lead to what they are about.

use maud::{Markup, html};

use super::forms::Raw;
use super::queries::Line;
use super::said;
use crate::i18n::Lang;
use crate::listings::cursor::Slice;
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout::{self, Page};
use crate::ui::lists::{self, empty};
use crate::ui::when;
use crate::web::paths;

/// What the page shows.
pub struct Found<'a> {
    pub raw: &'a Raw,
    pub lines: Slice<Line>,
    /// Everything, or what concerns threads and oneself.
    pub whole: bool,
    pub links: i64,
    /// Hash of the last link.
    pub last: String,
}

pub fn page(c: &Chrome, found: &Found<'_>, errors: &Errors) -> Markup {
    let lang = c.lang;
    let raw = found.raw;
    let at = |after: &str, before: &str| paths::with_query(paths::StaffAudit, &raw.pairs(after, before));
    let (newer, older) = (found.lines.newer.as_deref().map(|p| at("", p)), found.lines.older.as_deref().map(|p| at(p, "")));
    let body = layout::section(html! {
        (form::summary(lang, errors))
        h1 { (lang.record_title()) }
        p { (if found.whole { lang.record_lead() } else { lang.record_lead_staff() }) }
        (search(c, raw, errors))
        @if found.lines.rows.is_empty() && errors.is_empty() { (empty(lang.record_none(), None)) }
        ol.index.record role="list" { @for line in &found.lines.rows { (self::line(c, line)) } }
        (lists::pager_named(lang.ui_pages(), newer.as_deref().map(|h| (lang.record_newer(), h)), older.as_deref().map(|h| (lang.record_older(), h))))
        @if found.links > 0 {
            details.mt {
                summary { (lang.record_chain(found.links)) }
                p { (lang.record_chain_text()) }
                p { code.hash { (found.last) } }
            }
        }
    });
    layout::page(c, &Page { title: lang.record_title(), noindex: true, errors: !errors.is_empty(), quiet: true, ..Page::default() }, body)
}

fn search(c: &Chrome, raw: &Raw, errors: &Errors) -> Markup {
    let lang = c.lang;
    html! {
        form.filter action=(paths::StaffAudit) role="search" aria-label=(lang.record_search()) {
            div.fields {
                (Field::new("person", lang.record_person()).value(&raw.person).autocomplete("off").error(errors).text(lang))
                (Field::new("action", lang.record_action()).value(&raw.action).autocomplete("off").error(errors).text(lang))
                (Field::new("object", lang.record_object()).value(&raw.object).autocomplete("off").error(errors).text(lang))
                (Field::new("number", lang.record_number()).value(&raw.number).autocomplete("off").error(errors).text(lang))
                (Field::new("from", lang.record_from()).value(&raw.from).error(errors).day(lang))
                (Field::new("to", lang.record_to()).value(&raw.to).error(errors).day(lang))
            }
            div.bar { button.btn.pri { (lang.record_find()) } a.btn.quiet href=(paths::StaffAudit) { (lang.record_all()) } }
        }
    }
}

fn line(c: &Chrome, l: &Line) -> Markup {
    let lang = c.lang;
    let by_action = paths::with_query(paths::StaffAudit, &[("action", &l.action)]);
    html! {
        li {
            p {
                (who(lang, l)) " "
                a href=(by_action) rel="nofollow" { (said::said(lang, &l.action)) } " "
                @match said::leads_to(&l.object, l.object_id, l.subject.as_deref()) {
                    Some(href) => a href=(href) { (thing(lang, l)) },
                    None => (thing(lang, l)),
                }
            }
            @if !l.note.is_empty() { p.pre dir="auto" { (l.note) } }
            p.meta { span { time datetime=(when::machine(l.at)) { (when::full(lang, &c.zone, l.at)) } } span { "n° " (l.id) } }
        }
    }
}

fn who(lang: Lang, l: &Line) -> Markup {
    match (&l.actor_display, &l.actor_name, l.actor_id) {
        (Some(display), Some(name), _) => html! { a href=(paths::with_query(paths::StaffAudit, &[("person", name)])) rel="nofollow" dir="auto" { (display) } },
        (_, _, Some(_)) => html! { (lang.ui_former_member()) },
        _ => html! { (lang.record_by_itself()) },
    }
}

fn thing(lang: Lang, l: &Line) -> String {
    match &l.subject {
        Some(name) => format!("@{name}"),
        None if l.object_id == 0 => said::thing(lang, &l.object),
        None => format!("{} {}", said::thing(lang, &l.object), l.object_id),
    }
}
