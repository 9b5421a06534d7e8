//! A tab and the person before it: goes, types, presses, reads. What the browser complains about is kept and asserted.

#![allow(dead_code, reason = "a kit for many stories")]

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use chromiumoxide::cdp::browser_protocol::browser::BrowserContextId;
use chromiumoxide::cdp::browser_protocol::emulation::{MediaFeature, SetDeviceMetricsOverrideParams, SetEmulatedMediaParams, SetScriptExecutionDisabledParams};
use chromiumoxide::cdp::browser_protocol::input::InsertTextParams;
use chromiumoxide::cdp::browser_protocol::log::EventEntryAdded;
use chromiumoxide::cdp::browser_protocol::network::{CookieParam, EnableParams, EventLoadingFinished, EventRequestWillBeSent, Headers, SetExtraHttpHeadersParams};
use chromiumoxide::cdp::browser_protocol::page::{EventJavascriptDialogOpening, HandleJavaScriptDialogParams, SetBypassCspParams};
use chromiumoxide::cdp::js_protocol::runtime::{EventConsoleApiCalled, EventExceptionThrown};
use chromiumoxide::page::Page;
use futures_util::StreamExt as _;

use crate::chromium;

/// How someone looks at the site.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    pub width: i64,
    pub scripts: bool,
    pub lang: &'static str,
    pub dark: bool,
}

impl Look {
    pub const WIDE: Look = Look { width: 1_280, scripts: true, lang: "en", dark: false };
    pub const PHONE: Look = Look { width: 390, scripts: true, lang: "en", dark: false };

    pub fn without_scripts(self) -> Look {
        Look { scripts: false, ..self }
    }

    /// Phone and desk, with JavaScript and without.
    pub fn all() -> [Look; 4] {
        [Look::WIDE, Look::PHONE, Look::WIDE.without_scripts(), Look::PHONE.without_scripts()]
    }
}

#[derive(Default)]
struct Heard {
    complaints: Mutex<Vec<String>>,
    dialogs: Mutex<Vec<String>>,
    requests: Mutex<usize>,
    bytes: Mutex<f64>,
}

pub struct Tab {
    pub page: Page,
    pub look: Look,
    base: String,
    context: BrowserContextId,
    heard: Arc<Heard>,
}

/// How long a page may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// Listens to one kind of event for as long as the tab lives.
macro_rules! hear {
    ($page:expr, $heard:expr, $event:ty, |$h:ident, $e:ident| $do:block) => {{
        let mut events = $page.event_listener::<$event>().await.expect("a listener");
        let heard = $heard.clone();
        tokio::spawn(async move {
            while let Some($e) = events.next().await {
                let $h: &Heard = &heard;
                $do
            }
        });
    }};
}

impl Tab {
    pub async fn open(base: &str, look: Look) -> Tab {
        let (page, context) = chromium::fresh_tab().await;
        let heard = Arc::new(Heard::default());
        page.enable_log().await.expect("the log");
        page.execute(EnableParams::default()).await.expect("the network");
        hear!(page, heard, EventEntryAdded, |h, e| {
            let entry = &e.entry;
            let level = format!("{:?}", entry.level).to_lowercase();
            // a refused form answers 422: that is not a fault, though Chromium logs it
            let answered = entry.text.contains("the server responded with a status of 4");
            if level != "verbose" && level != "info" && !answered {
                h.complaints.lock().expect("not poisoned").push(format!("{level}: {} {}", entry.text, entry.url.as_deref().unwrap_or_default()));
            }
        });
        hear!(page, heard, EventExceptionThrown, |h, e| {
            let d = &e.exception_details;
            let what = d.exception.as_ref().and_then(|x| x.description.clone()).unwrap_or_else(|| d.text.clone());
            h.complaints.lock().expect("not poisoned").push(format!("exception: {what}"));
        });
        hear!(page, heard, EventConsoleApiCalled, |h, e| {
            let words: Vec<String> = e.args.iter().map(|a| a.value.as_ref().map(ToString::to_string).or(a.description.clone()).unwrap_or_default()).collect();
            h.complaints.lock().expect("not poisoned").push(format!("console: {}", words.join(" ")));
        });
        hear!(page, heard, EventRequestWillBeSent, |h, _e| {
            *h.requests.lock().expect("not poisoned") += 1;
        });
        hear!(page, heard, EventLoadingFinished, |h, e| {
            *h.bytes.lock().expect("not poisoned") += e.encoded_data_length;
        });
        {
            let mut dialogs = page.event_listener::<EventJavascriptDialogOpening>().await.expect("a listener");
            let (heard, page) = (heard.clone(), page.clone());
            tokio::spawn(async move {
                while let Some(e) = dialogs.next().await {
                    heard.dialogs.lock().expect("not poisoned").push(e.message.clone());
                    let _ = page.execute(HandleJavaScriptDialogParams::new(true)).await;
                }
            });
        }
        page.execute(SetExtraHttpHeadersParams::new(Headers::new(serde_json::json!({ "Accept-Language": look.lang })))).await.expect("a language");
        if !look.scripts {
            page.execute(SetScriptExecutionDisabledParams::new(true)).await.expect("scripts off");
        }
        let tab = Tab { page, look, base: base.to_owned(), context, heard };
        tab.wear(look).await;
        tab
    }

