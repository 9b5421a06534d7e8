//! The programme: offers, terms, leave, seats, suspension and appeals.

use entity::{AccountId, Rank, Role};
use entraide::ambassadors::steps;

use crate::support::*;

/// An expert whose last counted numbers are those of an ambassador.
async fn deserving(app: &TestApp, name: &str) -> Client {
    let who = app.person(Person { rank: Rank::Expert, reputation: 900, age: 400 * DAY, ..Person::member(name) }).await;
    numbers(app, who.id, 20).await;
    who
}

async fn numbers(app: &TestApp, member: AccountId, n: i64) {
    app.exec("DELETE FROM standing WHERE member_id = $1", values![member.0]).await;
    app.exec(
        "INSERT INTO standing (member_id, computed_at, next_at, solved, askers, days, threads, threads_solved, clarity_raters, clarity_clear, sanctions)
         VALUES ($1, $2, NULL, $3, $3, $3, $3, $3, $3, $3, 0)",
        values![member.0, app.now(), n],
    )
    .await;
}

/// Rules by which any old account with a name deserves the offer, so that counting at the click finds it too.
async fn easy(app: &TestApp, clarity: i64) {
    let mut n = entraide::rules::numbers::Numbers::default();
    n.standing.ambassador = entraide::rules::numbers::Ask { solved: 0, askers: 0, days: 0, share: 0, clarity, ..n.standing.ambassador };
    let text = toml::to_string(&n).expect("numbers");
    app.exec("INSERT INTO rule_version (applied_at, zone, numbers, note) VALUES ($1, 'Europe/Paris', $2, '')", values![app.now(), text]).await;
}

async fn offer(app: &TestApp, member: AccountId, state: &str) {
    let until = (state == "open").then(|| app.now() + 30 * DAY);
    app.exec(
        "INSERT INTO offer (member_id, cause, state, made_at, opened_at, expires_at, reason) VALUES ($1, 'numbers', $2, $3, $4, $4, '')",
        values![member.0, state, app.now(), until],
    )
    .await;
}

async fn rank(app: &TestApp, member: AccountId, word: &str) -> bool {
    app.count("SELECT COUNT(*) AS n FROM account WHERE id = $1 AND rank = $2", values![member.0, word]).await == 1
}

/// An ambassador with a term that ends in so many days.
async fn serving(app: &TestApp, name: &str, days: i64) -> Client {
    let who = deserving(app, name).await;
    app.alter(who.id, "rank = 'ambassador'").await;
    app.exec(
        "INSERT INTO term (member_id, charter, began_at, ends_at, end_reason) VALUES ($1, 'x', $2, $3, '')",
        values![who.id.0, app.now() - 300 * DAY, app.now() + days * DAY],
    )
    .await;
    who
}

