//! What happened, told to those it concerns.

use entity::{AccountId, CommentId, PostId};
use percent_encoding::percent_decode_str;
use sea_orm::{DatabaseTransaction, DbErr, FromQueryResult, Value};

use super::kinds::{How, Kind};
use crate::clock::{MINUTE, Millis};
use crate::web::paths;
use crate::{db, values};

/// What is not read so long after it happened goes out by mail, together with what came meanwhile.
pub const WAIT: Millis = 10 * MINUTE;
/// Accounts written down at once.
const PORTION: usize = 500;

/// Somebody wrote something that is to be read now.
pub struct Said<'a> {
    pub question: PostId,
    /// The post; of a comment, the one it stands under.
    pub post: PostId,
    pub comment: Option<CommentId>,
    pub author: AccountId,
    /// As it is shown: the people it names are links.
    pub html: &'a str,
}

/// What one event is made of, for everybody it is told to.
struct Event {
    kind: Kind,
    subject: String,
    actor: AccountId,
    post: PostId,
    comment: Option<CommentId>,
    now: Millis,
}

#[derive(FromQueryResult)]
struct Id {
    id: i64,
}

/// Not by themselves, not where they muted the thread or the person, not where they may not look.
const MAY_HEAR: &str = "a.id <> $6 AND a.deleted_at IS NULL AND a.placeholder = FALSE
    AND NOT EXISTS (SELECT 1 FROM watch w WHERE w.account_id = a.id AND w.muted = TRUE AND (w.what = 'person' AND w.target_id = $6 OR w.what = 'question' AND w.target_id = (SELECT p.question_id FROM post p WHERE p.id = $7)))
    AND (EXISTS (SELECT 1 FROM post p WHERE p.id = $7 AND p.state = 'visible') OR a.role <> 'customer' OR a.rank = 'ambassador')";

/// A text became readable: those who are named in it, who follow its thread, who follow its topics hear of it, each once.
pub async fn said(tx: &DatabaseTransaction, said: &Said<'_>, now: Millis) -> Result<(), DbErr> {
    let event = |kind, subject| Event { kind, subject, actor: said.author, post: said.post, comment: said.comment, now };
    let thread = format!("question {}", said.question);
    let named = named(said.html);
    let by_name = |from| format!("a.username IN ({})", db::placeholders(from, named.len()));
    let names = || named.iter().map(|n| Value::from(n.as_str())).collect::<Vec<_>>();
    if !named.is_empty() {
        tell(tx, &event(Kind::Mention, thread.clone()), &by_name(8), names()).await?;
    }
    let not_named = if named.is_empty() { String::new() } else { format!(" AND NOT ({})", by_name(9)) };
    let asked = said.comment.is_none() && said.post == said.question;
    let mut values: Vec<Value> = values![said.question.0].into();
    values.extend(names());
    if !asked {
        let kind = if said.comment.is_some() { Kind::Comment } else { Kind::Answer };
        let followers = format!("a.id IN (SELECT f.account_id FROM follow f WHERE f.question_id = $8){not_named}");
        tell(tx, &event(kind, thread), &followers, values.clone()).await?;
    }
    if said.comment.is_none() {
        let strangers = format!("NOT EXISTS (SELECT 1 FROM follow f WHERE f.question_id = $8 AND f.account_id = a.id){not_named}");
        topics(tx, &event(Kind::Topic, String::new()), &strangers, values).await?;
    }
    Ok(())
}

/// Something was said of a post, or done to it: its author hears of it.
pub async fn of_post(tx: &DatabaseTransaction, kind: Kind, post: PostId, actor: AccountId, now: Millis) -> Result<(), DbErr> {
    let event = Event { kind, subject: format!("post {post}"), actor, post, comment: None, now };
    tell(tx, &event, "a.id = (SELECT p.author_id FROM post p WHERE p.id = $7)", Vec::new()).await
}

