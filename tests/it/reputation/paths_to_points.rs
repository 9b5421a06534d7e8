//! Every way in which points come and go, through the pages.

use entity::AccountId;
use entraide::accounts::{admin, claims};
use entraide::reputation::verify::{Repair, verify};
use sea_orm::FromQueryResult;

use super::reference::must_agree;
use crate::support::*;

async fn points(app: &TestApp, who: &Client) -> i64 {
    balance(app, who.id).await
}

async fn balance(app: &TestApp, who: AccountId) -> i64 {
    app.count("SELECT reputation AS n FROM account WHERE id = $1", values![who.0]).await
}

/// The member's entries: kind, points, limit.
async fn entries(app: &TestApp, who: &Client) -> Vec<String> {
    #[derive(FromQueryResult)]
    struct Entry {
        kind: String,
        points: i64,
        limited: Option<String>,
    }
    let rows: Vec<Entry> = db::rows(app.db().read(), "SELECT kind, points, limited FROM ledger_entry WHERE member_id = $1 ORDER BY id", values![who.id.0]).await.expect("entries");
    rows.into_iter().map(|e| format!("{} {:+}{}", e.kind, e.points, e.limited.map(|l| format!(" {l}")).unwrap_or_default())).collect()
}

/// Someone of another community.
async fn imported(app: &TestApp, name: &str) -> AccountId {
    let id = app.account(Person::member(name)).await;
    app.exec("UPDATE account SET placeholder = TRUE, email = NULL, email_folded = NULL, email_verified_at = NULL WHERE id = $1", values![id.0]).await;
    id
}

const UP: &[(&str, &str)] = &[("direction", "up")];
const NONE: &[(&str, &str)] = &[("direction", "none")];

