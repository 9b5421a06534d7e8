//! An item: the text, who reported it, who wrote it, what can be done.

use entity::{AccountId, ItemId, PostState};
use maud::{Markup, html};

use super::super::appeals::Appeal;
use super::super::forms::Raw;
use super::super::notices::{Beside, Notice};
use super::super::queries::{Body, Decision, Line, Member, Note, Report};
use super::{because, button, cut, decisions, did, kind, letter, notes, undo};
use crate::rules::moderation::{Judging, accuracy};
use crate::screening::queue::Object;
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout::{self, Page as Frame};
use crate::ui::lists::{self, Tone, banner};
use crate::ui::{post, reasons, when};
use crate::web::paths;

pub struct Page<'a> {
    pub line: &'a Line,
    pub body: Option<Body>,
    pub reports: Vec<Report>,
    pub decisions: Vec<Decision>,
    pub notes: Vec<Note>,
    pub member: Option<Member>,
    /// Whoever reads may silence and suspend them.
    pub sanctions: bool,
    pub appeal: Option<Appeal>,
    /// What an appeal is against.
    pub against: Option<Decision>,
    pub notice: Option<Notice>,
    /// Other notices of the same.
    pub beside: Vec<Beside>,
    pub judging: Judging,
    pub next: Option<ItemId>,
    pub undo: Option<Decision>,
    pub me: AccountId,
}

pub fn page(c: &Chrome, p: &Page<'_>, raw: &Raw, errors: &Errors) -> Markup {
    let lang = c.lang;
    let line = p.line;
    let title = line.title.clone().unwrap_or_else(|| kind(lang, line.kind).to_owned());
    let back = paths::with_query(paths::StaffModeration, &[("view", &raw.view)]);
    let body = layout::section(html! {
        (lists::breadcrumb(lang, &[(lang.moderation_title().to_owned(), back)]))
        (form::summary(lang, errors))
        h1 dir="auto" { (title) }
        p.meta {
            strong { (kind(lang, line.kind)) } (when::ago(c, line.since))
            @if let Some(due) = line.due_at { strong { (lang.moderation_due(when::date(lang, &c.zone, due))) } }
            @if let (Some(question), Some(slug)) = (line.question_id, &line.slug) { a href=(paths::Question { id: question, slug }) { (lang.moderation_context()) } }
        }
        (undo(c, p.undo.as_ref()))
        (claim(c, p))
        (subject(c, p))
        (why(c, p))
        @if let Some(member) = &p.member { (writer(c, member)) }
        @if line.done_at.is_none() { (decide(c, p, raw, errors)) }
        @if !p.decisions.is_empty() { h2 { (lang.moderation_member_decisions()) } (decisions(c, &p.decisions)) }
        (notes(c, &p.notes, paths::StaffItemNote { id: line.id }.to_string(), errors))
    });
    layout::page(c, &Frame { title: &title, noindex: true, quiet: true, errors: !errors.is_empty(), ..Frame::default() }, body)
}

/// Who has it, and taking it.
fn claim(c: &Chrome, p: &Page<'_>) -> Markup {
    let lang = c.lang;
    let held = p.line.claim(c.now);
    html! {
        @if p.line.done_at.is_none() {
            @match held {
                Some((who, until)) if who != p.me => {
                    (banner(Tone::Warn, html! { p { (lang.moderation_taken(p.line.claimer.as_deref().unwrap_or_default(), when::time(lang, &c.zone, until))) } }))
                }
                held => {
                    form.keyed method="post" action=(paths::StaffItemClaim { id: p.line.id }) {
                        @if held.is_some() {
                            (form::hidden("release", "1"))
                            p.row { strong { (lang.moderation_mine()) } " " button.btn.quiet { (lang.moderation_release_claim()) } }
                        } @else {
                            button.btn data-key="c" { (lang.moderation_take()) (letter(c, "c")) }
                        }
                    }
                }
            }
        }
    }
}

