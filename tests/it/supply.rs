//! What the program is built from: only crates of the public registry, under licences we accept, each once, none that is
//! known to be broken; and every one we chose ourselves says why. The policy is `deny.toml`'s, which `cargo deny` reads too.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &str) -> String {
    std::fs::read_to_string(root().join(file)).unwrap_or_else(|e| panic!("{file}: {e}"))
}

fn toml_of(file: &str) -> toml::Table {
    read(file).parse().unwrap_or_else(|e| panic!("{file}: {e}"))
}

/// A list of the policy, e.g. `licenses.allow`; of tables, their `crate`.
fn policy(part: &str, list: &str) -> BTreeSet<String> {
    let deny = toml_of("deny.toml");
    let all = deny[part][list].as_array().unwrap_or_else(|| panic!("deny.toml has no {part}.{list}"));
    all.iter().map(|v| v.as_str().or_else(|| v["crate"].as_str()).expect("a name").to_owned()).collect()
}

struct Crate {
    name: String,
    version: String,
    license: String,
    ours: bool,
}

/// Every crate that is built for this platform, tests included.
fn tree() -> Vec<Crate> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let platform = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let run = |more: &[&str]| Command::new(&cargo).args(["metadata", "--format-version", "1", "--locked", "--filter-platform", &platform]).args(more).current_dir(root()).output().expect("cargo runs");
    let mut out = run(&["--offline"]);
    if !out.status.success() {
        out = run(&[]);
    }
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let all: Value = serde_json::from_slice(&out.stdout).expect("JSON");
    let built: BTreeSet<&str> = all["resolve"]["nodes"].as_array().expect("a tree").iter().filter_map(|n| n["id"].as_str()).collect();
    let packages = all["packages"].as_array().expect("packages").iter().filter(|p| p["id"].as_str().is_some_and(|id| built.contains(id)));
    let text = |p: &Value, field: &str| p[field].as_str().unwrap_or_default().to_owned();
    packages.map(|p| Crate { name: text(p, "name"), version: text(p, "version"), license: text(p, "license"), ours: p["source"].is_null() }).collect()
}

/// Is a licence expression met by what is allowed? One side of an OR is enough, an AND needs both.
fn allowed(expression: &str, allow: &BTreeSet<String>) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let met = either(&words, &mut at, allow);
    met && at == words.len()
}

fn either(words: &[&str], at: &mut usize, allow: &BTreeSet<String>) -> bool {
    let mut met = both_of(words, at, allow);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        met |= both_of(words, at, allow);
    }
    met
}

fn both_of(words: &[&str], at: &mut usize, allow: &BTreeSet<String>) -> bool {
    let mut met = one(words, at, allow);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        met &= one(words, at, allow);
    }
    met
}

fn one(words: &[&str], at: &mut usize, allow: &BTreeSet<String>) -> bool {
    let Some(word) = words.get(*at) else { return false };
    *at += 1;
    if *word == "(" {
        let met = either(words, at, allow);
        let closed = words.get(*at) == Some(&")");
        *at += 1;
        return met && closed;
    }
    if words.get(*at) == Some(&"WITH") {
        let name = format!("{word} WITH {}", words.get(*at + 1).copied().unwrap_or_default());
        *at += 2;
        return allow.contains(&name) || allow.contains(*word);
    }
    allow.contains(*word)
}

#[test]
fn licences_are_read_as_they_are_written() {
    let allow: BTreeSet<String> = ["MIT", "ISC", "Apache-2.0"].map(str::to_owned).into();
    for (text, met) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("MIT/GPL-3.0", true),
        ("GPL-3.0 OR MIT", true),
        ("MIT AND GPL-3.0", false),
        ("(GPL-3.0 OR MIT) AND ISC", true),
        ("MIT AND (GPL-3.0 OR LGPL-3.0)", false),
        ("Apache-2.0 WITH LLVM-exception OR GPL-3.0", true),
        ("(MIT", false),
        ("MIT ISC", false),
        ("", false),
    ] {
        assert_eq!(allowed(text, &allow), met, "{text}");
    }
}

