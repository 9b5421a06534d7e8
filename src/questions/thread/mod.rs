//! The page of a question: everything said there, in the order of its worth.
//!
//! What must stay true: whoever may not see a post gets none of its words (a stub with the public reason, or nothing);
//! the order is the pure rule's; the page costs the same handful of statements however long the thread is; and a part
//! that a script asks for is made by the same function as in the page.

use entity::{AccountId, CommentId, DidNotWorkReason, DraftId, FollowUpKind, PostId, PostKind, PostState, Rank};

use crate::deadlines::outlook::Outlook;
use crate::photos::Shown;
use crate::questions::replies::Reply;
use crate::rules::policy::Denied;
use crate::ui::signs::Sign;

pub mod abilities;
pub mod brand;
pub mod fragments;
pub mod queries;
pub mod reading;
pub mod routes;
mod rows;
pub mod views;

pub use abilities::{Door, Doors, ThreadDoors};
pub use brand::Brand;
pub use reading::{Read, Remembered};

/// Answers on one page.
pub const ANSWERS: usize = 20;

/// In which order answers stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    #[default]
    Helpful,
    Newest,
}

impl Sort {
    pub fn from_word(word: &str) -> Sort {
        if word == "newest" { Sort::Newest } else { Sort::Helpful }
    }

    /// As in addresses; the usual order is not named.
    pub fn word(self) -> &'static str {
        match self {
            Sort::Helpful => "",
            Sort::Newest => "newest",
        }
    }
}

/// Who wrote something, as far as readers see them.
#[derive(Clone, Debug)]
pub struct Author {
    pub id: AccountId,
    pub username: String,
    pub display_name: String,
    pub rank: Rank,
    /// Works for the brand, whether or not this post speaks for it.
    pub staff: bool,
    /// Stands for an imported person.
    pub placeholder: bool,
    /// The account is gone; its name with it.
    pub former: bool,
    /// The key of their picture.
    pub avatar: Option<String>,
}

/// A question, what is around it and one page of its answers.
#[derive(Clone, Debug)]
pub struct Thread {
    pub head: Head,
    /// Where it stands with the brand.
    pub brand: Brand,
    pub question: Post,
    pub answers: Vec<Post>,
    /// The newest answer there is, on whatever page: what has not been seen is newer.
    pub newest: Option<PostId>,
    /// What was written after this moment is new to the reader.
    pub new_since: Option<i64>,
    /// From 1.
    pub page: usize,
    pub pages: usize,
    pub sort: Sort,
    /// The solution that stands first, if one does: where "go to the solution" leads.
    pub solution: Option<Solution>,
    pub mine: Mine,
    pub doors: ThreadDoors,
    pub related: Vec<Related>,
    /// What the reader asked to quote, ready for the answer's field.
    pub quoted: Option<String>,
    /// The reader's own saved replies.
    pub replies: Vec<Reply>,
    /// Incidents that may be what it is about.
    pub signs: Vec<Sign>,
}

#[derive(Clone, Copy, Debug)]
pub struct Solution {
    pub id: PostId,
    pub page: usize,
}

/// The question as lists know it.
#[derive(Clone, Debug)]
pub struct Head {
    pub id: PostId,
    pub title: String,
    pub slug: String,
    pub excerpt: String,
    pub state: PostState,
    pub asker: AccountId,
    pub category: Option<Category>,
    pub tags: Vec<String>,
    pub answers: i64,
    pub peer_answers: i64,
    pub accepted: i64,
    pub verified: i64,
    pub solved_at: Option<i64>,
    pub solved_elsewhere_at: Option<i64>,
    pub solved_elsewhere_note: Option<String>,
    pub closed_at: Option<i64>,
    pub close_reason: Option<String>,
    pub duplicate_of: Option<Duplicate>,
    pub me_too: i64,
    pub views: i64,
    pub created_at: i64,
    /// For ambassadors and the team alone.
    pub reserved: bool,
    /// What the asker may count on while nobody has answered.
    pub outlook: Option<Outlook>,
    /// It holds words of the law that the team has not answered.
    pub legal: bool,
    /// Who says to be writing an answer.
    pub answering: Vec<Answering>,
}

/// Someone who is answering now.
#[derive(Clone, Debug)]
pub struct Answering {
    pub who: AccountId,
    pub display_name: String,
    pub until: i64,
}