    /// The same page at another width or in another theme: neither is asked of the server.
    pub async fn wear(&self, look: Look) {
        let phone = look.width < 600;
        let metrics = SetDeviceMetricsOverrideParams::new(look.width, if phone { 844 } else { 900 }, 1.0, phone);
        self.page.execute(metrics).await.expect("a width");
        let scheme = MediaFeature::builder().name("prefers-color-scheme").value(if look.dark { "dark" } else { "light" }).build().expect("a feature");
        let calm = MediaFeature::builder().name("prefers-reduced-motion").value("reduce").build().expect("a feature");
        self.page.execute(SetEmulatedMediaParams::builder().features([scheme, calm]).build()).await.expect("a scheme");
    }

    pub async fn set_cookie(&self, name: &str, value: &str) {
        let mut cookie = CookieParam::new(name, value);
        cookie.url = Some(self.base.clone());
        cookie.http_only = Some(true);
        self.page.set_cookie(cookie).await.expect("a cookie is set");
    }

    pub fn base(&self) -> &str {
        &self.base
    }

    /// Axe is injected: the only visitor for whom the page's policy is lifted.
    pub async fn lift_policy(&self) {
        self.page.execute(SetBypassCspParams::new(true)).await.expect("the policy is lifted");
    }

    pub async fn go(&self, path: impl std::fmt::Display) -> &Tab {
        let path = path.to_string();
        let url = if path.starts_with("http") { path } else { format!("{}{path}", self.base) };
        tokio::time::timeout(PATIENCE, self.page.goto(url.as_str())).await.unwrap_or_else(|_| panic!("{url} does not load")).unwrap_or_else(|e| panic!("{url}: {e}"));
        self.settled().await;
        self
    }

    /// Waits until the document is complete.
    pub async fn settled(&self) {
        self.until("the page is complete", async || self.js("document.readyState").await == "complete").await;
    }

