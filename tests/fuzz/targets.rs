//! What is tried, and what must be true of what comes of it.

use std::collections::HashMap;
use std::io::{BufReader, Cursor};
use std::str::FromStr as _;
use std::sync::{LazyLock, Mutex};

use axum::body::Body;
use axum::extract::{FromRequest as _, Request};
use axum::http::{HeaderMap, HeaderValue, header};
use entraide::accounts::approval::ranges::Range;
use entraide::db::Db;
use entraide::i18n::Lang;
use entraide::import::csv_rows::Records;
use entraide::import::files::Lines;
use entraide::import::xml_rows::Rows;
use entraide::import::{Options, clean, dates};
use entraide::markdown::{self, MAX_DEPTH, MAX_OUTPUT};
use entraide::rules::names::{DisplayName, Email, Username};
use entraide::rules::password::Password;
use entraide::search::query::{self, Query};
use entraide::search::words;
use entraide::web::form::Form;
use entraide::web::{again, context, paths};
use tower_sessions::session::Id;

use crate::corpus;
use crate::inert::acts;

/// What reads strangers' bytes.
pub struct Target {
    pub name: &'static str,
    pub check: fn(&[u8]) -> Result<(), String>,
    /// Of the suite's cases, one in so many: some cost more than others.
    one_in: usize,
}

impl Target {
    pub fn share(&self, cases: usize) -> usize {
        cases / self.one_in
    }
}

pub const ALL: &[Target] = &[
    Target { name: "markdown", check: markdown, one_in: 1 },
    Target { name: "html", check: html, one_in: 1 },
    Target { name: "search", check: search, one_in: 1 },
    Target { name: "csv", check: csv, one_in: 1 },
    Target { name: "xml", check: xml, one_in: 1 },
    Target { name: "form", check: form, one_in: 1 },
    Target { name: "cookie", check: cookie, one_in: 1 },
    Target { name: "import", check: import, one_in: 100 },
];

/// Put in at random.
pub const WORDS: &[&str] = &[
    "<", ">", "</", "<script>", "</script>", "<svg>", "<math>", "<style>", "<!--", "-->", "<![CDATA[", "]]>", "<a href=\"", "javascript:", "data:text/html,", " onerror=alert(1)", "\"", "'", "`", "```\n", "~~~", "\n", "\n\n", "\r\n", "\r", "\t", "    ",
    "* ", "- ", "1. ", "> ", "# ", "**", "__", "_", "~~", "|", "|-|", "[", "]", "](", ")", "![", "[^", "[x]: ", "\\", "&amp;", "&#x0;", "&#106;", "&lt;", "https://", "http://a.example/", "mailto:", "@ada", "<b>", "<i>", "<p>", "</p>", "<pre>", "</pre>", "<code>",
    "<table>", "<tr>", "<td>", "</table>", "<li>", "<ul>", "<ol start=\"", "<h3>", "<kbd>", "<sub>", "<br>", "<template>", "<noscript>", "<textarea>", "<title>", "\0", "\u{202e}", "\u{200d}", "\u{feff}", "é", "🙂", "ﬁ", "İ", "\u{301}",
    ",", ",\"", "\"\"", "\",\"", "2024-01-01 00:00:00", "<row ", " />", "Id=\"1\"", "&quot;", "tag:", "user:", "is:", "AND", "NEAR(", "*", "%", "%00", "%zz", "+", "&", "=", ";", "--edge", "--", "Content-Disposition: form-data; name=\"", "filename=\"", "__Host-", "//", "/\\", "0", "-1", "99999999999999999999", "NaN", "{", "}", "null",
];

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).chars().take(32_000).collect()
}

fn holds(true_of_it: bool, what: impl FnOnce() -> String) -> Result<(), String> {
    if true_of_it { Ok(()) } else { Err(what()) }
}

/// Inert, small, shallow, and the same when it is cleaned again.
fn shown(html: &str) -> Result<(), String> {
    if let Some(what) = acts(html) {
        return Err(format!("{what} in {html}"));
    }
    let mut depth = 0_usize;
    for (at, _) in html.match_indices('<') {
        match &html[at + 1..] {
            t if t.starts_with("br>") || t.starts_with("hr>") => {}
            t if t.starts_with('/') => depth = depth.saturating_sub(1),
            _ => depth += 1,
        }
        holds(depth <= MAX_DEPTH, || format!("{depth} deep: {html}"))?;
    }
    holds(html.len() <= MAX_OUTPUT, || format!("{} bytes", html.len()))?;
    let again = markdown::clean(html);
    holds(again == html, || format!("cleaned again it is another:\n{html}\n{again}"))
}

