//! How many hold each badge, counted at most every ten seconds: it is the same for everyone.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use moka::future::Cache;
use sea_orm::DbErr;

use super::queries;
use crate::app::App;
use crate::error::Result;
use crate::rules::badges::Badge;

pub type Holders = HashMap<Badge, i64>;

/// What is kept between requests.
pub struct Remembered(Cache<(), Arc<Holders>>);

impl Default for Remembered {
    fn default() -> Remembered {
        Remembered(Cache::builder().max_capacity(1).time_to_live(Duration::from_secs(10)).build())
    }
}

/// How many hold each.
pub async fn holders(app: &App) -> Result<Arc<Holders>> {
    let read = async { Ok::<_, DbErr>(Arc::new(queries::holders(app.db.read()).await?)) };
    Ok(app.badges.0.try_get_with((), read).await?)
}
