//! The lines of the queue, and the text and the reports behind one.

use entity::{AccountId, FlagReason, ItemId, ItemKind, PostId, PostState};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use super::appeals::{AGAINST, able, took_part};
use crate::clock::Millis;
use crate::screening::queue::Object;
use crate::{db, values};

/// Items on one page.
pub const PAGE: usize = 30;

/// Not about `$1`, and no case `$1` is part of.
const OTHERS: &str = "(m.about_id IS NULL OR m.about_id <> $1)
    AND NOT (m.object = 'case' AND EXISTS (SELECT 1 FROM fair_case_member r WHERE r.case_id = m.object_id AND r.member_id = $1))";

/// What `$1` may see at the moment `$2`: open, not about them, and no appeal that `rules::moderation::judging` leaves to
/// somebody else: one they took part in, as long as somebody is there who did not, or failing that who leads and did not
/// decide. An edit of what is out of sight waits with it.
fn visible() -> String {
    let (mine, theirs, able) = (took_part("$1"), took_part("o.id"), able("o", "$2"));
    let decider = "COALESCE(d.decided_by, n.decided_by, 0)";
    format!(
        "m.done_at IS NULL AND {OTHERS}
        AND NOT (m.object = 'appeal' AND EXISTS (SELECT 1 FROM decision_appeal x {AGAINST} WHERE x.id = m.object_id AND {mine}
            AND (EXISTS (SELECT 1 FROM account o WHERE {able} AND o.id <> $1 AND NOT {theirs})
                OR (NOT EXISTS (SELECT 1 FROM account i WHERE i.id = $1 AND i.role IN ('manager', 'admin') AND i.id <> {decider})
                    AND EXISTS (SELECT 1 FROM account o WHERE {able} AND o.id <> $1 AND o.role IN ('manager', 'admin') AND o.id <> {decider})))))
        AND (m.object <> 'suggestion' OR EXISTS (SELECT 1 FROM suggested_edit s JOIN post e ON e.id = s.post_id JOIN post w ON w.id = e.question_id
            WHERE s.id = m.object_id AND e.state = 'visible' AND w.state = 'visible'))"
    )
}

/// A line of the queue.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Line {
    pub id: ItemId,
    pub kind: ItemKind,
    pub object: String,
    pub object_id: i64,
    pub question_id: Option<PostId>,
    pub about_id: Option<AccountId>,
    pub weight: i64,
    pub why: String,
    pub since: i64,
    pub due_at: Option<i64>,
    pub claimed_by: Option<AccountId>,
    pub claim_ends_at: Option<i64>,
    pub claimer: Option<String>,
    pub done_at: Option<i64>,
    pub title: Option<String>,
    pub slug: Option<String>,
    pub username: Option<String>,
    pub display_name: Option<String>,
    pub flags: i64,
    pub text: Option<String>,
    /// Of a suggested edit: of which post.
    pub edited_id: Option<PostId>,
    /// An appeal whoever reads took part in: nobody is left who did not.
    pub last_resort: bool,
}

impl Line {
    pub fn object(&self) -> Object {
        Object::read(&self.object, self.object_id).unwrap_or(Object::Notice(self.object_id))
    }

    /// Its place in the order.
    pub fn key(&self) -> Key {
        Key { weight: self.weight, since: self.since, id: self.id.0 }
    }

    /// Who has it now.
    pub fn claim(&self, now: Millis) -> Option<(AccountId, Millis)> {
        self.claimed_by.zip(self.claim_ends_at).filter(|(_, ends)| *ends > now)
    }
}

/// A place in the queue: `weight.since.id`.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    pub weight: i64,
    pub since: i64,
    pub id: i64,
}

impl Key {
    pub const START: Key = Key { weight: i64::MAX, since: 0, id: 0 };

    pub fn parse(text: &str) -> Option<Key> {
        let mut parts = text.split('.').map(str::parse);
        match (parts.next()?, parts.next()?, parts.next()?, parts.next()) {
            (Ok(weight), Ok(since), Ok(id), None) => Some(Key { weight, since, id }),
            _ => None,
        }
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}.{}", self.weight, self.since, self.id)
    }
}

/// Lines for whoever `$1` is.
fn line() -> String {
    let mine = took_part("$1");
    format!(
        "SELECT m.id, m.kind, m.object, m.object_id, m.question_id, m.about_id, m.weight, m.why, m.since, m.due_at, m.claimed_by, m.claim_ends_at, c.display_name AS claimer, m.done_at,
            q.title, q.slug, a.username,
            COALESCE(a.display_name, (SELECT string_agg(b.display_name, ', ' ORDER BY b.id) FROM fair_case_member r JOIN account b ON b.id = r.member_id WHERE m.object = 'case' AND r.case_id = m.object_id)) AS display_name,
            (SELECT COUNT(*) FROM flag f WHERE f.state = 'open' AND f.withdrawn_at IS NULL AND f.post_id = COALESCE(p.id, k.post_id) AND COALESCE(f.comment_id, 0) = COALESCE(k.id, 0)) AS flags,
            COALESCE(p.source, k.source, n.explanation, x.words, s.source) AS text, s.post_id AS edited_id,
            (m.object = 'appeal' AND EXISTS (SELECT 1 FROM decision_appeal x {AGAINST} WHERE x.id = m.object_id AND {mine})) AS last_resort
         FROM moderation_item m
         LEFT JOIN account c ON c.id = m.claimed_by LEFT JOIN account a ON a.id = m.about_id LEFT JOIN question q ON q.id = m.question_id
         LEFT JOIN post p ON m.object = 'post' AND p.id = m.object_id LEFT JOIN comment k ON m.object = 'comment' AND k.id = m.object_id
         LEFT JOIN content_notice n ON m.object = 'notice' AND n.id = m.object_id LEFT JOIN decision_appeal x ON m.object = 'appeal' AND x.id = m.object_id
         LEFT JOIN suggested_edit s ON m.object = 'suggestion' AND s.id = m.object_id"
    )
}

