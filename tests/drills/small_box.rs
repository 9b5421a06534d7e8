//! 256 MiB for everything, the cache of the file included, and a large forum.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use entraide::db::{self, Db};
use entraide::values;

use crate::Size;
use crate::crowd;
use crate::http::{self, form};
use crate::load::{self, Load};
use crate::report::Line;
use crate::server::Site;

const BYTES: u64 = 256 << 20;

/// A group of processes that get so much memory together; gone with this value.
struct Group(PathBuf);

impl Group {
    fn new() -> anyhow::Result<Group> {
        let name = format!("entraide-drill-{}", std::process::id());
        for (root, limit) in [("/sys/fs/cgroup/memory", "memory.limit_in_bytes"), ("/sys/fs/cgroup", "memory.max")] {
            let group = PathBuf::from(root).join(&name);
            if std::fs::create_dir(&group).is_ok() {
                if std::fs::write(group.join(limit), BYTES.to_string()).is_ok() {
                    return Ok(Group(group));
                }
                let _ = std::fs::remove_dir(&group);
            }
        }
        anyhow::bail!("no group of processes with a limit of memory can be made here")
    }

    fn number(&self, files: &[&str]) -> u64 {
        files.iter().find_map(|f| std::fs::read_to_string(self.0.join(f)).ok()).and_then(|t| t.split_whitespace().last().and_then(|n| n.parse().ok())).unwrap_or_default()
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir(&self.0);
    }
}

pub async fn run(size: Size) -> anyhow::Result<Vec<Line>> {
    let (posts, seconds, rate) = (size.of(2_000, 100_000), size.of(10, 600), 20);
    let mut line = Line::new("256 MiB", format!("{posts} posts, {rate} requests a second for {seconds} s with log-ins: not ended for want of memory, nothing fails"));
    let group = Group::new()?;
    let mut site = Site::sqlite()?;
    let crowd = crowd::gather(&site.url, 8, 0).await?;
    let mut child = Command::new(env!("CARGO_BIN_EXE_entraide"))
        .args(["user", "create", "--email", "typist@example.com", "--username", "typist"])
        .env_clear()
        .env("DATABASE_URL", &site.url)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()?;
    if let Some(mut input) = child.stdin.take() {
        writeln!(input, "correct horse battery staple")?;
    }
    anyhow::ensure!(child.wait()?.success(), "an account with a password was not made");
    fill(&site.url, crowd.customers[0].id, posts).await?;
    let join = format!("echo $$ > {}/cgroup.procs && exec \"$@\"", group.0.display());
    site.through(&["sh", "-c", &join, "sh"]);
    let mut server = site.start().await?;
    let load = Load::new(server.at, crowd).await?;
    let sending = load.begin(rate);
    let begun = Instant::now();
    let (mut most, mut logins) = (0.0_f64, 0);
    while begun.elapsed() < Duration::from_secs(seconds) && server.running()? {
        let done = http::post(server.at, "/login", "", &form(&[("login", "typist"), ("password", "correct horse battery staple")])).await;
        logins += usize::from(done.is_ok_and(|d| d.status == 303));
        most = most.max(server.memory());
        tokio::time::sleep(Duration::from_secs(3)).await;
    }
    load.end().await;
    sending.await?;
    let seen = load.seen();
    line.saw(format_args!("{}, {logins} log-ins, at most {most:.0} MiB of its own, {} times at the limit", load::tally(&seen), group.number(&["memory.failcnt", "memory.events"])));
    line.at_most("p99", load::percentile(&seen, 0.99), 1_000.0, "ms");
    if logins == 0 {
        line.wrong("nobody could log in");
    }
    for s in seen.iter().filter(|s| !s.good()) {
        line.wrong(&s.what);
    }
    if server.running()? {
        server.stop().await?;
    } else {
        line.wrong(format_args!("the server ended: {}", server.log.tail()));
    }
    drop(group);
    Ok(vec![line])
}

/// A forum as large as that, put into the tables.
async fn fill(url: &str, author: i64, posts: i64) -> anyhow::Result<()> {
    let db = Db::connect(url).await?;
    let (questions, now) = (posts / 4, entraide::clock::Clock::System.now());
    let tx = db.write().await?;
    db::run(
        &tx,
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1)
         INSERT INTO post (id, kind, question_id, author_id, source, source_format, html, renderer, lang, state, opening_score, score, did_not_work_count, did_not_work_weight, comment_count, revision, official, created_at)
         SELECT i, CASE WHEN i <= $2 THEN 'question' ELSE 'answer' END, CASE WHEN i <= $2 THEN i ELSE (i % $2) + 1 END, $3, 'Unplug the box number ' || i || ' for ten seconds and wait for the lamp. ' || hex(randomblob(300)), 'markdown',
            '<p>Unplug the box number ' || i || ' for ten seconds and wait for the lamp. ' || hex(randomblob(300)) || '</p>', 1, 'en', 'visible', 0, 0, 0, 0, 0, 1, FALSE, $4 - ($1 - i) * 1000 FROM n",
        values![posts, questions, author, now],
    )
    .await?;
    db::run(
        &tx,
        "INSERT INTO question (id, title, slug, excerpt, author_id, state, answer_count, peer_answer_count, accepted_count, verified_count, opening_me_too, me_too_count, score, views, live, created_at, activity_at)
         SELECT p.id, 'The box number ' || p.id || ' is silent', 'the-box', 'It began yesterday', p.author_id, 'visible', a.n, 0, 0, 0, 0, 0, 0, 0, FALSE, p.created_at, a.last
         FROM post p JOIN (SELECT question_id, COUNT(*) AS n, MAX(created_at) AS last FROM post WHERE kind = 'answer' GROUP BY question_id) a ON a.question_id = p.id WHERE p.kind = 'question'",
        [],
    )
    .await?;
    tx.commit().await?;
    entraide::search::rebuild(&db).await?;
    db.close().await?;
    Ok(())
}
