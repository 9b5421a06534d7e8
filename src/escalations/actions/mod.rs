//! Every act on an escalation. Each takes the lock of the question first, is refused with a reason a person can read, is
//! written down with what was before, and ends by having the thread settled. Keyed by the question: a thread without a
//! record gets one, since whoever takes it in hand owes it an outcome.

use entity::{AccountId, EscalationCause, EscalationEventKind, EscalationState, PostId, PostState, escalation};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use super::limits;
use crate::audit::{self, Deed};
use crate::clock::{MINUTE, Millis};
use crate::deadlines::record::{self, Change};
use crate::error::{Error, Result};
use crate::i18n::Lang;
use crate::questions::refresh;
use crate::{db, deadlines, values};

mod claims;
mod details;
mod doors;
mod exchange;
mod meanwhile;
pub mod notes;
mod outcomes;
mod promises;
mod snoozes;

pub use claims::{assign, claim, hand_over, may_have, release, release_absent, take_over, expire};
pub use details::{Asking, ask_details};
pub use doors::{Opened, Wish, escalate};
pub use exchange::{erase, say};
pub use meanwhile::{Meanwhile, Shown, still};
pub use notes::{note, read_mentions};
pub use outcomes::{Answer, Outcome, decline, disagree, reply, resolve};
pub use promises::{Promising, promise};
pub use snoozes::{snooze, wake};

/// Why an act was not done, for the person who tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum No {
    /// A colleague has it.
    Held(Holder),
    /// It is no longer what the page showed.
    Meanwhile(Meanwhile),
    /// Nobody but the team sees the thread.
    Hidden,
    /// They brought it here already.
    Brought,
    /// They own as many as their department lets one person own.
    Full(i64),
    /// It has ended, or never began.
    NothingOpen,
    /// Not theirs to give away.
    NotOwner,
    /// Nobody of that name works here.
    NoColleague,
    /// No such department, or it is there already.
    NoDepartment,
    /// A note says why.
    NoNote,
    /// Past, or no moment at all.
    NotAhead,
    /// Later than this takes a lead.
    LeadOnly,
    /// The third takes a manager.
    ManagerOnly,
    /// Nobody could see how it ended.
    NoOutcome,
    /// The asker was asked already, and has not answered.
    AskedAlready,
    /// As often, or as long, as a clock may stand.
    AskedEnough,
    /// The window is not over, or somebody answered: what is missing has to be said.
    SayWhatIsMissing,
    /// So many of theirs are open.
    OpenEnough(i64),
    /// So many in a week.
    WeekEnough(i64),
    /// Nobody wished for it.
    NotWished,
    /// There is nothing to disagree with.
    NothingToDoubt,
}

/// Who has a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    pub display_name: String,
    pub minutes: i64,
}

impl No {
    pub fn message(&self, lang: Lang) -> String {
        match self {
            No::Held(h) => lang.esc_no_held(&h.display_name, h.minutes),
            No::Meanwhile(what) => what.message(lang),
            No::Hidden => lang.esc_no_hidden().into(),
            No::Brought => lang.esc_no_brought().into(),
            No::Full(cap) => lang.esc_no_full(*cap),
            No::NothingOpen => lang.esc_no_open().into(),
            No::NotOwner => lang.esc_no_owner().into(),
            No::NoColleague => lang.esc_no_colleague().into(),
            No::NoDepartment => lang.esc_no_department().into(),
            No::NoNote => lang.esc_no_note().into(),
            No::NotAhead => lang.esc_no_ahead().into(),
            No::LeadOnly => lang.esc_no_lead().into(),
            No::ManagerOnly => lang.esc_no_manager().into(),
            No::NoOutcome => lang.esc_no_outcome().into(),
            No::AskedAlready => lang.esc_no_asked_already().into(),
            No::AskedEnough => lang.esc_no_asked_enough().into(),
            No::SayWhatIsMissing => lang.esc_no_say().into(),
            No::OpenEnough(n) => lang.esc_no_open_enough(*n),
            No::WeekEnough(n) => lang.esc_no_week_enough(*n),
            No::NotWished => lang.esc_no_wished().into(),
            No::NothingToDoubt => lang.esc_no_doubt().into(),
        }
    }
}

/// Done, or why not.
pub type Tried<T> = Result<Result<T, No>>;

/// A thread as an act finds it, held until the transaction ends.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Thread {
    pub id: PostId,
    pub asker_id: AccountId,
    pub title: String,
    pub peer_answer_count: i64,
    /// Moderators hid it: the team goes on with it, and nothing new is said there.
    pub hidden: bool,
}

