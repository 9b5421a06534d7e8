//! What one can do with a post: the vote in the margin, the asker's and the team's buttons, the small actions below.

use entity::PostKind;
use maud::{Markup, html};

use super::super::{Door, Post};
use super::Page;
use crate::ui::chrome::Chrome;
use crate::ui::post::{self as kit, Vote};
use crate::ui::{Icon, form, icon};
use crate::web::paths;

/// The margin: how many it helped, as a button for whoever may say so.
pub fn vote(c: &Chrome, post: &Post) -> Markup {
    let target = format!("vote-{}", post.id);
    let cell = Vote { action: paths::PostVote { id: post.id }.to_string(), target: &target, count: post.helped, pressed: post.voted, allowed: post.doors.vote != Door::Shut };
    html! { div id=(target) { (kit::vote(c.lang, &cell)) } }
}

/// The asker accepts, the team confirms.
pub fn accept(c: &Chrome, post: &Post) -> Markup {
    let (d, lang) = (&post.doors, c.lang);
    let any = [d.accept, d.unaccept, d.verify, d.unverify].into_iter().any(Door::is_open);
    html! {
        @if any {
            div.acts {
                @if d.accept.is_open() { form.inline method="post" action=(paths::PostAccept { id: post.id }) { button.btn.pri { (icon(Icon::Check)) (lang.facts_accept()) } } }
                @if d.unaccept.is_open() { (form::icon_button(paths::PostUnaccept { id: post.id }, Icon::Undo, lang.facts_unaccept())) }
                @if d.verify.is_open() { (form::icon_button(paths::PostVerify { id: post.id }, Icon::ShieldCheck, lang.facts_verify())) }
                @if d.unverify.is_open() { (form::icon_button(paths::PostUnverify { id: post.id }, Icon::Undo, lang.facts_unverify())) }
            }
        }
    }
}

/// Quote, link, report, edit and what else the reader may.
pub fn post(c: &Chrome, p: &Page<'_>, post: &Post) -> Markup {
    let (d, lang, t) = (&post.doors, c.lang, p.thread);
    let is_question = post.kind == PostKind::Question;
    let quote = format!("{}#reply", paths::with_query(paths::Question { id: t.head.id, slug: &t.head.slug }, &[("quote", &post.id.to_string())]));
    html! {
        div.acts {
            @if t.doors.answer.is_open() { a.btn.quiet href=(quote) rel="nofollow" data-quote=(anchor(post)) { (icon(Icon::Quote)) (lang.thread_quote()) } }
            a.btn.quiet href=(paths::Post { id: post.id }) rel="nofollow" data-share=(lang.thread_link_copied()) { (icon(Icon::Link)) (lang.thread_link()) }
            @if d.edit.is_open() { a.btn.quiet href=(paths::PostEdit { id: post.id }) rel="nofollow" { (icon(Icon::Pencil)) (lang.thread_edit()) } }
            @else if d.suggest_edit.is_open() { a.btn.quiet href=(paths::PostEdit { id: post.id }) rel="nofollow" { (icon(Icon::Pencil)) (lang.thread_suggest_edit()) } }
            @if post.flagged { span.btn.quiet { (icon(Icon::Flag)) (lang.thread_flagged()) } }
            @else if d.flag != Door::Shut { a.btn.quiet href=(paths::PostFlag { id: post.id }) rel="nofollow" { (icon(Icon::Flag)) (lang.thread_flag()) } }
            @if d.private.is_open() { a.btn.quiet href=(paths::PostPrivate { id: post.id }) rel="nofollow" { (icon(Icon::Lock)) (lang.thread_private()) } }
            @if d.delete.is_open() { a.btn.quiet href=(paths::PostDelete { id: post.id }) rel="nofollow" { (icon(Icon::Trash)) (lang.thread_delete()) } }
            @else if is_question && t.doors.anonymise.is_open() { a.btn.quiet href=(paths::QuestionAnonymise { id: post.id }) rel="nofollow" { (icon(Icon::User)) (lang.thread_anonymise()) } }
            @if d.redact.is_open() { a.btn.quiet href=(paths::PostRedact { id: post.id }) rel="nofollow" { (icon(Icon::X)) (lang.thread_redact()) } }
            @if is_question {
                @if t.doors.duplicate.is_open() { a.btn.quiet href=(paths::QuestionDuplicate { id: post.id }) rel="nofollow" { (icon(Icon::Copy)) (lang.thread_duplicate()) } }
                @if t.doors.close.is_open() { a.btn.quiet href=(paths::QuestionClose { id: post.id }) rel="nofollow" { (icon(Icon::Lock)) (lang.thread_close()) } }
                @if t.doors.reopen.is_open() { a.btn.quiet href=(paths::QuestionReopen { id: post.id }) rel="nofollow" { (icon(Icon::Undo)) (if t.mine.is_asker { lang.thread_different() } else { lang.thread_reopen() }) } }
            }
        }
    }
}

/// The id of a post's element.
fn anchor(post: &Post) -> String {
    match post.kind {
        PostKind::Question => "question".to_owned(),
        PostKind::Answer => format!("answer-{}", post.id),
    }
}
