//! `/settings/email`: the new address takes effect when it is proved; the old one is told twice. Whether the new one
//! has an account already is told to nobody but its owner.

use axum::response::Response;
use entity::TokenPurpose;
use serde::Deserialize;

use super::password::{check_current, tell};
use super::views;
use crate::accounts::confirm::may_mail_stranger;
use crate::accounts::letters::{self, Notice, To};
use crate::accounts::{address, people, tokens};
use crate::audit::{self, Deed};
use crate::error::{Error, Result, is_unique_violation};
use crate::mail;
use crate::rules::text::Email;
use crate::ui::form::Errors;
use crate::web::context::Member;
use crate::web::form::Form;
use crate::web::{paths, respond};
use crate::{db, values};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    pub email: String,
    password: String,
}

/// What the page shows of the address in use.
pub struct Current {
    pub email: String,
    pub verified: bool,
    pub sends_mail: bool,
}

async fn current(m: &Member) -> Result<(people::Person, Current)> {
    let app = &m.ctx.app;
    let person = people::by_id(app.db.read(), m.me.id).await?.ok_or(Error::NotFound)?;
    let current = Current { email: person.email.clone().unwrap_or_default(), verified: person.email_verified_at.is_some(), sends_mail: app.config.sends_mail() };
    Ok((person, current))
}

pub async fn page(m: Member) -> Result<Response> {
    let (_, current) = current(&m).await?;
    Ok(respond::private_page(&m.ctx, views::email(&m.ctx.chrome(), &current, "", &Errors::default())))
}

pub async fn save(m: Member, Form(raw): Form<Raw>) -> Result<Response> {
    let ctx = &m.ctx;
    let app = &ctx.app;
    let (person, current) = current(&m).await?;
    let mut errors = Errors::default();
    let email = Email::parse(&raw.email).map_err(|e| errors.add("email", e.message(ctx.lang))).ok();
    if email.as_ref().is_some_and(|e| e.as_str() == current.email && current.verified) {
        errors.add("email", ctx.lang.settings_email_same());
    }
    check_current(&m, &raw.password, "password", &mut errors).await?;
    let again = |errors: &Errors| respond::invalid(ctx, views::email(&ctx.chrome(), &current, &raw.email, errors));
    let (Some(email), true) = (email, errors.is_empty()) else { return Ok(again(&errors)) };

    let tx = app.db.write().await?;
    if !current.sends_mail {
        let changed = db::run(
            &tx,
            "UPDATE account SET email = $2, email_folded = $3, email_verified_at = NULL WHERE id = $1
             AND NOT EXISTS (SELECT 1 FROM account other WHERE other.email_folded = $3 AND other.id <> $1)",
            values![m.me.id.0, email.as_str(), email.fold()],
        )
        .await;
        match changed {
            Ok(1) => {}
            Err(e) if !is_unique_violation(&e) => return Err(e.into()),
            _ => return Ok(again(&Errors::one("email", ctx.lang.accounts_email_taken()))),
        }
        tokens::end_all(&tx, m.me.id, ctx.now).await?;
        tell(&tx, ctx, &person, Notice::EmailChanged).await?;
        audit::record(&tx, Deed { actor: Some(m.me.id), action: "email_changed", object: "account", object_id: m.me.id.0, note: "" }, ctx.now).await?;
        tx.commit().await?;
        app.forget(m.me.id).await;
        return Ok(respond::see_other_saying(paths::SettingsEmail, if app.config.sends_mail() { "confirmed" } else { "saved" }));
    }
    if address::may_mail(&tx, ctx).await? && may_mail_stranger(&tx, email.as_str(), ctx.now).await? {
        let known = people::by_email(&tx, &email.fold()).await?.filter(|p| p.id != m.me.id);
        let letter = match known {
            Some(p) => letters::known(&app.config, &To { account: Some(p.id), email: email.as_str(), lang: p.lang(&app.config) }, &p.username),
            None => {
                let issued = tokens::issue(&tx, m.me.id, TokenPurpose::ChangeEmail, email.as_str(), None, ctx.now).await?;
                let to = To { account: Some(m.me.id), email: email.as_str(), lang: ctx.lang };
                letters::change_email(&app.config, &to, &person.username, &issued.token)
            }
        };
        mail::queue(&tx, &app.config, letter, ctx.now).await?;
        tell(&tx, ctx, &person, Notice::EmailAsked).await?;
    }
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::SettingsEmail, "check-mail"))
}
