//! What someone wrote before they had an account, on its way through sign-up and log-in: bound to the account that is
//! made, published when its address is confirmed, waiting on `/drafts` when the account was there before.

use axum::http::HeaderMap;
use axum::response::Response;
use entity::AccountId;
use sea_orm::DatabaseTransaction;

use crate::app::App;
use crate::clock::Millis;
use crate::error::Result;
use crate::web::context::Ctx;

/// Questions rendered and checked, to be published in the transaction that follows.
#[derive(Default)]
pub struct Ready;

/// The title of what this browser keeps, for the banner.
pub async fn kept(_ctx: &Ctx, _headers: &HeaderMap) -> Result<Option<String>> {
    Ok(None)
}

/// Renders what this browser keeps. Before the transaction.
pub async fn ready_here(_ctx: &Ctx, _headers: &HeaderMap) -> Result<Ready> {
    Ok(Ready)
}

/// Renders what waits for an account's confirmation. Before the transaction.
pub async fn ready_for(_app: &App, _account: AccountId, _now: Millis) -> Result<Ready> {
    Ok(Ready)
}

/// Gives what this browser keeps to an account; says whether there was something.
pub async fn bind(_tx: &DatabaseTransaction, _ctx: &Ctx, _headers: &HeaderMap, _account: AccountId, _publish_on_confirm: bool) -> Result<bool> {
    Ok(false)
}

/// Publishes; gives the address of the last question.
pub async fn publish(_tx: &DatabaseTransaction, _ready: &Ready, _account: AccountId, _now: Millis) -> Result<Option<String>> {
    Ok(None)
}

/// Tells the browser that an account has its draft now.
pub fn forget(_ctx: &Ctx, _response: &mut Response) {}

/// Someone signed up with an address that had an account, and now logs in to that: what they wrote comes along, if
/// this is the browser they wrote it in.
pub async fn take_over(_tx: &DatabaseTransaction, _handle_hash: &str, _account: AccountId) -> Result<bool> {
    Ok(false)
}
