//! Taking words out of everything they went to. Found by exact text in sources; what is shown is rendered again from
//! the source without them.
//!
//! Rendering is slow and happens before the transaction: [`plan`] reads and renders, [`carry_out`] checks inside the
//! transaction that no text has changed since, and says so if one has, so that the caller plans again.

use entity::{PostId, SourceFormat};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult};

use crate::error::Result;
use crate::questions::publish::EXCERPT;
use crate::rules::fold;
use crate::web::paths;
use crate::{db, markdown, search, values};

/// What stands where the words were.
pub const MARK: &str = "[…]";
/// Shorter words would be found everywhere.
pub const AT_LEAST: usize = 3;

const OF_POSTS: &str = "post_id IN (SELECT id FROM post WHERE question_id = $1)";

const OF_ESCALATIONS: &str = "escalation_id IN (SELECT id FROM escalation WHERE question_id = $1)";

const OF_DECISIONS: &str = "(decision_id IN (SELECT id FROM moderation_decision WHERE question_id = $1) OR notice_id IN (SELECT id FROM content_notice WHERE question_id = $1))";

/// Texts whose words go out as they are, and which of them are the thread's.
const PLAIN: &[(&str, &str, &str)] = &[
    ("revision", "source", OF_POSTS),
    ("revision", "title", OF_POSTS),
    ("revision", "reason", OF_POSTS),
    ("suggested_edit", "source", OF_POSTS),
    ("suggested_edit", "title", OF_POSTS),
    ("suggested_edit", "reason", OF_POSTS),
    ("suggested_edit", "decision_reason", OF_POSTS),
    ("flag", "details", OF_POSTS),
    ("did_not_work", "details", OF_POSTS),
    ("deflection", "searched", "question_id = $1"),
    ("question", "solved_elsewhere_note", "id = $1"),
    ("post", "state_reason", "question_id = $1"),
    ("escalation", "reason", "question_id = $1"),
    ("escalation", "details", "question_id = $1"),
    ("escalation", "outcome_line", "question_id = $1"),
    ("escalation_wish", "details", "question_id = $1"),
    ("escalation_event", "note", OF_ESCALATIONS),
    ("promise", "words", "question_id = $1"),
    ("details_request", "words", "question_id = $1"),
    ("follow_up", "details", "question_id = $1"),
    ("task", "note", "question_id = $1"),
    ("gesture", "words", "question_id = $1"),
    ("gesture", "reason", "question_id = $1"),
    ("gesture", "note", "question_id = $1"),
    ("moderation_decision", "fact", "question_id = $1"),
    ("moderation_note", "body", "item_id IN (SELECT id FROM moderation_item WHERE question_id = $1)"),
    ("decision_appeal", "words", OF_DECISIONS),
    ("decision_appeal", "answer", OF_DECISIONS),
    ("content_notice", "url", "question_id = $1"),
    ("content_notice", "explanation", "question_id = $1"),
    ("content_notice", "answer", "question_id = $1"),
];

/// Texts inside JSON, where words look otherwise.
const JSON: [(&str, &str, &str); 1] = [("escalation_event", "data", OF_ESCALATIONS)];

/// Texts that are shown rendered.
const RENDERED: [&str; 4] = ["post", "comment", "staff_note", "private_message"];

/// Drafts that may have carried the words on: answers to the thread, and whatever those who wrote in it are writing.
const DRAFTS: &str = "(question_id = $1 OR account_id IN (SELECT author_id FROM post WHERE question_id = $1))";

#[derive(FromQueryResult)]
struct Text {
    id: i64,
    source: String,
    source_format: SourceFormat,
}

/// A rendered text with the words taken out.
struct Clean {
    table: &'static str,
    id: i64,
    before: String,
    source: String,
    html: String,
    excerpt: String,
}

/// What a redaction will do.
pub struct Plan {
    pub question: PostId,
    /// The longest first: what is part of something longer goes with it.
    words: Vec<String>,
    texts: Vec<Clean>,
    /// Rows that hold the words.
    pub places: i64,
}

/// Finds the words in a thread and beyond, and renders what will be shown instead.
pub async fn plan(db: &impl ConnectionTrait, question: PostId, words: &str) -> Result<Plan> {
    plan_all(db, question, vec![words.to_owned()]).await
}

