//! What is indexed of a question: its title, tags and body, and its visible answers, best first. A hidden question
//! has no document; hidden answers are not in one.

use std::collections::BTreeMap;

use entity::PostId;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Value};

use crate::db;
use crate::markdown;
use crate::search::words::{self, Stemming};
use crate::search::{facets, packed};

/// Answers of one thread that are searched: the best ones. The cost of a new answer must not grow with the thread.
const ANSWERS: usize = 30;
/// Words of one document beyond which a paste is not searched.
const WORDS: usize = 6_000;
/// Characters of a text kept for the excerpt under a result.
const KEPT: usize = 1_200;
const SENTENCE: usize = 160;

/// A question as it is searched.
#[derive(Debug)]
pub struct Document {
    pub id: i64,
    /// Term → (times in title or tags, times in the text).
    pub counts: BTreeMap<String, (u32, u32)>,
    /// Term → a word it came from.
    pub shown: BTreeMap<String, String>,
    pub facets: Vec<String>,
    pub packed: String,
    /// Beginning of the body, plain.
    pub text: String,
    pub answer_id: Option<i64>,
    /// Beginning of the best answer, plain.
    pub answer: String,
    /// Its first sentence.
    pub sentence: String,
}

#[derive(FromQueryResult)]
struct Question {
    id: i64,
    title: String,
    html: String,
    lang: String,
    solved_at: Option<i64>,
    peer_answer_count: i64,
    category_id: Option<i64>,
    author_id: i64,
    tags: Option<String>,
}

#[derive(FromQueryResult)]
struct Answer {
    id: i64,
    question_id: i64,
    html: String,
    lang: String,
}

/// Reads the documents of questions; those that nobody may see are left out.
pub async fn read(db: &impl ConnectionTrait, ids: &[PostId]) -> Result<Vec<Document>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let list = db::placeholders(1, ids.len());
    let values = || ids.iter().map(|id| Value::from(id.0));
    let questions: Vec<Question> = db::rows(
        db,
        &format!(
            "SELECT q.id, q.title, p.html, p.lang, q.solved_at, q.peer_answer_count, q.category_id, q.author_id,
                (SELECT string_agg(t.id || ' ' || t.name, '\n') FROM question_tag qt JOIN tag t ON t.id = qt.tag_id WHERE qt.question_id = q.id) AS tags
             FROM question q JOIN post p ON p.id = q.id WHERE q.id IN ({list}) AND q.state = 'visible'"
        ),
        values(),
    )
    .await?;
    let answers: Vec<Answer> = db::rows(
        db,
        &format!(
            "SELECT id, question_id, html, lang FROM (
                SELECT p.id, p.question_id, p.html, p.lang, ROW_NUMBER() OVER (PARTITION BY p.question_id ORDER BY
                    EXISTS (SELECT 1 FROM acceptance a WHERE a.post_id = p.id AND a.withdrawn_at IS NULL) DESC,
                    EXISTS (SELECT 1 FROM verification v WHERE v.post_id = p.id AND v.withdrawn_at IS NULL) DESC,
                    p.score DESC, p.id) AS place
                FROM post p WHERE p.question_id IN ({list}) AND p.kind = 'answer' AND p.state = 'visible') ranked
             WHERE place <= {ANSWERS} ORDER BY question_id, place"
        ),
        values(),
    )
    .await?;
    Ok(questions.iter().map(|q| document(q, answers.iter().filter(|a| a.question_id == q.id))).collect())
}

fn document<'a>(q: &Question, answers: impl Iterator<Item = &'a Answer>) -> Document {
    let mut counts: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    let mut shown: BTreeMap<String, String> = BTreeMap::new();
    let mut left = WORDS;
    let mut add = |text: &str, lang: &str, in_title: bool| {
        words::terms(text, Stemming::of(lang), |term, word| {
            if left == 0 {
                return;
            }
            left -= 1;
            let entry = counts.entry(term.to_owned()).or_insert_with(|| {
                shown.insert(term.to_owned(), word.to_owned());
                (0, 0)
            });
            if in_title { entry.0 += 1 } else { entry.1 += 1 }
        });
    };
    let tags: Vec<(i64, &str)> = q.tags.iter().flat_map(|t| t.lines()).filter_map(|t| t.split_once(' ')).filter_map(|(id, name)| Some((id.parse().ok()?, name))).collect();
    add(&q.title, &q.lang, true);
    for (_, name) in &tags {
        add(name, &q.lang, true);
    }
    let text = markdown::plain(&q.html);
    add(&text, &q.lang, false);
    let (mut answer, mut sentence, mut answer_id) = (String::new(), String::new(), None);
    for (place, a) in answers.enumerate() {
        let plain = markdown::plain(&a.html);
        add(&plain, &a.lang, false);
        if place == 0 {
            sentence = markdown::first_sentence(&plain, SENTENCE);
            answer = beginning(&plain);
            answer_id = Some(a.id);
        }
    }
    let solved = q.solved_at.is_some();
    let facets = facets::of(q.author_id, q.category_id, tags.iter().map(|(id, _)| *id), solved, q.peer_answer_count == 0);
    Document { id: q.id, packed: packed::pack(solved, &counts), counts, shown, facets, text: beginning(&text), answer_id, answer, sentence }
}

fn beginning(text: &str) -> String {
    let end = text.char_indices().nth(KEPT).map_or(text.len(), |(i, _)| i);
    text[..end].to_owned()
}
