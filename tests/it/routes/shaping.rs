//! Threads merged, split, filed elsewhere: what goes along, what is never lost.

use entity::PostId;

use crate::support::*;

fn question(t: &Thread) -> String {
    paths::Question { id: t.id, slug: &t.slug }.to_string()
}

async fn settled(app: &TestApp, id: PostId) {
    let tx = app.db().write().await.expect("a transaction");
    entraide::search::index_question(&tx, id).await.expect("indexed");
    entraide::deadlines::settle(&tx, id, None, app.now()).await.expect("settled");
    tx.commit().await.expect("committed");
}

async fn clocks_are_true(app: &TestApp) {
    assert_eq!(entraide::deadlines::verify::verify(app.db().read(), app.now()).await.expect("verified"), Vec::<String>::new());
}

both! {
    async fn two_threads_become_one(app) {
        let (ada, bea, helper, follower, claire) = (app.member("ada").await, app.member("bea").await, app.member("helper").await, app.member("follower").await, app.staff("claire").await);
        let kept = seed(app, "The box blinks orange", ada.id, &[]).await;
        let gone = seed(app, "Orange light on my box", bea.id, &[helper.id, claire.id]).await;
        for t in [&kept, &gone] {
            settled(app, t.id).await;
        }
        follower.post(paths::QuestionFollow { id: gone.id }, &[("state", "on")]).await.done();
        follower.post(paths::QuestionMeToo { id: gone.id }, &[("state", "on")]).await.done();
        ada.post(paths::PostVote { id: gone.answers[0] }, &[("direction", "up")]).await.done();
        bea.post(paths::PostAccept { id: gone.answers[0] }, &[]).await.done();
        let points = app.count("SELECT reputation AS n FROM account WHERE id = $1", values![helper.id.0]).await;
        let due = app.count("SELECT COALESCE(first_due_at, 0) AS n FROM thread_clock WHERE question_id = $1", values![kept.id.0]).await;
        app.ignore_mails();

        let form = claire.get(paths::QuestionMerge { id: gone.id }).await.ok();
        claire.press(&form, "Look at both", &[("of", &gone.id.to_string())]).await.refused().see("This is the thread itself");
        let sure = claire.press(&form, "Look at both", &[("of", &question(&kept))]).await.ok();
        sure.see("The box blinks orange");
        let done = claire.press(&sure, "Merge the threads", &[]).await.done();
        let page = claire.follow(&done).await.ok();
        page.see("The threads are one").see("Answer 1 to “Orange light on my box”");
        // whoever asks for the other is led here for good
        let moved = app.anyone().get(question(&gone)).await.status(301);
        assert_eq!(moved.location(), paths::answer(kept.id, &kept.slug, gone.answers[0]));
        bea.get(question(&gone)).await.status(301);
        app.anyone().get(paths::Search.to_string() + "?q=orange").await.ok().see("1 result").see("The box blinks orange");
        // with everything that was said
        assert_eq!(app.count("SELECT accepted_count AS n FROM question WHERE id = $1", values![kept.id.0]).await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM follow WHERE question_id = $1 AND account_id IN ($2, $3)", values![kept.id.0, follower.id.0, bea.id.0]).await, 2);
        assert_eq!(app.count("SELECT me_too_count AS n FROM question WHERE id = $1", values![kept.id.0]).await, 2, "its asker, and who had it too");
        assert_eq!(app.count("SELECT reputation AS n FROM account WHERE id = $1", values![helper.id.0]).await, points);
        assert!(app.count("SELECT COALESCE(first_due_at, 0) AS n FROM thread_clock WHERE question_id = $1", values![kept.id.0]).await <= due);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM feed_row WHERE question_id = $1", values![gone.id.0]).await, 0);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM audit WHERE action = 'merge'", []).await, 1);
        app.must_be_sound().await;
        clocks_are_true(app).await;
        claire.post(paths::QuestionMerge { id: gone.id }, &[("of", &kept.id.to_string()), ("sure", "1")]).await.denied();
    }

    async fn what_either_was_promised_is_never_later(app) {
        let (ada, bea, claire) = (app.member("ada").await, app.member("bea").await, app.staff("claire").await);
        let early = seed(app, "Asked this morning", bea.id, &[]).await;
        settled(app, early.id).await;
        app.advance(3 * HOUR).await;
        let claire = app.browser(claire.id).await;
        let late = seed(app, "Asked at noon", ada.id, &[]).await;
        settled(app, late.id).await;
        let due = async |id: PostId| app.count("SELECT first_due_at AS n FROM thread_clock WHERE question_id = $1", values![id.0]).await;
        let promised = due(early.id).await;
        assert!(promised < due(late.id).await);
        app.ignore_mails();
        claire.post(paths::QuestionMerge { id: early.id }, &[("of", &late.id.to_string()), ("sure", "1")]).await.done();
        assert_eq!(due(late.id).await, promised);
        clocks_are_true(app).await;
        app.must_be_sound().await;
    }

    async fn an_asker_who_solved_the_other_keeps_what_they_earned(app) {
        let (ada, bea, claire) = (app.member("ada").await, app.member("bea").await, app.staff("claire").await);
        let (mine, theirs) = (seed(app, "My own question here", ada.id, &[]).await, seed(app, "Your question about it", bea.id, &[ada.id]).await);
        bea.post(paths::PostAccept { id: theirs.answers[0] }, &[]).await.done();
        claire.post(paths::QuestionMerge { id: theirs.id }, &[("of", &mine.id.to_string()), ("sure", "1")]).await.refused().see("Mark it as a duplicate instead");
        app.ignore_mails();
    }

    async fn two_who_merge_at_once_lose_nothing(app) {
        let (ada, bea, claire, denis) = (app.member("ada").await, app.member("bea").await, app.staff("claire").await, app.staff("denis").await);
        let (a, b) = (seed(app, "One problem, first words", ada.id, &[claire.id]).await, seed(app, "One problem, other words", bea.id, &[denis.id]).await);
        for t in [&a, &b] {
            settled(app, t.id).await;
        }
        app.ignore_mails();
        let (into_a, into_b) = (a.id.to_string(), b.id.to_string());
        let (one, two) = ([("of", into_b.as_str()), ("sure", "1")], [("of", into_a.as_str()), ("sure", "1")]);
        let (x, y) = tokio::join!(claire.post(paths::QuestionMerge { id: a.id }, &one), denis.post(paths::QuestionMerge { id: b.id }, &two));
        let mut done = [x.status.as_u16(), y.status.as_u16()];
        done.sort_unstable();
        assert_eq!(done[0], 303, "{done:?}");
        assert!(done[1] >= 400, "the other is told: {done:?}");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM question WHERE merged_into IS NOT NULL", []).await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM question WHERE answer_count = 2 AND state = 'visible'", []).await, 1);
        app.must_be_sound().await;
        clocks_are_true(app).await;
    }

    async fn an_answer_becomes_a_thread(app) {
        let (ada, bea, helper, claire) = (app.member("ada").await, app.member("bea").await, app.member("helper").await, app.staff("claire").await);
        let t = seed(app, "The box blinks orange", ada.id, &[helper.id, bea.id, helper.id]).await;
        settled(app, t.id).await;
        ada.post(paths::PostAccept { id: t.answers[0] }, &[]).await.done();
        claire.post(paths::PostVote { id: t.answers[2] }, &[("direction", "up")]).await.done();
        app.ignore_mails();
        let form = claire.get(paths::QuestionSplit { id: t.id }).await.ok();
        assert_eq!(form.count("input[name=first]"), 2, "what was accepted stays");
        let (first, rest) = (t.answers[1].to_string(), t.answers[2].to_string());
        let to = paths::QuestionSplit { id: t.id };
        claire.post(&to, &[("title", "No sound on the television"), ("rest", &rest)]).await.refused().see("Choose the answer that is a question");
        claire.post(&to, &[("title", "No sound on the television"), ("first", &rest), ("rest", &first)]).await.refused().see("written after the question");
        let sure = claire.post(&to, &[("title", "No sound on the television"), ("first", &first), ("rest", &rest)]).await.ok();
        sure.see("1 answer goes along").see("Asked by Bea");
        let done = claire.press(&sure, "Make the thread", &[]).await.done();
        let page = claire.follow(&done).await.ok();
        page.see("No sound on the television").see("The thread was made");
        app.anyone().get(question(&t)).await.ok().not_see("Answer 3 to");
        assert_eq!(app.count("SELECT author_id AS n FROM question WHERE id = $1", values![t.answers[1].0]).await, bea.id.0);
        assert_eq!(app.count("SELECT peer_answer_count AS n FROM question WHERE id = $1", values![t.answers[1].0]).await, 1);
        assert_eq!(app.count("SELECT answer_count AS n FROM question WHERE id = $1", values![t.id.0]).await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM follow WHERE question_id = $1", values![t.answers[1].0]).await, 2);
        app.must_be_sound().await;
        clocks_are_true(app).await;
    }

    async fn a_thread_is_filed_elsewhere(app) {
        let (ada, claire) = (app.member("ada").await, app.staff("claire").await);
        for (slug, audience) in [("box", "public"), ("circle", "circle")] {
            let text = "INSERT INTO category (slug, name_en, name_fr, description_en, description_fr, position, created_at, audience) VALUES ($1, $1, $1, '', '', 1, 0, $2)";
            app.exec(text, values![slug, audience]).await;
        }
        let t = seed(app, "The box blinks orange", ada.id, &[]).await;
        settled(app, t.id).await;
        let due = app.count("SELECT first_due_at AS n FROM thread_clock WHERE question_id = $1", values![t.id.0]).await;
        let id = async |slug: &str| app.count("SELECT id AS n FROM category WHERE slug = $1", values![slug]).await.to_string();
        ada.get(paths::QuestionMove { id: t.id }).await.denied();
        let form = claire.get(paths::QuestionMove { id: t.id }).await.ok();
        claire.post(paths::QuestionMove { id: t.id }, &[("category", &id("circle").await)]).await.refused();
        claire.press(&form, "Move to another category", &[("category", &id("box").await)]).await.done();
        assert!(app.count("SELECT first_due_at AS n FROM thread_clock WHERE question_id = $1", values![t.id.0]).await <= due);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM audit WHERE action = 'move'", []).await, 1);
        app.anyone().get(paths::Category { slug: "box" }).await.ok().see("The box blinks orange");
        app.must_be_sound().await;
        clocks_are_true(app).await;
        app.ignore_mails();
    }
}
