//! Questions and answers of a batch, written in one transaction with everything that counts them: a run that is
//! interrupted leaves whole batches and true counters.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use sea_orm::{DatabaseTransaction, DbErr, FromQueryResult, Value};

use super::bulk;
use super::counters;
use super::store::{Kind, Origin, Store, patiently};
use crate::clock::Millis;
use crate::db;
use crate::screening::hosts;
use crate::{markdown, values};

/// Tags a question shows; further ones are kept.
const TAGS_SHOWN: usize = 5;

/// A post ready to be written.
#[derive(Clone, Debug)]
pub struct NewPost {
    pub origin: Origin,
    /// Key of its author at the source.
    pub author: String,
    /// Sanitised; kept as the source too.
    pub html: String,
    pub lang: String,
    /// The public reason for which it was removed at the source.
    pub removed: Option<&'static str>,
    pub opening_score: i64,
    pub created_at: Millis,
    /// When it was last edited, and the key of who did.
    pub edited: Option<(Millis, String)>,
}

#[derive(Clone, Debug)]
pub struct NewQuestion {
    pub post: NewPost,
    pub title: String,
    pub slug: String,
    pub excerpt: String,
    /// Slug of a category that is in `Store::categories`.
    pub category: Option<String>,
    pub tags: Vec<String>,
    pub opening_me_too: i64,
    pub views: i64,
    pub closed: Option<(Millis, String)>,
}

#[derive(Clone, Debug)]
pub struct NewAnswer {
    pub post: NewPost,
    /// Our id.
    pub question: i64,
}

#[derive(FromQueryResult)]
struct Tag {
    id: i64,
    name: String,
}

