//! Markdown's event stream, capped and written out: nothing deeper than [`MAX_DEPTH`], no table wider than
//! [`MAX_COLUMNS`] or mostly empty, no more than [`MAX_OUTPUT`] bytes. The sanitiser gets a small tree.

use super::inline::{MENTIONS_AT_MOST, Piece, RawTag, raw_tag, split};
use super::sanitise::escape;
use super::{Links, MAX_COLUMNS, MAX_DEPTH, MAX_OUTPUT, highlight};
use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, TextMergeWithOffset};
use std::ops::Range;

/// The text grew beyond any page: the caller shows it as typed.
#[derive(Debug)]
pub struct TooBig;

/// Cells without a word in one text; above it a table is a way to make much out of little.
const EMPTY_CELLS: usize = 1_000;

/// What may nest: its last two levels are for what holds words alone (`pre` and `code`, a link).
const NESTED: usize = MAX_DEPTH - 2;

/// What an open tag was turned into.
enum Open {
    /// Written; closed by this.
    Tag(&'static str),
    /// Not written; its text is. A block leaves a space behind so that words do not join.
    Dropped {
        block: bool,
    },
    /// A link (`written`) or what a link already holds, with the words it has when it has none of its own.
    Link {
        from: usize,
        name: String,
        written: bool,
    },
    Code {
        language: String,
        text: String,
    },
    RawHtml {
        text: String,
    },
}

struct Writer<'a, 'l> {
    out: String,
    open: Vec<Open>,
    /// Written tags that are open: the depth of the tree.
    depth: usize,
    /// Open raw tags (`kbd`, `sub`, `sup`), which may cross no block.
    raw: Vec<&'static str>,
    links: &'a Links<'l>,
    mentions: &'a mut Vec<String>,
    in_link: usize,
    in_head: bool,
    column: usize,
    alignments: Vec<Alignment>,
    code_budget: usize,
}

/// Writes unsanitised HTML; names that became links are added to `mentions`.
pub fn write(source: &str, links: &Links<'_>, mentions: &mut Vec<String>) -> Result<String, TooBig> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut events = TextMergeWithOffset::new(Parser::new_ext(source, options).into_offset_iter());
    let mut w = Writer {
        out: String::with_capacity(source.len() * 2),
        open: Vec::new(),
        depth: 0,
        raw: Vec::new(),
        links,
        mentions,
        in_link: 0,
        in_head: false,
        column: 0,
        alignments: Vec::new(),
        code_budget: highlight::MAX_BYTES,
    };
    let mut empty_left = EMPTY_CELLS;
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(Tag::Table(columns)) => match table(&columns, &mut events, &mut empty_left) {
                Some(table) => {
                    w.event(&Event::Start(Tag::Table(columns)));
                    table.iter().for_each(|event| w.event(event));
                }
                None => w.as_typed(&source[range]),
            },
            event => w.event(&event),
        }
        if w.out.len() > MAX_OUTPUT {
            return Err(TooBig);
        }
    }
    Ok(w.out)
}

/// The rest of a table, up to its end; `None`, read past all the same, when it is too wide or mostly empty.
fn table<'e>(
    columns: &[Alignment],
    events: &mut impl Iterator<Item = (Event<'e>, Range<usize>)>,
    empty_left: &mut usize,
) -> Option<Vec<Event<'e>>> {
    let mut kept = (columns.len() <= MAX_COLUMNS).then(Vec::new);
    let mut empty = 0;
    let mut opened = false;
    for (event, _) in events {
        empty += usize::from(opened && event == Event::End(TagEnd::TableCell));
        opened = event == Event::Start(Tag::TableCell);
        if empty > *empty_left {
            kept = None;
        }
        let last = event == Event::End(TagEnd::Table);
        if let Some(kept) = &mut kept {
            kept.push(event);
        }
        if last {
            break;
        }
    }
    if kept.is_some() {
        *empty_left -= empty;
    }
    kept
}

