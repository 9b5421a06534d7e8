//! Drafts: kept for a visitor until they have an account, autosaved for members, published once.

use entraide::app::App;
use entraide::questions::drafts::{self, Whose};
use entity::AccountId;
use futures_util::future::join_all;

use crate::support::*;

const TITLE: &str = "My box blinks orange since the update";
const FORM: &str = "form#ask";

async fn asks(who: &Client, body: &str) -> Page {
    let page = who.get(paths::with_query(paths::Ask, &[("title", TITLE)])).await.ok();
    who.fill(&page, FORM, &[("body", body)]).await
}

async fn count(app: &TestApp, table: &str) -> i64 {
    app.count(&format!("SELECT COUNT(*) AS n FROM {table}"), values![]).await
}

/// What confirming an address does with drafts.
async fn confirm(app: &App, account: AccountId) -> bool {
    let ready = drafts::ready(app, Whose::Account(account), app.clock.now()).await.expect("ready");
    let tx = app.db.write().await.expect("a transaction");
    let published = drafts::publish(&tx, &ready, account, app.clock.now()).await.expect("published");
    tx.commit().await.expect("committed");
    published.is_some()
}

fn hash_of(app: &TestApp, who: &Client) -> String {
    let mut headers = axum::http::HeaderMap::new();
    let cookie = format!("draft={}", who.cookie("draft").expect("a draft cookie"));
    headers.insert("cookie", cookie.parse().expect("a header"));
    drafts::token_hash(&app.app.config, &headers).expect("a token")
}

