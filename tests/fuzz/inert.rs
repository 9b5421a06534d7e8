//! Does anything in this HTML act? Asked of a parser of its own, as a browser would read it.

use scraper::{Html, Selector};

const NEVER: &[&str] = &["script", "iframe", "object", "embed", "svg", "math", "style", "link", "meta", "base", "form", "input", "video", "audio", "template", "noscript", "img"];

/// The first thing that could.
pub fn acts(html: &str) -> Option<String> {
    let parsed = Html::parse_fragment(html);
    let any = Selector::parse("*").expect("a selector");
    for e in parsed.select(&any) {
        let name = e.value().name();
        if NEVER.contains(&name) {
            return Some(format!("<{name}>"));
        }
        for (k, v) in e.value().attrs() {
            // a browser leaves out what stands for nothing
            let leads: String = v.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect::<String>().to_lowercase();
            let scheme = matches!(k, "href" | "src") && ["javascript:", "data:", "vbscript:"].iter().any(|s| leads.starts_with(s));
            if k.starts_with("on") || k == "style" || k == "srcdoc" || scheme {
                return Some(format!("<{name} {k}={v:?}>"));
            }
        }
    }
    None
}
