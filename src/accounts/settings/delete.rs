//! Leaving: the person goes, what they said stays, as a former member. What they did for others (votes, acceptances)
//! stands. Irreversible, so everything that names them goes in one transaction.

use entity::AccountId;
use sea_orm::DatabaseTransaction;

use crate::clock::Millis;
use crate::error::Result;
use crate::notifications::events;
use crate::questions::facts::said_for;
use crate::{db, photos, standing, values};

/// What a former member is called in addresses; no one can choose a name that begins like it.
pub fn former_name(account: AccountId) -> String {
    format!("~former-member-{account}")
}

/// What is removed outright: it was for them alone.
const GONE: &[&str] = &[
    "DELETE FROM session WHERE account_id = $1",
    "DELETE FROM two_factor WHERE account_id = $1",
    "DELETE FROM recovery_code WHERE account_id = $1",
    "DELETE FROM known_browser WHERE account_id = $1",
    "DELETE FROM signup_wait WHERE account_id = $1",
    "DELETE FROM email_token WHERE account_id = $1",
    "DELETE FROM draft WHERE account_id = $1",
    "DELETE FROM mail WHERE account_id = $1",
    "DELETE FROM follow WHERE account_id = $1",
    "DELETE FROM form_key WHERE account_id = $1",
    "DELETE FROM private_detail WHERE author_id = $1",
    "DELETE FROM private_message WHERE author_id = $1 AND by_team = FALSE",
    "DELETE FROM escalation_wish WHERE account_id = $1",
    "DELETE FROM saved_reply WHERE account_id = $1",
    "DELETE FROM answering WHERE account_id = $1",
    "DELETE FROM thank_note WHERE member_id = $1",
    "DELETE FROM briefing_reading WHERE account_id = $1",
    // perks nobody dealt with yet are given back; what was given stays in the year's accounts, under no name
    "UPDATE perk SET taken = taken - (SELECT COUNT(*) FROM perk_claim c WHERE c.perk_id = perk.id AND c.member_id = $1 AND c.state = 'claimed')
        WHERE id IN (SELECT perk_id FROM perk_claim WHERE member_id = $1 AND state = 'claimed')",
    "UPDATE perk_claim SET state = 'cancelled' WHERE member_id = $1 AND state = 'claimed'",
    "UPDATE perk_code SET code = '' WHERE claim_id IN (SELECT id FROM perk_claim WHERE member_id = $1)",
    "UPDATE deflection SET account_id = NULL WHERE account_id = $1",
    "UPDATE suggested_edit SET state = 'withdrawn' WHERE editor_id = $1 AND state = 'pending'",
    "UPDATE claim SET state = 'rejected' WHERE account_id = $1 AND state = 'pending'",
    "UPDATE claim SET proof = '' WHERE account_id = $1",
    "UPDATE nomination SET state = 'withdrawn' WHERE nominee_id = $1 AND state IN ('asked', 'open', 'complete')",
    // that there was a decision stays; what was said of it was theirs
    "UPDATE moderation_decision SET fact = '' WHERE member_id = $1",
    "UPDATE decision_appeal SET words = '', answer = '' WHERE member_id = $1",
    "DELETE FROM moderation_note WHERE member_id = $1",
    "UPDATE account_merge SET reason = '', email = NULL, email_folded = NULL, password_hash = NULL WHERE into_id = $1 OR from_id = $1",
    "DELETE FROM leaderboard WHERE member_id = $1",
    "DELETE FROM leaderboard_out WHERE member_id = $1",
    "DELETE FROM ambassador_topic WHERE member_id = $1",
];

/// Takes the person out of an account. `false`: it is the last admin's, and somebody must keep the keys.
pub async fn leave(tx: &DatabaseTransaction, account: AccountId, now: Millis) -> Result<bool> {
    let others = db::count(
        tx,
        "SELECT COUNT(*) AS n FROM account WHERE deleted_at IS NULL AND role = 'admin' AND id <> $1",
        values![account.0],
    )
    .await?;
    let admin = db::count(tx, "SELECT COUNT(*) AS n FROM account WHERE id = $1 AND role = 'admin'", values![account.0]).await? > 0;
    if admin && others == 0 {
        return Ok(false);
    }
    crate::screening::queue::edits_taken_back(tx, account, None, now).await?;
    photos::actions::leave(tx, account, now).await?;
    events::forget(tx, account).await?;
    for statement in GONE {
        db::run(tx, statement, values![account.0]).await?;
    }
    let name = former_name(account);
    db::run(
        tx,
        "UPDATE account SET username = $2, username_folded = $2, display_name = '', email = NULL, email_folded = NULL, email_verified_at = NULL,
         password_hash = NULL, role = 'customer', lang = NULL, theme = NULL, about = '', failed_logins = 0, login_blocked_until = NULL,
         last_seen_at = NULL, signup_ip_hash = NULL, signup_network_hash = NULL, deleted_at = $3 WHERE id = $1 AND deleted_at IS NULL",
        values![account.0, name, now],
    )
    .await?;
    said_for::leave(tx, account, now).await?;
    standing::actions::touch_around(tx, account).await?;
    crate::deadlines::mark_all(tx, "question_id IN (SELECT p.question_id FROM did_not_work d JOIN post p ON p.id = d.post_id WHERE d.actor_id = $1)", values![account.0]).await?;
    Ok(true)
}
