//! Closing, duplicates, deleting and restoring, taking a name off.

use crate::support::*;

fn question(t: &Thread) -> String {
    paths::Question { id: t.id, slug: &t.slug }.to_string()
}

both! {
    async fn a_thread_is_closed_for_a_public_reason(app) {
        let (ada, basile, claire) = (app.member("ada").await, app.member("basile").await, app.staff("claire").await);
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        let to = paths::QuestionClose { id: t.id };
        basile.get(to).await.denied();
        ada.get(to).await.denied();
        let form = claire.get(to).await.ok();
        claire.press(&form, "Close the question", &[("reason", " ")]).await.refused();
        let done = claire.press(&form, "Close the question", &[("reason", "Settled by phone")]).await.done();
        claire.follow(&done).await.ok().see("Settled by phone");
        basile.post(paths::QuestionAnswers { id: t.id }, &[("body", "I know")]).await.denied();
        claire.post(to, &[("reason", "Again")]).await.denied();
        let done = ada.post(paths::QuestionReopen { id: t.id }, &[]).await.done();
        ada.follow(&done).await.ok().not_see("Settled by phone");
        basile.post(paths::QuestionAnswers { id: t.id }, &[("body", "I know")]).await.done();
        claire.post(to, &[("reason", "Settled by phone")]).await.done();
        app.advance(31 * DAY).await;
        let ada = app.browser(ada.id).await;
        ada.post(paths::QuestionReopen { id: t.id }, &[]).await.denied();
        app.browser(claire.id).await.post(paths::QuestionReopen { id: t.id }, &[]).await.done();
        let t2 = seed(app, "An answer is no question", ada.id, &[basile.id]).await;
        app.browser(claire.id).await.get(paths::QuestionClose { id: t2.answers[0] }).await.missing();
    }

    async fn a_duplicate_points_to_its_original(app) {
        let (ada, basile, claire) = (app.member("ada").await, app.member("basile").await, app.staff("claire").await);
        let first = seed(app, "My box blinks orange", basile.id, &[ada.id]).await;
        let second = seed(app, "The box is orange and blinks", ada.id, &[]).await;
        let third = seed(app, "Orange blinking, what now?", basile.id, &[]).await;
        let of = |t: &Thread| t.id.to_string();
        let mark = async |who: &Client, t: &Thread, of: &str| who.post(paths::QuestionDuplicate { id: t.id }, &[("of", of)]).await;
        basile.get(paths::QuestionDuplicate { id: second.id }).await.denied();
        mark(&claire, &second, &of(&second)).await.refused().see("duplicate of itself");
        mark(&claire, &second, "999").await.refused().see("no such question");
        mark(&claire, &second, &first.answers[0].to_string()).await.refused().see("no such question");
        let words = mark(&claire, &second, "the other one").await.refused();
        assert_eq!(words.value("of"), "the other one");
        mark(&ada, &second, &format!("http://localhost:3000{}", question(&first))).await.done();
        let page = app.anyone().get(question(&second)).await.ok();
        page.see("My box blinks orange");
        mark(&claire, &first, &of(&second)).await.refused().see("itself a duplicate of this one");
        mark(&claire, &third, &of(&second)).await.done();
        assert_eq!(app.count("SELECT duplicate_of AS n FROM question WHERE id = $1", values![third.id.0]).await, first.id.0, "the original of the original");
        assert_eq!(app.count("SELECT peer_answer_count AS n FROM question WHERE id = $1", values![second.id.0]).await, 0, "still unanswered");
        ada.get(question(&second)).await.ok().see("My problem is different");
        ada.post(paths::QuestionReopen { id: second.id }, &[]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM question WHERE id = $1 AND duplicate_of IS NULL AND closed_at IS NULL", values![second.id.0]).await, 1);
        app.exec("UPDATE post SET state = 'hidden' WHERE id = $1", values![first.id.0]).await;
        app.exec("UPDATE question SET state = 'hidden' WHERE id = $1", values![first.id.0]).await;
        mark(&ada, &second, &of(&first)).await.refused();
    }

    async fn two_cannot_be_each_others_duplicates(app) {
        let claire = app.staff("claire").await;
        let (a, b) = (seed(app, "My box blinks orange", claire.id, &[]).await, seed(app, "Orange blinking box", claire.id, &[]).await);
        let (of_b, of_a) = (b.id.to_string(), a.id.to_string());
        let (one, two) = (paths::QuestionDuplicate { id: a.id }, paths::QuestionDuplicate { id: b.id });
        let (left, right) = ([("of", of_b.as_str())], [("of", of_a.as_str())]);
        let (x, y) = tokio::join!(claire.post(one, &left), claire.post(two, &right));
        assert!((x.status == 303) ^ (y.status == 303), "{} and {}", x.describe(), y.describe());
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM question WHERE duplicate_of IS NOT NULL", values![]).await, 1);
    }

    async fn one_deletes_ones_own_and_brings_it_back(app) {
        let (ada, basile, bo, claire) = (app.member("ada").await, app.member("basile").await, app.ambassador("bo").await, app.staff("claire").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        let answer = t.answers[0];
        bo.post(paths::PostVote { id: answer }, &[("direction", "up")]).await.done();
        ada.post(paths::PostAccept { id: answer }, &[]).await.done();
        bo.post(paths::PostDelete { id: answer }, &[]).await.denied();
        ada.get(paths::PostDelete { id: t.id }).await.denied();
        let form = basile.get(paths::PostDelete { id: answer }).await.ok();
        basile.press(&form, "Delete", &[]).await.done();
        app.anyone().get(question(&t)).await.ok().see("0 answers").not_see("unplug it");
        assert_eq!(app.count("SELECT accepted_count + answer_count + peer_answer_count AS n FROM question WHERE id = $1", values![t.id.0]).await, 0);
        bo.post(paths::PostRestore { id: answer }, &[]).await.missing();
        let page = basile.get(question(&t)).await.ok();
        let back = basile.press(&page, "Restore", &[]).await.done();
        basile.follow(&back).await.ok().see("unplug it");
        assert_eq!(app.count("SELECT accepted_count + answer_count + peer_answer_count AS n FROM question WHERE id = $1", values![t.id.0]).await, 3);
        assert_eq!(app.count("SELECT score AS n FROM post WHERE id = $1", values![answer.0]).await, 1, "facts come back");
        claire.post(paths::PostDelete { id: answer }, &[("reason", "")]).await.refused();
        claire.post(paths::PostDelete { id: answer }, &[("reason", "It burnt a box")]).await.done();
        app.anyone().get(question(&t)).await.ok().see("It burnt a box").not_see("unplug it");
        let told = app.mail_to("basile@example.com").await;
        assert!(told.text.contains("It burnt a box"), "{}", told.text);
        basile.post(paths::PostRestore { id: answer }, &[]).await.missing();
        let page = claire.get(question(&t)).await.ok();
        claire.press(&page, "Restore", &[]).await.done();
        app.anyone().get(question(&t)).await.ok().see("unplug it");
    }

    async fn a_question_nobody_answered_can_go(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[ada.id]).await;
        basile.get(paths::QuestionAnonymise { id: t.id }).await.denied();
        ada.get(paths::QuestionAnonymise { id: t.id }).await.denied();
        let done = ada.post(paths::PostDelete { id: t.id }, &[]).await.done();
        let page = ada.get(done.location()).await;
        assert!(page.status == 200 || page.status == 410, "{}", page.describe());
        app.anyone().get(question(&t)).await.status(410).not_see("blinks orange");
        ada.post(paths::PostRestore { id: t.id }, &[]).await.done();
        app.anyone().get(question(&t)).await.ok().see("blinks orange");
    }

    async fn a_question_others_answered_stays_without_its_name(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id, ada.id]).await;
        ada.post(paths::PostEdit { id: t.id }, &[("body", "It blinks at night."), ("revision", "1")]).await.done();
        ada.post(paths::PostComments { id: t.id }, &[("body", "Nobody?")]).await.done();
        ada.post(paths::PostDelete { id: t.id }, &[]).await.denied();
        let form = ada.get(paths::QuestionAnonymise { id: t.id }).await.ok();
        let done = ada.press(&form, "Take my name off", &[]).await.done();
        let page = ada.follow(&done).await.ok();
        page.see("former member").see("Answer 1");
        assert!(!page.texts("article.post").iter().any(|p| p.contains("Ada")), "no post names her");
        app.anyone().get(paths::PostRevisions { id: t.id }).await.ok().not_see("Ada").see("former member");
        for (table, column) in [("post", "author_id"), ("post", "edited_by"), ("question", "author_id"), ("comment", "author_id"), ("revision", "editor_id")] {
            assert_eq!(app.count(&format!("SELECT COUNT(*) AS n FROM {table} WHERE {column} = $1"), values![ada.id.0]).await, 0, "{table}.{column}");
        }
        assert_eq!(app.count("SELECT peer_answer_count AS n FROM question", values![]).await, 1, "her own answer is still the asker's");
        ada.get(paths::PostEdit { id: t.id }).await.ok().see("Send for review");
        ada.post(paths::PostDelete { id: t.id }, &[]).await.denied();
    }

    async fn private_details_are_for_the_author_and_staff(app) {
        let (ada, bo, claire) = (app.member("ada").await, app.ambassador("bo").await, app.staff("claire").await);
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        app.exec("INSERT INTO private_detail (post_id, author_id, body, created_at) VALUES ($1, $2, 'Contract 4711', $3)", values![t.id.0, ada.id.0, app.now()]).await;
        let to = paths::PostPrivate { id: t.id };
        app.anyone().get(to).await.must_sign_in();
        bo.get(to).await.denied();
        bo.post(to, &[]).await.denied();
        ada.get(to).await.ok().see("Contract 4711");
        let before = app.count("SELECT COUNT(*) AS n FROM audit", values![]).await;
        let form = claire.get(to).await.ok();
        form.not_see("Contract 4711");
        claire.press(&form, "Show the private details", &[]).await.ok().see("Contract 4711");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM audit", values![]).await, before + 1);
        // what an editor had masked is the editor's, not the author's
        app.exec("INSERT INTO private_detail (post_id, author_id, body, created_at) VALUES ($1, $2, '06 12 34 56 78', $3)", values![t.id.0, bo.id.0, app.now()]).await;
        ada.get(to).await.ok().see("Contract 4711").not_see("34 56");
    }
}
