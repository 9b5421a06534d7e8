//! What several lists show alike: rows, the line of orders, marked words.

use maud::{Markup, html};

use crate::i18n::Lang;
use crate::listings::cursor::Slice;
use crate::listings::remembered::{Helper, Side};
use crate::listings::rows::Listed;
use crate::rules::solved;
use crate::search::Marked;
use crate::ui::chrome::Chrome;
use crate::ui::lists::{self, Row, State};
use crate::ui::people::{self, Person, Standing};
use crate::web::paths;

/// Where a question stands, in one word.
pub fn state(q: &Listed) -> State {
    match q.solved_at {
        Some(_) if solved::elsewhere(q.accepted_count, q.solved_at, q.solved_elsewhere_at) => State::SolvedElsewhere,
        Some(_) => State::Solved,
        None if q.duplicate_of.is_some() => State::Duplicate,
        None if q.closed_at.is_some() => State::Closed,
        None if q.peer_answer_count == 0 => State::Unanswered,
        None => State::Answered,
    }
}

/// The author of a listed question.
pub fn author(q: &Listed) -> Person {
    Person {
        username: if q.author_gone { String::new() } else { q.username.clone() },
        display_name: q.display_name.clone(),
        rank: Standing::from_word(&q.rank),
        official: q.official,
        imported: false,
        avatar: None,
    }
}

/// A row with its own words, or with marked ones.
pub fn row(q: &Listed, title: Option<&Marked>, excerpt: Option<&Marked>) -> Row {
    Row {
        id: q.id,
        slug: q.slug.clone(),
        title: title.map_or_else(|| lists::plain(&q.title), marked),
        excerpt: excerpt.map_or_else(|| lists::plain(&q.excerpt), marked),
        lang: q.lang.clone(),
        answers: q.answer_count,
        state: state(q),
        category: q.category_slug.clone().zip(q.category_name.clone()),
        tags: q.tags.iter().flat_map(|t| t.split(' ')).map(str::to_owned).collect(),
        author: author(q),
        at: q.created_at,
    }
}

/// A text with the reader's words marked.
pub fn marked(text: &Marked) -> Markup {
    html! { @for (is_mark, piece) in text.pieces() { @if is_mark { mark { (piece) } } @else { (piece) } } }
}

/// The rows of a page.
pub fn rows(chrome: &Chrome, slice: &Slice<Listed>) -> Markup {
    html! { @for q in &slice.rows { (lists::row(chrome, &row(q, None, None))) } }
}

/// Addresses of the pages beside this one: newer, older.
pub fn beside<T>(slice: &Slice<T>, path: &str, pairs: &[(&str, &str)]) -> (Option<String>, Option<String>) {
    let at = |name: &'static str, cursor: &Option<String>| {
        cursor.as_ref().map(|c| {
            let mut all = pairs.to_vec();
            all.push((name, c));
            paths::with_query(path, &all)
        })
    };
    (at("before", &slice.newer), at("after", &slice.older))
}

/// The column beside lists: who helped this week, and tags.
pub fn side(chrome: &Chrome, side: &Side) -> Markup {
    let lang = chrome.lang;
    html! {
        @if !side.helpers.is_empty() {
            section {
                h2 { (lang.listings_helped_this_week()) }
                ul.people role="list" { @for h in &side.helpers { li { (helper(chrome, h)) } } }
            }
        }
        @if !side.tags.is_empty() {
            section {
                h2 { (lang.listings_popular_tags()) }
                div.tags { @for t in &side.tags { (lists::chip(t)) } }
                p { a href=(paths::Tags) { (lang.listings_all_tags()) } }
            }
        }
    }
}

fn helper(chrome: &Chrome, h: &Helper) -> Markup {
    let lang = chrome.lang;
    let person = Person { username: h.username.clone(), display_name: h.display_name.clone(), rank: Standing::from_word(&h.rank), official: h.role != "customer", imported: false, avatar: None };
    html! {
        div.who {
            (people::avatar(&chrome.brand, &person)) (people::name(lang, &person))
            span { @if h.solutions > 0 { (lang.listings_solutions(h.solutions)) } @else { (lang.listings_people_helped(h.helped)) } }
        }
    }
}

/// "1,000+" from where counts stop.
pub fn many(lang: Lang, n: i64, most: i64) -> String {
    if n >= most { format!("{}+", lang.number(most)) } else { lang.number(n) }
}
