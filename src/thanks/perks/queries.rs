//! Reads for the pages of perks.

use entity::{AccountId, PerkClaimId, PerkId, PerkState, Rank};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use crate::db;
use crate::rules::perks;
use crate::values;

/// States in which a claim holds one of the stock and counts for the year.
const HELD: &str = "('claimed', 'fulfilled', 'done')";
/// Claims on one page.
pub const PAGE: i64 = 50;

/// A perk of the catalogue, with how many of it the reader has.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Perk {
    pub id: PerkId,
    pub title_en: String,
    pub title_fr: String,
    pub text_en: String,
    pub text_fr: String,
    pub value: i64,
    pub stock: Option<i64>,
    pub taken: i64,
    pub per_member: i64,
    pub rank: Rank,
    pub codes: bool,
    pub retired_at: Option<i64>,
    pub mine: i64,
}

impl Perk {
    pub fn left(&self) -> Option<i64> {
        self.stock.map(|s| s - self.taken)
    }

    /// As the rule reads it.
    pub fn facts(&self) -> perks::Perk {
        perks::Perk { rank: self.rank.into(), value: self.value, left: self.left(), per_member: self.per_member, mine: self.mine, retired: self.retired_at.is_some() }
    }
}

fn columns() -> String {
    format!(
        "p.id, p.title_en, p.title_fr, p.text_en, p.text_fr, p.value, p.stock, p.taken, p.per_member, p.rank, p.codes, p.retired_at,
            (SELECT COUNT(*) FROM perk_claim c WHERE c.perk_id = p.id AND c.member_id = $1 AND c.state IN {HELD}) AS mine"
    )
}

/// What can be claimed; `all`: also what no longer can.
pub async fn catalogue(db: &impl ConnectionTrait, me: AccountId, all: bool) -> Result<Vec<Perk>, DbErr> {
    let condition = if all { "" } else { "WHERE p.retired_at IS NULL " };
    db::rows(db, &format!("SELECT {} FROM perk p {condition}ORDER BY CASE WHEN p.retired_at IS NULL THEN 0 ELSE 1 END, p.id LIMIT 200", columns()), values![me.0]).await
}

pub async fn one(db: &impl ConnectionTrait, id: PerkId, me: AccountId) -> Result<Option<Perk>, DbErr> {
    db::row(db, &format!("SELECT {} FROM perk p WHERE p.id = $2", columns()), values![me.0, id.0]).await
}

#[derive(FromQueryResult)]
struct MemberRow {
    rank: Rank,
    promoted_at: Option<i64>,
    spent: i64,
}

/// The member as the rule reads them: rank, since when, value of this year's claims.
pub async fn member(db: &impl ConnectionTrait, me: AccountId, year: i64) -> Result<Option<perks::Member>, DbErr> {
    let text = format!(
        "SELECT a.rank, COALESCE((SELECT MAX(t.began_at) FROM term t WHERE t.member_id = a.id AND t.ended_at IS NULL),
                (SELECT MAX(e.at) FROM rank_event e WHERE e.member_id = a.id AND e.rank_after = a.rank AND e.rank_before <> e.rank_after)) AS promoted_at,
            (SELECT CAST(COALESCE(SUM(c.value), 0) AS BIGINT) FROM perk_claim c WHERE c.member_id = a.id AND c.year = $2 AND c.state IN {HELD}) AS spent
         FROM account a WHERE a.id = $1 AND a.deleted_at IS NULL"
    );
    let row: Option<MemberRow> = db::row(db, &text, values![me.0, year]).await?;
    Ok(row.map(|r| perks::Member { rank: r.rank.into(), promoted_at: r.promoted_at, spent: r.spent }))
}

/// A claim, for its member or for the desk.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Claim {
    pub id: PerkClaimId,
    pub title_en: String,
    pub title_fr: String,
    pub member_id: AccountId,
    pub username: String,
    pub display_name: String,
    pub state: PerkState,
    pub value: i64,
    pub adult: bool,
    pub claimed_at: i64,
    pub fulfilled_at: Option<i64>,
    pub closed_at: Option<i64>,
    pub reason: String,
    /// What can still be seen of its code.
    pub mask: Option<String>,
    /// A code waits to be shown.
    pub waits: bool,
    pub free_codes: i64,
}

const CLAIM: &str = "SELECT c.id, p.title_en, p.title_fr, c.member_id, a.username, a.display_name, c.state, c.value, c.adult, c.claimed_at, c.fulfilled_at, c.closed_at, c.reason, k.mask,
        (k.id IS NOT NULL AND k.revealed_at IS NULL) AS waits,
        (SELECT COUNT(*) FROM perk_code f WHERE f.perk_id = p.id AND f.claim_id IS NULL) AS free_codes
     FROM perk_claim c JOIN perk p ON p.id = c.perk_id JOIN account a ON a.id = c.member_id LEFT JOIN perk_code k ON k.claim_id = c.id";

/// One's own, the newest first.
pub async fn mine(db: &impl ConnectionTrait, me: AccountId) -> Result<Vec<Claim>, DbErr> {
    db::rows(db, &format!("{CLAIM} WHERE c.member_id = $1 ORDER BY c.id DESC LIMIT {PAGE}"), values![me.0]).await
}

/// Those that wait, oldest first; then what became of others, newest first.
pub async fn desk(db: &impl ConnectionTrait) -> Result<(Vec<Claim>, Vec<Claim>), DbErr> {
    let waiting = db::rows(db, &format!("{CLAIM} WHERE c.state = 'claimed' ORDER BY c.id LIMIT {PAGE}"), []).await?;
    let others = db::rows(db, &format!("{CLAIM} WHERE c.state <> 'claimed' ORDER BY c.id DESC LIMIT {PAGE}"), []).await?;
    Ok((waiting, others))
}

pub async fn claim(db: &impl ConnectionTrait, id: PerkClaimId) -> Result<Option<Claim>, DbErr> {
    db::row(db, &format!("{CLAIM} WHERE c.id = $1"), values![id.0]).await
}

/// What one member got in a year.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Value {
    pub member_id: AccountId,
    pub username: String,
    pub display_name: String,
    pub claims: i64,
    pub value: i64,
}

/// Given, member by member.
pub async fn values_of(db: &impl ConnectionTrait, year: i64) -> Result<Vec<Value>, DbErr> {
    let text = "SELECT c.member_id, a.username, a.display_name, COUNT(*) AS claims, CAST(SUM(c.value) AS BIGINT) AS value
         FROM perk_claim c JOIN account a ON a.id = c.member_id WHERE c.year = $1 AND c.state IN ('fulfilled', 'done')
         GROUP BY c.member_id, a.username, a.display_name ORDER BY 5 DESC, c.member_id";
    db::rows(db, text, values![year]).await
}

/// Years in which there were claims, the latest first.
pub async fn years(db: &impl ConnectionTrait) -> Result<Vec<i64>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        year: i64,
    }
    let rows: Vec<Row> = db::rows(db, "SELECT DISTINCT year FROM perk_claim ORDER BY year DESC LIMIT 20", []).await?;
    Ok(rows.into_iter().map(|r| r.year).collect())
}
