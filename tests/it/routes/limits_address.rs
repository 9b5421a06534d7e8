//! What one address and one account may ask for: honest crowds never meet it, floods do, on all processes together.

use axum::Router;
use entraide::app::App;
use entraide::router;
use futures_util::future::join_all;

use super::accounts::{PASSWORD, WITH_MAIL, with_password};
use crate::support::*;

const OFFICE: [u8; 4] = [203, 0, 113, 7];

/// A second process over the same database.
pub async fn another(app: &TestApp) -> Router {
    router::build(&App::new(app.app.config.clone(), patiently(&app.url).await, app.clock.clone())).expect("a router")
}

fn refused(pages: &[Page]) -> usize {
    for p in pages.iter().filter(|p| p.status == 429) {
        assert!(p.header("retry-after").and_then(|s| s.parse::<u64>().ok()).is_some_and(|s| s > 0), "{}", p.describe());
    }
    pages.iter().filter(|p| p.status == 429).count()
}

both! {
    with [
        ("limits.pages", "150"), ("limits.pages_per_minute", "1200"), ("limits.member_pages", "100"), ("limits.member_pages_per_minute", "600"), ("limits.address_pages_per_minute", "2000"),
        ("limits.searches_per_minute", "60"), ("limits.member_searches_per_minute", "30"), ("limits.feeds_per_ten_minutes", "30"), ("limits.similar_per_minute", "120"),
        ("limits.asks_per_minute", "30"), ("limits.logins_per_minute", "30"), ("limits.mails_per_hour", "6"), ("limits.signups_per_day", "60"), ("limits.gaps", "1"), ("limits.member_times", "1")
    ]
    async fn fifty_honest_people_behind_one_address_never_meet_a_limit(app) {
        // fifty visitors read a page each five seconds, one in ten of them a search
        let visitors: Vec<Client> = (0..50).map(|_| app.anyone_at(OFFICE)).collect();
        for step in 0..18 {
            let pages = join_all(visitors.iter().enumerate().map(|(n, who)| async move {
                match (n + step) % 10 {
                    0 => who.get(paths::with_query(paths::Search, &[("q", "box orange")])).await,
                    _ => who.get(paths::Legal).await,
                }
            }))
            .await;
            assert_eq!(refused(&pages), 0, "after {} seconds", step * 5);
            app.advance(5 * SECOND).await;
        }
        // five of them ask a question before they have an account, while somebody's browser complains of an extension
        for n in 0..15 {
            app.anyone_at(OFFICE).post(paths::CspReport, &[("n", &format!("{n}"))]).await;
        }
        app.app.limits.take_refusals();
        for n in 0..5 {
            visitors[n].post(paths::Questions, &[("title", &format!("My box blinks orange at desk {n}")), ("body", "Since this morning")]).await.done();
        }
        // the same fifty, signed in: at nine o'clock all come in, one in ten mistypes once, and each writes five times an hour
        let mut people = Vec::new();
        for n in 0..50 {
            with_password(app, &format!("worker{n}")).await;
            people.push(app.anyone_at(OFFICE));
        }
        for (n, who) in people.iter().enumerate() {
            let name = format!("worker{n}");
            if n % 10 == 0 {
                who.post(paths::Login, &[("login", &name), ("password", "not that one!")]).await.refused();
            }
            who.post(paths::Login, &[("login", &name), ("password", PASSWORD)]).await.done();
        }
        let asker = app.member("ada").await;
        let thread = seed(app, "My box blinks orange", asker.id, &[]).await;
        for round in 0..5 {
            let pages = join_all(people.iter().map(|who| who.get(paths::Legal))).await;
            assert_eq!(refused(&pages), 0);
            let wrote = join_all(people.iter().enumerate().map(|(n, who)| async move { who.post(paths::PostComments { id: thread.id }, &[("body", &format!("Mine does it too, case {n}, hour {round}"))]).await })).await;
            assert_eq!(refused(&wrote), 0, "round {round}");
            app.advance(12 * MINUTE).await;
        }
        assert_eq!(app.app.limits.take_refusals().len(), 0);
    }

    async fn requests_that_come_in_another_order_than_they_began_are_counted_all_the_same(app) {
        let (nina, ada) = (app.person(Person { age: HOUR, reputation: 30, ..Person::member("nina") }).await, app.member("ada").await);
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        let mut passed = 0;
        for n in 0..30 {
            app.advance(-1).await;
            passed += usize::from(nina.post(paths::PostComments { id: t.id }, &[("body", &format!("Remark {n}"))]).await.status == 303);
        }
        assert_eq!(passed, 20);
        // a count from the day after tomorrow is one of a clock that was wrong
        app.exec("UPDATE quota SET began_at = began_at + 172800000, last_at = last_at + 172800000", values![]).await;
        nina.post(paths::PostComments { id: t.id }, &[("body", "Now")]).await.done();
    }

    with [("limits.gaps", "1")]
    async fn a_pause_holds_for_who_began_earlier_too(app) {
        let (nina, ada) = (app.person(Person { age: HOUR, reputation: 30, ..Person::member("nina") }).await, app.member("ada").await);
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        nina.post(paths::PostComments { id: t.id }, &[("body", "One")]).await.done();
        app.advance(-1).await;
        nina.post(paths::PostComments { id: t.id }, &[("body", "Two")]).await.status(429);
    }

    with [WITH_MAIL, ("limits.mails_per_hour", "6")]
    async fn one_address_is_written_to_three_times_an_hour_whoever_asks(app) {
        with_password(app, "ada").await;
        let there = another(app).await;
        let asked = join_all((0..40u8).map(|n| {
            let who = if n % 2 == 0 { app.anyone_at([192, 0, 2, n]) } else { app.anyone_at([192, 0, 2, n]).through(there.clone()) };
            async move { who.post(paths::Forgot, &[("email", "ada@example.com")]).await }
        }))
        .await;
        assert!(asked.iter().all(|p| p.status == 200));
        assert_eq!(app.mails().await.len(), 3);
    }

    async fn new_accounts_that_link_to_one_new_place_wait_for_a_person(app) {
        let ada = app.member("ada").await;
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        let newcomer = async |name: &str| app.person(Person { age: 2 * DAY, ..Person::member(name) }).await;
        let says = async |who: &Client, host: &str| who.post(paths::QuestionAnswers { id: t.id }, &[("body", &format!("As it is said at https://{host}/page of {}.", who.username))]).await.done();
        let held = async || app.count("SELECT COUNT(*) AS n FROM post WHERE state = 'held'", values![]).await;
        for name in ["basile", "chloe"] {
            says(&newcomer(name).await, "shop.example").await;
        }
        assert_eq!(held().await, 0);
        let dora = newcomer("dora").await;
        let page = says(&dora, "www.shop.example").await;
        assert!(page.location().contains("said=held"), "{}", page.location());
        assert_eq!(held().await, 1);
        let claire = app.staff("claire").await;
        claire.get(paths::StaffModeration).await.ok().see("Several new accounts link to shop.example");
        // of ten at once two pass, whoever they are
        let mut crowd = Vec::new();
        for n in 0..10 {
            crowd.push(newcomer(&format!("guest{n}")).await);
        }
        join_all(crowd.iter().map(|who| says(who, "other.example"))).await;
        assert_eq!(held().await, 9);
        // where an ambassador leads is nothing new
        let zoe = app.ambassador("zoe").await;
        says(&zoe, "help.example").await;
        for who in &crowd {
            says(who, "help.example").await;
        }
        assert_eq!(held().await, 9);
        // nor is a day later what two said
        app.advance(DAY).await;
        says(&newcomer("emil").await, "other.example").await;
        assert_eq!(held().await, 9);
    }

    with [("limits.member_pages", "100"), ("limits.member_pages_per_minute", "600")]
    async fn one_account_has_its_own_measure(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let pages = join_all((0..110).map(|_| ada.get(paths::Legal))).await;
        assert_eq!(refused(&pages), 10);
        pages.iter().find(|p| p.status == 429).expect("one").see("Try again in a second");
        basile.get(paths::Legal).await.ok();
        app.advance(10 * SECOND).await;
        ada.get(paths::Legal).await.ok();
    }

    with [("limits.crawlers_per_minute", "60")]
    async fn a_crawler_is_slowed_by_its_name(app) {
        // from one neighbourhood; whoever borrows the name elsewhere takes nothing from it
        let bot = |ip| app.anyone_at(ip).with_header("user-agent", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)");
        let pages = join_all((0..70).map(|n| async move { bot([192, 0, 2, n]).get(paths::Legal).await })).await;
        assert_eq!(refused(&pages), 10, "whatever its addresses");
        bot([192, 0, 2, 9]).get(paths::Robots).await.ok();
        bot([198, 51, 100, 1]).get(paths::Legal).await.ok();
        app.anyone_at([192, 0, 2, 1]).get(paths::Legal).await.ok();
        app.advance(SECOND).await;
        bot([192, 0, 2, 200]).get(paths::Legal).await.ok();
    }

    with [("limits.searches_per_minute", "5"), ("limits.member_searches_per_minute", "3"), ("limits.feeds_per_ten_minutes", "4")]
    async fn searches_and_feeds_have_their_pace(app) {
        let to = paths::with_query(paths::Search, &[("q", "box")]);
        let visitor = app.anyone_at(OFFICE);
        assert_eq!(refused(&join_all((0..8).map(|_| visitor.get(&to))).await), 3);
        visitor.get(paths::Search).await.ok();
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        assert_eq!(refused(&join_all((0..5).map(|_| ada.get(&to))).await), 2);
        basile.get(&to).await.ok();
        assert_eq!(refused(&join_all((0..6).map(|_| visitor.get(paths::FeedQuestions))).await), 2);
    }

    with [("limits.pages", "3")]
    async fn what_was_typed_comes_back_and_can_be_sent_again(app) {
        let ada = app.anyone_at(OFFICE);
        app.exec("INSERT INTO tag (name, created_at, question_count) VALUES ('box', 1, 0)", values![]).await;
        for _ in 0..3 {
            ada.get(paths::Legal).await.ok();
        }
        let typed = "My box blinks orange\nsince the last <update>, and nothing helps.";
        let page = ada.post(paths::Questions, &[("title", "My box blinks orange at night"), ("body", typed), ("tags", "box"), ("form_key", "0123456789abcdef0123456789abcdef")]).await.status(429);
        assert!(page.header("retry-after").is_some());
        assert_eq!(page.value("body").trim_start_matches('\n').replace("\r\n", "\n"), typed);
        assert_eq!(page.value("title").trim(), "My box blinks orange at night");
        assert_eq!((page.value("tags").as_str(), page.value("form_key").as_str()), ("box", "0123456789abcdef0123456789abcdef"));
        assert_eq!(page.attr("main form", "action"), "/questions");
        app.advance(10 * SECOND).await;
        let again = ada.press(&page, "Send it again", &[]).await;
        assert_eq!(again.status, 303, "{}", again.describe());
        // a form with photos gives its words back, too
        for _ in 0..3 {
            ada.get(paths::Legal).await;
        }
        let part = |name: &str, value: &str| format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        let photo = format!("--edge\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n{}\r\n--edge--\r\n", "x".repeat(100_000));
        let body = format!("{}{}{photo}", part("title", "My box blinks orange at dawn"), part("body", typed));
        let page = ada.send(axum::http::Method::POST, &paths::Questions.to_string(), Some(body), &[("content-type", "multipart/form-data; boundary=edge")]).await.status(429);
        assert_eq!(page.value("body").trim_start_matches('\n').replace("\r\n", "\n"), typed);
        app.advance(10 * SECOND).await;
        // no secret comes back
        for _ in 0..3 {
            ada.get(paths::Legal).await;
        }
        let page = ada.post(paths::Login, &[("login", "ada"), ("password", "quiet evening walk")]).await.status(429);
        assert!(!page.body().contains("quiet evening walk") && !page.has("main form"));
    }

    async fn a_limit_of_ones_own_gives_the_form_back_too(app) {
        let nina = app.person(Person { age: HOUR, ..Person::member("nina") }).await;
        let t = seed(app, "My own question", nina.id, &[]).await;
        for n in 0..20 {
            nina.post(paths::PostComments { id: t.id }, &[("body", &format!("Remark {n}"))]).await.done();
        }
        let page = nina.post(paths::PostComments { id: t.id }, &[("body", "One more thing about it")]).await.status(429);
        assert!(page.body().contains("One more thing about it"), "{}", page.describe());
    }

    with [("limits.logins_per_minute", "6")]
    async fn tries_to_log_in_are_counted_on_all_processes_together(app) {
        with_password(app, "ada").await;
        let there = another(app).await;
        let tries = join_all((0..10).map(|n| {
            let who = if n % 2 == 0 { app.anyone_at(OFFICE) } else { app.anyone_at(OFFICE).through(there.clone()) };
            async move { who.post(paths::Login, &[("login", "nobody"), ("password", "not that one!")]).await }
        }))
        .await;
        assert_eq!(refused(&tries), 4);
        app.anyone_at(OFFICE).post(paths::Login, &[("login", "ada"), ("password", PASSWORD)]).await.status(429);
        app.advance(MINUTE).await;
        app.anyone_at(OFFICE).post(paths::Login, &[("login", "ada"), ("password", PASSWORD)]).await.done();
        // the address itself is nowhere
        let all = format!("{:?}", app.dump().await);
        assert!(!all.contains("203.0.113.7"));
    }

    with [WITH_MAIL, ("limits.mails_per_hour", "6")]
    async fn mails_are_asked_for_six_times_an_hour_and_three_a_minute(app) {
        for n in 0..10 {
            with_password(app, &format!("member{n}")).await;
        }
        let there = another(app).await;
        let asks = async |n: usize| {
            let who = if n % 2 == 0 { app.anyone_at(OFFICE) } else { app.anyone_at(OFFICE).through(there.clone()) };
            who.post(paths::Forgot, &[("email", &format!("member{n}@example.com"))]).await.ok()
        };
        let first = asks(0).await.words();
        for n in 1..5 {
            assert_eq!(asks(n).await.words(), first, "nobody is told");
        }
        assert_eq!(app.mails().await.len(), 3);
        app.advance(MINUTE).await;
        for n in 5..10 {
            asks(n).await;
        }
        assert_eq!(app.mails().await.len(), 6);
        app.advance(5 * MINUTE).await;
        asks(9).await;
        assert_eq!(app.mails().await.len(), 6);
        app.advance(HOUR).await;
        asks(9).await;
        assert_eq!(app.mails().await.len(), 7);
    }

    with [("limits.logins_per_minute", "2")]
    async fn tries_that_came_to_nothing_count_nothing(app) {
        with_password(app, "ada").await;
        let tries = async |n: usize| {
            let mut codes = Vec::new();
            for _ in 0..n {
                codes.push(app.anyone_at(OFFICE).post(paths::Login, &[("login", "ada"), ("password", PASSWORD)]).await.status.as_u16());
            }
            codes
        };
        // nobody can be looked at: as many as may be under way, and more
        let room = app.app.hashing_room.available_permits();
        let held = app.app.hashing_room.acquire_many(u32::try_from(room).expect("a few")).await.expect("room");
        assert_eq!(tries(9).await, [503; 9]);
        drop(held);
        assert_eq!(tries(1).await, [303]);
    }

    with [("limits.logins_per_minute", "2")]
    async fn a_try_gives_back_the_place_it_took_and_no_other(app) {
        with_password(app, "ada").await;
        let cores = app.app.hashing.available_permits();
        let held = app.app.hashing.acquire_many(u32::try_from(cores).expect("a few")).await.expect("room");
        let who = app.anyone_at(OFFICE);
        let slow = who.post(paths::Login, &[("login", "ada"), ("password", "not that one!")]);
        let meanwhile = async {
            while app.count("SELECT COUNT(*) AS n FROM address_quota WHERE act = 'login_open'", values![]).await == 0 {
                tokio::task::yield_now().await;
            }
            // the minute is over, and three of the next one are under way
            app.exec("UPDATE address_quota SET began_at = began_at + 60000, n = 3 WHERE act = 'login_open'", values![]).await;
            drop(held);
        };
        let (page, ()) = tokio::join!(slow, meanwhile);
        page.refused();
        assert_eq!(app.count("SELECT n FROM address_quota WHERE act = 'login_open'", values![]).await, 3);
    }

    async fn names_below_one_site_are_one_place(app) {
        let ada = app.member("ada").await;
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        for n in 0..10 {
            let who = app.person(Person { age: 2 * DAY, ..Person::member(&format!("guest{n}")) }).await;
            who.post(paths::QuestionAnswers { id: t.id }, &[("body", &format!("As it is said at https://a{n}.shop.example/page of {}.", who.username))]).await.done();
        }
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM post WHERE state = 'held'", values![]).await, 8);
        app.staff("claire").await.get(paths::StaffModeration).await.ok().see("Several new accounts link to shop.example");
    }

    async fn the_team_sees_who_met_a_limit_and_lets_them_go_on(app) {
        let nina = app.person(Person { age: HOUR, ..Person::member("nina") }).await;
        let (claire, ada) = (app.staff("claire").await, app.member("ada").await);
        let t = seed(app, "My own question", nina.id, &[]).await;
        for n in 0..20 {
            nina.post(paths::PostComments { id: t.id }, &[("body", &format!("Remark {n}"))]).await.done();
        }
        claire.get(paths::StaffLimits).await.ok().see("Nobody met a limit");
        for _ in 0..3 {
            nina.post(paths::PostComments { id: t.id }, &[("body", "One more")]).await.status(429);
        }
        app.tick().await;
        let page = claire.get(paths::StaffLimits).await.ok();
        page.see("Nina · Comments").see("3 times");
        ada.get(paths::StaffLimits).await.missing();
        claire.fill(&page, "main form[action='/staff/limits/lift']", &[]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM audit WHERE action = 'limit_lifted' AND object_id = $1 AND actor_id = $2 AND note = 'comment'", values![nina.id.0, claire.id.0]).await, 1);
        nina.post(paths::PostComments { id: t.id }, &[("body", "One more")]).await.done();
        claire.get(paths::StaffLimits).await.ok().see("Nobody met a limit");
        // nothing else is set back by that form
        for what in ["", "sess", "%", "logins"] {
            claire.post(paths::StaffLimitLift, &[("username", "nina"), ("what", what)]).await.missing();
        }
    }
}
