//! Is the process alive, is it ready, what has it counted.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;

use crate::app::App;

pub async fn alive() -> &'static str {
    "ok\n"
}

/// 200 when the database answers and no migration is pending; 503 while stopping.
pub async fn ready(State(app): State<App>) -> impl IntoResponse {
    if app.draining() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n");
    }
    match tokio::time::timeout(std::time::Duration::from_secs(2), app.db.pending_migrations()).await {
        Ok(Ok(pending)) if pending.is_empty() => (StatusCode::OK, "ready\n"),
        Ok(Ok(_)) => (StatusCode::SERVICE_UNAVAILABLE, "migrations pending\n"),
        _ => (StatusCode::SERVICE_UNAVAILABLE, "database unreachable\n"),
    }
}

pub async fn metrics(State(app): State<App>) -> String {
    app.metrics.as_ref().map(metrics_exporter_prometheus::PrometheusHandle::render).unwrap_or_default()
}
