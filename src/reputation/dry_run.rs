//! How the points of the last days would have come out by other rules. Reads only.

use std::collections::HashSet;

use entity::AccountId;
use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::actions::MEMBERS_AT_ONCE;
use super::book::{Book, Held};
use super::facts::Scope;
use super::versions::Calendar;
use crate::clock::Millis;
use crate::db;
use crate::error::Result;
use crate::rules::numbers::Reputation;
use crate::rules::reputation::Kind;
use crate::values;

/// A member's points since a moment, as they are and as they would be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub member: AccountId,
    pub was: i64,
    pub would: i64,
}

/// Everyone who was given something since a moment. What came before keeps the rules it had.
pub async fn points(tx: &DatabaseTransaction, new: Reputation, since: Millis, now: Millis) -> Result<Vec<Outcome>> {
    #[derive(FromQueryResult)]
    struct Member {
        member_id: AccountId,
    }
    let calendar = Calendar::load(tx).await?.trying(new, since);
    // an edit that was too small was never credited
    let text = "SELECT member_id FROM credit WHERE at >= $1 AND kind <> 'opening'
        UNION SELECT editor_id AS member_id FROM suggested_edit WHERE state = 'accepted' AND decided_at >= $1 ORDER BY member_id";
    let members: Vec<Member> = db::rows(tx, text, values![since]).await?;
    let members: Vec<AccountId> = members.into_iter().map(|m| m.member_id).collect();
    let mut out = Vec::with_capacity(members.len());
    for part in members.chunks(MEMBERS_AT_ONCE) {
        let mut book = Book::new(calendar.clone(), part.iter().map(|m| m.0));
        book.read(tx, Scope::Members(part), Held::Released(now)).await?;
        book.all();
        let here: HashSet<i64> = part.iter().map(|m| m.0).collect();
        let mut sums: std::collections::BTreeMap<i64, (i64, i64)> = std::collections::BTreeMap::new();
        for row in book.rows.iter().filter(|r| r.line.at >= since && here.contains(&r.line.member) && r.line.kind != Kind::Opening) {
            let sum = sums.entry(row.line.member).or_default();
            sum.0 += row.before.as_ref().map_or(0, |b| b.points);
            sum.1 += row.line.points;
        }
        out.extend(sums.into_iter().map(|(member, (was, would))| Outcome { member: AccountId(member), was, would }));
    }
    Ok(out)
}
