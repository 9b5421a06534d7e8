//! The page of a question, and answering there.

use entity::{PostId, Role};

use crate::support::*;

fn question(t: &Thread) -> String {
    paths::Question { id: t.id, slug: &t.slug }.to_string()
}

both! {
    async fn the_page_shows_what_was_said(app) {
        let (ada, basile, claire) = (app.member("ada").await, app.ambassador("basile").await, app.staff("claire").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id, claire.id]).await;
        let page = app.anyone().get(question(&t)).await.ok();
        assert_eq!(page.text("h1"), "My box blinks orange");
        assert_eq!(page.count("article.post"), 3);
        page.see("Ambassador").see("2 answers").see("unplug it for ten seconds");
        assert_eq!(page.attr("main", "itemtype"), "https://schema.org/QAPage");
        assert_eq!(page.count("[itemprop=suggestedAnswer]"), 2);
        assert!(page.attr("link[rel=canonical]", "href").ends_with(&question(&t)));
        assert_eq!((page.count("[itemprop=datePublished]"), page.count("[itemprop=text]"), page.count("[itemprop=author]")), (3, 3, 3));
        assert_eq!(page.attr("meta[property='og:title']", "content"), "My box blinks orange");
        assert_eq!(page.attr(".post .prose", "lang"), "en");
        assert!(!page.has("[name=body]"), "visitors are asked to log in first");
        page.see("Log in to help");
        let french = app.anyone().speaking("fr").get(question(&t)).await.ok();
        french.see("2 réponses").see("Connectez-vous pour aider");
    }

    async fn every_address_of_a_thread_leads_to_one(app) {
        let ada = app.member("ada").await;
        let t = seed(app, "My box blinks orange", ada.id, &[ada.id]).await;
        let visitor = app.anyone();
        assert_eq!(visitor.get(paths::QuestionShort { id: t.id }).await.status(301).location(), question(&t));
        assert_eq!(visitor.get(paths::Question { id: t.id, slug: "old-title" }).await.status(301).location(), question(&t));
        assert_eq!(visitor.get(paths::Post { id: t.answers[0] }).await.status(303).location(), format!("{}#answer-{}", question(&t), t.answers[0]));
        assert_eq!(visitor.get(paths::Post { id: t.id }).await.status(303).location(), question(&t));
        visitor.get(paths::QuestionShort { id: PostId(999) }).await.missing();
        visitor.get(paths::QuestionShort { id: t.answers[0] }).await.missing();
        visitor.get(format!("{}?page=2", question(&t))).await.missing();
        for odd in ["0", "-1", "+7", "007", "x", "99999999999999999999"] {
            visitor.get(format!("{}/{odd}", paths::Questions)).await.missing();
        }
    }

    async fn a_page_costs_six_statements_at_most(app) {
        let (ada, basile) = (app.member("ada").await, app.ambassador("basile").await);
        let many: Vec<_> = (0..45).map(|i| if i % 2 == 0 { basile.id } else { ada.id }).collect();
        let t = seed(app, "My box blinks orange", ada.id, &many).await;
        for post in &t.answers {
            app.exec("INSERT INTO comment (post_id, question_id, author_id, source, source_format, html, state, official, opening_score, created_at) VALUES ($1, $2, $3, 'x', 'markdown', '<p>Same here.</p>', 'visible', FALSE, 0, 1)", values![post.0, t.id.0, ada.id.0]).await;
        }
        app.exec("UPDATE post SET comment_count = 1 WHERE kind = 'answer'", values![]).await;
        app.anyone().get(paths::Home).await; // what is remembered for a second is remembered now
        let (page, sent) = app.statements(app.anyone().get(question(&t))).await;
        let page = page.ok();
        assert_eq!(page.count("article.post"), 21);
        // the names of those who commented are not the thread's
        assert_eq!((page.count("[itemprop=name]"), page.count("[itemprop=author] [itemprop=name]")), (22, 21));
        assert!(sent.len() <= 6, "{sent:#?}");
        let (page, mut sent) = app.statements(ada.get(format!("{}?page=3", question(&t)))).await;
        let page = page.ok();
        assert_eq!(page.count("article.post"), 6);
        page.see("Same here.");
        // who it is, and the rules in force, are remembered for a second
        sent.retain(|s| s.starts_with("SELECT") && !s.contains("FROM session") && !s.contains("FROM account WHERE") && !s.contains("FROM rule_version"));
        assert!(sent.len() <= 6, "{sent:#?}");
        let (_, mut sent) = app.statements(ada.get(format!("{}?page=3", question(&t)))).await;
        sent.retain(|s| s.starts_with("SELECT") && !s.contains("FROM session") && !s.contains("FROM account WHERE"));
        assert_eq!(sent.len(), 1, "the second time what is one's own alone is read: {sent:#?}");
        let found = app.anyone().get(paths::Post { id: t.answers[44] }).await;
        assert_eq!(found.location(), format!("{}?page=3#answer-{}", question(&t), t.answers[44]));
    }

    async fn rows_that_several_read_show_each_their_own(app) {
        let (ada, basile, claire) = (app.member("ada").await, app.member("basile").await, app.staff("claire").await);
        let t = seed(app, "My box blinks orange", ada.id, &[ada.id, basile.id, basile.id]).await;
        for (post, word, state) in [(0, "heard", "visible"), (1, "hushed", "hidden"), (2, "waiting", "held")] {
            app.exec("UPDATE post SET html = $2, state = $3, state_reason = 'spam' WHERE id = $1", values![t.answers[post].0, format!("<p>{word}</p>"), state]).await;
        }
        app.exec("INSERT INTO private_detail (post_id, author_id, body, created_at) VALUES ($1, $2, 'Order 4711', 1)", values![t.answers[0].0, ada.id.0]).await;
        // whoever sees the most reads first, and last
        let shown: &[(&Client, [bool; 3])] = &[(&claire, [true, true, true]), (&app.anyone(), [true, false, false]), (&basile, [true, true, true]), (&ada, [true, false, false]), (&claire, [true, true, true])];
        for (n, (who, words)) in shown.iter().enumerate() {
            let page = who.get(question(&t)).await.ok();
            let seen = ["heard", "hushed", "waiting"].map(|word| page.body().contains(&format!("<p>{word}</p>")));
            assert_eq!(seen, *words, "reader {n}");
            assert_eq!(page.body().contains(&paths::PostPrivate { id: t.answers[0] }.to_string()), who.id == claire.id || who.id == ada.id, "reader {n}");
        }
    }

    async fn what_was_taken_away_leaves_a_stub(app) {
        let (ada, basile, claire) = (app.member("ada").await, app.member("basile").await, app.staff("claire").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id, ada.id, basile.id, basile.id]).await;
        for (post, state) in t.answers.iter().zip(["hidden", "removed", "held", "deleted"]) {
            app.exec("UPDATE post SET state = $2, state_reason = 'spam' WHERE id = $1", values![post.0, state]).await;
        }
        let page = app.anyone().get(question(&t)).await.ok();
        assert_eq!(page.count("article.post"), 3, "held and deleted ones are not even told of");
        page.see("Advertising or spam").not_see("unplug it");
        claire.get(question(&t)).await.ok().see("unplug it for ten seconds");
        app.anyone().get(paths::Post { id: t.answers[2] }).await.missing();

        app.exec("UPDATE post SET state = 'removed', state_reason = 'abuse' WHERE id = $1", values![t.id.0]).await;
        app.exec("UPDATE question SET state = 'removed' WHERE id = $1", values![t.id.0]).await;
        for path in [question(&t), paths::QuestionShort { id: t.id }.to_string()] {
            let gone = app.anyone().get(path).await.status(410);
            gone.see("Insult or harassment").not_see("blinks orange");
        }
        let to = app.anyone().get(paths::Post { id: t.answers[0] }).await.done();
        assert!(!to.location().contains("blinks"), "the address would tell the title");
        assert_eq!(claire.get(question(&t)).await.ok().text("h1"), "My box blinks orange");
        assert_eq!(claire.get(question(&t)).await.attr("meta[name=robots]", "content"), "noindex");
        ada.get(question(&t)).await.ok().see("This text was removed.");
        app.exec("UPDATE question SET state = 'held' WHERE id = $1", values![t.id.0]).await;
        app.anyone().get(question(&t)).await.missing();
    }

    async fn a_member_answers(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        let page = basile.get(question(&t)).await.ok();
        let form = page.form_with_button("Publish the answer").with(&[("body", "Hold **WPS** for twelve seconds.")]);
        let done = basile.submit(form.clone()).await.done();
        let again = basile.submit(form).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM post WHERE kind = 'answer'", values![]).await, 1, "a double click is one answer");
        assert!(again.location().contains("#answer-"));
        let shown = basile.follow(&done).await.ok();
        shown.see("Hold WPS for twelve seconds.").see("Your answer is published").see("1 answer");
        assert_eq!(app.count("SELECT peer_answer_count AS n FROM question", values![]).await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM follow WHERE account_id = $1", values![basile.id.0]).await, 1);
        assert!(!shown.has(".stf"), "a member does not speak for the brand");
    }

    async fn what_stops_an_answer_keeps_its_text(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        let to = paths::QuestionAnswers { id: t.id };
        app.anyone().post(to, &[("body", "Hello")]).await.must_sign_in();
        let empty = basile.post(to, &[("body", "  ")]).await.refused();
        assert!(empty.has(".esum a[href='#f-body']"));
        let linked = basile.post(to, &[("body", "See https://a.example https://b.example https://c.example")]).await.refused();
        assert!(linked.value("body").contains("https://c.example"));
        app.exec("UPDATE question SET closed_at = 5, close_reason = 'Settled by phone' WHERE id = $1", values![t.id.0]).await;
        let closed = basile.post(to, &[("body", "I know this one")]).await.denied();
        assert!(closed.value("body").contains("I know this one"));
        app.anyone().get(question(&t)).await.ok().see("Settled by phone");
        basile.post(paths::QuestionAnswers { id: PostId(999) }, &[("body", "Hello")]).await.missing();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM post WHERE kind = 'answer'", values![]).await, 0);
    }

    async fn whoever_is_overtaken_reads_first(app) {
        let (ada, basile, chloe) = (app.member("ada").await, app.member("basile").await, app.member("chloe").await);
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        let slow = basile.get(question(&t)).await.ok();
        let quick = chloe.get(question(&t)).await.ok();
        chloe.press(&quick, "Publish the answer", &[("body", "Unplug it.")]).await.done();
        let page = basile.press(&slow, "Publish the answer", &[("body", "Pull the plug.")]).await.status(409);
        page.see("Unplug it.").see("1 new answer came while you were writing");
        assert_eq!(page.value("body").trim(), "Pull the plug.");
        basile.press(&page, "Publish the answer", &[]).await.done();
        assert_eq!(app.count("SELECT peer_answer_count AS n FROM question", values![]).await, 2);
    }

    async fn a_day_has_a_limit_and_keeps_the_text(app) {
        let nina = app.person(Person { age: HOUR, ..Person::member("nina") }).await;
        let t = seed(app, "My box blinks orange", nina.id, &[]).await;
        let to = paths::QuestionAnswers { id: t.id };
        for n in 0..10 {
            nina.post(to, &[("body", &format!("Idea {n}")), ("form_key", &format!("idea-{n}"))]).await.done();
        }
        // the last one sent twice is still the last one
        nina.post(to, &[("body", "Idea 9"), ("form_key", "idea-9")]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM post WHERE kind = 'answer'", values![]).await, 10);
        let page = nina.post(to, &[("body", "One more idea")]).await.status(429);
        page.see("10 answers in 24 hours");
        assert!(page.header("retry-after").is_some() && page.text("#f-body").contains("One more idea"));
        app.advance(25 * HOUR).await;
        nina.post(to, &[("body", "One more idea")]).await.done();
    }

    async fn a_visitor_who_says_something_logs_in_and_comes_back(app) {
        let ada = app.member("ada").await;
        let t = seed(app, "My box blinks orange", ada.id, &[ada.id]).await;
        let here = format!("{}{}", app.app.config.base_url(), question(&t));
        let to = app.anyone().with_header("referer", &here).post(paths::PostVote { id: t.answers[0] }, &[]).await.must_sign_in();
        assert!(to.location().contains(&paths::encode(&question(&t)).to_string()), "{}", to.location());
        let evil = app.anyone().with_header("referer", "https://evil.example/x").post(paths::PostVote { id: t.answers[0] }, &[]).await.must_sign_in();
        assert!(!evil.location().contains("evil"));
    }

    async fn personal_data_in_an_answer_is_looked_at_first(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        let page = basile.get(question(&t)).await.ok();
        let form = page.form_with_button("Publish the answer").with(&[("body", "Call me on 06 12 34 56 78 tonight.")]);
        let review = basile.submit(form).await.ok();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM post WHERE kind = 'answer'", values![]).await, 0, "nothing is public before its author decided");
        let done = basile.submit(review.form("main form")).await.done();
        let shown = basile.follow(&done).await.ok();
        shown.see("Call me on").not_see("34 56");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM private_detail WHERE body = '06 12 34 56 78'", values![]).await, 1);
        for table in ["post", "revision"] {
            assert_eq!(app.count(&format!("SELECT COUNT(*) AS n FROM {table} WHERE source LIKE '%34 56%'"), values![]).await, 0);
        }
    }

    async fn staff_speak_for_the_brand_unless_they_say_otherwise(app) {
        let (ada, claire) = (app.member("ada").await, app.staff("claire").await);
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        let page = claire.get(question(&t)).await.ok();
        let done = claire.press(&page, "Publish the answer", &[("body", "Call 3900 or write to aide@nordik.example, or 06 12 34 56 78.")]).await.done();
        claire.follow(&done).await.ok().see("Nordik team").see("06 12 34 56 78");
        let page = claire.get(question(&t)).await.ok();
        claire.press(&page, "Publish the answer", &[("body", "At home I unplugged it."), ("as_member", "1")]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM post WHERE kind = 'answer' AND official = TRUE", values![]).await, 1);
    }

    async fn a_post_can_be_quoted(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[ada.id]).await;
        let page = basile.get(question(&t)).await.ok();
        let link = page.attrs("article.post .acts a[data-quote]", "href").remove(1);
        let quoted = basile.get(link).await.ok();
        assert!(quoted.value("body").trim_start().starts_with("> Answer 1 to"), "{}", quoted.value("body"));
    }

    async fn an_answer_begun_is_there_again(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        let page = basile.get(question(&t)).await.ok();
        let form = page.form_with_button("Publish the answer").with(&[("body", "Half a thought")]);
        let pairs = form.pairs();
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        basile.post_part(paths::Drafts, "draft", &pairs).await.status(204);
        let back = basile.get(question(&t)).await.ok();
        back.see("This is your draft");
        assert_eq!(back.value("body").trim(), "Half a thought");
        basile.press(&back, "Publish the answer", &[("body", "A whole thought")]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM draft", values![]).await, 0);
    }

    async fn comments_are_short_and_masked(app) {
        let (ada, basile, ben) = (app.member("ada").await, app.member("basile").await, app.member("ben").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        let page = ada.get(question(&t)).await.ok();
        let form = page.form(&format!("#comments-{} form", t.answers[0])).with(&[("body", "Which light, @basile?")]);
        let done = ada.submit(form.clone()).await.done();
        ada.submit(form).await.done();
        assert_eq!(app.count("SELECT comment_count AS n FROM post WHERE id = $1", values![t.answers[0].0]).await, 1);
        ada.follow(&done).await.ok().see("Which light");
        let to = paths::PostComments { id: t.answers[0] };
        let part = format!("comments-{}", t.answers[0]);
        ben.post(to, &[("body", "Me too!")]).await.denied().see("Me too!");
        basile.post_part(to, &part, &[("body", "The left one.")]).await.ok().see("The left one.");
        let short = basile.post(to, &[("body", "x")]).await.refused();
        assert!(short.has("#f-comment"));
        let review = basile.post(to, &[("body", "Write to lea@example.org")]).await.ok();
        basile.submit(review.form("main form")).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM comment WHERE source LIKE '%lea@%'", values![]).await, 0);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM private_detail WHERE body = 'lea@example.org' AND comment_id IS NOT NULL", values![]).await, 1);
        let mine = app.count("SELECT MIN(id) AS n FROM comment", values![]).await;
        basile.post(paths::CommentDelete { id: mine.into() }, &[]).await.denied();
        ada.post(paths::CommentDelete { id: mine.into() }, &[]).await.done();
        app.anyone().get(question(&t)).await.ok().not_see("Which light");
    }

    async fn reports_are_kept_and_personal_data_is_hidden_at_once(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id, basile.id]).await;
        let flag = |n: usize| paths::PostFlag { id: t.answers[n] };
        app.anyone().get(flag(0)).await.must_sign_in();
        basile.get(flag(0)).await.denied();
        let form = ada.get(flag(0)).await.ok();
        let none = ada.press(&form, "Send the report", &[("details", "Look at this")]).await.refused();
        assert_eq!(none.value("details").trim(), "Look at this");
        ada.press(&form, "Send the report", &[("reason", "spam")]).await.done();
        ada.press(&form, "Send the report", &[("reason", "abuse")]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM flag WHERE reason = 'spam'", values![]).await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM flag", values![]).await, 1, "once a member and a post");
        ada.post(flag(1), &[("reason", "privacy"), ("details", "my number")]).await.done();
        let page = app.anyone().get(question(&t)).await.ok();
        page.see("This text is hidden").see("1 answer").not_see("Answer 2");
        basile.get(question(&t)).await.ok().see("Answer 2");
        basile.post(paths::PostFlag { id: t.id }, &[("reason", "privacy")]).await.done();
        app.anyone().get(question(&t)).await.ok().see("hidden for now").not_see("blinks");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM question WHERE state = 'hidden'", values![]).await, 1);
    }

    async fn views_are_counted_apart_from_prefetches(app) {
        let ada = app.member("ada").await;
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        app.anyone().get(question(&t)).await.ok();
        app.anyone().with_header("sec-purpose", "prefetch;anonymous-client-ip").get(question(&t)).await.ok();
        entraide::questions::jobs::flush_views(&app.app).await.expect("flushed");
        assert_eq!(app.count("SELECT views AS n FROM question", values![]).await, 1);
    }

    async fn someone_who_left_has_no_name(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        app.alter(basile.id, "deleted_at = 5").await;
        app.anyone().get(question(&t)).await.ok().see("former member").not_see("Basile");
        app.alter(ada.id, &format!("role = '{}'", Role::Staff.word())).await;
    }
}
