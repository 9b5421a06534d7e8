//! `/settings/mails`: what a member is told by mail, and when. What is about the account itself always comes.

use std::collections::HashMap;

use axum::response::Response;
use serde::Deserialize;

use super::views;
use crate::error::Result;
use crate::notifications::choices::{self, Digest, Rhythm};
use crate::notifications::watch::{self, Watched};
use crate::notifications::{How, Kind};
use crate::ui::form::Errors;
use crate::web::context::Member;
use crate::web::form::Form;
use crate::web::{paths, respond};

/// What the page shows.
pub struct Told<'a> {
    pub kinds: &'a [Kind],
    pub raw: &'a Raw,
    pub watched: &'a [Watched],
}

impl Told<'_> {
    pub fn how(&self, kind: Kind) -> How {
        self.raw.how(kind).unwrap_or(kind.usual())
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    pub digest: String,
    pub quiet_from: String,
    pub quiet_until: String,
    pub zone: String,
    /// `kind_answer` = `now`, and so on.
    #[serde(flatten)]
    kinds: HashMap<String, String>,
}

impl Raw {
    fn how(&self, kind: Kind) -> Option<How> {
        self.kinds.get(&format!("kind_{}", kind.word())).and_then(|w| How::from_word(w)).filter(|h| kind.choices().contains(h))
    }

    fn of(chosen: &HashMap<Kind, How>, rhythm: &Rhythm) -> Raw {
        let (from, until) = rhythm.quiet.map_or((String::new(), String::new()), |(a, b)| (a.to_string(), b.to_string()));
        Raw {
            digest: rhythm.digest.word().to_owned(),
            quiet_from: from,
            quiet_until: until,
            zone: rhythm.zone.clone(),
            kinds: chosen.iter().map(|(k, h)| (format!("kind_{}", k.word()), h.word().to_owned())).collect(),
        }
    }

    fn rhythm(&self, lang: crate::i18n::Lang) -> std::result::Result<Rhythm, Errors> {
        let mut errors = Errors::new();
        let quiet = match (choices::hour(&self.quiet_from), choices::hour(&self.quiet_until)) {
            (Some(a), Some(b)) if a != b => Some((a, b)),
            (None, None) => None,
            _ => {
                errors.add("quiet_from", lang.notifications_quiet_both());
                None
            }
        };
        let zone = self.zone.trim();
        if !zone.is_empty() && !choices::is_zone(zone) {
            errors.add("zone", lang.notifications_zone_wrong());
        }
        let rhythm = Rhythm { digest: Digest::from_word(&self.digest).unwrap_or(Digest::None), quiet, zone: zone.to_owned() };
        if errors.is_empty() { Ok(rhythm) } else { Err(errors) }
    }
}

/// Nobody is asked about what only the team gets.
fn kinds(m: &Member) -> Vec<Kind> {
    Kind::ALL.into_iter().filter(|k| *k != Kind::Team || m.me.is_staff()).collect()
}

async fn show(m: &Member, raw: &Raw, errors: &Errors) -> Result<maud::Markup> {
    let watched = watch::all(m.ctx.app.db.read(), m.ctx.lang, m.me.id).await?;
    Ok(views::mails(&m.ctx.chrome(), &Told { kinds: &kinds(m), raw, watched: &watched }, errors))
}

pub async fn page(m: Member) -> Result<Response> {
    let db = m.ctx.app.db.read();
    let raw = Raw::of(&choices::all(db, m.me.id).await?, &choices::rhythm(db, m.me.id).await?);
    Ok(respond::private_page(&m.ctx, show(&m, &raw, &Errors::new()).await?))
}

pub async fn save(m: Member, Form(raw): Form<Raw>) -> Result<Response> {
    let rhythm = match raw.rhythm(m.ctx.lang) {
        Ok(rhythm) => rhythm,
        Err(errors) => return Ok(respond::invalid(&m.ctx, show(&m, &raw, &errors).await?)),
    };
    let tx = m.ctx.app.db.write().await?;
    for kind in kinds(&m) {
        if let Some(how) = raw.how(kind) {
            choices::choose(&tx, m.me.id, kind, how).await?;
        }
    }
    choices::keep(&tx, &m.ctx.app.config, m.me.id, &rhythm, m.ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::SettingsMails, "saved"))
}