both! {
    async fn a_visitors_question_is_kept_and_leads_to_sign_up(app) {
        let anyone = app.anyone();
        let done = asks(&anyone, "Since Monday").await.done();
        assert_eq!(done.location(), "/signup?next=%2Fdrafts");
        assert!(anyone.cookie("draft").is_some());
        assert_eq!((count(app, "draft").await, count(app, "post").await), (1, 0));
        let hash = hash_of(app, &anyone);
        assert_eq!(drafts::kept(app.db().read(), Some(&hash), app.now()).await.expect("read"), Some(TITLE.to_owned()));
        let token = anyone.cookie("draft").expect("a cookie");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM draft WHERE token_hash = $1", values![token]).await, 0, "only the hash is stored");

        // Coming back, the form is filled from it; another browser sees nothing.
        let page = anyone.get(paths::Ask).await.ok();
        assert_eq!(page.value("body").trim(), "Since Monday");
        assert!(page.header("cache-control").is_some_and(|c| c.contains("no-store")));
        assert!(!app.anyone().get(paths::Ask).await.ok().has(FORM));
        anyone.press(&page, "Discard", &[]).await.done();
        assert_eq!(count(app, "draft").await, 0);
    }

    async fn a_visitor_looks_at_personal_data_before_signing_up(app) {
        let anyone = app.anyone();
        let review = asks(&anyone, "Call 06 12 34 56 78 or 07 12 34 56 79").await.ok();
        anyone.press(&review, "Publish, the rest masked", &[("show", "body-1")]).await.done();
        let hash = hash_of(app, &anyone);
        let ada = app.member("ada").await;
        let ready = drafts::ready(&app.app, Whose::Browser(&hash), app.now()).await.expect("ready");
        let tx = app.db().write().await.expect("a transaction");
        assert_eq!(drafts::bind(&tx, &hash, ada.id, true).await.expect("bound"), 1);
        drafts::publish(&tx, &ready, ada.id, app.now()).await.expect("published").expect("one");
        tx.commit().await.expect("committed");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM post WHERE source LIKE '%07 12 34 56 79%' AND source NOT LIKE '%06 12%'", values![]).await, 1);
    }

    async fn confirming_publishes_once(app) {
        let anyone = app.anyone();
        asks(&anyone, "Since Monday").await.done();
        let hash = hash_of(app, &anyone);
        let ada = app.member("ada").await;
        let tx = app.db().write().await.expect("a transaction");
        drafts::bind(&tx, &hash, ada.id, true).await.expect("bound");
        tx.commit().await.expect("committed");
        let tries = join_all((0..50).map(|_| confirm(&app.app, ada.id))).await;
        assert_eq!(tries.into_iter().filter(|p| *p).count(), 1);
        assert_eq!((count(app, "question").await, count(app, "draft").await), (1, 0));
    }

    async fn logging_in_shows_it_for_one_more_click(app) {
        let anyone = app.anyone();
        asks(&anyone, "Since Monday").await.done();
        let ada = app.member("ada").await;
        let tx = app.db().write().await.expect("a transaction");
        drafts::bind(&tx, &hash_of(app, &anyone), ada.id, false).await.expect("bound");
        tx.commit().await.expect("committed");
        assert!(!confirm(&app.app, ada.id).await, "nothing waits for a confirmation");
        let page = ada.get(paths::Drafts).await.ok();
        page.see(TITLE);
        let done = ada.press(&page, &format!("Publish: {TITLE}"), &[]).await.done();
        assert!(done.location().starts_with("/questions/"));
        assert_eq!((count(app, "question").await, count(app, "draft").await), (1, 0));
    }

    with [("smtp_url", "smtp://localhost:2525")]
    async fn an_unconfirmed_members_question_waits_for_the_confirmation(app) {
        let ada = app.member("ada").await;
        app.alter(ada.id, "email_verified_at = NULL").await;
        let done = asks(&ada, "Since Monday").await.done();
        assert_eq!(done.location(), paths::Confirm.to_string());
        assert_eq!(count(app, "question").await, 0);
        ada.get(paths::Drafts).await.ok().see("Published when you confirm your e-mail address.");
        assert!(confirm(&app.app, ada.id).await);
        assert_eq!(count(app, "question").await, 1);
    }

    async fn signing_up_publishes_at_once_where_no_mail_is_sent(app) {
        app.ignore_mails();
        let anyone = app.anyone();
        let kept = asks(&anyone, "Since Monday").await.done();
        let page = anyone.follow(&kept).await.ok();
        page.see(TITLE);
        let fields = [("username", "lea"), ("email", "lea@example.com"), ("password", "a long enough sentence")];
        let done = anyone.fill(&page, "main form", &fields).await.done();
        assert!(done.location().starts_with("/questions/"), "{}", done.location());
        assert_eq!((count(app, "question").await, count(app, "draft").await), (1, 0));
        assert!(anyone.cookie("draft").is_none());
    }

    with [("smtp_url", "smtp://localhost:2525")]
    async fn the_code_in_the_mail_publishes_it(app) {
        let anyone = app.anyone();
        let kept = asks(&anyone, "Since Monday").await.done();
        let page = anyone.follow(&kept).await.ok();
        let fields = [("username", "lea"), ("email", "lea@example.com"), ("password", "a long enough sentence")];
        let sent = anyone.fill(&page, "main form", &fields).await.done();
        assert_eq!(count(app, "question").await, 0);
        let page = anyone.follow(&sent).await.ok();
        let code = app.mail_to("lea@example.com").await.code();
        let done = anyone.fill(&page, "main form", &[("code", &code)]).await.done();
        assert!(done.location().starts_with("/questions/"), "{}", done.location());
        assert_eq!((count(app, "question").await, count(app, "draft").await), (1, 0));
    }

    async fn what_a_member_types_is_saved(app) {
        let ada = app.member("ada").await;
        let page = ada.get(paths::with_query(paths::Ask, &[("title", TITLE)])).await.ok();
        let key = page.value("form_key");
        for body in ["Sin", "Since Monday"] {
            let saved = ada.post_part(paths::Drafts, "draft", &[("kind", "question"), ("form_key", &key), ("title", TITLE), ("body", body)]).await;
            assert_eq!(saved.status.as_u16(), 204);
        }
        assert_eq!(count(app, "draft").await, 1);
        let page = ada.get(paths::Ask).await.ok();
        page.see("Draft of 24 November 2026");
        assert_eq!(page.value("body").trim(), "Since Monday");
        let other = ada.get(paths::with_query(paths::Ask, &[("title", "Another thing entirely")])).await.ok();
        other.see("You have an unfinished question");
        assert_eq!(other.value("body").trim(), "");

        ada.fill(&page, FORM, &[]).await.done();
        assert_eq!((count(app, "question").await, count(app, "draft").await), (1, 0));
        // An autosave that was under way does not bring it back.
        ada.post_part(paths::Drafts, "draft", &[("kind", "question"), ("form_key", &key), ("title", TITLE), ("body", "Since Monday")]).await;
        assert_eq!(count(app, "draft").await, 0);
    }

    async fn an_answer_is_saved_for_its_thread(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let thread = seed(app, TITLE, ada.id, &[]).await;
        let name = format!("answer-{}", thread.id);
        basile.post_part(paths::Drafts, "draft", &[("draft", &name), ("form_key", "k-7"), ("body", "Unplug it")]).await.status(204);
        let kept = drafts::answer(app.db().read(), basile.id, thread.id, app.now()).await.expect("read").expect("kept");
        assert_eq!((kept.answer().body.as_str(), kept.form_key.as_str()), ("Unplug it", "k-7"));
        basile.get(paths::Drafts).await.ok().see(&format!("Answer to “{TITLE}”"));
        let open = basile.get(paths::Draft { id: kept.id }).await.done();
        assert!(open.location().starts_with(&paths::Question { id: thread.id, slug: &thread.slug }.to_string()));
        basile.post_part(paths::Drafts, "draft", &[("draft", "answer-999"), ("body", "x")]).await.missing();
    }

    async fn drafts_are_their_owners_alone(app) {
        let (ada, eve) = (app.member("ada").await, app.member("eve").await);
        ada.post(paths::Drafts, &[("kind", "question"), ("form_key", "k"), ("title", TITLE), ("body", "Secret")]).await.done();
        let id = entity::DraftId(app.count("SELECT id AS n FROM draft", values![]).await);
        eve.get(paths::Draft { id }).await.missing();
        eve.get(paths::with_query(paths::Ask, &[("draft", &id.to_string())])).await.missing();
        eve.post(paths::DraftPublish { id }, &[]).await.missing();
        eve.post(paths::DraftDelete { id }, &[]).await.missing();
        app.anyone().post(paths::DraftDelete { id }, &[]).await.must_sign_in();
        app.anyone().get(paths::Drafts).await.must_sign_in();
        eve.get(paths::Drafts).await.ok().not_see(TITLE);
        assert_eq!(count(app, "draft").await, 1);
        ada.get(paths::Draft { id }).await.done();
        ada.post(paths::DraftDelete { id }, &[]).await.done();
        assert_eq!(count(app, "draft").await, 0);
    }

    async fn a_draft_lasts_seven_days(app) {
        let ada = app.member("ada").await;
        ada.post(paths::Drafts, &[("kind", "question"), ("form_key", "k"), ("title", TITLE), ("body", "Since Monday")]).await.done();
        app.advance(8 * DAY).await;
        assert!(!ada.get(paths::Ask).await.ok().has(FORM));
        ada.get(paths::Drafts).await.ok().not_see(TITLE);
    }

    async fn a_preview_shows_what_would_be_public_and_keeps_the_form(app) {
        let ada = app.member("ada").await;
        let page = ada.get(paths::with_query(paths::Ask, &[("title", TITLE)])).await.ok();
        let fields = [("body", "Call **me** on 06 12 34 56 78"), ("tried", "Waiting"), ("private_details", "Customer 4455")];
        let seen = ada.press(&page, "Preview", &fields).await.ok();
        assert!(seen.has(".preview strong"));
        assert!(!seen.text(".preview").contains("06 12 34"));
        assert_eq!(seen.value("private_details").trim(), "Customer 4455");
        assert_eq!(count(app, "post").await, 0);
        ada.press(&seen, "Publish my question", &[]).await.ok().see("Personal data in your text");

        let part = ada.post_part(paths::Preview, "preview", &[("back", "answer"), ("id", "1"), ("body", "*hi* <script>alert(1)</script>")]).await.ok();
        assert!(part.has("em") && !part.has("script"));
        let whole = ada.post(paths::Preview, &[("back", "answer"), ("id", "7"), ("body", "Try *this*"), ("form_key", "abc")]).await.ok();
        assert_eq!((whole.value("body").trim(), whole.value("form_key").as_str()), ("Try *this*", "abc"));
        assert_eq!(whole.form_with_button("Publish my answer").action, "/questions/7/answers");
        ada.post(paths::Preview, &[("back", "nowhere"), ("body", "x")]).await.status(400);
    }
}