impl Writer<'_, '_> {
    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) => self.text(text),
            Event::Code(text) => {
                self.out.push_str("<code>");
                self.out.push_str(&escape(text));
                self.out.push_str("</code>");
            }
            Event::Html(html) => match self.open.last_mut() {
                Some(Open::RawHtml { text }) => text.push_str(html),
                _ => self.raw_text(html),
            },
            Event::InlineHtml(html) => self.inline_html(html),
            // People press Enter where they mean a new line.
            Event::SoftBreak | Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::TaskListMarker(done) => self.out.push_str(if *done { "☑ " } else { "☐ " }),
            // Not enabled: shown as text by the parser.
            Event::InlineMath(t) | Event::DisplayMath(t) | Event::FootnoteReference(t) => self.text(t),
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        let simple = |open: &'static str, close: &'static str| Some((open, close));
        let pair = match tag {
            Tag::Paragraph => simple("<p>", "</p>\n"),
            Tag::Heading { level, .. } => Some(heading(*level)),
            Tag::BlockQuote(_) => simple("<blockquote>\n", "</blockquote>\n"),
            Tag::List(None) => simple("<ul>\n", "</ul>\n"),
            Tag::List(Some(_)) => simple("<ol>\n", "</ol>\n"),
            Tag::Item => simple("<li>", "</li>\n"),
            Tag::Emphasis => simple("<em>", "</em>"),
            Tag::Strong => simple("<strong>", "</strong>"),
            Tag::Strikethrough => simple("<del>", "</del>"),
            Tag::TableRow => simple("<tr>", "</tr>\n"),
            Tag::TableHead => simple("<thead><tr>", "</tr></thead>\n<tbody>\n"),
            Tag::Table(_) => simple("<table>", "</tbody></table>\n"),
            Tag::TableCell => simple(if self.in_head { "<th" } else { "<td" }, if self.in_head { "</th>" } else { "</td>" }),
            _ => None,
        };
        match tag {
            Tag::CodeBlock(kind) => {
                let language = if let CodeBlockKind::Fenced(info) = kind { info.split_whitespace().next().unwrap_or_default() } else { "" };
                return self.open.push(Open::Code { language: language.to_owned(), text: String::new() });
            }
            Tag::HtmlBlock => return self.open.push(Open::RawHtml { text: String::new() }),
            Tag::Table(alignments) => self.alignments.clone_from(alignments),
            Tag::TableHead => (self.in_head, self.column) = (true, 0),
            Tag::TableRow => self.column = 0,
            _ => {}
        }
        let table_part = matches!(tag, Tag::TableHead | Tag::TableRow | Tag::TableCell);
        let parent_dropped = table_part && matches!(self.open.last(), Some(Open::Dropped { .. }));
        // A table takes four levels: it is kept whole or not at all.
        let room = if matches!(tag, Tag::Table(_)) { 4 } else { 1 };
        let inside = self.in_link > 0 || self.depth >= NESTED;
        if let Some((address, name)) = link(tag).filter(|_| !inside || matches!(tag, Tag::Image { .. })) {
            if !inside {
                self.depth += 1;
                self.in_link += 1;
                self.out.push_str(&format!("<a href=\"{}\">", escape(&address)));
            }
            return self.open.push(Open::Link { from: self.out.len(), name, written: !inside });
        }
        let Some((open, close)) = pair.filter(|_| self.depth + room <= NESTED && !parent_dropped) else {
            let block = !matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. });
            return self.open.push(Open::Dropped { block });
        };
        self.depth += 1;
        match tag {
            Tag::List(Some(n)) if *n != 1 => {
                self.out.push_str(&format!("<ol start=\"{n}\">\n"));
                self.open.push(Open::Tag(close));
            }
            Tag::TableCell => {
                let class = match self.alignments.get(self.column) {
                    Some(Alignment::Right) => " class=\"ta-r\">",
                    Some(Alignment::Center) => " class=\"ta-c\">",
                    _ => ">",
                };
                self.column += 1;
                self.out.push_str(open);
                self.out.push_str(class);
                self.open.push(Open::Tag(close));
            }
            _ => {
                self.out.push_str(open);
                self.open.push(Open::Tag(close));
            }
        }
    }

    fn end(&mut self, tag: TagEnd) {
        if tag == TagEnd::TableHead {
            self.in_head = false;
        }
        if !matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image) {
            self.close_raw(0);
        }
        match self.open.pop() {
            Some(Open::Tag(close)) => {
                self.depth -= 1;
                self.out.push_str(close);
            }
            Some(Open::Dropped { block: true }) => self.out.push(' '),
            Some(Open::Link { from, name, written }) => {
                // A link without words could not be read out.
                if super::plain(&self.out[from..]).trim().is_empty() {
                    self.out.push_str(&escape(&name));
                }
                if written {
                    self.depth -= 1;
                    self.in_link -= 1;
                    self.out.push_str("</a>");
                }
            }
            Some(Open::Code { language, text }) => {
                let code = highlight::lines(&language, &text, &mut self.code_budget).unwrap_or_else(|| escape(&text));
                self.out.push_str("<pre><code>");
                self.out.push_str(&code);
                self.out.push_str("</code></pre>\n");
            }
            Some(Open::RawHtml { text }) => {
                self.out.push_str("<p>");
                self.raw_text(text.trim_end());
                self.close_raw(0);
                self.out.push_str("</p>\n");
            }
            Some(Open::Dropped { block: false }) | None => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(Open::Code { text: code, .. } | Open::RawHtml { text: code }) = self.open.last_mut() {
            return code.push_str(text);
        }
        if self.in_link > 0 {
            return self.out.push_str(&escape(text));
        }
        for piece in split(text) {
            match piece {
                Piece::Text(t) => self.out.push_str(&escape(t)),
                Piece::Url(url) => self.out.push_str(&format!("<a href=\"{0}\">{0}</a>", escape(url))),
                Piece::Mention(words, name) => match self.member(&name) {
                    Some(page) => self.out.push_str(&format!("<a href=\"{}\">{words}</a>", escape(&page))),
                    None => self.out.push_str(words),
                },
            }
        }
    }

    /// The page of a mentioned member, noted as mentioned.
    fn member(&mut self, name: &str) -> Option<String> {
        let known = self.mentions.iter().any(|m| m == name);
        if !known && self.mentions.len() >= MENTIONS_AT_MOST {
            return None;
        }
        let page = (self.links.user)(name)?;
        if !known {
            self.mentions.push(name.to_owned());
        }
        Some(page)
    }

    /// A block of raw HTML: as text, but for the tags we know.
    fn raw_text(&mut self, html: &str) {
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            let tag_end = rest[at..].char_indices().take(16).find(|(_, c)| *c == '>').map(|(n, _)| at + n + 1);
            let known = tag_end.is_some_and(|end| raw_tag(&rest[at..end]).is_some());
            let end = if known { tag_end.unwrap_or(at + 1) } else { at + 1 };
            self.lines(&rest[..at]);
            self.inline_html(&rest[at..end]);
            rest = &rest[end..];
        }
        self.lines(rest);
    }

    /// Text whose line ends show.
    fn lines(&mut self, text: &str) {
        self.out.push_str(&escape(text).replace('\n', "<br>\n"));
    }

    fn inline_html(&mut self, html: &str) {
        match raw_tag(html) {
            Some(RawTag::Break) => self.out.push_str("<br>"),
            Some(RawTag::Open(name)) if self.raw.len() < 4 && self.depth < NESTED => {
                self.raw.push(name);
                self.depth += 1;
                self.out.push_str(&format!("<{name}>"));
            }
            // Closed where it is open; what was opened inside it closes too.
            Some(RawTag::Close(name)) if self.raw.contains(&name) => {
                let at = self.raw.iter().rposition(|n| *n == name).unwrap_or(0);
                self.close_raw(at);
            }
            _ => self.lines(html),
        }
    }

    fn close_raw(&mut self, down_to: usize) {
        while self.raw.len() > down_to {
            if let Some(name) = self.raw.pop() {
                self.depth -= 1;
                self.out.push_str(&format!("</{name}>"));
            }
        }
    }

    /// A table we do not lay out, as its author typed it.
    fn as_typed(&mut self, source: &str) {
        self.out.push_str(&format!("<pre><code>{}</code></pre>\n", escape(source)));
    }
}

/// Where a link or an image leads, and what it is called when nothing else is said.
fn link(tag: &Tag<'_>) -> Option<(String, String)> {
    match tag {
        Tag::Link { dest_url, link_type: LinkType::Email, .. } => Some((format!("mailto:{dest_url}"), dest_url.to_string())),
        Tag::Link { dest_url, .. } => Some((dest_url.to_string(), dest_url.to_string())),
        Tag::Image { dest_url, .. } => Some((dest_url.to_string(), super::file_name(dest_url).to_owned())),
        _ => None,
    }
}

/// The page's own headings come first: a post begins at the third level.
fn heading(level: HeadingLevel) -> (&'static str, &'static str) {
    match level {
        HeadingLevel::H1 => ("<h3>", "</h3>\n"),
        HeadingLevel::H2 => ("<h4>", "</h4>\n"),
        HeadingLevel::H3 => ("<h5>", "</h5>\n"),
        _ => ("<h6>", "</h6>\n"),
    }
}
