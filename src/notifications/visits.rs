//! When members last read a thread: what came since is marked as new there. Kept in memory and written each minute; who
//! looks again within half an hour is still reading.

use std::collections::HashMap;
use std::sync::Mutex;

use entity::{AccountId, PostId};

use crate::app::App;
use crate::clock::{MINUTE, Millis};
use crate::{db, values};

/// One reading of a thread.
const READING: Millis = 30 * MINUTE;
/// Visits that wait to be written; more are forgotten.
const AT_MOST: usize = 100_000;

/// What this process saw since it last wrote: when each visit began, and what counted as seen before it.
#[derive(Default)]
pub struct Visits(Mutex<HashMap<(AccountId, PostId), Visit>>);

#[derive(Clone, Copy)]
struct Visit {
    at: Millis,
    before: Option<Millis>,
    written: bool,
}

impl Visits {
    /// Somebody reads a thread; `known`: their last visit as it is written. Gives the moment after which what was written
    /// is new to them; none on a first visit.
    pub fn note(&self, who: AccountId, question: PostId, known: Option<Millis>, now: Millis) -> Option<Millis> {
        let mut all = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(visit) = all.get_mut(&(who, question)) {
            if now - visit.at > READING {
                *visit = Visit { at: now, before: Some(visit.at), written: false };
            }
            return visit.before;
        }
        if all.len() < AT_MOST {
            all.insert((who, question), Visit { at: now, before: known, written: false });
        }
        known
    }

    fn to_write(&self, now: Millis) -> Vec<(AccountId, PostId, Millis)> {
        let mut all = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        all.retain(|_, v| !v.written || now - v.at <= READING);
        let mut some: Vec<_> = all.iter_mut().filter(|(_, v)| !v.written).map(|((who, question), v)| {
            v.written = true;
            (*who, *question, v.at)
        }).collect();
        // one order for everyone, so that no two processes wait for each other in a circle
        some.sort_unstable();
        some
    }
}

/// Writes the visits since the last time. Those of a failed run are lost: a mark is not worth a retry.
pub async fn flush(app: &App, now: Millis) -> anyhow::Result<()> {
    let visits = app.visits.to_write(now);
    if visits.is_empty() {
        return Ok(());
    }
    let tx = app.db.write().await?;
    for (who, question, at) in visits {
        let text = "INSERT INTO thread_visit (account_id, question_id, at) SELECT a.id, q.id, CAST($3 AS BIGINT) FROM account a JOIN question q ON q.id = $2 WHERE a.id = $1 AND a.deleted_at IS NULL
             ON CONFLICT (account_id, question_id) DO UPDATE SET at = excluded.at WHERE thread_visit.at < excluded.at";
        db::run(&tx, text, values![who.0, question.0, at]).await?;
    }
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_new_stays_new_while_one_reads() {
        let visits = Visits::default();
        let (who, thread) = (AccountId(1), PostId(2));
        assert_eq!(visits.note(who, thread, None, 1_000), None);
        assert_eq!(visits.note(who, thread, None, 2_000), None);
        let later = 1_000 + READING + 1;
        assert_eq!(visits.note(who, thread, Some(1_000), later), Some(1_000));
        assert_eq!(visits.note(who, thread, Some(1_000), later + READING), Some(1_000));
        assert_eq!(visits.to_write(later), [(who, thread, later)]);
        assert!(visits.to_write(later).is_empty());
        // another process wrote it
        assert_eq!(visits.note(AccountId(3), thread, Some(5), 6), Some(5));
        let end = later + 3 * READING;
        assert_eq!(visits.to_write(end).len(), 1);
        assert!(visits.to_write(end + READING).is_empty());
        assert!(visits.0.lock().expect("not poisoned").is_empty());
    }
}
