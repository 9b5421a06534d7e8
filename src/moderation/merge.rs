//! Two accounts become one: everything the one wrote and said goes to the other, what they gave each other no longer
//! counts, points are worked out again.

use entity::{AccountId, ClaimId, DecisionAct};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::letters;
use crate::accounts::claims::moves;
use crate::accounts::tokens;
use crate::badges;
use crate::clock::Millis;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::reputation;
use crate::screening::decisions::{self, New};
use crate::screening::letters::person;
use crate::screening::queue::Object;
use crate::standing;
use crate::web::session;
use crate::{db, values};

/// Rows about a person that follow them: table, column.
const FOLLOW: &[(&str, &str)] = &[("sanction", "member_id"), ("moderation_decision", "member_id"), ("moderation_item", "about_id"), ("moderation_note", "member_id"), ("decision_appeal", "member_id"),
    // what was given and told to them in private
    ("gesture", "customer_id"), ("perk_claim", "member_id"), ("thank_note", "member_id"), ("thank_note", "author_id"), ("private_detail", "author_id"), ("private_message", "author_id"), ("escalation", "opened_by")];

/// Badges given by hand; the others are found again.
const BADGES: &str = "UPDATE badge_award SET member_id = $2 WHERE member_id = $1 AND granted_by IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM badge_award b WHERE b.member_id = $2 AND b.badge = badge_award.badge AND b.cause = badge_award.cause)";

/// Merges `from` into `into`. Conflict: one of the two is gone, or one of the team, or was merged before.
pub async fn merge(tx: &DatabaseTransaction, config: &Config, from: AccountId, into: AccountId, by: AccountId, reason: &str, now: Millis) -> Result<()> {
    #[derive(FromQueryResult)]
    struct Made {
        id: ClaimId,
    }
    #[derive(FromQueryResult)]
    struct Names {
        old: String,
        kept: String,
    }
    // two that would become each other's wait for one another
    db::turn(tx, "accounts made one").await?;
    let made: Option<Made> = db::row(
        tx,
        "INSERT INTO claim (placeholder_id, account_id, proof, state, reason, created_at, decided_by, decided_at)
         SELECT f.id, t.id, '', 'approved', $3, $4, $5, $4 FROM account f, account t
         WHERE f.id = $1 AND t.id = $2 AND f.id <> t.id AND f.deleted_at IS NULL AND t.deleted_at IS NULL AND f.placeholder = FALSE AND t.placeholder = FALSE
           AND f.role = 'customer' AND t.role = 'customer'
         RETURNING id",
        values![from.0, into.0, reason, now, by.0],
    )
    .await?;
    let claim = made.ok_or(Error::Conflict("these two cannot become one"))?.id;
    let concerned = moves::hold(tx, claim, from, into).await?;
    let names: Option<Names> = db::row(tx, "SELECT f.username AS old, t.username AS kept FROM account f JOIN account t ON t.id = $2 WHERE f.id = $1", values![from.0, into.0]).await?;
    let names = names.ok_or(Error::NotFound)?;
    let told = [(person(tx, from).await?, None), (person(tx, into).await?, Some(into))];
    let taken = db::run(
        tx,
        "UPDATE account SET placeholder = TRUE, claimed_by = $2, email = NULL, email_folded = NULL, email_verified_at = NULL, password_hash = NULL, rank = 'member'
         WHERE id = $1 AND placeholder = FALSE AND deleted_at IS NULL AND role = 'customer'
           AND EXISTS (SELECT 1 FROM account t WHERE t.id = $2 AND t.placeholder = FALSE AND t.deleted_at IS NULL AND t.role = 'customer')",
        values![from.0, into.0],
    )
    .await?;
    if taken == 0 {
        return Err(Error::Conflict("one of the two changed meanwhile"));
    }
    session::end_all(tx, from, None).await?;
    tokens::end_all(tx, from, now).await?;
    moves::give(tx, claim, from, into, now).await?;
    db::run(tx, "INSERT INTO follow (account_id, question_id, created_at) SELECT $2, question_id, created_at FROM follow WHERE account_id = $1 ON CONFLICT (account_id, question_id) DO NOTHING", values![from.0, into.0]).await?;
    db::run(tx, "DELETE FROM follow WHERE account_id = $1", values![from.0]).await?;
    for (table, column) in FOLLOW {
        db::run(tx, &format!("UPDATE {table} SET {column} = $2 WHERE {column} = $1"), values![from.0, into.0]).await?;
    }
    db::run(tx, BADGES, values![from.0, into.0]).await?;
    // the stricter of the two holds
    for column in ["silenced", "suspended"] {
        let text = format!(
            "UPDATE account SET {column}_reason = (SELECT f.{column}_reason FROM account f WHERE f.id = $1), {column}_until = (SELECT f.{column}_until FROM account f WHERE f.id = $1)
             WHERE id = $2 AND (SELECT f.{column}_until FROM account f WHERE f.id = $1) > COALESCE({column}_until, 0)"
        );
        db::run(tx, &text, values![from.0, into.0]).await?;
    }
    let mut settled = concerned;
    settled.extend([from, into]);
    reputation::actions::settle_members(tx, &settled, now).await?;
    standing::actions::touch(tx, &[from, into]).await?;
    badges::actions::touch(tx, &[into]).await?;
    db::run(tx, "INSERT INTO account_merge (from_id, into_id, claim_id, by_id, reason, at) VALUES ($1, $2, $3, $4, $5, $6)", values![from.0, into.0, claim.0, by.0, reason, now]).await?;
    let new = New {
        item: None,
        act: DecisionAct::Merge,
        reason: "",
        fact: reason,
        abuse: false,
        member: Some(into),
        object: Object::Member(from),
        question: None,
        by,
        ends: None,
        before: serde_json::json!({}),
    };
    decisions::record(tx, config, &new, now).await?;
    for (to, account) in told {
        if let Some(to) = to {
            letters::merged(tx, config, to, account, &names.old, &names.kept, now).await?;
        }
    }
    Ok(())
}
