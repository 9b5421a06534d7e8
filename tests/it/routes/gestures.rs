//! Gestures: an allowance, a ceiling, a budget that nobody exceeds; told in private.

use entity::{GestureId, GestureKindId};

use crate::support::*;

async fn kind(manager: &Client, name: &str, value: &str, ceiling: &str) {
    manager.post(paths::StaffGestureKinds, &[("name_en", name), ("name_fr", name), ("value", value), ("ceiling", ceiling)]).await.done();
}

async fn spent(app: &TestApp) -> i64 {
    app.count("SELECT CAST(COALESCE(SUM(spent), 0) AS BIGINT) AS n FROM gesture_month", values![]).await
}

both! {
    async fn a_small_one_is_given_a_large_one_is_asked_for(app) {
        app.ignore_mails();
        let (ada, claire, manon, rosa) = (app.member("ada").await, app.staff("claire").await, app.manager("manon").await, app.manager("rosa").await);
        let t = seed(app, "Two weeks without Internet", ada.id, &[]).await;
        let to = paths::StaffThreadGesture { id: t.id };
        ada.get(to).await.missing();
        claire.get(to).await.ok().see("There is no kind of gesture yet");
        manon.post(paths::StaffGestureKinds, &[("name_en", "A month"), ("name_fr", ""), ("value", "x"), ("ceiling", "-1")]).await.refused();
        claire.post(paths::StaffGestureKinds, &[("name_en", "A month")]).await.missing();
        kind(&manon, "A month on us", "20", "30").await;
        kind(&manon, "A credit note", "", "50").await;
        let page = claire.get(paths::StaffThread { id: t.id }).await.ok();
        assert!(page.has("a[href$='/gesture']"));
        let page = claire.get(to).await.ok();
        page.see("A month on us (€20; up to €30 without approval)").see("You may still give €100");
        claire.press(&page, "Give or propose it", &[("kind", "2"), ("words", ""), ("reason", "")]).await.refused();
        let done = claire.press(&page, "Give or propose it", &[("kind", "1"), ("words", "CANARY-WORDS a month is on us."), ("reason", "CANARY-REASON waited too long")]).await.done();
        claire.follow(&done).await.ok().see("This month: €20 of €1,000.").see("You may still give €80").see("Given");
        // sent twice, it is one
        claire.press(&page, "Give or propose it", &[("kind", "1"), ("words", "CANARY-WORDS a month is on us."), ("reason", "x")]).await.done();
        assert_eq!(spent(app).await, 20);
        // she reads the words in private, and nobody else anything at all
        ada.get(paths::QuestionPrivate { id: t.id }).await.ok().see("CANARY-WORDS").not_see("CANARY-REASON");
        let helper = app.ambassador("basile").await;
        for who in [&app.anyone(), &helper, &ada] {
            let page = who.get(paths::Question { id: t.id, slug: &t.slug }).await.ok();
            assert!(!page.body().contains("CANARY"), "{}", page.describe());
        }
        let mails = app.mails().await;
        assert!(mails.iter().any(|m| m.to_email == "ada@example.com" && m.kind.contains("private")), "{mails:?}");
        assert!(mails.iter().all(|m| !m.text.contains("CANARY")));
        // above the ceiling a manager decides, by a deadline of their own
        let fields = [("kind", "2"), ("amount", "51"), ("words", "A credit note for you."), ("reason", "It was our fault"), ("form_key", "k2")];
        manon.post(to, &fields).await.done();
        let id = GestureId(app.count("SELECT MAX(id) AS n FROM gesture", values![]).await);
        assert_eq!(spent(app).await, 20, "nothing is spent before");
        manon.post(paths::StaffGesture { id }, &[("decision", "approve")]).await.denied();
        claire.post(paths::StaffGesture { id }, &[("decision", "approve")]).await.denied();
        rosa.get(paths::StaffGestures).await.ok().see("To be decided by").not_see("Late: was due");
        app.advance(2 * DAY).await;
        rosa.get(paths::StaffGestures).await.ok().see("Late: was due");
        rosa.post(paths::StaffGesture { id }, &[("decision", "refuse"), ("note", "")]).await.refused();
        let (x, y) = tokio::join!(rosa.post(paths::StaffGesture { id }, &[("decision", "approve")]), manon.post(paths::StaffGesture { id }, &[("decision", "withdraw")]));
        let mut got = [x.status.as_u16(), y.status.as_u16()];
        got.sort_unstable();
        assert_eq!(got, [303, 409]);
        assert_eq!(spent(app).await, if x.status == 303 { 71 } else { 20 });
        // an allowance that is used up
        manon.post(paths::StaffGestureRules, &[("allowance", "30"), ("budget", "1000"), ("hours", "4")]).await.done();
        claire.post(to, &[("kind", "1"), ("words", "Again."), ("reason", "Again"), ("form_key", "k3")]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM gesture WHERE state = 'proposed'", values![]).await, 1, "20 of 30 are given: a manager decides");
        manon.post(paths::StaffGestureKindRetire { id: GestureKindId(1) }, &[]).await.done();
        claire.post(to, &[("kind", "1"), ("words", "Again."), ("reason", "Again"), ("form_key", "k4")]).await.refused();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM audit WHERE action LIKE 'gesture%'", values![]).await, 8);
    }

    async fn whoever_can_decide_is_told(app) {
        let (ada, claire, manon, rosa) = (app.member("ada").await, app.staff("claire").await, app.manager("manon").await, app.manager("rosa").await);
        let t = seed(app, "Two weeks without Internet", ada.id, &[]).await;
        kind(&manon, "A credit note", "", "5").await;
        let propose = async |who: &Client, key: &str| {
            who.post(paths::StaffThreadGesture { id: t.id }, &[("kind", "1"), ("amount", "51"), ("words", "CANARY-WORDS"), ("reason", "CANARY-REASON"), ("form_key", key)]).await.done();
        };
        let told = async || {
            let mails: Vec<Mail> = app.mails().await.into_iter().filter(|m| m.kind == "gesture").collect();
            assert!(mails.iter().all(|m| !m.text.contains("CANARY") && m.text.contains("/staff/gestures")), "{mails:?}");
            mails.iter().map(|m| (m.to_email.clone(), m.subject.starts_with("Still"))).collect::<Vec<_>>()
        };
        propose(&claire, "k1").await;
        propose(&claire, "k1").await;
        assert_eq!(told().await, [("manon@example.com".to_owned(), false), ("rosa@example.com".to_owned(), false)]);
        propose(&manon, "k2").await;
        assert_eq!(told().await[2..], [("rosa@example.com".to_owned(), false)], "not whoever proposed it");
        assert!(rosa.get(paths::Home).await.ok().body().contains("2 to decide"));
        for (who, count) in [(manon.id, true), (claire.id, false)] {
            app.app.forget(who).await;
            assert_eq!(app.browser(who).await.get(paths::Home).await.ok().body().contains("1 to decide"), count);
        }
        let id = GestureId(app.count("SELECT MIN(id) AS n FROM gesture", values![]).await);
        rosa.post(paths::StaffGesture { id }, &[("decision", "refuse"), ("note", "Not for this")]).await.done();
        // its moment passes: once more, and once only
        app.advance(3 * DAY).await;
        let (one, two) = tokio::join!(entraide::gestures::jobs::tick(&app.app, app.now()), entraide::gestures::jobs::tick(&app.app, app.now()));
        one.and(two).expect("the job runs");
        entraide::gestures::jobs::tick(&app.app, app.now()).await.expect("the job runs");
        assert_eq!(told().await[3..], [("rosa@example.com".to_owned(), true)]);
        app.ignore_mails();
    }

    async fn new_numbers_reach_every_row_of_the_month(app) {
        app.ignore_mails();
        let manon = app.manager("manon").await;
        kind(&manon, "A month on us", "10", "10").await;
        let mut work = Vec::new();
        for n in 0..6 {
            let agent = app.staff(&format!("agent{n}")).await;
            let t = seed(app, &format!("A box that is out of order, {n}"), app.member(&format!("asker{n}")).await.id, &[]).await;
            work.push((agent, t));
        }
        // the first of the month, each agent's first, and new numbers, all at once
        let give = async |n: usize| {
            let (agent, t) = &work[n];
            agent.post(paths::StaffThreadGesture { id: t.id }, &[("kind", "1"), ("words", "For you."), ("reason", "Late"), ("form_key", "k")]).await.done();
        };
        let rules = async || {
            manon.post(paths::StaffGestureRules, &[("allowance", "40"), ("budget", "400"), ("hours", "8")]).await.done();
        };
        let given = futures_util::future::join_all((0..6).map(give));
        tokio::join!(given, rules());
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM gesture_month WHERE budget <> 400", values![]).await, 0);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM gesture_allowance WHERE allowance <> 40", values![]).await, 0);
        assert_eq!(spent(app).await, 60);
    }

    async fn twenty_at_once_never_exceed_the_budget(app) {
        app.ignore_mails();
        let manon = app.manager("manon").await;
        kind(&manon, "A month on us", "30", "30").await;
        manon.post(paths::StaffGestureRules, &[("allowance", "60"), ("budget", "200"), ("hours", "8")]).await.done();
        let mut work = Vec::new();
        for n in 0..5 {
            let agent = app.staff(&format!("agent{n}")).await;
            let asker = app.member(&format!("asker{n}")).await;
            let t = seed(app, &format!("A box that is out of order, {n}"), asker.id, &[]).await;
            work.push((agent, t));
        }
        let give = async |n: usize| {
            let (agent, t) = &work[n % 5];
            let key = format!("k{n}");
            agent.post(paths::StaffThreadGesture { id: t.id }, &[("kind", "1"), ("words", "For you."), ("reason", "Late"), ("form_key", &key)]).await.status.as_u16()
        };
        let got = futures_util::future::join_all((0..20).map(give)).await;
        assert!(got.iter().all(|s| *s == 303 || *s == 422), "{got:?}");
        let given = app.count("SELECT COUNT(*) AS n FROM gesture WHERE state = 'given'", values![]).await;
        assert_eq!((given, spent(app).await), (6, 180), "six times thirty in two hundred");
        let most = app.count("SELECT CAST(MAX(spent) AS BIGINT) AS n FROM gesture_allowance", values![]).await;
        assert!(most <= 60, "{most}");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM private_message", values![]).await, 6, "each was told once");
        // approvals meet the same wall
        let waiting = app.count("SELECT MIN(id) AS n FROM gesture WHERE state = 'proposed'", values![]).await;
        manon.post(paths::StaffGesture { id: GestureId(waiting) }, &[("decision", "approve")]).await.refused().see("budget does not hold it");
        assert_eq!(spent(app).await, 180);
    }

    async fn one_that_cannot_be_told_of_leaves_the_others(app) {
        app.ignore_mails();
        let (ada, claire, manon) = (app.member("ada").await, app.staff("claire").await, app.manager("manon").await);
        kind(&manon, "A credit note", "", "5").await;
        for n in 0..3 {
            let t = seed(app, &format!("A box that is out of order, {n}"), ada.id, &[]).await;
            claire.post(paths::StaffThreadGesture { id: t.id }, &[("kind", "1"), ("amount", "9"), ("words", "For you."), ("reason", "Late"), ("form_key", &format!("k{n}"))]).await.done();
        }
        let told = async || app.count("SELECT COUNT(*) AS n FROM gesture WHERE late_told_at IS NOT NULL", values![]).await;
        app.breaks("gesture", app.count("SELECT MIN(id) AS n FROM gesture WHERE state = 'proposed'", values![]).await).await;
        app.advance(4 * DAY).await;
        let said = entraide::jobs::run_due(&app.app).await.expect_err("it is said that one failed");
        assert_eq!(said.to_string(), "failed: gestures");
        assert_eq!(told().await, 2);
        assert!(app.count("SELECT COUNT(*) AS n FROM job WHERE name = 'gestures' AND last_error LIKE '1 gestures%'", values![]).await == 1);
        app.mends("gesture").await;
        app.advance(HOUR).await;
        app.tick().await;
        assert_eq!(told().await, 3);
    }
}
