//! "This is me": imported people found again.

use entity::AccountId;
use entraide::accounts::{claims, tokens};
use entraide::rules::names::username_key;

use crate::support::*;

/// Someone imported, known at the source as number 77.
async fn imported(app: &TestApp, name: &str) -> AccountId {
    let id = app.account(Person::member(name)).await;
    app.exec("UPDATE account SET placeholder = TRUE, email = NULL, email_folded = NULL, email_verified_at = NULL, username_folded = $2 WHERE id = $1", values![id.0, username_key(name)]).await;
    app.exec("INSERT INTO source_ref (source, kind, source_id, our_id, url) VALUES ('elsewhere', 'account', '77', $1, 'https://elsewhere.example/users/77')", values![id.0]).await;
    id
}

struct Scene {
    old: AccountId,
    asked: Thread,
    answered: Thread,
    between: Thread,
}

/// The imported person asked, answered, and answered the member; the two voted for each other.
async fn scene(app: &TestApp, ada: AccountId, basile: AccountId) -> Scene {
    let old = imported(app, "adaold").await;
    let asked = seed(app, "A question of long ago", old, &[basile]).await;
    let answered = seed(app, "A question of somebody else", basile, &[old]).await;
    let between = seed(app, "A question of the member", ada, &[old, basile]).await;
    for (post, actor) in [(between.answers[0], ada), (between.id, old), (between.answers[1], old), (answered.answers[0], basile)] {
        app.exec("INSERT INTO vote (post_id, actor_id, at) VALUES ($1, $2, 5)", values![post.0, actor.0]).await;
        app.exec("UPDATE post SET score = score + 1 WHERE id = $1", values![post.0]).await;
        app.exec("UPDATE question SET score = score + 1 WHERE id = $1", values![post.0]).await;
    }
    app.exec("INSERT INTO acceptance (post_id, actor_id, question_id, imported, at) VALUES ($1, $2, $3, TRUE, 5)", values![asked.answers[0].0, old.0, asked.id.0]).await;
    app.exec("INSERT INTO comment (post_id, question_id, author_id, source, source_format, html, state, official, opening_score, created_at) VALUES ($1, $1, $2, 'x', 'markdown', 'x', 'visible', FALSE, 0, 5)", values![asked.id.0, old.0]).await;
    app.exec("INSERT INTO revision (post_id, number, editor_id, source, source_format, reason, created_at) VALUES ($1, 1, $2, 'x', 'markdown', '', 5)", values![asked.id.0, old.0]).await;
    Scene { old, asked, answered, between }
}