/// The text itself, or the notice, or the appeal and what it is against.
fn subject(c: &Chrome, p: &Page<'_>) -> Markup {
    let lang = c.lang;
    html! {
        @if let Some(n) = &p.notice {
            dl.sums {
                dt { (lang.notice_url()) } dd dir="auto" { (n.url) }
                dt { (lang.notice_reason()) } dd { (reasons::label(lang, n.reason)) }
                dt { (lang.notice_explanation()) } dd.pre dir="auto" { (n.explanation) }
                dt { (lang.notice_from()) } dd dir="auto" { (n.name) }
                dt { (lang.notice_reference()) } dd { (n.reference) }
                @if !n.answer.is_empty() { dt { (lang.moderation_answer()) } dd dir="auto" { (n.answer) } }
            }
            @match (n.object.as_deref(), n.object_id) {
                (Some("post"), Some(id)) => (form::post_button(paths::StaffModerate { id: id.into() }, lang.notice_open_item(), "")),
                // somebody of the team reports it, and then it is in the queue itself
                (Some("comment"), Some(id)) => { a.btn href=(paths::CommentFlag { id: id.into() }) { (lang.thread_flag()) } }
                _ => {}
            }
            (beside(c, &p.beside))
        }
        @if let Some(a) = &p.appeal {
            @if let Some(member) = &p.member { h2 { (lang.moderation_appeal_of(&member.display_name)) } }
            blockquote { p.pre dir="auto" { (a.words) } }
        }
        @if let Some(d) = &p.against {
            h2 { (lang.moderation_appeal_against()) }
            p { strong { (did(lang, d.act)) } " " (reasons::shown(lang, &d.reason)) ". " span dir="auto" { (d.fact) } }
            p.hint { (lang.moderation_appeal_by(d.decider.as_deref().unwrap_or_default())) ", " (when::ago(c, d.decided_at)) }
        }
        @if let Some(b) = &p.body {
            div.evidence {
                @match b.state {
                    PostState::Visible | PostState::Reserved => {}
                    PostState::Deleted => p.hint { (lang.moderation_deleted()) },
                    state => p.hint { (reasons::state(lang, state)) },
                }
                (post::prose(b.lang.as_deref().unwrap_or(lang.code()), &b.html))
            }
        }
    }
}

/// Other notices of the same: each has its own answer.
fn beside(c: &Chrome, all: &[Beside]) -> Markup {
    let lang = c.lang;
    html! {
        @if !all.is_empty() {
            h2 { (lang.notice_beside()) }
            ul {
                @for other in all {
                    li {
                        a href=(paths::StaffItem { id: other.item_id }) { (reasons::label(lang, other.reason)) } " " (when::ago(c, other.at))
                        @match other.upheld {
                            Some(true) => { " (" (lang.notice_act()) ")" }
                            Some(false) => { " (" (lang.notice_leave()) ")" }
                            None => {}
                        }
                        ": " span dir="auto" { (cut(&other.explanation)) }
                    }
                }
            }
        }
    }
}

/// What was noticed, and who reported it, with how often they were right.
fn why(c: &Chrome, p: &Page<'_>) -> Markup {
    let lang = c.lang;
    let noticed = reasons::noticed(lang, &p.line.why);
    let first = p.line.kind == entity::ItemKind::First;
    html! {
        @if first || !noticed.is_empty() || !p.reports.is_empty() {
            h2 { (lang.moderation_why()) }
            ul {
                @if first { li { (lang.moderation_why_first()) } }
                @for why in noticed { li { (why) } }
                @for r in &p.reports {
                    li {
                        strong { (reasons::label(lang, r.reason)) } " ("
                        @match accuracy(r.upheld, r.decided) {
                            Some(percent) => (lang.moderation_by(&r.display_name, percent, r.decided)),
                            None => (lang.moderation_by_new(&r.display_name)),
                        }
                        ") " (when::ago(c, r.at))
                        @if !r.details.is_empty() { ": " span dir="auto" { (r.details) } }
                    }
                }
            }
        }
    }
}

/// Who wrote it, in numbers.
pub fn writer(c: &Chrome, m: &Member) -> Markup {
    let lang = c.lang;
    html! {
        h2 { (lang.moderation_writer()) }
        p.meta {
            strong dir="auto" { (m.display_name) }
            span { (lang.moderation_writer_since()) " " (when::ago(c, m.created_at)) }
            span { (lang.moderation_writer_posts(m.posts)) }
            span { (lang.moderation_writer_removed(m.gone)) }
            span { (lang.moderation_writer_warnings(m.warnings)) }
            span { (lang.moderation_writer_sanctions(m.sanctions)) }
            a href=(paths::StaffModerationMember { username: &m.username }) { (lang.moderation_history()) }
        }
    }
}

