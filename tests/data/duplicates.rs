//! "Similar questions while asking" against the ground truth of duplicates: better than plain BM25, on both databases.

use std::collections::{HashMap, HashSet};

use entity::PostId;
use entraide::search;
use sea_orm::Value;

use crate::support::*;

struct Set {
    name: &'static str,
    /// Share of queries with a relevant document among the first five that plain BM25 reaches.
    floor: f64,
}

struct Doc {
    id: String,
    title: String,
    body: String,
    answers: Vec<String>,
}

/// Documents, queries by id, and which documents answer each.
type Measured = (Vec<Doc>, Vec<(String, String)>, HashMap<String, HashSet<String>>);

fn read(set: &str) -> Measured {
    let folder = crate::data("duplicates").join(set);
    let corpus = std::fs::read(folder.join("corpus.jsonl.zst")).expect("the corpus");
    let corpus = String::from_utf8(zstd::decode_all(corpus.as_slice()).expect("zstd")).expect("UTF-8");
    let text = |v: &serde_json::Value, k: &str| v[k].as_str().unwrap_or_default().to_owned();
    let docs = corpus
        .lines()
        .map(|l| {
            let v: serde_json::Value = serde_json::from_str(l).expect("JSON");
            let answers = v["answers"].as_array().into_iter().flatten().filter_map(|a| a.as_str()).map(str::to_owned).collect();
            Doc { id: text(&v, "id"), title: text(&v, "title"), body: text(&v, "body_html"), answers }
        })
        .collect();
    let lines = |name: &str| std::fs::read_to_string(folder.join(name)).expect("a table");
    let queries = lines("queries.tsv").lines().filter_map(|l| l.split_once('\t')).map(|(a, b)| (a.to_owned(), b.to_owned())).collect();
    let mut relevant: HashMap<String, HashSet<String>> = HashMap::new();
    for line in lines("qrels.tsv").lines() {
        let mut f = line.split('\t');
        if let (Some(q), Some(d)) = (f.next(), f.next()) {
            relevant.entry(q.to_owned()).or_default().insert(d.to_owned());
        }
    }
    (docs, queries, relevant)
}

/// Puts the documents in as questions with answers; gives source id by our id.
async fn fill(app: &TestApp, docs: &[Doc]) -> HashMap<i64, String> {
    let who = app.member("ada").await.id.0;
    let tx = app.db().write().await.expect("a transaction");
    let post = "INSERT INTO post (id, kind, question_id, author_id, source, source_format, html, renderer, lang, state, opening_score, score, did_not_work_count, did_not_work_weight, comment_count, revision, official, created_at)
        VALUES ($1, $2, $3, $4, '', 'html', $5, 1, 'en', 'visible', 0, 0, 0, 0, 0, 1, FALSE, 0)";
    let mut names = HashMap::new();
    let mut id = 0;
    for d in docs {
        id += 1;
        let question = id;
        names.insert(question, d.id.clone());
        db::run(&tx, post, values![question, "question", question, who, d.body.as_str()]).await.expect("a question");
        db::run(
            &tx,
            "INSERT INTO question (id, title, slug, excerpt, author_id, state, answer_count, peer_answer_count, accepted_count, verified_count, opening_me_too, me_too_count, score, views, live, created_at, activity_at)
             VALUES ($1, $2, 'x', '', $3, 'visible', $4, $4, 0, 0, 0, 0, 0, 0, FALSE, 0, 0)",
            values![question, d.title.as_str(), who, d.answers.len() as i64],
        )
        .await
        .expect("its thread");
        for a in &d.answers {
            id += 1;
            db::run(&tx, post, [Value::from(id), "answer".into(), question.into(), who.into(), a.as_str().into()]).await.expect("an answer");
        }
    }
    let ids: Vec<PostId> = names.keys().map(|id| PostId(*id)).collect();
    search::index_many(&tx, &ids).await.expect("indexed");
    tx.commit().await.expect("committed");
    search::count_words(app.db()).await.expect("counted");
    names
}

async fn measure(app: &TestApp, set: Set) {
    let (docs, queries, relevant) = read(set.name);
    let names = fill(app, &docs).await;
    let (mut hit1, mut hit5, mut asked) = (0.0, 0.0, 0.0);
    let started = std::time::Instant::now();
    for (id, text) in &queries {
        let Some(right) = relevant.get(id) else { continue };
        asked += 1.0;
        let found = search::similar(app.db().read(), text, "en", 6).await.expect("searched");
        let found: Vec<&String> = found.iter().map(|s| &names[&s.id.0]).filter(|n| *n != id).take(5).collect();
        hit1 += f64::from(u8::from(found.first().is_some_and(|f| right.contains(*f))));
        hit5 += f64::from(u8::from(found.iter().any(|f| right.contains(*f))));
    }
    let each = started.elapsed().as_secs_f64() * 1_000.0 / asked;
    println!("{:?} {}: hit@1 {:.3}, hit@5 {:.3} (floor {:.3}), {asked} queries, {each:.1} ms each", app.engine, set.name, hit1 / asked, hit5 / asked, set.floor);
    assert!(hit5 / asked > set.floor, "{}: hit@5 {:.3}", set.name, hit5 / asked);
}

both! {
    async fn askubuntu(app) {
        measure(app, Set { name: "askubuntu", floor: 0.535 }).await;
    }

    async fn stackfaq(app) {
        measure(app, Set { name: "stackfaq", floor: 0.908 }).await;
    }
}
