//! Badges: earned once, kept, shown with their cause; given and taken back by hand.

use entity::{AccountId, PostId};
use entraide::badges::jobs;
use entraide::rules::names::username_key;

use crate::support::*;

async fn vote(app: &TestApp, post: PostId, actor: AccountId, at: i64) {
    app.exec("INSERT INTO vote (post_id, actor_id, at) VALUES ($1, $2, $3)", values![post.0, actor.0, at]).await;
    app.exec("UPDATE post SET score = score + 1 WHERE id = $1", values![post.0]).await;
}

async fn accept(app: &TestApp, question: PostId, answer: PostId, asker: AccountId, at: i64) {
    app.exec("INSERT INTO acceptance (post_id, actor_id, question_id, imported, at) VALUES ($1, $2, $3, FALSE, $4)", values![answer.0, asker.0, question.0, at]).await;
    app.exec("UPDATE question SET accepted_count = 1, solved_at = $2 WHERE id = $1", values![question.0, at]).await;
}

/// What someone holds, as `word cause`.
async fn held(app: &TestApp, who: AccountId) -> Vec<String> {
    #[derive(sea_orm::FromQueryResult)]
    struct Row {
        badge: String,
        cause: String,
    }
    let rows: Vec<Row> = db::rows(app.db().read(), "SELECT badge, cause FROM badge_award WHERE member_id = $1 AND revoked_at IS NULL ORDER BY badge, cause", values![who.0]).await.expect("read");
    rows.into_iter().map(|r| format!("{} {}", r.badge, r.cause).trim_end().to_owned()).collect()
}

async fn recheck(app: &TestApp) -> u64 {
    jobs::recheck(app.db(), app.now()).await.expect("looked at")
}

