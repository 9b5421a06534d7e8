//! A forgotten password.

use futures_util::future::join_all;

use super::accounts::{LOGIN, PASSWORD, WITH_MAIL, logs_in, with_password};
use crate::support::*;

const OTHER: &str = "another quiet evening";

async fn forgets(app: &TestApp, email: &str) -> Page {
    let anyone = app.anyone();
    let page = anyone.get(paths::Forgot).await.ok();
    anyone.fill(&page, "main form", &[("email", email)]).await.ok()
}

both! {
    with [WITH_MAIL] async fn a_link_gives_a_new_password_once_and_ends_every_session(app) {
        with_password(app, "ada").await;
        let (ada, thief) = (app.anyone(), app.anyone());
        logs_in(&thief, "ada", PASSWORD).await.done();
        let known = forgets(app, "ADA@example.com").await;
        assert_eq!(known.words(), forgets(app, "nobody@example.com").await.words());
        let link = app.mail_to("ada@example.com").await.link("/password/reset/");
        let page = ada.get(&link).await.ok();
        assert!(page.header("cache-control").is_some_and(|c| c.contains("no-store")));
        ada.fill(&page, "main form", &[("password", "short")]).await.refused();
        let done = ada.fill(&page, "main form", &[("password", OTHER)]).await.done();
        ada.follow(&done).await.ok().see("Your password is changed");
        thief.get(paths::SettingsProfile).await.must_sign_in();
        ada.post(&link, &[("password", "a third quiet evening")]).await.status(400);
        ada.get(&link).await.status(400).see("no longer works");
        logs_in(&ada, "ada", PASSWORD).await.refused();
        logs_in(&ada, "ada", OTHER).await.done();
        let told: Vec<String> = app.mails().await.into_iter().map(|m| m.subject).collect();
        assert!(told[told.len() - 2].starts_with("Your password was changed") && told[told.len() - 1].starts_with("A new log-in"), "{told:?}");
    }

    with [WITH_MAIL] async fn a_newer_link_ends_the_older_and_time_ends_both(app) {
        with_password(app, "ada").await;
        forgets(app, "ada@example.com").await;
        let first = app.mail_to("ada@example.com").await.link("/password/reset/");
        forgets(app, "ada@example.com").await;
        let second = app.mail_to("ada@example.com").await.link("/password/reset/");
        assert_ne!(first, second);
        app.anyone().get(&first).await.status(400);
        app.anyone().get(&second).await.ok();
        app.advance(31 * MINUTE).await;
        app.anyone().post(&second, &[("password", OTHER)]).await.status(400);
        // three an hour
        for n in [3, 3, 3] {
            forgets(app, "ada@example.com").await;
            assert_eq!(app.mails().await.len(), n);
        }
        app.advance(HOUR).await;
        forgets(app, "ada@example.com").await;
        assert_eq!(app.mails().await.len(), 4);
    }

    async fn of_fifty_uses_one_counts(app) {
        with_password(app, "ada").await;
        forgets(app, "ada@example.com").await;
        let link = app.mail_to("ada@example.com").await.link("/password/reset/");
        let browsers: Vec<Client> = (0..50).map(|_| app.anyone()).collect();
        let pages = join_all(browsers.iter().map(|b| b.post(&link, &[("password", OTHER)]))).await;
        assert_eq!(pages.iter().filter(|p| p.status == 303).count(), 1);
        // the others came late, or were more than may wait for a core
        assert!(pages.iter().all(|p| matches!(p.status.as_u16(), 303 | 400 | 503)));
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM audit WHERE action = 'password_reset'", values![]).await, 1);
        app.mail_to("ada@example.com").await;
    }

    with [WITH_MAIL] async fn an_attacked_account_can_be_reset_and_entered(app) {
        with_password(app, "ada").await;
        let thief = app.anyone();
        for _ in 0..25 {
            app.advance(MINUTE).await;
            thief.post(paths::Login, &[("login", "ada"), ("password", "wrong password!")]).await.refused();
        }
        logs_in(&app.anyone(), "ada", PASSWORD).await.refused();
        forgets(app, "ada@example.com").await;
        let link = app.mail_to("ada@example.com").await.link("/password/reset/");
        let ada = app.anyone();
        let page = ada.get(&link).await.ok();
        let done = ada.fill(&page, "main form", &[("password", OTHER)]).await.done();
        let form = ada.follow(&done).await.ok();
        ada.fill(&form, LOGIN, &[("login", "ada"), ("password", OTHER)]).await.done();
        app.mail_to("ada@example.com").await;
    }

    with [WITH_MAIL] async fn neither_status_nor_words_nor_rows_tell_who_has_an_account(app) {
        with_password(app, "ada").await;
        let before = app.count("SELECT COUNT(*) AS n FROM audit", values![]).await;
        let (a, b) = (logs_in(&app.anyone(), "ada", "wrong password!").await, logs_in(&app.anyone(), "eve", "wrong password!").await);
        assert_eq!((a.status, a.words()), (b.status, b.words()));
        forgets(app, "ada@example.com").await;
        forgets(app, "eve@example.com").await;
        // each writes one row to the record, so each waits for the disk once
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM audit", values![]).await, before + 4);
        app.mail_to("ada@example.com").await;
    }

    with [WITH_MAIL] async fn tokens_are_not_in_the_database(app) {
        with_password(app, "ada").await;
        forgets(app, "ada@example.com").await;
        let link = app.mail_to("ada@example.com").await.link("/password/reset/");
        let token = link.rsplit('/').next().expect("a token").to_owned();
        assert_eq!(token.len(), 43);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM email_token WHERE token_hash = $1 OR COALESCE(code_hash, '') = $1", values![token]).await, 0);
    }
}
