//! What waits for a second word.

use maud::{Markup, html};

use super::queries::Proposal;
use crate::ui::chrome::Chrome;
use crate::ui::layout::{self, Page};
use crate::ui::lists::empty;
use crate::ui::{Icon, form, when};
use crate::web::paths;

/// Characters of an answer that are enough to know it again.
const SHOWN: usize = 200;

pub fn list(c: &Chrome, all: &[Proposal], more: bool) -> Markup {
    let lang = c.lang;
    let body = html! {
        (layout::section(html! {
            h1 { (lang.absent_title()) }
            p { (lang.absent_text()) }
            @if all.is_empty() { (empty(lang.absent_none(), Some((lang.ui_go_home(), &paths::Home.to_string())))) }
        }))
        @for p in all { (line(c, p)) }
        @if let Some(last) = all.last().filter(|_| more) {
            (layout::section(html! { p { a.btn rel="next" href=(paths::with_query(paths::ProposedSolutions, &[("after", &last.id.to_string())])) { (lang.absent_more()) } } }))
        }
    };
    layout::page(c, &Page { title: lang.absent_title(), noindex: true, quiet: true, ..Page::default() }, body)
}

fn line(c: &Chrome, p: &Proposal) -> Markup {
    let lang = c.lang;
    let words: String = p.words.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut = if words.chars().count() > SHOWN { "…" } else { "" };
    html! {
        article.card {
            div.b {
                h2 { a href=(paths::answer(p.question_id, &p.slug, p.post_id)) lang=(p.lang) dir="auto" { (p.title) } }
                p.hint lang=(p.lang) dir="auto" { (words.chars().take(SHOWN).collect::<String>()) (cut) }
                div.meta {
                    span dir="auto" { (lang.absent_answer_by(former(c, &p.author))) }
                    span dir="auto" { (lang.absent_proposed_by(former(c, &p.proposer))) " " (when::ago(c, p.proposed_at)) }
                }
                (form::icon_button(paths::PostSolvedForAsker { id: p.post_id }, Icon::Check, lang.absent_confirm()))
            }
            div.m {}
        }
    }
}

fn former<'a>(c: &Chrome, name: &'a str) -> &'a str {
    if name.is_empty() { c.lang.ui_former_member() } else { name }
}
