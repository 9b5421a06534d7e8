//! A Kitsune forum (Mozilla's peer support) from its CSV files: `questions-*.csv` and `answers-*.csv`, plain or `.zst`.
//!
//! All questions first, then all answers, then solutions: in whichever file an answer stands, its question is there.
//! An older layout of the files leaves most columns empty; what is unknown is taken as "no".

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::csv_rows::{Record, Records};
use super::extras::NewAcceptance;
use super::files::{self, Lines, Source};
use super::pipeline::Batches;
use super::progress::Progress;
use super::report::Report;
use super::store::{Kind, Origin, Person, Store};
use super::write::{NewAnswer, NewPost, NewQuestion};
use super::{clean, dates};
use crate::clock::Millis;
use crate::i18n::Lang;
use crate::rules::fold;

const LICENCE: &str = "CC BY-SA 3.0 or later";
/// Key of whoever is not named.
const NOBODY: &str = "";

/// What the files say, gathered on the way.
#[derive(Default)]
struct Seen {
    /// Language of each question, for its answers: they carry none.
    langs: HashMap<i64, &'static str>,
    askers: HashMap<i64, String>,
    /// Question → the answer that solved it.
    solutions: BTreeMap<i64, i64>,
    /// When each of those was given.
    given: HashMap<i64, (i64, Millis)>,
    hidden_tags: u64,
    unhelpful: i64,
}

/// Reads the folder into the store.
pub async fn run(store: &mut Store<'_>, report: &mut Report, dir: &Path) -> anyhow::Result<()> {
    let questions = files::find_all(dir, "questions-")?;
    let answers = files::find_all(dir, "answers-")?;
    if questions.is_empty() {
        bail!("{} has no questions-*.csv", dir.display());
    }
    let mut progress = Progress::new(questions.iter().chain(&answers).map(|f| f.bytes).sum());
    let mut seen = Seen::default();
    for file in &questions {
        progress.doing(&file.name);
        read_questions(store, report, &mut seen, &mut progress, file).await.with_context(|| format!("while reading {}", file.name))?;
    }
    for file in &answers {
        progress.doing(&file.name);
        read_answers(store, report, &mut seen, &mut progress, file).await.with_context(|| format!("while reading {}", file.name))?;
    }
    progress.finish();
    accept(store, report, &seen).await?;
    if seen.hidden_tags > 0 {
        report.note(format!("{} tags beyond the fifth of their question are kept and not shown", seen.hidden_tags));
    }
    if seen.unhelpful > 0 {
        report.note(format!("{} \"not helpful\" votes are not kept: this forum counts only what helped", seen.unhelpful));
    }
    Ok(())
}

