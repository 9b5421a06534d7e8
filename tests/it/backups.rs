//! A whole community in one file, and from there into either database: each row, each byte of each photo. What is not whole,
//! not ours or not wanted there is refused, and nothing of it is written.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use entraide::db::Db;
use entraide::photos::{self, Store};
use entraide::transfer::backup::{How, make};
use entraide::transfer::nightly;
use entraide::transfer::restore::restore;
use entraide::{check, jobs};

use crate::support::archive::{find, manifest_of, rewritten, without_mark};
use crate::support::elsewhere::{Elsewhere, files, rows};
use crate::support::photos::*;
use crate::support::*;

/// A question with photos for all and for the team, an answer with one, a portrait.
async fn community(app: &TestApp) {
    let (ada, basile) = (app.member("ada").await, app.expert("basile").await);
    let page = ask(&ada, &[("photos", "a.jpg", &file("photos/hopper.jpg")), ("private_photos", "invoice.png", &drawn(2))]).await;
    let form = basile.get(&page.path).await.ok();
    basile.submit_with(form.form_with_button("Publish the answer").with(&[("body", "Hold the button for ten seconds, then «wait» — 🧅.")]), &[("photos", "b.png", &drawn(3))]).await.done();
    let settings = ada.get(paths::SettingsProfile).await.ok();
    ada.submit_with(settings.form(&format!("form[action='{}']", paths::SettingsAvatar)).with(&[]), &[("avatar", "me.jpg", &file("photos/hopper.jpg"))]).await.done();
    app.tick().await;
    app.ignore_mails();
}

fn backup_file(app: &TestApp) -> PathBuf {
    app.app.config.backups_folder().join("one.tar")
}

async fn backed_up(app: &TestApp) -> PathBuf {
    let to = backup_file(app);
    make(app.db(), &app.app.photos.store, &to, &How::default(), app.now()).await.expect("a backup");
    to
}

fn photos_of(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    files(folder)
}

