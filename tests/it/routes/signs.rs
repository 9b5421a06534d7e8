//! Incidents with their threads, pins, announcements.

use entity::{AnnouncementId, IncidentId, PinId};

use crate::support::*;

fn question(t: &Thread) -> paths::Question<'_> {
    paths::Question { id: t.id, slug: &t.slug }
}

async fn category(app: &TestApp, slug: &str) {
    app.exec("INSERT INTO category (slug, name_en, name_fr, description_en, description_fr, position, created_at) VALUES ($1, $1, $1, '', '', 1, 0)", values![slug]).await;
}

async fn file(app: &TestApp, t: &Thread, slug: &str) {
    app.exec("UPDATE question SET category_id = (SELECT id FROM category WHERE slug = $2) WHERE id = $1", values![t.id.0, slug]).await;
}

/// As publishing would have.
async fn settle(app: &TestApp, t: &Thread) {
    let tx = app.db().write().await.expect("a transaction");
    entraide::deadlines::settle(&tx, t.id, None, app.now()).await.expect("settled");
    tx.commit().await.expect("committed");
}

async fn in_feed(app: &TestApp, t: &Thread) -> i64 {
    app.count("SELECT COUNT(*) AS n FROM feed_row WHERE question_id = $1", values![t.id.0]).await
}

