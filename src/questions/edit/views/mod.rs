//! The pages of this folder, and what they share: a change shown in words.

use entity::{CommentId, PostId};
use maud::{Markup, html};

use super::Text;
use super::forms::Values;
use super::queries::{Suggestion, Version, Who};
use crate::clock::Millis;
use crate::i18n::Lang;
use crate::ui::chrome::Chrome;
use crate::ui::diff;
use crate::ui::form::Errors;
use crate::ui::people::{self, Person, Standing};

pub mod form;
pub mod history;
pub mod suggestion;

/// The page of an edit.
pub struct Form {
    pub id: PostId,
    pub question: bool,
    /// The thread's title and the post's address.
    pub about: String,
    pub back: String,
    /// It will wait for a reviewer.
    pub suggested: bool,
    /// The version the form is on.
    pub revision: i64,
    pub values: Values,
    pub errors: Errors,
    pub conflict: Option<Conflict>,
}

/// What somebody else wrote meanwhile.
pub struct Conflict {
    pub theirs: Text,
    pub at: Millis,
}

/// The page of a comment's edit.
pub struct Comment {
    pub id: CommentId,
    pub about: String,
    pub back: String,
    /// After a lost race: what stands there now.
    pub theirs: Option<String>,
    pub body: String,
    pub revision: i64,
    pub errors: Errors,
}

/// The versions of a post.
pub struct History {
    pub id: PostId,
    pub question: bool,
    pub about: String,
    pub back: String,
    /// The newest first; beyond `shown` one more, to compare with.
    pub versions: Vec<Version>,
    pub shown: usize,
}

/// A list of suggested edits.
pub struct Suggestions {
    pub heading: &'static str,
    /// The thread's title and the post's address, if they are all of one post.
    pub about: Option<(String, String)>,
    /// They may say that new members' first posts are fine.
    pub first_posts: bool,
    /// They may speak for askers who are away.
    pub proposals: bool,
    pub own: Vec<Card>,
    pub cards: Vec<Card>,
    pub next: Option<String>,
    pub errors: Errors,
}

/// One suggested edit as its reader sees it.
pub struct Card {
    pub suggestion: Suggestion,
    /// What stands there, while it waits.
    pub now: Option<Text>,
    /// The post has changed since.
    pub stale: bool,
    pub decide: bool,
    pub withdraw: bool,
    /// Why it waits for the team, for the team.
    pub why: Vec<String>,
    pub typed: String,
    pub error: Option<String>,
}

/// What changed, part by part.
fn change(lang: Lang, before: &Text, after: &Text) -> Markup {
    let tags = (before.tags.join(", "), after.tags.join(", "));
    html! {
        @if before.title != after.title {
            p.hint { (lang.edit_title_label()) }
            (diff::words(lang, before.title.as_deref().unwrap_or_default(), after.title.as_deref().unwrap_or_default()))
        }
        @if before.body != after.body {
            p.hint { (lang.edit_body_label()) }
            (diff::words(lang, &before.body, &after.body))
        }
        @if tags.0 != tags.1 {
            p.hint { (lang.edit_tags_label()) }
            (diff::words(lang, &tags.0, &tags.1))
        }
        @if before == after { p.hint { (lang.edit_no_difference()) } }
    }
}

/// A whole text, as it is written.
fn whole(lang: Lang, text: &Text) -> Markup {
    html! {
        @if let Some(title) = &text.title { p.hint { (lang.edit_title_label()) } div.diff dir="auto" { (title) } }
        p.hint { (lang.edit_body_label()) }
        div.diff dir="auto" { (text.body) }
        @if !text.tags.is_empty() { p.hint { (lang.edit_tags_label()) } div.diff { (text.tags.join(", ")) } }
    }
}

fn by(c: &Chrome, who: &Who, rest: Markup) -> Markup {
    let person = Person {
        username: who.username.clone(),
        display_name: who.display_name.clone(),
        rank: who.rank.map_or(Standing::Member, |r| Standing::from_word(r.word())),
        official: false,
        imported: who.placeholder,
        avatar: None,
    };
    people::line(c.lang, &c.brand, &person, rest)
}
