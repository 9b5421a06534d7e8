//! The figures of the page: each is the count that its sentence says, over the days of the page.

use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::clock::Millis;
use crate::db;
use crate::error::Result;
use crate::insights::figures::Times;
use crate::insights::queries::threads;
use crate::deadlines::Scheme;
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

/// What happened to appeals.
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
    /// Members warned, silenced, suspended; by reason.
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

/// Everything, since a moment; how long first answers took since a later one.
pub async fn figures(db: &impl ConnectionTrait, from: Millis, lately: Millis, now: Millis) -> Result<Figures> {
    let outcomes = "SELECT e.outcome AS word, '' AS reason, COUNT(*) AS n, CAST(SUM(CASE WHEN e.disagreed_at IS NULL THEN 0 ELSE 1 END) AS BIGINT) AS reversed FROM escalation e
        WHERE e.ended_at >= $1 AND e.ended_at < $2 AND e.outcome IS NOT NULL GROUP BY e.outcome ORDER BY n DESC, e.outcome";
    let appeals = "SELECT COUNT(*) AS made, CAST(COALESCE(SUM(CASE WHEN a.overturned = FALSE THEN 1 ELSE 0 END), 0) AS BIGINT) AS upheld,
            CAST(COALESCE(SUM(CASE WHEN a.overturned = TRUE THEN 1 ELSE 0 END), 0) AS BIGINT) AS overturned,
            CAST(COALESCE(SUM(CASE WHEN a.decided_at IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS waiting,
            CAST(COALESCE(SUM(CASE WHEN a.no_second = TRUE AND a.decided_at IS NOT NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS alone
        FROM decision_appeal a WHERE a.made_at >= $1 AND a.made_at < $2";
    let promises = "SELECT COUNT(*) AS made, CAST(COALESCE(SUM(CASE WHEN p.kept_post_id IS NOT NULL AND p.missed_at IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS kept,
            CAST(COALESCE(SUM(CASE WHEN p.missed_at IS NOT NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS missed
        FROM promise p WHERE p.made_at >= $1 AND p.made_at < $2";
    let reports = "SELECT (SELECT COUNT(*) FROM flag f WHERE f.at >= $1 AND f.at < $2 AND f.withdrawn_at IS NULL) AS flags,
            (SELECT COUNT(*) FROM flag f WHERE f.at >= $1 AND f.at < $2 AND f.withdrawn_at IS NULL AND f.state = 'upheld') AS flags_upheld,
            (SELECT COUNT(*) FROM content_notice n WHERE n.at >= $1 AND n.at < $2) AS notices,
            (SELECT COUNT(*) FROM content_notice n WHERE n.at >= $1 AND n.at < $2 AND n.upheld = TRUE) AS notices_upheld";
    let asked = threads(db, &Scheme::load(db).await?, None, lately, now).await?;
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    Ok(Figures {
        from,
        texts: decisions(db, "'hide', 'remove', 'edit_out'", from, now).await?,
        members: decisions(db, "'warn', 'silence', 'suspend'", from, now).await?,
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
