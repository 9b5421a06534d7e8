//! The pages of gestures: for the team alone.

use entity::{AccountId, GestureId, GestureState};
use maud::{Markup, html};

use super::forms::{RawGesture, RawKind, RawRule};
use super::queries::{Gesture, Kind, Month, Thread};
use super::routes::name;
use crate::i18n::Lang;
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout::{self, Page};
use crate::ui::lists::empty;
use crate::ui::{Icon, icon, when};
use crate::web::paths;

/// An amount in the community's currency.
fn money(lang: Lang, currency: &str, amount: i64) -> String {
    match (lang, currency) {
        (Lang::En, "EUR") => format!("€{}", lang.number(amount)),
        (Lang::Fr, "EUR") => format!("{}\u{a0}€", lang.number(amount)),
        _ => format!("{}\u{a0}{currency}", lang.number(amount)),
    }
}

fn frame(c: &Chrome, title: &str, errors: &Errors, body: Markup) -> Markup {
    layout::page(c, &Page { title, noindex: true, errors: !errors.is_empty(), quiet: true, ..Page::default() }, layout::section(body))
}

pub struct List<'a> {
    pub waiting: &'a [Gesture],
    pub others: &'a [Gesture],
    pub month: Month,
    pub kinds: &'a [Kind],
    pub me: AccountId,
    pub raw_kind: &'a RawKind,
    pub raw_rule: &'a RawRule,
    /// The gesture whose decision was refused.
    pub trouble: Option<GestureId>,
    pub currency: &'a str,
    pub errors: &'a Errors,
}

pub fn list(c: &Chrome, l: &List<'_>) -> Markup {
    let lang = c.lang;
    let manager = c.me.as_ref().is_some_and(|m| m.manager);
    let body = html! {
        (form::summary(lang, l.errors))
        h1 { (lang.gestures_title()) }
        p { (lang.gestures_text()) }
        p { strong { (lang.gestures_month(money(lang, l.currency, l.month.spent), money(lang, l.currency, l.month.budget))) } " " (lang.gestures_mine(money(lang, l.currency, l.month.mine))) }
        h2.mt-l { (lang.gestures_waiting()) }
        @if l.waiting.is_empty() { (empty(lang.gestures_waiting_none(), None)) }
        ul.index role="list" { @for g in l.waiting { li { (gesture(c, g, l.currency)) (decision(c, l, g, manager)) } } }
        @if !l.others.is_empty() {
            h2.mt-l { (lang.gestures_others()) }
            ul.index role="list" { @for g in l.others { li { (gesture(c, g, l.currency)) } } }
        }
        @if manager { (rules(c, l)) }
    };
    frame(c, lang.gestures_title(), l.errors, body)
}

fn state(lang: Lang, s: GestureState) -> &'static str {
    match s {
        GestureState::Proposed => lang.gestures_state_proposed(),
        GestureState::Given => lang.gestures_state_given(),
        GestureState::Refused => lang.gestures_state_refused(),
        GestureState::Withdrawn => lang.gestures_state_withdrawn(),
    }
}

fn gesture(c: &Chrome, g: &Gesture, currency: &str) -> Markup {
    let lang = c.lang;
    html! {
        p { strong { (name(lang, &g.name_en, &g.name_fr)) ", " (money(lang, currency, g.amount)) } " " (lang.gestures_for()) " " span dir="auto" { (g.customer) } }
        p.meta {
            span.st { (state(lang, g.state)) }
            @if let Some(due) = g.due_at.filter(|_| g.state == GestureState::Proposed) {
                @if due < c.now { span.st { (icon(Icon::TriangleAlert)) strong { (lang.gestures_late(when::full(lang, &c.zone, due))) } } } @else { span { (lang.gestures_due(when::full(lang, &c.zone, due))) } }
            }
            span { (lang.gestures_by(&g.proposer)) " " (when::ago(c, g.proposed_at)) }
            @if let (Some(who), Some(at)) = (&g.decider, g.decided_at) { span { (lang.gestures_decided(who)) " " (when::ago(c, at)) } }
            a href=(paths::StaffThread { id: g.question_id }) lang=(g.lang) dir="auto" { (g.title) }
        }
        p dir="auto" { (lang.gestures_reason()) ": " (g.reason) }
        p.hint dir="auto" { (lang.gestures_words()) ": « " (g.words) " »" }
        @if !g.note.is_empty() { p dir="auto" { (lang.gestures_note()) ": " (g.note) } }
    }
}

fn decision(c: &Chrome, l: &List<'_>, g: &Gesture, manager: bool) -> Markup {
    let lang = c.lang;
    let mine = g.proposed_by == l.me;
    let here = l.trouble == Some(g.id);
    let id = if here { "f-note".to_owned() } else { format!("note-{}", g.id) };
    let wrong = if here { l.errors.of("note") } else { None };
    html! {
        @if (manager && !mine) || mine {
            form.panel method="post" action=(paths::StaffGesture { id: g.id }) novalidate {
                @if manager && !mine {
                    div.f.err[wrong.is_some()] {
                        label for=(id) { (lang.gestures_decision_note()) }
                        @if let Some(why) = wrong { p.emsg { span.vh { (lang.ui_error_prefix()) } (why) } }
                        input type="text" id=(id) name="note" maxlength="500";
                    }
                    div.bar { button.btn.pri name="decision" value="approve" { (lang.gestures_approve()) } button.btn.quiet name="decision" value="refuse" { (lang.gestures_refuse()) } }
                } @else {
                    button.btn.quiet name="decision" value="withdraw" { (lang.gestures_withdraw()) }
                }
            }
        }
    }
}

