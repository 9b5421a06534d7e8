//! The desk's pages.

use entity::{OfferState, Rank};
use maud::{Markup, html};

use super::queries::{Dated, Month, Waiting};
use super::routes::Raw;
use crate::ambassadors::appeals::Appeal;
use crate::ambassadors::history::Event;
use crate::ambassadors::measure::{Member, Offer};
use crate::ambassadors::nominations::queries::{Nomination, Testimonial};
use crate::ambassadors::nominations::views as nominations;
use crate::ambassadors::steps::Term;
use crate::ambassadors::views as parts;
use crate::i18n::Lang;
use crate::rules::numbers::Numbers;
use crate::rules::standing::Criterion;
use crate::standing::reasons::{self, Public};
use crate::standing::letters;
use crate::standing::seats::Seats;
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout::{self, Page};
use crate::ui::lists::{Tone, banner, empty};
use crate::ui::when;
use crate::web::paths;

/// Everything on the desk.
pub struct Desk {
    pub candidates: Vec<Member>,
    pub offers: Vec<Waiting>,
    pub seats: Vec<Seats>,
    pub ending: Vec<Dated>,
    pub notices: Vec<Dated>,
    pub nominations: Vec<Nomination>,
    pub appeals: Vec<Appeal>,
    pub cohort: Vec<Month>,
    pub strength: i64,
    pub numbers: Numbers,
}

fn named<'a>(lang: Lang, en: &'a str, fr: &'a str) -> &'a str {
    match lang {
        Lang::En => en,
        Lang::Fr => fr,
    }
}

fn link(username: &str, name: &str) -> Markup {
    html! { a href=(paths::StaffMember { username }) dir="auto" { (name) } }
}

pub fn page(c: &Chrome, d: &Desk, errors: &Errors) -> Markup {
    let lang = c.lang;
    let body = html! {
        h1 { (lang.desk_title()) }
        p { (lang.desk_text(d.strength)) }
        (form::summary(lang, errors))
        @if !d.appeals.is_empty() {
            h2 { (lang.desk_appeals()) }
            ul.plain role="list" { @for a in &d.appeals { li { p { a href=(paths::StaffAppeal { id: a.id }) dir="auto" { (lang.desk_appeal_of(&a.display_name)) } br; span.under { (when::ago(c, a.made_at)) } } } } }
        }
        (nomination_list(c, d))
        (offers(c, d))
        (candidates(c, d))
        (seat_forms(c, d, errors))
        (dated(c, lang.desk_ending(), lang.desk_ending_none(), &d.ending))
        (dated(c, lang.desk_notices(), lang.desk_notices_none(), &d.notices))
        (cohort(c, d))
    };
    layout::page(c, &Page { title: lang.desk_title(), noindex: true, errors: !errors.is_empty(), ..Page::default() }, layout::section(body))
}

fn nomination_list(c: &Chrome, d: &Desk) -> Markup {
    let lang = c.lang;
    html! {
        h2 { (lang.ambassadors_nominations()) }
        @if d.nominations.is_empty() { (empty(lang.desk_nominations_none(), None)) }
        ul.plain role="list" {
            @for n in &d.nominations {
                li {
                    p {
                        a href=(paths::StaffNomination { id: n.id }) dir="auto" { (lang.desk_nomination_of(&n.nominee_name, &n.by_name)) }
                        br; span.under {
                            (nominations::state(lang, n.state)) ", " (lang.nominations_count(n.testimonials))
                            @if let Some(due) = n.due_at { ", " (lang.nominations_due(when::date(lang, &c.zone, due))) }
                            @if n.overdue(c.now) { " " strong { (lang.desk_overdue()) } }
                        }
                    }
                }
            }
        }
    }
}

fn offers(c: &Chrome, d: &Desk) -> Markup {
    let lang = c.lang;
    html! {
        h2 { (lang.desk_offers()) }
        @if d.offers.is_empty() { (empty(lang.desk_offers_none(), None)) }
        ul.plain role="list" {
            @for o in &d.offers {
                li {
                    p {
                        (link(&o.username, &o.display_name)) ": " b { (offer_state(lang, o.state)) }
                        @if let (Some(en), Some(fr)) = (&o.name_en, &o.name_fr) { ", " (named(lang, en, fr)) }
                        br; span.under {
                            (when::ago(c, o.made_at))
                            @if let Some(until) = o.expires_at { ", " (lang.ambassadors_offer_until(when::date(lang, &c.zone, until))) }
                            @if o.state == OfferState::ToConfirm { ", " a href=(paths::User { username: &o.username }) { (lang.desk_read_answers()) } }
                        }
                    }
                }
            }
        }
    }
}

