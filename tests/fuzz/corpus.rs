//! What the cases are made of: the hostile inputs of the repository, the fixtures of the imports, the generators of the
//! benchmark, and a few of each kind written by hand.

use std::path::PathBuf;

#[path = "../../benches/hostile/generators.rs"]
mod generators;

pub const KITSUNE: &str = "kitsune";
const SITE: &str = "stack-exchange/beer.stackexchange.com";

/// The files of the two dumps.
pub const DUMP: &[(&str, &str)] = &[
    (KITSUNE, "questions-2023.csv"),
    (KITSUNE, "questions-2024.csv"),
    (KITSUNE, "answers-2023.csv"),
    (KITSUNE, "answers-2024.csv"),
    (SITE, "Posts.xml"),
    (SITE, "Users.xml"),
    (SITE, "Comments.xml"),
    (SITE, "PostHistory.xml"),
    (SITE, "PostLinks.xml"),
    (SITE, "Votes.xml"),
];

pub fn fixture(path: &str) -> Vec<u8> {
    let full = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(path);
    std::fs::read(&full).unwrap_or_else(|e| panic!("{}: {e}", full.display()))
}

/// A field of each line; of an array, each string.
fn texts(bytes: &[u8], field: &str) -> Vec<Vec<u8>> {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(all) = serde_json::from_str::<Vec<String>>(&text) {
        return all.into_iter().map(String::into_bytes).collect();
    }
    text.lines().filter_map(|l| Some(serde_json::from_str::<serde_json::Value>(l).ok()?[field].as_str()?.as_bytes().to_vec())).collect()
}

/// The same of the folder of inputs that may not be copied, where it is named.
fn outside(path: &str, field: &str) -> Vec<Vec<u8>> {
    let file = std::env::var_os("ENTRAIDE_TEST_DATA").and_then(|root| std::fs::read(PathBuf::from(root).join("hostile").join(path)).ok());
    file.map(|bytes| texts(&bytes, field)).unwrap_or_default()
}

fn hostile(more: bool) -> Vec<Vec<u8>> {
    let mut all = texts(&fixture("hostile/dompurify-expect.jsonl"), "payload");
    all.extend(texts(&fixture("hostile/bleach-tests.jsonl"), "payload"));
    all.extend(texts(&fixture("hostile/blns.json"), ""));
    all.extend(texts(&fixture("hostile/cmark-regression.jsonl"), "markdown"));
    if more {
        for (path, field) in [("xss/owasp-filter-evasion.jsonl", "payload"), ("xss/wfuzz-xss.jsonl", "payload"), ("sqli/wfuzz-sql.jsonl", "payload"), ("markdown/commonmark-0.31.2.jsonl", "markdown"), ("markdown/commonmark-0.31.2.jsonl", "html"), ("markdown/gfm-spec-0.29.jsonl", "markdown")] {
            all.extend(outside(path, field));
        }
    }
    all
}

fn words(all: &[&str]) -> Vec<Vec<u8>> {
    all.iter().map(|s| s.as_bytes().to_vec()).collect()
}

const SEARCHES: &[&str] = &["box orange clignote", "tag:wifi is:solved e-mail", "user:@ada category:fibre wi-fi", "is:unanswered l'écran t-elle", "\"a phrase\" AND NOT x* NEAR(y)", "tag: user: category: is:"];
const FORMS: &[&str] = &[
    "title=My+box&body=Since%20Monday&tags=a&tags=b&seal=&form_key=0123",
    "--edge\r\nContent-Disposition: form-data; name=\"body\"\r\n\r\nSince Monday\r\n--edge\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n\u{89}PNG\r\n--edge--\r\n",
    "--edge\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nMy box\r\n--edge--\r\n",
];
const COOKIES: &[&str] = &["id=0123456789abcdefghijkl; theme=dark; lang=fr", "__Host-confirm=abc; confirm=def;; =; a", "{\"account\":1,\"proved_at\":2,\"staff\":true,\"user_agent\":\"x\"}", "fr-FR,fr;q=0.9,en;q=0.8,*;q=0.1", "/questions?after=1#a", "203.0.113.0/24 # the school\n2001:db8::/32"];

/// The first inputs of a target.
pub fn of(target: &str, more: bool) -> Vec<Vec<u8>> {
    let lines = |path: &str| fixture(path).split_inclusive(|b| *b == b'\n').map(<[u8]>::to_vec).collect::<Vec<_>>();
    let mut all = match target {
        "csv" => ["kitsune/questions-2023.csv", "kitsune/questions-2024.csv", "kitsune/answers-2024.csv"].into_iter().map(fixture).chain(lines("kitsune/questions-2024.csv")).collect(),
        "xml" => {
            ["Posts.xml", "Users.xml", "Comments.xml", "PostHistory.xml", "Votes.xml"].iter().flat_map(|f| lines(&format!("{SITE}/{f}")).into_iter().take(30)).collect()
        }
        "import" => (0_u8..).zip(DUMP).map(|(n, (of, name))| [vec![n], fixture(&format!("{of}/{name}"))].concat()).collect(),
        "search" => [words(SEARCHES), hostile(more)].concat(),
        "form" => words(FORMS),
        "cookie" => [words(COOKIES), texts(&fixture("hostile/open-redirect.jsonl"), "payload"), hostile(more).into_iter().step_by(7).collect()].concat(),
        _ => {
            let made = generators::all().into_iter().map(|(_, make)| make(400).into_bytes());
            hostile(more).into_iter().chain(made).collect()
        }
    };
    all.push(Vec::new());
    all
}
