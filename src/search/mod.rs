//! Finding: the words of questions and their answers, SQLite's FTS5 and PostgreSQL's full text behind one set of functions.
//!
//! What must stay true:
//! - A visible question has exactly one document, written in the transaction that changed it; a hidden question has none,
//!   and hidden answers are in none.
//! - Both databases hold the same terms, made by `words`, and `rank` orders what either finds: they find alike.
//! - No search reads more than a bounded number of candidates, whatever is typed; nothing typed is refused, and nothing
//!   typed is read by a database as an operator.
//! - Private details are never read here.

mod document;
mod engine;
mod facets;
mod find;
mod index;
pub mod jobs;
mod marks;
mod packed;
pub mod query;
mod rank;
mod similar;
mod vocabulary;
pub mod words;
pub use words::{Stemming, terms};

pub use find::{CANDIDATES, Found, SHOWN, find};
pub use index::{check, index_many, index_question, rebuild};
pub use marks::{Marked, Marker};
pub use query::Query;
pub use similar::{Related, Similar, related, similar};
pub use vocabulary::{count_words, forget};
