//! The end of an incident is told once to whoever follows one of its threads, some at a time; its threads come back.

use entity::IncidentId;

use super::incidents::{actions, queries};
use crate::app::App;
use crate::clock::Millis;
use crate::deadlines;

pub async fn tick(app: &App, now: Millis) -> anyhow::Result<()> {
    for id in queries::over(app.db.read(), now).await? {
        end(app, id, now).await?;
    }
    Ok(())
}

/// Tells its followers, as many as there are; what is interrupted goes on with the next run. Its threads were marked with
/// its end, so that they come back in any case; some are looked at right now.
pub async fn end(app: &App, id: IncidentId, now: Millis) -> anyhow::Result<()> {
    super::changed(app).await;
    loop {
        let tx = app.db.write().await?;
        let more = actions::tell(&tx, &app.config, id, now).await?;
        tx.commit().await?;
        if !more || app.draining() {
            break;
        }
    }
    for question in queries::threads_of(app.db.read(), id).await? {
        let tx = app.db.write().await?;
        deadlines::settle(&tx, question, None, now).await?;
        tx.commit().await?;
    }
    Ok(())
}
