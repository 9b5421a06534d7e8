//! One Chromium for all tests of this process, in its own folder, gone with the process.

use std::io::{BufRead as _, BufReader};
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{ChildStdin, Command, Stdio};

use chromiumoxide::Browser;
use chromiumoxide::cdp::browser_protocol::browser::BrowserContextId;
use chromiumoxide::cdp::browser_protocol::target::{CreateBrowserContextParams, CreateTargetParams};
use chromiumoxide::handler::HandlerConfig;
use chromiumoxide::page::Page;
use futures_util::StreamExt as _;
use tokio::sync::OnceCell;

static CHROMIUM: OnceCell<Chromium> = OnceCell::const_new();

struct Chromium {
    browser: Browser,
    /// Closed by the system when this process ends; the shell around Chromium waits for that.
    _held: ChildStdin,
}

/// `$1` the folder, `$2` the program.
const SHELL: &str = r#"
trap '' INT TERM HUP
root=; [ "$(id -u)" = 0 ] && root=--no-sandbox
"$2" --headless=new $root --remote-debugging-port=0 --user-data-dir="$1" --no-first-run --no-default-browser-check --disable-gpu \
  --disable-dev-shm-usage --disable-extensions --disable-background-networking --disable-sync --disable-component-update --disable-default-apps \
  --disable-features=Translate,OptimizationHints,MediaRouter,HttpsUpgrades --hide-scrollbars --mute-audio --force-color-profile=srgb \
  --password-store=basic --use-mock-keychain about:blank >"$1.log" 2>&1 </dev/null &
pid=$!
for _ in $(seq 600); do
  [ -s "$1/DevToolsActivePort" ] && break
  kill -0 $pid 2>/dev/null || break
  sleep 0.1
done
if [ -s "$1/DevToolsActivePort" ]; then sed -n '1s|^|ws://127.0.0.1:|;1{N;s|\n||};p;q' "$1/DevToolsActivePort"; else cat "$1.log"; fi
exec >&-
cat >/dev/null
kill $pid 2>/dev/null; sleep 0.3; kill -9 $pid 2>/dev/null
for _ in 1 2 3 4 5; do rm -rf "$1" "$1.log" 2>/dev/null && break; sleep 0.5; done
"#;

async fn start() -> Chromium {
    let program = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].into_iter().map(PathBuf::from).find(|p| p.exists());
    let program = program.expect("Chromium is needed by these tests; tests/run installs it, or: apt-get install chromium");
    let folder = std::env::temp_dir().join(format!("entraide-chromium-{}-{:04x}", std::process::id(), rand::random::<u16>()));
    #[expect(clippy::zombie_processes, reason = "it outlives the test process on purpose: it cleans up after it")]
    let mut child = Command::new("/bin/sh")
        .args(["-c", SHELL, "sh"])
        .arg(&folder)
        .arg(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .process_group(0)
        .spawn()
        .expect("/bin/sh runs");
    let held = child.stdin.take().expect("it was piped");
    let said: Vec<String> = BufReader::new(child.stdout.take().expect("it was piped")).lines().map_while(Result::ok).collect();
    let address = said.iter().find(|l| l.starts_with("ws://")).unwrap_or_else(|| panic!("Chromium does not start:\n{}", said.join("\n")));
    let config = HandlerConfig { viewport: None, request_timeout: std::time::Duration::from_secs(90), ..HandlerConfig::default() };
    let (browser, mut handler) = Browser::connect_with_config(address.clone(), config).await.expect("Chromium answers");
    tokio::spawn(async move { while handler.next().await.is_some() {} });
    Chromium { browser, _held: held }
}

/// An empty tab with cookies of its own.
pub async fn fresh_tab() -> (Page, BrowserContextId) {
    let chromium = CHROMIUM.get_or_init(start).await;
    let context = chromium.browser.create_browser_context(CreateBrowserContextParams::default()).await.expect("a context");
    let mut target = CreateTargetParams::new("about:blank");
    target.browser_context_id = Some(context.clone());
    (chromium.browser.new_page(target).await.expect("a tab"), context)
}

/// Forgets a tab and its cookies.
pub async fn close(page: Page, context: BrowserContextId) {
    let _ = page.close().await;
    if let Some(chromium) = CHROMIUM.get() {
        let _ = chromium.browser.dispose_browser_context(context).await;
    }
}
