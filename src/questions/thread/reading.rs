//! What a thread is made of, whoever reads it: its head, its answers, where it stands with the brand, the posts of one
//! page with their authors and comments. Four or five statements, whatever the length; none while it is remembered.
//!
//! What must stay true: nothing here depends on a reader, and nothing here decides what one may see.

use std::sync::Arc;
use std::time::Duration;

use entity::PostId;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr};

use super::rows::{AnswerRow, CommentRow, HeadRow, PostRow};
use super::{Brand, Related, brand};
use crate::app::App;
use crate::bus::{Memory, Seen};
use crate::clock::Millis;
use crate::error::Result;
use crate::rules::policy::Actor;
use crate::{db, search, values};

/// Comments shown on one page of a thread, at most.
const COMMENTS: i64 = 500;
/// Bytes of rows that are remembered.
const FRAMES: u64 = 4 << 20;
const TEXTS: u64 = 12 << 20;
/// Threads whose related questions are.
const RELATED_OF: u64 = 5_000;
/// How long: what stands on the page and is told of nowhere (views, whether a thread that is linked to is solved) is as old.
const LIFE: Duration = Duration::from_secs(10);

/// What is around the texts.
pub struct Frame {
    pub head: HeadRow,
    pub answers: Vec<AnswerRow>,
    pub brand: Brand,
}

/// The texts of one page.
pub struct Texts {
    pub posts: Vec<PostRow>,
    pub comments: Vec<CommentRow>,
}

/// Rows that were read lately, as long as nothing of their thread changed.
pub struct Remembered {
    frames: Memory<PostId, Option<Frame>>,
    texts: Memory<Vec<PostId>, Texts>,
    related: Memory<PostId, Vec<Related>>,
}

impl Default for Remembered {
    fn default() -> Remembered {
        let frame = |f: &Option<Frame>| f.as_ref().map_or(200, |f| 4_000 + f.head.said_for.as_ref().map_or(0, String::len) + f.answers.len() * size_of::<AnswerRow>());
        let texts = |t: &Texts| {
            let posts = t.posts.iter().map(|p| 600 + p.html.len() + p.photos.len());
            posts.chain(t.comments.iter().map(|c| 500 + c.html.len() + c.photos.len())).sum()
        };
        Remembered { frames: Memory::weighed(FRAMES, LIFE, frame), texts: Memory::weighed(TEXTS, LIFE, texts), related: Memory::new(RELATED_OF, LIFE) }
    }
}

/// Where the rows come from.
#[derive(Clone, Copy)]
pub enum Read<'a> {
    /// The database: for whoever changed something in the same request.
    Now(&'a App),
    /// What is remembered, where nothing changed since, as far as the bus said.
    Lately(&'a App, Option<Seen>),
}

impl<'a> Read<'a> {
    /// Visitors may be told of a change a moment later; whoever is signed in sees what they did themselves.
    pub async fn lately(app: &'a App, id: PostId, actor: &Actor) -> Read<'a> {
        Read::Lately(app, app.bus.thread(&app.db, id, actor.id.is_some()).await)
    }

    fn app(self) -> &'a App {
        let (Read::Now(app) | Read::Lately(app, _)) = self;
        app
    }

    pub fn db(self) -> &'a DatabaseConnection {
        self.app().db.read()
    }

    /// `only`: of the answers this one alone; nothing where there is no such question.
    pub async fn frame(self, id: PostId, only: Option<PostId>, now: Millis) -> Result<Arc<Option<Frame>>> {
        let read = frame(self.db(), id, only, now);
        match self {
            Read::Lately(app, seen) if only.is_none() => app.threads.frames.get_as_of(seen, id, read).await,
            _ => Ok(Arc::new(read.await?)),
        }
    }

    /// Of the question and of answers to it.
    pub async fn texts(self, ids: &[PostId]) -> Result<Arc<Texts>> {
        let read = texts(self.db(), ids);
        match self {
            Read::Lately(app, seen) => app.threads.texts.get_as_of(seen, ids.to_vec(), read).await,
            Read::Now(_) => Ok(Arc::new(read.await?)),
        }
    }

    /// What a thread is like, the nearest first.
    pub async fn related(self, id: PostId, many: usize) -> Result<Arc<Vec<Related>>> {
        let read = async {
            let found = search::related(self.db(), id, many).await?;
            Ok(found.into_iter().map(|r| Related { id: r.id, title: r.title, slug: r.slug, solved: r.solved }).collect())
        };
        match self {
            Read::Lately(app, seen) => app.threads.related.get_as_of(seen, id, read).await,
            Read::Now(_) => Ok(Arc::new(read.await?)),
        }
    }
}

