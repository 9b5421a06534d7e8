//! Two-step log-in: set up, asked for, used once, slowed down, recovered, obliged, reset.

use std::collections::BTreeSet;

use entity::AccountId;
use entraide::app::App;
use entraide::router;
use futures_util::future::join_all;
use totp_rs::{Builder, Secret, Totp};

use super::accounts::{PASSWORD, is_in, logs_in, with_password};
use crate::support::*;

pub const CODE: &str = "main form[action='/login/code']";

/// The app on somebody's telephone.
pub struct Phone(Totp);

impl Phone {
    pub fn shows(&self, app: &TestApp) -> String {
        self.0.generate(u64::try_from(app.now() / SECOND).expect("a time")).to_string()
    }

    pub fn wrong(&self, app: &TestApp) -> String {
        let right = self.shows(app);
        ["000000", "111111", "222222", "333333", "444444"].into_iter().find(|c| (-1..=1).all(|n| self.0.generate(u64::try_from(app.now() / SECOND + n * 30).expect("a time")).to_string() != *c && right != *c)).expect("a wrong code").to_owned()
    }
}

/// Sets it up in the settings of whoever is signed in; the telephone and the recovery codes.
pub async fn set_up(app: &TestApp, who: &Client) -> (Phone, Vec<String>) {
    let page = who.get(paths::SettingsTwoStep).await.ok();
    let begun = who.fill(&page, "main form[action='/settings/two-step']", &[("begin_password", PASSWORD)]).await.done();
    assert_eq!(begun.location(), "/settings/two-step/new");
    let page = who.follow(&begun).await.ok();
    let secret = page.text("main code").replace(' ', "");
    assert!(page.attr("main a[href^='otpauth:']", "href").contains(&secret));
    let phone = Phone(Builder::new().with_secret(Secret::try_from_base32(&secret).expect("base32")).build_noncompliant());
    let shown = who.fill(&page, "main form", &[("code", &phone.shows(app))]).await.ok();
    (phone, shown.texts("main li code"))
}

/// Somebody with a password who has it on, and a browser of theirs.
pub async fn with_two_steps(app: &TestApp, name: &str) -> (AccountId, Client, Phone, Vec<String>) {
    let id = with_password(app, name).await;
    let who = app.anyone();
    logs_in(&who, name, PASSWORD).await.done();
    let (phone, codes) = set_up(app, &who).await;
    app.mail_to(&format!("{name}@example.com")).await;
    app.advance(MINUTE).await;
    (id, who, phone, codes)
}

pub async fn first_step(app: &TestApp, name: &str) -> (Client, Page) {
    let who = app.anyone();
    let page = logs_in(&who, name, PASSWORD).await.done();
    let page = who.follow(&page).await.ok();
    (who, page)
}

async fn audited(app: &TestApp, action: &str) -> i64 {
    app.count("SELECT COUNT(*) AS n FROM audit WHERE action = $1", values![action]).await
}

