//! Bringing the ledger in step with what was just said. Called in the transaction of the cause, after the fact changed,
//! under the lock of its question; each locks the members it concerns, computes, and appends the difference.
//!
//! Every function gives the members whose balance changed.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use entity::{AccountId, CreditId, EntryKind, PostId, VersionId};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult, Value};

use super::book::{Book, Held, Row};
use super::facts::{self, Scope};
use super::marks;
use super::versions::{self, Calendar};
use super::words;
use crate::clock::Millis;
use crate::db;
use crate::error::Result;
use crate::rules::reputation::{Before, Move, made_up, movement};
use crate::values;

/// Members that are worked on at once when everything about them is read.
pub const MEMBERS_AT_ONCE: usize = 100;

/// A vote on a post was given or taken back.
pub async fn vote(tx: &DatabaseTransaction, post: PostId, actor: AccountId, now: Millis) -> Result<Vec<AccountId>> {
    partly(tx, Scope::Vote { post, actor }, now).await
}

/// "I have this problem too" was said or taken back.
pub async fn me_too(tx: &DatabaseTransaction, question: PostId, actor: AccountId, now: Millis) -> Result<Vec<AccountId>> {
    partly(tx, Scope::MeToo { post: question, actor }, now).await
}

/// Something of a question was accepted, or no longer is.
pub async fn outcome(tx: &DatabaseTransaction, question: PostId, now: Millis) -> Result<Vec<AccountId>> {
    partly(tx, Scope::Outcome { question }, now).await
}

/// The brand confirmed an answer, or no longer does.
pub async fn verified(tx: &DatabaseTransaction, post: PostId, now: Millis) -> Result<Vec<AccountId>> {
    partly(tx, Scope::Verified { post }, now).await
}

/// A post was deleted, removed or restored, or a report of it decided.
pub async fn post(tx: &DatabaseTransaction, post: PostId, question: PostId, now: Millis) -> Result<Vec<AccountId>> {
    partly(tx, Scope::Post { post, question }, now).await
}

/// An edit of a member was accepted.
pub async fn edited(tx: &DatabaseTransaction, editor: AccountId, now: Millis) -> Result<Vec<AccountId>> {
    partly(tx, Scope::Edits { editor }, now).await
}

/// Everything about these members, whatever happened: after posts changed hands, after a batch of facts was annulled.
/// Where their acceptances share a question with others', these are to be named too.
pub async fn settle_members(tx: &DatabaseTransaction, members: &[AccountId], now: Millis) -> Result<Vec<AccountId>> {
    let all: Vec<AccountId> = members.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
    let calendar = Calendar::load(tx).await?;
    // all of them first, in one order: parts would otherwise wait for each other in a circle
    let mut accounts = Vec::new();
    for part in all.chunks(MEMBERS_AT_ONCE) {
        accounts.extend(hold(tx, Scope::Members(part)).await?);
    }
    let mut changed = Vec::new();
    for part in all.chunks(MEMBERS_AT_ONCE) {
        let mut book = Book::new(calendar.clone(), part.iter().map(|m| m.0));
        book.read(tx, Scope::Members(part), Held::Released(now)).await?;
        book.all();
        let ids: Vec<i64> = part.iter().map(|m| m.0).collect();
        let accounts: Vec<&Account> = accounts.iter().filter(|a| ids.contains(&a.id)).collect();
        let floors = sums(tx, "ledger_entry", "kind = 'floor'", &ids).await?;
        changed.extend(write(tx, &book, &calendar, &accounts, Some(&floors), now).await?);
    }
    Ok(changed)
}

/// What imported people came with reached the ledger, or whoever they turned out to be.
pub async fn openings(tx: &DatabaseTransaction, people: &[AccountId], now: Millis) -> Result<Vec<AccountId>> {
    partly(tx, Scope::Openings(people), now).await
}

