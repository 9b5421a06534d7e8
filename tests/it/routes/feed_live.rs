//! An open feed is told of what is news to it, and of nothing twice.

use axum::body::Body;
use axum::http::{Request, header};
use entraide::deadlines;
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

use super::feed::{asked, ids, press, settled};
use crate::support::*;

/// Asks for the events of an open list, as its script does.
async fn listens(app: &TestApp, who: &Client, path: &str) -> axum::response::Response {
    let cookies: Vec<String> = who.cookies().iter().map(|n| format!("{n}={}", who.cookie(n).expect("listed"))).collect();
    let request = Request::get(path).header(header::HOST, "127.0.0.1:3000").header("sec-fetch-site", "same-origin").header(header::ACCEPT, "text/event-stream").header(header::COOKIE, cookies.join("; "));
    app.router().oneshot(request.body(Body::empty()).expect("a request")).await.expect("an answer")
}

both! {
    async fn an_open_feed_is_told_of_new_rows(app) {
        let (ada, claire) = (app.member("ada").await, app.staff("claire").await);
        asked(app, "There before the page was drawn", ada.id, 5 * HOUR, &[]).await;
        let page = claire.get(paths::StaffFeed).await.ok();
        let events = page.attr("[data-events]", "data-events");
        let response = listens(app, &claire, &events).await;
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream; charset=utf-8");
        let mut body = response.into_body();
        let mut next = async || String::from_utf8(body.frame().await.expect("a frame").expect("no error").into_data().expect("data").to_vec()).expect("text");
        assert_eq!(next().await, "retry: 2000\n\n");
        // in the very moment of the request, and still not seen
        let came = asked(app, "Came while the page was open", ada.id, 6 * HOUR, &[]).await;
        app.app.feed.look();
        assert_eq!(next().await, "data: 1 new, show\n\n");
        let late = asked(app, "Came a little later", ada.id, 7 * HOUR, &[]).await;
        app.app.feed.look();
        assert_eq!(next().await, "data: 2 new, show\n\n");
        // what slept and wakes, what is somebody else's, what has another reason
        let other = asked(app, "Asleep when the page is drawn", ada.id, 8 * HOUR, &[]).await;
        let denis = app.staff("denis").await;
        press(&denis, "snooze", &[other], &[("until", "week")]).await.done();
        let page = claire.get(paths::StaffFeed).await.ok();
        let mut again = listens(app, &claire, &page.attr("[data-events]", "data-events")).await.into_body();
        let mut then = async || String::from_utf8(again.frame().await.expect("a frame").expect("no error").into_data().expect("data").to_vec()).expect("text");
        assert_eq!(then().await, "retry: 2000\n\n");
        press(&denis, "wake", &[other], &[]).await.done();
        assert_eq!(then().await, "data: 1 new, show\n\n");
        press(&denis, "claim", &[came], &[]).await.done();
        assert_eq!(then().await, "data: 2 new, show\n\n");
        let basile = app.ambassador("basile").await;
        app.exec("INSERT INTO flag (post_id, actor_id, reason, details, state, at) VALUES ($1, $2, 'other', '', 'open', $3)", values![late.0, basile.id.0, app.now()]).await;
        settled(app, late).await;
        app.app.feed.look();
        assert_eq!(then().await, "data: 3 new, show\n\n");
        // an address that somebody typed is a page drawn now
        let typed = listens(app, &claire, "/events?sight=9:1:x").await;
        assert_eq!(typed.status(), 200);
        // a customer has nothing to listen to; a page is no place for it
        assert_eq!(listens(app, &ada, &events).await.status(), 204);
        assert_eq!(claire.get(&events).await.status, 400);
        // a server that stops keeps nobody
        app.app.drain();
        let ended = tokio::time::timeout(std::time::Duration::from_secs(2), async { while again.frame().await.is_some_and(|f| f.is_ok()) {} }).await;
        assert!(ended.is_ok(), "the stream goes on");
        app.ignore_mails();
    }

    async fn a_page_is_told_of_what_was_being_written_while_it_was_drawn(app) {
        let (ada, claire) = (app.member("ada").await, app.staff("claire").await);
        if app.engine == Engine::Sqlite {
            return; // one writer at a time
        }
        let (early, late) = (seed(app, "Began first and ends last", ada.id, &[]).await.id, seed(app, "Began last and ends first", ada.id, &[]).await.id);
        app.exec("UPDATE post SET created_at = created_at - $1", values![9 * HOUR]).await;
        app.exec("UPDATE question SET created_at = created_at - $1, activity_at = activity_at - $1", values![9 * HOUR]).await;
        let slow = app.db().write().await.expect("a transaction");
        deadlines::settle(&slow, early, None, app.now()).await.expect("settled");
        settled(app, late).await;
        let page = claire.get(paths::StaffFeed).await.ok();
        assert_eq!(ids(&page), [late.0]);
        slow.commit().await.expect("committed");
        let sight = page.attr("[data-events]", "data-events");
        let sight = sight.split("sight=").nth(1).expect("what it saw");
        let news = entraide::feed::rows::news(app.db().read(), &Default::default(), claire.id, sight, app.now()).await.expect("counted");
        assert_eq!(news, 1, "{sight}");
    }

    async fn what_another_database_numbered_is_no_news_here(app) {
        app.ignore_mails();
        let (ada, claire) = (app.member("ada").await, app.staff("claire").await);
        let moved = asked(app, "Came with the rows of another database", ada.id, 5 * HOUR, &[]).await;
        let far = 4_000_000_000_000_i64;
        app.exec("UPDATE feed_row SET news = $1", values![far]).await;
        let sight = |page: &Page| page.attr("[data-events]", "data-events").split("sight=").nth(1).expect("what it saw").replace("%3A", ":").replace("%2C", ",");
        let news = async |sight: &str| entraide::feed::rows::news(app.db().read(), &Default::default(), claire.id, sight, app.now()).await.expect("counted");
        let page = claire.get(paths::StaffFeed).await.ok();
        assert_eq!(ids(&page), [moved.0]);
        let seen = sight(&page);
        assert_eq!(news(&seen).await, 0, "it stands on the page");
        let late = asked(app, "Came while the page was open", ada.id, 6 * HOUR, &[]).await;
        assert_eq!(news(&seen).await, 1);
        // where the server starts, what no writer of this database can have written is numbered anew, and nothing else
        let kept = app.count("SELECT news AS n FROM feed_row WHERE question_id = $1", values![late.0]).await;
        let tx = app.db().write().await.expect("a transaction");
        assert_eq!(entraide::feed::rows::at_home(&tx).await.expect("renumbered"), 1);
        tx.commit().await.expect("committed");
        assert_eq!(app.count("SELECT MAX(news) AS n FROM feed_row", []).await, kept);
        assert_eq!(news(&seen).await, 1);
        // a page drawn there, still open here, is told of what comes from now on
        let there = if app.engine == Engine::Sqlite { far.to_string() } else { format!("{far}:{far}:") };
        let mut body = listens(app, &claire, &format!("/events?sight={there}")).await.into_body();
        let mut next = async || String::from_utf8(body.frame().await.expect("a frame").expect("no error").into_data().expect("data").to_vec()).expect("text");
        assert_eq!(next().await, "retry: 2000\n\n");
        asked(app, "Came a little later", ada.id, 7 * HOUR, &[]).await;
        app.app.feed.look();
        assert_eq!(next().await, "data: 1 new, show\n\n");
    }
}
