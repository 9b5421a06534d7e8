//! Standing over a whole imported community: the program and a script that reads the raw files agree member by member,
//! and counting everybody is a matter of seconds.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use entraide::clock::Clock;
use entraide::standing::command::{Asked, Format, dry_run};
use entraide::standing::jobs;
use sea_orm::FromQueryResult;

use crate::support::*;

/// A person's numbers: rank, solved, askers, days, threads solved, threads, age, reputation.
type Numbers = BTreeMap<String, Vec<String>>;

/// Over the imported forum. What follows in the same test finds everybody alive, and a later clock.
pub async fn agrees_with_the_script(app: &TestApp, dir: &Path) {
    app.ignore_mails();
    let plain = unpacked(dir);
    let names = names(app).await;
    for (day, ambassadors) in [("2025-01-01", 8), ("2026-06-20", 13)] {
        let script = script(plain.path(), day);
        let started = Instant::now();
        let program = program(app, day, &names).await;
        println!("{:?} {day}: {} people counted in {:.1} s", app.engine, program.len(), started.elapsed().as_secs_f64());
        let mut wrong = Vec::new();
        for name in script.keys().chain(program.keys()) {
            if script.get(name) != program.get(name) {
                wrong.push(format!("{name}: script {:?}, program {:?}", script.get(name), program.get(name)));
            }
        }
        assert!(wrong.is_empty(), "{day}: {} differ:\n{}", wrong.len(), wrong.join("\n"));
        let reach = |n: &&Vec<String>| at(n, 1) >= 15 && at(n, 2) >= 10 && at(n, 3) >= 12;
        assert_eq!(script.values().filter(reach).count(), ambassadors, "the first three rows of the ambassador column, {day}");
        let of = |rank: &str| script.values().filter(|n| n[0] == rank).count();
        println!("{day}: {} answered others; helper {}, expert {}, ambassador {}", script.len(), of("helper"), of("expert"), of("ambassador"));
    }

    // counting eleven thousand people one by one takes minutes of a debug build on PostgreSQL: once is enough here
    if app.engine == Engine::Postgres {
        return;
    }
    // everybody lives: what the job does after the rules changed, and after a day on which something happened
    app.exec("UPDATE account SET placeholder = FALSE WHERE placeholder = TRUE AND deleted_at IS NULL", []).await;
    app.exec("INSERT INTO standing_mark (member_id) SELECT DISTINCT author_id FROM post WHERE kind = 'answer'", []).await;
    // the day after the last of the files, when windows are full
    let (before, last) = (app.now(), app.count("SELECT MAX(created_at) AS n FROM post", []).await + DAY);
    app.clock.advance(last - before);
    let started = Instant::now();
    let counted = jobs::everyone(&app.app, app.now()).await.expect("the job runs");
    let full = started.elapsed().as_secs_f64();
    println!("{:?}: everybody counted again: {counted} members in {full:.1} s", app.engine);
    app.clock.advance(DAY);
    let started = Instant::now();
    let some = jobs::everyone(&app.app, app.now()).await.expect("the job runs");
    let night = started.elapsed().as_secs_f64();
    println!("{:?}: the next night: {some} members in {night:.2} s", app.engine);
    assert!(some * 10 < counted, "a night costs what changed: {some} of {counted}");
}

fn at(numbers: &[String], column: usize) -> i64 {
    numbers[column].parse().expect("a number")
}

/// The files as plain CSV.
pub fn unpacked(dir: &Path) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for file in std::fs::read_dir(dir).expect("the folder").flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        if let Some(plain) = name.strip_suffix(".zst") {
            let bytes = zstd::decode_all(std::fs::File::open(file.path()).expect("a file")).expect("zstd");
            std::fs::write(folder.path().join(plain), bytes).expect("written");
        }
    }
    folder
}

fn script(plain: &Path, day: &str) -> Numbers {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/standing.py");
    let out = Command::new("python3").arg(path).arg(plain).args([day, "Europe/Paris"]).output().expect("python3 is installed");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    read(&out.stdout, "person", |name| Some(name.to_owned()))
}

async fn program(app: &TestApp, day: &str, names: &BTreeMap<String, String>) -> Numbers {
    let as_of = day.parse::<jiff::civil::Date>().expect("a day").in_tz("Europe/Paris").expect("a zone").timestamp().as_millisecond();
    let mut out = Vec::new();
    let asked = Asked { as_of: Some(as_of), rules: None, format: Format::Csv, all: true };
    dry_run(app.db(), &app.app.config, &Clock::fixed(app.now()), &asked, &mut out).await.expect("the dry run ends");
    read(&out, "member", |name| names.get(name).cloned())
}

fn read(bytes: &[u8], key: &str, name: impl Fn(&str) -> Option<String>) -> Numbers {
    let mut reader = csv::Reader::from_reader(bytes);
    let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    let column = |name: &str| header.iter().position(|h| h == name).unwrap_or_else(|| panic!("no column {name}"));
    let wanted = ["numbers_of", "solved", "askers", "days", "threads_solved", "threads", "age_days", "reputation"].map(column);
    reader.records().map(|r| r.expect("a record")).filter_map(|r| Some((name(&r[column(key)])?, wanted.iter().map(|at| r[*at].to_owned()).collect()))).collect()
}

/// Our names of people to those at the source.
async fn names(app: &TestApp) -> BTreeMap<String, String> {
    #[derive(FromQueryResult)]
    struct Row {
        username: String,
        source_id: String,
    }
    let text = "SELECT a.username, s.source_id FROM source_ref s JOIN account a ON a.id = s.our_id WHERE s.kind = 'account'";
    let rows: Vec<Row> = db::rows(app.db().read(), text, []).await.expect("the names");
    rows.into_iter().map(|r| (r.username, r.source_id)).collect()
}
