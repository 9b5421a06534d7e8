//! Writing documents. A question's document is written in the transaction that changes the question.

use std::collections::BTreeMap;

use entity::PostId;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult, Value};

use crate::db::{self, Db};
use crate::search::document::{self, Document};
use crate::search::engine;
use crate::values;

/// Documents read and written at once.
const BATCH: usize = 200;

/// Writes what is searched of a question as its rows are now; removes it if nobody may see the question. Call it last in
/// a transaction that changes a title, a text, tags, an author, a state, or whether a question is solved or answered.
pub async fn index_question(tx: &DatabaseTransaction, id: PostId) -> Result<(), DbErr> {
    index_many(tx, &[id]).await
}

/// The same for many, as after an import.
pub async fn index_many(tx: &DatabaseTransaction, ids: &[PostId]) -> Result<(), DbErr> {
    for batch in ids.chunks(BATCH) {
        let documents = document::read(tx, batch).await?;
        let gone: Vec<i64> = batch.iter().map(|id| id.0).filter(|id| documents.iter().all(|d| d.id != *id)).collect();
        remove(tx, &gone).await?;
        write(tx, &documents).await?;
    }
    Ok(())
}

async fn remove(tx: &DatabaseTransaction, ids: &[i64]) -> Result<(), DbErr> {
    for id in ids {
        engine::remove(tx, *id).await?;
        db::run(tx, "DELETE FROM search_document WHERE question_id = $1", values![*id]).await?;
        db::run(tx, "DELETE FROM search_related WHERE question_id = $1", values![*id]).await?;
    }
    Ok(())
}

async fn write(tx: &DatabaseTransaction, documents: &[Document]) -> Result<(), DbErr> {
    for chunk in documents.chunks(50) {
        engine::write(tx, chunk).await?;
        let rows: Vec<String> = (0..chunk.len()).map(|i| format!("({})", db::placeholders(i * 5 + 1, 5))).collect();
        let values = chunk.iter().flat_map(|d| -> [Value; 5] { [d.id.into(), d.text.as_str().into(), d.answer_id.into(), d.answer.as_str().into(), d.sentence.as_str().into()] });
        db::run(
            tx,
            &format!(
                "INSERT INTO search_document (question_id, text, answer_id, answer, sentence) VALUES {} ON CONFLICT (question_id) DO UPDATE
                 SET text = excluded.text, answer_id = excluded.answer_id, answer = excluded.answer, sentence = excluded.sentence",
                rows.join(", ")
            ),
            values,
        )
        .await?;
    }
    // New words only; how many documents hold each is counted by the job, so that writers never wait for a common word's row.
    let new: BTreeMap<&str, &str> = documents.iter().flat_map(|d| d.shown.iter().map(|(t, w)| (t.as_str(), w.as_str()))).collect();
    engine::add_terms(tx, &new).await
}

/// Writes every document again and counts every word.
pub async fn rebuild(db: &Db) -> Result<(), DbErr> {
    #[derive(FromQueryResult)]
    struct Id {
        id: i64,
    }
    let tx = db.write().await?;
    for table in ["search_document", "search_term", "search_spelling", "search_related", "search_state"] {
        db::run(&tx, &format!("DELETE FROM {table}"), []).await?;
    }
    engine::clear(&tx).await?;
    tx.commit().await?;
    let mut after = 0;
    loop {
        let ids: Vec<Id> = db::rows(db.read(), &format!("SELECT id FROM question WHERE id > $1 AND state = 'visible' ORDER BY id LIMIT {BATCH}"), values![after]).await?;
        let Some(last) = ids.last() else { break };
        after = last.id;
        let tx = db.write().await?;
        index_many(&tx, &ids.iter().map(|i| PostId(i.id)).collect::<Vec<_>>()).await?;
        tx.commit().await?;
    }
    super::vocabulary::count_words(db).await
}

/// What is wrong with the documents, in plain words; nothing when all is well.
pub async fn check(db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    let mut problems = Vec::new();
    for (what, text) in [
        ("visible questions have no search document", "SELECT COUNT(*) AS n FROM question q WHERE q.state = 'visible' AND NOT EXISTS (SELECT 1 FROM search_document d WHERE d.question_id = q.id)"),
        ("hidden questions have a search document", "SELECT COUNT(*) AS n FROM search_document d JOIN question q ON q.id = d.question_id WHERE q.state <> 'visible'"),
        ("search documents have no terms", "SELECT COUNT(*) AS n FROM search_document d WHERE NOT EXISTS (SELECT 1 FROM search_rank r WHERE r.question_id = d.question_id)"),
        ("terms are kept without a search document", "SELECT COUNT(*) AS n FROM search_rank r WHERE NOT EXISTS (SELECT 1 FROM search_document d WHERE d.question_id = r.question_id)"),
    ] {
        let n = db::count(db, text, []).await?;
        if n > 0 {
            problems.push(format!("{n} {what}"));
        }
    }
    problems.extend(engine::check(db).await?);
    Ok(problems)
}