both! {
    async fn first_steps_are_noticed_by_the_job(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let thread = seed(app, "The box blinks orange", ada.id, &[basile.id]).await;
        app.tick().await;
        assert_eq!(held(app, ada.id).await, ["first-question"]);
        assert_eq!(held(app, basile.id).await, ["first-answer"]);
        // nothing new: nothing again, whoever looks
        app.advance(10 * MINUTE).await;
        app.tick().await;
        app.advance(10 * MINUTE).await;
        app.tick().await;
        assert_eq!(recheck(app).await, 0);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM badge_award", values![]).await, 2);
        // both pages, in both languages
        let page = app.anyone().get(paths::User { username: "basile" }).await.ok();
        page.see("First answer");
        let page = app.anyone().speaking("fr").get(paths::UserBadges { username: "basile" }).await.ok();
        page.see("Première réponse").see("The box blinks orange");
        assert!(page.attrs("main a", "href").iter().any(|h| h.ends_with(&format!("#answer-{}", thread.answers[0]))));
        let page = ada.get(paths::Badges).await.ok();
        page.see("You hold it").see("1 person holds it").see("Nobody holds it yet");
        app.anyone().get(paths::Badge { word: "first-answer" }).await.ok().see("Basile");
        app.anyone().get(paths::Badge { word: "no-such" }).await.missing();
    }

    async fn an_honour_stays_when_the_fact_goes(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let thread = seed(app, "The box blinks orange", ada.id, &[basile.id]).await;
        let answer = thread.answers[0];
        let mut voters = Vec::new();
        for n in 0..10 {
            voters.push(app.member(&format!("voter{n}")).await.id);
        }
        for (n, who) in voters.iter().enumerate() {
            vote(app, answer, *who, 1_000 + n as i64).await;
        }
        accept(app, thread.id, answer, ada.id, 500).await;
        assert!(recheck(app).await >= 5);
        let useful = format!("useful post:{answer}");
        assert_eq!(held(app, basile.id).await, ["first-answer", "first-solution", "first-thanks", useful.as_str()]);
        // earned with the tenth vote, not when it was noticed
        assert_eq!(app.count("SELECT at AS n FROM badge_award WHERE badge = 'useful'", values![]).await, 1_009);
        app.exec("UPDATE vote SET withdrawn_at = 5", values![]).await;
        app.exec("UPDATE acceptance SET withdrawn_at = 5", values![]).await;
        app.exec("UPDATE post SET state = 'deleted' WHERE id = $1", values![answer.0]).await;
        assert_eq!(recheck(app).await, 0);
        assert_eq!(held(app, basile.id).await.len(), 4);
        // a post that is gone is not named
        app.anyone().get(paths::UserBadges { username: "basile" }).await.ok().see("Useful answer").not_see("orange");
    }

    async fn two_at_once_give_one(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        seed(app, "The box blinks orange", ada.id, &[basile.id]).await;
        let (a, b, c) = tokio::join!(recheck(app), recheck(app), recheck(app));
        assert_eq!(a + b + c, 2);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM badge_award", values![]).await, 2);
    }

    async fn staff_and_imported_people_hold_none_until_claimed(app) {
        let (ada, claire, manon) = (app.member("ada").await, app.staff("claire").await, app.manager("manon").await);
        let old = app.account(Person::member("adaold")).await;
        app.exec("UPDATE account SET placeholder = TRUE, email = NULL, email_folded = NULL, email_verified_at = NULL, username_folded = $2 WHERE id = $1", values![old.0, username_key("adaold")]).await;
        seed(app, "A question of long ago", claire.id, &[old, claire.id]).await;
        app.exec("UPDATE post SET created_at = 77 WHERE kind = 'answer'", values![]).await;
        app.tick().await;
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM badge_award", values![]).await, 0);
        app.anyone().get(paths::UserBadges { username: "adaold" }).await.missing();
        ada.post(paths::UserClaim { username: "adaold" }, &[("proof", "it is me")]).await.done();
        manon.post(paths::StaffClaim { id: entity::ClaimId(1) }, &[("decision", "approve"), ("reason", "clear")]).await.done();
        app.advance(10 * MINUTE).await;
        app.tick().await;
        assert_eq!(held(app, ada.id).await, ["first-answer"]);
        assert_eq!(app.count("SELECT at AS n FROM badge_award", values![]).await, 77, "under its own date");
        app.ignore_mails();
    }

    async fn managers_give_and_take_back_with_a_reason(app) {
        let (basile, claire, manon) = (app.ambassador("basile").await, app.staff("claire").await, app.manager("manon").await);
        let form = paths::UserBadgeGrant { username: "basile" };
        for who in [&basile, &claire] {
            who.get(form).await.missing();
            who.post(form, &[("badge", "ambassador-of-the-year"), ("topic", "2026"), ("reason", "because")]).await.missing();
        }
        let page = manon.get(paths::UserBadges { username: "basile" }).await.ok();
        let page = manon.get(page.attr("main .bar a", "href")).await.ok();
        manon.fill(&page, "main form", &[("badge", ""), ("reason", "because")]).await.refused();
        let again = manon.fill(&page, "main form", &[("badge", "ambassador-of-the-year"), ("topic", "soon"), ("reason", "Helped <b>all</b> year")]).await.refused();
        assert_eq!((again.value("topic"), again.value("reason")), ("soon".into(), "Helped <b>all</b> year".into()));
        manon.fill(&again, "main form", &[("topic", "2026"), ("reason", "")]).await.refused();
        let done = manon.fill(&again, "main form", &[("topic", "2026")]).await.done();
        manon.follow(&done).await.ok().see("Helped <b>all</b> year").see("Manon").see("year 2026");
        manon.fill(&again, "main form", &[("topic", "2026")]).await.refused();
        manon.fill(&again, "main form", &[("topic", "2027")]).await.done();
        assert_eq!(held(app, basile.id).await, ["ambassador-of-the-year year:2026", "ambassador-of-the-year year:2027"]);
        manon.get(paths::User { username: "basile" }).await.ok().see("Ambassador of the year × 2");
        // nobody honours the brand's own people, or themselves
        manon.get(paths::UserBadgeGrant { username: "claire" }).await.missing();
        manon.get(paths::UserBadgeGrant { username: "manon" }).await.denied();

        let id = entity::BadgeAwardId(app.count("SELECT id AS n FROM badge_award WHERE cause = 'year:2027'", values![]).await);
        basile.post(paths::BadgeRevoke { id }, &[("reason", "x")]).await.missing();
        let page = manon.get(paths::BadgeRevoke { id }).await.ok();
        manon.fill(&page, "main form", &[("reason", "")]).await.refused();
        manon.fill(&page, "main form", &[("reason", "That year has not begun")]).await.done();
        manon.post(paths::BadgeRevoke { id }, &[("reason", "twice")]).await.missing();
        assert_eq!(held(app, basile.id).await, ["ambassador-of-the-year year:2026"]);
        // the member reads why; others do not know there was one
        assert!(app.mail_to("basile@example.com").await.text.contains("That year has not begun"));
        basile.get(paths::UserBadges { username: "basile" }).await.ok().see("That year has not begun");
        app.anyone().get(paths::UserBadges { username: "basile" }).await.ok().not_see("That year has not begun");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM audit WHERE action LIKE 'badge_%'", values![]).await, 3);
    }

    async fn what_was_taken_back_no_rule_gives_again(app) {
        let (ada, basile, manon) = (app.member("ada").await, app.member("basile").await, app.manager("manon").await);
        seed(app, "The box blinks orange", ada.id, &[basile.id]).await;
        recheck(app).await;
        let id = entity::BadgeAwardId(app.count("SELECT id AS n FROM badge_award WHERE member_id = $1", values![basile.id.0]).await);
        manon.post(paths::BadgeRevoke { id }, &[("reason", "copied from elsewhere")]).await.done();
        assert_eq!(recheck(app).await, 0);
        assert_eq!(held(app, basile.id).await, Vec::<String>::new());
        // but a manager may
        manon.post(paths::UserBadgeGrant { username: "basile" }, &[("badge", "first-answer"), ("reason", "it was theirs")]).await.done();
        assert_eq!(held(app, basile.id).await, ["first-answer"]);
        app.ignore_mails();
    }

    async fn holders_are_paged_by_date(app) {
        let ada = app.member("ada").await;
        for n in 0..35 {
            let who = app.member(&format!("helper{n:02}")).await;
            seed(app, &format!("Question number {n} of many"), ada.id, &[who.id]).await;
            app.advance(MINUTE).await;
        }
        recheck(app).await;
        let first = app.anyone().get(paths::Badge { word: "first-answer" }).await.ok();
        assert_eq!(first.count("ul.index > li"), 30);
        first.see("35 people hold it").see("Helper34").not_see("Helper04");
        let second = app.anyone().get(first.attr("a[rel=next]", "href")).await.ok();
        assert_eq!(second.count("ul.index > li"), 5);
        second.see("Helper04").see("Helper00");
    }
}
