//! What people were told is saved, and whether it is: each once, as it was, and nothing that they took back.

use std::collections::HashMap;
use std::sync::Mutex;

use entraide::db::{self, Db};
use sea_orm::{FromQueryResult, Value};

use crate::report::Line;

#[derive(Clone, Copy, Debug)]
pub struct Question {
    pub id: i64,
    /// The number of the one who asked, in the crowd.
    pub asker: usize,
}

#[derive(Clone, Copy, Debug)]
pub struct Reply {
    pub id: i64,
    pub question: Question,
    pub author: usize,
}

#[derive(Default)]
pub struct Saved {
    pub questions: Vec<Question>,
    pub answers: Vec<Reply>,
    /// Words that stand in one place alone.
    posts: Vec<String>,
    comments: Vec<String>,
    revisions: Vec<String>,
    promises: Vec<String>,
    /// What a post says since its last edit.
    latest: HashMap<i64, String>,
    /// Whose fact about which post stands.
    votes: HashMap<(i64, i64), bool>,
    acceptances: HashMap<(i64, i64), bool>,
    /// Thread → who has it.
    claims: HashMap<i64, i64>,
    acknowledged: usize,
    retried: usize,
}

/// Shared by everyone who writes.
#[derive(Default)]
pub struct Journal(Mutex<Saved>);

impl Journal {
    fn held(&self) -> std::sync::MutexGuard<'_, Saved> {
        self.0.lock().expect("nobody panics with it")
    }

    pub fn acknowledged(&self) -> usize {
        self.held().acknowledged
    }

    pub fn retried(&self) -> usize {
        self.held().retried
    }

    pub fn again(&self) {
        self.held().retried += 1;
    }

    pub fn asked(&self, question: Question, word: String) {
        let mut j = self.held();
        j.questions.push(question);
        j.posts.push(word);
        j.acknowledged += 1;
    }

    /// `reply`: none where nobody needs to find it again.
    pub fn answered(&self, reply: Option<Reply>, word: String) {
        let mut j = self.held();
        j.answers.extend(reply);
        j.posts.push(word);
        j.acknowledged += 1;
    }

    pub fn commented(&self, word: String) {
        let mut j = self.held();
        j.comments.push(word);
        j.acknowledged += 1;
    }

    pub fn edited(&self, post: i64, word: String) {
        let mut j = self.held();
        j.revisions.push(word.clone());
        j.latest.insert(post, word);
        j.acknowledged += 1;
    }

    pub fn voted(&self, who: i64, post: i64, up: bool) {
        let mut j = self.held();
        j.votes.insert((who, post), up);
        j.acknowledged += 1;
    }

    pub fn accepted(&self, who: i64, post: i64, stands: bool) {
        let mut j = self.held();
        j.acceptances.insert((who, post), stands);
        j.acknowledged += 1;
    }

    pub fn claimed(&self, thread: i64, who: i64) {
        let mut j = self.held();
        j.claims.insert(thread, who);
        j.acknowledged += 1;
    }

    pub fn promised(&self, word: String) {
        let mut j = self.held();
        j.promises.push(word);
        j.acknowledged += 1;
    }

    /// The words of all posts so far.
    pub fn words(&self) -> Vec<String> {
        self.held().posts.clone()
    }

    /// Are these there, each once? What came later may be missing; nothing is there twice.
    pub async fn holds(&self, db: &Db, words: &[String], line: &mut Line) -> anyhow::Result<()> {
        let found = texts(db, "SELECT source AS text FROM post").await?;
        for word in words.iter().filter(|w| !found.contains_key(*w)) {
            line.wrong(format_args!("lost: post {word}"));
        }
        for (word, n) in found.iter().filter(|(_, n)| **n > 1) {
            line.wrong(format_args!("{n} posts say {word}"));
        }
        Ok(())
    }

    /// Something of what is there.
    pub fn look<T>(&self, look: impl FnOnce(&Saved) -> T) -> T {
        look(&self.held())
    }

    /// Compares all of it with the database.
    pub async fn compare(&self, db: &Db, line: &mut Line) -> anyhow::Result<()> {
        let posts = texts(db, "SELECT source AS text FROM post").await?;
        let revisions = texts(db, "SELECT source AS text FROM revision").await?;
        let comments = texts(db, "SELECT source AS text FROM comment").await?;
        let promises = texts(db, "SELECT words AS text FROM promise").await?;
        let latest = pairs(db, "SELECT id AS a, CAST(0 AS BIGINT) AS b, source AS text FROM post", []).await?;
        let votes = standing(db, "vote").await?;
        let acceptances = standing(db, "acceptance").await?;
        let claims = pairs(db, "SELECT e.question_id AS a, COUNT(*) AS b, CAST(MAX(v.actor_id) AS TEXT) AS text FROM escalation e JOIN escalation_event v ON v.escalation_id = e.id WHERE v.kind = 'claimed' GROUP BY e.question_id", []).await?;
        let j = self.held();
        let mut once = |what: &str, words: &[String], found: &HashMap<String, usize>| {
            for word in words {
                match found.get(word).copied().unwrap_or_default() {
                    1 => {}
                    0 => line.wrong(format_args!("lost: {what} {word}")),
                    n => line.wrong(format_args!("{n} times: {what} {word}")),
                }
            }
        };
        // a first version stands in the post until it is edited, and in its revisions from then on
        let mut written = posts.clone();
        for (word, n) in &revisions {
            if !written.contains_key(word) {
                written.insert(word.clone(), *n);
            }
        }
        once("post", &j.posts, &written);
        once("comment", &j.comments, &comments);
        once("edit", &j.revisions, &revisions);
        once("promise", &j.promises, &promises);
        for n in posts.iter().filter(|(w, n)| **n > 1 && w.starts_with(MARK)) {
            line.wrong(format_args!("{} posts say {}", n.1, n.0));
        }
        for (post, word) in &j.latest {
            if !latest.iter().any(|p| p.a == *post && p.text.contains(word)) {
                line.wrong(format_args!("post {post} does not say {word}"));
            }
        }
        let mut facts = |what: &str, hoped: &HashMap<(i64, i64), bool>, found: &HashMap<(i64, i64), i64>| {
            for ((who, post), stands) in hoped {
                let n = found.get(&(*who, *post)).copied().unwrap_or_default();
                if n != i64::from(*stands) {
                    line.wrong(format_args!("{what} of {who} for post {post}: {n} stand, {} was acknowledged", i64::from(*stands)));
                }
            }
        };
        facts("vote", &j.votes, &votes);
        facts("acceptance", &j.acceptances, &acceptances);
        for (thread, owner) in &j.claims {
            let found = claims.iter().find(|c| c.a == *thread);
            if found.is_none_or(|c| c.b != 1 || c.text != owner.to_string()) {
                line.wrong(format_args!("thread {thread} was claimed {} times by {}, once by {owner} was acknowledged", found.map_or(0, |c| c.b), found.map_or("nobody", |c| c.text.as_str())));
            }
        }
        Ok(())
    }
}

