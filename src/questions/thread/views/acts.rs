//! What one can do with a post: the vote in the margin, the row of actions below.

use entity::{PostKind, PostState};
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

/// The row below a post: the asker's and the team's word, quote, link, report, and the rest behind "more".
pub fn post(c: &Chrome, p: &Page<'_>, post: &Post) -> Markup {
    let (d, lang, t) = (&post.doors, c.lang, p.thread);
    let quote = format!("{}#reply", paths::with_query(paths::Question { id: t.head.id, slug: &t.head.slug }, &[("quote", &post.id.to_string())]));
    // the first solution is the news, a second one an addition
    let accept = if t.head.accepted == 0 { "btn pri" } else { "btn quiet" };
    html! {
        (for_asker(c, p, post))
        div.acts {
            @if d.accept.is_open() { form.inline method="post" action=(paths::PostAccept { id: post.id }) { button class=(accept) { (icon(Icon::Check)) (lang.facts_accept()) } } }
            @if d.verify.is_open() { (form::icon_button(paths::PostVerify { id: post.id }, Icon::ShieldCheck, lang.facts_verify())) }
            @if t.doors.answer.is_open() && post.state.is_live() { a.btn.quiet href=(quote) rel="nofollow" data-quote=(anchor(post)) { (icon(Icon::Quote)) (lang.thread_quote()) } }
            a.btn.quiet href=(paths::Post { id: post.id }) rel="nofollow" data-share=(lang.thread_link_copied()) { (icon(Icon::Link)) (lang.thread_link()) }
            @if d.edit.is_open() { (link(paths::PostEdit { id: post.id }, Icon::Pencil, lang.thread_edit())) }
            @if post.flagged { span.btn.quiet { (icon(Icon::Flag)) (lang.thread_flagged()) } }
            @else if d.flag != Door::Shut { (link(paths::PostFlag { id: post.id }, Icon::Flag, lang.thread_flag())) }
            (more(c, p, post))
        }
    }
}

/// An asker who is away: one says what solved it, another agrees, they themselves decide when they are back.
fn for_asker(c: &Chrome, p: &Page<'_>, post: &Post) -> Markup {
    let (lang, t) = (c.lang, p.thread);
    let said = post.said_for.as_ref();
    let confirmed = said.is_some_and(|s| s.second.is_some());
    let mine = said.is_some_and(|s| !confirmed && Some(s.first_id) == t.mine.me);
    let name = |name: &'static str, other: &str| if other.is_empty() { name.to_owned() } else { other.to_owned() };
    html! {
        @if confirmed && t.mine.is_asker {
            div.acts {
                form.inline method="post" action=(paths::PostAccept { id: post.id }) { button.btn.pri { (icon(Icon::Check)) (lang.absent_agree()) } }
                (form::icon_button(paths::PostUnaccept { id: post.id }, Icon::Undo, lang.absent_take_back()))
            }
        } @else if mine {
            p.hint { (lang.absent_waits()) }
            (form::icon_button(paths::PostNotSolvedForAsker { id: post.id }, Icon::Undo, lang.absent_unsay()))
        } @else if post.doors.propose.is_open() {
            @match said {
                Some(s) => { p.hint { (lang.absent_proposed_here(name(lang.ui_former_member(), &s.first))) } (form::icon_button(paths::PostSolvedForAsker { id: post.id }, Icon::Check, lang.absent_confirm())) },
                None => { details { summary.linkish { (icon(Icon::Check)) (lang.absent_propose()) } div.panel { p { (lang.absent_rule()) } (form::icon_button(paths::PostSolvedForAsker { id: post.id }, Icon::Check, lang.absent_propose_do())) } } },
            }
        }
    }
}

fn more(c: &Chrome, p: &Page<'_>, post: &Post) -> Markup {
    let (d, lang, t) = (&post.doors, c.lang, p.thread);
    let question = post.kind == PostKind::Question;
    let suggest = d.suggest_edit.is_open() && !d.edit.is_open();
    let of_thread = question && [t.doors.anonymise, t.doors.duplicate, t.doors.close, t.doors.reopen, t.doors.shape].into_iter().any(Door::is_open);
    let any = suggest || of_thread || (d.private.is_open() && post.has_private) || [d.delete, d.remove, d.redact, d.unaccept, d.unverify].into_iter().any(Door::is_open);
    let gone = !post.state.is_live();
    let mine = c.me.as_ref().is_some_and(|me| me.username == post.author.username);
    let restore = if mine { post.state == PostState::Deleted } else { gone && c.me.as_ref().is_some_and(|me| me.staff) };
    html! {
        @if any || restore {
            details {
                summary.btn.quiet { (icon(Icon::ChevronRight)) (lang.thread_more()) }
                div.panel {
                    @if d.unaccept.is_open() { (form::icon_button(paths::PostUnaccept { id: post.id }, Icon::Undo, lang.facts_unaccept())) }
                    @if d.unverify.is_open() { (form::icon_button(paths::PostUnverify { id: post.id }, Icon::Undo, lang.facts_unverify())) }
                    @if suggest { (link(paths::PostEdit { id: post.id }, Icon::Pencil, lang.thread_suggest_edit())) }
                    @if d.private.is_open() && post.has_private { (link(paths::PostPrivate { id: post.id }, Icon::Lock, lang.thread_private())) }
                    @if question {
                        @if t.doors.duplicate.is_open() { (link(paths::QuestionDuplicate { id: post.id }, Icon::Copy, lang.thread_duplicate())) }
                        @if t.doors.close.is_open() { (link(paths::QuestionClose { id: post.id }, Icon::Lock, lang.thread_close())) }
                        @if c.me.as_ref().is_some_and(|me| me.staff) && post.state == PostState::Visible { (link(paths::QuestionPin { id: post.id }, Icon::ArrowUp, lang.signs_pin())) }
                        @if t.doors.reopen.is_open() { (link(paths::QuestionReopen { id: post.id }, Icon::Undo, lang.thread_reopen())) }
                        @if t.doors.shape.is_open() {
                            (link(paths::QuestionMove { id: post.id }, Icon::Tag, lang.shaping_move()))
                            (link(paths::QuestionMerge { id: post.id }, Icon::Copy, lang.shaping_merge()))
                            @if !t.answers.is_empty() { (link(paths::QuestionSplit { id: post.id }, Icon::MessageSquare, lang.shaping_split())) }
                        }
                        @if t.doors.anonymise.is_open() { (link(paths::QuestionAnonymise { id: post.id }, Icon::User, lang.thread_anonymise())) }
                    }
                    @if restore { (form::icon_button(paths::PostRestore { id: post.id }, Icon::Undo, lang.care_restore())) }
                    @if d.remove.is_open() && !gone { (link(paths::PostDelete { id: post.id }, Icon::Trash, lang.care_remove())) }
                    @if d.delete.is_open() && !gone { (link(paths::PostDelete { id: post.id }, Icon::Trash, lang.thread_delete())) }
                    @if d.remove.is_open() { (form::icon_button(paths::StaffModerate { id: post.id }, Icon::Flag, lang.moderation_open())) }
                    @if d.redact.is_open() { (link(paths::PostRedact { id: post.id }, Icon::X, lang.thread_redact())) }
                }
            }
        }
    }
}

fn link(to: impl std::fmt::Display, glyph: Icon, label: &str) -> Markup {
    html! { a.btn.quiet href=(to) rel="nofollow" { (icon(glyph)) (label) } }
}

/// The id of a post's element.
fn anchor(post: &Post) -> String {
    match post.kind {
        PostKind::Question => "question".to_owned(),
        PostKind::Answer => format!("answer-{}", post.id),
    }
}
