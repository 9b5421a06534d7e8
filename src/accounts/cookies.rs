//! Our small cookies beside the session's: the tab that waits for a code, the language, the theme. All are set by a POST.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;

use crate::config::Config;
use crate::web::context;

/// By this the tab that signed up is known while it waits for the code.
pub const CONFIRM: &str = "confirm";

const YEAR: i64 = 365 * 24 * 3_600;

/// The cookie's name: `__Host-` where the site is on https.
fn secret_name(config: &Config, name: &str) -> String {
    if config.secure_cookies() { format!("__Host-{name}") } else { name.to_owned() }
}

/// A secret that the browser gave back.
pub fn secret<'a>(config: &Config, headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    context::cookie(headers, &secret_name(config, name)).filter(|v| !v.is_empty() && v.len() <= 100)
}

/// Gives the browser a secret for some seconds.
pub fn put_secret(config: &Config, response: &mut Response, name: &str, value: &str, seconds: i64) {
    add(response, &format!("{}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{}", secret_name(config, name), secure(config)));
}

/// Takes a secret back. A `__Host-` cookie goes only if all its attributes are said again.
pub fn drop_secret(config: &Config, response: &mut Response, name: &str) {
    put_secret(config, response, name, "", 0);
}

/// Remembers a choice for a year; an empty one is forgotten.
pub fn put_choice(config: &Config, response: &mut Response, name: &str, value: &str) {
    let seconds = if value.is_empty() { 0 } else { YEAR };
    add(response, &format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{}", secure(config)));
}

fn secure(config: &Config) -> &'static str {
    if config.secure_cookies() { "; Secure" } else { "" }
}

fn add(response: &mut Response, cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}
