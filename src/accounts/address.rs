//! What one address may ask for, counted in the database so that every process agrees and a restart forgets nothing:
//! log-ins (L-05), mails to addresses that are not ours (L-06), sign-ups that nobody confirmed (L-07). An address is kept
//! as a keyed hash, for a day; of IPv6 the network counts, too. Where the count cannot be written, nothing is let through.

use sea_orm::{DatabaseTransaction, DbErr, FromQueryResult};

use crate::accounts::approval;
use crate::accounts::signup::origin;
use crate::clock::{AHEAD, DAY, HOUR, MINUTE, Millis, SECOND};
use crate::error::{Error, Result};
use crate::web::context::Ctx;
use crate::{db, values};

#[derive(FromQueryResult)]
struct Began {
    began_at: i64,
}

/// What a network of IPv6 addresses may do together, as a multiple of one of them.
const WIDE: i64 = 10;
/// Tries under way at once from one address, as a multiple of those that may fail.
const UNDER_WAY: i64 = 3;

/// Counts one; gives how long to wait if that is one too many: then it is not counted.
async fn take(tx: &DatabaseTransaction, mark: &str, act: &str, limit: i64, window: Millis, now: Millis) -> Result<Option<Millis>, DbErr> {
    let counted: Option<Began> = db::row(
        tx,
        "INSERT INTO address_quota (mark, act, began_at, n) VALUES ($1, $2, $3, 1)
         ON CONFLICT (mark, act) DO UPDATE SET
            began_at = CASE WHEN address_quota.began_at <= $4 OR address_quota.began_at > $6 THEN $3 ELSE address_quota.began_at END,
            n = CASE WHEN address_quota.began_at <= $4 OR address_quota.began_at > $6 THEN 1 ELSE address_quota.n + 1 END
         WHERE address_quota.began_at <= $4 OR address_quota.began_at > $6 OR address_quota.n < $5
         RETURNING began_at",
        values![mark, act, now, now - window, limit, now + AHEAD],
    )
    .await?;
    if counted.is_some() {
        return Ok(None);
    }
    let row: Option<Began> = db::row(tx, "SELECT began_at FROM address_quota WHERE mark = $1 AND act = $2", values![mark, act]).await?;
    Ok(Some(row.map_or(window, |r| r.began_at + window - now).max(1)))
}

/// What an address is counted under, and how many times the number it may have there: itself, and its network.
async fn marks(tx: &DatabaseTransaction, ctx: &Ctx) -> Result<Vec<(String, i64)>, DbErr> {
    let mut marks = vec![(origin::hash(tx, ctx.ip, ctx.now).await?, 1)];
    marks.extend(origin::network_hash(tx, ctx.ip, ctx.now).await?.map(|mark| (mark, WIDE)));
    Ok(marks)
}

/// Counts one under each; gives how long to wait where that is one too many.
async fn take_all(tx: &DatabaseTransaction, marks: &[(String, i64)], act: &str, limit: i64, window: Millis, now: Millis) -> Result<Option<Millis>, DbErr> {
    for (mark, times) in marks {
        if let Some(wait) = take(tx, mark, act, limit.saturating_mul(*times), window, now).await? {
            return Ok(Some(wait));
        }
    }
    Ok(None)
}

fn seconds(wait: Millis) -> u64 {
    u64::try_from((wait + SECOND - 1) / SECOND).unwrap_or(1)
}

fn too_many(what: &'static str, wait: Millis) -> Error {
    Error::TooMany { what, seconds: seconds(wait) }
}

/// May somebody try to prove themselves from here? Only tries that fail use up the limit, so that an office may come in
/// all at once; those under way are bounded, too. Each one let through ends with [`right`] or [`wrong`].
pub async fn may_try(ctx: &Ctx) -> Result<()> {
    let app = &ctx.app;
    app.limits.logins.take(ctx.ip)?;
    let limit = failures(ctx);
    let tx = app.db.write().await?;
    let marks = marks(&tx, ctx).await?;
    let mut wait = None;
    for (mark, times) in &marks {
        let row: Option<Began> = db::row(
            &tx,
            "SELECT began_at FROM address_quota WHERE mark = $1 AND act = 'login' AND n >= $2 AND began_at > $3 AND began_at <= $4",
            values![mark.as_str(), limit.saturating_mul(*times), ctx.now - MINUTE, ctx.now + AHEAD],
        )
        .await?;
        wait = wait.or(row.map(|r| (r.began_at + MINUTE - ctx.now).max(1)));
    }
    if wait.is_none() {
        wait = take_all(&tx, &marks, "login_open", limit.saturating_mul(UNDER_WAY), MINUTE, ctx.now).await?;
    }
    tx.commit().await?;
    wait.map_or(Ok(()), |w| Err(too_many("logins", w)))
}

