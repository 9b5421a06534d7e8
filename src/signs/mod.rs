//! What the team puts up for everyone: incidents while they last, pinned threads, announcements. All have an end.
//!
//! What must stay true: whether something is shown is decided by the moment of asking, by no job; three pins a category
//! at most; an incident stands where it was put, everywhere only if it was put nowhere, and never because of a place that
//! not everybody sees; a thread that it answers is out of the feed while it lasts and comes back at its end, and whoever
//! follows one of its threads is told that end once.

use std::sync::Arc;
use std::time::Duration;

use crate::app::App;
use crate::bus::Memory;
use crate::clock::Millis;
use crate::error::Result;
use crate::i18n::Lang;
use crate::rules::fold::fold_words;
use crate::ui::signs::Sign;
use crate::web::paths;

pub mod announcements;
pub mod incidents;
pub mod jobs;
pub mod pins;
mod queries;

use queries::Row;

/// How long what is up is remembered, where nothing changes it.
const FRESH: Duration = Duration::from_secs(60);
/// Letters of a word that says something.
const TELLING: usize = 5;

/// What is kept between requests.
pub struct Remembered(Memory<(), Vec<Row>>);

impl Default for Remembered {
    fn default() -> Remembered {
        Remembered(Memory::new(2, FRESH))
    }
}

/// Where a page is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place<'a> {
    /// Everything is of interest here.
    pub home: bool,
    pub category: Option<&'a str>,
    pub tags: &'a [String],
    /// Announcements stand above lists.
    pub list: bool,
}

async fn current(app: &App) -> Result<Arc<Vec<Row>>> {
    let now = app.clock.now();
    app.signs.0.get(&app.bus, &app.db, (), queries::current(app.db.read(), now)).await
}

/// When the next of them begins or ends: what a page shows of them holds until then.
pub async fn turn(app: &App, now: Millis) -> Result<Option<Millis>> {
    let all = current(app).await?;
    Ok(all.iter().flat_map(|r| [Some(r.begins_at), r.ends_at]).flatten().filter(|at| *at > now).min())
}

impl Row {
    fn lasts(&self, now: Millis) -> bool {
        self.begins_at <= now && self.ends_at.is_none_or(|end| end > now)
    }

    fn is_at(&self, place: &Place<'_>) -> bool {
        let Some(scopes) = self.scopes.as_deref() else { return false };
        place.home || scopes.lines().any(|s| match s.split_once(':') {
            Some(("c", slug)) => place.category == Some(slug),
            Some((_, name)) => place.tags.iter().any(|t| t == name),
            None => true,
        })
    }

    fn sign(&self, lang: Lang) -> Sign {
        let (title, text) = match lang {
            Lang::En => (&self.title_en, &self.text_en),
            Lang::Fr => (&self.title_fr, &self.text_fr),
        };
        Sign {
            incident: self.what == "incident",
            title: title.clone(),
            text: text.clone(),
            thread: self.thread_id.zip(self.slug.as_deref()).map(|(id, slug)| paths::Question { id: id.into(), slug }.to_string()),
            since: self.begins_at,
        }
    }
}

/// What stands above a page.
pub async fn at(app: &App, lang: Lang, place: Place<'_>, now: Millis) -> Result<Vec<Sign>> {
    let all = current(app).await?;
    let shown = |r: &&Row| match r.what.as_str() {
        "incident" => r.is_at(&place),
        "announcement" => place.list || place.home,
        _ => false,
    };
    Ok(all.iter().filter(|r| r.lasts(now)).filter(shown).map(|r| r.sign(lang)).collect())
}

/// Incidents that someone who asks may have met: of the whole community, with a word of theirs, or leading to a thread
/// that looks like it.
pub async fn like(app: &App, lang: Lang, title: &str, found: &[i64], now: Millis) -> Result<Vec<Sign>> {
    let all = current(app).await?;
    let words = fold_words(title);
    let words: Vec<&str> = words.split_whitespace().filter(|w| w.chars().count() >= TELLING).collect();
    let near = |r: &&Row| {
        let everyone = r.scopes.as_deref().is_some_and(|s| s.lines().any(|s| s == "*"));
        let said = [&r.title_en, &r.title_fr].iter().any(|t| fold_words(t).split_whitespace().any(|w| words.contains(&w)));
        r.what == "incident" && r.scopes.is_some() && (everyone || said || r.thread_id.is_some_and(|id| found.contains(&id)))
    };
    Ok(all.iter().filter(|r| r.lasts(now)).filter(near).map(|r| r.sign(lang)).collect())
}

/// Threads pinned in a category, the first pinned first.
pub async fn pinned(app: &App, category: &str, now: Millis) -> Result<Vec<i64>> {
    let all = current(app).await?;
    Ok(all.iter().filter(|r| r.what == "pin" && r.lasts(now) && r.scopes.as_deref() == Some(category)).filter_map(|r| r.thread_id).collect())
}
