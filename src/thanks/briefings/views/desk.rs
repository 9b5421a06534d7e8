//! Where the team writes briefings.

use entity::BriefingId;
use maud::{Markup, html};

use super::super::forms::Raw;
use super::super::queries::{Desk, Line, Reading, Version};
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout::{self, Page};
use crate::ui::lists::{Tone, banner};
use crate::ui::{Icon, icon, when};
use crate::web::paths;

pub struct List<'a> {
    pub lines: &'a [Line],
    pub more: bool,
    pub raw: &'a Raw,
    pub categories: &'a [(String, String)],
    pub errors: &'a Errors,
}

fn fields(c: &Chrome, raw: &Raw, categories: &[(String, String)], errors: &Errors) -> Markup {
    let lang = c.lang;
    let none = [(String::new(), lang.briefings_no_category().to_owned())];
    let options: Vec<(String, String)> = none.into_iter().chain(categories.iter().cloned()).collect();
    html! {
        fieldset.f {
            legend { (lang.briefings_in_english()) }
            (Field::new("title_en", lang.briefings_field_title()).value(&raw.title_en).error(errors).maxlength(150).text(lang))
            (Field::new("body_en", lang.briefings_field_body()).hint(lang.thread_answer_hint()).value(&raw.body_en).error(errors).rows(10).textarea(lang))
        }
        fieldset.f {
            legend { (lang.briefings_in_french()) }
            (Field::new("title_fr", lang.briefings_field_title()).value(&raw.title_fr).error(errors).maxlength(150).text(lang))
            (Field::new("body_fr", lang.briefings_field_body()).hint(lang.thread_answer_hint()).value(&raw.body_fr).error(errors).rows(10).textarea(lang))
        }
        (Field::new("public_at", lang.briefings_field_minute()).hint(&lang.briefings_field_minute_hint(&c.zone)).value(&raw.public_at).error(errors).required().moment(lang))
        (Field::new("category", lang.briefings_field_category()).value(&raw.category).error(errors).optional().select(lang, &options))
    }
}

fn frame(c: &Chrome, title: &str, errors: &Errors, body: Markup) -> Markup {
    layout::page(c, &Page { title, noindex: true, errors: !errors.is_empty(), quiet: true, ..Page::default() }, layout::section(body))
}

pub fn list(c: &Chrome, l: &List<'_>) -> Markup {
    let lang = c.lang;
    let body = html! {
        (form::summary(lang, l.errors))
        h1 { (lang.briefings_desk()) }
        p { (lang.briefings_desk_text()) }
        ul.index role="list" {
            @for b in l.lines {
                li {
                    h2 { a href=(paths::StaffBriefing { id: b.id }) lang=(b.lang) dir="auto" { (b.title) } }
                    p.meta {
                        span.st { (state(c, b.shown_at, b.public_at)) }
                        @if b.shown_at.is_some() { span { (lang.briefings_readers(b.readers)) } span { (lang.briefings_remarks(b.remarks)) } }
                    }
                }
            }
        }
        @if let Some(last) = l.lines.last().filter(|_| l.more) {
            p { a.btn rel="next" href=(paths::with_query(paths::StaffBriefings, &[("before", &format!("{}.{}", last.public_at, last.id))])) { (lang.ui_older()) } }
        }
        h2.mt-l { (lang.briefings_write()) }
        form method="post" action=(paths::StaffBriefings) novalidate {
            (fields(c, l.raw, l.categories, l.errors))
            (form::submit(lang.briefings_keep_draft()))
        }
    };
    frame(c, lang.briefings_desk(), l.errors, body)
}

fn state(c: &Chrome, shown_at: Option<i64>, public_at: i64) -> Markup {
    let lang = c.lang;
    html! {
        @if shown_at.is_none() { (icon(Icon::Pencil)) (lang.briefings_draft()) }
        @else if public_at <= c.now { (icon(Icon::Check)) (lang.briefings_public_since()) " " (when::ago(c, public_at)) }
        @else { (icon(Icon::Lock)) (lang.briefings_until(when::full(lang, &c.zone, public_at))) }
    }
}

pub struct One<'a> {
    pub id: BriefingId,
    pub title: &'a str,
    pub desk: &'a Desk,
    pub raw: &'a Raw,
    pub categories: &'a [(String, String)],
    pub versions: &'a [Version],
    pub readings: &'a [Reading],
    pub ambassadors: i64,
    pub errors: &'a Errors,
}

pub fn one(c: &Chrome, p: &One<'_>) -> Markup {
    let (lang, d) = (c.lang, p.desk);
    let passed = d.shown_at.is_some() && d.public_at <= c.now;
    let body = html! {
        (form::summary(lang, p.errors))
        p { a href=(paths::StaffBriefings) { (lang.briefings_desk()) } }
        h1 dir="auto" { (p.title) }
        p.meta { span.st { (state(c, d.shown_at, d.public_at)) } @if d.shown_at.is_some() { a href=(paths::AmbassadorBriefing { id: p.id }) { (lang.briefings_see()) } } }
        @if d.shown_at.is_none() {
            (banner(Tone::Info, html! { p { (lang.briefings_show_text()) } (form::post_button(paths::StaffBriefingShow { id: p.id }, lang.briefings_show(), "pri")) }))
        } @else {
            h2 { (lang.briefings_receipts()) }
            p { (lang.briefings_share(i64::try_from(p.readings.len()).unwrap_or(i64::MAX), p.ambassadors)) }
            @if !p.readings.is_empty() {
                ul role="list" { @for r in p.readings { li { a href=(paths::User { username: &r.username }) dir="auto" { (r.display_name) } ", " (when::full(lang, &c.zone, r.at)) } } }
            }
        }
        h2.mt-l { (lang.briefings_edit()) }
        @if passed { p.hint { (lang.briefings_passed_hint()) } } @else { p.hint { (lang.briefings_move_hint()) } }
        form method="post" action=(paths::StaffBriefing { id: p.id }) novalidate {
            (fields(c, p.raw, p.categories, p.errors))
            (form::submit(lang.briefings_save()))
        }
        @if p.versions.iter().any(|v| v.number > 1) {
            h2.mt-l { (lang.briefings_versions()) }
            @for v in p.versions {
                details { summary { (lang.briefings_version(v.number)) " (" (v.lang) "), " (v.editor) ", " (when::full(lang, &c.zone, v.at)) } p { strong lang=(v.lang) { (v.title) } } p.pre lang=(v.lang) dir="auto" { (v.source) } }
            }
        }
    };
    frame(c, p.title, p.errors, body)
}
