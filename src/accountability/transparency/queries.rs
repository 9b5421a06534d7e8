//! The figures of the page: each is the count that its sentence says, over the days of the page.

use entity::FlagReason;
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::clock::Millis;
use crate::db;
use crate::error::Result;
use crate::insights::figures::Times;
use crate::insights::queries::threads;
use crate::deadlines::Scheme;
use crate::standing::reasons::Public;
use crate::values;

/// So many of one kind, for one reason where there is one.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Count {
    pub word: String,
    pub reason: String,
    pub n: i64,
    /// Of those: taken back, after an appeal or by whoever decided.
    pub reversed: i64,
}

/// What happened to appeals, against decisions about texts and members and against those about ranks.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct Appeals {
    pub made: i64,
    pub upheld: i64,
    pub overturned: i64,
    pub waiting: i64,
    /// Decided by the same person, because there was nobody else.
    pub alone: i64,
}

/// Promises with a date.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct Promises {
    pub made: i64,
    pub kept: i64,
    pub missed: i64,
}

/// Reports by people with and without an account.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct Reports {
    pub flags: i64,
    pub flags_upheld: i64,
    pub notices: i64,
    pub notices_upheld: i64,
}

#[derive(Clone, Debug, Default)]
pub struct Figures {
    pub from: Millis,
    /// Texts hidden, taken away, shortened; by reason.
    pub texts: Vec<Count>,
    /// Members warned, silenced, suspended, ranks taken away; by reason.
    pub members: Vec<Count>,
    pub appeals: Appeals,
    pub reports: Reports,
    pub promises: Promises,
    pub escalated: i64,
    pub outcomes: Vec<Count>,
    pub asked: i64,
    pub answered: i64,
    /// Until the first answer, in business time; over the last days alone.
    pub first: Times,
}

async fn decisions(db: &impl ConnectionTrait, acts: &str, from: Millis, now: Millis) -> Result<Vec<Count>> {
    // what was undone within minutes never was
    let text = format!(
        "SELECT d.act AS word, d.reason, COUNT(*) AS n, CAST(SUM(CASE WHEN d.overturned_at IS NULL THEN 0 ELSE 1 END) AS BIGINT) AS reversed FROM moderation_decision d
         WHERE d.decided_at >= $1 AND d.decided_at < $2 AND d.undone_at IS NULL AND d.act IN ({acts}) GROUP BY d.act, d.reason ORDER BY d.act, n DESC, d.reason"
    );
    Ok(db::rows(db, &text, values![from, now]).await?)
}

/// Sanctions that are no decision of the queue: ranks taken away, suspensions from the command line.
async fn sanctions(db: &impl ConnectionTrait, from: Millis, now: Millis) -> Result<Vec<Count>> {
    let text = "SELECT s.kind AS word, s.reason, COUNT(*) AS n, CAST(SUM(CASE WHEN s.overturned_at IS NULL THEN 0 ELSE 1 END) AS BIGINT) AS reversed FROM sanction s
        WHERE s.began_at >= $1 AND s.began_at < $2
            AND NOT EXISTS (SELECT 1 FROM moderation_decision d WHERE d.member_id = s.member_id AND d.decided_at = s.began_at AND d.act IN ('silence', 'suspend'))
        GROUP BY s.kind, s.reason";
    let rows: Vec<Count> = db::rows(db, text, values![from, now]).await?;
    Ok(rows.into_iter().map(|c| Count { word: if c.word == "suspension" { "suspend".into() } else { c.word }, reason: listed(&c.reason).into(), ..c }).collect())
}

/// The word of a public list that a kept reason begins with: the rest is for whom it concerns.
fn listed(reason: &str) -> &str {
    let first = reason.lines().next().unwrap_or_default();
    if FlagReason::from_word(first).is_some() || Public::from_word(first).is_some() { first } else { Public::Other.word() }
}

