//! What changed between two texts: taken out and put in, marked by elements, signs and colour.

use maud::{Markup, html};
use similar::{ChangeTag, TextDiff};

use crate::i18n::Lang;

/// Word by word, lines kept. Words that changed in a row are one change, the spaces between them included.
pub fn words(lang: Lang, before: &str, after: &str) -> Markup {
    let diff = TextDiff::configure().timeout(std::time::Duration::from_millis(200)).diff_words(before, after);
    let mut parts: Vec<Part> = Vec::new();
    let (mut out, mut put, mut between) = (String::new(), String::new(), String::new());
    for change in diff.iter_all_changes() {
        let (tag, text) = (change.tag(), change.value());
        let changing = !(out.is_empty() && put.is_empty());
        if tag == ChangeTag::Equal {
            if changing && text.trim().is_empty() {
                between.push_str(text);
            } else {
                end(&mut parts, &mut out, &mut put, &mut between);
                parts.push(Part::Same(text.to_owned()));
            }
            continue;
        }
        out.push_str(&between);
        put.push_str(&between);
        between.clear();
        if tag == ChangeTag::Delete { out.push_str(text) } else { put.push_str(text) }
    }
    end(&mut parts, &mut out, &mut put, &mut between);
    html! {
        div.diff dir="auto" {
            @for part in &parts {
                @match part {
                    Part::Same(text) => (text),
                    Part::Out(text) => del { span.vh { (lang.ui_removed()) } (text) },
                    Part::In(text) => ins { span.vh { (lang.ui_added()) } (text) },
                }
            }
        }
    }
}

enum Part {
    Same(String),
    Out(String),
    In(String),
}

/// Ends a run of changes.
fn end(parts: &mut Vec<Part>, out: &mut String, put: &mut String, between: &mut String) {
    if !out.is_empty() {
        parts.push(Part::Out(std::mem::take(out)));
    }
    if !put.is_empty() {
        parts.push(Part::In(std::mem::take(put)));
    }
    if !between.is_empty() {
        parts.push(Part::Same(std::mem::take(between)));
    }
}
