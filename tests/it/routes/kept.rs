//! Finished pages that visitors share: given away again without a look at the thread, and never after it changed.

use entraide::app::App;
use entraide::router;

use crate::support::*;

/// A page as it went out: what the database was asked for it, beyond whether anything changed.
async fn asked(app: &TestApp, who: &Client, path: &str) -> (Page, usize) {
    let (page, sent) = app.statements(who.get(path)).await;
    (page, sent.iter().filter(|s| !s.contains("bus")).count())
}

both! {
    async fn a_page_is_made_once_and_given_to_every_visitor(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        let question = paths::Question { id: t.id, slug: &t.slug }.to_string();
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
            let (own, sent) = asked(app, &ada, path).await;
            assert!(sent > 0 && own.header("cache-control").is_some_and(|c| c.starts_with("private")), "{path}");
            assert_eq!(app.anyone().get(path).await.body(), first.body());
        }
        // a minute later times have moved on
        app.advance(61_000).await;
        assert!(asked(app, &app.anyone(), &question).await.1 > 0);
    }

    async fn whoever_has_the_page_is_told_so(app) {
        let ada = app.member("ada").await;
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        let question = paths::Question { id: t.id, slug: &t.slug }.to_string();
        let made = app.anyone().get(&question).await.ok();
        let tag = made.header("etag").expect("a validator").to_owned();
        let again = app.anyone().with_header("if-none-match", &tag).get(&question).await.status(304);
        assert!(again.body().is_empty());
        assert_eq!(again.header("etag"), Some(tag.as_str()));
        assert_ne!(again.header("x-request-id"), made.header("x-request-id"));
        ada.post(paths::QuestionAnswers { id: t.id }, &[("body", "Unplug it for ten seconds."), ("form_key", "k")]).await.done();
        app.anyone().with_header("if-none-match", &tag).get(&question).await.ok().see("ten seconds");
    }

    async fn what_goes_out_of_sight_goes_from_every_page_at_once(app) {
        let (ada, basile, claire) = (app.member("ada").await, app.member("basile").await, app.staff("claire").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        let other = seed(app, "The box of a neighbour blinks", ada.id, &[]).await;
        app.exec("INSERT INTO search_related (question_id, position, related_id) VALUES ($1, 0, $2)", values![other.id.0, t.id.0]).await;
        let (question, beside) = (paths::Question { id: t.id, slug: &t.slug }.to_string(), paths::Question { id: other.id, slug: &other.slug }.to_string());
        let everywhere = ["/", "/users/ada?tab=questions", beside.as_str()];
        let visitor = app.anyone();
        visitor.get(&question).await.ok().see("unplug it");
        for path in everywhere {
            assert!(visitor.get(path).await.ok().body().contains("blinks orange"), "{path}");
        }
        // the answer, then the thread
        let opened = claire.post(paths::StaffModerate { id: t.answers[0] }, &[]).await.done();
        claire.post(opened.location(), &[("act", "hide"), ("reason", "danger"), ("fact", "Somebody could be hurt.")]).await.done();
        visitor.get(&question).await.ok().not_see("unplug it");
        let opened = claire.post(paths::StaffModerate { id: t.id }, &[]).await.done();
        claire.post(opened.location(), &[("act", "hide"), ("reason", "danger"), ("fact", "Somebody could be hurt.")]).await.done();
        visitor.get(&question).await.not_see("My box blinks orange");
        for path in everywhere {
            assert!(!visitor.get(path).await.ok().body().contains("blinks orange"), "{path}");
        }
        app.ignore_mails();
    }

    async fn another_process_knows_within_a_second(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        let question = paths::Question { id: t.id, slug: &t.slug }.to_string();
        let there = App::new(app.app.config.clone(), patiently(&app.url).await, app.clock.clone());
        let visitor = app.anyone().through(router::build(&there).expect("pages"));
        visitor.get(&question).await.ok();
        let begun = std::time::Instant::now();
        basile.post(paths::QuestionAnswers { id: t.id }, &[("body", "Unplug it for ten seconds."), ("form_key", "k")]).await.done();
        while !visitor.get(&question).await.ok().body().contains("ten seconds") {
            assert!(begun.elapsed() < std::time::Duration::from_secs(30), "the other process never knew");
        }
        there.db.clone().close().await.expect("closed");
        app.ignore_mails();
    }

    async fn a_page_given_again_counts_as_read_and_against_no_limit(app) {
        let ada = app.member("ada").await;
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        let question = paths::Question { id: t.id, slug: &t.slug }.to_string();
        for _ in 0..4 {
            app.anyone().get(&question).await.ok();
        }
        app.anyone().with_header("sec-purpose", "prefetch").get(&question).await.ok();
        assert_eq!(app.app.take_views().get(&t.id), Some(&4));
        let narrow = TestApp::start(app.engine, &[("limits.pages", "2"), ("limits.pages_per_minute", "2")]).await;
        for _ in 0..10 {
            narrow.anyone().get("/").await.ok();
        }
        narrow.anyone().get("/?status=solved").await.ok();
        narrow.anyone().get("/?status=unanswered").await.status(429);
        narrow.finish().await;
    }
}
