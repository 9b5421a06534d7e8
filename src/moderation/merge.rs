//! Two accounts become one: everything the one wrote and said goes to the other, what they gave each other no longer
//! counts, points are worked out again. Each row that moves is written down, so that a manager can part the two again for
//! thirty days; for as long what the one signed in with is kept.

use entity::{AccountId, ClaimId, DecisionAct, Rank, RankEventKind};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::letters;
use crate::accounts::claims::{self, moves};
use crate::accounts::tokens;
use crate::audit::{self, Deed};
use crate::badges;
use crate::clock::{MINUTE, Millis};
use crate::config::Config;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::photos;
use crate::reputation;
use crate::screening::decisions::{self, New};
use crate::screening::letters::person;
use crate::screening::queue::Object;
use crate::standing;
use crate::standing::letters::Step;
use crate::standing::ranks::{self, Event};
use crate::web::session;
use crate::{db, values};

/// Rows about a person that follow them: table, column.
const FOLLOW: &[(&str, &str)] = &[
    ("sanction", "member_id"), ("moderation_decision", "member_id"), ("moderation_item", "about_id"), ("moderation_note", "member_id"), ("decision_appeal", "member_id"),
    // what was given and told to them in private
    ("gesture", "customer_id"), ("perk_claim", "member_id"), ("thank_note", "member_id"), ("thank_note", "author_id"), ("private_detail", "author_id"), ("private_message", "author_id"),
    ("photo_use", "account_id"), ("escalation", "opened_by"),
];

/// Badges given by hand; the others are found again.
const BADGES: &str = "SELECT id FROM badge_award WHERE member_id = $3 AND granted_by IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM badge_award b WHERE b.member_id = $4 AND b.badge = badge_award.badge AND b.cause = badge_award.cause)";

/// What somebody said for an asker who is away: who, and beside whom. What the two said together was no word of two, and
/// keeps both names.
const SAID_FOR: [(&str, &str); 2] = [("proposed_by", "confirmed_by"), ("confirmed_by", "proposed_by")];

