//! One's own page.

use entity::{OfferState, Rank};
use maud::{Markup, html};

use crate::ambassadors::appeals::{Appeal, Decision};
use crate::ambassadors::charter::Charter;
use crate::ambassadors::history::Event;
use crate::ambassadors::impact::Impact;
use crate::ambassadors::leave::{self, Now as Leave};
use crate::ambassadors::measure::{Member, Notice, Offer};
use crate::ambassadors::nominations::queries::Nomination;
use crate::ambassadors::views as parts;
use crate::ambassadors::steps::Term;
use crate::listings::cursor::Slice;
use crate::listings::rows::Listed;
use crate::rules::numbers::Numbers;
use crate::rules::standing::Criterion;
use crate::standing::{letters, reasons};
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout::{self, Page};
use crate::ui::lists::{self, Tone, banner};
use crate::ui::{Icon, icon, when};
use crate::web::paths;

/// Everything on the page.
pub struct Own {
    pub who: Member,
    pub next: Option<(Rank, Vec<Criterion>)>,
    pub kept: Vec<Criterion>,
    pub offer: Option<Offer>,
    /// Place in line, from 1; 0 when there is no line.
    pub place: i64,
    /// Numbers hold, and no offer is on its way: one may ask.
    pub may_ask: bool,
    pub term: Option<Term>,
    pub renewable: bool,
    pub leave: Option<Leave>,
    pub leave_left: i64,
    pub notice: Option<Notice>,
    pub nomination: Option<Nomination>,
    pub impact: Impact,
    pub month: i64,
    pub needs: Slice<Listed>,
    pub events: Vec<Event>,
    pub appeals: Vec<Appeal>,
    pub charter: Charter,
    pub out: bool,
}

pub fn page(c: &Chrome, o: &Own, n: &Numbers, first: bool) -> Markup {
    let lang = c.lang;
    let path = paths::AmbassadorsMe.to_string();
    let address = |key: &str, cursor: &Option<String>| cursor.as_ref().map(|at| format!("{}#needs", paths::with_query(&path, &[(key, at)])));
    let (newer, older) = (address("before", &o.needs.newer), address("after", &o.needs.older));
    let body = html! {
        (layout::section(html! {
            p { a href=(paths::Ambassadors) { (lang.ambassadors_title()) } }
            h1 { (lang.ambassadors_me_title()) }
            (parts::person(c, &o.who.username, &o.who.display_name, o.who.rank, html! {}))
            (offer(c, o, n))
            (nomination(c, o))
            (notice(c, o))
            (numbers(c, o, n))
            (term(c, o))
            (tools(c))
            (effect(c, o))
            h2 id="needs" { (lang.ambassadors_needs()) }
            p { (lang.ambassadors_needs_text(n.standing.window_days)) }
            @if o.needs.rows.is_empty() { (lists::empty(if first { lang.ambassadors_needs_none() } else { lang.ambassadors_needs_end() }, None)) }
        }))
        @for q in &o.needs.rows { (lists::row(c, &crate::listings::row(q))) }
        (layout::section(html! {
            (lists::pager(lang, newer.as_deref(), older.as_deref()))
            (appeals(c, o))
            h2 { (lang.ambassadors_history()) }
            @if o.events.is_empty() { p { (lang.ambassadors_history_none()) } }
            (parts::history(c, &o.events, true))
            h2 id="boards" { (lang.ambassadors_boards()) }
            p { @if o.out { (lang.ambassadors_boards_out()) } @else { (lang.ambassadors_boards_in()) } }
            form.inline method="post" action=(paths::AmbassadorsBoards) {
                (form::hidden("out", if o.out { "0" } else { "1" }))
                button.btn { @if o.out { (lang.ambassadors_boards_join()) } @else { (lang.ambassadors_boards_leave()) } }
            }
        }))
    };
    layout::page(c, &Page { title: lang.ambassadors_me_title(), noindex: true, ..Page::default() }, body)
}

/// Where the daily tools and the thanks are.
fn tools(c: &Chrome) -> Markup {
    let lang = c.lang;
    let (tools, circle) = c.me.as_ref().map_or((false, false), |me| (me.tools, me.circle));
    html! {
        @if tools {
            h2 { (lang.tools_title()) }
            div.bar {
                @if circle { a.btn href=(paths::AmbassadorBriefings) { (lang.briefings_title()) } }
                a.btn href=(paths::Perks) { (lang.perks_title()) }
                a.btn href=(paths::AnswersWaiting) { (lang.tools_waiting()) }
                @if circle { a.btn href=(paths::SettingsReplies) { (lang.tools_replies()) } }
            }
        }
    }
}

