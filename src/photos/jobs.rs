//! What nobody needs any more: photos that waited in vain for their form, those of texts that stay gone, and objects without
//! a use. An object's row says first that it goes; the same photo sent at that moment gets a row and an object of its own.

use entity::{CommentId, PhotoId, PostId};
use sea_orm::FromQueryResult;

use super::actions::{self, With};
use super::{Store, queries};
use crate::app::App;
use crate::clock::{DAY, HOUR, MINUTE, Millis};
use crate::db::{self, Db};
use crate::values;

/// How long a photo waits for its form, and one of a browser without an account; for as long as a draft has it, too.
const WAITS: Millis = 48 * HOUR;
const WAITS_FOR_AN_ACCOUNT: Millis = 6 * HOUR;
/// How long a text that its author took back may come back with its photos, and one that the team removed: beyond the time in
/// which one may object.
const TAKEN_BACK: Millis = 30 * DAY;
const REMOVED: Millis = 200 * DAY;
/// Objects removed in one go, and how long that may take: other jobs wait.
const BATCH: i64 = 200;
const AT_MOST: std::time::Duration = std::time::Duration::from_secs(20);
/// By then whoever was sending a photo has it kept, or has given up.
const SENT: Millis = 5 * MINUTE;

pub async fn tick(app: &App, now: Millis) -> anyhow::Result<()> {
    waited(app, now).await?;
    sweep(app, now).await
}