#[derive(Clone, Debug)]
pub struct Category {
    pub slug: String,
    pub name_en: String,
    pub name_fr: String,
}

/// The question this one repeats.
#[derive(Clone, Debug)]
pub struct Duplicate {
    pub id: PostId,
    pub title: String,
    pub slug: String,
    pub solved: bool,
}

/// A question's body or an answer, as its reader may see it.
#[derive(Clone, Debug)]
pub struct Post {
    pub id: PostId,
    pub kind: PostKind,
    pub author: Author,
    /// Empty in a stub.
    pub html: String,
    pub photos: Vec<Shown>,
    pub lang: String,
    pub state: PostState,
    pub state_reason: Option<String>,
    /// The reader sees only that something stood here, and why it went.
    pub stub: bool,
    /// Never below 0.
    pub helped: i64,
    pub did_not_work: Vec<(DidNotWorkReason, i64)>,
    pub did_not_work_count: i64,
    pub accepted_at: Option<i64>,
    /// Others say that it solved it, for an asker who is away.
    pub said_for: Option<SaidFor>,
    pub verified_at: Option<i64>,
    /// Staff say it no longer holds.
    pub outdated: bool,
    pub official: bool,
    pub created_at: i64,
    pub edited_at: Option<i64>,
    pub revision: i64,
    pub comments: Vec<Comment>,
    pub source: Option<Source>,
    /// Something beside it only its author and staff read.
    pub has_private: bool,
    pub voted: bool,
    pub failed: Option<DidNotWorkReason>,
    /// What the reader said to "was this clear?".
    pub clear: Option<bool>,
    /// They said so of this author lately: not asked again.
    pub rated_author: bool,
    pub flagged: bool,
    pub doors: Doors,
    /// Why the reader may not comment, where that is worth a word.
    pub no_comment: Option<Denied>,
}

/// Who says that an answer solved it, for an asker who is away. A name that is gone is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidFor {
    pub post: PostId,
    pub first_id: AccountId,
    pub first: String,
    /// None: one more has to agree.
    pub second: Option<String>,
}

/// Where an imported post comes from.
#[derive(Clone, Debug)]
pub struct Source {
    pub name: String,
    pub author: Option<String>,
    pub url: Option<String>,
    pub licence: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Comment {
    pub id: CommentId,
    pub author: Author,
    /// Empty while it is hidden.
    pub html: String,
    pub photos: Vec<Shown>,
    pub hidden: bool,
    pub official: bool,
    pub created_at: i64,
    pub edited_at: Option<i64>,
    pub may_flag: Door,
    pub may_edit: bool,
    pub may_delete: bool,
}

/// What the reader has said of the question.
#[derive(Clone, Debug, Default)]
pub struct Mine {
    /// The reader's account.
    pub me: Option<AccountId>,
    pub me_too: bool,
    pub follows: bool,
    /// Nothing of it is told to the reader.
    pub mutes: bool,
    /// When they last read it.
    pub visited_at: Option<i64>,
    /// They were told something of it that they did not read.
    pub unread: bool,
    pub is_asker: bool,
    /// "How did it go?", put to the asker and not answered yet.
    pub asked: Option<FollowUpKind>,
    /// An answer begun earlier.
    pub draft: Option<Draft>,
}

#[derive(Clone, Debug)]
pub struct Draft {
    pub id: DraftId,
    pub form_key: String,
    pub body: String,
    pub photos: Vec<Shown>,
    pub updated_at: i64,
}

/// "Same problem, already solved".
#[derive(Clone, Debug)]
pub struct Related {
    pub id: PostId,
    pub title: String,
    pub slug: String,
    pub solved: bool,
}

/// What is left for readers of a question that was taken away.
#[derive(Clone, Debug)]
pub struct Stub {
    pub state: PostState,
    pub reason: Option<String>,
}

/// Which part of a thread is wanted.
#[derive(Clone, Copy, Debug)]
pub enum Want {
    /// One page of answers.
    Page { page: usize, sort: Sort },
    /// The page that holds this post.
    PageOf(PostId),
    /// This post alone, with the question around it.
    Only(PostId),
}

/// What there is for this reader.
#[derive(Debug)]
pub enum Found {
    Thread(Box<Thread>),
    Stub(Stub),
    Nothing,
}
