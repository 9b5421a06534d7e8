//! What there is to mail, with everything a mail says of it.

use entity::{AccountId, CommentId, PostId};
use sea_orm::{DatabaseTransaction, DbErr, FromQueryResult, Value};

use crate::db;
use crate::notifications::kinds::Kind;
use crate::notifications::sight::{JOINS, SEEN};

/// Parts of one notification that a mail names; there may be more.
pub const NAMED: usize = 50;

/// One part of a notification.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Thing {
    pub id: i64,
    pub kind: String,
    pub subject: String,
    pub words: String,
    pub href: String,
    pub actor_id: i64,
    /// Nothing where nobody is named.
    pub actor: Option<String>,
    pub post_id: i64,
    pub comment_id: i64,
    pub question_id: Option<PostId>,
    pub slug: Option<String>,
    pub title: Option<String>,
    pub html: Option<String>,
    /// The reader asked the question.
    pub asked: bool,
    /// The reader answered there.
    pub mine: bool,
    /// Who did it asked the question.
    pub by_asker: bool,
    pub official: bool,
}

impl Thing {
    pub fn kind(&self) -> Kind {
        Kind::from_word(&self.kind).unwrap_or(Kind::Answer)
    }

    pub fn post(&self) -> Option<PostId> {
        (self.post_id > 0).then_some(PostId(self.post_id))
    }

    pub fn comment(&self) -> Option<CommentId> {
        (self.comment_id > 0).then_some(CommentId(self.comment_id))
    }

    /// Who did it, where a mail names them.
    pub fn actor(&self) -> Option<AccountId> {
        (self.actor_id > 0 && self.kind() != Kind::Helped).then_some(AccountId(self.actor_id))
    }
}

/// What was not mailed yet of some unread notifications of a member, as far as they may see it; in the order in which it
/// happened.
pub async fn unmailed(tx: &DatabaseTransaction, notifications: &[i64], account: AccountId) -> Result<Vec<Thing>, DbErr> {
    let mut all = Vec::new();
    for some in notifications.chunks(500) {
        let text = format!(
            "SELECT t.id, n.kind, n.subject, n.words, n.href, t.actor_id, t.post_id, t.comment_id, q.id AS question_id, q.slug, q.title,
                (SELECT b.display_name FROM account b WHERE b.id = t.actor_id AND b.deleted_at IS NULL) AS actor,
                COALESCE(c.html, p.html) AS html, COALESCE(c.official, p.official, FALSE) AS official,
                COALESCE(q.author_id = n.account_id, FALSE) AS asked, COALESCE(q.author_id = t.actor_id, FALSE) AS by_asker,
                EXISTS (SELECT 1 FROM post m WHERE m.question_id = q.id AND m.kind = 'answer' AND m.author_id = n.account_id) AS mine
             FROM notification n JOIN account a ON a.id = n.account_id JOIN notification_part t ON t.notification_id = n.id {JOINS}
             WHERE n.account_id = $1 AND n.read_at IS NULL AND t.mailed_at IS NULL AND {SEEN} AND n.id IN ({}) ORDER BY t.id",
            db::placeholders(2, some.len())
        );
        all.extend(db::rows::<Thing>(tx, &text, std::iter::once(Value::from(account.0)).chain(some.iter().map(|id| Value::from(*id)))).await?);
    }
    all.sort_by_key(|t| t.id);
    Ok(all)
}

/// What makes one mail: a thread's news together; what is new of a topic; a badge.
pub fn groups(things: Vec<Thing>) -> Vec<Vec<Thing>> {
    let key = |t: &Thing| match (t.kind(), t.question_id) {
        (Kind::Topic | Kind::Badge, _) | (_, None) => t.subject.clone(),
        (_, Some(question)) => question.to_string(),
    };
    let mut groups: Vec<(String, Vec<Thing>)> = Vec::new();
    for thing in things {
        let key = key(&thing);
        match groups.iter_mut().find(|(k, _)| *k == key) {
            Some((_, group)) => group.push(thing),
            None => groups.push((key, vec![thing])),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}
