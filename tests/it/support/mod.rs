//! What tests stand on: [`TestApp`], people that act ([`Client`]), pages that can be read ([`Page`]).
//!
//! ```ignore
//! both! {
//!     async fn a_member_asks(app) {
//!         let ada = app.member("ada").await;
//!         let page = ada.get(paths::Ask).await.ok();
//!         let done = ada.press(&page, "Publish", &[("title", "My box blinks orange"), ("body", "Since Tuesday.")]).await;
//!         ada.follow(&done).await.ok().see("My box blinks orange");
//!     }
//!
//!     with [("mail", "none")]
//!     async fn another(app) { … }
//! }
//! ```

#![allow(dead_code, unused_imports, reason = "a kit for many tests")]

mod app;
pub mod archive;
mod cases;
mod client;
mod dump;
pub mod elsewhere;
mod form;
mod html;
mod page;
mod people;
pub mod photos;
mod postgres;
mod seed;

use std::future::Future;
use std::sync::LazyLock;

pub use app::{patiently, Engine, Mail, TestApp};
pub use cases::{fixture, fixtures};
pub use client::Client;
pub use entraide::clock::{DAY, HOUR, MINUTE, SECOND};
pub use entraide::web::paths;
pub use entraide::{db, values};
pub use page::Page;
pub use people::Person;
pub use seed::{Thread, seed};

/// One runtime for all tests: connections to the private PostgreSQL outlive the test that opened them.
static RUNTIME: LazyLock<tokio::runtime::Runtime> = LazyLock::new(|| {
    let _ = tracing_subscriber::fmt()
        .with_env_filter(std::env::var("ENTRAIDE_TEST_LOG").unwrap_or_else(|_| "entraide=warn".into()))
        .with_test_writer()
        .without_time()
        .try_init();
    tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build().expect("a runtime")
});

/// Runs a future to its end on the runtime of the tests.
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    RUNTIME.block_on(future)
}

/// Runs a test on a fresh application; afterwards nothing may be left over.
pub fn run(engine: Engine, settings: &[(&str, &str)], test: impl AsyncFnOnce(&TestApp)) {
    block_on(async {
        let app = TestApp::start(engine, settings).await;
        test(&app).await;
        app.finish().await;
    });
}

/// Each function becomes two tests, on SQLite and on PostgreSQL. It gets a `&TestApp`. `with [(key, value), …]` before it
/// changes settings.
#[allow(unused_macros, reason = "the browser's stories run on one database")]
macro_rules! both {
    ($($(#[$attr:meta])* $(with $settings:tt)? async fn $name:ident($app:ident) $body:block)*) => {$(
        mod $name {
            #[allow(unused_imports)]
            use super::*;
            use $crate::support::{Engine, TestApp};

            async fn test($app: &TestApp) $body

            const SETTINGS: &[(&str, &str)] = both!(@settings $($settings)?);

            $(#[$attr])*
            #[test]
            fn sqlite() {
                $crate::support::run(Engine::Sqlite, SETTINGS, test);
            }

            $(#[$attr])*
            #[test]
            fn postgres() {
                $crate::support::run(Engine::Postgres, SETTINGS, test);
            }
        }
    )*};
    (@settings) => { &[] };
    (@settings $settings:tt) => { &$settings };
}
