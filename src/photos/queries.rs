//! Reading photos: which are somebody's own, and whether somebody sees one.

use entity::{AccountId, PhotoPlace, PostId, PostKind, PostState};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Value};

use super::{Owner, Shown};
use crate::clock::DAY;
use crate::rules::photos::{Refused, Share};
use crate::rules::policy::{Actor, Facts, Kind, Verb, may};
use crate::{db, values};

/// The name of the smaller picture beside an object's.
pub fn small_name(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}-small.{extension}"),
        None => format!("{name}-small"),
    }
}

/// The photos a form names, if they are its sender's, wait for it, and are not too many. `raw` then has those that are there.
/// A form sent once more names what it brought the first time.
pub async fn named(db: &impl ConnectionTrait, owner: &Owner, actor: &Actor, form_key: &str, raw: &mut Vec<String>) -> Result<Result<Vec<Shown>, Refused>, DbErr> {
    if raw.is_empty() {
        return Ok(Ok(Vec::new()));
    }
    let max = Share::of(actor).per_text;
    let mut photos: Vec<Shown> = Vec::new();
    for photo in raw.iter().filter_map(|r| Shown::parse(r)) {
        if !photos.iter().any(|p| p.key == photo.key) {
            photos.push(photo);
        }
    }
    if photos.len() > max {
        return Ok(Err(Refused::TooMany { max }));
    }
    let (mine, whose): (&str, Value) = match owner {
        Owner::Account(id) => ("account_id = $1", id.0.into()),
        Owner::Browser(hash) => ("token_hash = $1", hash.as_str().into()),
    };
    #[derive(FromQueryResult)]
    struct There {
        key: String,
    }
    let sent = match owner {
        Owner::Account(id) => format!("{id}:{form_key}"),
        Owner::Browser(_) => String::new(),
    };
    let text = format!(
        "SELECT key FROM photo_use WHERE {mine} AND (place = 'waiting' OR EXISTS (SELECT 1 FROM form_key f WHERE f.id = $2)) AND key IN ({})",
        db::placeholders(3, photos.len().max(1))
    );
    let mut values: Vec<Value> = vec![whose, sent.into()];
    values.extend(photos.iter().map(|p| Value::from(p.key.as_str())));
    if photos.is_empty() {
        values.push("".into());
    }
    let there: Vec<There> = db::rows(db, &text, values).await?;
    let named = photos.len().max(usize::from(!raw.is_empty()));
    photos.retain(|p| there.iter().any(|t| t.key == p.key));
    *raw = photos.iter().map(Shown::to_string).collect();
    Ok(if photos.is_empty() || photos.len() < named { Err(Refused::Expired) } else { Ok(photos) })
}

/// A photo and the text it is with.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Found {
    pub place: PhotoPlace,
    account_id: Option<AccountId>,
    token_hash: Option<String>,
    pub name: String,
    pub kind: String,
    pub bytes: i64,
    pub small: i64,
    pub question_id: Option<PostId>,
    post_kind: Option<PostKind>,
    post_state: Option<PostState>,
    post_author: Option<AccountId>,
    question_state: Option<PostState>,
    asker_id: Option<AccountId>,
    reserved: Option<bool>,
    comment_state: Option<PostState>,
    comment_author: Option<AccountId>,
}

/// The photo of an address.
pub async fn found(db: &impl ConnectionTrait, key: &str) -> Result<Option<Found>, DbErr> {
    db::row(
        db,
        "SELECT u.place, u.account_id, u.token_hash, p.name, p.kind, p.bytes, p.small, q.id AS question_id, t.kind AS post_kind, t.state AS post_state, t.author_id AS post_author,
            q.state AS question_state, q.author_id AS asker_id, q.reserved, c.state AS comment_state, c.author_id AS comment_author
         FROM photo_use u JOIN photo p ON p.id = u.photo_id
         LEFT JOIN comment c ON c.id = u.comment_id
         LEFT JOIN private_message m ON m.id = u.message_id
         LEFT JOIN post t ON t.id = COALESCE(u.post_id, c.post_id, m.question_id)
         LEFT JOIN question q ON q.id = t.question_id
         WHERE u.key = $1 AND p.stored_at IS NOT NULL AND p.gone_at IS NULL",
        values![key],
    )
    .await
}

impl Found {
    /// Does whoever asks see it? `browser`: the hash of their cookie; `in_department`: their department has the thread.
    pub fn seen_by(&self, actor: &Actor, browser: Option<&str>, in_department: bool) -> bool {
        let own = actor.id.is_some() && self.account_id.map(|a| a.0) == actor.id;
        match self.place {
            PhotoPlace::Avatar => true,
            PhotoPlace::Waiting => own || (self.token_hash.is_some() && self.token_hash.as_deref() == browser),
            PhotoPlace::Post => self.post_seen_by(actor),
            PhotoPlace::Private => self.post_seen_by(actor) && (own || (actor.is_staff() && may(actor, Verb::SeePrivateDetails, &self.facts()).is_ok())),
            PhotoPlace::Comment => self.post_seen_by(actor) && self.comment_seen_by(actor),
            PhotoPlace::Message => {
                let facts = Facts { in_department, ..self.facts() };
                !facts.reserved && self.post_seen_by(actor) && may(actor, Verb::ReadExchange, &facts).is_ok()
            }
        }
    }

    /// Shown to everybody: caches may keep it, if they ask each time.
    pub fn is_public(&self) -> bool {
        self.place == PhotoPlace::Avatar || (matches!(self.place, PhotoPlace::Post | PhotoPlace::Comment) && self.seen_by(&Actor::visitor(), None, false))
    }

    /// Stands where others see it: neither hidden nor held nor removed.
    pub fn is_live(&self) -> bool {
        self.facts().visible && self.comment_state.is_none_or(|s| s == PostState::Visible)
    }

