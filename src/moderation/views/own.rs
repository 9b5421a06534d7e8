//! Decisions, for whom they concern.

use maud::{Markup, html};

use super::super::appeals::Appeal;
use super::super::queries::{Body, Decision};
use super::{ended, told};
use crate::rules::moderation::APPEAL_WITHIN;
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout::{self, Page};
use crate::ui::lists::{self, Tone, banner, empty};
use crate::ui::{post, reasons, when};
use crate::web::paths;

pub fn list(c: &Chrome, all: &[Decision]) -> Markup {
    let lang = c.lang;
    let body = layout::section(html! {
        h1 { (lang.moderation_own_title()) }
        p { (lang.moderation_own_lead()) }
        @if all.is_empty() { (empty(lang.moderation_own_none(), None)) }
        ul.plain role="list" {
            @for d in all {
                li {
                    a href=(paths::OwnDecision { id: d.id }) { (told(lang, d.act)) }
                    p.meta { (when::ago(c, d.decided_at)) @if !d.reason.is_empty() { span { (reasons::shown(lang, &d.reason)) } } @if let Some(title) = &d.title { span dir="auto" { (title) } } }
                    (ended(lang, d))
                }
            }
        }
    });
    layout::page(c, &Page { title: lang.moderation_own_title(), noindex: true, quiet: true, ..Page::default() }, body)
}

pub fn page(c: &Chrome, d: &Decision, text: Option<&Body>, appeal: Option<&Appeal>, open: bool, typed: &str, errors: &Errors) -> Markup {
    let lang = c.lang;
    let title = told(lang, d.act);
    let body = layout::section(html! {
        (lists::breadcrumb(lang, &[(lang.moderation_own_title().to_owned(), paths::OwnDecisions.to_string())]))
        (form::summary(lang, errors))
        h1 { (title) }
        (ended(lang, d))
        @if let Some(until) = d.ends_at { p { (lang.moderation_until(when::full(lang, &c.zone, until))) } }
        dl.sums {
            dt { (lang.moderation_own_what()) } dd dir="auto" { (d.fact) }
            @if !d.reason.is_empty() { dt { (lang.moderation_own_rule()) } dd { (reasons::shown(lang, &d.reason)) " (" a href=(paths::Terms) { (lang.moderation_own_rules()) } ")" } }
            dt { (lang.moderation_own_when()) } dd { (when::full(lang, &c.zone, d.decided_at)) ". " (lang.moderation_person_decided()) }
        }
        @if d.abuse { p { (lang.moderation_abuse_points()) } }
        @if let Some(b) = text {
            h2 { (lang.moderation_own_text()) }
            @if let (Some(t), Some(question)) = (&d.title, d.question_id) { p { a href=(paths::Question { id: question, slug: d.slug.as_deref().unwrap_or_default() }) dir="auto" { (t) } } }
            div.evidence { (post::prose(b.lang.as_deref().unwrap_or(lang.code()), &b.html)) }
        }
        @if d.holds() || appeal.is_some() { h2 { (lang.moderation_appeal()) } }
        @match appeal {
            Some(a) => (made(c, a)),
            None if open => {
                p { (lang.moderation_appeal_text(when::date(lang, &c.zone, d.decided_at + APPEAL_WITHIN))) }
                form method="post" action=(paths::OwnDecisionAppeal { id: d.id }) novalidate {
                    (Field::new("words", lang.moderation_appeal_words()).value(typed).maxlength(500).rows(4).error(errors).textarea(lang))
                    (form::submit(lang.moderation_appeal_send()))
                }
            }
            None if d.holds() => p { (lang.moderation_appeal_late()) },
            None => {}
        }
    });
    layout::page(c, &Page { title, noindex: true, quiet: true, errors: !errors.is_empty(), ..Page::default() }, body)
}

/// An appeal, and what became of it.
fn made(c: &Chrome, a: &Appeal) -> Markup {
    let lang = c.lang;
    html! {
        blockquote { p.pre dir="auto" { (a.words) } }
        @match a.overturned {
            None => p { (lang.moderation_appeal_open(when::date(lang, &c.zone, a.due_at))) },
            Some(overturned) => {
                (banner(if overturned { Tone::Good } else { Tone::Info }, html! { p { (if overturned { lang.moderation_appeal_overturned() } else { lang.moderation_appeal_upheld() }) } }))
                @if a.no_second { p { (lang.moderation_appeal_alone()) } }
                p { strong { (lang.moderation_answer()) } ": " span dir="auto" { (a.answer) } }
            }
        }
    }
}
