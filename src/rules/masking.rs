//! Personal data that people paste without thinking: phone numbers, e-mail addresses, bank accounts. Found before
//! anything public is stored, shown to the author, and masked unless they say that it is not personal.
//!
//! A false find costs a click, a missed one somebody's peace: grouped numbers count as phones where in doubt. Order
//! numbers, versions, dates, IP and MAC addresses, serials and short codes do not. Code blocks are left alone.
//! Masking a masked text changes nothing.

use regex::Regex;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

mod iban;
mod phone;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Phone,
    Email,
    Iban,
}

impl Kind {
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Phone => "phone",
            Kind::Email => "email",
            Kind::Iban => "iban",
        }
    }
}

/// One find, in the order of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Bytes of the text, on character boundaries.
    pub range: Range<usize>,
    pub kind: Kind,
    pub text: String,
}

impl Found {
    /// What stands in its place: `06 •• •• •• 12`, `l•••@•••`, `FR•• •••• …`.
    pub fn masked(&self) -> String {
        match self.kind {
            Kind::Email => format!("{}•••@•••", self.text.chars().next().unwrap_or('•')),
            Kind::Iban => format!("{}•• •••• …", self.text.chars().take(2).collect::<String>().to_uppercase()),
            Kind::Phone => {
                let digits: String = self.text.chars().filter(char::is_ascii_digit).collect();
                let plus = if self.text.starts_with('+') { "+" } else { "" };
                format!("{plus}{} {MARK} {MARK} {MARK} {}", &digits[..2], &digits[digits.len() - 2..])
            }
        }
    }
}

/// What a masked phone number has in its middle; digits beside it are the ends of one, not another number.
const MARK: &str = "••";

/// The brand's own contacts, which anyone may name: its hotline, its addresses, whole domains as `@brand.example`.
#[derive(Clone, Debug, Default)]
pub struct OwnContacts {
    exact: HashSet<String>,
    domains: Vec<String>,
}

impl OwnContacts {
    pub fn new<S: AsRef<str>>(entries: impl IntoIterator<Item = S>) -> Self {
        let mut own = Self::default();
        for entry in entries {
            let entry = entry.as_ref().trim().to_lowercase();
            match entry.strip_prefix('@') {
                Some(domain) => own.domains.push(domain.to_owned()),
                None if entry.contains('@') => drop(own.exact.insert(entry)),
                None if entry.starts_with(|c: char| c.is_alphabetic()) => drop(own.exact.insert(iban::compact(&entry))),
                None => drop(own.exact.insert(phone::key(&entry))),
            }
        }
        own
    }

    fn has(&self, kind: Kind, text: &str) -> bool {
        match kind {
            Kind::Phone => self.exact.contains(&phone::key(text)),
            Kind::Iban => self.exact.contains(&iban::compact(text)),
            Kind::Email => {
                let mail = text.to_lowercase();
                let domain = mail.rsplit('@').next().unwrap_or_default();
                self.exact.contains(&mail)
                    || self.domains.iter().any(|d| domain == d || domain.strip_suffix(d).is_some_and(|sub| sub.ends_with('.')))
            }
        }
    }
}

/// Finds in a Markdown text: its code is left alone.
pub fn find(text: &str, own: &OwnContacts) -> Vec<Found> {
    if !text.contains('@') && !text.contains(|c: char| c.is_ascii_digit()) {
        return Vec::new();
    }
    let code = code_ranges(text);
    let mut found = find_plain(text, own);
    found.retain(|f| !code.iter().any(|c| c.start < f.range.end && f.range.start < c.end));
    found
}

/// Finds in a text without code, such as a title.
pub fn find_plain(text: &str, own: &OwnContacts) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut add = |kind: Kind, ranges: Vec<Range<usize>>| {
        let mut new = Vec::new();
        for range in ranges {
            // What was found first keeps its place: `found` is in the order of the text and nothing in it overlaps.
            let next = found.partition_point(|f| f.range.end <= range.start);
            if found.get(next).is_none_or(|f| f.range.start >= range.end) {
                new.push(Found { text: text[range.clone()].to_owned(), range, kind });
            }
        }
        found.append(&mut new);
        found.sort_by_key(|f| f.range.start);
    };
    let urls: Vec<Range<usize>> = URL.find_iter(text).map(|m| m.range()).collect();
    add(Kind::Email, emails(text));
    add(Kind::Iban, iban::ranges(text, &urls));
    add(Kind::Phone, phone::ranges(text, &urls));
    found.retain(|f| !own.has(f.kind, &f.text));
    found
}

/// The text with each find masked, but for those whose index (in `found`) is in `keep`.
/// `found` must be what [`find`] or [`find_plain`] gave for this very text.
pub fn mask(text: &str, found: &[Found], keep: &HashSet<usize>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (_, f) in found.iter().enumerate().filter(|(i, _)| !keep.contains(i)) {
        let Some(before) = text.get(at..f.range.start) else { continue };
        out.push_str(before);
        out.push_str(&f.masked());
        at = f.range.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

static URL: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?i)\b[a-z][a-z0-9+.-]{1,20}://[^\s<>]+").expect("a fixed pattern"));

static EMAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\p{L}\p{N}][\p{L}\p{N}._%+-]*@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}").expect("a fixed pattern")
});

fn emails(text: &str) -> Vec<Range<usize>> {
    // `logo@2x.png`, `getty@tty1.service`: files and units, not people.
    const NOT_DOMAINS: [&str; 16] =
        ["png", "jpg", "jpeg", "gif", "svg", "webp", "js", "css", "html", "pdf", "txt", "exe", "service", "socket", "timer", "target"];
    let person = |m: &regex::Match<'_>| {
        let last = m.as_str().rsplit('.').next().unwrap_or_default().to_lowercase();
        !NOT_DOMAINS.contains(&last.as_str()) && !m.as_str().starts_with("git@")
    };
    EMAIL.find_iter(text).filter(person).map(|m| m.range()).collect()
}

/// Where code stands in a text.
pub fn code_ranges(text: &str) -> Vec<Range<usize>> {
    use pulldown_cmark::{Event, Parser, Tag};
    let mut ranges = Vec::new();
    if text.contains('`') || text.contains('~') || text.contains("    ") || text.contains('\t') {
        for (event, range) in Parser::new(text).into_offset_iter() {
            if matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_))) {
                ranges.push(range);
            }
        }
    }
    ranges
}

/// The characters of a text with their byte positions, to look behind and ahead.
struct Chars {
    at: Vec<(usize, char)>,
    end: usize,
}

impl Chars {
    fn new(text: &str) -> Self {
        Self { at: text.char_indices().collect(), end: text.len() }
    }

    fn get(&self, i: usize) -> Option<char> {
        self.at.get(i).map(|(_, c)| *c)
    }

    fn before(&self, i: usize, back: usize) -> Option<char> {
        i.checked_sub(back).and_then(|j| self.get(j))
    }

    fn byte(&self, i: usize) -> usize {
        self.at.get(i).map_or(self.end, |(b, _)| *b)
    }

    fn digit(&self, i: usize) -> bool {
        self.get(i).is_some_and(|c| c.is_ascii_digit())
    }
}

/// Spaces that people and word processors put between digits.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}')
}

#[cfg(test)]
mod tests;
