//! What a member wants by mail, and when.

use std::collections::HashMap;

use entity::AccountId;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult};

use super::kinds::{How, Kind};
use crate::clock::Millis;
use crate::config::Config;
use crate::ui::when;
use crate::{db, values};

/// The hour of the day at which digests leave.
const HOUR: i8 = 8;

/// How often what was not mailed at once is put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digest {
    None,
    Daily,
    Weekly,
}

impl Digest {
    pub const ALL: [Digest; 3] = [Digest::None, Digest::Daily, Digest::Weekly];

    pub fn word(self) -> &'static str {
        match self {
            Digest::None => "none",
            Digest::Daily => "daily",
            Digest::Weekly => "weekly",
        }
    }

    pub fn from_word(word: &str) -> Option<Digest> {
        Digest::ALL.into_iter().find(|d| d.word() == word)
    }

    /// The next moment for one after `now`, in a zone: in the morning, the weekly ones on Mondays.
    pub fn next(self, zone: &str, now: Millis) -> Option<Millis> {
        let mut day = jiff::Timestamp::from_millisecond(now).ok()?.in_tz(zone).ok()?.date();
        for _ in 0..9 {
            let at = day.at(HOUR, 0, 0, 0).in_tz(zone).ok()?;
            let fits = match self {
                Digest::None => return None,
                Digest::Daily => true,
                Digest::Weekly => at.weekday() == jiff::civil::Weekday::Monday,
            };
            if fits && at.timestamp().as_millisecond() > now {
                return Some(at.timestamp().as_millisecond());
            }
            day = day.tomorrow().ok()?;
        }
        None
    }
}

/// When mails come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rhythm {
    pub digest: Digest,
    /// Hours of the day between which nothing that can wait is sent: from 22 until 7, say.
    pub quiet: Option<(i8, i8)>,
    /// Empty: the community's.
    pub zone: String,
}

impl Default for Rhythm {
    fn default() -> Rhythm {
        Rhythm { digest: Digest::None, quiet: None, zone: String::new() }
    }
}

impl Rhythm {
    /// The end of the quiet hours that `now` falls in; none if it falls in none.
    pub fn quiet_until(&self, config: &Config, now: Millis) -> Option<Millis> {
        let (from, until) = self.quiet?;
        let zone = self.zone(config);
        let here = jiff::Timestamp::from_millisecond(now).ok()?.in_tz(zone).ok()?;
        let inside = if from <= until { (from..until).contains(&here.hour()) } else { here.hour() >= from || here.hour() < until };
        if !inside {
            return None;
        }
        let day = if here.hour() < until { here.date() } else { here.date().tomorrow().ok()? };
        Some(day.at(until, 0, 0, 0).in_tz(zone).ok()?.timestamp().as_millisecond())
    }

    pub fn zone<'a>(&'a self, config: &'a Config) -> &'a str {
        if self.zone.is_empty() { config.get("timezone") } else { &self.zone }
    }
}

/// Is it a zone this program knows?
pub fn is_zone(zone: &str) -> bool {
    zone.len() <= 64 && jiff::tz::TimeZone::get(zone).is_ok()
}

/// How one kind comes to a member.
pub async fn of(db: &impl ConnectionTrait, account: AccountId, kind: Kind) -> Result<How, DbErr> {
    if kind.choices().len() == 1 {
        return Ok(How::Now);
    }
    Ok(all(db, account).await?.get(&kind).copied().unwrap_or(kind.usual()))
}

#[derive(FromQueryResult)]
struct Chosen {
    kind: String,
    how: String,
}

/// What a member chose; where they did not, nothing.
pub async fn all(db: &impl ConnectionTrait, account: AccountId) -> Result<HashMap<Kind, How>, DbErr> {
    let rows: Vec<Chosen> = db::rows(db, "SELECT kind, how FROM notification_choice WHERE account_id = $1", values![account.0]).await?;
    Ok(rows.into_iter().filter_map(|r| Some((Kind::from_word(&r.kind)?, How::from_word(&r.how)?))).collect())
}

