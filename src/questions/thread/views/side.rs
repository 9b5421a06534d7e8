//! Around the posts: who else has the problem, what the asker can say of the whole, what is beside.

use entity::{FollowUpAnswer, FollowUpKind, PostState};
use maud::{Markup, html};

use super::super::routes::Typed;
use super::super::{Door, Thread};
use super::Page;
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Field};
use crate::ui::{Icon, icon, post as kit, when};
use crate::web::paths;

/// "I have this problem too" with its count, and following. One element: the first also begins the second.
pub fn who_else(c: &Chrome, t: &Thread) -> Markup {
    let (lang, head) = (c.lang, &t.head);
    html! {
        div.acts id="who-else" {
            @if t.doors.me_too != Door::Shut { (kit::toggle(paths::QuestionMeToo { id: head.id }, "who-else", Icon::Hand, lang.facts_me_too(), t.mine.me_too)) }
            @if t.doors.follow != Door::Shut {
                (kit::toggle(paths::QuestionFollow { id: head.id }, "who-else", Icon::Bell, if t.mine.follows { lang.facts_following() } else { lang.facts_follow() }, t.mine.follows))
            }
            @if t.doors.follow != Door::Shut && c.me.is_some() {
                (kit::toggle(paths::QuestionMute { id: head.id }, "who-else", Icon::BellOff, if t.mine.mutes { lang.notifications_muted() } else { lang.notifications_mute() }, t.mine.mutes))
            }
            @if t.doors.invite.is_open() && head.state == PostState::Visible { a.btn.quiet href=(paths::QuestionInvite { id: head.id }) rel="nofollow" { (icon(Icon::Users)) (lang.invitations_link()) } }
            @if head.me_too > 0 { span.meta { (icon(Icon::Users)) (lang.facts_me_too_count(head.me_too)) } }
        }
    }
}

/// Who is writing an answer, and the button to say so oneself. Nothing is held for anyone by it.
pub fn answering(c: &Chrome, t: &Thread) -> Markup {
    let (lang, head) = (c.lang, &t.head);
    html! {
        div.acts id="answering" {
            @for a in head.answering.iter().filter(|a| Some(a.who) != t.mine.me) {
                p.meta { (icon(Icon::Pencil)) (lang.tools_is_answering(&a.display_name)) " " (lang.tools_until(when::time(lang, &c.zone, a.until))) }
            }
            @if t.doors.answering.is_open() {
                @let mine = head.answering.iter().any(|a| Some(a.who) == t.mine.me);
                (kit::toggle(paths::QuestionAnswering { id: head.id }, "answering", Icon::Pencil, if mine { lang.tools_i_stop() } else { lang.tools_i_answer() }, mine))
            }
        }
    }
}

/// What only the asker can say: solved elsewhere, or what is still missing.
pub fn asker(c: &Chrome, p: &Page<'_>) -> Markup {
    let (lang, t) = (c.lang, p.thread);
    let typed = match p.typed {
        Typed::Elsewhere { note } => Some(note.as_str()),
        _ => None,
    };
    let to = paths::QuestionSolvedElsewhere { id: t.head.id };
    html! {
        @if let Some(kind) = t.mine.asked { (follow_up(c, t, kind)) }
        @if t.doors.solved_elsewhere.is_open() {
            @if t.head.solved_elsewhere_at.is_some() {
                form.inline method="post" action=(to) { (form::hidden("state", "off")) button.btn.quiet { (icon(Icon::Undo)) (lang.facts_elsewhere_undo()) } }
            } @else if t.head.accepted == 0 {
                section.mt-l aria-labelledby="settle" {
                    h2 id="settle" { (lang.facts_settle()) }
                    p { (if t.head.peer_answers > 0 { lang.facts_settle_accept() } else { lang.facts_settle_wait() }) }
                    details open[typed.is_some()] {
                        summary.linkish { (icon(Icon::Check)) (lang.facts_elsewhere()) }
                        form.panel method="post" action=(to) {
                            (form::hidden("state", "on"))
                            (Field::new("note", lang.facts_elsewhere_how()).hint(lang.facts_elsewhere_hint()).value(typed.unwrap_or_default()).error(p.errors).optional().text(lang))
                            button.btn { (lang.facts_elsewhere_say()) }
                        }
                    }
                }
            }
        }
    }
}

/// "How did it go?", some days later: the answer is one click.
fn follow_up(c: &Chrome, t: &Thread, kind: FollowUpKind) -> Markup {
    let (lang, team) = (c.lang, &c.brand.team);
    let (title, text, yes, no) = match kind {
        FollowUpKind::Still => (lang.followups_ask_still(), lang.followups_box_still().to_owned(), None, lang.followups_still_stuck()),
        FollowUpKind::Week | FollowUpKind::Month => (lang.followups_ask_week(), lang.followups_box_week().to_owned(), Some(lang.followups_solved()), lang.followups_not_solved()),
        FollowUpKind::Verified => (lang.followups_ask_verified(), lang.followups_box_verified(team), Some(lang.followups_solved()), lang.followups_not_solved()),
        FollowUpKind::ComeBack => (lang.followups_ask_come_back(), lang.followups_box_come_back().to_owned(), Some(lang.followups_still_fine()), lang.followups_came_back()),
    };
    let to = paths::QuestionFollowUp { id: t.head.id };
    html! {
        section.panel.mt-l id="follow-up" aria-labelledby="follow-up-title" {
            h2 id="follow-up-title" { (title) }
            p { (text) }
            form method="post" action=(to) {
                div.bar {
                    @if let Some(yes) = yes { button.btn.pri name="answer" value=(FollowUpAnswer::Solved.word()) { (yes) } }
                    button.btn name="answer" value=(FollowUpAnswer::NotSolved.word()) { (no) }
                    @if kind != FollowUpKind::ComeBack { a.btn.quiet href=(paths::with_query(to, &[("answer", FollowUpAnswer::Elsewhere.word())])) rel="nofollow" { (lang.followups_elsewhere()) } }
                }
            }
        }
    }
}

/// Beside the thread: questions like this one, and where to ask one's own.
pub fn column(c: &Chrome, t: &Thread) -> Option<Markup> {
    let lang = c.lang;
    let solved = t.related.iter().any(|r| r.solved);
    Some(html! {
        @if !t.related.is_empty() {
            section {
                h2 { (if solved { lang.thread_related_solved() } else { lang.thread_related() }) }
                ul role="list" {
                    @for r in &t.related {
                        li { @if r.solved { (icon(Icon::Check)) span.vh { (lang.ui_state_solved()) ": " } } a href=(paths::Question { id: r.id, slug: &r.slug }) dir="auto" { (r.title) } }
                    }
                }
            }
        }
        section {
            h2 { (lang.thread_still_stuck()) }
            p { (lang.thread_still_stuck_text()) }
            p { a.btn href=(paths::Ask) { (lang.ui_ask()) } }
        }
    })
}
