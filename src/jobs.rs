//! The named loops: what runs at which interval. Each job is due by the database's own record, so that the command
//! `jobs run-once`, several processes and a restart agree; its run is remembered in the transaction that claims it.

use std::time::Duration;

use crate::app::App;
use crate::clock::{HOUR, MINUTE, Millis};
use crate::db;
use crate::error;
use crate::values;

/// A loop: its name, its interval, what it does.
struct Job {
    name: &'static str,
    every: Millis,
}

/// Takes minutes: in a server, the others do not wait for it.
const LONG: &str = "backup";

const JOBS: &[Job] = &[
    Job { name: "mail", every: 5_000 },
    Job { name: "notices", every: 15_000 },
    Job { name: "digests", every: 5 * MINUTE },
    Job { name: "search", every: MINUTE },
    Job { name: "deadlines", every: MINUTE },
    Job { name: "escalations", every: MINUTE },
    Job { name: "badges", every: 5 * MINUTE },
    Job { name: "standing", every: 2 * MINUTE },
    Job { name: "boards", every: crate::ambassadors::boards::EVERY },
    Job { name: "signals", every: crate::insights::signals::jobs::EVERY },
    Job { name: "fair play", every: 24 * HOUR },
    Job { name: "incidents", every: MINUTE },
    Job { name: "follow up", every: 10 * MINUTE },
    Job { name: "gestures", every: 10 * MINUTE },
    Job { name: "photos", every: MINUTE },
    Job { name: "photos of gone texts", every: 24 * HOUR },
    Job { name: "sweep", every: HOUR },
    Job { name: "held votes", every: MINUTE },
    Job { name: "merged accounts", every: MINUTE },
    Job { name: "ledger", every: 24 * HOUR },
    Job { name: "statements", every: HOUR },
    Job { name: "changes", every: MINUTE },
    Job { name: LONG, every: 10 * MINUTE },
];

async fn run(app: &App, name: &str, now: Millis) -> anyhow::Result<()> {
    match name {
        "mail" => crate::mail::jobs::tick(app, now).await,
        "notices" => crate::notifications::mails::tick(app, now).await,
        "digests" => crate::notifications::mails::digest::tick(app, now).await,
        "search" => crate::search::jobs::tick(app, now).await,
        "deadlines" => crate::deadlines::jobs::tick(app, now).await,
        "escalations" => crate::escalations::jobs::tick(app, now).await,
        "badges" => crate::badges::jobs::tick(app, now).await,
        "standing" => crate::standing::jobs::tick(app, now).await.map(|_| ()),
        "boards" => crate::ambassadors::jobs::refresh(app, now).await,
        "signals" => crate::insights::signals::jobs::tick(app, now).await,
        "fair play" => crate::fair_play::jobs::tick(app, now).await,
        "incidents" => crate::signs::jobs::tick(app, now).await,
        "gestures" => crate::gestures::jobs::tick(app, now).await,
        "follow up" => crate::followups::jobs::tick(app, now).await,
        "photos" => crate::photos::jobs::tick(app, now).await,
        "photos of gone texts" => crate::photos::jobs::gone_for_good(app, now).await,
        "sweep" => sweep(app, now).await,
        "held votes" => crate::reputation::jobs::tick(app, now).await,
        "merged accounts" => Ok(crate::moderation::merge::gather(&app.db, now).await.map(|_| ())?),
        "ledger" => crate::reputation::jobs::prove(app, now).await,
        "statements" => crate::reputation_pages::statements::jobs::send(app, now).await,
        "changes" => Ok(crate::bus::tidy(&app.db).await?),
        LONG => crate::transfer::nightly::tick(app, now).await,
        other => anyhow::bail!("no job is called {other}"),
    }
}

/// What each process has to do for itself, once a minute and at its end: it writes down what it counted in memory, and
/// forgets quiet addresses.
pub async fn tidy(app: &App, now: Millis) -> anyhow::Result<()> {
    app.limits.sweep();
    crate::accountability::limits::queries::write_down(app, now).await?;
    crate::notifications::visits::flush(app, now).await?;
    crate::questions::jobs::flush_views(app).await
}