pub async fn choose(tx: &DatabaseTransaction, account: AccountId, kind: Kind, how: How) -> Result<(), DbErr> {
    let text = "INSERT INTO notification_choice (account_id, kind, how) VALUES ($1, $2, $3) ON CONFLICT (account_id, kind) DO UPDATE SET how = excluded.how";
    db::run(tx, text, values![account.0, kind.word(), how.word()]).await?;
    if how != How::Now {
        // what waits to be mailed at once does no longer
        db::run(tx, "UPDATE notification SET mail_at = NULL WHERE account_id = $1 AND kind = $2 AND mail_at IS NOT NULL", values![account.0, kind.word()]).await?;
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct Row {
    digest: String,
    quiet_from: Option<i64>,
    quiet_until: Option<i64>,
    zone: String,
}

pub async fn rhythm(db: &impl ConnectionTrait, account: AccountId) -> Result<Rhythm, DbErr> {
    let row: Option<Row> = db::row(db, "SELECT digest, quiet_from, quiet_until, zone FROM notification_rhythm WHERE account_id = $1", values![account.0]).await?;
    Ok(row.map_or_else(Rhythm::default, |r| Rhythm {
        digest: Digest::from_word(&r.digest).unwrap_or(Digest::None),
        quiet: r.quiet_from.zip(r.quiet_until).map(|(a, b)| (a.clamp(0, 23) as i8, b.clamp(0, 23) as i8)),
        zone: r.zone,
    }))
}

/// Keeps a rhythm; the first digest comes with its next morning.
pub async fn keep(tx: &DatabaseTransaction, config: &Config, account: AccountId, rhythm: &Rhythm, now: Millis) -> Result<(), DbErr> {
    key(tx, account).await?;
    let (from, until) = rhythm.quiet.map_or((None, None), |(a, b)| (Some(i64::from(a)), Some(i64::from(b))));
    db::run(
        tx,
        "UPDATE notification_rhythm SET digest = $2, quiet_from = $3, quiet_until = $4, zone = $5, digested_at = COALESCE(digested_at, $7),
            digest_at = CASE WHEN CAST($6 AS BIGINT) IS NULL THEN NULL WHEN digest = $2 AND zone = $5 THEN COALESCE(digest_at, $6) ELSE $6 END
         WHERE account_id = $1",
        values![account.0, rhythm.digest.word(), from, until, rhythm.zone.as_str(), rhythm.digest.next(rhythm.zone(config), now), now],
    )
    .await?;
    Ok(())
}

/// The word in links that end mails: it opens nothing else.
pub async fn key(tx: &DatabaseTransaction, account: AccountId) -> Result<String, DbErr> {
    #[derive(FromQueryResult)]
    struct Key {
        key: String,
    }
    let new = format!("{:032x}", rand::random::<u128>());
    let text = "INSERT INTO notification_rhythm (account_id, digest, zone, key) VALUES ($1, 'none', '', $2) ON CONFLICT (account_id) DO UPDATE SET key = notification_rhythm.key RETURNING key";
    let kept: Option<Key> = db::row(tx, text, values![account.0, new.as_str()]).await?;
    Ok(kept.map_or(new, |k| k.key))
}

/// Hours as they are offered: 0 to 23.
pub fn hour(text: &str) -> Option<i8> {
    text.parse().ok().filter(|h| (0..24).contains(h))
}

/// `07:00`, in whatever language.
pub fn hour_label(hour: i8) -> String {
    format!("{hour:02}:00")
}

/// The day a digest belongs to, for its subject.
pub fn day(lang: crate::i18n::Lang, zone: &str, now: Millis) -> String {
    when::date(lang, zone, now)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Millis {
        text.parse::<jiff::Timestamp>().expect("a moment").as_millisecond()
    }

    #[test]
    fn digests_come_in_the_morning() {
        let next = |d: Digest, now: &str| d.next("Europe/Paris", at(now)).map(|t| jiff::Timestamp::from_millisecond(t).expect("a moment").to_string());
        assert_eq!(next(Digest::None, "2026-11-23T05:00:00Z"), None);
        // a Monday; winter: 08:00 there is 07:00 UTC
        assert_eq!(next(Digest::Daily, "2026-11-23T06:59:59Z").as_deref(), Some("2026-11-23T07:00:00Z"));
        assert_eq!(next(Digest::Daily, "2026-11-23T07:00:00Z").as_deref(), Some("2026-11-24T07:00:00Z"));
        assert_eq!(next(Digest::Weekly, "2026-11-23T07:00:00Z").as_deref(), Some("2026-11-30T07:00:00Z"));
        // the night the clocks go forward
        assert_eq!(next(Digest::Daily, "2026-03-28T08:00:00Z").as_deref(), Some("2026-03-29T06:00:00Z"));
        assert_eq!(Digest::Daily.next("Nowhere/Else", 0), None);
    }

    #[test]
    fn nights_are_quiet() {
        let config = Config::defaults();
        let night = Rhythm { quiet: Some((22, 7)), zone: "Europe/Paris".into(), ..Rhythm::default() };
        let until = |now: &str| night.quiet_until(&config, at(now)).map(|t| jiff::Timestamp::from_millisecond(t).expect("a moment").to_string());
        assert_eq!(until("2026-11-23T20:59:59Z"), None);
        assert_eq!(until("2026-11-23T21:00:00Z").as_deref(), Some("2026-11-24T06:00:00Z"));
        assert_eq!(until("2026-11-24T05:59:59Z").as_deref(), Some("2026-11-24T06:00:00Z"));
        assert_eq!(until("2026-11-24T06:00:00Z"), None);
        let lunch = Rhythm { quiet: Some((12, 14)), zone: "Europe/Paris".into(), ..Rhythm::default() };
        assert!(lunch.quiet_until(&config, at("2026-11-23T12:30:00Z")).is_some());
        assert!(lunch.quiet_until(&config, at("2026-11-23T13:00:00Z")).is_none());
        assert_eq!(Rhythm::default().quiet_until(&config, 0), None);
    }
}
