//! What the programme works out now and then.

use crate::app::App;
use crate::clock::Millis;

/// Leaderboards, what ambassadors are good at, and nominations that nobody answered.
pub async fn refresh(app: &App, now: Millis) -> anyhow::Result<()> {
    super::boards::refresh(app, now).await?;
    super::people::refresh(app).await?;
    let tx = app.db.write().await?;
    super::nominations::actions::lapse(&tx, now).await?;
    Ok(tx.commit().await?)
}
