//! What several pages of the programme show alike. Plain data in, markup out.

use entity::{Rank, RankEventKind};
use maud::{Markup, html};

use super::charter::Charter;
use super::history::Event;
use super::people::{Person as Honoured, Topic};
use crate::i18n::Lang;
use crate::rules::standing::{Criterion, What};
use crate::standing::{letters, reasons};
use crate::ui::chrome::Chrome;
use crate::ui::people::{self, Person, Standing};
use crate::ui::post::prose;
use crate::ui::{Icon, icon, when};
use crate::web::paths;

/// A number in words: `12`, `80 %`.
fn amount(lang: Lang, what: What, n: i64) -> String {
    match what {
        What::Share | What::Clarity => lang.programme_percent(n),
        _ => lang.number(n),
    }
}

/// Each number beside what is asked for, as a gauge and in words, with what is missing.
pub fn measures(lang: Lang, all: &[Criterion]) -> Markup {
    html! {
        ul.measures role="list" {
            @for c in all {
                @let label = c.what.label(lang);
                li {
                    span { (label) }
                    span.num {
                        @if c.what == What::Sanctions { (lang.number(c.have)) }
                        @else { (lang.ambassadors_of(amount(lang, c.what, c.have), amount(lang, c.what, c.need))) }
                    }
                    @if c.what != What::Sanctions && c.need > 0 { meter min="0" max=(c.need) value=(c.have.clamp(0, c.need)) aria-label=(label) {} }
                    span.note {
                        @if !c.asked { (lang.ambassadors_not_asked()) }
                        @else if c.met { (icon(Icon::Check)) " " (lang.ambassadors_met()) }
                        @else if c.what == What::Sanctions { (icon(Icon::X)) " " (lang.ambassadors_sanctioned()) }
                        @else { (icon(Icon::X)) " " (lang.ambassadors_missing(amount(lang, c.what, c.missing()))) }
                    }
                }
            }
        }
    }
}

/// The charter's points, and what the brand adds.
pub fn charter(lang: Lang, charter: &Charter) -> Markup {
    html! {
        ul.charter { @for point in &charter.points { li { (point) } } }
        @if let Some(own) = &charter.additions { h3 { (lang.ambassadors_charter_own()) } (prose(lang.code(), own)) }
    }
}

/// A person with what follows the name.
pub fn person(c: &Chrome, username: &str, display_name: &str, rank: Rank, rest: Markup) -> Markup {
    let rank = Standing::from_word(rank.word());
    let person = Person { username: username.into(), display_name: display_name.into(), rank, official: false, imported: false, avatar: None };
    html! { div.who { (people::avatar(&c.brand, &person)) (people::name(c.lang, &person)) (people::role(c.lang, &c.brand, &person)) (rest) } }
}

fn topic(t: &Topic) -> Markup {
    html! {
        @if let (Some(slug), Some(name)) = (&t.slug, &t.category) { a.tag.cat href=(paths::Category { slug }) { (name) } }
        @else if let Some(tag) = &t.tag { a.tag rel="tag" href=(paths::Tag { name: tag }) { (tag) } }
    }
}

/// An ambassador or emeritus in a list, with their topics.
pub fn honoured(c: &Chrome, p: &Honoured, rank: Rank) -> Markup {
    let lang = c.lang;
    html! {
        (person(c, &p.username, &p.display_name, rank, html! {
            @if let Some(at) = p.at {
                span {
                    @if rank == Rank::Ambassador { (lang.ambassadors_since(when::date(lang, &c.zone, at))) }
                    @else { (lang.ambassadors_until(when::date(lang, &c.zone, at))) }
                }
            }
        }))
        @if rank == Rank::Ambassador { p.meta { span { (lang.ambassadors_benefits(&c.brand.name)) } } }
        @if !p.topics.is_empty() { div.tags { @for t in &p.topics { (topic(t)) } } }
    }
}

fn deed(lang: Lang, kind: RankEventKind) -> &'static str {
    match kind {
        RankEventKind::Promoted => lang.ambassadors_event_promoted(),
        RankEventKind::Offered => lang.ambassadors_event_offered(),
        RankEventKind::Invited => lang.ambassadors_event_invited(),
        RankEventKind::Confirmed => lang.ambassadors_event_confirmed(),
        RankEventKind::Accepted => lang.ambassadors_event_accepted(),
        RankEventKind::Declined => lang.ambassadors_event_declined(),
        RankEventKind::Lapsed => lang.ambassadors_event_lapsed(),
        RankEventKind::Notice => lang.ambassadors_event_notice(),
        RankEventKind::NoticeEnded => lang.ambassadors_event_notice_ended(),
        RankEventKind::Lost => lang.ambassadors_event_lost(),
        RankEventKind::Returned => lang.ambassadors_event_returned(),
        RankEventKind::Renewed => lang.ambassadors_event_renewed(),
        RankEventKind::Left => lang.ambassadors_event_left(),
        RankEventKind::Suspended => lang.ambassadors_event_suspended(),
        RankEventKind::Reinstated => lang.ambassadors_event_reinstated(),
        RankEventKind::TimeOff => lang.ambassadors_event_time_off(),
    }
}

/// What happened to a rank, newest first, with the numbers of that moment. `appeal`: what can be appealed against.
pub fn history(c: &Chrome, events: &[Event], appeal: bool) -> Markup {
    let lang = c.lang;
    html! {
        ol.plain.history role="list" {
            @for e in events {
                li {
                    p {
                        b { (deed(lang, e.kind)) }
                        @if e.rank_before != e.rank_after { ": " (letters::rank(lang, e.rank_before)) " → " (letters::rank(lang, e.rank_after)) }
                        br; span.under {
                            (when::ago(c, e.at)) ", "
                            @match &e.by { Some(by) => (lang.ambassadors_by(by)), None => (lang.ambassadors_by_rules(e.version)) }
                        }
                    }
                    @if !e.reason.is_empty() && e.kind != RankEventKind::TimeOff { p dir="auto" { (lang.ambassadors_reason(reasons::shown(lang, &e.reason))) } }
                    @if e.numbers.is_some() {
                        details { summary { (lang.ambassadors_numbers_then()) } ul { @for (label, value) in e.lines(lang) { li { (label) ": " (value) } } } }
                    }
                    @if appeal && e.appealable { p { a href=(paths::AmbassadorsAppeal { id: e.id }) { (lang.ambassadors_appeal()) } } }
                }
            }
        }
    }
}
