//! Claims, codes, the catalogue. Locks in one order: the member, the claim, the perk, the code.

use entity::{AccountId, PerkClaimId, PerkId, PerkState, perk, perk_claim};
use sea_orm::ActiveValue::Set;
use sea_orm::{DatabaseTransaction, DbErr, EntityTrait, FromQueryResult};
use sha2::{Digest as _, Sha256};

use super::forms::Parsed;
use super::queries;
use crate::clock::Millis;
use crate::error::{Error, Result};
use crate::rules::numbers::Programme;
use crate::rules::perks::{NoClaim, may_claim};
use crate::{db, values};

/// A claim that was made; `ready`: its code waits already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    pub id: PerkClaimId,
    pub ready: bool,
}

/// Claims one. Two at once wait for each other at the member's row; the stock decides by itself.
pub async fn claim(tx: &DatabaseTransaction, me: AccountId, id: PerkId, adult: bool, programme: &Programme, year: i64, now: Millis) -> Result<std::result::Result<Made, NoClaim>> {
    db::lock(tx, "account", me.0).await?;
    let perk = queries::one(tx, id, me).await?.ok_or(Error::NotFound)?;
    let member = queries::member(tx, me, year).await?.ok_or(Error::NotFound)?;
    if let Err(why) = may_claim(&member, &perk.facts(), programme, now) {
        return Ok(Err(why));
    }
    if perk.value > 0 && !adult {
        return Ok(Err(NoClaim::Adult));
    }
    let taken = db::run(tx, "UPDATE perk SET taken = taken + 1 WHERE id = $1 AND retired_at IS NULL AND (stock IS NULL OR taken < stock)", values![id.0]).await?;
    if taken == 0 {
        return Ok(Err(NoClaim::NoneLeft));
    }
    let row = perk_claim::ActiveModel {
        perk_id: Set(id),
        member_id: Set(me),
        state: Set(PerkState::Claimed),
        value: Set(perk.value),
        year: Set(year),
        adult: Set(adult),
        claimed_at: Set(now),
        fulfilled_at: Set(None),
        closed_at: Set(None),
        decided_by: Set(None),
        reason: Set(String::new()),
        ..Default::default()
    };
    let claim = perk_claim::Entity::insert(row).exec(tx).await?.last_insert_id;
    let ready = perk.codes && hand_out(tx, id, claim).await?;
    if ready {
        db::run(tx, "UPDATE perk_claim SET state = 'fulfilled', fulfilled_at = $2 WHERE id = $1", values![claim.0, now]).await?;
    }
    Ok(Ok(Made { id: claim, ready }))
}

/// Gives a claim the next loaded code. Under the perk's lock, so that two never take the same.
async fn hand_out(tx: &DatabaseTransaction, perk: PerkId, claim: PerkClaimId) -> Result<bool, DbErr> {
    db::lock(tx, "perk", perk.0).await?;
    let text = "UPDATE perk_code SET claim_id = $2 WHERE id = (SELECT MIN(id) FROM perk_code WHERE perk_id = $1 AND claim_id IS NULL) AND claim_id IS NULL";
    Ok(db::run(tx, text, values![perk.0, claim.0]).await? > 0)
}

#[derive(FromQueryResult)]
struct Of {
    perk_id: PerkId,
}

async fn perk_of(tx: &DatabaseTransaction, claim: PerkClaimId) -> Result<PerkId> {
    let row: Option<Of> = db::row(tx, "SELECT perk_id FROM perk_claim WHERE id = $1", values![claim.0]).await?;
    Ok(row.ok_or(Error::NotFound)?.perk_id)
}

/// The member takes it back while nobody dealt with it. `false`: somebody did.
pub async fn cancel(tx: &DatabaseTransaction, me: AccountId, id: PerkClaimId, now: Millis) -> Result<bool> {
    let text = "UPDATE perk_claim SET state = 'cancelled', closed_at = $3 WHERE id = $1 AND member_id = $2 AND state = 'claimed'";
    let done = db::run(tx, text, values![id.0, me.0, now]).await? > 0;
    if done {
        give_back(tx, id).await?;
    }
    Ok(done)
}

