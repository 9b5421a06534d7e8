//! What members see of perks: the catalogue with what each is worth, and their own claims.

use entity::{PerkClaimId, PerkId, PerkState, Rank};
use maud::{Markup, html};

use super::super::money;
use super::super::queries::{Claim, Perk};
use super::title;
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors};
use crate::ui::layout::{self, Page as Frame};
use crate::ui::lists::{Tone, banner, empty};
use crate::ui::{Icon, icon, when};
use crate::web::paths;

/// A perk, and why this reader cannot claim it, if they cannot.
pub struct Offer {
    pub perk: Perk,
    pub open: Result<(), String>,
}

pub struct Page<'a> {
    pub offers: Vec<Offer>,
    pub mine: &'a [Claim],
    /// Value of this year's claims, and the most it can be.
    pub spent: i64,
    pub cap: i64,
    pub after_days: i64,
    pub currency: &'a str,
    /// The one whose claim was refused.
    pub refused: Option<PerkId>,
    /// A code that was asked for: here and never again.
    pub revealed: Option<(PerkClaimId, &'a str)>,
    pub errors: &'a Errors,
}

pub fn page(c: &Chrome, p: &Page<'_>) -> Markup {
    let lang = c.lang;
    let body = html! {
        (layout::section(html! {
            (form::summary(lang, p.errors))
            h1 { (lang.perks_title()) }
            p { (lang.perks_text(&c.brand.team)) " " (lang.perks_rules(p.after_days, money(lang, p.currency, p.cap))) }
            @if p.spent > 0 {
                p { (lang.perks_spent(money(lang, p.currency, p.spent), money(lang, p.currency, p.cap))) " "
                    meter min="0" max=(p.cap) value=(p.spent.min(p.cap)) aria-label=(lang.perks_this_year()) {} }
            }
            @if p.offers.is_empty() { (empty(lang.perks_none(), None)) }
        }))
        @for o in &p.offers { (offer(c, p, o)) }
        @if !p.mine.is_empty() {
            (layout::section(html! { h2 id="mine" { (lang.perks_mine()) } }))
            @for claim in p.mine { (own(c, p, claim)) }
        }
    };
    layout::page(c, &Frame { title: lang.perks_title(), noindex: true, errors: !p.errors.is_empty(), quiet: true, ..Frame::default() }, body)
}

fn offer(c: &Chrome, p: &Page<'_>, o: &Offer) -> Markup {
    let (lang, k) = (c.lang, &o.perk);
    let adult = format!("adult-{}", k.id);
    let refused = p.refused == Some(k.id) && p.errors.of("adult").is_some();
    html! {
        article.card id={ "perk-" (k.id) } {
            div.b {
                h2 dir="auto" { (title(lang, &k.title_en, &k.title_fr)) }
                @let text = title(lang, &k.text_en, &k.text_fr);
                @if !text.is_empty() { p.pre dir="auto" { (text) } }
                div.meta {
                    span { (if k.rank == Rank::Ambassador { lang.perks_ambassadors() } else { lang.perks_experts() }) }
                    @if let Some(left) = k.left() { span { (lang.perks_left(left.max(0))) } }
                    span { (lang.perks_per_member(k.per_member)) }
                }
                @match &o.open {
                    Ok(()) => {
                        form method="post" action=(paths::PerkClaim { id: k.id }) {
                            @if k.value > 0 {
                                @if refused { p.emsg { span.vh { (lang.ui_error_prefix()) } (p.errors.of("adult").unwrap_or_default()) } }
                                div.check { input type="checkbox" id=(if refused { "f-adult" } else { adult.as_str() }) name="adult" value="1"; label for=(if refused { "f-adult" } else { adult.as_str() }) { (lang.perks_adult()) } }
                            }
                            button.btn.pri { (icon(Icon::Award)) (lang.perks_claim()) span.vh { " " (title(lang, &k.title_en, &k.title_fr)) } }
                        }
                    }
                    Err(why) => p.hint { (icon(Icon::Lock)) " " (why) },
                }
            }
            div.m { @if k.value > 0 { b { (money(lang, p.currency, k.value)) } " " span { (lang.perks_worth()) } } }
        }
    }
}

fn own(c: &Chrome, p: &Page<'_>, claim: &Claim) -> Markup {
    let lang = c.lang;
    let revealed = p.revealed.filter(|(id, _)| *id == claim.id).map(|(_, code)| code);
    html! {
        article.card {
            div.b {
                h3 dir="auto" { (title(lang, &claim.title_en, &claim.title_fr)) }
                div.meta { span.st { (state(c, claim.state)) } span { (lang.perks_claimed()) " " (when::ago(c, claim.claimed_at)) } }
                @if let Some(code) = revealed {
                    (banner(Tone::Good, html! { p { (lang.perks_your_code()) } p { code.code { (code) } } p { (lang.perks_code_once()) } }))
                } @else if let Some(mask) = claim.mask.as_deref().filter(|_| !claim.waits) {
                    p { (lang.perks_code_was()) " " code { (mask) } }
                }
                @match claim.state {
                    PerkState::Claimed => { (form::post_button(paths::PerkCancel { id: claim.id }, lang.perks_cancel(), "quiet")) }
                    PerkState::Fulfilled if claim.waits => { p { (lang.perks_code_waits()) } (form::post_button(paths::PerkReveal { id: claim.id }, lang.perks_reveal(), "pri")) }
                    PerkState::Fulfilled => { (form::post_button(paths::PerkReceived { id: claim.id }, lang.perks_received(), "quiet")) }
                    PerkState::Declined => { p dir="auto" { (lang.perks_reason()) " " (claim.reason) } }
                    PerkState::Done | PerkState::Cancelled => {}
                }
            }
            div.m { @if claim.value > 0 { b { (money(lang, p.currency, claim.value)) } } }
        }
    }
}

/// Where a claim stands, in a word.
pub fn state(c: &Chrome, state: PerkState) -> Markup {
    let lang = c.lang;
    let (glyph, word) = match state {
        PerkState::Claimed => (Icon::Clock, lang.perks_state_claimed()),
        PerkState::Fulfilled => (Icon::Bell, lang.perks_state_fulfilled()),
        PerkState::Done => (Icon::Check, lang.perks_state_done()),
        PerkState::Declined => (Icon::X, lang.perks_state_declined()),
        PerkState::Cancelled => (Icon::Undo, lang.perks_state_cancelled()),
    };
    html! { (icon(glyph)) (word) }
}