fn markdown(bytes: &[u8]) -> Result<(), String> {
    let source = text(bytes);
    let rendered = markdown::render(&source);
    shown(&rendered.html)?;
    holds(rendered == markdown::render(&source), || "rendered twice it is two".into())?;
    holds(rendered.mentions.len() <= 20, || format!("{} mentions", rendered.mentions.len()))?;
    let plain = markdown::plain(&rendered.html);
    let excerpt = markdown::excerpt(&plain, 200);
    holds(excerpt.chars().count() <= 210, || format!("an excerpt of {}", excerpt.chars().count()))?;
    markdown::first_sentence(&plain, 200);
    markdown::mentions(&source);
    Ok(())
}

fn html(bytes: &[u8]) -> Result<(), String> {
    let source = text(bytes);
    let rendered = markdown::render_html(&source);
    shown(&rendered.html)?;
    let back = markdown::to_markdown(&source);
    holds(acts(&markdown::render(&back).html).is_none(), || format!("{:?} in {back}", acts(&markdown::render(&back).html)))
}

fn search(bytes: &[u8]) -> Result<(), String> {
    let typed = text(bytes);
    let q = Query::parse(&typed);
    let again = Query::parse(&format!("{} {}", q.filters(), q.text));
    holds(again == q, || format!("{q:?} is read again as {again:?}"))?;
    // of scripts without spaces they overlap
    let mut last = None;
    for range in words::words(&typed) {
        holds(last < Some(range.start) && range.start < range.end && typed.get(range.clone()).is_some(), || format!("{range:?} after {last:?}"))?;
        last = Some(range.start);
    }
    let groups = query::groups(&q.text);
    holds(groups.len() <= 48 && groups.iter().all(|g| !g.word.is_empty() && !g.terms.is_empty()), || format!("{groups:?}"))?;
    holds(query::rarest(groups).len() <= 8, || "more than eight words are ranked by".into())
}

fn lines(bytes: &[u8]) -> Lines {
    Lines::new(Box::new(BufReader::with_capacity(64, Cursor::new(bytes.to_vec()))))
}

/// A field, as an import reads each.
fn field(value: &str) -> Result<(), String> {
    dates::parse(value);
    clean::title(value);
    clean::tag(value);
    clean::humanise(value);
    if let Some(what) = acts(&clean::html(value, false).html) {
        return Err(format!("{what} in {value:?}"));
    }
    Ok(())
}

fn csv(bytes: &[u8]) -> Result<(), String> {
    let mut records = Records::new(lines(bytes));
    let mut last = 0;
    while let Some(record) = records.next().map_err(|e| e.to_string())? {
        holds(record.line > last, || format!("line {} after {last}", record.line))?;
        last = record.line;
        for value in record.fields.iter().flatten() {
            field(value)?;
        }
    }
    Ok(())
}

fn xml(bytes: &[u8]) -> Result<(), String> {
    let mut rows = Rows::new(lines(bytes));
    let mut last = 0;
    while let Some(row) = rows.next().map_err(|e| e.to_string())? {
        holds(row.line > last, || format!("line {} after {last}", row.line))?;
        last = row.line;
        for value in row.attributes.iter().flat_map(HashMap::values) {
            field(value)?;
        }
    }
    Ok(())
}

/// A database that everything is imported into, one case after the other.
static FORUM: LazyLock<Mutex<(tokio::runtime::Runtime, Db, tempfile::TempDir)>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    let db = runtime.block_on(async {
        let db = Db::connect(&format!("sqlite://{}", folder.path().join("forum.db").display())).await.expect("a database");
        db.migrate().await.expect("the tables");
        entraide::reputation::versions::begin(&db, "Europe/Paris", NOW).await.expect("the rules");
        db
    });
    Mutex::new((runtime, db, folder))
});

const NOW: i64 = 1_800_000_000_000;

