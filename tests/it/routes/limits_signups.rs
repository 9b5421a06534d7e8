//! Sign-ups of one place that nobody confirms: beyond a number they wait, and nobody is turned away for good.

use futures_util::future::join_all;

use super::accounts::{WITH_MAIL, signs_up};
use super::limits_address::another;
use crate::support::*;

const OFFICE: [u8; 4] = [203, 0, 113, 7];

both! {
    with [WITH_MAIL, ("limits.signups_per_day", "5")]
    async fn accounts_that_nobody_confirms_wait_beyond_a_number(app) {
        let there = another(app).await;
        let pupils: Vec<Client> = (0..12).map(|n| if n % 2 == 0 { app.anyone_at(OFFICE) } else { app.anyone_at(OFFICE).through(there.clone()) }).collect();
        let made = join_all(pupils.iter().enumerate().map(|(n, who)| async move { signs_up(who, &format!("pupil{n}"), &format!("pupil{n}@example.com")).await })).await;
        // one answer for all, and five mails
        assert!(made.iter().all(|p| p.status == 303 && p.location() == made[0].location()));
        assert_eq!((app.mails().await.len(), app.count("SELECT COUNT(*) AS n FROM signup_wait", values![]).await), (5, 7));
        let mut waiting = Vec::new();
        for (who, page) in pupils.iter().zip(&made) {
            let shown = who.follow(page).await.ok();
            if shown.has("#f-code") {
                shown.see("Check your mail");
            } else {
                shown.see("somebody of the team takes a look first");
                who.post(paths::Confirm, &[("again", "1")]).await;
                waiting.push(who);
            }
        }
        assert_eq!((waiting.len(), app.mails().await.len()), (7, 5), "no mail leaves before it is decided");
        // elsewhere nobody is concerned
        signs_up(&app.anyone_at([203, 0, 113, 8]), "lea", "lea@example.com").await.done();
        app.mail_to("lea@example.com").await;

        let (claire, ada) = (app.staff("claire").await, app.member("ada").await);
        ada.get(paths::StaffSignups).await.missing();
        ada.post(paths::StaffSignups, &[("account", "1"), ("decision", "approve")]).await.missing();
        claire.get(paths::StaffModeration).await.ok().see("Sign-ups that wait 7");
        let page = claire.get(paths::StaffSignups).await.ok();
        page.see("7 accounts wait");
        assert!(!page.body().contains("@example.com") && !page.body().contains("203.0.113"), "no address is shown");
        // one is let in: its mail leaves, and its tab takes the code
        let one = page.attr("main li form input[name='account']", "value");
        claire.post(paths::StaffSignups, &[("account", &one), ("decision", "approve")]).await.done();
        let mails = app.mails().await;
        assert_eq!(mails.len(), 7);
        let code = mails.last().expect("one").code();
        let mut confirmed = 0;
        for who in &waiting {
            confirmed += usize::from(who.post(paths::Confirm, &[("code", &code)]).await.status == 303);
        }
        assert_eq!(confirmed, 1);
        // the others are turned away, and leave nothing
        let place = page.attr("main form input[name='place']", "value");
        claire.post(paths::StaffSignups, &[("place", &place), ("decision", "refuse")]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM account WHERE username LIKE 'pupil%'", values![]).await, 6);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM audit WHERE action = 'signup_refused' AND actor_id = $1", values![claire.id.0]).await, 6);
        claire.post(paths::StaffSignups, &[("place", &place), ("decision", "refuse")]).await.done();
        claire.get(paths::StaffSignups).await.ok().see("Nobody waits");

        // a place left out has no number
        claire.post(paths::StaffSignupRanges, &[("ranges", "203.0.113.0/24")]).await.missing();
        let max = app.manager("max").await;
        let page = max.get(paths::StaffSignups).await.ok();
        let wrong = max.fill(&page, "main form[action='/staff/sign-ups/places']", &[("ranges", "203.0.113.0/24 # the school\nhere")]).await.refused();
        wrong.see("Line 2 is no range");
        max.fill(&page, "main form[action='/staff/sign-ups/places']", &[("ranges", "203.0.113.0/24 # the school")]).await.done();
        for n in 0..6 {
            signs_up(&app.anyone_at(OFFICE), &format!("later{n}"), &format!("later{n}@example.com")).await.done();
        }
        assert_eq!((app.count("SELECT COUNT(*) AS n FROM signup_wait", values![]).await, app.mails().await.len()), (0, 13));
    }

    with [("limits.signups_per_day", "1")]
    async fn where_no_mail_is_sent_an_account_waits_too(app) {
        signs_up(&app.anyone_at(OFFICE), "first", "first@example.com").await.done();
        let late = app.anyone_at(OFFICE);
        let page = signs_up(&late, "late", "late@example.com").await.done();
        late.follow(&page).await.ok().see("what you write is kept");
        late.post(paths::Questions, &[("title", "My box blinks orange at night"), ("body", "Since Monday")]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM question", values![]).await, 0);
        let claire = app.staff("claire").await;
        let page = claire.get(paths::StaffSignups).await.ok();
        claire.fill(&page, "main li form", &[]).await.done();
        late.post(paths::Questions, &[("title", "My box blinks orange at dawn"), ("body", "Since Monday")]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM question", values![]).await, 1);
    }

    with [("limits.signups_per_day", "5")]
    async fn where_no_mail_is_sent_the_teams_word_makes_room(app) {
        let new = async |name: &str| signs_up(&app.anyone_at(OFFICE), name, &format!("{name}@example.com")).await.done();
        let waiting = async || app.count("SELECT COUNT(*) AS n FROM signup_wait", values![]).await;
        for n in 0..7 {
            new(&format!("pupil{n}")).await;
        }
        assert_eq!(waiting().await, 2);
        let claire = app.staff("claire").await;
        let page = claire.get(paths::StaffSignups).await.ok();
        // one of them let in says nothing of the others
        claire.post(paths::StaffSignups, &[("account", &page.attr("main li form input[name='account']", "value")), ("decision", "approve")]).await.done();
        new("pupil7").await;
        assert_eq!(waiting().await, 2);
        let place = page.attr("main form input[name='place']", "value");
        claire.post(paths::StaffSignups, &[("place", &place), ("decision", "approve")]).await.done();
        for n in 8..13 {
            new(&format!("pupil{n}")).await;
        }
        assert_eq!(waiting().await, 0, "five more are free");
        new("pupil13").await;
        assert_eq!(waiting().await, 1);
    }

    with [WITH_MAIL, ("limits.signups_per_day", "2")]
    async fn however_many_sign_up_nobody_is_turned_away_for_longer_than_a_minute(app) {
        app.ignore_mails();
        let new = async |n: usize| signs_up(&app.anyone_at(OFFICE), &format!("pupil{n}"), &format!("pupil{n}@example.com")).await;
        for n in 0..10 {
            new(n).await.done();
        }
        // five times the number: from now on one a minute
        for n in [10, 12, 14] {
            new(n).await.done();
            let page = new(n + 1).await.status(429);
            let wait: i64 = page.header("retry-after").and_then(|s| s.parse().ok()).expect("seconds");
            assert!((1..=60).contains(&wait), "{wait}");
            assert_eq!(page.value("username"), format!("pupil{}", n + 1), "what was typed is kept");
            app.advance(MINUTE).await;
        }
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM signup_wait", values![]).await, 11);
        signs_up(&app.anyone_at([203, 0, 113, 8]), "lea", "lea@example.com").await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM signup_wait", values![]).await, 11);
    }

    with [WITH_MAIL, ("limits.signups_per_day", "1")]
    async fn of_a_network_those_that_were_confirmed_do_not_count(app) {
        app.ignore_mails();
        let new = async |n: usize| {
            let who = app.anyone().at(format!("[2001:db8:7:{n:x}::1]:4242").parse().expect("an address"));
            signs_up(&who, &format!("guest{n}"), &format!("guest{n}@example.com")).await.done();
        };
        let waiting = async || app.count("SELECT COUNT(*) AS n FROM signup_wait", values![]).await;
        for n in 0..11 {
            new(n).await;
        }
        assert_eq!(waiting().await, 1, "ten of a network are free");
        app.exec("UPDATE account SET email_verified_at = created_at WHERE username LIKE 'guest%'", values![]).await;
        for n in 11..21 {
            new(n).await;
        }
        assert_eq!(waiting().await, 1);
        new(21).await;
        assert_eq!(waiting().await, 2);
    }
}
