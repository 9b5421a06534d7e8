//! The staff feed over the imported forum: the threads of its last months live, the page measured like any other, and a
//! tick that settles what is due; then the same with ten times the threads that nobody waits for.

use anyhow::Context as _;
use entity::PostId;
use entraide::clock::{DAY, HOUR};
use entraide::web::paths;
use entraide::{db, deadlines, values};
use sea_orm::FromQueryResult;

use crate::cases::{self, Case, Wanted};
use crate::forum::Forum;
use crate::load::Job;
use crate::server;
use crate::table::Table;
use crate::targets::{Said, Target};

/// Months of the forum that live.
const LIVES: i64 = 170 * DAY;
/// Threads that one tick finds due.
const DUE: i64 = 20;
const TICKS: usize = 60;
/// What the feed may cost with ten times the resolved threads: it holds what is owed, not what ever was.
const TEN_TIMES: f64 = 1.35;

#[derive(FromQueryResult)]
struct Id {
    id: i64,
}

/// Microseconds of CPU that the page may cost, and a tick for each thread that is due.
const PAGE: f64 = 1_000.0;
const PER_DUE: f64 = 1_000.0;

/// What one round costs.
struct Cost {
    page: f64,
    tick: f64,
}

pub async fn measure(forum: &Forum, table: &mut Table) -> anyhow::Result<Said> {
    let now = forum.app.clock.now();
    live(forum, now).await?;
    let read = forum.app.db.read();
    let held = db::count(read, "SELECT COUNT(*) AS n FROM feed_row", []).await?;
    let resolved = "SELECT COUNT(*) AS n FROM question WHERE solved_at IS NOT NULL";
    let before = db::count(read, resolved, []).await?;
    let first = round(forum, "staff feed", table).await?;
    multiply(forum).await?;
    let after = db::count(read, resolved, []).await?;
    let second = round(forum, "staff feed, 10 × the resolved", table).await?;
    let ratio = |what: &str, now: f64, then: f64| Target::at_most(what, now / then, TEN_TIMES, "×");
    Ok(Said {
        text: format!("the feed holds {held} threads. A tick over {DUE} that are due: {:.0} µs of CPU. Then with {after} resolved threads instead of {before}", first.tick),
        targets: vec![
            Target::at_most("staff feed: CPU", first.page, PAGE, "µs"),
            Target::at_most("staff feed, a tick: CPU for each thread that is due", first.tick / DUE as f64, PER_DUE, "µs"),
            ratio("staff feed, the page with ten times the resolved threads", second.page, first.page),
            ratio("staff feed, the tick with ten times the resolved threads", second.tick, first.tick),
        ],
    })
}

async fn round(forum: &Forum, name: &str, table: &mut Table) -> anyhow::Result<Cost> {
    let request = crate::load::Request { path: paths::StaffFeed.to_string(), cookie: forum.members[0].clone(), origin: forum.base.clone(), ..Default::default() };
    let case = Case { name: name.into(), job: Job { requests: vec![request], times: 600, connections: 16, status: 200, every: None }, wanted: Wanted::default() };
    let row = cases::measure(forum, &case).await?;
    let page = row.cpu;
    table.add(row);
    let mut spent = 0.0;
    for _ in 0..TICKS {
        // the same threads each time, as if their moment had come
        let now = forum.app.clock.now();
        let tx = forum.app.db.write().await?;
        let text = "UPDATE thread_clock SET next_look_at = $1 WHERE question_id IN (SELECT question_id FROM feed_row ORDER BY question_id LIMIT $2)";
        db::run(&tx, text, values![now - HOUR, DUE]).await?;
        tx.commit().await?;
        let before = server::cpu();
        deadlines::jobs::due(&forum.app, now).await?;
        spent += server::cpu().saturating_sub(before).as_secs_f64() * 1e6;
    }
    Ok(Cost { page, tick: spent / TICKS as f64 })
}

/// The newest threads begin to live, as `import --live-since` lets them.
async fn live(forum: &Forum, now: i64) -> anyhow::Result<()> {
    let db = &forum.app.db;
    let newest = forum.newest;
    let ids: Vec<Id> = db::rows(db.read(), "SELECT id FROM question WHERE activity_at > $1 AND state = 'visible' ORDER BY id", values![newest - LIVES]).await?;
    let ids: Vec<PostId> = ids.into_iter().map(|i| PostId(i.id)).collect();
    let tx = db.write().await?;
    db::run(&tx, "UPDATE question SET live = TRUE WHERE activity_at > $1 AND state = 'visible'", values![newest - LIVES]).await?;
    tx.commit().await?;
    deadlines::settle_all(db, &ids, now).await?;
    // escalations by rule would each be told to somebody, every tick anew
    let tx = db.write().await?;
    db::run(&tx, "UPDATE thread_clock SET next_look_at = NULL", values![]).await?;
    tx.commit().await?;
    Ok(())
}

/// Every resolved thread nine times more, with the clock and the exit it would have had.
async fn multiply(forum: &Forum) -> anyhow::Result<()> {
    let db = &forum.app.db;
    let past = db::count(db.read(), "SELECT MAX(id) AS n FROM post", []).await? + 1;
    for n in 1..=9 {
        let by = past * n;
        let tx = db.write().await?;
        db::run(
            &tx,
            "INSERT INTO post (id, kind, question_id, author_id, source_format, renderer, lang, state, opening_score, score, did_not_work_count, did_not_work_weight, comment_count, revision, official, created_at, source, html)
             SELECT p.id + $1, p.kind, p.id + $1, p.author_id, p.source_format, p.renderer, p.lang, p.state, 0, 0, 0, 0, 0, 1, FALSE, p.created_at, 'x', 'x'
             FROM post p JOIN question q ON q.id = p.id WHERE q.solved_at IS NOT NULL AND p.id < $2",
            values![by, past],
        )
        .await?;
        db::run(
            &tx,
            "INSERT INTO question (id, title, slug, excerpt, category_id, author_id, state, answer_count, peer_answer_count, accepted_count, verified_count, solved_at, opening_me_too, me_too_count, score, views, live, reserved, created_at, activity_at)
             SELECT q.id + $1, q.title, q.slug, q.excerpt, q.category_id, q.author_id, q.state, 1, 1, 1, 0, q.solved_at, 0, 0, 0, 0, TRUE, FALSE, q.created_at, q.activity_at
             FROM question q WHERE q.solved_at IS NOT NULL AND q.id < $2",
            values![by, past],
        )
        .await?;
        db::run(
            &tx,
            "INSERT INTO thread_clock (question_id, waiting_on, first_met_at, resolution_spent, settled_at) SELECT q.id + $1, 'nobody', q.created_at + 3600000, 0, q.activity_at FROM question q WHERE q.solved_at IS NOT NULL AND q.id < $2",
            values![by, past],
        )
        .await?;
        db::run(&tx, "INSERT INTO feed_exit (question_id, at) SELECT q.id + $1, q.activity_at FROM question q WHERE q.solved_at IS NOT NULL AND q.id < $2", values![by, past]).await?;
        tx.commit().await.context("copies of resolved threads")?;
    }
    Ok(())
}
