//! Who may do what. One policy answers the handler (may they?) and the view (show the button?).
//!
//! [`may`] is the door for both; each verb is one small function in `verbs`. A refusal says what is missing.
//! Staff have every privilege at any reputation; ambassadors have all of those up to 1,500.

use crate::clock::Millis;
use crate::rules::daily::Level;
use crate::rules::numbers::Privileges;

mod denied;
mod matrix;
mod owed;
mod programme;
mod verbs;

pub use denied::Denied;
pub use matrix::{Scene, matrix, scenes};
pub use verbs::may;

/// What an account is to the brand. The order is that of power.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    #[default]
    Customer,
    Staff,
    Manager,
    Admin,
}

impl Role {
    pub const ALL: [Role; 4] = [Role::Customer, Role::Staff, Role::Manager, Role::Admin];

    /// The word kept in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Customer => "customer",
            Role::Staff => "staff",
            Role::Manager => "manager",
            Role::Admin => "admin",
        }
    }

    pub fn from_word(word: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|r| r.as_str() == word)
    }
}

/// What an account is to the community.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Rank {
    #[default]
    Member,
    Helper,
    Expert,
    Ambassador,
    /// A former ambassador: honoured, without the tools.
    Emeritus,
}

impl Rank {
    pub const ALL: [Rank; 5] = [Rank::Member, Rank::Helper, Rank::Expert, Rank::Ambassador, Rank::Emeritus];

    /// The word kept in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Rank::Member => "member",
            Rank::Helper => "helper",
            Rank::Expert => "expert",
            Rank::Ambassador => "ambassador",
            Rank::Emeritus => "emeritus",
        }
    }

    pub fn from_word(word: &str) -> Option<Rank> {
        Rank::ALL.into_iter().find(|r| r.as_str() == word)
    }
}

/// Whoever asks for something to be done. `Default` is a visitor without an account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Actor {
    /// The account; `None` is a visitor.
    pub id: Option<i64>,
    pub role: Role,
    pub rank: Rank,
    pub reputation: i64,
    /// The address is confirmed, or the community sends no mail.
    pub confirmed: bool,
    pub suspended: bool,
    /// May read, not write.
    pub silenced: bool,
    pub created_at: Millis,
    /// What reputation unlocks, under the rules in force.
    pub privileges: Privileges,
}

impl Actor {
    pub fn visitor() -> Self {
        Self::default()
    }

    pub fn is_visitor(&self) -> bool {
        self.id.is_none()
    }

    pub fn is(&self, account: Option<i64>) -> bool {
        self.id.is_some() && self.id == account
    }

    pub fn is_staff(&self) -> bool {
        self.role >= Role::Staff
    }

    /// How far they are trusted, as the limits of a day see it. Time plays no part in what a text may hold.
    pub fn level(&self) -> Level {
        Level::of(self, Millis::MAX)
    }

    /// Has the privilege that `points` of reputation unlock.
    pub fn has(&self, points: i64) -> bool {
        self.is_staff() || (self.rank == Rank::Ambassador && points <= self.privileges.ambassador_up_to) || self.reputation >= points
    }
}

/// Links in one post that anybody may set.
pub const FREE_LINKS: usize = 2;
/// Accepted answers at a time, by different answerers.
pub const ACCEPTED_AT_MOST: usize = 2;

/// What someone may want to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verb {
    Ask,
    Answer,
    Comment,
    Vote,
    DidNotWork,
    /// "Was this clear?"
    Rate,
    MeToo,
    Follow,
    Accept,
    Unaccept,
    Verify,
    Unverify,
    CallOutdated,
    Edit,
    SuggestEdit,
    ReviewEdit,
    Retag,
    CreateTag,
    /// Close as a duplicate: at once for the asker and staff, a proposal from 500 points.
    Duplicate,
    /// Ask somebody who is likely to know to look at a question without answers.
    Invite,
    Close,
    Reopen,
    /// The author takes back their own post.
    Delete,
    /// The asker leaves a question that others answered, without their name.
    Anonymise,
    /// Staff take a post away, with a reason.
    Remove,
    /// Staff replace personal data in a post, everywhere it went.
    Redact,
    Flag,
    SolvedElsewhere,
    /// Say how it went, some days later.
    FollowUp,
    /// Say what solved it for an asker who is away, first or second.
    ProposeSolution,
    /// Propose a gesture of goodwill to whoever asked.
    Gesture,
    /// Decide on one that somebody else proposed.
    ApproveGesture,
    MoreLinks,
    SeePrivateDetails,
    SeeHidden,
    /// Answer members who doubt a line of their ledger.
    Reviews,
    /// Decide who an imported name belongs to.
    Claims,
    /// Read the mails that were kept.
    Outbox,
    /// Give a badge by hand, or take one back.
    GrantBadge,
    /// Decide whether votes that look arranged count; not in a case one is part of.
    JudgeCase,
    /// Decide on what waits for moderators; not on what concerns oneself.
    Moderate,
    /// Say that a new member's first post is fine.
    ReviewFirst,
    /// Watched words, and accounts made one.
    RunModeration,
    /// Read and write what is for ambassadors and the team: reserved categories, briefings before their minute, saved replies.
    Circle,
    /// Say "I am answering", ask an asker how it went.
    Tools,
    /// Claim a thank-you.
    ClaimPerk,
    /// Accept an offer, nominate, testify, take leave.
    TakePart,
    /// Invite, confirm, suspend, answer nominations and appeals.
    RunProgramme,
    /// Ask that the brand see to a thread: the asker for their own, members from 250 points, ambassadors first.
    Escalate,
    /// Say that what the team calls settled is not.
    Disagree,
    /// Ask the asker for details, while the clock stands.
    AskDetails,
    /// Take a thread, hand it on, promise, settle; notes of the team.
    Handle,
    /// The exchange between the asker and the department.
    ReadExchange,
    WriteExchange,
    /// Read what was done to threads, and what one did oneself.
    ReadRecord,
    /// Read everything that anybody did.
    ReadWholeRecord,
    /// Merge threads, split one, file it elsewhere.
    Shape,
    /// Read the team's figures and weak signals.
    Insights,
}