fn rules(c: &Chrome, l: &List<'_>) -> Markup {
    let lang = c.lang;
    html! {
        h2.mt-l { (lang.gestures_kinds()) }
        ul.index role="list" {
            @for k in l.kinds {
                li {
                    p { strong { (name(lang, &k.name_en, &k.name_fr)) } " " @match k.value { Some(v) => (money(lang, l.currency, v)), None => (lang.gestures_free()) } }
                    p.meta { span { (lang.gestures_ceiling(money(lang, l.currency, k.ceiling))) } span { (lang.gestures_given_count(k.given)) } @if k.retired_at.is_some() { span.st { (icon(Icon::Ban)) (lang.gestures_retired()) } } }
                    @if k.retired_at.is_none() { form.inline method="post" action=(paths::StaffGestureKindRetire { id: k.id }) { button.btn.quiet { (lang.gestures_retire()) span.vh { " " (name(lang, &k.name_en, &k.name_fr)) } } } }
                }
            }
        }
        h3 { (lang.gestures_kind_new()) }
        form method="post" action=(paths::StaffGestureKinds) novalidate {
            (Field::new("name_en", lang.gestures_name_en()).value(&l.raw_kind.name_en).error(l.errors).maxlength(150).required().text(lang))
            (Field::new("name_fr", lang.gestures_name_fr()).value(&l.raw_kind.name_fr).error(l.errors).maxlength(150).required().text(lang))
            (Field::new("value", &lang.gestures_value(l.currency)).hint(lang.gestures_value_hint()).value(&l.raw_kind.value).error(l.errors).inputmode("numeric").optional().text(lang))
            (Field::new("ceiling", &lang.gestures_ceiling_field(l.currency)).hint(lang.gestures_ceiling_hint()).value(&l.raw_kind.ceiling).error(l.errors).inputmode("numeric").required().text(lang))
            (form::submit(lang.gestures_kind_save()))
        }
        h2.mt-l { (lang.gestures_numbers()) }
        form method="post" action=(paths::StaffGestureRules) novalidate {
            (Field::new("allowance", &lang.gestures_allowance(l.currency)).hint(lang.gestures_allowance_hint()).value(&l.raw_rule.allowance).error(l.errors).inputmode("numeric").required().text(lang))
            (Field::new("budget", &lang.gestures_budget(l.currency)).hint(lang.gestures_budget_hint()).value(&l.raw_rule.budget).error(l.errors).inputmode("numeric").required().text(lang))
            (Field::new("hours", lang.gestures_hours()).value(&l.raw_rule.hours).error(l.errors).inputmode("numeric").required().text(lang))
            (form::submit(lang.gestures_numbers_save()))
        }
    }
}

pub struct Propose<'a> {
    pub thread: &'a Thread,
    pub kinds: &'a [Kind],
    /// What there was before in this thread.
    pub before: &'a [Gesture],
    pub month: Month,
    pub currency: &'a str,
    pub raw: &'a RawGesture,
    pub errors: &'a Errors,
}

pub fn propose(c: &Chrome, p: &Propose<'_>) -> Markup {
    let (lang, t) = (c.lang, p.thread);
    let kinds: Vec<(String, String)> = p
        .kinds
        .iter()
        .map(|k| {
            let worth = k.value.map_or_else(|| lang.gestures_free().to_owned(), |v| money(lang, p.currency, v));
            (k.id.to_string(), format!("{} ({worth}; {})", name(lang, &k.name_en, &k.name_fr), lang.gestures_ceiling(money(lang, p.currency, k.ceiling))))
        })
        .collect();
    let body = html! {
        (form::summary(lang, p.errors))
        h1 { (lang.gestures_propose()) }
        p.hint { a href=(paths::StaffThread { id: t.id }) lang=(t.lang) dir="auto" { (t.title) } }
        p { (lang.gestures_propose_text(&t.asker)) " " (lang.gestures_mine(money(lang, p.currency, p.month.mine))) }
        @if p.kinds.is_empty() { (empty(lang.gestures_no_kinds(), None)) } @else {
            form method="post" action=(paths::StaffThreadGesture { id: t.id }) novalidate {
                (form::hidden("form_key", &p.raw.form_key))
                (Field::new("kind", lang.gestures_kind()).value(&p.raw.kind).error(p.errors).select(lang, &kinds))
                (Field::new("amount", &lang.gestures_amount(p.currency)).hint(lang.gestures_amount_hint()).value(&p.raw.amount).error(p.errors).inputmode("numeric").optional().text(lang))
                (Field::new("words", lang.gestures_words()).hint(lang.gestures_words_hint()).value(&p.raw.words).error(p.errors).rows(4).maxlength(4_000).required().textarea(lang))
                (Field::new("reason", lang.gestures_reason()).hint(lang.gestures_reason_hint()).value(&p.raw.reason).error(p.errors).rows(2).maxlength(500).required().textarea(lang))
                div.bar { (form::submit(lang.gestures_do())) a.btn.quiet href=(paths::StaffThread { id: t.id }) { (lang.common_cancel()) } }
            }
        }
        @if !p.before.is_empty() {
            h2.mt-l { (lang.gestures_before()) }
            ul.index role="list" { @for g in p.before { li { (gesture(c, g, p.currency)) } } }
        }
    };
    frame(c, lang.gestures_propose(), p.errors, body)
}
