//! What browsers tell us they refused to do (content security policy). Logged, never answered with anything.

use axum::body::Bytes;
use axum::http::StatusCode;

use crate::error::Result;
use crate::web::context::Ctx;

/// A report is short; what is longer is not one.
const LONGEST: usize = 4_096;

/// `POST /csp-report`: ten a minute from one address (L-08).
pub async fn csp(ctx: Ctx, body: Bytes) -> Result<StatusCode> {
    ctx.app.limits.reports.take(ctx.ip)?;
    let text: String = String::from_utf8_lossy(&body[..body.len().min(LONGEST)]).chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    tracing::warn!(report = %text, "a browser refused something on a page of ours");
    metrics::counter!("entraide_csp_reports_total").increment(1);
    Ok(StatusCode::NO_CONTENT)
}
