//! Does everything add up? For each member four numbers must be one: the balance on their row, the sum of their entries,
//! the sum of their credits with the floor, and what the facts that stand give when everything is worked out again.
//!
//! A hundred members at a time, whatever the size of the community. Nothing is changed unless asked; a repair appends.

use std::fmt;

use entity::{AccountId, EntryKind, PostId};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::actions::{self, MEMBERS_AT_ONCE};
use super::book::{Book, Held};
use super::facts::Scope;
use super::versions::Calendar;
use crate::clock::Millis;
use crate::db::{self, Db};
use crate::error::Result;
use crate::rules::reputation::made_up;
use crate::values;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repair {
    No,
    Yes,
}

/// A member whose numbers are not one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub member: AccountId,
    pub username: String,
    pub balance: i64,
    pub ledger: i64,
    pub credits: i64,
    pub facts: i64,
    /// Lines whose points are not what the facts give.
    pub lines: usize,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Difference { username, balance, ledger, credits, facts, lines, .. } = self;
        write!(f, "{username}: balance {balance}, ledger {ledger}, credits {credits}, facts {facts}; {lines} lines differ")
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub members: i64,
    pub differences: i64,
}

#[derive(FromQueryResult)]
struct Member {
    id: AccountId,
    username: String,
    reputation: i64,
}

/// Goes through everyone; tells of each difference.
pub async fn verify(db: &Db, repair: Repair, now: Millis, mut tell: impl FnMut(&Difference)) -> Result<Found> {
    let tx = db.unhurried().await?;
    let calendar = Calendar::load(&tx).await?;
    let mut found = Found::default();
    let mut after = AccountId(0);
    loop {
        let limit = i64::try_from(MEMBERS_AT_ONCE).unwrap_or(i64::MAX);
        let part: Vec<Member> = db::rows(&tx, "SELECT id, username, reputation FROM account WHERE id > $1 ORDER BY id LIMIT $2", values![after.0, limit]).await?;
        let Some(last) = part.last() else { break };
        after = last.id;
        found.members += i64::try_from(part.len()).unwrap_or(0);
        for difference in differences(&tx, &calendar, &part, now).await? {
            found.differences += 1;
            tell(&difference);
            if repair == Repair::Yes {
                let tx = db.write().await?;
                mend(&tx, difference.member, now).await?;
                tx.commit().await?;
            }
        }
    }
    tx.rollback().await?;
    Ok(found)
}

async fn differences(tx: &DatabaseTransaction, calendar: &Calendar, part: &[Member], now: Millis) -> Result<Vec<Difference>> {
    let members: Vec<AccountId> = part.iter().map(|m| m.id).collect();
    let ids: Vec<i64> = members.iter().map(|m| m.0).collect();
    let ledger = actions::sums(tx, "ledger_entry", "TRUE", &ids).await?;
    let mut book = Book::new(calendar.clone(), ids.iter().copied());
    book.read(tx, Scope::Members(&members), Held::AsTheyAre).await?;
    book.all();
    let floor = calendar.version(now).numbers.reputation.floor;
    let mut out = Vec::new();
    for member in part {
        let (mut credited, mut given, mut lines) = (0, 0, 0);
        for row in book.rows.iter().filter(|r| r.line.member == member.id.0) {
            let before = row.before.as_ref().map_or(0, |b| b.points);
            credited += before;
            given += row.line.points;
            lines += usize::from(before != row.line.points || row.before.as_ref().is_some_and(|b| b.alive) != row.line.alive);
        }
        let d = Difference {
            member: member.id,
            username: member.username.clone(),
            balance: member.reputation,
            ledger: ledger.get(&member.id.0).copied().unwrap_or(0),
            credits: credited + made_up(credited, floor),
            facts: given + made_up(given, floor),
            lines,
        };
        if lines > 0 || d.balance != d.ledger || d.balance != d.credits || d.balance != d.facts {
            out.push(d);
        }
    }
    Ok(out)
}

/// Appends what is missing: first so that the entries of each credit sum up to it, and those of none to nothing; then what
/// the facts give, then the floor and the balance.
async fn mend(tx: &DatabaseTransaction, member: AccountId, now: Millis) -> Result<()> {
    #[derive(FromQueryResult)]
    struct Missing {
        id: i64,
        actor_id: Option<AccountId>,
        post_id: Option<PostId>,
        question_id: Option<PostId>,
        missing: i64,
    }
    db::lock(tx, "account", member.0).await?;
    let version = super::versions::current(tx).await?;
    let text = "SELECT c.id, c.actor_id, c.post_id, c.question_id, CAST(c.points - COALESCE((SELECT SUM(e.points) FROM ledger_entry e WHERE e.credit_id = c.id AND e.member_id = c.member_id AND e.kind <> 'floor'), 0) AS BIGINT) AS missing
        FROM credit c WHERE c.member_id = $1";
    let all: Vec<Missing> = db::rows(tx, text, values![member.0]).await?;
    for m in all.into_iter().filter(|m| m.missing != 0) {
        let kind = if m.missing > 0 { EntryKind::Release } else { EntryKind::Clip };
        db::run(
            tx,
            "INSERT INTO ledger_entry (member_id, at, kind, points, credit_id, actor_id, post_id, question_id, version_id, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'repair')",
            values![member.0, now, kind.word(), m.missing, m.id, m.actor_id.map(|a| a.0), m.post_id.map(|p| p.0), m.question_id.map(|q| q.0), version.id.0],
        )
        .await?;
    }
    let text = "SELECT CAST(COALESCE(SUM(e.points), 0) AS BIGINT) AS n FROM ledger_entry e
        WHERE e.member_id = $1 AND e.kind <> 'floor' AND NOT EXISTS (SELECT 1 FROM credit c WHERE c.id = e.credit_id AND c.member_id = e.member_id)";
    let stray = db::count(tx, text, values![member.0]).await?;
    if stray != 0 {
        let kind = if stray < 0 { EntryKind::Release } else { EntryKind::Clip };
        let text = "INSERT INTO ledger_entry (member_id, at, kind, points, version_id, note) VALUES ($1, $2, $3, $4, $5, 'repair')";
        db::run(tx, text, values![member.0, now, kind.word(), -stray, version.id.0]).await?;
    }
    actions::settle_members(tx, &[member], now).await?;
    Ok(())
}
