//! Inside a line: bare addresses become links, `@names` mentions, and the four raw tags we know stay tags.

use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// A piece of running text.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    Text(&'a str),
    Url(&'a str),
    /// The words as typed, `@` included, and the name in lower case.
    Mention(&'a str, String),
}

/// Names that a text may call; further ones stay words.
pub const MENTIONS_AT_MOST: usize = 20;

static SPECIAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"https?://[^\s<>\x{00AB}\x{00BB}]+|@[A-Za-z0-9](?:[A-Za-z0-9._-]{0,28}[A-Za-z0-9])?").expect("a fixed pattern")
});

/// Splits running text (not code, not inside a link).
pub fn split(text: &str) -> Vec<Piece<'_>> {
    if !text.contains("://") && !text.contains('@') {
        return vec![Piece::Text(text)];
    }
    let mut pieces = Vec::new();
    let mut at = 0;
    for found in SPECIAL.find_iter(text) {
        let range = match found.as_str().starts_with('@') {
            true => mention(text, found.range()),
            false => url(text, found.range()),
        };
        let Some(range) = range else { continue };
        if at < range.start {
            pieces.push(Piece::Text(&text[at..range.start]));
        }
        let words = &text[range.clone()];
        pieces.push(match words.strip_prefix('@') {
            Some(name) => Piece::Mention(words, name.to_lowercase()),
            None => Piece::Url(words),
        });
        at = range.end;
    }
    if at < text.len() {
        pieces.push(Piece::Text(&text[at..]));
    }
    pieces
}

/// An address ends before the sentence's own punctuation; a closing parenthesis belongs to it only with its opening one.
fn url(text: &str, mut range: Range<usize>) -> Option<Range<usize>> {
    if text[..range.start].ends_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let (mut open, mut close) = (text[range.clone()].matches('(').count(), text[range.clone()].matches(')').count());
    while let Some(last) = text[range.clone()].chars().last() {
        match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '"' | '’' | '”' | '*' | '_' | '~' | '…' | ']' | '}' => {}
            ')' if close > open => close -= 1,
            _ => break,
        }
        open = open.min(close.max(open));
        range.end -= last.len_utf8();
    }
    let host = text[range.clone()].split_once("://")?.1;
    host.starts_with(|c: char| c.is_alphanumeric() || c == '[').then_some(range)
}

/// `@name`, three letters at least, where nothing touches it in front: not an address, not a package.
fn mention(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let (before, after) = (text[..range.start].chars().last(), text[range.end..].chars().next());
    let alone = !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '@' | '_' | '.' | '/' | '-' | '+'));
    let ends = !after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '@' | '/'));
    (alone && ends && range.len() > 3).then_some(range)
}

/// A raw tag that stays one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RawTag {
    Break,
    Open(&'static str),
    Close(&'static str),
}

/// `<kbd>`, `</kbd>`, `<br>`, `<br/>`…; anything else is text.
pub fn raw_tag(html: &str) -> Option<RawTag> {
    let inner = html.strip_prefix('<')?.strip_suffix('>')?.trim_end().to_ascii_lowercase();
    let name = |n: &str| ["kbd", "sub", "sup"].into_iter().find(|t| *t == n);
    match inner.strip_prefix('/') {
        Some(close) => name(close).map(RawTag::Close),
        None if inner.trim_end_matches('/').trim_end() == "br" => Some(RawTag::Break),
        None => name(&inner).map(RawTag::Open),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn urls(text: &str) -> Vec<&str> {
        split(text).into_iter().filter_map(|p| if let Piece::Url(u) = p { Some(u) } else { None }).collect()
    }

    fn names(text: &str) -> Vec<String> {
        split(text).into_iter().filter_map(|p| if let Piece::Mention(_, n) = p { Some(n) } else { None }).collect()
    }

    #[test]
    fn bare_addresses() {
        assert_eq!(urls("voir https://a.example/x, puis (http://b.example/y_(z)). Fin"), ["https://a.example/x", "http://b.example/y_(z)"]);
        assert_eq!(urls("« https://a.example/é?a=1&b=2#c »"), ["https://a.example/é?a=1&b=2#c"]);
        assert_eq!(urls("https:// xhttps://a.example javascript://a ftp://a"), Vec::<&str>::new());
        assert_eq!(urls("https://a.example/))))"), ["https://a.example/"]);
    }

    #[test]
    fn mentions() {
        assert_eq!(names("@ada, merci ! cc @Basile-2. (@jean.luc) «@manon»"), ["ada", "basile-2", "jean.luc", "manon"]);
        assert_eq!(names("a@ada.fr @ad npm @scope/pkg @ada@mastodon.social x.@ada https://m.example/@ada"), Vec::<String>::new());
    }

    #[test]
    fn raw_tags() {
        assert_eq!(
            ["<kbd>", "</SUB>", "<br />", "<br>", "<b>", "<kbd onclick=x>", "</br>"].map(raw_tag),
            [Some(RawTag::Open("kbd")), Some(RawTag::Close("sub")), Some(RawTag::Break), Some(RawTag::Break), None, None, None]
        );
    }
}