/// Removes what has expired: sessions, drafts, form keys, used tokens.
async fn sweep(app: &App, now: Millis) -> anyhow::Result<()> {
    crate::accounts::jobs::sweep(app, now).await?;
    crate::deadlines::jobs::never_open(app, now).await?;
    let day = 24 * HOUR;
    let tx = app.db.write().await?;
    db::run(&tx, "DELETE FROM session WHERE expires_at < $1 OR ends_at < $1", values![now]).await?;
    db::run(&tx, "DELETE FROM draft WHERE expires_at < $1", values![now]).await?;
    db::run(&tx, "DELETE FROM answering WHERE until_at < $1", values![now]).await?;
    crate::feed::presence::actions::sweep(&tx, now).await?;
    crate::accounts::browsers::sweep(&tx, now).await?;
    crate::accounts::sweep_addresses(&tx, now).await?;
    crate::screening::hosts::sweep(&tx, now).await?;
    crate::accounts::two_factor::actions::seal_anew(&tx, &app.config).await?;
    db::run(&tx, "DELETE FROM limit_met WHERE hour < $1", values![now - 30 * day]).await?;
    db::run(&tx, "DELETE FROM form_key WHERE created_at < $1", values![now - day]).await?;
    // what was told in private goes 90 days after the thread was settled, its photos with it
    crate::photos::actions::remove(
        &tx,
        "place = 'private' AND created_at < $1 AND post_id IN (SELECT p.id FROM post p JOIN question q ON q.id = p.question_id WHERE COALESCE(q.solved_at, q.closed_at) < $1)",
        values![now - 90 * day],
        now,
    )
    .await?;
    db::run(
        &tx,
        "DELETE FROM private_detail WHERE created_at < $1 AND COALESCE(post_id, (SELECT c.post_id FROM comment c WHERE c.id = private_detail.comment_id)) IN
            (SELECT p.id FROM post p JOIN question q ON q.id = p.question_id WHERE COALESCE(q.solved_at, q.closed_at) < $1)",
        values![now - 90 * day],
    )
    .await?;
    crate::escalations::actions::erase(&tx, now).await?;
    crate::moderation::merge::forget(&tx, now).await?;
    // where accounts were made is of use for as long as votes are compared
    db::run(&tx, "UPDATE account SET signup_ip_hash = NULL, signup_network_hash = NULL WHERE signup_ip_hash IS NOT NULL AND created_at < $1", values![now - 90 * day]).await?;
    db::run(&tx, "DELETE FROM email_token WHERE expires_at < $1", values![now - 7 * day]).await?;
    crate::questions::limits::sweep(&tx, now).await?;
    crate::notifications::events::sweep(&tx, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Runs every job that is due, each once. Failures are logged and remembered, and named when all had their turn; the
/// next run tries again.
pub async fn run_due(app: &App) -> anyhow::Result<()> {
    let failed = due(app, false).await?;
    anyhow::ensure!(failed.is_empty(), "failed: {}", failed.join(", "));
    Ok(())
}

async fn due(app: &App, serving: bool) -> anyhow::Result<Vec<&'static str>> {
    let mut failed = Vec::new();
    if app.limits.tidy_now(app.clock.now()) {
        if let Err(e) = tidy(app, app.clock.now()).await {
            say("tidy", &e);
            failed.push("tidy");
        }
    }
    for job in JOBS {
        if app.draining() {
            break;
        }
        let now = app.clock.now();
        if !claim(app, job, now).await? {
            continue;
        }
        if serving && job.name == LONG {
            let app = app.clone();
            tokio::spawn(async move {
                if let Err(e) = do_it(&app, job.name, now).await {
                    say(job.name, &e);
                }
            });
        } else if !do_it(app, job.name, now).await? {
            failed.push(job.name);
        }
    }
    Ok(failed)
}

/// Runs it and remembers whether it failed.
async fn do_it(app: &App, name: &str, now: Millis) -> anyhow::Result<bool> {
    let outcome = run(app, name, now).await;
    if let Err(e) = &outcome {
        say(name, e);
    }
    let error = outcome.err().map(|e| e.to_string());
    let tx = app.db.write().await?;
    db::run(&tx, "UPDATE job SET last_error = $1 WHERE name = $2 AND (last_error IS NOT NULL OR $1 IS NOT NULL)", values![error.as_deref(), name]).await?;
    tx.commit().await?;
    Ok(error.is_none())
}

/// A failure is logged each time, unless it is the database that is down or full: that is said once in a while.
fn say(job: &str, e: &anyhow::Error) {
    let down = e.chain().any(|cause| cause.downcast_ref::<sea_orm::DbErr>().is_some_and(error::passing) || matches!(cause.downcast_ref(), Some(error::Error::Unavailable(_))));
    if !down {
        tracing::error!(job, error = ?e, "a job failed");
    } else if let Some(others) = error::DOWN.now() {
        tracing::error!(job, error = %e, others, "a job could not run: the database is not there for it");
    }
}

/// Takes the run for this process if it is due; whoever comes second finds it taken.
async fn claim(app: &App, job: &Job, now: Millis) -> Result<bool, sea_orm::DbErr> {
    let due = db::count(app.db.read(), "SELECT COUNT(*) AS n FROM job WHERE name = $1 AND next_run_at > $2", values![job.name, now]).await? == 0;
    if !due {
        return Ok(false);
    }
    let tx = app.db.write().await?;
    let taken = db::run(
        &tx,
        "INSERT INTO job (name, last_run_at, next_run_at, runs) VALUES ($1, $2, $3, 1)
         ON CONFLICT (name) DO UPDATE SET last_run_at = excluded.last_run_at, next_run_at = excluded.next_run_at, runs = job.runs + 1 WHERE job.next_run_at <= $2",
        values![job.name, now, now + job.every],
    )
    .await?;
    tx.commit().await?;
    Ok(taken > 0)
}

/// Runs due jobs each second until the process stops.
pub async fn run_forever(app: App) {
    let mut pause = tokio::time::interval(Duration::from_secs(1));
    pause.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    while !app.draining() {
        pause.tick().await;
        let failed = match due(&app, true).await {
            Ok(failed) => !failed.is_empty(),
            Err(e) => {
                say("all", &e);
                true
            }
        };
        if failed {
            tokio::time::sleep(Duration::from_secs(5)).await;
        }
    }
}
