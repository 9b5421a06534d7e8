//! Time and size grow with the text, not faster: what was slow, deep or big somewhere is tried in three sizes.

use super::super::*;
use super::html;
use std::time::{Duration, Instant};

type Make = Box<dyn Fn(usize) -> String>;
type Render = fn(&str) -> usize;

/// Patterns that have been slow, deep or big somewhere.
fn generators() -> Vec<(&'static str, Make)> {
    let repeated = |unit: &'static str| -> Make { Box::new(move |n| unit.repeat(n / unit.len())) };
    let mut all: Vec<(&'static str, Make)> = [
        "* ",
        "> ",
        "- > ",
        "1. ",
        "*a **b ",
        "*a _b ",
        "**a *b ",
        "[",
        "![",
        "[a](",
        "[^",
        "[^\n",
        "[^1]: ",
        "[x] ",
        "<b><i>",
        "<sub>",
        "<kbd><sub>",
        "<",
        "<a href=",
        "</",
        "<!--",
        "`",
        "`a``b",
        "~~a",
        "\\",
        "&",
        "&#",
        "|",
        "| a\n",
        "https://",
        "https://a.example/) ",
        "@",
        "@a ",
        "@abc ",
        "# ",
        "#\n",
        "a\n\n",
        "a  \n",
        "\t",
        "    a\n",
        "```\n",
        "```rust\n",
        "[a]: /b\n",
        "<div>",
        "<p>",
        "<li>",
        "<td>",
        "<b><p>",
        "<ul><li>",
        "<table><tr><td>",
        "<a>",
        "<font>",
        "<svg>",
        "</p>",
        "<br>",
        "<table>a",
        "<b>a<p>",
        "<!",
        "<?",
        "<![CDATA[",
        "((((",
        "http://a.example/((((",
        "- a\n",
        "- a\n\n",
        "\0",
        "é",
        "🙂",
        "*_",
        "***",
        "__",
        "~",
        "[](",
        "](",
        "[]",
        "[a",
        "<kbd>",
        "</kbd>",
        "- [ ] ",
        "\u{202E}a",
        "<a@b.c>",
        "<http:",
        "\"",
        "$",
        "a*",
        "_a",
        "*a_ ",
    ]
    .into_iter()
    .map(|unit| (unit, repeated(unit)))
    .collect();
    let mut add = |name, f: Make| all.push((name, f));
    add("nested list by indent", Box::new(|n| (0..(2.0 * n as f64).sqrt() as usize).map(|i| " ".repeat(i) + "* a\n").collect()));
    add("sparse table", Box::new(|n| format!("|{}\n|{}\n{}", "a|".repeat(n / 8), "-|".repeat(n / 8), "a\n".repeat(n / 4))));
    add("sparse narrow table", Box::new(|n| format!("|{}\n|{}\n{}", "a|".repeat(20), "-|".repeat(20), "a\n".repeat(n / 2))));
    add(
        "many sparse tables",
        Box::new(|n| format!("|{}\n|{}\n{}\n\n", "a|".repeat(20), "-|".repeat(20), "a\n".repeat(40)).repeat(n / 170)),
    );
    add("reference expansion", Box::new(|n| format!("[x]: /{}\n\n{}", "a".repeat(n / 2), "[x]".repeat(n / 6))));
    add("many references", Box::new(|n| (0..n / 16).map(|i| format!("[a{i}]: /b\n[a{i}]\n")).collect()));
    add("emphasis both ways", Box::new(|n| "*a ".repeat(n / 6) + &"a* ".repeat(n / 6)));
    add("brackets both ways", Box::new(|n| "[".repeat(n / 2) + &"]".repeat(n / 2)));
    add("quotes and lists", Box::new(|n| "> * ".repeat(n / 4) + "a"));
    add("html then close", Box::new(|n| "<b>".repeat(n / 7) + &"</b>".repeat(n / 7)));
    add("misnested html", Box::new(|n| "<b><i></b></i>".repeat(n / 14)));
    add("deep table html", Box::new(|n| "<table><tr><td>".repeat(n / 30) + &"</table>".repeat(n / 30)));
    add("entities", Box::new(|n| "\"<>&".repeat(n / 4)));
    add("code of one long line", Box::new(|n| format!("```js\n{}\n```", "a=(".repeat(n / 3))));
    for language in [
        "js", "html", "rust", "python", "cpp", "php", "latex", "md", "sql", "sh", "java", "cs", "rb", "hs", "pl", "css", "yaml", "ts",
        "json",
    ] {
        let name: &'static str = format!("code in {language}").leak();
        add(
            name,
            Box::new(move |n| {
                format!("```{language}\n{}\n```", "if (a < b) { c = \"d\" + 'e'; } /* f */ // g <h i=\"j\">\n".repeat(n.min(20_000) / 52))
            }),
        );
        let name: &'static str = format!("brackets in {language}").leak();
        add(name, Box::new(move |n| format!("```{language}\n{}\n```", "([{<$\"'`/*#-- \\@:=\n".repeat(n.min(20_000) / 19))));
    }
    all
}

/// Processor time of this thread: what the machine does besides shows less. Elsewhere than on Linux, the clock.
fn used(begin: Instant) -> Duration {
    let ran = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = ran.and_then(|text| text.split(' ').next()?.parse().ok());
    nanos.map_or_else(|| begin.elapsed(), Duration::from_nanos)
}

/// The best of three.
fn timed(f: impl Fn() -> usize) -> (Duration, usize) {
    let mut best = (Duration::MAX, 0);
    let start = Instant::now();
    for _ in 0..3 {
        let begin = used(start);
        let size = f();
        best = (best.0.min(used(start).saturating_sub(begin)), size);
        if best.0 < Duration::from_millis(20) {
            break;
        }
    }
    best
}

#[test]
fn twice_the_text_takes_no_more_than_its_share() {
    // The grammars are loaded once.
    html("```rust\nfn a() {}\n```");
    for (name, make) in generators() {
        let render: [(&str, Render); 3] =
            [("markdown", |s| render(s).html.len()), ("html", |s| render_html(s).html.len()), ("edit", |s| to_markdown(s).len())];
        for (kind, f) in render {
            let mut before = Duration::ZERO;
            for size in [8, 16, 32] {
                let source = make(size * 1024);
                let (time, bytes) = timed(|| f(&source));
                if std::env::var("ENTRAIDE_TEST_TIMES").is_ok() {
                    println!("{kind:<9} {name:<24} {size:>3} KB {time:>12.1?} {bytes:>8} bytes");
                }
                assert!(bytes <= MAX_OUTPUT + 1024, "{kind} {name}: {bytes} bytes");
                assert!(time < Duration::from_secs(2), "{kind} {name} {size} KB: {time:?}");
                let floor = Duration::from_millis(60);
                assert!(size == 8 || time < floor || time < before * 3 + floor, "{kind} {name} {size} KB: {time:?} after {before:?}");
                before = time;
            }
        }
    }
}
