//! The list behind a number: its rows, in order, a page at a time.

use std::collections::{BTreeMap, HashMap};

use entity::PostId;
use sea_orm::ConnectionTrait;

use super::figures::{Kind, Thread};
use super::forms::{Asked, List};
use super::queries::{self, Entry, Title};
use crate::clock::Millis;
use crate::deadlines::Scheme;
use crate::error::Result;

/// Rows on a page.
pub const PAGE: usize = 50;

/// A row: a thread, or what happened around one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Names the row in addresses.
    pub key: i64,
    pub id: PostId,
    /// When what the list is about happened.
    pub at: Millis,
    /// How much time in which the brand works it took, where the list is about that.
    pub open: Option<Millis>,
    /// Further threads of the same person.
    pub more: i64,
}

/// A page of a list.
pub struct Page {
    /// As long as the number says.
    pub total: i64,
    pub lines: Vec<Line>,
    pub titles: HashMap<PostId, Title>,
    /// Where the next page begins.
    pub next: Option<i64>,
}

/// All rows of a list.
pub async fn all(db: &impl ConnectionTrait, scheme: &Scheme, list: List, asked: &Asked, day: Millis) -> Result<Vec<Line>> {
    let p = &asked.period;
    let threads = async || queries::threads(db, scheme, asked.category, p.from, p.to).await;
    Ok(match list {
        List::Helped => people(&queries::solved(db, asked.category, p.from, p.to).await?),
        List::Waiting => people(&queries::waiting(db, asked.category).await?),
        List::Unconfirmed => newest(queries::unconfirmed(db, asked.category).await?.into_iter().map(|e| plain(e.id, e.at)).collect()),
        List::Deflected => {
            let found = queries::deflections(db, asked.category, p.from, p.to).await?;
            newest(found.into_iter().map(|d| Line { key: d.id, ..plain(d.question_id, d.at) }).collect())
        }
        List::Backlog => newest(queries::backlog(db, asked.category, day, day).await?.into_iter().filter(|s| s.waits(day)).map(|s| plain(s.id, s.from)).collect()),
        List::Of(kind) => newest(threads().await?.iter().filter(|t| kind.holds(t)).map(|t| plain(t.id, t.asked_at)).collect()),
        List::First => slowest(&threads().await?, Kind::Answered),
        List::Resolution => slowest(&threads().await?, Kind::Solved),
    })
}

fn plain(id: PostId, at: Millis) -> Line {
    Line { key: id.0, id, at, open: None, more: 0 }
}

/// One row a person: their latest thread.
fn people(entries: &[Entry]) -> Vec<Line> {
    let mut each: BTreeMap<i64, Line> = BTreeMap::new();
    for e in entries {
        let line = each.entry(e.asker.0).or_insert(Line { more: -1, ..plain(e.id, e.at) });
        line.more += 1;
        if (e.at, e.id) > (line.at, line.id) {
            *line = Line { more: line.more, ..plain(e.id, e.at) };
        }
    }
    newest(each.into_values().collect())
}

fn newest(mut lines: Vec<Line>) -> Vec<Line> {
    lines.sort_by_key(|l| std::cmp::Reverse((l.at, l.key)));
    lines
}

fn slowest(threads: &[Thread], kind: Kind) -> Vec<Line> {
    let took = |t: &Thread| if kind == Kind::Solved { t.solved } else { t.first };
    let mut lines: Vec<Line> = threads.iter().filter_map(|t| took(t).map(|s| Line { open: Some(s.open), ..plain(t.id, s.at) })).collect();
    lines.sort_by_key(|l| std::cmp::Reverse((l.open, l.key)));
    lines
}

/// The rows after one of them.
pub async fn page(db: &impl ConnectionTrait, lines: Vec<Line>, after: Option<i64>) -> Result<Page> {
    let total = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    let start = after.and_then(|key| lines.iter().position(|l| l.key == key)).map_or(0, |at| at + 1);
    let more = lines.len() > start + PAGE;
    let lines: Vec<Line> = lines.into_iter().skip(start).take(PAGE).collect();
    let ids: Vec<PostId> = lines.iter().map(|l| l.id).collect();
    Ok(Page { total, next: lines.last().filter(|_| more).map(|l| l.key), titles: queries::titles(db, &ids).await?, lines })
}