async fn owned(app: &TestApp, who: AccountId) -> i64 {
    app.count("SELECT (SELECT COUNT(*) FROM post WHERE author_id = $1) + (SELECT COUNT(*) FROM question WHERE author_id = $1) + (SELECT COUNT(*) FROM comment WHERE author_id = $1)
        + (SELECT COUNT(*) FROM revision WHERE editor_id = $1) + (SELECT COUNT(*) FROM acceptance WHERE actor_id = $1) + (SELECT COUNT(*) FROM vote WHERE actor_id = $1) AS n", values![who.0]).await
}

async fn score(app: &TestApp, post: entity::PostId) -> i64 {
    app.count("SELECT score AS n FROM post WHERE id = $1", values![post.0]).await
}

both! {
    async fn a_manager_gives_the_posts_and_takes_them_back(app) {
        let (ada, basile, manon) = (app.member("ada").await, app.member("basile").await, app.manager("manon").await);
        let s = scene(app, ada.id, basile.id).await;
        let (mine, theirs) = (owned(app, ada.id).await, owned(app, s.old).await);
        let page = ada.get(paths::UserClaim { username: "adaold" }).await.ok();
        page.see("3 posts");
        ada.fill(&page, "main form", &[("proof", "")]).await.refused();
        let sent = ada.fill(&page, "main form", &[("proof", "See my profile over there: <b>ada</b>")]).await.done();
        ada.follow(&sent).await.ok().see("Your request is with the team");
        ada.post(paths::UserClaim { username: "adaold" }, &[("proof", "again")]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM claim", values![]).await, 1);
        // only managers decide, with a reason
        for who in [&ada, &basile] {
            who.get(paths::StaffClaims).await.missing();
        }
        let list = manon.get(paths::StaffClaims).await.ok();
        let page = manon.get(list.attr("main li a", "href")).await.ok();
        page.see("See my profile over there").see("elsewhere.example");
        manon.press(&page, "Approve", &[("reason", "")]).await.refused();
        manon.press(&page, "Approve", &[("reason", "the profile links here")]).await.done();
        assert_eq!((owned(app, ada.id).await, owned(app, s.old).await), (mine + theirs, 0));
        // what they gave each other counts no more; what others gave, and what was given to others, does
        assert_eq!((score(app, s.between.answers[0]).await, score(app, s.between.id).await), (0, 0));
        assert_eq!((score(app, s.between.answers[1]).await, score(app, s.answered.answers[0]).await), (1, 1));
        // one's own answer is nobody's help
        assert_eq!(app.count("SELECT peer_answer_count AS n FROM question WHERE id = $1", values![s.between.id.0]).await, 1);
        assert_eq!(app.count("SELECT accepted_count AS n FROM question WHERE id = $1", values![s.asked.id.0]).await, 1);
        assert!(app.mail_to("ada@example.com").await.text.contains("the profile links here"));
        basile.get(paths::UserClaim { username: "adaold" }).await.missing();

        let page = manon.get(list.attr("main li a", "href")).await.ok();
        manon.press(&page, "Undo", &[("reason", "it was somebody else")]).await.done();
        assert_eq!((owned(app, ada.id).await, owned(app, s.old).await), (mine, theirs));
        assert_eq!((score(app, s.between.answers[0]).await, score(app, s.between.id).await), (1, 1));
        assert_eq!(app.count("SELECT peer_answer_count AS n FROM question WHERE id = $1", values![s.between.id.0]).await, 2);
        assert!(app.mail_to("ada@example.com").await.subject.starts_with("Posts were given back"));
        manon.press(&page, "Undo", &[("reason", "twice")]).await.status(409);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM audit WHERE object = 'claim'", values![]).await, 2);
    }

    async fn thirty_days_later_it_stands(app) {
        let (ada, basile, manon) = (app.member("ada").await, app.member("basile").await, app.manager("manon").await);
        scene(app, ada.id, basile.id).await;
        ada.post(paths::UserClaim { username: "adaold" }, &[("proof", "it is me")]).await.done();
        basile.post(paths::UserClaim { username: "adaold" }, &[("proof", "no, it is me")]).await.done();
        let first = paths::StaffClaim { id: entity::ClaimId(1) };
        let second = paths::StaffClaim { id: entity::ClaimId(2) };
        manon.post(first, &[("decision", "approve"), ("reason", "clear")]).await.done();
        manon.post(second, &[("decision", "approve"), ("reason", "clear")]).await.status(409);
        manon.post(second, &[("decision", "reject"), ("reason", "taken")]).await.done();
        app.advance(31 * DAY).await;
        let manon = app.browser(manon.id).await;
        assert!(!manon.get(first).await.ok().has("main form"));
        manon.post(first, &[("decision", "revert"), ("reason", "late")]).await.status(409);
        app.ignore_mails();
    }

    async fn the_command_line_knows_who_it_is(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let s = scene(app, ada.id, basile.id).await;
        let give = async |id: &str, name: &str| claims::command::claim(app.db(), &app.clock, id, name).await;
        assert!(give("78", "ada").await.is_err());
        assert!(give("77", "nobody").await.is_err());
        give("elsewhere:77", "ada").await.expect("given");
        assert_eq!(owned(app, s.old).await, 0);
        assert!(give("77", "basile").await.is_err(), "somebody has them");
    }

    async fn a_proved_address_is_proof_enough(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let s = scene(app, ada.id, basile.id).await;
        app.exec("INSERT INTO source_ref (source, kind, source_id, our_id) VALUES ('elsewhere', 'account_email', $1, $2)", values![tokens::hash("ada@example.com"), s.old.0]).await;
        ada.get(paths::SettingsProfile).await.ok().see("may be yours");
        basile.get(paths::SettingsProfile).await.ok().not_see("may be yours");
        let page = ada.get(paths::UserClaim { username: "adaold" }).await.ok();
        ada.press(&page, "These are mine", &[]).await.done();
        assert_eq!(owned(app, s.old).await, 0);
    }

    async fn nothing_can_be_claimed_of_members(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        ada.get(paths::UserClaim { username: "basile" }).await.missing();
        ada.post(paths::UserClaim { username: "basile" }, &[("proof", "x")]).await.missing();
        app.anyone().get(paths::UserClaim { username: "basile" }).await.must_sign_in();
        app.alter(basile.id, "suspended_until = 99999999999999").await;
        imported(app, "adaold").await;
        basile.post(paths::UserClaim { username: "adaold" }, &[("proof", "x")]).await.denied();
    }
}
