//! The feed's page: heading, tabs, filters, rows with their buttons, what is selected.

use entity::{AccountId, FeedReason, WaitingOn};
use maud::{Markup, html};

use super::acts::undo::Undoable;
use super::filter::{Age, Filter, LATE, NONE, View};
use super::panel::queries::Panel;
use super::panel::views as panel;
use super::presence::Here;
use super::rows::{Choices, Done, Heading, Named, Row, Slice, Why};
use super::words;
use crate::clock::Millis;
use crate::i18n::Lang;
use crate::ui::chrome::Chrome;
use crate::ui::layout::{self, Page};
use crate::ui::people::{self, Person};
use crate::ui::{Icon, form, icon, lists, when};
use crate::web::paths;

/// Everything on the page.
pub struct Feed {
    pub filter: Filter,
    pub me: AccountId,
    pub heading: Heading,
    /// What the list saw of what others write.
    pub sight: String,
    /// In the order of [`View::ALL`].
    pub counts: Vec<i64>,
    pub choices: Choices,
    pub rows: Slice<Row>,
    pub done: Slice<Done>,
    pub panel: Option<Panel>,
    pub undo: Option<Undoable>,
    /// Notes that name the reader, not read yet.
    pub mentions: i64,
    /// Promises whose date passed.
    pub overdue: i64,
}