both! {
    async fn a_backup_goes_to_either_database(app) {
        community(app).await;
        let (before, pictures) = (rows(app.db()).await, photos_of(&app.app.config.photos_folder()));
        assert!(pictures.len() >= 4 && before["photo_use"].len() == 4 && before["session"].len() >= 2, "{:?}", pictures.keys());
        let file = backed_up(app).await;
        assert_eq!(files(&app.app.config.backups_folder()).len(), 1, "nothing is left beside it");
        assert_eq!(rows(app.db()).await, before, "a backup changes nothing");
        for engine in [Engine::Sqlite, Engine::Postgres] {
            let to = Elsewhere::new(engine).await;
            let restored = restore(&file, &to.config).await.expect("restored");
            assert_eq!((restored.photos, restored.missing.len()), (pictures.len() as u64, 0));
            assert_eq!(photos_of(&to.config.photos_folder()), pictures);
            let db = to.db().await;
            assert_eq!(rows(&db).await, before);
            let problems = check::run(&db, app.now()).await.expect("the check runs");
            assert!(problems.is_empty(), "{problems:?}");
            assert_eq!(photos::jobs::check(&db, &Store::new(&to.config)).await.expect("the check runs"), Vec::<String>::new());
            // whoever comes next is given a number that nobody had
            let tx = db.write().await.expect("a transaction");
            let next = db::reserve(&tx, "post", 1).await.expect("a number");
            assert!(next[0] > app.count("SELECT MAX(id) AS n FROM post", values![]).await);
            drop(tx);
            // what a restored community is backed up as is the same
            let again = to.folder().join("again.tar");
            make(&db, &Store::new(&to.config), &again, &How::default(), app.now()).await.expect("a backup");
            assert_eq!(manifest_of(&again)["files"], without_mark(&file, &again));
            db.close().await.expect("closed");
            let left: Vec<PathBuf> = files(to.folder()).into_keys().filter(|f| !f.starts_with("data/photos") && !f.ends_with("again.tar")).collect();
            assert_eq!(left, if engine == Engine::Sqlite { vec![PathBuf::from("data/forum.db")] } else { vec![] });
            to.gone().await;
        }
    }

    async fn what_is_not_whole_or_not_ours_is_refused(app) {
        community(app).await;
        let whole = std::fs::read(backed_up(app).await).expect("read");
        let to = Elsewhere::new(app.engine).await;
        let mut altered = whole.clone();
        let middle = find(&whole, b"Hold the button");
        altered[middle] ^= 1;
        let mut foreign = whole.clone();
        foreign[find(&whole, b"0000600\0")..][..8].copy_from_slice(b"0000644\0");
        let evil = b"* * * * * root sh";
        let cases: Vec<(&str, Vec<u8>, &str)> = vec![
            ("empty", Vec::new(), "damaged"),
            ("no tar", b"SQLite format 3\0".repeat(100), "no backup of Entraide"),
            ("cut short", whole[..whole.len() / 2].to_vec(), "damaged"),
            ("without its end", whole[..whole.len() - 512].to_vec(), "damaged"),
            ("with more behind", [&whole[..], b"more"].concat(), "damaged"),
            ("a word changed", altered, "damaged"),
            ("written by another program", foreign, "no backup of Entraide"),
            ("a file nobody named", rewritten(&whole, |m| m, &[("tables/more.jsonl", evil)], false), "damaged"),
            ("a way out", rewritten(&whole, |m| m, &[("../../etc/cron.d/x", evil)], true), "holds what none holds"),
            ("a way out of the photos", rewritten(&whole, |m| m, &[("photos/../../x.jpeg", evil)], true), "holds what none holds"),
            ("a newer schema", rewritten(&whole, |mut m| { m["schema"] = "m9999_future".into(); m }, &[], true), "newer Entraide"),
            ("a newer form", rewritten(&whole, |mut m| { m["form"] = 2.into(); m }, &[], true), "newer Entraide"),
            ("an older schema than it has", rewritten(&whole, |mut m| { m["schema"] = "m0001_forum".into(); m }, &[], true), "another table"),
        ];
        let file = app.app.config.backups_folder().join("case.tar");
        for (what, bytes, said) in cases {
            std::fs::write(&file, bytes).expect("written");
            let why = restore(&file, &to.config).await.expect_err(what);
            assert!(format!("{why:#}").contains(said), "{what}: {why:#}");
            if what.starts_with("an older") {
                // the file is what it says it is, and not what the schema says
                assert!(files(to.folder()).is_empty(), "{what}");
            } else {
                to.must_be_bare().await;
            }
        }
        to.gone().await;
    }

    async fn nothing_is_put_over_what_is_there_or_runs(app) {
        community(app).await;
        let file = backed_up(app).await;
        let (before, pictures) = (app.dump().await, photos_of(&app.app.config.photos_folder()));
        let why = restore(&file, &app.app.config).await.expect_err("it is not empty");
        assert!(format!("{why:#}").contains("not empty"), "{why:#}");
        app.unchanged_since(&before).await;
        assert_eq!(photos_of(&app.app.config.photos_folder()), pictures);
        // photos alone, or rows alone
        for what in ["photos", "rows"] {
            let to = Elsewhere::new(app.engine).await;
            let mut config = app.app.config.clone();
            let (key, value) = match what {
                "photos" => ("database_url", to.config.database_url().to_owned()),
                _ => ("photos.folder", to.config.get("photos.folder").to_owned()),
            };
            config.set(key, value).expect("a known setting");
            let why = restore(&file, &config).await.expect_err("something is there");
            let said = if what == "rows" && app.engine == Engine::Sqlite { "is there already" } else { "not empty" };
            assert!(format!("{why:#}").contains(said), "{why:#}");
            to.must_be_bare().await;
            to.gone().await;
        }
        app.unchanged_since(&before).await;
        // an empty one that is served
        let to = Elsewhere::new(app.engine).await;
        let server = Db::connect_to_serve(to.config.database_url()).await.expect("a server");
        server.migrate().await.expect("a schema");
        let why = restore(&file, &to.config).await.expect_err("a server runs");
        assert!(format!("{why:#}").contains("stop"), "{why:#}");
        assert_eq!(rows(&server).await["account"].len(), 0);
        assert!(!to.config.photos_folder().exists());
        server.close().await.expect("closed");
        // one that was served, and is empty
        if app.engine == Engine::Postgres {
            restore(&file, &to.config).await.expect("nobody is there any more");
        }
        to.gone().await;
    }

    async fn a_backup_is_one_moment_while_people_write(app) {
        community(app).await;
        let (said, stop) = (AtomicI64::new(0), AtomicBool::new(false));
        let one = async |n: i64| {
            let tx = app.db().write().await.expect("a transaction");
            for half in ["a", "b"] {
                db::run(&tx, "INSERT INTO site_choice (name, value, set_at) VALUES ($1, 'x', $2)", values![format!("{half}{n}"), n]).await.expect("written");
            }
            tx.commit().await.expect("committed");
            said.store(n, Ordering::SeqCst);
        };
        // more than one reading has room for
        let tx = app.db().write().await.expect("a transaction");
        for name in (1..=600).flat_map(|n| [format!("a{n}"), format!("b{n}")]) {
            db::run(&tx, "INSERT INTO site_choice (name, value, set_at) VALUES ($1, 'x', 0)", values![name]).await.expect("written");
        }
        tx.commit().await.expect("committed");
        let writing = async {
            let mut n = 600;
            while !stop.load(Ordering::SeqCst) {
                n += 1;
                one(n).await;
                tokio::task::yield_now().await;
            }
        };
        let backing = async {
            while said.load(Ordering::SeqCst) < 700 {
                tokio::task::yield_now().await;
            }
            let before = said.load(Ordering::SeqCst);
            let file = backed_up(app).await;
            stop.store(true, Ordering::SeqCst);
            (before, file)
        };
        let ((), (before, file)) = tokio::join!(writing, backing);
        let to = Elsewhere::new(app.engine).await;
        restore(&file, &to.config).await.expect("restored");
        let db = to.db().await;
        let halves = async |half: &str| db::count(db.read(), "SELECT COUNT(*) AS n FROM site_choice WHERE value = 'x' AND name LIKE $1", values![format!("{half}%")]).await.expect("counted");
        let (a, b) = (halves("a").await, halves("b").await);
        assert!(a == b && a >= before, "{a} and {b} of {before} at least");
        db.close().await.expect("closed");
        to.gone().await;
    }

    async fn a_backup_holds_photos_until_its_end(app) {
        community(app).await;
        let held = async || photos::queries::held(app.db().read(), app.now()).await.expect("read");
        let (whole, mut seen) = (AtomicBool::new(false), 0);
        let watching = async {
            while !whole.load(Ordering::SeqCst) {
                seen += usize::from(held().await);
                tokio::task::yield_now().await;
            }
        };
        let backing = async {
            backed_up(app).await;
            whole.store(true, Ordering::SeqCst);
        };
        tokio::join!(watching, backing);
        assert!(seen > 0 && !held().await);
    }

    async fn a_photo_taken_away_stays_while_a_backup_may_want_it(app) {
        community(app).await;
        let count = || photos_of(&app.app.config.photos_folder()).len();
        let all = count();
        let hold = async |who: &str, until| photos::actions::hold(app.db(), who, until).await.expect("held");
        hold("one", Some(app.now() + HOUR)).await;
        hold("two", Some(app.now() + HOUR)).await;
        hold("two", None).await;
        app.exec("DELETE FROM photo_use", values![]).await;
        app.exec("UPDATE photo SET unused_at = $1", values![app.now()]).await;
        app.advance(10 * MINUTE).await;
        app.tick().await;
        assert_eq!(count(), all, "they stay while a backup may want them");
        hold("one", None).await;
        // a clock that was ahead holds nothing for long
        hold("ahead", Some(app.now() + 365 * DAY)).await;
        app.advance(10 * MINUTE).await;
        app.tick().await;
        assert_eq!(count(), 0);
        // the texts still name them
        app.exec("UPDATE post SET photos = ''", values![]).await;
    }

    async fn what_was_stopped_or_had_no_room_leaves_nothing(app) {
        community(app).await;
        let to = backup_file(app);
        for (how, said) in [(How { stop: &|| true, ..How::default() }, "stopped"), (How { keep_free: u64::MAX / 2, ..How::default() }, "not enough room")] {
            let why = make(app.db(), &app.app.photos.store, &to, &how, app.now()).await.expect_err(said);
            assert!(format!("{why:#}").contains(said), "{why:#}");
            assert!(files(&app.app.config.backups_folder()).is_empty());
            assert_eq!(app.count("SELECT COUNT(*) AS n FROM site_choice WHERE name LIKE 'photos held%'", values![]).await, 0);
        }
        backed_up(app).await;
        let bytes = std::fs::read(&to).expect("read");
        assert!(make(app.db(), &app.app.photos.store, &to, &How::default(), app.now()).await.is_err(), "one that is there is not written over");
        assert_eq!(std::fs::read(&to).expect("read"), bytes);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(&to).expect("there").permissions().mode() & 0o777, 0o600, "it is its owner's alone");
        }
    }

    with [("backup.nightly", "true"), ("backup.keep", "2")]
    async fn the_newest_with_every_photo_outlives_those_without(app) {
        let boss = app.admin("boss").await;
        community(app).await;
        let folder = app.app.config.backups_folder();
        let kept = || files(&folder).into_keys().map(|f| folder.join(f)).collect::<Vec<_>>();
        let nights = async |n: usize| {
            for _ in 0..n {
                app.advance(DAY).await;
                let _ = jobs::run_due(&app.app).await;
            }
        };
        nights(3).await;
        assert_eq!(kept().len(), 2);
        let complete = kept().pop().expect("the newest");
        std::fs::remove_dir_all(app.app.config.photos_folder()).expect("the disk of the photos is gone");
        nights(1).await;
        app.browser(boss.id).await.get(paths::Admin).await.ok().not_see("failed").see("photos that are named and were not there");
        assert_eq!(kept().len(), 3, "nothing goes on the night of it");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM mail WHERE kind = 'backup'", values![]).await, 1);
        nights(5).await;
        assert_eq!(kept().len(), 3);
        assert!(kept().contains(&complete));
        let missing = |file: &Path| manifest_of(file)["photos"]["missing"].as_array().map_or(0, Vec::len);
        assert!(missing(&complete) == 0 && missing(&kept()[2]) > 0);
        app.ignore_mails();
        // the rows name photos that are gone
        app.exec("DELETE FROM photo_use", values![]).await;
        app.exec("DELETE FROM photo", values![]).await;
        app.exec("UPDATE post SET photos = ''", values![]).await;
    }

    with [("backup.nightly", "true"), ("backup.keep", "3")]
    async fn each_night_one_is_made_and_a_failure_is_told(app) {
        let boss = app.admin("boss").await;
        let folder = app.app.config.backups_folder();
        let kept = || files(&folder).into_keys().map(|f| f.display().to_string()).collect::<Vec<_>>();
        // whoever looks has just said who they are
        let admin = async || app.browser(boss.id).await.get(paths::Admin).await.ok();
        app.tick().await;
        assert_eq!(kept(), Vec::<String>::new(), "not before night");
        admin().await.see("The first is made in the coming night");
        for _ in 0..5 {
            app.advance(DAY).await;
            app.tick().await;
        }
        assert_eq!(kept().len(), 3, "{:?}", kept());
        admin().await.see("The last:").see(&kept()[2]);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM mail WHERE kind = 'backup'", values![]).await, 0);

        // somebody put a file where the folder was
        let moved = folder.with_extension("moved");
        std::fs::rename(&folder, &moved).expect("moved");
        std::fs::write(&folder, "x").expect("written");
        for _ in 0..3 {
            app.advance(11 * HOUR).await;
            let _ = jobs::run_due(&app.app).await;
        }
        admin().await.see("The last backup failed").see("cannot create");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM mail WHERE kind = 'backup'", values![]).await, 1, "once a day");
        assert!(app.mail_to("boss@example.com").await.text.contains("could not be made"));
        std::fs::remove_file(&folder).expect("removed");
        std::fs::rename(&moved, &folder).expect("moved back");
        app.advance(2 * HOUR).await;
        app.tick().await;
        admin().await.not_see("failed");
        assert_eq!(kept().len(), 3);
        // as it is in a backup that was restored: of the try that it knows of nothing is here
        app.exec("UPDATE site_choice SET value = REPLACE(value, '\"begun\":null', '\"begun\":1700000000000') WHERE name = 'backup'", []).await;
        app.advance(DAY).await;
        app.tick().await;
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM mail WHERE kind = 'backup'", values![]).await, 1);
        // one that was cut off
        let text = "UPDATE site_choice SET value = REPLACE(value, '\"begun\":null', $1) WHERE name = 'backup'";
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM site_choice WHERE name = 'backup' AND value LIKE '%\"begun\":null%'", values![]).await, 1);
        app.exec(text, values![format!("\"begun\":{}", 1_700_000_000_000_i64)]).await;
        std::fs::write(folder.join("entraide-20231114T221320Z.tar.part"), "x").expect("written");
        app.advance(DAY).await;
        app.tick().await;
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM mail WHERE kind = 'backup'", values![]).await, 2);
        app.ignore_mails();
    }
}

