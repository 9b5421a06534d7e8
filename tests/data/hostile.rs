//! Hostile inputs that may not be copied into the repository: through the renderer here, through every field of the site
//! by the same walk as the suite's own set.

use entraide::markdown;
use scraper::{Html, Selector};

use crate::lines;

fn payloads() -> Vec<String> {
    let mut all = lines("hostile/xss/owasp-filter-evasion.jsonl", "payload");
    for file in ["xss/wfuzz-xss.jsonl", "sqli/wfuzz-sql.jsonl", "traversal/wfuzz-traversal.jsonl"] {
        all.extend(lines(&format!("hostile/{file}"), "payload"));
    }
    assert!(all.len() > 300, "{} payloads", all.len());
    all
}

/// What the page would hold that could act.
fn acts(html: &str) -> Option<String> {
    let parsed = Html::parse_fragment(html);
    let any = Selector::parse("*").expect("a selector");
    for e in parsed.select(&any) {
        let name = e.value().name();
        if matches!(name, "script" | "iframe" | "object" | "embed" | "svg" | "math" | "style" | "link" | "meta" | "base" | "form" | "input" | "video" | "audio" | "template") {
            return Some(format!("<{name}>"));
        }
        for (k, v) in e.value().attrs() {
            let scheme = v.trim_start().to_lowercase();
            if k.starts_with("on") || k == "style" || k == "srcdoc" || (matches!(k, "href" | "src") && (scheme.starts_with("javascript") || scheme.starts_with("data") || scheme.starts_with("vbscript"))) {
                return Some(format!("<{name} {k}={v:?}>"));
            }
        }
    }
    None
}

#[test]
fn texts_come_out_inert() {
    for text in payloads() {
        for html in [markdown::render(&text).html, markdown::render_html(&text).html, markdown::render(&format!("> {text}\n\n- {text}")).html] {
            assert_eq!(acts(&html), None, "{text:?} became {html:?}");
        }
    }
}

both! {
    async fn searching_for_them_is_only_searching(app) {
        let bot = app.anyone();
        for text in payloads() {
            let short: String = text.chars().filter(|c| *c != '\0').take(400).collect();
            let page = bot.get(crate::support::paths::with_query(crate::support::paths::Search, &[("q", &short)])).await;
            assert!(page.status.is_success() || page.status.is_client_error(), "{}", page.describe());
        }
    }
}
