//! Asking somebody who is likely to know.

use entity::{AccountId, PostId};

use crate::support::*;

/// A thread with a tag, whose first answer is accepted.
async fn solved(app: &TestApp, title: &str, asker: AccountId, by: AccountId) -> Thread {
    let t = seed(app, title, asker, &[by]).await;
    app.exec("INSERT INTO acceptance (post_id, actor_id, question_id, imported, at) VALUES ($1, $2, $3, FALSE, $4)", values![t.answers[0].0, asker.0, t.id.0, app.now()]).await;
    tagged(app, t.id).await;
    t
}

async fn tagged(app: &TestApp, question: PostId) {
    app.exec("INSERT INTO tag (name, created_at, question_count) VALUES ('wifi', 0, 1) ON CONFLICT (name) DO NOTHING", values![]).await;
    app.exec("INSERT INTO question_tag (question_id, tag_id, position, hidden, activity_at) SELECT CAST($1 AS BIGINT), id, 0, FALSE, 0 FROM tag", values![question.0]).await;
}

both! {
    async fn who_has_solved_such_things_is_invited_once(app) {
        let (ada, basile, chloe) = (app.member("ada").await, app.member("basile").await, app.member("chloe").await);
        let finn = app.person(Person { reputation: 60, ..Person::member("finn") }).await;
        let gus = app.person(Person { reputation: 60, ..Person::member("gus") }).await;
        let claire = app.staff("claire").await;
        for n in 0..2 {
            solved(app, &format!("Solved by Basile {n}"), ada.id, basile.id).await;
        }
        solved(app, "Solved by Chloe", ada.id, chloe.id).await;
        solved(app, "Solved by the team", ada.id, claire.id).await;
        solved(app, "Ada solved her own", ada.id, ada.id).await;
        app.settle().await;
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        tagged(app, t.id).await;
        let invite = paths::QuestionInvite { id: t.id };

        basile.get(invite).await.status(403).see("This takes 50 points");
        let thread = paths::Question { id: t.id, slug: &t.slug };
        assert!(!basile.get(thread).await.ok().has(&format!("a[href='{invite}']")));
        assert!(finn.get(thread).await.ok().has(&format!("a[href='{invite}']")));
        let page = finn.get(invite).await.ok();
        assert_eq!(page.texts("ul.plain .who, ul.plain li > a"), ["Basile", "Chloe"]);
        page.see("2 such questions solved");
        let done = finn.press(&page, "Invite Basile", &[]).await.done();
        finn.follow(&done).await.ok().see("Invited").see("Chloe");
        let mail = app.mail_to("basile@example.com").await;
        assert!(mail.text.contains("My box blinks orange") && mail.text.contains("Finn"), "{}", mail.text);
        // nobody is asked twice, nobody else is asked at all
        gus.post(invite, &[("member", &basile.id.to_string())]).await.done();
        gus.post(invite, &[("member", &claire.id.to_string())]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM invitation", values![]).await, 1);

        let page = chloe.get(paths::SettingsMails).await.ok();
        chloe.fill(&page, "main form", &[("kind_invitation", "never")]).await.done();
        let page = finn.get(invite).await.ok();
        finn.press(&page, "Invite Chloe", &[]).await.done();
        assert_eq!(app.mails().await.len(), 1, "Chloe does not want such mails");
        let waiting = entraide::invitations::queries::waiting(app.db().read(), chloe.id, 10).await.expect("read");
        assert_eq!(waiting.iter().map(|w| w.id).collect::<Vec<_>>(), [t.id]);

        // two a day for a member
        let other = seed(app, "The screen stays dark", ada.id, &[]).await;
        tagged(app, other.id).await;
        let page = finn.get(paths::QuestionInvite { id: other.id }).await.ok();
        finn.press(&page, "Invite Basile", &[]).await.status(429).see("2 people in 24 hours");
        // an answered question needs nobody
        chloe.post(paths::QuestionAnswers { id: t.id }, &[("body", "Unplug it.")]).await.done();
        finn.get(invite).await.status(403).see("Somebody has answered");
    }
}