/// It was taken back: whoever was not told yet is told nothing.
pub async fn taken_back(tx: &DatabaseTransaction, kind: Kind, post: PostId, actor: Option<AccountId>) -> Result<(), DbErr> {
    let open = "SELECT n.id FROM notification n WHERE n.account_id = (SELECT p.author_id FROM post p WHERE p.id = $1) AND n.kind = $2 AND n.subject = $3 AND n.read_at IS NULL";
    let subject = format!("post {post}");
    let text = format!("DELETE FROM notification_part WHERE notification_id IN ({open}) AND (CAST($4 AS BIGINT) IS NULL OR actor_id = $4) AND mailed_at IS NULL");
    db::run(tx, &text, values![post.0, kind.word(), subject.clone(), actor.map(|a| a.0)]).await?;
    let text = format!("DELETE FROM notification WHERE id IN ({open}) AND NOT EXISTS (SELECT 1 FROM notification_part t WHERE t.notification_id = notification.id)");
    db::run(tx, &text, values![post.0, kind.word(), subject]).await?;
    Ok(())
}

/// A badge was won.
pub async fn badge(tx: &DatabaseTransaction, member: AccountId, badge: &str, post: Option<PostId>, now: Millis) -> Result<(), DbErr> {
    let text = "INSERT INTO notification (account_id, kind, subject, words, href, created_at, at, mail_at)
         SELECT a.id, $2, $3, $3, '', $4, $4, CASE WHEN (SELECT c.how FROM notification_choice c WHERE c.account_id = a.id AND c.kind = $2) = 'now' THEN CAST($5 AS BIGINT) END
         FROM account a WHERE a.id = $1 AND a.deleted_at IS NULL AND a.placeholder = FALSE
         ON CONFLICT (account_id, kind, subject) WHERE read_at IS NULL DO UPDATE SET at = excluded.at RETURNING id";
    let told: Vec<Id> = db::rows(tx, text, values![member.0, Kind::Badge.word(), badge, now, now + WAIT]).await?;
    parts(tx, &told, 0, post.map_or(0, |p| p.0), 0, now).await
}

async fn tell(tx: &DatabaseTransaction, event: &Event, who: &str, values: Vec<Value>) -> Result<(), DbErr> {
    let from = format!("SELECT a.id, CAST($2 AS TEXT) AS subject FROM account a WHERE {MAY_HEAR} AND {who}");
    write(tx, event, &from, values).await
}

/// Whoever follows a tag of the thread, its category or the author; one of them, where it is several. Not who muted one.
async fn topics(tx: &DatabaseTransaction, event: &Event, who: &str, values: Vec<Value>) -> Result<(), DbErr> {
    let of_thread = "(w.what = 'person' AND w.target_id = $6
            OR w.what = 'category' AND w.target_id = (SELECT x.category_id FROM question x WHERE x.id = $8)
            OR w.what = 'tag' AND w.target_id IN (SELECT x.tag_id FROM question_tag x WHERE x.question_id = $8))";
    let from = format!(
        "SELECT a.id, MIN(w.what || ' ' || CAST(w.target_id AS TEXT)) AS subject FROM watch w JOIN account a ON a.id = w.account_id
         WHERE w.muted = FALSE AND {of_thread} AND CAST($2 AS TEXT) = ''
            AND NOT EXISTS (SELECT 1 FROM watch m WHERE m.account_id = a.id AND m.muted = TRUE AND {}) AND {} AND {who}
         GROUP BY a.id",
        of_thread.replace("w.", "m."),
        MAY_HEAR.replace(" w ", " v ").replace("w.", "v."),
    );
    write(tx, event, &from, values).await
}

/// One statement for all who are told, one more a few hundred of them.
async fn write(tx: &DatabaseTransaction, event: &Event, from: &str, values: Vec<Value>) -> Result<(), DbErr> {
    let text = format!(
        "INSERT INTO notification (account_id, kind, subject, words, href, created_at, at, mail_at)
         SELECT o.id, $1, o.subject, '', '', CAST($3 AS BIGINT), CAST($3 AS BIGINT),
            CASE WHEN COALESCE((SELECT c.how FROM notification_choice c WHERE c.account_id = o.id AND c.kind = $1), $5) = '{}' THEN CAST($4 AS BIGINT) END
         FROM ({from}) o WHERE TRUE
         ON CONFLICT (account_id, kind, subject) WHERE read_at IS NULL DO UPDATE SET at = excluded.at, mail_at = COALESCE(notification.mail_at, excluded.mail_at)
         RETURNING id",
        How::Now.word()
    );
    let mut all: Vec<Value> = values![event.kind.word(), event.subject.as_str(), event.now, event.now + WAIT, event.kind.usual().word(), event.actor.0, event.post.0].into();
    all.extend(values);
    let told: Vec<Id> = db::rows(tx, &text, all).await?;
    parts(tx, &told, event.actor.0, event.post.0, event.comment.map_or(0, |c| c.0), event.now).await
}

