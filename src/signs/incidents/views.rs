//! The team's pages of incidents.

use maud::{Markup, html};

use super::forms::Raw;
use super::queries::{Category, Incident, Thread};
use crate::i18n::Lang;
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout::{self, Page};
use crate::ui::lists::empty;
use crate::ui::{Icon, icon, when};
use crate::web::paths;

fn title(lang: Lang, i: &Incident) -> &str {
    if lang == Lang::Fr { &i.title_fr } else { &i.title_en }
}

fn frame(c: &Chrome, title: &str, errors: &Errors, body: Markup) -> Markup {
    layout::page(c, &Page { title, noindex: true, errors: !errors.is_empty(), quiet: true, ..Page::default() }, layout::section(body))
}

fn fields(c: &Chrome, categories: &[Category], raw: &Raw, errors: &Errors) -> Markup {
    let lang = c.lang;
    html! {
        (Field::new("title_en", lang.signs_title_en()).value(&raw.title_en).error(errors).maxlength(150).required().text(lang))
        (Field::new("text_en", lang.signs_text_en()).value(&raw.text_en).error(errors).rows(3).optional().textarea(lang))
        (Field::new("title_fr", lang.signs_title_fr()).value(&raw.title_fr).error(errors).maxlength(150).required().text(lang))
        (Field::new("text_fr", lang.signs_text_fr()).value(&raw.text_fr).error(errors).rows(3).optional().textarea(lang))
        @if !categories.is_empty() {
            @let wrong = errors.of("categories");
            fieldset.f.err[wrong.is_some()] id="f-categories" {
                legend { (lang.signs_categories()) " " span.opt { (lang.ui_optional()) } }
                p.hint { (lang.signs_categories_hint()) }
                @if let Some(why) = wrong { p.emsg { span.vh { (lang.ui_error_prefix()) } (why) } }
                @for (n, k) in categories.iter().enumerate() {
                    div.check { input type="checkbox" id={ "f-categories-" (n) } name="categories" value=(k.slug) checked[raw.categories.contains(&k.slug)]; label for={ "f-categories-" (n) } { (if lang == Lang::Fr { &k.name_fr } else { &k.name_en }) } }
                }
            }
        }
        (Field::new("tags", lang.signs_tags()).hint(lang.signs_tags_hint()).value(&raw.tags).error(errors).optional().text(lang))
        (Field::new("begins", lang.signs_begins()).hint(lang.signs_begins_hint()).value(&raw.begins).error(errors).optional().moment(lang))
        (Field::new("ends", lang.signs_ends()).hint(lang.signs_ends_hint()).value(&raw.ends).error(errors).optional().moment(lang))
        (Field::new("canonical", lang.signs_canonical()).hint(lang.signs_canonical_hint()).value(&raw.canonical).error(errors).optional().text(lang))
    }
}

fn times(c: &Chrome, i: &Incident) -> Markup {
    let lang = c.lang;
    html! {
        p.meta {
            span { (lang.signs_from(when::full(lang, &c.zone, i.begins_at))) }
            @match i.ends_at {
                Some(at) if at <= c.now => span.st { (icon(Icon::Check)) (lang.signs_over(when::full(lang, &c.zone, at))) },
                Some(at) => span { (lang.signs_until(when::full(lang, &c.zone, at))) },
                None => span { (lang.signs_no_end()) },
            }
            span { (lang.signs_threads(i.threads)) }
            span dir="auto" { (i.author) }
        }
    }
}

pub fn list(c: &Chrome, all: &[Incident], categories: &[Category], raw: &Raw, errors: &Errors) -> Markup {
    let lang = c.lang;
    let body = html! {
        (form::summary(lang, errors))
        h1 { (lang.signs_incidents()) }
        p { (lang.signs_incidents_text()) }
        p.meta { a href=(paths::StaffPins) { (lang.signs_pins()) } @if c.me.as_ref().is_some_and(|m| m.manager) { a href=(paths::StaffAnnouncements) { (lang.signs_announcements()) } } }
        @if all.is_empty() { (empty(lang.signs_incidents_none(), None)) }
        ul.index role="list" { @for i in all { li { h2 { a href=(paths::StaffIncident { id: i.id }) { (title(lang, i)) } } (times(c, i)) } } }
        h2.mt-l { (lang.signs_incident_new()) }
        form method="post" action=(paths::StaffIncidents) novalidate { (fields(c, categories, raw, errors)) (form::submit(lang.signs_put_up())) }
    };
    frame(c, lang.signs_incidents(), errors, body)
}

pub struct One<'a> {
    pub incident: &'a Incident,
    pub over: bool,
    pub attached: &'a [Thread],
    pub candidates: &'a [Thread],
    pub categories: &'a [Category],
    pub raw: &'a Raw,
    pub errors: &'a Errors,
}

fn tick(c: &Chrome, t: &Thread, prefix: &str) -> Markup {
    let id = format!("{prefix}-{}", t.id);
    html! {
        div.check {
            input type="checkbox" id=(id) name="thread" value=(t.id);
            label for=(id) { span lang=(t.lang) dir="auto" { (t.title) } small { (when::ago(c, t.created_at)) @if t.me_too > 0 { " · " (c.lang.facts_me_too_count(t.me_too)) } } }
        }
    }
}

pub fn one(c: &Chrome, o: &One<'_>) -> Markup {
    let (lang, i) = (c.lang, o.incident);
    let body = html! {
        (form::summary(lang, o.errors))
        p { a href=(paths::StaffIncidents) { (lang.signs_incidents()) } }
        h1 { (title(lang, i)) }
        (times(c, i))
        @if !o.over { (form::post_button(paths::StaffIncidentEnd { id: i.id }, lang.signs_end(), "bad")) p.hint { (lang.signs_end_text()) } }
        @if !o.attached.is_empty() {
            h2.mt-l { (lang.signs_attached()) }
            form method="post" action=(paths::StaffIncidentDetach { id: i.id }) { @for t in o.attached { (tick(c, t, "a")) } button.btn.quiet { (lang.signs_detach()) } }
        }
        @if !o.over {
            h2.mt-l { (lang.signs_candidates()) }
            p { (lang.signs_candidates_text()) }
            form method="post" action=(paths::StaffIncidentAttach { id: i.id }) novalidate {
                @for t in o.candidates { (tick(c, t, "c")) }
                (Field::new("other", lang.signs_other_thread()).hint(lang.signs_canonical_hint()).error(o.errors).optional().text(lang))
                button.btn { (lang.signs_attach()) }
            }
            h2.mt-l { (lang.signs_change()) }
            form method="post" action=(paths::StaffIncident { id: i.id }) novalidate { (fields(c, o.categories, o.raw, o.errors)) (form::submit(lang.signs_save())) }
        }
    };
    frame(c, title(lang, i), o.errors, body)
}