fn offer(c: &Chrome, o: &Own, n: &Numbers) -> Markup {
    let lang = c.lang;
    html! {
        @match &o.offer {
            Some(offer) if offer.state == OfferState::Open => {
                section.panel aria-labelledby="offer" {
                    h2 id="offer" { (lang.ambassadors_offer()) }
                    p { (lang.ambassadors_offer_text(&c.brand.name)) }
                    @if !offer.reason.is_empty() { p dir="auto" { (lang.ambassadors_reason(reasons::shown(lang, &offer.reason))) } }
                    @if let Some(until) = offer.expires_at { p { (lang.ambassadors_offer_until(when::date(lang, &c.zone, until))) } }
                    h3 { (lang.ambassadors_charter()) }
                    (parts::charter(lang, &o.charter))
                    div.bar {
                        form.inline method="post" action=(paths::AmbassadorsOfferAccept) { (form::hidden("charter", &o.charter.hash)) button.btn.pri { (icon(Icon::Check)) (lang.ambassadors_accept()) } }
                        (form::post_button(paths::AmbassadorsOfferDecline, lang.ambassadors_decline(), ""))
                    }
                }
            }
            Some(offer) if offer.state == OfferState::Queued => { (banner(Tone::Info, html! { p { (lang.ambassadors_queued(o.place.max(1))) } })) }
            Some(_) => { (banner(Tone::Info, html! { p { (lang.ambassadors_to_confirm()) } })) }
            None => {
                @if o.may_ask {
                    (banner(Tone::Good, html! {
                        p { (lang.ambassadors_may_ask(n.programme.offer_again_days)) }
                        p { (form::post_button(paths::AmbassadorsOfferAsk, lang.ambassadors_ask(), "pri")) }
                    }))
                }
            }
        }
    }
}

fn nomination(c: &Chrome, o: &Own) -> Markup {
    let lang = c.lang;
    html! {
        @if let Some(n) = &o.nomination {
            (banner(Tone::Info, html! {
                p { (lang.ambassadors_nominated(&n.by_name)) }
                p { a href=(paths::Nomination { id: n.id }) { (lang.ambassadors_nominated_read()) } }
            }))
        }
    }
}

fn notice(c: &Chrome, o: &Own) -> Markup {
    let lang = c.lang;
    html! {
        @if let Some(notice) = &o.notice {
            (banner(Tone::Warn, html! { p { (lang.ambassadors_notice(letters::rank(lang, notice.rank), when::date(lang, &c.zone, notice.ends_at))) } }))
        }
    }
}

fn numbers(c: &Chrome, o: &Own, n: &Numbers) -> Markup {
    let lang = c.lang;
    html! {
        @if let Some((rank, criteria)) = &o.next {
            h2 { (lang.ambassadors_next(letters::rank(lang, *rank))) }
            @if o.who.rank == Rank::Emeritus { p { (lang.ambassadors_return()) } }
            (parts::measures(lang, criteria))
        }
        @if !o.kept.is_empty() {
            h2 { (lang.ambassadors_keep(letters::rank(lang, o.who.rank))) }
            p { (lang.ambassadors_keep_text(n.standing.notice_days)) }
            (parts::measures(lang, &o.kept))
        }
        p.hint {
            (lang.ambassadors_window(n.standing.window_days))
            @if let Some(at) = o.who.computed_at { " " (lang.ambassadors_computed()) " " (when::ago(c, at)) }
        }
    }
}

