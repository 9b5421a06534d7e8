//! Reading a post to change it, its versions, and the edits that wait.

use std::collections::BTreeSet;

use entity::{AccountId, PostId, PostKind, Rank, SourceFormat, SuggestionId, SuggestionState};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use super::Text;
use crate::clock::Millis;
use crate::error::{Error, Result};
use crate::rules::policy::Actor;
use crate::screening::hosts;
use crate::{db, markdown, values};

/// Tags of question `q`, as they are shown.
const TAGS: &str = "(SELECT string_agg(t.name, ',' ORDER BY qt.position) FROM question_tag qt JOIN tag t ON t.id = qt.tag_id WHERE qt.question_id = q.id AND qt.hidden = FALSE)";

/// A post as it stands.
#[derive(Clone, Debug)]
pub struct Current {
    pub text: Text,
    pub revision: i64,
    pub lang: String,
    /// Links to elsewhere in it: those stay allowed.
    pub links: usize,
    /// Where those lead.
    pub hosts: BTreeSet<String>,
    pub editor: AccountId,
    pub changed_at: Millis,
}

#[derive(FromQueryResult)]
struct CurrentRow {
    source: String,
    source_format: SourceFormat,
    html: String,
    lang: String,
    revision: i64,
    title: Option<String>,
    tags: Option<String>,
    editor: AccountId,
    changed_at: i64,
}

/// The post's words now; HTML as Markdown.
pub async fn current(db: &impl ConnectionTrait, post: PostId) -> Result<Current> {
    let text = format!(
        "SELECT p.source, p.source_format, p.html, p.lang, p.revision, q.title, {TAGS} AS tags, COALESCE(p.edited_by, p.author_id) AS editor, COALESCE(p.edited_at, p.created_at) AS changed_at
         FROM post p LEFT JOIN question q ON q.id = p.id WHERE p.id = $1"
    );
    let row: CurrentRow = db::row(db, &text, values![post.0]).await?.ok_or(Error::NotFound)?;
    Ok(Current {
        text: Text { title: row.title, body: as_markdown(row.source, row.source_format).await?, tags: split(row.tags.as_deref()) },
        revision: row.revision,
        lang: row.lang,
        links: elsewhere(&row.html), hosts: hosts::of(&row.html),
        editor: row.editor,
        changed_at: row.changed_at,
    })
}

/// The words of one earlier version, if it was kept.
pub async fn version(db: &impl ConnectionTrait, post: PostId, number: i64) -> Result<Option<Text>> {
    let found = versions(db, post, number + 1, 1).await?;
    Ok(found.into_iter().find(|v| v.number == number).map(|v| v.text))
}

/// A version of a post.
#[derive(Clone, Debug)]
pub struct Version {
    pub number: i64,
    pub text: Text,
    pub reason: String,
    pub at: Millis,
    pub editor: Who,
}

/// Somebody, as far as a line about them needs.
#[derive(Clone, Debug, Default)]
pub struct Who {
    /// Empty for someone who left.
    pub username: String,
    pub display_name: String,
    pub rank: Option<Rank>,
    pub placeholder: bool,
}

#[derive(FromQueryResult)]
struct Named {
    username: String,
    display_name: String,
    rank: Rank,
    placeholder: bool,
    deleted_at: Option<i64>,
}

impl Named {
    fn who(self) -> Who {
        match self.deleted_at {
            Some(_) => Who::default(),
            None => Who { username: self.username, display_name: self.display_name, rank: Some(self.rank), placeholder: self.placeholder },
        }
    }
}

/// The columns of [`Named`] for account `a`.
const NAMED: &str = "a.username, a.display_name, a.rank, a.placeholder, a.deleted_at";

#[derive(FromQueryResult)]
struct VersionRow {
    number: i64,
    title: Option<String>,
    source: String,
    source_format: SourceFormat,
    tags: Option<String>,
    reason: String,
    created_at: i64,
    #[sea_orm(nested)]
    editor: Named,
}

