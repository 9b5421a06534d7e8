//! A member's numbers beside those a rank asks for.

use entity::{AccountId, CategoryId, OfferCause, OfferId, OfferState, Rank, Role};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use crate::clock::{DAY, Millis};
use crate::rules::numbers::Numbers;
use crate::rules::policy::Rank as PolicyRank;
use crate::rules::standing::{self, Criterion, Window};
use crate::{db, values};

/// Who somebody is in the programme, with what the window says of them.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Member {
    pub id: AccountId,
    pub username: String,
    pub display_name: String,
    pub rank: Rank,
    pub role: Role,
    pub reputation: i64,
    pub created_at: i64,
    pub suspended_until: Option<i64>,
    pub solved: i64,
    pub askers: i64,
    pub days: i64,
    pub threads: i64,
    pub threads_solved: i64,
    pub clarity_raters: i64,
    pub clarity_clear: i64,
    pub sanctions: i64,
    /// Since when the imported person they were has been known.
    pub claimed: Option<i64>,
    /// When the numbers were last worked out; none for somebody who never answered.
    pub computed_at: Option<i64>,
}

pub const COLUMNS: &str = "a.id, a.username, a.display_name, a.rank, a.role, a.reputation, a.created_at, a.suspended_until, COALESCE(s.solved, 0) AS solved,
    COALESCE(s.askers, 0) AS askers, COALESCE(s.days, 0) AS days, COALESCE(s.threads, 0) AS threads, COALESCE(s.threads_solved, 0) AS threads_solved,
    COALESCE(s.clarity_raters, 0) AS clarity_raters, COALESCE(s.clarity_clear, 0) AS clarity_clear, COALESCE(s.sanctions, 0) AS sanctions,
    (SELECT MIN(c.created_at) FROM account c WHERE c.claimed_by = a.id) AS claimed, s.computed_at";

/// A member of the community who is here; none for placeholders and those who left.
pub async fn member(db: &impl ConnectionTrait, id: AccountId) -> Result<Option<Member>, DbErr> {
    let text = format!("SELECT {COLUMNS} FROM account a LEFT JOIN standing s ON s.member_id = a.id WHERE a.id = $1 AND a.deleted_at IS NULL AND a.placeholder = FALSE");
    db::row(db, &text, values![id.0]).await
}

pub async fn named(db: &impl ConnectionTrait, username: &str) -> Result<Option<Member>, DbErr> {
    if username.contains('\0') {
        return Ok(None);
    }
    let text = format!("SELECT {COLUMNS} FROM account a LEFT JOIN standing s ON s.member_id = a.id WHERE a.username = $1 AND a.deleted_at IS NULL AND a.placeholder = FALSE");
    db::row(db, &text, values![username.trim().trim_start_matches('@').to_lowercase()]).await
}

impl Member {
    /// May take part at all: a customer in good standing.
    pub fn may_take_part(&self, now: Millis) -> bool {
        self.role == Role::Customer && self.suspended_until.is_none_or(|t| t <= now)
    }

    /// What the window says.
    pub fn window(&self, now: Millis) -> Window {
        Window {
            solved: self.solved,
            askers: self.askers,
            days: self.days,
            threads: self.threads,
            threads_solved: self.threads_solved,
            clarity_raters: self.clarity_raters,
            clarity_clear: self.clarity_clear,
            sanctions: self.sanctions,
            age_days: ((now - self.created_at.min(self.claimed.unwrap_or(i64::MAX))) / DAY).max(0),
            reputation: self.reputation,
        }
    }

    /// What being offered the charter asks for.
    pub fn asked(&self, n: &Numbers, now: Millis) -> Vec<Criterion> {
        standing::criteria(&self.window(now), &n.standing.ambassador, &n.standing)
    }

    /// What keeps an ambassador one, and brings an emeritus back.
    pub fn kept(&self, n: &Numbers, now: Millis) -> Vec<Criterion> {
        standing::keeping(&self.window(now), PolicyRank::Ambassador, &n.standing)
    }

    /// Do the numbers for an offer hold?
    pub fn deserves(&self, n: &Numbers, now: Millis) -> bool {
        match self.rank {
            Rank::Emeritus => self.sanctions == 0 && standing::hold(&self.kept(n, now)),
            _ => standing::hold(&self.asked(n, now)),
        }
    }
}

/// An offer of a member that is not decided.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Offer {
    pub id: OfferId,
    pub member_id: AccountId,
    pub category_id: Option<CategoryId>,
    pub cause: OfferCause,
    pub state: OfferState,
    pub made_at: i64,
    pub expires_at: Option<i64>,
    pub reason: String,
}

pub async fn offer(db: &impl ConnectionTrait, member: AccountId) -> Result<Option<Offer>, DbErr> {
    let text = "SELECT id, member_id, category_id, cause, state, made_at, expires_at, reason FROM offer WHERE member_id = $1 AND state IN ('to_confirm', 'queued', 'open')";
    db::row(db, text, values![member.0]).await
}

/// A notice that runs.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Notice {
    pub rank: Rank,
    pub ends_at: i64,
}

pub async fn notice(db: &impl ConnectionTrait, member: AccountId) -> Result<Option<Notice>, DbErr> {
    db::row(db, "SELECT rank, ends_at FROM notice WHERE member_id = $1 AND closed_at IS NULL", values![member.0]).await
}
