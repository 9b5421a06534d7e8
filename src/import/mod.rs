//! Other people's communities, brought in with their dates, authors and licences.
//!
//! What must stay true: nobody is written to and no clock starts; every row read is accounted for; each row is
//! remembered by its id at the source, so a second run adds only what is new and an interrupted one goes on; a broken
//! row is reported and does not stop the rest; nothing is rendered inside a transaction.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::ensure;
use entity::PostId;
use sea_orm::FromQueryResult;

use crate::audit::{self, Deed};
use crate::clock::{Clock, Millis};
use crate::db::{self, Db};
use crate::{accounts, deadlines, reputation, search, values};

mod bulk;
pub mod clean;
mod counters;
pub mod csv_rows;
pub mod dates;
pub mod emails;
mod extras;
pub mod files;
mod kitsune;
mod pipeline;
mod progress;
pub mod report;
mod stack_exchange;
mod store;
mod write;
pub mod xml_rows;

pub use report::{Report, Tally};
use store::{Kind, Store, patiently};

/// Where Mozilla's forum is, unless told otherwise.
const KITSUNE_SITE: &str = "support.mozilla.org";
/// Search documents in one transaction.
const INDEX_BATCH: usize = 200;

#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Read and count everything, write nothing.
    pub dry_run: bool,
    /// Threads whose last post is at or after this moment live; the rest are history.
    pub live_since: Option<Millis>,
    /// When it is; none: now.
    pub now: Option<Millis>,
    /// Slug of the category all questions go to (Stack Exchange has none of its own).
    pub category: Option<String>,
    /// The site's host name, for links and attribution.
    pub site: Option<String>,
    /// CSV `source_user,email`.
    pub emails: Option<PathBuf>,
}

/// Imports the XML files of a Stack Exchange dump.
pub async fn stack_exchange(db: &Db, dir: &Path, options: Options) -> anyhow::Result<Report> {
    files::folder(dir)?;
    let folder = dir.canonicalize().ok().and_then(|d| Some(d.file_name()?.to_string_lossy().into_owned()));
    let site = host(options.site.as_deref().or(folder.as_deref()).unwrap_or("stackexchange.com"));
    run(db, &site, &options, async |store, report| stack_exchange::run(store, report, dir, options.category.as_deref()).await).await
}

/// Imports the CSV files of a Kitsune forum.
pub async fn kitsune(db: &Db, dir: &Path, options: Options) -> anyhow::Result<Report> {
    files::folder(dir)?;
    let site = host(options.site.as_deref().unwrap_or(KITSUNE_SITE));
    run(db, &site, &options, async |store, report| kitsune::run(store, report, dir).await).await
}

