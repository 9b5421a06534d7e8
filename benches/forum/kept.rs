//! What whole runs measured, kept as files, and the table that is made of them: pages on both databases, and how their cost
//! grows with the forum.

use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::Context as _;
use entraide::clock::Clock;
use entraide::ui::when;
use serde::{Deserialize, Serialize};

use crate::forum::{self, Forum, Size};
use crate::table::Row;
use crate::targets::{Said, Target};

/// A page may cost so many times more over a hundred times the questions; a search so many.
const GROWTH: f64 = 1.3;
const SEARCH_GROWTH: f64 = 3.0;
/// What a page may cost on PostgreSQL beside SQLite, in this process.
const POSTGRES: f64 = 1.6;

/// One whole run.
#[derive(Serialize, Deserialize)]
struct Figures {
    day: String,
    machine: String,
    postgres: bool,
    size: String,
    questions: i64,
    rows: Vec<Row>,
    said: Vec<Target>,
}

impl Figures {
    fn row(&self, name: &str) -> Option<&Row> {
        self.rows.iter().find(|r| r.name == name)
    }
}

fn file(postgres: bool, size: &str) -> PathBuf {
    forum::folder().join(format!("figures-{}-{size}.json", if postgres { "postgres" } else { "sqlite" }))
}

pub fn keep(forum: &Forum, rows: Vec<Row>, said: Vec<Said>) -> anyhow::Result<()> {
    let figures = Figures {
        day: when::machine(Clock::System.now()).chars().take(10).collect(),
        machine: machine(),
        postgres: forum.app.db.is_postgres(),
        size: forum.size.name().into(),
        questions: forum.questions,
        rows,
        said: said.into_iter().flat_map(|s| s.targets).collect(),
    };
    std::fs::write(file(figures.postgres, &figures.size), serde_json::to_vec_pretty(&figures)?)?;
    Ok(())
}

/// Processors, their model, memory and kernel.
fn machine() -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let cpus = read("/proc/cpuinfo");
    let model = cpus.lines().find_map(|l| l.strip_prefix("model name")).map_or("?", |l| l.trim_start_matches([' ', '\t', ':'])).to_owned();
    let count = cpus.lines().filter(|l| l.starts_with("processor")).count();
    let memory = read("/proc/meminfo").lines().find_map(|l| l.strip_prefix("MemTotal:")?.trim().strip_suffix(" kB")?.parse::<f64>().ok()).unwrap_or_default();
    format!("{count} × {model}, {:.0} GiB, Linux {}", memory / 1_048_576.0, read("/proc/sys/kernel/osrelease").trim())
}

/// The table, in Markdown, and what is not met.
pub fn print() -> anyhow::Result<()> {
    let mut all = Vec::new();
    for postgres in [false, true] {
        for size in [Size::Tenth, Size::Whole, Size::TenTimes] {
            if let Ok(bytes) = std::fs::read(file(postgres, size.name())) {
                all.push(serde_json::from_slice::<Figures>(&bytes).context("a file of figures")?);
            }
        }
    }
    let of = |postgres: bool, size: Size| all.iter().find(|f| f.postgres == postgres && f.size == size.name());
    let whole = of(false, Size::Whole).context("no whole run on SQLite is kept: cargo bench --bench forum")?;
    let mut targets = whole.said.clone();
    let mut out = format!("{}, {}, {} questions unless said. CPU in µs a request, of the serving process.\n\n", whole.day, whole.machine, whole.questions);
    out.push_str("| | CPU | of the limit's rate | statements | CPU, PostgreSQL | CPU, a tenth | CPU, ten times | grows |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n");
    for row in &whole.rows {
        let name = &row.name;
        let other = |f: Option<&Figures>| f.and_then(|f| f.row(name)).map(|r| r.cpu);
        let (postgres, tenth, ten) = (other(of(true, Size::Whole)), other(of(false, Size::Tenth)), other(of(false, Size::TenTimes)));
        let figure = |f: Option<f64>| f.map_or_else(String::new, |f| format!("{f:.0}"));
        let growth = tenth.zip(ten).map(|(a, b)| b / a.max(1.0));
        let read = row.bytes > 0;
        if let Some(growth) = growth.filter(|_| read) {
            let bound = if name.starts_with("search") || name.starts_with("similar") { SEARCH_GROWTH } else { GROWTH };
            targets.push(Target::at_most(format!("{name}: growth from a tenth to ten times"), growth, bound, "×"));
        }
        if let Some(p) = postgres.filter(|_| read) {
            targets.push(Target::at_most(format!("{name}: PostgreSQL beside SQLite"), p / row.cpu.max(1.0), POSTGRES, "×"));
        }
        let growth = growth.map_or_else(String::new, |g| format!("×{g:.2}"));
        writeln!(out, "| {name} | {:.0} | {:.2} | {} | {} | {} | {} | {growth} |", row.cpu, row.rate / row.limit_rate.max(1.0), row.statements, figure(postgres), figure(tenth), figure(ten))?;
    }
    for more in all.iter().filter(|f| f.postgres || f.size != Size::Whole.name()) {
        let place = format!(" ({}, {} questions)", if more.postgres { "PostgreSQL" } else { "SQLite" }, more.questions);
        targets.extend(more.said.iter().filter(|t| t.what.starts_with("start") || t.what.starts_with("memory")).map(|t| Target { what: format!("{}{place}", t.what), ..t.clone() }));
    }
    out.push_str("\n| promised | seen | target | |\n| --- | --- | --- | --- |\n");
    for t in &targets {
        writeln!(out, "| {} | {:.2} {} | {} | {} |", t.what, t.figure, t.unit, t.promise(), if t.met() { "met" } else { "**not met**" })?;
    }
    println!("{out}");
    let missed = targets.iter().filter(|t| !t.met()).count();
    anyhow::ensure!(missed == 0, "{missed} targets are NOT met");
    Ok(())
}
