//! What a mail says, once as plain text and once as HTML: one column, no image, no web font, nothing that tells
//! whether it was read. Styles stand in the head, since some clients drop attributes and all of them drop scripts.

use std::fmt::Write as _;

use entity::{AccountId, CommentId, PostId};
use maud::{DOCTYPE, html};

use crate::config::Config;
use crate::i18n::Lang;
use crate::ui::brand;

/// A mail's content. Every sentence is ours; what people typed must pass through [`inert`] first.
#[derive(Clone, Debug, Default)]
pub struct Letter {
    pub subject: String,
    /// What people wrote, before everything else: a mail says what it brings.
    pub said: Vec<Said>,
    /// Before the code and the button.
    pub opening: Vec<String>,
    /// Pages to choose from, each what it holds and a full address.
    pub lines: Vec<(String, String)>,
    /// Six digits to type into the tab that waits.
    pub code: Option<String>,
    /// A label and a full address.
    pub button: Option<(String, String)>,
    /// Several ways to answer, each a label and a full address.
    pub choices: Vec<(String, String)>,
    /// After the button.
    pub closing: Vec<String>,
    /// Why this mail came.
    pub why: String,
    /// The post that a message is about: it goes out only where its reader may see it.
    pub about: Option<PostId>,
    /// Of mails that one may do without.
    pub list: Option<List>,
}

/// Somebody's words. They pass through [`inert_words`] here.
#[derive(Clone, Debug, Default)]
pub struct Said {
    pub words: String,
    /// Who, and on what; ours.
    pub by: String,
}

/// What a mail has to do with others.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// The page that ends such mails, and the form it sends (RFC 8058).
    pub unsubscribe: String,
    /// The thread whose mails belong together.
    pub thread: Option<PostId>,
    /// Where an answer goes.
    pub reply_to: Option<String>,
    /// What it holds words of, and whom it names.
    pub parts: Vec<Part>,
}

/// A post, a comment below it, somebody's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    pub post: PostId,
    pub comment: Option<CommentId>,
    pub actor: Option<AccountId>,
}

impl Letter {
    /// The page it leads to.
    pub fn leads_to(&self) -> Option<&str> {
        self.button.iter().chain(&self.choices).map(|(_, url)| url.as_str()).next()
    }

    /// The plain part.
    pub fn text(&self, config: &Config, lang: Lang) -> String {
        let mut out = String::new();
        for said in &self.said {
            for paragraph in inert_words(&said.words).lines().filter(|l| !l.trim().is_empty()) {
                let _ = write!(out, "{paragraph}\n\n");
            }
            let _ = write!(out, "— {}\n\n", said.by);
        }
        for paragraph in &self.opening {
            let _ = write!(out, "{paragraph}\n\n");
        }
        for (what, url) in &self.lines {
            let _ = write!(out, "- {what}\n  {url}\n\n");
        }
        if let Some(code) = &self.code {
            let _ = write!(out, "    {code}\n\n");
        }
        if let Some((label, url)) = &self.button {
            let _ = write!(out, "{}\n{url}\n\n", lang.mail_link(label));
        }
        for (label, url) in &self.choices {
            let _ = write!(out, "{}\n{url}\n\n", lang.mail_link(label));
        }
        for paragraph in &self.closing {
            let _ = write!(out, "{paragraph}\n\n");
        }
        let _ = write!(out, "-- \n{}\n{}\n{}\n", inert(config.get("brand.name")), self.why, config.base_url());
        if let Some(list) = &self.list {
            let _ = write!(out, "{}\n{}\n", lang.mail_link(lang.mail_unsubscribe()), list.unsubscribe);
        }
        out
    }

    /// The HTML part.
    pub fn html(&self, config: &Config, lang: Lang) -> String {
        let accent = brand::derive(config.get("brand.accent")).light;
        // no character of it needs escaping
        let style = format!(
            "body{{margin:0;background:#eff3f4;color:#14202b;font:17px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif}}\
             .sheet{{width:100%;max-width:600px;background:#fff;border-left:3px solid {accent}}}\
             .in{{padding:24px}} .name{{font-weight:700;font-size:20px;margin:0 0 24px}} p{{margin:0 0 16px}}\
             .code{{font:700 32px/1.2 ui-monospace,Menlo,Consolas,monospace;letter-spacing:4px;margin:8px 0 24px}}\
             .button{{background:{accent};border-radius:3px}} .button a{{display:inline-block;padding:14px 24px;color:#fff;font-weight:700;text-decoration:none}}\
             .choice{{margin:0 0 12px}} .line a{{color:{accent}}} .by{{color:#414e5a;border-bottom:1px solid #d3dbde;padding:0 0 16px}}\
             .small{{color:#414e5a;font-size:14px}} .small a{{color:{accent};word-break:break-all}} hr{{border:0;border-top:1px solid #d3dbde;margin:24px 0 16px}}"
        );
        html! {
            (DOCTYPE)
            html lang=(lang.code()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light";
                    title { (self.subject) }
                    style { (style) }
                }
                body {
                    table role="presentation" align="center" cellpadding="0" cellspacing="0" class="sheet" {
                        tr { td class="in" {
                            p class="name" { (inert(config.get("brand.name"))) }
                            @for said in &self.said {
                                @for paragraph in inert_words(&said.words).lines().filter(|l| !l.trim().is_empty()) { p { (paragraph) } }
                                p class="by" { "— " (said.by) }
                            }
                            @for paragraph in &self.opening { p { (paragraph) } }
                            @for (what, url) in &self.lines { p class="line" { a href=(url) { (what) } } }
                            @if let Some(code) = &self.code { p class="code" { (grouped(code)) } }
                            @if let Some((label, url)) = &self.button {
                                table role="presentation" cellpadding="0" cellspacing="0" {
                                    tr { td class="button" bgcolor=(accent) { a href=(url) { (label) } } }
                                }
                                p class="small" { br; (lang.mail_link_fallback()) br; a href=(url) { (url) } }
                            }
                            @for (label, url) in &self.choices {
                                table role="presentation" cellpadding="0" cellspacing="0" class="choice" {
                                    tr { td class="button" bgcolor=(accent) { a href=(url) { (label) } } }
                                }
                            }
                            @for paragraph in &self.closing { p { (paragraph) } }
                            hr;
                            p class="small" {
                                (self.why) br; a href=(config.base_url()) { (config.base_url()) }
                                @if let Some(list) = &self.list { br; a href=(list.unsubscribe) { (lang.mail_unsubscribe()) } }
                            }
                        } }
                    }
                }
            }
        }
        .into_string()
    }
}

