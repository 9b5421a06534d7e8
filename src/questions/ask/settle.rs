//! From a form to a question ready to publish, or to what its author must change or look at first. The same steps for
//! the form, for a draft, and for a question that waited for its author's account.

use std::sync::Arc;

use entity::CategoryId;
use sea_orm::FromQueryResult;

use super::forms::{self, Raw, Wrong};
use crate::app::App;
use crate::error::Result;
use crate::i18n::Lang;
use crate::photos::Shown;
use crate::questions::masking_review::{self, Part, Review};
use crate::questions::publish::{self, Prepared};
use crate::rules::policy::{self, Actor, Facts, Verb};
use crate::rules::spam::Text;
use crate::screening::{self, Verdict};
use crate::{db, values};

/// Tags that are compared with an unknown one: the most used.
const KNOWN_TAGS: i64 = 3_000;

/// A question ready to publish.
#[derive(Clone, Debug)]
pub struct Settled {
    pub title: String,
    pub category: Option<CategoryId>,
    pub tags: Vec<String>,
    pub text: Arc<Prepared>,
}

/// Why it is not.
#[derive(Clone, Debug)]
pub enum Stop {
    /// Fields to change.
    Wrong(Vec<Wrong>),
    /// Personal data to look at.
    Review(Review),
}

/// Checks every field, masks, renders.
pub async fn settle(app: &App, raw: &Raw, actor: &Actor, lang: Lang) -> Result<Result<Settled, Stop>> {
    let ask = match raw.parse(lang) {
        Ok(ask) => ask,
        Err(mut wrong) => {
            // Everything at once: nobody likes to be sent back twice.
            if let Ok(tags) = forms::tags(&raw.tags, lang)
                && let Err(why) = known(app, actor, &tags, lang).await?
            {
                wrong.push(("tags", why));
            }
            return Ok(Err(Stop::Wrong(wrong)));
        }
    };
    let mut wrong: Vec<Wrong> = Vec::new();
    let category = match &ask.category {
        None => None,
        Some(slug) => {
            let id = category(app, actor, slug).await?;
            if id.is_none() {
                wrong.push(("category", lang.ask_error_category().to_owned()));
            }
            id
        }
    };
    if let Err(why) = known(app, actor, &ask.tags, lang).await? {
        wrong.push(("tags", why));
    }
    if !wrong.is_empty() {
        return Ok(Err(Stop::Wrong(wrong)));
    }

    let whole = forms::with_tried(ask.body.as_str(), ask.tried.as_ref().map(|t| t.as_str()), lang);
    let parts = [Part::plain("title", ask.title.as_str()), Part::markdown("body", &whole)];
    let masked = if actor.is_staff() {
        masking_review::untouched(&parts)
    } else {
        match masking_review::judge(&parts, &masking_review::own(&app.config), &raw.decision()) {
            Ok(masked) => masked,
            Err(review) => return Ok(Err(Stop::Review(review))),
        }
    };
    let [title, body]: [String; 2] = masked.texts.try_into().unwrap_or_default();
    let private = [masked.originals, ask.private_details.map(|p| p.into_string()).unwrap_or_default()];
    let private = private.into_iter().filter(|p| !p.is_empty()).collect();
    let mut text = publish::prepare(app.db.read(), body, &title, lang, private).await?;
    if let Err(denied) = policy::may(actor, Verb::MoreLinks, &Facts { links: text.links, mentions: text.mentions.len(), ..Facts::default() }) {
        return Ok(Err(Stop::Wrong(vec![("body", denied.message(lang))])));
    }
    match screening::screen(app.db.read(), actor, &Text { title: &format!("{title}\n{}", Shown::words(&Shown::of(&raw.photo))), body: &text.source, links: text.links }, app.clock.now()).await? {
        Verdict::Stop(message) => return Ok(Err(Stop::Wrong(vec![("body", message)]))),
        Verdict::Pass(screened) => text.screened = screened,
    }
    Ok(Ok(Settled { title, category, tags: ask.tags, text: Arc::new(text) }))
}

async fn category(app: &App, actor: &Actor, slug: &str) -> Result<Option<CategoryId>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: CategoryId,
    }
    if !slug.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') {
        return Ok(None);
    }
    let circle = policy::may(actor, Verb::Circle, &Facts::default()).is_ok();
    let row: Option<Row> = db::row(app.db.read(), "SELECT id FROM category WHERE slug = $1 AND (audience = 'public' OR $2)", values![slug, circle]).await?;
    Ok(row.map(|r| r.id))
}

/// Whether each tag exists or may be created; else a sentence that offers the nearest ones.
pub async fn known(app: &App, actor: &Actor, tags: &[String], lang: Lang) -> Result<Result<(), String>> {
    #[derive(FromQueryResult)]
    struct Row {
        name: String,
    }
    if tags.is_empty() || policy::may(actor, Verb::CreateTag, &Facts::default()).is_ok() {
        return Ok(Ok(()));
    }
    let slots: Vec<String> = (1..=tags.len()).map(|i| format!("${i}")).collect();
    let text = format!("SELECT name FROM tag WHERE name IN ({})", slots.join(", "));
    let there: Vec<Row> = db::rows(app.db.read(), &text, tags.iter().map(|t| sea_orm::Value::from(t.as_str()))).await?;
    let Some(unknown) = tags.iter().find(|t| !there.iter().any(|r| r.name == **t)) else { return Ok(Ok(())) };
    let popular: Vec<Row> = db::rows(app.db.read(), "SELECT name FROM tag ORDER BY question_count DESC LIMIT $1", values![KNOWN_TAGS]).await?;
    let popular: Vec<String> = popular.into_iter().map(|r| r.name).collect();
    let near = forms::nearest(unknown, &popular, 3);
    Ok(Err(match near.is_empty() {
        true => lang.ask_error_tag_unknown(unknown),
        false => lang.ask_error_tag_near(unknown, near.join(", ")),
    }))
}
