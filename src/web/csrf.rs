//! Forgery of requests is refused by what browsers say of them (`Sec-Fetch-Site`, `Origin`); forms carry no token.
//! `tower_http::csrf` judges first; then this: an unsafe method with a session cookie and neither header is refused.

use axum::extract::Request;
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::config::Config;
use crate::error::Error;
use crate::web::context::Ctx;

/// The library's layer, with the configured base address as the one trusted origin.
pub fn layer(config: &Config) -> anyhow::Result<tower_http::csrf::CsrfLayer> {
    Ok(tower_http::csrf::CsrfLayer::new().add_trusted_origin(config.base_url())?)
}

pub async fn guard(ctx: Ctx, request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let headers = request.headers();
    let said = headers.contains_key("sec-fetch-site") || headers.contains_key(header::ORIGIN);
    let same_site = headers.get("sec-fetch-site").is_some_and(|v| v == "same-site");
    if !safe && ((ctx.has_session_cookie && !said) || same_site) {
        return Error::Forged.into_response();
    }
    next.run(request).await
}
