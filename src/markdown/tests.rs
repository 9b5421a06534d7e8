//! What comes out is safe, small and made in time, whatever goes in.

use super::*;
use proptest::prelude::*;
use scraper::Html;
use std::path::{Path, PathBuf};

mod growth;

fn html(source: &str) -> String {
    render_with(source, &Links::NONE).html
}

/// A second parser reads the output and finds nothing but what we allow.
fn assert_safe(out: &str, source: &str) {
    assert!(out.len() <= MAX_OUTPUT + 1024, "{} bytes", out.len());
    for node in Html::parse_fragment(out).tree.nodes() {
        let depth = node.ancestors().count();
        assert!(depth <= MAX_DEPTH + 8, "{depth} deep: {source:?}");
        let scraper::Node::Element(element) = node.value() else { continue };
        let name = element.name();
        assert!(matches!(name, "html" | "body") || sanitise::TAGS.contains(&name), "<{name}> from {source:?}");
        for (attribute, value) in element.attrs() {
            let fine = match (name, attribute) {
                ("a", "href") => {
                    let own = value.starts_with('/') && !value[1..].starts_with(['/', '\\']);
                    own || url::Url::parse(value).is_ok_and(|u| matches!(u.scheme(), "http" | "https" | "mailto"))
                }
                ("a", "rel") => value == "ugc nofollow",
                ("ol", "start") => value.parse::<u32>().is_ok(),
                ("pre", "tabindex") => value == "0",
                ("span" | "td" | "th", "class") => {
                    value.split(' ').all(|c| sanitise::CODE_CLASSES.contains(&c) || matches!(c, "ta-r" | "ta-c"))
                }
                _ => false,
            };
            assert!(fine, "{name} {attribute}={value:?} from {source:?}");
        }
    }
    assert_eq!(clean(out), out, "cleaning again changes it: {source:?}");
}

fn check(source: &str) {
    assert_safe(&render(source).html, source);
    assert_safe(&render_html(source).html, source);
    assert_safe(&html(&to_markdown(source)), source);
}

