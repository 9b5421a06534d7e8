//! What time does: threads whose moment has come are settled, and people are told of what nobody takes.
//!
//! What must stay true: a tick costs what is due, and takes what waits longest first; each thread has a short transaction
//! of its own, and one that fails leaves the others, and what else a tick does; whoever is told has one mail with a list, however long it is.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use entity::{AccountId, DepartmentId, EscalationId, PostId};
use sea_orm::FromQueryResult;

use super::letters::{self, Waiting};
use super::scheme::Scheme;
use super::words::Alerts;
use super::{departments, record, settle};
use crate::app::App;
use crate::clock::{HOUR, Millis};
use crate::error::Result;
use crate::{db, values};

/// Threads settled in one run; more wait for the next.
const AT_MOST: i64 = 1_000;
/// A run that lasts ends early, though not before it settled some.
const LONG: Duration = Duration::from_secs(2);
const AT_LEAST: usize = 100;
/// Escalations that are told of in one run, in one transaction: their threads are held meanwhile. More wait for the next.
const TOLD_AT_MOST: usize = 200;
/// Those that nobody took which one run looks at, the oldest first.
const LOOKED_AT: i64 = 5_000;

pub async fn tick(app: &App, now: Millis) -> anyhow::Result<()> {
    let settled = due(app, now).await;
    let told = unclaimed(app, now).await;
    settled?;
    told
}

#[derive(FromQueryResult)]
struct Due {
    question_id: PostId,
    /// The last of its marks.
    mark: i64,
}

/// Settles what is marked and what is due; gives how many threads that were.
pub async fn due(app: &App, now: Millis) -> anyhow::Result<usize> {
    let begun = Instant::now();
    // what is due first, by its moment; then what is marked, by its oldest mark
    let clocks = "SELECT question_id, CAST(0 AS BIGINT) AS mark FROM thread_clock WHERE next_look_at IS NOT NULL AND next_look_at <= $1 ORDER BY next_look_at, question_id LIMIT $2";
    let marks = "SELECT question_id, MAX(id) AS mark FROM (SELECT question_id, id FROM thread_mark ORDER BY id LIMIT $1) m GROUP BY question_id ORDER BY MIN(id)";
    let mut all: Vec<Due> = db::rows(app.db.read(), clocks, values![now, AT_MOST]).await?;
    let mut marked: Vec<Due> = db::rows(app.db.read(), marks, values![AT_MOST]).await?;
    let mark_of: BTreeMap<PostId, i64> = marked.iter().map(|m| (m.question_id, m.mark)).collect();
    for one in &mut all {
        one.mark = mark_of.get(&one.question_id).copied().unwrap_or(0);
    }
    let first: BTreeSet<PostId> = all.iter().map(|d| d.question_id).collect();
    marked.retain(|m| !first.contains(&m.question_id));
    all.append(&mut marked);
    if all.is_empty() {
        return Ok(0);
    }
    let scheme = Scheme::load(app.db.read()).await?;
    let (mut settled, mut failed) = (0, 0);
    for one in all {
        if app.draining() || (settled + failed >= AT_LEAST && begun.elapsed() > LONG) {
            break;
        }
        match look(app, &scheme, &one, now).await {
            Ok(()) => settled += 1,
            Err(e) => {
                tracing::error!(question = one.question_id.0, error = ?e, "a thread could not be settled");
                failed += 1;
            }
        }
    }
    anyhow::ensure!(failed == 0, "{failed} threads could not be settled; the log names them");
    Ok(settled)
}

async fn look(app: &App, scheme: &Scheme, one: &Due, now: Millis) -> Result<()> {
    let tx = app.db.write().await?;
    // a mark that is committed from here on stays for the next run
    db::run(&tx, "DELETE FROM thread_mark WHERE question_id = $1 AND id <= $2", values![one.question_id.0, one.mark]).await?;
    settle::settle_by(&tx, scheme, one.question_id, None, Alerts::default(), now).await?;
    Ok(tx.commit().await?)
}

#[derive(FromQueryResult)]
struct Unclaimed {
    id: EscalationId,
    question_id: PostId,
    department_id: DepartmentId,
    category_id: Option<entity::CategoryId>,
    title: String,
    slug: String,
    /// When it was last anybody's.
    acted_at: i64,
    lead_told_at: Option<i64>,
}

/// Tells the leads, then the managers, of what nobody took for some hours of work since it was opened, given back or handed
/// over; the admins where there is no other.
async fn unclaimed(app: &App, now: Millis) -> anyhow::Result<()> {
    let db = app.db.read();
    let n = super::current(db).await?;
    let rows: Vec<Unclaimed> = db::rows(
        db,
        "SELECT e.id, e.question_id, e.department_id, q.category_id, q.title, q.slug, e.acted_at, e.lead_told_at
         FROM escalation e JOIN question q ON q.id = e.question_id
         WHERE e.ended_at IS NULL AND e.owner_id IS NULL AND e.acted_at <= $1 AND e.managers_told_at IS NULL AND q.state = 'visible'
            AND (e.snoozed_until IS NULL OR e.snoozed_until <= $2) ORDER BY e.acted_at, e.id LIMIT $3",
        values![now - n.lead_hours.min(n.managers_hours) * HOUR, now, LOOKED_AT],
    )
    .await?;
    if rows.is_empty() {
        return Ok(());
    }
    let scheme = Scheme::load(db).await?;
    let mut due = Vec::new();
    for row in rows {
        let waited = scheme.terms(row.category_id)?.calendar.between(row.acted_at, now);
        // the lead is told before anybody above them
        let up = waited >= n.managers_hours * HOUR && row.lead_told_at.is_some();
        if up || (waited >= n.lead_hours.min(n.managers_hours) * HOUR && row.lead_told_at.is_none()) {
            due.push((row, waited, up));
        }
        if due.len() == TOLD_AT_MOST {
            break;
        }
    }
    if due.is_empty() {
        return Ok(());
    }
    let mut leads: BTreeMap<DepartmentId, Vec<AccountId>> = BTreeMap::new();
    let mut lists: BTreeMap<AccountId, Vec<Waiting>> = BTreeMap::new();
    let managers = departments::managers(db, now).await?;
    for (row, _, up) in &due {
        if !up && let std::collections::btree_map::Entry::Vacant(slot) = leads.entry(row.department_id) {
            let own = departments::leads(db, row.department_id, now).await?;
            slot.insert(if own.is_empty() { managers.clone() } else { own });
        }
    }
    // everyone holds threads in one order
    due.sort_by_key(|(row, ..)| row.question_id);
    let tx = app.db.write().await?;
    for (row, waited, up) in &due {
        db::lock(&tx, "question", row.question_id.0).await?;
        if !record::told(&tx, row.id, *up, now).await? {
            continue;
        }
        for person in if *up { &managers } else { &leads[&row.department_id] } {
            lists.entry(*person).or_default().push(Waiting { question: row.question_id, slug: row.slug.clone(), title: row.title.clone(), hours: waited / HOUR });
        }
    }
    for (person, list) in &mut lists {
        list.sort_by_key(|w| std::cmp::Reverse(w.hours));
        letters::unclaimed(&tx, &app.config, *person, list, now).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Calendars in which no hour is open for a year: what is promised by them never falls due, and the page of deadlines says
/// so. A run an hour.
pub async fn never_open(app: &App, now: Millis) -> Result<()> {
    for calendar in super::calendars::never_open(app.db.read(), now).await? {
        tracing::error!(calendar = calendar.name, "no hour of this calendar is open within a year: what is promised by it never falls due");
    }
    Ok(())
}
