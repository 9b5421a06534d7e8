//! Runs over the real data in the folder of `ENTRAIDE_TEST_DATA`. They are ignored unless asked for:
//! `ENTRAIDE_TEST_DATA=… cargo test --test it data:: -- --ignored`.

mod duplicates;

use std::path::PathBuf;

/// The folder of the real data.
pub fn folder() -> PathBuf {
    PathBuf::from(std::env::var("ENTRAIDE_TEST_DATA").unwrap_or_else(|_| "../shared/data".into()))
}