/// A file of an older schema: what was there is beside it before the schema changes, and comes back from there.
#[test]
fn before_a_file_is_brought_up_to_date_it_is_backed_up() {
    block_on(async {
        let (to, back) = (Elsewhere::new(Engine::Sqlite).await, Elsewhere::new(Engine::Sqlite).await);
        let db = to.db().await;
        nightly::migrate(&to.config, &db, 1_000).await.expect("a new one");
        assert!(!to.folder().join("data/backups").exists(), "nothing was there");
        db.close().await.expect("closed");
        std::fs::remove_dir_all(to.folder().join("data")).expect("removed");

        let db = to.db().await;
        db.migrate_to("m0019_bus").await.expect("an older schema");
        let tx = db.write().await.expect("a transaction");
        db::run(&tx, "INSERT INTO site_choice (name, value, set_at) VALUES ('kept', 'from before', 1)", []).await.expect("written");
        tx.commit().await.expect("committed");
        let old = rows(&db).await;
        nightly::migrate(&to.config, &db, 1_000).await.expect("up to date");
        nightly::migrate(&to.config, &db, 2_000).await.expect("it is");
        assert!(db.pending_migrations().await.expect("listed").is_empty());
        let new = rows(&db).await;
        db.close().await.expect("closed");

        let backup = to.folder().join(format!("data/backups/pre-{}-m0019_bus.tar", env!("CARGO_PKG_VERSION")));
        assert_eq!(manifest_of(&backup)["schema"], "m0019_bus");
        assert_eq!(manifest_of(&backup)["made_at"], 1_000);
        restore(&backup, &back.config).await.expect("restored");
        let db = back.db().await;
        assert_eq!(rows(&db).await, new);
        assert_eq!(old["site_choice"], new["site_choice"]);
        db.close().await.expect("closed");
    });
}
