//! A served router, and what it costs this process.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse as _;
use axum::routing::get;
use entraide::app::App;
use entraide::router;
use entraide::web::edge::{self, Settings};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

pub struct Server {
    pub at: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
}

impl Server {
    pub async fn start(app: &App, router: Router) -> anyhow::Result<Server> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let at = listener.local_addr()?;
        let (stop, stopped) = oneshot::channel::<()>();
        tokio::spawn(edge::serve(listener, router, Settings::new(&app.config), async {
            let _ = stopped.await;
        }));
        Ok(Server { at, stop: Some(stop) })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
    }
}

/// A handler that answers these bytes to anything.
fn same_bytes<S: Clone + Send + Sync + 'static>(status: StatusCode, headers: HeaderMap, body: Bytes) -> Router<S> {
    let answer = async move || (status, headers.clone(), body.clone()).into_response();
    Router::new().route("/", get(answer.clone()).post(answer.clone())).route("/{*any}", get(answer.clone()).post(answer))
}

/// The limit: the same bytes behind the same layers.
pub fn limit(app: &App, status: StatusCode, headers: HeaderMap, body: Bytes) -> anyhow::Result<Router> {
    router::dress(app, same_bytes(status, headers, body))
}

/// The same bytes behind the loop alone.
pub fn bare(status: StatusCode, headers: HeaderMap, body: Bytes) -> Router {
    same_bytes(status, headers, body)
}

/// CPU time of this process, in hundredths of a second precision.
pub fn cpu() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks: u64 = [11, 12].iter().filter_map(|i| fields.get(*i)?.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

/// Anonymous memory now and at most: mapped files of the database are not counted.
pub fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let value = |name: &str| status.lines().find_map(|l| l.strip_prefix(name)).map_or("?", str::trim).to_owned();
    format!("anonymous memory {} · resident at most {}", value("RssAnon:"), value("VmHWM:"))
}
