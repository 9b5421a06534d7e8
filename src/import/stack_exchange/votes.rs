//! Votes are anonymous in a dump: they are counted, never rows. An acceptance has its day.

use std::collections::HashMap;

use super::super::progress::Progress;
use super::super::report::Report;
use super::super::store::{Kind, Store};
use super::{Dump, broken, date, id, rows};
use crate::clock::Millis;

#[derive(Clone, Copy, Debug, Default)]
pub struct Count {
    pub up: i64,
    pub down: i64,
    /// The day of the first vote that accepts it.
    pub accepted_at: Option<Millis>,
    acceptances: u64,
}

pub struct Votes {
    /// Without `Votes.xml`, scores are taken as the posts say.
    pub known: bool,
    counts: HashMap<i64, Count>,
}

impl Votes {
    pub fn of(&self, post: i64) -> Count {
        self.counts.get(&post).copied().unwrap_or_default()
    }

    /// Once the posts are there, every vote is somewhere.
    pub fn account_for(&self, store: &Store<'_>, report: &mut Report) {
        if !self.known {
            return;
        }
        let tally = report.kind("votes");
        for (post, count) in &self.counts {
            let n = u64::try_from(count.up + count.down).unwrap_or_default() + count.acceptances;
            let there = [Kind::Question, Kind::Answer].into_iter().find(|k| store.ours(*k, *post).is_some());
            tally.read += n;
            match there {
                Some(kind) if store.was_there(kind, *post) => tally.already += n,
                Some(_) => tally.imported += n,
                None => *tally.skipped.entry("its post is not imported".into()).or_default() += n,
            }
        }
    }
}

pub async fn read(report: &mut Report, dump: &Dump, progress: &mut Progress) -> anyhow::Result<Votes> {
    let mut votes = Votes { known: dump.votes.is_some(), counts: HashMap::new() };
    let Some(file) = &dump.votes else { return Ok(votes) };
    let mut parsed = rows(file, progress, |row| (row.line, row.attributes.and_then(|a| Ok((id(&a, "PostId")?, id(&a, "VoteTypeId")?, date(&a, "CreationDate").ok())))))?;
    while let Some(batch) = parsed.next().await? {
        progress.tick();
        for (line, vote) in batch {
            match vote {
                Err(why) => broken(report, "votes", file, line, &why),
                Ok((post, 1, at)) => {
                    let count = votes.counts.entry(post).or_default();
                    count.acceptances += 1;
                    count.accepted_at = count.accepted_at.into_iter().chain(at).min();
                }
                Ok((post, 2, _)) => votes.counts.entry(post).or_default().up += 1,
                Ok((post, 3, _)) => votes.counts.entry(post).or_default().down += 1,
                Ok((_, kind, _)) => report.skipped("votes", why_not(kind)),
            }
        }
    }
    Ok(votes)
}

fn why_not(kind: i64) -> &'static str {
    match kind {
        5 => "a favourite",
        8 | 9 => "a bounty",
        4 | 12 => "a report of spam or abuse",
        6 | 7 | 10 | 11 => "a vote to close or delete",
        15 | 16 => "a review of an edit",
        _ => "another kind of vote",
    }
}