    /// A JavaScript expression's value; works with the page's own scripts off too.
    pub async fn js(&self, expression: &str) -> serde_json::Value {
        // a navigation in between destroys the context: ask again
        for _ in 0..100 {
            match self.page.evaluate_expression(expression).await {
                Ok(r) => return r.value().cloned().unwrap_or(serde_json::Value::Null),
                Err(e) if e.to_string().contains("SyntaxError") => panic!("{expression}: {e}"),
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        }
        panic!("the page does not answer: {expression}")
    }

    pub async fn until(&self, what: &str, holds: impl AsyncFn() -> bool) {
        let begun = Instant::now();
        while !holds().await {
            if begun.elapsed() > PATIENCE {
                panic!("never came: {what}\n{}", self.describe().await);
            }
            tokio::time::sleep(Duration::from_millis(60)).await;
        }
    }

    pub async fn words(&self) -> String {
        let text = self.js("document.body ? document.body.innerText : ''").await;
        fold(text.as_str().unwrap_or_default())
    }

    /// Waits for a text.
    pub async fn see(&self, text: &str) -> &Tab {
        let wanted = fold(text).to_lowercase();
        self.until(&format!("the text “{text}”"), async || self.words().await.to_lowercase().contains(&wanted)).await;
        self
    }

    pub async fn has(&self, selector: &str) -> bool {
        self.js(&format!("document.querySelector({}) !== null", quoted(selector))).await == true
    }

    pub async fn wait_for(&self, selector: &str) -> &Tab {
        self.until(selector, async || self.has(selector).await).await;
        self
    }

    pub async fn path(&self) -> String {
        let path = self.js("location.pathname").await;
        path.as_str().unwrap_or_default().to_owned()
    }

    /// Types into the visible field of this name, replacing what is there.
    pub async fn fill(&self, name: &str, text: &str) -> &Tab {
        let selector = format!("[name=\"{name}\"]:not([type=hidden])");
        self.fill_at(&selector, text).await
    }

    pub async fn fill_at(&self, selector: &str, text: &str) -> &Tab {
        self.wait_for(selector).await;
        // a hand: into the field, everything marked, then the new text
        let focus = format!(
            "(() => {{ const e = [...document.querySelectorAll({})].find(e => e.offsetParent !== null); if (!e) return false; e.scrollIntoView({{block: 'center'}}); e.focus(); e.select && e.select(); return document.activeElement === e }})()",
            quoted(selector)
        );
        self.until(&format!("a visible {selector}"), async || self.js(&focus).await == true).await;
        self.page.execute(InsertTextParams::new(text)).await.expect("text goes in");
        self
    }

    /// Chooses a radio button, a box or an option by name and value.
    pub async fn choose(&self, name: &str, value: &str) -> &Tab {
        let script = format!(
            "(() => {{ const r = document.querySelector('[name={name}][value=' + CSS.escape({v}) + ']'); if (r) {{ if (!r.checked) r.click(); return r.checked }}
               const s = document.querySelector('select[name={name}]'); if (!s) return false; s.value = {v}; s.dispatchEvent(new Event('change', {{bubbles: true}})); return s.value === {v} }})()",
            v = quoted(value)
        );
        self.until(&format!("{name} offers {value}"), async || self.js(&script).await == true).await;
        self
    }

    /// Presses the button or follows the link with this text, by a real click in its middle.
    pub async fn press(&self, text: &str) -> &Tab {
        let wanted = quoted(&fold(text).to_lowercase());
        let find = format!(
            "(() => {{ const f = t => (t || '').replace(/\\s+/g, ' ').trim().toLowerCase();
               const all = [...document.querySelectorAll('button, a[href], summary, input[type=submit]')].filter(e => f(e.innerText) === {wanted} || f(e.getAttribute('aria-label')) === {wanted} || f(e.value) === {wanted});
               const e = all.find(e => e.getClientRects().length > 0 && getComputedStyle(e).visibility !== 'hidden'); if (!e) return null; e.scrollIntoView({{block: 'center', inline: 'nearest'}}); const b = e.getClientRects()[0];
               return [b.x + b.width / 2, b.y + b.height / 2] }})()"
        );
        self.click_where(text, &find).await
    }

    /// Clicks the first visible match.
    pub async fn click(&self, selector: &str) -> &Tab {
        let find = format!(
            "(() => {{ const e = [...document.querySelectorAll({})].find(e => e.getClientRects().length > 0); if (!e) return null; e.scrollIntoView({{block: 'center', inline: 'nearest'}}); const b = e.getClientRects()[0];
               return [b.x + b.width / 2, b.y + b.height / 2] }})()",
            quoted(selector)
        );
        self.click_where(selector, &find).await
    }

    async fn click_where(&self, what: &str, find: &str) -> &Tab {
        let mut at = serde_json::Value::Null;
        let begun = Instant::now();
        while at.is_null() {
            if begun.elapsed() > PATIENCE {
                panic!("nothing to press: “{what}”\n{}", self.describe().await);
            }
            at = self.js(find).await;
            if at.is_null() {
                tokio::time::sleep(Duration::from_millis(60)).await;
            }
        }
        // the page may still move after scrolling: ask once more
        tokio::time::sleep(Duration::from_millis(60)).await;
        let again = self.js(find).await;
        let at = if again.is_null() { at } else { again };
        let (x, y) = (at[0].as_f64().expect("a number"), at[1].as_f64().expect("a number"));
        self.page.click(chromiumoxide::layout::Point::new(x, y)).await.expect("a click");
        tokio::time::sleep(Duration::from_millis(60)).await;
        self
    }

    /// Is anything wider than the window?
    pub async fn overflow(&self) -> i64 {
        let wider = self.js("Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)").await;
        wider.as_i64().unwrap_or_default()
    }

    pub fn requests(&self) -> usize {
        *self.heard.requests.lock().expect("not poisoned")
    }

    pub fn bytes(&self) -> f64 {
        *self.heard.bytes.lock().expect("not poisoned")
    }

    pub fn complaints(&self) -> Vec<String> {
        let mut all = self.heard.complaints.lock().expect("not poisoned").clone();
        all.extend(self.heard.dialogs.lock().expect("not poisoned").iter().map(|d| format!("dialog: {d}")));
        all
    }

    async fn describe(&self) -> String {
        let at = self.js("location.href").await;
        format!("at {at} {:?}\n{}\n{}", self.look, self.complaints().join("\n"), self.words().await.chars().take(2_500).collect::<String>())
    }

    /// The end: nobody complained, nothing hangs over the edge.
    pub async fn close(self) {
        let over = self.overflow().await;
        assert_eq!(over, 0, "{over} px wider than the window: {}", self.describe().await);
        let complaints = self.complaints();
        assert!(complaints.is_empty(), "the browser complains:\n{}", complaints.join("\n"));
        chromium::close(self.page, self.context).await;
    }
}

/// A text as a JavaScript literal.
pub fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text is JSON")
}

fn fold(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
}
