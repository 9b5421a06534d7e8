//! The frame of a post: marks left of the line, words right of it, its standing on the line itself.

use maud::{Markup, PreEscaped, html};

use crate::i18n::Lang;
use crate::ui::{Icon, form, icon};

/// What the line beside a post says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Line {
    #[default]
    Plain,
    Staff,
    Solution,
    /// The brand owes an outcome.
    Escalated,
}

impl Line {
    fn class(self) -> &'static str {
        match self {
            Line::Plain => "",
            Line::Staff => "staff",
            Line::Solution => "sol",
            Line::Escalated => "esc",
        }
    }
}

/// `<article id class="post …">`: body first (read, then vote), then the margin.
pub fn frame(id: &str, line: Line, item: Option<(&'static str, &'static str)>, body: Markup, margin: Markup) -> Markup {
    html! {
        article class={ "post " (line.class()) } id=(id) itemprop=[item.map(|i| i.0)] itemscope[item.is_some()] itemtype=[item.map(|i| i.1)] {
            div.b { (body) }
            div.m { (margin) }
        }
    }
}

/// Sanitised HTML of a post. The only place of `ui` that trusts markup: it comes from the renderer.
pub fn prose(lang: &str, html: &str) -> Markup {
    html! { div.prose lang=(lang) dir="auto" itemprop="text" { (PreEscaped(html)) } }
}

/// "This helped me": a button that shows its count and is pressed when the reader said so.
pub struct Vote<'a> {
    pub action: String,
    /// Element to swap, without `#`.
    pub target: &'a str,
    pub count: i64,
    pub pressed: bool,
    /// False: only the number is shown.
    pub allowed: bool,
}

pub fn vote(lang: Lang, v: &Vote<'_>) -> Markup {
    let count = v.count.max(0);
    let words = html! { (icon(Icon::ArrowUp)) span.count itemprop="upvoteCount" { (lang.number(count)) } small { (lang.ui_helped_word(count)) } };
    html! {
        @if v.allowed {
            form method="post" action=(v.action) data-swap={ "#" (v.target) } {
                (form::hidden("direction", if v.pressed { "none" } else { "up" }))
                button.vote aria-pressed=(if v.pressed { "true" } else { "false" }) title=(lang.ui_this_helped_me()) { (words) span.vh { (lang.ui_this_helped_me()) } }
            }
        } @else {
            div.vote { (words) }
        }
    }
}

/// A toggle in a form of its own: label, pressed, `on`/`off` value of the field `state`.
pub fn toggle(action: impl std::fmt::Display, target: &str, glyph: Icon, label: &str, pressed: bool) -> Markup {
    html! {
        form.inline method="post" action=(action) data-swap={ "#" (target) } {
            (form::hidden("state", if pressed { "off" } else { "on" }))
            button.btn.tog aria-pressed=(if pressed { "true" } else { "false" }) { (icon(glyph)) (label) }
        }
    }
}
