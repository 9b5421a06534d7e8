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

pub struct Case {
    pub name: String,
    pub job: Job,
}

const CONNECTIONS: usize = 16;

pub async fn all(forum: &Forum, only: Option<&str>) -> anyhow::Result<Vec<Case>> {
    let thread = paths::Question { id: PostId(forum.longest.id), slug: &forum.longest.slug }.to_string();
    let tag = paths::Tag { name: &forum.tag.name }.to_string();
    let search = |q: &str| paths::with_query(paths::Search, &[("q", q)]);
    let similar = |q: &str| paths::with_query(paths::AskSimilar, &[("title", q)]);
    let member = &forum.members[0];
    let mut cases = Vec::new();
    let mut read = |name: &str, path: String, cookie: &str, times: usize| {
        let request = Request { path, cookie: cookie.to_owned(), origin: forum.base.clone(), ..Request::default() };
        cases.push(Case { name: name.to_owned(), job: Job { requests: vec![request], times, connections: CONNECTIONS, status: 200 } });
    };
    read("home", paths::Home.to_string(), "", 4_000);
    read("home, signed in", paths::Home.to_string(), member, 3_000);
    read("longest thread", thread.clone(), "", 2_000);
    read("longest thread, signed in", thread, member, 1_500);
    read("tag with most questions", tag.clone(), "", 4_000);
    read("tag, signed in", tag, member, 3_000);
    read("search: a common word", search("email"), "", 800);
    read("search: a rare word", search("maildir"), "", 2_000);
    read("search: three words", search("cannot send messages"), "", 800);
    read("search: a typo", search("acount pasword"), "", 800);
    read("similar while asking", similar("emails are not downloaded any more"), "", 800);
    let writes = |name: &str, requests: Vec<Request>, times: usize| Case { name: name.to_owned(), job: Job { requests, times, connections: CONNECTIONS, status: 303 } };
    let targets = forum.open_questions(64).await?;
    let answers = targets.iter().zip(forum.members.iter().cycle()).map(|((id, _), cookie)| Request {
        post: true,
        path: paths::QuestionAnswers { id: PostId(*id) }.to_string(),
        cookie: cookie.clone(),
        body: "body=Measured+answer+number+{n}%3A+restart+it%2C+then+look+at+the+**settings**+again.".into(),
        origin: forum.base.clone(),
    });
    cases.push(writes("post an answer", answers.collect(), 600));
    let votes = targets.iter().zip(forum.members.iter().cycle()).map(|((_, answer), cookie)| Request {
        post: true,
        path: paths::PostVote { id: PostId(*answer) }.to_string(),
        cookie: cookie.clone(),
        body: "direction=up".into(),
        origin: forum.base.clone(),
    });
    cases.push(writes("vote", votes.collect(), 600));
    cases.retain(|c| only.is_none_or(|o| c.name.contains(o)));
    Ok(cases)
}

pub async fn measure(forum: &Forum, case: &Case) -> anyhow::Result<Row> {
    let site = router::build(&forum.app)?;
    // one request through the router: its bytes, its headers, its statements (the second time, when warm)
    let first = &case.job.requests[0];
    let mut seen = None;
    for _ in 0..2 {
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

    let (cpu, took) = loaded(forum, site, &case.job).await?;
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
        rate: took.micros.len() as f64 / took.seconds,
        limit_rate: limit_took.micros.len() as f64 / limit_took.seconds,
        p50: took.percentile(0.5),
        p99: took.percentile(0.99),
    })
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
