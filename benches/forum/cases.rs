//! What is measured.

use std::sync::atomic::Ordering;

use anyhow::{Context as _, ensure};
use axum::body::Body;
use axum::http::{HeaderMap, Request as HttpRequest, header};
use entity::PostId;
use entraide::router;
use entraide::web::paths;
use tower::ServiceExt as _;

use crate::forum::Forum;
use crate::load::{self, Job, Request};
use crate::server::{self, Server};
use crate::table::Row;
use crate::targets::Target;

pub struct Case {
    pub name: String,
    pub job: Job,
    pub wanted: Wanted,
}

/// What `performance.md` promises of a case; the README's table says the same.
#[derive(Clone, Copy, Default)]
pub struct Wanted {
    /// Microseconds of CPU a request, at most.
    pub cpu: Option<f64>,
    /// Share of the rate of the same bytes from memory, at least.
    pub of_limit: Option<f64>,
    /// Milliseconds of the slowest of a hundred at fifty a second, at most.
    pub p99: Option<f64>,
    /// Requests a second, at least.
    pub rate: Option<f64>,
    /// Statements, at most.
    pub statements: Option<usize>,
}

const CONNECTIONS: usize = 16;
/// Fifty requests a second.
const FIFTY: u64 = 20_000;
/// No page asks the database more often.
const STATEMENTS: usize = 6;

pub async fn all(forum: &Forum, only: Option<&str>) -> anyhow::Result<Vec<Case>> {
    let mut cases = pages(forum);
    cases.extend(searches(forum));
    cases.extend(writes(forum).await?);
    cases.retain(|c| only.is_none_or(|o| c.name.contains(o)));
    Ok(cases)
}

fn read(forum: &Forum, name: &str, path: String, cookie: &str, times: usize, wanted: Wanted) -> Case {
    let request = Request { path, cookie: cookie.to_owned(), origin: forum.base.clone(), ..Request::default() };
    Case { name: name.to_owned(), job: Job { requests: vec![request], times, connections: CONNECTIONS, status: 200, every: None }, wanted }
}

fn pages(forum: &Forum) -> Vec<Case> {
    let thread = |t: &crate::forum::Thread| paths::Question { id: PostId(t.id), slug: &t.slug }.to_string();
    let (twenty, longest) = (thread(&forum.twenty), thread(&forum.longest));
    let tag = paths::Tag { name: &forum.tag.name }.to_string();
    let person = paths::User { username: &forum.helper }.to_string();
    let member = &forum.readers[0];
    let pages = Wanted { statements: Some(STATEMENTS), ..Wanted::default() };
    let warm = Wanted { of_limit: Some(0.6), ..pages };
    let cpu = |micros: f64| Wanted { cpu: Some(micros), ..pages };
    let page = |name: &str, path: &str, cookie: &str, times: usize, wanted: Wanted| read(forum, name, path.to_owned(), cookie, times, wanted);
    vec![
        page("question, 20 answers", &twenty, "", 6_000, warm),
        page("question, 20 answers, built", &twenty, &forum.stranger, 2_000, cpu(500.0)),
        page("question, 20 answers, signed in", &twenty, member, 2_000, cpu(600.0)),
        page("longest question", &longest, "", 2_000, warm),
        page("longest question, signed in", &longest, member, 1_000, pages),
        page("home", "/", "", 6_000, warm),
        page("home, signed in", "/", member, 3_000, cpu(400.0)),
        page("tag with most questions", &tag, "", 6_000, warm),
        page("tag with most questions, signed in", &tag, member, 3_000, cpu(400.0)),
        page("user with most answers", &person, "", 6_000, warm),
        page("user with most answers, signed in", &person, member, 3_000, cpu(400.0)),
    ]
}

fn searches(forum: &Forum) -> Vec<Case> {
    let wanted = Wanted { cpu: Some(3_000.0), p99: Some(30.0), ..Wanted::default() };
    let search = |name: &str, q: &str, times| read(forum, name, paths::with_query(paths::Search, &[("q", q)]), "", times, wanted);
    vec![
        search("search: a common word", "email", 800),
        search("search: a rare word", "maildir", 1_000),
        search("search: three words", "cannot send messages", 800),
        search("search: a typo", "acount pasword", 800),
        read(
            forum,
            "similar while asking",
            paths::with_query(paths::AskSimilar, &[("title", "emails are not downloaded any more")]),
            "",
            800,
            Wanted { cpu: Some(3_000.0), ..Wanted::default() },
        ),
    ]
}

