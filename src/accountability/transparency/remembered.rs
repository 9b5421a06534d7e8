//! The figures, counted at most once a minute: they are the same for everyone, and anybody may ask for them.

use std::sync::Arc;
use std::time::Duration;

use moka::future::Cache;

use super::queries::{self, Figures};
use super::routes::{DAYS, LATELY};
use crate::app::App;
use crate::clock::{DAY, Millis};
use crate::error::{Error, Result};

/// What is kept between requests.
pub struct Remembered(Cache<(), Arc<Figures>>);

impl Default for Remembered {
    fn default() -> Remembered {
        Remembered(Cache::builder().max_capacity(1).time_to_live(Duration::from_secs(60)).build())
    }
}

/// The figures of the page.
pub async fn figures(app: &App, now: Millis) -> Result<Arc<Figures>> {
    let read = async { Ok::<_, Error>(Arc::new(queries::figures(app.db.read(), now - DAYS * DAY, now - LATELY * DAY, now + 1).await?)) };
    app.transparency.0.try_get_with((), read).await.map_err(|e| Arc::try_unwrap(e).unwrap_or_else(|e| Error::Unavailable(e.to_string())))
}
