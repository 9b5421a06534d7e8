//! Questions like one that is being asked, with the sentence of their answer; and like one that was asked.

use entity::PostId;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Value};

use crate::db::{self, Db};
use crate::search::find::alike;
use crate::search::marks::Marked;
use crate::values;

/// What a similar question must share of the typed words' weight.
const LEAST_COVERED: f32 = 0.25;
/// Related questions kept for each question.
const RELATED: usize = 5;

/// A question like the one being asked.
#[derive(Clone, Debug)]
pub struct Similar {
    pub id: PostId,
    pub slug: String,
    /// The asker's own words are marked.
    pub title: Marked,
    pub solved: bool,
    /// People whom its best answer helped.
    pub helped: i64,
    pub answer_id: Option<PostId>,
    /// First sentence of its best answer; empty without one.
    pub answer_sentence: String,
    pub answers: i64,
    pub lang: String,
}

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    slug: String,
    title: String,
    solved: bool,
    answers: i64,
    helped: Option<i64>,
    answer_id: Option<i64>,
    sentence: String,
    lang: String,
}

/// Questions similar to a title being typed: solved ones first, those in the asker's language before others.
pub async fn similar(db: &impl ConnectionTrait, text: &str, lang: &str, limit: usize) -> Result<Vec<Similar>, DbErr> {
    let (ranked, marker) = alike(db, text, None, true).await?;
    let best: Vec<i64> = ranked.iter().filter(|r| r.covered >= LEAST_COVERED).take(limit * 2).map(|r| r.id).collect();
    if best.is_empty() {
        return Ok(Vec::new());
    }
    let mut rows: Vec<Row> = db::rows(
        db,
        &format!(
            "SELECT q.id, q.slug, q.title, (q.solved_at IS NOT NULL) AS solved, q.answer_count AS answers, a.score AS helped, a.id AS answer_id, d.sentence, p.lang
             FROM question q JOIN post p ON p.id = q.id JOIN search_document d ON d.question_id = q.id LEFT JOIN post a ON a.id = d.answer_id AND a.state = 'visible'
             WHERE q.id IN ({}) AND q.state = 'visible'",
            db::placeholders(1, best.len())
        ),
        best.iter().map(|id| Value::from(*id)),
    )
    .await?;
    let place = |id: i64| best.iter().position(|b| *b == id);
    rows.sort_by_key(|r| place(r.id));
    rows.truncate(limit);
    rows.sort_by_key(|r| (!r.solved, r.lang != lang, place(r.id)));
    Ok(rows
        .into_iter()
        .map(|r| Similar {
            id: PostId(r.id),
            slug: r.slug,
            title: marker.mark(&r.title),
            solved: r.solved,
            helped: r.helped.unwrap_or(0).max(0),
            answer_sentence: if r.answer_id.is_some() { r.sentence } else { String::new() },
            answer_id: r.answer_id.map(PostId),
            answers: r.answers,
            lang: r.lang,
        })
        .collect())
}

/// A question beside another.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Related {
    pub id: PostId,
    pub slug: String,
    pub title: String,
    pub solved: bool,
    pub answers: i64,
}

/// Questions related to this one, worked out beforehand by the search job: one statement.
pub async fn related(db: &impl ConnectionTrait, question: PostId, limit: usize) -> Result<Vec<Related>, DbErr> {
    db::rows(
        db,
        &format!(
            "SELECT q.id, q.slug, q.title, (q.solved_at IS NOT NULL) AS solved, q.answer_count AS answers FROM search_related r JOIN question q ON q.id = r.related_id
             WHERE r.question_id = $1 AND q.state = 'visible' ORDER BY r.position LIMIT {limit}"
        ),
        values![question.0],
    )
    .await
}

/// Works out what is related to the next `many` questions after `after`; gives the last one, or none at the end.
pub async fn relate(db: &Db, after: i64, many: usize) -> Result<Option<i64>, DbErr> {
    #[derive(FromQueryResult)]
    struct Title {
        id: i64,
        title: String,
    }
    let next: Vec<Title> = db::rows(db.read(), &format!("SELECT id, title FROM question WHERE id > $1 AND state = 'visible' ORDER BY id LIMIT {many}"), values![after]).await?;
    let mut found = Vec::new();
    for q in &next {
        let (ranked, _) = alike(db.read(), &q.title, Some(q.id), false).await?;
        found.push((q.id, ranked.into_iter().filter(|r| r.covered >= LEAST_COVERED).take(RELATED).map(|r| r.id).collect::<Vec<_>>()));
    }
    if !found.is_empty() {
        let tx = db.write().await?;
        for (id, others) in &found {
            db::run(&tx, "DELETE FROM search_related WHERE question_id = $1", values![*id]).await?;
            for (position, other) in others.iter().enumerate() {
                db::run(&tx, "INSERT INTO search_related (question_id, position, related_id) SELECT q.id, $2, o.id FROM question q, question o WHERE q.id = $1 AND o.id = $3", values![*id, position as i64, *other]).await?;
            }
        }
        tx.commit().await?;
    }
    Ok(next.last().map(|q| q.id))
}
