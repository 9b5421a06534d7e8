//! Counts again whoever changed, and whoever's time has come; decides; tells them. What it costs follows what changed.

use std::time::{Duration, Instant};

use entity::AccountId;
use sea_orm::FromQueryResult;

use super::queries::{self, Rules};
use super::steps::{self, Subject};
use crate::app::App;
use crate::clock::Millis;
use crate::config::Config;
use crate::db::{self, Db};
use crate::error::Result;
use crate::reputation::versions::{self, Calendar};
use crate::rules::standing::{self as rules, Window, begins};
use crate::values;

/// Members counted in one run; more wait for the next.
const AT_MOST: usize = 1_000;
/// A run that lasts ends early, though not before it counted some.
const LONG: Duration = Duration::from_secs(2);
const AT_LEAST: usize = 100;
/// Steps follow each other (a promotion, then an offer); no more often than this.
const ROUNDS: usize = 6;

#[derive(FromQueryResult)]
struct Due {
    member_id: AccountId,
}

/// Members who are due, as many as a run has time for, then the lines before free seats. Gives how many were counted.
pub async fn tick(app: &App, now: Millis) -> anyhow::Result<usize> {
    Ok(pass(app, AccountId(0), now, LONG).await?.0)
}

/// Every member who is due, however long it takes.
pub async fn everyone(app: &App, now: Millis) -> anyhow::Result<usize> {
    let (mut all, mut after) = (0, AccountId(0));
    loop {
        let (counted, last) = pass(app, after, now, Duration::MAX).await?;
        all += counted;
        match last {
            Some(last) => after = last,
            None => return Ok(all),
        }
    }
}

/// Gives how many were counted, and the last of them if more may be due. Whoever cannot be counted is passed over and
/// named; the others have their turn.
async fn pass(app: &App, after: AccountId, now: Millis, long: Duration) -> anyhow::Result<(usize, Option<AccountId>)> {
    let begun = Instant::now();
    let rules = rules(&app.db, &app.config).await?;
    let due = due(&app.db, &rules, after, now).await?;
    let last = due.last().filter(|_| due.len() == AT_MOST).map(|d| d.member_id);
    let (mut counted, mut failed) = (0, 0);
    for one in due {
        let enough = counted >= AT_LEAST || failed > 0;
        if app.draining() || (enough && begun.elapsed() > long) {
            break;
        }
        match count(app, &rules, one.member_id, now).await {
            true => counted += 1,
            false => failed += 1,
        }
    }
    if app.draining() {
        return Ok((counted, None));
    }
    for one in waiting(&app.db).await? {
        if !count(app, &rules, one.member_id, now).await {
            failed += 1;
        }
    }
    anyhow::ensure!(failed == 0, "{failed} members could not be counted; the log names them");
    Ok((counted, last))
}

/// Settles a member; `false`: it failed.
async fn count(app: &App, rules: &Rules, member: AccountId, now: Millis) -> bool {
    match settle(&app.db, &app.config, rules, member, now).await {
        Ok(true) => app.forget(member).await,
        Ok(false) => {}
        Err(e) => {
            tracing::error!(member = member.0, error = ?e, "a member could not be counted");
            return false;
        }
    }
    true
}

/// The rules in force, as counting needs them.
pub async fn rules(db: &Db, config: &Config) -> Result<Rules> {
    Ok(Rules { version: versions::current(db.read()).await?, calendar: Calendar::load(db.read()).await?, all_confirmed: !config.sends_mail() })
}

/// Marked; due by the clock; counted before the rules in force, or by a clock that was ahead of ours.
async fn due(db: &Db, rules: &Rules, after: AccountId, now: Millis) -> Result<Vec<Due>> {
    let text = "SELECT member_id FROM (
            SELECT member_id FROM standing_mark WHERE member_id > $1
            UNION SELECT member_id FROM standing WHERE next_at <= $2 AND next_at IS NOT NULL AND member_id > $1
            UNION SELECT member_id FROM standing WHERE computed_at <= $3 AND member_id > $1
            UNION SELECT member_id FROM standing WHERE computed_at > $2 AND member_id > $1) due
        ORDER BY member_id LIMIT $4";
    Ok(db::rows(db.read(), text, values![after.0, now, rules.version.applied_at, AT_MOST as i64]).await?)
}