/// The team says no, with a reason. `false`: it was decided before.
pub async fn decline(tx: &DatabaseTransaction, by: AccountId, id: PerkClaimId, reason: &str, now: Millis) -> Result<bool> {
    let text = "UPDATE perk_claim SET state = 'declined', closed_at = $3, decided_by = $2, reason = $4 WHERE id = $1 AND state = 'claimed'";
    let done = db::run(tx, text, values![id.0, by.0, now, reason]).await? > 0;
    if done {
        give_back(tx, id).await?;
    }
    Ok(done)
}

async fn give_back(tx: &DatabaseTransaction, claim: PerkClaimId) -> Result<()> {
    let perk = perk_of(tx, claim).await?;
    db::run(tx, "UPDATE perk SET taken = taken - 1 WHERE id = $1", values![perk.0]).await?;
    Ok(count_codes(tx, perk).await?)
}

/// What became of fulfilling a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fulfilled {
    Done,
    /// Somebody dealt with it before.
    Before,
    /// The typed code was given to someone already.
    CodeTaken,
}

/// The team gives it: as a typed code, the next loaded one, or in another way.
pub async fn fulfil(tx: &DatabaseTransaction, by: AccountId, id: PerkClaimId, code: &str, now: Millis) -> Result<Fulfilled> {
    let text = "UPDATE perk_claim SET state = 'fulfilled', fulfilled_at = $3, decided_by = $2 WHERE id = $1 AND state = 'claimed'";
    if db::run(tx, text, values![id.0, by.0, now]).await? == 0 {
        return Ok(Fulfilled::Before);
    }
    let perk = perk_of(tx, id).await?;
    db::lock(tx, "perk", perk.0).await?;
    if code.is_empty() {
        hand_out(tx, perk, id).await?;
    } else if add_code(tx, perk, code, Some(id), now).await? == 0 {
        return Ok(Fulfilled::CodeTaken);
    }
    count_codes(tx, perk).await?;
    Ok(Fulfilled::Done)
}

/// It arrived. Whoever says so first, the member or the team.
pub async fn received(tx: &DatabaseTransaction, id: PerkClaimId, member: Option<AccountId>, now: Millis) -> Result<bool, DbErr> {
    let text = "UPDATE perk_claim SET state = 'done', closed_at = $2 WHERE id = $1 AND state = 'fulfilled' AND (CAST($3 AS BIGINT) IS NULL OR member_id = $3)
            AND NOT EXISTS (SELECT 1 FROM perk_code k WHERE k.claim_id = perk_claim.id AND k.revealed_at IS NULL)";
    Ok(db::run(tx, text, values![id.0, now, member.map(|m| m.0)]).await? > 0)
}

/// The code of one's claim, once: from then on only its end is known here. None: it was shown, or there is none.
pub async fn reveal(tx: &DatabaseTransaction, me: AccountId, id: PerkClaimId, now: Millis) -> Result<Option<String>, DbErr> {
    #[derive(FromQueryResult)]
    struct Code {
        id: i64,
        code: String,
    }
    db::lock(tx, "perk_claim", id.0).await?;
    let text = "SELECT k.id, k.code FROM perk_code k JOIN perk_claim c ON c.id = k.claim_id WHERE c.id = $1 AND c.member_id = $2 AND c.state = 'fulfilled' AND k.revealed_at IS NULL";
    let code: Option<Code> = db::row(tx, text, values![id.0, me.0]).await?;
    let Some(code) = code else { return Ok(None) };
    let shown = db::run(tx, "UPDATE perk_code SET code = '', revealed_at = $2 WHERE id = $1 AND revealed_at IS NULL", values![code.id, now]).await?;
    db::run(tx, "UPDATE perk_claim SET state = 'done', closed_at = $2 WHERE id = $1 AND state = 'fulfilled'", values![id.0, now]).await?;
    Ok((shown > 0).then_some(code.code))
}

fn hash(perk: PerkId, code: &str) -> String {
    Sha256::digest(format!("{perk}:{code}")).iter().map(|b| format!("{b:02x}")).collect()
}

