//! `/settings/avatar`: the picture beside one's name.

use axum::response::Response;
use serde::Deserialize;

use super::profile;
use crate::error::Result;
use crate::photos::actions;
use crate::photos::form::PhotoForm;
use crate::photos::Shown;
use crate::rules::photos::Refused;
use crate::rules::policy::Denied;
use crate::ui::form::Errors;
use crate::web::context::Member;
use crate::web::{paths, respond};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    avatar_photo: Vec<String>,
    remove: String,
}

/// `POST /settings/avatar`
pub async fn save(m: Member, PhotoForm { form, sent }: PhotoForm<Raw>) -> Result<Response> {
    let ctx = &m.ctx;
    if ctx.actor().suspended {
        return Err(Denied::Suspended.into());
    }
    let photo = Shown::of(&form.avatar_photo).pop();
    let wrong = match (sent.errors(ctx.lang).pop(), &photo) {
        (Some((_, why)), _) => Some(why),
        (None, None) if form.remove.is_empty() => Some(ctx.lang.photos_choose().to_owned()),
        (None, _) => None,
    };
    if let Some(why) = wrong {
        return profile::again(&m, &Errors::one("avatar", why)).await;
    }
    let tx = ctx.app.db.write().await?;
    if !actions::set_avatar(&tx, m.me.id, photo.as_ref(), ctx.now).await? {
        drop(tx);
        return profile::again(&m, &Errors::one("avatar", Refused::Expired.message(ctx.lang))).await;
    }
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::SettingsProfile, "saved"))
}