/// The first in line of each category that has room.
async fn waiting(db: &Db) -> Result<Vec<Due>> {
    let text = "SELECT o.member_id FROM offer o WHERE o.state = 'queued' AND NOT EXISTS
            (SELECT 1 FROM seat s WHERE s.id = o.category_id AND s.seats <=
                (SELECT COUNT(*) FROM term t WHERE t.category_id = s.id AND t.ended_at IS NULL) + (SELECT COUNT(*) FROM offer x WHERE x.category_id = s.id AND x.state = 'open'))
        ORDER BY o.made_at, o.id LIMIT 100";
    Ok(db::rows(db.read(), text, []).await?)
}

/// Counts a member and takes the steps that follow. `true`: something happened to them.
pub async fn settle(db: &Db, config: &Config, rules: &Rules, member: AccountId, now: Millis) -> Result<bool> {
    let n = &rules.version.numbers;
    let tx = db.write().await?;
    db::lock(&tx, "account", member.0).await?;
    // a mark that is committed from here on stays for the next run
    db::run(&tx, "DELETE FROM standing_mark WHERE member_id = $1", values![member.0]).await?;
    let mut decided = None;
    let mut happened = false;
    for _ in 0..ROUNDS {
        let seen = queries::seen(&tx, member, rules, now).await?;
        let Some(mut case) = queries::case(&tx, member, n).await? else {
            db::run(&tx, "DELETE FROM standing WHERE member_id = $1", values![member.0]).await?;
            tx.commit().await?;
            return Ok(false);
        };
        // a mark of this moment is not new again in the next round
        case.member.decided = decided.unwrap_or(case.member.decided);
        let category = match rules::wants_seat(&case.member, &seen.window, n) {
            true => {
                let since = begins(now, n.standing.window_days, &case.member.leaves);
                let category = steps::category(&tx, case.offer.as_ref(), member, since).await?;
                case.member.seat = steps::seat(&tx, case.offer.as_ref(), category).await?;
                category
            }
            false => None,
        };
        let decision = rules::decide(&case.member, &seen.window, n, now);
        let next = [seen.next, decision.next].into_iter().flatten().min();
        keep(&tx, member, &seen.window, next, now).await?;
        if decision.steps.is_empty() {
            break;
        }
        happened = true;
        decided = Some(now);
        let subject = Subject { config, rules, id: member, window: &seen.window, offer: case.offer.as_ref(), category, now };
        for step in decision.steps {
            steps::take(&tx, &subject, step).await?;
        }
    }
    tx.commit().await?;
    Ok(happened)
}

/// Counts a member at this moment, for a click that depends on it; the job decides what else follows.
pub async fn recount(tx: &sea_orm::DatabaseTransaction, config: &Config, member: AccountId, now: Millis) -> Result<()> {
    let rules = Rules { version: versions::current(tx).await?, calendar: Calendar::load(tx).await?, all_confirmed: !config.sends_mail() };
    let seen = queries::seen(tx, member, &rules, now).await?;
    keep(tx, member, &seen.window, seen.next, now).await?;
    Ok(super::actions::touch(tx, &[member]).await?)
}

async fn keep(tx: &sea_orm::DatabaseTransaction, member: AccountId, w: &Window, next: Option<Millis>, now: Millis) -> Result<()> {
    db::run(
        tx,
        "INSERT INTO standing (member_id, computed_at, next_at, solved, askers, days, threads, threads_solved, clarity_raters, clarity_clear, sanctions)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (member_id) DO UPDATE SET computed_at = excluded.computed_at, next_at = excluded.next_at, solved = excluded.solved, askers = excluded.askers, days = excluded.days,
            threads = excluded.threads, threads_solved = excluded.threads_solved, clarity_raters = excluded.clarity_raters, clarity_clear = excluded.clarity_clear, sanctions = excluded.sanctions",
        values![member.0, now, next, w.solved, w.askers, w.days, w.threads, w.threads_solved, w.clarity_raters, w.clarity_clear, w.sanctions],
    )
    .await?;
    Ok(())
}
