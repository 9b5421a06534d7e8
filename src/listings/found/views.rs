//! What was found, with the reader's own words marked.

use maud::{Markup, html};

use crate::listings::rows::Listed;
use crate::listings::views::{many, row};
use crate::search::{CANDIDATES, Found, Marked, Query};
use crate::ui::chrome::Chrome;
use crate::ui::layout::{self, Page};
use crate::ui::lists::{self, Tone};
use crate::web::paths;

/// A result.
pub struct Hit {
    pub q: Listed,
    pub title: Marked,
    pub excerpt: Marked,
    /// The excerpt is from the solution or the best answer.
    pub from_answer: bool,
}

fn at(q: &str, after: Option<i64>) -> String {
    paths::with_query(paths::Search, &[("q", q), ("after", &after.map(|a| a.to_string()).unwrap_or_default())])
}

/// `newer`: the page before, by what it begins after (none: the first).
pub fn page(chrome: &Chrome, typed: &str, query: &Query, found: &Found, hits: &[Hit], newer: Option<Option<i64>>, older: Option<i64>) -> Markup {
    let lang = chrome.lang;
    let (newer, older) = (newer.map(|n| at(typed, n)), older.map(|o| at(typed, Some(o))));
    let body = html! {
        (layout::section(html! {
            h1 { (lang.search_title()) }
            form.duo action=(paths::Search) {
                div { label.vh for="f-search" { (lang.ui_search_label()) } input.big type="search" id="f-search" name="q" value=(typed) placeholder=(lang.ui_search_placeholder()) autocomplete="off" enterkeyhint="search"; }
                button.btn.pri { (lang.ui_search_button()) }
            }
            @if query.is_empty() { p.hint { (lang.search_hint()) " " code { "tag:wifi" } " " code { "user:ada" } " " code { "category:box" } " " code { "is:solved" } " " code { "is:unanswered" } } }
            @else { (summary(chrome, typed, query, found)) }
        }))
        @for hit in hits {
            (result(chrome, hit))
        }
        (layout::section(html! {
            (lists::pager_named(lang.ui_pages(), newer.as_deref().map(|h| (lang.search_before(), h)), older.as_deref().map(|h| (lang.search_after(), h))))
            @if !query.is_empty() && !hits.is_empty() { (ask(chrome, &query.text)) }
        }))
    };
    let title = if typed.trim().is_empty() { lang.search_title().to_owned() } else { lang.search_title_for(typed.trim()) };
    layout::page(chrome, &Page { title: &title, noindex: true, search: typed, prev: newer, next: older, ..Page::default() }, body)
}

fn result(chrome: &Chrome, hit: &Hit) -> Markup {
    let mut shown = row(&hit.q, Some(&hit.title), Some(&hit.excerpt));
    if hit.from_answer {
        shown.excerpt = html! { strong { (chrome.lang.search_from_answer()) } " " (shown.excerpt) };
    }
    lists::row(chrome, &shown)
}

/// How many, of what, and what was done to find them.
fn summary(chrome: &Chrome, typed: &str, query: &Query, found: &Found) -> Markup {
    let lang = chrome.lang;
    let with = |filter: &str| {
        let kept = Query { solved: filter == "is:solved", unanswered: filter == "is:unanswered", ..query.clone() };
        at([query.text.as_str(), &kept.filters()].join(" ").trim(), None)
    };
    let tabs = [
        (lang.search_all().to_owned(), with(""), None, !query.solved && !query.unanswered),
        (lang.listings_status_solved().to_owned(), with("is:solved"), None, query.solved),
        (lang.listings_status_unanswered().to_owned(), with("is:unanswered"), None, query.unanswered),
    ];
    html! {
        (lists::tabs(lang.search_filters(), &tabs))
        @if let Some(filter) = &found.unknown_filter {
            (lists::banner(Tone::Info, html! { p { (lang.search_unknown_filter(filter)) } }))
        } @else if found.ids.is_empty() {
            (lists::empty(&lang.search_nothing(typed.trim()), None))
            (ask(chrome, &query.text))
        } @else {
            p.count role="status" {
                @if found.total >= CANDIDATES { (lang.search_results_many(many(lang, found.total as i64, CANDIDATES as i64))) } @else { (lang.search_results(found.total as i64)) }
            }
            @if let Some(instead) = &found.instead { (lists::banner(Tone::Info, html! { p { (lang.search_instead(typed.trim())) " " strong { (instead) } } })) }
            @else if found.some_words { (lists::banner(Tone::Info, html! { p { (lang.search_some_words()) } })) }
        }
    }
}

/// Nothing good: ask, with what was typed.
fn ask(chrome: &Chrome, text: &str) -> Markup {
    let lang = chrome.lang;
    let title: String = text.chars().take(150).collect();
    html! {
        p.bar { span { (lang.search_nothing_good()) } a.btn.pri href=(paths::with_query(paths::Ask, &[("title", &title)])) { (lang.search_ask()) } }
    }
}
