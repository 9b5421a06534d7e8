//! The rules as data.

use crate::support::*;

both! {
    async fn a_manager_tries_and_applies(app) {
        app.ignore_mails();
        let (manon, ada, basile) = (app.manager("manon").await, app.member("ada").await, app.member("basile").await);
        ada.get(paths::AdminRules).await.missing();
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        ada.post(paths::PostVote { id: t.answers[0] }, &[("direction", "up")]).await.done();
        ada.post(paths::PostAccept { id: t.answers[0] }, &[]).await.done();
        app.advance(MINUTE).await;
        app.tick().await;

        let page = manon.get(paths::AdminRules).await.ok();
        assert_eq!(page.value("standing-helper-solved"), "1");
        let wrong = manon.press(&page, "Try", &[("standing-helper-solved", "many"), ("programme-term_months", "0")]).await.status(422);
        assert_eq!(wrong.value("standing-helper-solved"), "many");
        wrong.see("Type a whole number").see("Type a number from 1 to 1,200");

        let tried = manon.press(&page, "Try", &[("standing-expert-solved", "1"), ("standing-expert-askers", "1"), ("standing-expert-days", "1"), ("standing-expert-reputation", "10"), ("standing-expert-age", "0"), ("reputation-answer_upvoted", "4")]).await.ok();
        tried.see("Would gain a rank or an offer: 1");
        tried.see("Basile");
        tried.see("27 as they are, 21 with these numbers");
        assert_eq!(tried.value("standing-expert-solved"), "1", "what was typed is kept");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM rule_version", []).await, 1);

        assert!(manon.press(&tried, "Apply", &[]).await.status(422).has("#e-note"), "a change says why");
        let done = manon.press(&tried, "Apply", &[("note", "Experts sooner")]).await.done();
        let page = manon.follow(&done).await.ok();
        page.see("Experts sooner");
        page.see("The new rules are in force");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM rule_version", []).await, 2);
        let late = manon.press(&tried, "Apply", &[("note", "Me too"), ("reputation-answer_upvoted", "5")]).await.status(409);
        late.see("Somebody applied other rules meanwhile");
        assert_eq!(late.value("reputation-answer_upvoted"), "5");

        assert_eq!(app.count("SELECT reputation AS n FROM account WHERE id = $1", values![basile.id.0]).await, 25, "what was earned stays");
        app.advance(3 * MINUTE).await;
        app.tick().await;
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM account WHERE rank = 'expert' AND id = $1", values![basile.id.0]).await, 1);
        let now = app.anyone().get(paths::RulesNow).await;
        app.anyone().follow(&now).await.ok().see("version 2");
    }
}
