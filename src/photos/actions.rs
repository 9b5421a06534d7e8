//! Keeping photos, putting them with a text, taking them away.

use entity::{AccountId, CommentId, PhotoId, PhotoPlace, PostId, PrivateMessageId};
use sea_orm::{DatabaseTransaction, DbErr, FromQueryResult, Value};
use sha2::{Digest as _, Sha256};

use super::picture::Picture;
use super::queries::{self, small_name};
use super::{Owner, Shown};
use crate::app::App;
use crate::clock::{DAY, Millis};
use crate::db::Db;
use crate::error::Result;
use crate::rules::photos::{AVATAR_BYTES, AVATAR_SIDE, Refused, Share};
use crate::{db, values};

/// Bytes of everything that waits for somebody to have an account.
const WITHOUT_ACCOUNT: i64 = 1 << 30;

/// Keeps a picture for a form that is being filled in. The row that names its object is there before the object is.
pub async fn receive(app: &App, owner: &Owner, share: &Share, picture: Picture, now: Millis) -> Result<std::result::Result<Shown, Refused>> {
    let hash: String = Sha256::digest(&picture.bytes).iter().map(|b| format!("{b:02x}")).collect();
    let bytes = (picture.bytes.len() + picture.small.as_ref().map_or(0, Vec::len)) as i64;
    let tx = app.db.write().await?;
    if let Some(why) = beyond(&tx, app, owner, share, bytes, now).await? {
        return Ok(Err(why));
    }
    let row = row(&tx, &hash, &picture, now).await?;
    let key = new_key();
    let (account, token) = match owner {
        Owner::Account(id) => (Some(id.0), None),
        Owner::Browser(hash) => (None, Some(hash.as_str())),
    };
    db::run(
        &tx,
        "INSERT INTO photo_use (key, photo_id, account_id, token_hash, place, bytes, created_at) VALUES ($1, $2, $3, $4, 'waiting', $5, $6)",
        values![key.as_str(), row.id.0, account, token, bytes, now],
    )
    .await?;
    tx.commit().await?;
    // one that was lost is there again once somebody sends it
    let missing = row.stored_at.is_none() || matches!(app.photos.store.has(&row.name).await, Ok(false));
    if missing {
        let kept = store(app, &row.name, picture.bytes, picture.small).await;
        let tx = app.db.write().await?;
        match kept {
            Ok(()) => {
                db::run(&tx, "UPDATE photo SET stored_at = $2 WHERE id = $1 AND stored_at IS NULL", values![row.id.0, now]).await?;
                tx.commit().await?;
            }
            Err(e) => {
                tracing::error!(error = %e, "a photo could not be kept");
                remove(&tx, "key = $1", values![key.as_str()], now).await?;
                tx.commit().await?;
                return Ok(Err(Refused::Busy));
            }
        }
    }
    Ok(Ok(Shown { key, width: picture.width, height: picture.height, says: String::new() }))
}

async fn store(app: &App, name: &str, bytes: Vec<u8>, small: Option<Vec<u8>>) -> Result<()> {
    if let Some(small) = small {
        app.photos.store.put(&small_name(name), small).await?;
    }
    app.photos.store.put(name, bytes).await
}

