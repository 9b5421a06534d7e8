//! Pages of moderation, for the team, for those who review, for members about themselves, for anyone.

pub mod first;
pub mod item;
pub mod member;
pub mod notice;
pub mod own;
pub mod queue;
pub mod words;

use entity::{DecisionAct, FlagReason, ItemKind};
use maud::{Markup, html};

use super::queries::{Decision, Line, Note};
use crate::i18n::Lang;
use crate::screening::letters;
use crate::screening::queue::Object;
use crate::ui::chrome::Chrome;
use crate::ui::form::{Errors, Field};
use crate::ui::{form, reasons, when};
use crate::web::paths;

/// Where something is decided: on its own page, or where all of its kind are.
pub fn place(line: &Line, view: &str) -> String {
    match (line.object(), line.edited_id) {
        (Object::Suggestion(id), Some(post)) => format!("{}#suggestion-{id}", paths::with_query(paths::PostSuggestions { id: post }, &[("after", &(id.0 + 1).to_string())])),
        (Object::Case(id), _) => paths::StaffCase { id }.to_string(),
        _ => paths::with_query(paths::StaffItem { id: line.id }, &[("view", view)]),
    }
}

/// Why something waits, in a word.
pub fn kind(lang: Lang, kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Appeal => lang.moderation_kind_appeal(),
        ItemKind::Notice => lang.moderation_kind_notice(),
        ItemKind::Held => lang.moderation_kind_held(),
        ItemKind::Flagged => lang.moderation_kind_flagged(),
        ItemKind::First => lang.moderation_kind_first(),
        ItemKind::Edit => lang.moderation_kind_edit(),
        ItemKind::Case => lang.moderation_kind_case(),
    }
}

/// The public list as options.
pub fn public(lang: Lang) -> Vec<(&'static str, &'static str)> {
    std::iter::once(("", "–")).chain(FlagReason::ALL.iter().map(|r| (r.word(), reasons::label(lang, *r)))).collect()
}

/// Reason and fact, as every decision against somebody needs them.
pub fn because(lang: Lang, reason: &str, fact: &str, errors: &Errors) -> Markup {
    html! {
        (Field::new("reason", lang.moderation_reason()).hint(lang.moderation_reason_hint()).value(reason).error(errors).select(lang, &public(lang)))
        (Field::new("fact", lang.moderation_fact()).hint(lang.moderation_fact_hint()).value(fact).maxlength(500).rows(3).error(errors).textarea(lang))
    }
}

/// A button that decides, with its letter.
pub fn button(c: &Chrome, act: &str, label: &str, key: &'static str, class: &str) -> Markup {
    html! { button class={ "btn " (class) } name="act" value=(act) data-key=(key) { (label) (letter(c, key)) } }
}

/// The letter that presses a button, where letters are on.
pub fn letter(c: &Chrome, key: &str) -> Markup {
    html! { @if c.me.as_ref().is_some_and(|me| me.shortcuts) { " " kbd aria-hidden="true" { (key) } } }
}

/// What one did a moment ago, with its undo.
pub fn undo(c: &Chrome, last: Option<&Decision>) -> Markup {
    let lang = c.lang;
    html! {
        @if let Some(d) = last {
            form.row.keyed method="post" action=(paths::StaffDecisionUndo { id: d.id }) {
                p { (lang.moderation_undo_text(did(lang, d.act))) @if let Some(title) = &d.title { " " span dir="auto" { (title) } } }
                button.btn data-key="z" { (lang.moderation_undo()) (letter(c, "z")) }
            }
        }
    }
}

/// A decision as moderators read it.
pub fn did(lang: Lang, act: DecisionAct) -> &'static str {
    match act {
        DecisionAct::Keep => lang.moderation_act_keep(),
        DecisionAct::Release => lang.moderation_act_release(),
        DecisionAct::EditOut => lang.moderation_act_edit_out(),
        DecisionAct::Hide => lang.moderation_act_hide(),
        DecisionAct::Remove => lang.moderation_act_remove(),
        DecisionAct::Restore => lang.moderation_act_restore(),
        DecisionAct::Warn => lang.moderation_act_warn(),
        DecisionAct::Silence => lang.moderation_act_silence(),
        DecisionAct::Suspend => lang.moderation_act_suspend(),
        DecisionAct::Lift => lang.moderation_act_lift(),
        DecisionAct::Lock => lang.moderation_act_lock(),
        DecisionAct::Merge => lang.moderation_act_merge(),
    }
}

/// Decisions about a text or a member, newest first.
pub fn decisions(c: &Chrome, all: &[Decision]) -> Markup {
    let lang = c.lang;
    html! {
        ul.plain role="list" {
            @for d in all {
                li {
                    p.meta {
                        strong { (did(lang, d.act)) }
                        @if !d.reason.is_empty() { span { (reasons::shown(lang, &d.reason)) } }
                        @if let Some(by) = &d.decider { span { (by) } }
                        (when::ago(c, d.decided_at))
                        @if let Some(until) = d.ends_at { span { (lang.moderation_until(when::date(lang, &c.zone, until))) } }
                    }
                    @if !d.fact.is_empty() { p dir="auto" { (d.fact) } }
                    @if let (Some(title), Some(question)) = (&d.title, d.question_id) { p { a href=(paths::Question { id: question, slug: d.slug.as_deref().unwrap_or_default() }) dir="auto" { (title) } } }
                    (ended(lang, d))
                }
            }
        }
    }
}

/// That a decision no longer holds, if so.
pub fn ended(lang: Lang, d: &Decision) -> Markup {
    html! {
        @if d.undone_at.is_some() { p.hint { (lang.moderation_own_undone()) } }
        @else if d.overturned_at.is_some() { p.hint { (lang.moderation_own_overturned()) } }
    }
}

/// Notes of the team, on yellow paper, and the form for another.
pub fn notes(c: &Chrome, all: &[Note], action: String, errors: &Errors) -> Markup {
    let lang = c.lang;
    html! {
        h2 { (lang.moderation_notes()) }
        div.private {
            p.hint { (lang.moderation_notes_text()) }
            @for n in all { p { strong { (n.display_name) } " " (when::ago(c, n.at)) ": " span dir="auto" { (n.body) } } }
            form method="post" action=(action) {
                (Field::new("words", lang.moderation_note()).maxlength(500).rows(2).error(errors).textarea(lang))
                (form::submit(lang.moderation_note_add()))
            }
        }
    }
}

/// What was done, for whom it concerns.
pub fn told(lang: Lang, act: DecisionAct) -> &'static str {
    letters::done(lang, act)
}

/// The first letters of a text.
pub fn cut(text: &str) -> String {
    const LETTERS: usize = 180;
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= LETTERS { flat } else { flat.chars().take(LETTERS).chain(['…']).collect() }
}
