//! The page of the rules.

use entity::VersionId;
use maud::{Markup, html};

use super::fields::Group;
use super::forms::Typed;
use super::labels;
use crate::i18n::Lang;
use crate::rules::numbers::Numbers;
use crate::rules::policy::Rank;
use crate::rules::standing::Window;
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout;
use crate::ui::lists::{Tone, banner};
use crate::ui::people::Standing;
use crate::ui::when;
use crate::web::paths;

/// A number that differs.
pub struct Change {
    pub name: &'static str,
    pub group: Group,
    pub before: i64,
    pub after: i64,
}

/// A version.
pub struct Past {
    pub id: VersionId,
    pub at: i64,
    pub by: Option<String>,
    pub note: String,
    pub zone: Option<(String, String)>,
    pub changes: Vec<Change>,
}

/// A member who would gain or lose.
pub struct Who {
    pub username: String,
    pub name: String,
    pub rank: Rank,
    pub earned: Rank,
    pub loses: bool,
    pub window: Window,
}

/// A member whose points would differ.
pub struct Point {
    pub username: String,
    pub name: String,
    pub was: i64,
    pub would: i64,
}

/// What other numbers would do.
pub struct Tried {
    pub changes: Vec<Change>,
    pub gain: Vec<Who>,
    pub lose: Vec<Who>,
    pub imported: usize,
    pub points: Vec<Point>,
    pub points_differ: usize,
    pub was: i64,
    pub would: i64,
}

pub struct Page<'a> {
    pub version: VersionId,
    pub typed: &'a Typed,
    pub errors: &'a Errors,
    pub tried: Option<&'a Tried>,
    pub history: &'a [Past],


}

pub fn page(c: &Chrome, p: &Page<'_>) -> Markup {
    let lang = c.lang;
    let usual = Numbers::default();
    let body = layout::section(html! {
        (form::summary(lang, p.errors))
        h1 { (lang.rulebook_title()) }
        p { (lang.rulebook_text()) " " a href=(paths::Rules { id: p.version }) { (lang.rulebook_public()) } }
        @if let Some(tried) = p.tried { (result(lang, tried)) }
        form method="post" action=(paths::AdminRules) {
            (form::hidden("base", p.version))
            @for group in Group::ALL {
                fieldset {
                    legend { h2 { (labels::group(lang, group)) } }
                    @for (f, text) in p.typed.values.iter().filter(|(f, _)| f.group == group) {
                        @let hint = labels::usually(lang, f.unit, (f.get)(&usual));
                        (Field::new(f.name, labels::number(lang, f.name)).value(text).hint(&hint).error(p.errors).inputmode("numeric").text(lang))
                    }
                }
            }
            (Field::new("note", lang.rulebook_note()).value(&p.typed.note).hint(lang.rulebook_note_hint()).error(p.errors).maxlength(500).text(lang))
            div.row {
                button.btn name="do" value="try" { (lang.rulebook_try()) }
                button.btn.pri name="do" value="apply" { (lang.rulebook_apply()) }
            }
        }
        (history(c, p.history))
    });
    let what = layout::Page { title: lang.rulebook_title(), noindex: true, errors: !p.errors.is_empty(), ..layout::Page::default() };
    layout::page(c, &what, body)
}

fn result(lang: Lang, t: &Tried) -> Markup {
    let n = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    html! {
        section #tried tabindex="-1" aria-labelledby="tried-title" {
            h2 #tried-title { (lang.rulebook_tried()) }
            @if t.changes.is_empty() { (banner(Tone::Info, html! { p { (lang.rulebook_same()) } })) }
            (changed(lang, &t.changes))
            @if t.gain.is_empty() && t.lose.is_empty() { p { (lang.rulebook_nobody()) } }
            @for (title, list) in [(lang.rulebook_gain(n(t.gain.len())), &t.gain), (lang.rulebook_lose(n(t.lose.len())), &t.lose)] {
                @if !list.is_empty() { h3 { (title) } (people(lang, list)) }
            }
            @if t.imported > 0 { p { (lang.rulebook_imported(n(t.imported))) } }
            @if t.points_differ == 0 { p { (lang.rulebook_points_same()) } }
            @else {
                p { (lang.rulebook_points_30(t.was, t.would)) " " (lang.rulebook_points_differ(n(t.points_differ))) }
                div.scroll tabindex="0" role="region" aria-label=(lang.rulebook_reputation()) {
                    table {
                        thead { tr { th scope="col" { (lang.rulebook_member()) } th scope="col" { (lang.rulebook_now()) } th scope="col" { (lang.rulebook_then()) } } }
                        tbody { @for m in &t.points { tr { td { (link(&m.username, &m.name)) } td { (lang.number(m.was)) } td { (lang.number(m.would)) } } } }
                    }
                }
            }
        }
    }
}

fn link(username: &str, name: &str) -> Markup {
    html! { a href=(paths::User { username }) { span dir="auto" { (name) } } }
}

fn people(lang: Lang, list: &[Who]) -> Markup {
    let word = |rank: Rank| Standing::from_word(rank.as_str()).label(lang);
    html! {
        div.scroll tabindex="0" role="region" aria-label=(lang.rulebook_numbers()) {
            table {
                thead { tr { th scope="col" { (lang.rulebook_member()) } th scope="col" { (lang.rulebook_now()) } th scope="col" { (lang.rulebook_then()) } th scope="col" { (lang.rulebook_numbers()) } } }
                tbody {
                    @for m in list {
                        @let w = &m.window;
                        tr {
                            td { (link(&m.username, &m.name)) }
                            td { (word(m.rank)) }
                            td { @if m.loses { (lang.rulebook_notice()) } @else if m.earned == Rank::Ambassador || m.rank == Rank::Emeritus { (lang.rulebook_offer()) } @else { (word(m.earned)) } }
                            td { (lang.rulebook_figures(w.solved, w.askers, w.days, w.reputation)) }
                        }
                    }
                }
            }
        }
    }
}

fn changed(lang: Lang, changes: &[Change]) -> Markup {
    html! {
        @if !changes.is_empty() {
            ul {
                @for ch in changes {
                    @let what = match ch.group {
                        Group::Helper | Group::Expert | Group::Ambassador => format!("{}, {}", labels::group(lang, ch.group), labels::number(lang, ch.name)),
                        _ => labels::number(lang, ch.name).to_owned(),
                    };
                    li { (lang.rulebook_changed(what, lang.number(ch.before), lang.number(ch.after))) }
                }
            }
        }
    }
}

fn history(c: &Chrome, history: &[Past]) -> Markup {
    let lang = c.lang;
    html! {
        h2 { (lang.rulebook_history()) }
        ul.plain role="list" {
            @for v in history {
                li {
                    p {
                        a href=(paths::Rules { id: v.id }) { (lang.rulebook_version(v.id.0)) } " · "
                        @if v.at > 0 { (when::ago(c, v.at)) } @else { (lang.rulebook_from_start()) }
                        " · " @match &v.by { Some(who) => (lang.rulebook_by(who)), None => (lang.rulebook_by_program()) }
                        @if !v.note.is_empty() { br; span dir="auto" { (v.note) } }
                    }
                    @if let Some((before, after)) = &v.zone { p { (lang.rulebook_zone(before, after)) } }
                    (changed(lang, &v.changes))
                }
            }
        }
    }
}
