//! A question typed before there was an account: bound to the account once there is one, published when its address is
//! confirmed. Rendering happens before that transaction ([`ready`]), publishing inside it ([`publish`]).

use std::sync::Arc;

use entity::{AccountId, DraftId, DraftKind};
use sea_orm::{DatabaseTransaction, DbErr};

use super::{Draft, anonymous, list};
use crate::app::App;
use crate::clock::Millis;
use crate::error::Result;
use crate::photos::{self, Shown};
use crate::i18n::Lang;
use crate::questions::ask::settle::{self, Settled, Stop};
use crate::questions::publish::{self, NewQuestion, Published};
use crate::questions::limits::{self, Generosity, Taker};
use crate::rules::daily::Act;
use crate::rules::policy::Actor;
use crate::{db, values};

/// Whose drafts are meant: of an account that is being confirmed, or of a browser that is signing up.
#[derive(Clone, Copy, Debug)]
pub enum Whose<'a> {
    /// Those that wait for its confirmation.
    Account(AccountId),
    /// Hash of the browser's cookie.
    Browser(&'a str),
}

/// A draft rendered and checked, to be published in the transaction that follows.
#[derive(Clone, Debug)]
pub struct Ready {
    pub id: DraftId,
    updated_at: i64,
    form_key: String,
    settled: Arc<Settled>,
    photos: Vec<Shown>,
    private_photos: Vec<Shown>,
}

/// Gives the drafts of a browser to the account that signed up or logged in there. Those to be published when the
/// address is confirmed are marked so. Then send [`super::forget_cookie`]. Gives how many there were.
pub async fn bind(tx: &DatabaseTransaction, token_hash: &str, account: AccountId, publish_on_confirm: bool) -> Result<u64, DbErr> {
    photos::actions::bind(tx, token_hash, account).await?;
    db::run(
        tx,
        "UPDATE draft SET account_id = $2, token_hash = NULL, publish_on_confirm = $3
         WHERE token_hash = $1 AND account_id IS NULL
           AND NOT EXISTS (SELECT 1 FROM draft mine WHERE mine.account_id = $2 AND mine.form_key = draft.form_key)",
        values![token_hash, account.0, publish_on_confirm],
    )
    .await
}

/// Checks and renders what [`publish`] will publish. Call it before the transaction. What does not hold any more stays
/// a draft; what was not decided about masking is masked.
pub async fn ready(app: &App, whose: Whose<'_>, now: Millis) -> Result<Vec<Ready>> {
    let drafts: Vec<Draft> = match whose {
        Whose::Account(id) => list(app.db.read(), id, now).await?.into_iter().filter(|d| d.publish_on_confirm).collect(),
        Whose::Browser(hash) => anonymous(app.db.read(), hash, now).await?,
    };
    let mut all = Vec::new();
    for draft in drafts.into_iter().filter(|d| d.kind == DraftKind::Question).rev() {
        let mut raw = draft.ask();
        let lang = raw.lang.unwrap_or_else(|| Lang::from_code(app.config.get("default_language")).unwrap_or_default());
        // A newcomer's question: what it says was checked when it was kept, by the same rules.
        let newcomer = Actor { id: Some(0), confirmed: true, reputation: 1, ..Actor::visitor() };
        let mut outcome = settle::settle(app, &raw, &newcomer, lang).await?;
        if let Err(Stop::Wrong(_)) = &outcome {
            raw.tags.clear(); // an unknown tag is not worth a question
            outcome = settle::settle(app, &raw, &newcomer, lang).await?;
        }
        if let Err(Stop::Review(review)) = outcome {
            raw.seal = review.seal;
            raw.show.clear();
            outcome = settle::settle(app, &raw, &newcomer, lang).await?;
        }
        if let Ok(settled) = outcome {
            all.push(Ready { id: draft.id, updated_at: draft.updated_at, form_key: draft.form_key, settled: Arc::new(settled), photos: Shown::of(&raw.photo), private_photos: Shown::of(&raw.private_photo) });
        }
    }
    Ok(all)
}

/// Publishes drafts that [`ready`] gave and that belong to the account now ([`bind`] first, when it has just signed up).
/// One that another transaction published, changed or threw away meanwhile is left out. Gives the last published.
pub async fn publish(tx: &DatabaseTransaction, drafts: &[Ready], account: AccountId, now: Millis) -> Result<Option<Published>> {
    let mut last = None;
    if db::count(tx, "SELECT COUNT(*) AS n FROM account WHERE id = $1 AND (suspended_until > $2 OR silenced_until > $2)", values![account.0, now]).await? > 0 {
        return Ok(last); // it stays a draft
    }
    // whoever waited for an account is a newcomer; a pause between two of their own drafts makes no sense
    let newcomer = Actor { id: Some(account.0), confirmed: true, reputation: 1, created_at: now, ..Actor::visitor() };
    let who = Taker { actor: &newcomer, now, generosity: Generosity { times: 1, gaps: false } };
    for draft in drafts {
        let mine = db::count(tx, "SELECT COUNT(*) AS n FROM draft WHERE id = $1 AND account_id = $2 AND updated_at = $3", values![draft.id.0, account.0, draft.updated_at]).await? > 0;
        // those that waited in vain meanwhile are not there any more
        let there = photos::queries::waiting(tx, account, &draft.photos).await?;
        if there.is_empty() && draft.settled.text.source.is_empty() {
            continue;
        }
        if !mine || limits::take(tx, who, Act::Question).await?.is_some() {
            continue; // beyond the day's, it stays a draft
        }
        let taken = db::run(tx, "DELETE FROM draft WHERE id = $1 AND account_id = $2 AND updated_at = $3", values![draft.id.0, account.0, draft.updated_at]).await?;
        if taken == 0 {
            continue;
        }
        let s = &draft.settled;
        let new = NewQuestion {
            author: account,
            title: s.title.clone(),
            category: s.category,
            tags: s.tags.clone(),
            text: s.text.clone(),
            official: false,
            photos: there,
            private_photos: draft.private_photos.clone(),
            form_key: draft.form_key.clone(),
            now,
        };
        last = Some(publish::question(tx, &new).await?);
    }
    Ok(last)
}
