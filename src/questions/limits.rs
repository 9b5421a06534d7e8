//! How much one member may say in a day, counted in the database, so that every process agrees. The numbers are
//! `rules::daily`'s.
//!
//! What must stay true: a limit of ten lets exactly ten through, however many come at once and wherever; what is
//! refused, fails or is rolled back counts nothing; what was taken back afterwards counts. Each row of `quota` is
//! counted in one statement, inside the transaction of what it counts, after everything else of it: whoever waits for
//! one holds nothing that its holder still needs.

use entity::{AccountId, PostId};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use crate::clock::{AHEAD, MINUTE, Millis};
use crate::config::Config;
use crate::error::Result;
use crate::rules::daily::{self, Act, Enough, Level, Reason};
use crate::rules::policy::Actor;
use crate::{db, values};

/// What drills and measurements turn up.
#[derive(Clone, Copy, Debug)]
pub struct Generosity {
    /// Every limit times this.
    pub times: i64,
    /// A pause between two of a kind.
    pub gaps: bool,
}

impl Generosity {
    pub fn of(config: &Config) -> Generosity {
        Generosity { times: config.get("limits.member_times").parse().unwrap_or(1).max(1), gaps: config.get("limits.gaps") != "0" }
    }
}

/// Who does it, when, how generously.
#[derive(Clone, Copy)]
pub struct Taker<'a> {
    pub actor: &'a Actor,
    pub now: Millis,
    pub generosity: Generosity,
}

