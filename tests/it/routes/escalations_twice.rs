//! What is pressed on an old page does nothing; what is pressed twice is done once; and one person turns to the team only so
//! often.

use entity::EscalationId;

use super::escalations_scene::{is_open, open_one, owner, scene};
use crate::support::*;

both! {
    async fn an_old_page_does_nothing(app) {
        let (_, claire, karim, t) = scene(app).await;
        let id = t.id;
        let first = EscalationId(open_one(app, id).await);
        let old = karim.get(paths::StaffThread { id }).await.ok();
        let refuse = [("outcome", "refused"), ("message", "The bill is right.")];
        claire.post(paths::StaffThreadResolve { id }, &refuse).await.done();
        let page = karim.press(&old, "End it so", &[("outcome", "private"), ("message", "We called them.")]).await.status(409);
        page.see("Claire ended this meanwhile: Refused").see("We called them.");
        karim.press(&old, "Take this thread", &[]).await.status(409);
        karim.press(&old, "Keep the note", &[("body", "I look")]).await.status(409).see("I look");
        karim.post(paths::StaffEscalationClaim { id: first }, &[]).await.status(409);
        assert!(!is_open(app, id).await, "nothing was opened by it");
        // what is open by now is another one
        let none = karim.get(paths::StaffThread { id }).await.ok();
        claire.post(paths::StaffThreadClaim { id }, &[("escalation", "none")]).await.done();
        claire.post(paths::StaffThreadClaim { id }, &[("escalation", "none")]).await.done();
        karim.post(paths::StaffEscalationResolve { id: first }, &refuse).await.status(409).see("It is open again");
        karim.press(&none, "Take this thread", &[]).await.status(409).see("Claire took this thread meanwhile");
        assert_eq!(owner(app, id).await, claire.id);
        let second = EscalationId(open_one(app, id).await);
        claire.post(paths::StaffEscalationRelease { id: second }, &[]).await.done();
        karim.post(paths::StaffEscalationClaim { id: second }, &[]).await.done();
        karim.post(paths::StaffEscalationResolve { id: second }, &refuse).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM staff_note", values![]).await, 0);
        app.ignore_mails();
    }

    async fn pressed_twice_done_once(app) {
        let (ada, claire, _, t) = scene(app).await;
        let id = t.id;
        let other = app.browser(claire.id).await;
        let twice = async |button: &str, fields: &[(&str, &str)]| {
            let page = claire.get(paths::StaffThread { id }).await.ok();
            let (a, b) = tokio::join!(claire.press(&page, button, fields), other.press(&page, button, fields));
            assert_eq!([a.status.as_u16(), b.status.as_u16()], [303, 303], "{button}");
        };
        twice("Take this thread", &[]).await;
        twice("Keep the note", &[("body", "The box came in July.")]).await;
        twice("Promise", &[("message", "We look at it."), ("due", "2026-11-30T18:00")]).await;
        twice("Ask the asker", &[("words", "Which month is it?")]).await;
        twice("End it so", &[("outcome", "solved"), ("message", "The credit is on the next bill.")]).await;
        assert!(!is_open(app, id).await);
        for (table, rows) in [("staff_note", 1), ("promise", 1), ("details_request", 1), ("escalation", 1)] {
            assert_eq!(app.count(&format!("SELECT COUNT(*) AS n FROM {table}"), values![]).await, rows, "{table}");
        }
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM post WHERE official = TRUE", values![]).await, 1);
        // in private too
        for (who, said) in [(&ada, "My contract is 4711."), (&claire, "Thank you, it is settled.")] {
            let page = who.get(paths::QuestionPrivate { id }).await.ok();
            let page = if who.id == claire.id { who.press(&page, "Open and read", &[]).await.ok() } else { page };
            let again = app.browser(who.id).await;
            let fields = [("body", said)];
            let (a, b) = tokio::join!(who.press(&page, "Send in private", &fields), again.press(&page, "Send in private", &fields));
            assert_eq!([a.status.as_u16(), b.status.as_u16()], [303, 303]);
        }
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM private_message", values![]).await, 2);
        assert_eq!(app.mails().await.iter().filter(|m| m.kind == "private").count(), 1);
    }

    async fn one_joins_once_and_joining_counts(app) {
        let (ada, malo) = (app.member("ada").await, app.member("malo").await);
        app.give(malo.id, 300).await;
        let why = [("reason", "brand_only"), ("details", "The whole street is out.")];
        let mut threads = Vec::new();
        for n in 0..6 {
            let t = seed(app, &format!("The line of house {n} is cut"), ada.id, &[]).await;
            ada.post(paths::QuestionEscalate { id: t.id }, &why).await.done();
            threads.push(t.id);
        }
        for id in &threads[..5] {
            malo.post(paths::QuestionEscalate { id: *id }, &why).await.done();
        }
        let page = malo.post(paths::QuestionEscalate { id: threads[0] }, &[("reason", "urgent"), ("details", "Still out.")]).await.refused();
        page.see("because you brought it").see("Still out.");
        malo.post(paths::QuestionEscalate { id: threads[5] }, &why).await.refused().see("5 threads you brought before the team are still open");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM escalation_event WHERE kind = 'joined' AND actor_id = $1", values![malo.id.0]).await, 5);
        // the asker adds to what they brought, once
        let id = threads[5];
        ada.post(paths::QuestionEscalate { id }, &why).await.done();
        ada.post(paths::QuestionEscalate { id }, &why).await.refused();
        // the same form twice is one
        let t = seed(app, "Another line that is cut", malo.id, &[]).await;
        let page = malo.get(paths::QuestionEscalate { id: t.id }).await.ok();
        let (again, fields) = (app.browser(malo.id).await, [("reason", "urgent"), ("details", "It is out.")]);
        let (a, b) = tokio::join!(malo.press(&page, "Send to the team", &fields), again.press(&page, "Send to the team", &fields));
        assert_eq!([a.status.as_u16(), b.status.as_u16()], [303, 303]);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM escalation_event v JOIN escalation e ON e.id = v.escalation_id WHERE e.question_id = $1", values![t.id.0]).await, 1);
    }

    async fn turning_to_the_team_has_its_limit_in_a_day(app) {
        let (ada, elise, basile) = (app.member("ada").await, app.expert("elise").await, app.ambassador("basile").await);
        let t = seed(app, "My bill names a box", ada.id, &[elise.id]).await;
        let id = t.id;
        for (who, act, n) in [(&ada, "private", 20), (&ada, "escalate", 9), (&elise, "ask_details", 20), (&basile, "escalate", 30)] {
            app.exec("INSERT INTO quota (account_id, act, began_at, n, last_at) VALUES ($1, $2, $3, $4, $3)", values![who.id.0, act, app.now() - HOUR, n]).await;
        }
        let page = ada.post(paths::QuestionPrivate { id }, &[("body", "My contract is 4711.")]).await.status(429);
        page.see("20 private messages").see("My contract is 4711.");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM private_message", values![]).await, 0);
        elise.post(paths::QuestionDetails { id }, &[("words", "Which month?")]).await.status(429).see("Which month?");
        basile.post(paths::QuestionEscalate { id }, &[("reason", "urgent"), ("details", "It smells.")]).await.status(429).see("It smells.");
        assert!(!is_open(app, id).await);
        let fields = [("reason", "unsolved"), ("details", "It comes back.")];
        ada.post(paths::QuestionEscalate { id }, &fields).await.done();
        let claire = app.staff("claire").await;
        claire.post(paths::StaffThreadResolve { id }, &[("outcome", "private"), ("message", "Settled by phone.")]).await.done();
        ada.post(paths::QuestionDisagree { id }, &[]).await.status(429);
        assert!(!is_open(app, id).await);
        app.ignore_mails();
    }
}