/// Counts of the same thing for the same reason, as one; the most frequent reason first.
fn summed(all: Vec<Count>) -> Vec<Count> {
    let mut out: Vec<Count> = Vec::new();
    for c in all {
        match out.iter_mut().find(|o| o.word == c.word && o.reason == c.reason) {
            Some(o) => (o.n, o.reversed) = (o.n + c.n, o.reversed + c.reversed),
            None => out.push(c),
        }
    }
    out.sort_by(|a, b| a.word.cmp(&b.word).then(b.n.cmp(&a.n)).then_with(|| a.reason.cmp(&b.reason)));
    out
}

/// Everything, since a moment; how long first answers took since a later one.
pub async fn figures(db: &impl ConnectionTrait, from: Millis, lately: Millis, now: Millis) -> Result<Figures> {
    let outcomes = "SELECT e.outcome AS word, '' AS reason, COUNT(*) AS n, CAST(SUM(CASE WHEN e.disagreed_at IS NULL THEN 0 ELSE 1 END) AS BIGINT) AS reversed FROM escalation e
        WHERE e.ended_at >= $1 AND e.ended_at < $2 AND e.outcome IS NOT NULL GROUP BY e.outcome ORDER BY n DESC, e.outcome";
    let appeals = "SELECT COUNT(*) AS made, CAST(COALESCE(SUM(CASE WHEN a.overturned = FALSE THEN 1 ELSE 0 END), 0) AS BIGINT) AS upheld,
            CAST(COALESCE(SUM(CASE WHEN a.overturned = TRUE THEN 1 ELSE 0 END), 0) AS BIGINT) AS overturned,
            CAST(COALESCE(SUM(CASE WHEN a.decided_at IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS waiting,
            CAST(COALESCE(SUM(CASE WHEN a.no_second = TRUE AND a.decided_at IS NOT NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS alone
        FROM (SELECT made_at, decided_at, overturned, no_second FROM decision_appeal UNION ALL SELECT made_at, decided_at, overturned, no_second FROM appeal) a WHERE a.made_at >= $1 AND a.made_at < $2";
    let promises = "SELECT COUNT(*) AS made, CAST(COALESCE(SUM(CASE WHEN p.kept_post_id IS NOT NULL AND p.missed_at IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS kept,
            CAST(COALESCE(SUM(CASE WHEN p.missed_at IS NOT NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS missed
        FROM promise p WHERE p.made_at >= $1 AND p.made_at < $2";
    let reports = "SELECT (SELECT COUNT(*) FROM flag f WHERE f.at >= $1 AND f.at < $2 AND f.withdrawn_at IS NULL) AS flags,
            (SELECT COUNT(*) FROM flag f WHERE f.at >= $1 AND f.at < $2 AND f.withdrawn_at IS NULL AND f.state = 'upheld') AS flags_upheld,
            (SELECT COUNT(*) FROM content_notice n WHERE n.at >= $1 AND n.at < $2) AS notices,
            (SELECT COUNT(*) FROM content_notice n WHERE n.at >= $1 AND n.at < $2 AND n.upheld = TRUE) AS notices_upheld";
    let mut members = decisions(db, "'warn', 'silence', 'suspend'", from, now).await?;
    members.extend(sanctions(db, from, now).await?);
    let asked = threads(db, Scheme::load(db).await?.as_ref(), None, lately, now).await?;
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    Ok(Figures {
        from,
        texts: decisions(db, "'hide', 'remove', 'edit_out'", from, now).await?,
        members: summed(members),
        appeals: db::row(db, appeals, values![from, now]).await?.unwrap_or_default(),
        reports: db::row(db, reports, values![from, now]).await?.unwrap_or_default(),
        promises: db::row(db, promises, values![from, now]).await?.unwrap_or_default(),
        escalated: db::count(db, "SELECT COUNT(*) AS n FROM escalation WHERE opened_at >= $1 AND opened_at < $2", values![from, now]).await?,
        outcomes: db::rows(db, outcomes, values![from, now]).await?,
        asked: count(asked.len()),
        answered: count(asked.iter().filter(|t| t.first.is_some()).count()),
        first: Times::first(&asked),
    })
}
