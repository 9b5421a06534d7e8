//! a mail server that accepts and never answers. Pages do not wait for it, the queue keeps what it has, and the server
//! asks it less and less often.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use entraide::db::{self, Db};
use entraide::values;
use tokio::net::TcpListener;

use crate::Size;
use crate::crowd;
use crate::load::{self, Load};
use crate::report::Line;
use crate::server::Site;

pub async fn run(size: Size) -> anyhow::Result<Vec<Line>> {
    let (mails, seconds) = (200_i64, size.of(20, 180));
    let mut line = Line::new("mute mail server", format!("{mails} mails waiting for {seconds} s: pages' p99 at most twice as long, no mail lost or given up, at most a try in 10 s"));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let smtp = listener.local_addr()?;
    let tries = Arc::new(AtomicUsize::new(0));
    let counted = tries.clone();
    tokio::spawn(async move {
        let mut held = Vec::new();
        while let Ok((socket, _)) = listener.accept().await {
            counted.fetch_add(1, Ordering::Relaxed);
            held.push(socket);
        }
    });
    let mut site = Site::sqlite()?;
    site.set("ENTRAIDE_SMTP_URL", &format!("smtp://{smtp}"));
    site.set("ENTRAIDE_MAIL_FROM", "Entraide <no-reply@example.com>");
    let crowd = crowd::gather(&site.url, 8, 0).await?;
    let mut server = site.start().await?;
    let load = Load::new(server.at, crowd.clone()).await?;
    let sending = load.begin(size.of(20, 50));
    tokio::time::sleep(Duration::from_secs(size.of(5, 30))).await;
    let quiet = load.seen();
    let begun = std::time::Instant::now();
    let db = Db::connect(&site.url).await?;
    let tx = db.write().await?;
    let now = entraide::clock::Clock::System.now();
    db::run(
        &tx,
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1)
         INSERT INTO mail (account_id, kind, to_email, lang, subject, text, html, message_id, attempts, next_attempt_at, created_at)
         SELECT $2, 'notice', 'member-0@example.com', 'en', 'Hello ' || i, 'Hello', '<p>Hello</p>', '<drill-' || i || '@example.com>', 0, $3, $3 FROM n",
        values![mails, crowd.customers[0].id, now],
    )
    .await?;
    tx.commit().await?;
    tries.store(0, Ordering::Relaxed);
    tokio::time::sleep(Duration::from_secs(seconds)).await;
    load.end().await;
    sending.await?;
    let others: Vec<load::Seen> = load.seen().into_iter().filter(|s| s.begun >= begun).collect();
    for s in others.iter().filter(|s| !s.good()) {
        line.wrong(&s.what);
    }
    // beside the rest of a suite, how long pages take says nothing
    if size == Size::Full {
        line.at_most("p99 to that before", load::percentile(&others, 0.99) / load::percentile(&quiet, 0.99).max(10.0), 2.0, "×");
    }
    line.at_most("tries", tries.load(Ordering::Relaxed) as f64, seconds as f64 / 10.0 + 2.0, "");
    let waiting = db::count(db.read(), "SELECT COUNT(*) AS n FROM mail WHERE kind = 'notice' AND message_id LIKE '<drill-%' AND sent_at IS NULL AND failed_at IS NULL AND next_attempt_at IS NOT NULL", []).await?;
    line.saw(format_args!("{waiting} mails wait"));
    if waiting != mails {
        line.wrong(format_args!("{waiting} mails of {mails} wait"));
    }
    db.close().await?;
    if !server.running()? || server.log.contains("panicked") {
        line.wrong(format_args!("the server failed: {}", server.log.tail()));
    }
    server.signal("INT")?;
    let status = server.ends(Duration::from_secs(30)).await?;
    line.saw(status);
    Ok(vec![line])
}
