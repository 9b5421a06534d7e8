//! Code in colours, by class, once at save time. A handful of classes instead of a theme: the stylesheet decides.

use super::sanitise::escape_char;
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxSet};

/// Bytes of code that are coloured in one text; the rest stays plain. The slowest grammars take 20 ms a kilobyte.
pub const MAX_BYTES: usize = 6 * 1024;
/// A grammar that takes longer on one block has met a text made for it: the block stays plain.
const MAX_TIME: Duration = Duration::from_secs(if cfg!(debug_assertions) { 20 } else { 1 });
/// A longer line is data or minified code: the whole block stays plain.
const MAX_LINE: usize = 1_000;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Scope prefix → class, the first that fits the innermost scope.
static CLASSES: LazyLock<Vec<(Scope, Option<&'static str>)>> = LazyLock::new(|| {
    [
        ("comment", Some("hl-c")),
        ("string", Some("hl-s")),
        ("constant.character.escape", Some("hl-n")),
        ("constant", Some("hl-n")),
        ("keyword.operator", None),
        ("keyword", Some("hl-k")),
        ("storage", Some("hl-k")),
        ("variable.language", Some("hl-k")),
        ("entity.name.function", Some("hl-f")),
        ("support.function", Some("hl-f")),
        ("variable.function", Some("hl-f")),
        ("entity.name.tag", Some("hl-k")),
        ("entity.other.attribute-name", Some("hl-t")),
        ("entity.name", Some("hl-t")),
        ("support.type", Some("hl-t")),
        ("support.class", Some("hl-t")),
        ("variable.parameter", Some("hl-v")),
        ("markup.inserted", Some("hl-i")),
        ("markup.deleted", Some("hl-d")),
        ("markup.heading", Some("hl-k")),
    ]
    .into_iter()
    .filter_map(|(prefix, class)| Some((Scope::new(prefix).ok()?, class)))
    .collect()
});

/// The code as escaped HTML with classes, or `None`: language unknown, too long, or the budget is used up.
pub fn lines(language: &str, code: &str, budget: &mut usize) -> Option<String> {
    let token = language.trim_matches(|c: char| !(c.is_alphanumeric() || matches!(c, '+' | '#' | '-')));
    let plain = token.is_empty() || token.len() > 30 || code.len() > *budget || code.lines().any(|l| l.len() > MAX_LINE);
    if plain || matches!(token, "text" | "txt" | "plain" | "plaintext" | "none" | "console" | "log") {
        return None;
    }
    let syntax = SYNTAXES.find_syntax_by_token(token)?;
    *budget -= code.len();
    let begin = Instant::now();
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut out = Spans { html: String::with_capacity(code.len() * 2), class: None };
    for line in code.split_inclusive('\n') {
        let mut at = 0;
        for (to, op) in state.parse_line(line, &SYNTAXES).ok()? {
            out.push(line.get(at..to)?, class(&stack));
            stack.apply(&op).ok()?;
            at = to;
        }
        out.push(line.get(at..)?, class(&stack));
        if begin.elapsed() > MAX_TIME {
            return None;
        }
    }
    out.switch(None);
    Some(out.html)
}

fn class(stack: &ScopeStack) -> Option<&'static str> {
    stack
        .as_slice()
        .iter()
        .rev()
        .find_map(|scope| CLASSES.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, class)| *class))
        .flatten()
}

/// Neighbouring pieces of one class share a span.
struct Spans {
    html: String,
    class: Option<&'static str>,
}

impl Spans {
    fn push(&mut self, text: &str, class: Option<&'static str>) {
        if text.is_empty() {
            return;
        }
        // Space has no colour.
        if class != self.class && !text.trim().is_empty() {
            self.switch(class);
        }
        text.chars().for_each(|c| escape_char(&mut self.html, c));
    }

    fn switch(&mut self, class: Option<&'static str>) {
        if self.class.is_some() {
            self.html.push_str("</span>");
        }
        if let Some(class) = class {
            self.html.push_str("<span class=\"");
            self.html.push_str(class);
            self.html.push_str("\">");
        }
        self.class = class;
    }
}
