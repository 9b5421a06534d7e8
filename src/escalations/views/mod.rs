//! The pages of this folder, from plain data.

use entity::{AccountId, DepartmentId, FeedReason, PostId};

use super::queries;
use crate::canned::queries::Choice;
use crate::deadlines::departments::Department;
use crate::questions::thread::Brand;

mod acts;
pub mod asker;
pub mod desk;
pub mod lists;
pub mod private;

/// Everything on the team's page of a thread.
pub struct Desk {
    pub me: AccountId,
    pub head: queries::Head,
    pub open: Option<queries::Record>,
    pub earlier: Vec<queries::Record>,
    pub department: DepartmentId,
    pub departments: Vec<Department>,
    pub colleagues: Vec<queries::Colleague>,
    /// The question, then its newest answers in the order they came.
    pub posts: Vec<Post>,
    /// There are answers that are not among them.
    pub more: bool,
    /// All that could be an outcome.
    pub answers: Vec<queries::Answer>,
    pub brand: Brand,
    pub journal: Vec<queries::Event>,
    pub notes: Vec<queries::Note>,
    pub exchange: queries::Exchange,
    pub may_read_exchange: bool,
    pub may_ask: bool,
    pub row: Option<queries::Row>,
    pub reasons: Vec<FeedReason>,
    /// Texts that can be put into the official answer.
    pub canned: Vec<Choice>,
    /// The last answer of a member, which a macro may confirm.
    pub last_answer: Option<PostId>,
    pub form_key: String,
}

impl Desk {
    /// The reader has it.
    pub fn mine(&self) -> bool {
        self.open.as_ref().is_some_and(|o| o.owner_id == Some(self.me))
    }

    /// Who else has it.
    pub fn other(&self) -> Option<(&str, i64)> {
        let open = self.open.as_ref().filter(|o| o.owner_id.is_some_and(|id| id != self.me))?;
        Some((open.owner.as_deref().unwrap_or_default(), open.claimed_at.unwrap_or(open.opened_at)))
    }
}

/// A post of the public thread, to be read.
pub struct Post {
    pub id: PostId,
    pub question: bool,
    pub by_asker: bool,
    /// Empty for somebody who left.
    pub author: String,
    pub official: bool,
    pub accepted: bool,
    pub verified: bool,
    pub lang: String,
    pub html: String,
    pub at: i64,
    /// Comments: who, and what.
    pub remarks: Vec<(String, String)>,
}
