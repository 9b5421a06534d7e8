//! What the program exists for, measured: the pages people read and the forms they send, over a real forum.
//!
//! `cargo bench --bench forum` serves the imported forum from this process and loads it from a second one, a fixed number
//! of requests a case. CPU time of the serving process divided by requests survives a busy machine; requests a second do
//! not and are printed for completeness. Beside each page stands a handler that answers the same bytes from memory behind
//! the same loop and layers (the limit), and one behind the loop alone (bare). Then the program itself is started over the
//! same database: when it is ready, and what memory it holds at rest and under load.
//!
//! - `-- --size tenth|whole|ten-times`: how much of the forum; each in a database of its own
//! - `-- NAME`: only the cases whose names hold it
//! - `ENTRAIDE_BENCH_STATEMENTS=1`: says each statement
//! - `-- --table`: measures nothing; the table of what whole runs kept, with growth and both databases side by side
//!
//! Some figures have targets: each is printed with its own, met or not, and the command fails where one is not.
//!
//! The forum: the CSV files in `ENTRAIDE_TEST_DATA/thunderbird-support` (default `../shared/data`), imported once into
//! `target/bench`; without them an invented one of `ENTRAIDE_BENCH_QUESTIONS` (default 3,000) questions. On PostgreSQL with
//! `DATABASE_URL=postgres://…` to an empty or an already filled database.

mod cases;
mod feed;
mod forum;
mod kept;
mod load;
mod program;
mod server;
mod standing;
mod table;
mod targets;

use std::io::Write as _;

use anyhow::Context as _;
use forum::{Forum, Size};
use table::Table;
use targets::Said;

// as the program itself has it
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> anyhow::Result<()> {
    let mut arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    if arguments.first().is_some_and(|a| a == "--load") {
        return runtime.block_on(load::child(&arguments[1..]));
    }
    if arguments.iter().any(|a| a == "--table") {
        return kept::print();
    }
    let size = size(&mut arguments)?;
    runtime.block_on(run(size, arguments.first().map(String::as_str)))
}

/// Takes `--size NAME` out of the arguments.
fn size(arguments: &mut Vec<String>) -> anyhow::Result<Size> {
    let Some(at) = arguments.iter().position(|a| a == "--size") else { return Ok(Size::Whole) };
    let name = arguments.drain(at..(at + 2).min(arguments.len())).nth(1).context("--size wants tenth, whole or ten-times")?;
    [Size::Tenth, Size::Whole, Size::TenTimes].into_iter().find(|s| s.name() == name).with_context(|| format!("--size wants tenth, whole or ten-times, not “{name}”"))
}

async fn run(size: Size, only: Option<&str>) -> anyhow::Result<()> {
    let forum = forum::open(size).await?;
    println!("{}\n", forum.describe());
    let mut table = Table::new();
    let mut said = pages(&forum, only, &mut table).await?;
    let wanted = |name: &str| only.is_none_or(|o| name.contains(o));
    if wanted("program") {
        said.push(program::measure(&forum).await?);
    }
    if size == Size::Whole && wanted("standing") {
        said.push(standing::measure(&forum).await?);
    }
    // last: it makes much of the forum live, and larger
    if size == Size::Whole && wanted("staff feed") {
        said.push(feed::measure(&forum, &mut table).await?);
    }
    println!("\r{:<60}\n{table}", "");
    let mut missed = 0;
    for part in &said {
        println!("{}", part.text);
        for target in &part.targets {
            println!("  {target}");
            missed += usize::from(!target.met());
        }
    }
    if only.is_none() {
        kept::keep(&forum, table.rows(), said)?;
    }
    println!("{}", server::memory());
    anyhow::ensure!(missed == 0, "{missed} targets are NOT met");
    Ok(())
}

async fn pages(forum: &Forum, only: Option<&str>, table: &mut Table) -> anyhow::Result<Vec<Said>> {
    let mut said = Said { text: "pages and forms".into(), targets: Vec::new() };
    for case in &cases::all(forum, only).await? {
        print!("\r{:<60}", case.name);
        std::io::stdout().flush()?;
        let row = cases::measure(forum, case).await?;
        said.targets.extend(cases::judge(case, &row));
        table.add(row);
    }
    Ok(vec![said])
}