impl Verb {
    pub const ALL: [Verb; 58] = [
        Verb::Ask,
        Verb::Answer,
        Verb::Comment,
        Verb::Vote,
        Verb::DidNotWork,
        Verb::Rate,
        Verb::MeToo,
        Verb::Follow,
        Verb::Accept,
        Verb::Unaccept,
        Verb::Verify,
        Verb::Unverify,
        Verb::CallOutdated,
        Verb::Edit,
        Verb::SuggestEdit,
        Verb::ReviewEdit,
        Verb::Retag,
        Verb::CreateTag,
        Verb::Duplicate,
        Verb::Invite,
        Verb::Close,
        Verb::Reopen,
        Verb::Delete,
        Verb::Anonymise,
        Verb::Remove,
        Verb::Redact,
        Verb::Flag,
        Verb::SolvedElsewhere,
        Verb::FollowUp,
        Verb::ProposeSolution,
        Verb::Gesture,
        Verb::ApproveGesture,
        Verb::MoreLinks,
        Verb::SeePrivateDetails,
        Verb::SeeHidden,
        Verb::Reviews,
        Verb::Claims,
        Verb::Outbox,
        Verb::GrantBadge,
        Verb::JudgeCase,
        Verb::Moderate,
        Verb::ReviewFirst,
        Verb::RunModeration,
        Verb::Circle,
        Verb::Tools,
        Verb::ClaimPerk,
        Verb::TakePart,
        Verb::RunProgramme,
        Verb::Escalate,
        Verb::Disagree,
        Verb::AskDetails,
        Verb::Handle,
        Verb::ReadExchange,
        Verb::WriteExchange,
        Verb::ReadRecord,
        Verb::ReadWholeRecord,
        Verb::Shape,
        Verb::Insights,
    ];
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    #[default]
    Question,
    Answer,
    Comment,
}

/// What the verb is about, as far as it matters; a verb reads only the fields it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    pub kind: Kind,
    /// Who asked the thread's question; `None` once that account is gone.
    pub asker: Option<i64>,
    /// Who wrote the post, answer or comment in question.
    pub author: Option<i64>,
    /// Who suggested the edit under review.
    pub editor: Option<i64>,
    /// The post speaks for the brand.
    pub official: bool,
    /// The post can be seen by everyone.
    pub visible: bool,
    pub closed: bool,
    /// Closed within the 30 days in which the asker may say "my problem is different".
    pub closed_lately: bool,
    /// The thread has an escalation that nobody settled.
    pub escalated: bool,
    /// Someone but the asker answered.
    pub others_answered: bool,
    /// This answer is accepted.
    pub accepted: bool,
    /// Other answers of the thread that are accepted now.
    pub others_accepted: usize,
    /// One of those is by the same author as this answer.
    pub same_author_accepted: bool,
    /// Links in the text.
    pub links: usize,
    /// Names of members in the text.
    pub mentions: usize,
    /// They said that this answer helped, or did not work.
    pub tried: bool,
    /// They answered in this thread, which somebody else asked.
    pub answered_here: bool,
    /// Their account is older than a day.
    pub day_old: bool,
    /// For ambassadors and the team alone: nothing said there counts for anybody.
    pub reserved: bool,
    /// They belong to the department that the thread is with.
    pub in_department: bool,
    /// The asker let the question how it went pass; nothing is owed, nothing is solved.
    pub absent: bool,
    /// Who said that this answer solved it for them.
    pub proposed_by: Option<i64>,
}

impl Default for Facts {
    /// A visible, open question without answers.
    fn default() -> Self {
        Facts {
            kind: Kind::Question,
            asker: None,
            author: None,
            editor: None,
            official: false,
            visible: true,
            closed: false,
            closed_lately: false,
            escalated: false,
            others_answered: false,
            accepted: false,
            others_accepted: 0,
            same_author_accepted: false,
            links: 0,
            mentions: 0,
            tried: false,
            answered_here: false,
            day_old: true,
            reserved: false,
            in_department: false,
            absent: false,
            proposed_by: None,
        }
    }
}
