//! Backups that nobody asks for: each night, and before the schema of a file changes.
//!
//! What must stay true: the moment of the next one is in the database, so that one process makes it and a restart does not
//! begin another; older ones go when a new one is whole, and only files that this named, never the one just made nor the
//! newest with every photo; a failure is told and tried again, also that of a try that did not live to tell.

use std::fs;
use std::path::{Path, PathBuf};

use entity::AccountId;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};
use serde::{Deserialize, Serialize};

use super::backup::{self, How, Made, Stopped};
use super::folder_of;
use crate::app::App;
use crate::clock::{DAY, HOUR, Millis};
use crate::config::Config;
use crate::db::{self, Db};
use crate::i18n::Lang;
use crate::mail::{self, Letter, Mail, inert};
use crate::photos::Store;
use crate::values;

/// When few are there.
const AT: i8 = 3;
/// One that was begun and of which nothing more is heard is tried again then.
const LOST: Millis = 6 * HOUR;
const AGAIN: Millis = HOUR;
/// Whoever was told of a failure is not told again of the next.
const TOLD: Millis = 20 * HOUR;
const NAME: &str = "backup";

/// How the nightly backups go.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    next_at: Option<Millis>,
    /// The last one that is whole.
    pub last: Option<Last>,
    /// When the last try failed, if none succeeded since, and why.
    pub failed: Option<(Millis, String)>,
    told_at: Option<Millis>,
    /// The newest in which no photo is missing: it stays.
    #[serde(default)]
    complete: Option<String>,
    /// One is being made since.
    #[serde(default)]
    begun: Option<Millis>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Last {
    pub at: Millis,
    pub file: String,
    pub bytes: u64,
    pub rows: i64,
    pub photos: u64,
    pub missing: u64,
}

/// As it was written last.
pub async fn state(db: &impl ConnectionTrait) -> Result<State, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        value: String,
    }
    let row: Option<Row> = db::row(db, "SELECT value FROM site_choice WHERE name = $1", values![NAME]).await?;
    Ok(row.and_then(|r| serde_json::from_str(&r.value).ok()).unwrap_or_default())
}

async fn write(tx: &sea_orm::DatabaseTransaction, state: &State, now: Millis) -> anyhow::Result<()> {
    let text = "INSERT INTO site_choice (name, value, set_at) VALUES ($1, $2, $3) ON CONFLICT (name) DO UPDATE SET value = excluded.value, set_at = excluded.set_at";
    db::run(tx, text, values![NAME, serde_json::to_string(state)?, now]).await?;
    Ok(())
}

/// Makes one if it is time.
pub async fn tick(app: &App, now: Millis) -> anyhow::Result<()> {
    if app.config.get("backup.nightly") != "true" || app.config.demo {
        return Ok(());
    }
    let mut state = state(app.db.read()).await?;
    let night = next(app.config.get("timezone"), now)?;
    match state.next_at {
        // a clock that was wrong must not put it off for long
        Some(at) if at > now && at <= now + 2 * DAY => return Ok(()),
        Some(_) => {}
        None => {
            state.next_at = Some(night);
            return keep(app, &state, now).await;
        }
    }
    let folder = app.config.backups_folder();
    state.next_at = Some(now + LOST);
    // a state that came with a restored backup knows of a try of which nothing is left here
    let before = state.begun;
    match state.begun.replace(now).and_then(|begun| left(&folder, begun)) {
        Some(Left::Written) => return keep(app, &State { begun: before, ..state }, now).await,
        Some(Left::Given) => fail(app, &mut state, "the process that made one ended before it was whole".into(), now).await?,
        None => keep(app, &state, now).await?,
    }
    clear(&folder);
    let made = make(app, &folder, now).await;
    let end = app.clock.now();
    state.begun = None;
    match made {
        Ok((file, made)) => {
            let photos = &made.manifest.photos;
            let missing = photos.missing.len() as u64;
            let before = state.last.take();
            if state.complete.is_none() {
                state.complete = before.as_ref().filter(|l| l.missing == 0).map(|l| l.file.clone());
            }
            state.next_at = Some(night);
            state.failed = None;
            state.last = Some(Last { at: now, file: file.display().to_string(), bytes: made.bytes, rows: made.manifest.rows(), photos: photos.files, missing });
            if missing > before.map_or(0, |l| l.missing) {
                // the backups before this one are left, tonight
                return lacks(app, &mut state, missing, end).await;
            }
            if missing == 0 {
                state.complete = Some(file.display().to_string());
            }
            state.told_at = None;
            keep(app, &state, end).await?;
            let stay = [Some(file), state.complete.map(PathBuf::from)];
            tidy(&folder, app.config.number("backup.keep").max(1) as usize, &stay.into_iter().flatten().collect::<Vec<_>>());
            Ok(())
        }
        Err(e) if e.is::<Stopped>() => {
            state.next_at = Some(now);
            keep(app, &state, end).await
        }
        Err(e) => {
            state.next_at = Some(end + AGAIN);
            fail(app, &mut state, format!("{e:#}"), end).await?;
            Err(e)
        }
    }
}

