//! What members change about themselves.

use entity::AccountId;
use entraide::accounts::settings::former_name;

use super::accounts::{PASSWORD, WITH_MAIL, logs_in, signs_up, with_password};
use crate::support::*;

const OTHER: &str = "another quiet evening";

async fn ada(app: &TestApp) -> Client {
    with_password(app, "ada").await;
    let ada = app.anyone();
    logs_in(&ada, "ada", PASSWORD).await.done();
    ada
}

fn form(path: impl std::fmt::Display) -> String {
    format!("main form[action='{path}']")
}

both! {
    async fn a_profile_is_ones_own(app) {
        let ada = ada(app).await;
        let page = ada.get(paths::Settings).await.done();
        let page = ada.follow(&page).await.ok();
        let done = ada.fill(&page, &form(paths::SettingsProfile), &[("display_name", "Ada <b>L.</b>"), ("about", "I know\nboxes.")]).await.done();
        let page = ada.follow(&done).await.ok();
        page.see("Saved");
        assert_eq!((page.value("display_name"), page.value("about").trim().to_owned()), ("Ada <b>L.</b>".into(), "I know\nboxes.".into()));
        for (name, about) in [("", ""), ("Nordik Support", ""), ("a\u{202E}b", ""), ("Ada", &*"x".repeat(2_001))] {
            let page = ada.post(paths::SettingsProfile, &[("display_name", name), ("about", about)]).await.refused();
            assert_eq!(page.value("display_name"), name);
        }
    }

    async fn language_and_theme_are_chosen_by_anyone(app) {
        let anyone = app.anyone();
        let page = anyone.get(paths::Login).await.ok();
        let done = anyone.press(&page, "Français", &[]).await.done();
        assert_eq!(done.location(), "/login");
        assert_eq!(anyone.cookie("lang").as_deref(), Some("fr"));
        let page = anyone.follow(&done).await.ok();
        assert_eq!(page.attr("html", "lang"), "fr");
        anyone.press(&page, "Sombre", &[]).await.done();
        assert_eq!(anyone.get(paths::Login).await.ok().attr("html", "data-theme"), "dark");
        anyone.post(paths::Language, &[("lang", "xx; Path=/evil"), ("next", "//evil.example")]).await.done();
        assert!(anyone.cookie("lang").is_none());
    }

    async fn language_and_theme_follow_the_account(app) {
        let ada = ada(app).await;
        let page = ada.get(paths::SettingsDisplay).await.ok();
        ada.fill(&page, &form(paths::SettingsDisplay), &[("lang", "fr"), ("theme", "dark"), ("shortcuts", "")]).await.done();
        let elsewhere = app.anyone();
        logs_in(&elsewhere, "ada", PASSWORD).await.done();
        let page = elsewhere.get(paths::SettingsDisplay).await.ok();
        assert_eq!((page.attr("html", "lang"), page.attr("html", "data-theme")), ("fr".into(), "dark".into()));
        assert!(!page.has("input[name=shortcuts][checked]"));
    }

    async fn a_new_password_needs_the_old_one_and_ends_other_sessions(app) {
        let ada = ada(app).await;
        let other = app.anyone();
        logs_in(&other, "ada", PASSWORD).await.done();
        let page = ada.get(paths::SettingsPassword).await.ok();
        let f = form(paths::SettingsPassword);
        ada.fill(&page, &f, &[("current", "not that one"), ("password", OTHER)]).await.refused().see("This is not your password");
        ada.fill(&page, &f, &[("current", PASSWORD), ("password", "short")]).await.refused();
        let before = ada.cookie("session");
        ada.fill(&page, &f, &[("current", PASSWORD), ("password", OTHER)]).await.done();
        assert_ne!(ada.cookie("session"), before);
        ada.get(paths::SettingsPassword).await.ok();
        other.get(paths::SettingsPassword).await.must_sign_in();
        logs_in(&other, "ada", PASSWORD).await.refused();
        logs_in(&other, "ada", OTHER).await.done();
        assert!(app.mail_to("ada@example.com").await.subject.starts_with("Your password was changed"));
    }

    async fn staff_need_longer_passwords(app) {
        let ada = ada(app).await;
        app.exec("UPDATE account SET role = 'staff' WHERE username = 'ada'", values![]).await;
        app.advance(0).await;
        tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
        ada.post(paths::SettingsPassword, &[("current", PASSWORD), ("password", "quiet boxes")]).await.refused().see("15");
    }

    with [WITH_MAIL] async fn a_new_address_counts_once_it_is_proved(app) {
        let ada = ada(app).await;
        let page = ada.get(paths::SettingsEmail).await.ok();
        let f = form(paths::SettingsEmail);
        ada.fill(&page, &f, &[("email", "new@example.org"), ("password", "not that one")]).await.refused();
        assert!(app.mails().await.is_empty());
        ada.fill(&page, &f, &[("email", "new@example.org"), ("password", PASSWORD)]).await.done();
        assert_eq!(ada.get(paths::SettingsEmail).await.ok().text("main strong"), "ada@example.com");
        assert!(app.mail_to("ada@example.com").await.subject.starts_with("A new address was asked for"));
        let link = app.mail_to("new@example.org").await.link("/verify-email/");
        let phone = app.anyone();
        let page = phone.get(&link).await.ok();
        phone.press(&page, "Yes, confirm it", &[]).await.ok();
        assert_eq!(ada.get(paths::SettingsEmail).await.ok().text("main strong"), "new@example.org");
        assert!(app.mail_to("ada@example.com").await.subject.starts_with("Your address was changed"));
        phone.post(&link, &[]).await.status(400);
        logs_in(&phone, "ada@example.com", PASSWORD).await.refused();
        logs_in(&phone, "new@example.org", PASSWORD).await.done();
    }

    with [WITH_MAIL] async fn anothers_address_is_not_given_away(app) {
        with_password(app, "basile").await;
        let ada = ada(app).await;
        let done = ada.post(paths::SettingsEmail, &[("email", "basile@example.com"), ("password", PASSWORD)]).await.done();
        let free = ada.post(paths::SettingsEmail, &[("email", "free@example.com"), ("password", PASSWORD)]).await.done();
        assert_eq!(done.location(), free.location());
        assert_eq!(app.mail_to("basile@example.com").await.kind, "known");
        app.ignore_mails();
    }

    async fn sessions_are_listed_and_ended(app) {
        let ada = ada(app).await;
        let phone = app.anyone().with_header("user-agent", "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36");
        logs_in(&phone, "ada", PASSWORD).await.done();
        let third = app.anyone();
        logs_in(&third, "ada", PASSWORD).await.done();
        let page = ada.get(paths::SettingsSessions).await.ok();
        page.see("Chrome on Android").see("this one");
        assert_eq!(page.count("main li input[name=session]"), 2);
        ada.press(&page, "End the session: Chrome on Android", &[]).await.done();
        phone.get(paths::SettingsProfile).await.must_sign_in();
        third.get(paths::SettingsProfile).await.ok();
        let page = ada.get(paths::SettingsSessions).await.ok();
        ada.press(&page, "End all the others", &[]).await.done();
        third.get(paths::SettingsProfile).await.must_sign_in();
        ada.get(paths::SettingsProfile).await.ok();
        // nobody ends another's
        let basile = app.member("basile").await;
        let name = app.anyone();
        logs_in(&name, "ada", PASSWORD).await.done();
        let theirs = ada.get(paths::SettingsSessions).await.ok().attr("main li input[name=session]", "value");
        basile.post(paths::SettingsSessions, &[("session", &theirs)]).await.done();
        name.get(paths::SettingsProfile).await.ok();
    }

    async fn what_was_said_to_one_and_decided_about_one_is_taken_along(app) {
        app.ignore_mails();
        app.ignore_ledger();
        let ada = ada(app).await;
        let (basile, claire) = (app.member("basile").await, app.staff("claire").await);
        let id = AccountId(app.count("SELECT id AS n FROM account WHERE username = 'ada'", values![]).await);
        let own = seed(app, "My box blinks orange", id, &[]).await;
        let theirs = seed(app, "The box of another", basile.id, &[claire.id]).await;
        let due = entraide::ui::when::field("Europe/Paris", app.now() + DAY);
        claire.post(paths::StaffThreadClaim { id: own.id }, &[]).await.done();
        claire.post(paths::StaffThreadNote { id: own.id }, &[("body", "Between us: zqinternal.")]).await.done();
        claire.post(paths::StaffThreadDetails { id: own.id }, &[("words", "Which lamp blinks?")]).await.done();
        claire.post(paths::StaffThreadPromise { id: own.id }, &[("message", "A technician comes"), ("due", &due)]).await.done();
        ada.post(paths::QuestionPrivate { id: own.id }, &[("body", "My number is 4711.")]).await.done();
        app.exec("INSERT INTO private_message (question_id, author_id, by_team, source, html, at) VALUES ($1, $2, TRUE, 'We have your number.', '', 0)", values![own.id.0, claire.id.0]).await;
        for text in [
            "INSERT INTO absent_proposal (post_id, question_id, proposed_by, proposed_at, confirmed_by, confirmed_at, ended_at, outcome) VALUES ($2, $3, $4, 0, $1, 0, 0, 'agreed')",
            "INSERT INTO clarity (post_id, actor_id, author_id, clear, at) SELECT $2, $1, $4, TRUE, $3 * 0",
            "INSERT INTO sanction (member_id, kind, reason, began_at, ends_at) SELECT $1, 'silence', 'spam', $2 * 0, $3 * $4",
            "INSERT INTO notice (member_id, rank, began_at, ends_at, outcome) SELECT $1, 'expert', $2 * 0, $3 * $4, ''",
            "INSERT INTO invitation (question_id, invited_id, invited_by, at) SELECT $3, $1, $4, $2 * 0",
            "INSERT INTO badge_award (member_id, badge, cause, at, recorded_at, reason) SELECT $1, 'first_answer', '', $2 * 0, $3 * $4, 'zqinternal'",
            "INSERT INTO nomination (nominee_id, by_id, words, state, made_at, reason) SELECT $1, $4, 'zqtheirs', 'open', $2 * $3, ''",
        ] {
            app.exec(text, values![id.0, theirs.answers[0].0, theirs.id.0, basile.id.0]).await;
        }
        let file = ada.post(paths::SettingsExport, &[("export_password", PASSWORD)]).await.ok();
        let all: serde_json::Value = serde_json::from_slice(&file.bytes).expect("JSON");
        for list in ["solutions_confirmed", "was_it_clear", "promises", "details_asked_for", "private_messages", "private_replies", "sanctions", "notices_of_standing", "invitations_to_answer", "badges", "nominations_of_oneself", "points"] {
            assert!(all[list].as_array().is_some_and(|l| !l.is_empty()), "{list}: {}", all[list]);
        }
        assert_eq!(all["promises"][0]["words"], "A technician comes");
        assert_eq!(all["private_replies"][0]["source"], "We have your number.");
        file.not_see("zqinternal").not_see("zqtheirs");
    }

    async fn everything_of_ones_own_can_be_taken_along(app) {
        let ada = ada(app).await;
        let basile = app.member("basile").await;
        let id = AccountId(app.count("SELECT id AS n FROM account WHERE username = 'ada'", values![]).await);
        seed(app, "My box blinks orange", id, &[basile.id, id]).await;
        let page = ada.get(paths::SettingsData).await.ok();
        let f = form(paths::SettingsExport);
        ada.fill(&page, &f, &[("export_password", "not that one")]).await.refused();
        let file = ada.fill(&page, &f, &[("export_password", PASSWORD)]).await.ok();
        assert_eq!(file.header("content-disposition"), Some("attachment; filename=\"ada.json\""));
        assert_eq!(file.header("cache-control"), Some("no-store"));
        let all: serde_json::Value = serde_json::from_slice(&file.bytes).expect("JSON");
        assert_eq!(all["account"]["email"], "ada@example.com");
        assert_eq!(all["questions"].as_array().map(Vec::len), Some(1));
        assert_eq!(all["answers"].as_array().map(Vec::len), Some(1), "not the answer of basile");
        assert_eq!(all["sessions"].as_array().map(Vec::len), Some(1));
        assert!(!file.body().contains("argon2") && !file.body().contains("basile"));
        assert!(app.mail_to("ada@example.com").await.subject.starts_with("Your data was exported"));
    }

    async fn who_leaves_is_a_former_member(app) {
        let ada = ada(app).await;
        let id = AccountId(app.count("SELECT id AS n FROM account WHERE username = 'ada'", values![]).await);
        let thread = seed(app, "My box blinks orange", id, &[id]).await;
        app.exec("INSERT INTO private_detail (post_id, author_id, body, created_at) VALUES ($1, $2, 'secret', 1)", values![thread.id.0, id.0]).await;
        let page = ada.get(paths::SettingsData).await.ok();
        let f = form(paths::SettingsDelete);
        ada.fill(&page, &f, &[("delete_password", PASSWORD)]).await.refused().see("Tick the box");
        ada.fill(&page, &f, &[("sure", "on"), ("delete_password", "not that one")]).await.refused();
        let done = ada.fill(&page, &f, &[("sure", "on"), ("delete_password", PASSWORD)]).await.done();
        assert_eq!(done.header("clear-site-data"), Some("\"cache\""));
        assert!(ada.cookie("session").is_none());
        logs_in(&ada, "ada", PASSWORD).await.refused();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM post WHERE author_id = $1", values![id.0]).await, 2, "what was written stays");
        let left = "SELECT COUNT(*) AS n FROM account WHERE id = $1 AND username = $2 AND display_name = '' AND email IS NULL AND email_folded IS NULL AND password_hash IS NULL AND about = '' AND deleted_at IS NOT NULL";
        assert_eq!(app.count(left, values![id.0, former_name(id)]).await, 1);
        for table in ["session", "email_token", "draft"] {
            assert_eq!(app.count(&format!("SELECT COUNT(*) AS n FROM {table} WHERE account_id = $1"), values![id.0]).await, 0, "{table}");
        }
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM private_detail", values![]).await, 0);
        let mails = app.mails().await;
        assert_eq!(mails.len(), 1);
        assert!(mails[0].subject.starts_with("Your account is deleted"));
        // the name and the address are free again
        signs_up(&app.anyone(), "ada", "ada@example.com").await.done();
    }

    async fn the_last_admin_stays(app) {
        let ada = ada(app).await;
        app.exec("UPDATE account SET role = 'admin' WHERE username = 'ada'", values![]).await;
        ada.post(paths::SettingsDelete, &[("sure", "1"), ("delete_password", PASSWORD)]).await.refused().see("only administrator");
        app.admin("root").await;
        ada.post(paths::SettingsDelete, &[("sure", "1"), ("delete_password", PASSWORD)]).await.done();
        app.ignore_mails();
    }

    async fn guessing_inside_is_slowed_like_at_the_door(app) {
        let ada = ada(app).await;
        for _ in 0..12 {
            ada.post(paths::SettingsExport, &[("export_password", "guess guess")]).await.refused();
        }
        ada.post(paths::SettingsExport, &[("export_password", PASSWORD)]).await.refused();
        app.advance(MINUTE).await;
        ada.post(paths::SettingsExport, &[("export_password", PASSWORD)]).await.ok();
        app.ignore_mails();
    }
}
