//! What hangs on posts: solutions, comments, earlier texts, duplicates.

use std::collections::{BTreeMap, HashMap};

use sea_orm::{DbErr, FromQueryResult};

use super::bulk;
use super::counters;
use super::report::Report;
use super::store::{Kind, Origin, Store, patiently};
use crate::clock::Millis;
use crate::db::{self, placeholders};
use crate::{standing, values};

/// Rows in one transaction.
const BATCH: usize = 500;

/// The asker said: this answer solved it. All ids are ours.
#[derive(Clone, Debug)]
pub struct NewAcceptance {
    pub question: i64,
    pub post: i64,
    pub actor: i64,
    /// As far as is known; never before the answer.
    pub at: Millis,
}

#[derive(Clone, Debug)]
pub struct NewComment {
    pub origin: Origin,
    pub author: String,
    /// Our ids.
    pub post: i64,
    pub question: i64,
    pub source: String,
    pub html: String,
    pub opening_score: i64,
    pub created_at: Millis,
}

/// A text a post once had.
#[derive(Clone, Debug)]
pub struct NewRevision {
    pub origin: Origin,
    /// Our id.
    pub post: i64,
    pub number: i64,
    pub editor: String,
    pub title: Option<String>,
    /// Markdown.
    pub source: String,
    pub tags: Option<String>,
    pub reason: String,
    pub created_at: Millis,
}