/// Written down, and told unless it was today.
async fn fail(app: &App, state: &mut State, why: String, now: Millis) -> anyhow::Result<()> {
    tracing::warn!(%why, "the nightly backup");
    let told = why.clone();
    state.failed = Some((now, why));
    tell(app, state, now, |lang, brand| (lang.mail_backup_subject(brand), vec![lang.mail_backup(inert(&told)), lang.mail_backup_again().to_owned()])).await
}

/// It is whole, but photos were lost: the same.
async fn lacks(app: &App, state: &mut State, photos: u64, now: Millis) -> anyhow::Result<()> {
    tracing::warn!(photos, "photos that the community shows are not where photos are kept");
    let photos = i64::try_from(photos).unwrap_or(i64::MAX);
    tell(app, state, now, |lang, brand| (lang.mail_backup_lacks_subject(brand), vec![lang.mail_backup_lacks(photos)])).await
}

async fn tell(app: &App, state: &mut State, now: Millis, words: impl Fn(Lang, &str) -> (String, Vec<String>)) -> anyhow::Result<()> {
    let tx = app.db.write().await?;
    // a clock that was ahead must not silence it
    if state.told_at.is_none_or(|at| at + TOLD < now || at > now) {
        state.told_at = Some(now);
        mail_to_admins(&tx, &app.config, words, now).await?;
    }
    write(&tx, state, now).await?;
    Ok(tx.commit().await?)
}

async fn keep(app: &App, state: &State, now: Millis) -> anyhow::Result<()> {
    let tx = app.db.write().await?;
    write(&tx, state, now).await?;
    Ok(tx.commit().await?)
}

/// The next early morning after a moment.
fn next(zone: &str, now: Millis) -> anyhow::Result<Millis> {
    let here = jiff::Timestamp::from_millisecond(now)?.to_zoned(jiff::tz::TimeZone::get(zone)?);
    let today = here.date().at(AT, 0, 0, 0).to_zoned(here.time_zone().clone())?;
    let next = if today > here { today } else { here.date().tomorrow()?.at(AT, 0, 0, 0).to_zoned(here.time_zone().clone())? };
    Ok(next.timestamp().as_millisecond())
}

const BEGINS: &str = "entraide-";
const ENDS: &str = ".tar";

/// Of a moment.
fn named(at: Millis) -> anyhow::Result<String> {
    let stamp = jiff::Timestamp::from_millisecond(at)?.strftime("%Y%m%dT%H%M%SZ");
    Ok(format!("{BEGINS}{stamp}{ENDS}"))
}

/// What is left of a try: somebody writes it still, or nobody does any more.
enum Left {
    Written,
    Given,
}

fn left(folder: &Path, begun: Millis) -> Option<Left> {
    let part = fs::File::open(folder.join(format!("{}.part", named(begun).ok()?))).ok()?;
    Some(if part.try_lock().is_ok() { Left::Given } else { Left::Written })
}

async fn make(app: &App, folder: &Path, now: Millis) -> anyhow::Result<(PathBuf, Made)> {
    let file = folder.join(named(now)?);
    let keep_free = u64::from(app.config.number("photos.keep_free")) << 20;
    let stop = || app.draining();
    let how = How { gently: true, over: true, keep_free, stop: &stop, ..How::default() };
    let made = backup::make(&app.db, &app.photos.store, &file, &how, now).await?;
    Ok((file, made))
}

/// Ours, the oldest first, by their names; and what is left of one that was cut off.
fn ours(folder: &Path) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let named = |path: &Path, end: &str| {
        let stamp = path.file_name().and_then(|n| n.to_str()).and_then(|n| n.strip_prefix(BEGINS)?.strip_suffix(end));
        stamp.is_some_and(|s| s.len() == 16 && s.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'T' | b'Z')))
    };
    let mut all: Vec<PathBuf> = fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
    all.sort();
    let parts = all.iter().filter(|p| named(p, ".tar.part")).cloned().collect();
    all.retain(|p| named(p, ENDS));
    (all, parts)
}

/// Keeps so many, the first of `stay` (just made) and what else must stay among them. What a clock ahead named goes first.
fn tidy(folder: &Path, keep: usize, stay: &[PathBuf]) {
    let mut whole = ours(folder).0;
    whole.sort_by_key(|p| stay.first().is_none_or(|new| p <= new));
    let beyond = whole.len().saturating_sub(keep);
    for old in whole.iter().take(beyond).filter(|old| !stay.contains(old)) {
        remove(old);
    }
}

/// Takes away what is left of those that were cut off; nobody writes them any more.
fn clear(folder: &Path) {
    for part in ours(folder).1 {
        if fs::File::open(&part).is_ok_and(|f| f.try_lock().is_ok()) {
            remove(&part);
        }
    }
}

fn remove(file: &Path) {
    if let Err(error) = fs::remove_file(file) {
        tracing::warn!(file = %file.display(), %error, "an old backup stays");
    }
}