fn term(c: &Chrome, o: &Own) -> Markup {
    let lang = c.lang;
    html! {
        @if let Some(t) = &o.term {
            h2 { (lang.ambassadors_term()) }
            p { (lang.ambassadors_term_text(when::date(lang, &c.zone, t.began_at), when::date(lang, &c.zone, t.ends_at))) }
            @if o.renewable { p { (form::post_button(paths::AmbassadorsRenew, lang.ambassadors_renew(), "pri")) } }
            @match &o.leave {
                Some(leave) => {
                    (banner(Tone::Info, html! {
                        p { (lang.ambassadors_on_leave(when::date(lang, &c.zone, leave.until_at))) }
                        p { (form::post_button(paths::AmbassadorsBack, lang.ambassadors_back(), "")) }
                    }))
                }
                None => {
                    @let lengths: Vec<(String, String)> = leave::LENGTHS.iter().filter(|d| **d <= o.leave_left).map(|d| (d.to_string(), lang.ambassadors_days(*d))).collect();
                    @if !lengths.is_empty() {
                        details {
                            summary { (lang.ambassadors_take_leave()) }
                            form.panel method="post" action=(paths::AmbassadorsLeave) {
                                p { (lang.ambassadors_leave_text(o.leave_left)) }
                                (Field::new("days", lang.ambassadors_leave_length()).select(lang, &lengths))
                                button.btn { (lang.ambassadors_leave_start()) }
                            }
                        }
                    } @else { p { (lang.ambassadors_leave_none()) } }
                }
            }
            details {
                summary { (lang.ambassadors_step_down()) }
                div.panel { p { (lang.ambassadors_step_down_text()) } (form::post_button(paths::AmbassadorsStepDown, lang.ambassadors_step_down_now(), "bad")) }
            }
        }
    }
}

fn effect(c: &Chrome, o: &Own) -> Markup {
    let lang = c.lang;
    let i = &o.impact;
    html! {
        h2 { (lang.ambassadors_impact(when::month_name(lang, o.month))) }
        p.big-number { (lang.ambassadors_impact_total(i.total())) }
        dl.facts {
            div { dt { (lang.ambassadors_impact_helped()) } dd { b { (lang.number(i.helped)) } " " small { (lang.ambassadors_impact_helped_text()) } } }
            div { dt { (lang.ambassadors_impact_spared()) } dd { b { (lang.number(i.spared)) } " " small { (lang.ambassadors_impact_spared_text()) } } }
            div { dt { (lang.ambassadors_impact_read()) } dd { b { (lang.number(i.read)) } " " small { (lang.ambassadors_impact_read_text()) } } }
            div { dt { (lang.ambassadors_impact_solved()) } dd { b { (lang.number(i.solved)) } " " small { (lang.ambassadors_impact_solved_text()) } } }
        }
    }
}

fn appeals(c: &Chrome, o: &Own) -> Markup {
    let lang = c.lang;
    html! {
        @if !o.appeals.is_empty() {
            h2 { (lang.ambassadors_appeals()) }
            ul.plain role="list" {
                @for a in &o.appeals {
                    li {
                        p { (outcome(c, a)) br; span.under { (when::ago(c, a.decided_at.unwrap_or(a.made_at))) } }
                        p dir="auto" { (a.words) }
                        @if !a.reason.is_empty() { p dir="auto" { (lang.ambassadors_reason(&a.reason)) } }
                    }
                }
            }
        }
    }
}

/// Where an appeal stands, in words.
fn outcome(c: &Chrome, a: &Appeal) -> Markup {
    let lang = c.lang;
    html! {
        b { @match a.overturned { None => (lang.ambassadors_appeal_waits()), Some(true) => (lang.ambassadors_appeal_won()), Some(false) => (lang.ambassadors_appeal_lost()) } }
        @if a.no_second { " " (lang.ambassadors_no_second()) }
    }
}

pub fn appeal(c: &Chrome, d: &Decision, words: &str, errors: &Errors) -> Markup {
    let lang = c.lang;
    let body = html! {
        p { a href=(paths::AmbassadorsMe) { (lang.ambassadors_me_title()) } }
        h1 { (lang.ambassadors_appeal_title()) }
        p { (lang.ambassadors_appeal_about(letters::rank(lang, d.rank_before), when::date(lang, &c.zone, d.at))) }
        @if !d.reason.is_empty() { p dir="auto" { (lang.ambassadors_reason(reasons::shown(lang, &d.reason))) } }
        p { (lang.ambassadors_appeal_text()) }
        (form::summary(lang, errors))
        form method="post" action=(paths::AmbassadorsAppeal { id: d.id }) novalidate {
            (Field::new("words", lang.ambassadors_appeal_words()).value(words).maxlength(500).rows(5).required().error(errors).textarea(lang))
            (form::submit(lang.ambassadors_appeal_send()))
        }
    };
    layout::page(c, &Page { title: lang.ambassadors_appeal_title(), noindex: true, errors: !errors.is_empty(), ..Page::default() }, layout::section(body))
}
