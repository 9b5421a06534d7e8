//! What a page showed is read.

use std::time::Duration;

use entity::{AccountId, PostId};

use super::queries::OF_THREAD;
use crate::app::App;
use crate::clock::Millis;
use crate::{db, values};

/// A page waits so long for its marks.
const PATIENCE: Duration = Duration::from_millis(500);

/// Whoever reads a thread has read what was told of it.
pub async fn thread_read(app: &App, account: AccountId, question: PostId, now: Millis) {
    let which = format!("id IN (SELECT n.id FROM notification n WHERE {})", OF_THREAD.replace("$2", "$3"));
    mark(app, account, &which, question.0, now).await;
}

/// Marks as read what a page showed. The page is not kept waiting by a database that is busy, and fails with none.
pub async fn mark(app: &App, account: AccountId, which: &str, value: i64, now: Millis) {
    let marking = async {
        let tx = app.db.write().await?;
        let text = format!("UPDATE notification SET read_at = $2, mail_at = NULL WHERE account_id = $1 AND read_at IS NULL AND {which}");
        db::run(&tx, &text, values![account.0, now, value]).await?;
        tx.commit().await
    };
    match tokio::time::timeout(PATIENCE, marking).await {
        Ok(Ok(())) => app.recount(account).await,
        Ok(Err(e)) => tracing::debug!(error = %e, "what was read could not be marked"),
        Err(_) => tracing::debug!("what was read could not be marked in time"),
    }
}