impl Store<'_> {
    /// Writes new questions. Authors and categories must be there.
    pub async fn questions(&mut self, batch: &[NewQuestion]) -> anyhow::Result<()> {
        if batch.is_empty() {
            return Ok(());
        }
        if self.dry {
            for q in batch {
                let id = self.fake();
                self.remember(Kind::Question, q.post.origin.id, id);
            }
            return Ok(());
        }
        let (ids, tags) = patiently(async || self.insert_questions(batch).await).await?;
        for (q, id) in batch.iter().zip(ids) {
            self.remember(Kind::Question, q.post.origin.id, id);
            self.touched.insert(id);
        }
        self.tags.extend(tags);
        Ok(())
    }

    async fn insert_questions(&self, batch: &[NewQuestion]) -> Result<(Vec<i64>, Vec<(String, i64)>), DbErr> {
        let tx = self.db.write().await?;
        let ids = db::reserve(&tx, "post", batch.len()).await?;
        insert_posts(self, &tx, "question", batch.iter().map(|q| &q.post).zip(&ids).map(|(p, id)| (p, *id, *id))).await?;
        let rows = batch.iter().zip(&ids).map(|(q, id)| {
            let p = &q.post;
            let live = self.live_since.is_some_and(|since| p.created_at >= since);
            let (closed_at, reason) = q.closed.clone().unzip();
            let category = q.category.as_ref().and_then(|slug| self.categories.get(slug)).copied();
            let state = if p.removed.is_some() { "removed" } else { "visible" };
            values![
                *id, q.title.as_str(), q.slug.as_str(), q.excerpt.as_str(), category, self.author(p), state, 0i64, 0i64, 0i64, 0i64, closed_at, reason,
                q.opening_me_too, q.opening_me_too, p.opening_score, q.views, live, p.created_at, p.created_at
            ]
            .to_vec()
        });
        let columns = [
            "id", "title", "slug", "excerpt", "category_id", "author_id", "state", "answer_count", "peer_answer_count", "accepted_count", "verified_count", "closed_at",
            "close_reason", "opening_me_too", "me_too_count", "score", "views", "live", "created_at", "activity_at",
        ];
        bulk::insert(&tx, "question", &columns, rows.collect()).await?;
        let made = self.file_under(&tx, batch, &ids).await?;
        self.refer(&tx, Kind::Question, batch.iter().map(|q| &q.post.origin).zip(ids.iter().copied())).await?;
        tx.commit().await?;
        Ok((ids, made))
    }

    /// Files questions under their tags; gives the tags it made.
    async fn file_under(&self, tx: &DatabaseTransaction, batch: &[NewQuestion], ids: &[i64]) -> Result<Vec<(String, i64)>, DbErr> {
        let names: HashSet<&str> = batch.iter().flat_map(|q| &q.tags).map(String::as_str).collect();
        let mut unknown: Vec<&str> = names.into_iter().filter(|n| !self.tags.contains_key(*n)).collect();
        unknown.sort_unstable();
        let mut made = Vec::new();
        for name in unknown {
            db::run(tx, "INSERT INTO tag (name, created_at, question_count) VALUES ($1, $2, 0) ON CONFLICT (name) DO NOTHING", values![name, self.now]).await?;
            let tag: Option<Tag> = db::row(tx, "SELECT id, name FROM tag WHERE name = $1", values![name]).await?;
            made.extend(tag.map(|t| (t.name, t.id)));
        }
        let fresh: HashMap<&str, i64> = made.iter().map(|(n, id)| (n.as_str(), *id)).collect();
        let mut rows = Vec::new();
        // In the order of ids, like everyone who counts them.
        let mut counts: BTreeMap<i64, i64> = BTreeMap::new();
        for (q, id) in batch.iter().zip(ids) {
            let mut filed = HashSet::new();
            for name in &q.tags {
                let Some(tag) = self.tags.get(name).or_else(|| fresh.get(name.as_str())).copied().filter(|t| filed.insert(*t)) else { continue };
                let position = filed.len() - 1;
                let hidden = position >= TAGS_SHOWN;
                if !hidden && q.post.removed.is_none() {
                    *counts.entry(tag).or_default() += 1;
                }
                rows.push(values![*id, tag, i64::try_from(position).unwrap_or_default(), hidden, q.post.created_at].to_vec());
            }
        }
        bulk::insert(tx, "question_tag", &["question_id", "tag_id", "position", "hidden", "activity_at"], rows).await?;
        for (tag, n) in counts {
            db::run(tx, "UPDATE tag SET question_count = question_count + $2 WHERE id = $1", values![tag, n]).await?;
        }
        Ok(made)
    }

    /// Writes new answers. Authors and questions must be there.
    pub async fn answers(&mut self, batch: &[NewAnswer]) -> anyhow::Result<()> {
        if batch.is_empty() {
            return Ok(());
        }
        if self.dry {
            for a in batch {
                let id = self.fake();
                self.remember(Kind::Answer, a.post.origin.id, id);
            }
            return Ok(());
        }
        let ids = patiently(async || self.insert_answers(batch).await).await?;
        for (a, id) in batch.iter().zip(ids) {
            self.remember(Kind::Answer, a.post.origin.id, id);
            self.touched.insert(a.question);
        }
        Ok(())
    }

    async fn insert_answers(&self, batch: &[NewAnswer]) -> Result<Vec<i64>, DbErr> {
        let tx = self.db.write().await?;
        let ids = db::reserve(&tx, "post", batch.len()).await?;
        insert_posts(self, &tx, "answer", batch.iter().zip(&ids).map(|(a, id)| (&a.post, *id, a.question))).await?;
        self.refer(&tx, Kind::Answer, batch.iter().map(|a| &a.post.origin).zip(ids.iter().copied())).await?;
        let mut questions: Vec<i64> = batch.iter().map(|a| a.question).collect();
        questions.sort_unstable();
        questions.dedup();
        counters::threads(&tx, &questions, self.live_since).await?;
        tx.commit().await?;
        Ok(ids)
    }

    /// Our id of a post's author.
    pub(super) fn author(&self, post: &NewPost) -> i64 {
        self.person(&post.author).unwrap_or_default() // 0 is nobody: the foreign key refuses it
    }

    /// Makes a category unless there is one of that slug.
    pub async fn category(&mut self, slug: &str, name: &str) -> anyhow::Result<bool> {
        if self.categories.contains_key(slug) {
            return Ok(false);
        }
        let id = if self.dry {
            self.fake()
        } else {
            patiently(async || {
                let tx = self.db.write().await?;
                db::run(
                    &tx,
                    "INSERT INTO category (slug, name_en, name_fr, description_en, description_fr, position, created_at)
                     VALUES ($1, $2, $2, '', '', (SELECT COALESCE(MAX(position), 0) + 1 FROM category), $3) ON CONFLICT (slug) DO NOTHING",
                    values![slug, name, self.now],
                )
                .await?;
                let id = db::count(&tx, "SELECT id AS n FROM category WHERE slug = $1", values![slug]).await?;
                tx.commit().await?;
                Ok(id)
            })
            .await?
        };
        self.categories.insert(slug.to_owned(), id);
        Ok(true)
    }
}

async fn insert_posts<'a>(store: &Store<'_>, tx: &DatabaseTransaction, kind: &str, posts: impl Iterator<Item = (&'a NewPost, i64, i64)>) -> Result<(), DbErr> {
    let mut leads = BTreeSet::new();
    let rows: Vec<Vec<Value>> = posts
        .inspect(|(p, ..)| leads.extend(hosts::of(&p.html)))
        .map(|(p, id, question)| {
            let state = if p.removed.is_some() { "removed" } else { "visible" };
            let (edited_at, edited_by) = p.edited.as_ref().and_then(|(at, who)| Some((*at, store.person(who)?))).unzip();
            values![
                id, kind, question, store.author(p), p.html.as_str(), "html", p.html.as_str(), i64::from(markdown::RENDERER), p.lang.as_str(), state,
                p.removed.map(str::to_owned), p.opening_score, p.opening_score, 0i64, 0i64, 0i64, 1i64, false, p.created_at, edited_at, edited_by
            ]
            .to_vec()
        })
        .collect();
    let columns = [
        "id", "kind", "question_id", "author_id", "source", "source_format", "html", "renderer", "lang", "state", "state_reason", "opening_score", "score",
        "did_not_work_count", "did_not_work_weight", "comment_count", "revision", "official", "created_at", "edited_at", "edited_by",
    ];
    bulk::insert(tx, "post", &columns, rows).await?;
    hosts::known(tx, &leads, store.now).await
}
