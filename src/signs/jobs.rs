//! The end of an incident is told once to whoever follows one of its threads, some at a time; its threads come back.
//!
//! What must stay true: an incident, or a thread of one, that fails leaves the others; the next run tries it again.

use entity::{IncidentId, PostId};

use super::incidents::{actions, queries};
use crate::app::App;
use crate::clock::Millis;
use crate::deadlines;
use crate::error::Result;

pub async fn tick(app: &App, now: Millis) -> anyhow::Result<()> {
    let mut failed = 0;
    for id in queries::over(app.db.read(), now).await? {
        if app.draining() {
            break;
        }
        if let Err(e) = end(app, id, now).await {
            tracing::error!(incident = id.0, error = ?e, "the end of an incident could not be told");
            failed += 1;
        }
    }
    anyhow::ensure!(failed == 0, "{failed} incidents could not be ended; the log names them");
    Ok(())
}

/// Tells its followers, as many as there are; what is interrupted goes on with the next run. Its threads were marked with
/// its end, so that they come back in any case; some are looked at right now.
pub async fn end(app: &App, id: IncidentId, now: Millis) -> Result<()> {
    loop {
        let tx = app.db.write().await?;
        let more = actions::tell(&tx, &app.config, id, now).await?;
        tx.commit().await?;
        if !more || app.draining() {
            break;
        }
    }
    for question in queries::threads_of(app.db.read(), id).await? {
        if let Err(e) = settle(app, question, now).await {
            tracing::error!(question = question.0, error = ?e, "a thread could not come back from an incident; its mark does it later");
        }
    }
    Ok(())
}

async fn settle(app: &App, question: PostId, now: Millis) -> Result<()> {
    let tx = app.db.write().await?;
    deadlines::settle(&tx, question, None, now).await?;
    Ok(tx.commit().await?)
}
