//! Comments, and which question repeats which.

use std::collections::{HashMap, HashSet};

use sea_orm::FromQueryResult;

use super::super::extras::NewComment;
use super::super::progress::Progress;
use super::super::report::Report;
use super::super::store::{Kind, Origin, Person, Store};
use super::super::xml_rows::Attributes;
use super::posts::{self, Site};
use super::{Dump, broken, date, id, licence, number, rows, text};
use crate::clock::Millis;
use crate::markdown::{self, Links};
use crate::{db, values};

struct Comment {
    id: i64,
    post: i64,
    author: Person,
    source: String,
    html: String,
    score: i64,
    licence: String,
    at: Millis,
}

pub async fn comments(store: &mut Store<'_>, report: &mut Report, site: &Site, dump: &Dump, progress: &mut Progress) -> anyhow::Result<()> {
    let Some(file) = &dump.comments else { return Ok(()) };
    let (people, known, dry) = (site.people.clone(), store.before(Kind::Comment), store.dry);
    let mut batches = rows(file, progress, move |row| {
        let parse = |row: Attributes| {
            let (id, post, at) = (id(&row, "Id")?, id(&row, "PostId")?, date(&row, "CreationDate")?);
            let source = text(&row, "Text").trim().to_owned();
            // Names in comments are those of the source's members, not of ours.
            let html = if dry || known.contains(&id) { String::new() } else { markdown::render_with(&source, &Links::NONE).html };
            Ok(Comment { id, post, author: posts::author(&people, &row, at), source, html, score: number(&row, "Score").unwrap_or(0), licence: licence(&row, at), at })
        };
        (row.line, row.attributes.and_then(parse))
    })?;
    while let Some(batch) = batches.next().await? {
        progress.tick();
        let (mut new, mut wanted, mut ids) = (Vec::new(), Vec::new(), HashSet::new());
        for (line, parsed) in batch {
            let c = match parsed {
                Ok(c) => c,
                Err(why) => {
                    broken(report, "comments", file, line, &why);
                    continue;
                }
            };
            let question = site.seen.question_of.get(&c.post).copied().unwrap_or(c.post);
            let post = store.ours(Kind::Answer, c.post).or_else(|| store.ours(Kind::Question, c.post));
            let Some((post, question)) = post.zip(store.ours(Kind::Question, question)) else {
                report.skipped("comments", "its post is not imported");
                continue;
            };
            if store.was_there(Kind::Comment, c.id) {
                report.already("comments");
            } else if c.source.is_empty() {
                report.skipped("comments", "empty");
            } else if store.ours(Kind::Comment, c.id).is_some() || !ids.insert(c.id) {
                report.skipped("comments", "the same id twice");
            } else {
                report.imported("comments");
                let url = format!("https://{}/posts/comments/{}", store.source, c.id);
                let origin = Origin { id: c.id, author: c.author.display.clone(), url, licence: c.licence };
                new.push(NewComment { origin, author: c.author.key.clone(), post, question, source: c.source, html: c.html, opening_score: c.score, created_at: c.at });
                wanted.push(c.author);
            }
        }
        store.people(&wanted).await?;
        store.comments(&new).await?;
    }
    Ok(())
}

pub async fn duplicates(store: &mut Store<'_>, report: &mut Report, site: &Site, dump: &Dump, progress: &mut Progress) -> anyhow::Result<()> {
    let Some(file) = &dump.links else { return Ok(()) };
    let mut batches = rows(file, progress, |row| (row.line, row.attributes.and_then(|a| Ok((id(&a, "LinkTypeId")?, id(&a, "PostId")?, id(&a, "RelatedPostId")?)))))?;
    let mut pointed: HashMap<i64, i64> = HashMap::new();
    while let Some(batch) = batches.next().await? {
        progress.tick();
        let mut pairs = Vec::new();
        for (line, parsed) in batch {
            let (question, of) = match parsed {
                Err(why) => {
                    broken(report, "links", file, line, &why);
                    continue;
                }
                Ok((3, question, of)) => (question, of),
                Ok(_) => {
                    report.skipped("links", "a mention, not a duplicate");
                    continue;
                }
            };
            let Some((ours, original)) = store.ours(Kind::Question, question).zip(store.ours(Kind::Question, of)) else {
                report.skipped("links", "a duplicate that points outside the dump");
                report.problem(format!("{}:{line}: question {question} repeats {of}: not both are in the dump", file.name));
                continue;
            };
            let there = match pointed.get(&ours) {
                Some(of) => Some(*of),
                None if store.was_there(Kind::Question, question) => points_at(store, ours).await?,
                None => None,
            };
            if !site.closed.contains_key(&question) {
                report.skipped("links", "reopened since");
            } else if there.is_none() && ours != original {
                report.imported("links");
                pointed.insert(ours, original);
                pairs.push((ours, original));
            } else if there == Some(original) && !pointed.contains_key(&ours) {
                report.already("links");
            } else {
                report.skipped("links", "it repeats another question already");
            }
        }
        store.duplicates(&pairs).await?;
    }
    Ok(())
}

async fn points_at(store: &Store<'_>, question: i64) -> anyhow::Result<Option<i64>> {
    #[derive(FromQueryResult)]
    struct Row {
        duplicate_of: Option<i64>,
    }
    let row: Option<Row> = db::row(store.db.read(), "SELECT duplicate_of FROM question WHERE id = $1", values![question]).await?;
    Ok(row.and_then(|r| r.duplicate_of))
}
