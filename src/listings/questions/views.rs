//! The pages of questions in a row.

use maud::{Markup, html};

use crate::i18n::Lang;
use crate::listings::cursor::Slice;
use crate::listings::questions::queries::Tag;
use crate::listings::remembered::{Category, MANY, Side};
use crate::listings::rows::{Listed, Sort, Status};
use crate::listings::views::{beside, many, row, rows, side};
use crate::notifications::watch;
use crate::ui::chrome::Chrome;
use crate::ui::layout::{self, Page};
use crate::ui::signs::{Sign, signs};
use crate::ui::{Icon, icon, lists};
use crate::web::paths;

/// What stands above a list.
#[derive(Clone, Copy, Default)]
pub struct Above<'a> {
    pub signs: &'a [Sign],
    pub pinned: &'a [Listed],
    /// How the reader stands to it, if somebody is signed in.
    pub watched: Option<watch::State>,
}

pub fn status_label(lang: Lang, status: Status) -> &'static str {
    match status {
        Status::All => lang.listings_status_all(),
        Status::Open => lang.listings_status_open(),
        Status::Unanswered => lang.listings_status_unanswered(),
        Status::Solved => lang.listings_status_solved(),
    }
}

/// The large field first, then the questions.
pub fn home(chrome: &Chrome, slice: &Slice<Listed>, status: Status, sort: Sort, first: bool, beside_it: &Side, above: &[Sign]) -> Markup {
    let lang = chrome.lang;
    let home = paths::Home.to_string();
    let sort_word = if sort == Sort::default() { "" } else { sort.word() };
    let (newer, older) = beside(slice, &home, &[("status", status.word()), ("sort", sort_word)]);
    let tabs: Vec<_> = Status::ALL
        .into_iter()
        .map(|s| {
            let count = (s == Status::Unanswered && beside_it.unanswered > 0).then(|| many(lang, beside_it.unanswered, MANY));
            (status_label(lang, s).to_owned(), paths::with_query(&home, &[("status", s.word()), ("sort", sort_word)]), count, s == status)
        })
        .collect();
    let body = html! {
        (layout::section(html! {
            (signs(chrome, above))
            h1 { (lang.listings_home_title()) }
            form.duo action=(paths::Ask) {
                div {
                    label.vh for="f-problem" { (lang.listings_home_label()) }
                    input.big type="text" id="f-problem" name="title" placeholder=(lang.listings_home_example()) maxlength="150" autocomplete="off" enterkeyhint="search"
                        data-live="#similar" data-url=(paths::AskSimilar);
                }
                button.btn.pri { (lang.listings_home_button()) }
            }
            div id="similar" {}
            (lists::tabs(lang.listings_questions(), &tabs))
            p.meta.sorts { span { (lang.listings_sort()) }
                @for s in Sort::ALL {
                    a href=(paths::with_query(&home, &[("status", status.word()), ("sort", if s == Sort::default() { "" } else { s.word() })])) aria-current=[(s == sort).then_some("true")] { (sort_label(lang, s)) }
                }
            }
            @if slice.rows.is_empty() { (nothing(lang, status)) }
        }))
        (rows(chrome, slice))
        (layout::section(lists::pager(lang, newer.as_deref(), older.as_deref())))
    };
    let title = if first && status == Status::All { chrome.brand.name.clone() } else { status_label(lang, status).to_owned() };
    let page = Page {
        title: &title,
        description: lang.listings_home_title(),
        canonical: first.then(|| paths::with_query(&home, &[("status", status.word())])),
        noindex: !first,
        feeds: vec![(lang.listings_feed_all(), paths::FeedQuestions.to_string())],
        prev: newer,
        next: older,
        side: Some(side(chrome, beside_it)).filter(|_| !beside_it.helpers.is_empty() || !beside_it.tags.is_empty()),
        ..Page::default()
    };
    layout::page(chrome, &page, body)
}

fn sort_label(lang: Lang, sort: Sort) -> &'static str {
    match sort {
        Sort::Activity => lang.listings_sort_activity(),
        Sort::Newest => lang.listings_sort_newest(),
        Sort::Votes => lang.listings_sort_votes(),
    }
}

fn nothing(lang: Lang, status: Status) -> Markup {
    let ask = paths::Ask.to_string();
    match status {
        Status::All => lists::empty(lang.listings_none_yet(), Some((lang.ui_ask(), &ask))),
        Status::Open | Status::Unanswered => lists::empty(lang.listings_none_waiting(), Some((lang.ui_ask(), &ask))),
        Status::Solved => lists::empty(lang.listings_none_solved(), Some((lang.ui_ask(), &ask))),
    }
}

fn status_tabs(lang: Lang, path: &str, current: Status) -> Markup {
    let tabs: Vec<_> = Status::ALL.into_iter().filter(|s| *s != Status::Open).map(|s| (status_label(lang, s).to_owned(), paths::with_query(path, &[("status", s.word())]), None, s == current)).collect();
    lists::tabs(lang.listings_questions(), &tabs)
}

pub fn tag(chrome: &Chrome, tag: &Tag, slice: &Slice<Listed>, status: Status, first: bool, above: &Above<'_>) -> Markup {
    let lang = chrome.lang;
    let path = paths::Tag { name: &tag.name }.to_string();
    let file = format!("{}.atom", tag.name);
    let feed = paths::FeedTag { file: &file }.to_string();
    let head = html! {
        (lists::breadcrumb(lang, &[(lang.ui_tags().to_owned(), paths::Tags.to_string())]))
        h1 { (tag.name) }
        p.meta { span { (lang.listings_questions_count(tag.questions)) } a href=(feed) { (icon(Icon::Rss)) " " (lang.listings_feed()) } }
        (watch::controls(chrome, paths::TagWatch { name: &tag.name }, above.watched))
    };
    let feed_title = lang.listings_feed_tag(&tag.name);
    questions(chrome, &lang.listings_tag_title(&tag.name), &path, head, slice, status, first, vec![(&feed_title, feed.clone())], above)
}