/// Versions before number `before`, the newest first.
pub async fn versions(db: &impl ConnectionTrait, post: PostId, before: i64, at_most: i64) -> Result<Vec<Version>> {
    let text = format!(
        "SELECT r.number, r.title, r.source, r.source_format, r.tags, r.reason, r.created_at, {NAMED}
         FROM revision r JOIN account a ON a.id = r.editor_id WHERE r.post_id = $1 AND r.number < $2 ORDER BY r.number DESC LIMIT $3"
    );
    let rows: Vec<VersionRow> = db::rows(db, &text, values![post.0, before, at_most]).await?;
    let mut out = Vec::with_capacity(rows.len());
    for r in rows {
        let text = Text { title: r.title, body: as_markdown(r.source, r.source_format).await?, tags: split(r.tags.as_deref()) };
        out.push(Version { number: r.number, text, reason: r.reason, at: r.created_at, editor: r.editor.who() });
    }
    Ok(out)
}

/// The post as it stands, as a version: for those that were never written down.
pub async fn newest(db: &impl ConnectionTrait, post: PostId) -> Result<Version> {
    let now = current(db, post).await?;
    let found: Option<Named> = db::row(db, &format!("SELECT {NAMED} FROM account a WHERE a.id = $1"), values![now.editor.0]).await?;
    let editor = found.map(Named::who).unwrap_or_default();
    Ok(Version { number: now.revision, text: now.text, reason: String::new(), at: now.changed_at, editor })
}

/// A suggested edit and the post it is about.
#[derive(Clone, Debug)]
pub struct Suggestion {
    pub id: SuggestionId,
    pub post: PostId,
    pub question: PostId,
    pub kind: PostKind,
    pub editor_id: AccountId,
    pub editor: Who,
    pub base: i64,
    /// Where the post is now.
    pub revision: i64,
    pub text: Text,
    pub reason: String,
    pub state: SuggestionState,
    pub decision_reason: Option<String>,
    /// It waits for the team, which looks at what was noticed in it.
    pub held: Option<String>,
    pub at: Millis,
    /// Of the thread.
    pub title: String,
    pub slug: String,
}

#[derive(FromQueryResult)]
struct SuggestionRow {
    id: SuggestionId,
    post_id: PostId,
    editor_id: AccountId,
    base_revision: i64,
    title: Option<String>,
    source: String,
    tags: Option<String>,
    reason: String,
    state: SuggestionState,
    decision_reason: Option<String>,
    held: Option<String>,
    created_at: i64,
    question_id: PostId,
    kind: PostKind,
    revision: i64,
    thread_title: String,
    slug: String,
    #[sea_orm(nested)]
    editor: Named,
}

impl SuggestionRow {
    fn read(self) -> Suggestion {
        Suggestion {
            id: self.id,
            post: self.post_id,
            question: self.question_id,
            kind: self.kind,
            editor_id: self.editor_id,
            editor: self.editor.who(),
            base: self.base_revision,
            revision: self.revision,
            text: Text { title: self.title, body: self.source, tags: split(self.tags.as_deref()) },
            reason: self.reason,
            state: self.state,
            decision_reason: self.decision_reason,
            held: self.held,
            at: self.created_at,
            title: self.thread_title,
            slug: self.slug,
        }
    }
}

async fn suggestions(db: &impl ConnectionTrait, which: &str, values: Vec<sea_orm::Value>) -> Result<Vec<Suggestion>, DbErr> {
    let text = format!(
        "SELECT s.id, s.post_id, s.editor_id, s.base_revision, s.title, s.source, s.tags, s.reason, s.state, s.decision_reason, s.created_at,
            (SELECT i.why FROM moderation_item i WHERE i.object = 'suggestion' AND i.object_id = s.id AND i.kind = 'held' AND i.done_at IS NULL) AS held,
            p.question_id, p.kind, p.revision, q.title AS thread_title, q.slug, {NAMED}
         FROM suggested_edit s JOIN post p ON p.id = s.post_id JOIN question q ON q.id = p.question_id JOIN account a ON a.id = s.editor_id
         WHERE {which}"
    );
    let rows: Vec<SuggestionRow> = db::rows(db, &text, values).await?;
    Ok(rows.into_iter().map(SuggestionRow::read).collect())
}

