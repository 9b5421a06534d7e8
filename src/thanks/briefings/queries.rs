//! Reading briefings. Whoever asks for a public one gives the moment: before its minute there is none.

use entity::{AccountId, BriefingId, RemarkId};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Value};

use crate::clock::Millis;
use crate::db;
use crate::i18n::Lang;
use crate::values;

/// Briefings on one page.
pub const PAGE: usize = 20;

/// Whose list it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    /// Everyone: from the minute promised.
    Everyone,
    /// Ambassadors and the team: what was given out.
    Circle(AccountId),
    /// The desk of the team: drafts as well.
    Desk,
}

/// A briefing in a list, in the reader's language where it has one.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Line {
    pub id: BriefingId,
    pub title: String,
    pub excerpt: String,
    pub lang: String,
    pub public_at: i64,
    pub shown_at: Option<i64>,
    pub category_en: Option<String>,
    pub category_fr: Option<String>,
    /// By whoever asks.
    pub read_at: Option<i64>,
    pub readers: i64,
    pub remarks: i64,
}

impl Line {
    pub fn is_public(&self, now: Millis) -> bool {
        self.shown_at.is_some() && self.public_at <= now
    }
}

/// The text that holds, in the language asked for or another.
const TEXT: &str = "JOIN briefing_text t ON t.id = (SELECT x.id FROM briefing_text x WHERE x.briefing_id = b.id ORDER BY CASE WHEN x.lang = $1 THEN 0 ELSE 1 END, x.lang, x.number DESC LIMIT 1)";

/// Where a page begins: after this reveal.
pub type Before = (Millis, i64);

/// A page, the latest reveal first; one more than fits, to know whether there are others.
pub async fn lines(db: &impl ConnectionTrait, lang: Lang, whose: For, before: Option<Before>, now: Millis) -> Result<Vec<Line>, DbErr> {
    let (at, id) = before.unwrap_or((i64::MAX, i64::MAX));
    let me = if let For::Circle(me) = whose { me.0 } else { 0 };
    let (condition, bound): (&str, Option<Value>) = match whose {
        For::Everyone => ("b.shown_at IS NOT NULL AND b.public_at <= $5", Some(now.into())),
        For::Circle(_) => ("b.shown_at IS NOT NULL", None),
        For::Desk => ("TRUE", None),
    };
    let text = format!(
        "SELECT b.id, t.title, t.excerpt, t.lang, b.public_at, b.shown_at, c.name_en AS category_en, c.name_fr AS category_fr,
            (SELECT r.at FROM briefing_reading r WHERE r.briefing_id = b.id AND r.account_id = $2) AS read_at,
            (SELECT COUNT(*) FROM briefing_reading r WHERE r.briefing_id = b.id) AS readers,
            (SELECT COUNT(*) FROM briefing_remark m WHERE m.briefing_id = b.id AND m.removed_at IS NULL) AS remarks
         FROM briefing b {TEXT} LEFT JOIN category c ON c.id = b.category_id AND c.audience = 'public'
         WHERE {condition} AND (b.public_at, b.id) < ($3, $4) ORDER BY b.public_at DESC, b.id DESC LIMIT {}",
        PAGE + 1
    );
    let mut values = vec![lang.code().into(), me.into(), at.into(), id.into()];
    values.extend(bound);
    db::rows(db, &text, values).await
}

/// A briefing with its text.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Briefing {
    pub id: BriefingId,
    pub public_at: i64,
    pub shown_at: Option<i64>,
    pub title: String,
    pub html: String,
    pub excerpt: String,
    pub lang: String,
    /// When the text that holds was written.
    pub text_at: i64,
    pub category_en: Option<String>,
    pub category_fr: Option<String>,
}

impl Briefing {
    pub fn is_public(&self, now: Millis) -> bool {
        self.shown_at.is_some() && self.public_at <= now
    }
}

/// One, whoever asks: the caller decides who may read it.
pub async fn one(db: &impl ConnectionTrait, id: BriefingId, lang: Lang) -> Result<Option<Briefing>, DbErr> {
    let text = format!(
        "SELECT b.id, b.public_at, b.shown_at, t.title, t.html, t.excerpt, t.lang, t.at AS text_at, c.name_en AS category_en, c.name_fr AS category_fr
         FROM briefing b {TEXT} LEFT JOIN category c ON c.id = b.category_id AND c.audience = 'public' WHERE b.id = $2"
    );
    db::row(db, &text, values![lang.code(), id.0]).await
}

/// One that everybody may read now.
pub async fn public(db: &impl ConnectionTrait, id: BriefingId, lang: Lang, now: Millis) -> Result<Option<Briefing>, DbErr> {
    Ok(one(db, id, lang).await?.filter(|b| b.is_public(now)))
}

