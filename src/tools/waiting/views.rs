//! The list of one's answers that wait for a word.

use maud::{Markup, html};

use super::queries::{Reminder, Waiting};
use crate::ui::chrome::Chrome;
use crate::ui::layout::{self, Page};
use crate::ui::lists::empty;
use crate::ui::{Icon, form, icon, when};
use crate::web::paths;

/// `proposals`: the reader may speak for askers who are away.
pub fn list(c: &Chrome, all: &[Waiting], more: bool, proposals: bool) -> Markup {
    let lang = c.lang;
    let body = html! {
        (layout::section(html! {
            h1 { (lang.tools_waiting()) }
            p { (lang.tools_waiting_text()) }
            @if proposals { p { a href=(paths::ProposedSolutions) { (lang.absent_title()) } } }
            @if all.is_empty() { (empty(lang.tools_waiting_none(), Some((lang.ui_go_home(), &paths::Home.to_string())))) }
        }))
        @for w in all { (line(c, w)) }
        @if let Some(last) = all.last().filter(|_| more) {
            (layout::section(html! { p { a.btn rel="next" href=(paths::with_query(paths::AnswersWaiting, &[("before", &last.answer.to_string())])) { (lang.ui_older()) } } }))
        }
    };
    layout::page(c, &Page { title: lang.tools_waiting(), noindex: true, ..Page::default() }, body)
}

fn line(c: &Chrome, w: &Waiting) -> Markup {
    let lang = c.lang;
    html! {
        article.card {
            div.b {
                h2 { a href=(paths::answer(w.question, &w.slug, w.answer)) lang=(w.lang) dir="auto" { (w.title) } }
                div.meta {
                    @if !w.asker_gone { span dir="auto" { (w.asker_name) } }
                    span { (lang.tools_you_answered()) " " (when::ago(c, w.answered_at)) }
                }
                @match w.reminder(c.now) {
                    Reminder::Now => { (form::icon_button(paths::QuestionRemind { id: w.question }, Icon::Bell, lang.tools_remind())) }
                    Reminder::From(at) => p.hint { (lang.tools_remind_from(when::full(lang, &c.zone, at))) },
                    Reminder::Sent(at) => p.meta { (icon(Icon::Check)) (lang.tools_reminded()) " " (when::ago(c, at)) },
                    Reminder::Never => p.hint { (lang.tools_remind_never()) },
                }
            }
            div.m {}
        }
    }
}
