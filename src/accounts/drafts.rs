//! What someone wrote before they had an account, on its way through sign-up and log-in: bound to the account that is
//! made, published when its address is confirmed, waiting on `/drafts` when the account was there before.

use axum::http::{HeaderMap, header};
use axum::response::Response;
use entity::AccountId;
use sea_orm::DatabaseTransaction;

use crate::app::App;
use crate::clock::Millis;
use crate::error::Result;
use crate::questions::drafts::{self, Whose};
use crate::web::context::Ctx;
use crate::{db, values};

pub use drafts::Ready;

/// The title of what this browser keeps, for the banner.
pub async fn kept(ctx: &Ctx, headers: &HeaderMap) -> Result<Option<String>> {
    let hash = drafts::token_hash(&ctx.app.config, headers);
    Ok(drafts::kept(ctx.app.db.read(), hash.as_deref(), ctx.now).await?)
}

/// Renders what this browser keeps. Before the transaction.
pub async fn ready_here(ctx: &Ctx, headers: &HeaderMap) -> Result<Vec<Ready>> {
    match drafts::token_hash(&ctx.app.config, headers) {
        Some(hash) => drafts::ready(&ctx.app, Whose::Browser(&hash), ctx.now).await,
        None => Ok(Vec::new()),
    }
}

/// Renders what waits for an account's confirmation. Before the transaction.
pub async fn ready_for(app: &App, account: AccountId, now: Millis) -> Result<Vec<Ready>> {
    drafts::ready(app, Whose::Account(account), now).await
}

/// Gives what this browser keeps to an account; says whether there was something.
pub async fn bind(tx: &DatabaseTransaction, ctx: &Ctx, headers: &HeaderMap, account: AccountId, publish_on_confirm: bool) -> Result<bool> {
    match drafts::token_hash(&ctx.app.config, headers) {
        Some(hash) => Ok(drafts::bind(tx, &hash, account, publish_on_confirm).await? > 0),
        None => Ok(false),
    }
}

/// Publishes; gives the address of the last question, and what to say of it.
pub async fn publish(tx: &DatabaseTransaction, ready: &[Ready], account: AccountId, now: Millis) -> Result<Option<(String, &'static str)>> {
    Ok(drafts::publish(tx, ready, account, now).await?.map(|p| (p.location(), if p.is_held() { "held" } else { "published" })))
}

/// Tells the browser that an account has its draft now.
pub fn forget(ctx: &Ctx, headers: &HeaderMap, response: &mut Response) {
    let config = &ctx.app.config;
    if drafts::token_hash(config, headers).is_some() {
        response.headers_mut().append(header::SET_COOKIE, drafts::forget_cookie(config));
    }
}

/// Someone signed up with an address that had an account, and now logs in to that one: what they wrote comes along,
/// if this is the browser they wrote it in.
pub async fn take_over(tx: &DatabaseTransaction, handle_hash: &str, account: AccountId) -> Result<bool> {
    let moved = db::run(
        tx,
        "UPDATE draft SET account_id = $2, publish_on_confirm = FALSE WHERE account_id IN (
             SELECT waits.id FROM email_token t JOIN account waits ON waits.id = t.account_id JOIN account mine ON mine.id = $2
             WHERE t.handle_hash = $1 AND t.purpose = 'confirm' AND waits.id <> $2 AND waits.email_verified_at IS NULL AND LOWER(t.email) = mine.email_folded)
           AND NOT EXISTS (SELECT 1 FROM draft theirs WHERE theirs.account_id = $2 AND theirs.form_key = draft.form_key)",
        values![handle_hash, account.0],
    )
    .await?;
    Ok(moved > 0)
}