impl Store<'_> {
    /// Writes acceptances of questions that have none yet, and what follows from them.
    pub async fn acceptances(&mut self, all: &[NewAcceptance], kind: &'static str, report: &mut Report) -> anyhow::Result<()> {
        #[derive(FromQueryResult)]
        struct There {
            question_id: i64,
            post_id: i64,
        }
        #[derive(FromQueryResult)]
        struct Given {
            id: i64,
            created_at: i64,
        }
        for batch in all.chunks(BATCH) {
            let ids: Vec<i64> = batch.iter().map(|a| a.question).collect();
            let text = format!(
                "SELECT question_id, post_id FROM acceptance WHERE post_id IN (SELECT id FROM post WHERE kind = 'answer' AND question_id IN ({}))",
                placeholders(1, ids.len())
            );
            let there: Vec<There> = db::rows(self.db.read(), &text, ids.iter().map(|id| (*id).into())).await?;
            let mut of: HashMap<i64, Vec<i64>> = HashMap::new();
            for t in there {
                of.entry(t.question_id).or_default().push(t.post_id);
            }
            let mut new = Vec::new();
            for a in batch {
                match of.get(&a.question) {
                    None => {
                        report.imported(kind);
                        new.push(a);
                    }
                    Some(posts) if posts.contains(&a.post) => report.already(kind),
                    Some(_) => report.skipped(kind, "another answer was accepted here"),
                }
            }
            if self.dry || new.is_empty() {
                continue;
            }
            let questions: Vec<i64> = new.iter().map(|a| a.question).collect();
            let text = format!("SELECT id, created_at FROM post WHERE id IN ({})", placeholders(1, new.len()));
            let given: Vec<Given> = db::rows(self.db.read(), &text, new.iter().map(|a| a.post.into())).await?;
            let given: HashMap<i64, Millis> = given.into_iter().map(|g| (g.id, g.created_at)).collect();
            patiently(async || {
                let tx = self.db.write().await?;
                let at = |a: &NewAcceptance| given.get(&a.post).map_or(a.at, |given| a.at.max(*given));
                let rows = new.iter().map(|a| values![a.post, a.actor, a.question, true, at(a)].to_vec()).collect();
                bulk::insert(&tx, "acceptance", &["post_id", "actor_id", "question_id", "imported", "at"], rows).await?;
                counters::threads(&tx, &questions, None).await?;
                counters::solved(&tx, &questions).await?;
                // by now some who answered there are members
                standing::actions::touch_threads(&tx, &questions).await?;
                tx.commit().await
            })
            .await?;
            self.touched.extend(questions);
        }
        Ok(())
    }

    /// Writes new comments. Authors and posts must be there.
    pub async fn comments(&mut self, batch: &[NewComment]) -> anyhow::Result<()> {
        if self.dry || batch.is_empty() {
            for c in batch {
                let id = self.fake();
                self.remember(Kind::Comment, c.origin.id, id);
            }
            return Ok(());
        }
        let ids = patiently(async || self.insert_comments(batch).await).await?;
        for (c, id) in batch.iter().zip(ids) {
            self.remember(Kind::Comment, c.origin.id, id);
        }
        Ok(())
    }

    async fn insert_comments(&self, batch: &[NewComment]) -> Result<Vec<i64>, DbErr> {
        let tx = self.db.write().await?;
        let ids = db::reserve(&tx, "comment", batch.len()).await?;
        let rows = batch.iter().zip(&ids).map(|(c, id)| {
            let author = self.person(&c.author).unwrap_or_default();
            values![*id, c.post, c.question, author, c.source.as_str(), "markdown", c.html.as_str(), "visible", false, c.opening_score, c.created_at].to_vec()
        });
        let columns = ["id", "post_id", "question_id", "author_id", "source", "source_format", "html", "state", "official", "opening_score", "created_at"];
        bulk::insert(&tx, "comment", &columns, rows.collect()).await?;
        self.refer(&tx, Kind::Comment, batch.iter().map(|c| &c.origin).zip(ids.iter().copied())).await?;
        let mut posts: Vec<i64> = batch.iter().map(|c| c.post).collect();
        posts.sort_unstable();
        posts.dedup();
        counters::comments(&tx, &posts).await?;
        tx.commit().await?;
        Ok(ids)
    }

    /// Writes earlier texts; a post's number of revisions and its last editor follow.
    pub async fn revisions(&mut self, batch: &[NewRevision]) -> anyhow::Result<()> {
        if self.dry || batch.is_empty() {
            for r in batch {
                let id = self.fake();
                self.remember(Kind::Revision, r.origin.id, id);
            }
            return Ok(());
        }
        let ids = patiently(async || self.insert_revisions(batch).await).await?;
        for (r, id) in batch.iter().zip(ids) {
            self.remember(Kind::Revision, r.origin.id, id);
        }
        Ok(())
    }

    async fn insert_revisions(&self, batch: &[NewRevision]) -> Result<Vec<i64>, DbErr> {
        let tx = self.db.write().await?;
        let ids = db::reserve(&tx, "revision", batch.len()).await?;
        let editor = |r: &NewRevision| self.person(&r.editor).unwrap_or_default();
        let rows = batch.iter().zip(&ids).map(|(r, id)| {
            values![*id, r.post, r.number, editor(r), r.title.clone(), r.source.as_str(), "markdown", r.tags.clone(), r.reason.as_str(), r.created_at].to_vec()
        });
        let columns = ["id", "post_id", "number", "editor_id", "title", "source", "source_format", "tags", "reason", "created_at"];
        bulk::insert(&tx, "revision", &columns, rows.collect()).await?;
        self.refer(&tx, Kind::Revision, batch.iter().map(|r| &r.origin).zip(ids.iter().copied())).await?;
        let mut last: BTreeMap<i64, &NewRevision> = BTreeMap::new();
        for r in batch.iter().filter(|r| r.number > 1) {
            last.insert(r.post, r);
        }
        for (post, r) in last {
            db::run(
                &tx,
                "UPDATE post SET revision = $2, edited_at = $3, edited_by = $4 WHERE id = $1 AND revision < $2",
                values![post, r.number, r.created_at, editor(r)],
            )
            .await?;
        }
        tx.commit().await?;
        Ok(ids)
    }

    /// Points questions at those they repeat, unless they point somewhere already: that is the reason they were closed.
    /// Gives how many did.
    pub async fn duplicates(&mut self, pairs: &[(i64, i64)]) -> anyhow::Result<u64> {
        if self.dry || pairs.is_empty() {
            return Ok(pairs.len() as u64);
        }
        let changed = patiently(async || {
            let tx = self.db.write().await?;
            let mut changed = 0;
            for (question, of) in pairs {
                changed += db::run(&tx, "UPDATE question SET duplicate_of = $2, close_reason = NULL WHERE id = $1 AND duplicate_of IS NULL AND id <> $2", values![*question, *of]).await?;
            }
            tx.commit().await?;
            Ok(changed)
        })
        .await?;
        self.touched.extend(pairs.iter().map(|(q, _)| *q));
        Ok(changed)
    }
}
