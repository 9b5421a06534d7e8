//! Questions that look like the one about to be asked, with the sentence that solved them; and what follows when one of
//! them does solve it.

use std::time::Duration;

use entity::{AccountId, PostId, deflection};
use sea_orm::ActiveValue::Set;
use sea_orm::{EntityTrait, FromQueryResult};

use crate::app::App;
use crate::clock::{DAY, Millis};
use crate::error::{Error, Result};
use crate::i18n::Lang;
use crate::questions::masking_review;
use crate::search::{self, Similar};
use crate::{db, values};

/// Shown at most.
const SHOWN: usize = 5;
/// Letters below which nothing is looked up.
const ENOUGH: usize = 8;
/// Letters of a title that are looked up: more than a title may have.
const LOOKED_UP: usize = 200;
/// How long the page waits for them.
const PATIENCE: Duration = Duration::from_secs(1);
/// The same person solving the same problem twice within this is one deflection.
const AGAIN: Millis = DAY;
/// Letters of a sentence that are kept with a deflection.
const SEARCHED: usize = 300;

/// Similar questions, solved first. A search that fails or takes too long finds none: asking goes on without it.
pub async fn to(app: &App, title: &str, lang: Lang) -> Vec<Similar> {
    let text: String = title.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LOOKED_UP).collect();
    if text.trim().chars().count() < ENOUGH {
        return Vec::new();
    }
    match tokio::time::timeout(PATIENCE, search::similar(app.db.read(), &text, lang.code(), SHOWN)).await {
        Ok(Ok(found)) => found,
        Ok(Err(e)) => {
            tracing::warn!(error = %e, "similar questions could not be looked up");
            Vec::new()
        }
        Err(_) => {
            tracing::warn!("similar questions took too long");
            Vec::new()
        }
    }
}

/// Someone's problem was solved by a question they found before asking. Gives the thread's slug.
pub async fn deflected(app: &App, question: PostId, who: Option<AccountId>, searched: &str, now: Millis) -> Result<String> {
    #[derive(FromQueryResult)]
    struct Row {
        slug: String,
    }
    let row: Option<Row> = db::row(app.db.read(), "SELECT slug FROM question WHERE id = $1 AND state = 'visible'", values![question.0]).await?;
    let slug = row.ok_or(Error::NotFound)?.slug;
    let plain: String = searched.chars().filter(|c| !c.is_control()).take(SEARCHED).collect();
    let searched = masking_review::mask_one(plain.trim(), &masking_review::own(&app.config));
    let tx = app.db.write().await?;
    if let Some(who) = who {
        let before = "SELECT COUNT(*) AS n FROM deflection WHERE question_id = $1 AND account_id = $2 AND created_at > $3";
        if db::count(&tx, before, values![question.0, who.0, now - AGAIN]).await? > 0 {
            return Ok(slug);
        }
    }
    let row = deflection::ActiveModel { question_id: Set(question), account_id: Set(who), searched: Set(searched), created_at: Set(now), ..Default::default() };
    deflection::Entity::insert(row).exec_without_returning(&tx).await?;
    tx.commit().await?;
    Ok(slug)
}
