//! Earlier texts of posts. A change of title, body and tags made at once has several rows with one GUID, one after
//! the other: they become one numbered revision, with what did not change taken from the one before.

use std::collections::HashMap;

use sea_orm::FromQueryResult;

use super::super::extras::NewRevision;
use super::super::progress::Progress;
use super::super::report::Report;
use super::super::store::{Kind, Origin, Person, Store};
use super::super::xml_rows::Attributes;
use super::people::People;
use super::posts::{self, Site};
use super::{Dump, broken, date, id, licence, rows, tags, text};
use crate::clock::Millis;
use crate::{db, values};

/// Revisions in one transaction.
const BATCH: usize = 400;
/// Characters of a reason.
const REASON: usize = 500;

/// A row that holds a text.
struct Part {
    id: i64,
    post: i64,
    kind: i64,
    guid: String,
    text: String,
    reason: String,
    editor: Person,
    licence: String,
    at: Millis,
}

/// What is known of a post so far.
#[derive(Clone, Default)]
struct State {
    number: i64,
    title: Option<String>,
    tags: Option<String>,
}

struct History<'s, 'a, 'r> {
    store: &'s mut Store<'a>,
    report: &'r mut Report,
    states: HashMap<i64, State>,
    /// Rows of the revision being read.
    open: Vec<Part>,
    pending: Vec<NewRevision>,
    people: Vec<Person>,
    made: u64,
}

pub async fn read(store: &mut Store<'_>, report: &mut Report, site: &Site, dump: &Dump, progress: &mut Progress) -> anyhow::Result<()> {
    let Some(file) = &dump.history else { return Ok(()) };
    let people = site.people.clone();
    let mut batches = rows(file, progress, move |row| (row.line, row.attributes.and_then(|a| part(&people, &a))))?;
    let mut history = History { store, report, states: HashMap::new(), open: Vec::new(), pending: Vec::new(), people: Vec::new(), made: 0 };
    while let Some(batch) = batches.next().await? {
        progress.tick();
        for (line, parsed) in batch {
            match parsed {
                Err(why) => broken(history.report, "history", file, line, &why),
                Ok(None) => history.report.skipped("history", "not a text (closed, reopened, deleted…)"),
                Ok(Some(part)) => {
                    if history.open.first().is_some_and(|o| o.post != part.post || o.guid != part.guid) {
                        history.fold().await?;
                    }
                    history.open.push(part);
                }
            }
        }
    }
    history.fold().await?;
    history.write().await?;
    let made = history.made;
    report.note(format!("{made} revisions made of the history of posts"));
    Ok(())
}

/// The text in a row; none for closing, deleting, locking…
fn part(people: &People, row: &Attributes) -> Result<Option<Part>, String> {
    let kind = id(row, "PostHistoryTypeId")?;
    if !(1..=9).contains(&kind) {
        return Ok(None);
    }
    let at = date(row, "CreationDate")?;
    Ok(Some(Part {
        id: id(row, "Id")?,
        post: id(row, "PostId")?,
        kind,
        guid: text(row, "RevisionGUID").to_owned(),
        text: text(row, "Text").replace("\r\n", "\n"),
        reason: text(row, "Comment").trim().chars().take(REASON).collect(),
        editor: posts::author(people, row, at),
        licence: licence(row, at),
        at,
    }))
}

impl History<'_, '_, '_> {
    /// The open rows become a revision.
    async fn fold(&mut self) -> anyhow::Result<()> {
        let parts = std::mem::take(&mut self.open);
        let Some(first) = parts.first() else { return Ok(()) };
        let kind = [Kind::Question, Kind::Answer].into_iter().find(|k| self.store.ours(*k, first.post).is_some());
        let Some((kind, post)) = kind.and_then(|k| Some((k, self.store.ours(k, first.post)?))) else {
            parts.iter().for_each(|_| self.report.skipped("history", "its post is not imported"));
            return Ok(());
        };
        let known = self.store.ours(Kind::Revision, first.id).is_some();
        if !known && self.store.was_there(kind, first.post) && !self.store.resuming {
            parts.iter().for_each(|_| self.report.skipped("history", "changed at the source after its post was imported"));
            return Ok(());
        }
        let state = self.states.entry(first.post).or_default();
        state.number += 1;
        let mut body = None;
        for part in &parts {
            match part.kind {
                1 | 4 | 7 => state.title = Some(part.text.clone()),
                2 | 5 | 8 => body = Some(part.text.clone()),
                _ => state.tags = Some(tags(&part.text).join(",")),
            }
        }
        let state = state.clone();
        if known {
            parts.iter().for_each(|_| self.report.already("history"));
            return Ok(());
        }
        parts.iter().for_each(|_| self.report.imported("history"));
        self.made += 1;
        let source = match body {
            Some(body) => body,
            None => self.body_before(post, state.number).await?,
        };
        let question = kind == Kind::Question;
        self.pending.push(NewRevision {
            origin: Origin {
                id: first.id,
                author: first.editor.display.clone(),
                url: format!("https://{}/posts/{}/revisions", self.store.source, first.post),
                licence: first.licence.clone(),
            },
            post,
            number: state.number,
            editor: first.editor.key.clone(),
            title: state.title.filter(|_| question),
            source,
            tags: state.tags.filter(|_| question),
            reason: parts.iter().map(|p| p.reason.as_str()).find(|r| !r.is_empty()).unwrap_or_default().to_owned(),
            created_at: first.at,
        });
        self.people.push(first.editor.clone());
        if self.pending.len() >= BATCH {
            self.write().await?;
        }
        Ok(())
    }

    /// The text of the revision before, which is about to be written or is there.
    async fn body_before(&self, post: i64, number: i64) -> anyhow::Result<String> {
        #[derive(FromQueryResult)]
        struct Body {
            source: String,
        }
        if self.store.dry {
            return Ok(String::new());
        }
        if let Some(before) = self.pending.iter().rev().find(|r| r.post == post) {
            return Ok(before.source.clone());
        }
        let before: Option<Body> = db::row(self.store.db.read(), "SELECT source FROM revision WHERE post_id = $1 AND number = $2", values![post, number - 1]).await?;
        Ok(before.map(|b| b.source).unwrap_or_default())
    }

    async fn write(&mut self) -> anyhow::Result<()> {
        self.store.people(&std::mem::take(&mut self.people)).await?;
        self.store.revisions(&std::mem::take(&mut self.pending)).await
    }
}