/// It was them: the try counts nothing.
pub async fn right(tx: &DatabaseTransaction, ctx: &Ctx) -> Result<()> {
    Ok(give_back(tx, &marks(tx, ctx).await?).await?)
}

/// It was not. Gives the seconds to wait if that is one too many.
pub async fn wrong(tx: &DatabaseTransaction, ctx: &Ctx) -> Result<Option<u64>> {
    let marks = marks(tx, ctx).await?;
    give_back(tx, &marks).await?;
    let wait = take_all(tx, &marks, "login", failures(ctx), MINUTE, ctx.now).await?;
    Ok(wait.map(seconds))
}

async fn give_back(tx: &DatabaseTransaction, marks: &[(String, i64)]) -> Result<(), DbErr> {
    for (mark, _) in marks {
        db::run(tx, "UPDATE address_quota SET n = n - 1 WHERE mark = $1 AND act = 'login_open' AND n > 0", values![mark.as_str()]).await?;
    }
    Ok(())
}

fn failures(ctx: &Ctx) -> i64 {
    ctx.app.config.number("limits.logins_per_minute").into()
}

/// May a mail be asked for from here? Half an hour's worth at most in one minute. Nobody is told if not.
pub async fn may_mail(tx: &DatabaseTransaction, ctx: &Ctx) -> Result<bool> {
    let hourly = i64::from(ctx.app.config.number("limits.mails_per_hour"));
    let marks = marks(tx, ctx).await?;
    let short = take_all(tx, &marks, "mail_minute", (hourly / 2).max(1), MINUTE, ctx.now).await?;
    let enough = short.is_some() || take_all(tx, &marks, "mail", hourly, HOUR, ctx.now).await?.is_some();
    if enough {
        ctx.app.limits.refused("mails", None);
    }
    Ok(!enough)
}

/// Is there room for one more account that nobody confirmed?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    Free,
    /// Not by itself: it waits for somebody of the team.
    Waits,
}

/// How many may wait, as a multiple of those that need not.
const WAITING: i64 = 5;

/// As many accounts as may be were made from here in a day without one of them being confirmed; `mark` is the hash of the
/// address. Those that were confirmed do not count, and places that the team left out have no number. `made`: it is being
/// made now, so that the network of an IPv6 address counts it, too.
pub async fn room(tx: &DatabaseTransaction, ctx: &Ctx, mark: &str, made: bool) -> Result<Room> {
    if approval::queries::is_left_out(tx, ctx.ip).await? {
        return Ok(Room::Free);
    }
    // of many at once each sees those before it
    db::turn(tx, &format!("sign-ups {mark}")).await?;
    #[derive(FromQueryResult)]
    struct Row {
        n: i64,
        first: Option<i64>,
    }
    let text = "SELECT COUNT(*) AS n, MIN(created_at) AS first FROM account WHERE signup_ip_hash = $1 AND email_verified_at IS NULL AND created_at > $2";
    let row: Option<Row> = db::row(tx, text, values![mark, ctx.now - DAY]).await?;
    let Row { n, first } = row.unwrap_or(Row { n: 0, first: None });
    let limit = i64::from(ctx.app.config.number("limits.signups_per_day"));
    if n >= limit.saturating_mul(WAITING) {
        return Err(too_many("signups", first.map_or(DAY, |at| at + DAY - ctx.now).max(1)));
    }
    let network = match origin::network_hash(tx, ctx.ip, ctx.now).await? {
        Some(mark) if made => take(tx, &mark, "signup", limit.saturating_mul(WIDE), DAY, ctx.now).await?,
        _ => None,
    };
    Ok(if n < limit && network.is_none() { Room::Free } else { Room::Waits })
}

/// Counts that count nothing any more.
pub async fn sweep(tx: &DatabaseTransaction, now: Millis) -> Result<(), DbErr> {
    db::run(tx, "DELETE FROM address_quota WHERE began_at < $1", values![now - DAY]).await?;
    Ok(())
}