async fn frame(db: &impl ConnectionTrait, id: PostId, only: Option<PostId>, now: Millis) -> Result<Option<Frame>, DbErr> {
    let Some(head) = head(db, id, now).await? else { return Ok(None) };
    // the question alone is wanted, with nothing of its answers
    let answers = if only == Some(id) { Vec::new() } else { answers(db, id, only).await? };
    let brand = if head.touched { brand::of(db, id).await? } else { Brand::default() };
    Ok(Some(Frame { head, answers, brand }))
}

async fn texts(db: &impl ConnectionTrait, ids: &[PostId]) -> Result<Texts, DbErr> {
    let posts = posts(db, ids).await?;
    let comments = if posts.iter().any(|p| p.comment_count > 0) { comments(db, ids).await? } else { Vec::new() };
    Ok(Texts { posts, comments })
}

async fn head(db: &impl ConnectionTrait, id: PostId, now: Millis) -> Result<Option<HeadRow>, DbErr> {
    db::row(
        db,
        "SELECT q.id, q.title, q.slug, q.excerpt, q.state, p.state_reason, q.author_id AS asker_id,
            c.slug AS category_slug, c.name_en AS category_en, c.name_fr AS category_fr,
            (SELECT string_agg(t.name, ',' ORDER BY qt.position) FROM question_tag qt JOIN tag t ON t.id = qt.tag_id WHERE qt.question_id = q.id AND qt.hidden = FALSE) AS tags,
            q.answer_count, q.peer_answer_count, q.accepted_count, q.verified_count, q.solved_at, q.solved_elsewhere_at, q.solved_elsewhere_note,
            q.closed_at, q.close_reason, d.id AS duplicate_id, d.title AS duplicate_title, d.slug AS duplicate_slug, d.solved_at AS duplicate_solved_at,
            q.me_too_count, q.views, q.created_at, q.reserved, k.window_ends_at AS told_at, k.first_due_at AS due_at, k.question_id IS NOT NULL AS promised, k.legal_at IS NOT NULL AS legal,
            EXISTS (SELECT 1 FROM escalation e WHERE e.question_id = q.id AND e.ended_at IS NULL) AS escalated,
            (EXISTS (SELECT 1 FROM escalation e WHERE e.question_id = q.id) OR EXISTS (SELECT 1 FROM details_request r WHERE r.question_id = q.id AND r.ended_at IS NULL)) AS touched,
            (k.unconfirmed_at IS NOT NULL AND q.solved_at IS NULL) AS absent,
            (SELECT string_agg(s.post_id || ' ' || s.proposed_by || ' ' || COALESCE(s.confirmed_by, 0) || '\t' || f.display_name || '\t' || COALESCE(t.display_name, ''), '\n')
                FROM absent_proposal s JOIN account f ON f.id = s.proposed_by LEFT JOIN account t ON t.id = s.confirmed_by
                WHERE s.question_id = q.id AND s.ended_at IS NULL AND (s.confirmed_at IS NOT NULL OR s.proposed_at >= k.unconfirmed_at)) AS said_for,
            (SELECT string_agg(w.account_id || ' ' || w.until_at || ' ' || u.display_name, '\n') FROM answering w JOIN account u ON u.id = w.account_id WHERE w.question_id = q.id AND w.until_at > $2) AS answering
         FROM question q JOIN post p ON p.id = q.id
         LEFT JOIN category c ON c.id = q.category_id
         LEFT JOIN thread_clock k ON k.question_id = q.id
         LEFT JOIN question d ON d.id = q.duplicate_of AND d.state = 'visible'
         WHERE q.id = $1",
        values![id.0, now],
    )
    .await
}

