//! The allow-list. Whatever stands before it, only these tags, attributes, classes and schemes come out.

use super::MAX_OUTPUT;
use ammonia::Builder;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Every tag that may come out.
pub const TAGS: &[&str] = &[
    "a",
    "b",
    "blockquote",
    "br",
    "code",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "kbd",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
];

/// Classes of `span`: what the highlighter knows. See `static/` for their colours.
pub const CODE_CLASSES: &[&str] = &["hl-k", "hl-s", "hl-c", "hl-n", "hl-f", "hl-t", "hl-v", "hl-i", "hl-d"];
/// Classes of table cells.
const CELL_CLASSES: &[&str] = &["ta-r", "ta-c"];

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut b = Builder::empty();
    b.tags(TAGS.iter().copied().collect())
        .clean_content_tags(HashSet::from([
            "script", "style", "iframe", "object", "svg", "math", "template", "noscript", "title", "textarea", "select",
        ]))
        .tag_attributes(HashMap::from([("a", HashSet::from(["href"])), ("ol", HashSet::from(["start"]))]))
        .allowed_classes(HashMap::from([
            ("span", CODE_CLASSES.iter().copied().collect()),
            ("td", CELL_CLASSES.iter().copied().collect()),
            ("th", CELL_CLASSES.iter().copied().collect()),
        ]))
        .set_tag_attribute_value("pre", "tabindex", "0")
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(ammonia::UrlRelative::Custom(Box::new(own_path)))
        .attribute_filter(|_, attribute, value| match attribute {
            "start" => value.parse::<u32>().ok().filter(|n| *n <= 999_999_999).map(|_| Cow::Borrowed(value)),
            _ => Some(Cow::Borrowed(value)),
        })
        .link_rel(Some("ugc nofollow"))
        .strip_comments(true);
    b
});

/// A relative address stays only as a path of this site; `//elsewhere` and `page.html` go.
fn own_path(url: &str) -> Option<Cow<'_, str>> {
    let path = url.starts_with('/') && !url[1..].starts_with(['/', '\\']) && !url.contains(|c: char| c.is_control());
    path.then_some(Cow::Borrowed(url))
}

/// The last step for every text.
pub fn clean(html: &str) -> String {
    let html = headings(CLEANER.clean(html).to_string());
    // at the beginning of a page it is a mark of the encoding, and no parser's word
    let html = html.trim_start_matches('\u{feff}').to_owned();
    if html.len() <= MAX_OUTPUT { html } else { CLEANER.clean(&as_typed(&super::words::plain(&html))).to_string() }
}

/// Headings never skip a level, whatever their author chose, and none is empty: who listens to a page moves by them.
fn headings(html: String) -> String {
    if !html.contains("<h3>") && !html.contains("<h4>") && !html.contains("<h5>") && !html.contains("<h6>") {
        return html;
    }
    let mut out = String::with_capacity(html.len());
    let (mut last, mut rest) = (2, html.as_str());
    while let Some((at, level)) = heading_at(rest) {
        let end = format!("</h{level}>");
        let Some(length) = rest[at + 4..].find(&end) else { break };
        let words = &rest[at + 4..at + 4 + length];
        out.push_str(&rest[..at]);
        if !super::plain(words).trim().is_empty() {
            let shown = level.min(last + 1);
            last = shown;
            out.push_str(&format!("<h{shown}>{words}</h{shown}>"));
        }
        rest = &rest[at + 4 + length + end.len()..];
    }
    out.push_str(rest);
    out
}

fn heading_at(html: &str) -> Option<(usize, u8)> {
    html.match_indices("<h").find_map(|(at, _)| match html.as_bytes().get(at + 2..at + 4) {
        Some([level @ b'3'..=b'6', b'>']) => Some((at, level - b'0')),
        _ => None,
    })
}

/// A text that cannot be laid out, as it was typed; cut where it is longer than any page should be.
pub fn as_typed(source: &str) -> String {
    let mut out = String::from("<pre><code>");
    for c in source.chars() {
        // An escaped character is at most six bytes long.
        if out.len() > MAX_OUTPUT - 64 {
            out.push('…');
            break;
        }
        escape_char(&mut out, c);
    }
    out.push_str("</code></pre>");
    out
}

pub fn escape_char(out: &mut String, c: char) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        c => out.push(c),
    }
}

pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    text.chars().for_each(|c| escape_char(&mut out, c));
    out
}
