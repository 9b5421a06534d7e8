//! Writing briefings. Texts come rendered.

use entity::{AccountId, BriefingId, CategoryId, RemarkId, briefing, briefing_remark, briefing_text};
use sea_orm::ActiveValue::Set;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, FromQueryResult};

use crate::accounts::people;
use crate::clock::Millis;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::questions::publish::Prepared;
use crate::thanks::briefings::letters;
use crate::{db, mail, values};

/// A text ready to be kept.
pub struct Text {
    pub lang: &'static str,
    pub title: String,
    pub body: Prepared,
}

/// What the form says, looked up.
pub struct Change {
    pub category: Option<CategoryId>,
    pub public_at: Millis,
    pub texts: Vec<Text>,
    pub editor: AccountId,
    pub now: Millis,
}

/// A new draft.
pub async fn create(tx: &DatabaseTransaction, new: Change) -> Result<BriefingId> {
    let row = briefing::ActiveModel {
        category_id: Set(new.category),
        author_id: Set(new.editor),
        public_at: Set(new.public_at),
        shown_at: Set(None),
        created_at: Set(new.now),
        ..Default::default()
    };
    let id = briefing::Entity::insert(row).exec(tx).await?.last_insert_id;
    for text in &new.texts {
        put(tx, id, 1, text, new.editor, new.now).await?;
    }
    Ok(id)
}

#[derive(FromQueryResult)]
struct Standing {
    public_at: i64,
    shown_at: Option<i64>,
}

async fn held(tx: &DatabaseTransaction, id: BriefingId) -> Result<Standing> {
    db::lock(tx, "briefing", id.0).await?;
    db::row(tx, "SELECT public_at, shown_at FROM briefing WHERE id = $1", values![id.0]).await?.ok_or(Error::NotFound)
}

/// Changes one. A draft is written over; what was given out gets a further version. `false`: the minute has passed and
/// is not to be moved.
pub async fn save(tx: &DatabaseTransaction, id: BriefingId, change: Change) -> Result<bool> {
    let before = held(tx, id).await?;
    let passed = before.shown_at.is_some() && before.public_at <= change.now;
    if passed && change.public_at != before.public_at {
        return Ok(false);
    }
    db::run(tx, "UPDATE briefing SET category_id = $2, public_at = $3 WHERE id = $1", values![id.0, change.category.map(|c| c.0), change.public_at]).await?;
    for text in &change.texts {
        let last = latest(tx, id, text.lang).await?;
        match last {
            Some(last) if last.title == text.title && last.source == text.body.source => {}
            Some(last) if before.shown_at.is_some() => put(tx, id, last.number + 1, text, change.editor, change.now).await?,
            Some(_) => {
                db::run(tx, "DELETE FROM briefing_text WHERE briefing_id = $1 AND lang = $2", values![id.0, text.lang]).await?;
                put(tx, id, 1, text, change.editor, change.now).await?;
            }
            None => put(tx, id, 1, text, change.editor, change.now).await?,
        }
    }
    if before.shown_at.is_none() {
        // a language left empty in a draft is gone
        for lang in crate::i18n::Lang::ALL.map(crate::i18n::Lang::code) {
            if change.texts.iter().all(|t| t.lang != lang) {
                db::run(tx, "DELETE FROM briefing_text WHERE briefing_id = $1 AND lang = $2", values![id.0, lang]).await?;
            }
        }
    }
    Ok(true)
}

#[derive(FromQueryResult)]
struct Latest {
    number: i64,
    title: String,
    source: String,
}

async fn latest(db: &impl ConnectionTrait, id: BriefingId, lang: &str) -> Result<Option<Latest>, DbErr> {
    db::row(db, "SELECT number, title, source FROM briefing_text WHERE briefing_id = $1 AND lang = $2 ORDER BY number DESC LIMIT 1", values![id.0, lang]).await
}

async fn put(tx: &DatabaseTransaction, id: BriefingId, number: i64, text: &Text, editor: AccountId, now: Millis) -> Result<(), DbErr> {
    let row = briefing_text::ActiveModel {
        briefing_id: Set(id),
        lang: Set(text.lang.to_owned()),
        number: Set(number),
        title: Set(text.title.clone()),
        source: Set(text.body.source.clone()),
        html: Set(text.body.html.clone()),
        excerpt: Set(text.body.excerpt.clone()),
        editor_id: Set(editor),
        at: Set(now),
        ..Default::default()
    };
    briefing_text::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Gives it to ambassadors and tells them that one is there, never what it is. `false`: they had it already.
pub async fn show(tx: &DatabaseTransaction, config: &Config, id: BriefingId, now: Millis) -> Result<bool> {
    let before = held(tx, id).await?;
    if before.shown_at.is_some() {
        return Ok(false);
    }
    db::run(tx, "UPDATE briefing SET shown_at = $2 WHERE id = $1", values![id.0, now]).await?;
    #[derive(FromQueryResult)]
    struct Ambassador {
        id: AccountId,
    }
    let text = "SELECT id FROM account WHERE rank = 'ambassador' AND role = 'customer' AND deleted_at IS NULL AND placeholder = FALSE AND (suspended_until IS NULL OR suspended_until <= $1) ORDER BY id";
    let all: Vec<Ambassador> = db::rows(tx, text, values![now]).await?;
    for a in all {
        let Some(person) = people::by_id(tx, a.id).await? else { continue };
        if let Some(letter) = letters::waits(config, &person, id, before.public_at, now) {
            mail::queue(tx, config, letter, now).await?;
        }
    }
    Ok(true)
}

/// Somebody opened it before its minute, and keeps it to themselves: the receipt.
pub async fn open(tx: &DatabaseTransaction, id: BriefingId, who: AccountId, now: Millis) -> Result<(), DbErr> {
    db::run(tx, "INSERT INTO briefing_reading (briefing_id, account_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", values![id.0, who.0, now]).await?;
    Ok(())
}

/// A question, or the team's answer to one.
pub struct NewRemark {
    pub briefing: BriefingId,
    pub parent: Option<RemarkId>,
    pub author: AccountId,
    pub official: bool,
    pub body: Prepared,
    pub now: Millis,
}

pub async fn remark(tx: &DatabaseTransaction, new: NewRemark) -> Result<RemarkId> {
    if let Some(parent) = new.parent {
        let there = "SELECT COUNT(*) AS n FROM briefing_remark WHERE id = $1 AND briefing_id = $2 AND parent_id IS NULL AND removed_at IS NULL";
        if db::count(tx, there, values![parent.0, new.briefing.0]).await? == 0 {
            return Err(Error::NotFound);
        }
    }
    let row = briefing_remark::ActiveModel {
        briefing_id: Set(new.briefing),
        parent_id: Set(new.parent),
        author_id: Set(new.author),
        source: Set(new.body.source),
        html: Set(new.body.html),
        official: Set(new.official),
        at: Set(new.now),
        removed_at: Set(None),
        ..Default::default()
    };
    Ok(briefing_remark::Entity::insert(row).exec(tx).await?.last_insert_id)
}

/// Its author or the team takes it away.
pub async fn remove(tx: &DatabaseTransaction, id: RemarkId, now: Millis) -> Result<(), DbErr> {
    db::run(tx, "UPDATE briefing_remark SET removed_at = $2 WHERE id = $1 AND removed_at IS NULL", values![id.0, now]).await?;
    Ok(())
}
