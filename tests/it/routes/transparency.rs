//! What everybody may know: each figure is counted here once more, in another way.

use entity::{EscalationCause, PostId};
use entraide::deadlines::record::{self, End, Open};

use crate::support::*;

async fn figure(page: &Page, key: &str) -> String {
    page.text(&format!("[data-count=\"{key}\"]"))
}

async fn decided(app: &TestApp, act: &str, reason: &str, ago: i64, undone: bool, overturned: bool) {
    let at = app.now() - ago;
    let text = "INSERT INTO moderation_decision (act, reason, fact, abuse, object, object_id, decided_at, before, undone_at, overturned_at) VALUES ($1, $2, '', FALSE, 'post', 1, $3, '{}', $4, $5)";
    app.exec(text, values![act, reason, at, undone.then_some(at), overturned.then_some(at)]).await;
}

async fn ended(app: &TestApp, q: PostId, outcome: entity::EscalationOutcome, by: &Client) {
    let tx = app.db().write().await.expect("a transaction");
    let open = Open { question: q, cause: EscalationCause::Staff, by: Some(by.id), reason: "", details: "", priority: false, department: None };
    let id = record::open(&tx, &open, app.now()).await.expect("opened");
    record::end(&tx, id, &End { by: Some(by.id), outcome, post: None, line: Some("Settled") }, app.now()).await.expect("ended");
    entraide::deadlines::settle(&tx, q, Some(by.id), app.now()).await.expect("settled");
    tx.commit().await.expect("committed");
}

both! {
    async fn figures_are_what_happened(app) {
        app.ignore_mails();
        app.ignore_ledger();
        let (ada, helper, claire) = (app.member("ada").await, app.member("helper").await, app.staff("claire").await);
        let answered = seed(app, "My box blinks orange", ada.id, &[helper.id]).await;
        let silent = seed(app, "Nobody answered this one", ada.id, &[]).await;
        for (act, reason, ago, undone, overturned) in [("hide", "spam", DAY, false, false), ("hide", "spam", 2 * DAY, false, true), ("hide", "spam", DAY, true, false), ("remove", "abuse", 300 * DAY, false, false), ("hide", "spam", 400 * DAY, false, false), ("warn", "disrespect", DAY, false, false), ("keep", "", DAY, false, false)] {
            decided(app, act, reason, ago, undone, overturned).await;
        }
        ended(app, answered.id, entity::EscalationOutcome::Refused, &claire).await;
        ended(app, silent.id, entity::EscalationOutcome::Private, &claire).await;
        app.exec("INSERT INTO promise (escalation_id, question_id, words, due_at, made_at, made_by, missed_at, ended_at) SELECT MIN(id), $1, 'x', $2, $2, $3, $2, $2 FROM escalation", values![answered.id.0, app.now() - DAY, claire.id.0]).await;
        app.exec("INSERT INTO decision_appeal (decision_id, words, made_at, due_at, decided_at, overturned, no_second, answer) SELECT MIN(id), '', $1, $1, $1, TRUE, FALSE, '' FROM moderation_decision", values![app.now() - HOUR]).await;
        app.exec("INSERT INTO decision_appeal (decision_id, words, made_at, due_at, no_second, answer) SELECT MAX(id), '', $1, $1, FALSE, '' FROM moderation_decision", values![app.now() - HOUR]).await;
        app.exec("INSERT INTO flag (post_id, actor_id, reason, details, state, at) VALUES ($1, $2, 'spam', '', 'upheld', $3)", values![answered.answers[0].0, ada.id.0, app.now() - HOUR]).await;
        // what is no decision of the queue: a rank taken away, a suspension from the command line
        let (manon, expert) = (app.manager("manon").await, app.expert("emil").await);
        manon.post(paths::StaffMember { username: "emil" }, &[("decision", "suspend"), ("public", "votes"), ("reason", "Three friends vote for zqx.")]).await.done();
        expert.get(paths::Home).await;
        entraide::accounts::admin::suspend(app.db(), &app.app.clock, "helper", Some(app.now() + DAY), "Sold zqx in ten threads").await.expect("suspended");
        let event = app.count("SELECT MAX(id) AS n FROM rank_event WHERE member_id = $1", values![expert.id.0]).await;
        app.exec("INSERT INTO appeal (event_id, member_id, words, made_at, no_second, reason) VALUES ($1, $2, '', $3, FALSE, '')", values![event, expert.id.0, app.now()]).await;
        // and one of the queue, which writes both
        claire.post(paths::StaffModerationMember { username: "ada" }, &[("act", "silence"), ("reason", "spam"), ("fact", "Look."), ("days", "3")]).await.done();
        let page = app.anyone().get(paths::Transparency).await.ok();
        page.not_see("zqx");
        for (key, value) in [
            ("hide-spam", "2"), ("remove-abuse", "1"), ("warn-disrespect", "1"), ("appealed", "3"), ("overturned", "1"), ("upheld", "0"), ("undecided", "2"), ("rank-votes", "1"), ("suspend-other", "1"), ("silence-spam", "1"), ("promised", "1"), ("kept", "0"),
            ("missed", "1"), ("escalated", "2"), ("outcome-refused", "1"), ("outcome-private", "1"), ("flags", "1"), ("flags-upheld", "1"), ("notices", "0"), ("asked", "2"),
        ] {
            assert_eq!(figure(&page, key).await, value, "{key}");
        }
        // counted apart: over the same days, one by one
        let hidden = app.count("SELECT COUNT(*) AS n FROM moderation_decision WHERE act = 'hide' AND undone_at IS NULL AND decided_at > $1", values![app.now() - 365 * DAY]).await;
        assert_eq!(figure(&page, "hide-spam").await, hidden.to_string());
        let sanctioned: i64 = {
            let mut n = 0;
            for key in ["rank-votes", "suspend-other", "silence-spam"] {
                n += figure(&page, key).await.parse::<i64>().expect("a number");
            }
            n
        };
        assert_eq!(sanctioned, app.count("SELECT COUNT(*) AS n FROM sanction", values![]).await, "each sanction once");
        assert!(figure(&page, "answered").await.starts_with("1 (50"));
        assert!(page.header("cache-control").is_some_and(|v| v.contains("public")));
        app.anyone().speaking("fr").get(paths::Transparency).await.ok().see("Transparence");
    }
}