/// A new member begins with what the floor makes up.
pub async fn open_account(tx: &DatabaseTransaction, account: AccountId, now: Millis) -> Result<()> {
    open_accounts(tx, &[account.0], now).await
}

/// The same for many.
pub async fn open_accounts(tx: &DatabaseTransaction, accounts: &[i64], now: Millis) -> Result<()> {
    let version = versions::current(tx).await?;
    for part in accounts.chunks(ROWS_AT_ONCE) {
        let rows: Vec<Vec<Value>> = part.iter().map(|id| values![*id, now, EntryKind::Floor.word(), version.numbers.reputation.floor, version.id.0, ""].to_vec()).collect();
        insert(tx, "ledger_entry (member_id, at, kind, points, version_id, note)", rows).await?;
    }
    Ok(())
}

/// A member, held.
#[derive(FromQueryResult)]
struct Account {
    id: i64,
    reputation: i64,
}

/// Holds everybody a post concerns, and one more, in the order in which everyone locks: for what changes the account of
/// that one first.
pub async fn hold_with(tx: &DatabaseTransaction, post: PostId, question: PostId, member: AccountId) -> Result<()> {
    let (condition, values) = facts::concerned(Scope::Post { post, question });
    Ok(db::lock_all(tx, "account", &format!("({condition}) OR id = {}", member.0), values).await?)
}

/// Locks whom a scope concerns, in the order of their numbers.
async fn hold(tx: &DatabaseTransaction, scope: Scope<'_>) -> Result<Vec<Account>> {
    let (condition, values) = facts::concerned(scope);
    Ok(db::held_rows(tx, &format!("SELECT id, reputation FROM account WHERE {condition} ORDER BY id"), values).await?)
}

async fn partly(tx: &DatabaseTransaction, scope: Scope<'_>, now: Millis) -> Result<Vec<AccountId>> {
    let accounts = hold(tx, scope).await?;
    let calendar = Calendar::load(tx).await?;
    let mut book = Book::new(calendar.clone(), accounts.iter().map(|a| a.id));
    book.read(tx, scope, Held::Released(now)).await?;
    book.spread(tx).await?;
    let accounts: Vec<&Account> = accounts.iter().collect();
    write(tx, &book, &calendar, &accounts, None, now).await
}

/// Points of members in a table, as far as a condition holds.
pub async fn sums(db: &impl ConnectionTrait, table: &str, condition: &str, members: &[i64]) -> Result<HashMap<i64, i64>> {
    #[derive(FromQueryResult)]
    struct Sum {
        member_id: i64,
        points: i64,
    }
    let text = format!(
        "SELECT member_id, CAST(SUM(points) AS BIGINT) AS points FROM {table} WHERE {condition} AND member_id IN ({}) GROUP BY member_id",
        db::placeholders(1, members.len())
    );
    let rows: Vec<Sum> = db::rows(db, &text, members.iter().map(|m| Value::from(*m))).await?;
    Ok(rows.into_iter().map(|s| (s.member_id, s.points)).collect())
}

/// An entry about to be appended.
struct Entry<'a> {
    member: i64,
    kind: EntryKind,
    points: i64,
    row: Option<(&'a Row, CreditId)>,
    undoes: bool,
    version: VersionId,
}

