//! "Was this clear?", beside an answer, for whoever is asked.

use maud::{Markup, html};

use super::super::Post;
use crate::ui::chrome::Chrome;
use crate::ui::{Icon, form, icon};
use crate::web::paths;

/// The question, or what the reader answered to it; nothing for anyone else.
pub fn part(c: &Chrome, post: &Post) -> Markup {
    let lang = c.lang;
    let id = format!("clear-{}", post.id);
    let asked = post.doors.rate.is_open() && !post.rated_author;
    html! {
        @if post.clear.is_some() || asked {
            div.failed id=(id) {
                form.row method="post" action=(paths::PostClear { id: post.id }) data-swap={ "#" (id) } {
                    @match post.clear {
                        Some(clear) => {
                            (form::hidden("clear", "none"))
                            span { (if clear { lang.clear_said_yes() } else { lang.clear_said_no() }) }
                            button.linkish { (icon(Icon::Undo)) (lang.clear_take_back()) }
                        }
                        None => {
                            span { (lang.clear_asked()) }
                            button.btn.quiet name="clear" value="yes" { (icon(Icon::Check)) (lang.clear_yes()) }
                            button.btn.quiet name="clear" value="no" { (icon(Icon::X)) (lang.clear_no()) }
                        }
                    }
                }
            }
        }
    }
}
