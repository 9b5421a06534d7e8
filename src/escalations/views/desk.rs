//! The team's page of a thread: who has it and by when, the public thread to be read, what is the team's alone on paper
//! of another colour, the journal.

use maud::{Markup, PreEscaped, html};

use super::super::forms::Typed;
use super::super::queries::Record;
use super::super::words;
use super::{Desk, Post, acts};
use crate::i18n::Lang;
use crate::ui::chrome::Chrome;
use crate::ui::layout::{self, Page};
use crate::ui::lists::{self, State, Tone};
use crate::ui::post::{self as kit, Line};
use crate::ui::{Icon, form, icon, when};
use crate::web::paths;

/// The whole page.
pub fn page(c: &Chrome, d: &Desk, typed: &Typed) -> Markup {
    let (lang, h) = (c.lang, &d.head);
    let body = html! {
        div.in {
            p.crumb { a href=(paths::StaffFeed) data-key="u" { (lang.feed_title()) } }
            (form::summary(lang, &typed.errors))
            (unplaced(lang, d, typed))
            h1 lang=(h.lang) dir="auto" { (h.title) }
            (standing(c, d))
            @if h.hidden { (lists::banner(Tone::Warn, html! { p { (lang.esc_hidden()) } })) }
            (who(c, d, typed))
            (facts(c, d))
            (acts::quick(c, d, typed))
        }
        section aria-labelledby="thread" {
            div.in { h2 id="thread" { (lang.esc_thread()) } p.hint { a href=(paths::Question { id: h.id, slug: &h.slug }) { (lang.esc_thread_public()) } @if d.more { " " (lang.esc_thread_more()) } } }
            @for p in &d.posts { (post(c, p)) }
        }
        div.in {
            (acts::reply(c, d, typed))
            (acts::resolve(c, d, typed))
            (acts::others(c, d, typed))
            (notes(c, d, typed))
            (exchange(c, d))
            (journal(c, d))
        }
    };
    let what = Page { title: &h.title, noindex: true, errors: !typed.errors.is_empty(), quiet: true, composer: true, desk: true, side: Some(side(c, d)), ..Page::default() };
    layout::page(c, &what, body)
}

/// What was typed in a form that is not there any more.
fn unplaced(lang: Lang, d: &Desk, typed: &Typed) -> Markup {
    let gone = match typed.form {
        "resolve" | "decline" => d.open.is_none(),
        "take-over" => d.other().is_none(),
        "reply" | "promise" => d.head.hidden,
        "details" => d.head.hidden || !d.may_ask || d.brand.details.is_some(),
        _ => false,
    };
    let words = ["message", "note", "body", "words"].into_iter().map(|field| typed.get(typed.form, field)).find(|words| !words.trim().is_empty());
    html! {
        @if let Some(words) = words.filter(|_| gone) {
            (lists::banner(Tone::Info, html! { p { strong { (lang.esc_unplaced()) } } p.says dir="auto" { (words) } }))
        }
    }
}

fn standing(c: &Chrome, d: &Desk) -> Markup {
    let (lang, h) = (c.lang, &d.head);
    let state = match () {
        () if d.open.is_some() => State::Escalated,
        () if h.solved_at.is_some() => State::Solved,
        () if h.closed_at.is_some() => State::Closed,
        () if h.peer_answer_count > 0 => State::Answered,
        () => State::Unanswered,
    };
    html! {
        div.meta {
            (lists::stamp(lang, state))
            span { (lang.thread_asked()) " " (when::ago(c, h.created_at)) }
            span { @if h.asker_gone { (lang.ui_former_member()) } @else { a href=(paths::User { username: &h.asker_username }) dir="auto" { (h.asker) } } }
            @if let Some(name) = category(lang, d) { span { (name) } }
        }
    }
}

fn category(lang: Lang, d: &Desk) -> Option<&str> {
    match lang {
        Lang::En => d.head.category_en.as_deref(),
        Lang::Fr => d.head.category_fr.as_deref(),
    }
}

