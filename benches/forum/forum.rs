//! The forum that is measured, and what in it is worth measuring.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Arc;

use anyhow::Context as _;
use entraide::app::App;
use entraide::clock::{Clock, DAY};
use entraide::config::Config;
use entraide::db::{self, Db};
use entraide::reputation::{actions, versions};
use entraide::web::session;
use entraide::{import, values};
use sea_orm::FromQueryResult;
use tower_sessions::SessionStore as _;
use tower_sessions::session::{Id, Record};

pub struct Forum {
    pub app: App,
    pub base: String,
    /// Of the database.
    pub url: String,
    pub statements: Arc<AtomicUsize>,
    /// The thread with twenty answers, or the next longer one.
    pub twenty: Thread,
    pub longest: Thread,
    pub tag: Tag,
    /// Who gave most answers.
    pub helper: String,
    /// Browsers of the team, who may post as much as they like.
    pub members: Vec<String>,
    /// Their accounts.
    ids: Vec<i64>,
    /// Browsers of customers.
    pub readers: Vec<String>,
    /// Of a visitor for whom each page is made: one with a draft.
    pub stranger: String,
    pub size: Size,
    pub questions: i64,
    /// When the newest of the threads was last spoken in, before anything was measured.
    pub newest: i64,
    answers: i64,
    invented: bool,
}

#[derive(FromQueryResult, Clone)]
pub struct Thread {
    pub id: i64,
    pub slug: String,
    pub answer_count: i64,
}

#[derive(FromQueryResult)]
struct Name {
    name: String,
}

#[derive(FromQueryResult, Clone)]
pub struct Tag {
    pub name: String,
    pub n: i64,
}

impl Forum {
    pub fn describe(&self) -> String {
        format!(
            "{} questions, {} answers{}, on {}; longest thread {} answers; tag “{}” {} questions",
            self.questions,
            self.answers,
            if self.invented { " (invented)" } else { "" },
            if self.app.db.is_postgres() { "PostgreSQL" } else { "SQLite" },
            self.longest.answer_count,
            self.tag.name,
            self.tag.n
        )
    }
}

/// Limits that a load would meet.
pub const UNLIMITED: &[&str] = &["limits.pages", "limits.pages_per_minute", "limits.similar_per_minute", "limits.member_times", "limits.member_pages", "limits.member_pages_per_minute", "limits.address_pages_per_minute", "limits.searches_per_minute", "limits.member_searches_per_minute", "limits.feeds_per_ten_minutes"];

/// How much of the real forum, or how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    Tenth,
    Whole,
    TenTimes,
}

impl Size {
    pub fn name(self) -> &'static str {
        match self {
            Size::Tenth => "tenth",
            Size::Whole => "whole",
            Size::TenTimes => "ten-times",
        }
    }
}

/// Where databases and figures are.
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/bench")
}

