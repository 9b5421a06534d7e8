//! The pages of briefings: what is read, and the desk where it is written.

pub mod desk;
pub mod reader;

use crate::i18n::Lang;

/// The category's name in the reader's language.
fn category(lang: Lang, en: Option<&String>, fr: Option<&String>) -> Option<String> {
    if lang == Lang::Fr { fr.cloned() } else { en.cloned() }
}
