//! People's texts → safe HTML. The only place where user text becomes raw HTML.
//!
//! What must stay true: the event stream (or the token stream of imported HTML) is capped in depth and width *before*
//! the sanitiser, which is slow on deep trees; the sanitiser's allow-list is the last word; nothing here needs a network;
//! and a change of any output raises [`RENDERER`], so that stored HTML is made again.

use crate::web::paths;

mod blocks;
mod highlight;
mod imported;
mod inline;
mod sanitise;
mod words;

pub use imported::{render_html, to_markdown};
pub use sanitise::clean;
pub use words::{excerpt, first_sentence, plain};

/// The version stored beside rendered HTML.
pub const RENDERER: i32 = 1;

/// Deepest nesting that is kept, blocks and inline together; text below it stays, its structure goes.
pub const MAX_DEPTH: usize = 32;
/// Bytes of HTML a post may become; a text that would exceed it is shown as it was typed.
pub const MAX_OUTPUT: usize = 512 * 1024;
/// Columns of a table; a wider one is shown as it was typed.
pub const MAX_COLUMNS: usize = 20;

/// How a text's names become addresses.
pub struct Links<'a> {
    /// The page of a mentioned member, by name in lower case; `None` leaves the words as they are.
    pub user: &'a dyn Fn(&str) -> Option<String>,
}

impl Links<'_> {
    /// No mention becomes a link.
    pub const NONE: Links<'static> = Links { user: &|_| None };
}

/// A text made ready to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    pub html: String,
    /// Names that became links, in lower case, each once, in order.
    pub mentions: Vec<String>,
    /// Links to elsewhere (images shown as links included), for the limit on them.
    pub links: usize,
}

/// Markdown → HTML, each `@name` a link to the page of that name.
pub fn render(source: &str) -> Rendered {
    render_with(source, &Links { user: &|username| Some(paths::User { username }.to_string()) })
}

/// The same, the caller deciding which names are members.
pub fn render_with(source: &str, links: &Links<'_>) -> Rendered {
    let mut mentions = Vec::new();
    let raw = blocks::write(source, links, &mut mentions);
    finish(raw.unwrap_or_else(|_| sanitise::as_typed(source)), mentions)
}

/// The names a text mentions, in lower case, whether or not they exist: to look them up before [`render_with`].
pub fn mentions(source: &str) -> Vec<String> {
    let found = std::cell::RefCell::new(Vec::new());
    let note = |name: &str| {
        if !found.borrow().iter().any(|n| n == name) {
            found.borrow_mut().push(name.to_owned());
        }
        None
    };
    let _ = blocks::write(source, &Links { user: &note }, &mut Vec::new());
    found.into_inner()
}

/// The last part of an address, for a picture that says nothing of itself.
fn file_name(url: &str) -> &str {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    path.rsplit('/').find(|part| !part.is_empty()).unwrap_or(url)
}

fn finish(raw: String, mentions: Vec<String>) -> Rendered {
    let html = clean(&raw);
    let links = html.matches("<a href=\"http").count();
    Rendered { html, mentions, links }
}

#[cfg(test)]
mod tests;