/// Nobody did anything for so long that it is anybody's.
pub fn lapsed(open: &escalation::Model, now: Millis) -> bool {
    open.owner_id.is_some() && open.claim_ends_at.is_some_and(|t| t <= now)
}

/// Somebody else has it, and it is theirs still.
fn is_held(open: &escalation::Model, by: AccountId, now: Millis) -> bool {
    open.owner_id.is_some_and(|o| o != by) && !lapsed(open, now)
}

/// Who has it, for whoever comes second.
async fn holder(db: &impl ConnectionTrait, open: &escalation::Model, now: Millis) -> Result<No> {
    #[derive(FromQueryResult)]
    struct Name {
        display_name: String,
    }
    let name: Option<Name> = db::row(db, "SELECT display_name FROM account WHERE id = $1", values![open.owner_id.map_or(0, |a| a.0)]).await?;
    let minutes = (now - open.claimed_at.unwrap_or(open.acted_at)).max(0) / MINUTE;
    Ok(No::Held(Holder { display_name: name.map(|n| n.display_name).unwrap_or_default(), minutes }))
}

/// Takes the lock and reads the thread; one that is gone, or for ambassadors alone, is none of ours.
pub(super) async fn hold(tx: &DatabaseTransaction, question: PostId) -> Result<Thread> {
    refresh::lock(tx, question).await?;
    let found: Option<Thread> = db::row(
        tx,
        "SELECT q.id, q.author_id AS asker_id, q.title, q.peer_answer_count, (q.state = $3) AS hidden FROM question q WHERE q.id = $1 AND q.state IN ($2, $3)",
        values![question.0, PostState::Visible.word(), PostState::Hidden.word()],
    )
    .await?;
    found.ok_or(Error::NotFound)
}

/// What is open, opened now where nothing was: whoever takes a thread in hand owes it an outcome.
async fn in_hand(tx: &DatabaseTransaction, question: PostId, by: AccountId, now: Millis) -> Result<escalation::Model> {
    if let Some(open) = record::current(tx, question).await? {
        return Ok(open);
    }
    let new = record::Open { question, cause: EscalationCause::Staff, by: Some(by), reason: "", details: "", priority: false, department: None };
    record::open(tx, &new, now).await?;
    record::current(tx, question).await?.ok_or(Error::Conflict("it ended meanwhile"))
}

/// The thread, its escalation, and this colleague as its owner; why not, where somebody else has it.
async fn as_owner(tx: &DatabaseTransaction, question: PostId, by: AccountId, now: Millis) -> Tried<(Thread, escalation::Model)> {
    let thread = hold(tx, question).await?;
    let open = in_hand(tx, question, by, now).await?;
    if open.owner_id != Some(by) || lapsed(&open, now) {
        if let Err(no) = claims::take(tx, &open, by, now).await? {
            return Ok(Err(no));
        }
    }
    let open = record::current(tx, question).await?.ok_or(Error::Conflict("it ended meanwhile"))?;
    Ok(Ok((thread, open)))
}

/// What an act of its owner changes: the claim begins anew. `published`: everyone can see it, so that the claim no longer ends.
async fn acted(tx: &DatabaseTransaction, open: &escalation::Model, state: Option<EscalationState>, published: bool, now: Millis) -> Result<Change> {
    let published = published || open.published;
    let ends = if published { None } else { Some(now + limits::current(tx).await?.claim) };
    Ok(Change { state, acted_at: Some(now), claim_ends_at: Some(ends), published: Some(published), ..Change::default() })
}

/// Changes it, with its line in the journal and in the record of who did what.
async fn put(tx: &DatabaseTransaction, open: &escalation::Model, by: Option<AccountId>, kind: EscalationEventKind, note: &str, change: &Change, now: Millis) -> Result<()> {
    record::set(tx, open.id, by, kind, note, change, now).await?;
    written(tx, open.question_id, by, kind, now).await
}

/// A line of the record of who did what, without its words.
async fn written(tx: &DatabaseTransaction, question: PostId, by: Option<AccountId>, kind: EscalationEventKind, now: Millis) -> Result<()> {
    Ok(audit::record(tx, Deed { actor: by, action: kind.word(), object: "question", object_id: question.0, note: "" }, now).await?)
}

/// The last word of every act.
async fn settle(tx: &DatabaseTransaction, question: PostId, by: AccountId, now: Millis) -> Result<()> {
    deadlines::settle(tx, question, Some(by), now).await
}
