//! The invariants of the house that no compiler holds, read from the sources.

use std::path::{Path, PathBuf};

/// A source file: its path from the root and its lines, without what comes after `#[cfg(test)]`.
struct Source {
    path: String,
    text: String,
}

impl Source {
    /// Lines of code with their numbers; comments left out.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(n, l)| (n + 1, l)).take_while(|(_, l)| l.trim() != "#[cfg(test)]").filter(|(_, l)| !l.trim_start().starts_with("//"))
    }

    fn within(&self, folder: &str) -> bool {
        self.path.starts_with(folder)
    }

    fn is_view(&self) -> bool {
        self.path.ends_with("/views.rs") || self.path.contains("/views/") || self.within("src/ui/") || self.path.ends_with("_views.rs")
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folders: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    for folder in folders {
        walk(&root().join(folder), &mut found);
    }
    assert!(!found.is_empty(), "no sources in {folders:?}");
    found
}

fn walk(folder: &Path, found: &mut Vec<Source>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())).flatten().map(|e| e.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let short = path.strip_prefix(root()).expect("inside").to_string_lossy().into_owned();
            if short.starts_with("src/") && (short.ends_with("/tests.rs") || short.contains("/tests/")) {
                continue; // a module's tests
            }
            found.push(Source { path: short, text: std::fs::read_to_string(&path).expect("a readable source") });
        }
    }
}

/// Fails with every place that breaks a rule.
#[track_caller]
fn none(rule: &str, places: Vec<String>) {
    assert!(places.is_empty(), "{rule}:\n  {}", places.join("\n  "));
}

fn places(sources: &[Source], of: impl Fn(&Source) -> bool, breaks: impl Fn(&str) -> bool) -> Vec<String> {
    let mut out = Vec::new();
    for s in sources.iter().filter(|s| of(s)) {
        out.extend(s.code().filter(|(_, l)| breaks(l)).map(|(n, l)| format!("{}:{n}: {}", s.path, l.trim())));
    }
    out
}

#[test]
fn the_rules_are_pure() {
    let all = sources(&["src/rules"]);
    let impure = ["sea_orm", "axum", "maud", "tokio", "async fn", "SystemTime", "Instant::now", "std::fs", "std::net", "crate::db", "crate::web", "crate::app", "crate::ui"];
    none("rules/ has no I/O and knows no library of it", places(&all, |_| true, |l| impure.iter().any(|w| l.contains(w))));
}

#[test]
fn views_get_plain_data() {
    let all = sources(&["src"]);
    none("views and ui/ never see the database", places(&all, Source::is_view, |l| l.contains("sea_orm") || l.contains("crate::db") || l.contains("async fn") || l.contains(".await")));
}

#[test]
fn addresses_stand_in_paths_alone() {
    let all = sources(&["src"]);
    let literal = |l: &str| {
        l.match_indices("\"/").any(|(at, _)| {
            let rest = &l[at + 2..];
            rest.starts_with(|c: char| c.is_ascii_lowercase()) && rest.split('"').next().is_some_and(|p| p.chars().all(|c| c.is_ascii_graphic()) && !l.contains("OUT_DIR"))
        })
    };
    let exempt = |s: &Source| matches!(s.path.as_str(), "src/web/paths.rs" | "src/web/assets.rs" | "src/web/headers.rs") || s.within("src/web/paths/") || s.within("src/import/") || s.within("src/demo/") || s.path.contains("/tests/");
    none("an address outside web/paths.rs", places(&all, |s| !exempt(s), literal));
}

#[test]
fn nothing_is_inline() {
    let all = sources(&["src"]);
    let inline = |l: &str| {
        let l = l.replace(' ', "");
        l.contains("style=\"") || l.contains("style=(") || ["onclick=", "onsubmit=", "onchange=", "oninput=", "onload=", "onerror="].iter().any(|w| l.contains(w))
    };
    // the sanitiser and what reads foreign HTML name such attributes to remove them
    let maud = |s: &Source| s.text.contains("html! {");
    none("style or script inside a page", places(&all, maud, inline));
}

#[test]
fn only_two_places_know_which_database_it_is() {
    let all = sources(&["src"]);
    // a log may name it
    let asks = |l: &str| !l.contains("tracing::") && l.contains("is_postgres()") || l.contains("DbBackend::") || l.contains("get_database_backend()") || l.contains(".backend()");
    none("a difference of the databases outside db.rs and search/", places(&all, |s| s.path != "src/db.rs" && !s.within("src/db/") && !s.within("src/search/"), asks));
}

#[test]
fn lists_are_paged_by_key() {
    let all = sources(&["src"]);
    none("OFFSET", places(&all, |_| true, |l| l.contains("OFFSET") || l.contains(".offset(")));
}

