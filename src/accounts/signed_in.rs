//! The moment a browser becomes someone's, and the moment it stops. Every log-in gets a new session id (S-06), so an id
//! that was planted before is worth nothing after.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use entity::{AccountId, Role};
use tower_sessions::session::Error as SessionError;

use crate::error::{Error, Result};
use crate::web::context::Ctx;
use crate::web::session;

/// What a browser says of itself, as far as we keep it.
const USER_AGENT_AT_MOST: usize = 300;

/// Signs this browser in. Call after the transaction: the session is written by its own.
pub async fn start(ctx: &Ctx, headers: &HeaderMap, account: AccountId, role: Role) -> Result<()> {
    let agent: String = headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default().chars().take(USER_AGENT_AT_MOST).collect();
    let s = &ctx.session;
    let done = async {
        if s.id().is_some() {
            s.flush().await?;
        }
        s.insert(session::ACCOUNT, account.0).await?;
        s.insert(session::PROVED_AT, ctx.now).await?;
        s.insert(session::USER_AGENT, agent).await?;
        s.insert(session::STAFF, role != Role::Customer).await
    };
    done.await.map_err(unavailable)
}

/// Gives the session a new id and notes that its owner has just proved who they are. A session that was ended while they
/// did so stays ended.
pub async fn renew(ctx: &Ctx) -> Result<()> {
    let s = &ctx.session;
    let (Some(id), Some(me)) = (s.id(), &ctx.me) else { return Err(ctx.sign_in()) };
    if !ctx.app.sessions.end(&id, me.id).await? {
        s.flush().await.map_err(unavailable)?;
        return Err(ctx.sign_in());
    }
    let done = async {
        s.cycle_id().await?;
        s.insert(session::PROVED_AT, ctx.now).await
    };
    done.await.map_err(unavailable)
}

/// Signs this browser out and asks it to forget the pages it kept.
pub async fn end(ctx: &Ctx, mut response: Response) -> Result<Response> {
    ctx.session.flush().await.map_err(unavailable)?;
    response.headers_mut().insert(header::HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\""));
    Ok(response)
}

fn unavailable(e: SessionError) -> Error {
    Error::Unavailable(e.to_string())
}
