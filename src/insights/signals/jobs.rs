//! Looks for rises every few minutes: what was said in the last hours, what was asked in the last day.

use entity::{PostId, SignalId};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::queries::{self, Text};
use super::rising::{self, DAYS_BEFORE, LATELY, WITHIN, Words};
use crate::app::App;
use crate::clock::{DAY, MINUTE, Millis};
use crate::error::Result;
use crate::search::{Stemming, terms};
use crate::{db, deadlines, values};

/// How often it looks.
pub const EVERY: Millis = 10 * MINUTE;
/// A signal that nothing added to for so long is over.
const OVER: Millis = DAY;

/// A rise that was seen now.
struct Seen {
    word: String,
    questions: Vec<i64>,
    mean_permille: i64,
}

pub async fn tick(app: &App, now: Millis) -> anyhow::Result<()> {
    let db = app.db.read();
    let mut seen = Vec::new();
    let mut said: std::collections::BTreeMap<i64, Vec<Millis>> = std::collections::BTreeMap::new();
    for m in queries::me_too(db, now - WITHIN - EVERY).await? {
        said.entry(m.post_id.0).or_default().push(m.at);
    }
    let bursts = said.into_iter().filter(|(_, at)| rising::many(at, now - WITHIN - EVERY));
    seen.extend(bursts.map(|(id, _)| Seen { word: String::new(), questions: vec![id], mean_permille: 0 }));
    let lately = queries::texts(db, now - LATELY, now + 1).await?;
    if lately.len() >= rising::QUESTIONS {
        let before = queries::texts(db, now - LATELY - i64::try_from(DAYS_BEFORE)? * DAY, now - LATELY).await?;
        let found = tokio::task::spawn_blocking(move || {
            let lately: Vec<(i64, Words)> = lately.iter().map(|t| (t.id, words(t))).collect();
            let before: Vec<Words> = before.iter().map(words).collect();
            rising::words(&lately, &before)
        })
        .await?;
        seen.extend(found.into_iter().map(|r| Seen { word: r.word, questions: r.questions, mean_permille: r.mean_permille }));
    }
    for rise in &seen {
        let tx = app.db.write().await?;
        keep(&tx, rise, now).await?;
        tx.commit().await?;
    }
    let quiet: Vec<SignalId> = queries::open(db).await?.into_iter().filter(|s| s.seen_at < now - OVER).map(|s| s.id).collect();
    for id in quiet {
        let tx = app.db.write().await?;
        end(&tx, id, now).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Stems of its title and first words.
fn words(t: &Text) -> Words {
    let mut out = Words::new();
    for text in [&t.title, &t.excerpt] {
        terms(text, Stemming::of(&t.lang), |term, _| {
            out.insert(term.to_owned());
        });
    }
    out
}

/// Writes a rise down, or what it grew by; its threads are looked at anew.
async fn keep(tx: &DatabaseTransaction, rise: &Seen, now: Millis) -> Result<()> {
    #[derive(FromQueryResult)]
    struct Made {
        id: SignalId,
    }
    let one = rise.word.is_empty().then(|| PostId(rise.questions.first().copied().unwrap_or_default()));
    let id = match queries::open_of(tx, &rise.word, one).await? {
        Some(id) => {
            db::run(tx, "UPDATE weak_signal SET seen_at = $2 WHERE id = $1", values![id.0, now]).await?;
            id
        }
        None => {
            let text = "INSERT INTO weak_signal (word, mean_permille, began_at, seen_at) VALUES ($1, $2, $3, $3) RETURNING id";
            let made: Option<Made> = db::row(tx, text, values![rise.word.as_str(), rise.mean_permille, now]).await?;
            made.ok_or_else(|| anyhow::anyhow!("a signal was not stored"))?.id
        }
    };
    for question in &rise.questions {
        let text = "INSERT INTO weak_signal_thread (signal_id, question_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        if db::run(tx, text, values![id.0, *question]).await? > 0 {
            deadlines::mark(tx, PostId(*question)).await?;
        }
    }
    Ok(())
}

/// It is over; `false` if it was already.
pub async fn end(tx: &DatabaseTransaction, id: SignalId, now: Millis) -> Result<bool> {
    if db::run(tx, "UPDATE weak_signal SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL", values![id.0, now]).await? == 0 {
        return Ok(false);
    }
    for line in queries::threads(tx, &[id]).await? {
        deadlines::mark(tx, line.id).await?;
    }
    Ok(true)
}
