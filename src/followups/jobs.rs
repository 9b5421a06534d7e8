//! Asks whoever is to be asked, each in a short transaction; and takes silence for the yes it is.

use entity::PostId;

use super::{actions, queries};
use crate::app::App;
use crate::clock::Millis;
use crate::rules::solved::SILENCE;

pub async fn tick(app: &App, now: Millis) -> anyhow::Result<()> {
    let mut after = PostId(0);
    loop {
        let found = queries::candidates(app.db.read(), after, now).await?;
        for question in &found {
            let tx = app.db.write().await?;
            if actions::put(&tx, &app.config, *question, now).await? {
                tx.commit().await?;
            }
        }
        match found.last() {
            Some(last) if found.len() == queries::BATCH && !app.draining() => after = *last,
            _ => break,
        }
    }
    for (id, question) in queries::silent(app.db.read(), now - SILENCE).await? {
        let tx = app.db.write().await?;
        actions::silence(&tx, id, question, now).await?;
        tx.commit().await?;
    }
    let tx = app.db.write().await?;
    actions::sweep(&tx, now).await?;
    tx.commit().await?;
    Ok(())
}
