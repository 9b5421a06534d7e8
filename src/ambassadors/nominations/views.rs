//! Pages of nominations.

use entity::NominationState;
use maud::{Markup, html};

use super::queries::{Nomination, Testimonial};
use super::routes::Raw;
use crate::i18n::Lang;
use crate::rules::numbers::Programme;
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout::{self, Page};
use crate::ui::when;
use crate::web::paths;

pub fn form(c: &Chrome, raw: &Raw, rules: &Programme, errors: &Errors) -> Markup {
    let lang = c.lang;
    let body = html! {
        p { a href=(paths::Ambassadors) { (lang.ambassadors_title()) } }
        h1 { (lang.nominations_title()) }
        p { (lang.nominations_text(rules.testimonials, rules.nomination_answer_days)) }
        (form::summary(lang, errors))
        form method="post" action=(paths::AmbassadorsNominate) novalidate {
            (Field::new("username", lang.nominations_username()).hint(lang.nominations_username_hint()).value(&raw.username).maxlength(31).required().autocomplete("off").error(errors).text(lang))
            (Field::new("words", lang.nominations_why()).hint(lang.nominations_why_hint()).value(&raw.words).maxlength(500).rows(5).required().error(errors).textarea(lang))
            (form::submit(lang.nominations_send()))
        }
    };
    layout::page(c, &Page { title: lang.nominations_title(), noindex: true, errors: !errors.is_empty(), ..Page::default() }, layout::section(body))
}

/// A nomination as one reader sees it.
pub struct Seen {
    pub n: Nomination,
    pub testimonials: Vec<Testimonial>,
    pub needed: i64,
    /// The reader is the nominee.
    pub mine: bool,
    /// One of the two it is between, or of the brand.
    pub party: bool,
    pub said: bool,
    pub may_testify: bool,
}

pub fn state(lang: Lang, state: NominationState) -> &'static str {
    match state {
        NominationState::Asked => lang.nominations_state_asked(),
        NominationState::Open => lang.nominations_state_open(),
        NominationState::Complete => lang.nominations_state_complete(),
        NominationState::Granted => lang.nominations_state_granted(),
        NominationState::Refused => lang.nominations_state_refused(),
        NominationState::Declined => lang.nominations_state_declined(),
        NominationState::Withdrawn => lang.nominations_state_withdrawn(),
    }
}

/// What people testified.
pub fn testimonials(c: &Chrome, all: &[Testimonial]) -> Markup {
    let lang = c.lang;
    html! {
        ul.plain role="list" {
            @for t in all {
                li {
                    blockquote dir="auto" { @for line in t.words.lines() { p { (line) } } }
                    p.meta { @if t.username.is_empty() { (lang.ui_former_member()) } @else { a href=(paths::User { username: &t.username }) dir="auto" { (t.display_name) } } ", " (when::ago(c, t.at)) }
                }
            }
        }
    }
}

pub fn page(c: &Chrome, s: &Seen, words: &str, errors: &Errors) -> Markup {
    let lang = c.lang;
    let n = &s.n;
    let title = lang.nominations_of(&n.nominee_name);
    let body = html! {
        p { a href=(paths::Ambassadors) { (lang.ambassadors_title()) } }
        h1 { (title) }
        dl.facts {
            div { dt { (lang.nominations_nominee()) } dd { a href=(paths::User { username: &n.nominee }) dir="auto" { (n.nominee_name) } } }
            div { dt { (lang.nominations_by()) } dd { span dir="auto" { (n.by_name) } ", " (when::ago(c, n.made_at)) } }
            div { dt { (lang.nominations_state()) } dd { (state(lang, n.state)) @if let Some(due) = n.due_at.filter(|_| n.state == NominationState::Complete) { ", " (lang.nominations_due(when::date(lang, &c.zone, due))) } } }
        }
        h2 { (lang.nominations_words()) }
        @for line in n.words.lines() { p dir="auto" { (line) } }
        @if !n.reason.is_empty() && s.party { h2 { (lang.nominations_answer()) } p dir="auto" { (n.reason) } }
        (form::summary(lang, errors))
        @if s.mine && n.state == NominationState::Asked {
            h2 { (lang.nominations_consent()) }
            p { (lang.nominations_consent_text(s.needed)) }
            form method="post" action=(paths::NominationConsent { id: n.id }) {
                div.bar { button.btn.pri name="answer" value="yes" { (lang.nominations_yes()) } button.btn name="answer" value="no" { (lang.nominations_no()) } }
            }
        } @else if s.mine && matches!(n.state, NominationState::Open | NominationState::Complete) {
            form.inline method="post" action=(paths::NominationConsent { id: n.id }) { button.btn name="answer" value="no" { (lang.nominations_stop()) } }
        }
        @if !matches!(n.state, NominationState::Asked | NominationState::Declined) {
            h2 { (lang.nominations_testimonials()) }
            p { (lang.nominations_so_far(s.testimonials.len() as i64, s.needed)) }
            (testimonials(c, &s.testimonials))
            @if s.may_testify && !s.said {
                form method="post" action=(paths::NominationTestify { id: n.id }) novalidate {
                    (Field::new("words", lang.nominations_testify()).hint(lang.nominations_testify_hint()).value(words).maxlength(500).rows(4).required().error(errors).textarea(lang))
                    (form::submit(lang.nominations_testify_send()))
                }
            } @else if !s.mine && !s.said { p.hint { (lang.nominations_who_may()) } }
        }
    };
    layout::page(c, &Page { title: &title, noindex: true, errors: !errors.is_empty(), ..Page::default() }, layout::section(body))
}
