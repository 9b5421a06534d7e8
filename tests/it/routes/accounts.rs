//! Signing up and confirming, with a question typed before or without.

use entity::AccountId;
use entraide::accounts::passwords;
use futures_util::future::join_all;

use crate::support::*;

pub const PASSWORD: &str = "quiet evening walk";

/// Mails are sent, or would be: nothing listens there.
pub const WITH_MAIL: (&str, &str) = ("smtp_url", "smtp://127.0.0.1:9");

pub const SIGNUP: &str = "main form[action='/signup']";
pub const LOGIN: &str = "main form[action='/login']";
const CODE: &str = "main form[action='/verify-email']";

pub async fn signs_up(who: &Client, name: &str, email: &str) -> Page {
    let page = who.get(paths::Signup).await.ok();
    who.fill(&page, SIGNUP, &[("username", name), ("email", email), ("password", PASSWORD)]).await
}

pub async fn logs_in(who: &Client, login: &str, password: &str) -> Page {
    let page = who.get(paths::Login).await.ok();
    who.fill(&page, LOGIN, &[("login", login), ("password", password)]).await
}

/// An account that can be logged in to.
pub async fn with_password(app: &TestApp, name: &str) -> AccountId {
    let id = app.account(Person::member(name)).await;
    app.exec("UPDATE account SET password_hash = $2 WHERE id = $1", values![id.0, passwords::compute(PASSWORD).expect("a hash")]).await;
    id
}

pub async fn is_in(who: &Client) -> bool {
    who.get(paths::SettingsProfile).await.status == 200
}

async fn accounts(app: &TestApp) -> i64 {
    app.count("SELECT COUNT(*) AS n FROM account", values![]).await
}

