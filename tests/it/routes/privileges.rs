//! What reputation unlocks: the page, the refusals, the managers' numbers.

use crate::support::*;

/// Puts a set of rules into force now.
async fn apply(app: &TestApp, numbers: &str) {
    app.exec("INSERT INTO rule_version (applied_at, zone, numbers, note) VALUES ($1, 'Europe/Paris', $2, 'Fewer points for comments')", values![app.now(), numbers]).await;
}

both! {
    async fn the_page_says_what_is_unlocked_and_what_is_next(app) {
        let page = app.anyone().get(paths::Privileges).await.ok();
        page.see("comment anywhere").see("close and reopen").see("How to earn points");
        assert!(!page.has("meter"));
        let basile = app.person(Person { reputation: 12, ..Person::member("basile") }).await;
        let page = basile.get(paths::Privileges).await.ok();
        page.see("You have 12 points").see("Next: comment anywhere, from 25 points; 13 to go");
        assert_eq!(page.count(".card.sol"), 2, "the first rung and the links");
        assert_eq!(page.attr("meter", "value"), "12");
        let ambassador = app.person(Person { rank: entity::Rank::Ambassador, reputation: 600, ..Person::member("amel") }).await;
        ambassador.get(paths::Privileges).await.ok().see("Next: close and reopen");
        app.staff("claire").await.get(paths::Privileges).await.ok().see("As a member of the team");
        let page = app.anyone().speaking("fr").get(paths::Privileges).await.ok();
        page.see("Ce que la réputation ouvre").see("commenter partout");
    }

    async fn a_refusal_says_what_is_missing_and_keeps_the_text(app) {
        let (ada, basile) = (app.member("ada").await, app.person(Person { reputation: 12, ..Person::member("basile") }).await);
        let t = seed(app, "My box blinks orange", ada.id, &[ada.id]).await;
        let page = basile.post(paths::PostComments { id: t.answers[0] }, &[("body", "Which light?")]).await.status(403);
        page.see("This takes 25 points of reputation; you have 12.");
        assert_eq!(page.attr(".esum p a", "href"), paths::Privileges.to_string());
        assert!(page.text("#f-comment").contains("Which light?"));
        let page = basile.get(paths::QuestionClose { id: t.id }).await.status(403);
        page.see("This takes 2,000 points of reputation; you have 12.").see("How to earn them");
    }

    async fn the_managers_numbers_count_at_once(app) {
        let (ada, basile) = (app.member("ada").await, app.person(Person { reputation: 12, ..Person::member("basile") }).await);
        let t = seed(app, "My box blinks orange", ada.id, &[ada.id]).await;
        let comment = async || basile.post(paths::PostComments { id: t.answers[0] }, &[("body", "Which light?")]).await;
        comment().await.denied();
        apply(app, "[privileges]\ncomment_anywhere = 12").await;
        app.app.forget(basile.id).await;
        comment().await.done();
        app.anyone().get(paths::Privileges).await.ok().see("12");
        let version = entity::VersionId(app.count("SELECT MAX(id) AS n FROM rule_version", values![]).await);
        let page = app.anyone().get(paths::Rules { id: version }).await.ok();
        page.see("Fewer points for comments").see("24 November 2026").see("Lowest reputation");
        app.anyone().get(paths::Rules { id: entity::VersionId(version.0 + 1) }).await.missing();
    }
}