pub async fn open(size: Size) -> anyhow::Result<Forum> {
    let folder = folder();
    std::fs::create_dir_all(&folder)?;
    let data = std::env::var_os("ENTRAIDE_TEST_DATA").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data"), PathBuf::from).join("thunderbird-support");
    let invented = !data.exists();
    let url = match std::env::var("DATABASE_URL") {
        Ok(url) if url.starts_with("postgres") => url,
        // a copy: the run writes into it
        _ => {
            let made = folder.join(format!("{}-{}.db", if invented { "invented" } else { "forum" }, size.name()));
            if !made.exists() {
                let part = made.with_extension("part");
                let _ = std::fs::remove_file(&part);
                let db = Db::connect(&format!("sqlite://{}", part.display())).await?;
                fill(&db, &data, &folder, invented, size).await?;
                db.close().await?;
                std::fs::rename(&part, &made)?;
            }
            let copy = folder.join("run.db");
            for end in ["", "-wal", "-shm"] {
                let _ = std::fs::remove_file(format!("{}{end}", copy.display()));
            }
            std::fs::copy(&made, &copy)?;
            format!("sqlite://{}", copy.display())
        }
    };
    let mut db = Db::connect(&url).await?;
    fill(&db, &data, &folder, invented, size).await?;
    let statements = Arc::new(AtomicUsize::new(0));
    let counter = statements.clone();
    let said = std::env::var_os("ENTRAIDE_BENCH_STATEMENTS").is_some();
    db.watch(move |info| {
        counter.fetch_add(1, Ordering::Relaxed);
        if said {
            println!("{:>6} µs  {}", info.elapsed.as_micros(), info.statement.sql.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(200).collect::<String>());
        }
    });
    let base = "http://127.0.0.1:3000".to_owned();
    let mut config = Config::defaults();
    for key in UNLIMITED {
        config.set(key, "1000000000")?;
    }
    config.set("limits.gaps", "0")?;
    config.set("two_step.staff", "offered")?;
    config.set("database_url", url.clone())?;
    let app = App::new(config, db, Clock::System);
    let read = app.db.read();
    let twenty = db::row(
        read,
        "SELECT id, slug, answer_count FROM question WHERE state = 'visible' AND answer_count >= 20 ORDER BY answer_count, id LIMIT 1",
        [],
    )
    .await?;
    let longest: Thread = db::row(read, "SELECT id, slug, answer_count FROM question WHERE state = 'visible' ORDER BY answer_count DESC, id LIMIT 1", []).await?.context("a question")?;
    let tag = db::row(read, "SELECT name, question_count AS n FROM tag ORDER BY question_count DESC, id LIMIT 1", []).await?.context("a tag")?;
    let questions = db::count(read, "SELECT COUNT(*) AS n FROM question", []).await?;
    let newest = db::count(read, "SELECT MAX(activity_at) AS n FROM question", []).await?;
    let answers = db::count(read, "SELECT COUNT(*) AS n FROM post WHERE kind = 'answer'", []).await?;
    let helper: Name = db::row(
        read,
        "SELECT a.username AS name FROM post p JOIN account a ON a.id = p.author_id WHERE p.kind = 'answer' AND p.state = 'visible' AND a.deleted_at IS NULL GROUP BY a.id, a.username ORDER BY COUNT(*) DESC, a.id LIMIT 1",
        [],
    )
    .await?
    .context("an answer")?;
    let (ids, members) = browsers(&app, "bench", "staff", 32).await?;
    let (_, readers) = browsers(&app, "reader", "customer", 2).await?;
    let stranger = "draft=none".to_owned();
    Ok(Forum { newest, twenty: twenty.unwrap_or_else(|| longest.clone()), helper: helper.name, ids, readers, stranger, size, url, app, base, statements, longest, tag, members, questions, answers, invented })
}

/// Imports the forum unless it is there.
async fn fill(db: &Db, data: &Path, folder: &Path, invented: bool, size: Size) -> anyhow::Result<()> {
    db.migrate().await?;
    versions::begin(db, "Europe/Paris", Clock::System.now()).await?;
    let there = db::count(db.read(), "SELECT COUNT(*) AS n FROM question", []).await?;
    if there > 0 {
        return Ok(());
    }
    let mut from = if invented { invent(folder)? } else { data.to_owned() };
    if size == Size::Tenth {
        from = tenth(&from, folder)?;
    }
    // the same threads again are other threads of another site
    for n in 0..if size == Size::TenTimes { 10 } else { 1 } {
        println!("importing {} (once)…", from.display());
        let site = (n > 0).then(|| format!("copy-{n}.example"));
        let report = import::kitsune(db, &from, import::Options { site, ..import::Options::default() }).await?;
        println!("{report}");
    }
    Ok(())
}

