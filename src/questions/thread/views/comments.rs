//! The comments of a post and the form to add one.

use maud::{Markup, PreEscaped, html};

use super::super::routes::Typed;
use super::super::{Comment, Door, Post};
use super::{Page, person};
use crate::ui::chrome::Chrome;
use crate::ui::{Icon, form, icon, people, photos, when};
use crate::web::paths;

/// Everything said below a post, oldest first.
pub fn list(c: &Chrome, p: &Page<'_>, post: &Post) -> Markup {
    let id = format!("comments-{}", post.id);
    html! {
        div id=(id) {
            @if !post.comments.is_empty() {
                ul.cmts role="list" aria-label=(c.lang.comments_title()) { @for comment in &post.comments { (one(c, post, comment)) } }
            }
            (add(c, p, post, &id))
        }
    }
}

fn one(c: &Chrome, post: &Post, comment: &Comment) -> Markup {
    let lang = c.lang;
    html! {
        li.cmt id={ "comment-" (comment.id) } {
            @if comment.hidden { p.meta { (icon(Icon::Ban)) (lang.comments_hidden()) } }
            @else {
                div.prose dir="auto" { (PreEscaped(&comment.html)) }
                (photos::gallery(lang, &comment.photos))
                div.meta {
                    @let who = person(&comment.author, comment.official && comment.author.staff);
                    (people::name(lang, &who)) (people::role(lang, &c.brand, &who))
                    a href={ (paths::Post { id: post.id }) "#comment-" (comment.id) } rel="nofollow" { (when::ago(c, comment.created_at)) }
                    @if comment.edited_at.is_some() { span { (lang.comments_edited()) } }
                    @if comment.may_flag != Door::Shut { a href=(paths::CommentFlag { id: comment.id }) rel="nofollow" { (lang.thread_flag()) } }
                    @if comment.may_edit { a href=(paths::CommentEdit { id: comment.id }) rel="nofollow" { (lang.thread_edit()) } }
                    @if comment.may_delete {
                        form.inline method="post" action=(paths::CommentDelete { id: comment.id }) data-swap={ "#comments-" (post.id) } { button.linkish { (lang.thread_delete()) } }
                    }
                }
            }
        }
    }
}

fn add(c: &Chrome, p: &Page<'_>, post: &Post, id: &str) -> Markup {
    let lang = c.lang;
    let typed = match p.typed {
        Typed::Comment { post: which, body, form_key, photos } if *which == post.id => Some((body.as_str(), form_key.as_str(), photos.as_slice())),
        _ => None,
    };
    let none = form::Errors::default();
    let error = typed.and_then(|_| p.errors.of("comment"));
    let key = typed.map(|t| t.1).filter(|k| !k.is_empty()).map_or_else(|| format!("{}-{}", p.form_key, post.id), str::to_owned);
    let field = if typed.is_some() { "f-comment".to_owned() } else { format!("remark-{}", post.id) };
    html! {
        @if post.doors.comment.is_open() || typed.is_some() {
            details.acts open[typed.is_some()] {
                summary.btn.quiet { (icon(Icon::MessageSquare)) (lang.comments_add()) }
                form.panel method="post" action=(paths::PostComments { id: post.id }) enctype="multipart/form-data" data-swap={ "#" (id) } {
                    (form::hidden("form_key", key)) (form::hidden("back", "comment")) (form::hidden("id", post.id))
                    div.f.err[error.is_some()] {
                        label for=(field) { (lang.comments_label()) }
                        @if let Some(message) = error { p.emsg id="e-comment" { span.vh { (lang.ui_error_prefix()) } (message) } }
                        textarea id=(field) name="body" rows="3" dir="auto" required aria-invalid=[error.map(|_| "true")] aria-describedby=[error.map(|_| "e-comment")] { "\n" (typed.map(|t| t.0).unwrap_or_default()) }
                    }
                    (photos::field(lang, &photos::Field { id: if typed.is_some() { "f-photos".to_owned() } else { format!("photos-{}", post.id) }, ..photos::Field::new(lang, typed.map(|t| t.2).unwrap_or_default()) }, if typed.is_some() { p.errors } else { &none }))
                    div.acts {
                        button.btn { (lang.comments_publish()) }
                        button.btn.quiet formaction=(paths::Preview) formnovalidate { (lang.ui_preview()) }
                    }
                }
            }
        } @else if let Some(why) = post.no_comment.filter(|_| c.me.is_some()) {
            @if post.comments.is_empty() { p.hint { (lang.comments_not_yet()) " " (why.message(lang)) } }
        }
    }
}