pub fn page(chrome: &Chrome, feed: &Feed) -> Markup {
    let lang = chrome.lang;
    let filter = &feed.filter;
    let side = (filter.view != View::Done && !feed.rows.rows.is_empty()).then(|| html! { @match &feed.panel { Some(p) => (panel::part(chrome, p)), None => div #panel {} } });
    let body = html! {
        div.in {
            div.desk-head {
                h1 { (lang.feed_title()) }
                p.meta { (heading(chrome, &feed.heading)) }
                @if feed.mentions > 0 || feed.overdue > 0 {
                    p.meta {
                        @if feed.mentions > 0 { a href=(paths::StaffMentions) { (icon(Icon::MessageSquare)) (lang.esc_mentions_unread(feed.mentions)) } }
                        @if feed.overdue > 0 { a href=(paths::StaffPromises) { (icon(Icon::Clock)) (lang.esc_promises_overdue(feed.overdue)) } }
                    }
                }
            }
            (tabs(lang, feed))
            (filters(lang, feed))
            @if let Some(undo) = &feed.undo { (undoing(chrome, undo, filter)) }
            a.new-rows href=(filter.address(None)) hidden[true] data-events=(events(filter, &feed.sight)) { (lang.feed_show_new()) }
        }
        @if filter.view == View::Done { (done(chrome, feed)) } @else { (rows(chrome, feed)) }
        div.in { (keys(chrome)) }
    };
    layout::page(chrome, &Page { title: lang.feed_title(), noindex: true, quiet: true, desk: true, side, ..Page::default() }, body)
}

fn heading(chrome: &Chrome, heading: &Heading) -> Markup {
    let lang = chrome.lang;
    let late = Filter { reason: LATE.into(), ..Filter::default() };
    html! {
        @if let Some(median) = heading.median { span title=(lang.feed_median_hint()) { (lang.feed_median()) " " b { (words::span(lang, median)) } } }
        span { (lang.feed_late()) " " @if heading.late > 0 { a href=(late.address(None)) { b { (lang.number(heading.late)) } } } @else { b { "0" } } }
    }
}

fn tabs(lang: Lang, feed: &Feed) -> Markup {
    html! {
        nav.tabs aria-label=(lang.feed_views()) {
            @for (view, count) in View::ALL.into_iter().zip(&feed.counts) {
                a href=(feed.filter.seen_as(view).address(None)) data-key=(words::chord(view)) aria-current=[(view == feed.filter.view).then_some("page")] { (words::view(lang, view)) " " (lang.number(*count)) }
            }
        }
    }
}

fn name(lang: Lang, named: &Named) -> &str {
    if lang == Lang::Fr { &named.name_fr } else { &named.name_en }
}

fn filters(lang: Lang, feed: &Feed) -> Markup {
    let (filter, choices) = (&feed.filter, &feed.choices);
    let select = |field: &'static str, label: &str, chosen: &str, options: Vec<(String, String)>| {
        html! {
            label { (label)
                select name=(field) { @for (value, text) in &options { option value=(value) selected[value == chosen] { (text) } } }
            }
        }
    };
    let named = |any: &str, all: &[Named]| -> Vec<(String, String)> { std::iter::once((String::new(), any.to_owned())).chain(all.iter().map(|c| (c.slug.clone(), name(lang, c).to_owned()))).collect() };
    let mut categories = named(lang.feed_category_any(), &choices.categories);
    categories.push((NONE.into(), lang.feed_category_none().into()));
    let mut langs = vec![(String::new(), lang.feed_lang_any().to_owned())];
    langs.extend(choices.langs.iter().map(|l| (l.clone(), Lang::from_code(l).map_or_else(|| l.to_uppercase(), |l| l.ui_own_name().to_owned()))));
    let ages = Age::ALL.into_iter().map(|a| (a.word().to_owned(), words::age(lang, a))).collect();
    let mut reasons = vec![(String::new(), lang.feed_reason_any().to_owned()), (LATE.to_owned(), lang.feed_reason_late().to_owned())];
    reasons.extend(FeedReason::ALL.iter().map(|r| (r.word().to_owned(), words::reason(lang, *r).to_owned())));
    html! {
        form.filters action=(paths::StaffFeed) aria-label=(lang.feed_filters()) data-auto {
            @if filter.view != View::All { (form::hidden("view", filter.view.word())) }
            (select("category", lang.feed_category(), &filter.category, categories))
            (select("lang", lang.feed_lang(), &filter.lang, langs))
            (select("age", lang.feed_age(), filter.age.word(), ages))
            @if filter.view != View::Done {
                (select("reason", lang.feed_reason(), &filter.reason, reasons))
                @if choices.departments.len() > 1 || !filter.department.is_empty() { (select("department", lang.feed_department(), &filter.department, named(lang.feed_department_any(), &choices.departments))) }
            }
            button.btn { (lang.feed_filter()) }
            @if filter.narrowed() { a.btn.quiet href=(Filter { view: filter.view, ..Filter::default() }.address(None)) { (lang.feed_filter_clear()) } }
            a.btn.quiet href=(filter.address(None)) data-share=(lang.feed_copied()) { (icon(Icon::Link)) (lang.feed_copy()) }
        }
    }
}

/// What the page listens to: the same list, beyond what it saw.
fn events(filter: &Filter, sight: &str) -> String {
    let address = filter.address(None);
    let query = address.split_once('?').map_or("", |(_, q)| q);
    format!("{}?sight={sight}{}{query}", paths::Events, if query.is_empty() { "" } else { "&" })
}

fn undoing(chrome: &Chrome, undo: &Undoable, filter: &Filter) -> Markup {
    let lang = chrome.lang;
    html! {
        form.undo method="post" action=(paths::StaffFeedUndo) {
            (form::hidden("back", filter.here()))
            (form::hidden("act", undo.id))
            span { (undo.word.done(lang)) @if undo.threads == 1 { ": " (lang.feed_quoted(&undo.title)) } @else { ": " (lang.feed_threads(undo.threads)) } ", " (when::ago(chrome, undo.at)) }
            button.btn.quiet data-key="z" { (icon(Icon::Undo)) (lang.feed_undo()) }
        }
    }
}

fn rows(chrome: &Chrome, feed: &Feed) -> Markup {
    let lang = chrome.lang;
    let (filter, slice) = (&feed.filter, &feed.rows);
    if slice.rows.is_empty() {
        let all = Filter::default().address(None);
        let elsewhere = (filter.view != View::All || filter.narrowed()).then_some((lang.feed_show_all(), all.as_str()));
        return html! { div.in { (lists::empty(words::nothing(lang, filter.view), elsewhere)) } };
    }
    let ids: Vec<i64> = slice.rows.iter().map(|r| r.id.0).collect();
    let current = filter.row.filter(|id| ids.contains(id)).unwrap_or(ids[0]);
    let here = filter.here();
    html! {
        form #row-act method="post" action=(paths::StaffFeedAct) { (form::hidden("back", &here)) }
        div.feed {
            ol role="list" data-rows {
                @for (i, row) in slice.rows.iter().enumerate() { (one(chrome, feed, row, row.id.0 == current, ids.get(i + 1).copied())) }
            }
            form.bulk #bulk method="post" action=(paths::StaffFeedAct) {
                (form::hidden("back", &here))
                label.pick { input type="checkbox" data-all hidden; span { (lang.feed_with_selected()) } }
                @if filter.view == View::Snoozed { button.btn name="do" value="wake" { (lang.feed_wake()) } }
                @else {
                    button.btn name="do" value="claim" { (lang.feed_take()) }
                    button.btn name="do" value="assign" formmethod="get" { (lang.feed_assign()) }
                    button.btn name="do" value="snooze" formmethod="get" { (lang.feed_snooze()) }
                    button.btn name="do" value="hand_over" formmethod="get" { (lang.feed_hand_over()) }
                    button.btn name="do" value="release" { (lang.feed_release()) }
                }
            }
        }
        @if slice.before.is_some() || slice.after.is_some() { (pager(lang, filter, slice.before.as_deref(), slice.after.as_deref())) }
    }
}

fn pager(lang: Lang, filter: &Filter, before: Option<&str>, after: Option<&str>) -> Markup {
    let before = before.map(|c| filter.address(Some(("before", c))));
    let after = after.map(|c| filter.address(Some(("after", c))));
    html! { div.in { (lists::pager_named(lang.feed_pages(), before.as_deref().map(|h| (lang.feed_earlier(), h)), after.as_deref().map(|h| (lang.feed_later(), h)))) } }
}

fn one(chrome: &Chrome, feed: &Feed, row: &Row, current: bool, next: Option<i64>) -> Markup {
    let lang = chrome.lang;
    let (class, left) = words::left(chrome, row);
    let thread = paths::StaffThread { id: row.id }.to_string();
    let hot = row.urgency >= super::URGENT;
    html! {
        li.card.frow.esc[hot] id={ "t-" (row.id) } data-row data-panel=(paths::StaffThreadPanel { id: row.id }) data-cur[current] {
            div.b {
                h2 { a href=(thread) data-key="o" lang=(row.lang) dir="auto" { (row.title) } }
                p.ex lang=(row.lang) dir="auto" { (row.excerpt) }
                div.meta {
                    @if let Some(name) = category(lang, row) { span.tag.cat { (name) } }
                    span { (people::name(lang, &person(row))) ", " (lang.feed_since(when::year(&chrome.zone, row.joined_at).to_string())) }
                    span { (answers(lang, row)) }
                    span { (owner(lang, feed.me, row)) }
                    @if row.waiting_on != WaitingOn::Brand { span { (words::waiting(lang, row.waiting_on)) } }
                    @if feed.choices.departments.len() > 1 { span { @if lang == Lang::Fr { (row.department_fr) } @else { (row.department_en) } } }
                }
                ul.whys role="list" { @for why in &row.reasons { (reason(chrome, row, why)) } (asleep(chrome, row)) @for who in &row.here { li.warm { (icon(Icon::Eye)) (presence(lang, who)) } } }
                (buttons(lang, feed, row, &thread, next))
            }
            div.m {
                @if row.paused_since.is_some() { span.sla.calm title=(lang.feed_paused_why()) { (icon(Icon::Clock)) b { (left) } } }
                @else { span class={ "sla " (class) } data-due=(when::machine(row.due_at)) title=(lang.feed_due(when::full(lang, &chrome.zone, row.due_at))) { (icon(Icon::Clock)) span.vh { (lang.feed_due_label()) " " } b { (left) } } }
                label.pick { input type="checkbox" form="bulk" name="on" value=(row.id) data-key="x"; (lang.feed_select()) span.vh { ": " (row.title) } }
            }
        }
    }
}

fn category(lang: Lang, row: &Row) -> Option<&str> {
    if lang == Lang::Fr { row.category_fr.as_deref() } else { row.category_en.as_deref() }
}

fn person(row: &Row) -> Person {
    Person { username: if row.author_gone { String::new() } else { row.username.clone() }, display_name: row.author.clone(), ..Person::default() }
}

fn answers(lang: Lang, row: &Row) -> String {
    if row.peer_answers > 0 && row.accepted == 0 && row.verified == 0 { lang.feed_answers_unconfirmed(row.peer_answers) } else { lang.feed_answers(row.peer_answers) }
}

fn owner(lang: Lang, me: AccountId, row: &Row) -> String {
    match (&row.owner, row.owner_id) {
        (_, Some(id)) if id == me => lang.feed_owner_me().to_owned(),
        (Some(name), Some(_)) => lang.feed_owner(name),
        _ => lang.feed_owner_none().to_owned(),
    }
}

fn reason(chrome: &Chrome, row: &Row, why: &Why) -> Markup {
    let (class, glyph) = match why.reason {
        FeedReason::Danger | FeedReason::Legal | FeedReason::BrokenPromise | FeedReason::Escalated | FeedReason::DeadlinePassed => ("hot", Icon::TriangleAlert),
        FeedReason::RiskyAnswer => ("warm", Icon::ThumbsDown),
        FeedReason::ManyAffected => ("warm", Icon::Users),
        FeedReason::Reported => ("warm", Icon::Flag),
        FeedReason::DeadlineNear => ("warm", Icon::Clock),
        FeedReason::Unanswered => ("", Icon::MessageSquare),
        FeedReason::InHand => ("", Icon::Hand),
    };
    html! { li class=(class) { (icon(glyph)) (words::why(chrome, why, row.cause.as_deref(), row.opener.as_deref())) } }
}

fn asleep(chrome: &Chrome, row: &Row) -> Markup {
    let lang = chrome.lang;
    html! {
        @if let Some(until) = row.snoozed_until.filter(|_| row.snoozed) {
            li { (icon(Icon::BellOff)) (lang.feed_snoozed_until(when::full(lang, &chrome.zone, until)))
                @match row.snoozed_event.as_deref() { Some("any_post") => { " " (lang.feed_snoozed_any_post()) } Some("asker_post") => { " " (lang.feed_snoozed_asker_post()) } _ => {} }
            }
        }
    }
}

/// The buttons of a row; the script presses them, it does nothing else.
fn buttons(lang: Lang, feed: &Feed, row: &Row, thread: &str, next: Option<i64>) -> Markup {
    let mine = row.owner_id == Some(feed.me);
    let value = |word: &str| format!("{word}-{}-{}", row.id, next.unwrap_or(row.id.0));
    let now = |key: &str, word: &str, label: &str| html! { button.btn form="row-act" name="do" value=(value(word)) data-key=(key) { (label) } };
    let form = |key: &str, word: &str, label: &str| html! { button.btn form="row-act" formmethod="get" name="do" value=(value(word)) data-key=(key) { (label) } };
    html! {
        div.acts {
            a.btn.pri href={ (thread) "#reply" } data-key="r" { (lang.feed_reply()) }
            @if mine { (now("a", "release", lang.feed_release())) }
            @else if row.owner_id.is_some() { (form("a", "take_over", lang.feed_take_over())) }
            @else { (now("a", "claim", lang.feed_take())) }
            (form("A", "assign", lang.feed_assign()))
            @if row.cause.is_some() { (form("e", "hand_over", lang.feed_hand_over())) } @else { (form("e", "escalate", lang.feed_escalate())) }
            (form("n", "note", lang.feed_note()))
            a.btn href={ (thread) "#canned" } data-key="m" { (lang.feed_macro()) }
            @if row.snoozed { (now("s", "wake", lang.feed_wake())) } @else { (form("s", "snooze", lang.feed_snooze())) }
            (form("d", "resolve", lang.feed_done()))
            a.btn.quiet href=(with_row(&feed.filter, row.id.0)) data-key="i" { (lang.feed_context()) }
        }
    }
}

/// This page, standing on a row.
pub fn with_row(filter: &Filter, row: i64) -> String {
    let here = filter.here();
    format!("{here}{}row={row}#t-{row}", if here.contains('?') { '&' } else { '?' })
}

fn done(chrome: &Chrome, feed: &Feed) -> Markup {
    let lang = chrome.lang;
    let slice = &feed.done;
    if slice.rows.is_empty() {
        let all = Filter::default().address(None);
        return html! { div.in { (lists::empty(words::nothing(lang, View::Done), Some((lang.feed_show_all(), all.as_str())))) } };
    }
    html! {
        ol role="list" data-rows {
            @for row in &slice.rows {
                li.card.frow.sol[row.solved] data-row data-panel=(paths::StaffThreadPanel { id: row.id }) {
                    div.b {
                        h2 { a href=(paths::StaffThread { id: row.id }) data-key="o" lang=(row.lang) dir="auto" { (row.title) } }
                        div.meta {
                            @if let Some(name) = if lang == Lang::Fr { &row.category_fr } else { &row.category_en } { span.tag.cat { (name) } }
                            span { (people::name(lang, &Person { username: if row.author_gone { String::new() } else { row.username.clone() }, display_name: row.author.clone(), ..Person::default() })) }
                            span { (lang.feed_answers(row.peer_answers)) }
                            span { @match &row.by_name { Some(name) => (lang.feed_left_by(name, ago(chrome, row.at))), None => (lang.feed_left_alone(ago(chrome, row.at))) } }
                            @if let Some(outcome) = &row.outcome { span.st { (icon(Icon::CircleCheck)) (words::outcome(lang, outcome)) } }
                            @else if row.solved { span.st { (icon(Icon::Check)) (lang.ui_state_solved()) } }
                            @else if row.closed { span.st { (icon(Icon::Lock)) (lang.ui_state_closed()) } }
                        }
                    }
                    div.m {}
                }
            }
        }
        @if slice.before.is_some() || slice.after.is_some() { (pager(lang, &feed.filter, slice.before.as_deref(), slice.after.as_deref())) }
    }
}

fn ago(chrome: &Chrome, at: Millis) -> String {
    when::relative(chrome.lang, &chrome.zone, chrome.now, at)
}

/// One who is there, in words.
pub fn presence(lang: Lang, who: &Here) -> String {
    if who.answers() { lang.feed_here_writing(&who.name) } else { lang.feed_here_looking(&who.name) }
}

/// Who else is at a thread.
pub fn here(lang: Lang, others: &[Here]) -> Markup {
    html! { p.here #here { @if others.is_empty() { (lang.feed_here_nobody()) } @for (i, who) in others.iter().enumerate() { @if i > 0 { ", " } (presence(lang, who)) } } }
}

fn keys(chrome: &Chrome) -> Markup {
    let lang = chrome.lang;
    let on = chrome.me.as_ref().is_some_and(|me| me.shortcuts);
    let some = [("a", lang.feed_take()), ("r", lang.feed_reply()), ("e", lang.feed_escalate()), ("s", lang.feed_snooze()), ("d", lang.feed_done()), ("x", lang.feed_select())];
    html! {
        @if on {
            p.keys {
                span { kbd { "j" } " " kbd { "k" } " " (lang.feed_key_move()) }
                @for (key, what) in some { span { kbd { (key) } " " (what) } }
                span { kbd { "?" } " " a href=(paths::Shortcuts) { (lang.feed_key_all()) } }
            }
        }
    }
}