/// Every tenth question of the files with its answers.
fn tenth(from: &Path, folder: &Path) -> anyhow::Result<PathBuf> {
    let dir = folder.join("tenth");
    std::fs::create_dir_all(&dir)?;
    for entry in std::fs::read_dir(from)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let plain = name.trim_end_matches(".zst");
        if !plain.ends_with(".csv") {
            continue;
        }
        let file = std::fs::File::open(&path)?;
        let input: Box<dyn std::io::Read> = if name.ends_with(".zst") { Box::new(zstd::Decoder::new(file)?) } else { Box::new(file) };
        let mut read = csv::Reader::from_reader(input);
        let mut write = csv::Writer::from_path(dir.join(plain))?;
        let headers = read.headers()?.clone();
        let of = if plain.starts_with("questions") { "id" } else { "question_id" };
        let column = headers.iter().position(|h| h == of).context("a column with the question's id")?;
        write.write_record(&headers)?;
        for row in read.records() {
            let row = row?;
            if row.get(column).and_then(|id| id.parse::<u64>().ok()).is_some_and(|id| id % 10 == 5) {
                write.write_record(&row)?;
            }
        }
        write.flush()?;
    }
    Ok(dir)
}

/// Accounts made long ago, with their browsers signed in.
async fn browsers(app: &App, prefix: &str, role: &str, n: usize) -> anyhow::Result<(Vec<i64>, Vec<String>)> {
    let now = app.clock.now();
    let (mut ids, mut cookies) = (Vec::new(), Vec::new());
    for i in 0..n {
        let name = format!("{prefix}-{i}");
        let tx = app.db.write().await?;
        let made = db::run(
            &tx,
            "INSERT INTO account (username, username_folded, display_name, email, email_folded, email_verified_at, role, rank, reputation, about, shortcuts, placeholder, failed_logins, created_at)
             VALUES ($1, $1, $1, $2, $2, $3, $4, 'member', 1, '', TRUE, FALSE, 0, $3) ON CONFLICT DO NOTHING",
            values![name.clone(), format!("{name}@example.com"), now - 100 * DAY, role],
        )
        .await?;
        let id = db::count(&tx, "SELECT id AS n FROM account WHERE username = $1", values![name]).await?;
        if made > 0 {
            actions::open_account(&tx, id.into(), now).await?;
        }
        tx.commit().await?;
        let data = HashMap::from([(session::ACCOUNT.to_owned(), id.into())]);
        let mut record = Record { id: Id::default(), data, expiry_date: time::OffsetDateTime::now_utc() + time::Duration::days(30) };
        app.sessions.create(&mut record).await?;
        cookies.push(format!("{}={}", session::cookie_name(&app.config), record.id));
        ids.push(id);
    }
    Ok((ids, cookies))
}

