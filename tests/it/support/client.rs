//! Somebody with a browser: cookies, same-origin headers, forms. Each response is looked at as it comes
//! ([`super::html::check`], headers, cookies), so that every test proves what must hold everywhere.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::net::SocketAddr;
use std::sync::Mutex;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, header};
use entity::AccountId;
use futures_util::StreamExt as _;
use tower::ServiceExt as _;

use super::form::Filled;
use super::html;
use super::page::Page;
use super::paths;

pub struct Client {
    router: Router,
    base_url: String,
    jar: Mutex<BTreeMap<String, String>>,
    lang: &'static str,
    socket: SocketAddr,
    /// Whose browser it is, if someone's.
    pub id: AccountId,
    pub username: String,
    /// Extra headers of every request.
    pub headers: HeaderMap,
}

impl Client {
    pub fn new(router: Router, base_url: String) -> Client {
        Client {
            router,
            base_url,
            jar: Mutex::default(),
            lang: "en",
            socket: SocketAddr::from(([127, 0, 0, 1], 50_000)),
            id: AccountId(0),
            username: String::new(),
            headers: HeaderMap::new(),
        }
    }

    /// Asks for pages in this language.
    pub fn speaking(mut self, lang: &'static str) -> Client {
        self.lang = lang;
        self
    }

    pub fn at(mut self, socket: SocketAddr) -> Client {
        self.socket = socket;
        self
    }

    pub fn with_header(mut self, name: &'static str, value: &str) -> Client {
        self.headers.insert(HeaderName::from_static(name), HeaderValue::from_str(value).expect("a header"));
        self
    }

    /// The same browser, led to another server of the same site.
    pub fn through(&self, router: Router) -> Client {
        let jar = self.jar.lock().expect("not poisoned").clone();
        Client { router, base_url: self.base_url.clone(), jar: Mutex::new(jar), lang: self.lang, socket: self.socket, id: self.id, username: self.username.clone(), headers: self.headers.clone() }
    }

    pub fn cookie(&self, name: &str) -> Option<String> {
        self.jar.lock().expect("not poisoned").get(name).cloned()
    }

    pub fn set_cookie(&self, name: &str, value: &str) {
        self.jar.lock().expect("not poisoned").insert(name.into(), value.into());
    }

    pub fn forget_cookies(&self) {
        self.jar.lock().expect("not poisoned").clear();
    }

    pub fn cookies(&self) -> Vec<String> {
        self.jar.lock().expect("not poisoned").keys().cloned().collect()
    }

    pub async fn get(&self, path: impl Display) -> Page {
        self.send(Method::GET, &path.to_string(), None, &[]).await
    }

    pub async fn post(&self, path: impl Display, fields: &[(&str, &str)]) -> Page {
        self.send(Method::POST, &path.to_string(), Some(encode(fields)), &[]).await
    }

    /// What the script asks for: one element of the page.
    pub async fn get_part(&self, path: impl Display, id: &str) -> Page {
        self.send(Method::GET, &path.to_string(), None, &[("x-fragment", id)]).await
    }

    /// What the script sends: a form whose answer replaces one element.
    pub async fn post_part(&self, path: impl Display, id: &str, fields: &[(&str, &str)]) -> Page {
        self.send(Method::POST, &path.to_string(), Some(encode(fields)), &[("x-fragment", id)]).await
    }

    /// Goes where a page redirects to, as long as it does.
    pub async fn follow(&self, page: &Page) -> Page {
        let mut next = self.get(page.location()).await;
        for _ in 0..5 {
            if !next.status.is_redirection() || next.status == StatusCode::NOT_MODIFIED {
                return next;
            }
            next = self.get(next.location()).await;
        }
        panic!("{} redirects without end", page.path)
    }

    /// Fills the form at `selector` of a page and submits it with its first button.
    pub async fn fill(&self, page: &Page, selector: &str, fields: &[(&str, &str)]) -> Page {
        self.submit(page.form(selector).with(fields)).await
    }

    /// Presses the button with this text, after filling the fields of its form.
    pub async fn press(&self, page: &Page, button: &str, fields: &[(&str, &str)]) -> Page {
        self.submit(page.form_with_button(button).with(fields)).await
    }

    pub async fn submit(&self, form: Filled) -> Page {
        let pairs = form.pairs();
        let body = encode(&pairs.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect::<Vec<_>>());
        if form.post {
            self.send(Method::POST, &form.action, Some(body), &[]).await
        } else {
            let path = form.action.split('?').next().unwrap_or_default();
            self.send(Method::GET, &format!("{path}?{body}"), None, &[]).await
        }
    }

    /// Submits a form with files: field, name, bytes.
    pub async fn submit_with(&self, form: Filled, files: &[(&str, &str, &[u8])]) -> Page {
        let pairs = form.pairs();
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        self.upload(&form.action, &pairs, files, &[]).await
    }

