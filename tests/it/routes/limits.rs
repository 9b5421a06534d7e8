//! What one member may do in a day: exactly so much, however many requests come at once.

use futures_util::future::join_all;

use crate::support::*;

/// How many of the answers were 303 and how many 429; nothing else may happen.
async fn outcomes(sent: impl IntoIterator<Item = impl Future<Output = Page>>) -> (usize, usize) {
    let (mut passed, mut refused) = (0, 0);
    for page in join_all(sent).await {
        match page.status.as_u16() {
            303 => passed += 1,
            429 => {
                let seconds: u64 = page.header("retry-after").and_then(|v| v.parse().ok()).expect("a whole number of seconds");
                assert!(seconds > 0 && seconds <= 86_400, "{seconds}");
                refused += 1;
            }
            other => panic!("{other}: {}", page.describe()),
        }
    }
    (passed, refused)
}

both! {
    async fn of_a_hundred_at_once_exactly_as_many_pass_as_may(app) {
        let asker = app.member("ada").await;
        let nina = app.person(Person { age: HOUR, ..Person::member("nina") }).await;
        // one answer each in fifty threads, so that no other limit is met
        let mut threads = Vec::new();
        for n in 0..50 {
            threads.push(seed(app, &format!("My box blinks orange, case {n}"), asker.id, &[]).await);
        }
        let answers = (0..100).map(|n| {
            let (nina, to) = (&nina, paths::QuestionAnswers { id: threads[n % 50].id });
            async move { nina.post(to, &[("body", &format!("Idea {n}")), ("form_key", &format!("key-{n}"))]).await }
        });
        assert_eq!(outcomes(answers).await, (10, 90));
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM post WHERE kind = 'answer'", values![]).await, 10);

        let basile = app.person(Person { age: HOUR, ..Person::member("basile") }).await;
        let own = seed(app, "My own question", basile.id, &[]).await;
        let comments = (0..100).map(|n| {
            let (basile, to) = (&basile, paths::PostComments { id: own.id });
            async move { basile.post(to, &[("body", &format!("Remark {n}")), ("form_key", &format!("remark-{n}"))]).await }
        });
        assert_eq!(outcomes(comments).await, (20, 80));

        // votes for as many authors as there are posts
        let mut posts = Vec::new();
        for n in 0..100 {
            let author = app.account(Person::member(&format!("author{n}"))).await;
            posts.push(seed(app, &format!("Question number {n}"), author, &[]).await.id);
        }
        let chloe = app.person(Person { age: HOUR, ..Person::member("chloe") }).await;
        let votes = posts.iter().map(|id| {
            let chloe = &chloe;
            async move { chloe.post(paths::PostVote { id: *id }, &[("direction", "up")]).await }
        });
        assert_eq!(outcomes(votes).await, (10, 90));
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM vote", values![]).await, 10);

        let dora = app.person(Person { age: HOUR, ..Person::member("dora") }).await;
        let flags = posts.iter().map(|id| {
            let dora = &dora;
            async move { dora.post(paths::PostFlag { id: *id }, &[("reason", "spam")]).await }
        });
        assert_eq!(outcomes(flags).await, (3, 97));
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM flag", values![]).await, 3);
    }

    async fn what_is_refused_counts_nothing_and_a_day_later_all_is_free(app) {
        let ada = app.member("ada").await;
        let mut posts = Vec::new();
        for n in 0..20 {
            let author = app.account(Person::member(&format!("author{n}"))).await;
            posts.push(seed(app, &format!("Question number {n}"), author, &[]).await.id);
        }
        let vote = async |n: usize| ada.post(paths::PostVote { id: posts[n] }, &[("direction", "up")]).await;
        for n in 0..15 {
            vote(n).await.done();
            vote(n).await.done(); // a double click is one
        }
        let page = vote(15).await.status(429);
        page.see("15 times in 24 hours").see("in 24 hours");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM vote", values![]).await, 15);
        app.advance(23 * HOUR).await;
        vote(15).await.status(429).see("in 1 hour");
        app.advance(HOUR).await;
        vote(15).await.done();
    }

    async fn one_author_gets_ten_a_day_of_one_member(app) {
        let ada = app.expert("ada").await;
        let basile = app.member("basile").await;
        let mut answers = Vec::new();
        for n in 0..11 {
            answers.extend(seed(app, &format!("Question number {n}"), ada.id, &[basile.id]).await.answers);
        }
        for post in &answers[..10] {
            ada.post(paths::PostVote { id: *post }, &[("direction", "up")]).await.done();
        }
        ada.post(paths::PostVote { id: answers[10] }, &[("direction", "up")]).await.status(429).see("for the same person");
        assert_eq!(app.count("SELECT n FROM quota WHERE act = 'vote'", values![]).await, 10, "the refused one counts in no total");
    }

    async fn a_report_refused_keeps_what_was_typed(app) {
        let nina = app.person(Person { age: HOUR, ..Person::member("nina") }).await;
        let ada = app.member("ada").await;
        let t = seed(app, "My box blinks orange", ada.id, &[ada.id, ada.id, ada.id]).await;
        let report = async |post| nina.post(paths::PostFlag { id: post }, &[("reason", "spam"), ("details", "A shop in every line")]).await;
        for post in &t.answers {
            report(*post).await.done();
        }
        report(t.answers[0]).await.done();
        let page = report(t.id).await.status(429);
        page.see("3 reports in 24 hours");
        assert_eq!(page.value("details").trim(), "A shop in every line");
    }

    async fn few_answers_of_one_in_a_thread_of_another(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        let to = paths::QuestionAnswers { id: t.id };
        for n in 0..3 {
            basile.post(to, &[("body", &format!("Idea {n}"))]).await.done();
            ada.post(to, &[("body", &format!("More about it {n}"))]).await.done();
        }
        let page = basile.post(to, &[("body", "A fourth idea")]).await.status(403);
        page.see("3 answers to this question");
        assert!(page.text("#f-body").contains("A fourth idea"));
        ada.post(to, &[("body", "It is my own thread")]).await.done();
    }

    async fn deleting_has_its_pace(app) {
        let ada = app.member("ada").await;
        let t = seed(app, "My box blinks orange", ada.id, &[ada.id, ada.id, ada.id]).await;
        for post in &t.answers[..2] {
            ada.post(paths::PostDelete { id: *post }, &[]).await.done();
        }
        ada.post(paths::PostDelete { id: t.answers[2] }, &[]).await.status(429).see("2 texts in a minute");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM post WHERE state = 'deleted'", values![]).await, 2);
        app.advance(MINUTE).await;
        ada.post(paths::PostDelete { id: t.answers[2] }, &[]).await.done();
    }

    async fn names_and_links_in_a_text_are_counted(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        for name in ["chloe", "dora", "emil"] {
            app.member(name).await;
        }
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        let to = paths::QuestionAnswers { id: t.id };
        let page = basile.post(to, &[("body", "Ask @chloe, @dora and @emil.")]).await.status(403);
        page.see("at most 2 members");
        basile.post(to, &[("body", "Ask @chloe and @dora.")]).await.done();
        let links = |n: usize| (0..n).map(|i| format!("https://example.org/{i}")).collect::<Vec<_>>().join(" ");
        let page = basile.post(to, &[("body", &links(3))]).await.status(422);
        page.see("2 links until you have 10 points").see("How to earn them");
        app.give(basile.id, 10).await;
        basile.post(to, &[("body", &links(5))]).await.done();
        basile.post(to, &[("body", &links(6))]).await.status(422).see("5 links");
    }

    async fn a_member_without_the_privilege_makes_no_tags(app) {
        let basile = app.person(Person { reputation: 600, ..Person::member("basile") }).await;
        let ask = async |tags: &str| basile.post(paths::Questions, &[("title", "My box blinks orange again"), ("body", "Since Monday"), ("tags", tags)]).await;
        ask("firmware").await.done();
        ask("firmware dsl").await.done();
        let page = ask("blinking").await.status(429);
        page.see("2 tags in 24 hours");
        ask("firmware").await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM tag", values![]).await, 2);
    }

    with [("limits.gaps", "1")]
    async fn a_breath_between_two_posts(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        let other = seed(app, "The screen stays dark", ada.id, &[]).await;
        let to = paths::QuestionAnswers { id: t.id };
        basile.post(to, &[("body", "Unplug it for ten seconds.")]).await.done();
        let page = basile.post(to, &[("body", "Or press the button.")]).await.status(429);
        page.see("in 30 seconds");
        assert_eq!(page.header("retry-after"), Some("30"));
        assert!(page.text("#f-body").contains("Or press the button."));
        app.advance(30 * SECOND).await;
        basile.post(to, &[("body", "Or press the button.")]).await.done();
        app.advance(MINUTE).await;
        // the same words elsewhere
        let page = basile.post(paths::QuestionAnswers { id: other.id }, &[("body", "Or press the button.")]).await.status(429);
        page.see("the same text");
        app.advance(4 * MINUTE).await;
        basile.post(paths::QuestionAnswers { id: other.id }, &[("body", "Or press the button.")]).await.done();
    }

    with [("limits.member_times", "3")]
    async fn drills_may_turn_it_up(app) {
        let nina = app.person(Person { age: HOUR, ..Person::member("nina") }).await;
        let t = seed(app, "My own question", nina.id, &[]).await;
        for n in 0..60 {
            nina.post(paths::PostComments { id: t.id }, &[("body", &format!("Remark {n}"))]).await.done();
        }
        nina.post(paths::PostComments { id: t.id }, &[("body", "One more")]).await.status(429);
    }
}
