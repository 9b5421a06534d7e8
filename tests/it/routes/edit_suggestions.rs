//! Edits that wait for somebody else to agree.

use crate::support::*;

/// `who` suggests a text for a post; gives the suggestion's id.
async fn suggest(app: &TestApp, who: &Client, post: entity::PostId, body: &str) -> entity::SuggestionId {
    let form = who.get(paths::PostEdit { id: post }).await.ok();
    form.see("waits until the author or a reviewer agrees");
    who.press(&form, "Send for review", &[("body", body), ("reason", "Clearer")]).await.done();
    app.count("SELECT MAX(id) AS n FROM suggested_edit", values![]).await.into()
}

both! {
    async fn a_suggestion_is_public_once_accepted(app) {
        let (ada, basile, mia) = (app.member("ada").await, app.member("basile").await, app.member("mia").await);
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        let id = suggest(app, &basile, t.id, "It blinks since *Monday*.").await;
        app.anyone().get(paths::Question { id: t.id, slug: &t.slug }).await.ok().not_see("Monday");
        mia.get(paths::Review).await.ok().see("No edit waits here");
        mia.get(paths::PostSuggestions { id: t.id }).await.ok().not_see("Monday");
        mia.post(paths::Suggestion { id }, &[("decision", "accept")]).await.missing();
        basile.post(paths::Suggestion { id }, &[("decision", "accept")]).await.denied();
        let queue = ada.get(paths::Review).await.ok();
        queue.see("Monday").see("Clearer").see("Basile");
        let done = ada.press(&queue, "Accept", &[]).await.done();
        ada.follow(&done).await.ok().see("It blinks since Monday");
        assert_eq!(app.count("SELECT editor_id AS n FROM revision WHERE post_id = $1 AND number = 2", values![t.id.0]).await, basile.id.0);
        ada.post(paths::Suggestion { id }, &[("decision", "accept")]).await.status(409).see("decided on this edit already");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM revision", values![]).await, 2);
        basile.get(paths::PostSuggestions { id: t.id }).await.ok().see("Accepted");
    }

    async fn rejecting_needs_a_reason(app) {
        let (ada, basile, bo) = (app.member("ada").await, app.member("basile").await, app.ambassador("bo").await);
        let t = seed(app, "My box blinks orange", ada.id, &[ada.id]).await;
        let id = suggest(app, &basile, t.answers[0], "Nonsense.").await;
        let queue = bo.get(paths::Review).await.ok();
        let page = bo.press(&queue, "Reject", &[]).await.refused();
        assert!(page.has(".esum a[href='#f-reason']") && page.has("#f-reason"));
        bo.press(&page, "Reject", &[("reason", "It was right before; ask lea@example.org")]).await.done();
        let told = basile.get(paths::PostSuggestions { id: t.answers[0] }).await.ok();
        told.see("Rejected").see("It was right before").not_see("lea@");
        assert_eq!(app.count("SELECT revision AS n FROM post WHERE id = $1", values![t.answers[0].0]).await, 1);
        basile.post(paths::Suggestion { id }, &[("decision", "withdraw")]).await.status(409);
    }

    async fn one_takes_back_ones_own(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        suggest(app, &basile, t.id, "First thought.").await;
        suggest(app, &basile, t.id, "Second thought.").await;
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM suggested_edit WHERE state = 'pending'", values![]).await, 1, "the second replaces the first");
        let mine = basile.get(paths::Review).await.ok();
        mine.see("Second thought.");
        let id = app.count("SELECT MAX(id) AS n FROM suggested_edit", values![]).await;
        ada.post(paths::Suggestion { id: id.into() }, &[("decision", "withdraw")]).await.missing();
        basile.press(&mine, "Withdraw", &[]).await.done();
        ada.get(paths::Review).await.ok().see("No edit waits here");
    }

    async fn a_text_that_moved_on_is_brought_together_by_hand(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        let id = suggest(app, &basile, t.id, "Suggested words.").await;
        ada.post(paths::PostEdit { id: t.id }, &[("body", "My newer words."), ("revision", "1")]).await.done();
        let page = ada.post(paths::Suggestion { id }, &[("decision", "accept")]).await.status(409);
        page.see("My newer words.").see("Suggested words.").see("Apply it by hand");
        let form = ada.get(page.attr("main a.btn.pri", "href")).await.ok();
        assert_eq!(form.value("body").trim(), "Suggested words.");
        ada.press(&form, "Save the edit", &[("body", "My newer words, suggested.")]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM suggested_edit WHERE state = 'accepted'", values![]).await, 1);
        basile.get(format!("{}?suggestion={id}", paths::PostEdit { id: t.id })).await.missing();
    }

    async fn the_queue_is_what_one_may_decide(app) {
        let (ada, basile, bo, claire) = (app.member("ada").await, app.member("basile").await, app.ambassador("bo").await, app.staff("claire").await);
        let t = seed(app, "My box blinks orange", ada.id, &[claire.id]).await;
        app.exec("UPDATE post SET official = TRUE WHERE id = $1", values![t.answers[0].0]).await;
        let id = suggest(app, &basile, t.answers[0], "Official words, improved.").await;
        bo.get(paths::Review).await.ok().see("No edit waits here");
        bo.post(paths::Suggestion { id }, &[("decision", "accept")]).await.missing();
        claire.get(paths::Review).await.ok().see("Official words, improved.");
        app.exec("UPDATE post SET state = 'hidden' WHERE id = $1", values![t.answers[0].0]).await;
        claire.get(paths::Review).await.ok().not_see("Official words");
        basile.get(paths::PostSuggestions { id: t.answers[0] }).await.missing();
        for n in 0..12 {
            let who = app.member(&format!("helper{n}")).await;
            suggest(app, &who, t.id, &format!("Idea {n} of a dozen")).await;
        }
        let first = bo.get(paths::Review).await.ok();
        first.see("Idea 0 of").see("Idea 9 of").not_see("Idea 10 of");
        bo.get(first.attr("a[rel=next]", "href")).await.ok().see("Idea 10 of").see("Idea 11 of");
    }
}