/// Who has it: the reader, a colleague since when, or nobody; and the buttons for it.
fn who(c: &Chrome, d: &Desk, typed: &Typed) -> Markup {
    let (lang, id) = (c.lang, d.head.id);
    html! {
        @if let Some((name, since)) = d.other() {
            (lists::banner(Tone::Warn, html! {
                p { strong { (lang.esc_has_it(name, minutes(c, since))) } }
                details open[typed.is("take-over")] {
                    summary.linkish data-key="a" { (lang.esc_take_over()) }
                    (acts::take_over(c, d, typed))
                }
            }))
        } @else if d.mine() {
            (lists::banner(Tone::Good, html! {
                p { strong { (lang.esc_yours()) } @if let Some(ends) = d.open.as_ref().and_then(|o| o.claim_ends_at) { " " (lang.esc_yours_until(when::time(lang, &c.zone, ends))) } }
                form.inline method="post" action=(paths::StaffThreadRelease { id }) { (acts::carried(d, "release")) button.btn data-key="a" { (lang.esc_release()) } }
            }))
        } @else {
            p.acts { form.inline method="post" action=(paths::StaffThreadClaim { id }) { (acts::escalation(d)) button.btn.pri data-key="a" { (icon(Icon::Hand)) (lang.esc_claim()) } } }
        }
    }
}

fn minutes(c: &Chrome, since: i64) -> i64 {
    (c.now - since).max(0) / crate::clock::MINUTE
}

fn facts(c: &Chrome, d: &Desk) -> Markup {
    let lang = c.lang;
    html! {
        dl.facts {
            @if !d.reasons.is_empty() { dt { (lang.esc_why()) } dd { (d.reasons.iter().map(|r| words::reason(lang, *r)).collect::<Vec<_>>().join(" · ")) } }
            @if let Some(row) = &d.row {
                dt { (lang.esc_urgency()) } dd { (row.urgency) }
                dt { (lang.esc_due()) } dd { (when::full(lang, &c.zone, row.due_at)) @if row.due_at < c.now { " " strong { (lang.esc_late()) } } }
                dt { (lang.esc_waiting()) } dd { (words::waiting(lang, row.waiting_on)) }
            }
            dt { (lang.esc_department()) }
            dd { (d.departments.iter().find(|k| k.id == d.department).map(|k| k.name(lang)).unwrap_or_default()) }
            @if let Some(o) = &d.open {
                dt { (lang.esc_state()) }
                dd { p.meta { span { (words::state(lang, o.state)) } @if o.priority { strong { (lang.esc_priority()) } } @if let Some(until) = o.snoozed_until { span { (lang.esc_snoozed_until(when::full(lang, &c.zone, until))) } } } }
                dt { (lang.esc_cause()) }
                dd { (wished(c, o)) }
            }
            @if let Some(p) = &d.brand.promise {
                dt { (lang.esc_promise()) }
                dd {
                    p.meta { span { (when::full(lang, &c.zone, p.due_at)) } @if p.missed_at.is_some() { strong { (lang.esc_promise_missed()) } } @if p.moved > 0 { span { (lang.esc_moved(p.moved)) } } }
                    p dir="auto" { (p.words) }
                }
            }
            @if let Some(r) = &d.brand.details { dt { (lang.esc_details_open()) } dd { p.meta { span { (when::ago(c, r.asked_at)) } } p dir="auto" { (r.words) } } }
        }
    }
}

/// Why it was brought here, in the words of whoever did.
fn wished(c: &Chrome, o: &Record) -> Markup {
    let lang = c.lang;
    let why = words::wish(lang, &o.reason);
    html! {
        p.meta { span { (words::cause(lang, o.cause)) } @if let Some(by) = &o.opened_by { span dir="auto" { (by) } } span { (when::ago(c, o.opened_at)) } @if !why.is_empty() { span { (why) } } }
        @if !o.details.is_empty() { p { q dir="auto" { (o.details) } } }
    }
}

/// A post of the thread, without anything to press.
fn post(c: &Chrome, p: &Post) -> Markup {
    let lang = c.lang;
    let line = match p {
        p if p.accepted || p.verified => Line::Solution,
        p if p.official => Line::Staff,
        _ => Line::Plain,
    };
    let id = if p.question { "question".to_owned() } else { format!("answer-{}", p.id) };
    let body = html! {
        p.meta {
            strong dir="auto" { @if p.author.is_empty() { (lang.ui_former_member()) } @else { (p.author) } }
            @if p.by_asker { span { (lang.esc_asker()) } }
            @if p.official { span { (c.brand.team) } }
            @if p.accepted { span { (icon(Icon::Check)) (lang.ui_state_solved()) } }
            @if p.verified { span { (icon(Icon::ShieldCheck)) (lang.thread_verified_title()) } }
            a href=(paths::Post { id: p.id }) { (when::ago(c, p.at)) }
        }
        div.prose lang=(p.lang) dir="auto" { (PreEscaped(&p.html)) }
        @if !p.remarks.is_empty() {
            ul.remarks { @for (author, html) in &p.remarks { li { p.meta { strong dir="auto" { (author) } } div.prose dir="auto" { (PreEscaped(html)) } } } }
        }
    };
    kit::frame(&id, line, None, body, html! {})
}