#[test]
fn what_markdown_becomes() {
    for (source, expected) in [
        ("# Un\n## Deux\n###### Six\n#\n# Sept", "<h3>Un</h3>\n<h4>Deux</h4>\n<h5>Six</h5>\n\n<h3>Sept</h3>\n"),
        (
            "[](https://a.example) [ ](/b) [](c)",
            "<p><a href=\"https://a.example\" rel=\"ugc nofollow\">https://a.example</a> <a href=\"/b\" rel=\"ugc nofollow\"> /b</a> <a rel=\"ugc nofollow\">c</a></p>\n",
        ),
        ("une ligne\nl'autre", "<p>une ligne<br>\nl'autre</p>\n"),
        ("*a* **b** ~~c~~ `d < e`", "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d &lt; e</code></p>\n"),
        ("- [ ] a\n- [x] b", "<ul>\n<li>☐ a</li>\n<li>☑ b</li>\n</ul>\n"),
        ("3. a\n4. b", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>\n"),
        (
            "| a | b |\n|:-:|--:|\n| 1 | 2 |",
            "<table><thead><tr><th class=\"ta-c\">a</th><th class=\"ta-r\">b</th></tr></thead>\n<tbody>\n<tr><td class=\"ta-c\">1</td><td class=\"ta-r\">2</td></tr>\n</tbody></table>\n",
        ),
        ("[x](https://a.example)", "<p><a href=\"https://a.example\" rel=\"ugc nofollow\">x</a></p>\n"),
        (
            "[x](/questions/12) [y](//evil.example) [z](javascript:alert(1)) [w](page.html)",
            "<p><a href=\"/questions/12\" rel=\"ugc nofollow\">x</a> <a rel=\"ugc nofollow\">y</a> <a rel=\"ugc nofollow\">z</a> <a rel=\"ugc nofollow\">w</a></p>\n",
        ),
        ("<jean@free.example>", "<p><a href=\"mailto:jean@free.example\" rel=\"ugc nofollow\">jean@free.example</a></p>\n"),
        ("![photo](https://a.example/p.png)", "<p><a href=\"https://a.example/p.png\" rel=\"ugc nofollow\">photo</a></p>\n"),
        ("[![](https://a.example/p.png)](https://b.example)", "<p><a href=\"https://b.example\" rel=\"ugc nofollow\">p.png</a></p>\n"),
        (
            "voir https://a.example/x_y_z?a=1&b=2.",
            "<p>voir <a href=\"https://a.example/x_y_z?a=1&amp;b=2\" rel=\"ugc nofollow\">https://a.example/x_y_z?a=1&amp;b=2</a>.</p>\n",
        ),
        ("<kbd>Ctrl</kbd>+<kbd>C</kbd> H<sub>2</sub>O<br>x<sup>2", "<p><kbd>Ctrl</kbd>+<kbd>C</kbd> H<sub>2</sub>O<br>x<sup>2</sup></p>\n"),
        ("<br>\nsuite *x*", "<p><br><br>\nsuite *x*</p>\n"),
        ("<div>a</div>\n<b>c</b>", "<p>&lt;div&gt;a&lt;/div&gt;<br>\n&lt;b&gt;c&lt;/b&gt;</p>\n"),
        (
            "<script>alert(1)</script> <!-- c --> <b onclick=x>",
            "<p>&lt;script&gt;alert(1)&lt;/script&gt; &lt;!-- c --&gt; &lt;b onclick=x&gt;</p>\n",
        ),
        ("*a <kbd>b* c</kbd>", "<p><em>a <kbd>b</kbd></em> c</p>\n"),
        (
            "```diff\n+ plus\n- moins\n```",
            "<pre tabindex=\"0\"><code><span class=\"hl-i\">+ plus\n</span><span class=\"hl-d\">- moins\n</span></code></pre>\n",
        ),
        ("```nosuch\na < b\n```", "<pre tabindex=\"0\"><code>a &lt; b\n</code></pre>\n"),
        ("note[^1] [x]", "<p>note[^1] [x]</p>\n"),
        ("", ""),
    ] {
        assert_eq!(html(source), expected, "{source}");
        assert_safe(expected, source);
    }
}

#[test]
fn code_is_coloured_by_class() {
    for (language, code, wanted) in [
        ("rust", "fn main() { let a = \"x\"; } // c", ["hl-k", "hl-f", "hl-s", "hl-c"]),
        ("python", "def f(a):\n    return 'x' + 1  # c", ["hl-k", "hl-f", "hl-s", "hl-n"]),
        ("js", "const f = () => `x`; // c\nnew Date(1)", ["hl-k", "hl-s", "hl-c", "hl-n"]),
        ("html", "<p class=\"x\">a</p><!-- c -->", ["hl-k", "hl-t", "hl-s", "hl-c"]),
        ("toml", "[a]\nb = \"c\" # d\ne = 1", ["hl-t", "hl-s", "hl-c", "hl-n"]),
    ] {
        let out = html(&format!("```{language}\n{code}\n```"));
        for class in wanted {
            assert!(out.contains(&format!("class=\"{class}\"")), "{language} lacks {class}: {out}");
        }
        assert_eq!(plain(&out), code, "{language}: the code itself is unchanged");
    }
    let long = format!("```rust\n{}\n```", "let a = 1;\n".repeat(2_000));
    assert!(!html(&long).contains("hl-"), "too long to colour");
}

#[test]
fn mentions_become_links_where_they_name_someone() {
    let page = |name: &str| (name == "ada").then(|| format!("/users/{name}"));
    let out = render_with("@Ada et @bob, `@ada` [@ada](https://a.example) \\@ada", &Links { user: &page });
    assert_eq!(out.mentions, ["ada"]);
    assert_eq!(out.html.matches("href=\"/users/ada\"").count(), 2, "{}", out.html);
    assert!(out.html.starts_with("<p><a href=\"/users/ada\" rel=\"ugc nofollow\">@Ada</a> et @bob, <code>@ada</code> "), "{}", out.html);
    assert_eq!(mentions("@Ada @bob `@claire` @ada"), ["ada", "bob"]);
    assert_eq!(render("@basile").html, "<p><a href=\"/users/basile\" rel=\"ugc nofollow\">@basile</a></p>\n");
    let crowd: String = (0..50).map(|i| format!("@user{i} ")).collect();
    assert_eq!(render(&crowd).mentions.len(), 20);
    assert_eq!(render("https://a.example [b](http://b.example) ![c](http://c.example/c.png) [d](/d) @ada").links, 3);
}

#[test]
fn what_imported_html_becomes() {
    for (source, expected) in [
        ("<h1>T</h1><h5>U</h5><h2> </h2><p>a<p>b", "<h3>T</h3><h4>U</h4><p>a</p><p>b</p>"),
        ("<a href='https://a.example'> </a><a name=x></a>b<a href='x:y'>c</a>", "b<a rel=\"ugc nofollow\">c</a>"),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></tbody></table>"),
        (
            "<p>a <img src=\"http://i.example/x.png?s=1\"> <img src='http://i.example/y.png' alt='Y &amp; Z'></p>",
            "<p>a <a href=\"http://i.example/x.png?s=1\" rel=\"ugc nofollow\">x.png</a> <a href=\"http://i.example/y.png\" rel=\"ugc nofollow\">Y &amp; Z</a></p>",
        ),
        (
            "<a href='https://b.example'><img src='http://i.example/y.png'></a>",
            "<a href=\"https://b.example\" rel=\"ugc nofollow\">y.png</a>",
        ),
        ("<pre class=\"lang-py\"><code>a &lt; b\n</code></pre>", "<pre tabindex=\"0\"><code>a &lt; b\n</code></pre>"),
        ("<script>x<b>y</script>a<style>b{}</style>c<iframe src=x>d</iframe>", "ac"),
        ("<b onclick=x style=y class=z>a</b><!-- c -->", "<b>a</b>"),
        ("<details><summary>s</summary>t</details>", "<div><div>s</div>t</div>"),
        ("<b><p>a</b>b</p>c", "<b><p>a</p></b>b c"),
        ("5 < 6 & x > y", "5 &lt; 6 &amp; x &gt; y"),
    ] {
        let out = render_html(source).html;
        assert_eq!(out, expected, "{source}");
        assert_safe(&out, source);
    }
}

#[test]
fn html_can_be_edited_as_markdown() {
    for (source, markdown) in [
        ("<p>a <strong>b</strong> <em>c</em></p><p>d</p>", "a **b** *c*\n\nd"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<pre><code>x &lt; y\n</code></pre>", "```\nx < y\n```"),
        ("<p><kbd>Ctrl</kbd> x<sup>2</sup></p>", "<kbd>Ctrl</kbd> x<sup>2</sup>"),
        ("<p>voir <a href=\"https://a.example/b\">ici</a></p>", "voir [ici](https://a.example/b)"),
    ] {
        assert_eq!(to_markdown(source), markdown, "{source}");
    }
    let source =
        "<p>Un <strong>mot</strong> &lt;b&gt; *étoile* _x_ `y`</p><blockquote><p>cité</p></blockquote><ol><li>a</li><li>b</li></ol>";
    assert_eq!(plain(&html(&to_markdown(source))), plain(&render_html(source).html), "the words survive: {}", to_markdown(source));
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/hostile").join(name)
}

/// The real data, where it is at hand.
fn data(name: &str) -> Option<PathBuf> {
    let root =
        std::env::var("ENTRAIDE_TEST_DATA").map_or_else(|_| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data"), PathBuf::from);
    Some(root.join("hostile").join(name)).filter(|p| p.exists())
}

fn texts(path: &Path, field: &str) -> Vec<String> {
    let file = std::fs::read_to_string(path).expect("a readable set");
    if path.extension().is_some_and(|e| e == "json") {
        return serde_json::from_str(&file).expect("an array of strings");
    }
    let text = |line: &str| serde_json::from_str::<serde_json::Value>(line).ok()?.get(field)?.as_str().map(str::to_owned);
    file.lines().map(|line| text(line).expect("one object a line with that field")).collect()
}

#[test]
fn hostile_sets_come_out_harmless() {
    let mut all = Vec::new();
    for (name, field) in [
        ("dompurify-expect.jsonl", "payload"),
        ("bleach-tests.jsonl", "payload"),
        ("blns.json", ""),
        ("cmark-regression.jsonl", "markdown"),
    ] {
        all.extend(texts(&fixture(name), field));
    }
    assert!(all.len() > 690);
    for (name, field) in [
        ("xss/owasp-filter-evasion.jsonl", "payload"),
        ("xss/wfuzz-xss.jsonl", "payload"),
        ("markdown/commonmark-0.31.2.jsonl", "markdown"),
        ("markdown/gfm-spec-0.29.jsonl", "markdown"),
        ("redirect/open-redirect.jsonl", "payload"),
    ] {
        all.extend(data(name).map(|path| texts(&path, field)).unwrap_or_default());
    }
    for payload in &all {
        check(payload);
        check(&format!(
            "[x]({payload}) ![y]({payload}) <{payload}> https://a.example/{payload} `{payload}`\n\n```{payload}\n{payload}\n```\n| {payload} |\n|---|\n| {payload} |"
        ));
        check(&format!("<a href=\"{payload}\">x</a><img src=\"{payload}\" alt='{payload}'><{payload}>"));
    }
}

#[test]
fn nesting_is_cut_and_words_stay() {
    for source in ["* ".repeat(5_000) + "fin", "> ".repeat(5_000) + "fin", "<b>".repeat(5_000) + "fin", "*a **b ".repeat(2_000) + "fin"] {
        check(&source);
        assert!(plain(&html(&source)).ends_with("fin"), "{}", &source[..20]);
    }
    for source in ["<ul><li>".repeat(5_000) + "fin", "<blockquote>".repeat(50_000) + "fin", "<b><i>".repeat(5_000) + "fin"] {
        let out = render_html(&source).html;
        assert_safe(&out, &source[..20]);
        assert!(plain(&out).ends_with("fin"));
    }
}

#[test]
fn tables_made_to_grow_are_shown_as_typed() {
    let wide = format!("|{}\n|{}\n{}", "a|".repeat(21), "-|".repeat(21), "fin\n".repeat(3));
    assert!(html(&wide).starts_with("<pre tabindex=\"0\"><code>|a|a|"));
    let sparse = format!("|{}\n|{}\n{}", "a|".repeat(20), "-|".repeat(20), "fin\n".repeat(8_000));
    let out = html(&sparse);
    assert!(out.len() < 2 * sparse.len() && out.ends_with("fin\n</code></pre>\n"), "{} bytes", out.len());
    let full = format!("|a|b|\n|-|-|\n{}", "|c|d|\n".repeat(2_000));
    assert_eq!(html(&full).matches("<tr>").count(), 2_001);
}

#[test]
fn too_much_is_shown_as_typed_and_cut() {
    let source = "<b>&\"</b>".repeat(200_000);
    for out in [render_html(&source).html, html(&"*a* ".repeat(200_000))] {
        assert!(out.len() <= MAX_OUTPUT + 1024 && out.starts_with("<pre"), "{} bytes", out.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_comes_out_harmless(parts in prop::collection::vec(prop_oneof![
        "[<>/a-z\"'= ]{0,6}", "\\PC{0,4}",
        prop::sample::select(vec![
            "<script>", "</script>", "<svg onload=", "<img src=x onerror=", "javascript:", "<a href=\"", "<math>", "<style>", "<iframe src=", "<table>", "<td>", "<p>", "</p>", "<b>", "</b>", "<ul>", "<li>",
            "<kbd>", "</kbd>", "<sub>", "<br>", "<!--", "-->", "<![CDATA[", "]]>", "&lt;", "&#x6A;", "&Tab;", "\n", "\n\n", "    ", "> ", "* ", "1. ", "# ", "`", "```\n", "|", "|-|\n", "[", "](", ")", "![", "**", "_", "~~",
            "https://", "@ada", "\\", "\0", "\u{202E}", "<noscript>", "<textarea>", "<title>", "<template>", "<select>", "<object data=", "<form action=", "<input autofocus onfocus=", "<base href=", "<meta http-equiv=",
        ]).prop_map(str::to_owned),
    ], 0..24)) {
        check(&parts.concat());
    }

    #[test]
    fn plain_text_survives(words in prop::collection::vec("[a-zé]{1,8}", 1..20)) {
        let text = words.join(" ");
        prop_assert_eq!(plain(&html(&text)), text);
    }
}
