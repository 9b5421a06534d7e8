//! The catalogue and the claims, as managers see them.

use entity::{PerkClaimId, PerkState, Rank};
use maud::{Markup, html};

use super::super::forms::{Raw, RawDecision};
use super::super::money;
use super::super::queries::{Claim, Perk};
use super::member::state;
use super::title;
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout::{self, Page};
use crate::ui::lists::empty;
use crate::ui::{Icon, icon, when};
use crate::web::paths;

fn frame(c: &Chrome, title: &str, errors: &Errors, body: Markup) -> Markup {
    layout::page(c, &Page { title, noindex: true, errors: !errors.is_empty(), quiet: true, ..Page::default() }, layout::section(body))
}

pub struct List<'a> {
    pub perks: &'a [Perk],
    pub waiting: usize,
    pub years: &'a [i64],
    pub raw: &'a Raw,
    pub errors: &'a Errors,
    pub currency: &'a str,
}

fn fields(c: &Chrome, raw: &Raw, errors: &Errors, currency: &str, codes: bool) -> Markup {
    let lang = c.lang;
    let ranks = [(Rank::Ambassador.word(), lang.perks_ambassadors()), (Rank::Expert.word(), lang.perks_experts())];
    html! {
        (Field::new("title_en", lang.perks_field_title_en()).value(&raw.title_en).error(errors).maxlength(150).required().text(lang))
        (Field::new("text_en", lang.perks_field_text_en()).value(&raw.text_en).error(errors).rows(3).optional().textarea(lang))
        (Field::new("title_fr", lang.perks_field_title_fr()).value(&raw.title_fr).error(errors).maxlength(150).required().text(lang))
        (Field::new("text_fr", lang.perks_field_text_fr()).value(&raw.text_fr).error(errors).rows(3).optional().textarea(lang))
        (Field::new("value", &lang.perks_field_value(currency)).hint(lang.perks_field_value_hint()).value(&raw.value).error(errors).inputmode("numeric").required().text(lang))
        @if codes { (form::hidden("stock", &raw.stock)) p.hint { (lang.perks_stock_by_codes()) } }
        @else { (Field::new("stock", lang.perks_field_stock()).hint(lang.perks_field_stock_hint()).value(&raw.stock).error(errors).inputmode("numeric").optional().text(lang)) }
        (Field::new("per_member", lang.perks_field_per_member()).value(&raw.per_member).error(errors).inputmode("numeric").required().text(lang))
        (Field::new("rank", lang.perks_field_rank()).value(&raw.rank).error(errors).select(lang, &ranks))
    }
}

pub fn list(c: &Chrome, l: &List<'_>) -> Markup {
    let lang = c.lang;
    let body = html! {
        (form::summary(lang, l.errors))
        h1 { (lang.perks_catalogue()) }
        p { a.btn href=(paths::StaffPerkClaims) { (icon(Icon::Inbox)) (lang.perks_claims()) " (" (lang.number(i64::try_from(l.waiting).unwrap_or(i64::MAX))) ")" } }
        @if !l.years.is_empty() {
            p.meta { span { (lang.perks_values()) } @for y in l.years { a href=(paths::with_query(paths::StaffPerkValues, &[("year", &y.to_string())])) { (y) } } }
        }
        @if l.perks.is_empty() { (empty(lang.perks_none(), None)) }
        ul.index role="list" {
            @for k in l.perks {
                li {
                    h2 { a href=(paths::StaffPerk { id: k.id }) dir="auto" { (title(lang, &k.title_en, &k.title_fr)) } }
                    p.meta {
                        @if k.retired_at.is_some() { span.st { (icon(Icon::Ban)) (lang.perks_retired()) } }
                        span { (money(lang, l.currency, k.value)) }
                        @if let Some(left) = k.left() { span { (lang.perks_left(left.max(0))) } }
                        span { (lang.perks_taken(k.taken)) }
                    }
                }
            }
        }
        h2.mt-l { (lang.perks_new()) }
        form method="post" action=(paths::StaffPerks) novalidate { (fields(c, l.raw, l.errors, l.currency, false)) (form::submit(lang.perks_save())) }
    };
    frame(c, lang.perks_catalogue(), l.errors, body)
}