/// What the team tells itself: unmistakable, in its own form.
fn notes(c: &Chrome, d: &Desk, typed: &Typed) -> Markup {
    let lang = c.lang;
    html! {
        section.inner.mt-l id="notes" aria-labelledby="notes-title" {
            h2 id="notes-title" { (icon(Icon::Lock)) (lang.esc_notes()) }
            p.sealed { strong { (lang.esc_internal()) } }
            @for n in &d.notes {
                article.note-row {
                    p.meta { strong dir="auto" { (n.author) } span { (when::ago(c, n.at)) } @if let Some(names) = &n.names { span { (lang.esc_note_for(names)) } } }
                    div.prose dir="auto" { (PreEscaped(&n.html)) }
                }
            }
            (acts::note(c, d, typed))
        }
    }
}

/// That there is an exchange, not what is in it.
fn exchange(c: &Chrome, d: &Desk) -> Markup {
    let (lang, id) = (c.lang, d.head.id);
    html! {
        section.mt-l aria-labelledby="exchange" {
            h2 id="exchange" { (lang.esc_exchange()) }
            p.meta { span { (lang.esc_exchange_count(d.exchange.messages)) } @if let Some(at) = d.exchange.last_at { span { (when::ago(c, at)) } } }
            @if d.may_read_exchange { p.acts { a.btn href=(paths::QuestionPrivate { id }) { (icon(Icon::Lock)) (lang.esc_exchange_go()) } } }
            @else { p.hint { (lang.policy_other_department()) } }
        }
    }
}

fn journal(c: &Chrome, d: &Desk) -> Markup {
    let lang = c.lang;
    html! {
        section.mt-l aria-labelledby="journal" {
            h2 id="journal" { (lang.esc_journal()) }
            @if d.journal.is_empty() { p.hint { (lang.esc_journal_none()) } }
            ol.journal {
                @for e in &d.journal {
                    li {
                        p.meta { span { (when::ago(c, e.at)) } @if let Some(actor) = &e.actor { span dir="auto" { (actor) } } @else { span { (lang.esc_by_rule()) } } span { (words::event(lang, e.kind)) } }
                        @if !e.note.is_empty() { p { q dir="auto" { (e.note) } } }
                    }
                }
            }
            @if !d.earlier.is_empty() {
                h3 { (lang.esc_earlier()) }
                ul {
                    @for o in &d.earlier {
                        li {
                            (wished(c, o))
                            @if let (Some(outcome), Some(at)) = (o.outcome, o.ended_at) {
                                p.meta { strong { (words::outcome(lang, outcome)) } span { (when::ago(c, at)) } }
                                @if let Some(line) = &o.outcome_line { p dir="auto" { (line) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Beside it: ways on.
fn side(c: &Chrome, d: &Desk) -> Markup {
    let lang = c.lang;
    let h = &d.head;
    html! {
        section {
            // who asks, what is like it, who else is here: the script fetches it, and says that one is here
            p data-here=(paths::StaffThreadHere { id: h.id }) { a href=(paths::StaffThreadPanel { id: h.id }) data-load="panel" { (lang.feed_context()) } }
        }
        section {
            h2 { (lang.esc_side()) }
            ul role="list" {
                li { a href=(paths::Question { id: h.id, slug: &h.slug }) { (lang.esc_thread_public()) } }
                @if !h.asker_gone { li { a href=(paths::User { username: &h.asker_username }) dir="auto" { (h.asker) } } }
                li { a href=(paths::StaffThreadGesture { id: h.id }) { (lang.gestures_go()) } }
                li { a href=(paths::StaffPromises) { (lang.esc_promises()) } }
                li { a href=(paths::StaffMentions) { (lang.esc_mentions()) } }
            }
        }
    }
}
