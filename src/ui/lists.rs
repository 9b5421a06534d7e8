//! Rows of questions, tabs, pages, chips: what lists are made of.

use maud::{Markup, html};

use crate::clock::Millis;
use crate::i18n::Lang;
use crate::ui::chrome::Chrome;
use crate::ui::people::{self, Person};
use crate::ui::{Icon, icon, when};
use crate::web::paths;
use entity::PostId;

/// Where a question stands, as its row and its stamp show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Unanswered,
    Answered,
    Solved,
    SolvedElsewhere,
    Closed,
    Duplicate,
    /// The brand owes it an outcome.
    Escalated,
}

impl State {
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            State::Unanswered => lang.ui_state_unanswered(),
            State::Answered => lang.ui_state_answered(),
            State::Solved => lang.ui_state_solved(),
            State::SolvedElsewhere => lang.ui_state_solved_elsewhere(),
            State::Closed => lang.ui_state_closed(),
            State::Duplicate => lang.ui_state_duplicate(),
            State::Escalated => lang.ui_state_escalated(),
        }
    }

    fn class(self) -> &'static str {
        match self {
            State::Solved => "sol",
            State::SolvedElsewhere => "sol els",
            State::Closed | State::Duplicate => "shut",
            State::Unanswered => "new",
            State::Escalated => "esc",
            State::Answered => "",
        }
    }

    pub fn glyph(self) -> Icon {
        match self {
            State::Solved | State::SolvedElsewhere => Icon::Check,
            State::Closed => Icon::Lock,
            State::Duplicate => Icon::Copy,
            State::Unanswered => Icon::Clock,
            State::Escalated => Icon::TriangleAlert,
            State::Answered => Icon::MessageSquare,
        }
    }
}

/// The rubber stamp under a title.
pub fn stamp(lang: Lang, state: State) -> Markup {
    let class = match state {
        State::Solved | State::SolvedElsewhere => "",
        State::Closed | State::Duplicate => "off",
        State::Unanswered | State::Answered => "wait",
        State::Escalated => "bad",
    };
    html! { span class={ "stamp " (class) } { (icon(state.glyph())) (state.label(lang)) } }
}

/// A question in a list.
pub struct Row {
    pub id: PostId,
    pub slug: String,
    /// Markup so that a search can mark its words; made by [`plain`] otherwise.
    pub title: Markup,
    pub excerpt: Markup,
    /// Language of the text.
    pub lang: String,
    pub answers: i64,
    pub state: State,
    /// Slug and name.
    pub category: Option<(String, String)>,
    pub tags: Vec<String>,
    pub author: Person,
    pub at: Millis,
}

/// A text as it is, escaped.
pub fn plain(text: &str) -> Markup {
    html! { (text) }
}

/// A row: the count in the margin, the state on the line, the words beside it.
pub fn row(chrome: &Chrome, q: &Row) -> Markup {
    let lang = chrome.lang;
    html! {
        article class={ "card " (q.state.class()) } {
            div.b {
                h2 { a href=(paths::Question { id: q.id, slug: &q.slug }) lang=(q.lang) dir="auto" { (q.title) } }
                p.ex lang=(q.lang) dir="auto" { (q.excerpt) }
                div.meta {
                    @if let Some((slug, name)) = &q.category { a.tag.cat href=(paths::Category { slug }) { (name) } }
                    @for tag in &q.tags { (chip(tag)) }
                    span { (people::name(lang, &q.author)) ", " (when::ago(chrome, q.at)) }
                    @if q.state != State::Answered { span.st { (icon(q.state.glyph())) (q.state.label(lang)) } }
                }
            }
            div.m { b { (lang.number(q.answers)) } " " span { (lang.ui_answers_word(q.answers)) } }
        }
    }
}

pub fn chip(tag: &str) -> Markup {
    html! { a.tag href=(paths::Tag { name: tag }) { (tag) } }
}

/// The same on the page of what carries the tag: `rel=tag` speaks of the whole page.
pub fn own_chip(tag: &str) -> Markup {
    html! { a.tag href=(paths::Tag { name: tag }) rel="tag" { (tag) } }
}

/// Links of which one is where we are: label, address, count, current.
pub fn tabs(label: &str, tabs: &[(String, String, Option<String>, bool)]) -> Markup {
    html! {
        nav.tabs aria-label=(label) {
            @for (text, href, count, current) in tabs {
                a href=(href) aria-current=[current.then_some("page")] { (text) @if let Some(n) = count { " " span.n { (n) } } }
            }
        }
    }
}

/// Newer and older questions, where there are any.
pub fn pager(lang: Lang, newer: Option<&str>, older: Option<&str>) -> Markup {
    pager_named(lang.ui_pages(), newer.map(|h| (lang.ui_newer(), h)), older.map(|h| (lang.ui_older(), h)))
}

/// The same with other words: label and address of each.
pub fn pager_named(label: &str, prev: Option<(&str, &str)>, next: Option<(&str, &str)>) -> Markup {
    html! {
        @if prev.is_some() || next.is_some() {
            nav.pager aria-label=(label) {
                @if let Some((word, href)) = prev { a.btn rel="prev" href=(href) { (word) } }
                @if let Some((word, href)) = next { a.btn rel="next" href=(href) { (word) } }
            }
        }
    }
}

/// One sentence and one thing to do.
pub fn empty(sentence: &str, action: Option<(&str, &str)>) -> Markup {
    html! { div.empty { p { (sentence) } @if let Some((label, href)) = action { a.btn.pri href=(href) { (label) } } } }
}

/// A message across the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Info,
    Good,
    Warn,
    Bad,
}

pub fn banner(tone: Tone, body: Markup) -> Markup {
    let (class, glyph) = match tone {
        Tone::Info => ("", Icon::Info),
        Tone::Good => ("ok", Icon::CircleCheck),
        Tone::Warn => ("warn", Icon::TriangleAlert),
        Tone::Bad => ("bad", Icon::TriangleAlert),
    };
    html! { div class={ "ban " (class) } { (icon(glyph)) div { (body) } } }
}

/// Where we are: label and address of each step above this page.
pub fn breadcrumb(lang: Lang, steps: &[(String, String)]) -> Markup {
    html! {
        nav.crumb aria-label=(lang.ui_breadcrumb()) {
            a href=(paths::Home) { (lang.ui_home()) }
            @for (label, href) in steps { span aria-hidden="true" { "/" } a href=(href) { (label) } }
        }
    }
}
