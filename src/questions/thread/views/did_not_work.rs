//! "Did not work for me": for how many and why, and the form to say so.

use entity::{DidNotWorkReason, PostKind};
use maud::{Markup, html};

use super::super::routes::Typed;
use super::super::{Door, Post};
use super::Page;
use crate::i18n::Lang;
use crate::ui::chrome::Chrome;
use crate::ui::{Icon, form, icon};
use crate::web::paths;

/// A reason, in words.
pub fn reason(lang: Lang, reason: DidNotWorkReason) -> &'static str {
    match reason {
        DidNotWorkReason::MissingStep => lang.facts_missing_step(),
        DidNotWorkReason::OtherModel => lang.facts_other_model(),
        DidNotWorkReason::Outdated => lang.facts_outdated(),
        DidNotWorkReason::Risky => lang.facts_risky(),
        DidNotWorkReason::Other => lang.facts_other(),
    }
}

/// The line below an answer, with the form for whoever may say it.
pub fn part(c: &Chrome, p: &Page<'_>, post: &Post) -> Markup {
    let lang = c.lang;
    let id = format!("failed-{}", post.id);
    if post.kind != PostKind::Answer {
        return html! {};
    }
    html! {
        div.failed id=(id) {
            @if post.did_not_work_count > 0 {
                p.meta { (icon(Icon::ThumbsDown)) (lang.facts_failed_for(post.did_not_work_count)) (reasons(lang, &post.did_not_work)) }
            }
            @if let Some(mine) = post.failed {
                form.row method="post" action=(paths::PostDidNotWork { id: post.id }) data-swap={ "#" (id) } {
                    (form::hidden("reason", "none"))
                    span { (lang.facts_failed_mine()) " (" (reason(lang, mine)) ")" }
                    button.linkish { (icon(Icon::Undo)) (lang.facts_take_back()) }
                }
            } @else if post.doors.did_not_work != Door::Shut {
                (say_so(c, p, post, &id))
            }
        }
    }
}

fn reasons(lang: Lang, reasons: &[(DidNotWorkReason, i64)]) -> Markup {
    html! {
        @if !reasons.is_empty() {
            " (" @for (i, (why, n)) in reasons.iter().enumerate() { @if i > 0 { ", " } (reason(lang, *why)) @if *n > 1 { " × " (lang.number(*n)) } } ")"
        }
    }
}

fn say_so(c: &Chrome, p: &Page<'_>, post: &Post, id: &str) -> Markup {
    let lang = c.lang;
    let typed = match p.typed {
        Typed::DidNotWork { post: which, reason, details } if *which == post.id => Some((reason.as_str(), details.as_str())),
        _ => None,
    };
    let error = |field: &str| typed.and_then(|_| p.errors.of(field));
    // ids stay unique on a page with many answers; the refused form has those its error summary links to
    let at = |field: &str| if typed.is_some() { format!("f-{field}") } else { format!("{field}-{}", post.id) };
    html! {
        details.acts open[typed.is_some()] {
            summary.btn.quiet { (icon(Icon::ThumbsDown)) (lang.facts_did_not_work()) }
            form.panel method="post" action=(paths::PostDidNotWork { id: post.id }) data-swap={ "#" (id) } {
                fieldset.f.err[error("reason").is_some()] {
                    legend { (lang.facts_why()) }
                    @if let Some(message) = error("reason") { p.emsg { span.vh { (lang.ui_error_prefix()) } (message) } }
                    @for (i, why) in DidNotWorkReason::ALL.iter().enumerate() {
                        @let option = if i == 0 { at("reason") } else { format!("{}-{i}", at("reason")) };
                        div.radio {
                            input type="radio" id=(option) name="reason" value=(why.word()) checked[typed.is_some_and(|(r, _)| r == why.word())];
                            label for=(option) { (reason(lang, *why)) }
                        }
                    }
                }
                div.f.err[error("details").is_some()] {
                    label for=(at("details")) { (lang.facts_details()) " " span.opt { (lang.ui_optional()) } }
                    p.hint id={ "h-" (at("details")) } { (lang.facts_details_hint()) }
                    @if let Some(message) = error("details") { p.emsg { span.vh { (lang.ui_error_prefix()) } (message) } }
                    textarea id=(at("details")) name="details" rows="2" aria-describedby={ "h-" (at("details")) } { "\n" (typed.map(|t| t.1).unwrap_or_default()) }
                }
                button.btn { (lang.facts_say()) }
            }
        }
    }
}
