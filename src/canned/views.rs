//! The texts of the team.

use maud::{Markup, html};

use super::Act;
use super::queries::Canned;
use super::routes::{Raw, SLEEPS};
use crate::deadlines::departments::Department;
use crate::i18n::Lang;
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout::{self, Page};
use crate::ui::lists::empty;
use crate::ui::{Icon, icon};
use crate::web::paths;

fn act(lang: Lang, a: Act) -> &'static str {
    match a {
        Act::Claim => lang.canned_act_claim(),
        Act::AskDetails => lang.canned_act_details(),
        Act::Snooze => lang.canned_act_snooze(),
        Act::Department => lang.canned_act_department(),
        Act::Verify => lang.canned_act_verify(),
    }
}

fn frame(c: &Chrome, title: &str, errors: &Errors, body: Markup) -> Markup {
    layout::page(c, &Page { title, noindex: true, errors: !errors.is_empty(), quiet: true, ..Page::default() }, layout::section(body))
}

fn fields(c: &Chrome, departments: &[Department], raw: &Raw, errors: &Errors) -> Markup {
    let lang = c.lang;
    let none = (String::new(), lang.canned_none_chosen().to_owned());
    let departments: Vec<(String, String)> = std::iter::once(none.clone()).chain(departments.iter().map(|d| (d.id.to_string(), d.name(lang).to_owned()))).collect();
    let sleeps: Vec<(String, String)> = std::iter::once(none).chain(SLEEPS.iter().map(|h| (h.to_string(), lang.canned_hours(*h)))).collect();
    html! {
        (Field::new("name", lang.canned_name()).value(&raw.name).error(errors).maxlength(150).required().text(lang))
        (Field::new("body_en", lang.canned_body_en()).hint(lang.canned_places_en()).value(&raw.body_en).error(errors).rows(5).maxlength(4_000).optional().textarea(lang))
        (Field::new("body_fr", lang.canned_body_fr()).hint(lang.canned_places_fr()).value(&raw.body_fr).error(errors).rows(5).maxlength(4_000).optional().textarea(lang))
        fieldset.f {
            legend { (lang.canned_acts()) " " span.opt { (lang.ui_optional()) } }
            p.hint { (lang.canned_acts_hint()) }
            @for a in Act::ALL {
                div.check { input type="checkbox" id={ "f-act-" (a.word()) } name="acts" value=(a.word()) checked[raw.acts.iter().any(|w| w == a.word())]; label for={ "f-act-" (a.word()) } { (act(lang, a)) } }
            }
        }
        (Field::new("sleep", lang.canned_sleep()).value(&raw.sleep).error(errors).optional().select(lang, &sleeps))
        (Field::new("department", lang.canned_department()).value(&raw.department).error(errors).optional().select(lang, &departments))
    }
}

pub fn list(c: &Chrome, all: &[Canned], departments: &[Department], raw: &Raw, errors: &Errors) -> Markup {
    let lang = c.lang;
    let body = html! {
        (form::summary(lang, errors))
        h1 { (lang.canned_title()) }
        p { (lang.canned_text()) }
        @if all.is_empty() { (empty(lang.canned_none(), None)) }
        ul.index role="list" {
            @for k in all {
                li {
                    h2 { a href=(paths::StaffCannedOne { id: k.id }) dir="auto" { (k.name) } }
                    p.meta {
                        @if k.retired_at.is_some() { span.st { (icon(Icon::Ban)) (lang.canned_retired()) } }
                        span { (lang.canned_used(k.used)) }
                        @if k.threads > 0 { span { (lang.canned_solved(k.solved * 100 / k.threads)) } }
                        @for a in Act::all_in(&k.acts) { span { (act(lang, a)) } }
                        span dir="auto" { (k.author) }
                    }
                    @let text = if lang == Lang::Fr && !k.body_fr.is_empty() || k.body_en.is_empty() { &k.body_fr } else { &k.body_en };
                    p.hint dir="auto" { (text.chars().take(160).collect::<String>()) }
                }
            }
        }
        h2.mt-l { (lang.canned_new()) }
        form method="post" action=(paths::StaffCanned) novalidate { (fields(c, departments, raw, errors)) (form::submit(lang.canned_save())) }
    };
    frame(c, lang.canned_title(), errors, body)
}

pub fn one(c: &Chrome, k: &Canned, departments: &[Department], raw: &Raw, errors: &Errors) -> Markup {
    let lang = c.lang;
    let body = html! {
        (form::summary(lang, errors))
        p { a href=(paths::StaffCanned) { (lang.canned_title()) } }
        h1 dir="auto" { (k.name) }
        p.meta { span { (lang.canned_used(k.used)) } @if k.threads > 0 { span { (lang.canned_solved(k.solved * 100 / k.threads)) } } }
        form method="post" action=(paths::StaffCannedOne { id: k.id }) novalidate { (fields(c, departments, raw, errors)) (form::submit(lang.canned_save())) }
        div.bar { (form::post_button(paths::StaffCannedRetire { id: k.id }, if k.retired_at.is_some() { lang.canned_back() } else { lang.canned_retire() }, "quiet")) }
    };
    frame(c, &k.name, errors, body)
}
