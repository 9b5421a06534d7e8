//! What one address may ask for, counted in the database so that every process agrees and a restart forgets nothing:
//! log-ins (L-05), mails to addresses that are not ours (L-06), sign-ups that nobody confirmed (L-07). An address is kept
//! as a keyed hash, for a day; of IPv6 the network counts, too. Where the count cannot be written, nothing is let through.

use sea_orm::{DatabaseTransaction, DbErr, FromQueryResult};

use crate::accounts::approval;
use crate::accounts::signup::origin::{self, Origin};
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

/// How long to wait where so many were counted already; it is only looked at.
async fn reached(tx: &DatabaseTransaction, mark: &str, act: &str, limit: i64, window: Millis, now: Millis) -> Result<Option<Millis>, DbErr> {
    let text = "SELECT began_at FROM address_quota WHERE mark = $1 AND act = $2 AND n >= $3 AND began_at > $4 AND began_at <= $5";
    let row: Option<Began> = db::row(tx, text, values![mark, act, limit, now - window, now + AHEAD]).await?;
    Ok(row.map(|r| (r.began_at + window - now).max(1)))
}

/// What an address is counted under, and how many times the number it may have there: itself, and its network.
async fn marks(tx: &DatabaseTransaction, ctx: &Ctx) -> Result<Vec<(String, i64)>, DbErr> {
    let Origin { address, network } = origin::of(tx, ctx.ip, ctx.now).await?;
    Ok([(address, 1)].into_iter().chain(network.map(|mark| (mark, WIDE))).collect())
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

/// Somebody tries to prove themselves. It is under way until [`right`], [`wrong`] or [`nothing`] ends it.
pub struct Try {
    marks: Vec<(String, i64)>,
    /// When the counts that it is in began, as the marks are: another minute's are not its own.
    began: Vec<Millis>,
}

/// May somebody try to prove themselves from here? Only tries that fail use up the limit, so that an office may come in
/// all at once; those under way are bounded, too.
pub async fn may_try(ctx: &Ctx) -> Result<Try> {
    let app = &ctx.app;
    app.limits.logins.take(ctx.ip)?;
    let limit = failures(ctx);
    let tx = app.db.write().await?;
    let marks = marks(&tx, ctx).await?;
    for (mark, times) in &marks {
        if let Some(wait) = reached(&tx, mark, "login", limit.saturating_mul(*times), MINUTE, ctx.now).await? {
            return Err(too_many("logins", wait));
        }
    }
    // refused, it leaves no count behind
    if let Some(wait) = take_all(&tx, &marks, "login_open", limit.saturating_mul(UNDER_WAY), MINUTE, ctx.now).await? {
        return Err(too_many("logins", wait));
    }
    let mut began = Vec::new();
    for (mark, _) in &marks {
        let row: Option<Began> = db::row(&tx, "SELECT began_at FROM address_quota WHERE mark = $1 AND act = 'login_open'", values![mark.as_str()]).await?;
        began.push(row.map_or(ctx.now, |r| r.began_at));
    }
    tx.commit().await?;
    Ok(Try { marks, began })
}

/// It was them: the try counts nothing.
pub async fn right(tx: &DatabaseTransaction, of: &Try) -> Result<()> {
    Ok(give_back(tx, of).await?)
}

/// It was not. Gives the seconds to wait if that is one too many.
pub async fn wrong(tx: &DatabaseTransaction, ctx: &Ctx, of: &Try) -> Result<Option<u64>> {
    give_back(tx, of).await?;
    let wait = take_all(tx, &of.marks, "login", failures(ctx), MINUTE, ctx.now).await?;
    Ok(wait.map(seconds))
}

/// It came to nothing, and counts nothing.
pub async fn nothing(ctx: &Ctx, of: &Try) -> Result<()> {
    let tx = ctx.app.db.write().await?;
    give_back(&tx, of).await?;
    Ok(tx.commit().await?)
}

/// Does what judges a try; where that fails (no room to hash, a database that is away) it came to nothing.
pub async fn judged<T>(ctx: &Ctx, of: &Try, judge: impl Future<Output = Result<T>>) -> Result<T> {
    let came = judge.await;
    if came.is_err() {
        nothing(ctx, of).await?;
    }
    came
}

async fn give_back(tx: &DatabaseTransaction, of: &Try) -> Result<(), DbErr> {
    for ((mark, _), began) in of.marks.iter().zip(&of.began) {
        db::run(tx, "UPDATE address_quota SET n = n - 1 WHERE mark = $1 AND act = 'login_open' AND n > 0 AND began_at = $2", values![mark.as_str(), *began]).await?;
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

/// So many times the number, and those that wait come one after the other.
const WAITING: i64 = 5;
/// Then as many in an hour as may be free in a day, minute by minute.
const SLOWLY: i64 = 60;

/// As many accounts as may be were made from here in a day without one of them being confirmed, by its owner or by
/// somebody of the team; places that the team left out have no number. Of IPv6 the network is counted, too. Beyond, they
/// wait; nobody is turned away for good: past five times the number one may wait a minute to wait. `made`: it is being made now.
pub async fn room(tx: &DatabaseTransaction, ctx: &Ctx, from: &Origin, made: bool) -> Result<Room> {
    if approval::queries::is_left_out(tx, ctx.ip).await? {
        return Ok(Room::Free);
    }
    let free = i64::from(ctx.app.config.number("limits.signups_per_day"));
    let places = [("signup_ip_hash", Some(&from.address), 1), ("signup_network_hash", from.network.as_ref(), WIDE)];
    let mut room = Room::Free;
    for (column, mark, times) in places {
        let (Some(mark), free) = (mark, free.saturating_mul(times)) else { continue };
        // of many at once each sees those before it
        db::turn(tx, &format!("sign-ups {mark}")).await?;
        let text = format!("SELECT COUNT(*) AS n FROM account WHERE {column} = $1 AND email_verified_at IS NULL AND let_in_at IS NULL AND created_at > $2");
        let n = db::count(tx, &text, values![mark.as_str(), ctx.now - DAY]).await?;
        if n >= free.saturating_mul(WAITING) {
            let pace = (free / SLOWLY).max(1);
            let wait = match made {
                true => take(tx, mark, "signup", pace, MINUTE, ctx.now).await?,
                false => reached(tx, mark, "signup", pace, MINUTE, ctx.now).await?,
            };
            if let Some(wait) = wait {
                return Err(too_many("signups", wait));
            }
        }
        if n >= free {
            room = Room::Waits;
        }
    }
    Ok(room)
}

/// Counts that count nothing any more.
pub async fn sweep(tx: &DatabaseTransaction, now: Millis) -> Result<(), DbErr> {
    db::run(tx, "DELETE FROM address_quota WHERE began_at < $1", values![now - DAY]).await?;
    Ok(())
}