/// What waits, the most urgent first, then the oldest; after a place.
pub async fn list(db: &impl ConnectionTrait, me: AccountId, kind: Option<ItemKind>, after: Key, limit: usize, now: Millis) -> Result<Vec<Line>, DbErr> {
    let (line, seen) = (line(), visible());
    let text = format!(
        "{line} WHERE {seen} AND ($3 = '' OR m.kind = $3) AND (m.weight < $4 OR (m.weight = $4 AND (m.since > $5 OR (m.since = $5 AND m.id > $6)))) ORDER BY m.weight DESC, m.since, m.id LIMIT $7"
    );
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    db::rows(db, &text, values![me.0, now, kind.map_or("", ItemKind::word), after.weight, after.since, after.id, limit]).await
}

/// How many wait, by kind.
pub async fn counts(db: &impl ConnectionTrait, me: AccountId, now: Millis) -> Result<Vec<(ItemKind, i64)>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        kind: ItemKind,
        n: i64,
    }
    let seen = visible();
    let rows: Vec<Row> = db::rows(db, &format!("SELECT m.kind, COUNT(*) AS n FROM moderation_item m WHERE {seen} GROUP BY m.kind"), values![me.0, now]).await?;
    Ok(rows.into_iter().map(|r| (r.kind, r.n)).collect())
}

/// An item this person may see, decided or not; one about themselves is not there.
pub async fn one(db: &impl ConnectionTrait, me: AccountId, id: ItemId) -> Result<Option<Line>, DbErr> {
    let line = line();
    db::row(db, &format!("{line} WHERE m.id = $2 AND {OTHERS}"), values![me.0, id.0]).await
}

/// The open item about something.
pub async fn open_about(db: &impl ConnectionTrait, object: Object) -> Result<Option<ItemId>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        id: ItemId,
    }
    let row: Option<Row> = db::row(db, "SELECT id FROM moderation_item WHERE object = $1 AND object_id = $2 AND done_at IS NULL", values![object.word(), object.id()]).await?;
    Ok(row.map(|r| r.id))
}

/// The text an item is about.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Body {
    pub html: String,
    pub lang: Option<String>,
    pub state: PostState,
    pub post_id: PostId,
    pub answer: bool,
    pub created_at: i64,
}

pub async fn body(db: &impl ConnectionTrait, object: Object) -> Result<Option<Body>, DbErr> {
    match object {
        Object::Post(id) => db::row(db, "SELECT html, lang, state, id AS post_id, (kind = 'answer') AS answer, created_at FROM post WHERE id = $1", values![id.0]).await,
        Object::Comment(id) => {
            let text = "SELECT c.html, p.lang, c.state, c.post_id, (p.kind = 'answer') AS answer, c.created_at FROM comment c JOIN post p ON p.id = c.post_id WHERE c.id = $1";
            db::row(db, text, values![id.0]).await
        }
        _ => Ok(None),
    }
}

/// A report, and how often its author was right.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Report {
    pub reason: FlagReason,
    pub details: String,
    pub at: i64,
    pub username: String,
    pub display_name: String,
    pub upheld: i64,
    pub decided: i64,
}

pub async fn reports(db: &impl ConnectionTrait, object: Object) -> Result<Vec<Report>, DbErr> {
    let condition = match object {
        Object::Post(_) => "f.post_id = $1 AND f.comment_id IS NULL",
        Object::Comment(_) => "f.comment_id = $1 AND f.post_id = (SELECT c.post_id FROM comment c WHERE c.id = $1)",
        _ => return Ok(Vec::new()),
    };
    let text = format!(
        "SELECT f.reason, f.details, f.at, a.username, a.display_name,
            (SELECT COUNT(*) FROM flag g WHERE g.actor_id = a.id AND g.state = 'upheld' AND g.withdrawn_at IS NULL) AS upheld,
            (SELECT COUNT(*) FROM flag g WHERE g.actor_id = a.id AND g.state <> 'open' AND g.withdrawn_at IS NULL) AS decided
         FROM flag f JOIN account a ON a.id = f.actor_id WHERE {condition} AND f.withdrawn_at IS NULL AND f.state = 'open' ORDER BY f.id LIMIT 50"
    );
    db::rows(db, &text, values![object.id()]).await
}