/// Address and date of everything public, for the site map.
#[derive(FromQueryResult)]
pub struct Address {
    pub id: BriefingId,
    pub public_at: i64,
}

pub async fn addresses(db: &impl ConnectionTrait, now: Millis) -> Result<Vec<Address>, DbErr> {
    db::rows(db, "SELECT id, public_at FROM briefing WHERE shown_at IS NOT NULL AND public_at <= $1 ORDER BY public_at DESC, id DESC LIMIT 10000", values![now]).await
}

/// The form's fields of one.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Desk {
    pub public_at: i64,
    pub shown_at: Option<i64>,
    pub category: Option<String>,
}

pub async fn desk(db: &impl ConnectionTrait, id: BriefingId) -> Result<Option<Desk>, DbErr> {
    db::row(db, "SELECT b.public_at, b.shown_at, c.slug AS category FROM briefing b LEFT JOIN category c ON c.id = b.category_id WHERE b.id = $1", values![id.0]).await
}

/// A version of the text.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Version {
    pub lang: String,
    pub number: i64,
    pub title: String,
    pub source: String,
    pub editor: String,
    pub at: i64,
}

/// Every version, the newest first.
pub async fn versions(db: &impl ConnectionTrait, id: BriefingId) -> Result<Vec<Version>, DbErr> {
    let text = "SELECT t.lang, t.number, t.title, t.source, a.display_name AS editor, t.at FROM briefing_text t JOIN account a ON a.id = t.editor_id WHERE t.briefing_id = $1 ORDER BY t.lang, t.number DESC LIMIT 100";
    db::rows(db, text, values![id.0]).await
}

/// A question beneath it, or an answer to one.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Remark {
    pub id: RemarkId,
    pub parent_id: Option<RemarkId>,
    pub author_id: AccountId,
    pub username: String,
    pub display_name: String,
    pub rank: String,
    pub former: bool,
    pub official: bool,
    pub html: String,
    pub at: i64,
}

pub async fn remarks(db: &impl ConnectionTrait, id: BriefingId) -> Result<Vec<Remark>, DbErr> {
    let text = "SELECT m.id, m.parent_id, m.author_id, a.username, a.display_name, a.rank, (a.deleted_at IS NOT NULL) AS former, m.official, m.html, m.at
         FROM briefing_remark m JOIN account a ON a.id = m.author_id WHERE m.briefing_id = $1 AND m.removed_at IS NULL ORDER BY m.id LIMIT 500";
    db::rows(db, text, values![id.0]).await
}

/// Where a remark stands and who wrote it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Owner {
    pub briefing_id: BriefingId,
    pub author_id: AccountId,
}

pub async fn owner(db: &impl ConnectionTrait, id: RemarkId) -> Result<Option<Owner>, DbErr> {
    db::row(db, "SELECT briefing_id, author_id FROM briefing_remark WHERE id = $1 AND removed_at IS NULL", values![id.0]).await
}

/// Who opened it before its minute, and when.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Reading {
    pub username: String,
    pub display_name: String,
    pub at: i64,
}

pub async fn readings(db: &impl ConnectionTrait, id: BriefingId) -> Result<Vec<Reading>, DbErr> {
    let text = "SELECT a.username, a.display_name, r.at FROM briefing_reading r JOIN account a ON a.id = r.account_id WHERE r.briefing_id = $1 AND a.deleted_at IS NULL ORDER BY r.at, a.id LIMIT 1000";
    db::rows(db, text, values![id.0]).await
}

pub async fn has_read(db: &impl ConnectionTrait, id: BriefingId, who: AccountId) -> Result<bool, DbErr> {
    Ok(db::count(db, "SELECT COUNT(*) AS n FROM briefing_reading WHERE briefing_id = $1 AND account_id = $2", values![id.0, who.0]).await? > 0)
}

/// Ambassadors there are.
pub async fn ambassadors(db: &impl ConnectionTrait) -> Result<i64, DbErr> {
    db::count(db, "SELECT COUNT(*) AS n FROM account WHERE rank = 'ambassador' AND role = 'customer' AND deleted_at IS NULL AND placeholder = FALSE", []).await
}

/// Categories a briefing can be about: slug and name.
pub async fn categories(db: &impl ConnectionTrait, lang: Lang) -> Result<Vec<(String, String)>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        slug: String,
        name_en: String,
        name_fr: String,
    }
    let rows: Vec<Row> = db::rows(db, "SELECT slug, name_en, name_fr FROM category WHERE audience = 'public' ORDER BY position, id LIMIT 500", []).await?;
    Ok(rows.into_iter().map(|r| (r.slug, if lang == Lang::Fr { r.name_fr } else { r.name_en })).collect())
}
