//! Threads put straight into the tables, for tests that need something to look at.

use entity::{AccountId, PostId};
use entraide::{db, values};
use sea_orm::FromQueryResult;

use super::app::TestApp;

/// A question and its answers.
#[derive(Clone, Debug)]
pub struct Thread {
    pub id: PostId,
    pub slug: String,
    pub answers: Vec<PostId>,
}

impl Thread {
    /// Files it for the search, as publishing it would have.
    pub async fn index(&self, app: &TestApp) {
        let tx = app.db().write().await.expect("a transaction");
        entraide::search::index_question(&tx, self.id).await.expect("indexed");
        tx.commit().await.expect("committed");
    }
}

#[derive(FromQueryResult)]
struct New {
    id: i64,
}

/// A visible question by `asker` with answers by `answerers`, one minute apart, ending now.
pub async fn seed(app: &TestApp, title: &str, asker: AccountId, answerers: &[AccountId]) -> Thread {
    let tx = app.db().write().await.expect("a transaction");
    let start = app.now() - 60_000 * (answerers.len() as i64 + 1);
    let slug = title.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join("-");
    let insert = "INSERT INTO post (kind, question_id, author_id, source, source_format, html, renderer, lang, state, opening_score, score, did_not_work_count, did_not_work_weight, comment_count, revision, official, created_at)
         VALUES ($1, $2, $3, $4, 'markdown', $5, 1, 'en', 'visible', 0, 0, 0, 0, 0, 1, FALSE, $6) RETURNING id";
    let body = format!("About: {title}. It began yesterday evening.");
    let new: Option<New> = db::row(&tx, insert, values!["question", None::<i64>, asker.0, body.clone(), format!("<p>{body}</p>"), start]).await.expect("a question");
    let id = new.expect("its id").id;
    db::run(&tx, "UPDATE post SET question_id = id WHERE id = $1", values![id]).await.expect("it names itself");
    let others = answerers.iter().filter(|a| **a != asker).count() as i64;
    db::run(
        &tx,
        "INSERT INTO question (id, title, slug, excerpt, author_id, state, answer_count, peer_answer_count, accepted_count, verified_count, opening_me_too, me_too_count, score, views, live, created_at, activity_at)
         VALUES ($1, $2, $3, $4, $5, 'visible', $6, $7, 0, 0, 0, 0, 0, 0, TRUE, $8, $9)",
        values![id, title, slug.clone(), body, asker.0, answerers.len() as i64, others, start, app.now() - 60_000],
    )
    .await
    .expect("its thread");
    let mut answers = Vec::new();
    for (n, who) in answerers.iter().enumerate() {
        let text = format!("Answer {} to “{title}”: unplug it for ten seconds.", n + 1);
        let row = values!["answer", Some(id), who.0, text.clone(), format!("<p>{text}</p>"), start + 60_000 * (n as i64 + 1)];
        let new: Option<New> = db::row(&tx, insert, row).await.expect("an answer");
        answers.push(PostId(new.expect("its id").id));
    }
    tx.commit().await.expect("committed");
    entraide::deadlines::settle_all(app.db(), &[PostId(id)], app.now()).await.expect("settled");
    Thread { id: PostId(id), slug, answers }
}