both! {
    async fn an_incident_is_told_and_takes_its_threads(app) {
        app.ignore_mails();
        let (ada, bob, claire) = (app.member("ada").await, app.member("bob").await, app.staff("claire").await);
        category(app, "box").await;
        category(app, "mobile").await;
        let t = seed(app, "No Internet since this morning", ada.id, &[]).await;
        let other = seed(app, "My bill is wrong this month", ada.id, &[]).await;
        settle(app, &t).await;
        file(app, &t, "box").await;
        file(app, &other, "mobile").await;
        bob.post(paths::QuestionFollow { id: t.id }, &[]).await.done();
        ada.post(paths::QuestionFollow { id: t.id }, &[]).await.done();
        ada.get(paths::StaffIncidents).await.missing();
        let page = claire.get(paths::StaffIncidents).await.ok();
        claire.press(&page, "Put it up", &[("title_en", ""), ("title_fr", "x"), ("ends", "yesterday"), ("canonical", "99999")]).await.refused();
        let fields = [("title_en", "Internet is down in Lyon"), ("title_fr", "Panne à Lyon"), ("text_en", "We are on it."), ("text_fr", "Nous y travaillons."), ("categories", "box")];
        claire.post(paths::StaffIncidents, &fields).await.done();
        let id = IncidentId(1);
        for path in [paths::Home.to_string(), paths::Category { slug: "box" }.to_string(), question(&t).to_string()] {
            app.anyone().get(&path).await.ok().see("Incident: Internet is down in Lyon").see("We are on it.");
            app.anyone().speaking("fr").get(&path).await.ok().see("Panne à Lyon");
        }
        for path in [paths::Category { slug: "mobile" }.to_string(), question(&other).to_string()] {
            app.anyone().get(&path).await.ok().not_see("Lyon");
        }
        app.anyone().get(paths::with_query(paths::AskSimilar, &[("title", "internet does not work at home")])).await.ok().see("Internet is down");
        app.anyone().get(paths::with_query(paths::AskSimilar, &[("title", "how do I read my bill")])).await.ok().not_see("Internet is down");
        // a day later the thread is late, and the incident answers it
        app.advance(DAY).await;
        app.tick().await;
        assert_eq!(in_feed(app, &t).await, 1);
        let page = claire.get(paths::StaffIncident { id }).await.ok();
        page.see("No Internet since this morning").not_see("My bill is wrong");
        let one = t.id.to_string();
        claire.post(paths::StaffIncidentAttach { id }, &[("thread", &one)]).await.done();
        assert_eq!(in_feed(app, &t).await, 0, "out of the feed while it lasts");
        app.advance(DAY).await;
        app.tick().await;
        assert_eq!(in_feed(app, &t).await, 0);
        // two end it at once: told once
        let (x, y) = tokio::join!(claire.post(paths::StaffIncidentEnd { id }, &[]), claire.post(paths::StaffIncidentEnd { id }, &[]));
        let mut got = [x.status.as_u16(), y.status.as_u16()];
        got.sort_unstable();
        assert_eq!(got, [303, 409]);
        assert_eq!(in_feed(app, &t).await, 1, "back at its end");
        let told: Vec<String> = app.mails().await.into_iter().filter(|m| m.kind == "incident").map(|m| m.to_email).collect();
        assert_eq!(told, ["ada@example.com", "bob@example.com"]);
        app.anyone().get(paths::Home).await.ok().not_see("Lyon");
        app.tick().await;
        assert_eq!(app.mails().await.iter().filter(|m| m.kind == "incident").count(), 2);
    }

    async fn an_incident_ends_by_its_own_time(app) {
        app.ignore_mails();
        let (ada, claire) = (app.member("ada").await, app.staff("claire").await);
        let t = seed(app, "No Internet since this morning", ada.id, &[]).await;
        ada.post(paths::QuestionFollow { id: t.id }, &[]).await.done();
        app.advance(DAY).await;
        app.tick().await;
        let thread = t.id.to_string();
        let ends = entraide::ui::when::field("Europe/Paris", app.now() + 2 * HOUR);
        claire.post(paths::StaffIncidents, &[("title_en", "Down"), ("title_fr", "Panne"), ("ends", &ends), ("canonical", &thread)]).await.done();
        app.anyone().get(paths::Home).await.ok().see("Incident: Down").see("Follow it in this thread");
        claire.post(paths::StaffIncidentAttach { id: IncidentId(1) }, &[("other", &format!("/questions/{thread}/x"))]).await.done();
        assert_eq!(in_feed(app, &t).await, 0);
        app.advance(2 * HOUR + MINUTE).await;
        app.anyone().get(paths::Home).await.ok().not_see("Incident: Down");
        app.tick().await;
        assert_eq!(in_feed(app, &t).await, 1);
        assert_eq!(app.mails().await.iter().filter(|m| m.kind == "incident").count(), 1);
        claire.post(paths::StaffIncidentAttach { id: IncidentId(1) }, &[("thread", &thread)]).await.status(409);
    }

    async fn an_end_that_is_interrupted_is_made_good(app) {
        app.ignore_mails();
        let (ada, claire) = (app.member("ada").await, app.staff("claire").await);
        let t = seed(app, "No Internet since this morning", ada.id, &[]).await;
        app.advance(DAY).await;
        app.tick().await;
        let thread = t.id.to_string();
        claire.post(paths::StaffIncidents, &[("title_en", "Down"), ("title_fr", "Panne")]).await.done();
        let id = IncidentId(1);
        claire.post(paths::StaffIncidentAttach { id }, &[("thread", &thread)]).await.done();
        // more people follow it than one mail run tells at once
        for n in 0..205 {
            let follower = app.account(Person::member(&format!("f{n}"))).await;
            app.exec("INSERT INTO follow (account_id, question_id, created_at) VALUES ($1, $2, 0)", values![follower.0, t.id.0]).await;
        }
        // it ends, and the process dies: nothing but the deed itself is kept
        let tx = app.db().write().await.expect("a transaction");
        assert!(entraide::signs::incidents::actions::end(&tx, id, app.now()).await.expect("ended"));
        tx.commit().await.expect("committed");
        entraide::deadlines::jobs::tick(&app.app, app.now()).await.expect("the job runs");
        assert_eq!(in_feed(app, &t).await, 1, "back, though nobody was told");
        // it dies again after the first mails
        let tx = app.db().write().await.expect("a transaction");
        assert!(entraide::signs::incidents::actions::tell(&tx, &app.app.config, id, app.now()).await.expect("told"));
        tx.commit().await.expect("committed");
        let told = async || app.count("SELECT COUNT(*) AS n FROM mail WHERE kind = 'incident'", values![]).await;
        assert_eq!(told().await, 200);
        claire.post(paths::StaffIncident { id }, &[("title_en", "Down again"), ("title_fr", "Panne")]).await.status(409);
        claire.post(paths::StaffIncidentAttach { id }, &[("thread", &thread)]).await.status(409);
        let (one, two) = tokio::join!(entraide::signs::jobs::tick(&app.app, app.now()), entraide::signs::jobs::tick(&app.app, app.now()));
        one.and(two).expect("the job runs");
        assert_eq!(told().await, 205, "each once");
        assert_eq!(app.count("SELECT COUNT(DISTINCT to_email) AS n FROM mail WHERE kind = 'incident'", values![]).await, 205);
    }

    async fn an_incident_stands_where_it_was_put(app) {
        let claire = app.staff("claire").await;
        category(app, "box").await;
        category(app, "inner").await;
        app.exec("UPDATE category SET audience = 'circle' WHERE slug = 'inner'", values![]).await;
        app.exec("INSERT INTO tag (name, question_count, created_at) VALUES ('wifi', 0, 0)", values![]).await;
        let put = async |field: &'static str, value: &str| claire.post(paths::StaffIncidents, &[("title_en", "Down"), ("title_fr", "Panne"), (field, value)]).await;
        put("tags", "wifi, wfii").await.refused().see("One of these tags does not exist");
        put("categories", "bxo").await.refused().see("There is no such product");
        put("categories", "inner").await.refused();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM incident", values![]).await, 0);
        app.anyone().get(paths::Home).await.ok().not_see("Incident: Down");
        put("tags", "wifi, WIFI").await.done();
        let id = IncidentId(app.count("SELECT MAX(id) AS n FROM incident", values![]).await);
        let scopes = async || app.count("SELECT COUNT(*) AS n FROM incident_scope WHERE incident_id = $1 AND (tag_id IS NOT NULL OR category_id IS NOT NULL)", values![id.0]).await;
        assert_eq!(scopes().await, 1);
        app.anyone().get(paths::Home).await.ok().see("Incident: Down");
        app.anyone().get(paths::Category { slug: "box" }).await.ok().not_see("Incident: Down");
        // a place that the form does not show stays, and shows nothing where not everybody sees
        app.exec("INSERT INTO incident_scope (incident_id, category_id) SELECT $1, id FROM category WHERE slug = 'inner'", values![id.0]).await;
        let page = claire.get(paths::StaffIncident { id }).await.ok();
        claire.press(&page, "Save", &[("tags", "wfii")]).await.refused();
        claire.press(&page, "Save", &[("tags", "")]).await.done();
        assert_eq!(scopes().await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM incident_scope", values![]).await, 1);
        for path in [paths::Home.to_string(), paths::Category { slug: "box" }.to_string()] {
            app.anyone().get(&path).await.ok().not_see("Incident: Down");
        }
    }

    async fn an_incident_to_come_takes_no_thread_yet(app) {
        app.ignore_mails();
        let (ada, claire) = (app.member("ada").await, app.staff("claire").await);
        let t = seed(app, "No Internet since this morning", ada.id, &[]).await;
        t.index(app).await;
        let hidden = seed(app, "A thread that was hidden", ada.id, &[]).await;
        app.exec("UPDATE question SET state = 'hidden' WHERE id = $1", values![hidden.id.0]).await;
        app.exec("UPDATE post SET state = 'hidden' WHERE id = $1", values![hidden.id.0]).await;
        app.advance(DAY).await;
        app.tick().await;
        assert_eq!(in_feed(app, &t).await, 1);
        let begins = entraide::ui::when::field("Europe/Paris", app.now() + 3 * HOUR);
        claire.post(paths::StaffIncidents, &[("title_en", "Works tonight"), ("title_fr", "Travaux ce soir"), ("begins", &begins)]).await.done();
        let id = IncidentId(1);
        let (thread, gone) = (t.id.to_string(), hidden.id.to_string());
        claire.post(paths::StaffIncidentAttach { id }, &[("thread", &thread)]).await.done();
        assert_eq!(in_feed(app, &t).await, 1, "it has not begun");
        let attached = async || app.count("SELECT COUNT(*) AS n FROM audit WHERE action = 'incident_attached'", values![]).await;
        claire.post(paths::StaffIncidentAttach { id }, &[("thread", &thread)]).await.done();
        claire.post(paths::StaffIncidentAttach { id }, &[("thread", &gone)]).await.done();
        claire.post(paths::StaffIncidentAttach { id }, &[("other", &gone)]).await.refused().see("There is no such thread");
        claire.post(paths::StaffIncidentAttach { id }, &[("other", "999999")]).await.refused();
        assert_eq!(attached().await, 1, "the record names what happened");
        claire.post(paths::StaffIncidentDetach { id }, &[("thread", &gone)]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM audit WHERE action = 'incident_detached'", values![]).await, 0);
        app.advance(3 * HOUR + MINUTE).await;
        app.tick().await;
        assert_eq!(in_feed(app, &t).await, 0, "now it has");
        app.must_be_sound().await;
    }

    async fn three_pins_a_category(app) {
        let (ada, claire) = (app.member("ada").await, app.staff("claire").await);
        category(app, "box").await;
        let mut threads = Vec::new();
        for n in 0..5 {
            let t = seed(app, &format!("How to read first, part {n}"), ada.id, &[]).await;
            t.index(app).await;
            file(app, &t, "box").await;
            threads.push(t);
        }
        ada.get(paths::QuestionPin { id: threads[0].id }).await.missing();
        let page = claire.get(question(&threads[0])).await.ok();
        assert!(page.has("a[href$='/pin']"));
        let ends = entraide::ui::when::field("Europe/Paris", app.now() + DAY);
        claire.post(paths::QuestionPin { id: threads[0].id }, &[("ends", "never")]).await.refused();
        let pin = async |t: &Thread| claire.post(paths::QuestionPin { id: t.id }, &[("ends", &ends)]).await;
        let got = futures_util::future::join_all(threads.iter().map(pin)).await;
        assert_eq!(got.iter().filter(|p| p.status == 303).count(), 3, "{:?}", got.iter().map(|p| p.status.as_u16()).collect::<Vec<_>>());
        let list = paths::Category { slug: "box" };
        app.anyone().get(list).await.ok().see("Read first");
        claire.get(paths::StaffPins).await.ok().see("part");
        for n in 1..=2 {
            claire.post(paths::StaffPinEnd { id: PinId(n) }, &[]).await.done();
        }
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM pin WHERE ends_at > $1", values![app.now()]).await, 1);
        app.advance(DAY).await;
        app.anyone().get(list).await.ok().not_see("Read first");
    }

    async fn managers_announce(app) {
        let (claire, manon) = (app.staff("claire").await, app.manager("manon").await);
        claire.get(paths::StaffAnnouncements).await.missing();
        let page = manon.get(paths::StaffAnnouncements).await.ok();
        let ends = entraide::ui::when::field("Europe/Paris", app.now() + DAY);
        manon.press(&page, "Put it up", &[("title_en", "We are closed on Friday"), ("title_fr", ""), ("ends", &ends)]).await.refused();
        manon.press(&page, "Put it up", &[("title_en", "We are closed on Friday"), ("title_fr", "Fermé vendredi"), ("ends", &ends)]).await.done();
        app.anyone().get(paths::Home).await.ok().see("We are closed on Friday");
        app.anyone().speaking("fr").get(paths::Home).await.ok().see("Fermé vendredi");
        manon.post(paths::StaffAnnouncementEnd { id: AnnouncementId(1) }, &[]).await.done();
        app.anyone().get(paths::Home).await.ok().not_see("closed on Friday");
        manon.post(paths::StaffAnnouncementEnd { id: AnnouncementId(1) }, &[]).await.status(409);
    }

    async fn an_incident_that_cannot_be_ended_leaves_the_others(app) {
        app.ignore_mails();
        let claire = app.staff("claire").await;
        for title in ["Internet is down in Lyon", "Mails are late"] {
            claire.post(paths::StaffIncidents, &[("title_en", title), ("title_fr", title), ("text_en", "We are on it."), ("text_fr", "On y travaille."), ("whole", "1")]).await.done();
        }
        app.exec("UPDATE incident SET ends_at = $1", values![app.now() + HOUR]).await;
        let told = async || app.count("SELECT COUNT(*) AS n FROM incident WHERE told_at IS NOT NULL", values![]).await;
        app.breaks("incident", 1).await;
        app.advance(2 * HOUR).await;
        let said = entraide::jobs::run_due(&app.app).await.expect_err("it is said that one failed");
        assert_eq!(said.to_string(), "failed: incidents");
        assert_eq!(told().await, 1);
        app.mends("incident").await;
        app.advance(MINUTE).await;
        app.tick().await;
        assert_eq!(told().await, 2);
    }
}