#[test]
fn raw_html_has_few_doors() {
    let all = sources(&["src"]);
    let allowed = |s: &Source| s.path == "src/markdown.rs" || s.path == "src/mail/letter.rs" || s.within("src/markdown/") || s.within("src/ui/") || s.is_view();
    none("PreEscaped outside markdown, ui and views", places(&all, |s| !allowed(s), |l| l.contains("PreEscaped")));
}

#[test]
fn time_is_an_argument() {
    let all = sources(&["src"]);
    let exempt = |s: &Source| s.path == "src/clock.rs" || s.within("src/web/") || s.path.contains("cli") || s.path == "src/main.rs" || s.within("src/import") || s.path.contains("progress");
    none("a clock read outside clock.rs", places(&all, |s| !exempt(s), |l| l.contains("SystemTime::now") || l.contains("Timestamp::now") || l.contains("Zoned::now") || l.contains("now_utc()")));
}

#[test]
fn every_module_says_what_it_is() {
    let all = sources(&["src", "entity/src", "migration/src", "tests", "build"]);
    none("no //! at the top", all.iter().filter(|s| !s.text.starts_with("//!") && s.path != "src/main.rs").map(|s| s.path.clone()).collect());
}

#[test]
fn files_are_short() {
    let all = sources(&["src", "entity/src", "tests", "build"]);
    let long = all.iter().map(|s| (s.path.clone(), s.text.lines().take_while(|l| l.trim() != "#[cfg(test)]").count())).filter(|(_, n)| *n > 400).map(|(p, n)| format!("{p}: {n} lines"));
    none("more than 400 lines: split by noun", long.collect());
}

#[test]
fn no_names_that_say_nothing() {
    let all = sources(&["src", "entity/src", "tests"]);
    let empty = ["utils", "util", "helpers", "helper", "common", "misc", "manager", "service"];
    let bad = all.iter().map(|s| s.path.clone()).filter(|p| Path::new(p).iter().any(|part| empty.contains(&part.to_string_lossy().trim_end_matches(".rs"))));
    none("a name that could hold anything", bad.collect());
}

#[test]
fn a_feature_leaves_others_routes_and_views_alone() {
    let all = sources(&["src"]);
    let mut out = Vec::new();
    for s in all.iter().filter(|s| !matches!(s.path.as_str(), "src/router.rs" | "src/jobs.rs" | "src/cli.rs" | "src/app.rs" | "src/lib.rs" | "src/main.rs") && !s.within("src/cli/") && !s.within("src/router/")) {
        let own = s.path.strip_prefix("src/").and_then(|p| p.split('/').next()).unwrap_or_default().trim_end_matches(".rs").to_owned();
        for (n, line) in s.code() {
            for part in ["::routes", "::views"] {
                let Some(at) = line.find(part) else { continue };
                let before: String = line[..at].chars().rev().take_while(|c| c.is_alphanumeric() || *c == '_' || *c == ':').collect::<Vec<_>>().into_iter().rev().collect();
                let path: Vec<&str> = before.split("::").collect();
                if path.first() == Some(&"crate") && path.get(1).is_some_and(|f| *f != own && *f != "web") {
                    out.push(format!("{}:{n}: {}", s.path, line.trim()));
                }
            }
        }
    }
    none("another feature's routes or views", out);
}

#[test]
fn modules_use_only_what_stands_above_them() {
    let lib = std::fs::read_to_string(root().join("src/lib.rs")).expect("src/lib.rs");
    let order: Vec<&str> = lib.lines().filter_map(|l| l.trim().strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let place = |m: &str| order.iter().position(|o| *o == m);
    // the ground that everything stands on, and that hands requests up
    let ground = ["app", "error", "db", "ui", "web", "jobs", "router", "mail"];
    let mut out = Vec::new();
    for s in sources(&["src"]) {
        let own = s.path.strip_prefix("src/").and_then(|p| p.split('/').next()).unwrap_or_default().trim_end_matches(".rs").to_owned();
        let Some(here) = place(&own).filter(|_| !ground.contains(&own.as_str())) else { continue };
        for (n, line) in s.code() {
            for used in line.split("crate::").skip(1).map(|r| r.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()) {
                if !ground.contains(&used) && place(used).is_some_and(|p| p > here) {
                    out.push(format!("{}:{n}: {used} stands below {own}", s.path));
                }
            }
        }
    }
    none("the order of lib.rs", out);
}

#[test]
fn the_map_is_short() {
    let map = root().join("ARCHITECTURE.md");
    let lines = std::fs::read_to_string(&map).expect("ARCHITECTURE.md is there").lines().count();
    assert!(lines < 250, "{lines} lines");
}
