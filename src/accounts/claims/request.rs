//! `/users/{username}/claim`: "this is me". Whoever proved the imported person's address is believed at once; everyone
//! else says how a manager can tell.

use axum::extract::Path;
use axum::response::Response;
use serde::Deserialize;

use super::queries::{self, Placeholder};
use super::{actions, offers, views};
use crate::error::{Error, Result};
use crate::rules::policy::Denied;
use crate::rules::text::Reason;
use crate::ui::form::Errors;
use crate::web::context::Member;
use crate::web::form::Form;
use crate::web::{paths, respond};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    proof: String,
}

/// Requests of one member that may wait at a time.
const AT_MOST: i64 = 5;

async fn found(m: &Member, username: &str) -> Result<(Placeholder, bool)> {
    let db = m.ctx.app.db.read();
    let placeholder = queries::placeholder(db, username).await?.ok_or(Error::NotFound)?;
    let offered = offers::offered(db, m.me.id).await?.iter().any(|o| o.id == placeholder.id);
    Ok((placeholder, offered))
}

pub async fn page(m: Member, Path(username): Path<String>) -> Result<Response> {
    let (placeholder, offered) = found(&m, &username).await?;
    let asked = queries::asked(m.ctx.app.db.read(), placeholder.id, m.me.id).await?;
    let form = views::Form { placeholder: &placeholder, offered, asked, proof: "" };
    Ok(respond::private_page(&m.ctx, views::request(&m.ctx.chrome(), &form, &Errors::default())))
}

pub async fn send(m: Member, Path(username): Path<String>, Form(raw): Form<Raw>) -> Result<Response> {
    let ctx = &m.ctx;
    may(&m)?;
    let (placeholder, offered) = found(&m, &username).await?;
    let again = |message: String| {
        let form = views::Form { placeholder: &placeholder, offered, asked: false, proof: &raw.proof };
        respond::invalid(ctx, views::request(&ctx.chrome(), &form, &Errors::one("proof", message)))
    };
    let proof = match (offered, Reason::parse(&raw.proof)) {
        (true, _) => ctx.lang.claims_by_address().to_owned(),
        (false, Ok(proof)) => proof.into_string(),
        (false, Err(e)) => return Ok(again(e.message(ctx.lang))),
    };
    let tx = ctx.app.db.write().await?;
    let waiting = crate::db::count(&tx, "SELECT COUNT(*) AS n FROM claim WHERE account_id = $1 AND state = 'pending'", crate::values![m.me.id.0]).await?;
    if waiting >= AT_MOST {
        return Ok(again(ctx.lang.claims_enough().into()));
    }
    let Some(claim) = actions::request(&tx, placeholder.id, m.me.id, &proof, ctx.now).await? else {
        return Ok(respond::see_other(paths::UserClaim { username: &username }));
    };
    if offered && !actions::approve(&tx, claim, None, &proof, ctx.now).await? {
        return Err(Error::Conflict("somebody else was given these posts"));
    }
    tx.commit().await?;
    Ok(match offered {
        true => respond::see_other_saying(paths::User { username: &m.me.username }, "decided"),
        false => respond::see_other_saying(paths::UserClaim { username: &username }, "claim-sent"),
    })
}

fn may(m: &Member) -> Result<()> {
    let actor = m.ctx.actor();
    match (actor.confirmed, actor.suspended) {
        (false, _) => Err(Denied::Unconfirmed.into()),
        (_, true) => Err(Denied::Suspended.into()),
        _ => Ok(()),
    }
}
