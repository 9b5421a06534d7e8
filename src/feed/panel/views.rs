//! The panel, beside a list or alone.

use maud::{Markup, html};

use super::queries::{Escalation, Panel, Thread};
use crate::feed::{views, words};
use crate::i18n::Lang;
use crate::ui::chrome::Chrome;
use crate::ui::layout::{self, Page};
use crate::ui::people::{self, Person, Standing};
use crate::ui::{Icon, icon, when};
use crate::web::paths;

pub fn page(chrome: &Chrome, panel: &Panel) -> Markup {
    let lang = chrome.lang;
    let title = &panel.thread.title;
    let body = layout::section(html! {
        p.crumb { a href=(paths::StaffFeed) data-key="u" { (lang.feed_title()) } }
        h1 { (lang.feed_panel()) ": " a href=(paths::StaffThread { id: panel.thread.id }) lang=(panel.thread.lang) dir="auto" { (title) } }
        (part(chrome, panel))
    });
    layout::page(chrome, &Page { title, noindex: true, quiet: true, desk: true, ..Page::default() }, body)
}

pub fn part(chrome: &Chrome, panel: &Panel) -> Markup {
    let lang = chrome.lang;
    let t = &panel.thread;
    html! {
        div.panel-part #panel {
            h2 { (lang.feed_panel()) }
            p { a href=(paths::StaffThread { id: t.id }) lang=(t.lang) dir="auto" { (t.title) } }
            (views::here(lang, &panel.here))
            @if !panel.reasons.is_empty() {
                h3 { (lang.feed_panel_why()) }
                ul role="list" { @for why in &panel.reasons { li { (words::why(chrome, why, panel.cause(), panel.opener())) } } }
            }
            (asker(chrome, panel))
            (deadlines(chrome, t))
            @if !panel.escalations.is_empty() {
                h3 { (lang.feed_panel_escalations()) }
                ul role="list" { @for e in &panel.escalations { (escalation(chrome, e)) } }
            }
            @if !panel.similar.is_empty() {
                h3 { (lang.feed_panel_similar()) }
                ul role="list" { @for s in &panel.similar { li { @if s.solved { (icon(Icon::Check)) } a href=(paths::Question { id: s.id, slug: &s.slug }) { (s.title) } } } }
            }
        }
    }
}

fn asker(chrome: &Chrome, panel: &Panel) -> Markup {
    let (lang, t) = (chrome.lang, &panel.thread);
    let person = Person { username: if t.gone { String::new() } else { t.username.clone() }, display_name: t.author.clone(), rank: Standing::from_word(t.rank.word()), imported: t.imported, official: false, avatar: None };
    html! {
        h3 { (lang.feed_panel_asker()) }
        p { (people::name(lang, &person)) " " (people::role(lang, &chrome.brand, &person)) }
        p.meta {
            span { (lang.feed_since(when::year(&chrome.zone, t.joined_at).to_string())) }
            span { (lang.feed_panel_asked(t.asked)) }
            span { (lang.feed_panel_answered(t.answered)) }
            @if t.escalated > 0 { span { (lang.feed_panel_escalated(t.escalated)) } }
            @if t.imported { span { (lang.feed_panel_imported()) } }
            @if let Some(seen) = t.seen_at.filter(|_| !t.gone) { span { (lang.feed_panel_seen()) " " (when::ago(chrome, seen)) } }
            @if t.private { span { (icon(Icon::Lock)) " " (lang.feed_panel_private()) } }
        }
        @if !panel.products.is_empty() { p.meta { span { (lang.feed_panel_products()) } @for p in &panel.products { span.tag { @if lang == Lang::Fr { (p.name_fr) } @else { (p.name_en) } @if p.n > 1 { " × " (lang.number(p.n)) } } } } }
        @if panel.questions.is_empty() { p { (lang.feed_panel_first()) } }
        @else {
            h3 { (lang.feed_panel_history()) }
            ul role="list" {
                @for q in &panel.questions {
                    li { @if q.solved { (icon(Icon::Check)) } a href=(paths::Question { id: q.id, slug: &q.slug }) { (q.title) } " " small { (when::ago(chrome, q.created_at)) @if q.waits { ", " (lang.feed_panel_waits()) } } }
                }
            }
        }
    }
}

fn deadlines(chrome: &Chrome, t: &Thread) -> Markup {
    let lang = chrome.lang;
    let all = [(lang.feed_panel_first_due(), t.first_due_at), (lang.feed_panel_next_due(), t.next_due_at), (lang.feed_panel_resolution_due(), t.resolution_due_at)];
    html! {
        @if t.waiting_on.is_some() || all.iter().any(|(_, at)| at.is_some()) {
            h3 { (lang.feed_panel_due()) }
            dl {
                @for (label, at) in all.iter().filter_map(|(label, at)| at.map(|at| (label, at))) {
                    div { dt { (label) } dd { (when::full(lang, &chrome.zone, at)) @if at < chrome.now { " " strong { "(" (lang.feed_reason_late()) ")" } } } }
                }
            }
            @if t.paused_since.is_some() { p { (lang.feed_paused()) ": " (lang.feed_paused_why()) } }
            @else if let Some(on) = t.waiting_on { p { (words::waiting(lang, on)) } }
        }
    }
}

fn escalation(chrome: &Chrome, e: &Escalation) -> Markup {
    let lang = chrome.lang;
    html! {
        li {
            (words::escalated(lang, Some(&e.cause), e.opener.as_deref())) ", " (when::ago(chrome, e.opened_at)) ": "
            @match &e.outcome { Some(outcome) => (words::outcome(lang, outcome)), None => (lang.feed_panel_open_escalation()) }
            @if let Some(owner) = &e.owner { ", " (owner) }
            @if !e.details.is_empty() { p dir="auto" { (e.details) } }
            @if let Some(line) = e.outcome_line.as_deref().filter(|l| !l.is_empty()) { p.says dir="auto" { (line) } }
        }
    }
}