fn decide(c: &Chrome, p: &Page<'_>, raw: &Raw, errors: &Errors) -> Markup {
    let lang = c.lang;
    let action = paths::StaffItem { id: p.line.id };
    let skip = p.next.map(|id| paths::with_query(paths::StaffItem { id }, &[("view", &raw.view)]));
    let skip = html! { @if let Some(href) = &skip { a.btn.quiet href=(href) data-key="n" { (lang.moderation_skip()) (letter(c, "n")) } } };
    if p.line.claim(c.now).is_some_and(|(who, _)| who != p.me) {
        return html! { div.bar.keyed { (skip) } };
    }
    let worded = matches!(p.line.object(), Object::Appeal(_) | Object::Notice(_));
    html! {
        h2 { (lang.moderation_decide()) }
        @if p.judging == Judging::LastResort { (banner(Tone::Info, html! { p { (lang.moderation_last_resort()) } })) }
        @if p.judging == Judging::No {
            (banner(Tone::Info, html! { p { (lang.moderation_appeal_not_yours()) } }))
            div.bar.keyed { (skip) }
        } @else if worded {
            @if p.judging == Judging::Alone { (banner(Tone::Warn, html! { p { (lang.moderation_appeal_alone()) } })) }
            form.keyed method="post" action=(action) novalidate {
                (form::hidden("view", &raw.view))
                (Field::new("answer", lang.moderation_answer()).hint(lang.moderation_answer_hint()).value(&raw.answer).maxlength(500).rows(3).error(errors).textarea(lang))
                div.bar {
                    @if p.appeal.is_some() {
                        (button(c, "agree", lang.moderation_appeal_agree(), "a", "pri"))
                        (button(c, "refuse", lang.moderation_appeal_refuse(), "r", ""))
                    } @else {
                        (button(c, "agree", lang.notice_act(), "a", "pri"))
                        (button(c, "refuse", lang.notice_leave(), "r", ""))
                    }
                    (skip)
                }
            }
        } @else { (text(c, p, raw, errors, skip)) }
    }
}

/// Deciding on a text: what needs no reason first.
fn text(c: &Chrome, p: &Page<'_>, raw: &Raw, errors: &Errors, skip: Markup) -> Markup {
    let lang = c.lang;
    let state = p.body.as_ref().map_or(PostState::Visible, |b| b.state);
    let gone = matches!(state, PostState::Removed | PostState::Deleted);
    let post = matches!(p.line.object(), Object::Post(_));
    html! {
        form.keyed method="post" action=(paths::StaffItem { id: p.line.id }) novalidate {
            (form::hidden("view", &raw.view))
            div.bar {
                @if state == PostState::Held { (button(c, "release", lang.moderation_release(), "p", "pri")) }
                @else { (button(c, "keep", lang.moderation_keep(), "k", "pri")) }
                (skip)
            }
            @if let Some(wrong) = errors.of("act") { p.emsg #f-act { (wrong) } }
            (because(lang, &raw.reason, &raw.fact, errors))
            @if post && !gone { (form::checkbox("abuse", lang.moderation_abuse(), raw.abuse == "1")) }
            div.bar {
                @if !gone {
                    (button(c, "edit_out", lang.moderation_edit_out(), "m", ""))
                    @if state != PostState::Hidden || p.reports.iter().any(|r| r.reason == entity::FlagReason::Privacy) { (button(c, "hide", lang.moderation_hide(), "h", "")) }
                    (button(c, "remove", lang.moderation_remove(), "r", "bad"))
                }
                (button(c, "warn", lang.moderation_warn(), "w", ""))
                @if post { (button(c, "lock", lang.moderation_lock(), "l", "")) }
            }
            @if p.sanctions {
                (Field::new("days", lang.moderation_days()).hint(lang.moderation_days_hint()).value(&raw.days).inputmode("numeric").maxlength(4).error(errors).text(lang))
                div.bar {
                    (button(c, "silence", lang.moderation_silence(), "s", ""))
                    (button(c, "suspend", lang.moderation_suspend(), "u", "bad"))
                }
            }
        }
        @if let Some(b) = &p.body {
            p.meta {
                span { (lang.moderation_also()) }
                @if post && !b.answer { a href=(paths::QuestionDuplicate { id: b.post_id }) { (lang.moderation_duplicate()) } }
                a href=(paths::PostRedact { id: b.post_id }) { (lang.moderation_redact()) }
                a href=(paths::PostRevisions { id: b.post_id }) { (lang.thread_edited()) }
            }
        }
    }
}
