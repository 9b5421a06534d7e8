//! Logging in and out; what ends a session; what slows guessing down.

use entraide::accounts::passwords;

use super::accounts::{PASSWORD, is_in, logs_in, with_password};
use crate::support::*;

both! {
    async fn logging_in_and_out(app) {
        with_password(app, "ada").await;
        let ada = app.anyone();
        for (login, password) in [("ada", "wrong password!"), ("nobody", PASSWORD), ("", ""), ("ada@nowhere.example", PASSWORD), ("ada", ""), ("a\0da", PASSWORD), ("ada\0@example.com", "\0")] {
            let page = logs_in(&ada, login, password).await.refused();
            page.see("These do not go together");
            assert_eq!(page.value("login"), login.replace('\0', "\u{FFFD}"));
        }
        assert!(ada.cookies().is_empty());
        for login in ["ada", " ADA ", "Ada@Example.com"] {
            logs_in(&ada, login, PASSWORD).await.done();
            assert!(is_in(&ada).await, "{login}");
            let home = ada.get(paths::SettingsProfile).await.ok();
            let out = ada.submit(home.form("form[action='/logout']")).await.done();
            assert_eq!(out.header("clear-site-data"), Some("\"cache\""));
            assert!(!is_in(&ada).await && ada.cookie("session").is_none());
            assert_eq!(app.count("SELECT COUNT(*) AS n FROM session", values![]).await, 0);
        }
        // logging out needs a POST
        logs_in(&ada, "ada", PASSWORD).await.done();
        ada.get(paths::Logout).await.status(405);
        assert!(is_in(&ada).await);
    }

    async fn a_session_planted_before_is_worth_nothing_after(app) {
        with_password(app, "ada").await;
        let ada = app.anyone();
        ada.set_cookie("session", "AAAAAAAAAAAAAAAAAAAAAA");
        logs_in(&ada, "ada", PASSWORD).await.done();
        let first = ada.cookie("session").expect("a session");
        assert_ne!(first, "AAAAAAAAAAAAAAAAAAAAAA");
        // logging in as someone else in the same browser ends the first session
        with_password(app, "basile").await;
        ada.post(paths::Login, &[("login", "basile"), ("password", PASSWORD)]).await.done();
        let second = ada.cookie("session").expect("a session");
        assert_ne!(first, second);
        let thief = app.anyone();
        thief.set_cookie("session", &first);
        assert!(!is_in(&thief).await);
        // the database knows neither
        for id in [&first, &second] {
            let found = app.count("SELECT COUNT(*) AS n FROM session WHERE id_hash LIKE $1 OR data LIKE $1 OR user_agent LIKE $1", values![format!("%{id}%")]).await;
            assert_eq!(found, 0);
        }
    }

    async fn wrong_passwords_slow_an_account_and_never_lock_it(app) {
        let id = with_password(app, "ada").await;
        let thief = app.anyone();
        let words = logs_in(&thief, "ada", "wrong password!").await.refused().words();
        for _ in 0..12 {
            assert_eq!(logs_in(&thief, "ada", "wrong password!").await.refused().words(), words);
        }
        // 11 counted, the 12th and 13th came during the wait; even the right one waits, and nobody is told
        assert_eq!(logs_in(&thief, "ada", PASSWORD).await.refused().words(), words);
        app.advance(2 * SECOND).await;
        logs_in(&app.anyone(), "ada", PASSWORD).await.done();
        assert_eq!(app.count("SELECT failed_logins AS n FROM account WHERE id = $1", values![id.0]).await, 0);
        for _ in 0..30 {
            app.advance(MINUTE).await;
            thief.post(paths::Login, &[("login", "ada"), ("password", "wrong password!")]).await.refused();
        }
        app.advance(15 * MINUTE).await;
        logs_in(&app.anyone(), "ada", PASSWORD).await.done();
    }

    with [("limits.logins_per_minute", "6")] async fn one_address_has_six_tries_a_minute(app) {
        with_password(app, "ada").await;
        let thief = app.anyone_at([203, 0, 113, 9]);
        for _ in 0..6 {
            thief.post(paths::Login, &[("login", "ada"), ("password", "wrong")]).await.refused();
        }
        let page = thief.post(paths::Login, &[("login", "ada"), ("password", PASSWORD)]).await.status(429);
        assert_eq!(page.value("login"), "ada");
        assert!(page.header("retry-after").is_some_and(|s| s.parse::<u32>().is_ok()));
        app.anyone_at([203, 0, 113, 10]).post(paths::Login, &[("login", "ada"), ("password", PASSWORD)]).await.done();
    }

    async fn next_leads_only_inside(app) {
        with_password(app, "ada").await;
        for payload in fixtures("hostile/open-redirect.jsonl", "payload").iter().chain(&["//evil.example".to_owned(), "/\t/evil.example".to_owned(), "\\\\evil.example".to_owned()]) {
            let page = app.anyone().post(paths::Login, &[("login", "nobody"), ("password", "x"), ("next", payload)]).await.refused();
            let next = page.value("next");
            let base = url::Url::parse("http://127.0.0.1:3000/login").expect("an address");
            let led = base.join(&next).unwrap_or_else(|e| panic!("{payload}: {e}"));
            assert_eq!(led.host_str(), Some("127.0.0.1"), "{payload} leads to {led}");
        }
        let page = app.anyone().post(paths::Login, &[("login", "ada"), ("password", PASSWORD), ("next", "/tags?x=1")]).await.done();
        assert_eq!(page.location(), "/tags?x=1");
    }

    async fn the_sample_password_is_for_the_sample(app) {
        let id = app.account(Person::member("ada")).await;
        app.exec("UPDATE account SET password_hash = $2 WHERE id = $1", values![id.0, passwords::compute("demo").expect("a hash")]).await;
        logs_in(&app.anyone(), "ada", "demo").await.refused();
    }

    async fn sessions_end_by_themselves(app) {
        with_password(app, "ada").await;
        let ada = app.anyone();
        logs_in(&ada, "ada", PASSWORD).await.done();
        app.advance(14 * DAY).await;
        assert!(!is_in(&ada).await, "fourteen days unused");
        // ten at a time, the oldest goes
        let browsers: Vec<Client> = (0..11).map(|_| app.anyone()).collect();
        for b in &browsers {
            app.advance(SECOND).await;
            logs_in(b, "ada", PASSWORD).await.done();
        }
        app.advance(0).await;
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM session WHERE expires_at > $1", values![app.now()]).await, 10);
        assert!(!is_in(&browsers[0]).await && is_in(&browsers[1]).await && is_in(&browsers[10]).await);
    }

    async fn staff_sessions_are_shorter(app) {
        let id = with_password(app, "claire").await;
        app.alter(id, "role = 'staff'").await;
        let claire = app.anyone();
        logs_in(&claire, "claire", PASSWORD).await.done();
        app.advance(13 * HOUR).await;
        assert!(!is_in(&claire).await);
    }

    async fn old_hashes_are_renewed(app) {
        let id = app.account(Person::member("ada")).await;
        let weak = argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, argon2::Params::new(8_192, 1, 1, None).expect("parameters"));
        let hash: argon2::password_hash::phc::PasswordHash = argon2::PasswordHasher::hash_password(&weak, PASSWORD.as_bytes()).expect("a hash");
        app.exec("UPDATE account SET password_hash = $2 WHERE id = $1", values![id.0, hash.to_string()]).await;
        logs_in(&app.anyone(), "ada", PASSWORD).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM account WHERE password_hash LIKE '$argon2id$v=19$m=19456,t=2,p=1$%'", values![]).await, 1);
        logs_in(&app.anyone(), "ada", PASSWORD).await.done();
    }

    async fn the_administration_asks_for_the_password_again(app) {
        let id = with_password(app, "root").await;
        app.alter(id, "role = 'admin'").await;
        let root = app.anyone();
        logs_in(&root, "root", PASSWORD).await.done();
        root.get(paths::Admin).await.ok();
        app.advance(61 * MINUTE).await;
        let page = root.get(paths::AdminOutbox).await.done();
        assert_eq!(page.location(), "/prove?next=%2Fadmin%2Foutbox");
        let before = root.cookie("session");
        let form = root.follow(&page).await.ok();
        root.fill(&form, "main form", &[("password", "not that one!")]).await.refused();
        let done = root.fill(&form, "main form", &[("password", PASSWORD)]).await.done();
        assert_eq!(done.location(), "/admin/outbox");
        assert_ne!(root.cookie("session"), before, "a new session id after a step up");
        root.follow(&done).await.ok().see("No mail yet");
    }
}
