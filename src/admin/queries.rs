//! Reads for the administration's pages.

use entity::MailId;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use crate::admin::views::{Counts, Line, Letter};
use crate::{db, values};

/// Mails of one page of the outbox.
pub const PAGE: i64 = 50;

#[derive(FromQueryResult)]
struct Row {
    id: MailId,
    to_email: String,
    kind: String,
    subject: String,
    text: String,
    lang: String,
    created_at: i64,
    attempts: i64,
    next_attempt_at: Option<i64>,
    sent_at: Option<i64>,
    failed_at: Option<i64>,
    last_error: Option<String>,
}

impl Row {
    fn line(&self) -> Line {
        use crate::admin::views::State;
        let state = match (self.sent_at, self.failed_at, self.next_attempt_at) {
            (Some(_), ..) => State::Sent,
            (_, Some(_), _) => State::Failed,
            (_, _, Some(_)) => State::Waits(self.attempts),
            _ => State::Kept,
        };
        Line { id: self.id, to: self.to_email.clone(), kind: self.kind.clone(), subject: self.subject.clone(), lang: self.lang.clone(), at: self.created_at, state }
    }
}

const COLUMNS: &str = "id, to_email, kind, subject, lang, created_at, attempts, next_attempt_at, sent_at, failed_at, last_error";

/// Mails before one, newest first.
pub async fn outbox(db: &impl ConnectionTrait, before: Option<MailId>) -> Result<Vec<Line>, DbErr> {
    let before = before.map_or(i64::MAX, |m| m.0);
    let rows: Vec<Row> = db::rows(db, &format!("SELECT {COLUMNS}, '' AS text FROM mail WHERE id < $1 ORDER BY id DESC LIMIT $2"), values![before, PAGE]).await?;
    Ok(rows.iter().map(Row::line).collect())
}

/// One mail.
pub async fn mail(db: &impl ConnectionTrait, id: MailId) -> Result<Option<Letter>, DbErr> {
    let row: Option<Row> = db::row(db, &format!("SELECT {COLUMNS}, text FROM mail WHERE id = $1"), values![id.0]).await?;
    Ok(row.map(|r| Letter { line: r.line(), text: r.text, error: r.last_error }))
}

/// What waits and what was given up.
pub async fn counts(db: &impl ConnectionTrait) -> Result<Counts, DbErr> {
    Ok(Counts {
        waiting: db::count(db, "SELECT COUNT(*) AS n FROM mail WHERE next_attempt_at IS NOT NULL", values![]).await?,
        failed: db::count(db, "SELECT COUNT(*) AS n FROM mail WHERE failed_at IS NOT NULL", values![]).await?,
    })
}