/// The same for several words, taken out together.
pub async fn plan_all(db: &impl ConnectionTrait, question: PostId, mut words: Vec<String>) -> Result<Plan> {
    words.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    words.dedup();
    let mut texts = Vec::new();
    for table in RENDERED {
        // what the team writes to itself and in private was never brought from elsewhere
        let format = if matches!(table, "post" | "comment") { "source_format" } else { "'markdown' AS source_format" };
        let text = format!("SELECT id, source, {format} FROM {table} WHERE question_id = $1");
        let rows: Vec<Text> = db::rows(db, &text, values![question.0]).await?;
        texts.extend(rows.into_iter().filter(|r| words.iter().any(|w| r.source.contains(w.as_str()))).map(|r| (table, r)));
    }
    let mut places = i64::try_from(texts.len()).unwrap_or(i64::MAX);
    let owned = words.clone();
    let texts = tokio::task::spawn_blocking(move || texts.into_iter().map(|(table, row)| clean(table, row, &owned)).collect()).await.map_err(anyhow::Error::new)?;
    for w in &words {
        places += places_of(db, question, w).await?;
    }
    Ok(Plan { question, words, texts, places })
}

/// Rows beside posts and comments that hold the words.
async fn places_of(db: &impl ConnectionTrait, question: PostId, words: &str) -> Result<i64> {
    let mut places = 0;
    for &(table, column, belongs) in PLAIN {
        let text = format!("SELECT COUNT(*) AS n FROM {table} WHERE {belongs} AND {}", holds(db, column, "$2"));
        places += db::count(db, &text, values![question.0, words]).await?;
    }
    places += db::count(db, &format!("SELECT COUNT(*) AS n FROM draft WHERE {DRAFTS} AND {}", holds(db, "payload", "$2")), values![question.0, in_json(words)]).await?;
    for (table, column, belongs) in JSON {
        let text = format!("SELECT COUNT(*) AS n FROM {table} WHERE {belongs} AND {}", holds(db, column, "$2"));
        places += db::count(db, &text, values![question.0, in_json(words)]).await?;
    }
    for words in in_mails(words) {
        let mails = format!("SELECT COUNT(*) AS n FROM mail WHERE {} AND ({} OR {} OR {})", of_mails(db), holds(db, "subject", "$3"), holds(db, "text", "$3"), holds(db, "html", "$3"));
        places += db::count(db, &mails, values![question.0, paths::QuestionShort { id: question }.to_string(), words]).await?;
    }
    places += db::count(db, &format!("SELECT COUNT(*) AS n FROM question WHERE id = $1 AND ({} OR {})", holds(db, "title", "$2"), holds(db, "close_reason", "$2")), values![question.0, words]).await?;
    Ok(places)
}

/// Does a column contain the words, letter by letter? (`LIKE` folds letters on one database and not on the other.)
fn holds(db: &impl ConnectionTrait, column: &str, words: &str) -> String {
    db::contains(db, column, words)
}

/// Mails on their way that tell of the thread `$1`, whose address is `$2`: by a link to it, or of a decision about it.
fn of_mails(db: &impl ConnectionTrait) -> String {
    format!(
        "sent_at IS NULL AND ({} OR (kind = 'moderation' AND account_id IN (SELECT member_id FROM moderation_decision WHERE question_id = $1))
            OR (kind = 'notice' AND to_email IN (SELECT email FROM content_notice WHERE question_id = $1)))",
        holds(db, "text", "$2")
    )
}

/// As the words stand in a mail: as they are, made harmless, and either in HTML.
fn in_mails(words: &str) -> Vec<String> {
    let harmless = crate::mail::inert_text(words);
    let mut forms = vec![words.to_owned(), harmless];
    forms.extend(forms.clone().into_iter().map(|f| maud::html! { (f) }.into_string()));
    forms.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    forms.dedup();
    forms
}

/// As the words stand inside a text of JSON.
fn in_json(words: &str) -> String {
    let quoted = serde_json::Value::from(words).to_string();
    quoted.get(1..quoted.len() - 1).unwrap_or_default().to_owned()
}

fn clean(table: &'static str, row: Text, words: &[String]) -> Clean {
    let source = words.iter().fold(row.source.clone(), |text, w| text.replace(w.as_str(), MARK));
    let html = match row.source_format {
        SourceFormat::Markdown => markdown::render(&source).html,
        SourceFormat::Html => markdown::render_html(&source).html,
    };
    let excerpt = markdown::excerpt(&markdown::plain(&html), EXCERPT);
    Clean { table, id: row.id, before: row.source, source, html, excerpt }
}

