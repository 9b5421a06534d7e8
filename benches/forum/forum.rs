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
    pub statements: Arc<AtomicUsize>,
    pub longest: Thread,
    pub tag: Tag,
    /// Signed-in browsers.
    pub members: Vec<String>,
    questions: i64,
    answers: i64,
    invented: bool,
}

#[derive(FromQueryResult, Clone)]
pub struct Thread {
    pub id: i64,
    pub slug: String,
    pub answer_count: i64,
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

pub async fn open() -> anyhow::Result<Forum> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/bench");
    std::fs::create_dir_all(&folder)?;
    let data = std::env::var_os("ENTRAIDE_TEST_DATA").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data"), PathBuf::from).join("thunderbird-support");
    let invented = !data.exists();
    let url = match std::env::var("DATABASE_URL") {
        Ok(url) if url.starts_with("postgres") => url,
        // a copy: the run writes into it
        _ => {
            let made = folder.join(if invented { "invented.db" } else { "forum.db" });
            if !made.exists() {
                let part = made.with_extension("part");
                let _ = std::fs::remove_file(&part);
                let db = Db::connect(&format!("sqlite://{}", part.display())).await?;
                fill(&db, &data, &folder, invented).await?;
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
    fill(&db, &data, &folder, invented).await?;
    let statements = Arc::new(AtomicUsize::new(0));
    let counter = statements.clone();
    db.watch(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
    });
    let base = "http://127.0.0.1:3000".to_owned();
    let mut config = Config::defaults();
    for key in ["limits.pages", "limits.pages_per_minute", "limits.similar_per_minute", "limits.member_times", "limits.member_pages", "limits.member_pages_per_minute", "limits.address_pages_per_minute", "limits.searches_per_minute", "limits.member_searches_per_minute", "limits.feeds_per_ten_minutes"] {
        config.set(key, "1000000000")?;
    }
    config.set("limits.gaps", "0")?;
    config.set("database_url", url)?;
    let app = App::new(config, db, Clock::System);
    let read = app.db.read();
    let longest = db::row(read, "SELECT id, slug, answer_count FROM question WHERE state = 'visible' ORDER BY answer_count DESC, id LIMIT 1", []).await?.context("a question")?;
    let tag = db::row(read, "SELECT name, question_count AS n FROM tag ORDER BY question_count DESC, id LIMIT 1", []).await?.context("a tag")?;
    let questions = db::count(read, "SELECT COUNT(*) AS n FROM question", []).await?;
    let answers = db::count(read, "SELECT COUNT(*) AS n FROM post WHERE kind = 'answer'", []).await?;
    let members = members(&app, 32).await?;
    Ok(Forum { app, base, statements, longest, tag, members, questions, answers, invented })
}

/// Imports the forum unless it is there.
async fn fill(db: &Db, data: &Path, folder: &Path, invented: bool) -> anyhow::Result<()> {
    db.migrate().await?;
    versions::begin(db, "Europe/Paris", Clock::System.now()).await?;
    if db::count(db.read(), "SELECT COUNT(*) AS n FROM question", []).await? > 0 {
        return Ok(());
    }
    let from = if invented { invent(folder)? } else { data.to_owned() };
    println!("importing {} (once)…", from.display());
    let report = import::kitsune(db, &from, import::Options::default()).await?;
    println!("{report}");
    Ok(())
}

/// Signed-in browsers of members who may post as much as they like.
async fn members(app: &App, n: usize) -> anyhow::Result<Vec<String>> {
    let now = app.clock.now();
    let mut cookies = Vec::new();
    for i in 0..n {
        let name = format!("bench-{i}");
        let tx = app.db.write().await?;
        let made = db::run(
            &tx,
            "INSERT INTO account (username, username_folded, display_name, email, email_folded, email_verified_at, role, rank, reputation, about, shortcuts, placeholder, failed_logins, created_at)
             VALUES ($1, $1, $1, $2, $2, $3, 'staff', 'member', 1, '', TRUE, FALSE, 0, $3) ON CONFLICT DO NOTHING",
            values![name.clone(), format!("{name}@example.com"), now - 100 * DAY],
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
    }
    Ok(cookies)
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
}
