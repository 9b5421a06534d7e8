//! The form of an edit, alone or after a lost race.

use maud::{Markup, html};

use super::super::Text;
use super::{Comment, Form, change, whole};
use crate::ui::chrome::Chrome;
use crate::ui::composer::{self, Composer};
use crate::ui::form::{self, Field};
use crate::ui::layout::{self, Page};
use crate::ui::lists::{Tone, banner};
use crate::ui::when;
use crate::web::paths;

pub fn page(c: &Chrome, f: &Form) -> Markup {
    let lang = c.lang;
    let title = match (f.suggested, f.question) {
        (true, _) => lang.edit_heading_suggest(),
        (false, true) => lang.edit_heading_question(),
        (false, false) => lang.edit_heading_answer(),
    };
    let v = &f.values;
    let body = layout::section(html! {
        (form::summary(lang, &f.errors))
        h1 { (title) }
        p.hint { a href=(f.back) dir="auto" { (f.about) } }
        @if !f.suggested { p { a href=(paths::PostPhotos { id: f.id }) { (lang.photos_of_post()) } } }
        @if let Some(conflict) = &f.conflict {
            @let mine = Text { title: v.title.clone(), body: v.body.replace("\r\n", "\n").trim().to_owned(), tags: tags(&v.tags) };
            (banner(Tone::Warn, html! { p { strong { (lang.edit_conflict()) } " " (when::ago(c, conflict.at)) } p { (lang.edit_conflict_text()) } }))
            section.mt-l aria-labelledby="theirs" { h2 id="theirs" { (lang.edit_theirs()) } (whole(lang, &conflict.theirs)) }
            section.mt-l aria-labelledby="difference" { h2 id="difference" { (lang.edit_difference()) } (change(lang, &conflict.theirs, &mine)) }
            h2.mt-l { (lang.edit_yours()) }
        }
        @if f.suggested { (banner(Tone::Info, html! { p { (lang.edit_suggest_text()) } })) }
        form.mt method="post" action=(paths::PostEdit { id: f.id }) novalidate {
            (form::hidden("revision", f.revision)) (form::hidden("back", "edit")) (form::hidden("id", f.id))
            @if let Some(suggestion) = v.suggestion { (form::hidden("suggestion", suggestion)) }
            @if let Some(title) = &v.title { (Field::new("title", lang.edit_title_label()).value(title).error(&f.errors).required().text(lang)) }
            (composer::composer(lang, &Composer { name: "body", label: lang.edit_body_label(), value: &v.body, hint: None, rows: 14, draft: None, preview: true }, &f.errors))
            @if f.question { (Field::new("tags", lang.edit_tags_label()).hint(lang.ask_tags_hint()).value(&v.tags).error(&f.errors).autocomplete("off").text(lang)) }
            (Field::new("reason", lang.edit_reason_label()).hint(lang.edit_reason_hint()).value(&v.reason).error(&f.errors).maxlength(500).optional().text(lang))
            div.bar {
                (form::submit(if f.suggested { lang.edit_send() } else { lang.edit_save() }))
                a.btn.quiet href=(f.back) { (lang.common_cancel()) }
            }
        }
    });
    layout::page(c, &Page { title, noindex: true, errors: !f.errors.is_empty(), quiet: true, composer: true, ..Page::default() }, body)
}

fn tags(typed: &str) -> Vec<String> {
    typed.split(',').map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned).collect()
}

pub fn comment(c: &Chrome, f: &Comment) -> Markup {
    let lang = c.lang;
    let text = |body: &str| Text { body: body.to_owned(), ..Text::default() };
    let body = layout::section(html! {
        (form::summary(lang, &f.errors))
        h1 { (lang.edit_heading_comment()) }
        p.hint { a href=(f.back) dir="auto" { (f.about) } }
        @if let Some(theirs) = &f.theirs {
            (banner(Tone::Warn, html! { p { strong { (lang.edit_conflict()) } } p { (lang.edit_conflict_text()) } }))
            section.mt-l aria-labelledby="theirs" { h2 id="theirs" { (lang.edit_theirs()) } div.diff dir="auto" { (theirs) } }
            section.mt-l aria-labelledby="difference" { h2 id="difference" { (lang.edit_difference()) } (change(lang, &text(theirs), &text(f.body.replace("\r\n", "\n").trim()))) }
            h2.mt-l { (lang.edit_yours()) }
        }
        form.mt method="post" action=(paths::CommentEdit { id: f.id }) novalidate {
            (form::hidden("revision", f.revision)) (form::hidden("back", "edit-comment")) (form::hidden("id", f.id))
            (composer::composer(lang, &Composer { name: "body", label: lang.edit_comment_label(), value: &f.body, hint: None, rows: 4, draft: None, preview: true }, &f.errors))
            div.bar {
                (form::submit(lang.edit_save()))
                a.btn.quiet href=(f.back) { (lang.common_cancel()) }
            }
        }
    });
    layout::page(c, &Page { title: lang.edit_heading_comment(), noindex: true, errors: !f.errors.is_empty(), quiet: true, composer: true, ..Page::default() }, body)
}