/// Each durable before it is answered.
async fn writes(forum: &Forum) -> anyhow::Result<Vec<Case>> {
    let cpu = Wanted { cpu: Some(1_500.0), ..Wanted::default() };
    let send = |path: String, cookie: &str, body: &str| Request { post: true, path, cookie: cookie.to_owned(), body: body.to_owned(), origin: forum.base.clone() };
    let case = |name: &str, requests: Vec<Request>, times: usize, connections: usize, wanted: Wanted| Case { name: name.to_owned(), job: Job { requests, times, connections, status: 303, every: None }, wanted };
    let threads = forum.open_questions(64).await?;
    let with_members = || threads.iter().zip(forum.members.iter().cycle());
    let answer = "body=Measured+answer+number+{n}%3A+restart+it%2C+then+look+at+the+**settings**+again.";
    let answers: Vec<_> = with_members().map(|((id, _), cookie)| send(paths::QuestionAnswers { id: PostId(*id) }.to_string(), cookie, answer)).collect();
    let votes = with_members().map(|((_, answer), cookie)| send(paths::PostVote { id: PostId(*answer) }.to_string(), cookie, "direction=up")).collect();
    // each answer is accepted once, by who asked
    let asked = forum.asked(ACCEPTED).await?;
    let accepted: Vec<_> = asked.iter().map(|a| send(paths::PostAccept { id: PostId(a.answer) }.to_string(), &forum.members[a.asker], "")).collect();
    let times = accepted.len();
    Ok(vec![
        case("post an answer", answers.clone(), 600, CONNECTIONS, cpu),
        case("post an answer, 32 at once", answers, 1_200, 32, Wanted { rate: Some(300.0), ..Wanted::default() }),
        case("vote", votes, 600, CONNECTIONS, cpu),
        case("accept", accepted, times, CONNECTIONS, cpu),
    ])
}

/// Answers that are accepted, each in a question of its own.
const ACCEPTED: usize = 400;

pub async fn measure(forum: &Forum, case: &Case) -> anyhow::Result<Row> {
    let site = router::build(&forum.app)?;
    // one request through the router: its bytes, its headers, its statements (the second time, when warm)
    let first = &case.job.requests[0];
    let mut seen = None;
    for _ in 0..if first.post { 1 } else { 2 } {
        forum.statements.store(0, Ordering::Relaxed);
        let mut request = HttpRequest::builder().method(if first.post { "POST" } else { "GET" }).uri(&first.path);
        let headers = request.headers_mut().context("a request")?;
        headers.insert(header::HOST, forum.base.trim_start_matches("http://").parse()?);
        headers.insert("sec-fetch-site", "same-origin".parse()?);
        headers.insert(header::ACCEPT_LANGUAGE, "en".parse()?);
        if !first.cookie.is_empty() {
            headers.insert(header::COOKIE, first.cookie.parse()?);
        }
        if first.post {
            headers.insert(header::CONTENT_TYPE, "application/x-www-form-urlencoded".parse()?);
        }
        let response = site.clone().oneshot(request.body(Body::from(first.body.replace("{n}", "first")))?).await?;
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 64 << 20).await?;
        ensure!(parts.status.as_u16() == case.job.status, "{} answers {}: {}", first.path, parts.status, String::from_utf8_lossy(&bytes).chars().take(800).collect::<String>());
        seen = Some((parts, bytes, forum.statements.load(Ordering::Relaxed)));
    }
    let (parts, bytes, statements) = seen.context("two requests were sent")?;
    let headers: HeaderMap = parts.headers.iter().filter(|(k, _)| matches!(k.as_str(), "content-type" | "cache-control" | "vary" | "location")).map(|(k, v)| (k.clone(), v.clone())).collect();

    let (cpu, mut took) = loaded(forum, site.clone(), &case.job).await?;
    let rate = took.micros.len() as f64 / took.seconds;
    if case.wanted.p99.is_some() {
        took = loaded(forum, site, &Job { times: 300, every: Some(FIFTY), ..case.job.clone() }).await?.1;
    }
    let plenty = Job { times: case.job.times.max(4_000), ..case.job.clone() };
    let (limit, limit_took) = loaded(forum, server::limit(&forum.app, parts.status, headers.clone(), bytes.clone())?, &plenty).await?;
    let (bare, _) = loaded(forum, server::bare(parts.status, headers, bytes.clone()), &plenty).await?;
    Ok(Row {
        name: case.name.clone(),
        bytes: bytes.len(),
        statements,
        cpu,
        limit,
        bare,
        rate,
        limit_rate: limit_took.micros.len() as f64 / limit_took.seconds,
        p50: took.percentile(0.5),
        p99: took.percentile(0.99),
    })
}

/// What was promised of a case, beside what was seen.
pub fn judge(case: &Case, row: &Row) -> Vec<Target> {
    let (w, name) = (case.wanted, &case.name);
    [
        w.cpu.map(|b| Target::at_most(format!("{name}: CPU"), row.cpu, b, "µs")),
        w.of_limit.map(|b| Target::at_least(format!("{name}: rate beside the same bytes from memory"), row.rate / row.limit_rate.max(1.0), b, "×")),
        w.p99.map(|b| Target::at_most(format!("{name}: slowest of a hundred at 50 a second"), row.p99 as f64 / 1_000.0, b, "ms")),
        w.rate.map(|b| Target::at_least(format!("{name}: acknowledged"), row.rate, b, "a second")),
        w.statements.map(|b| Target::at_most(format!("{name}: statements"), row.statements as f64, b as f64, "")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Serves a router under the load; microseconds of CPU a request.
async fn loaded(forum: &Forum, router: axum::Router, job: &Job) -> anyhow::Result<(f64, load::Took)> {
    let server = Server::start(&forum.app, router).await?;
    if job.requests[0].post {
        // writes are not warmed up: they would be done
    } else {
        load::run(server.at, &Job { times: job.times / 10, ..job.clone() }).await?;
    }
    let before = server::cpu();
    let took = load::run(server.at, job).await?;
    let spent = server::cpu().saturating_sub(before);
    Ok((spent.as_secs_f64() * 1e6 / job.times as f64, took))
}
