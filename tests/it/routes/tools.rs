//! Daily tools: saved replies, "I am answering", answers that wait for the asker.

use entity::PostId;

use crate::support::*;

fn question(t: &Thread) -> paths::Question<'_> {
    paths::Question { id: t.id, slug: &t.slug }
}

both! {
    async fn a_saved_reply_goes_into_an_answer(app) {
        let (ada, basile) = (app.member("ada").await, app.ambassador("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        ada.get(paths::SettingsReplies).await.denied();
        let page = basile.get(paths::SettingsReplies).await.ok();
        basile.press(&page, "Save the reply", &[("title", ""), ("body", "x")]).await.refused();
        let done = basile.press(&page, "Save the reply", &[("title", "Which firmware?"), ("body", "Please open *Settings*, then **About**.")]).await.done();
        basile.follow(&done).await.ok().see("Which firmware?");
        let thread = basile.get(question(&t)).await.ok();
        let again = basile.submit(thread.form_with_button("Put it into my answer").with(&[("body", "Hello Ada.")])).await.ok();
        assert_eq!(again.text("#f-body"), "Hello Ada. Please open *Settings*, then **About**.");
        let done = basile.press(&again, "Publish the answer", &[]).await;
        basile.follow(&done.done()).await.ok().see("Please open Settings");
        ada.get(question(&t)).await.ok().not_see("Saved replies");
        ada.post(paths::QuestionInsertReply { id: t.id }, &[("reply", "1"), ("body", "")]).await.denied();
        // nobody puts another's into theirs
        let claire = app.staff("claire").await;
        let page = claire.post(paths::QuestionInsertReply { id: t.id }, &[("reply", "1"), ("body", "")]).await.ok();
        assert_eq!(page.text("#f-body"), "");
        let page = basile.get(paths::SettingsReplies).await.ok();
        basile.press(&page, "Delete", &[]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM saved_reply", values![]).await, 0);
    }

    async fn fifty_saved_replies_are_the_end(app) {
        let basile = app.ambassador("basile").await;
        for n in 0..49 {
            app.exec("INSERT INTO saved_reply (account_id, title, body, updated_at) VALUES ($1, $2, 'x', 1)", values![basile.id.0, format!("Reply {n}")]).await;
        }
        let send = async |n: usize| {
            let title = format!("Last {n}");
            basile.post(paths::SettingsReplies, &[("title", title.as_str()), ("body", "y")]).await.status.as_u16()
        };
        let mut got: Vec<u16> = futures_util::future::join_all((0..6).map(send)).await;
        got.sort_unstable();
        assert_eq!(got, [303, 422, 422, 422, 422, 422]);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM saved_reply", values![]).await, 50);
    }

    async fn others_see_who_is_answering(app) {
        app.ignore_mails();
        let (ada, basile, expert) = (app.member("ada").await, app.ambassador("basile").await, app.expert("elise").await);
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        let to = paths::QuestionAnswering { id: t.id };
        ada.post(to, &[]).await.denied();
        let page = basile.get(question(&t)).await.ok();
        let done = basile.press(&page, "I am answering", &[]).await.done();
        basile.follow(&done).await.ok().see("I am no longer answering").not_see("Basile is answering");
        app.anyone().get(question(&t)).await.ok().see("Basile is answering");
        let part = expert.post_part(to, "answering", &[("state", "on")]).await.ok();
        part.see("Basile is answering").see("I am no longer answering");
        app.anyone().get(question(&t)).await.ok().see("Elise is answering");
        // autosave prolongs it, but brings none back that is over
        app.advance(15 * MINUTE).await;
        basile.post_part(paths::Drafts, "draft", &[("draft", &format!("answer-{}", t.id)), ("body", "I think"), ("form_key", "k")]).await.status(204);
        app.advance(10 * MINUTE).await;
        app.anyone().get(question(&t)).await.ok().see("Basile is answering").not_see("Elise is answering");
        expert.post_part(paths::Drafts, "draft", &[("draft", &format!("answer-{}", t.id)), ("body", "I think"), ("form_key", "j")]).await.status(204);
        app.anyone().get(question(&t)).await.ok().not_see("Elise is answering");
        // it holds nothing for anybody
        expert.post(paths::QuestionAnswers { id: t.id }, &[("body", "Unplug it."), ("form_key", "a")]).await.done();
        basile.post(paths::QuestionAnswers { id: t.id }, &[("body", "Plug it in again."), ("form_key", "b")]).await.done();
        app.anyone().get(question(&t)).await.ok().not_see("is answering");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM answering WHERE account_id = $1", values![basile.id.0]).await, 0);
        app.advance(2 * HOUR).await;
        app.tick().await;
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM answering", values![]).await, 0, "what is over is swept away");
    }

    async fn an_asker_is_reminded_once(app) {
        let (ada, basile, elise) = (app.member("ada").await, app.ambassador("basile").await, app.expert("elise").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id, elise.id]).await;
        let quiet = seed(app, "It blinks in another colour", ada.id, &[basile.id]).await;
        ada.get(paths::AnswersWaiting).await.denied();
        let page = basile.get(paths::AnswersWaiting).await.ok();
        page.see("My box blinks orange").see("You can ask from");
        basile.post(paths::QuestionRemind { id: t.id }, &[]).await.status(409);
        app.advance(3 * DAY).await;
        // two at once, by two people: one mail
        let (one, two) = tokio::join!(basile.post(paths::QuestionRemind { id: t.id }, &[]), elise.post(paths::QuestionRemind { id: t.id }, &[]));
        let said: Vec<bool> = [&one, &two].iter().map(|p| p.location().contains("reminded-before")).collect();
        assert!(said.contains(&true) && said.contains(&false), "{said:?}");
        let mails = app.mails().await;
        assert_eq!(mails.len(), 1);
        assert_eq!(mails[0].to_email, "ada@example.com");
        assert!(mails[0].subject.contains("My box blinks orange") && mails[0].text.contains("only reminder"), "{}", mails[0].text);
        elise.get(mails[0].link("/questions")).await.ok();
        basile.get(paths::AnswersWaiting).await.ok().see("Asked");
        // a word from the asker takes it off the list
        ada.post(paths::PostComments { id: quiet.answers[0] }, &[("body", "Thanks, trying.")]).await.done();
        basile.get(paths::AnswersWaiting).await.ok().not_see("another colour");
        basile.post(paths::QuestionRemind { id: quiet.id }, &[]).await.status(409);
        ada.post(paths::PostAccept { id: t.answers[0] }, &[]).await.done();
        basile.get(paths::AnswersWaiting).await.ok().see("No answer of yours is waiting");
    }

    async fn nobody_is_reminded_of_history(app) {
        let (ada, basile) = (app.member("ada").await, app.ambassador("basile").await);
        let old = seed(app, "A question from another forum", ada.id, &[basile.id]).await;
        let unread = app.member("bob").await;
        app.alter(unread.id, "email = NULL, email_folded = NULL").await;
        let unconfirmed = seed(app, "A question without an address", unread.id, &[basile.id]).await;
        app.exec("UPDATE question SET live = FALSE WHERE id = $1", values![old.id.0]).await;
        app.advance(5 * DAY).await;
        basile.get(paths::AnswersWaiting).await.ok().see("cannot be reached");
        for id in [old.id, unconfirmed.id, PostId(999)] {
            let page = basile.post(paths::QuestionRemind { id }, &[]).await;
            assert!(page.status == 409 || page.status == 404, "{}", page.describe());
        }
        assert!(app.mails().await.is_empty());
    }
}