/// One suggested edit.
pub async fn suggestion(db: &impl ConnectionTrait, id: SuggestionId) -> Result<Suggestion> {
    let found = suggestions(db, "s.id = $1", values![id.0].into()).await?;
    found.into_iter().next().ok_or(Error::NotFound)
}

/// What was suggested for a post, the newest first; `only` limits it to one person's.
pub async fn of_post(db: &impl ConnectionTrait, post: PostId, only: Option<AccountId>, before: i64, at_most: i64) -> Result<Vec<Suggestion>, DbErr> {
    match only {
        None => suggestions(db, "s.post_id = $1 AND s.id < $2 ORDER BY s.id DESC LIMIT $3", values![post.0, before, at_most].into()).await,
        Some(who) => suggestions(db, "s.post_id = $1 AND s.editor_id = $4 AND s.id < $2 ORDER BY s.id DESC LIMIT $3", values![post.0, before, at_most, who.0].into()).await,
    }
}

/// Edits that wait and that this person may decide on, the oldest first: with the privilege any but official posts',
/// without it those of their own posts.
pub async fn waiting(db: &impl ConnectionTrait, actor: &Actor, after: i64, at_most: i64) -> Result<Vec<Suggestion>, DbErr> {
    let me = actor.id.unwrap_or(0);
    let which = match actor {
        a if a.is_staff() => "",
        a if a.has(a.privileges.review) => "AND (p.official = FALSE OR p.author_id = $1)",
        _ => "AND p.author_id = $1",
    };
    let text = format!("s.state = 'pending' AND s.editor_id <> $1 AND p.state = 'visible' AND q.state = 'visible' AND s.id > $2 {which} ORDER BY s.id LIMIT $3");
    suggestions(db, &text, values![me, after, at_most].into()).await
}

/// One's own edits that wait for somebody else. Those of posts that are out of sight wait unseen: beside each stands
/// the post as it is now.
pub async fn own_waiting(db: &impl ConnectionTrait, me: AccountId, at_most: i64) -> Result<Vec<Suggestion>, DbErr> {
    suggestions(db, "s.state = 'pending' AND s.editor_id = $1 AND p.state = 'visible' AND q.state = 'visible' ORDER BY s.id DESC LIMIT $2", values![me.0, at_most].into()).await
}

/// A comment to be changed.
#[derive(Clone, Debug)]
pub struct CommentText {
    pub source: String,
    pub edited_at: Option<i64>,
    /// Links to elsewhere in it.
    pub links: usize,
    /// Where those lead.
    pub hosts: BTreeSet<String>,
}

/// A comment's words now; HTML as Markdown.
pub async fn comment(db: &impl ConnectionTrait, id: entity::CommentId) -> Result<CommentText> {
    #[derive(FromQueryResult)]
    struct Row {
        source: String,
        source_format: SourceFormat,
        html: String,
        edited_at: Option<i64>,
    }
    let row: Option<Row> = db::row(db, "SELECT source, source_format, html, edited_at FROM comment WHERE id = $1", values![id.0]).await?;
    let row = row.ok_or(Error::NotFound)?;
    Ok(CommentText { source: as_markdown(row.source, row.source_format).await?, edited_at: row.edited_at, links: elsewhere(&row.html), hosts: hosts::of(&row.html) })
}

/// Links to elsewhere in a text as it is shown.
fn elsewhere(html: &str) -> usize {
    html.matches("<a href=\"http").count()
}

async fn as_markdown(source: String, format: SourceFormat) -> Result<String> {
    match format {
        SourceFormat::Markdown => Ok(source),
        SourceFormat::Html => Ok(tokio::task::spawn_blocking(move || markdown::to_markdown(&source)).await.map_err(anyhow::Error::new)?),
    }
}

fn split(tags: Option<&str>) -> Vec<String> {
    tags.unwrap_or_default().split(',').filter(|t| !t.is_empty()).map(str::to_owned).collect()
}
