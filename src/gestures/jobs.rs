//! What nobody decided in time is told once to those who can.
//!
//! What must stay true: each is a transaction of its own, and one that fails leaves the others; the next run tries it again.

use entity::GestureId;

use super::{actions, queries};
use crate::app::App;
use crate::clock::Millis;
use crate::error::Result;

pub async fn tick(app: &App, now: Millis) -> anyhow::Result<()> {
    let (mut after, mut failed) = (None, 0);
    loop {
        let some = queries::late(app.db.read(), after, now).await?;
        for late in &some {
            if app.draining() {
                return Ok(());
            }
            if let Err(e) = tell(app, late.id, now).await {
                tracing::error!(gesture = late.id.0, error = ?e, "nobody could be told of a gesture that waits too long");
                failed += 1;
            }
        }
        after = some.last().cloned();
        if some.len() < queries::PAGE {
            break;
        }
    }
    anyhow::ensure!(failed == 0, "{failed} gestures could not be told of; the log names them");
    Ok(())
}

async fn tell(app: &App, id: GestureId, now: Millis) -> Result<()> {
    let tx = app.db.write().await?;
    if actions::late(&tx, &app.config, id, now).await? {
        tx.commit().await?;
    }
    Ok(())
}
