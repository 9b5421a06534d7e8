//! What the programme works out now and then.

use crate::app::App;
use crate::clock::Millis;

/// Leaderboards, and what ambassadors are good at.
pub async fn refresh(app: &App, now: Millis) -> anyhow::Result<()> {
    super::boards::refresh(app, now).await?;
    super::people::refresh(app).await
}