/// A forum of the same shape, from the words of the sample community.
fn invent(folder: &Path) -> anyhow::Result<PathBuf> {
    let wanted: usize = std::env::var("ENTRAIDE_BENCH_QUESTIONS").ok().and_then(|n| n.parse().ok()).unwrap_or(3_000);
    let dir = folder.join("invented");
    std::fs::create_dir_all(&dir)?;
    let mut words: Vec<String> = Vec::new();
    for n in 1..=9 {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/demo/nordik/questions-0{n}.toml"));
        words.extend(std::fs::read_to_string(file)?.split(|c: char| !c.is_alphabetic()).filter(|w| w.len() > 2).map(str::to_lowercase));
    }
    // a plain generator: the same forum every time
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    let text = |n: usize, random: &mut dyn FnMut(usize) -> usize| (0..n).map(|_| words[random(words.len())].as_str()).collect::<Vec<_>>().join(" ");
    let mut questions = String::from("id,created,updated,locale,product,topic,tags,title,content,creator,is_solved,solution,solved_by,is_spam,is_locked,is_archived,is_taken,num_answers,num_votes,num_votes_past_week,last_answer,answers,involved,metadata,updated_by\n");
    let mut answers = String::from("id,question_id,created,updated,content,creator,is_spam,num_helpful,num_unhelpful\n");
    let mut answer = 0;
    for id in 1..=wanted {
        let count = if id == 7 { 80 } else { random(5) };
        let first = answer + 1;
        let day = format!("2026-{:02}-{:02} {:02}:{:02}:00 +0000", 1 + id * 11 / (wanted + 1), 1 + random(28), random(24), random(60));
        for _ in 0..count {
            answer += 1;
            let body: String = text(60 + random(120), &mut random);
            writeln!(answers, "{answer},{id},{day},{day},<p>{body}</p>,helper{},false,{},0", random(40), random(6))?;
        }
        let solved = count > 0 && random(3) > 0;
        let (title, body) = (text(8, &mut random), text(70, &mut random));
        let list: String = (first..=answer).map(|a| format!("{a};")).collect();
        let tags = if random(10) > 0 { "wifi;box;" } else { "mobile;" };
        writeln!(
            questions,
            "{id},{day},{day},fr,nordik,box,{tags},{title},<p>{body}</p>,asker{},{solved},{},,false,false,false,false,{count},{},0,,{list},,,",
            random(900),
            if solved { first.to_string() } else { String::new() },
            random(9)
        )?;
    }
    std::fs::write(dir.join("questions-2026.csv"), questions)?;
    std::fs::write(dir.join("answers-2026.csv"), answers)?;
    Ok(dir)
}

#[derive(FromQueryResult)]
struct Open {
    id: i64,
    answer: i64,
}

impl Forum {
    /// Questions that may be answered, each with one of its answers.
    pub async fn open_questions(&self, n: i64) -> anyhow::Result<Vec<(i64, i64)>> {
        let rows: Vec<Open> = db::rows(
            self.app.db.read(),
            "SELECT q.id AS id, MIN(a.id) AS answer FROM question q JOIN post a ON a.question_id = q.id AND a.kind = 'answer' AND a.state = 'visible'
             WHERE q.state = 'visible' AND q.closed_at IS NULL GROUP BY q.id ORDER BY q.id DESC LIMIT $1",
            values![n],
        )
        .await?;
        Ok(rows.into_iter().map(|r| (r.id, r.answer)).collect())
    }

    /// What the database takes.
    pub async fn bytes(&self) -> anyhow::Result<f64> {
        let text = if self.app.db.is_postgres() { "SELECT pg_database_size(current_database()) AS n" } else { "SELECT page_count * page_size AS n FROM pragma_page_count(), pragma_page_size()" };
        Ok(db::count(self.app.db.read(), text, []).await? as f64)
    }

    /// Questions that were never solved, given to members who may now say what solved them.
    pub async fn asked(&self, n: usize) -> anyhow::Result<Vec<Asked>> {
        let rows: Vec<Open> = db::rows(
            self.app.db.read(),
            "SELECT q.id AS id, MIN(a.id) AS answer FROM question q JOIN post a ON a.question_id = q.id AND a.kind = 'answer' AND a.state = 'visible'
             WHERE q.state = 'visible' AND q.closed_at IS NULL AND q.solved_at IS NULL AND a.author_id <> q.author_id GROUP BY q.id ORDER BY q.id LIMIT $1",
            values![n as i64],
        )
        .await?;
        let tx = self.app.db.write().await?;
        let mut asked = Vec::new();
        for (i, row) in rows.into_iter().enumerate() {
            let asker = i % self.members.len();
            db::run(&tx, "UPDATE post SET author_id = $2 WHERE id = $1", values![row.id, self.ids[asker]]).await?;
            db::run(&tx, "UPDATE question SET author_id = $2 WHERE id = $1", values![row.id, self.ids[asker]]).await?;
            asked.push(Asked { asker, answer: row.answer });
        }
        tx.commit().await?;
        Ok(asked)
    }
}

/// An answer, and which member may accept it.
pub struct Asked {
    pub asker: usize,
    pub answer: i64,
}