/// `482913` is easier to copy as `482 913`.
fn grouped(code: &str) -> String {
    match code.split_at_checked(3) {
        Some((a, b)) if code.len() == 6 => format!("{a}\u{A0}{b}"),
        _ => code.to_owned(),
    }
}

/// What someone typed, so that no mail client makes a link of it: a zero-width space follows every `.`, `:`, `/`, `@`;
/// controls and direction marks go, and what is left is cut at 200 characters. For names and titles; see [`inert_text`].
pub fn inert(text: &str) -> String {
    harmless(text.chars().take(200))
}

/// The same without the cut: for reasons and whatever else is read to its end.
pub fn inert_text(text: &str) -> String {
    harmless(text.chars())
}

/// Somebody's text, every word of it: only what a mail client would make a link of is broken by zero-width spaces, so that
/// the rest can be copied.
pub fn inert_words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (n, line) in text.split('\n').enumerate() {
        if n > 0 {
            out.push('\n');
        }
        for word in line.split_inclusive(|c: char| c.is_whitespace()) {
            if looks_like_a_link(word) { out.push_str(&harmless(word.trim_end().chars())) } else { out.extend(word.trim_end().chars().filter(|c| !misleads(*c))) }
            if word.ends_with(|c: char| c.is_whitespace()) {
                out.push(' ');
            }
        }
        out.truncate(out.trim_end_matches(' ').len());
    }
    out
}

/// A point, a colon or an at between two characters that may stand in an address.
fn looks_like_a_link(word: &str) -> bool {
    let chars: Vec<char> = word.trim_end().chars().collect();
    let part = |c: &char| c.is_alphanumeric() || matches!(c, '/' | '-' | '_');
    chars.windows(3).any(|w| matches!(w[1], '.' | ':' | '@') && part(&w[0]) && part(&w[2])) || word.contains("//")
}

/// Controls and direction marks, which change how what follows is read.
fn misleads(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn harmless(text: impl Iterator<Item = char>) -> String {
    let mut out = String::new();
    for c in text {
        match c {
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => out.push(' '),
            '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {}
            '.' | ':' | '/' | '@' => {
                out.push(c);
                out.push('\u{200B}');
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_typed_becomes_a_link() {
        for evil in ["www.evil.example", "http://evil.example/x", "a@evil.example", "evil.example"] {
            let safe = inert(evil);
            assert!(!safe.contains("://") && !safe.contains(".e") && !safe.contains("@e"), "{safe}");
        }
        assert_eq!((inert(&"a".repeat(500)).len(), inert_text(&"a".repeat(500)).len()), (200, 500));
        assert_eq!(inert("Zoé\r\nL. \u{202E}x"), "Zoé  L.\u{200B} x");
    }

    #[test]
    fn words_can_be_copied_and_lead_nowhere() {
        assert_eq!(inert_words("Tapez  ping -c 3\n\nPuis: redémarrez. (Oui)"), "Tapez  ping -c 3\n\nPuis: redémarrez. (Oui)");
        for evil in ["www.evil.example", "see http://evil.example/x now", "a@evil.example,", "tel:0123", "//evil"] {
            let safe = inert_words(evil);
            assert!(!safe.contains("://") && !safe.contains(".e") && !safe.contains("@e") && !safe.contains("l:0") && !safe.contains("//"), "{safe}");
        }
        assert_eq!(inert_words("a\u{202E}b\r\nc"), "ab\nc");
    }

    #[test]
    fn both_parts_say_the_same() {
        let config = Config::defaults();
        let letter = Letter {
            subject: "S".into(),
            opening: vec!["One <b>.".into()],
            code: Some("482913".into()),
            button: Some(("Go".into(), "http://127.0.0.1:3000/x".into())),
            choices: vec![("Yes".into(), "http://127.0.0.1:3000/y".into())],
            closing: vec!["Two.".into()],
            why: "Because.".into(),
            said: vec![Said { words: "First.\nSecond: www.evil.example".into(), by: "Ada".into() }],
            list: Some(List { unsubscribe: "http://127.0.0.1:3000/unsubscribe/k/answer".into(), ..List::default() }),
            ..Letter::default()
        };
        let (text, html) = (letter.text(&config, Lang::En), letter.html(&config, Lang::En));
        assert!(text.contains("482913") && html.contains("482\u{A0}913"));
        for part in [&text, &html] {
            assert!(part.contains("http://127.0.0.1:3000/x") && part.contains("http://127.0.0.1:3000/y") && part.contains("Because."));
            assert!(part.contains("First.") && part.contains("— Ada") && part.contains("/unsubscribe/k/answer") && !part.contains("www.evil"));
        }
        assert!(html.contains("&lt;b&gt;") && !html.contains("<img") && html.len() < 30 * 1024);
    }
}
