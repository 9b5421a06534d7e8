//! What the program exists for, measured: the pages people read and the forms they send, over a real forum.
//!
//! `cargo bench --bench forum` serves the imported forum from this process and loads it from a second one, a fixed number
//! of requests a case. CPU time of the serving process divided by requests survives a busy machine; requests a second do
//! not and are printed for completeness. Beside each page stands a handler that answers the same bytes from memory behind
//! the same loop and layers (the limit), and one behind the loop alone (bare).
//!
//! Some figures have targets: each is printed with its own, met or not, and the command fails where one is not.
//!
//! The forum: the CSV files in `ENTRAIDE_TEST_DATA/thunderbird-support` (default `../shared/data`), imported once into
//! `target/bench`; without them an invented one of `ENTRAIDE_BENCH_QUESTIONS` (default 3,000) questions. On PostgreSQL with
//! `DATABASE_URL=postgres://…` to an empty or an already filled database.

mod cases;
mod feed;
mod forum;
mod load;
mod server;
mod standing;
mod table;
mod targets;

use std::io::Write as _;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    if arguments.first().is_some_and(|a| a == "--load") {
        return runtime.block_on(load::child(&arguments[1..]));
    }
    let only = arguments.first().cloned();
    runtime.block_on(async {
        let forum = forum::open().await?;
        println!("{}\n", forum.describe());
        let cases = cases::all(&forum, only.as_deref()).await?;
        let mut table = table::Table::new();
        for case in &cases {
            print!("\r{:<60}", case.name);
            std::io::stdout().flush()?;
            table.add(cases::measure(&forum, case).await?);
        }
        let standing = match only.as_deref().is_none_or(|o| "standing".contains(o)) {
            true => Some(standing::measure(&forum).await?),
            false => None,
        };
        // last: it makes much of the forum live, and larger
        let feed = match only.as_deref().is_none_or(|o| "staff feed".contains(o)) {
            true => Some(feed::measure(&forum, &mut table).await?),
            false => None,
        };
        println!("\r{:<60}", "");
        println!("{table}");
        let mut missed = 0;
        for said in [standing, feed].into_iter().flatten() {
            println!("{}", said.text);
            for target in said.targets {
                println!("  {target}");
                missed += usize::from(!target.met());
            }
        }
        println!("{}", server::memory());
        anyhow::ensure!(missed == 0, "{missed} targets are NOT met");
        anyhow::Ok(())
    })
}
