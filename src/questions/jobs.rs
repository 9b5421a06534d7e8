//! What threads need done now and then.

use crate::app::App;
use crate::ui::when;
use crate::{db, values};

/// Writes the views that were summed since the last time. Those of a failed run are lost: a view is not worth a retry.
pub async fn flush_views(app: &App) -> anyhow::Result<()> {
    let mut views: Vec<_> = app.take_views().into_iter().collect();
    if views.is_empty() {
        return Ok(());
    }
    // one order for everyone, so that no two processes wait for each other in a circle
    views.sort_unstable();
    let month = when::month_of(app.config.get("timezone"), app.clock.now());
    let tx = app.db.write().await?;
    for (question, n) in views {
        db::run(&tx, "UPDATE question SET views = views + $2 WHERE id = $1", values![question.0, n]).await?;
        db::run(
            &tx,
            "INSERT INTO question_month (question_id, month, views) SELECT id, $2, $3 FROM question WHERE id = $1
             ON CONFLICT (question_id, month) DO UPDATE SET views = question_month.views + excluded.views",
            values![question.0, month, n],
        )
        .await?;
    }
    tx.commit().await?;
    Ok(())
}