both! {
    async fn without_mail_one_is_in_at_once(app) {
        let ada = app.anyone();
        let page = signs_up(&ada, "ada", "Ada@Example.org").await.done();
        assert_eq!(page.location(), "/?said=welcome");
        assert!(is_in(&ada).await);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM account WHERE username = 'ada' AND display_name = 'ada' AND email = 'Ada@example.org' AND email_folded = 'ada@example.org' AND email_verified_at IS NULL AND role = 'customer'", values![]).await, 1);
        // the same address, the same name, and a name that looks like it
        let other = app.anyone();
        signs_up(&other, "ada2", "ada@example.org").await.refused().see("This address has an account");
        signs_up(&other, "ADA", "b@example.org").await.refused().see("looks like it");
        signs_up(&other, "a.d-a", "b@example.org").await.refused().see("looks like it");
        assert_eq!(accounts(app).await, 1);
    }

    async fn a_refused_form_keeps_what_was_typed_but_the_password(app) {
        let anyone = app.anyone();
        let page = anyone.get(paths::with_query(paths::Signup, &[("next", "/ask?title=x")])).await.ok();
        let again = anyone.fill(&page, SIGNUP, &[("username", "no"), ("email", "nowhere"), ("password", "short"), ("display_name", "Zoé")]).await.refused();
        assert_eq!((again.value("username"), again.value("email"), again.value("display_name")), ("no".into(), "nowhere".into(), "Zoé".into()));
        assert_eq!(again.value("next"), "/ask?title=x");
        assert!(!again.body().contains("short\""));
        again.see("There is a problem");
        for (name, email, password) in [("nordik-support", "a@b.example", PASSWORD), ("ada", "a@b.example", "nordik2026!"), ("ada", "a@b.example", "1234567890")] {
            anyone.post(paths::Signup, &[("username", name), ("email", email), ("password", password)]).await.refused();
        }
        assert_eq!(accounts(app).await, 0);
    }

    async fn nobody_gives_themselves_a_role(app) {
        let ada = app.anyone();
        let more = ["role", "rank", "reputation", "email_verified_at", "id", "placeholder", "suspended_until", "created_at", "password_hash", "failed_logins"];
        let mut fields = vec![("username", "ada"), ("email", "ada@example.org"), ("password", PASSWORD), ("role", "admin")];
        fields.extend(more.iter().map(|f| (*f, "7")));
        ada.post(paths::Signup, &fields).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM account WHERE role = 'customer' AND rank = 'member' AND reputation = 1 AND email_verified_at IS NULL AND placeholder = FALSE AND suspended_until IS NULL AND failed_logins = 0", values![]).await, 1);
    }

    with [WITH_MAIL] async fn with_mail_the_code_confirms_and_signs_in(app) {
        let ada = app.anyone();
        let page = signs_up(&ada, "ada", "ada@example.org").await.done();
        assert_eq!(page.location(), "/verify-email?next=%2F");
        assert!(!is_in(&ada).await && ada.cookie("session").is_none());
        let code = app.mail_to("ada@example.org").await.code();
        let page = ada.follow(&page).await.ok();
        page.see("Check your mail");
        let wrong = if code == "000000" { "000001" } else { "000000" };
        ada.fill(&page, CODE, &[("code", wrong)]).await.refused().see("This code is not the one");
        let done = ada.fill(&page, CODE, &[("code", &format!("{} {}", &code[..3], &code[3..]))]).await.done();
        assert_eq!(done.location(), "/?said=welcome");
        assert!(is_in(&ada).await && ada.cookie("confirm").is_none());
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM account WHERE email_folded = 'ada@example.org' AND email_verified_at IS NOT NULL", values![]).await, 1);
    }

    with [WITH_MAIL] async fn five_wrong_codes_end_it(app) {
        let ada = app.anyone();
        signs_up(&ada, "ada", "ada@example.org").await.done();
        let code = app.mail_to("ada@example.org").await.code();
        let wrong = if code == "111111" { "222222" } else { "111111" };
        let words = ada.post(paths::Confirm, &[("code", wrong)]).await.refused().words();
        for _ in 0..4 {
            ada.post(paths::Confirm, &[("code", wrong)]).await.refused();
        }
        assert_eq!(ada.post(paths::Confirm, &[("code", &code)]).await.refused().words(), words, "nothing tells whether a code is dead");
        // the link still works, and another browser has no code to type
        app.anyone().post(paths::Confirm, &[("code", &code)]).await.refused();
        let link = app.mail_to("ada@example.org").await.link("/verify-email/");
        ada.post(link, &[]).await.done();
        assert!(is_in(&ada).await);
    }

    with [WITH_MAIL] async fn a_code_lives_half_an_hour_and_a_link_two_days(app) {
        let ada = app.anyone();
        signs_up(&ada, "ada", "ada@example.org").await.done();
        let mail = app.mail_to("ada@example.org").await;
        app.advance(31 * MINUTE).await;
        ada.post(paths::Confirm, &[("code", &mail.code())]).await.refused();
        app.anyone().get(mail.link("/verify-email/")).await.ok().see("ada@example.org");
        app.advance(2 * DAY).await;
        app.anyone().get(mail.link("/verify-email/")).await.status(400).see("no longer works");
        app.anyone().post(mail.link("/verify-email/"), &[]).await.status(400);
    }

    with [WITH_MAIL] async fn the_link_confirms_in_any_browser_and_only_by_post(app) {
        let ada = app.anyone();
        signs_up(&ada, "ada", "ada@example.org").await.done();
        let link = app.mail_to("ada@example.org").await.link("/verify-email/");
        let phone = app.anyone();
        let page = phone.get(&link).await.ok();
        phone.get(&link).await.ok();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM account WHERE email_verified_at IS NOT NULL", values![]).await, 0);
        let done = phone.press(&page, "Yes, confirm it", &[]).await.ok();
        done.see("Your address is confirmed");
        assert!(!is_in(&phone).await, "a link signs nobody in where no password was typed");
        phone.post(&link, &[]).await.status(400);
        logs_in(&phone, "ada@example.org", PASSWORD).await.done();
        assert!(is_in(&phone).await);
    }

    with [WITH_MAIL] async fn of_fifty_uses_of_a_link_one_counts(app) {
        let ada = app.anyone();
        signs_up(&ada, "ada", "ada@example.org").await.done();
        let link = app.mail_to("ada@example.org").await.link("/verify-email/");
        let browsers: Vec<Client> = (0..50).map(|_| app.anyone()).collect();
        let pages = join_all(browsers.iter().map(|b| b.post(&link, &[]))).await;
        assert_eq!(pages.iter().filter(|p| p.status == 200).count(), 1);
        assert_eq!(pages.iter().filter(|p| p.status == 400).count(), 49);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM audit WHERE action = 'email_confirmed'", values![]).await, 1);
    }

    with [WITH_MAIL] async fn a_known_address_is_told_to_its_owner_alone(app) {
        with_password(app, "basile").await;
        let (unknown, known) = (app.anyone(), app.anyone());
        let a = signs_up(&unknown, "newcomer-one", "someone@example.org").await.done();
        let b = signs_up(&known, "newcomer-two", "basile@example.com").await.done();
        assert_eq!((a.location(), a.bytes.len()), (b.location(), b.bytes.len()));
        assert_eq!(unknown.cookies(), known.cookies());
        assert_eq!(unknown.follow(&a).await.ok().words(), known.follow(&b).await.ok().words());
        // both names are taken now
        for name in ["newcomer-one", "newcomer-two"] {
            signs_up(&app.anyone(), name, "third@example.org").await.refused().see("looks like it");
        }
        let letter = app.mail_to("basile@example.com").await;
        assert_eq!(letter.kind, "known");
        assert!(letter.text.contains("basile") && !letter.text.contains("/verify-email/"), "{}", letter.text);
        for who in [&unknown, &known] {
            who.post(paths::Confirm, &[("code", "123")]).await.refused();
        }
        app.ignore_mails();
    }

    with [WITH_MAIL] async fn nobody_can_sit_on_anothers_address(app) {
        let (mallory, ada) = (app.anyone(), app.anyone());
        signs_up(&mallory, "mallory", "ada@example.org").await.done();
        app.advance(11 * MINUTE).await;
        signs_up(&ada, "ada", "ada@example.org").await.done();
        let mails = app.mails().await;
        assert_eq!(mails.len(), 2);
        ada.post(paths::Confirm, &[("code", &mails[1].code())]).await.done();
        assert_eq!(ada.get(paths::SettingsEmail).await.ok().text("main strong"), "ada@example.org");
        // the first one has lost it
        mallory.post(paths::Confirm, &[("code", &mails[0].code())]).await.refused();
        mallory.post(mails[0].link("/verify-email/"), &[]).await.status(400);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM account WHERE username = 'mallory' AND email_folded IS NULL", values![]).await, 1);
    }

    with [WITH_MAIL] async fn strangers_are_not_written_to_often(app) {
        for (n, wait) in [(1, 0), (1, 5 * MINUTE), (2, 6 * MINUTE), (3, 11 * MINUTE), (3, 11 * MINUTE), (3, HOUR), (4, DAY)] {
            app.advance(wait).await;
            let who = app.anyone();
            signs_up(&who, &format!("visitor-{}", rand::random::<u32>()), "ada@example.org").await.done();
            assert_eq!(app.mails().await.len(), n);
        }
        let who = app.anyone();
        app.advance(2 * DAY).await;
        signs_up(&who, "ada", "ada@example.org").await.done();
        let first = app.mail_to("ada@example.org").await;
        let page = who.get(paths::Confirm).await.ok();
        who.press(&page, "Send it again", &[]).await.ok().see("a new one is on its way");
        assert_eq!(app.mails().await.len(), 5);
        app.advance(11 * MINUTE).await;
        who.press(&page, "Send it again", &[]).await.ok().see("a new one is on its way");
        let second = app.mail_to("ada@example.org").await;
        assert_ne!(first.id, second.id);
        who.post(first.link("/verify-email/"), &[]).await.status(400);
        who.post(paths::Confirm, &[("code", &second.code())]).await.done();
    }

    with [WITH_MAIL] async fn an_account_nobody_confirms_goes_after_a_week(app) {
        let ada = app.anyone();
        signs_up(&ada, "ada", "ada@example.org").await.done();
        logs_in(&app.anyone(), "ada", PASSWORD).await.done();
        signs_up(&app.anyone(), "basile", "basile@example.org").await.done();
        app.advance(8 * DAY).await;
        entraide::accounts::jobs::sweep(&app.app, app.now()).await.expect("swept");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM account WHERE username IN ('ada', 'basile')", values![]).await, 0);
        assert_eq!(accounts(app).await, 1, "who logged in is in the record, without a name");
        signs_up(&app.anyone(), "ada", "ada@example.org").await.done();
        app.ignore_mails();
    }

    async fn a_question_typed_before_is_published_by_signing_up(app) {
        let ada = app.anyone();
        let page = ada.get(paths::with_query(paths::Ask, &[("title", "My box blinks orange since the update")])).await.ok();
        let kept = ada.fill(&page, "form#ask", &[("body", "Since Monday evening, all lights.")]).await.done();
        let form = ada.follow(&kept).await.ok();
        form.see("My box blinks orange since the update");
        let done = ada.fill(&form, SIGNUP, &[("username", "ada"), ("email", "ada@example.org"), ("password", PASSWORD)]).await.done();
        assert!(done.location().starts_with("/questions/"), "{}", done.location());
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM question JOIN account ON account.id = question.author_id WHERE username = 'ada'", values![]).await, 1);
        assert!(ada.cookie("draft").is_none());
    }

    with [WITH_MAIL] async fn a_question_typed_before_is_published_by_the_code(app) {
        let ada = app.anyone();
        let page = ada.get(paths::with_query(paths::Ask, &[("title", "My box blinks orange since the update")])).await.ok();
        let kept = ada.fill(&page, "form#ask", &[("body", "Since Monday evening, all lights.")]).await.done();
        let form = ada.follow(&kept).await.ok();
        ada.fill(&form, SIGNUP, &[("username", "ada"), ("email", "ada@example.org"), ("password", PASSWORD)]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM question", values![]).await, 0);
        let mail = app.mail_to("ada@example.org").await;
        assert!(mail.text.contains("My box blinks orange"), "{}", mail.text);
        let done = ada.post(paths::Confirm, &[("code", &mail.code())]).await.done();
        assert!(done.location().starts_with("/questions/"), "{}", done.location());
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM question", values![]).await, 1);
    }

    with [WITH_MAIL] async fn a_question_typed_before_is_published_by_fifty_links_once(app) {
        let ada = app.anyone();
        let page = ada.get(paths::with_query(paths::Ask, &[("title", "My box blinks orange since the update")])).await.ok();
        let kept = ada.fill(&page, "form#ask", &[("body", "Since Monday evening, all lights.")]).await.done();
        let form = ada.follow(&kept).await.ok();
        ada.fill(&form, SIGNUP, &[("username", "ada"), ("email", "ada@example.org"), ("password", PASSWORD)]).await.done();
        let link = app.mail_to("ada@example.org").await.link("/verify-email/");
        let browsers: Vec<Client> = (0..50).map(|_| app.anyone()).collect();
        let pages = join_all(browsers.iter().map(|b| b.post(&link, &[]))).await;
        let done: Vec<&Page> = pages.iter().filter(|p| p.status == 200).collect();
        assert_eq!(done.len(), 1);
        done[0].see("Your question is published");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM question", values![]).await, 1);
    }

    with [WITH_MAIL] async fn who_forgot_their_account_finds_the_question_after_logging_in(app) {
        with_password(app, "basile").await;
        let basile = app.anyone();
        let page = basile.get(paths::with_query(paths::Ask, &[("title", "My box blinks orange since the update")])).await.ok();
        let kept = basile.fill(&page, "form#ask", &[("body", "Since Monday evening, all lights.")]).await.done();
        let form = basile.follow(&kept).await.ok();
        basile.fill(&form, SIGNUP, &[("username", "basile-again"), ("email", "basile@example.com"), ("password", PASSWORD)]).await.done();
        assert_eq!(app.mail_to("basile@example.com").await.kind, "known");
        let done = logs_in(&basile, "basile", PASSWORD).await.done();
        assert_eq!(done.location(), "/drafts");
        basile.follow(&done).await.ok().see("My box blinks orange since the update");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM question", values![]).await, 0);
    }
}