async fn run(db: &Db, site: &str, options: &Options, read: impl AsyncFnOnce(&mut Store<'_>, &mut Report) -> anyhow::Result<()>) -> anyhow::Result<Report> {
    let started = Instant::now();
    let now = options.now.unwrap_or_else(|| Clock::System.now());
    let mut report = Report::new(site, options.dry_run);
    let mut store = Store::open(db, site, options.dry_run, now, options.live_since).await?;
    store.resuming = interrupted(db, site).await?;
    log(&store, "import.started", "").await?;
    let people = store.people_count();
    read(&mut store, &mut report).await?;
    if let Some(file) = &options.emails {
        emails::read(&store, &mut report, file).await?;
    }
    if !store.dry && accounts::claims::catch_up(db, now).await? > 0 {
        report.note("what is new of people whose posts were given to members went to those members");
    }
    if !store.dry {
        db.take_stock().await;
        let opened = reputation::opening::open(db, site, now).await?;
        report.note(format!("{opened} people begin with a reputation for what they did there"));
    }
    if store.resuming {
        report.note("an earlier run was interrupted; it was taken up where it stopped");
        store.touched.extend(store.all(Kind::Question).collect::<Vec<_>>());
    }
    index(&store).await?;
    if !store.dry {
        db.take_stock().await;
    }
    if !store.dry {
        settle(&mut store, now).await?;
    }
    report.note(format!("{} placeholder accounts, {} of them new", store.people_count(), store.people_count() - people));
    ensure!(report.adds_up(), "the import is done, but its table does not add up:\n{report}");
    report.seconds = started.elapsed().as_secs_f64();
    log(&store, "import.finished", &report.to_string()).await?;
    Ok(report)
}

/// Documents of the questions of which something was written, in small transactions.
async fn index(store: &Store<'_>) -> anyhow::Result<()> {
    if store.dry {
        return Ok(());
    }
    let mut ids: Vec<PostId> = store.touched.iter().map(|id| PostId(*id)).collect();
    ids.sort_unstable();
    let mut progress = progress::Progress::new(ids.len() as u64);
    progress.doing("search");
    for batch in ids.chunks(INDEX_BATCH) {
        patiently(async || {
            let tx = store.db.write().await?;
            search::index_many(&tx, batch).await?;
            tx.commit().await
        })
        .await?;
        progress.read.fetch_add(batch.len() as u64, std::sync::atomic::Ordering::Relaxed);
        progress.tick();
    }
    progress.finish();
    if !ids.is_empty() {
        search::count_words(store.db).await?;
    }
    Ok(())
}

/// Threads that live are settled once everything is there; nobody is told. What an earlier run left as history lives too
/// if this one says so.
async fn settle(store: &mut Store<'_>, now: Millis) -> anyhow::Result<()> {
    if let Some(since) = store.live_since {
        let history: Vec<Live> = db::rows(
            store.db.read(),
            "SELECT q.id FROM question q JOIN source_ref s ON s.our_id = q.id WHERE s.source = $1 AND s.kind = 'post' AND q.live = FALSE AND q.activity_at >= $2",
            values![store.source.as_str(), since],
        )
        .await?;
        let history: Vec<i64> = history.into_iter().map(|l| l.id.0).collect();
        for batch in history.chunks(INDEX_BATCH) {
            patiently(async || {
                let tx = store.db.write().await?;
                let list = db::placeholders(1, batch.len());
                db::run(&tx, &format!("UPDATE question SET live = TRUE WHERE id IN ({list})"), batch.iter().map(|id| (*id).into())).await?;
                tx.commit().await
            })
            .await?;
        }
        store.touched.extend(history);
    }
    let all: Vec<Live> = db::rows(store.db.read(), "SELECT id FROM question WHERE live = TRUE AND reserved = FALSE ORDER BY id", []).await?;
    let ids: Vec<PostId> = all.into_iter().map(|l| l.id).filter(|id| store.touched.contains(&id.0)).collect();
    let mut progress = progress::Progress::new(ids.len() as u64);
    progress.doing("deadlines");
    for batch in ids.chunks(INDEX_BATCH) {
        patiently(async || deadlines::settle_all(store.db, batch, now).await.map_err(store::db_error)).await?;
        progress.read.fetch_add(batch.len() as u64, std::sync::atomic::Ordering::Relaxed);
        progress.tick();
    }
    progress.finish();
    Ok(())
}

#[derive(FromQueryResult)]
struct Live {
    id: PostId,
}

/// Did the last import of this source begin and not end?
async fn interrupted(db: &Db, site: &str) -> anyhow::Result<bool> {
    let text = "SELECT COUNT(*) AS n FROM audit a WHERE a.action = 'import.started' AND a.object = $1
                AND NOT EXISTS (SELECT 1 FROM audit f WHERE f.action = 'import.finished' AND f.object = $1 AND f.id > a.id)";
    Ok(db::count(db.read(), text, values![object(site)]).await? > 0)
}

async fn log(store: &Store<'_>, action: &'static str, note: &str) -> anyhow::Result<()> {
    if store.dry {
        return Ok(());
    }
    patiently(async || {
        let tx = store.db.write().await?;
        audit::record(&tx, Deed { actor: None, action, object: &object(&store.source), object_id: 0, note }, Clock::System.now()).await?;
        tx.commit().await
    })
    .await
}

fn object(site: &str) -> String {
    format!("source {site}")
}

/// A host name as it stands in links; nothing else of what was given.
fn host(given: &str) -> String {
    let bare = given.trim().trim_start_matches("https://").trim_start_matches("http://");
    bare.split('/').next().unwrap_or_default().chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':')).collect::<String>().to_ascii_lowercase()
}
