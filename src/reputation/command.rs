//! `reputation verify [--repair]`

use super::verify::{self, Found, Repair};
use crate::clock::Clock;
use crate::db::Db;

/// Prints every difference; repairs them when asked, and looks again. Gives what is left.
pub async fn run(db: &Db, clock: &Clock, repair: bool) -> anyhow::Result<Found> {
    let what = if repair { Repair::Yes } else { Repair::No };
    let found = verify::verify(db, what, clock.now(), |d| println!("{d}")).await?;
    match (found.differences, repair) {
        (0, _) => println!("{} members: every balance is the sum of its entries and what the facts give", found.members),
        (n, true) => {
            let left = verify::verify(db, Repair::No, clock.now(), |d| println!("still: {d}")).await?;
            match left.differences {
                0 => println!("{} members: {n} differed and were brought in step by new entries", found.members),
                l => println!("{} members: {n} differed, {l} still do", found.members),
            }
            return Ok(left);
        }
        (n, false) => println!("{} members: {n} differ; --repair appends what is missing", found.members),
    }
    Ok(found)
}
