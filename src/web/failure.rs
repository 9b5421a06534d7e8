//! Failures become pages here, and are logged here, once, with the request's id.

use std::sync::Arc;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::error::{self, Error};
use crate::ui;
use crate::web::context::Ctx;
use crate::web::{paths, respond};

/// Carries the error from the handler to the layer that knows the language.
#[derive(Clone)]
struct Failed(Arc<Error>);

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut response = status(&self).into_response();
        response.extensions_mut().insert(Failed(Arc::new(self)));
        response
    }
}

fn status(e: &Error) -> StatusCode {
    match e {
        Error::NotFound => StatusCode::NOT_FOUND,
        Error::Denied(_) | Error::Forged => StatusCode::FORBIDDEN,
        Error::SignIn { .. } => StatusCode::SEE_OTHER,
        Error::Conflict(_) => StatusCode::CONFLICT,
        Error::BadRequest(_) => StatusCode::BAD_REQUEST,
        Error::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Error::TooMany { .. } | Error::Enough(_) => StatusCode::TOO_MANY_REQUESTS,
        Error::Unavailable(_) | Error::GaveWay(_) => StatusCode::SERVICE_UNAVAILABLE,
        Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// Replaces a failure, or a bare status of the framework, by its page.
pub fn pages(ctx: &Ctx, mut response: Response) -> Response {
    if let Some(Failed(e)) = response.extensions_mut().remove::<Failed>() {
        return page(ctx, &e);
    }
    let bare = !response.headers().contains_key(header::CONTENT_TYPE) || response.headers().get(header::CONTENT_TYPE).is_some_and(|v| v.as_bytes().starts_with(b"text/plain"));
    let status = response.status();
    if bare && (status.is_client_error() || status.is_server_error()) {
        let mut page = error_page(ctx, status, None);
        if let Some(allow) = response.headers().get(header::ALLOW) {
            page.headers_mut().insert(header::ALLOW, allow.clone());
        }
        return page;
    }
    response
}

/// The limit that a response stands for, if it is one and no page yet.
pub fn limit(response: &Response) -> Option<Arc<Error>> {
    let Failed(e) = response.extensions().get::<Failed>()?;
    matches!(&**e, Error::TooMany { .. } | Error::Enough(_)).then(|| e.clone())
}

/// Was everything given up because somebody else's transaction was in the way?
pub fn gave_way(response: &Response) -> bool {
    response.extensions().get::<Failed>().is_some_and(|Failed(e)| matches!(&**e, Error::GaveWay(_)))
}

/// What a limit is called where the team looks.
pub fn note(ctx: &Ctx, reached: &Error) {
    let what = match reached {
        Error::TooMany { what, .. } => what,
        Error::Enough(enough) => enough.act.word(),
        _ => return,
    };
    ctx.app.limits.refused(what, ctx.me.as_ref().map(|me| me.id));
}

/// Which limit it is, in words, and how many seconds it lasts.
pub fn why(ctx: &Ctx, reached: &Error) -> (String, u64) {
    match reached {
        Error::Enough(enough) => (enough.message(ctx.lang), enough.seconds()),
        Error::TooMany { seconds, .. } => (ctx.lang.limits_too_many(i64::try_from(*seconds).unwrap_or(60)), *seconds),
        _ => (String::new(), 60),
    }
}

/// The page of an error.
pub fn page(ctx: &Ctx, e: &Error) -> Response {
    let code = status(e);
    note(ctx, e);
    match e {
        Error::Internal(cause) => tracing::error!(request = %ctx.request_id, error = ?cause, "failed"),
        Error::Unavailable(cause) | Error::GaveWay(cause) => {
            metrics::counter!("entraide_unavailable_total").increment(1);
            if let Some(others) = error::DOWN.now() {
                tracing::error!(request = %ctx.request_id, error = %cause, others, "unavailable");
            } else {
                tracing::debug!(request = %ctx.request_id, error = %cause, "unavailable");
            }
        }
        other => tracing::info!(request = %ctx.request_id, status = code.as_u16(), "{other}"),
    }
    let mut response = match e {
        Error::SignIn { back } => return respond::see_other(paths::with_query(paths::Login, &[("next", back)])),
        Error::Denied(why) => return respond::page_with(ctx, code, respond::Keep::Never, ui::error_page::denied(&ctx.chrome(), code.as_u16(), *why)),
        Error::Enough(_) | Error::TooMany { .. } => error_page(ctx, code, Some(why(ctx, e).0)),
        _ => error_page(ctx, code, None),
    };
    let retry = match e {
        Error::TooMany { seconds, .. } => Some(*seconds),
        Error::Enough(enough) => Some(enough.seconds()),
        Error::Unavailable(_) | Error::GaveWay(_) => Some(5),
        _ => None,
    };
    if let Some(seconds) = retry {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn error_page(ctx: &Ctx, status: StatusCode, why: Option<String>) -> Response {
    let markup = ui::error_page::page(&ctx.chrome(), status.as_u16(), why.as_deref());
    respond::page_with(ctx, status, respond::Keep::Never, markup)
}
