//! Suggested edits with what they change, and the decision.

use entity::{PostKind, SuggestionState};
use maud::{Markup, html};

use super::{Card, Suggestions, by, change, whole};
use crate::ui::chrome::Chrome;
use crate::ui::form;
use crate::ui::layout::{self, Page};
use crate::ui::lists::{self, Tone, banner};
use crate::ui::{Icon, icon, when};
use crate::web::paths;

pub fn page(c: &Chrome, s: &Suggestions) -> Markup {
    let lang = c.lang;
    let body = html! {
        (layout::section(html! {
            (form::summary(lang, &s.errors))
            h1 { (s.heading) }
            @if s.first_posts { p { a href=(paths::FirstPosts) { (lang.moderation_first_title()) } } }
            @if s.proposals { p { a href=(paths::ProposedSolutions) { (lang.absent_title()) } } }
            @if let Some((title, back)) = &s.about { p.hint { a href=(back) dir="auto" { (title) } } }
            @if s.cards.is_empty() && s.own.is_empty() { (lists::empty(lang.edit_nothing_waits(), None)) }
            @for card in &s.cards { (one(c, card, s.about.is_none())) }
            @if let Some(next) = &s.next { nav.pager aria-label=(lang.ui_pages()) { a.btn rel="next" href=(next) { (lang.edit_more_suggestions()) } } }
            @if !s.own.is_empty() {
                h2.mt-l { (lang.edit_own_waiting()) }
                @for card in &s.own { (one(c, card, true)) }
            }
        }))
    };
    layout::page(c, &Page { title: s.heading, noindex: true, errors: !s.errors.is_empty(), quiet: true, ..Page::default() }, body)
}

fn one(c: &Chrome, card: &Card, named: bool) -> Markup {
    let lang = c.lang;
    let s = &card.suggestion;
    let post = paths::Post { id: s.post };
    let state = match s.state {
        SuggestionState::Pending => lang.edit_state_pending(),
        SuggestionState::Accepted => lang.edit_state_accepted(),
        SuggestionState::Rejected => lang.edit_state_rejected(),
        SuggestionState::Withdrawn => lang.edit_state_withdrawn(),
    };
    html! {
        section.panel.mt-l id={ "suggestion-" (s.id) } aria-labelledby={ "s" (s.id) } {
            h3 id={ "s" (s.id) } {
                @if named { a href=(post) dir="auto" { (s.title) } @if s.kind == PostKind::Answer { " – " (lang.edit_an_answer()) } }
                @else { (state) }
            }
            (by(c, &s.editor, html! { span.when { (when::ago(c, s.at)) } }))
            @if s.held.is_some() { (banner(Tone::Warn, html! { p { (lang.edit_held()) } @for why in &card.why { p { (why) } } })) }
            @if !s.reason.is_empty() { p { span.hint { (lang.edit_why()) " " } span dir="auto" { (s.reason) } } }
            @if let Some(reason) = &s.decision_reason { p { span.hint { (lang.edit_decided_because()) " " } span dir="auto" { (reason) } } }
            @if card.stale {
                (banner(Tone::Warn, html! { p { (lang.edit_stale()) } }))
                h4 { (lang.edit_theirs()) }
                @if let Some(now) = &card.now { (whole(lang, now)) }
                h4 { (lang.edit_suggested_text()) }
                (whole(lang, &s.text))
                h4 { (lang.edit_difference()) }
            }
            @if let Some(now) = &card.now { (change(lang, now, &s.text)) }
            @if card.decide { (verdict(c, card)) }
            @if card.withdraw {
                form.inline.mt method="post" action=(paths::Suggestion { id: s.id }) { button.btn.quiet name="decision" value="withdraw" { (icon(Icon::Undo)) (lang.edit_withdraw()) } }
            }
        }
    }
}

fn verdict(c: &Chrome, card: &Card) -> Markup {
    let lang = c.lang;
    let s = &card.suggestion;
    let error = card.error.as_deref();
    // what the summary of errors links to
    let field = if error.is_some() { "f-reason".to_owned() } else { format!("why-{}", s.id) };
    html! {
        form.mt method="post" action=(paths::Suggestion { id: s.id }) {
            div.f.err[error.is_some()] {
                label for=(field) { (lang.edit_decision_reason()) }
                p.hint id={ "h-" (field) } { (lang.edit_decision_reason_hint()) }
                @if let Some(message) = error { p.emsg id="e-reason" { span.vh { (lang.ui_error_prefix()) } (message) } }
                input type="text" id=(field) name="reason" value=(card.typed) maxlength="500" aria-invalid=[error.map(|_| "true")] aria-describedby={ "h-" (field) @if error.is_some() { " e-reason" } };
            }
            div.bar {
                @if card.stale { a.btn.pri href=(paths::with_query(paths::PostEdit { id: s.post }, &[("suggestion", &s.id.to_string())])) { (icon(Icon::Pencil)) (lang.edit_by_hand()) } }
                @else { button.btn.pri name="decision" value="accept" { (icon(Icon::Check)) (lang.edit_accept()) } }
                button.btn name="decision" value="reject" { (icon(Icon::X)) (lang.edit_reject()) }
            }
        }
    }
}