pub fn one(c: &Chrome, k: &Perk, raw: &Raw, errors: &Errors, currency: &str) -> Markup {
    let lang = c.lang;
    let name = title(lang, &k.title_en, &k.title_fr);
    let body = html! {
        (form::summary(lang, errors))
        p { a href=(paths::StaffPerks) { (lang.perks_catalogue()) } }
        h1 dir="auto" { (name) }
        p.meta { @if k.retired_at.is_some() { span.st { (icon(Icon::Ban)) (lang.perks_retired()) } } @if let Some(left) = k.left() { span { (lang.perks_left(left.max(0))) } } span { (lang.perks_taken(k.taken)) } }
        form method="post" action=(paths::StaffPerk { id: k.id }) novalidate { (fields(c, raw, errors, currency, k.codes)) (form::submit(lang.perks_save())) }
        h2.mt-l { (lang.perks_codes()) }
        form method="post" action=(paths::StaffPerkCodes { id: k.id }) novalidate {
            (Field::new("codes", lang.perks_field_codes()).hint(lang.perks_field_codes_hint()).error(errors).rows(6).textarea(lang))
            button.btn { (lang.perks_codes_load()) }
        }
        @if k.retired_at.is_none() {
            h2.mt-l { (lang.perks_retire()) }
            p { (lang.perks_retire_text()) }
            (form::post_button(paths::StaffPerkRetire { id: k.id }, lang.perks_retire(), "bad"))
        }
    };
    frame(c, name, errors, body)
}

pub fn claims(c: &Chrome, waiting: &[Claim], others: &[Claim], trouble: Option<(PerkClaimId, &RawDecision)>, errors: &Errors, currency: &str) -> Markup {
    let lang = c.lang;
    let body = html! {
        (form::summary(lang, errors))
        p { a href=(paths::StaffPerks) { (lang.perks_catalogue()) } }
        h1 { (lang.perks_claims()) }
        @if waiting.is_empty() { (empty(lang.perks_claims_none(), None)) }
        ul.index role="list" { @for k in waiting { li { (claim(c, k, trouble.filter(|(id, _)| *id == k.id).map(|(_, raw)| raw), errors, currency)) } } }
        @if !others.is_empty() {
            h2.mt-l { (lang.perks_claims_before()) }
            ul.index role="list" {
                @for k in others {
                    li {
                        (line(c, k, currency))
                        @if k.state == PerkState::Fulfilled && !k.waits {
                            form.inline method="post" action=(paths::StaffPerkClaim { id: k.id }) { (form::hidden("decision", "done")) button.btn.quiet { (lang.perks_mark_done()) span.vh { " " (k.display_name) } } }
                        }
                    }
                }
            }
        }
    };
    frame(c, lang.perks_claims(), errors, body)
}

fn line(c: &Chrome, k: &Claim, currency: &str) -> Markup {
    let lang = c.lang;
    html! {
        p { strong dir="auto" { (title(lang, &k.title_en, &k.title_fr)) } " " a href=(paths::User { username: &k.username }) dir="auto" { (k.display_name) } }
        p.meta {
            span.st { (state(c, k.state)) }
            @if k.value > 0 { span { (money(lang, currency, k.value)) } }
            @if k.adult { span { (lang.perks_is_adult()) } }
            span { (lang.perks_claimed()) " " (when::ago(c, k.claimed_at)) }
            @if let Some(mask) = &k.mask { code { (mask) } }
        }
        @if !k.reason.is_empty() { p dir="auto" { (lang.perks_reason()) " " (k.reason) } }
    }
}

fn claim(c: &Chrome, k: &Claim, typed: Option<&RawDecision>, errors: &Errors, currency: &str) -> Markup {
    let lang = c.lang;
    let wrong = |field: &str| typed.and_then(|_| errors.of(field));
    let id = |field: &str| if typed.is_some() { format!("f-{field}") } else { format!("{field}-{}", k.id) };
    html! {
        (line(c, k, currency))
        form.panel method="post" action=(paths::StaffPerkClaim { id: k.id }) novalidate {
            div.f.err[wrong("code").is_some()] {
                label for=(id("code")) { (lang.perks_type_code()) " " span.opt { (lang.ui_optional()) } }
                @if k.free_codes > 0 { p.hint { (lang.perks_type_code_hint(k.free_codes)) } }
                @if let Some(why) = wrong("code") { p.emsg { span.vh { (lang.ui_error_prefix()) } (why) } }
                input type="text" id=(id("code")) name="code" value=(typed.map(|t| t.code.as_str()).unwrap_or_default()) autocomplete="off";
            }
            div.f.err[wrong("reason").is_some()] {
                label for=(id("reason")) { (lang.perks_decline_reason()) }
                @if let Some(why) = wrong("reason") { p.emsg { span.vh { (lang.ui_error_prefix()) } (why) } }
                input type="text" id=(id("reason")) name="reason" maxlength="500" value=(typed.map(|t| t.reason.as_str()).unwrap_or_default());
            }
            div.bar { button.btn.pri name="decision" value="fulfil" { (lang.perks_fulfil()) } button.btn.quiet name="decision" value="decline" { (lang.perks_decline()) } }
        }
    }
}