both! {
    async fn the_charter_is_accepted_once(app) {
        let yann = deserving(app, "yann").await;
        offer(app, yann.id, "open").await;
        let page = yann.get(paths::AmbassadorsMe).await.ok();
        page.see("no task, no minimum");
        let form = page.form_with_button("I accept the charter");
        let again = app.browser(yann.id).await;
        let (a, b) = tokio::join!(yann.submit(form.clone()), again.submit(form.clone()));
        let mut codes = [a.status.as_u16(), b.status.as_u16()];
        codes.sort_unstable();
        assert_eq!(codes, [303, 409]);
        assert!(rank(app, yann.id, "ambassador").await);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM term", values![]).await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM rank_event WHERE kind = 'accepted' AND rank_after = 'ambassador' AND decided_by = $1", values![yann.id.0]).await, 1);
        let mail = app.mail_to("yann@example.com").await;
        assert!(mail.subject.contains("ambassador") && mail.text.contains("2027"), "{}", mail.text);
        let page = yann.get(paths::AmbassadorsMe).await.ok();
        page.see("Your term").see("to stay ambassador").see("Charter accepted");
        app.anyone().get(paths::Ambassadors).await.ok().see("Yann");
    }

    async fn a_charter_nobody_read_is_not_accepted(app) {
        let yann = deserving(app, "yann").await;
        offer(app, yann.id, "open").await;
        yann.post(paths::AmbassadorsOfferAccept, &[("charter", "0000")]).await.status(409);
        let form = yann.get(paths::AmbassadorsMe).await.ok().form_with_button("I accept the charter");
        app.advance(31 * DAY).await;
        app.browser(yann.id).await.submit(form).await.status(409);
        let zoe = app.member("zoe").await;
        zoe.post(paths::AmbassadorsOfferAccept, &[("charter", "0000")]).await.status(409);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM term", values![]).await, 0);
    }

    async fn a_declined_offer_returns_on_request(app) {
        easy(app, 0).await;
        let yann = deserving(app, "yann").await;
        offer(app, yann.id, "open").await;
        let page = yann.get(paths::AmbassadorsMe).await.ok();
        yann.press(&page, "No, thank you", &[]).await.done();
        assert!(app.mail_to("yann@example.com").await.text.contains("Nothing changes for you"));
        let page = yann.get(paths::AmbassadorsMe).await.ok();
        yann.press(&page, "Ask for the offer", &[]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM offer WHERE state = 'open' AND cause = 'request'", values![]).await, 1);
        app.mail_to("yann@example.com").await;
        yann.post(paths::AmbassadorsOfferAsk, &[]).await.status(409);
        let zoe = app.member("zoe").await;
        zoe.get(paths::AmbassadorsMe).await.ok().see("1 missing");
        zoe.post(paths::AmbassadorsOfferAsk, &[]).await.status(409);
    }

    async fn a_click_counts_at_its_moment(app) {
        let yann = deserving(app, "yann").await;
        yann.get(paths::AmbassadorsMe).await.ok().see("Ask for the offer");
        yann.post(paths::AmbassadorsOfferAsk, &[]).await.status(409);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM offer", values![]).await, 0, "the numbers of yesterday do not hold");
    }

    async fn a_fresh_suspension_stands_in_the_way(app) {
        easy(app, 0).await;
        let (manon, yann) = (app.manager("manon").await, deserving(app, "yann").await);
        offer(app, yann.id, "open").await;
        let form = yann.get(paths::AmbassadorsMe).await.ok().form_with_button("I accept the charter");
        manon.post(paths::StaffMember { username: "yann" }, &[("decision", "suspend"), ("public", "selling"), ("reason", "Sold it")]).await.done();
        yann.get(paths::AmbassadorsMe).await.ok().not_see("Ask for the offer");
        yann.post(paths::AmbassadorsOfferAsk, &[]).await.status(409);
        offer(app, yann.id, "open").await;
        yann.submit(form.clone()).await.status(409);
        assert!(rank(app, yann.id, "member").await);
        app.exec("UPDATE sanction SET overturned_at = $1", values![app.now()]).await;
        yann.submit(form).await.done();
        app.mails().await;
    }

    async fn an_appeal_takes_nothing_earned_since(app) {
        let (manon, marc, yann) = (app.manager("manon").await, app.manager("marc").await, serving(app, "yann", 100).await);
        app.alter(yann.id, "rank = 'helper'").await;
        manon.post(paths::StaffMember { username: "yann" }, &[("decision", "suspend"), ("public", "other"), ("reason", "A rumour")]).await.done();
        let event = app.count("SELECT id AS n FROM rank_event WHERE kind = 'suspended'", values![]).await;
        yann.post(paths::AmbassadorsAppeal { id: event.into() }, &[("words", "It is not true.")]).await.done();
        app.alter(yann.id, "rank = 'expert'").await;
        app.mails().await;
        let at = paths::StaffAppeal { id: app.count("SELECT id AS n FROM appeal", values![]).await.into() };
        marc.post(at, &[("decision", "yes"), ("reason", "A rumour only")]).await.done();
        assert!(rank(app, yann.id, "expert").await);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM sanction WHERE overturned_at IS NULL", values![]).await, 0);
        assert!(app.mail_to("yann@example.com").await.text.contains("counts no more"));
    }

    async fn few_raters_wait_for_a_manager(app) {
        easy(app, 80).await;
        let (yann, manon) = (deserving(app, "yann").await, app.manager("manon").await);
        app.exec("UPDATE standing SET clarity_raters = 2, clarity_clear = 2 WHERE member_id = $1", values![yann.id.0]).await;
        yann.post(paths::AmbassadorsOfferAsk, &[]).await.done();
        assert!(app.mail_to("yann@example.com").await.text.contains("reads your answers"));
        yann.get(paths::AmbassadorsMe).await.ok().see("reads your answers");
        manon.get(paths::StaffProgramme).await.ok().see("to confirm");
        let page = manon.get(paths::StaffMember { username: "yann" }).await.ok();
        manon.press(&page, "Confirm the offer", &[("reason", "")]).await.refused();
        manon.press(&page, "Confirm the offer", &[("reason", "Clear and kind answers")]).await.done();
        assert!(app.mail_to("yann@example.com").await.text.contains("read the charter"));
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM rank_event WHERE kind = 'confirmed' AND decided_by = $1", values![manon.id.0]).await, 1);
        let page = manon.get(paths::StaffMember { username: "yann" }).await.ok();
        manon.press(&page, "Take the offer back", &[("reason", "A mistake of ours")]).await.done();
        assert!(app.mail_to("yann@example.com").await.text.contains("A mistake of ours"));
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM offer WHERE state = 'withdrawn'", values![]).await, 1);
        yann.get(paths::AmbassadorsMe).await.ok().not_see("Ask for the offer");
        yann.post(paths::AmbassadorsOfferAsk, &[]).await.status(409);
    }

    async fn two_candidates_and_one_seat(app) {
        let manon = app.manager("manon").await;
        let (yann, zoe, ada) = (deserving(app, "yann").await, deserving(app, "zoe").await, app.member("ada").await);
        app.exec("INSERT INTO category (slug, name_en, name_fr, description_en, description_fr, position, created_at) VALUES ('box', 'Box', 'Box', '', '', 1, $1)", values![app.now()]).await;
        for (who, title) in [(&yann, "The box blinks"), (&zoe, "The box is silent")] {
            let t = seed(app, title, ada.id, &[who.id]).await;
            app.exec("UPDATE question SET category_id = (SELECT MIN(id) FROM category) WHERE id = $1", values![t.id.0]).await;
            ada.post(paths::PostAccept { id: t.answers[0] }, &[]).await.done();
        }
        let category = app.count("SELECT MIN(id) AS n FROM category", values![]).await.to_string();
        let page = manon.get(paths::StaffProgramme).await.ok();
        page.see("Seats");
        manon.post(paths::StaffSeats, &[("category", &category), ("seats", "one")]).await.refused();
        manon.post(paths::StaffSeats, &[("category", &category), ("seats", "1")]).await.done();
        let invite = [("decision", "invite"), ("reason", "Please join us")];
        let (a, b) = tokio::join!(manon.post(paths::StaffMember { username: "yann" }, &invite), manon.post(paths::StaffMember { username: "zoe" }, &invite));
        a.done();
        b.done();
        let open = || app.count("SELECT COUNT(*) AS n FROM offer WHERE state = 'open'", values![]);
        assert_eq!((open().await, app.count("SELECT COUNT(*) AS n FROM offer WHERE state = 'queued'", values![]).await), (1, 1));
        let first = app.count("SELECT member_id AS n FROM offer WHERE state = 'open'", values![]).await;
        let (first, second) = if first == yann.id.0 { (&yann, &zoe) } else { (&zoe, &yann) };
        second.get(paths::AmbassadorsMe).await.ok().see("number 1 in line");
        second.post(paths::AmbassadorsOfferDecline, &[]).await.status(409);
        first.post(paths::AmbassadorsOfferDecline, &[]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM offer WHERE state = 'open' AND member_id = $1", values![second.id.0]).await, 1);
        let mails = app.mails().await;
        assert_eq!(mails.iter().filter(|m| m.subject.contains("Would you be")).count(), 2);
        let page = second.get(paths::AmbassadorsMe).await.ok();
        second.press(&page, "I accept the charter", &[]).await.done();
        app.exec("DELETE FROM offer WHERE member_id = $1", values![first.id.0]).await;
        manon.post(paths::StaffMember { username: &first.username }, &invite).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM offer WHERE state = 'queued' AND member_id = $1", values![first.id.0]).await, 1, "a term holds the seat");
        second.post(paths::AmbassadorsStepDown, &[]).await.done();
        assert_eq!(open().await, 1, "whoever leaves makes room");
        app.mails().await;
    }

    async fn a_term_is_renewed_near_its_end_on_the_keeping_numbers(app) {
        let yann = serving(app, "yann", 90).await;
        yann.post(paths::AmbassadorsRenew, &[]).await.status(409);
        app.advance(40 * DAY).await;
        let yann = app.browser(yann.id).await;
        let page = yann.get(paths::AmbassadorsMe).await.ok();
        yann.press(&page, "Renew for another term", &[]).await.done();
        assert!(app.count("SELECT ends_at AS n FROM term", values![]).await > app.now() + 400 * DAY);
        assert!(app.mail_to("yann@example.com").await.text.contains("2028"));
        yann.post(paths::AmbassadorsRenew, &[]).await.status(409);
        let zoe = serving(app, "zoe", 10).await;
        numbers(app, zoe.id, 8).await;
        zoe.get(paths::AmbassadorsMe).await.ok().see("1 missing");
        zoe.post(paths::AmbassadorsRenew, &[]).await.status(409);
    }

    async fn leave_is_taken_out_of_the_term(app) {
        let yann = serving(app, "yann", 100).await;
        let end = app.count("SELECT ends_at AS n FROM term", values![]).await;
        let page = yann.get(paths::AmbassadorsMe).await.ok();
        yann.press(&page, "Begin now", &[("days", "30")]).await.done();
        assert!(app.mail_to("yann@example.com").await.text.contains("24 December 2026"));
        assert_eq!(app.count("SELECT ends_at AS n FROM term", values![]).await, end + 30 * DAY);
        yann.post(paths::AmbassadorsLeave, &[("days", "30")]).await.status(409);
        app.advance(10 * DAY).await;
        let page = yann.get(paths::AmbassadorsMe).await.ok();
        yann.press(&page, "I am back", &[]).await.done();
        assert_eq!(app.count("SELECT ends_at AS n FROM term", values![]).await, end + 10 * DAY);
        app.mail_to("yann@example.com").await;
        yann.get(paths::AmbassadorsMe).await.ok().see("80 days are left");
        yann.post(paths::AmbassadorsLeave, &[("days", "90")]).await.status(409);
        yann.post(paths::AmbassadorsLeave, &[("days", "31")]).await.status(400);
        let again = app.browser(yann.id).await;
        let (a, b) = tokio::join!(yann.post(paths::AmbassadorsLeave, &[("days", "7")]), again.post(paths::AmbassadorsLeave, &[("days", "7")]));
        let mut codes = [a.status.as_u16(), b.status.as_u16()];
        codes.sort_unstable();
        assert_eq!(codes, [303, 409]);
        app.mails().await;
        app.member("ada").await.post(paths::AmbassadorsLeave, &[("days", "7")]).await.status(409);
    }

    async fn leaving_keeps_the_honour(app) {
        let yann = serving(app, "yann", 100).await;
        let page = yann.get(paths::AmbassadorsMe).await.ok();
        yann.press(&page, "Leave now", &[]).await.done();
        assert!(rank(app, yann.id, "emeritus").await);
        assert!(app.mail_to("yann@example.com").await.text.contains("emeritus"));
        app.anyone().get(paths::Ambassadors).await.ok().see("Emeriti").see("Yann");
        yann.post(paths::AmbassadorsStepDown, &[]).await.status(409);
    }

    async fn a_suspension_is_appealed_and_somebody_else_decides(app) {
        let (manon, marc, yann) = (app.manager("manon").await, app.manager("marc").await, serving(app, "yann", 100).await);
        let page = manon.get(paths::StaffMember { username: "yann" }).await.ok();
        manon.press(&page, "Suspend the rank", &[("reason", "Sold his help")]).await.refused().see("Choose a reason from the list");
        manon.press(&page, "Suspend the rank", &[("public", "selling"), ("reason", "Sold his help")]).await.done();
        assert!(rank(app, yann.id, "member").await);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM sanction WHERE overturned_at IS NULL", values![]).await, 1);
        let mail = app.mail_to("yann@example.com").await;
        assert!(mail.text.contains("selling help") && mail.text.contains("Sold his help") && mail.text.contains("appeal"), "{}", mail.text);
        let page = yann.get(paths::AmbassadorsMe).await.ok();
        let form = yann.get(page.attr("a[href*='/appeals/']", "href")).await.ok();
        yann.press(&form, "Send the appeal", &[("words", "")]).await.refused();
        yann.press(&form, "Send the appeal", &[("words", "That was my cousin.")]).await.done();
        yann.press(&form, "Send the appeal", &[("words", "Again.")]).await.missing();
        let appeal = app.count("SELECT id AS n FROM appeal", values![]).await;
        let at = paths::StaffAppeal { id: appeal.into() };
        manon.get(at).await.ok().see("somebody else decides");
        manon.post(at, &[("decision", "yes"), ("reason", "Oh")]).await.status(409);
        let page = marc.get(at).await.ok();
        marc.press(&page, "It was wrong: undo it", &[("reason", "It was his cousin")]).await.done();
        marc.post(at, &[("decision", "yes"), ("reason", "Oh")]).await.status(409);
        assert!(rank(app, yann.id, "ambassador").await);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM term WHERE ended_at IS NULL", values![]).await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM sanction WHERE overturned_at IS NULL", values![]).await, 0);
        assert!(app.mail_to("yann@example.com").await.text.contains("It was his cousin"));
        yann.get(paths::AmbassadorsMe).await.ok().see("The decision was found wrong").see("Reinstated");
    }

    async fn without_a_second_person_the_same_decides_after_a_day(app) {
        let (manon, yann) = (app.manager("manon").await, serving(app, "yann", 100).await);
        manon.post(paths::StaffMember { username: "yann" }, &[("decision", "suspend"), ("public", "conduct"), ("reason", "Rude")]).await.done();
        let event = app.count("SELECT id AS n FROM rank_event WHERE kind = 'suspended'", values![]).await;
        app.member("ada").await.get(paths::AmbassadorsAppeal { id: event.into() }).await.missing();
        yann.post(paths::AmbassadorsAppeal { id: event.into() }, &[("words", "I was tired.")]).await.done();
        let at = paths::StaffAppeal { id: app.count("SELECT id AS n FROM appeal", values![]).await.into() };
        manon.post(at, &[("decision", "no"), ("reason", "It stays")]).await.status(409);
        app.advance(25 * HOUR).await;
        let page = manon.get(at).await.ok();
        page.see("no second person");
        manon.press(&page, "The decision stays", &[("reason", "It stays")]).await.done();
        assert!(rank(app, yann.id, "member").await);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM appeal WHERE no_second = TRUE", values![]).await, 1);
        app.mails().await;
        yann.get(paths::AmbassadorsMe).await.ok().see("There is no second person");
    }

    async fn managers_decide_about_members_only(app) {
        let (manon, claire) = (app.manager("manon").await, app.person(Person { role: Role::Staff, ..Person::member("claire") }).await);
        claire.get(paths::StaffProgramme).await.missing();
        claire.get(paths::AmbassadorsMe).await.done();
        manon.post(paths::StaffMember { username: "manon" }, &[("decision", "invite"), ("reason", "Me")]).await.denied();
        manon.post(paths::StaffMember { username: "claire" }, &[("decision", "invite"), ("reason", "You")]).await.status(409);
        manon.post(paths::StaffMember { username: "nobody" }, &[("decision", "invite"), ("reason", "You")]).await.missing();
        let ada = app.member("ada").await;
        manon.post(paths::StaffMember { username: "ada" }, &[("decision", "suspend"), ("public", "other"), ("reason", "x")]).await.status(409);
        manon.post(paths::StaffMember { username: "ada" }, &[("decision", "invite"), ("reason", "Your tone")]).await.done();
        let mail = app.mail_to("ada@example.com").await;
        assert!(mail.text.contains("invites you") && mail.text.contains("Your tone"), "{}", mail.text);
        let page = ada.get(paths::AmbassadorsMe).await.ok();
        ada.press(&page, "I accept the charter", &[]).await.done();
        assert!(rank(app, ada.id, "ambassador").await);
        app.mails().await;
        manon.get(paths::StaffProgramme).await.ok().see("There is 1 ambassador now");
    }
}

#[test]
fn months_are_the_calendars() {
    let at = |text: &str| text.parse::<jiff::Timestamp>().expect("a moment").as_millisecond();
    assert_eq!(steps::months_after("Europe/Paris", at("2026-11-24T09:00:00Z"), 12), at("2027-11-24T09:00:00Z"));
    assert_eq!(steps::months_after("Europe/Paris", at("2026-01-31T09:00:00Z"), 1), at("2026-02-28T09:00:00Z"));
    assert_eq!(steps::months_after("Europe/Paris", at("2026-02-24T09:00:00Z"), 6), at("2026-08-24T08:00:00Z"), "the same hour in summer");
}