/// As `claim_move` names them.
fn moved(table: &str, column: &str) -> String {
    format!("{table}.{column}")
}

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
    keep(tx, claim, from, into, by, reason, now).await?;
    ranked(tx, from, Rank::Member, RankEventKind::Left, by, reason, now).await?;
    let taken = db::run(
        tx,
        "UPDATE account SET placeholder = TRUE, claimed_by = $2, email = NULL, email_folded = NULL, email_verified_at = NULL, password_hash = NULL
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
    // the second step stays for 30 days, as the password does: parted, the account is as well kept as before
    for of_log_in in ["known_browser", "signup_wait"] {
        db::run(tx, &format!("DELETE FROM {of_log_in} WHERE account_id = $1"), values![from.0]).await?;
    }
    hand_over(tx, claim, from, into, now).await?;
    photos::actions::set_avatar(tx, from, None, now).await?;
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

/// Whatever the one has goes to the other, and is written down.
async fn hand_over(tx: &DatabaseTransaction, claim: ClaimId, from: AccountId, into: AccountId, now: Millis) -> Result<()> {
    moves::give(tx, claim, from, into, now).await?;
    follows(tx, claim, from, into).await?;
    for (table, column) in FOLLOW {
        let word = moved(table, column);
        moves::note(tx, claim, &word, table, column, from).await?;
        moves::hand_over(tx, claim, &word, table, column, from, into).await?;
    }
    for (column, beside) in SAID_FOR {
        let word = moved("absent_proposal", column);
        let said = format!("INSERT INTO claim_move (claim_id, object, object_id) SELECT $1, $2, id FROM absent_proposal WHERE {column} = $3 AND COALESCE({beside}, 0) <> $4");
        db::run(tx, &said, values![claim.0, word.as_str(), from.0, into.0]).await?;
        moves::hand_over(tx, claim, &word, "absent_proposal", column, from, into).await?;
    }
    db::run(tx, &format!("INSERT INTO claim_move (claim_id, object, object_id) SELECT $1, $2, b.id FROM ({BADGES}) b"), values![claim.0, "badge_award.member_id", from.0, into.0]).await?;
    moves::hand_over(tx, claim, "badge_award.member_id", "badge_award", "member_id", from, into).await?;
    Ok(())
}

/// A request lasts no longer.
const UNDER_WAY: Millis = 6 * MINUTE;

/// What the one did by a request that was under way when they became one goes to the other too. Gives how many merges were
/// looked at.
pub async fn gather(db: &Db, now: Millis) -> Result<usize> {
    #[derive(FromQueryResult)]
    struct Late {
        claim_id: ClaimId,
        from_id: AccountId,
        into_id: AccountId,
    }
    let text = "SELECT claim_id, from_id, into_id FROM account_merge WHERE gathered_at IS NULL AND parted_at IS NULL AND at <= $1 ORDER BY at, id LIMIT 50";
    let all: Vec<Late> = db::rows(db.read(), text, values![now - UNDER_WAY]).await?;
    for Late { claim_id: claim, from_id: from, into_id: into } in &all {
        let tx = db.write().await?;
        db::turn(&tx, "accounts made one").await?;
        let taken = "UPDATE account_merge SET gathered_at = $2 WHERE claim_id = $1 AND gathered_at IS NULL AND parted_at IS NULL";
        if db::run(&tx, taken, values![claim.0, now]).await? > 0 {
            let mut settled = moves::hold(&tx, *claim, *from, *into).await?;
            hand_over(&tx, *claim, *from, *into, now).await?;
            settled.extend([*from, *into]);
            reputation::actions::settle_members(&tx, &settled, now).await?;
            standing::actions::touch(&tx, &[*from, *into]).await?;
            badges::actions::touch(&tx, &[*into]).await?;
        }
        tx.commit().await?;
    }
    Ok(all.len())
}

/// Gives an account a rank, if it has another; whether it had.
async fn ranked(tx: &DatabaseTransaction, who: AccountId, to: Rank, kind: RankEventKind, by: AccountId, reason: &str, now: Millis) -> Result<bool> {
    if db::count(tx, "SELECT COUNT(*) AS n FROM account WHERE id = $1 AND rank <> $2", values![who.0, to.word()]).await? == 0 {
        return Ok(false);
    }
    ranks::record(tx, &Event { member: who, kind, to: Some(to), numbers: None, by: Some(by), reason }, now).await?;
    Ok(true)
}

/// Writes down what is needed to part them.
async fn keep(tx: &DatabaseTransaction, claim: ClaimId, from: AccountId, into: AccountId, by: AccountId, reason: &str, now: Millis) -> Result<()> {
    db::run(
        tx,
        "INSERT INTO account_merge (from_id, into_id, claim_id, by_id, reason, at, rank, email, email_folded, email_verified_at, password_hash)
         SELECT a.id, $2, $3, $4, $5, CAST($6 AS BIGINT), a.rank, a.email, a.email_folded, a.email_verified_at, a.password_hash FROM account a WHERE a.id = $1",
        values![from.0, into.0, claim.0, by.0, reason, now],
    )
    .await?;
    Ok(())
}

/// Threads that either follows are followed by the one that stays.
async fn follows(tx: &DatabaseTransaction, claim: ClaimId, from: AccountId, into: AccountId) -> Result<()> {
    let new = "NOT EXISTS (SELECT 1 FROM follow m WHERE m.account_id = $4 AND m.question_id = f.question_id)";
    db::run(tx, "INSERT INTO claim_move (claim_id, object, object_id) SELECT $1, $2, f.question_id FROM follow f WHERE f.account_id = $3 ON CONFLICT DO NOTHING", values![claim.0, "follow", from.0]).await?;
    db::run(tx, &format!("INSERT INTO claim_move (claim_id, object, object_id) SELECT $1, $2, f.question_id FROM follow f WHERE f.account_id = $3 AND {new} ON CONFLICT DO NOTHING"), values![claim.0, "follow_new", from.0, into.0]).await?;
    db::run(tx, "INSERT INTO follow (account_id, question_id, created_at) SELECT $2, question_id, created_at FROM follow WHERE account_id = $1 ON CONFLICT (account_id, question_id) DO NOTHING", values![from.0, into.0]).await?;
    db::run(tx, "DELETE FROM follow WHERE account_id = $1", values![from.0]).await?;
    Ok(())
}

/// What became of parting two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Parted {
    /// They are two; the one that is itself again.
    Two(AccountId),
    /// What would go back went on, to this account, with the one it had come to: those two are parted first.
    First { into: String },
}

