//! Other people's communities, from the excerpts in `tests/fixtures`.

use std::path::{Path, PathBuf};

use entraide::import::{self, Options, Report};
use entraide::{db, values};
use sea_orm::FromQueryResult;

use crate::support::*;

mod kitsune;
mod stack_exchange;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// A folder of its own, with these files of another.
fn copy(from: &Path, names: impl Fn(&str) -> bool) -> tempfile::TempDir {
    let to = tempfile::tempdir().expect("a temporary folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let name = entry.file_name().to_string_lossy().into_owned();
        if names(&name) {
            std::fs::copy(entry.path(), to.path().join(&name)).expect("a copy");
        }
    }
    to
}

fn dry() -> Options {
    Options { dry_run: true, ..Options::default() }
}

/// `(read, imported, already, skipped)` of a kind.
fn tally(report: &Report, kind: &str) -> (u64, u64, u64, u64) {
    let t = report.tally(kind);
    assert!(t.adds_up(), "{kind} does not add up:\n{report}");
    (t.read, t.imported, t.already, t.skipped_total())
}

/// Rows of every table that an import writes.
async fn census(app: &TestApp) -> Vec<(&'static str, i64)> {
    let mut found = Vec::new();
    for table in ["account", "category", "tag", "post", "question", "question_tag", "comment", "revision", "acceptance", "source_ref", "opening", "credit", "ledger_entry", "mail", "follow", "vote", "me_too", "search_document"] {
        found.push((table, app.count(&format!("SELECT COUNT(*) AS n FROM {table}"), []).await));
    }
    found
}

/// Our id of a post of the source.
async fn ours(app: &TestApp, source_id: &str) -> i64 {
    let id = app.count("SELECT our_id AS n FROM source_ref WHERE kind = 'post' AND source_id = $1", values![source_id]).await;
    assert!(id > 0, "{source_id} was not imported");
    id
}

/// One text of the database.
async fn text(app: &TestApp, query: &str, id: i64) -> String {
    #[derive(FromQueryResult)]
    struct Text {
        t: Option<String>,
    }
    let row: Option<Text> = db::row(app.db().read(), query, values![id]).await.expect("a query");
    row.and_then(|r| r.t).unwrap_or_default()
}
