//! Whom to invite.

use entity::PostId;
use maud::{Markup, html};

use super::queries::{Invited, Likely};
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors};
use crate::ui::layout;
use crate::ui::lists;
use crate::ui::people::{self, Person, Standing};
use crate::ui::when;
use crate::web::paths;

pub struct Page<'a> {
    pub id: PostId,
    pub slug: &'a str,
    pub title: &'a str,
    pub likely: &'a [Likely],
    pub invited: &'a [Invited],
}

pub fn page(c: &Chrome, p: &Page<'_>, errors: &Errors) -> Markup {
    let lang = c.lang;
    let back = paths::Question { id: p.id, slug: p.slug };
    let body = layout::section(html! {
        (form::summary(lang, errors))
        h1 { (lang.invitations_title()) }
        p { (lang.invitations_text()) }
        p { a href=(back) dir="auto" { (p.title) } }
        @if p.likely.is_empty() { (lists::empty(lang.invitations_nobody(), Some((lang.invitations_back(), &back.to_string())))) }
        ul.plain role="list" {
            @for l in p.likely {
                @let person = Person { username: l.username.clone(), display_name: l.display_name.clone(), rank: Standing::from_word(&l.rank), ..Person::default() };
                li.row {
                    (people::avatar(&c.brand, &person)) (people::name(lang, &person)) (people::role(lang, &c.brand, &person))
                    span.hint { (lang.invitations_solved(l.solved)) }
                    form.inline method="post" action=(paths::QuestionInvite { id: p.id }) {
                        (form::hidden("member", l.id))
                        button.btn { (lang.invitations_invite()) span.vh { " " (l.display_name) } }
                    }
                }
            }
        }
        @if !p.invited.is_empty() {
            h2 { (lang.invitations_invited()) }
            ul { @for i in p.invited { li { a href=(paths::User { username: &i.username }) dir="auto" { (i.display_name) } ", " (when::ago(c, i.at)) } } }
        }
    });
    layout::page(c, &layout::Page { title: lang.invitations_title(), noindex: true, errors: !errors.is_empty(), ..layout::Page::default() }, body)
}
