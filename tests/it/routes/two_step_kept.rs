//! Two-step log-in against who has a session, a password, or a key that others lost.

use entraide::accounts::two_factor::queries;
use entraide::app::App;
use entraide::router;

use super::accounts::{PASSWORD, WITH_MAIL, is_in, logs_in, with_password};
use super::two_step::{CODE, first_step, set_up, with_two_steps};
use crate::support::*;

both! {
    async fn a_secret_being_set_up_is_shown_in_its_own_session_alone(app) {
        with_password(app, "ada").await;
        app.ignore_mails();
        let (ada, thief) = (app.anyone(), app.anyone());
        for who in [&ada, &thief] {
            logs_in(who, "ada", PASSWORD).await.done();
        }
        let page = ada.get(paths::SettingsTwoStep).await.ok();
        ada.fill(&page, "main form[action='/settings/two-step']", &[("begin_password", PASSWORD)]).await.done();
        ada.get(paths::SettingsTwoStepNew).await.ok();
        assert_eq!(thief.get(paths::SettingsTwoStepNew).await.done().location(), "/settings/two-step");
        assert_eq!(thief.post(paths::SettingsTwoStepNew, &[("code", "000000")]).await.done().location(), "/settings/two-step");
        app.advance(30 * MINUTE).await;
        assert_eq!(ada.get(paths::SettingsTwoStepNew).await.done().location(), "/settings/two-step", "it does not wait for ever");
    }

    async fn a_session_that_was_ended_is_not_brought_back_by_a_proof(app) {
        let id = with_password(app, "ada").await;
        app.ignore_mails();
        let there = router::build(&App::new(app.app.config.clone(), patiently(&app.url).await, app.clock.clone())).expect("a router");
        let thief = app.anyone().through(there);
        logs_in(&thief, "ada", PASSWORD).await.done();
        thief.get(paths::Home).await.ok();
        // another process ends it; this one still remembers it for a second
        app.exec("DELETE FROM session WHERE account_id = $1", values![id.0]).await;
        let page = thief.post(paths::Prove, &[("password", PASSWORD)]).await.done();
        assert!(page.location().starts_with("/login"), "{}", page.location());
        assert!(!is_in(&thief).await);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM session WHERE account_id = $1", values![id.0]).await, 0);
    }

    with [WITH_MAIL] async fn an_address_that_nobody_proved_is_not_written_to(app) {
        let id = with_password(app, "ada").await;
        app.alter(id, "email_verified_at = NULL, email_folded = NULL").await;
        let ada = app.browser(id).await;
        let (_, codes) = set_up(app, &ada).await;
        let page = ada.get(paths::SettingsTwoStep).await.ok();
        ada.fill(&page, "main form[action='/settings/two-step/codes']", &[("new_code", &codes[0])]).await.ok();
        assert!(app.mails().await.is_empty(), "{:?}", app.mails().await);
    }

    async fn every_page_of_the_administration_wants_a_proof(app) {
        let root = app.admin("root").await;
        app.advance(61 * MINUTE).await;
        let before = app.count("SELECT COUNT(*) AS n FROM audit", values![]).await;
        let table = router::routes().table;
        let pages: Vec<_> = table.iter().filter(|e| e.path.starts_with("/admin")).collect();
        assert!(pages.len() > 15);
        for e in pages {
            let path = e.path.split('/').map(|part| if part.starts_with('{') { "1" } else { part }).collect::<Vec<_>>().join("/");
            let page = if e.method == "GET" { root.get(&path).await } else { root.post(&path, &[("must", "1")]).await };
            assert_eq!((page.status.as_u16(), page.location().split('?').next()), (303, Some("/prove")), "{} {path}", e.method);
        }
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM audit", values![]).await, before);
    }

    async fn rising_parameters_of_passwords_do_not_stand_in_the_way(app) {
        let (id, _, phone, _) = with_two_steps(app, "ada").await;
        app.ignore_mails();
        use argon2::password_hash::PasswordHasher as _;
        let cheap = argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, argon2::Params::new(8, 1, 1, None).expect("parameters"));
        let old: argon2::password_hash::phc::PasswordHash = cheap.hash_password(PASSWORD.as_bytes()).expect("a hash");
        let old = old.to_string();
        app.exec("UPDATE account SET password_hash = $2 WHERE id = $1", values![id.0, old.clone()]).await;
        let (who, page) = first_step(app, "ada").await;
        who.fill(&page, CODE, &[("code", &phone.shows(app))]).await.done();
        assert!(is_in(&who).await);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM account WHERE password_hash = $1", values![old]).await, 0);
    }

    with [("secret_key", "0f1e2d3c4b5a69788796a5b4c3d2e1f0,9c8b7a6f5e4d3c2b1a09f8e7d6c5b4a3")]
    async fn the_key_of_the_settings_locks_and_an_old_one_still_opens(app) {
        let (id, _, phone, codes) = with_two_steps(app, "ada").await;
        app.ignore_mails();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM keyring WHERE name = 'secrets'", values![]).await, 0, "the database holds no key");
        // the other key comes first: what was locked with the old one opens, and is locked anew when it is used
        let mut config = app.app.config.clone();
        config.set("secret_key", "9c8b7a6f5e4d3c2b1a09f8e7d6c5b4a3,0f1e2d3c4b5a69788796a5b4c3d2e1f0").expect("valid");
        let later = router::build(&App::new(config.clone(), patiently(&app.url).await, app.clock.clone())).expect("a router");
        let enters = async |router: &axum::Router, code: &str| {
            let who = app.anyone().through(router.clone());
            who.post(paths::Login, &[("login", "ada"), ("password", PASSWORD)]).await.done();
            who.post(paths::LoginCode, &[("code", code)]).await.status.as_u16()
        };
        assert_eq!(enters(&later, &codes[0]).await, 303);
        // within an hour everything is locked with the first key
        let second = App::new(config.clone(), patiently(&app.url).await, app.clock.clone());
        entraide::jobs::run_due(&second).await.expect("the jobs run");
        config.set("secret_key", "9c8b7a6f5e4d3c2b1a09f8e7d6c5b4a3").expect("valid");
        let last = router::build(&App::new(config, patiently(&app.url).await, app.clock.clone())).expect("a router");
        app.advance(MINUTE).await;
        assert_eq!(enters(&last, &phone.shows(app)).await, 303);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM two_factor WHERE account_id = $1", values![id.0]).await, 1);
        // where no key opens it, it is named, no code counts against anybody, and recovery codes work
        let mut config = app.app.config.clone();
        config.set("secret_key", "ffeeddccbbaa99887766554433221100ffeeddcc").expect("valid");
        assert_eq!(queries::lost(app.db().read(), &config).await.expect("read").iter().map(|(_, n)| *n).collect::<Vec<_>>(), [1]);
        let lost = router::build(&App::new(config, patiently(&app.url).await, app.clock.clone())).expect("a router");
        app.advance(MINUTE).await;
        for _ in 0..8 {
            assert_eq!(enters(&lost, &phone.shows(app)).await, 422);
        }
        assert_eq!(enters(&lost, &codes[1]).await, 303);
    }

    with [("secret_key", "0f1e2d3c4b5a69788796a5b4c3d2e1f0")]
    async fn what_no_key_opens_stands_in_nobodys_way(app) {
        app.ignore_ledger();
        app.ignore_mails();
        // six hundred whose key is lost, before the one whose is not
        app.exec(
            "INSERT INTO account (username, username_folded, display_name, role, rank, reputation, about, shortcuts, placeholder, failed_logins, created_at)
             WITH RECURSIVE k(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < 600)
             SELECT 'lost' || n, 'lost' || n, '', 'customer', 'member', 1, '', TRUE, FALSE, 0, 1 FROM k",
            values![],
        )
        .await;
        app.exec("INSERT INTO two_factor (account_id, secret, enabled_at, last_step, tries, tries_from, failures) SELECT id, 'deadbeef.00.00', 1, 0, 0, 0, 0 FROM account WHERE username LIKE 'lost%'", values![]).await;
        with_two_steps(app, "ada").await;
        let mut config = app.app.config.clone();
        config.set("secret_key", "9c8b7a6f5e4d3c2b1a09f8e7d6c5b4a3,0f1e2d3c4b5a69788796a5b4c3d2e1f0").expect("valid");
        let tx = app.db().write().await.expect("a transaction");
        entraide::accounts::two_factor::actions::seal_anew(&tx, &config).await.expect("sealed");
        tx.commit().await.expect("committed");
        config.set("secret_key", "9c8b7a6f5e4d3c2b1a09f8e7d6c5b4a3").expect("valid");
        let lost = queries::lost(app.db().read(), &config).await.expect("read");
        assert_eq!(lost.iter().map(|(_, n)| *n).collect::<Vec<_>>(), [600], "the key before is needed by nobody");
    }
}
