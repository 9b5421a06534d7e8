//! Finished pages that visitors share: given away again without a look at the thread, to whom they are for.
//! `kept_changes` is about when they go.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Method, Request, StatusCode, header};
use axum::routing::get;
use entraide::bus::Topic;
use entraide::router;
use entraide::web::context::Ctx;
use entraide::web::respond;
use futures_util::future::join_all;
use tower::ServiceExt as _;

use crate::support::*;

fn question(t: &Thread) -> String {
    paths::Question { id: t.id, slug: &t.slug }.to_string()
}

/// A page as it went out: what the database was asked for it.
async fn asked(app: &TestApp, who: &Client, path: &str) -> (Page, usize) {
    let (page, sent) = app.statements(who.get(path)).await;
    (page, sent.len())
}

/// A request with these headers and no others.
async fn raw(router: &Router, method: Method, path: &str, headers: &[(&'static str, &str)]) -> (StatusCode, HeaderMap, Bytes) {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = router.clone().oneshot(request.body(Body::empty()).expect("a request")).await.expect("an answer");
    let (parts, body) = response.into_parts();
    (parts.status, parts.headers, axum::body::to_bytes(body, 1 << 20).await.expect("a body"))
}

both! {
    async fn a_page_is_made_once_and_given_to_every_visitor(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        let question = question(&t);
        for path in [question.as_str(), "/", "/tags", "/categories", "/users/basile"] {
            let (first, sent) = asked(app, &app.anyone(), path).await;
            assert!(sent > 0, "{path} was not made");
            let (second, sent) = asked(app, &app.anyone(), path).await;
            assert_eq!((sent, second.ok().body()), (0, first.body()), "{path}");
            assert!(!first.body().contains("form_key"), "{path} holds what is one person's");
            // by language and theme; whoever is signed in has their own
            let french = app.anyone().speaking("fr");
            assert_eq!(french.get(path).await.attr("html", "lang"), "fr");
            let dark = app.anyone();
            dark.set_cookie("theme", "dark");
            assert_eq!(dark.get(path).await.attr("html", "data-theme"), "dark");
            let own = ada.get(path).await.ok();
            assert!(own.header("cache-control").is_some_and(|c| c.starts_with("private")) && own.body().contains("/users/ada"), "{path}");
            assert_eq!(app.anyone().get(path).await.body(), first.body());
        }
        // a minute later times have moved on
        let young = app.anyone().get(&question).await;
        app.advance(61_000).await;
        assert!(asked(app, &app.anyone(), "/").await.1 > 0);
        assert_ne!(app.anyone().get(&question).await.body(), young.body());
    }

    async fn whoever_has_the_page_is_told_so(app) {
        let ada = app.member("ada").await;
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        let question = question(&t);
        let made = app.anyone().get(&question).await.ok();
        let tag = made.header("etag").expect("a validator").to_owned();
        let knowing = app.anyone().with_header("if-none-match", &tag);
        let again = knowing.get(&question).await.status(304);
        assert!(again.body().is_empty());
        assert_eq!(again.header("etag"), Some(tag.as_str()));
        assert_ne!(again.header("x-request-id"), made.header("x-request-id"));
        // whoever only asks whether it is still the same has it made and kept for all
        app.anyone().get("/").await.ok();
        app.advance(61_000).await;
        let (_, sent) = asked(app, &app.anyone().with_header("if-none-match", "W/\"other\""), "/").await;
        assert!(sent > 0);
        let tag = app.anyone().get("/").await.header("etag").expect("a validator").to_owned();
        app.advance(61_000).await;
        assert!(asked(app, &app.anyone().with_header("if-none-match", &tag), "/").await.1 > 0);
        assert_eq!(asked(app, &app.anyone(), "/").await.1, 0, "kept although nobody was sent it");
        // and a page that is not kept says so as well
        let found = app.anyone().get(paths::Privacy).await.ok();
        let tag = found.header("etag").expect("a validator").to_owned();
        app.anyone().with_header("if-none-match", &tag).get(paths::Privacy).await.status(304);
        ada.post(paths::QuestionAnswers { id: t.id }, &[("body", "Unplug it for ten seconds."), ("form_key", "k")]).await.done();
        knowing.get(&question).await.ok().see("ten seconds");
    }

    async fn only_what_is_in_the_key_changes_a_page(app) {
        let ada = app.member("ada").await;
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        let (router, question) = (app.router(), question(&t));
        let odd = [
            ("x-forwarded-host", "evil.example"),
            ("x-forwarded-proto", "gopher"),
            ("x-forwarded-prefix", "/evil"),
            ("x-original-url", "/login"),
            ("x-http-method-override", "POST"),
            ("host", "evil.example"),
            ("referer", "https://evil.example/"),
            ("accept", "application/json"),
        ];
        let first = raw(&router, Method::GET, &question, &odd).await;
        assert_eq!(first.0, StatusCode::OK);
        let (plain, sent) = app.statements(raw(&router, Method::GET, &question, &[])).await;
        assert!(sent.is_empty() && plain.2 == first.2, "{sent:?}");
        assert!(!String::from_utf8_lossy(&plain.2).contains("evil"));
        // by what the browser unpacks; a coding that is refused is not given, whoever had the page made
        let coded = async |accept: &str| {
            let (_, headers, body) = raw(&router, Method::GET, &question, &[("accept-encoding", accept)]).await;
            assert!(headers.get_all(header::VARY).iter().any(|v| v.to_str().is_ok_and(|v| v.to_lowercase().contains("accept-encoding"))), "{headers:?}");
            (headers.get(header::CONTENT_ENCODING).map(|v| v.to_str().expect("a word").to_owned()), body)
        };
        for _ in 0..2 {
            assert_eq!(coded("gzip, br").await.0.as_deref(), Some("br"));
            assert_eq!(coded("gzip").await.0.as_deref(), Some("gzip"));
            assert_eq!(coded("br;Q=0, gzip").await.0.as_deref(), Some("gzip"));
            assert_eq!(coded("br;q=0").await, (None, first.2.clone()));
        }
        // HEAD has no body and leaves none for others; parts and ranges are nobody else's
        let (status, _, body) = raw(&router, Method::HEAD, &question, &[]).await;
        assert!(status == StatusCode::OK && body.is_empty());
        raw(&router, Method::GET, &question, &[("x-fragment", "answers")]).await;
        raw(&router, Method::GET, &question, &[("range", "bytes=0-10")]).await;
        assert_eq!(raw(&router, Method::GET, &question, &[]).await.2, first.2);
        // somebody's draft or session, even one that is over: made for them alone
        raw(&router, Method::GET, "/", &[]).await;
        assert_eq!(app.statements(raw(&router, Method::GET, "/", &[])).await.1, Vec::<String>::new());
        for name in [entraide::web::session::cookie_name(&app.app.config), "draft"] {
            let (_, sent) = app.statements(raw(&router, Method::GET, "/", &[("cookie", &format!("{name}=x"))])).await;
            assert!(!sent.is_empty(), "{name}");
            let (_, headers, _) = raw(&router, Method::GET, &question, &[("cookie", &format!("{name}=x"))]).await;
            let private = headers.get(header::CACHE_CONTROL).is_some_and(|v| v.as_bytes().starts_with(b"private"));
            assert!(private || name == "draft", "{name}: {headers:?}");
        }
    }

    async fn what_gives_a_cookie_is_not_kept(app) {
        let made = Arc::new(AtomicUsize::new(0));
        let counted = made.clone();
        let page = async move |ctx: Ctx| {
            let n = counted.fetch_add(1, Ordering::SeqCst);
            let mut response = respond::shared(&ctx, Topic::Everything, None, maud::html! { p { (n) } });
            if ctx.path.contains("cookie") {
                response.headers_mut().insert(header::SET_COOKIE, HeaderValue::from_static("lang=fr; Path=/; SameSite=Lax"));
            }
            response
        };
        let router = router::dress(&app.app, Router::new().route("/odd", get(page))).expect("a router");
        for (path, times) in [("/odd?cookie", 2), ("/odd", 3), ("/odd", 3), ("/odd?cookie", 4)] {
            raw(&router, Method::GET, path, &[]).await;
            if path == "/odd?cookie" && times == 2 {
                raw(&router, Method::GET, path, &[]).await;
            }
            assert_eq!(made.load(Ordering::SeqCst), times, "{path}");
        }
    }

    async fn a_page_given_again_counts_as_read_and_against_no_limit(app) {
        let ada = app.member("ada").await;
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        let question = question(&t);
        for _ in 0..4 {
            app.anyone().get(&question).await.ok();
        }
        app.anyone().with_header("sec-purpose", "prefetch").get(&question).await.ok();
        assert_eq!(app.app.take_views().get(&t.id), Some(&4));
        let narrow = TestApp::start(app.engine, &[("limits.pages", "2"), ("limits.pages_per_minute", "2")]).await;
        let bea = narrow.member("bea").await;
        let t = seed(&narrow, "My box blinks green", bea.id, &[]).await;
        let question = paths::Question { id: t.id, slug: &t.slug }.to_string();
        for _ in 0..10 {
            narrow.anyone().get(&question).await.ok();
        }
        // by one address only so often; others count on
        assert_eq!(narrow.app.take_views().get(&t.id), Some(&3), "once made, twice given");
        narrow.anyone_at([203, 0, 113, 7]).get(&question).await.ok();
        assert_eq!(narrow.app.take_views().get(&t.id), Some(&1));
        narrow.anyone().get("/?status=solved").await.ok();
        narrow.anyone().get("/?status=unanswered").await.status(429);
        narrow.finish().await;
    }

    async fn many_who_ask_at_once_have_it_made_once(app) {
        let ada = app.member("ada").await;
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        app.anyone().get("/").await.ok();
        ada.post(paths::QuestionMeToo { id: t.id }, &[("state", "on")]).await;
        app.exec("UPDATE question SET title = 'My box blinks green' WHERE id = $1", values![t.id.0]).await;
        let (pages, sent) = app.statements(join_all((0..12).map(async |_| app.anyone().get("/").await))).await;
        for page in pages {
            page.ok().see("blinks green");
        }
        let lists = sent.iter().filter(|s| s.contains("FROM (SELECT * FROM question WHERE state")).count();
        assert_eq!(lists, 1, "{sent:#?}");
    }

    async fn one_look_serves_many_until_somebody_acts(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        let question = question(&t);
        app.app.bus.look_every(Duration::from_secs(3_600));
        app.anyone().get(&question).await.ok();
        let ((), looks) = app.looks(async {
            for path in [question.as_str(), "/", "/tags", question.as_str()] {
                app.anyone().get(path).await.ok();
            }
        }).await;
        assert_eq!(looks, 0);
        // whoever acts here is seen at once, by everybody who asks after the answer
        basile.post(paths::QuestionAnswers { id: t.id }, &[("body", "Unplug it for ten seconds."), ("form_key", "k")]).await.done();
        let (page, looks) = app.looks(app.anyone().get(&question)).await;
        page.ok().see("ten seconds");
        assert_eq!(looks, 1);
        assert_eq!(app.looks(app.anyone().get("/")).await.1, 0);
        app.ignore_mails();
    }
}
