//! Inputs written by others, under `tests/fixtures`.

use std::path::PathBuf;

/// A file's text.
pub fn fixture(path: &str) -> String {
    let full = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(path);
    std::fs::read_to_string(&full).unwrap_or_else(|e| panic!("{}: {e}", full.display()))
}

/// One field of each line of a JSONL file, or each text of a JSON array.
pub fn fixtures(path: &str, field: &str) -> Vec<String> {
    let text = fixture(path);
    if path.ends_with(".json") {
        return serde_json::from_str(&text).expect("an array of texts");
    }
    text.lines()
        .map(|l| {
            let row: serde_json::Value = serde_json::from_str(l).expect("JSON");
            row[field].as_str().expect("a text").to_owned()
        })
        .collect()
}
