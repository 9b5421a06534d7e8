//! New members' first posts, for those who review.

use maud::{Markup, html};

use super::super::firsts::First;
use crate::ui::chrome::Chrome;
use crate::ui::form;
use crate::ui::layout::{self, Page};
use crate::ui::lists::empty;
use crate::ui::{post, when};
use crate::web::paths;

pub fn page(c: &Chrome, all: &[First]) -> Markup {
    let lang = c.lang;
    let body = layout::section(html! {
        h1 { (lang.moderation_first_title()) }
        p { (lang.moderation_first_lead()) }
        @if all.is_empty() { (empty(lang.moderation_empty(), None)) }
        ul.plain role="list" {
            @for f in all {
                li {
                    h2 { a href=(if f.answer { paths::answer(f.question_id, &f.slug, f.post_id) } else { paths::Question { id: f.question_id, slug: &f.slug }.to_string() }) dir="auto" { (f.title) } }
                    p.meta { a href=(paths::User { username: &f.username }) dir="auto" { (f.display_name) } (when::ago(c, f.created_at)) }
                    (post::prose(&f.lang, &f.html))
                    div.bar {
                        (form::post_button(paths::FirstPost { id: f.id }, lang.moderation_first_fine(), "pri"))
                        a.btn.quiet href=(paths::PostFlag { id: f.post_id }) { (lang.thread_flag()) }
                    }
                }
            }
        }
    });
    layout::page(c, &Page { title: lang.moderation_first_title(), noindex: true, quiet: true, ..Page::default() }, body)
}