/// Stores what differs: credits, entries, balances. Without `floors` the balances are trusted; with them each balance is
/// computed from the ledger.
async fn write(tx: &DatabaseTransaction, book: &Book, calendar: &Calendar, accounts: &[&Account], floors: Option<&HashMap<i64, i64>>, now: Millis) -> Result<Vec<AccountId>> {
    let mut rows: Vec<&Row> = book.rows.iter().filter(|r| !r.foreign && r.differs()).collect();
    if rows.is_empty() && floors.is_none() {
        return Ok(Vec::new());
    }
    // causes before what they caused
    let about = |r: &Row| r.before.as_ref().is_some_and(|b| b.alive == r.line.alive);
    rows.sort_by_key(|r| (r.line.member, about(r), r.line.at, r.line.kind, r.line.fact));
    let mut gained: BTreeMap<i64, i64> = BTreeMap::new();
    for r in &rows {
        *gained.entry(r.line.member).or_default() += r.line.points - r.before.as_ref().map_or(0, |b| b.points);
    }
    let mut before: HashMap<i64, (i64, i64)> = HashMap::new();
    let low: Vec<i64> = accounts.iter().filter(|a| floors.is_none() && gained.contains_key(&a.id) && a.reputation <= calendar.version(now).numbers.reputation.floor).map(|a| a.id).collect();
    let rests = if low.is_empty() { HashMap::new() } else { sums(tx, "credit", "TRUE", &low).await? };
    for account in accounts {
        let (rest, floor) = match floors {
            Some(floors) => {
                let sum = |r: &&Row| r.line.member == account.id;
                let rest: i64 = book.rows.iter().filter(sum).filter_map(|r| r.before.as_ref()).map(|b| b.points).sum();
                (rest, floors.get(&account.id).copied().unwrap_or(0))
            }
            None if !gained.contains_key(&account.id) => continue,
            // above the floor, nothing is made up
            None if account.reputation > calendar.version(now).numbers.reputation.floor => (account.reputation, 0),
            None => {
                let rest = rests.get(&account.id).copied().unwrap_or(0);
                (rest, account.reputation - rest)
            }
        };
        before.insert(account.id, (rest, floor));
    }
    let credits = store(tx, &rows).await?;
    let mut entries = Vec::new();
    let mut at = 0;
    let mut changed = Vec::new();
    for account in accounts {
        let Some((rest, floor)) = before.get(&account.id).copied() else { continue };
        while let Some(row) = rows.get(at).filter(|r| r.line.member <= account.id) {
            let was = row.before.as_ref().map(|b| Before { alive: b.alive, points: b.points, limited: b.limited });
            if let Some((made, points)) = movement(was, &row.line) {
                let kind = match made {
                    Move::Given | Move::Undone => words::entry(row.line.kind),
                    Move::Release => EntryKind::Release,
                    Move::Clip => EntryKind::Clip,
                };
                entries.push(Entry { member: account.id, kind, points, row: Some((row, credits[at])), undoes: made == Move::Undone, version: row.version });
            }
            at += 1;
        }
        let rest = rest + gained.get(&account.id).copied().unwrap_or(0);
        let version = calendar.version(now);
        let needed = made_up(rest, version.numbers.reputation.floor);
        if needed != floor {
            entries.push(Entry { member: account.id, kind: EntryKind::Floor, points: needed - floor, row: None, undoes: false, version: version.id });
        }
        if rest + needed != account.reputation {
            changed.push((account.id, rest + needed));
        }
    }
    append(tx, &entries, now).await?;
    for part in changed.chunks(MEMBERS_AT_ONCE) {
        let (mut cases, mut ids, mut values) = (String::new(), Vec::new(), Vec::new());
        for (account, balance) in part {
            let n = values.len() + 1;
            cases.push_str(&format!(" WHEN ${n} THEN ${}", n + 1));
            ids.push(format!("${n}"));
            values.extend(values![*account, *balance]);
        }
        db::run(tx, &format!("UPDATE account SET reputation = CASE id{cases} END WHERE id IN ({})", ids.join(", ")), values).await?;
    }
    let changed: Vec<AccountId> = changed.into_iter().map(|(id, _)| AccountId(id)).collect();
    // ranks ask for reputation too
    marks::touch(tx, &changed).await?;
    Ok(changed)
}

const ROWS_AT_ONCE: usize = 25;

/// `INSERT` of some rows; every row has a value for each of `columns`.
async fn insert(tx: &DatabaseTransaction, columns: &str, rows: Vec<Vec<Value>>) -> Result<()> {
    let mut text = format!("INSERT INTO {columns} VALUES ");
    for (i, row) in rows.iter().enumerate() {
        text.push_str(if i == 0 { "(" } else { ", (" });
        text.push_str(&db::placeholders(i * row.len() + 1, row.len()));
        text.push(')');
    }
    db::run(tx, &text, rows.into_iter().flatten()).await?;
    Ok(())
}