/// 128 bits that nobody guesses.
fn new_key() -> String {
    let bytes: [u8; 16] = rand::random();
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// Which share is used up, if one: counted while nobody else sends for the same owner. What an account sends counts for the
/// day even if it is removed again.
async fn beyond(tx: &DatabaseTransaction, app: &App, owner: &Owner, share: &Share, bytes: i64, now: Millis) -> Result<Option<Refused>, DbErr> {
    #[derive(FromQueryResult)]
    struct Used {
        day: i64,
        bytes: i64,
    }
    let (mine, whose, turn): (&str, Value, String) = match owner {
        Owner::Account(id) => ("account_id = $1", id.0.into(), format!("photos of {id}")),
        // one sum is of all of them
        Owner::Browser(hash) => ("token_hash = $1", hash.as_str().into(), "photos of visitors".into()),
    };
    db::turn(tx, &turn).await?;
    let text = format!("SELECT COUNT(CASE WHEN created_at > $2 THEN 1 END) AS day, CAST(COALESCE(SUM(bytes), 0) AS BIGINT) AS bytes FROM photo_use WHERE {mine}");
    let used: Option<Used> = db::row(tx, &text, [whose, (now - DAY).into()]).await?;
    let times = i64::from(app.config.number("limits.member_times").max(1));
    let Some(used) = used else { return Ok(None) };
    let per_day = share.per_day * times;
    let sent = match owner {
        Owner::Account(id) => sent_today(tx, *id, now).await?.max(used.day),
        Owner::Browser(_) => used.day,
    };
    if sent >= per_day {
        return Ok(Some(Refused::Day { max: per_day }));
    }
    if used.bytes + bytes > share.bytes * times {
        return Ok(Some(Refused::Full { mib: share.bytes * times >> 20 }));
    }
    if matches!(owner, Owner::Browser(_)) && db::count(tx, "SELECT CAST(COALESCE(SUM(bytes), 0) AS BIGINT) AS n FROM photo_use WHERE token_hash IS NOT NULL", []).await? + bytes > WITHOUT_ACCOUNT {
        return Ok(Some(Refused::Busy));
    }
    if let Owner::Account(id) = owner {
        db::run(
            tx,
            "INSERT INTO quota (account_id, act, began_at, n, last_at) VALUES ($1, 'photo', $2, 1, $2)
             ON CONFLICT (account_id, act) DO UPDATE SET
                n = CASE WHEN quota.began_at <= $3 OR quota.began_at > $2 THEN 1 ELSE quota.n + 1 END,
                began_at = CASE WHEN quota.began_at <= $3 OR quota.began_at > $2 THEN $2 ELSE quota.began_at END,
                last_at = $2",
            values![id.0, now, now - DAY],
        )
        .await?;
    }
    Ok(None)
}

async fn sent_today(tx: &DatabaseTransaction, account: AccountId, now: Millis) -> Result<i64, DbErr> {
    db::count(tx, "SELECT COALESCE(MAX(n), 0) AS n FROM quota WHERE account_id = $1 AND act = 'photo' AND began_at > $2 AND began_at <= $3", values![account.0, now - DAY, now]).await
}

#[derive(FromQueryResult)]
struct Row {
    id: PhotoId,
    name: String,
    stored_at: Option<i64>,
}

/// The row of these bytes: there already, and held so that no job takes it; or new.
async fn row(tx: &DatabaseTransaction, hash: &str, picture: &Picture, now: Millis) -> Result<Row> {
    let extension = picture.kind.word();
    let nonce: u32 = rand::random();
    let name = format!("{}/{hash}-{nonce:08x}.{extension}", &hash[..2]);
    for _ in 0..3 {
        let there: Option<Row> = db::row(tx, "UPDATE photo SET unused_at = NULL WHERE hash = $1 AND gone_at IS NULL RETURNING id, name, stored_at", values![hash]).await?;
        if let Some(row) = there {
            return Ok(row);
        }
        let made: Option<Row> = db::row(
            tx,
            "INSERT INTO photo (hash, name, kind, width, height, bytes, small, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
             ON CONFLICT DO NOTHING RETURNING id, name, stored_at",
            values![hash, name.as_str(), extension, i64::from(picture.width), i64::from(picture.height), picture.bytes.len() as i64, picture.small.as_ref().map_or(0, |s| s.len() as i64), now],
        )
        .await?;
        if let Some(row) = made {
            return Ok(row);
        }
    }
    Err(crate::error::Error::Conflict("the same photo came and went three times"))
}

/// What a photo is put with.
#[derive(Clone, Copy, Debug)]
pub enum With {
    Post(PostId),
    /// Beside a post, for its author and staff.
    Private(PostId),
    Comment(CommentId),
    Message(PrivateMessageId),
}

impl With {
    fn place(self) -> (PhotoPlace, &'static str, &'static str, i64) {
        match self {
            With::Post(id) => (PhotoPlace::Post, "post_id", "post", id.0),
            With::Private(id) => (PhotoPlace::Private, "post_id", "", id.0),
            With::Comment(id) => (PhotoPlace::Comment, "comment_id", "comment", id.0),
            With::Message(id) => (PhotoPlace::Message, "message_id", "private_message", id.0),
        }
    }
}

/// Puts photos that wait with a text of their owner. Those that went meanwhile, or are with another text, are left out.
pub async fn attach(tx: &DatabaseTransaction, owner: AccountId, photos: &[Shown], with: With) -> Result<(), DbErr> {
    if photos.is_empty() {
        return Ok(());
    }
    let (place, column, ..) = with.place();
    let id = with.place().3;
    for photo in photos {
        let text = format!(
            "UPDATE photo_use SET place = $3, {column} = $4, says = $5, token_hash = NULL WHERE key = $1 AND account_id = $2 AND place = 'waiting'
             AND EXISTS (SELECT 1 FROM photo p WHERE p.id = photo_use.photo_id AND p.stored_at IS NOT NULL)"
        );
        db::run(tx, &text, values![photo.key.as_str(), owner.0, place.word(), id, photo.says.as_str()]).await?;
    }
    refresh(tx, with).await
}

/// Objects that nobody uses any more stay where they are until this moment; or no longer, as far as `who` is concerned.
pub async fn hold(db: &Db, who: &str, until: Option<Millis>) -> Result<(), DbErr> {
    let name = format!("{}{who}", queries::HELD);
    let tx = db.write().await?;
    match until {
        Some(until) => {
            // what a backup left that was killed, also by a clock that was ahead
            let text = "DELETE FROM site_choice WHERE name LIKE $1 AND (set_at < $2 OR set_at > $3)";
            db::run(&tx, text, values![format!("{}%", queries::HELD), until - DAY, until + DAY]).await?;
            let text = "INSERT INTO site_choice (name, value, set_at) VALUES ($1, $2, $3) ON CONFLICT (name) DO UPDATE SET value = excluded.value, set_at = excluded.set_at";
            db::run(&tx, text, values![name, until.to_string(), until]).await?;
        }
        None => {
            db::run(&tx, "DELETE FROM site_choice WHERE name = $1", values![name]).await?;
        }
    }
    tx.commit().await
}

/// What stands with a text, written beside it.
pub async fn refresh(tx: &DatabaseTransaction, with: With) -> Result<(), DbErr> {
    #[derive(FromQueryResult)]
    struct One {
        key: String,
        width: i64,
        height: i64,
        says: String,
    }
    let (place, column, table, id) = with.place();
    if table.is_empty() {
        return Ok(());
    }
    let text = format!("SELECT u.key, p.width, p.height, u.says FROM photo_use u JOIN photo p ON p.id = u.photo_id WHERE u.{column} = $1 AND u.place = $2 ORDER BY u.id");
    let all: Vec<One> = db::rows(tx, &text, values![id, place.word()]).await?;
    let list: Vec<String> = all.into_iter().map(|o| queries::shown(o.key, o.width, o.height, o.says).to_string()).collect();
    db::run(tx, &format!("UPDATE {table} SET photos = $2 WHERE id = $1"), values![id, list.join(" ")]).await?;
    Ok(())
}

/// Takes uses away; a job takes what has none left. `condition` is of `photo_use`; its values begin at `$1`.
pub async fn remove(tx: &DatabaseTransaction, condition: &str, values: impl IntoIterator<Item = Value>, now: Millis) -> Result<u64, DbErr> {
    #[derive(FromQueryResult)]
    struct Gone {
        photo_id: PhotoId,
    }
    let gone: Vec<Gone> = db::rows(tx, &format!("DELETE FROM photo_use WHERE {condition} RETURNING photo_id"), values).await?;
    let mut ids: Vec<i64> = gone.iter().map(|g| g.photo_id.0).collect();
    ids.sort_unstable();
    ids.dedup();
    for id in ids {
        db::run(tx, "UPDATE photo SET unused_at = $2 WHERE id = $1", values![id, now]).await?;
    }
    Ok(gone.len() as u64)
}

/// Photos of a browser are its account's from now on: so many as a newcomer sends in a day; others wait in vain.
pub async fn bind(tx: &DatabaseTransaction, token_hash: &str, account: AccountId) -> Result<(), DbErr> {
    db::run(
        tx,
        "UPDATE photo_use SET account_id = $2, token_hash = NULL WHERE id IN (SELECT u.id FROM photo_use u WHERE u.token_hash = $1 AND u.account_id IS NULL ORDER BY u.id DESC LIMIT 20)",
        values![token_hash, account.0],
    )
    .await?;
    Ok(())
}

/// The asker took their name off a question: what they showed the team of it goes, with everything said in private; the photos
/// of their texts are nobody's.
pub async fn forget(tx: &DatabaseTransaction, question: PostId, asker: AccountId, nobody: AccountId, now: Millis) -> Result<(), DbErr> {
    remove(tx, "message_id IN (SELECT m.id FROM private_message m WHERE m.question_id = $1)", values![question.0], now).await?;
    remove(tx, "account_id = $2 AND place = 'private' AND post_id IN (SELECT p.id FROM post p WHERE p.question_id = $1)", values![question.0, asker.0], now).await?;
    for text in ["post_id IN (SELECT p.id FROM post p WHERE p.question_id = $1)", "comment_id IN (SELECT c.id FROM comment c WHERE c.question_id = $1)"] {
        db::run(tx, &format!("UPDATE photo_use SET account_id = $3 WHERE account_id = $2 AND {text}"), values![question.0, asker.0, nobody.0]).await?;
    }
    Ok(())
}

/// The picture beside somebody's name: another one, or none. `false`: there is no such photo, or it is not one made for that.
pub async fn set_avatar(tx: &DatabaseTransaction, account: AccountId, photo: Option<&Shown>, now: Millis) -> Result<bool, DbErr> {
    if let Some(photo) = photo {
        let taken = db::run(
            tx,
            "UPDATE photo_use SET place = 'avatar' WHERE key = $1 AND account_id = $2 AND place = 'waiting'
             AND EXISTS (SELECT 1 FROM photo p WHERE p.id = photo_use.photo_id AND p.stored_at IS NOT NULL AND p.width = $3 AND p.height = $3 AND p.bytes <= $4)",
            values![photo.key.as_str(), account.0, i64::from(AVATAR_SIDE), AVATAR_BYTES as i64],
        )
        .await?;
        if taken == 0 {
            return Ok(false);
        }
    }
    let key = photo.map(|p| p.key.as_str());
    db::run(tx, "UPDATE account SET avatar = $2 WHERE id = $1", values![account.0, key]).await?;
    remove(tx, "account_id = $1 AND place = 'avatar' AND key <> $2", values![account.0, key.unwrap_or_default()], now).await?;
    Ok(true)
}

/// Who leaves takes along what was theirs alone; photos with public texts stay as the texts do.
pub async fn leave(tx: &DatabaseTransaction, account: AccountId, now: Millis) -> Result<(), DbErr> {
    remove(
        tx,
        "account_id = $1 AND (place IN ('waiting', 'private', 'avatar') OR message_id IN (SELECT m.id FROM private_message m WHERE m.author_id = $1 AND m.by_team = FALSE))",
        values![account.0],
        now,
    )
    .await?;
    db::run(tx, "UPDATE account SET avatar = NULL WHERE id = $1", values![account.0]).await?;
    Ok(())
}