/// Photos that waited in vain.
async fn waited(app: &App, now: Millis) -> anyhow::Result<()> {
    #[derive(FromQueryResult)]
    struct Key {
        key: String,
    }
    let db = app.db.read();
    let held = db::contains(db, "d.payload", "photo_use.key");
    let text = format!(
        "SELECT key FROM photo_use WHERE place = 'waiting' AND created_at < $1 AND (created_at < $3 OR token_hash IS NOT NULL)
         AND NOT EXISTS (SELECT 1 FROM draft d WHERE (d.account_id = photo_use.account_id OR d.token_hash = photo_use.token_hash) AND d.expires_at > $2 AND {held}) LIMIT 500"
    );
    let keys: Vec<Key> = db::rows(db, &text, values![now - WAITS_FOR_AN_ACCOUNT, now, now - WAITS]).await?;
    if keys.is_empty() {
        return Ok(());
    }
    let tx = app.db.write().await?;
    for key in keys {
        actions::remove(&tx, "key = $1 AND place = 'waiting'", values![key.key], now).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Photos of texts that are gone for good. Once a day: nobody waits for it.
pub async fn gone_for_good(app: &App, now: Millis) -> anyhow::Result<()> {
    #[derive(FromQueryResult)]
    struct Of {
        key: String,
        text: i64,
    }
    app.photos.store.clear(now).await?;
    let tx = app.db.write().await?;
    for (table, column) in [("post", "post_id"), ("comment", "comment_id")] {
        // what it stands under counts as well
        let (of, states) = match table {
            "post" => ("post t JOIN question q ON q.id = t.question_id", ["t.state", "q.state"].as_slice()),
            _ => ("comment t JOIN post p ON p.id = t.post_id JOIN question q ON q.id = p.question_id", ["t.state", "p.state", "q.state"].as_slice()),
        };
        let is = |words: &[&str]| {
            let any: Vec<String> = states.iter().flat_map(|s| words.iter().map(move |w| format!("{s} = '{w}'"))).collect();
            format!("EXISTS (SELECT 1 FROM {of} WHERE t.id = photo_use.{column} AND ({}))", any.join(" OR "))
        };
        let (gone, removed) = (is(&["deleted", "removed"]), is(&["removed"]));
        db::run(&tx, &format!("UPDATE photo_use SET gone_since = $1 WHERE gone_since IS NULL AND {column} IS NOT NULL AND {gone}"), values![now]).await?;
        db::run(&tx, &format!("UPDATE photo_use SET gone_since = NULL WHERE gone_since IS NOT NULL AND {column} IS NOT NULL AND NOT {gone}"), []).await?;
        for (which, after) in [(format!("NOT {removed}"), TAKEN_BACK), (removed, REMOVED)] {
            let text = format!("SELECT key, {column} AS text FROM photo_use WHERE gone_since <= $1 AND {column} IS NOT NULL AND {which}");
            let gone: Vec<Of> = db::rows(&tx, &text, values![now - after]).await?;
            for one in gone {
                actions::remove(&tx, "key = $1", values![one.key], now).await?;
                actions::refresh(&tx, if table == "post" { With::Post(PostId(one.text)) } else { With::Comment(CommentId(one.text)) }).await?;
            }
        }
    }
    tx.commit().await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Gone {
    id: PhotoId,
    name: String,
    small: i64,
}

/// Objects without a use: their rows first say so, then the objects go, then the rows.
async fn sweep(app: &App, now: Millis) -> anyhow::Result<()> {
    let idle = db::count(app.db.read(), "SELECT COUNT(*) AS n FROM photo WHERE unused_at IS NOT NULL OR gone_at IS NOT NULL", []).await? == 0;
    if idle {
        return Ok(());
    }
    let tx = app.db.write().await?;
    db::run(
        &tx,
        "UPDATE photo SET gone_at = $1 WHERE unused_at IS NOT NULL AND gone_at IS NULL AND (stored_at IS NOT NULL OR created_at < $2) AND NOT EXISTS (SELECT 1 FROM photo_use u WHERE u.photo_id = photo.id)",
        values![now, now - SENT],
    )
    .await?;
    // used elsewhere: what was marked long enough ago that its remover is done
    db::run(
        &tx,
        "UPDATE photo SET unused_at = NULL WHERE unused_at < $1 AND gone_at IS NULL AND EXISTS (SELECT 1 FROM photo_use u WHERE u.photo_id = photo.id)",
        values![now - MINUTE],
    )
    .await?;
    tx.commit().await?;
    // a backup takes what rows named when it began
    if queries::held(app.db.read(), now).await? {
        return Ok(());
    }
    // one that was given up on its way may still arrive: its row waits for it
    let gone: Vec<Gone> = db::rows(app.db.read(), "SELECT id, name, small FROM photo WHERE gone_at IS NOT NULL AND (stored_at IS NOT NULL OR gone_at < $2) ORDER BY gone_at, id LIMIT $1", values![BATCH, now - HOUR]).await?;
    let began = tokio::time::Instant::now();
    let mut failed = None;
    for photo in gone {
        if began.elapsed() > AT_MOST {
            break;
        }
        let mut names = vec![photo.name.clone()];
        names.extend((photo.small > 0).then(|| queries::small_name(&photo.name)));
        let mut all = true;
        for name in names {
            if let Err(e) = app.photos.store.remove(&name).await {
                (all, failed) = (false, Some(e));
            }
        }
        if !all {
            continue; // the next run tries again
        }
        let tx = app.db.write().await?;
        db::run(&tx, "DELETE FROM photo WHERE id = $1 AND gone_at IS NOT NULL", values![photo.id.0]).await?;
        tx.commit().await?;
    }
    failed.map_or(Ok(()), |e| Err(e.into()))
}

/// Could an object of this name be one of ours? A bucket may hold other things.
pub fn is_ours(name: &str) -> bool {
    let stem = name.strip_suffix(".jpeg").or_else(|| name.strip_suffix(".png"));
    let Some((folder, file)) = stem.map(|s| s.strip_suffix("-small").unwrap_or(s)).and_then(|s| s.split_once('/')) else { return false };
    let hex = |s: &str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_hexdigit());
    hex(folder, 2) && file.split_once('-').is_some_and(|(hash, nonce)| hex(hash, 64) && hex(nonce, 8))
}

/// What rows and objects say of each other: rows whose object is missing, objects that no row names. Objects are listed before
/// rows are read: a row is there before its object is.
pub async fn check(db: &Db, store: &Store) -> anyhow::Result<Vec<String>> {
    const KEPT: &str = "SELECT id, name, small FROM photo WHERE stored_at IS NOT NULL AND gone_at IS NULL ORDER BY id";
    let before: Vec<Gone> = db::rows(db.read(), KEPT, []).await?;
    if before.is_empty() && !store.is_there().await {
        return Ok(Vec::new());
    }
    let there: std::collections::HashSet<String> = store.names().await?.into_iter().filter(|n| is_ours(n)).collect();
    // kept before it was listed, and still
    let still: std::collections::HashSet<PhotoId> = db::rows::<Gone>(db.read(), KEPT, []).await?.iter().map(|p| p.id).collect();
    let rows: Vec<&Gone> = before.iter().filter(|p| still.contains(&p.id)).collect();
    let all: Vec<Gone> = db::rows(db.read(), "SELECT id, name, small FROM photo ORDER BY id", []).await?;
    let names = |photo: &Gone| [Some(photo.name.clone()), (photo.small > 0).then(|| queries::small_name(&photo.name))].into_iter().flatten();
    let mut problems: Vec<String> = rows.iter().copied().flat_map(names).filter(|n| !there.contains(n)).map(|n| format!("a photo is missing: {n}")).collect();
    let known: std::collections::HashSet<String> = all.iter().flat_map(names).collect();
    let mut stray: Vec<&String> = there.difference(&known).collect();
    stray.sort();
    problems.extend(stray.into_iter().map(|n| format!("a photo that nothing names: {n}")));
    Ok(problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_objects_are_named() {
        let name = format!("ab/{}-0123abcd.jpeg", "0".repeat(64));
        assert!(is_ours(&name) && is_ours(&queries::small_name(&name)));
        for other in ["readme.txt", "ab/photo.jpeg", "invoices/2026.png", "ab/x/y.png"] {
            assert!(!is_ours(other), "{other}");
        }
    }
}
