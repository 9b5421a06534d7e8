//! From settings to a serving process, and its orderly end.

use std::time::Duration;

use anyhow::Context;
use tokio::net::TcpListener;

use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::screening::hosts;
use crate::transfer::nightly;
use crate::web::edge;
use crate::accounts::two_factor;
use crate::{demo, feed, jobs, reputation, router};

/// How long a job under way is waited for at the end: as long as a mail server may take.
const LAST_JOB: Duration = Duration::from_secs(20);

/// Connects, migrates, serves until SIGTERM or Ctrl-C, then drains.
pub async fn serve(config: Config) -> anyhow::Result<()> {
    config.check_serve()?;
    let db = Db::connect_to_serve(config.database_url()).await?;
    if config.get("migrate") == "true" {
        nightly::migrate(&config, &db, Clock::System.now()).await?;
    }
    let tx = db.write().await?;
    feed::rows::at_home(&tx).await?;
    hosts::known(&tx, &hosts::of(&format!("<a href=\"{}\">", config.base_url())), Clock::System.now()).await?;
    tx.commit().await?;
    reputation::versions::begin(&db, config.get("timezone"), Clock::System.now()).await?;
    for (key, count) in two_factor::queries::lost(db.read(), &config).await? {
        tracing::error!(%key, count, "secrets of two-step log-in are under a key that is not in secret_key: their codes are refused, recovery codes work");
    }
    let app = App::new(config, db, Clock::System);
    if app.config.demo {
        demo::fill(&app).await.context("the sample community could not be made")?;
    }
    let listen = app.config.listen()?;
    let listener = TcpListener::bind(listen).await.with_context(|| format!("cannot listen on {listen}"))?;
    let at = listener.local_addr()?;
    let private = match app.config.metrics_listen()? {
        Some(at) => Some(TcpListener::bind(at).await.with_context(|| format!("cannot listen on {at}"))?),
        None => None,
    };
    let site = router::build(&app)?;
    let mut background = tokio::spawn(jobs::run_forever(app.clone()));
    if let Some(listener) = private {
        let router = router::metrics(&app);
        let settings = edge::Settings::new(&app.config);
        tokio::spawn(edge::serve(listener, router, settings, std::future::pending()));
    }
    let stop = edge::asked_to_stop(app.clone());
    println!("Entraide is at http://{at}");
    if app.config.demo {
        println!("{}", demo::logins());
    }
    tracing::info!(address = %at, database = app.config.database_url().split(':').next().unwrap_or_default(), "serving");
    edge::serve(listener, site, edge::Settings::new(&app.config), stop).await;
    // a job under way ends, so that no mail is cut off between its sending and its being marked as sent
    if tokio::time::timeout(LAST_JOB, &mut background).await.is_err() {
        tracing::warn!("a job was cut off: it took too long");
        background.abort();
    }
    if let Err(e) = jobs::tidy(&app, app.clock.now()).await {
        tracing::error!(error = ?e, "what this process counted could not be written down");
    }
    app.db.clone().close().await?;
    tracing::info!("stopped");
    Ok(())
}