/// Those who can do something about it.
async fn mail_to_admins(tx: &sea_orm::DatabaseTransaction, config: &Config, words: impl Fn(Lang, &str) -> (String, Vec<String>), now: Millis) -> Result<(), DbErr> {
    #[derive(FromQueryResult)]
    struct Admin {
        id: AccountId,
        email: String,
        lang: Option<String>,
    }
    let text = "SELECT id, email, lang FROM account WHERE role = 'admin' AND email IS NOT NULL AND email_verified_at IS NOT NULL AND placeholder = FALSE AND deleted_at IS NULL
        AND COALESCE(suspended_until, 0) <= $1 ORDER BY id";
    let admins: Vec<Admin> = db::rows(tx, text, values![now]).await?;
    for admin in admins {
        let lang = admin.lang.as_deref().and_then(Lang::from_code).or(Lang::from_code(config.get("default_language"))).unwrap_or_default();
        let brand = config.get("brand.name");
        let (subject, opening) = words(lang, brand);
        let letter = Letter { subject, opening, why: lang.mail_backup_why(brand), ..Letter::default() };
        mail::queue(tx, config, Mail { account: Some(admin.id), to: admin.email, kind: "backup", lang, letter }, now).await?;
    }
    Ok(())
}

/// Brings the schema up to date; what a file held before is in a backup beside it. Photos do not change then and are named alone.
pub async fn migrate(config: &Config, db: &Db, now: Millis) -> anyhow::Result<()> {
    let file = Db::file_of(config.database_url());
    if let Some(file) = file.filter(|_| !config.demo)
        && db.unknown_migrations().await?.is_empty()
        && !db.pending_migrations().await?.is_empty()
        && let Some(schema) = db.schema().await?
    {
        // by the schema too: what a second try finds half done is another file
        let to = folder_of(file).join("backups").join(format!("pre-{}-{schema}.tar", env!("CARGO_PKG_VERSION")));
        let how = How { photos: false, over: true, ..How::default() };
        backup::make(db, &Store::new(config), &to, &how, now).await.map_err(|e| e.context("the schema is older than this program, and what is there could not be backed up before it changes"))?;
        tracing::info!(file = %to.display(), "the schema is brought up to date; what was there before is in a backup");
    }
    db.migrate().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_night_where_the_community_is() {
        let at = |text: &str| text.parse::<jiff::Timestamp>().expect("a moment").as_millisecond();
        let next = |now: &str| next("Europe/Paris", at(now)).expect("a moment");
        assert_eq!(next("2026-11-24T09:00:00Z"), at("2026-11-25T02:00:00Z"));
        assert_eq!(next("2026-11-24T01:59:59Z"), at("2026-11-24T02:00:00Z"));
        assert_eq!(next("2026-11-24T02:00:00Z"), at("2026-11-25T02:00:00Z"));
        // the hour that is left out, the hour that comes twice
        assert_eq!(next("2027-03-28T00:00:00Z"), at("2027-03-28T01:00:00Z"));
        assert_eq!(next("2027-10-31T00:00:00Z"), at("2027-10-31T02:00:00Z"));
    }

    #[test]
    fn only_the_oldest_of_ours_go() {
        let folder = tempfile::tempdir().expect("a folder");
        let days = |days: &[&str]| days.iter().map(|d| format!("entraide-202611{d}T020000Z.tar")).collect::<Vec<_>>();
        let at = |day: &str| folder.path().join(format!("entraide-202611{day}T020000Z.tar"));
        let others = ["entraide-mine.tar", "pre-0.1.0.tar", "entraide-20261119T020000Z.tar.part", "entraide-20261118T020000Z.tar.part"].map(str::to_owned);
        others.iter().chain(&days(&["19", "20", "21", "22"])).for_each(|n| fs::write(folder.path().join(n), "x").expect("written"));
        let held = fs::File::open(folder.path().join(&others[3])).expect("open");
        held.try_lock().expect("somebody writes it");
        clear(folder.path());
        let left = || {
            let mut left: Vec<String> = fs::read_dir(folder.path()).expect("read").flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
            left.sort();
            left
        };
        let with_others = |mut all: Vec<String>| {
            all.extend([others[0].clone(), others[1].clone(), others[3].clone()]);
            all.sort();
            all
        };
        assert_eq!(left(), with_others(days(&["19", "20", "21", "22"])));
        tidy(folder.path(), 2, &[at("22")]);
        assert_eq!(left(), with_others(days(&["21", "22"])));
        // the only one with every photo is beyond the number
        fs::write(at("23"), "x").expect("written");
        fs::write(at("24"), "x").expect("written");
        tidy(folder.path(), 2, &[at("24"), at("21")]);
        assert_eq!(left(), with_others(days(&["21", "23", "24"])));
        // a clock was ahead when the two later ones were made
        fs::write(at("22"), "x").expect("written");
        tidy(folder.path(), 1, &[at("22")]);
        assert_eq!(left(), with_others(days(&["22"])));
    }
}