/// A product's name in the reader's language.
pub fn name(lang: Lang, c: &Category) -> &str {
    match lang {
        Lang::En => &c.name_en,
        Lang::Fr => &c.name_fr,
    }
}

fn description(lang: Lang, c: &Category) -> &str {
    match lang {
        Lang::En => &c.description_en,
        Lang::Fr => &c.description_fr,
    }
}

/// How many of a product's questions are solved, in percent.
fn solved_share(c: &Category) -> i64 {
    if c.questions > 0 { c.solved * 100 / c.questions } else { 0 }
}

pub fn category(chrome: &Chrome, c: &Category, slice: &Slice<Listed>, status: Status, first: bool, above: &Above<'_>) -> Markup {
    let lang = chrome.lang;
    let path = paths::Category { slug: &c.slug }.to_string();
    let ask = paths::with_query(paths::Ask, &[("category", &c.slug)]);
    let head = html! {
        (lists::breadcrumb(lang, &[(lang.ui_categories().to_owned(), paths::Categories.to_string())]))
        h1 { (name(lang, c)) }
        @if c.reserved { p.meta { (icon(Icon::Lock)) (lang.circle_only(&chrome.brand.team)) } }
        @if !description(lang, c).is_empty() { p { (description(lang, c)) } }
        p.meta {
            span { (lang.listings_questions_count(c.questions)) }
            @if c.questions > 0 { span { (lang.listings_solved_share(solved_share(c))) } }
            a href=(ask) { (lang.ui_ask()) }
        }
        (watch::controls(chrome, paths::CategoryWatch { slug: &c.slug }, above.watched))
    };
    let feeds = if c.reserved { Vec::new() } else { vec![(lang.listings_feed_all(), paths::FeedQuestions.to_string())] };
    questions(chrome, name(lang, c), &path, head, slice, status, first && !c.reserved, feeds, above)
}

#[expect(clippy::too_many_arguments, reason = "the parts of one page")]
fn questions(chrome: &Chrome, title: &str, path: &str, head: Markup, slice: &Slice<Listed>, status: Status, first: bool, feeds: Vec<(&str, String)>, above: &Above<'_>) -> Markup {
    let lang = chrome.lang;
    let (newer, older) = beside(slice, path, &[("status", status.word())]);
    let body = html! {
        (layout::section(html! {
            (signs(chrome, above.signs))
            (head)
            @if !above.pinned.is_empty() { h2 { (lang.signs_pinned()) } }
        }))
        @for q in above.pinned { (lists::row(chrome, &row(q, None, None))) }
        (layout::section(html! {
            (status_tabs(lang, path, status))
            @if slice.rows.is_empty() { (nothing(lang, status)) }
        }))
        (rows(chrome, slice))
        (layout::section(lists::pager(lang, newer.as_deref(), older.as_deref())))
    };
    let page = Page { title, description: title, canonical: first.then(|| path.to_owned()), noindex: !first || status != Status::All, feeds, prev: newer, next: older, ..Page::default() };
    layout::page(chrome, &page, body)
}

pub fn tags(chrome: &Chrome, slice: &Slice<Tag>) -> Markup {
    let lang = chrome.lang;
    let path = paths::Tags.to_string();
    let (newer, older) = beside(slice, &path, &[]);
    let body = layout::section(html! {
        h1 { (lang.ui_tags()) }
        @if slice.rows.is_empty() { (lists::empty(lang.listings_no_tags(), Some((lang.ui_ask(), &paths::Ask.to_string())))) }
        ul.index role="list" {
            @for t in &slice.rows { li { (lists::chip(&t.name)) " " span.hint { (lang.listings_questions_count(t.questions)) } } }
        }
        (lists::pager(lang, newer.as_deref(), older.as_deref()))
    });
    layout::page(chrome, &Page { title: lang.ui_tags(), description: lang.ui_tags(), canonical: slice.newer.is_none().then_some(path), prev: newer, next: older, ..Page::default() }, body)
}

/// `reserved`: those for ambassadors and the team, for a reader of theirs.
pub fn categories(chrome: &Chrome, all: &[Category], reserved: &[Category]) -> Markup {
    let lang = chrome.lang;
    let body = layout::section(html! {
        h1 { (lang.ui_categories()) }
        @if all.is_empty() { (lists::empty(lang.listings_no_categories(), Some((lang.ui_go_home(), &paths::Home.to_string())))) }
        ul.index role="list" { @for c in all { (category_line(lang, c)) } }
        @if !reserved.is_empty() {
            p.meta.mt-l { (icon(Icon::Lock)) (lang.circle_only(&chrome.brand.team)) }
            ul.index role="list" { @for c in reserved { (category_line(lang, c)) } }
        }
    });
    layout::page(chrome, &Page { title: lang.ui_categories(), description: lang.ui_categories(), canonical: Some(paths::Categories.to_string()), ..Page::default() }, body)
}

fn category_line(lang: Lang, c: &Category) -> Markup {
    html! {
        li {
            h2 { a href=(paths::Category { slug: &c.slug }) { (name(lang, c)) } }
            @if !description(lang, c).is_empty() { p { (description(lang, c)) } }
            p.meta {
                span { (lang.listings_questions_count(c.questions)) }
                @if c.questions > 0 { span { (lang.listings_solved_share(solved_share(c))) } }
            }
        }
    }
}