/// A whole dump of which one file is hostile: its first byte says which.
fn import(bytes: &[u8]) -> Result<(), String> {
    let Some((which, content)) = bytes.split_first() else { return Ok(()) };
    let (dump, hostile) = corpus::DUMP[usize::from(*which) % corpus::DUMP.len()];
    let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
    for (of, name) in corpus::DUMP.iter().filter(|(of, _)| *of == dump) {
        let text = if *name == hostile { content.to_vec() } else { corpus::fixture(&format!("{of}/{name}")) };
        std::fs::write(folder.path().join(name), text).map_err(|e| e.to_string())?;
    }
    let forum = FORUM.lock().map_err(|e| e.to_string())?;
    let (runtime, db, _) = &*forum;
    runtime.block_on(async {
        let options = Options { now: Some(NOW), site: Some("forum.example".into()), ..Options::default() };
        let came = if dump == corpus::KITSUNE { entraide::import::kitsune(db, folder.path(), options).await } else { entraide::import::stack_exchange(db, folder.path(), options).await };
        // what is no dump is refused; what was read must add up, and the database takes all of it
        if let Err(e) = came {
            let said = format!("{e:#}");
            holds(!["add up", "Query", "Execution", "constraint", "panicked"].iter().any(|w| said.contains(w)), || said)?;
        }
        let problems = entraide::check::run(db, NOW).await.map_err(|e| format!("{e:#}"))?;
        holds(problems.is_empty(), || problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })
}

/// The kinds of fields that forms have.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Fields {
    title: String,
    tags: Vec<String>,
    account: Option<i64>,
    sure: bool,
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(future)
}

fn form(bytes: &[u8]) -> Result<(), String> {
    let request = |kind: &str| Request::post("/").header(header::CONTENT_TYPE, kind).body(Body::from(bytes.to_vec())).expect("a request");
    block_on(async {
        if let Ok(Form(f)) = Form::<Fields>::from_request(request("application/x-www-form-urlencoded"), &()).await {
            let said = f.title.len() + f.tags.iter().map(String::len).sum::<usize>();
            holds(said <= bytes.len() * 3 && f.account.is_none_or(|n| n != i64::MIN || !f.sure), || format!("{said} bytes of {}", bytes.len()))?;
        }
        if let Some(typed) = again::words(request("multipart/form-data; boundary=edge")).await {
            let said: usize = typed.iter().map(|(_, v)| v.len()).sum();
            holds(said <= bytes.len(), || format!("{said} bytes of {}", bytes.len()))?;
        }
        // the kind itself is a stranger's, too
        if let Ok(kind) = HeaderValue::from_bytes(&bytes[..bytes.len().min(200)]) {
            let mut odd = request("x");
            odd.headers_mut().insert(header::CONTENT_TYPE, kind);
            again::words(odd).await;
        }
        Ok(())
    })
}

fn cookie(bytes: &[u8]) -> Result<(), String> {
    let mut headers = HeaderMap::new();
    if let Ok(value) = HeaderValue::from_bytes(bytes) {
        headers.append(header::COOKIE, value);
    }
    for name in ["id", "__Host-id", "confirm", "lang", "theme", ""] {
        if let Some(value) = context::cookie(&headers, name) {
            holds(!value.contains(';'), || format!("{name} is {value:?}"))?;
            drop(Id::from_str(value));
        }
    }
    let said = text(bytes);
    drop(Id::from_str(&said));
    drop(serde_json::from_str::<HashMap<String, serde_json::Value>>(&said));
    Lang::negotiate(&said);
    drop(Range::read_all(&said));
    drop((Username::parse(&said), DisplayName::parse(&said).map(|n| n.claims_office(&["nordik"])), Password::parse(&said)));
    if let Ok(email) = Email::parse(&said) {
        holds(email.as_str().is_ascii() && !email.as_str().contains(|c: char| c.is_control() || c.is_whitespace()), || format!("{:?}", email.as_str()))?;
    }
    let base = url::Url::parse("https://forum.example/").map_err(|e| e.to_string())?;
    let to = base.join(paths::local(&said)).map_err(|e| format!("{said:?}: {e}"))?;
    holds(to.origin() == base.origin(), || format!("{said:?} leads to {to}"))
}
