//! How did it go? Asked at its day, answered by one click, with or without an account's session.

use entity::TaskId;

use crate::support::*;

fn question(t: &Thread) -> paths::Question<'_> {
    paths::Question { id: t.id, slug: &t.slug }
}

async fn asked(app: &TestApp) -> i64 {
    app.count("SELECT COUNT(*) AS n FROM follow_up", values![]).await
}

/// The mails that ask.
async fn asking(app: &TestApp) -> Vec<Mail> {
    app.mails().await.into_iter().filter(|m| m.kind == "follow_up").collect()
}

async fn state(app: &TestApp, t: &Thread, column: &str) -> i64 {
    app.count(&format!("SELECT COUNT(*) AS n FROM question WHERE id = $1 AND {column} IS NOT NULL"), values![t.id.0]).await
}

both! {
    async fn nobody_answered_and_a_link_answers(app) {
        let ada = app.member("ada").await;
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        app.advance(2 * DAY - HOUR).await;
        app.tick().await;
        assert_eq!(asked(app).await, 0);
        app.advance(2 * HOUR).await;
        app.tick().await;
        let mail = app.mail_to("ada@example.com").await;
        assert!(mail.subject.starts_with("Still stuck?") && mail.text.contains("no need to log in"), "{}", mail.text);
        let link = mail.link("/follow-up/");
        // a scanner follows every link, and nothing is said by it
        let scanner = app.anyone();
        let page = scanner.get(&link).await.ok();
        page.see("Are you still stuck?").see("My box blinks orange");
        scanner.get(link.replace("not_solved", "elsewhere")).await.ok().see("One line, for the next person");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM follow_up WHERE answered_at IS NULL AND opened_at IS NOT NULL", values![]).await, 0, "nor that she read it");
        let page = scanner.get(link.replace("not_solved", "elsewhere")).await.ok();
        let long = "x".repeat(501);
        scanner.press(&page, "Found elsewhere", &[("note", &long)]).await.refused();
        let done = scanner.press(&page, "Found elsewhere", &[("note", "The shop changed it; call me on 06 12 34 56 78")]).await.done();
        scanner.follow(&done).await.ok().see("What mattered most to you?").see("Found elsewhere");
        assert_eq!(state(app, &t, "solved_elsewhere_at").await, 1);
        app.anyone().get(question(&t)).await.ok().see("The shop changed it").not_see("34 56");
        app.advance(10 * DAY).await;
        app.tick().await;
        assert_eq!(asked(app).await, 1);
        // the token is not kept in the clear, and another is nothing
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM follow_up_link WHERE LENGTH(token_hash) = 64", values![]).await, 1);
        app.anyone().get(paths::FollowUp { token: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }).await.missing();
        app.advance(90 * DAY).await;
        app.tick().await;
        app.anyone().get(&link).await.missing();
        app.mails().await;
    }

    async fn answers_are_asked_about_and_one_is_named(app) {
        let (ada, basile, elise) = (app.member("ada").await, app.ambassador("basile").await, app.expert("elise").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id, elise.id]).await;
        app.advance(7 * DAY).await;
        // two servers at once ask once
        let (one, two) = tokio::join!(entraide::followups::jobs::tick(&app.app, app.now()), entraide::followups::jobs::tick(&app.app, app.now()));
        one.and(two).expect("the job runs");
        let mails = asking(app).await;
        assert_eq!(mails.len(), 1, "{mails:?}");
        assert!(mails[0].subject.starts_with("Is it solved?"));
        let link = mails[0].link("/follow-up/");
        let page = ada.get(question(&t)).await.ok();
        page.see("Is your problem solved?").see("did one of them solve it");
        basile.get(question(&t)).await.ok().not_see("Is your problem solved?");
        basile.get(paths::QuestionFollowUp { id: t.id }).await.missing();
        basile.post(paths::QuestionFollowUp { id: t.id }, &[("answer", "solved")]).await.missing();
        // which one has to be said
        let which = ada.press(&page, "It is solved", &[]).await.done();
        let page = ada.follow(&which).await.ok();
        page.see("Which answer solved it?").see("Basile").see("Elise");
        ada.post(paths::QuestionFollowUp { id: t.id }, &[("answer", "solved"), ("post", "1")]).await.refused();
        let post = t.answers[1].to_string();
        let done = ada.press(&page, "It is solved", &[("post", &post)]).await.done();
        ada.follow(&done).await.ok().see("What mattered most");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM acceptance WHERE post_id = $1 AND actor_id = $2", values![t.answers[1].0, ada.id.0]).await, 1);
        ada.get(question(&t)).await.ok().not_see("Is your problem solved?");
        // the mail knows what was said
        app.anyone().get(link.split('?').next().unwrap_or_default()).await.ok().see("What mattered most");
        app.advance(31 * DAY).await;
        app.tick().await;
        app.mails().await;
        assert_eq!(asked(app).await, 1, "in the page alone");
        let ada = app.browser(ada.id).await;
        let page = ada.get(question(&t)).await.ok();
        page.see("Has the problem come back?");
        let done = ada.press(&page, "No, all is well", &[]).await.done();
        ada.follow(&done).await.ok();
        ada.get(question(&t)).await.ok().not_see("Has the problem come back?");
        assert_eq!(asked(app).await, 2);
    }

    async fn silence_after_a_confirmed_answer_is_a_yes(app) {
        let (ada, basile, claire) = (app.member("ada").await, app.ambassador("basile").await, app.staff("claire").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        let spoken = seed(app, "My box is silent", ada.id, &[basile.id]).await;
        for t in [&t, &spoken] {
            t.index(app).await;
            claire.post(paths::PostVerify { id: t.answers[0] }, &[]).await.done();
        }
        app.advance(3 * DAY).await;
        app.tick().await;
        assert_eq!(asking(app).await.len(), 2);
        ada.get(question(&t)).await.ok().see("Nordik confirmed an answer");
        app.advance(MINUTE).await;
        ada.post(paths::PostComments { id: spoken.answers[0] }, &[("body", "I am not sure yet.")]).await.done();
        app.advance(7 * DAY - HOUR).await;
        app.tick().await;
        assert_eq!(state(app, &t, "solved_at").await, 0);
        app.advance(2 * HOUR).await;
        app.tick().await;
        assert_eq!((state(app, &t, "solved_at").await, state(app, &spoken, "solved_at").await), (1, 0));
        app.anyone().get(question(&t)).await.ok().see("Solved");
        app.must_be_sound().await;
        // silence was a misunderstanding
        let mail = asking(app).await.into_iter().find(|m| m.subject.contains("blinks")).expect("its mail");
        let page = app.anyone().get(mail.link("/follow-up/").replace("answer=solved", "answer=not_solved")).await.ok();
        app.anyone().press(&page, "Not solved", &[("note", "It blinks again at night")]).await.done();
        assert_eq!(state(app, &t, "solved_at").await, 0);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM escalation WHERE cause = 'not_solved' AND question_id = $1", values![t.id.0]).await, 1);
        // the brand's word goes, and the yes with it
        let third = seed(app, "My box is warm", ada.id, &[basile.id]).await;
        third.index(app).await;
        claire.post(paths::PostVerify { id: third.answers[0] }, &[]).await.done();
        app.advance(3 * DAY).await;
        app.tick().await;
        app.advance(7 * DAY).await;
        app.tick().await;
        assert_eq!(state(app, &third, "solved_at").await, 1);
        let rosa = app.staff("rosa").await;
        rosa.post(paths::PostUnverify { id: third.answers[0] }, &[]).await.done();
        assert_eq!(state(app, &third, "solved_at").await, 0);
        app.must_be_sound().await;
        app.ignore_mails();
    }

    async fn silence_is_no_yes_where_the_asker_said_otherwise(app) {
        app.ignore_mails();
        let (ada, basile, claire, manon) = (app.member("ada").await, app.ambassador("basile").await, app.staff("claire").await, app.manager("manon").await);
        let mut threads = Vec::new();
        for title in ["Nothing was said here", "It did not work at all", "Told the team in private", "Asked for the brand again", "A promise was made here", "A colleague looks into it"] {
            let t = seed(app, title, ada.id, &[basile.id]).await;
            t.index(app).await;
            claire.post(paths::PostVerify { id: t.answers[0] }, &[]).await.done();
            threads.push(t);
        }
        app.advance(3 * DAY).await;
        app.tick().await;
        assert_eq!(asked(app).await, 6);
        app.advance(MINUTE).await;
        let [_, did_not, private, again, promised, held] = &threads[..] else { panic!("six threads") };
        ada.post(paths::PostDidNotWork { id: did_not.answers[0] }, &[("reason", "other"), ("details", "It blinks on.")]).await.done();
        claire.post(paths::StaffThreadClaim { id: private.id }, &[]).await.done();
        ada.post(paths::QuestionPrivate { id: private.id }, &[("body", "My contract is 123, and it still blinks."), ("form_key", "p1")]).await.done();
        let line = "The line was repaired on our side.";
        claire.post(paths::StaffThreadResolve { id: private.id }, &[("outcome", "refused"), ("message", line)]).await.done();
        ada.post(paths::QuestionEscalate { id: again.id }, &[("reason", "unsolved"), ("details", "It comes back each night.")]).await.done();
        claire.post(paths::StaffThreadResolve { id: again.id }, &[("outcome", "refused"), ("message", line)]).await.done();
        let due = entraide::ui::when::field("Europe/Paris", app.now() + 3 * DAY);
        claire.post(paths::StaffThreadPromise { id: promised.id }, &[("message", "We look into it"), ("due", &due)]).await.done();
        manon.post(paths::StaffThreadClaim { id: held.id }, &[]).await.done();
        app.advance(7 * DAY).await;
        app.tick().await;
        for (n, t) in threads.iter().enumerate() {
            assert_eq!(state(app, t, "solved_at").await, i64::from(n == 0), "{}", t.slug);
        }
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM follow_up WHERE answer = 'silent'", values![]).await, 1);
        // nothing is asked while something is owed
        let open = seed(app, "Brought to the team before it was confirmed", ada.id, &[basile.id]).await;
        open.index(app).await;
        claire.post(paths::StaffThreadClaim { id: open.id }, &[]).await.done();
        claire.post(paths::PostVerify { id: open.answers[0] }, &[]).await.done();
        app.advance(3 * DAY).await;
        app.tick().await;
        assert_eq!(asked(app).await, 6);
        claire.post(paths::StaffThreadResolve { id: open.id }, &[("outcome", "solved"), ("post", &open.answers[0].to_string())]).await.done();
        app.advance(HOUR).await;
        app.tick().await;
        assert_eq!(asked(app).await, 7, "then it is");
        app.must_be_sound().await;
    }

    async fn announcements_are_not_asked_about(app) {
        let (ada, claire) = (app.member("ada").await, app.staff("claire").await);
        let alone = seed(app, "We change the colour of our boxes", claire.id, &[]).await;
        let answered = seed(app, "We open on Saturdays", claire.id, &[ada.id]).await;
        for t in [&alone, &answered] {
            app.exec("UPDATE post SET official = TRUE WHERE id = $1", values![t.id.0]).await;
        }
        for _ in 0..10 {
            app.advance(DAY).await;
            app.tick().await;
        }
        assert_eq!(asked(app).await, 0);
        let claire = app.browser(claire.id).await;
        claire.get(question(&answered)).await.ok().not_see("Is your problem solved?");
    }

    async fn only_the_asker_opens_it(app) {
        app.ignore_mails();
        let (ada, bob, basile) = (app.member("ada").await, app.member("bob").await, app.ambassador("basile").await);
        let scanned = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        let read = seed(app, "My box is silent", bob.id, &[basile.id, ada.id]).await;
        app.advance(7 * DAY).await;
        app.tick().await;
        for mail in asking(app).await.iter().filter(|m| m.to_email == "ada@example.com") {
            app.anyone().get(mail.link("/follow-up/")).await.ok();
        }
        // one of the two has to be named: pressing the first button is being there
        let link = asking(app).await.iter().find(|m| m.to_email == "bob@example.com").expect("asked").link("/follow-up/");
        app.anyone().post(&link, &[("answer", "solved")]).await.done();
        app.advance(23 * DAY).await;
        app.tick().await;
        let again = |t: &Thread| app.count("SELECT COUNT(*) AS n FROM follow_up WHERE kind = 'month' AND question_id = $1", values![t.id.0]);
        assert_eq!((again(&scanned).await, again(&read).await), (0, 1));
    }

    async fn history_and_people_who_are_gone_are_left_in_peace(app) {
        let (ada, basile) = (app.member("ada").await, app.ambassador("basile").await);
        let ghost = app.member("ghost").await;
        let old = seed(app, "A question from another forum", ada.id, &[]).await;
        app.exec("UPDATE question SET live = FALSE WHERE id = $1", values![old.id.0]).await;
        seed(app, "A question of a placeholder", ghost.id, &[basile.id]).await;
        app.alter(ghost.id, "placeholder = TRUE").await;
        let shut = seed(app, "A closed question", ada.id, &[]).await;
        app.exec("UPDATE question SET closed_at = 1 WHERE id = $1", values![shut.id.0]).await;
        let bob = app.member("bob").await;
        app.alter(bob.id, "email = NULL, email_folded = NULL").await;
        let quiet = seed(app, "A question without an address", bob.id, &[]).await;
        for _ in 0..10 {
            app.advance(DAY).await;
            app.tick().await;
        }
        assert!(asking(app).await.is_empty());
        let bob = app.browser(bob.id).await;
        assert_eq!(asked(app).await, 1, "in the page, where no mail reaches them");
        let page = bob.get(question(&quiet)).await.ok();
        let done = bob.press(&page, "I am still stuck", &[]).await.done();
        bob.follow(&done).await.ok().see("has been told");
    }

    async fn less_than_expected_is_a_task(app) {
        app.ignore_mails();
        let (ada, basile, claire, rosa) = (app.member("ada").await, app.ambassador("basile").await, app.staff("claire").await, app.staff("rosa").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id, claire.id]).await;
        app.exec("UPDATE post SET official = TRUE WHERE id = $1", values![t.answers[1].0]).await;
        app.advance(7 * DAY).await;
        app.tick().await;
        let to = paths::QuestionFollowUp { id: t.id };
        ada.post(to, &[("expected", "apology")]).await.status(409);
        ada.post(to, &[("answer", "perhaps")]).await.status(400);
        let page = ada.get(to).await.ok();
        let done = ada.press(&page, "Not solved", &[]).await.done();
        let page = ada.follow(&done).await.ok();
        page.see("You said: Not solved").see("has been told");
        let done = ada.press(&page, "An apology", &[]).await.done();
        let page = ada.follow(&done).await.ok();
        page.see("And what did you get?");
        // pressed twice at once
        let form = page.form_with_button("An explanation");
        let (one, two) = tokio::join!(ada.submit(form.clone()), ada.submit(form));
        assert_eq!((one.status.as_u16(), two.status.as_u16()), (303, 303));
        ada.get(to).await.ok().see("Thank you");
        ada.get(paths::StaffTasks).await.missing();
        rosa.get(paths::StaffTasks).await.ok().see("Nothing to do here");
        let page = claire.get(paths::StaffTasks).await.ok();
        page.see("My box blinks orange").see("Expected: An apology. Received: An explanation.").see("Owner: Claire");
        let id = TaskId(1);
        rosa.post(paths::StaffTaskTake { id }, &[]).await.done();
        claire.get(paths::StaffTasks).await.ok().see("Nothing to do here");
        let page = rosa.get(paths::StaffTask { id }).await.ok();
        rosa.press(&page, "Done", &[("note", "")]).await.refused();
        let both = tokio::join!(rosa.press(&page, "Done", &[("note", "I called and said sorry.")]), claire.post(paths::StaffTask { id }, &[("note", "Me too")]));
        let mut got = [both.0.status.as_u16(), both.1.status.as_u16()];
        got.sort_unstable();
        assert_eq!(got, [303, 409]);
        claire.get(paths::with_query(paths::StaffTasks, &[("view", "done")])).await.ok().see("Done by");
        // what was expected was received: nothing to do
        let bob = app.member("bob").await;
        let t = seed(app, "Another box", bob.id, &[claire.id]).await;
        app.advance(7 * DAY).await;
        app.tick().await;
        let to = paths::QuestionFollowUp { id: t.id };
        for fields in [("answer", "solved"), ("expected", "fixed"), ("received", "not_again")] {
            bob.post(to, &[fields]).await.done();
        }
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM task", values![]).await, 1);
    }
}
