//! Notes of the team on a thread, and the colleagues they name.

use entity::{AccountId, EscalationEventKind, PostId, StaffNoteId};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use super::{acted, put};
use crate::clock::Millis;
use crate::deadlines::record::{self, Change};
use crate::error::Result;
use crate::i18n::Lang;
use crate::questions::{publish, refresh};
use crate::{db, values};

/// A note made ready before the transaction.
#[derive(Clone, Debug, Default)]
pub struct Written {
    pub source: String,
    pub html: String,
    /// Names after an `@`: colleagues, or departments.
    pub names: Vec<String>,
}

impl Written {
    /// Renders it off the async threads.
    pub async fn new(db: &impl ConnectionTrait, source: &str, lang: Lang) -> Result<Written> {
        let text = publish::prepare(db, source.to_owned(), "", lang, Vec::new()).await?;
        Ok(Written { source: text.source, html: text.html, names: text.mentions })
    }
}

#[derive(FromQueryResult)]
struct Who {
    id: AccountId,
}

/// Writes a note; whoever it names finds it. Nobody but the team ever does.
pub async fn note(tx: &DatabaseTransaction, question: PostId, by: AccountId, text: &Written, now: Millis) -> Result<StaffNoteId> {
    refresh::lock(tx, question).await?;
    let id = keep(tx, question, by, text, Vec::new(), now).await?;
    if let Some(open) = record::current(tx, question).await? {
        let change = if open.owner_id == Some(by) { acted(tx, &open, None, false, now).await? } else { Change::default() };
        put(tx, &open, Some(by), EscalationEventKind::Noted, "", &change, now).await?;
    }
    Ok(id)
}

/// The rows of a note, and of those it is for.
pub(super) async fn keep(tx: &DatabaseTransaction, question: PostId, by: AccountId, text: &Written, mut to: Vec<AccountId>, now: Millis) -> Result<StaffNoteId> {
    let id = StaffNoteId(
        db::count(
            tx,
            "INSERT INTO staff_note (question_id, author_id, source, html, at) VALUES ($1, $2, $3, $4, $5) RETURNING id AS n",
            values![question.0, by.0, text.source.as_str(), text.html.as_str(), now],
        )
        .await?,
    );
    for name in text.names.iter().take(20) {
        let named: Vec<Who> = db::rows(
            tx,
            "SELECT a.id FROM account a WHERE a.role <> 'customer' AND a.deleted_at IS NULL
                AND (a.username = $1 OR a.id IN (SELECT m.account_id FROM department_member m JOIN department d ON d.id = m.department_id WHERE d.slug = $1))
             ORDER BY a.id LIMIT 50",
            values![name.as_str()],
        )
        .await?;
        to.extend(named.into_iter().map(|w| w.id));
    }
    to.sort();
    to.dedup();
    for who in to.into_iter().filter(|who| *who != by) {
        db::run(tx, "INSERT INTO staff_note_mention (note_id, account_id) VALUES ($1, $2) ON CONFLICT DO NOTHING", values![id.0, who.0]).await?;
    }
    Ok(id)
}

/// They have read what names them in a thread; in all of them without one.
pub async fn read_mentions(tx: &DatabaseTransaction, who: AccountId, question: Option<PostId>, now: Millis) -> Result<()> {
    db::run(
        tx,
        "UPDATE staff_note_mention SET read_at = $2 WHERE account_id = $1 AND read_at IS NULL AND ($3 = 0 OR note_id IN (SELECT id FROM staff_note WHERE question_id = $3))",
        values![who.0, now, question.map_or(0, |q| q.0)],
    )
    .await?;
    Ok(())
}
