//! Questions, then answers, then which answer solved it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::super::clean;
use super::super::extras::NewAcceptance;
use super::super::files::Source;
use super::super::progress::Progress;
use super::super::report::Report;
use super::super::store::{Kind, Origin, Person, Store};
use super::super::write::{NewAnswer, NewPost, NewQuestion};
use super::super::xml_rows::{Attributes, Row};
use super::people::People;
use super::scan::Seen;
use super::votes::Votes;
use super::{broken, date, id, licence, number, rows, tags, text};
use crate::clock::Millis;
use crate::i18n::Lang;
use crate::rules::{fold, language};

/// What the parts of a dump know of each other.
pub struct Site {
    /// Of the category everything goes to.
    pub slug: String,
    pub seen: Arc<Seen>,
    pub people: Arc<People>,
    pub votes: Arc<Votes>,
    /// Questions that are closed, and since when.
    pub closed: HashMap<i64, Millis>,
    pub accepted: Vec<Accepted>,
}

pub struct Accepted {
    question: i64,
    answer: i64,
    asker: Person,
}

/// A row of Posts.
enum Post {
    /// Of a type that is not imported.
    Other(&'static str),
    /// An answer while questions are read, or the reverse.
    NotNow,
    Known { id: i64, accepted: Option<Accepted>, closed: Option<Millis>, score: i64, counted: Option<i64> },
    New { new: Box<NewQuestion>, people: Vec<Person>, accepted: Option<Accepted>, score: i64, counted: Option<i64> },
}

/// What preparing a post needs.
struct Prepare {
    site: String,
    slug: String,
    dry: bool,
    now: Kind,
    known: HashSet<i64>,
    seen: Arc<Seen>,
    people: Arc<People>,
    votes: Arc<Votes>,
}

impl Prepare {
    fn new(store: &Store<'_>, site: &Site, now: Kind) -> Prepare {
        Prepare {
            site: store.source.clone(),
            slug: site.slug.clone(),
            dry: store.dry,
            now,
            known: store.before(now),
            seen: site.seen.clone(),
            people: site.people.clone(),
            votes: site.votes.clone(),
        }
    }

    fn post(&self, row: Row) -> Result<Post, String> {
        let row = row.attributes?;
        match (id(&row, "PostTypeId")?, self.now) {
            (1, Kind::Question) | (2, Kind::Answer) => {}
            (1 | 2, _) => return Ok(Post::NotNow),
            (4 | 5, _) => return Ok(Post::Other("a page about a tag")),
            (3 | 7, _) => return Ok(Post::Other("a wiki page")),
            (6, _) => return Ok(Post::Other("a moderator nomination")),
            _ => return Ok(Post::Other("another type of post")),
        }
        let (post, created_at) = (id(&row, "Id")?, date(&row, "CreationDate")?);
        let question = self.now == Kind::Question;
        let author = self.people.who(number(&row, "OwnerUserId"), text(&row, "OwnerDisplayName"), created_at);
        let accepted = number(&row, "AcceptedAnswerId").filter(|_| question).map(|answer| Accepted { question: post, answer, asker: author.clone() });
        let closed = date(&row, "ClosedDate").ok().filter(|_| question);
        let score = number(&row, "Score").unwrap_or(0);
        let counted = self.votes.known.then(|| self.votes.of(post)).map(|c| c.up - c.down);
        if self.known.contains(&post) {
            return Ok(Post::Known { id: post, accepted, closed, score, counted });
        }
        let title = clean::title(text(&row, "Title"));
        if question && title.is_empty() {
            return Err("no title".into());
        }
        let body = clean::html(text(&row, "Body"), self.dry);
        let lang = if self.dry { "en" } else { language::detect(&format!("{title}\n{}", body.plain)).unwrap_or("en") };
        let edited = date(&row, "LastEditDate").ok().map(|at| (at, self.people.who(number(&row, "LastEditorUserId"), text(&row, "LastEditorDisplayName"), at)));
        let origin = Origin {
            id: post,
            author: author.display.clone(),
            url: format!("https://{}/{}/{post}", self.site, if question { "q" } else { "a" }),
            licence: licence(&row, created_at),
        };
        let new = NewQuestion {
            slug: fold::slug(&title),
            title,
            excerpt: body.excerpt,
            category: Some(self.slug.clone()),
            tags: tags(text(&row, "Tags")),
            opening_me_too: 0,
            views: number(&row, "ViewCount").unwrap_or(0).max(0),
            closed: closed.map(|at| (at, self.why_closed(post, lang))),
            post: NewPost {
                origin,
                author: author.key.clone(),
                html: body.html,
                lang: lang.to_owned(),
                removed: None,
                opening_score: counted.unwrap_or(score),
                created_at,
                edited: edited.as_ref().map(|(at, who)| (*at, who.key.clone())),
            },
        };
        let people = std::iter::once(author).chain(edited.map(|(_, who)| who)).collect();
        Ok(Post::New { new: Box::new(new), people, accepted, score, counted })
    }

