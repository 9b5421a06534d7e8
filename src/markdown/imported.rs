//! HTML that another community stored: kept as our source, shown through the same allow-list.
//!
//! The sanitiser builds a tree, and is slow on deep ones; so the tokens are read first, tags that are not ours are
//! left out, open ones are counted, and what reaches the sanitiser nests at most [`MAX_DEPTH`] deep.

use super::sanitise::{TAGS, escape, escape_char};
use super::{MAX_DEPTH, MAX_OUTPUT, Rendered, finish, sanitise};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{Rawtext, Rcdata, ScriptData};
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use std::cell::RefCell;

/// Imported HTML → ours. Remote images become links; mentions are not looked for.
pub fn render_html(source: &str) -> Rendered {
    match capped(source) {
        Some(html) => finish(html, Vec::new()),
        None => finish(sanitise::as_typed(source), Vec::new()),
    }
}

/// Imported HTML → Markdown, when someone edits or quotes it.
pub fn to_markdown(source: &str) -> String {
    let html = render_html(source).html;
    let keep = |name: &'static str| {
        move |handlers: &dyn htmd::element_handler::Handlers, element: htmd::Element<'_>| {
            let inner = handlers.walk_children(element.node).content;
            Some(format!("<{name}>{inner}</{name}>").into())
        }
    };
    let options = htmd::options::Options {
        bullet_list_marker: htmd::options::BulletListMarker::Dash,
        ul_bullet_spacing: 1,
        ol_number_spacing: 1,
        hr_style: htmd::options::HrStyle::Dashes,
        ..Default::default()
    };
    let converter = htmd::HtmlToMarkdown::builder()
        .options(options)
        .add_handler(vec!["kbd"], keep("kbd"))
        .add_handler(vec!["sub"], keep("sub"))
        .add_handler(vec!["sup"], keep("sup"))
        .build();
    converter.convert(&html).map_or_else(|_| super::plain(&html), |text| text.trim().to_owned())
}

/// The same HTML, shallow and of known tags only; `None` when it grows beyond any page.
fn capped(source: &str) -> Option<String> {
    let sink = Sink(RefCell::new(State { out: String::with_capacity(source.len()), ..State::default() }));
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(source));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let mut state = tokenizer.sink.0.into_inner();
    state.close_down_to(0);
    (state.out.len() <= MAX_OUTPUT).then_some(state.out)
}

struct Sink(RefCell<State>);