/// A question as the file has it, cleaned.
enum Question {
    Known { id: i64, solution: Option<i64>, asker: String, lang: &'static str },
    New { new: Box<NewQuestion>, solution: Option<i64>, topic: Option<String> },
}

async fn read_questions(store: &mut Store<'_>, report: &mut Report, seen: &mut Seen, progress: &mut Progress, file: &Source) -> anyhow::Result<()> {
    let (columns, mut records) = open(file, progress, &["id", "created", "title", "content", "creator"])?;
    let (site, dry, known) = (store.source.clone(), store.dry, store.before(Kind::Question));
    let columns = Arc::new(columns);
    let prepare = move |record: Record| (record.line, parse_question(&columns, record, &site, dry, &known));
    let mut batches = Batches::start(move || Ok(records.next()?), weight, prepare);
    while let Some(batch) = batches.next().await? {
        progress.tick();
        let mut new: Vec<NewQuestion> = Vec::new();
        let mut ids = HashSet::new();
        for (line, parsed) in batch {
            match parsed {
                Err(why) => broken(report, "questions", file, line, &why),
                Ok(Question::Known { id, solution, asker, lang }) => {
                    report.already("questions");
                    seen.solutions.extend(solution.map(|s| (id, s)));
                    seen.askers.insert(id, asker);
                    seen.langs.insert(id, lang);
                }
                Ok(Question::New { new: q, .. }) if store.ours(Kind::Question, q.post.origin.id).is_some() || ids.contains(&q.post.origin.id) => {
                    report.skipped("questions", "the same id twice");
                    report.problem(format!("{}:{line}: question {} was read before", file.name, q.post.origin.id));
                }
                Ok(Question::New { new: q, solution, topic }) => {
                    report.imported("questions");
                    let id = q.post.origin.id;
                    ids.insert(id);
                    if let (Some(slug), Some(topic)) = (&q.category, topic)
                        && store.category(slug, &topic).await?
                    {
                        report.kind("topics").imported += 1;
                        report.kind("topics").read += 1;
                    }
                    seen.solutions.extend(solution.map(|s| (id, s)));
                    seen.askers.insert(id, q.post.author.clone());
                    seen.langs.insert(id, lang_of(&q.post.lang));
                    seen.hidden_tags += q.tags.len().saturating_sub(5) as u64;
                    new.push(*q);
                }
            }
        }
        write_people(store, new.iter().map(|q| &q.post)).await?;
        store.questions(&new).await?;
    }
    Ok(())
}

fn parse_question(columns: &Columns, record: Record, site: &str, dry: bool, known: &HashSet<i64>) -> Result<Question, String> {
    let row = Fields { columns, values: record.fields? };
    row.complete()?;
    let id = row.id("id")?;
    let asker = row.get("creator").trim().to_owned();
    let lang = lang_of(row.get("locale"));
    let solution = row.get("solution").trim().parse::<i64>().ok().filter(|_| row.get("is_solved") == "true");
    if known.contains(&id) {
        return Ok(Question::Known { id, solution, asker, lang });
    }
    let created_at = row.date("created")?;
    let title = clean::title(row.get("title"));
    if title.is_empty() {
        return Err("no title".into());
    }
    let text = clean::html(row.get("content"), dry);
    let closed = (row.get("is_locked") == "true")
        .then(|| (row.date("updated").unwrap_or(created_at).max(created_at), Lang::from_code(lang).unwrap_or_default().import_locked().to_owned()));
    let topic = row.get("topic").trim().to_owned();
    let topic = (!matches!(topic.as_str(), "" | "undefined")).then_some(topic);
    let post = NewPost {
        origin: Origin { id, author: author_of(&asker), url: format!("https://{site}/questions/{id}"), licence: LICENCE.into() },
        author: asker,
        html: text.html,
        lang: lang.to_owned(),
        removed: (row.get("is_spam") == "true").then_some("spam"),
        opening_score: 0,
        created_at,
        edited: None,
    };
    let new = NewQuestion {
        slug: fold::slug(&title),
        title,
        excerpt: text.excerpt,
        category: topic.as_ref().map(|t| fold::slug(t)),
        tags: row.get("tags").split(';').filter_map(clean::tag).collect(),
        opening_me_too: row.get("num_votes").trim().parse().unwrap_or(0).max(0),
        views: 0,
        closed,
        post,
    };
    Ok(Question::New { new: Box::new(new), solution, topic: topic.map(|t| clean::humanise(&t)) })
}

/// An answer as the file has it, cleaned; its question is still the source's.
enum Answer {
    Known { id: i64, question: i64, created_at: Millis },
    New { post: Box<NewPost>, question: i64, unhelpful: i64 },
}

async fn read_answers(store: &mut Store<'_>, report: &mut Report, seen: &mut Seen, progress: &mut Progress, file: &Source) -> anyhow::Result<()> {
    let (columns, mut records) = open(file, progress, &["id", "question_id", "created", "content", "creator"])?;
    let (site, dry, known) = (store.source.clone(), store.dry, store.before(Kind::Answer));
    let columns = Arc::new(columns);
    let prepare = move |record: Record| (record.line, parse_answer(&columns, record, &site, dry, &known));
    let mut batches = Batches::start(move || Ok(records.next()?), weight, prepare);
    let solutions: HashSet<i64> = seen.solutions.values().copied().collect();
    while let Some(batch) = batches.next().await? {
        progress.tick();
        let mut new: Vec<NewAnswer> = Vec::new();
        let mut ids = HashSet::new();
        for (line, parsed) in batch {
            match parsed {
                Err(why) => broken(report, "answers", file, line, &why),
                Ok(Answer::Known { id, question, created_at }) => {
                    report.already("answers");
                    if solutions.contains(&id) {
                        seen.given.insert(id, (question, created_at));
                    }
                }
                Ok(Answer::New { mut post, question, unhelpful }) => {
                    let id = post.origin.id;
                    let Some(ours) = store.ours(Kind::Question, question) else {
                        report.skipped("answers", "its question is not there");
                        report.problem(format!("{}:{line}: question {question} of answer {id} is not there", file.name));
                        continue;
                    };
                    if store.ours(Kind::Answer, id).is_some() || !ids.insert(id) {
                        report.skipped("answers", "the same id twice");
                        report.problem(format!("{}:{line}: answer {id} was read before", file.name));
                        continue;
                    }
                    report.imported("answers");
                    seen.unhelpful += unhelpful;
                    if solutions.contains(&id) {
                        seen.given.insert(id, (question, post.created_at));
                    }
                    post.lang = seen.langs.get(&question).copied().unwrap_or("en").to_owned();
                    new.push(NewAnswer { post: *post, question: ours });
                }
            }
        }
        write_people(store, new.iter().map(|a| &a.post)).await?;
        store.answers(&new).await?;
    }
    Ok(())
}

fn parse_answer(columns: &Columns, record: Record, site: &str, dry: bool, known: &HashSet<i64>) -> Result<Answer, String> {
    let row = Fields { columns, values: record.fields? };
    row.complete()?;
    let (id, question) = (row.id("id")?, row.id("question_id")?);
    let created_at = row.date("created")?;
    if known.contains(&id) {
        return Ok(Answer::Known { id, question, created_at });
    }
    let author = row.get("creator").trim().to_owned();
    let votes = |name| row.get(name).trim().parse::<i64>().unwrap_or(0).max(0);
    let post = NewPost {
        origin: Origin { id, author: author_of(&author), url: format!("https://{site}/questions/{question}#answer-{id}"), licence: LICENCE.into() },
        author,
        html: clean::html(row.get("content"), dry).html,
        lang: String::new(),
        removed: (row.get("is_spam") == "true").then_some("spam"),
        opening_score: votes("num_helpful"),
        created_at,
        edited: None,
    };
    Ok(Answer::New { post: Box::new(post), question, unhelpful: votes("num_unhelpful") })
}

/// Solutions become acceptances by the asker, dated by the answer: the forum does not say when.
async fn accept(store: &mut Store<'_>, report: &mut Report, seen: &Seen) -> anyhow::Result<()> {
    let mut new = Vec::new();
    for (question, answer) in &seen.solutions {
        let (Some(ours), Some(asker)) = (store.ours(Kind::Question, *question), seen.askers.get(question).and_then(|a| store.person(a))) else {
            report.skipped("solutions", "its question is not there");
            continue;
        };
        match (store.ours(Kind::Answer, *answer), seen.given.get(answer)) {
            (Some(post), Some((of, at))) if of == question => new.push(NewAcceptance { question: ours, post, actor: asker, at: *at }),
            (Some(_), Some(_)) => {
                report.skipped("solutions", "it answers another question");
                report.problem(format!("the solution {answer} of question {question} answers another question"));
            }
            _ => {
                report.skipped("solutions", "the answer is not in the files");
                report.problem(format!("the solution {answer} of question {question} is not in the files"));
            }
        }
    }
    store.acceptances(&new, "solutions", report).await
}

async fn write_people(store: &mut Store<'_>, posts: impl Iterator<Item = &NewPost>) -> anyhow::Result<()> {
    let wanted: Vec<Person> = posts
        .map(|p| {
            let former = p.author == NOBODY;
            let name = utf8_percent_encode(&p.author, NON_ALPHANUMERIC);
            let url = if former { String::new() } else { format!("https://{}/user/{name}", store.source) };
            Person { key: p.author.clone(), display: author_of(&p.author), url, since: p.created_at, former, reputation: None }
        })
        .collect();
    store.people(&wanted).await
}

fn author_of(key: &str) -> String {
    if key == NOBODY { "former member".into() } else { key.to_owned() }
}

/// `pt-BR` → `pt`: pages and stemming know languages, not countries.
fn lang_of(locale: &str) -> &'static str {
    const KNOWN: &[&str] = &[
        "ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr", "fy", "gl", "he", "hi", "hr", "hu", "id", "it", "ja", "ka",
        "ko", "lt", "lv", "ms", "nb", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "ta", "te", "th", "tr", "uk", "ur", "vi", "zh",
    ];
    let main = locale.split(['-', '_']).next().unwrap_or_default();
    KNOWN.iter().find(|k| k.eq_ignore_ascii_case(main)).copied().unwrap_or("en")
}

