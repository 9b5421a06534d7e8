//! The queue.

use entity::{AccountId, ItemKind};
use maud::{Markup, html};

use super::super::queries::{Decision, Line};
use super::{cut, kind, place, undo};
use crate::ui::chrome::Chrome;
use crate::ui::layout::{self, Page as Frame};
use crate::ui::lists::{self, empty};
use crate::ui::reasons::noticed;
use crate::ui::when;
use crate::web::paths;

pub struct Page {
    pub kind: Option<ItemKind>,
    pub lines: Vec<Line>,
    pub next: Option<String>,
    pub counts: Vec<(ItemKind, i64)>,
    /// Accounts that wait.
    pub signups: i64,
    pub undo: Option<Decision>,
    pub me: AccountId,
    pub manager: bool,
}

pub fn page(c: &Chrome, p: &Page) -> Markup {
    let lang = c.lang;
    let of = |kind: ItemKind| p.counts.iter().find(|(k, _)| *k == kind).map_or(0, |(_, n)| *n);
    let all: i64 = p.counts.iter().map(|(_, n)| n).sum();
    let view = |kind: Option<ItemKind>| paths::with_query(paths::StaffModeration, &[("view", kind.map_or("", ItemKind::word))]);
    let tab = |label: &str, kind: Option<ItemKind>, n: i64| (label.to_owned(), view(kind), Some(lang.number(n)), p.kind == kind);
    let tabs = [
        tab(lang.moderation_all(), None, all),
        tab(lang.moderation_flagged(), Some(ItemKind::Flagged), of(ItemKind::Flagged)),
        tab(lang.moderation_held(), Some(ItemKind::Held), of(ItemKind::Held)),
        tab(lang.moderation_first(), Some(ItemKind::First), of(ItemKind::First)),
        tab(lang.moderation_notices(), Some(ItemKind::Notice), of(ItemKind::Notice)),
        tab(lang.moderation_appeals(), Some(ItemKind::Appeal), of(ItemKind::Appeal)),
        tab(lang.moderation_edits(), Some(ItemKind::Edit), of(ItemKind::Edit)),
        tab(lang.moderation_cases(), Some(ItemKind::Case), of(ItemKind::Case)),
        (lang.approval_title().to_owned(), paths::StaffSignups.to_string(), Some(lang.number(p.signups)), false),
    ];
    let body = layout::section(html! {
        h1 { (lang.moderation_title()) }
        p { (lang.moderation_lead()) @if p.manager { " " a href=(paths::StaffWords) { (lang.moderation_words()) } } }
        (undo(c, p.undo.as_ref()))
        (lists::tabs(lang.moderation_views(), &tabs))
        @match p.kind {
            Some(ItemKind::Edit) => p { a href=(paths::Review) { (lang.moderation_edits_all()) } },
            Some(ItemKind::Case) => p { a href=(paths::StaffCases) { (lang.moderation_cases_all()) } },
            _ => {}
        }
        @if p.lines.is_empty() { (empty(lang.moderation_empty(), None)) }
        ul.plain role="list" { @for line in &p.lines { (row(c, p, line)) } }
        @if let Some(key) = &p.next {
            @let href = paths::with_query(paths::StaffModeration, &[("view", p.kind.map_or("", ItemKind::word)), ("after", key)]);
            (lists::pager_named(lang.ui_pages(), None, Some((lang.moderation_more(), &href))))
        }
    });
    layout::page(c, &Frame { title: lang.moderation_title(), noindex: true, quiet: true, ..Frame::default() }, body)
}

fn row(c: &Chrome, p: &Page, line: &Line) -> Markup {
    let lang = c.lang;
    let href = place(line, p.kind.map_or("", ItemKind::word));
    let title = line.title.clone().unwrap_or_else(|| kind(lang, line.kind).to_owned());
    html! {
        li {
            h2 { a href=(href) dir="auto" { (title) } }
            @if let Some(text) = &line.text { p dir="auto" { (cut(text)) } }
            p.meta {
                strong { (kind(lang, line.kind)) }
                @if line.flags > 0 { span { (lang.moderation_reports(line.flags)) } }
                @if line.edited_id.is_some() && line.kind != ItemKind::Edit { span { (kind(lang, ItemKind::Edit)) } }
                @if line.last_resort { strong { (lang.moderation_last_resort()) } }
                @for why in noticed(lang, &line.why) { span { (why) } }
                @if let Some(name) = &line.display_name { span dir="auto" { (name) } }
                (when::ago(c, line.since))
                @if let Some(due) = line.due_at { strong { (lang.moderation_due(when::date(lang, &c.zone, due))) } }
                @if let Some((who, _)) = line.claim(c.now) {
                    strong { @if who == p.me { (lang.moderation_mine()) } @else { (lang.moderation_claimed(line.claimer.as_deref().unwrap_or_default())) } }
                }
            }
        }
    }
}