both! {
    async fn a_vote_a_solution_a_confirmation(app) {
        let (ada, basile, claire) = (app.member("ada").await, app.member("basile").await, app.staff("claire").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        let answer = t.answers[0];
        ada.post(paths::PostVote { id: answer }, UP).await.done();
        ada.post(paths::PostAccept { id: answer }, &[]).await.done();
        claire.post(paths::PostVerify { id: answer }, &[]).await.done();
        basile.post(paths::PostVote { id: t.id }, UP).await.done();
        basile.post(paths::QuestionMeToo { id: t.id }, &[]).await.done();
        assert_eq!(points(app, &basile).await, 45);
        assert_eq!(points(app, &ada).await, 5, "accepting 2, a vote 2, a me-too 1");
        assert_eq!(entries(app, &basile).await, ["floor +1", "answer_upvoted +10", "floor -1", "answer_accepted +15", "answer_verified +20"]);
        assert_eq!(points(app, &claire).await, 1);
        // back again
        ada.post(paths::PostVote { id: answer }, NONE).await.done();
        ada.post(paths::PostUnaccept { id: answer }, &[]).await.done();
        claire.post(paths::PostUnverify { id: answer }, &[]).await.done();
        assert_eq!(points(app, &basile).await, 1);
        assert_eq!(entries(app, &basile).await[5..], ["answer_upvoted -10", "answer_accepted -15", "answer_verified -20", "floor +1"]);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM ledger_entry WHERE reverses IS NOT NULL", values![]).await, 4);
        must_agree(app).await;
    }

    async fn a_vote_stays_cheap(app) {
        let (ada, basile, chloe) = (app.member("ada").await, app.member("basile").await, app.member("chloe").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        chloe.post(paths::PostVote { id: t.answers[0] }, UP).await.done();
        let (done, sent) = app.statements(ada.post(paths::PostVote { id: t.answers[0] }, UP)).await;
        done.done();
        let writes = sent.iter().filter(|s| s.contains("ledger_entry") || s.contains("credit") || s.contains("FROM rule_version ORDER") || s.starts_with("UPDATE account SET reputation") || s.starts_with("SELECT id, reputation FROM account")).count();
        println!("{:?}: a vote sends {} statements, {writes} of them for the ledger", app.engine, sent.len());
        assert!(writes <= 7, "{writes} statements for the ledger:\n{}", sent.join("\n"));
    }

    async fn staff_and_the_brand_earn_nothing(app) {
        let (ada, claire) = (app.member("ada").await, app.staff("claire").await);
        let t = seed(app, "My box blinks orange", ada.id, &[claire.id]).await;
        ada.post(paths::PostVote { id: t.answers[0] }, UP).await.done();
        ada.post(paths::PostAccept { id: t.answers[0] }, &[]).await.done();
        assert_eq!(points(app, &claire).await, 1);
        assert_eq!(entries(app, &claire).await, ["floor +1", "answer_upvoted +0 none_earned", "answer_accepted +0 none_earned"]);
        assert_eq!(points(app, &ada).await, 2, "whoever accepts has their points");
        must_agree(app).await;
    }

    async fn nobody_gains_from_themselves(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[ada.id, basile.id]).await;
        ada.post(paths::PostAccept { id: t.answers[0] }, &[]).await.done();
        assert_eq!(points(app, &ada).await, 1);
        ada.post(paths::PostAccept { id: t.answers[1] }, &[]).await.done();
        assert_eq!((points(app, &ada).await, points(app, &basile).await), (2, 15), "one's own takes no place");
        must_agree(app).await;
    }

    async fn two_solutions_and_the_pair_of_a_month(app) {
        let (ada, basile, chloe) = (app.member("ada").await, app.member("basile").await, app.member("chloe").await);
        for n in 0..3 {
            let t = seed(app, &format!("Question number {n} of ada"), ada.id, &[basile.id, chloe.id]).await;
            ada.post(paths::PostAccept { id: t.answers[0] }, &[]).await.done();
            if n == 0 {
                ada.post(paths::PostAccept { id: t.answers[1] }, &[]).await.done();
                assert_eq!(points(app, &chloe).await, 5, "a second solution");
                ada.post(paths::PostUnaccept { id: t.answers[0] }, &[]).await.done();
                assert_eq!(points(app, &chloe).await, 15, "now the first");
                ada.post(paths::PostAccept { id: t.answers[0] }, &[]).await.done();
                assert_eq!(points(app, &chloe).await, 5, "taken back and given again keeps its first time");
            }
        }
        assert_eq!(points(app, &basile).await, 30, "two a month from one asker");
        assert!(entries(app, &basile).await.contains(&"answer_accepted +0 pair_month".to_owned()));
        must_agree(app).await;
    }

    async fn an_old_solution_may_be_moved(app) {
        let (ada, basile, chloe) = (app.member("ada").await, app.member("basile").await, app.member("chloe").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id, chloe.id]).await;
        ada.post(paths::PostAccept { id: t.answers[0] }, &[]).await.done();
        app.advance(91 * DAY).await;
        let ada = app.browser(ada.id).await;
        ada.post(paths::PostUnaccept { id: t.answers[0] }, &[]).await.done();
        ada.post(paths::PostAccept { id: t.answers[1] }, &[]).await.done();
        assert_eq!((points(app, &basile).await, points(app, &chloe).await, points(app, &ada).await), (15, 5, 2));
        must_agree(app).await;
    }

    async fn a_new_members_votes_wait_a_day(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let new = app.person(Person { age: 2 * HOUR, ..Person::member("nina") }).await;
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        new.post(paths::PostVote { id: t.answers[0] }, UP).await.done();
        assert_eq!(points(app, &basile).await, 1);
        app.advance(21 * HOUR).await;
        app.tick().await;
        assert_eq!(points(app, &basile).await, 1);
        app.advance(HOUR).await;
        app.tick().await;
        assert_eq!(points(app, &basile).await, 10);
        assert_eq!(entries(app, &basile).await, ["floor +1", "answer_upvoted +0 held", "release +10", "floor -1"]);
        // an asker is heard at once in their own thread
        let own = seed(app, "I am new here", new.id, &[ada.id]).await;
        let later = app.person(Person { age: HOUR, ..Person::member("olaf") }).await;
        let his = seed(app, "I am newer", later.id, &[ada.id]).await;
        later.post(paths::PostVote { id: his.answers[0] }, UP).await.done();
        assert_eq!(points(app, &ada).await, 10);
        later.post(paths::PostVote { id: own.answers[0] }, UP).await.done();
        assert_eq!(points(app, &ada).await, 10);
        // suspended meanwhile, it waits until that is over
        admin::suspend(app.db(), &app.clock, "olaf", Some(app.now() + 3 * DAY), "a test").await.expect("suspended");
        app.advance(DAY).await;
        app.tick().await;
        assert_eq!(points(app, &ada).await, 10);
        admin::suspend(app.db(), &app.clock, "olaf", None, "").await.expect("lifted");
        assert_eq!(points(app, &ada).await, 20);
        app.ignore_mails();
        must_agree(app).await;
    }

    async fn abuse_costs_and_a_report_of_it_earns(app) {
        let (ada, basile, chloe, claire) = (app.member("ada").await, app.member("basile").await, app.member("chloe").await, app.staff("claire").await);
        app.give(basile.id, 150).await;
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        let answer = t.answers[0];
        chloe.post(paths::PostVote { id: answer }, UP).await.done();
        chloe.post(paths::PostFlag { id: answer }, &[("reason", "spam")]).await.done();
        assert_eq!((points(app, &basile).await, points(app, &chloe).await), (160, 1));
        let form = claire.get(paths::PostDelete { id: answer }).await.ok();
        form.see("This was spam or abuse");
        claire.post(paths::PostDelete { id: answer }, &[("reason", ""), ("abuse", "1")]).await.refused();
        claire.post(paths::PostDelete { id: answer }, &[("reason", "advertising"), ("abuse", "1")]).await.done();
        assert_eq!((points(app, &basile).await, points(app, &chloe).await), (50, 2), "the vote is suspended with the post");
        must_agree(app).await;
        claire.post(paths::PostRestore { id: answer }, &[]).await.done();
        assert_eq!((points(app, &basile).await, points(app, &chloe).await), (160, 1));
        claire.post(paths::PostDelete { id: answer }, &[("reason", "advertising")]).await.done();
        assert_eq!((points(app, &basile).await, points(app, &chloe).await), (150, 1), "removed, but not as abuse");
        app.ignore_mails();
        must_agree(app).await;
    }

    async fn deleting_suspends_and_restoring_brings_back(app) {
        let (ada, basile, chloe) = (app.member("ada").await, app.member("basile").await, app.member("chloe").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id, chloe.id]).await;
        ada.post(paths::PostAccept { id: t.answers[0] }, &[]).await.done();
        ada.post(paths::PostAccept { id: t.answers[1] }, &[]).await.done();
        assert_eq!((points(app, &ada).await, points(app, &basile).await, points(app, &chloe).await), (2, 15, 5));
        basile.post(paths::PostDelete { id: t.answers[0] }, &[]).await.done();
        assert_eq!((points(app, &ada).await, points(app, &basile).await, points(app, &chloe).await), (2, 1, 15));
        basile.post(paths::PostRestore { id: t.answers[0] }, &[]).await.done();
        assert_eq!((points(app, &ada).await, points(app, &basile).await, points(app, &chloe).await), (2, 15, 5));
        must_agree(app).await;
    }

    async fn an_edit_of_some_size_earns(app) {
        let (ada, basile, chloe) = (app.member("ada").await, app.member("basile").await, app.member("chloe").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        let bo = app.ambassador("bo").await;
        let suggest = async |body: &str| {
            chloe.post(paths::PostEdit { id: t.answers[0] }, &[("body", body), ("reason", "Clearer"), ("revision", &app.count("SELECT revision AS n FROM post WHERE id = $1", values![t.answers[0].0]).await.to_string())]).await.done();
            app.count("SELECT MAX(id) AS n FROM suggested_edit", values![]).await
        };
        let id = suggest("Answer 1 to “My box blinks orange”: unplug it for ten seconds, then hold the button behind it.").await;
        bo.post(paths::Suggestion { id: id.into() }, &[("decision", "accept")]).await.done();
        assert_eq!(points(app, &chloe).await, 2);
        let id = suggest("Answer 1 to “My box blinks orange”: unplug it for ten seconds, then hold the button behind it!").await;
        bo.post(paths::Suggestion { id: id.into() }, &[("decision", "accept")]).await.done();
        assert_eq!(points(app, &chloe).await, 2, "one character is no work");
        // the author agreeing with what helps them earns nobody anything
        let id = suggest("Completely different words stand here now, about forty characters of them.").await;
        basile.post(paths::Suggestion { id: id.into() }, &[("decision", "accept")]).await.done();
        assert_eq!(points(app, &chloe).await, 2);
        app.ignore_mails();
        must_agree(app).await;
        // whose post it is by now changes nothing
        app.exec("UPDATE post SET author_id = $2 WHERE id = $1", values![t.answers[0].0, ada.id.0]).await;
        must_agree(app).await;
    }

    async fn who_leaves_takes_nothing_from_others(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        ada.post(paths::PostAccept { id: t.answers[0] }, &[]).await.done();
        let tx = app.db().write().await.expect("a transaction");
        entraide::accounts::settings::leave(&tx, ada.id, app.now()).await.expect("gone");
        tx.commit().await.expect("committed");
        assert_eq!((points(app, &basile).await, balance(app, ada.id).await), (15, 2));
        must_agree(app).await;
    }

    async fn a_name_taken_off_takes_its_points_off(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        basile.post(paths::PostVote { id: t.id }, UP).await.done();
        ada.post(paths::PostAccept { id: t.answers[0] }, &[]).await.done();
        assert_eq!(points(app, &ada).await, 4);
        ada.post(paths::QuestionAnonymise { id: t.id }, &[]).await.done();
        assert_eq!((points(app, &ada).await, points(app, &basile).await), (1, 15));
        must_agree(app).await;
    }

    async fn what_an_imported_person_came_with_follows_the_claim(app) {
        let old = imported(app, "adaold").await;
        app.give(old, 300).await;
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "A question of long ago", old, &[ada.id, basile.id]).await;
        basile.post(paths::PostVote { id: t.id }, UP).await.done();
        basile.post(paths::PostVote { id: t.answers[0] }, UP).await.done();
        assert_eq!((balance(app, old).await, points(app, &ada).await), (302, 10));
        let claim = claims::command::claim(app.db(), &app.clock, "adaold", "ada").await.expect("claimed");
        assert_eq!((balance(app, old).await, points(app, &ada).await), (1, 312));
        must_agree(app).await;
        let tx = app.db().write().await.expect("a transaction");
        assert!(claims::revert(&tx, claim, None, "a test", app.now()).await.expect("reverted"));
        tx.commit().await.expect("committed");
        assert_eq!((balance(app, old).await, points(app, &ada).await), (302, 10));
        must_agree(app).await;
    }

    async fn a_claim_while_everyone_votes(app) {
        let old = imported(app, "adaold").await;
        let ada = app.member("ada").await;
        let mut voters = Vec::new();
        for n in 0..12 {
            voters.push(app.member(&format!("voter{n}")).await);
        }
        let mut threads = Vec::new();
        for n in 0..3 {
            threads.push(seed(app, &format!("Question number {n}"), voters[n].id, &[old, ada.id, voters[5].id]).await);
        }
        let mut hands = Vec::new();
        for (n, voter) in voters.into_iter().enumerate() {
            let threads = threads.clone();
            hands.push(tokio::spawn(async move {
                let mut again = false;
                for (i, t) in threads.iter().enumerate() {
                    for answer in &t.answers {
                        // a claim holds all threads of a person: on a busy machine a vote may be asked to come back
                        let mut status = 503;
                        for _ in 0..10 {
                            status = voter.post(paths::PostVote { id: *answer }, UP).await.status.as_u16();
                            if status != 503 {
                                break;
                            }
                            again = true;
                        }
                        assert!(matches!(status, 303 | 403), "{status}");
                    }
                    if n == i {
                        voter.post(paths::PostAccept { id: t.answers[0] }, &[]).await.done();
                    }
                }
                again
            }));
        }
        let (db, clock) = (app.db().clone(), app.clock.clone());
        let claim = tokio::spawn(async move { claims::command::claim(&db, &clock, "adaold", "ada").await });
        let mut again = false;
        for hand in hands {
            again |= hand.await.expect("answered");
        }
        claim.await.expect("no panic").expect("claimed");
        must_agree(app).await;
        if again && app.db().is_postgres() {
            // they waited too long, and not in a circle; an idle connection writes that down after ten seconds
            tokio::time::sleep(std::time::Duration::from_secs(11)).await;
            assert_eq!(app.count("SELECT deadlocks AS n FROM pg_stat_database WHERE datname = current_database()", values![]).await, 0);
        }
    }

    async fn what_was_tampered_with_is_found_and_repaired(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        ada.post(paths::PostVote { id: t.answers[0] }, UP).await.done();
        let broken = async |what: &'static str| {
            app.exec(what, values![basile.id.0]).await;
            let mut said = Vec::new();
            let found = verify(app.db(), Repair::No, app.now(), |d| said.push(d.to_string())).await.expect("read");
            assert_eq!(found.differences, 1, "{what}: {said:?}");
            assert!(said[0].starts_with("basile: "), "{said:?}");
            let before = app.count("SELECT COUNT(*) AS n FROM ledger_entry", values![]).await;
            verify(app.db(), Repair::Yes, app.now(), |_| ()).await.expect("repaired");
            assert!(app.count("SELECT COUNT(*) AS n FROM ledger_entry", values![]).await >= before, "nothing is taken out");
            must_agree(app).await;
        };
        broken("UPDATE account SET reputation = 4000 WHERE id = $1").await;
        broken("UPDATE credit SET points = 0 WHERE member_id = $1").await;
        broken("DELETE FROM ledger_entry WHERE member_id = $1 AND kind = 'answer_upvoted'").await;
        broken("INSERT INTO ledger_entry (member_id, at, kind, points, version_id, note) VALUES ($1, 1, 'answer_upvoted', 500, 1, '')").await;
        broken("UPDATE vote SET withdrawn_at = 1 WHERE post_id IN (SELECT id FROM post WHERE author_id = $1)").await;
    }
}