fn broken(report: &mut Report, kind: &'static str, file: &Source, line: u64, why: &str) {
    report.skipped(kind, "broken row");
    report.problem(format!("{}:{line}: {why}", file.name));
}

fn weight(record: &Record) -> usize {
    record.fields.as_ref().map_or(0, |f| f.iter().map(String::len).sum())
}

/// Where each column stands.
type Columns = HashMap<String, usize>;

fn open(file: &Source, progress: &Progress, needed: &[&str]) -> anyhow::Result<(Columns, Records)> {
    let mut records = Records::new(Lines::open(file, &progress.read)?);
    let header = match records.next()? {
        Some(Record { fields: Ok(names), .. }) => names,
        _ => bail!("{} has no header", file.name),
    };
    let columns: Columns = header.iter().enumerate().map(|(at, name)| (name.trim().to_owned(), at)).collect();
    if let Some(missing) = needed.iter().find(|n| !columns.contains_key(**n)) {
        bail!("{} has no column \"{missing}\"", file.name);
    }
    Ok((columns, records))
}

/// One record, by the names of its columns.
struct Fields<'a> {
    columns: &'a Columns,
    values: Vec<String>,
}

impl Fields<'_> {
    fn complete(&self) -> Result<(), String> {
        match (self.values.len(), self.columns.len()) {
            (have, want) if have == want => Ok(()),
            (have, want) => Err(format!("{have} fields instead of {want}")),
        }
    }

    /// Empty where the file has no such column.
    fn get(&self, name: &str) -> &str {
        self.columns.get(name).and_then(|at| self.values.get(*at)).map_or("", String::as_str)
    }

    fn id(&self, name: &str) -> Result<i64, String> {
        let text = self.get(name).trim();
        text.parse::<i64>().ok().filter(|id| *id > 0).ok_or_else(|| format!("{name} is not a number"))
    }

    fn date(&self, name: &str) -> Result<Millis, String> {
        dates::parse(self.get(name)).ok_or_else(|| format!("{name} is not a date"))
    }
}
