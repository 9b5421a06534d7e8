//! "This is me", and the pages where managers decide it.

use entity::ClaimState;
use maud::{Markup, html};

use super::queries::{Claim, Placeholder};
use crate::i18n::Lang;
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout::{self, Page};
use crate::ui::lists::{Tone, banner, empty};
use crate::ui::when;
use crate::web::paths;

/// What the member sees of an imported person.
pub struct Form<'a> {
    pub placeholder: &'a Placeholder,
    /// The member proved this person's address: no further proof is wanted.
    pub offered: bool,
    /// A request waits already.
    pub asked: bool,
    pub proof: &'a str,
}

pub fn request(c: &Chrome, f: &Form<'_>, errors: &Errors) -> Markup {
    let lang = c.lang;
    let p = f.placeholder;
    let body = html! {
        h1 { (lang.claims_title()) }
        p { (lang.claims_text(p.posts)) " " a href=(paths::User { username: &p.username }) dir="auto" { (p.display_name) } }
        p { (lang.claims_effect()) }
        @if f.asked {
            (banner(Tone::Info, html! { p { (lang.claims_asked()) } }))
        } @else if f.offered {
            p { (lang.claims_offered()) }
            form method="post" action=(paths::UserClaim { username: &p.username }) { (form::submit(lang.claims_take())) }
        } @else {
            (form::summary(lang, errors))
            form method="post" action=(paths::UserClaim { username: &p.username }) novalidate {
                (Field::new("proof", lang.claims_proof()).hint(lang.claims_proof_hint()).value(f.proof).maxlength(500).rows(5).error(errors).textarea(lang))
                (form::submit(lang.claims_send()))
            }
        }
    };
    layout::page(c, &Page { title: lang.claims_title(), noindex: true, errors: !errors.is_empty(), ..Page::default() }, layout::section(body))
}

fn state(lang: Lang, state: ClaimState) -> &'static str {
    match state {
        ClaimState::Pending => lang.claims_pending(),
        ClaimState::Approved => lang.claims_approved(),
        ClaimState::Rejected => lang.claims_rejected(),
        ClaimState::Reverted => lang.claims_reverted(),
    }
}

pub fn list(c: &Chrome, claims: &[Claim]) -> Markup {
    let lang = c.lang;
    let body = html! {
        h1 { (lang.ui_claims()) }
        p { (lang.claims_list_text()) }
        @if claims.is_empty() { (empty(lang.claims_none(), None)) }
        ul.plain role="list" {
            @for claim in claims {
                li {
                    p {
                        a href=(paths::StaffClaim { id: claim.id }) { (lang.claims_line(&claim.username, &claim.placeholder_name)) }
                        br; (state(lang, claim.state)) " · " (when::ago(c, claim.decided_at.unwrap_or(claim.created_at)))
                    }
                }
            }
        }
    };
    layout::page(c, &Page { title: lang.ui_claims(), noindex: true, ..Page::default() }, layout::section(body))
}

pub fn claim(c: &Chrome, claim: &Claim, reason: &str, errors: &Errors) -> Markup {
    let lang = c.lang;
    let title = lang.claims_line(&claim.username, &claim.placeholder_name);
    let pending = claim.state == ClaimState::Pending;
    let body = html! {
        p { a href=(paths::StaffClaims) { (lang.ui_claims()) } }
        h1 { (title) }
        dl {
            dt { (lang.claims_member()) } dd { a href=(paths::User { username: &claim.username }) dir="auto" { (claim.display_name) } " (" (claim.username) "), " (lang.claims_since()) " " (when::ago(c, claim.joined_at)) }
            dt { (lang.claims_person()) } dd {
                a href=(paths::User { username: &claim.placeholder }) dir="auto" { (claim.placeholder_name) } ", " (lang.claims_posts(if pending { claim.posts } else { claim.moved }))
                @if let Some(source) = &claim.source { ", " (source) }
                @if let Some(url) = claim.source_url.as_deref().filter(|u| u.starts_with("https://") || u.starts_with("http://")) { br; a href=(url) rel="nofollow noopener noreferrer" { (url) } }
            }
            dt { (lang.claims_proof_given()) } dd { @for line in claim.proof.lines() { p dir="auto" { (line) } } }
            dt { (lang.claims_state()) } dd { (state(lang, claim.state)) ", " (when::ago(c, claim.decided_at.unwrap_or(claim.created_at))) @if let Some(by) = &claim.decided_by { ", " (by) } }
            @if let Some(reason) = &claim.reason { dt { (lang.claims_reason()) } dd { (reason) } }
        }
        @if pending || claim.undoable(c.now) {
            (form::summary(lang, errors))
            form method="post" action=(paths::StaffClaim { id: claim.id }) novalidate {
                (Field::new("reason", lang.claims_reason()).hint(lang.claims_reason_hint()).value(reason).maxlength(500).rows(3).error(errors).textarea(lang))
                @if pending {
                    p { (lang.claims_approve_effect()) }
                    button.btn.pri name="decision" value="approve" { (lang.claims_approve()) }
                    " "
                    button.btn name="decision" value="reject" { (lang.claims_reject()) }
                } @else {
                    p { (lang.claims_revert_effect()) }
                    button.btn.bad name="decision" value="revert" { (lang.claims_revert()) }
                }
            }
        }
    };
    layout::page(c, &Page { title: &title, noindex: true, errors: !errors.is_empty(), ..Page::default() }, layout::section(body))
}