/// Does it. `false`: a text changed meanwhile, nothing was done, plan again.
pub async fn carry_out(tx: &DatabaseTransaction, plan: &Plan) -> Result<bool> {
    for t in &plan.texts {
        let text = format!("UPDATE {} SET source = $2, html = $3 WHERE id = $1 AND source = $4", t.table);
        if db::run(tx, &text, values![t.id, t.source.as_str(), t.html.as_str(), t.before.as_str()]).await? == 0 {
            return Ok(false);
        }
        if t.table == "post" {
            db::run(tx, "UPDATE question SET excerpt = $2 WHERE id = $1", values![t.id, t.excerpt.as_str()]).await?;
        }
    }
    for words in &plan.words {
        if !carry_out_one(tx, plan.question, words).await? {
            return Ok(false);
        }
    }
    // a mail that holds whole posts, not sent yet, holds what they said before
    db::run(
        tx,
        "UPDATE mail SET subject = '', text = '', html = '', next_attempt_at = NULL, last_error = 'withdrawn'
         WHERE sent_at IS NULL AND id IN (SELECT t.mail_id FROM mail_about t JOIN post p ON p.id = t.post_id WHERE p.question_id = $1)",
        values![plan.question.0],
    )
    .await?;
    search::index_question(tx, plan.question).await?;
    for words in &plan.words {
        search::forget(tx, words).await?;
    }
    Ok(true)
}

/// The rest, for one of the words. `false`: a text holds them still.
async fn carry_out_one(tx: &DatabaseTransaction, id: PostId, words: &str) -> Result<bool> {
    let question = id.0;
    for table in RENDERED {
        let late = format!("SELECT COUNT(*) AS n FROM {table} WHERE question_id = $1 AND {}", holds(tx, "source", "$2"));
        if db::count(tx, &late, values![question, words]).await? > 0 {
            return Ok(false);
        }
    }
    for &(table, column, belongs) in PLAIN {
        db::run(tx, &format!("UPDATE {table} SET {column} = REPLACE({column}, $2, $3) WHERE {belongs}"), values![question, words, MARK]).await?;
    }
    for (table, column, belongs) in JSON {
        db::run(tx, &format!("UPDATE {table} SET {column} = REPLACE({column}, $2, $3) WHERE {belongs}"), values![question, in_json(words), MARK]).await?;
    }
    db::run(tx, &format!("UPDATE draft SET payload = REPLACE(payload, $2, $3) WHERE {DRAFTS}"), values![question, in_json(words), MARK]).await?;
    for words in in_mails(words) {
        let mails = format!("UPDATE mail SET subject = REPLACE(subject, $3, $4), text = REPLACE(text, $3, $4), html = REPLACE(html, $3, $4) WHERE {}", of_mails(tx));
        db::run(tx, &mails, values![question, paths::QuestionShort { id }.to_string(), words, MARK]).await?;
    }
    for words in in_mails(words) {
        db::run(tx, &format!("UPDATE notification SET words = REPLACE(words, $1, $2) WHERE {}", holds(tx, "words", "$1")), values![words, MARK]).await?;
    }
    title(tx, id, words).await?;
    Ok(true)
}

/// The title, and the address made from it.
async fn title(tx: &DatabaseTransaction, question: PostId, words: &str) -> Result<(), DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        title: String,
        slug: String,
    }
    db::run(tx, "UPDATE question SET close_reason = REPLACE(close_reason, $2, $3) WHERE id = $1", values![question.0, words, MARK]).await?;
    let row: Option<Row> = db::row(tx, "SELECT title, slug FROM question WHERE id = $1", values![question.0]).await?;
    let Some(row) = row.filter(|r| r.title.contains(words)) else { return Ok(()) };
    let clean = row.title.replace(words, MARK);
    let slug = fold::slug(&clean);
    db::run(tx, "UPDATE question SET title = $2, slug = $3 WHERE id = $1", values![question.0, clean.as_str(), slug.as_str()]).await?;
    // where forms led to
    let (old, new) = (paths::Question { id: question, slug: &row.slug }.to_string(), paths::Question { id: question, slug: &slug }.to_string());
    db::run(tx, &format!("UPDATE form_key SET location = REPLACE(location, $1, $2) WHERE {}", holds(tx, "location", "$1")), values![old, new]).await?;
    Ok(())
}
