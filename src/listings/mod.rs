//! The pages that lead to questions: home, tags, products, people, the search page; what machines read (feeds, sitemap);
//! and the site's own texts.
//!
//! What must stay true: hidden posts are never counted or shown; every list is read by key along an index, so that its
//! cost does not grow with the forum; a bad cursor is the first page.

pub mod cursor;
pub mod found;
pub mod machines;
pub mod people;
pub mod questions;
pub mod remembered;
pub mod rows;
pub mod texts;
pub mod views;

/// A question as any list of the site shows it.
pub fn row(q: &rows::Listed) -> crate::ui::lists::Row {
    views::row(q, None, None)
}