    /// Posts fields and files as `multipart/form-data`.
    pub async fn upload(&self, path: impl Display, fields: &[(&str, &str)], files: &[(&str, &str, &[u8])], extra: &[(&str, &str)]) -> Page {
        let boundary = "----a-boundary-of-a-browser";
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes());
        }
        for (name, file, bytes) in files {
            body.extend(format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\nContent-Type: application/octet-stream\r\n\r\n").into_bytes());
            body.extend_from_slice(bytes);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{boundary}--\r\n").into_bytes());
        self.request(Method::POST, &path.to_string(), Some((&format!("multipart/form-data; boundary={boundary}"), body)), extra).await
    }

    /// Begins to send a photo and never goes on; over when dropped.
    pub fn stall(&self, path: impl Display) -> tokio::task::JoinHandle<StatusCode> {
        let begun = "--slow\r\nContent-Disposition: form-data; name=\"photos\"; filename=\"a.jpg\"\r\n\r\n".to_owned() + &"x".repeat(4_096);
        let body = futures_util::stream::once(async { Ok::<_, std::convert::Infallible>(begun) }).chain(futures_util::stream::pending());
        let request = Request::builder()
            .method(Method::POST)
            .uri(path.to_string())
            .header(header::HOST, self.base_url.split("://").nth(1).unwrap_or_default())
            .header(header::ORIGIN, &self.base_url)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=slow")
            .extension(ConnectInfo(self.socket))
            .body(Body::from_stream(body))
            .expect("a request");
        let router = self.router.clone();
        tokio::spawn(async move { router.oneshot(request).await.expect("the router always answers").status() })
    }

    /// A request as a browser on one of our pages makes it; `extra` headers replace the usual ones, an empty one removes it.
    pub async fn send(&self, method: Method, path: &str, form: Option<String>, extra: &[(&str, &str)]) -> Page {
        self.request(method, path, form.map(|f| ("application/x-www-form-urlencoded", f.into_bytes())), extra).await
    }

    async fn request(&self, method: Method, path: &str, form: Option<(&str, Vec<u8>)>, extra: &[(&str, &str)]) -> Page {
        let path = path.split('#').next().unwrap_or_default();
        let mut request = Request::builder().method(method.clone()).uri(path);
        let mut headers = HeaderMap::new();
        let mut put = |name: HeaderName, value: &str| headers.insert(name, HeaderValue::from_str(value).expect("a header"));
        put(header::HOST, self.base_url.split("://").nth(1).unwrap_or_default());
        put(header::ACCEPT_LANGUAGE, self.lang);
        put(header::ACCEPT, "text/html,*/*");
        put(header::USER_AGENT, "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        put(HeaderName::from_static("sec-fetch-site"), "same-origin");
        if method != Method::GET && method != Method::HEAD {
            put(header::ORIGIN, &self.base_url);
        }
        if let Some((kind, _)) = &form {
            put(header::CONTENT_TYPE, kind);
        }
        let sent = self.jar.lock().expect("not poisoned").clone();
        if !sent.is_empty() {
            put(header::COOKIE, &sent.iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>().join("; "));
        }
        for (name, value) in &self.headers {
            headers.insert(name, value.clone());
        }
        for (name, value) in extra {
            let name: HeaderName = name.parse().expect("a header's name");
            if value.is_empty() {
                headers.remove(&name);
            } else {
                headers.insert(name, HeaderValue::from_str(value).expect("a header"));
            }
        }
        let always = [paths::AskSimilar::PATTERN, paths::SearchSuggestions::PATTERN];
        let fragment = headers.contains_key("x-fragment") || always.contains(&path.split('?').next().unwrap_or_default());
        *request.headers_mut().expect("a valid address") = headers;
        let mut request = request.body(form.map_or_else(Body::empty, |(_, body)| Body::from(body))).unwrap_or_else(|e| panic!("{path} is no address: {e}"));
        request.extensions_mut().insert(ConnectInfo(self.socket));
        let response = self.router.clone().oneshot(request).await.expect("the router always answers");
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 64 << 20).await.expect("the body comes");
        let page = Page { method: method.clone(), path: path.to_owned(), status: parts.status, headers: parts.headers, bytes, fragment };
        self.keep_cookies(&page);
        if method == Method::GET && sent.is_empty() {
            assert!(!page.headers.contains_key(header::SET_COOKIE), "GET {path} gives a cookie to a visitor");
        }
        html::check(&page);
        page
    }

    /// Takes the cookies of a response; each must be confined to this site.
    fn keep_cookies(&self, page: &Page) {
        let mut jar = self.jar.lock().expect("not poisoned");
        for cookie in page.headers.get_all(header::SET_COOKIE) {
            let text = cookie.to_str().expect("a plain cookie");
            assert!(text.len() <= 4_096, "a cookie of {} bytes", text.len());
            let mut parts = text.split(';').map(str::trim);
            let (name, value) = parts.next().and_then(|p| p.split_once('=')).expect("name=value");
            let attributes: Vec<String> = parts.map(str::to_lowercase).collect();
            let has = |a: &str| attributes.iter().any(|x| x == a);
            assert!(has("path=/") && (has("samesite=lax") || has("samesite=strict")), "{} {}: Set-Cookie {text}", page.method, page.path);
            assert!(matches!(name, "lang" | "theme") || has("httponly"), "{} {}: a script can read {text}", page.method, page.path);
            assert!(!attributes.iter().any(|a| a.starts_with("domain")), "a cookie for other hosts: {text}");
            if self.base_url.starts_with("https://") {
                assert!(has("secure"), "not secure: {text}");
            }
            let gone = value.is_empty() || attributes.iter().any(|a| a == "max-age=0") || attributes.iter().any(|a| a.starts_with("expires=") && a.contains(" 1970 "));
            if gone {
                jar.remove(name);
            } else {
                jar.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

/// Pairs as a form is sent.
pub fn encode(fields: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}