/// Parts two accounts within thirty days: what moved goes back, as far as it is still there. Conflict: it is too late, one
/// of the two is gone, or somebody else has the address by now.
pub async fn part(tx: &DatabaseTransaction, config: &Config, claim: ClaimId, by: AccountId, reason: &str, now: Millis) -> Result<Parted> {
    #[derive(FromQueryResult)]
    struct Row {
        from_id: AccountId,
        into_id: AccountId,
        at: i64,
        old: String,
        kept: String,
        rank: Rank,
        further: Option<String>,
    }
    db::turn(tx, "accounts made one").await?;
    let row: Option<Row> = db::row(
        tx,
        "SELECT m.from_id, m.into_id, m.at, f.username AS old, t.username AS kept, m.rank,
            CASE WHEN t.placeholder THEN COALESCE((SELECT o.username FROM account o WHERE o.id = t.claimed_by), t.username) END AS further
         FROM account_merge m JOIN account f ON f.id = m.from_id JOIN account t ON t.id = m.into_id
         WHERE m.claim_id = $1 AND m.parted_at IS NULL AND m.at > $2",
        values![claim.0, now - claims::UNDO],
    )
    .await?;
    let Row { from_id: from, into_id: into, at, old, kept, rank, further } = row.ok_or(Error::Conflict("these two cannot be parted any more"))?;
    if let Some(into) = further {
        return Ok(Parted::First { into });
    }
    let concerned = moves::hold(tx, claim, from, into).await?;
    let back = db::run(
        tx,
        "UPDATE account SET placeholder = FALSE, claimed_by = NULL, email = (SELECT m.email FROM account_merge m WHERE m.claim_id = $3),
            email_folded = (SELECT m.email_folded FROM account_merge m WHERE m.claim_id = $3), email_verified_at = (SELECT m.email_verified_at FROM account_merge m WHERE m.claim_id = $3),
            password_hash = (SELECT m.password_hash FROM account_merge m WHERE m.claim_id = $3)
         WHERE id = $1 AND placeholder = TRUE AND claimed_by = $2 AND deleted_at IS NULL AND EXISTS (SELECT 1 FROM account t WHERE t.id = $2 AND t.deleted_at IS NULL AND t.placeholder = FALSE)
            AND NOT EXISTS (SELECT 1 FROM account o JOIN account_merge m ON m.claim_id = $3 AND o.email_folded = m.email_folded)",
        values![from.0, into.0, claim.0],
    )
    .await?;
    if back == 0 {
        return Err(Error::Conflict("one of the two is gone, or somebody else has the address"));
    }
    db::run(tx, "UPDATE claim SET state = 'reverted', reason = $2 WHERE id = $1 AND state = 'approved'", values![claim.0, reason]).await?;
    moves::take_back(tx, claim, from, into, at).await?;
    let said = SAID_FOR.map(|(column, _)| ("absent_proposal", column));
    for (table, column) in FOLLOW.iter().chain(&[("badge_award", "member_id")]).chain(&said) {
        moves::hand_over(tx, claim, &moved(table, column), table, column, into, from).await?;
    }
    db::run(tx, "INSERT INTO follow (account_id, question_id, created_at) SELECT $2, object_id, CAST($3 AS BIGINT) FROM claim_move WHERE claim_id = $1 AND object = 'follow' ON CONFLICT (account_id, question_id) DO NOTHING", values![claim.0, from.0, at]).await?;
    db::run(tx, "DELETE FROM follow WHERE account_id = $2 AND question_id IN (SELECT object_id FROM claim_move WHERE claim_id = $1 AND object = 'follow_new')", values![claim.0, into.0]).await?;
    for who in [from, into] {
        for kind in ["silence", "suspension"] {
            standing::sanctions::derive(tx, who, kind, now).await?;
        }
    }
    db::run(tx, "UPDATE account_merge SET parted_at = $2, email = NULL, email_folded = NULL, password_hash = NULL WHERE claim_id = $1", values![claim.0, now]).await?;
    db::run(tx, "UPDATE moderation_decision SET overturned_at = $2 WHERE act = 'merge' AND object = 'account' AND object_id = $1 AND overturned_at IS NULL", values![from.0, now]).await?;
    let mut settled = concerned;
    settled.extend([from, into]);
    reputation::actions::settle_members(tx, &settled, now).await?;
    standing::actions::touch(tx, &[from, into]).await?;
    badges::actions::touch(tx, &[from, into]).await?;
    audit::record(tx, Deed { actor: Some(by), action: "accounts_parted", object: "account", object_id: from.0, note: reason }, now).await?;
    for who in [from, into] {
        if let Some(to) = person(tx, who).await? {
            letters::parted(tx, config, to, &old, &kept, now).await?;
        }
    }
    if ranked(tx, from, rank, RankEventKind::Reinstated, by, reason, now).await? {
        standing::letters::tell(tx, config, from, &Step::Reinstated { rank, reason }, now).await?;
    }
    Ok(Parted::Two(from))
}

/// What could be undone no longer can: what the one signed in with goes.
pub async fn forget(tx: &DatabaseTransaction, now: Millis) -> Result<()> {
    db::run(tx, "UPDATE account_merge SET email = NULL, email_folded = NULL, password_hash = NULL WHERE email IS NOT NULL AND at <= $1", values![now - claims::UNDO]).await?;
    for of_log_in in ["two_factor", "recovery_code"] {
        let text = format!("DELETE FROM {of_log_in} WHERE account_id IN (SELECT m.from_id FROM account_merge m WHERE m.at <= $1 AND m.parted_at IS NULL)");
        db::run(tx, &text, values![now - claims::UNDO]).await?;
    }
    Ok(())
}
