//! Words of danger and of the law: whole words, whatever their case and accents, wherever a customer wrote them as their
//! own: not in what they quote, in a table, in code, or in an address; and in the language of the text, where it is known.

use entity::{AlertKind, PostId};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::db;
use crate::error::Result;
use crate::rules::{fold, language};
use crate::{markdown, values};

/// The lists.
#[derive(Clone, Debug, Default)]
pub struct Words(Vec<Listed>);

#[derive(Clone, Debug)]
struct Listed {
    kind: AlertKind,
    lang: String,
    /// Folded, with a space on each side.
    word: String,
}

/// What a text was found to hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Alerts {
    pub danger: bool,
    pub legal: bool,
}

#[derive(FromQueryResult)]
struct Row {
    kind: AlertKind,
    lang: String,
    word: String,
}

#[derive(FromQueryResult)]
struct Text {
    title: Option<String>,
    html: String,
}

impl Words {
    pub(super) async fn read(db: &impl ConnectionTrait) -> Result<Words> {
        let rows: Vec<Row> = db::rows(db, "SELECT kind, lang, word FROM alert_word ORDER BY id", []).await?;
        let listed = rows.into_iter().map(|row| Listed { kind: row.kind, lang: row.lang, word: words_of(&row.word) });
        Ok(Words(listed.filter(|l| l.word.len() > 2).collect()))
    }

    /// Looks for the words of the text's language, where that is known and has a list; else for those of every language.
    pub fn found(&self, text: &str) -> Alerts {
        let spoken = spoken(text);
        let folded = words_of(&spoken);
        let mut hits: Vec<&Listed> = self.0.iter().filter(|l| folded.contains(l.word.as_str())).collect();
        if hits.is_empty() {
            return Alerts::default();
        }
        if let Some(lang) = language::detect(&spoken).filter(|lang| self.0.iter().any(|l| l.lang == *lang)) {
            hits.retain(|l| l.lang == lang);
        }
        let any = |kind: AlertKind| hits.iter().any(|l| l.kind == kind);
        Alerts { danger: any(AlertKind::Danger), legal: any(AlertKind::Legal) }
    }

    /// Everything that customers wrote in a thread and everyone may read.
    pub async fn in_thread(&self, db: &impl ConnectionTrait, question: PostId) -> Result<Alerts> {
        let texts: Vec<Text> = db::rows(
            db,
            "SELECT q.title, p.html FROM post p LEFT JOIN question q ON q.id = p.id WHERE p.question_id = $1 AND p.state = 'visible' AND p.official = FALSE
             UNION ALL SELECT NULL, c.html FROM comment c JOIN post p ON p.id = c.post_id WHERE c.question_id = $1 AND c.state = 'visible' AND p.state = 'visible' AND c.official = FALSE",
            values![question.0],
        )
        .await?;
        let mut alerts = Alerts::default();
        for text in texts {
            let found = self.found(&format!("{}\n{}", text.title.unwrap_or_default(), markdown::plain(&own(&text.html))));
            alerts = Alerts { danger: alerts.danger || found.danger, legal: alerts.legal || found.legal };
        }
        Ok(alerts)
    }
}

/// Folded words with a space around each; what a hyphen joins is one word.
fn words_of(text: &str) -> String {
    let folded = fold::fold_words(text).replace(['\u{2010}', '\u{2011}'], "-");
    let mut out = String::with_capacity(folded.len() + 2);
    out.push(' ');
    for word in folded.split(|c: char| !c.is_alphanumeric() && c != '-').map(|w| w.trim_matches('-')).filter(|w| !w.is_empty()) {
        out.push_str(word);
        out.push(' ');
    }
    out
}

/// What somebody says in a text as it was typed: without quotes, tables, code and addresses.
fn spoken(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut fence: Option<&str> = None;
    for line in text.lines() {
        let begin = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|m| begin.starts_with(*m));
        match (fence, mark) {
            (None, None) if !begin.starts_with(['>', '|']) => {}
            (None, None) => continue,
            (None, Some(_)) => {
                fence = mark;
                continue;
            }
            (Some(of), _) => {
                if mark == Some(of) {
                    fence = None;
                }
                continue;
            }
        }
        let parts: Vec<&str> = line.split('`').collect();
        // an odd backtick is none
        let line = if parts.len() % 2 == 1 { parts.iter().step_by(2).copied().collect::<Vec<_>>().join(" ") } else { line.to_owned() };
        for word in without_targets(&line).split_whitespace().filter(|w| !w.contains("://") && !w.starts_with("www.")) {
            out.push_str(word);
            out.push(' ');
        }
        out.push('\n');
    }
    out
}

