//! Drills: the program itself, started as a process on loopback with a folder and a database of its own, and what can happen
//! to a server done to it. Each prints one line — what was hoped, what was seen, `ok` or `NOT ok` — and the command fails where
//! one is not met.
//!
//! `cargo test --test drills` runs small forms, some seconds each, with the rest of the suite. `tests/drill` runs the full ones,
//! in release, bounded in time and count: minutes each. Both take names: `tests/drill R-1 R-3`.

mod backup;
mod clocks;
mod cluster;
mod crowd;
mod disk;
mod http;
mod journal;
mod kill;
mod load;
mod mute;
mod overload;
mod report;
mod restart;
mod schema;
mod server;
mod small_box;
mod sockets;
mod sqlite;
mod stop;
mod writers;

use std::future::Future;
use std::pin::Pin;
use std::process::ExitCode;
use std::time::Instant;

use report::Line;

/// How much of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    Small,
    Full,
}

impl Size {
    pub fn of<T>(self, small: T, full: T) -> T {
        if self == Size::Small { small } else { full }
    }
}

type Outcome = Pin<Box<dyn Future<Output = anyhow::Result<Vec<Line>>>>>;

/// Something that happens to servers.
struct Drill {
    id: &'static str,
    what: &'static str,
    /// With the rest of the suite, too.
    small: bool,
    run: fn(Size) -> Outcome,
}

macro_rules! drill {
    ($id:literal, $what:literal, small, $run:path) => {
        Drill { id: $id, what: $what, small: true, run: |size| Box::pin($run(size)) }
    };
    ($id:literal, $what:literal, full, $run:path) => {
        Drill { id: $id, what: $what, small: false, run: |size| Box::pin($run(size)) }
    };
}

const DRILLS: &[Drill] = &[
    drill!("R-1", "killed without a word while people write", small, kill::run),
    drill!("R-2", "the disk is full", small, disk::run),
    drill!("R-3", "PostgreSQL restarts under load", small, restart::run),
    drill!("R-9", "the schema is brought up to date", small, schema::run),
    drill!("R-10", "backup, restore, move", small, backup::run),
    drill!("R-11", "sockets that say nothing", full, sockets::idle),
    drill!("R-12", "clients that are slow", full, sockets::slow),
    drill!("R-13", "bodies that are too large", small, sockets::big),
    drill!("R-16", "more than it can answer", full, overload::run),
    drill!("R-17", "asked to stop under load", small, stop::run),
    drill!("R-18", "the clock is wrong", full, clocks::run),
    drill!("R-20", "little memory", full, small_box::run),
    drill!("R-21", "how SQLite is set up", small, sqlite::run),
    drill!("R-22", "a mail server that never answers", full, mute::run),
];

/// What was asked for: names of drills (none: all), and how much of each. Words that name no drill are a filter for the other
/// targets of `cargo test`: then nothing is run here.
fn asked(arguments: &[String]) -> anyhow::Result<Option<(Size, Vec<String>)>> {
    let (mut size, mut names) = (Size::Small, Vec::new());
    for word in arguments {
        match word.as_str() {
            "full" | "all" => size = Size::Full,
            "--list" | "--help" => {
                for d in DRILLS {
                    println!("{:<5} {}{}", d.id, d.what, if d.small { "" } else { " (full form only)" });
                }
                return Ok(None);
            }
            w if w.starts_with('-') => {}
            w if w.len() > 1 && w[..1].eq_ignore_ascii_case("r") && w[1..].trim_start_matches('-').chars().all(|c| c.is_ascii_digit()) => {
                let id = format!("R-{}", w[1..].trim_start_matches('-'));
                anyhow::ensure!(DRILLS.iter().any(|d| d.id == id), "there is no drill {id}");
                names.push(id);
            }
            _ => return Ok(None),
        }
    }
    Ok(Some((size, names)))
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let asked = match asked(&arguments) {
        Ok(Some(asked)) => asked,
        Ok(None) => return ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("{e}");
            return ExitCode::from(2);
        }
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(e) => {
            eprintln!("{e}");
            return ExitCode::FAILURE;
        }
    };
    if runtime.block_on(all(asked.0, &asked.1)) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// One after the other, so that one's load is not another's noise.
async fn all(size: Size, names: &[String]) -> bool {
    let mut met = true;
    for drill in DRILLS {
        let meant = if names.is_empty() { size == Size::Full || drill.small } else { names.iter().any(|n| n == drill.id) };
        if !meant {
            continue;
        }
        let begun = Instant::now();
        let lines = (drill.run)(size).await.unwrap_or_else(|e| vec![Line::failed(drill.what, &e)]);
        for line in lines {
            met &= line.ok();
            println!("{:<5} {line}", drill.id);
        }
        println!("{:<5} took {:.0} s", "", begun.elapsed().as_secs_f64());
    }
    met
}
