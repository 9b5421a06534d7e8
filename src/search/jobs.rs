//! What the search keeps up behind the writers: counts and spellings of words, and related questions.

use crate::app::App;
use crate::clock::Millis;
use crate::db;
use crate::search::{similar, vocabulary};
use crate::values;

/// Questions whose related ones are worked out in one transaction, and how many times in one run: after an import of
/// 32,000 questions the work is done within the hour, and no run holds the others up for long.
const RELATED_AT_ONCE: usize = 100;
const TIMES: usize = 10;
/// Words are counted again once the posts have grown by one in so many.
const GROWTH: i64 = 50;

/// One run. Costs nothing while nothing was posted.
pub async fn tick(app: &App, _now: Millis) -> anyhow::Result<()> {
    let db = &app.db;
    let state = async |name: &'static str| db::count(db.read(), "SELECT COALESCE(MAX(value), 0) AS n FROM search_state WHERE name = $1", values![name]).await;
    let last_post = db::count(db.read(), "SELECT COALESCE(MAX(id), 0) AS n FROM post", []).await?;
    let counted = state("counted").await?;
    if last_post > counted && last_post - counted > counted / GROWTH {
        vocabulary::count_words(db).await?;
    }
    let mut related = state("related").await?;
    for _ in 0..TIMES {
        let Some(last) = similar::relate(db, related, RELATED_AT_ONCE).await? else { break };
        let tx = db.write().await?;
        vocabulary::remember(&tx, "related", last).await?;
        tx.commit().await?;
        related = last;
    }
    Ok(())
}