both! {
    async fn it_is_set_up_and_then_asked_for(app) {
        let id = with_password(app, "ada").await;
        let (ada, elsewhere) = (app.anyone(), app.anyone());
        logs_in(&elsewhere, "ada", PASSWORD).await.done();
        logs_in(&ada, "ada", PASSWORD).await.done();
        let page = ada.get(paths::SettingsTwoStep).await.ok();
        ada.fill(&page, "main form[action='/settings/two-step']", &[("begin_password", "not that one!")]).await.refused().see("This is not your password");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM two_factor", values![]).await, 0);
        // without a set-up under way there is no picture
        assert_eq!(ada.get(paths::SettingsTwoStepNew).await.done().location(), "/settings/two-step");

        let begun = ada.fill(&page, "main form[action='/settings/two-step']", &[("begin_password", PASSWORD)]).await.done();
        let page = ada.follow(&begun).await.ok();
        assert!(page.has("main svg[role='img'][aria-label]"));
        ada.fill(&page, "main form", &[("code", "12")]).await.refused().see("not the code the app should show");
        let again = ada.follow(&begun).await.ok();
        assert_eq!(again.text("main code"), page.text("main code"), "the same secret as long as it waits");
        let (phone, codes) = set_up(app, &ada).await;
        assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), 10);
        assert!(!is_in(&elsewhere).await && is_in(&ada).await, "the other sessions end");
        let mail = app.mail_to("ada@example.com").await;
        assert!(mail.subject.contains("Two-step log-in is on"), "{}", mail.subject);
        assert_eq!(audited(app, "two_step_on").await, 1);

        // nothing that is stored gives a code away
        let secret = phone.0.secret().to_base32();
        let dump = app.dump().await;
        let all = format!("{dump:?}");
        assert!(!all.contains(&secret), "the secret lies in the database");
        assert!(codes.iter().all(|c| !all.contains(c.as_str()) && !all.contains(&c.replace('-', ""))), "a recovery code lies in the database");

        // the password alone lets nobody in, wherever they want to go
        app.advance(MINUTE).await;
        let (who, page) = first_step(app, "ada").await;
        assert!(!is_in(&who).await);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM session WHERE account_id = $1", values![id.0]).await, 1);
        who.get(paths::Login).await.ok();
        let wrong = who.fill(&page, CODE, &[("code", &phone.wrong(app))]).await.refused();
        wrong.see("This code is wrong");
        let typed = phone.shows(app);
        let spaced = format!("{} {}", &typed[..3], &typed[3..]);
        who.fill(&page, CODE, &[("code", &spaced)]).await.done();
        assert!(is_in(&who).await);
        assert_eq!(app.mail_to("ada@example.com").await.kind, "new_browser");
        assert_eq!(audited(app, "code_failed").await, 1);
    }

    async fn the_second_step_leads_where_the_first_was_to(app) {
        let (_, _, phone, _) = with_two_steps(app, "ada").await;
        let who = app.anyone();
        let page = who.post(paths::Login, &[("login", "ada"), ("password", PASSWORD), ("next", "/tags?x=1")]).await.done();
        assert_eq!(page.location(), "/login/code?next=%2Ftags%3Fx%3D1");
        let page = who.follow(&page).await.ok();
        assert_eq!(who.fill(&page, CODE, &[("code", &phone.shows(app))]).await.done().location(), "/tags?x=1");
        app.mail_to("ada@example.com").await;
        let other = app.anyone();
        for evil in ["//evil.example", "https://evil.example"] {
            let page = other.post(paths::LoginCode, &[("code", "1"), ("next", evil)]).await.done();
            assert_eq!(page.location(), "/login?next=%2F", "without a first step one begins there");
        }
    }

    async fn a_code_is_taken_once_on_whichever_process(app) {
        let (_, _, phone, _) = with_two_steps(app, "ada").await;
        app.ignore_mails();
        let there = App::new(app.app.config.clone(), patiently(&app.url).await, app.clock.clone());
        let pages = router::build(&there).expect("a router");
        let code = phone.shows(app);
        let mut browsers = Vec::new();
        for n in 0..6 {
            let who = if n % 2 == 0 { app.anyone() } else { app.anyone().through(pages.clone()) };
            who.post(paths::Login, &[("login", "ada"), ("password", PASSWORD)]).await.done();
            browsers.push(who);
        }
        let all = join_all(browsers.iter().map(|who| {
            let code = &code;
            async move { who.post(paths::LoginCode, &[("code", code)]).await }
        })).await;
        assert_eq!(all.iter().filter(|p| p.status == 303).count(), 1, "{:?}", all.iter().map(|p| p.status).collect::<Vec<_>>());
        let mut inside = 0;
        for who in &browsers {
            inside += usize::from(is_in(who).await);
        }
        assert_eq!(inside, 1);
        // nor later, nor one that is older than the last
        app.advance(29 * SECOND).await;
        let (who, page) = first_step(app, "ada").await;
        app.advance(MINUTE).await;
        who.fill(&page, CODE, &[("code", &code)]).await.refused();
    }

    with [("limits.logins_per_minute", "1000")] async fn six_tries_a_minute_then_slower_never_shut_out(app) {
        let (_, _, phone, codes) = with_two_steps(app, "ada").await;
        let (thief, page) = first_step(app, "ada").await;
        let wrong = phone.wrong(app);
        let tries = join_all((0..10).map(|_| {
            let (thief, page, wrong) = (&thief, &page, &wrong);
            async move { thief.fill(page, CODE, &[("code", wrong)]).await }
        })).await;
        assert_eq!(tries.iter().filter(|p| p.status == 422).count(), 6);
        let waits: Vec<&Page> = tries.iter().filter(|p| p.status == 429).collect();
        assert_eq!(waits.len(), 4);
        assert!(waits.iter().all(|p| p.header("retry-after").and_then(|s| s.parse::<u32>().ok()).is_some_and(|s| (1..=60).contains(&s))));
        waits[0].see("Too many codes were tried");
        thief.fill(&page, CODE, &[("code", &phone.shows(app))]).await.status(429);
        assert!(app.mail_to("ada@example.com").await.subject.contains("Wrong codes after your password"));
        // a recovery code is not kept waiting, and ends the wait of others
        let (ada, entered) = first_step(app, "ada").await;
        ada.fill(&entered, CODE, &[("code", &codes[1])]).await.done();
        app.advance(MINUTE).await;
        for _ in 0..6 {
            thief.fill(&page, CODE, &[("code", &phone.wrong(app))]).await.refused();
        }
        app.advance(MINUTE).await;
        for _ in 0..4 {
            thief.fill(&page, CODE, &[("code", &phone.wrong(app))]).await.refused();
        }
        // from the tenth on each wrong one costs a wait that doubles
        let mut waited = 0;
        for _ in 0..5 {
            thief.fill(&page, CODE, &[("code", &phone.wrong(app))]).await;
            let page = thief.fill(&page, CODE, &[("code", &phone.wrong(app))]).await;
            if page.status == 429 {
                let wait: i64 = page.header("retry-after").and_then(|s| s.parse().ok()).expect("seconds");
                waited += wait;
                app.advance(wait * SECOND).await;
            }
        }
        assert!(waited > 60, "{waited} s for five tries");
        let (ada, page) = first_step(app, "ada").await;
        ada.fill(&page, CODE, &[("code", &codes[0])]).await.done();
        assert!(is_in(&ada).await);
        app.mail_to("ada@example.com").await;
    }

    async fn a_recovery_code_works_once_and_is_told(app) {
        let (id, ada, phone, codes) = with_two_steps(app, "ada").await;
        let (who, page) = first_step(app, "ada").await;
        let sloppy = codes[3].to_uppercase().replace('-', " ");
        who.fill(&page, CODE, &[("code", &sloppy)]).await.done();
        assert!(is_in(&who).await);
        let mails = app.mails().await;
        assert!(mails.iter().any(|m| m.subject.contains("recovery code was used")), "{mails:?}");
        let (again, page) = first_step(app, "ada").await;
        again.fill(&page, CODE, &[("code", &codes[3])]).await.refused();
        ada.get(paths::SettingsTwoStep).await.ok().see("9 recovery codes are left");

        // new ones end the old
        let page = ada.get(paths::SettingsTwoStep).await.ok();
        ada.fill(&page, "main form[action='/settings/two-step/codes']", &[("new_code", "000")]).await.refused();
        let made = ada.fill(&page, "main form[action='/settings/two-step/codes']", &[("new_code", &phone.shows(app))]).await.ok().texts("main li code");
        assert_eq!(made.len(), 10);
        let (late, page) = first_step(app, "ada").await;
        late.fill(&page, CODE, &[("code", &codes[4])]).await.refused();
        late.fill(&page, CODE, &[("code", &made[4])]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM recovery_code WHERE account_id = $1 AND used_at IS NOT NULL", values![id.0]).await, 1);
        let mails = app.mails().await;
        assert!(mails.iter().any(|m| m.subject.contains("New recovery codes")));
    }

    async fn what_waits_for_a_code_ends_with_time_and_with_the_password(app) {
        let (id, _, phone, _) = with_two_steps(app, "ada").await;
        app.ignore_mails();
        let (slow, page) = first_step(app, "ada").await;
        app.advance(10 * MINUTE).await;
        assert_eq!(slow.fill(&page, CODE, &[("code", &phone.shows(app))]).await.done().location(), "/login?next=%2F");
        assert!(!is_in(&slow).await);
        let (thief, page) = first_step(app, "ada").await;
        app.exec("UPDATE account SET password_hash = $2 WHERE id = $1", values![id.0, entraide::accounts::passwords::compute("another long one").expect("a hash")]).await;
        assert_eq!(thief.fill(&page, CODE, &[("code", &phone.shows(app))]).await.done().location(), "/login?next=%2F");
        assert!(!is_in(&thief).await);
    }

    async fn it_moves_to_another_telephone_and_is_switched_off_with_a_code_alone(app) {
        let (_, ada, old, _) = with_two_steps(app, "ada").await;
        app.ignore_mails();
        let begin = "main form[action='/settings/two-step']";
        let page = ada.get(paths::SettingsTwoStep).await.ok();
        ada.fill(&page, begin, &[("begin_password", PASSWORD), ("begin_code", &old.wrong(app))]).await.refused();
        let begun = ada.fill(&page, begin, &[("begin_password", PASSWORD), ("begin_code", &old.shows(app))]).await.done();
        let page = ada.follow(&begun).await.ok();
        let new = Phone(Builder::new().with_secret(Secret::try_from_base32(page.text("main code").replace(' ', "")).expect("base32")).build_noncompliant());
        app.advance(MINUTE).await;
        let (still, entered) = first_step(app, "ada").await;
        still.fill(&entered, CODE, &[("code", &old.shows(app))]).await.done();
        ada.fill(&page, "main form", &[("code", &new.shows(app))]).await.ok();
        app.advance(MINUTE).await;
        let (late, entered) = first_step(app, "ada").await;
        late.fill(&entered, CODE, &[("code", &old.shows(app))]).await.refused();
        late.fill(&entered, CODE, &[("code", &new.shows(app))]).await.done();

        app.advance(MINUTE).await;
        let off = "main form[action='/settings/two-step/off']";
        let page = late.get(paths::SettingsTwoStep).await.ok();
        late.fill(&page, off, &[("off_password", PASSWORD), ("off_code", "1")]).await.refused();
        late.fill(&page, off, &[("off_password", "not that one!"), ("off_code", &new.shows(app))]).await.refused();
        late.fill(&page, off, &[("off_password", PASSWORD), ("off_code", &new.shows(app))]).await.done();
        assert_eq!(app.count("SELECT (SELECT COUNT(*) FROM two_factor) + (SELECT COUNT(*) FROM recovery_code) AS n", values![]).await, 0);
        logs_in(&app.anyone(), "ada", PASSWORD).await.done();
        let told: Vec<String> = app.mails().await.into_iter().filter(|m| m.kind == "notice").map(|m| m.subject).collect();
        assert!(told.iter().any(|s| s.contains("log-in is off")) && told.iter().filter(|s| s.contains("log-in is on")).count() == 2, "{told:?}");
    }

    async fn the_administration_asks_for_a_code_again(app) {
        let (id, _, phone, _) = with_two_steps(app, "root").await;
        app.alter(id, "role = 'admin'").await;
        let (root, page) = first_step(app, "root").await;
        root.fill(&page, CODE, &[("code", &phone.shows(app))]).await.done();
        app.mail_to("root@example.com").await;
        root.get(paths::AdminOutbox).await.ok();
        app.advance(61 * MINUTE).await;
        let page = root.get(paths::AdminOutbox).await.done();
        assert_eq!(page.location(), "/prove?next=%2Fadmin%2Foutbox");
        let before = root.cookie("session");
        let form = root.follow(&page).await.ok();
        assert!(!form.has("main input[type='password']"));
        root.post(paths::Prove, &[("password", PASSWORD)]).await.refused();
        root.fill(&form, "main form", &[("code", &phone.wrong(app))]).await.refused();
        assert_eq!(root.fill(&form, "main form", &[("code", &phone.shows(app))]).await.done().location(), "/admin/outbox");
        assert_ne!(root.cookie("session"), before);
    }

    with [("two_step.staff", "required")] async fn the_team_is_obliged_until_an_administrator_chooses_otherwise(app) {
        app.ignore_mails();
        let id = with_password(app, "root").await;
        app.alter(id, "role = 'admin'").await;
        let (root, ada) = (app.anyone(), app.member("ada").await);
        logs_in(&root, "root", PASSWORD).await.done();
        assert!(root.get(paths::AdminTwoStep).await.done().location().starts_with("/settings/two-step?said="));
        ada.get(paths::Home).await.ok();
        root.get(paths::SettingsTwoStep).await.ok().see("The team must have it");
        set_up(app, &root).await;
        let page = root.get(paths::AdminTwoStep).await.ok();
        root.fill(&page, "main form[action='/admin/two-step']", &[("must", "")]).await.done();
        app.staff("claire").await.get(paths::StaffFeed).await.ok();
    }

    async fn the_team_can_be_obliged(app) {
        let (id, _, phone, _) = with_two_steps(app, "root").await;
        app.ignore_mails();
        app.alter(id, "role = 'admin'").await;
        let alone = app.admin("novice").await;
        let page = alone.get(paths::AdminTwoStep).await.ok();
        alone.fill(&page, "main form[action='/admin/two-step']", &[("must", "1")]).await.refused().see("Set it up for yourself first");
        let (root, page) = first_step(app, "root").await;
        root.fill(&page, CODE, &[("code", &phone.shows(app))]).await.done();

        let claire = with_password(app, "claire").await;
        app.alter(claire, "role = 'staff'").await;
        let (staff, ada) = (app.anyone(), app.member("ada").await);
        logs_in(&staff, "claire", PASSWORD).await.done();
        staff.get(paths::StaffFeed).await.ok();
        let page = root.get(paths::AdminTwoStep).await.ok();
        page.see("Claire").see("2 people have not set it up");
        root.fill(&page, "main form[action='/admin/two-step']", &[("must", "1")]).await.done();
        app.app.forget(claire).await;
        assert_eq!(audited(app, "two_step_obliged").await, 1);

        // nothing is reached but its page; customers are not asked
        for path in [paths::StaffFeed.to_string(), paths::Home.to_string(), paths::SettingsProfile.to_string()] {
            assert!(staff.get(&path).await.done().location().starts_with("/settings/two-step?said="), "{path}");
            ada.get(paths::Home).await.ok();
        }
        staff.post(paths::Questions, &[("title", "Not before that is done"), ("body", "x")]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM question", values![]).await, 0);
        staff.get(paths::SettingsTwoStep).await.ok().see("The team must have it");
        let (claires, _) = set_up(app, &staff).await;
        staff.get(paths::StaffFeed).await.ok();
        // and stays on
        app.advance(MINUTE).await;
        let page = staff.get(paths::SettingsTwoStep).await.ok();
        assert!(!page.has("main form[action='/settings/two-step/off']"));
        staff.post(paths::SettingsTwoStepOff, &[("off_password", PASSWORD), ("off_code", &claires.shows(app))]).await.refused();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM two_factor WHERE secret IS NOT NULL", values![]).await, 2);
    }

    async fn an_administrator_switches_it_off_for_who_lost_everything(app) {
        let (ada, browser, phone, _) = with_two_steps(app, "ada").await;
        let (id, _, roots, _) = with_two_steps(app, "root").await;
        app.alter(id, "role = 'admin'").await;
        let (root, page) = first_step(app, "root").await;
        root.fill(&page, CODE, &[("code", &roots.shows(app))]).await.done();
        app.mail_to("root@example.com").await;
        let page = root.get(paths::AdminTwoStep).await.ok();
        let reset = "main form[action='/admin/two-step/reset']";
        let refused = root.fill(&page, reset, &[("username", "ada"), ("reason", "")]).await.refused();
        assert_eq!(refused.value("username"), "ada");
        root.fill(&page, reset, &[("username", "root"), ("reason", "My telephone fell into the sea")]).await.refused().see("Not your own");
        root.fill(&page, reset, &[("username", "nobody"), ("reason", "x")]).await.refused().see("Nobody of that name");
        root.fill(&page, reset, &[("username", "ada"), ("reason", "Called back on the number of the contract")]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM audit WHERE action = 'two_step_reset' AND actor_id = $1 AND object_id = $2 AND note LIKE 'Called back%'", values![id.0, ada.0]).await, 1);
        assert!(app.mail_to("ada@example.com").await.subject.contains("An administrator switched"));
        assert!(!is_in(&browser).await, "her sessions end");
        let who = app.anyone();
        logs_in(&who, "ada", PASSWORD).await.done();
        assert!(is_in(&who).await);
        app.mail_to("ada@example.com").await;
        drop(phone);
    }

    async fn a_browser_that_is_not_known_is_told(app) {
        with_password(app, "ada").await;
        let home = app.anyone();
        logs_in(&home, "ada", PASSWORD).await.done();
        assert!(app.mails().await.is_empty(), "the first one is no surprise");
        let page = home.get(paths::SettingsProfile).await.ok();
        home.submit(page.form("form[action='/logout']")).await.done();
        logs_in(&home, "ada", PASSWORD).await.done();
        assert!(app.mails().await.is_empty(), "it is known after a log-out");
        let thief = app.anyone().with_header("user-agent", "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0");
        logs_in(&thief, "ada", PASSWORD).await.done();
        let mail = app.mail_to("ada@example.com").await;
        assert!(mail.text.contains("Firefox on Linux"), "{}", mail.text);
        // the cookie names nobody, and the database does not know it
        let cookie = thief.cookie("browser").expect("a cookie");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM known_browser WHERE token_hash = $1", values![cookie.clone()]).await, 0);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM known_browser", values![]).await, 2);
        // a planted one is not taken for what it is not
        let odd = app.anyone();
        odd.set_cookie("browser", "x");
        logs_in(&odd, "ada", PASSWORD).await.done();
        assert_eq!(odd.cookie("browser").map(|c| c.len()), Some(43));
        app.mail_to("ada@example.com").await;
    }

}
