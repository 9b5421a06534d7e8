//! The page that asks how it went: the answer, then two taps.

use entity::{Expectation, FollowUpAnswer, FollowUpKind};
use maud::{Markup, html};

use super::absent::queries::SaidFor;
use super::forms::Raw;
use super::is_yes;
use super::queries::{Asked, Candidate};
use crate::i18n::Lang;
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout;
use crate::ui::{Icon, icon};
use crate::web::paths;

/// Characters of an answer that are enough to know it again.
const SHOWN: usize = 90;

pub struct Page<'a> {
    pub asked: &'a Asked,
    pub action: String,
    pub raw: &'a Raw,
    pub answers: &'a [Candidate],
    /// Others spoke for the asker.
    pub said_for: Option<&'a SaidFor>,
    pub errors: &'a Errors,
}

/// What an expectation is called.
pub fn expectation(lang: Lang, e: Expectation) -> &'static str {
    match e {
        Expectation::Fixed => lang.followups_fixed(),
        Expectation::NotAgain => lang.followups_not_again(),
        Expectation::Explained => lang.followups_explained(),
        Expectation::Apology => lang.followups_apology(),
        Expectation::Respect => lang.followups_respect(),
    }
}

fn question(lang: Lang, kind: FollowUpKind) -> &'static str {
    match kind {
        FollowUpKind::Still => lang.followups_ask_still(),
        FollowUpKind::Week | FollowUpKind::Month => lang.followups_ask_week(),
        FollowUpKind::Verified => lang.followups_ask_verified(),
        FollowUpKind::ComeBack => lang.followups_ask_come_back(),
    }
}

pub fn page(c: &Chrome, p: &Page<'_>) -> Markup {
    let (lang, a) = (c.lang, p.asked);
    let wanted = FollowUpAnswer::from_word(&p.raw.answer);
    // a word that was given may still be changed
    let again = wanted.is_some_and(|w| Some(w) != a.answer) && a.expected.is_none();
    let title = match (a.answered_at, a.expected, a.received_at) {
        (None, ..) => question(lang, a.kind),
        _ if again => question(lang, a.kind),
        (_, None, _) => lang.followups_expected(),
        (_, Some(_), None) => lang.followups_received(),
        _ => lang.followups_thanks(),
    };
    let body = layout::section(html! {
        (form::summary(lang, p.errors))
        h1 { (title) }
        p.hint { a href=(paths::Question { id: a.question_id, slug: &a.slug }) lang=(a.lang) dir="auto" { (a.title) } }
        @match (a.answered_at, a.expected, a.received_at) {
            (None, ..) => (asking(c, p, wanted)),
            _ if again => (asking(c, p, wanted)),
            (_, None, _) => { (noted(c, a)) p.mt { (lang.followups_expected_text()) } (taps(lang, p, "expected", false)) (enough(c, a)) },
            (_, Some(_), None) => { p.mt { (lang.followups_received_text()) } (taps(lang, p, "received", true)) (enough(c, a)) },
            _ => { p.mt { (lang.followups_thanks_text(&c.brand.team)) } (enough(c, a)) },
        }
    });
    layout::page(c, &layout::Page { title, noindex: true, errors: !p.errors.is_empty(), quiet: true, ..layout::Page::default() }, body)
}

/// The words of the three answers, for what was asked.
fn label(lang: Lang, kind: FollowUpKind, answer: FollowUpAnswer) -> &'static str {
    match (answer, kind) {
        (FollowUpAnswer::NotSolved, FollowUpKind::Still) => lang.followups_still_stuck(),
        (FollowUpAnswer::NotSolved, FollowUpKind::ComeBack) => lang.followups_came_back(),
        (FollowUpAnswer::NotSolved, _) => lang.followups_not_solved(),
        (FollowUpAnswer::Solved | FollowUpAnswer::Silent, FollowUpKind::ComeBack) => lang.followups_still_fine(),
        (FollowUpAnswer::Solved | FollowUpAnswer::Silent, _) => lang.followups_solved(),
        (FollowUpAnswer::Elsewhere, _) => lang.followups_elsewhere(),
    }
}