/// Begins every word that stands in one place alone.
const MARK: &str = "zq";

/// A word of letters alone, so that nothing takes it for a number of somebody's.
pub fn word(writer: usize, n: usize) -> String {
    let letters = |n: usize| n.to_string().bytes().map(|b| char::from(b - b'0' + b'a')).collect::<String>();
    format!("{MARK}{}w{}", letters(writer), letters(n))
}

#[derive(FromQueryResult)]
struct Text {
    text: String,
}

/// How often each marked word occurs in these texts.
async fn texts(db: &Db, text: &str) -> anyhow::Result<HashMap<String, usize>> {
    let mut found = HashMap::new();
    for row in db::rows::<Text>(db.read(), text, []).await? {
        for word in row.text.split(|c: char| !c.is_ascii_lowercase()).filter(|w| w.starts_with(MARK)) {
            *found.entry(word.to_owned()).or_default() += 1;
        }
    }
    Ok(found)
}

#[derive(FromQueryResult)]
struct Pair {
    a: i64,
    b: i64,
    text: String,
}

async fn pairs(db: &Db, text: &str, values: impl IntoIterator<Item = Value>) -> anyhow::Result<Vec<Pair>> {
    Ok(db::rows(db.read(), text, values).await?)
}

async fn standing(db: &Db, table: &str) -> anyhow::Result<HashMap<(i64, i64), i64>> {
    let text = format!("SELECT actor_id AS a, post_id AS b, CAST(COUNT(*) AS TEXT) AS text FROM {table} WHERE withdrawn_at IS NULL GROUP BY actor_id, post_id");
    Ok(pairs(db, &text, []).await?.into_iter().map(|p| ((p.a, p.b), p.text.parse().unwrap_or_default())).collect())
}
