//! Questions that look like the one about to be asked, with the sentence that solved them; and what follows when one of
//! them does solve it.

use entity::{AccountId, PostId, deflection};
use sea_orm::ActiveValue::Set;
use sea_orm::{EntityTrait, FromQueryResult};

use crate::app::App;
use crate::clock::Millis;
use crate::error::{Error, Result};
use crate::i18n::Lang;
use crate::questions::masking_review;
use crate::search::{self, Similar};
use crate::{db, values};

/// Shown at most.
const SHOWN: usize = 5;
/// Letters below which nothing is looked up.
const ENOUGH: usize = 8;
/// Letters of a sentence that are kept with a deflection.
const SEARCHED: usize = 300;

/// Similar questions, solved first.
pub async fn to(app: &App, title: &str, lang: Lang) -> Result<Vec<Similar>> {
    if title.chars().count() < ENOUGH {
        return Ok(Vec::new());
    }
    Ok(search::similar(app.db.read(), title, lang.code(), SHOWN).await?)
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
    let row = deflection::ActiveModel { question_id: Set(question), account_id: Set(who), searched: Set(searched), created_at: Set(now), ..Default::default() };
    deflection::Entity::insert(row).exec_without_returning(&tx).await?;
    tx.commit().await?;
    Ok(slug)
}
