//! What holds for every page there is, looked at on each response of each test.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use scraper::{ElementRef, Html};

use super::page::{Page, css, text_of};

/// Fails on a response no page of ours may be.
#[track_caller]
pub fn check(page: &Page) {
    let mut wrong = Vec::new();
    if page.status == StatusCode::INTERNAL_SERVER_ERROR {
        panic!("the server failed: {}", page.describe());
    }
    headers(page, &mut wrong);
    if page.is_html() && page.method != Method::HEAD && !page.bytes.is_empty() {
        if std::str::from_utf8(&page.bytes).is_err() {
            panic!("{} {} is not UTF-8", page.method, page.path);
        }
        markup(page, &page.html(), &mut wrong);
    }
    assert!(wrong.is_empty(), "{} {} ({}):\n  {}", page.method, page.path, page.status, wrong.join("\n  "));
}

fn headers(page: &Page, wrong: &mut Vec<String>) {
    let mut need = |name: &str, accept: &dyn Fn(&str) -> bool| match page.header(name) {
        Some(v) if accept(v) => {}
        other => wrong.push(format!("header {name}: {other:?}")),
    };
    need("content-security-policy", &|v| v.contains("default-src 'none'") && v.contains("require-trusted-types-for 'script'") && !v.contains("unsafe"));
    need("x-content-type-options", &|v| v == "nosniff");
    need("referrer-policy", &|v| v.starts_with("strict-origin") || v == "no-referrer" || v == "same-origin");
    need("cross-origin-opener-policy", &|v| v == "same-origin");
    need("cross-origin-resource-policy", &|v| v == "same-origin" || v == "cross-origin");
    need("permissions-policy", &|_| true);
    need("cache-control", &|_| true);
    if page.bytes.is_empty() {
        return;
    }
    need("content-type", &|v| !v.starts_with("text/") || v.contains("charset=utf-8"));
}

fn markup(page: &Page, html: &Html, wrong: &mut Vec<String>) {
    let whole = !page.fragment && page.body().trim_start().to_lowercase().starts_with("<!doctype html>");
    if !page.fragment && !whole {
        wrong.push("a page without a doctype".into());
    }
    let mut ids = BTreeSet::new();
    for e in html.select(&css("*")) {
        let v = e.value();
        for (name, value) in v.attrs() {
            if name == "style" || name.starts_with("on") {
                wrong.push(format!("<{} {name}={value:?}>", v.name()));
            }
            if matches!(name, "href" | "src" | "action" | "formaction") && value.trim().to_lowercase().starts_with("javascript:") {
                wrong.push(format!("<{} {name}={value:?}>", v.name()));
            }
        }
        if let Some(id) = v.id()
            && !ids.insert(id.to_owned())
        {
            wrong.push(format!("id {id} twice"));
        }
    }
    for e in html.select(&css("style, iframe, object, embed, base, meta[http-equiv=refresh], script:not([src])")) {
        wrong.push(format!("<{}>", e.value().name()));
    }
    for (selector, name) in [("script[src], img[src], source[src], video[src], audio[src]", "src"), ("link[rel=stylesheet], link[rel=icon], link[rel=preload], link[rel=manifest]", "href"), ("form[action]", "action"), ("[formaction]", "formaction")] {
        for e in html.select(&css(selector)) {
            let to = e.value().attr(name).unwrap_or_default();
            if !to.starts_with('/') || to.starts_with("//") {
                wrong.push(format!("<{} {name}={to:?}> leaves the site", e.value().name()));
            }
        }
    }
    for e in html.select(&css("a[href]")) {
        let to = e.value().attr("href").unwrap_or_default();
        let scheme = to.split(['/', '?', '#']).next().unwrap_or_default().split_once(':').map(|(s, _)| s.to_lowercase());
        if scheme.is_some_and(|s| !matches!(s.as_str(), "http" | "https" | "mailto" | "tel" | "otpauth")) {
            wrong.push(format!("<a href={to:?}>"));
        }
    }
    let known = |id: &str| ids.contains(id);
    for (selector, name) in [("label[for]", "for"), ("[aria-describedby]", "aria-describedby"), ("[aria-labelledby]", "aria-labelledby"), ("[aria-controls]", "aria-controls")] {
        for e in html.select(&css(selector)) {
            for id in e.value().attr(name).unwrap_or_default().split_whitespace().filter(|id| !known(id)) {
                if whole {
                    wrong.push(format!("{name}={id} names nothing"));
                }
            }
        }
    }
    for e in html.select(&css("input, textarea, select")) {
        if !matches!(e.value().attr("type"), Some("hidden" | "submit" | "button")) && !labelled(html, &e) {
            wrong.push(format!("<{} name={:?}> has no label", e.value().name(), e.value().attr("name")));
        }
    }
    for e in html.select(&css("button, a[href], summary")) {
        let named = !text_of(&e).is_empty() || e.value().attr("aria-label").is_some_and(|l| !l.is_empty()) || e.value().attr("aria-labelledby").is_some() || e.select(&css("img[alt], svg title, svg[aria-label]")).next().is_some();
        if !named {
            wrong.push(format!("<{}> without words: {:?}", e.value().name(), e.value().attrs().collect::<Vec<_>>()));
        }
    }
    for e in html.select(&css("img")) {
        for need in ["alt", "width", "height"] {
            if e.value().attr(need).is_none() {
                wrong.push(format!("<img src={:?}> without {need}", e.value().attr("src")));
            }
        }
    }
    for e in html.select(&css("form")) {
        let method = e.value().attr("method").unwrap_or("get").to_lowercase();
        if !matches!(method.as_str(), "get" | "post") {
            wrong.push(format!("a form with method {method}"));
        }
        if e.ancestors().filter_map(ElementRef::wrap).any(|a| a.value().name() == "form") {
            wrong.push("a form inside a form".into());
        }
    }
    if page.body().matches("<form").count() > html.select(&css("form")).count() && !page.body().contains("&lt;form") {
        wrong.push("a form inside a form, which browsers drop".into());
    }
    if whole {
        frame(html, wrong);
    }
}

/// What a whole page has once.
fn frame(html: &Html, wrong: &mut Vec<String>) {
    for (selector, what) in [("h1", "h1"), ("main", "main"), ("title", "title"), ("html[lang]", "language"), ("meta[name=viewport]", "viewport")] {
        let n = html.select(&css(&format!("{selector}:not(svg *)"))).count();
        if n != 1 {
            wrong.push(format!("{n} × {what}"));
        }
    }
    if html.select(&css("title")).next().is_none_or(|t| text_of(&t).is_empty()) {
        wrong.push("an empty title".into());
    }
}

fn labelled(html: &Html, e: &ElementRef<'_>) -> bool {
    let v = e.value();
    v.attr("aria-label").is_some_and(|l| !l.trim().is_empty())
        || v.attr("aria-labelledby").is_some()
        || v.id().is_some_and(|id| html.select(&css("label[for]")).any(|l| l.value().attr("for") == Some(id) && !text_of(&l).is_empty()))
        || e.ancestors().filter_map(ElementRef::wrap).any(|a| a.value().name() == "label" && !text_of(&a).is_empty())
}
