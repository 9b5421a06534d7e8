//! Votes, acceptances and the like, one by one and all at once.

use std::sync::Arc;

use crate::support::*;

fn question(t: &Thread) -> String {
    paths::Question { id: t.id, slug: &t.slug }.to_string()
}

both! {
    async fn a_vote_counts_once_and_can_be_taken_back(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        let vote = paths::PostVote { id: t.answers[0] };
        let score = || app.count("SELECT score AS n FROM post WHERE id = $1", values![t.answers[0].0]);
        app.anyone().post(vote, &[("direction", "up")]).await.must_sign_in();
        basile.post(vote, &[("direction", "up")]).await.denied();
        let done = ada.post(vote, &[("direction", "up")]).await.done();
        assert!(done.location().ends_with(&format!("#answer-{}", t.answers[0])));
        ada.post(vote, &[("direction", "up")]).await.done();
        assert_eq!(score().await, 1);
        let first = app.count("SELECT at AS n FROM vote", values![]).await;
        let part = format!("vote-{}", t.answers[0]);
        let cell = ada.post_part(vote, &part, &[("direction", "none")]).await.ok();
        assert_eq!(cell.attr("button.vote", "aria-pressed"), "false");
        assert_eq!(score().await, 0);
        ada.post(vote, &[("direction", "none")]).await.done();
        app.advance(3 * DAY).await;
        let cell = ada.post_part(vote, &part, &[("direction", "up")]).await.ok();
        assert_eq!(cell.attr("button.vote", "aria-pressed"), "true");
        assert_eq!(cell.text(".count"), "1");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM vote", values![]).await, 1);
        assert_eq!(app.count("SELECT at AS n FROM vote WHERE withdrawn_at IS NULL", values![]).await, first, "a vote given again keeps its first time");
        ada.post(vote, &[("direction", "down")]).await.status(400);
        ada.post(paths::PostVote { id: 999.into() }, &[("direction", "up")]).await.missing();
    }

    async fn a_vote_on_the_question_is_the_questions(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        basile.post(paths::PostVote { id: t.id }, &[("direction", "up")]).await.done();
        assert_eq!(app.count("SELECT score AS n FROM question", values![]).await, 1);
    }

    async fn staff_do_not_judge_the_brand(app) {
        let (ada, claire, denis) = (app.member("ada").await, app.staff("claire").await, app.staff("denis").await);
        let t = seed(app, "My box blinks orange", ada.id, &[claire.id]).await;
        app.exec("UPDATE post SET official = TRUE WHERE id = $1", values![t.answers[0].0]).await;
        denis.post(paths::PostVote { id: t.answers[0] }, &[]).await.denied();
        claire.post(paths::PostVerify { id: t.answers[0] }, &[]).await.denied();
        denis.post(paths::PostVerify { id: t.answers[0] }, &[]).await.done();
        ada.post(paths::PostVerify { id: t.answers[0] }, &[]).await.denied();
        assert_eq!(app.count("SELECT verified_count AS n FROM question", values![]).await, 1);
        let page = app.anyone().get(question(&t)).await.ok();
        page.see("Confirmed");
        assert!(page.has(".post.sol"));
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM question WHERE solved_at IS NOT NULL", values![]).await, 0, "confirmed, but the asker has not said so");
        denis.post(paths::PostUnverify { id: t.answers[0] }, &[]).await.done();
        assert_eq!(app.count("SELECT verified_count AS n FROM question", values![]).await, 0);
    }

    async fn the_asker_accepts(app) {
        let (ada, basile, chloe) = (app.member("ada").await, app.member("basile").await, app.member("chloe").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id, chloe.id, basile.id, ada.id]).await;
        let accept = |n: usize| paths::PostAccept { id: t.answers[n] };
        basile.post(accept(0), &[]).await.denied();
        let page = ada.get(question(&t)).await.ok();
        assert_eq!(page.count("form[action$='/accept']"), 4);
        let done = ada.post(accept(1), &[]).await.done();
        let page = ada.follow(&done).await.ok();
        page.see("Solution").see("accepted by Ada").see("Go to the solution").see("Solved");
        assert_eq!(page.attrs("article.post", "id")[1], format!("answer-{}", t.answers[1]), "the solution stands first");
        assert_eq!(page.count("[itemprop=acceptedAnswer]"), 1);
        assert_eq!(page.count("form[action$='/accept']"), 3, "not the accepted one");
        ada.post(accept(1), &[]).await.done();
        ada.post(accept(0), &[]).await.done();
        assert_eq!(ada.get(question(&t)).await.ok().count("form[action$='/accept']"), 0, "two are accepted");
        ada.post(accept(2), &[]).await.denied();
        ada.post(accept(3), &[]).await.denied();
        assert_eq!(app.count("SELECT accepted_count AS n FROM question", values![]).await, 2);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM acceptance", values![]).await, 2);
        for n in [0, 1] {
            ada.post(paths::PostUnaccept { id: t.answers[n] }, &[]).await.done();
        }
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM question WHERE solved_at IS NULL AND accepted_count = 0", values![]).await, 1);
        ada.post(paths::PostAccept { id: t.id }, &[]).await.denied();
        ada.post(accept(3), &[]).await.done();
        app.anyone().get(question(&t)).await.ok().see("accepted by Ada");
    }

    async fn me_too_follows_as_well(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        ada.post(paths::QuestionMeToo { id: t.id }, &[]).await.denied();
        let page = basile.get(question(&t)).await.ok();
        let done = basile.press(&page, "I have this problem too", &[]).await.done();
        let page = basile.follow(&done).await.ok();
        page.see("1 person has this problem");
        assert!(page.has("button[aria-pressed=true]"));
        let part = basile.post_part(paths::QuestionMeToo { id: t.id }, "who-else", &[("state", "off")]).await.ok();
        part.not_see("person has this problem").see("Followed");
        basile.post(paths::QuestionFollow { id: t.id }, &[("state", "off")]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM follow WHERE account_id = $1", values![basile.id.0]).await, 0);
        basile.post(paths::QuestionFollow { id: t.id }, &[("state", "on")]).await.done();
        assert_eq!(app.count("SELECT me_too_count AS n FROM question", values![]).await, 0);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM me_too WHERE withdrawn_at IS NOT NULL", values![]).await, 1);
    }

    async fn did_not_work_moves_the_place_only_when_said_by_who_has_the_problem(app) {
        let (ada, basile, chloe) = (app.member("ada").await, app.member("basile").await, app.member("chloe").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id, chloe.id]).await;
        let to = paths::PostDidNotWork { id: t.answers[0] };
        let weight = || app.count("SELECT did_not_work_weight AS n FROM post WHERE id = $1", values![t.answers[0].0]);
        ada.post(to, &[("reason", "nonsense")]).await.refused().see("Choose what went wrong");
        basile.post(to, &[("reason", "other")]).await.denied();
        ada.post(paths::PostDidNotWork { id: t.id }, &[("reason", "other")]).await.denied();
        let page = ada.get(question(&t)).await.ok();
        let form = page.form(&format!("#failed-{} form", t.answers[0])).with(&[("reason", "other_model"), ("details", "Mine is a Box 4")]);
        let done = ada.submit(form).await.done();
        let page = app.anyone().get(done.location()).await.ok();
        page.see("Did not work for 1 person (another model)").not_see("Box 4");
        assert_eq!(page.attrs("article.post", "id")[1], format!("answer-{}", t.answers[1]), "it lost its place");
        assert_eq!(weight().await, 1);
        chloe.post(to, &[("reason", "risky")]).await.done();
        assert_eq!(weight().await, 1, "who answered there does not count");
        let new = app.person(Person { age: 2 * HOUR, ..Person::member("nina") }).await;
        new.post(paths::QuestionMeToo { id: t.id }, &[]).await.done();
        new.post(to, &[("reason", "outdated")]).await.done();
        assert_eq!(weight().await, 1, "an account of two hours does not count");
        assert_eq!(app.count("SELECT did_not_work_count AS n FROM post WHERE id = $1", values![t.answers[0].0]).await, 3);
        ada.post(to, &[("reason", "none")]).await.done();
        assert_eq!(weight().await, 0);
        ada.post(to, &[("reason", "missing_step")]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM did_not_work WHERE actor_id = $1", values![ada.id.0]).await, 1);
    }

    async fn solved_elsewhere_is_the_askers_to_say(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        let to = paths::QuestionSolvedElsewhere { id: t.id };
        basile.post(to, &[("note", "x")]).await.denied();
        let page = ada.get(question(&t)).await.ok();
        ada.press(&page, "It is solved", &[("note", "A technician came; call 06 12 34 56 78")]).await.done();
        let page = app.anyone().get(question(&t)).await.ok();
        page.see("Solved elsewhere").see("A technician came").not_see("34 56");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM question WHERE solved_at IS NOT NULL", values![]).await, 1);
        let page = ada.get(question(&t)).await.ok();
        ada.press(&page, "Not solved after all", &[]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM question WHERE solved_at IS NULL AND solved_elsewhere_note IS NULL", values![]).await, 1);
        ada.post(to, &[("note", &"x".repeat(501))]).await.refused();
    }

    async fn what_the_brand_confirms_is_solved_only_by_the_askers_word(app) {
        app.ignore_mails();
        let (ada, basile, claire) = (app.member("ada").await, app.member("basile").await, app.staff("claire").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        t.index(app).await;
        claire.post(paths::PostVerify { id: t.answers[0] }, &[]).await.done();
        let stamps = async || {
            let row = app.anyone().get(paths::Home).await.ok().attr("article.card", "class").trim_start_matches("card").trim().to_owned();
            (row, app.anyone().get(question(&t)).await.ok().texts(".stamp")[0].clone())
        };
        let is = |row: &str, stamp: &str| (row.to_owned(), stamp.to_owned());
        assert_eq!(stamps().await, is("", "Answered"), "confirmed, and nobody said that it solved it");
        ada.post(paths::QuestionSolvedElsewhere { id: t.id }, &[("note", "A technician came")]).await.done();
        assert_eq!(stamps().await, is("sol els", "Solved elsewhere"));
        ada.post(paths::PostAccept { id: t.answers[0] }, &[]).await.done();
        assert_eq!(stamps().await, is("sol", "Solved"));
    }

    async fn thirty_two_votes_at_once_are_thirty_two(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        let mut voters = Vec::new();
        for n in 0..32 {
            voters.push(Arc::new(app.member(&format!("voter{n}")).await));
        }
        let mut hands = Vec::new();
        for voter in voters {
            for _ in 0..2 {
                let (voter, id) = (voter.clone(), t.answers[0]);
                hands.push(tokio::spawn(async move { voter.post(paths::PostVote { id }, &[("direction", "up")]).await.done() }));
            }
        }
        for hand in hands {
            hand.await.expect("it voted");
        }
        assert_eq!(app.count("SELECT score AS n FROM post WHERE id = $1", values![t.answers[0].0]).await, 32);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM vote", values![]).await, 32);
        let tx = app.db().write().await.expect("a transaction");
        entraide::questions::refresh::refresh(&tx, t.id).await.expect("counted again");
        tx.commit().await.expect("committed");
        assert_eq!(app.count("SELECT score AS n FROM post WHERE id = $1", values![t.answers[0].0]).await, 32);
    }

    async fn accepting_three_at_once_accepts_two(app) {
        let ada = Arc::new(app.member("ada").await);
        let mut answerers = Vec::new();
        for n in 0..6 {
            answerers.push(app.member(&format!("helper{n}")).await.id);
        }
        let t = seed(app, "My box blinks orange", ada.id, &answerers).await;
        let hands: Vec<_> = t.answers.iter().map(|id| {
            let (ada, id) = (ada.clone(), *id);
            tokio::spawn(async move { ada.post(paths::PostAccept { id }, &[]).await.status.as_u16() })
        }).collect();
        let mut codes = Vec::new();
        for hand in hands {
            codes.push(hand.await.expect("it answered"));
        }
        codes.sort_unstable();
        assert_eq!(codes, [303, 303, 403, 403, 403, 403]);
        assert_eq!(app.count("SELECT accepted_count AS n FROM question", values![]).await, 2);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM acceptance WHERE withdrawn_at IS NULL", values![]).await, 2);
    }

    async fn switching_back_and_forth_in_parallel_leaves_one_truth(app) {
        let (ada, basile) = (app.member("ada").await, Arc::new(app.member("basile").await));
        let t = seed(app, "My box blinks orange", ada.id, &[ada.id]).await;
        let mut hands = Vec::new();
        for n in 0..24 {
            let (basile, id, direction) = (basile.clone(), t.answers[0], if n % 2 == 0 { "up" } else { "none" });
            hands.push(tokio::spawn(async move { basile.post(paths::PostVote { id }, &[("direction", direction)]).await.done() }));
        }
        for hand in hands {
            hand.await.expect("it answered");
        }
        let live = app.count("SELECT COUNT(*) AS n FROM vote WHERE withdrawn_at IS NULL", values![]).await;
        assert_eq!(app.count("SELECT score AS n FROM post WHERE id = $1", values![t.answers[0].0]).await, live);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM vote", values![]).await, 1);
    }
}