#[derive(Default)]
struct State {
    out: String,
    /// Open tags, as written.
    open: Vec<&'static str>,
    /// Where the open link began.
    link_from: usize,
    /// Inside an element whose content is not text (`script`), until its end tag.
    mute: Option<String>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        // Grown beyond any page: the rest is not worth writing.
        if state.out.len() > MAX_OUTPUT {
            return TokenSinkResult::Continue;
        }
        match token {
            Token::CharacterTokens(text) if state.mute.is_none() => text.chars().for_each(|c| escape_char(&mut state.out, c)),
            Token::TagToken(tag) => return state.tag(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl State {
    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name = tag.name.as_ref();
        if let Some(muted) = &self.mute {
            if tag.kind == TagKind::EndTag && muted == name {
                self.mute = None;
            }
            return TokenSinkResult::Continue;
        }
        match tag.kind {
            TagKind::StartTag => match name {
                "script" => return self.skip(name, TokenSinkResult::RawData(ScriptData)),
                "style" | "iframe" | "noembed" | "noframes" | "xmp" => return self.skip(name, TokenSinkResult::RawData(Rawtext)),
                "title" | "textarea" => return self.skip(name, TokenSinkResult::RawData(Rcdata)),
                "svg" | "math" | "object" | "template" | "select" if !tag.self_closing => self.mute = Some(name.to_owned()),
                "img" => self.image(tag),
                _ => self.start(name, tag),
            },
            TagKind::EndTag => self.end(name),
        }
        TokenSinkResult::Continue
    }

    fn skip(&mut self, name: &str, next: TokenSinkResult<()>) -> TokenSinkResult<()> {
        self.mute = Some(name.to_owned());
        next
    }

    fn start(&mut self, name: &str, tag: &Tag) {
        let Some(name) = ours(name) else { return };
        match name {
            "br" => return self.out.push_str("<br>"),
            "hr" => {
                self.end_implied(name);
                return self.out.push_str("<hr>");
            }
            _ => self.end_implied(name),
        }
        // What the sanitiser would put between a table and its cells counts, too.
        let between: &[&'static str] = match (name, self.open.last()) {
            ("tr", Some(&"table")) => &["tbody"],
            ("td" | "th", Some(&"table")) => &["tbody", "tr"],
            ("td" | "th", Some(&("tbody" | "thead"))) => &["tr"],
            _ => &[],
        };
        if self.open.len() + between.len() >= MAX_DEPTH || (name == "a" && self.open.contains(&"a")) {
            // Words of neighbouring blocks must not join.
            return self.gap(name);
        }
        for name in between {
            self.open.push(name);
            self.out.push_str(&format!("<{name}>"));
        }
        let value = |attribute: &str| tag.attrs.iter().find(|a| &*a.name.local == attribute).map(|a| a.value.trim());
        self.open.push(name);
        if name == "a" {
            self.link_from = self.out.len();
        }
        match (name, value("href"), value("start")) {
            ("a", Some(href), _) => self.out.push_str(&format!("<a href=\"{}\">", escape(href))),
            ("ol", _, Some(start)) => self.out.push_str(&format!("<ol start=\"{}\">", escape(start))),
            _ => self.out.push_str(&format!("<{name}>")),
        }
    }

    /// A picture elsewhere would tell its host who reads what: a link instead.
    fn image(&mut self, tag: &Tag) {
        let value =
            |attribute: &str| tag.attrs.iter().find(|a| &*a.name.local == attribute).map(|a| a.value.trim()).filter(|v| !v.is_empty());
        let src = value("src").filter(|s| !s.starts_with("data:"));
        let name = value("alt").or(src.map(super::file_name)).unwrap_or_default();
        match src {
            Some(src) if !self.open.contains(&"a") && self.open.len() < MAX_DEPTH => self.out.push_str(&format!("<a href=\"{}\">{}</a>", escape(src), escape(name))),
            _ => self.out.push_str(&escape(name)),
        }
    }

    fn end(&mut self, name: &str) {
        let Some(name) = ours(name) else { return };
        match self.open.iter().rposition(|n| *n == name) {
            // A cell or item does not close what stands around its list or table.
            Some(at) if !self.open[at + 1..].iter().any(|n| matches!(*n, "table" | "td" | "th")) => self.close_down_to(at),
            None => self.gap(name),
            _ => {}
        }
    }

    /// Where a block's tag is left out, its words stay apart from their neighbours.
    fn gap(&mut self, name: &str) {
        if is_block(name) && !self.out.ends_with([' ', '>']) {
            self.out.push(' ');
        }
    }

    fn close_down_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            match self.open.pop() {
                // A link without words could not be read out.
                Some("a") if super::plain(&self.out[self.link_from..]).trim().is_empty() => self.out.truncate(self.link_from),
                Some(name) => self.out.push_str(&format!("</{name}>")),
                None => {}
            }
        }
    }

    /// End tags that HTML lets people leave out.
    fn end_implied(&mut self, name: &str) {
        let (closes, within): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol", "table"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl", "table"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "tr" => (&["tr"], &["thead", "tbody", "table"]),
            "thead" | "tbody" => (&["thead", "tbody"], &["table"]),
            n if is_block(n) => (&["p"], &["li", "dd", "dt", "blockquote", "td", "th", "div"]),
            _ => return,
        };
        let from = self.open.iter().rposition(|n| within.contains(n)).map_or(0, |i| i + 1);
        if let Some(at) = self.open[from..].iter().position(|n| closes.contains(n)) {
            self.close_down_to(from + at);
        }
    }
}

/// Our name for a tag, if it has one: headings begin at the third level, old names are new ones.
fn ours(name: &str) -> Option<&'static str> {
    let name = match name {
        "h1" => "h3",
        "h2" => "h4",
        "h3" => "h5",
        "h4" | "h5" => "h6",
        "strike" => "s",
        "tt" | "samp" | "var" => "code",
        "section" | "article" | "center" | "details" | "summary" | "header" | "footer" | "main" | "figure" | "figcaption" | "address" => {
            "div"
        }
        "ins" => "u",
        "cite" | "dfn" => "em",
        "tfoot" => "tbody",
        // Nothing of it is known without its class.
        "span" => return None,
        other => other,
    };
    TAGS.iter().copied().find(|t| *t == name)
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "blockquote"
            | "pre"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "hr"
            | "table"
            | "tr"
            | "td"
            | "th"
    )
}
