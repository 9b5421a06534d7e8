//! What nobody decided in time is told once to those who can.

use super::{actions, queries};
use crate::app::App;
use crate::clock::Millis;

pub async fn tick(app: &App, now: Millis) -> anyhow::Result<()> {
    for id in queries::late(app.db.read(), now).await? {
        let tx = app.db.write().await?;
        if actions::late(&tx, &app.config, id, now).await? {
            tx.commit().await?;
        }
    }
    Ok(())
}