/// The answers, in whatever state: narrow rows, all of them, since any of them may stand anywhere.
pub async fn answers(db: &impl ConnectionTrait, question: PostId, only: Option<PostId>) -> Result<Vec<AnswerRow>, DbErr> {
    let one = if only.is_some() { " AND p.id = $2" } else { "" };
    let text = format!(
        "SELECT p.id, p.author_id, p.state, p.created_at, p.score, p.did_not_work_weight,
            (SELECT MIN(a.at) FROM acceptance a WHERE a.post_id = p.id AND a.withdrawn_at IS NULL) AS accepted_at,
            (SELECT MIN(v.at) FROM verification v WHERE v.post_id = p.id AND v.withdrawn_at IS NULL) AS verified_at,
            CASE WHEN p.did_not_work_count = 0 THEN 0 ELSE (SELECT COUNT(*) FROM did_not_work d JOIN account s ON s.id = d.actor_id
                WHERE d.post_id = p.id AND d.withdrawn_at IS NULL AND d.reason = 'outdated' AND s.role <> 'customer') END AS outdated
         FROM post p WHERE p.question_id = $1 AND p.kind = 'answer'{one}"
    );
    match only {
        Some(post) => db::rows(db, &text, values![question.0, post.0]).await,
        None => db::rows(db, &text, values![question.0]).await,
    }
}

async fn posts(db: &impl ConnectionTrait, ids: &[PostId]) -> Result<Vec<PostRow>, DbErr> {
    let text = format!(
        "SELECT p.id, p.kind, p.html, p.photos, p.lang, p.state, p.state_reason, p.score, p.did_not_work_count, p.comment_count, p.revision, p.official, p.created_at, p.edited_at,
            CASE WHEN p.did_not_work_count = 0 THEN NULL ELSE (SELECT string_agg(d.reason, ',') FROM did_not_work d WHERE d.post_id = p.id AND d.withdrawn_at IS NULL) END AS reasons,
            a.id AS author_id, a.username, a.display_name, a.role, a.rank, a.placeholder, a.deleted_at, a.avatar,
            s.source AS source_name, s.author AS source_author, s.url AS source_url, s.licence AS source_licence
         FROM post p JOIN account a ON a.id = p.author_id
         LEFT JOIN source_ref s ON s.kind = 'post' AND s.our_id = p.id
         WHERE p.id IN ({})",
        places(ids, 1)
    );
    db::rows(db, &text, ids_as_values(ids)).await
}

async fn comments(db: &impl ConnectionTrait, ids: &[PostId]) -> Result<Vec<CommentRow>, DbErr> {
    let text = format!(
        "SELECT c.id, c.post_id, c.html, c.photos, c.state, c.official, c.created_at, c.edited_at,
            a.id AS author_id, a.username, a.display_name, a.role, a.rank, a.placeholder, a.deleted_at, a.avatar
         FROM comment c JOIN account a ON a.id = c.author_id
         WHERE c.post_id IN ({}) AND c.state IN ('visible', 'hidden', 'removed') ORDER BY c.id LIMIT {COMMENTS}",
        places(ids, 1)
    );
    db::rows(db, &text, ids_as_values(ids)).await
}

/// `$1, $2…` for a list of ids, beginning at `from`.
pub fn places(ids: &[PostId], from: usize) -> String {
    (from..from + ids.len()).map(|i| format!("${i}")).collect::<Vec<_>>().join(", ")
}

pub fn ids_as_values(ids: &[PostId]) -> impl Iterator<Item = sea_orm::Value> + '_ {
    ids.iter().map(|id| id.0.into())
}