    /// The numbers of two ages of the site, in words.
    fn why_closed(&self, post: i64, lang: &str) -> String {
        let lang = Lang::from_code(lang).unwrap_or_default();
        let words = match self.seen.close_codes.get(&post).map_or("", String::as_str) {
            "1" | "101" => lang.import_closed_duplicate(),
            "2" | "102" => lang.import_closed_off_topic(),
            "4" | "103" => lang.import_closed_unclear(),
            "104" => lang.import_closed_broad(),
            "3" | "105" => lang.import_closed_opinion(),
            "7" => lang.import_closed_localised(),
            _ => lang.import_closed(),
        };
        words.to_owned()
    }
}

fn compare(report: &mut Report, id: i64, score: i64, counted: Option<i64>) {
    if let Some(counted) = counted.filter(|c| *c != score) {
        report.problem(format!("post {id}: its votes give {counted}, the dump says {score}; the votes count"));
    }
}

/// Reads the questions, and counts posts of types that are not imported.
pub async fn questions(store: &mut Store<'_>, report: &mut Report, site: &mut Site, file: &Source, progress: &mut Progress) -> anyhow::Result<()> {
    let prepare = Prepare::new(store, site, Kind::Question);
    let mut batches = rows(file, progress, move |row| (row.line, prepare.post(row)))?;
    while let Some(batch) = batches.next().await? {
        progress.tick();
        let (mut new, mut wanted, mut ids) = (Vec::new(), Vec::new(), HashSet::new());
        for (line, parsed) in batch {
            match parsed {
                Err(why) => broken(report, "other posts", file, line, &why),
                Ok(Post::Other(why)) => report.skipped("other posts", why),
                Ok(Post::NotNow) => {}
                Ok(Post::Known { id, accepted, closed, score, counted }) => {
                    report.already("questions");
                    compare(report, id, score, counted);
                    site.accepted.extend(accepted);
                    site.closed.extend(closed.map(|at| (id, at)));
                }
                Ok(Post::New { new: q, people, accepted, score, counted }) => {
                    let id = q.post.origin.id;
                    if store.ours(Kind::Question, id).is_some() || !ids.insert(id) {
                        report.skipped("questions", "the same id twice");
                        continue;
                    }
                    report.imported("questions");
                    compare(report, id, score, counted);
                    site.accepted.extend(accepted);
                    site.closed.extend(q.closed.as_ref().map(|(at, _)| (id, *at)));
                    wanted.extend(people);
                    new.push(*q);
                }
            }
        }
        store.people(&wanted).await?;
        store.questions(&new).await?;
    }
    Ok(())
}

/// Reads the answers.
pub async fn answers(store: &mut Store<'_>, report: &mut Report, site: &mut Site, file: &Source, progress: &mut Progress) -> anyhow::Result<()> {
    let prepare = Prepare::new(store, site, Kind::Answer);
    let mut batches = rows(file, progress, move |row| {
        let answer = row.attributes.as_ref().is_ok_and(|a| number(a, "PostTypeId") == Some(2));
        (row.line, answer, prepare.post(row))
    })?;
    while let Some(batch) = batches.next().await? {
        progress.tick();
        let (mut new, mut wanted, mut ids) = (Vec::new(), Vec::new(), HashSet::new());
        for (line, answer, parsed) in batch {
            match parsed {
                Err(why) if answer => broken(report, "answers", file, line, &why),
                // What is not even known to be an answer was reported with the questions.
                Err(_) | Ok(Post::Other(_) | Post::NotNow) => {}
                Ok(Post::Known { id, score, counted, .. }) => {
                    report.already("answers");
                    compare(report, id, score, counted);
                }
                Ok(Post::New { new: a, people, score, counted, .. }) => {
                    let id = a.post.origin.id;
                    let question = site.seen.question_of.get(&id).and_then(|q| store.ours(Kind::Question, *q));
                    let Some(question) = question else {
                        report.skipped("answers", "its question is not there");
                        report.problem(format!("{}:{line}: the question of answer {id} is not there", file.name));
                        continue;
                    };
                    if store.ours(Kind::Answer, id).is_some() || !ids.insert(id) {
                        report.skipped("answers", "the same id twice");
                        continue;
                    }
                    report.imported("answers");
                    compare(report, id, score, counted);
                    wanted.extend(people);
                    new.push(NewAnswer { post: a.post, question });
                }
            }
        }
        store.people(&wanted).await?;
        store.answers(&new).await?;
    }
    Ok(())
}

/// An acceptance has the day of its vote, where known, else the date of the answer; never before the answer.
pub async fn accept(store: &mut Store<'_>, report: &mut Report, site: &Site) -> anyhow::Result<()> {
    let mut new = Vec::new();
    for a in &site.accepted {
        let there = store.ours(Kind::Question, a.question).zip(store.ours(Kind::Answer, a.answer));
        let Some((question, post)) = there.filter(|_| site.seen.question_of.get(&a.answer) == Some(&a.question)) else {
            report.skipped("acceptances", "the answer is not in the dump");
            report.problem(format!("the accepted answer {} of question {} is not in the dump", a.answer, a.question));
            continue;
        };
        let actor = store.person(&a.asker.key).unwrap_or_default();
        new.push(NewAcceptance { question, post, actor, at: site.votes.of(a.answer).accepted_at.unwrap_or(0) });
    }
    store.acceptances(&new, "acceptances", report).await
}

/// Who wrote a comment or a revision.
pub fn author(people: &People, row: &Attributes, created_at: Millis) -> Person {
    people.who(number(row, "UserId"), text(row, "UserDisplayName"), created_at)
}
