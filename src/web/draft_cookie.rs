//! The cookie of a visitor whose question, or whose photo, is kept: 32 random bytes; the database has only their hash.

use axum::http::{HeaderMap, HeaderValue};
use sha2::{Digest as _, Sha256};

use crate::clock::{DAY, Millis};
use crate::config::Config;
use crate::web::context::cookie;

/// How long an untouched draft is kept.
pub const KEPT: Millis = 7 * DAY;

/// `__Host-` where the site is on https, plain on a loopback http address.
pub fn name(config: &Config) -> &'static str {
    if config.secure_cookies() { "__Host-draft" } else { "draft" }
}

/// A new token for a browser.
pub fn new_token() -> String {
    let bytes: [u8; 32] = rand::random();
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// What the database keeps of a token.
pub fn hash(token: &str) -> String {
    Sha256::digest(token.as_bytes()).iter().map(|b| format!("{b:02x}")).collect()
}

/// The token a browser sent, if it could be one of ours.
pub fn token<'a>(config: &Config, headers: &'a HeaderMap) -> Option<&'a str> {
    cookie(headers, name(config)).filter(|t| t.len() == 64 && t.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// The hash of the token a browser sent.
pub fn token_hash(config: &Config, headers: &HeaderMap) -> Option<String> {
    token(config, headers).map(hash)
}

/// `Set-Cookie` for a kept question: as long as the draft lives.
pub fn set_cookie(config: &Config, token: &str) -> HeaderValue {
    value(config, token, KEPT / 1_000)
}

/// `Set-Cookie` once an account has the draft.
pub fn forget_cookie(config: &Config) -> HeaderValue {
    value(config, "", 0)
}

fn value(config: &Config, token: &str, max_age: i64) -> HeaderValue {
    let secure = if config.secure_cookies() { "; Secure" } else { "" };
    let text = format!("{}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age}{secure}", name(config));
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}