fn offer_state(lang: Lang, state: OfferState) -> &'static str {
    match state {
        OfferState::ToConfirm => lang.desk_to_confirm(),
        OfferState::Queued => lang.desk_queued(),
        OfferState::Open => lang.desk_open(),
        OfferState::Accepted => lang.ambassadors_event_accepted(),
        OfferState::Declined => lang.ambassadors_event_declined(),
        OfferState::Lapsed => lang.ambassadors_event_lapsed(),
        OfferState::Withdrawn => lang.desk_withdrawn(),
    }
}

fn candidates(c: &Chrome, d: &Desk) -> Markup {
    let lang = c.lang;
    let a = &d.numbers.standing.ambassador;
    let percent = |part: i64, whole: i64| if whole == 0 { "–".to_owned() } else { lang.programme_percent(part * 100 / whole) };
    html! {
        h2 id="candidates" { (lang.desk_candidates()) }
        p { (lang.desk_candidates_text()) }
        @if d.candidates.is_empty() { (empty(lang.desk_candidates_none(), None)) }
        @else {
            div.scroll role="region" tabindex="0" aria-labelledby="candidates" {
                table {
                    thead { tr {
                        th scope="col" { (lang.desk_member()) }
                        th scope="col" { (lang.desk_solved(a.solved)) }
                        th scope="col" { (lang.desk_askers(a.askers)) }
                        th scope="col" { (lang.desk_days(a.days)) }
                        th scope="col" { (lang.desk_share(a.share)) }
                        th scope="col" { (lang.desk_clarity(a.clarity)) }
                        th scope="col" { (lang.desk_reputation(a.reputation)) }
                        th scope="col" { (lang.desk_holds()) }
                    } }
                    tbody {
                        @for m in &d.candidates {
                            tr {
                                th scope="row" { (link(&m.username, &m.display_name)) }
                                td { (lang.number(m.solved)) }
                                td { (lang.number(m.askers)) }
                                td { (lang.number(m.days)) }
                                td { (percent(m.threads_solved, m.threads)) }
                                td { (percent(m.clarity_clear, m.clarity_raters)) " (" (lang.number(m.clarity_raters)) ")" }
                                td { (lang.number(m.reputation)) }
                                td { @if m.deserves(&d.numbers, c.now) { (lang.desk_yes()) } @else { (lang.desk_no()) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn seat_forms(c: &Chrome, d: &Desk, errors: &Errors) -> Markup {
    let lang = c.lang;
    html! {
        h2 { (lang.desk_seats()) }
        p { (lang.desk_seats_text()) }
        @if let Some(wrong) = errors.of("seats") { p.emsg id="e-seats" { (wrong) } }
        ul.plain role="list" {
            @for s in &d.seats {
                li {
                    p { b { (named(lang, &s.name_en, &s.name_fr)) } ": " (lang.desk_seats_now(s.taken, s.offered, s.waiting)) }
                    form.row method="post" action=(paths::StaffSeats) {
                        input type="hidden" name="category" value=(s.category_id);
                        label for={ "seats-" (s.category_id) } { (lang.desk_seats_label()) }
                        input.few type="text" inputmode="numeric" id={ "seats-" (s.category_id) } name="seats" value=(s.seats.map(|n| n.to_string()).unwrap_or_default()) maxlength="5" autocomplete="off";
                        button.btn { (lang.desk_seats_save()) span.vh { ": " (named(lang, &s.name_en, &s.name_fr)) } }
                    }
                }
            }
        }
    }
}

fn dated(c: &Chrome, title: &str, none: &str, all: &[Dated]) -> Markup {
    let lang = c.lang;
    html! {
        h2 { (title) }
        @if all.is_empty() { (empty(none, None)) }
        ul.plain role="list" { @for x in all { li { p { (link(&x.username, &x.display_name)) ", " (letters::rank(lang, x.rank)) br; span.under { (lang.desk_until(when::date(lang, &c.zone, x.at))) } } } } }
    }
}

fn cohort(c: &Chrome, d: &Desk) -> Markup {
    let lang = c.lang;
    html! {
        h2 id="cohort" { (lang.desk_cohort()) }
        div.scroll role="region" tabindex="0" aria-labelledby="cohort" {
            table {
                thead { tr { @for label in [lang.desk_month(), lang.desk_joined(), lang.desk_returned(), lang.desk_left(), lang.desk_lost(), lang.desk_suspended()] { th scope="col" { (label) } } } }
                tbody {
                    @for m in &d.cohort {
                        tr { th scope="row" { (when::month_name(lang, m.month)) } @for n in [m.joined, m.returned, m.left, m.lost, m.suspended] { td { @if n == 0 { "–" } @else { (lang.number(n)) } } } }
                    }
                }
            }
        }
    }
}

/// One member on the desk.
pub struct OneMember {
    pub who: Member,
    pub asked: Vec<Criterion>,
    pub kept: Vec<Criterion>,
    pub offer: Option<Offer>,
    pub term: Option<Term>,
    pub events: Vec<Event>,
    /// A customer in good standing.
    pub may: bool,
}

pub fn member(c: &Chrome, m: &OneMember, raw: &Raw, errors: &Errors) -> Markup {
    let lang = c.lang;
    let w = &m.who;
    let ambassador = w.rank == Rank::Ambassador;
    let body = html! {
        p { a href=(paths::StaffProgramme) { (lang.desk_title()) } }
        h1 dir="auto" { (w.display_name) }
        (parts::person(c, &w.username, &w.display_name, w.rank, html! {}))
        p { a href=(paths::User { username: &w.username }) { (lang.desk_read_answers()) } }
        @if let Some(t) = &m.term { p { (lang.ambassadors_term_text(when::date(lang, &c.zone, t.began_at), when::date(lang, &c.zone, t.ends_at))) } }
        @if let Some(o) = &m.offer { (banner(Tone::Info, html! { p { (lang.desk_offer_is(offer_state(lang, o.state))) } })) }
        @if ambassador { h2 { (lang.ambassadors_keep(letters::rank(lang, w.rank))) } (parts::measures(lang, &m.kept)) }
        @else { h2 { (lang.ambassadors_next(letters::rank(lang, Rank::Ambassador))) } (parts::measures(lang, if w.rank == Rank::Emeritus { &m.kept } else { &m.asked })) }
        (form::summary(lang, errors))
        @if m.may || ambassador {
            h2 { (lang.desk_decide()) }
            form method="post" action=(paths::StaffMember { username: &w.username }) novalidate {
                @if !matches!(w.rank, Rank::Member | Rank::Emeritus) {
                    @let list: Vec<(&str, &str)> = std::iter::once(("", lang.desk_no_reason())).chain(Public::ALL.iter().map(|r| (r.word(), r.label(lang)))).collect();
                    (Field::new("public", lang.desk_public_reason()).hint(lang.desk_public_reason_hint()).value(&raw.public).error(errors).select(lang, &list))
                }
                (Field::new("reason", lang.claims_reason()).hint(lang.claims_reason_hint()).value(&raw.reason).maxlength(500).rows(3).required().error(errors).textarea(lang))
                div.bar {
                    @match m.offer.as_ref().map(|o| o.state) {
                        Some(OfferState::ToConfirm) => {
                            button.btn.pri name="decision" value="confirm" { (lang.desk_confirm()) }
                            button.btn name="decision" value="refuse" { (lang.desk_refuse()) }
                        }
                        Some(_) => { button.btn name="decision" value="refuse" { (lang.desk_withdraw()) } }
                        None if !ambassador => { button.btn.pri name="decision" value="invite" { (lang.desk_invite()) } }
                        None => {}
                    }
                    @if !matches!(w.rank, Rank::Member | Rank::Emeritus) { button.btn.bad name="decision" value="suspend" { (lang.desk_suspend()) } }
                }
            }
        }
        h2 { (lang.ambassadors_history()) }
        @if m.events.is_empty() { p { (lang.ambassadors_history_none()) } }
        (parts::history(c, &m.events, false))
    };
    layout::page(c, &Page { title: &w.display_name, noindex: true, errors: !errors.is_empty(), ..Page::default() }, layout::section(body))
}

fn yes_or_no(lang: Lang, action: impl std::fmt::Display, reason: &str, yes: &str, no: &str, errors: &Errors) -> Markup {
    html! {
        (form::summary(lang, errors))
        form method="post" action=(action) novalidate {
            (Field::new("reason", lang.claims_reason()).hint(lang.claims_reason_hint()).value(reason).maxlength(500).rows(3).required().error(errors).textarea(lang))
            div.bar { button.btn.pri name="decision" value="yes" { (yes) } button.btn name="decision" value="no" { (no) } }
        }
    }
}

pub fn nomination(c: &Chrome, n: &Nomination, said: &[Testimonial], reason: &str, errors: &Errors) -> Markup {
    let lang = c.lang;
    let title = lang.nominations_of(&n.nominee_name);
    let body = html! {
        p { a href=(paths::StaffProgramme) { (lang.desk_title()) } }
        h1 { (title) }
        dl.facts {
            div { dt { (lang.nominations_nominee()) } dd { (link(&n.nominee, &n.nominee_name)) } }
            div { dt { (lang.nominations_by()) } dd { (link(&n.by, &n.by_name)) ", " (when::ago(c, n.made_at)) } }
            div { dt { (lang.nominations_state()) } dd { (nominations::state(lang, n.state)) @if let Some(due) = n.due_at { ", " (lang.nominations_due(when::date(lang, &c.zone, due))) } } }
        }
        h2 { (lang.nominations_words()) }
        @for line in n.words.lines() { p dir="auto" { (line) } }
        h2 { (lang.nominations_testimonials()) }
        (nominations::testimonials(c, said))
        @if n.state == entity::NominationState::Complete {
            h2 { (lang.desk_decide()) }
            (yes_or_no(lang, paths::StaffNomination { id: n.id }, reason, lang.desk_grant(), lang.desk_refuse_nomination(), errors))
        } @else if !n.reason.is_empty() { p dir="auto" { (lang.ambassadors_reason(&n.reason)) } }
    };
    layout::page(c, &Page { title: &title, noindex: true, errors: !errors.is_empty(), ..Page::default() }, layout::section(body))
}

/// `judge`: may this reader decide, and only because there is nobody else?
pub fn appeal(c: &Chrome, a: &Appeal, judge: Option<bool>, reason: &str, errors: &Errors) -> Markup {
    let lang = c.lang;
    let title = lang.desk_appeal_of(&a.display_name);
    let body = html! {
        p { a href=(paths::StaffProgramme) { (lang.desk_title()) } }
        h1 { (title) }
        dl.facts {
            div { dt { (lang.desk_member()) } dd { (link(&a.username, &a.display_name)) } }
            div { dt { (lang.desk_decision()) } dd {
                (letters::rank(lang, a.rank_before)) " → " (letters::rank(lang, a.rank_after)) ", " (when::ago(c, a.event_at))
                ", " @match &a.event_by_name { Some(by) => (lang.ambassadors_by(by)), None => (lang.desk_by_rules()) }
            } }
        }
        @if !a.event_reason.is_empty() { p dir="auto" { (lang.ambassadors_reason(reasons::shown(lang, &a.event_reason))) } }
        h2 { (lang.desk_appeal_words()) }
        @for line in a.words.lines() { p dir="auto" { (line) } }
        @match (a.decided_at, judge) {
            (Some(at), _) => { p { (when::ago(c, at)) ": " @if a.overturned == Some(true) { (lang.ambassadors_appeal_won()) } @else { (lang.ambassadors_appeal_lost()) } } p dir="auto" { (a.reason) } }
            (None, None) => { (banner(Tone::Warn, html! { p { (lang.desk_not_you()) } })) }
            (None, Some(alone)) => {
                @if alone { (banner(Tone::Warn, html! { p { (lang.ambassadors_no_second()) } })) }
                h2 { (lang.desk_decide()) }
                (yes_or_no(lang, paths::StaffAppeal { id: a.id }, reason, lang.desk_overturn(), lang.desk_stays(), errors))
            }
        }
    };
    layout::page(c, &Page { title: &title, noindex: true, errors: !errors.is_empty(), ..Page::default() }, layout::section(body))
}