/// Writes the credits; gives their numbers, in the order of the rows.
async fn store(tx: &DatabaseTransaction, rows: &[&Row]) -> Result<Vec<CreditId>> {
    #[derive(FromQueryResult)]
    struct Stored {
        id: CreditId,
        kind: EntryKind,
        fact_id: i64,
        member_id: i64,
    }
    let mut ids = Vec::with_capacity(rows.len());
    for part in rows.chunks(ROWS_AT_ONCE) {
        let mut text = String::from(
            "INSERT INTO credit (member_id, kind, fact_id, actor_id, post_id, question_id, at, day, month, alive, held, earns, passed, worth, points, limited) VALUES ",
        );
        let mut values: Vec<Value> = Vec::with_capacity(part.len() * 16);
        for r in part {
            let l = &r.line;
            text.push_str(if values.is_empty() { "(" } else { ", (" });
            text.push_str(&db::placeholders(values.len() + 1, 16));
            text.push(')');
            values.extend(values![
                l.member,
                words::entry(l.kind).word(),
                l.fact,
                l.actor,
                l.post,
                l.question,
                l.at,
                l.day,
                l.month,
                l.alive,
                l.held,
                r.earner,
                l.passed,
                l.worth,
                l.points,
                l.limited.map(|l| words::limited(l).word()),
            ]);
        }
        text.push_str(
            " ON CONFLICT (kind, fact_id, member_id) DO UPDATE SET actor_id = excluded.actor_id, post_id = excluded.post_id, question_id = excluded.question_id,
              at = excluded.at, day = excluded.day, month = excluded.month, alive = excluded.alive, held = excluded.held, passed = excluded.passed,
              worth = excluded.worth, points = excluded.points, limited = excluded.limited RETURNING id, kind, fact_id, member_id",
        );
        let stored: Vec<Stored> = db::rows(tx, &text, values).await?;
        let known: HashMap<(EntryKind, i64, i64), CreditId> = stored.into_iter().map(|s| ((s.kind, s.fact_id, s.member_id), s.id)).collect();
        for r in part {
            let key = (words::entry(r.line.kind), r.line.fact, r.line.member);
            ids.push(known.get(&key).copied().ok_or_else(|| anyhow::anyhow!("a credit was not stored"))?);
        }
    }
    Ok(ids)
}

/// Adds entries at the end of the ledger.
async fn append(tx: &DatabaseTransaction, entries: &[Entry<'_>], now: Millis) -> Result<()> {
    for part in entries.chunks(ROWS_AT_ONCE) {
        let mut text = String::from("INSERT INTO ledger_entry (member_id, at, kind, points, limited, credit_id, actor_id, post_id, question_id, version_id, note, reverses) VALUES ");
        let mut values: Vec<Value> = Vec::with_capacity(part.len() * 11);
        for e in part {
            let from = values.len() + 1;
            let line = e.row.map(|(r, _)| &r.line);
            text.push_str(if values.is_empty() { "(" } else { ", (" });
            text.push_str(&db::placeholders(from, 11));
            text.push_str(&match e.undoes {
                true => format!(", (SELECT MAX(id) FROM ledger_entry WHERE credit_id = ${}))", from + 5),
                false => ", CAST(NULL AS BIGINT))".to_owned(),
            });
            values.extend(values![
                e.member,
                now,
                e.kind.word(),
                e.points,
                line.and_then(|l| l.limited).map(|l| words::limited(l).word()),
                e.row.map(|(_, id)| id.0),
                line.and_then(|l| l.actor),
                line.and_then(|l| l.post),
                line.and_then(|l| l.question),
                e.version.0,
                "",
            ]);
        }
        db::run(tx, &text, values).await?;
    }
    Ok(())
}