async fn parts(tx: &DatabaseTransaction, told: &[Id], actor: i64, post: i64, comment: i64, now: Millis) -> Result<(), DbErr> {
    for some in told.chunks(PORTION) {
        let text = format!(
            "INSERT INTO notification_part (notification_id, actor_id, post_id, comment_id, at)
             SELECT n.id, CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($4 AS BIGINT) FROM notification n WHERE n.id IN ({})
             ON CONFLICT (notification_id, actor_id, post_id, comment_id) DO NOTHING",
            db::placeholders(5, some.len())
        );
        let values = values![actor, post, comment, now].into_iter().chain(some.iter().map(|t| Value::from(t.id)));
        db::run(tx, &text, values).await?;
    }
    Ok(())
}

/// Something that was held or hidden is readable for the first time.
pub async fn released(tx: &DatabaseTransaction, post: PostId, comment: Option<CommentId>, now: Millis) -> Result<(), DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        question_id: PostId,
        author_id: AccountId,
        html: String,
    }
    let (table, id) = comment.map_or(("post", post.0), |c| ("comment", c.0));
    let row: Option<Row> = db::row(tx, &format!("SELECT question_id, author_id, html FROM {table} WHERE id = $1 AND state IN ('visible', 'reserved')"), values![id]).await?;
    let Some(row) = row else { return Ok(()) };
    said(tx, &Said { question: row.question_id, post, comment, author: row.author_id, html: &row.html }, now).await
}

/// The members whose pages a text links to by an `@`, each once.
fn named(html: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let begins = format!("<a href=\"{}", paths::User { username: "" });
    for part in html.split(begins.as_str()).skip(1) {
        let Some((name, rest)) = part.split_once('"') else { continue };
        // a link that somebody wrote by hand names nobody
        let says_so = rest.split_once('>').is_some_and(|(_, words)| words.starts_with('@'));
        let name = percent_decode_str(name).decode_utf8_lossy().into_owned();
        if says_so && !name.contains('\0') && !names.contains(&name) {
            names.push(name);
        }
    }
    names.truncate(20);
    names
}

/// Forgets what was read long ago, and what was never read.
pub async fn sweep(tx: &DatabaseTransaction, now: Millis) -> Result<(), DbErr> {
    use crate::clock::DAY;
    let old = "SELECT id FROM notification WHERE at < $1 AND (read_at IS NOT NULL OR at < $2) ORDER BY at LIMIT 5000";
    let values = || values![now - 90 * DAY, now - 365 * DAY];
    db::run(tx, &format!("DELETE FROM notification_part WHERE notification_id IN ({old})"), values()).await?;
    db::run(tx, &format!("DELETE FROM notification WHERE id IN ({old})"), values()).await?;
    db::run(tx, "DELETE FROM thread_visit WHERE at < $1", values![now - 365 * DAY]).await?;
    Ok(())
}

/// Everything of a member who leaves, and what tells others of them by name alone.
pub async fn forget(tx: &DatabaseTransaction, account: AccountId) -> Result<(), DbErr> {
    for text in [
        "DELETE FROM mail_about WHERE mail_id IN (SELECT id FROM mail WHERE account_id = $1)",
        "DELETE FROM notification_part WHERE notification_id IN (SELECT id FROM notification WHERE account_id = $1)",
        "DELETE FROM notification WHERE account_id = $1",
        "DELETE FROM notification_choice WHERE account_id = $1",
        "DELETE FROM notification_rhythm WHERE account_id = $1",
        "DELETE FROM watch WHERE account_id = $1 OR what = 'person' AND target_id = $1",
        "DELETE FROM thread_visit WHERE account_id = $1",
    ] {
        db::run(tx, text, values![account.0]).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn names_are_links_with_an_at() {
        let html = r#"<p><a href="/users/ada" rel="ugc nofollow">@Ada</a> <a href="/users/bob" rel="x">bob</a> <a href="/users/z%C3%A9" rel="x">@Zé</a> <a href="/users/ada">@ada</a>"#;
        assert_eq!(named(html), ["ada", "zé"]);
    }
}