    fn facts(&self) -> Facts {
        let live = |state: Option<PostState>| state.is_some_and(|s| s.is_live());
        Facts {
            kind: if self.post_kind == Some(PostKind::Answer) { Kind::Answer } else { Kind::Question },
            asker: self.asker_id.map(|a| a.0),
            author: self.post_author.map(|a| a.0),
            visible: live(self.post_state) && live(self.question_state),
            reserved: self.reserved == Some(true),
            ..Facts::default()
        }
    }

    fn post_seen_by(&self, actor: &Actor) -> bool {
        let facts = self.facts();
        self.post_state.is_some() && (!facts.reserved || may(actor, Verb::Circle, &facts).is_ok()) && (facts.visible || may(actor, Verb::SeeHidden, &facts).is_ok())
    }

    fn comment_seen_by(&self, actor: &Actor) -> bool {
        let facts = Facts { kind: Kind::Comment, author: self.comment_author.map(|a| a.0), visible: self.comment_state == Some(PostState::Visible), ..self.facts() };
        facts.visible || may(actor, Verb::SeeHidden, &facts).is_ok()
    }
}

/// One use, as whoever may take it away reads it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Use {
    pub key: String,
    pub place: PhotoPlace,
    pub account_id: Option<AccountId>,
    pub post_id: Option<PostId>,
    pub comment_id: Option<entity::CommentId>,
    pub message_id: Option<entity::PrivateMessageId>,
    pub width: i64,
    pub height: i64,
    pub says: String,
    pub hash: String,
}

/// The photos of a post, of its comments and of what was said in private about it, the post's first.
pub async fn of_post(db: &impl ConnectionTrait, post: PostId) -> Result<Vec<Use>, DbErr> {
    db::rows(
        db,
        "SELECT u.key, u.place, u.account_id, u.post_id, u.comment_id, u.message_id, u.says, p.width, p.height, p.hash FROM photo_use u JOIN photo p ON p.id = u.photo_id
         WHERE u.post_id = $1 OR u.comment_id IN (SELECT c.id FROM comment c WHERE c.post_id = $1)
            OR u.message_id IN (SELECT m.id FROM private_message m WHERE m.question_id = $1) ORDER BY u.place DESC, u.id",
        values![post.0],
    )
    .await
}

/// How many stand with a post.
pub async fn with_post(db: &impl ConnectionTrait, post: PostId) -> Result<i64, DbErr> {
    db::count(db, "SELECT COUNT(*) AS n FROM photo_use WHERE post_id = $1 AND place = 'post'", values![post.0]).await
}

/// The photos told in confidence beside a post: all of them, or somebody's own.
pub async fn private(db: &impl ConnectionTrait, post: PostId, only: Option<AccountId>) -> Result<Vec<Shown>, DbErr> {
    let all: Vec<Use> = db::rows(
        db,
        "SELECT u.key, u.place, u.account_id, u.post_id, u.comment_id, u.message_id, u.says, p.width, p.height, p.hash FROM photo_use u JOIN photo p ON p.id = u.photo_id
         WHERE u.post_id = $1 AND u.place = 'private' AND ($2 = 0 OR u.account_id = $2) ORDER BY u.id",
        values![post.0, only.map_or(0, |a| a.0)],
    )
    .await?;
    Ok(all.into_iter().map(Shown::from).collect())
}

impl From<Use> for Shown {
    fn from(u: Use) -> Shown {
        shown(u.key, u.width, u.height, u.says)
    }
}

/// A photo as its rows have it.
pub fn shown(key: String, width: i64, height: i64, says: String) -> Shown {
    Shown { key, width: u32::try_from(width).unwrap_or(1), height: u32::try_from(height).unwrap_or(1), says }
}

/// Those of an account that still wait for their text.
pub async fn waiting(db: &impl ConnectionTrait, account: AccountId, photos: &[Shown]) -> Result<Vec<Shown>, DbErr> {
    let mut there = Vec::new();
    for photo in photos {
        let text = "SELECT COUNT(*) AS n FROM photo_use WHERE key = $1 AND account_id = $2 AND place = 'waiting'";
        if db::count(db, text, values![photo.key.as_str(), account.0]).await? > 0 {
            there.push(photo.clone());
        }
    }
    Ok(there)
}

/// Under which name it is written that objects stay where they are; who wants it stands behind.
pub(super) const HELD: &str = "photos held by ";

/// Is a backup under way that takes objects along?
pub async fn held(db: &impl ConnectionTrait, now: i64) -> Result<bool, DbErr> {
    #[derive(FromQueryResult)]
    struct Until {
        value: String,
    }
    let all: Vec<Until> = db::rows(db, "SELECT value FROM site_choice WHERE name LIKE $1", values![format!("{HELD}%")]).await?;
    // what a clock that was ahead wrote holds nothing for long
    Ok(all.iter().any(|u| u.value.parse::<i64>().is_ok_and(|until| now < until && until <= now + DAY)))
}

/// What is kept of a photo.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Object {
    name: String,
    small: i64,
    size: i64,
}

impl Object {
    pub fn bytes(&self) -> u64 {
        u64::try_from(self.size).unwrap_or(0)
    }

    /// Of its pictures.
    pub fn names(self) -> impl Iterator<Item = String> {
        let small = (self.small > 0).then(|| small_name(&self.name));
        [Some(self.name), small].into_iter().flatten()
    }
}

/// Everything that is kept.
pub async fn objects(db: &impl ConnectionTrait) -> Result<Vec<Object>, DbErr> {
    db::rows(db, "SELECT name, small, bytes + small AS size FROM photo WHERE stored_at IS NOT NULL AND gone_at IS NULL ORDER BY id", []).await
}
