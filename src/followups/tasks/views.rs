//! The tasks of the team.

use entity::{AccountId, Expectation, FollowUpAnswer};
use maud::{Markup, html};

use super::super::views::expectation;
use super::queries::{Task, View};
use crate::i18n::Lang;
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout::{self, Page};
use crate::ui::lists::{self, empty};
use crate::ui::{Icon, icon, when};
use crate::web::paths;

pub struct List<'a> {
    pub view: View,
    pub counts: &'a [(View, i64)],
    pub tasks: &'a [Task],
    pub more: bool,
}

fn label(lang: Lang, view: View) -> &'static str {
    match view {
        View::Mine => lang.tasks_mine(),
        View::Department => lang.tasks_department(),
        View::All => lang.tasks_all(),
        View::Done => lang.tasks_done_view(),
    }
}

fn address(view: View) -> String {
    paths::with_query(paths::StaffTasks, &[("view", view.word())])
}

pub fn list(c: &Chrome, l: &List<'_>) -> Markup {
    let lang = c.lang;
    let tabs: Vec<_> = l.counts.iter().map(|(v, n)| (label(lang, *v).to_owned(), address(*v), Some(lang.number(*n)), *v == l.view)).collect();
    let body = html! {
        (layout::section(html! {
            h1 { (lang.tasks_title()) }
            p { (lang.tasks_text()) }
            (lists::tabs(lang.tasks_title(), &tabs))
            @if l.tasks.is_empty() { (empty(lang.tasks_none(), None)) }
        }))
        @for t in l.tasks { article.card { div.b { h2 { a href=(paths::StaffTask { id: t.id }) lang=(t.lang) dir="auto" { (t.title) } } (about(c, t)) } div.m {} } }
        @if let Some(last) = l.tasks.last().filter(|_| l.more) {
            (layout::section(html! { p { a.btn rel="next" href=(paths::with_query(paths::StaffTasks, &[("view", l.view.word()), ("after", &last.id.to_string())])) { (lang.tasks_more()) } } }))
        }
    };
    layout::page(c, &Page { title: lang.tasks_title(), noindex: true, quiet: true, ..Page::default() }, body)
}

fn said(lang: Lang, answer: FollowUpAnswer) -> &'static str {
    match answer {
        FollowUpAnswer::Solved => lang.followups_solved(),
        FollowUpAnswer::NotSolved => lang.followups_not_solved(),
        FollowUpAnswer::Elsewhere => lang.followups_elsewhere(),
        FollowUpAnswer::Silent => lang.tasks_silent(),
    }
}

fn about(c: &Chrome, t: &Task) -> Markup {
    let lang = c.lang;
    let received = Expectation::from_word(&t.received).map_or(lang.followups_nothing(), |e| expectation(lang, e));
    html! {
        p { (lang.tasks_expected(expectation(lang, t.expected), received)) }
        @if !t.details.is_empty() { p.hint dir="auto" { "« " (t.details) " »" } }
        p.meta {
            span dir="auto" { (t.asker) }
            @if let Some(answer) = t.answer { span { (said(lang, answer)) } }
            span { (if lang == Lang::Fr { &t.department_fr } else { &t.department_en }) }
            span { (icon(Icon::User)) @match &t.owner { Some(name) => (lang.tasks_owner(name)), None => (lang.tasks_nobody()) } }
            span { (lang.tasks_since()) " " (when::ago(c, t.opened_at)) }
        }
        @if let Some(at) = t.done_at {
            p.meta { (icon(Icon::Check)) (lang.tasks_done_by(t.doer.as_deref().unwrap_or_default())) " " (when::ago(c, at)) }
            p dir="auto" { (t.note) }
        }
    }
}

pub fn one(c: &Chrome, t: &Task, me: AccountId, typed: &str, errors: &Errors) -> Markup {
    let lang = c.lang;
    let body = layout::section(html! {
        (form::summary(lang, errors))
        p { a href=(paths::StaffTasks) { (lang.tasks_title()) } }
        h1 lang=(t.lang) dir="auto" { (t.title) }
        (about(c, t))
        p.mt { a.btn href=(paths::Question { id: t.question_id, slug: &t.slug }) { (lang.tasks_thread()) } }
        @if t.done_at.is_none() {
            form.mt-l method="post" action=(paths::StaffTask { id: t.id }) novalidate {
                (Field::new("note", lang.tasks_note()).hint(lang.tasks_note_hint()).value(typed).error(errors).maxlength(500).rows(3).required().textarea(lang))
                (form::submit(lang.tasks_done()))
            }
            @if t.owner_id != Some(me) { div.bar { (form::post_button(paths::StaffTaskTake { id: t.id }, lang.tasks_take(), "quiet")) } }
        }
    });
    layout::page(c, &Page { title: &t.title, noindex: true, errors: !errors.is_empty(), quiet: true, ..Page::default() }, body)
}