/// `[words](address)` without the address.
fn without_targets(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find("](") {
        let Some(end) = rest[at..].find(')') else { break };
        out.push_str(&rest[..=at]);
        rest = &rest[at + end + 1..];
    }
    out.push_str(rest);
    out
}

/// Rendered text without what it quotes, tables, and code.
fn own(html: &str) -> String {
    ["blockquote", "table", "pre", "code"].into_iter().fold(html.to_owned(), |html, tag| without(&html, tag))
}

fn without(html: &str, tag: &str) -> String {
    let (open, close) = (format!("<{tag}"), format!("</{tag}>"));
    let mut out = String::with_capacity(html.len());
    let (mut rest, mut depth) = (html, 0_usize);
    loop {
        match (rest.find(open.as_str()), rest.find(close.as_str())) {
            (Some(from), to) if to.is_none_or(|to| from < to) => {
                if depth == 0 {
                    out.push_str(&rest[..from]);
                }
                depth += 1;
                rest = &rest[from + open.len()..];
            }
            (_, Some(to)) => {
                if depth == 0 {
                    out.push_str(&rest[..to]);
                }
                depth = depth.saturating_sub(1);
                out.push(' ');
                rest = &rest[to + close.len()..];
            }
            _ => {
                if depth == 0 {
                    out.push_str(rest);
                }
                return out;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(listed: &[(AlertKind, &str, &str)]) -> Words {
        Words(listed.iter().map(|(kind, lang, word)| Listed { kind: *kind, lang: (*lang).to_owned(), word: words_of(word) }).collect())
    }

    #[test]
    fn only_what_somebody_says_themselves_alarms() {
        use AlertKind::{Danger, Legal};
        let words = words(&[(Danger, "fr", "feu"), (Danger, "en", "smoke"), (Danger, "fr", "court-circuit"), (Legal, "fr", "mise en demeure")]);
        for (text, danger) in [
            ("There is SMOKE!", true),
            ("l'alarme et le feu", true),
            ("le pare-feu est ouvert", false),
            ("un court-circuit", true),
            ("> there is smoke\n\nReally?", false),
            ("```\nsmoke --test\n```\nIt fails.", false),
            ("Run `smoke` first, then `make`", false),
            ("See https://example.com/smoke and [this](https://example.com/smoke-test)", false),
            ("See [the smoke](https://example.com)", true),
            ("| red | smoke |\n| --- | --- |\n\nThat is all.", false),
        ] {
            assert_eq!(words.found(text).danger, danger, "{text}");
        }
        assert!(words.found("C\u{2019}est une mise en demeure.").legal);
        assert_eq!(own("<p>a</p><blockquote><p>b</p><blockquote>c</blockquote></blockquote><p>d <code>e</code></p>"), "<p>a</p>  <p>d  </p>");
    }

    #[test]
    fn a_word_alarms_in_its_own_language() {
        use AlertKind::Danger;
        let words = words(&[(Danger, "fr", "brûlée"), (Danger, "en", "burnt"), (Danger, "en", "pain"), (Danger, "fr", "fumée")]);
        for (text, danger) in [
            ("What is the best way to make a crème brûlée when you have no oven?", false),
            ("Ma prise est toute brûlée depuis hier, que faire ?", true),
            ("The plug is burnt and I do not know what to do with it.", true),
            ("Où acheter du pain dans votre boutique de Rennes ?", false),
            // too short to tell, or a language without a list
            ("fumée", true),
            ("Brûlée!", true),
            ("Guten Tag, meine Box ist kaputt und ich weiß nicht, was ich machen soll: burnt steht da.", true),
        ] {
            assert_eq!(words.found(text).danger, danger, "{text}");
        }
    }
}