#[test]
fn every_crate_has_a_licence_we_accept() {
    let allow = policy("licenses", "allow");
    let wrong: Vec<String> = tree().iter().filter(|c| !allowed(&c.license, &allow)).map(|c| format!("{} {}: {:?}", c.name, c.version, c.license)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_comes_twice_but_what_is_listed() {
    let listed = policy("bans", "skip");
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for c in tree() {
        versions.entry(c.name).or_default().insert(c.version);
    }
    let twice: BTreeSet<String> = versions.iter().filter(|(_, v)| v.len() > 1).map(|(n, _)| n.clone()).collect();
    let new: Vec<String> = twice.difference(&listed).map(|n| format!("{n} {:?}", versions[n])).collect();
    assert!(new.is_empty(), "twice in the tree:\n{}", new.join("\n"));
    let stale: Vec<&String> = listed.difference(&twice).collect();
    assert!(stale.is_empty(), "these come once now; take them off the list in deny.toml: {stale:?}");
}

#[test]
fn nothing_that_is_banned_is_built() {
    let banned = policy("bans", "deny");
    let found: Vec<String> = tree().into_iter().map(|c| c.name).filter(|n| banned.contains(n)).collect();
    assert!(found.is_empty(), "{found:?}");
}

/// The whole lock file, other platforms included.
#[test]
fn everything_comes_from_the_registry_with_a_checksum() {
    let lock = toml_of("Cargo.lock");
    let registries = policy("sources", "allow-registry");
    let ours: BTreeSet<String> = tree().into_iter().filter(|c| c.ours).map(|c| c.name).collect();
    assert_eq!(ours.iter().map(String::as_str).collect::<Vec<_>>(), ["entity", "entraide", "migration"]);
    for p in lock["package"].as_array().expect("packages") {
        let name = p["name"].as_str().expect("a name");
        match p.get("source").and_then(|s| s.as_str()) {
            None => assert!(ours.contains(name), "{name} comes from a folder"),
            Some(source) => {
                assert!(source.strip_prefix("registry+").is_some_and(|r| registries.contains(r)), "{name} comes from {source}");
                assert_eq!(p.get("checksum").and_then(|c| c.as_str()).map(str::len), Some(64), "{name} has no checksum");
            }
        }
    }
}

/// Versions before these have faults that are known (S-59). A name that is not in the tree needs none.
const FLOORS: &[(&str, &str)] = &[
    ("ammonia", "4.1.4"),
    ("anyhow", "1.0.103"),
    ("bytes", "1.11.1"),
    ("crossbeam-channel", "0.5.15"),
    ("crossbeam-epoch", "0.9.20"),
    ("h2", "0.4.16"),
    ("hickory-proto", "0.26.1"),
    ("idna", "1.0.0"),
    ("lettre", "0.11.22"),
    ("quick-xml", "0.41.0"),
    ("rustls", "0.23.45"),
    ("rustls-webpki", "0.103.13"),
    // SQLite 3.51.3: before it a write-ahead log could be lost
    ("libsqlite3-sys", "0.37.0"),
    ("time", "0.3.47"),
    ("tokio", "1.44.2"),
    ("tower-sessions", "0.12.1"),
    ("zip", "2.3.0"),
];

fn numbers(version: &str) -> Vec<u64> {
    version.split(['-', '+']).next().unwrap_or_default().split('.').map(|n| n.parse().unwrap_or(0)).collect()
}

#[test]
fn nothing_is_older_than_its_last_known_fault() {
    assert!(numbers("0.103.13") > numbers("0.103.9"));
    let old: Vec<String> = tree()
        .iter()
        .filter_map(|c| {
            let (_, floor) = FLOORS.iter().find(|(name, _)| *name == c.name)?;
            (numbers(&c.version) < numbers(floor)).then(|| format!("{} {} is older than {floor}", c.name, c.version))
        })
        .collect();
    assert!(old.is_empty(), "{}", old.join("\n"));
}

/// Names in the first column of the table of dependencies.
fn explained() -> BTreeSet<String> {
    let text = read("ARCHITECTURE.md");
    let table = text.split("## Dependencies").nth(1).expect("a table of dependencies");
    let mut out = BTreeSet::new();
    for line in table.lines().filter(|l| l.starts_with("| ") && !l.starts_with("| crate") && !l.starts_with("| ---")) {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        assert!(cells.len() == 2 && cells[1].len() > 5, "a line that says why: {line}");
        out.extend(cells[0].split(',').filter_map(|n| n.split_whitespace().next()).map(str::to_owned));
    }
    out
}

#[test]
fn every_crate_we_chose_says_why() {
    let mut chosen = BTreeSet::new();
    for file in ["Cargo.toml", "entity/Cargo.toml", "migration/Cargo.toml"] {
        let manifest = toml_of(file);
        for part in ["dependencies", "build-dependencies", "dev-dependencies"] {
            if let Some(all) = manifest.get(part).and_then(|t| t.as_table()) {
                chosen.extend(all.iter().filter(|(_, v)| v.get("path").is_none()).map(|(name, _)| name.clone()));
            }
        }
    }
    let explained = explained();
    let silent: Vec<&String> = chosen.difference(&explained).collect();
    assert!(silent.is_empty(), "ARCHITECTURE.md does not say what these are for: {silent:?}");
    let gone: Vec<&String> = explained.difference(&chosen).collect();
    assert!(gone.is_empty(), "ARCHITECTURE.md explains what we do not use: {gone:?}");
}