/// What stays to be seen of a code: its last two signs, of a long one.
fn mask(code: &str) -> String {
    let signs: Vec<char> = code.chars().collect();
    let end: String = if signs.len() >= 8 { signs[signs.len() - 2..].iter().collect() } else { String::new() };
    format!("••••{end}")
}

async fn add_code(tx: &DatabaseTransaction, perk: PerkId, code: &str, claim: Option<PerkClaimId>, now: Millis) -> Result<u64, DbErr> {
    db::run(
        tx,
        "INSERT INTO perk_code (perk_id, code, code_hash, mask, claim_id, added_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
        values![perk.0, code, hash(perk, code), mask(code), claim.map(|c| c.0), now],
    )
    .await
}

/// Loads codes; those that were loaded before are left out. From then on each free code is one of the stock, beside what
/// is taken; claims that wait get theirs first.
pub async fn load_codes(tx: &DatabaseTransaction, perk: PerkId, codes: &[String], now: Millis) -> Result<u64, DbErr> {
    db::lock(tx, "perk", perk.0).await?;
    let mut added = 0;
    for code in codes {
        added += add_code(tx, perk, code, None, now).await?;
    }
    if added > 0 {
        db::run(tx, "UPDATE perk SET codes = TRUE WHERE id = $1", values![perk.0]).await?;
        count_codes(tx, perk).await?;
    }
    Ok(added)
}

/// The stock of a perk with codes: what is taken, and the free codes that no claim waits for.
async fn count_codes(tx: &DatabaseTransaction, perk: PerkId) -> Result<(), DbErr> {
    db::run(
        tx,
        "UPDATE perk SET stock = CASE WHEN f.free > f.waiting THEN taken + f.free - f.waiting ELSE taken END
         FROM (SELECT (SELECT COUNT(*) FROM perk_code k WHERE k.perk_id = $1 AND k.claim_id IS NULL) AS free,
                      (SELECT COUNT(*) FROM perk_claim c WHERE c.perk_id = $1 AND c.state = 'claimed') AS waiting) f WHERE id = $1 AND codes = TRUE",
        values![perk.0],
    )
    .await?;
    Ok(())
}

/// A new perk.
pub async fn create(tx: &DatabaseTransaction, by: AccountId, new: Parsed, now: Millis) -> Result<PerkId, DbErr> {
    let row = perk::ActiveModel {
        title_en: Set(new.title_en),
        title_fr: Set(new.title_fr),
        text_en: Set(new.text_en),
        text_fr: Set(new.text_fr),
        value: Set(new.value),
        stock: Set(new.stock),
        taken: Set(0),
        per_member: Set(new.per_member),
        rank: Set(new.rank),
        codes: Set(false),
        retired_at: Set(None),
        created_by: Set(by),
        created_at: Set(now),
        ..Default::default()
    };
    Ok(perk::Entity::insert(row).exec(tx).await?.last_insert_id)
}

/// Changes one. Claims keep the value they had. `false`: more are taken than there would be.
pub async fn save(tx: &DatabaseTransaction, id: PerkId, new: Parsed) -> Result<bool, DbErr> {
    let changed = db::run(
        tx,
        "UPDATE perk SET title_en = $2, title_fr = $3, text_en = $4, text_fr = $5, value = $6, per_member = $7, rank = $8, stock = CASE WHEN codes THEN stock ELSE CAST($9 AS BIGINT) END
         WHERE id = $1 AND (codes OR CAST($9 AS BIGINT) IS NULL OR taken <= CAST($9 AS BIGINT))",
        values![id.0, new.title_en, new.title_fr, new.text_en, new.text_fr, new.value, new.per_member, new.rank.word(), new.stock],
    )
    .await?;
    Ok(changed > 0)
}

/// No further claims; those there are stay.
pub async fn retire(tx: &DatabaseTransaction, id: PerkId, now: Millis) -> Result<(), DbErr> {
    db::run(tx, "UPDATE perk SET retired_at = $2 WHERE id = $1 AND retired_at IS NULL", values![id.0, now]).await?;
    Ok(())
}
