//! Writing awards.

use entity::{AccountId, BadgeAwardId, PostId};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult};

use super::gather;
use crate::audit::{self, Deed};
use crate::clock::{DAY, Millis};
use crate::notifications::events;
use crate::rules::badges::{Award, Badge, earned};
use crate::{db, values};

/// A badge earned longer ago is given without a word.
const NEWS: Millis = 7 * DAY;

/// Looks at these members again, soon: what is known of them changed by other ways than a new fact.
pub async fn touch(tx: &DatabaseTransaction, members: &[AccountId]) -> Result<(), DbErr> {
    let mut members: Vec<i64> = members.iter().map(|m| m.0).collect();
    members.sort_unstable();
    for member in members {
        db::run(tx, "INSERT INTO badge_due (member_id) VALUES ($1) ON CONFLICT DO NOTHING", values![member]).await?;
    }
    Ok(())
}

/// Can they hold badges at all?
async fn may_hold(db: &impl ConnectionTrait, member: AccountId) -> Result<bool, DbErr> {
    let text = "SELECT COUNT(*) AS n FROM account WHERE id = $1 AND role = 'customer' AND placeholder = FALSE AND deleted_at IS NULL";
    Ok(db::count(db, text, values![member.0]).await? > 0)
}

#[derive(FromQueryResult)]
struct Held {
    id: BadgeAwardId,
    badge: String,
    cause: String,
}

/// What a member earned and does not have yet. A revoked award counts as had.
pub async fn missing(db: &impl ConnectionTrait, member: AccountId, zone: &str) -> Result<Vec<Award>, DbErr> {
    if !may_hold(db, member).await? {
        return Ok(Vec::new());
    }
    let mut awards = earned(&gather::history(db, member, zone).await?);
    let held: Vec<Held> = db::rows(db, "SELECT id, badge, cause FROM badge_award WHERE member_id = $1", values![member.0]).await?;
    awards.retain(|a| !held.iter().any(|h| h.badge == a.badge.word() && h.cause == a.cause));
    Ok(awards)
}

/// Gives what the rules found; whoever gave it meanwhile is not doubled. Says how many are new.
pub async fn award(tx: &DatabaseTransaction, member: AccountId, awards: &[Award], now: Millis) -> Result<u64, DbErr> {
    let mut given = 0;
    for a in awards {
        let new = db::run(
            tx,
            "INSERT INTO badge_award (member_id, badge, cause, post_id, at, recorded_at, reason) VALUES ($1, $2, $3, $4, $5, $6, '') ON CONFLICT DO NOTHING",
            values![member.0, a.badge.word(), a.cause.as_str(), a.post, a.at, now],
        )
        .await?;
        // what was earned long ago, elsewhere perhaps, is no news
        if new > 0 && now - a.at < NEWS {
            events::badge(tx, member, a.badge.word(), a.post.map(PostId), now).await?;
        }
        given += new;
    }
    Ok(given)
}

/// What the rules find earned at this moment.
pub async fn holding(tx: &DatabaseTransaction, member: AccountId, zone: &str) -> Result<Vec<Award>, DbErr> {
    Ok(earned(&gather::history(tx, member, zone).await?))
}

/// After facts were annulled: awards of the rules that held `before` and hold no longer go, with the case as their reason.
/// What had ceased to hold in another way stays.
pub async fn strictly(tx: &DatabaseTransaction, member: AccountId, before: &[Award], zone: &str, case: i64, now: Millis) -> Result<(), DbErr> {
    let after = holding(tx, member, zone).await?;
    let among = |awards: &[Award], h: &Held| awards.iter().any(|a| a.badge.word() == h.badge && a.cause == h.cause);
    let held: Vec<Held> = db::rows(tx, "SELECT id, badge, cause FROM badge_award WHERE member_id = $1 AND granted_by IS NULL AND revoked_at IS NULL ORDER BY id", values![member.0]).await?;
    for h in held.iter().filter(|h| among(before, h) && !among(&after, h)) {
        db::run(tx, "UPDATE badge_award SET revoked_at = $2, revoke_reason = $3 WHERE id = $1 AND revoked_at IS NULL", values![h.id.0, now, case_word(case)]).await?;
    }
    Ok(())
}

/// The case was undone: what went with it comes back.
pub async fn give_back(tx: &DatabaseTransaction, member: AccountId, case: i64) -> Result<(), DbErr> {
    let text = "UPDATE badge_award SET revoked_at = NULL, revoke_reason = NULL WHERE member_id = $1 AND revoked_by IS NULL AND revoke_reason = $2";
    db::run(tx, text, values![member.0, case_word(case)]).await?;
    Ok(())
}

fn case_word(case: i64) -> String {
    format!("case:{case}")
}

/// What a manager gives by hand.
pub struct Gift<'a> {
    pub member: AccountId,
    pub badge: Badge,
    pub cause: &'a str,
    pub post: Option<i64>,
    pub by: AccountId,
    pub reason: &'a str,
}

/// A manager gives a badge. `false`: the member holds it.
pub async fn grant(tx: &DatabaseTransaction, gift: &Gift<'_>, now: Millis) -> Result<bool, DbErr> {
    let given = db::run(
        tx,
        "INSERT INTO badge_award (member_id, badge, cause, post_id, at, recorded_at, granted_by, reason) VALUES ($1, $2, $3, $4, $5, $5, $6, $7)
         ON CONFLICT (member_id, badge, cause) DO UPDATE SET at = excluded.at, recorded_at = excluded.recorded_at, granted_by = excluded.granted_by, reason = excluded.reason,
            revoked_at = NULL, revoked_by = NULL, revoke_reason = NULL WHERE badge_award.revoked_at IS NOT NULL",
        values![gift.member.0, gift.badge.word(), gift.cause, gift.post, now, gift.by.0, gift.reason],
    )
    .await?
        > 0;
    if given {
        events::badge(tx, gift.member, gift.badge.word(), gift.post.map(PostId), now).await?;
        let note = format!("{} {}: {}", gift.badge.word(), gift.cause, gift.reason);
        audit::record(tx, Deed { actor: Some(gift.by), action: "badge_granted", object: "account", object_id: gift.member.0, note: &note }, now).await?;
    }
    Ok(given)
}

/// A manager takes a badge back. `false`: it was taken back already.
pub async fn revoke(tx: &DatabaseTransaction, award: BadgeAwardId, by: AccountId, reason: &str, now: Millis) -> Result<bool, DbErr> {
    let text = "UPDATE badge_award SET revoked_at = $2, revoked_by = $3, revoke_reason = $4 WHERE id = $1 AND revoked_at IS NULL";
    let taken = db::run(tx, text, values![award.0, now, by.0, reason]).await? > 0;
    if taken {
        audit::record(tx, Deed { actor: Some(by), action: "badge_revoked", object: "badge_award", object_id: award.0, note: reason }, now).await?;
    }
    Ok(taken)
}
