//! The exchange in private, on paper that says so.

use entity::PostId;
use maud::{Markup, PreEscaped, html};

use super::super::forms::Typed;
use super::super::queries::{Exchange, Message};
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Field};
use crate::ui::layout::{self, Page};
use crate::ui::photos::{self, Shown};
use crate::ui::{Icon, icon, when};
use crate::web::paths;

/// Whose it is.
pub struct About<'a> {
    pub id: PostId,
    pub title: &'a str,
    pub back: String,
    /// The reader asked the question; else they are of the team.
    pub asker: bool,
}

fn frame(c: &Chrome, about: &About<'_>, typed: &Typed, inner: Markup) -> Markup {
    let lang = c.lang;
    let body = layout::section(html! {
        (form::summary(lang, &typed.errors))
        h1 { (icon(Icon::Lock)) " " (lang.esc_exchange()) }
        p.hint { a href=(about.back) dir="auto" { (about.title) } }
        p { (lang.esc_exchange_who(&c.brand.team)) }
        (inner)
    });
    layout::page(c, &Page { title: lang.esc_exchange(), noindex: true, errors: !typed.errors.is_empty(), quiet: true, composer: true, ..Page::default() }, body)
}

/// For the team before it is opened.
pub fn closed(c: &Chrome, about: &About<'_>, exchange: &Exchange) -> Markup {
    let lang = c.lang;
    frame(c, about, &Typed::default(), html! {
        p.meta { span { (lang.esc_exchange_count(exchange.messages)) } @if let Some(at) = exchange.last_at { span { (when::ago(c, at)) } } }
        p { (lang.esc_exchange_staff()) }
        form method="post" action=(paths::QuestionPrivateOpen { id: about.id }) { (form::submit(lang.esc_exchange_open())) }
    })
}

/// What was said, and where one goes on.
pub fn page(c: &Chrome, about: &About<'_>, messages: &[Message], typed: &Typed) -> Markup {
    let lang = c.lang;
    frame(c, about, typed, html! {
        @if messages.is_empty() { p.hint { (lang.esc_exchange_none()) } }
        @for m in messages {
            article.private {
                p.meta { strong dir="auto" { (m.author) } @if m.by_team { span { (c.brand.team) } } span { (when::ago(c, m.at)) } }
                div.prose dir="auto" { (PreEscaped(&m.html)) }
                (photos::removable(lang, &Shown::all(&m.photos), &paths::PostPhotoRemove { id: about.id }.to_string()))
            }
        }
        form method="post" action=(paths::QuestionPrivate { id: about.id }) enctype="multipart/form-data" novalidate {
            (form::form_key())
            (Field::new("body", if about.asker { lang.esc_exchange_label() } else { lang.esc_exchange_label_team() }).hint(lang.esc_exchange_hint()).value(typed.get("private", "body")).error(&typed.errors).rows(5).textarea(lang))
            (photos::field(lang, &photos::Field { name: "files", keys: "file", id: "f-files".into(), kept: &typed.photos(), ..photos::Field::new(lang, &[]) }, &typed.errors))
            (form::submit(lang.esc_exchange_send()))
        }
    })
}
