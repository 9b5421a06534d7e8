//! What stays true of a thread the brand owes, whoever forgets it, hides it or leaves it.

use entity::AccountId;

use super::escalations_scene::{billing, events, is_open, owner, scene};
use crate::support::*;

both! {
    async fn an_owner_who_answers_on_the_public_page_keeps_the_thread(app) {
        let (ada, claire, _, t) = scene(app).await;
        let id = t.id;
        claire.post(paths::StaffThreadClaim { id }, &[]).await.done();
        claire.post(paths::QuestionAnswers { id }, &[("body", "We look into your bill today."), ("form_key", "k")]).await.done();
        app.advance(2 * HOUR).await;
        app.tick().await;
        assert_eq!(owner(app, id).await, claire.id);
        assert_eq!(events(app, "replied").await, 1);
        claire.get(paths::StaffThread { id }).await.ok().see("You have this thread.").not_see("It is free again");
        ada.get(paths::Question { id, slug: &t.slug }).await.ok().see("We look into your bill today.");
    }

    async fn putting_it_aside_is_doing_something(app) {
        let (_, claire, _, t) = scene(app).await;
        let id = t.id;
        claire.post(paths::StaffThreadClaim { id }, &[]).await.done();
        app.advance(25 * MINUTE).await;
        claire.post(paths::StaffThreadSnooze { id }, &[("until", "hours")]).await.done();
        app.advance(25 * MINUTE).await;
        app.tick().await;
        assert_eq!(owner(app, id).await, claire.id);
        app.advance(6 * MINUTE).await;
        app.tick().await;
        assert_eq!(owner(app, id).await, AccountId(0));
    }

    async fn waiting_begins_anew_with_each_department(app) {
        let (_, claire, karim, t) = scene(app).await;
        let (id, billing, lea, _) = (t.id, billing(app).await, app.staff("lea").await, app.manager("manon").await);
        app.exec("INSERT INTO department_member (department_id, account_id, lead, since) VALUES ($1, $2, TRUE, 0)", values![billing.parse::<i64>().expect("a number"), lea.id.0]).await;
        claire.post(paths::StaffThreadClaim { id }, &[]).await.done();
        app.advance(2 * DAY).await;
        karim.post(paths::StaffThreadHandOver { id }, &[("department", &billing), ("note", "A bill")]).await.done();
        app.tick().await;
        assert_eq!((events(app, "lead_told").await, events(app, "managers_told").await), (0, 0), "billing has it since now");
        // however late it is, the lead is told before anybody above
        app.advance(3 * DAY).await;
        app.tick().await;
        assert_eq!((events(app, "lead_told").await, events(app, "managers_told").await), (1, 0));
        assert!(app.mail_to("lea@example.com").await.text.contains("My bill names a box"));
        app.advance(MINUTE).await;
        app.tick().await;
        assert_eq!(events(app, "managers_told").await, 1);
        assert!(app.mail_to("manon@example.com").await.text.contains("My bill names a box"));
        // given back, it is told of again
        lea.post(paths::StaffThreadClaim { id }, &[]).await.done();
        lea.post(paths::StaffThreadRelease { id }, &[]).await.done();
        app.advance(MINUTE).await;
        app.tick().await;
        assert_eq!(events(app, "lead_told").await, 1);
        app.advance(3 * DAY).await;
        app.tick().await;
        assert_eq!(events(app, "lead_told").await, 2);
        app.ignore_mails();
    }

    async fn a_row_that_fails_leaves_the_others(app) {
        let (ada, claire, _, t) = scene(app).await;
        let other = seed(app, "Another bill that is wrong", ada.id, &[]).await;
        let told = seed(app, "A third bill", ada.id, &[]).await;
        for id in [t.id, other.id] {
            claire.post(paths::StaffThreadClaim { id }, &[]).await.done();
        }
        ada.post(paths::QuestionEscalate { id: told.id }, &[("reason", "urgent"), ("details", "It is due.")]).await.done();
        claire.post(paths::StaffThreadResolve { id: told.id }, &[("outcome", "refused"), ("message", "It is right.")]).await.done();
        app.advance(40 * MINUTE).await;
        app.exec("UPDATE escalation SET state = 'nonsense' WHERE question_id = $1", values![t.id.0]).await;
        let tick = entraide::escalations::jobs::tick(&app.app, app.now()).await;
        assert!(tick.is_err_and(|e| e.to_string().contains('1')), "it is said that one failed");
        assert_eq!(owner(app, other.id).await, AccountId(0));
        assert!(app.mail_to("ada@example.com").await.subject.contains("Outcome"));
        app.exec("UPDATE escalation SET state = 'claimed' WHERE question_id = $1", values![t.id.0]).await;
        entraide::escalations::jobs::tick(&app.app, app.now()).await.expect("all is well");
        assert_eq!(owner(app, t.id).await, AccountId(0));
    }

    async fn a_hidden_thread_is_still_the_teams(app) {
        let (ada, claire, _, t) = scene(app).await;
        let (id, billing) = (t.id, billing(app).await);
        for table in ["post", "question"] {
            app.exec(&format!("UPDATE {table} SET state = 'hidden' WHERE id = $1"), values![id.0]).await;
        }
        claire.get(paths::StaffThread { id }).await.ok().see("Moderators hid this thread");
        claire.post(paths::StaffThreadClaim { id }, &[]).await.done();
        claire.post(paths::StaffThreadNote { id }, &[("body", "It will be back.")]).await.done();
        for (to, fields) in [
            (paths::StaffThreadReply { id }.to_string(), [("body", "Here you are."), ("form_key", "k")]),
            (paths::StaffThreadPromise { id }.to_string(), [("message", "We look."), ("due", "2026-11-30T18:00")]),
            (paths::StaffThreadDetails { id }.to_string(), [("words", "Which month?"), ("form_key", "l")]),
            (paths::QuestionPrivate { id }.to_string(), [("body", "Hello"), ("form_key", "m")]),
        ] {
            claire.post(&to, &fields).await.refused().see("This thread is hidden");
        }
        ada.post(paths::QuestionEscalate { id }, &[("reason", "urgent"), ("details", "Well?")]).await.denied();
        ada.post(paths::QuestionPrivate { id }, &[("body", "Well?")]).await.refused().see("Well?");
        claire.post(paths::StaffThreadHandOver { id }, &[("department", &billing), ("note", "A bill")]).await.done();
        claire.post(paths::StaffThreadResolve { id }, &[("outcome", "refused"), ("message", "It was no question.")]).await.done();
        assert!(!is_open(app, id).await);
        claire.get(paths::StaffThread { id }).await.ok().see("It was no question.");
    }

    async fn a_word_in_private_answers_what_was_asked(app) {
        let (ada, claire, _, t) = scene(app).await;
        let id = t.id;
        claire.post(paths::StaffThreadDetails { id }, &[("words", "What is your contract number?")]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM escalation WHERE state = 'waiting_asker'", values![]).await, 1);
        app.advance(HOUR).await;
        ada.post(paths::QuestionPrivate { id }, &[("body", "It is 4711.")]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM details_request WHERE ended_at IS NULL", values![]).await, 0);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM escalation WHERE state = 'claimed'", values![]).await, 1);
        app.advance(4 * DAY).await;
        app.tick().await;
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM mail WHERE kind = 'details_again'", values![]).await, 0);
        app.ignore_mails();
    }

    async fn dates_that_moved_are_counted_from_the_first(app) {
        let (ada, claire, _, t) = scene(app).await;
        let id = t.id;
        let due = |due: &'static str| [("message", "We check your bill."), ("due", due)];
        claire.post(paths::StaffThreadPromise { id }, &due("2026-11-30T18:00")).await.done();
        claire.post(paths::StaffThreadResolve { id }, &[("outcome", "private"), ("message", "Settled by phone.")]).await.done();
        ada.post(paths::QuestionDisagree { id }, &[]).await.done();
        let page = claire.post(paths::StaffThreadPromise { id }, &due("2026-12-01T18:00")).await.refused();
        assert!(page.text("#e-due").contains("lead"), "{}", page.words());
        app.exec("INSERT INTO department_member (department_id, account_id, lead, since) SELECT id, $1, TRUE, 0 FROM department WHERE slug = 'support'", values![claire.id.0]).await;
        claire.post(paths::StaffThreadPromise { id }, &due("2026-12-01T18:00")).await.done();
        app.anyone().get(paths::Question { id, slug: &t.slug }).await.ok().see("Date moved once");
        claire.get(paths::StaffPromises).await.ok().see("Date moved once");
        claire.post(paths::StaffThreadPromise { id }, &due("2026-12-02T18:00")).await.refused().see("manager");
        app.ignore_mails();
    }

    async fn whoever_takes_their_name_off_takes_it_off_there_too(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let claire = app.staff("claire").await;
        let t = seed(app, "My contract has the wrong name", ada.id, &[basile.id]).await;
        let id = t.id;
        ada.post(paths::QuestionEscalate { id }, &[("reason", "brand_only"), ("details", "Nobody else can.")]).await.done();
        ada.post(paths::QuestionPrivate { id }, &[("body", "I am Ada Lovelace.")]).await.done();
        ada.post(paths::QuestionAnonymise { id }, &[]).await.done();
        for (table, column) in [("escalation", "opened_by"), ("escalation", "ended_by"), ("escalation_event", "actor_id"), ("private_message", "author_id"), ("escalation_wish", "account_id"), ("audit", "actor_id")] {
            assert_eq!(app.count(&format!("SELECT COUNT(*) AS n FROM {table} WHERE {column} = $1"), values![ada.id.0]).await, 0, "{table}.{column}");
        }
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM private_message", values![]).await, 0);
        assert!(is_open(app, id).await);
        claire.post(paths::StaffThreadResolve { id }, &[("outcome", "refused"), ("message", "The name is right.")]).await.done();
        app.advance(11 * MINUTE).await;
        app.tick().await;
        assert!(app.mails().await.iter().all(|m| m.to_email != "ada@example.com"));
    }

    async fn every_answer_can_be_the_outcome(app) {
        let (ada, basile, claire) = (app.member("ada").await, app.member("basile").await, app.staff("claire").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id; 25]).await;
        claire.post(paths::StaffThreadClaim { id: t.id }, &[]).await.done();
        let page = claire.get(paths::StaffThread { id: t.id }).await.ok();
        let answers = page.texts("select[name=post] option");
        assert_eq!(answers.len(), 26);
        assert!(answers[25].starts_with("Basile: Answer 1 to"), "{answers:?}");
        claire.press(&page, "End it so", &[("outcome", "solved"), ("post", &t.answers[0].to_string())]).await.done();
        app.ignore_mails();
    }
}