impl<'a> Taker<'a> {
    pub fn new(config: &Config, actor: &'a Actor, now: Millis) -> Taker<'a> {
        Taker { actor, now, generosity: Generosity::of(config) }
    }
}

/// Counts one; gives which limit that breaks, if one: then roll back.
pub async fn take(tx: &DatabaseTransaction, who: Taker<'_>, act: Act) -> Result<Option<Enough>> {
    count(tx, who, act, act.word()).await
}

/// Counts one "this helped me" for an author, in all and for them.
pub async fn vote(tx: &DatabaseTransaction, who: Taker<'_>, author: AccountId) -> Result<Option<Enough>> {
    match take(tx, who, Act::Vote).await? {
        None => count(tx, who, Act::VoteFor, &format!("{}:{author}", Act::VoteFor.word())).await,
        enough => Ok(enough),
    }
}

/// Counts one text of one's own taken back.
pub async fn delete(tx: &DatabaseTransaction, who: Taker<'_>) -> Result<Option<Enough>> {
    match take(tx, who, Act::DeleteMinute).await? {
        None => take(tx, who, Act::Delete).await,
        enough => Ok(enough),
    }
}

/// The words of a post just written stand in another one of a moment ago. Call after [`take`], which lets one member's
/// posts pass one by one.
pub async fn same(tx: &DatabaseTransaction, who: Taker<'_>, act: Act, post: PostId) -> Result<Option<Enough>> {
    #[derive(FromQueryResult)]
    struct Row {
        at: i64,
    }
    let (Some(me), Some(within)) = (who.actor.id, daily::same_text(Level::of(who.actor, who.now)).filter(|_| who.generosity.gaps)) else { return Ok(None) };
    let text = "SELECT MAX(p.created_at) AS at FROM post p JOIN post n ON n.id = $2 AND n.source = p.source
         WHERE p.author_id = $1 AND p.created_at > $3 AND p.id <> $2 HAVING MAX(p.created_at) IS NOT NULL";
    let found: Option<Row> = db::row(tx, text, values![me, post.0, who.now - within]).await?;
    Ok(found.map(|r| Enough { act, reason: Reason::Same, wait: (r.at + within - who.now).clamp(1, within) }))
}

/// As many answers as one may give to one question of somebody else, if one more would be too many. Call under the
/// question's lock.
pub async fn answers_here(tx: &DatabaseTransaction, who: Taker<'_>, question: PostId, asker: AccountId) -> Result<Option<i64>> {
    let (Some(me), Some(most)) = (who.actor.id, daily::answers_here(Level::of(who.actor, who.now))) else { return Ok(None) };
    if me == asker.0 {
        return Ok(None);
    }
    let given = db::count(tx, "SELECT COUNT(*) AS n FROM post WHERE question_id = $1 AND author_id = $2 AND kind = 'answer' AND state <> 'deleted'", values![question.0, me]).await?;
    let most = most.saturating_mul(who.generosity.times);
    Ok((given >= most).then_some(most))
}

/// Counts the tags that a question just brought into being.
pub async fn new_tags(tx: &DatabaseTransaction, who: Taker<'_>, question: PostId) -> Result<Option<Enough>> {
    let text = "SELECT COUNT(*) AS n FROM question_tag qt JOIN tag t ON t.id = qt.tag_id WHERE qt.question_id = $1 AND t.created_at = $2 AND t.question_count <= 1";
    for _ in 0..db::count(tx, text, values![question.0, who.now]).await? {
        if let Some(enough) = take(tx, who, Act::NewTag).await? {
            return Ok(Some(enough));
        }
    }
    Ok(None)
}

async fn count(tx: &DatabaseTransaction, who: Taker<'_>, act: Act, word: &str) -> Result<Option<Enough>> {
    let Some(me) = who.actor.id else { return Ok(None) };
    let quota = act.quota(Level::of(who.actor, who.now));
    let limit = quota.limit.map_or(i64::MAX, |n| n.saturating_mul(who.generosity.times));
    let gap = if who.generosity.gaps { quota.gap } else { 0 };
    let now = who.now;
    if limit == 0 {
        return Ok(Some(Enough { act, reason: Reason::Used { limit }, wait: quota.window }));
    }
    #[derive(FromQueryResult)]
    struct Row {
        began_at: i64,
        n: i64,
        last_at: i64,
    }
    // requests come here in another order than they began; a row from far ahead is one of a clock that was wrong
    let counted: Option<Row> = db::row(
        tx,
        "INSERT INTO quota (account_id, act, began_at, n, last_at) VALUES ($1, $2, $3, 1, $3)
         ON CONFLICT (account_id, act) DO UPDATE SET
            began_at = CASE WHEN quota.began_at <= $4 OR quota.began_at > $7 THEN $3 ELSE quota.began_at END,
            n = CASE WHEN quota.began_at <= $4 OR quota.began_at > $7 THEN 1 ELSE quota.n + 1 END,
            last_at = CASE WHEN quota.last_at > $3 AND quota.last_at <= $7 THEN quota.last_at ELSE $3 END
         WHERE (quota.began_at <= $4 OR quota.began_at > $7 OR quota.n < $5) AND (quota.last_at <= $6 OR quota.last_at > $7)
         RETURNING began_at, n, last_at",
        values![me, word, now, now - quota.window, limit, if gap == 0 { now + AHEAD } else { now - gap }, now + AHEAD],
    )
    .await?;
    if let Some(row) = counted {
        if row.n == quota.alarm {
            tracing::warn!(account = me, act = word, n = row.n, "somebody does this very often");
        }
        return Ok(None);
    }
    let row: Option<Row> = db::row(tx, "SELECT began_at, n, last_at FROM quota WHERE account_id = $1 AND act = $2", values![me, word]).await?;
    let Row { began_at, n, last_at } = row.unwrap_or(Row { began_at: now, n: limit, last_at: now });
    let (reason, until) = if n >= limit && began_at > now - quota.window { (Reason::Used { limit }, began_at + quota.window) } else { (Reason::Gap, last_at + gap) };
    Ok(Some(Enough { act, reason, wait: (until - now).max(1) }))
}

/// Counters that count nothing any more.
pub async fn sweep(tx: &DatabaseTransaction, now: Millis) -> Result<()> {
    db::run(tx, "DELETE FROM quota WHERE last_at < $1 AND began_at < $1", values![now - crate::clock::DAY - MINUTE]).await?;
    Ok(())
}
