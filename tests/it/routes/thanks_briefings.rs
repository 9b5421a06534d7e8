//! Briefings: ambassadors read them before everyone, and nobody else meets a word of one before its minute.

use axum::http::Method;
use entity::{BriefingId, RemarkId};
use entraide::ui::when;

use super::circle::{everywhere, meets_nothing};
use crate::support::*;

const CANARY: &str = "kestrelcanary";
const ZONE: &str = "Europe/Paris";

/// Written, for `after` from now, and given to ambassadors.
async fn given(app: &TestApp, staff: &Client, title: &str, body: &str, after: i64) -> BriefingId {
    let desk = staff.get(paths::StaffBriefings).await.ok();
    let at = when::field(ZONE, app.now() + after);
    staff.press(&desk, "Keep it as a draft", &[("title_en", title), ("body_en", body), ("public_at", &at)]).await.done();
    let id = BriefingId(app.count("SELECT MAX(id) AS n FROM briefing", values![]).await);
    let page = staff.get(paths::StaffBriefing { id }).await.ok();
    staff.press(&page, "Give it to ambassadors", &[]).await.done();
    id
}

both! {
    async fn ambassadors_read_and_ask_before_everyone(app) {
        let (ada, basile, claire) = (app.member("ada").await, app.ambassador("basile").await, app.staff("claire").await);
        let late = app.ambassador("lou").await;
        ada.get(paths::StaffBriefings).await.missing();
        ada.get(paths::AmbassadorBriefings).await.missing();
        app.anyone().get(paths::AmbassadorBriefings).await.must_sign_in();
        let desk = claire.get(paths::StaffBriefings).await.ok();
        claire.press(&desk, "Keep it as a draft", &[("title_en", "Only a title"), ("public_at", "soon")]).await.refused();
        let at = when::field(ZONE, app.now() + 2 * DAY);
        let fields = [("title_en", "The sixth box"), ("body_en", "It has **two** antennas."), ("title_fr", "La sixième box"), ("body_fr", "Elle a **deux** antennes."), ("public_at", at.as_str())];
        let done = claire.press(&desk, "Keep it as a draft", &fields).await.done();
        let id = BriefingId(1);
        let page = claire.follow(&done).await.ok();
        basile.get(paths::AmbassadorBriefing { id }).await.missing();
        basile.get(paths::AmbassadorBriefings).await.ok().not_see("sixth box");
        assert!(app.mails().await.is_empty(), "a draft is told to nobody");
        let done = claire.press(&page, "Give it to ambassadors", &[]).await.done();
        claire.follow(&done).await.ok().see("0 of 2 ambassadors");
        claire.post(paths::StaffBriefingShow { id }, &[]).await.done();
        let mails = app.mails().await;
        assert_eq!(mails.iter().map(|m| m.to_email.as_str()).collect::<Vec<_>>(), ["basile@example.com", "lou@example.com"]);
        assert!(mails.iter().all(|m| !format!("{}{}{}", m.subject, m.text, m.html).contains("ixth")), "the title is not in the mail");

        // opening it is the promise, and the receipt
        let closed = basile.get(mails[0].link("/ambassadors")).await.ok();
        closed.see("The sixth box").see("Embargo until 26 November 2026, 10:00").not_see("antennas");
        basile.post(paths::BriefingRemarks { id }, &[("body", "May I?")]).await.missing();
        let done = basile.press(&closed, "Open it, and keep it to myself until then", &[]).await.done();
        let open = basile.follow(&done).await.ok();
        open.see("two antennas").see("Embargo until");
        assert_eq!(open.count("div.briefing .embargo"), 2, "every copy of the text carries it");
        basile.press(&open, "Ask", &[("body", "")]).await.refused();
        basile.press(&open, "Ask", &[("body", "Will the old remote work?")]).await.done();
        claire.post(paths::BriefingRemarks { id }, &[("body", "Yes, the old remote works."), ("parent", "1")]).await.done();
        basile.post(paths::BriefingRemarks { id }, &[("body", "Me too"), ("parent", "1")]).await.missing();
        basile.get(paths::AmbassadorBriefing { id }).await.ok().see("Will the old remote work?").see("Yes, the old remote works.");
        claire.get(paths::StaffBriefing { id }).await.ok().see("1 of 2 ambassadors").see("Basile");
        let french = app.browser(basile.id).await.speaking("fr");
        french.get(paths::AmbassadorBriefing { id }).await.ok().see("La sixième box").see("deux antennes").see("Sous embargo");

        // the minute can move while it has not passed
        app.anyone().get(paths::Briefing { id }).await.missing();
        let sooner = when::field(ZONE, app.now() + DAY);
        let page = claire.get(paths::StaffBriefing { id }).await.ok();
        claire.press(&page, "Save the changes", &[("public_at", &sooner)]).await.done();
        app.advance(DAY - MINUTE).await;
        app.anyone().get(paths::Briefing { id }).await.missing();
        app.advance(MINUTE).await;
        let public = app.anyone().get(paths::Briefing { id }).await.ok();
        public.see("two antennas").see("Will the old remote work?").see("the old remote works").not_see("Embargo");
        app.anyone().get(paths::Briefings).await.ok().see("The sixth box");
        late.get(paths::AmbassadorBriefing { id }).await.ok().see("two antennas");
        claire.get(paths::StaffBriefing { id }).await.ok().see("1 of 2 ambassadors");
        // and no longer when it has; a change is a version
        let later = when::field(ZONE, app.now() + DAY);
        let page = claire.get(paths::StaffBriefing { id }).await.ok();
        claire.press(&page, "Save the changes", &[("public_at", &later)]).await.refused().see("no longer moves");
        claire.press(&page, "Save the changes", &[("body_en", "It has **three** antennas.")]).await.done();
        claire.get(paths::StaffBriefing { id }).await.ok().see("Version 2").see("two");
        app.advance(HOUR).await;
        app.anyone().get(paths::Briefing { id }).await.ok().see("three antennas");
        basile.post(paths::BriefingRemarkRemove { id: RemarkId(2) }, &[]).await.missing();
        basile.post(paths::BriefingRemarkRemove { id: RemarkId(1) }, &[]).await.done();
        app.anyone().get(paths::Briefing { id }).await.ok().not_see("old remote");
    }

    async fn nothing_of_a_briefing_leaks_before_its_minute(app) {
        let (ada, basile, claire) = (app.member("ada").await, app.ambassador("basile").await, app.staff("claire").await);
        let (expert, former, suspended) = (app.expert("elise").await, app.ambassador("farid").await, app.ambassador("sami").await);
        let unconfirmed = app.person(Person { confirmed: false, ..Person::member("una") }).await;
        let t = seed(app, "The box blinks in public", ada.id, &[basile.id]).await;
        entraide::search::rebuild(app.db()).await.expect("indexed");
        let id = given(app, &claire, &format!("The {CANARY} box"), &format!("It is called {CANARY}, see [here](https://example.com/{CANARY})."), 3 * HOUR).await;
        let draft = claire.get(paths::StaffBriefings).await.ok();
        let at = when::field(ZONE, app.now() - DAY);
        claire.press(&draft, "Keep it as a draft", &[("title_en", &format!("Draft {CANARY}")), ("body_en", CANARY), ("public_at", &at)]).await.done();
        basile.post(paths::BriefingOpen { id }, &[]).await.done();
        former.post(paths::BriefingOpen { id }, &[]).await.done();
        basile.post(paths::BriefingRemarks { id }, &[("body", &format!("Why {CANARY}?"))]).await.done();
        claire.post(paths::BriefingRemarks { id }, &[("body", &format!("Because {CANARY}.")), ("parent", "1")]).await.done();
        app.tick().await;
        for mail in app.mails().await {
            assert!(!format!("{}{}{}", mail.subject, mail.text, mail.html).contains(CANARY), "{}", mail.subject);
        }
        app.alter(former.id, "rank = 'emeritus'").await;
        app.alter(suspended.id, "suspended_until = 9999999999999, suspended_reason = 'x'").await;

        let mut all = everywhere(t.id, &t.slug, t.answers[0], "box", CANARY);
        all.extend([paths::Briefing { id }.to_string(), paths::Briefing { id: BriefingId(2) }.to_string(), paths::AmbassadorBriefing { id }.to_string(), paths::StaffBriefing { id }.to_string()]);
        all.extend([paths::with_query(paths::Briefings, &[("before", "9999999999999.9")]), paths::with_query(paths::Search, &[("q", "called see here")])]);
        let anyone = app.anyone();
        let outside = [&anyone, &ada, &expert, &former, &suspended, &unconfirmed];
        for who in outside {
            meets_nothing(who, &all, CANARY).await;
            who.get(paths::Briefing { id }).await.missing();
            assert_ne!(who.get(paths::AmbassadorBriefing { id }).await.status, 200);
            for path in [paths::BriefingOpen { id }.to_string(), paths::BriefingRemarks { id }.to_string(), paths::BriefingRemarkRemove { id: RemarkId(1) }.to_string()] {
                let page = who.post(&path, &[("body", "Let me in")]).await;
                assert!(!page.body().contains(CANARY) && page.status != 200, "{}", page.describe());
            }
        }
        // a page someone keeps is no way in either: the list's validator changes at the minute alone
        let before = anyone.get(paths::Briefings).await.ok().header("etag").map(str::to_owned).expect("a validator");
        let same = anyone.send(Method::GET, &paths::Briefings.to_string(), None, &[("if-none-match", &before)]).await;
        assert_eq!(same.status, 304);
        app.advance(3 * HOUR - MINUTE).await;
        meets_nothing(&anyone, &[paths::Briefings.to_string(), paths::FeedBriefings.to_string(), paths::SitemapPart { part: "briefings.xml" }.to_string()], CANARY).await;
        app.advance(MINUTE).await;
        let after = anyone.send(Method::GET, &paths::Briefings.to_string(), None, &[("if-none-match", &before)]).await;
        assert_eq!(after.status, 200);
        assert!(after.body().contains(CANARY));
        for path in [paths::Briefing { id }.to_string(), paths::FeedBriefings.to_string()] {
            let page = anyone.get(&path).await.ok();
            assert!(page.body().contains(CANARY), "{}", page.describe());
        }
        let page = anyone.get(paths::Briefing { id }).await.ok();
        page.see(&format!("Why {CANARY}?")).see(&format!("Because {CANARY}."));
        let map = anyone.get(paths::SitemapPart { part: "briefings.xml" }).await.ok();
        assert!(map.body().contains(&paths::Briefing { id }.to_string()));
        // the draft stays one, whatever its minute says
        anyone.get(paths::Briefing { id: BriefingId(2) }).await.missing();
        assert!(!anyone.get(paths::Briefings).await.ok().body().contains("Draft"));
    }
}
