//! The feed of the imported forum agrees, reason by reason, with a script that reads the files by itself.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use entraide::deadlines::verify;
use sea_orm::FromQueryResult;

use crate::support::*;

/// Midnight of 20 June 2026, UTC: the day after the last of the files.
pub const THEN: i64 = 1_781_913_600_000;
/// The first of January.
pub const SINCE: i64 = 1_767_225_600_000;

/// Over the forum imported with its threads of the year alive, at that moment.
pub async fn agrees_with_the_script(app: &TestApp, dir: &Path) {
    let plain = crate::standing::unpacked(dir);
    let script = script(app, plain.path()).await;
    let program = program(app).await;
    println!("{:?}: the feed has {program:?}", app.engine);
    assert_eq!(program, script);
    let live = app.count("SELECT COUNT(*) AS n FROM question WHERE live = TRUE", []).await;
    let clocks = app.count("SELECT COUNT(*) AS n FROM thread_clock", []).await;
    assert!(live == clocks && live < 5_000, "history has no clock: {live} threads live, {clocks} have one");
    assert!(program["threads"] * 3 < live, "a list that people can work through");
    let wrong = verify::verify(app.db().read(), THEN).await.expect("the clocks are read");
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong[..wrong.len().min(5)].join("\n"));
}

async fn program(app: &TestApp) -> BTreeMap<String, i64> {
    #[derive(FromQueryResult)]
    struct Row {
        reason: String,
        n: i64,
    }
    let rows: Vec<Row> = db::rows(app.db().read(), "SELECT reason, COUNT(*) AS n FROM feed_reason GROUP BY reason", []).await.expect("the feed");
    let mut all: BTreeMap<String, i64> = rows.into_iter().map(|r| (r.reason, r.n)).collect();
    all.insert("threads".into(), app.count("SELECT COUNT(*) AS n FROM feed_row", []).await);
    all
}

async fn script(app: &TestApp, plain: &Path) -> BTreeMap<String, i64> {
    #[derive(FromQueryResult)]
    struct Word {
        kind: String,
        word: String,
    }
    let words: Vec<Word> = db::rows(app.db().read(), "SELECT kind, word FROM alert_word ORDER BY id", []).await.expect("the words");
    let list = plain.join("words.csv");
    let text: String = words.iter().map(|w| format!("{},\"{}\"\n", w.kind, w.word)).collect();
    std::fs::write(&list, format!("kind,word\n{text}")).expect("the words are written");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/feed.py");
    let out = Command::new("python3").arg(path).arg(plain).args(["2026-01-01T00:00", "2026-06-20T00:00"]).arg(&list).output().expect("python3 is installed");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let mut reader = csv::Reader::from_reader(out.stdout.as_slice());
    reader.records().map(|r| r.expect("a record")).map(|r| (r[0].to_owned(), r[1].parse().expect("a number"))).collect()
}
