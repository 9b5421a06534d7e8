//! Somebody was answered and is not helped: asked a week later they say so, in their language, and the team hears of it.

use entity::PostId;

use crate::support::*;

async fn in_feed(app: &TestApp, t: &Thread, reason: &str) -> i64 {
    app.count(
        "SELECT CAST(COALESCE(MAX(r.urgency), 0) AS BIGINT) AS n FROM feed_row f JOIN feed_reason r ON r.question_id = f.question_id WHERE f.question_id = $1 AND r.reason = $2",
        values![t.id.0, reason],
    )
    .await
}

async fn unhappy(app: &TestApp, lang: &str, subject: &str, not_solved: &str, told: &str, expected: &str, received: &str, thanks: &str) {
    app.ignore_mails();
    let (ada, claire) = (app.member("ada").await, app.staff("claire").await);
    app.alter(ada.id, &format!("lang = '{lang}'")).await;
    let t = seed(app, "The bill is wrong again", ada.id, &[]).await;
    let answer = claire.post(paths::QuestionAnswers { id: t.id }, &[("body", "Please wait for the next bill."), ("form_key", "k")]).await.done();
    let answer = PostId(answer.location().rsplit_once("answer-").and_then(|(_, n)| n.split(['?', '#']).next()?.parse().ok()).expect("an answer"));
    assert_eq!(app.count("SELECT COUNT(*) AS n FROM feed_row WHERE question_id = $1", values![t.id.0]).await, 0, "it was answered");
    app.advance(7 * DAY).await;
    app.tick().await;
    let mails = app.mails().await;
    let mail = mails.iter().find(|m| m.kind == "follow_up").expect("asked");
    assert!(mail.subject.starts_with(subject) && mail.lang == lang && mail.html.contains("/follow-up/"), "{}", mail.subject);
    // from the mail, in a browser that is not signed in
    let phone = app.anyone().speaking(if lang == "fr" { "fr" } else { "en" });
    let link = mail.link("/follow-up/").replace("answer=solved", "answer=not_solved");
    let page = phone.get(&link).await.ok();
    assert_eq!(in_feed(app, &t, "escalated").await, 0, "reading says nothing");
    let done = phone.press(&page, not_solved, &[("note", "They charged it twice")]).await.done();
    let page = phone.follow(&done).await.ok();
    page.see(told);
    assert_eq!(in_feed(app, &t, "escalated").await, 90);
    assert_eq!(app.count("SELECT COUNT(*) AS n FROM escalation WHERE question_id = $1 AND cause = 'not_solved' AND opened_by = $2 AND ended_at IS NULL", values![t.id.0, ada.id.0]).await, 1);
    assert_eq!(app.count("SELECT COUNT(*) AS n FROM escalation WHERE reason = 'unsolved' AND details = 'They charged it twice'", values![]).await, 1, "the team reads it");
    claire.get(paths::StaffThread { id: t.id }).await.ok().see("They charged it twice");
    let done = phone.press(&page, expected, &[]).await.done();
    let page = phone.follow(&done).await.ok();
    let done = phone.press(&page, received, &[]).await.done();
    phone.follow(&done).await.ok().see(thanks);
    claire.get(paths::StaffTasks).await.ok().see("The bill is wrong again").see("Owner: Claire").see("They charged it twice");
    // said twice, it is one escalation; and then it is solved after all
    phone.post(&link, &[("answer", "not_solved")]).await.done();
    assert_eq!(app.count("SELECT COUNT(*) AS n FROM escalation WHERE question_id = $1", values![t.id.0]).await, 1);
    let post = answer.to_string();
    phone.post(&link, &[("answer", "solved"), ("post", &post)]).await.done();
    assert_eq!(in_feed(app, &t, "escalated").await, 0);
    assert_eq!(app.count("SELECT COUNT(*) AS n FROM escalation WHERE question_id = $1 AND outcome = 'solved' AND outcome_post_id = $2", values![t.id.0, answer.0]).await, 1);
    app.must_be_sound().await;
}

both! {
    async fn in_english(app) {
        unhappy(app, "en", "Is it solved?", "Not solved", "Nordik has been told", "A fix", "None of these", "Thank you").await;
    }

    async fn in_french(app) {
        unhappy(app, "fr", "Est-ce réglé", "Toujours pas réglé", "Nordik est prévenue", "Une solution", "Rien de cela", "Merci").await;
    }

    async fn it_came_back(app) {
        app.ignore_mails();
        let (ada, basile) = (app.member("ada").await, app.ambassador("basile").await);
        let t = seed(app, "The box restarts at night", ada.id, &[basile.id]).await;
        ada.post(paths::PostAccept { id: t.answers[0] }, &[]).await.done();
        app.advance(31 * DAY).await;
        app.tick().await;
        let ada = app.browser(ada.id).await;
        let page = ada.get(paths::Question { id: t.id, slug: &t.slug }).await.ok();
        let done = ada.press(&page, "It came back", &[]).await.done();
        ada.follow(&done).await.ok().see("You said: It came back");
        assert_eq!(in_feed(app, &t, "escalated").await, 90, "an accepted answer keeps nobody from it");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM acceptance WHERE withdrawn_at IS NULL", values![]).await, 1, "who helped then keeps it");
    }
}
