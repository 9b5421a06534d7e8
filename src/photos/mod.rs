//! Photos: sent with a form or ahead of it, kept once however often they are used, shown where their text is.
//!
//! What must stay true: what is kept is our own encoding of the pixels and nothing else of the file; it is read beside the
//! async threads, one at a time, in bounded time and memory, outside every transaction; a photo is seen by whoever sees the
//! text it is with, and by nobody else; a use is a row written with its text, a photo without uses goes by a job, and an
//! object is never there without a row that names it.

pub mod actions;
mod arrivals;
pub mod form;
pub mod jobs;
pub mod picture;
pub mod queries;
pub mod routes;
mod store;

use std::fs::File;
use std::io::Read as _;
use std::sync::Arc;
use std::time::Duration;

use entity::AccountId;
use tokio::sync::Semaphore;

use crate::config::Config;
use crate::error::Result;
use crate::rules::photos::{BYTES_AT_MOST, Refused};
pub use crate::ui::photos::Shown;
use crate::web::context::Ctx;
use arrivals::Arrivals;
use picture::Picture;
pub use store::Store;

/// Photos that may wait to be read; beyond, people are asked to choose theirs again.
const WAITING: usize = 16;
/// How long one waits, and how long reading one may take.
const WAIT: Duration = Duration::from_secs(20);
const READING: Duration = Duration::from_secs(10);

/// What the process has for photos.
pub struct Photos {
    pub store: Store,
    /// One is read at a time: a large one takes 100 MiB for a moment.
    reading: Arc<Semaphore>,
    room: Semaphore,
    arrivals: Arrivals,
}

impl Photos {
    pub fn new(config: &Config) -> Photos {
        Photos { store: Store::new(config), reading: Arc::new(Semaphore::new(1)), room: Semaphore::new(WAITING), arrivals: Arrivals::new(config) }
    }

    /// Reads a file into a picture of ours, when its turn comes.
    pub async fn read(&self, mut file: File, how: fn(&[u8]) -> std::result::Result<Picture, Refused>) -> std::result::Result<Picture, Refused> {
        let _room = self.room.try_acquire().map_err(|_| Refused::Busy)?;
        let turn = tokio::time::timeout(WAIT, self.reading.clone().acquire_owned()).await;
        let Ok(Ok(turn)) = turn else { return Err(Refused::Busy) };
        let work = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let mut bytes = Vec::new();
            file.by_ref().take(BYTES_AT_MOST + 1).read_to_end(&mut bytes).map_err(|_| Refused::Busy)?;
            how(&bytes)
        });
        match tokio::time::timeout(READING, work).await {
            Ok(Ok(done)) => done,
            // what a decoder falls over is not worth keeping
            Ok(Err(_)) | Err(_) => Err(Refused::Broken),
        }
    }
}

/// Whose a photo is that waits for its form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    Account(AccountId),
    /// Hash of the cookie of a browser without an account.
    Browser(String),
}

/// The photos of a member's form, or what is wrong with them. `raw` then has those that are still there.
pub async fn of_form(ctx: &Ctx, member: AccountId, form_key: &str, raw: &mut Vec<String>, sent: &form::Sent) -> Result<std::result::Result<Vec<Shown>, Vec<(&'static str, String)>>> {
    let mut wrong = sent.errors(ctx.lang);
    match queries::named(ctx.app.db.read(), &Owner::Account(member), &ctx.actor(), form_key, raw).await? {
        Ok(photos) if wrong.is_empty() => return Ok(Ok(photos)),
        Ok(_) => {}
        Err(why) => wrong.push(("photos", why.message(ctx.lang))),
    }
    Ok(Err(wrong))
}
