//! Who brings a thread before the team, how often; and who reads what is said in private.

use entity::PostId;

use crate::routes::circle::{everywhere, meets_nothing};
use crate::support::*;

const CANARY: &str = "beryllcanary";

async fn open_of(app: &TestApp, q: PostId) -> i64 {
    app.count("SELECT COUNT(*) AS n FROM escalation WHERE question_id = $1 AND ended_at IS NULL", values![q.0]).await
}

both! {
    async fn members_bring_threads_before_the_team(app) {
        let (ada, malo, basile, claire) = (app.member("ada").await, app.member("malo").await, app.ambassador("basile").await, app.staff("claire").await);
        let mut threads = Vec::new();
        for n in 0..14 {
            threads.push(seed(app, &format!("The line of house {n} is cut"), ada.id, &[]).await.id);
        }
        let why = [("reason", "brand_only"), ("details", "The whole street is out.")];
        let to = |n: usize| paths::QuestionEscalate { id: threads[n] }.to_string();
        app.give(malo.id, 249).await;
        malo.get(&to(0)).await.denied().see("This takes 250 points of reputation; you have 249");
        malo.post(&to(0), &why).await.denied();
        app.give(malo.id, 250).await;
        malo.get(paths::Question { id: threads[0], slug: "the-line-of-house-0-is-cut" }).await.ok().see("Ask the Nordik team");
        malo.post(&to(0), &[("reason", "brand_only")]).await.refused();
        malo.post(&to(0), &[("reason", "nonsense"), ("details", "x")]).await.refused();
        malo.post(&to(0), &why).await.done();
        basile.post(&to(0), &why).await.done();
        assert_eq!(open_of(app, threads[0]).await, 1, "whoever comes second joins");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM escalation WHERE priority = TRUE", values![]).await, 1, "with their priority");
        // five at a time
        for n in 1..5 {
            malo.post(&to(n), &why).await.done();
        }
        malo.post(&to(5), &why).await.refused().see("5 threads you brought before the team are still open");
        // two at once do not pass together
        claire.post(paths::StaffThreadDecline { id: threads[1] }, &[("message", "The street is being repaired, see the incident.")]).await.done();
        let again = app.browser(malo.id).await;
        let (five, six) = (to(5), to(6));
        let (a, b) = tokio::join!(malo.post(&five, &why), again.post(&six, &why));
        assert_eq!(a.status.as_u16() + b.status.as_u16(), 303 + 422);
        // after three declined of the last five it takes a second member
        for id in [threads[2], threads[3]] {
            claire.post(paths::StaffThreadDecline { id }, &[("message", "Repaired by noon.")]).await.done();
        }
        let page = malo.post(&to(7), &why).await.done();
        malo.follow(&page).await.ok().see("once a second member asks too");
        assert_eq!(open_of(app, threads[7]).await, 0);
        basile.post(&to(7), &why).await.done();
        assert_eq!(open_of(app, threads[7]).await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM escalation_event WHERE kind = 'joined' AND actor_id = $1", values![malo.id.0]).await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM escalation_wish", values![]).await, 0);
        // a thread nobody wished for cannot be declined
        claire.post(paths::StaffThreadClaim { id: threads[8] }, &[]).await.done();
        claire.post(paths::StaffThreadDecline { id: threads[8] }, &[("message", "No")]).await.refused();
        // whoever brought it is told
        app.advance(11 * MINUTE).await;
        app.tick().await;
        let mail = app.mail_to("malo@example.com").await;
        assert!(mail.text.contains("did not take this up") && mail.text.contains("Repaired by noon"), "{}", mail.text);
        app.ignore_mails();
    }

    async fn ten_in_a_week(app) {
        let (ada, basile, claire) = (app.member("ada").await, app.ambassador("basile").await, app.staff("claire").await);
        let why = [("reason", "urgent"), ("details", "It smells of gas near the box.")];
        for n in 0..11 {
            let t = seed(app, &format!("A box number {n} that smells odd"), ada.id, &[]).await;
            let page = basile.post(paths::QuestionEscalate { id: t.id }, &why).await;
            if n < 10 {
                page.done();
                claire.post(paths::StaffThreadResolve { id: t.id }, &[("outcome", "refused"), ("message", "The smell is the new plastic.")]).await.done();
            } else {
                page.refused().see("10 threads");
            }
        }
        app.ignore_mails();
    }

    async fn the_asker_asks_for_the_brand(app) {
        let (ada, basile) = (app.member("ada").await, app.ambassador("basile").await);
        let page = ada.post(paths::Questions, &[("title", "Why does my box restart each night"), ("body", "Every night at two, for a week now."), ("category", "unsure")]).await.done();
        let id = PostId(page.location().split('/').nth(2).and_then(|s| s.parse().ok()).expect("an id"));
        // others have two hours; before, what is missing has to be said
        if app.count("SELECT COUNT(*) AS n FROM thread_clock WHERE question_id = $1", values![id.0]).await == 1 {
            ada.post(paths::QuestionEscalate { id }, &[("reason", "unanswered")]).await.refused();
        }
        app.advance(3 * HOUR).await;
        ada.post(paths::QuestionEscalate { id }, &[("reason", "unanswered")]).await.done();
        assert_eq!(open_of(app, id).await, 1);
        // what is owed cannot be closed
        let moderator = app.member("mila").await;
        app.give(moderator.id, 2_500).await;
        moderator.post(paths::QuestionClose { id }, &[("reason", "Off topic")]).await.denied();
        // accepting an answer ends it, for everyone to see
        let answer = seed(app, "Another one that was answered", ada.id, &[basile.id]).await;
        ada.post(paths::QuestionEscalate { id: answer.id }, &[("reason", "unsolved")]).await.refused();
        ada.post(paths::QuestionEscalate { id: answer.id }, &[("reason", "unsolved"), ("details", "It comes back the next day.")]).await.done();
        assert_eq!(open_of(app, answer.id).await, 1);
        app.ignore_mails();
    }

    async fn the_exchange_is_between_two(app) {
        let (ada, malo, basile) = (app.member("ada").await, app.member("malo").await, app.ambassador("basile").await);
        let (claire, karim, manon) = (app.staff("claire").await, app.staff("karim").await, app.manager("manon").await);
        let t = seed(app, "My contract has the wrong name", ada.id, &[basile.id]).await;
        let id = t.id;
        let to = paths::QuestionPrivate { id }.to_string();
        app.exec("INSERT INTO department_member (department_id, account_id, lead, since) SELECT id, $1, FALSE, 0 FROM department WHERE slug = 'support'", values![claire.id.0]).await;
        for who in [&malo, &basile] {
            who.get(&to).await.missing();
            who.post(&to, &[("body", "Hello?")]).await.missing();
            who.post(paths::QuestionPrivateOpen { id }, &[]).await.missing();
        }
        app.anyone().get(&to).await.must_sign_in();
        ada.get(&to).await.ok().see("Nothing was said yet");
        ada.post(&to, &[("body", " ")]).await.refused();
        ada.post(&to, &[("body", &format!("My contract is 4711, {CANARY}."))]).await.done();
        assert_eq!(open_of(app, id).await, 1, "the team has it by that");
        // the department opens it, which is written down
        karim.get(&to).await.denied();
        karim.post(paths::QuestionPrivateOpen { id }, &[]).await.denied();
        claire.get(&to).await.ok().not_see(CANARY).see("1 message");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM audit WHERE action = 'open_exchange'", values![]).await, 0);
        let page = claire.get(&to).await.ok();
        claire.press(&page, "Open and read", &[]).await.ok().see(CANARY);
        manon.post(paths::QuestionPrivateOpen { id }, &[]).await.ok().see(CANARY);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM audit WHERE action = 'open_exchange'", values![]).await, 2);
        claire.post(&to, &[("body", &format!("We changed the name, {CANARY}."))]).await.done();
        let mail = app.mail_to("ada@example.com").await;
        assert!(!mail.text.contains(CANARY) && mail.text.contains("in private"), "{}", mail.text);
        ada.get(&to).await.ok().see("We changed the name");
        // a note of the team, a wish's details: nobody else meets a word
        claire.post(paths::StaffThreadNote { id }, &[("body", &format!("She is right, {CANARY}. @karim"))]).await.done();
        claire.get(paths::StaffThread { id }).await.ok().see(CANARY).see("Internal, invisible to customers");
        karim.get(paths::StaffMentions).await.ok().see("My contract has the wrong name");
        entraide::search::rebuild(app.db()).await.expect("indexed");
        let all = everywhere(id, &t.slug, t.answers[0], "box", CANARY);
        for who in [&app.anyone(), &malo, &basile] {
            meets_nothing(who, &all, CANARY).await;
        }
        // the asker meets their own words in the exchange alone
        ada.get(paths::Question { id, slug: &t.slug }).await.ok().not_see(CANARY);
        // ninety days after the thread is settled it is gone
        claire.post(paths::StaffThreadResolve { id }, &[("outcome", "private"), ("message", "The name is corrected.")]).await.done();
        app.advance(80 * DAY).await;
        app.tick().await;
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM private_message", values![]).await, 2);
        app.advance(11 * DAY).await;
        app.tick().await;
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM private_message", values![]).await, 0);
        app.ignore_mails();
    }
}
