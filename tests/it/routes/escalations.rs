//! What the team does with a thread: one of them has it, it is handed on, promised, and ends in a way everyone can see.

use entity::AccountId;
use entraide::app::App;
use entraide::router;

use super::escalations_scene::{billing, events, is_open, open_one, owner, scene};
use crate::support::*;

both! {
    async fn two_agents_one_thread(app) {
        let (_, claire, karim, t) = scene(app).await;
        let to = paths::StaffThreadClaim { id: t.id }.to_string();
        let (a, b) = tokio::join!(claire.post(&to, &[]), karim.post(&to, &[]));
        let (won, lost, winner) = if a.status == 303 { (a, b, &claire) } else { (b, a, &karim) };
        won.done();
        let loser = if winner.id == claire.id { &karim } else { &claire };
        let name = if winner.id == claire.id { "Claire" } else { "Karim" };
        lost.status(409).see(&format!("{name} has had it for 0 min"));
        assert_eq!(owner(app, t.id).await, winner.id);
        app.advance(2 * MINUTE).await;
        loser.get(paths::StaffThread { id: t.id }).await.ok().see(&format!("{name} has been answering for 2 min"));
        // nothing of theirs goes through meanwhile, and nothing typed is lost
        let page = loser.post(paths::StaffThreadReply { id: t.id }, &[("body", "We have corrected the bill."), ("form_key", "k")]).await.status(409);
        page.see("We have corrected the bill.");
        loser.post(paths::StaffThreadPromise { id: t.id }, &[("message", "Soon"), ("due", "2026-11-26T18:00")]).await.status(409);
        loser.post(paths::StaffThreadResolve { id: t.id }, &[("outcome", "refused"), ("message", "No")]).await.status(409);
        loser.post(paths::StaffThreadRelease { id: t.id }, &[]).await.refused();
        assert_eq!(app.count("SELECT answer_count AS n FROM question WHERE id = $1", values![t.id.0]).await, 0);
        winner.post(paths::StaffThreadRelease { id: t.id }, &[]).await.done();
        let id = entity::EscalationId(app.count("SELECT id AS n FROM escalation", values![]).await);
        loser.post(paths::StaffEscalationClaim { id }, &[]).await.done();
        assert_eq!(owner(app, t.id).await, loser.id);
    }

    async fn two_servers_one_thread(app) {
        let (_, claire, karim, t) = scene(app).await;
        // the same database, from another process's point of view: nothing is shared but the rows
        let other = App::new(app.app.config.clone(), patiently(&app.url).await, app.clock.clone());
        let pages = router::build(&other).expect("the router is built");
        for round in 0..4 {
            let karim_there = karim.through(pages.clone());
            let to = paths::StaffThreadClaim { id: t.id }.to_string();
            let (a, b) = tokio::join!(claire.post(&to, &[]), karim_there.post(&to, &[]));
            let mut codes = [a.status.as_u16(), b.status.as_u16()];
            codes.sort_unstable();
            assert_eq!(codes, [303, 409], "round {round}");
            let owner = owner(app, t.id).await;
            assert_eq!(owner == claire.id, a.status == 303);
            let winner = if owner == claire.id { &claire } else { &karim_there };
            // given back here, free there
            winner.post(paths::StaffThreadRelease { id: t.id }, &[]).await.done();
        }
        assert_eq!(events(app, "claimed").await, 4);
        let _ = other.db.clone().close().await;
    }

    async fn a_claim_ends_when_nothing_is_done(app) {
        let (ada, claire, _, t) = scene(app).await;
        let id = t.id;
        claire.post(paths::StaffThreadClaim { id }, &[]).await.done();
        app.advance(25 * MINUTE).await;
        // writing is doing something
        claire.post_part(paths::Drafts, "draft", &[("draft", &format!("answer-{id}")), ("body", "We look"), ("form_key", "k")]).await.status(204);
        app.advance(25 * MINUTE).await;
        app.tick().await;
        assert_eq!(owner(app, id).await, claire.id);
        app.advance(6 * MINUTE).await;
        app.tick().await;
        assert_eq!(owner(app, id).await, AccountId(0));
        assert!(is_open(app, id).await);
        // once something is public, it stays theirs
        claire.post(paths::StaffThreadReply { id }, &[("body", "We look into your bill today."), ("then", "wait"), ("form_key", "r")]).await.done();
        app.advance(2 * HOUR).await;
        app.tick().await;
        assert_eq!(owner(app, id).await, claire.id);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM escalation WHERE state = 'waiting_asker'", values![]).await, 1);
        // until they are absent for two days of work
        app.advance(3 * DAY).await;
        app.tick().await;
        assert_eq!(owner(app, id).await, AccountId(0));
        ada.get(paths::QuestionShort { id }).await;
    }

    async fn a_thread_is_taken_over_with_a_note(app) {
        let (ada, claire, karim, t) = scene(app).await;
        let id = t.id;
        claire.post(paths::StaffThreadClaim { id }, &[]).await.done();
        let page = karim.post(paths::StaffThreadTakeOver { id }, &[("note", " ")]).await.refused();
        assert!(!page.text("#e-take-note").is_empty());
        karim.post(paths::StaffThreadTakeOver { id }, &[("note", "Claire is at lunch, and the customer called. @claire")]).await.done();
        assert_eq!(owner(app, id).await, karim.id);
        claire.get(paths::StaffMentions).await.ok().see("My bill names a box").see("new");
        claire.post(paths::StaffMentions, &[("question", &id.to_string())]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM staff_note_mention WHERE read_at IS NULL", values![]).await, 0);
        karim.get(paths::StaffThread { id }).await.ok().see("Claire is at lunch").see("took it over");
        // given to a colleague; someone else's only by a lead
        karim.post(paths::StaffThreadAssign { id }, &[("to", &ada.id.to_string())]).await.refused();
        karim.post(paths::StaffThreadAssign { id }, &[("to", &claire.id.to_string()), ("note", "Yours again")]).await.done();
        assert_eq!(owner(app, id).await, claire.id);
        karim.post(paths::StaffThreadAssign { id }, &[("to", &karim.id.to_string())]).await.status(409);
        let manon = app.manager("manon").await;
        manon.post(paths::StaffThreadAssign { id }, &[("to", &karim.id.to_string())]).await.done();
        assert_eq!(owner(app, id).await, karim.id);
        // to those who work in its department, and never to whoever asked
        app.exec("INSERT INTO department_member (department_id, account_id, lead, since) SELECT id, $1, FALSE, 0 FROM department WHERE slug = 'support'", values![claire.id.0]).await;
        app.alter(ada.id, "role = 'staff'").await;
        for nobody in [manon.id, ada.id] {
            let page = manon.post(paths::StaffThreadAssign { id }, &[("to", &nobody.to_string())]).await.refused();
            assert!(!page.text("#e-to").is_empty(), "{}", page.words());
        }
        let page = manon.get(paths::StaffThread { id }).await.ok();
        assert_eq!(page.texts("select[name=to] option"), ["Claire (0 open)"]);
        manon.post(paths::StaffThreadAssign { id }, &[("to", &claire.id.to_string())]).await.done();
        assert_eq!(owner(app, id).await, claire.id);
    }

    async fn a_second_hand_over_alerts_who_leads_the_department(app) {
        let (_, claire, karim, t) = scene(app).await;
        let (id, billing) = (t.id, billing(app).await);
        app.manager("manon").await;
        let lead = app.staff("lena").await;
        let support = app.count("SELECT id AS n FROM department WHERE slug = 'support'", values![]).await;
        app.exec("INSERT INTO department_member (department_id, account_id, lead, since) VALUES ($1, $2, TRUE, 0)", values![support, lead.id.0]).await;
        claire.post(paths::StaffThreadHandOver { id }, &[("department", &billing), ("note", "Only billing sees bills")]).await.done();
        karim.post(paths::StaffThreadClaim { id }, &[]).await.done();
        karim.post(paths::StaffThreadHandOver { id }, &[("department", &support.to_string()), ("note", "It is about the box")]).await.done();
        let told: Vec<String> = app.mails().await.into_iter().filter(|m| m.kind == "handed_around").map(|m| m.to_email).collect();
        assert_eq!(told, ["lena@example.com"], "the lead of where it goes, and no manager");
        app.ignore_mails();
    }

    async fn a_second_hand_over_alerts_a_manager_where_nobody_leads(app) {
        let (_, claire, karim, t) = scene(app).await;
        let (id, manon, billing) = (t.id, app.manager("manon").await, billing(app).await);
        let support = app.count("SELECT id AS n FROM department WHERE slug = 'support'", values![]).await.to_string();
        claire.post(paths::StaffThreadHandOver { id }, &[("department", &billing)]).await.refused();
        claire.post(paths::StaffThreadHandOver { id }, &[("department", &support), ("note", "Here it is")]).await.refused();
        claire.post(paths::StaffThreadHandOver { id }, &[("department", &billing), ("note", "Only billing sees bills")]).await.done();
        assert_eq!(owner(app, id).await, AccountId(0));
        assert!(app.mails().await.is_empty());
        karim.post(paths::StaffThreadClaim { id }, &[]).await.done();
        claire.post(paths::StaffThreadHandOver { id }, &[("department", &support), ("note", "No")]).await.status(409);
        karim.post(paths::StaffThreadHandOver { id }, &[("department", &support), ("note", "It is about the box")]).await.done();
        let mail = app.mail_to("manon@example.com").await;
        assert!(mail.text.contains("handed over 2 times") && !mail.text.contains("about the box"), "{}", mail.text);
        manon.get(paths::StaffThread { id }).await.ok().see("handed it to another department").see("It is about the box");
        assert_eq!(app.count("SELECT hand_overs AS n FROM escalation", values![]).await, 2);
        claire.post(paths::StaffThreadHandOver { id }, &[("department", &billing), ("note", "And back")]).await.done();
        assert_eq!(app.mails().await.iter().filter(|m| m.kind == "handed_around").count(), 1, "the second one alerts, no further one");
    }

    async fn nothing_ends_without_an_outcome_everyone_sees(app) {
        let (ada, claire, _, t) = scene(app).await;
        let id = t.id;
        for fields in [
            &[("outcome", "")][..],
            &[("outcome", "answered"), ("message", "x")],
            &[("outcome", "declined"), ("message", "x")],
            &[("outcome", "solved")],
            &[("outcome", "solved"), ("message", " ")],
            &[("outcome", "solved"), ("post", &id.to_string())],
            &[("outcome", "solved"), ("post", "99999")],
            &[("outcome", "refused")],
            &[("outcome", "private"), ("message", " ")],
        ] {
            claire.post(paths::StaffThreadResolve { id }, fields).await.refused();
            assert!(is_open(app, id).await, "{fields:?}");
        }
        ada.get(paths::Question { id, slug: &t.slug }).await.ok().see("The Nordik team owes this question an outcome").see("Escalated");
        claire.post(paths::StaffThreadResolve { id }, &[("outcome", "private"), ("message", "We corrected the bill with the customer.")]).await.done();
        assert!(!is_open(app, id).await);
        let page = app.anyone().get(paths::Question { id, slug: &t.slug }).await.ok();
        page.see("Settled in private with the Nordik team on 24 November 2026").see("We corrected the bill with the customer.").not_see("No, it is not settled");
        // whoever asked for it is told, once it can no longer be taken back
        app.tick().await;
        assert!(app.mails().await.is_empty());
        app.advance(11 * MINUTE).await;
        app.tick().await;
        let mail = app.mail_to("ada@example.com").await;
        assert!(mail.subject.contains("Outcome") && mail.text.contains("We corrected the bill"), "{}", mail.text);
        app.tick().await;
        assert_eq!(app.mails().await.len(), 1);
        // one click, and it is back
        let page = ada.get(paths::Question { id, slug: &t.slug }).await.ok();
        ada.press(&page, "No, it is not settled", &[]).await.done();
        ada.post(paths::QuestionDisagree { id }, &[]).await.done();
        assert!(is_open(app, id).await);
        assert_eq!(app.count("SELECT urgency AS n FROM feed_row WHERE question_id = $1", values![id.0]).await, 90);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM escalation", values![]).await, 2);
        // settled by an answer that is written with it
        claire.post(paths::StaffThreadResolve { id }, &[("outcome", "solved"), ("message", "The bill of December has the credit: 40 euros."), ("form_key", "z")]).await.done();
        let page = app.anyone().get(paths::Question { id, slug: &t.slug }).await.ok();
        page.see("Settled by the Nordik team").see("The bill of December has the credit");
        app.ignore_mails();
    }

    async fn a_promise_has_a_date_that_moves_in_the_open(app) {
        let (ada, claire, karim, t) = scene(app).await;
        let id = t.id;
        let promise = |due: &'static str| vec![("message", "We check your bill and write here."), ("due", due)];
        let to = paths::StaffThreadPromise { id }.to_string();
        // past, far, then near enough
        claire.post(&to, &promise("2026-11-23T10:00")).await.refused();
        let page = claire.post(&to, &promise("2026-12-24T10:00")).await.refused();
        assert!(page.text("#e-due").contains("lead"), "{}", page.words());
        claire.post(&to, &promise("2026-12-01T18:00")).await.done();
        let mail = app.mail_to("ada@example.com").await;
        assert!(mail.text.contains("1 December 2026") && mail.text.contains("We check your bill"), "{}", mail.text);
        let public = app.anyone().get(paths::Question { id, slug: &t.slug }).await.ok();
        public.see("Promised by the Nordik team for 1 December 2026, 18:00").not_see("Date moved");
        // moving it takes a lead, moving it again a manager
        claire.post(&to, &promise("2026-12-02T18:00")).await.refused();
        app.exec("INSERT INTO department_member (department_id, account_id, lead, since) SELECT id, $1, TRUE, 0 FROM department WHERE slug = 'support'", values![claire.id.0]).await;
        claire.post(&to, &promise("2026-12-02T18:00")).await.done();
        app.anyone().get(paths::Question { id, slug: &t.slug }).await.ok().see("Date moved once");
        let page = claire.post(&to, &promise("2026-12-03T18:00")).await.refused();
        assert!(page.text("#e-due").contains("manager"), "{}", page.words());
        let manon = app.manager("manon").await;
        claire.post(paths::StaffThreadRelease { id }, &[]).await.done();
        manon.post(&to, &promise("2026-12-03T18:00")).await.done();
        karim.get(paths::StaffPromises).await.ok().see("Date moved 2 times").see("with Manon");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM promise WHERE ended_at IS NULL", values![]).await, 1);
        // a public word keeps it, and the asker is asked
        manon.post(paths::StaffThreadReply { id }, &[("body", "Your bill is corrected."), ("form_key", "k")]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM promise WHERE kept_post_id IS NOT NULL", values![]).await, 1);
        app.tick().await;
        let mail = app.mail_to("ada@example.com").await;
        assert!(mail.subject.contains("Does this settle it?"), "{}", mail.subject);
        karim.get(paths::StaffPromises).await.ok().see("No promise is open");
        ada.get(paths::Question { id, slug: &t.slug }).await.ok().see("Your bill is corrected.");
    }

    async fn details_stop_the_clock_for_a_while(app) {
        let (ada, claire, _, t) = scene(app).await;
        let (id, elise) = (t.id, app.expert("elise").await);
        let (member, to) = (app.member("malo").await, paths::QuestionDetails { id }.to_string());
        member.get(&to).await.denied();
        member.post(&to, &[("words", "Which box?")]).await.denied();
        // nothing personal goes public with it
        elise.post(&to, &[("words", "Call me at 06 12 34 56 78")]).await.refused();
        elise.post(&to, &[("words", "Which box is it, a 5 or a 6?")]).await.done();
        let mail = app.mail_to("ada@example.com").await;
        assert!(mail.text.contains("Which box is it"), "{}", mail.text);
        claire.post(paths::StaffThreadDetails { id }, &[("words", "Which month?")]).await.refused();
        app.anyone().get(paths::Question { id, slug: &t.slug }).await.ok().see("Elise asks for details").see("Which box is it");
        app.advance(3 * DAY + MINUTE).await;
        app.tick().await;
        let mails: Vec<String> = app.mails().await.into_iter().map(|m| m.subject).collect();
        assert!(mails.iter().any(|s| s.contains("Still waiting")) && !mails.iter().any(|s| s.contains("Still stuck")), "{mails:?}");
        app.tick().await;
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM mail WHERE kind = 'details_again'", values![]).await, 1);
        ada.post(paths::QuestionAnswers { id }, &[("body", "It is a Box 5, sent back in May."), ("form_key", "k")]).await.done();
        claire.post(paths::StaffThreadClaim { id }, &[]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM details_request WHERE ended_at IS NULL", values![]).await, 0);
        claire.post(paths::StaffThreadDetails { id }, &[("words", "Which month?")]).await.done();
        app.advance(MINUTE).await;
        ada.post(paths::QuestionAnswers { id }, &[("body", "June and July, both of them."), ("form_key", "l")]).await.done();
        claire.post(paths::StaffThreadNote { id }, &[("body", "She answered.")]).await.done();
        claire.post(paths::StaffThreadDetails { id }, &[("words", "And the day?")]).await.refused();
        app.ignore_mails();
    }

    async fn whoever_comes_second_finds_what_is(app) {
        let (_, claire, karim, t) = scene(app).await;
        let id = t.id;
        for round in 0..3 {
            if !is_open(app, id).await {
                claire.post(paths::StaffThreadClaim { id }, &[]).await.done();
                claire.post(paths::StaffThreadRelease { id }, &[]).await.done();
            }
            let (key, open) = (format!("k{round}"), open_one(app, id).await.to_string());
            let at = ("escalation", open.as_str());
            let resolve = [at, ("outcome", "refused"), ("message", "The bill is right: the box came in July.")];
            let over = [at, ("note", "The customer called me.")];
            let reply = [at, ("outcome", "solved"), ("message", "The credit is on the next bill."), ("form_key", key.as_str())];
            let promise = [at, ("message", "We look."), ("due", "2026-11-30T18:00")];
            let (a, b) = match round {
                0 => {
                    claire.post(paths::StaffThreadClaim { id }, &[at]).await.done();
                    tokio::join!(claire.post(paths::StaffThreadResolve { id }, &resolve), karim.post(paths::StaffThreadTakeOver { id }, &over))
                }
                1 => tokio::join!(claire.post(paths::StaffThreadPromise { id }, &promise), karim.post(paths::StaffThreadResolve { id }, &resolve)),
                _ => tokio::join!(claire.post(paths::StaffThreadResolve { id }, &reply), karim.post(paths::StaffThreadResolve { id }, &resolve)),
            };
            let codes = [a.status.as_u16(), b.status.as_u16()];
            assert!(matches!(codes, [303, 409] | [409, 303]), "round {round}: {codes:?}");
            // at most one is open, an ended one has its outcome, and no promise outlives its escalation
            assert!(app.count("SELECT COUNT(*) AS n FROM escalation WHERE ended_at IS NULL", values![]).await <= 1);
            assert_eq!(app.count("SELECT COUNT(*) AS n FROM escalation WHERE ended_at IS NOT NULL AND outcome_post_id IS NULL AND outcome_line IS NULL", values![]).await, 0);
            assert_eq!(app.count("SELECT COUNT(*) AS n FROM promise p JOIN escalation e ON e.id = p.escalation_id WHERE p.ended_at IS NULL AND e.ended_at IS NOT NULL", values![]).await, 0);
            for who in [&claire, &karim] {
                if owner(app, id).await == who.id {
                    who.post(paths::StaffThreadRelease { id }, &[]).await.done();
                }
            }
        }
        app.ignore_mails();
    }

    async fn a_cap_holds_under_two_clicks(app) {
        let (ada, claire, karim, t) = scene(app).await;
        let second = seed(app, "Another bill that is wrong", ada.id, &[]).await;
        app.exec("UPDATE department SET load_cap = 1", values![]).await;
        let (one, two) = (paths::StaffThreadClaim { id: t.id }.to_string(), paths::StaffThreadClaim { id: second.id }.to_string());
        let again = app.browser(claire.id).await;
        let (a, b) = tokio::join!(claire.post(&one, &[]), again.post(&two, &[]));
        let mut codes = [a.status.as_u16(), b.status.as_u16()];
        codes.sort_unstable();
        assert_eq!(codes, [303, 422]);
        let free = if a.status == 303 { second.id } else { t.id };
        karim.post(paths::StaffThreadAssign { id: free }, &[("to", &claire.id.to_string())]).await.refused();
        karim.post(paths::StaffThreadClaim { id: free }, &[]).await.done();
    }

    async fn what_sleeps_wakes(app) {
        let (ada, claire, karim, t) = scene(app).await;
        let id = t.id;
        claire.post(paths::StaffThreadSnooze { id }, &[("until", ""), ("event", "")]).await.refused();
        claire.post(paths::StaffThreadSnooze { id }, &[("until", "2026-11-01T10:00")]).await.refused();
        claire.post(paths::StaffThreadSnooze { id }, &[("until", "hours")]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM feed_row WHERE snoozed = TRUE", values![]).await, 1);
        karim.post(paths::StaffThreadWake { id }, &[]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM feed_row WHERE snoozed = TRUE", values![]).await, 0);
        claire.post(paths::StaffThreadSnooze { id }, &[("until", ""), ("event", "asker_post")]).await.done();
        app.advance(MINUTE).await;
        ada.post(paths::QuestionAnswers { id }, &[("body", "I found the number of the bill."), ("form_key", "k")]).await.done();
        claire.post(paths::StaffThreadClaim { id }, &[]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM feed_row WHERE snoozed = TRUE", values![]).await, 0);
    }
}
