//! Runs over real communities and over hostile inputs that may not be copied into the repository. Not part of the suite,
//! which needs nothing outside the repository: `tests/data-run` runs it, on the folder that ENTRAIDE_TEST_DATA names.

#[path = "../it/support/mod.rs"]
#[macro_use]
mod support;

mod duplicates;
mod feed;
mod hostile;
mod import;
mod ledger;
mod standing;

use std::path::PathBuf;

/// A file or folder of the data; its absence fails, for nobody runs this without it.
pub fn data(path: &str) -> PathBuf {
    let root = std::env::var_os("ENTRAIDE_TEST_DATA").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data"), PathBuf::from);
    let full = root.join(path);
    assert!(full.exists(), "{} is not there: set ENTRAIDE_TEST_DATA", full.display());
    full
}

/// One field of each line of a JSONL file.
pub fn lines(path: &str, field: &str) -> Vec<String> {
    let text = std::fs::read_to_string(data(path)).expect("a readable file");
    text.lines().filter_map(|l| serde_json::from_str::<serde_json::Value>(l).ok()?[field].as_str().map(str::to_owned)).collect()
}
