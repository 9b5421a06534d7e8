//! The form of an act, over one thread or several; and what could not be done.

use maud::{Markup, html};

use super::Word;
use super::forms::{LATER, Press, Raw};
use super::queries::{Answer, Colleague, Department, Picked};
use crate::i18n::Lang;
use crate::ui::chrome::Chrome;
use crate::ui::form::{Errors, Field};
use crate::ui::layout::{self, Page};
use crate::ui::{form, when};
use crate::web::paths;

/// What stands on it.
pub struct Scene<'a> {
    pub press: &'a Press,
    pub picked: &'a [Picked],
    pub colleagues: &'a [Colleague],
    pub departments: &'a [Department],
    /// What may solve it, where it is one thread.
    pub answers: &'a [Answer],
    pub typed: &'a Raw,
    pub errors: &'a Errors,
    /// Threads that refused, and why.
    pub refused: &'a [(String, String)],
    /// How many were done before.
    pub done: usize,
}

pub fn page(chrome: &Chrome, scene: &Scene<'_>) -> Markup {
    let title = scene.press.word.label(chrome.lang);
    let body = layout::section(html! {
        p.crumb { a href=(scene.press.back) data-key="u" { (chrome.lang.feed_title()) } }
        (part(chrome, scene, true))
    });
    layout::page(chrome, &Page { title, noindex: true, quiet: true, desk: true, errors: !scene.errors.is_empty() || !scene.refused.is_empty(), ..Page::default() }, body)
}

/// The form; `whole`: it stands on a page of its own.
pub fn part(chrome: &Chrome, scene: &Scene<'_>, whole: bool) -> Markup {
    let lang = chrome.lang;
    let press = scene.press;
    html! {
        div #act {
            @if whole { h1 { (press.word.label(lang)) } } @else { h2 { (press.word.label(lang)) } }
            @if scene.done > 0 { p { (lang.feed_done_count(i64::try_from(scene.done).unwrap_or(i64::MAX))) } }
            @if !scene.refused.is_empty() {
                div.esum role="alert" tabindex="-1" {
                    h2 { (lang.feed_refused()) }
                    ul role="list" { @for (title, why) in scene.refused { li { strong dir="auto" { (title) } ": " (why) } } }
                }
            }
            (form::summary(lang, scene.errors))
            @if scene.picked.is_empty() { @if scene.refused.is_empty() { p { (lang.feed_nothing_picked()) } } p { a.btn href=(press.back) data-close { (lang.feed_back()) } } }
            @else {
                ul.picked role="list" { @for p in scene.picked { li lang=(p.lang) dir="auto" { (p.title) } } }
                form method="post" action=(paths::StaffFeedAct) {
                    (form::hidden("do", press.word.word()))
                    (form::hidden("back", &press.back))
                    @if let Some(next) = press.next { (form::hidden("next", next)) }
                    @for p in scene.picked { (form::hidden("on", p.id)) }
                    (fields(chrome, scene))
                    div.bar { button.btn.pri { (press.word.label(lang)) } a.btn href=(press.back) data-close { (lang.feed_back()) } }
                }
            }
        }
    }
}

fn fields(chrome: &Chrome, scene: &Scene<'_>) -> Markup {
    let lang = chrome.lang;
    let (typed, errors) = (scene.typed, scene.errors);
    let text = |label: &'static str, hint: &'static str| Field::new("text", label).hint(hint).value(&typed.text).error(errors).rows(3);
    match scene.press.word {
        Word::Claim | Word::Release | Word::Wake => html! {},
        Word::TakeOver => text(lang.feed_field_note(), lang.feed_field_take_over_hint()).required().textarea(lang),
        Word::Note => text(lang.feed_field_note(), lang.feed_field_note_hint()).required().textarea(lang),
        Word::Escalate => text(lang.feed_field_reason(), lang.feed_field_reason_hint()).required().textarea(lang),
        Word::Assign => html! {
            (Field::new("to", lang.feed_field_to()).value(&typed.to).error(errors).select(lang, &colleagues(lang, scene.colleagues)))
            (text(lang.feed_field_note(), lang.feed_field_note_hint()).optional().textarea(lang))
        },
        Word::HandOver => html! {
            (Field::new("department", lang.feed_department()).value(&typed.department).error(errors).select(lang, &departments(lang, scene.departments)))
            (text(lang.feed_field_note(), lang.feed_field_hand_over_hint()).required().textarea(lang))
        },
        Word::Snooze => snooze(chrome, scene),
        Word::Resolve => resolve(lang, scene),
    }
}

fn colleagues(lang: Lang, all: &[Colleague]) -> Vec<(String, String)> {
    all.iter().map(|c| (c.username.clone(), lang.feed_colleague(&c.display_name, c.load))).collect()
}

fn departments(lang: Lang, all: &[Department]) -> Vec<(String, String)> {
    all.iter().map(|d| (d.slug.clone(), if lang == Lang::Fr { d.name_fr.clone() } else { d.name_en.clone() })).collect()
}

fn snooze(chrome: &Chrome, scene: &Scene<'_>) -> Markup {
    let lang = chrome.lang;
    let (typed, errors) = (scene.typed, scene.errors);
    let moment = |word: &str| super::forms::later(word, &chrome.zone, chrome.now).map(|at| when::full(lang, &chrome.zone, at)).unwrap_or_default();
    let labels = [lang.feed_later_hours(), lang.feed_later_tomorrow(), lang.feed_later_days(), lang.feed_later_week()];
    let mut options: Vec<(&str, &str, String)> = LATER.iter().zip(labels).map(|(word, label)| (*word, label, moment(word))).collect();
    options.push(("at", lang.feed_later_at(), String::new()));
    options.push(("event", lang.feed_later_event(), String::new()));
    let chosen = if typed.until.is_empty() { "tomorrow" } else { &typed.until };
    let events = [("", lang.feed_event_none()), ("asker_post", lang.feed_event_asker()), ("any_post", lang.feed_event_any())];
    html! {
        (Field::new("until", lang.feed_field_until()).value(chosen).error(errors).radios(lang, &options))
        (Field::new("at", lang.feed_field_at()).value(&typed.at).error(errors).optional().moment(lang))
        (Field::new("event", lang.feed_field_event()).value(&typed.event).error(errors).select(lang, &events))
    }
}

fn resolve(lang: Lang, scene: &Scene<'_>) -> Markup {
    let (typed, errors) = (scene.typed, scene.errors);
    let options = [
        ("solved", lang.feed_settle_solved(), lang.feed_settle_solved_hint()),
        ("refused", lang.feed_settle_refused(), lang.feed_settle_refused_hint()),
        ("private", lang.feed_settle_private(), lang.feed_settle_private_hint()),
    ];
    let chosen = if typed.outcome.is_empty() { "solved" } else { &typed.outcome };
    let mut posts = vec![(String::new(), lang.feed_settle_words().to_owned())];
    posts.extend(scene.answers.iter().map(|a| (a.id.to_string(), format!("{}: {}", a.author, a.source.replace('\n', " ")))));
    let key = if typed.form_key.is_empty() { form::form_key() } else { form::hidden("form_key", &typed.form_key) };
    html! {
        (key)
        (Field::new("outcome", lang.feed_field_outcome()).value(chosen).error(errors).radios(lang, &options))
        @if !scene.answers.is_empty() { (Field::new("post", lang.feed_field_post()).value(&typed.post).error(errors).select(lang, &posts)) }
        (Field::new("text", lang.feed_field_public()).hint(lang.feed_field_public_hint()).value(&typed.text).error(errors).rows(4).textarea(lang))
    }
}