/// Which of them make sense.
fn choices(p: &Page<'_>) -> Vec<FollowUpAnswer> {
    use FollowUpAnswer::{Elsewhere, NotSolved, Solved};
    match p.asked.kind {
        FollowUpKind::ComeBack => vec![Solved, NotSolved],
        _ if p.answers.is_empty() => vec![NotSolved, Elsewhere],
        _ => vec![Solved, NotSolved, Elsewhere],
    }
}

fn asking(c: &Chrome, p: &Page<'_>, wanted: Option<FollowUpAnswer>) -> Markup {
    let (lang, kind) = (c.lang, p.asked.kind);
    let all = choices(p);
    let wanted = wanted.filter(|w| all.contains(w));
    html! {
        @if let Some(said) = p.said_for { p.mt { (lang.absent_said_for(&said.first, &said.second)) } }
        @match wanted {
            None => {
                form.mt method="post" action=(p.action) {
                    div.bar { @for a in &all { button.btn.pri[*a == all[0]] name="answer" value=(a.word()) { (label(lang, kind, *a)) } } }
                }
            }
            Some(w) => {
                form.mt method="post" action=(p.action) novalidate {
                    (form::hidden("answer", w.word()))
                    @match w {
                        FollowUpAnswer::NotSolved => {
                            p { (lang.followups_not_solved_text(&c.brand.team)) }
                            (Field::new("note", lang.followups_missing()).hint(lang.followups_public()).value(&p.raw.note).error(p.errors).maxlength(500).optional().text(lang))
                        }
                        FollowUpAnswer::Elsewhere => {
                            (Field::new("note", lang.facts_elsewhere_how()).hint(lang.facts_elsewhere_hint()).value(&p.raw.note).error(p.errors).maxlength(500).optional().text(lang))
                        }
                        _ if kind != FollowUpKind::ComeBack => { (which(lang, p)) }
                        _ => {}
                    }
                    (form::submit(label(lang, kind, w)))
                }
                p.meta.mt { span { (lang.followups_or()) } @for a in all.iter().filter(|a| **a != w) { a href=(paths::with_query(&p.action, &[("answer", a.word())])) rel="nofollow" { (label(lang, kind, *a)) } } }
            }
        }
    }
}

/// Which answer solved it; what the brand confirmed, or the most helpful one, is chosen already.
fn which(lang: Lang, p: &Page<'_>) -> Markup {
    let options: Vec<(String, String, String)> = p
        .answers
        .iter()
        .map(|a| {
            let words: String = a.source.split_whitespace().collect::<Vec<_>>().join(" ");
            let short: String = words.chars().take(SHOWN).collect();
            let cut = if words.chars().count() > SHOWN { "…" } else { "" };
            (a.id.to_string(), a.author.clone(), format!("{short}{cut}"))
        })
        .collect();
    let about = p.asked.about_id.to_string();
    let first = options.iter().find(|(id, ..)| *id == p.raw.post).or(options.iter().find(|(id, ..)| p.said_for.map_or(p.asked.kind == FollowUpKind::Verified && *id == about, |s| s.post_id.to_string() == *id))).or(options.first()).map(|(id, ..)| id.clone()).unwrap_or_default();
    html! { @if !options.is_empty() { (Field::new("post", lang.followups_which()).value(&first).error(p.errors).radios(lang, &options)) } }
}

/// What was noted, and that it may be changed.
fn noted(c: &Chrome, a: &Asked) -> Markup {
    let lang = c.lang;
    html! {
        @if let Some(answer) = a.answer {
            p.meta { (icon(Icon::Check)) span { (lang.followups_noted()) " " strong { (label(lang, a.kind, answer)) } } }
            @if !is_yes(answer) { p { (lang.followups_told(&c.brand.team)) } }
        }
    }
}

/// One button each: no second step to confirm.
fn taps(lang: Lang, p: &Page<'_>, name: &'static str, nothing: bool) -> Markup {
    html! {
        form method="post" action=(p.action) {
            div.bar {
                @for e in Expectation::ALL { button.btn name=(name) value=(e.word()) { (expectation(lang, *e)) } }
                @if nothing { button.btn name=(name) value="nothing" { (lang.followups_nothing()) } }
            }
        }
    }
}

fn enough(c: &Chrome, a: &Asked) -> Markup {
    html! { p.mt { a href=(paths::Question { id: a.question_id, slug: &a.slug }) { (c.lang.followups_back()) } } }
}
