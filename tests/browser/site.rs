//! The application on a real port, through the real accept loop.

use std::ops::Deref;

use entraide::web::edge::{self, Settings};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::support::{Client, Engine, TestApp, block_on};
use crate::tab::{Look, Tab};

pub struct Site {
    pub app: TestApp,
    pub base: String,
    stop: oneshot::Sender<()>,
    done: JoinHandle<()>,
}

impl Deref for Site {
    type Target = TestApp;
    fn deref(&self) -> &TestApp {
        &self.app
    }
}

impl Site {
    pub async fn start(settings: &[(&str, &str)]) -> Site {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let mut all = vec![("base_url", base.as_str())];
        all.extend_from_slice(settings);
        let app = TestApp::start(Engine::Sqlite, &all).await;
        let (stop, stopped) = oneshot::channel::<()>();
        let mut limits = Settings::new(&app.app.config);
        limits.drain = std::time::Duration::from_millis(200);
        let done = tokio::spawn(edge::serve(listener, crate::axe::beside(app.router()), limits, async {
            let _ = stopped.await;
        }));
        Site { app, base, stop, done }
    }

    pub async fn tab(&self, look: Look) -> Tab {
        Tab::open(&self.base, look).await
    }

    /// A tab in which this person is signed in.
    pub async fn tab_of(&self, who: &Client, look: Look) -> Tab {
        let tab = self.tab(look).await;
        for name in who.cookies() {
            tab.set_cookie(&name, &who.cookie(&name).expect("it was listed")).await;
        }
        tab
    }

    pub async fn finish(self) {
        let _ = self.stop.send(());
        let _ = self.done.await;
        self.app.ignore_mails();
        self.app.finish().await;
    }
}

/// Runs a story on a fresh site.
pub fn on_a_site(story: impl AsyncFnOnce(&Site)) {
    block_on(async {
        let site = Site::start(&[]).await;
        story(&site).await;
        site.finish().await;
    });
}
