//! `kill -9` at random moments while people write. What was acknowledged is there, once.

use std::sync::Arc;
use std::time::Duration;

use entraide::db::Db;

use crate::Size;
use crate::cluster;
use crate::crowd;
use crate::report::Line;
use crate::server::Site;
use crate::writers::{self, Dice, Scene};

/// Seconds until it is ready again.
const READY: f64 = 3.0;

pub async fn run(size: Size) -> anyhow::Result<Vec<Line>> {
    let sqlite = one("SQLite", Site::sqlite()?, size.of(300, 10_000), size.of(5, 50)).await?;
    let cluster = cluster::shared()?;
    let postgres = one("PostgreSQL", Site::on(&cluster.database().await?)?, size.of(120, 10_000), size.of(2, 50)).await?;
    Ok(vec![sqlite, postgres])
}

async fn one(database: &str, site: Site, writes: usize, kills: usize) -> anyhow::Result<Line> {
    let mut line = Line::new(format!("kill -9, {database}"), format!("{kills} kills during {writes} acknowledged writes: none lost, none doubled, check clean, ready in {READY} s"));
    let crowd = crowd::gather(&site.url, 6, 2).await?;
    let site = Arc::new(site);
    let scene = Arc::new(Scene::new(site.clone(), crowd, writes));
    let mut server = site.start().await?;
    let mut writing = tokio::spawn(writers::write(scene.clone()));
    let (mut dice, mut longest, mut killed) = (Dice::new(7), server.ready_after, 0);
    // a moment somewhere in each of so many equal stretches
    for n in 0..kills {
        let moment = writes * n / kills + dice.below(writes / kills * 9 / 10);
        let reached = async {
            while scene.journal.acknowledged() < moment {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            tokio::time::sleep(Duration::from_micros(dice.below(20_000) as u64)).await;
        };
        tokio::select! {
            () = reached => {}
            done = &mut writing => {
                done??;
                line.wrong("everything was written before it was killed as often as it should");
                return Ok(line);
            }
        }
        site.gone();
        server.kill()?;
        killed += 1;
        server = site.start().await?;
        longest = longest.max(server.ready_after);
    }
    writing.await??;
    site.gone();
    server.stop().await?;
    line.saw(format_args!("{killed} kills, {} acknowledged, {} sent again after a broken answer", scene.journal.acknowledged(), scene.journal.retried()));
    line.at_most("ready after", longest.as_secs_f64(), READY, "s");
    let db = Db::connect(&site.url).await?;
    scene.journal.compare(&db, &mut line).await?;
    db.close().await?;
    match site.check()? {
        Ok(()) => line.saw("check clean"),
        Err(said) => line.wrong(format_args!("check: {said}")),
    }
    Ok(line)
}
