//! Canned answers: filled in, put into the field, never sent by themselves; macros act.

use entity::CannedId;

use crate::support::*;

both! {
    async fn a_text_goes_into_the_answer_and_a_macro_acts(app) {
        app.ignore_mails();
        let (ada, basile, claire) = (app.member("ada").await, app.ambassador("basile").await, app.staff("claire").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        ada.get(paths::StaffCanned).await.missing();
        let page = claire.get(paths::StaffCanned).await.ok();
        claire.press(&page, "Save the answer", &[("name", ""), ("body_en", ""), ("acts", "snooze")]).await.refused();
        let fields = [("name", "Version"), ("body_en", "Hello {first_name}, about “{question}”: which version? {agent}"), ("body_fr", "Bonjour {prénom}, quelle version ?"), ("acts", "claim"), ("acts", "snooze"), ("sleep", "24")];
        claire.post(paths::StaffCanned, &fields).await.done();
        claire.post(paths::StaffCanned, &[("name", "Plain"), ("body_en", "Unplug it, {first_name}. {nothing}")]).await.done();
        let page = claire.get(paths::StaffThread { id: t.id }).await.ok();
        page.see("Canned answer");
        let to = paths::StaffThreadCanned { id: t.id };
        let again = claire.post(to, &[("canned", "2"), ("body", "What I wrote."), ("form_key", "k")]).await.ok();
        assert_eq!(again.value("body").trim(), "What I wrote.\n\nUnplug it, Ada. {nothing}");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM escalation", values![]).await, 0, "a plain text does nothing");
        let again = claire.post(to, &[("canned", "1"), ("body", "")]).await.ok();
        assert_eq!(again.value("body").trim(), "Hello Ada, about “My box blinks orange”: which version? Claire");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM escalation WHERE owner_id = $1 AND snoozed_until = $2", values![claire.id.0, app.now() + DAY]).await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM post WHERE official = TRUE", values![]).await, 0, "nothing is sent by itself");
        // nothing leaves with a place to be filled by hand
        for (path, field) in [(paths::StaffThreadReply { id: t.id }.to_string(), "body"), (paths::StaffThreadDetails { id: t.id }.to_string(), "words")] {
            let held = claire.post(&path, &[(field, "Your {product}: which version does it show?"), ("form_key", "k9")]).await.refused();
            held.see("Fill in {product} by hand");
        }
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM post WHERE official = TRUE", values![]).await, 0);
        // somebody else has it: the macro is refused, the text stays
        let rosa = app.staff("rosa").await;
        let held = rosa.post(to, &[("canned", "1"), ("body", "Mine.")]).await.status(409);
        assert!(held.value("body").contains("Mine."));
        // asked in French, answered in French
        app.exec("UPDATE post SET lang = 'fr' WHERE id = $1", values![t.id.0]).await;
        let again = claire.post(to, &[("canned", "1"), ("body", "")]).await.ok();
        assert_eq!(again.value("body").trim(), "Bonjour Ada, quelle version ?");
        let done = claire.submit(again.form_with_button("Publish")).await;
        assert!(done.status == 303, "{}", done.describe());
        // what it solved is counted
        claire.get(paths::StaffCanned).await.ok().see("used 2 times").see("0 % solved afterwards");
        app.advance(HOUR).await;
        ada.post(paths::PostAccept { id: t.answers[0] }, &[]).await.done();
        claire.get(paths::StaffCannedOne { id: CannedId(1) }).await.ok().see("100 % solved afterwards");
        claire.post(paths::StaffCannedRetire { id: CannedId(1) }, &[]).await.done();
        let again = claire.post(to, &[("canned", "1"), ("body", "x")]).await.ok();
        assert_eq!(again.value("body").trim(), "x");
    }

    async fn macros_confirm_ask_and_hand_over(app) {
        app.ignore_mails();
        let (ada, basile, claire) = (app.member("ada").await, app.ambassador("basile").await, app.staff("claire").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        app.exec("INSERT INTO department (slug, name_en, name_fr, fallback, created_at) VALUES ('bills', 'Bills', 'Factures', FALSE, 0)", values![]).await;
        let bills = app.count("SELECT id AS n FROM department WHERE slug = 'bills'", values![]).await.to_string();
        claire.post(paths::StaffCanned, &[("name", "Right"), ("body_en", "What {first_name} was told is right."), ("acts", "verify")]).await.done();
        claire.post(paths::StaffCanned, &[("name", "Ask"), ("body_en", "Which model is it?"), ("acts", "ask_details")]).await.done();
        claire.post(paths::StaffCanned, &[("name", "Bills"), ("body_en", "The right people look at it."), ("acts", "department"), ("department", &bills)]).await.done();
        let to = paths::StaffThreadCanned { id: t.id };
        // another answer comes while the first is read: what was not shown is not confirmed
        let verified = async || app.count("SELECT verified_count AS n FROM question WHERE id = $1", values![t.id.0]).await;
        let page = claire.get(paths::StaffThread { id: t.id }).await.ok();
        let shown = page.value("shown");
        assert_eq!(shown, t.answers[0].to_string());
        let elise = app.member("elise").await;
        app.advance(MINUTE).await;
        elise.post(paths::QuestionAnswers { id: t.id }, &[("body", "Throw it out of the window, that always helps."), ("form_key", "e1")]).await.done();
        let held = claire.post(to, &[("canned", "1"), ("body", "Mine."), ("shown", &shown)]).await.status(409);
        held.see("Another answer came in meanwhile");
        assert!(held.value("body").starts_with("Mine."));
        claire.post(to, &[("canned", "1"), ("body", "")]).await.status(409);
        assert_eq!(verified().await, 0);
        let shown = held.value("shown");
        claire.post(to, &[("canned", "1"), ("body", ""), ("shown", &shown)]).await.ok();
        assert_eq!(verified().await, 1);
        // what the asker would read is put where it can be read first
        let page = claire.post(to, &[("canned", "2"), ("body", "")]).await.ok();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM details_request", values![]).await, 0);
        assert_eq!(page.value("words").trim(), "Which model is it?");
        claire.press(&page, "Ask the asker", &[]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM details_request WHERE words = 'Which model is it?'", values![]).await, 1);
        claire.post(to, &[("canned", "3"), ("body", "")]).await.ok();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM escalation e JOIN department d ON d.id = e.department_id WHERE d.slug = 'bills'", values![]).await, 1);
    }

    async fn a_macro_does_nothing_on_an_old_page_and_once_what_is_pressed_twice(app) {
        app.ignore_mails();
        let (ada, claire, karim) = (app.member("ada").await, app.staff("claire").await, app.staff("karim").await);
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        app.exec("INSERT INTO department (slug, name_en, name_fr, fallback, created_at) VALUES ('bills', 'Bills', 'Factures', FALSE, 0)", values![]).await;
        let bills = app.count("SELECT id AS n FROM department WHERE slug = 'bills'", values![]).await.to_string();
        claire.post(paths::StaffCanned, &[("name", "Mine"), ("body_en", "I look into it."), ("acts", "claim")]).await.done();
        claire.post(paths::StaffCanned, &[("name", "Bills"), ("body_en", "The right people look at it."), ("acts", "department"), ("department", &bills)]).await.done();
        // what the page shows as open ended meanwhile: nothing is opened by it, and the words stay
        karim.post(paths::StaffThreadClaim { id: t.id }, &[]).await.done();
        let old = claire.get(paths::StaffThread { id: t.id }).await.ok();
        karim.post(paths::StaffThreadResolve { id: t.id }, &[("outcome", "refused"), ("message", "It is right so.")]).await.done();
        let held = claire.press(&old, "Put it in", &[("canned", "1"), ("body", "What I wrote.")]).await.status(409);
        held.see("Karim ended this meanwhile: Refused");
        assert!(held.value("body").starts_with("What I wrote."));
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM escalation WHERE ended_at IS NULL", values![]).await, 0);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM canned_use", values![]).await, 0);
        // pressed twice, it is handed on once; both see the text
        let page = claire.get(paths::StaffThread { id: t.id }).await.ok();
        let key = page.value("canned_key");
        let press = || claire.press(&page, "Put it in", &[("canned", "2"), ("body", "")]);
        let (one, two) = tokio::join!(press(), press());
        for answer in [&one, &two] {
            assert_eq!(answer.value("body").trim(), "The right people look at it.", "{}", answer.describe());
            assert_ne!(answer.value("canned_key"), key, "the next is another");
        }
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM escalation_event WHERE kind = 'handed_over'", values![]).await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM canned_use", values![]).await, 1);
        // the answer is sent all the same: it has a key of its own
        let done = claire.submit(one.form_with_button("Publish")).await;
        assert!(done.status == 303, "{}", done.describe());
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM post WHERE official = TRUE", values![]).await, 1);
    }

    async fn a_macro_locks_people_in_the_order_of_all(app) {
        app.ignore_mails();
        if app.engine == Engine::Sqlite {
            return; // one writer at a time
        }
        let (ada, basile, claire) = (app.member("ada").await, app.ambassador("basile").await, app.staff("claire").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        app.exec("UPDATE department SET load_cap = 9", values![]).await;
        claire.post(paths::StaffCanned, &[("name", "Right"), ("body_en", "It is right."), ("acts", "claim"), ("acts", "verify")]).await.done();
        let shown = t.answers[0].to_string();
        // somebody holds the author, and wants whoever presses after them
        let other = app.db().write().await.expect("a transaction");
        db::lock(&other, "account", basile.id.0).await.expect("held");
        let to = paths::StaffThreadCanned { id: t.id };
        let fields = [("canned", "1"), ("body", ""), ("shown", shown.as_str())];
        let press = claire.post(to, &fields);
        let meanwhile = async {
            while app.count("SELECT COUNT(*) AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()", values![]).await == 0 {
                tokio::task::yield_now().await;
            }
            db::run(&other, "SELECT id FROM account WHERE id = $1 FOR UPDATE NOWAIT", values![claire.id.0]).await.expect("nobody has it before those with lower numbers");
            other.commit().await.expect("committed");
        };
        let (page, ()) = tokio::join!(press, meanwhile);
        page.ok();
        assert_eq!(app.count("SELECT verified_count AS n FROM question WHERE id = $1", values![t.id.0]).await, 1);
    }
}
