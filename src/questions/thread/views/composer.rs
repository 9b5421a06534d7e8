//! Where one answers.

use maud::{Markup, html};

use super::super::{Door, Thread};
use super::super::routes::Typed;
use super::Page;
use crate::ui::chrome::Chrome;
use crate::ui::composer::{self, Composer};
use crate::ui::form::{self, Errors, Field};
use crate::ui::lists::{self, Tone};
use crate::ui::{Icon, icon, layout, photos, when};
use crate::web::paths;

/// The form of an answer, the way to an account for a visitor, or why there is none.
pub fn answer(c: &Chrome, p: &Page<'_>) -> Markup {
    let (t, lang) = (p.thread, c.lang);
    let typed = matches!(p.typed, Typed::Answer { .. });
    html! {
        section.mt-l id="reply" aria-labelledby="reply-title" {
            h2 id="reply-title" { (if t.mine.is_asker { lang.thread_your_reply() } else { lang.thread_your_answer() }) }
            (super::side::answering(c, t))
            @match t.doors.answer {
                Door::Open => { (fields(c, p)) }
                _ if typed => { (fields(c, p)) }
                Door::SignIn => {
                    p { (lang.thread_sign_in_to_answer()) }
                    p.acts { a.btn.pri href=(layout::login_and_back(c)) rel="nofollow" { (lang.ui_log_in()) } a.btn href=(paths::Signup) rel="nofollow" { (lang.ui_sign_up()) } }
                }
                Door::Shut => { @if let Some(denied) = t.doors.answer_denied { p.hint { (icon(Icon::Lock)) (denied.message(lang)) } } }
            }
        }
    }
}

/// What the field holds at first: the draft, with the quotation that was asked for below it.
fn begun(t: &Thread) -> String {
    let draft = t.mine.draft.as_ref().map(|d| d.body.trim_end()).filter(|d| !d.is_empty());
    match (draft, &t.quoted) {
        (Some(draft), Some(quoted)) => format!("{draft}\n\n{quoted}"),
        (Some(draft), None) => draft.to_owned(),
        (None, quoted) => quoted.clone().unwrap_or_default(),
    }
}

fn fields(c: &Chrome, p: &Page<'_>) -> Markup {
    let (t, lang) = (p.thread, c.lang);
    let none = Errors::default();
    let begun = begun(t);
    let (body, key, as_member, kept, errors) = match p.typed {
        Typed::Answer { body, form_key, as_member, photos, .. } => (body.as_str(), form_key.as_str(), *as_member, photos.as_slice(), p.errors),
        _ => {
            let draft = t.mine.draft.as_ref();
            (begun.as_str(), draft.map(|d| d.form_key.as_str()).unwrap_or_default(), false, draft.map(|d| d.photos.as_slice()).unwrap_or_default(), &none)
        }
    };
    let key = if key.is_empty() { format!("{}-{}", p.form_key, t.head.id) } else { key.to_owned() };
    // a comment that came back has the name that its error leads to
    let photos_id = if matches!(p.typed, Typed::Comment { .. }) { "photos-answer" } else { "f-photos" };
    let from_draft = t.mine.draft.as_ref().filter(|_| matches!(p.typed, Typed::Nothing));
    let composer = Composer {
        name: "body",
        label: lang.thread_answer_label(),
        value: body,
        hint: Some(lang.thread_answer_hint()),
        rows: 8,
        draft: Some(format!("answer-{}", t.head.id)),
        preview: true,
    };
    html! {
        @if let Some(draft) = from_draft {
            div.row {
                p { (icon(Icon::History)) (lang.thread_draft_of()) " " (when::ago(c, draft.updated_at)) }
                (form::post_button(paths::DraftDelete { id: draft.id }, lang.thread_draft_discard(), "quiet"))
            }
        }
        @if let Typed::Answer { arrived, .. } = p.typed && *arrived > 0 {
            (lists::banner(Tone::Warn, html! { p { (lang.thread_arrived(i64::try_from(*arrived).unwrap_or(1))) " " a href="#answers" { (lang.thread_arrived_read()) } } }))
        }
        form method="post" action=(paths::QuestionAnswers { id: t.head.id }) enctype="multipart/form-data" {
            (form::hidden("form_key", key)) (form::hidden("back", "answer")) (form::hidden("id", t.head.id)) (form::hidden("kind", "answer")) (form::hidden("question_id", t.head.id)) (form::hidden("seen", t.newest.map_or(0, |id| id.0)))
            (composer::composer(lang, &composer, errors))
            (photos::field(lang, &photos::Field { id: photos_id.into(), ..photos::Field::new(lang, kept) }, errors))
            @if !t.replies.is_empty() { (saved_replies(c, t)) }
            @if t.doors.speaks_for_brand { (form::checkbox("as_member", lang.thread_as_member(), as_member)) }
            (form::submit(lang.thread_publish_answer()))
        }
    }
}

/// One of the reader's saved replies, to be put into the field: by the server, or by a script that asks it.
fn saved_replies(c: &Chrome, t: &Thread) -> Markup {
    let lang = c.lang;
    let options: Vec<(String, &str)> = t.replies.iter().map(|r| (r.id.to_string(), r.title.as_str())).collect();
    html! {
        details.mdhelp {
            summary { (lang.tools_replies()) }
            div.duo {
                (Field::new("reply", lang.tools_reply_choose()).select(lang, &options))
                div.bar { button.btn formaction={ (paths::QuestionInsertReply { id: t.head.id }) "#reply" } formnovalidate data-insert="f-body" { (lang.tools_reply_insert()) } }
            }
            p { a href=(paths::SettingsReplies) { (lang.tools_replies_edit()) } }
        }
    }
}
