//! A question's body or an answer: who wrote it, the words, what became of it, what one can do with it.

use entity::PostState;
use maud::{Markup, html};

use super::super::Post;
use super::{Page, acts, clear, comments, did_not_work, is_fresh, person, stub};
use crate::i18n::Lang;
use crate::ui::chrome::Chrome;
use crate::ui::lists::{self, Tone};
use crate::ui::post::{self as kit, Line};
use crate::ui::{Icon, icon, people, photos, when};
use crate::web::paths;

/// The question's own post, with its tags.
pub fn question(c: &Chrome, p: &Page<'_>) -> Markup {
    let t = p.thread;
    let post = &t.question;
    let line = match post {
        _ if t.brand.owes() => Line::Escalated,
        q if q.official => Line::Staff,
        _ => Line::Plain,
    };
    let body = html! {
        (facts(post))
        (byline(c, post, false))
        (kit::prose(&post.lang, &post.html))
        (photos::gallery(c.lang, &post.photos))
        @if !t.head.tags.is_empty() { div.tags { @for tag in &t.head.tags { (lists::own_chip(tag)) } } }
        (attribution(c.lang, post))
        (acts::post(c, p, post))
        (comments::list(c, p, post))
    };
    kit::frame("question", line, None, body, acts::vote(c, post))
}

/// An answer, or the stub of one.
pub fn answer(c: &Chrome, p: &Page<'_>, post: &Post) -> Markup {
    let id = format!("answer-{}", post.id);
    if post.stub {
        return kit::frame(&id, Line::Plain, None, stub::in_thread(c.lang, post.state, post.state_reason.as_deref()), html! {});
    }
    let line = match post {
        a if a.accepted_at.is_some() || a.verified_at.is_some() => Line::Solution,
        a if a.official => Line::Staff,
        _ => Line::Plain,
    };
    let item = if post.accepted_at.is_some() { "acceptedAnswer" } else { "suggestedAnswer" };
    let item = (post.state == PostState::Visible).then_some((item, "https://schema.org/Answer"));
    let body = html! {
        (facts(post))
        (outcome(c, p, post))
        @if !post.state.is_live() {
            (lists::banner(Tone::Bad, html! { p { (crate::ui::reasons::state(c.lang, post.state)) " " (stub::reason(c.lang, post.state_reason.as_deref())) } }))
        }
        (byline(c, post, is_fresh(p.thread, post)))
        (kit::prose(&post.lang, &post.html))
        (photos::gallery(c.lang, &post.photos))
        (attribution(c.lang, post))
        (acts::post(c, p, post))
        (did_not_work::part(c, p, post))
        (clear::part(c, post))
        (comments::list(c, p, post))
    };
    kit::frame(&id, line, item, body, acts::vote(c, post))
}

/// What makes it a solution, or why it no longer is one.
fn outcome(c: &Chrome, p: &Page<'_>, post: &Post) -> Markup {
    let lang = c.lang;
    let asker = &p.thread.question.author;
    html! {
        @if let Some(at) = post.accepted_at {
            h3.sollab { (icon(Icon::CircleCheck)) (lang.thread_solution()) small {
                @if let Some((first, second)) = post.said_for.as_ref().and_then(|s| Some((&s.first, s.second.as_ref()?))) { (lang.absent_accepted(first, second)) }
                @else if asker.former || asker.display_name.is_empty() { (lang.thread_accepted_by_asker()) } @else { (lang.thread_accepted_by(&asker.display_name)) }
                ", " (when::ago(c, at))
            } }
        }
        @if let Some(at) = post.verified_at {
            h3.sollab { (icon(Icon::ShieldCheck)) (lang.thread_verified_title()) small { (lang.thread_verified_by(&c.brand.team)) ", " (when::ago(c, at)) } }
        }
        @if post.outdated { (lists::banner(Tone::Warn, html! { p { (lang.thread_outdated(&c.brand.team)) } })) }
    }
}

/// What machines read of a post, beside its words.
fn facts(post: &Post) -> Markup {
    html! {
        @if let Some(at) = post.edited_at { meta itemprop="dateModified" content=(when::machine(at)); }
    }
}

fn byline(c: &Chrome, post: &Post, fresh: bool) -> Markup {
    let lang = c.lang;
    let official = post.official && post.author.staff;
    let rest = html! {
        span.when { (posted(c, post)) }
        @if fresh { span.st.fresh { (c.lang.notifications_fresh()) } }
        @if let Some(at) = post.edited_at {
            span.when { a href=(paths::PostRevisions { id: post.id }) rel="nofollow" { (lang.thread_edited()) " " (when::ago(c, at)) } }
        }
    };
    people::line(lang, &c.brand, &person(&post.author, official), rest)
}

/// The moment, and the way to this very post.
fn posted(c: &Chrome, post: &Post) -> Markup {
    html! { a itemprop="url" href=(paths::Post { id: post.id }) rel="nofollow" title=(c.lang.thread_permalink()) { (when::written(c, post.created_at)) } }
}

/// Where an imported post comes from, by whom, under which licence.
fn attribution(lang: Lang, post: &Post) -> Markup {
    html! {
        @if let Some(s) = &post.source {
            p.attrib {
                (lang.thread_from()) " "
                @if let Some(url) = &s.url { a href=(url) rel="nofollow ugc noopener" { (s.name) } } @else { (s.name) }
                @if let Some(author) = &s.author { ", " (lang.thread_from_author(author)) }
                @if let Some(licence) = &s.licence { ", " (licence) }
            }
        }
    }
}
