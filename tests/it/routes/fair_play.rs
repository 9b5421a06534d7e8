//! Votes that look arranged: seen, shown to a person, reversed as one batch, undone.

use entity::{AccountId, CaseId, PostId};
use entraide::i18n::Lang;
use entraide::reputation::verify::{Repair, verify};

use crate::support::*;

const CASE: paths::StaffCase = paths::StaffCase { id: CaseId(1) };

/// Answers of each friend, and days on which they thank each other.
const DAYS: usize = 5;

/// Three friends, and what each answered.
struct Ring {
    friends: Vec<Client>,
    answers: Vec<Vec<PostId>>,
}

/// Accounts of a month; each answers the same questions of a stranger.
async fn friends(app: &TestApp) -> Ring {
    let stranger = app.member("stranger").await;
    let mut friends = Vec::new();
    for name in ["alix", "brune", "celia"] {
        friends.push(app.member(name).await);
    }
    let mut answers = vec![Vec::new(); 3];
    for n in 0..DAYS {
        let ids: Vec<AccountId> = friends.iter().map(|f| f.id).collect();
        let thread = seed(app, &format!("Question number {n} about the box"), stranger.id, &ids).await;
        for (i, a) in thread.answers.iter().enumerate() {
            answers[i].push(*a);
        }
    }
    Ring { friends, answers }
}

/// Each thanks each other for everything, one answer a day.
async fn they_vote(app: &TestApp, ring: &Ring) {
    for n in 0..DAYS {
        for (g, giver) in ring.friends.iter().enumerate() {
            for (r, answers) in ring.answers.iter().enumerate() {
                if g != r {
                    giver.post(paths::PostVote { id: answers[n] }, &[("direction", "up")]).await.done();
                }
            }
        }
        app.advance(DAY).await;
    }
}

async fn points(app: &TestApp, who: AccountId) -> i64 {
    app.count("SELECT reputation AS n FROM account WHERE id = $1", values![who.0]).await
}

async fn ledger_is_true(app: &TestApp) {
    let found = verify(app.db(), Repair::No, app.now(), |d| panic!("{d:?}")).await.expect("verified");
    assert_eq!(found.differences, 0);
    let wrong = "SELECT COUNT(*) AS n FROM post p WHERE p.score <> p.opening_score + (SELECT COUNT(*) FROM vote v WHERE v.post_id = p.id AND v.withdrawn_at IS NULL)";
    assert_eq!(app.count(wrong, values![]).await, 0);
    assert_eq!(app.count("SELECT COUNT(*) AS n FROM vote WHERE annulled_by IS NOT NULL AND withdrawn_at IS NULL", values![]).await, 0);
}

async fn gets_nowhere(app: &TestApp, lang: Lang) {
    let claire = app.staff("claire").await.speaking(lang.code());
    let honest = app.member("honest").await;
    let ring = friends(app).await;
    app.exec("UPDATE account SET lang = $1", values![lang.code()]).await;
    // an honest thank-you stays
    honest.post(paths::PostVote { id: ring.answers[0][0] }, &[("direction", "up")]).await.done();
    they_vote(app, &ring).await;
    let alix = ring.friends[0].id;
    assert_eq!(points(app, alix).await, 110);
    app.tick().await;
    assert_eq!(app.count("SELECT COUNT(*) AS n FROM fair_case WHERE state = 'open'", values![]).await, 1);
    assert_eq!(app.count("SELECT COUNT(*) AS n FROM fair_case_member", values![]).await, 3);
    assert_eq!(app.count("SELECT COUNT(*) AS n FROM fair_case_fact", values![]).await, 30);
    // nobody is touched without a person
    assert_eq!(points(app, alix).await, 110);
    app.advance(DAY).await;
    app.tick().await;
    assert_eq!(app.count("SELECT COUNT(*) AS n FROM fair_case", values![]).await, 1, "the same set, one case");
    // it waits in the one queue, for whoever is no part of it
    let queue = claire.get("/staff/moderation?view=case").await.ok();
    queue.see(lang.moderation_kind_case()).see("Alix, Brune, Celia").see(lang.moderation_why_mutual());
    assert_eq!((queue.count("ul.plain > li"), queue.attr("ul.plain h2 a", "href")), (1, CASE.to_string()));
    assert_eq!(queue.texts("nav.tabs a[aria-current] .n"), ["1"]);
    let item = paths::StaffItem { id: entity::ItemId(app.count("SELECT id AS n FROM moderation_item WHERE object = 'case'", values![]).await) };
    assert_eq!(claire.get(item).await.done().location(), CASE.to_string());
    app.alter(alix, "role = 'staff'").await;
    let insider = app.browser(alix).await.speaking(lang.code());
    insider.get(paths::StaffModeration).await.ok().see(lang.moderation_empty()).not_see("Brune");
    insider.get(item).await.missing();
    app.alter(alix, "role = 'customer'").await;

    for who in &ring.friends {
        who.get(CASE).await.missing();
    }
    let page = claire.get(paths::StaffCases).await.ok();
    page.see("Alix, Brune, Celia").see(&lang.fair_facts(30));
    let page = claire.get(page.attr("main ul.index a", "href")).await.ok();
    page.see("90 %").see(lang.fair_evidence()).see("Question number 2 about the box");
    claire.press(&page, lang.fair_reverse(), &[("reason", "")]).await.refused();
    let done = claire.press(&page, lang.fair_reverse(), &[("reason", "You voted for each other in turns")]).await.done();
    claire.follow(&done).await.ok().see(lang.said_case_reversed()).see(lang.fair_reversed()).see("You voted for each other in turns");
    assert_eq!(points(app, alix).await, 10, "as if those votes had never been");
    claire.get("/staff/moderation?view=case").await.ok().see(lang.moderation_empty());
    // who decided does not answer for it: somebody else does
    let line = entity::EntryId(app.count("SELECT MAX(id) AS n FROM ledger_entry WHERE member_id = $1 AND reverses IS NOT NULL", values![alix.0]).await);
    ring.friends[0].post(paths::EntryReview { id: line }, &[("reason", "We mean it")]).await.done();
    let review = paths::StaffReview { id: entity::ReviewId(app.count("SELECT MAX(id) AS n FROM review_request", values![]).await) };
    claire.post(review, &[("decision", "declined"), ("reason", "I said so")]).await.refused().see(lang.reviews_took_part());
    app.staff("denis").await.speaking(lang.code()).post(review, &[("decision", "declined"), ("reason", "I looked as well")]).await.done();
    for friend in &ring.friends[1..] {
        assert_eq!(points(app, friend.id).await, 1);
    }
    assert_eq!(app.count("SELECT score AS n FROM post WHERE id = $1", values![ring.answers[0][0].0]).await, 1);
    ledger_is_true(app).await;
    // what went is not given again
    ring.friends[1].post(paths::PostVote { id: ring.answers[0][0] }, &[("direction", "up")]).await.denied();
    assert_eq!(app.count("SELECT COUNT(*) AS n FROM vote WHERE withdrawn_at IS NULL", values![]).await, 1);
    // each is told what and why
    for name in ["alix", "brune", "celia"] {
        let address = format!("{name}@example.com");
        let mail = app.mails().await.into_iter().find(|m| m.to_email == address && m.kind == "fair_play").expect("a mail");
        assert_eq!(mail.subject, lang.mail_fair_reversed_subject("Nordik"));
        for said in [lang.mail_fair_reversed_opening(20).as_str(), "You voted for each other in turns", lang.mail_fair_review()] {
            assert!(mail.text.contains(said), "{said}\n{}", mail.text);
        }
    }
    // and the night after brings no new case
    app.advance(DAY).await;
    app.tick().await;
    assert_eq!(app.count("SELECT COUNT(*) AS n FROM fair_case", values![]).await, 1);
    assert_eq!(app.count("SELECT COUNT(*) AS n FROM audit WHERE object = 'fair_case'", values![]).await, 1);
    app.ignore_mails(); // months end, and statements come
}

both! {
    async fn the_friend_ring_gets_nowhere_in_english(app) { gets_nowhere(app, Lang::En).await }
    async fn the_friend_ring_gets_nowhere_in_french(app) { gets_nowhere(app, Lang::Fr).await }

    async fn a_reversal_is_undone_within_thirty_days(app) {
        let claire = app.staff("claire").await;
        let ring = friends(app).await;
        they_vote(app, &ring).await;
        app.tick().await;
        let before: Vec<i64> = vec![points(app, ring.friends[0].id).await, points(app, ring.friends[1].id).await, points(app, ring.friends[2].id).await];
        let badges = app.count("SELECT COUNT(*) AS n FROM badge_award WHERE revoked_at IS NULL", values![]).await;
        // one whose condition ceased to hold long ago, without the case
        let old = "INSERT INTO badge_award (member_id, badge, cause, at, recorded_at, reason) VALUES ($1, 'first_solution', 'post:0', 1, 1, '')";
        app.exec(old, values![ring.friends[0].id.0]).await;
        let page = claire.get(CASE).await.ok();
        claire.press(&page, "Reverse the ticked votes", &[("reason", "a ring")]).await.done();
        assert_eq!(app.exec("DELETE FROM badge_award WHERE badge = 'first_solution' AND revoked_at IS NULL", values![]).await, 1, "not the case's to take");
        // thanks that were arranged are no honour
        let revoked = app.count("SELECT COUNT(*) AS n FROM badge_award WHERE revoked_at IS NOT NULL", values![]).await;
        assert_eq!(revoked, 3, "three first thanks");
        ring.friends[0].get(paths::UserBadges { username: "alix" }).await.ok().see("votes it rested on were annulled");
        // taking back a vote that is gone changes nothing
        ring.friends[1].post(paths::PostVote { id: ring.answers[0][0] }, &[("direction", "none")]).await.done();
        app.advance(29 * DAY).await;
        let claire = app.browser(claire.id).await;
        let page = claire.get(CASE).await.ok();
        claire.press(&page, "Undo the reversal", &[("reason", "They work in one shop")]).await.done();
        for (friend, had) in ring.friends.iter().zip(&before) {
            assert_eq!(points(app, friend.id).await, *had);
        }
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM badge_award WHERE revoked_at IS NULL", values![]).await, badges);
        ledger_is_true(app).await;
        claire.post(CASE, &[("decision", "undo"), ("reason", "twice")]).await.status(409);
        app.ignore_mails();
    }

    async fn who_was_accepted_beside_an_annulled_answer_comes_first(app) {
        let claire = app.staff("claire").await;
        let ring = friends(app).await;
        they_vote(app, &ring).await;
        app.tick().await;
        let (asker, zoe) = (app.member("asker").await, app.member("zoe").await);
        let thread = seed(app, "Two answers helped here", asker.id, &[ring.friends[0].id, zoe.id]).await;
        for answer in &thread.answers {
            asker.post(paths::PostAccept { id: *answer }, &[]).await.done();
        }
        assert_eq!(points(app, zoe.id).await, 5);
        let text = "INSERT INTO fair_case_fact (case_id, kind, fact_id, giver_id, receiver_id, post_id, at, points, annulled)
            SELECT 1, 'acceptance', a.id, a.actor_id, p.author_id, a.post_id, a.at, 15, FALSE FROM acceptance a JOIN post p ON p.id = a.post_id WHERE a.post_id = $1";
        app.exec(text, values![thread.answers[0].0]).await;
        claire.press(&claire.get(CASE).await.ok(), "Reverse the ticked votes", &[("reason", "a ring")]).await.done();
        assert_eq!(points(app, zoe.id).await, 15);
        ledger_is_true(app).await;
        claire.press(&claire.get(CASE).await.ok(), "Undo the reversal", &[("reason", "They work in one shop")]).await.done();
        assert_eq!(points(app, zoe.id).await, 5);
        ledger_is_true(app).await;
        app.ignore_mails();
    }

    async fn thirty_days_later_it_stands(app) {
        let claire = app.staff("claire").await;
        let ring = friends(app).await;
        they_vote(app, &ring).await;
        app.tick().await;
        claire.press(&claire.get(CASE).await.ok(), "Reverse the ticked votes", &[("reason", "a ring")]).await.done();
        app.advance(31 * DAY).await;
        let claire = app.browser(claire.id).await;
        assert!(!claire.get(CASE).await.ok().has("main form"));
        claire.post(CASE, &[("decision", "undo"), ("reason", "late")]).await.status(409);
        app.ignore_mails();
    }

    async fn some_votes_can_be_left(app) {
        let claire = app.staff("claire").await;
        let ring = friends(app).await;
        they_vote(app, &ring).await;
        app.tick().await;
        let page = claire.get(CASE).await.ok();
        let all = page.attrs("main input[name=fact]", "value");
        assert_eq!(all.len(), 30);
        claire.post(CASE, &[("decision", "reverse"), ("reason", "nothing ticked")]).await.refused();
        claire.post(CASE, &[("decision", "reverse"), ("reason", "these two"), ("fact", &all[0]), ("fact", &all[1]), ("fact", "vote-999999")]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM vote WHERE annulled_by = 1 AND withdrawn_at IS NOT NULL", values![]).await, 2);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM vote WHERE withdrawn_at IS NULL", values![]).await, 28);
        claire.post(CASE, &[("decision", "dismiss"), ("reason", "twice")]).await.status(409);
        ledger_is_true(app).await;
        app.ignore_mails();
    }

    async fn two_who_decide_at_once_are_one(app) {
        let (claire, clement) = (app.staff("claire").await, app.staff("clement").await);
        let ring = friends(app).await;
        they_vote(app, &ring).await;
        app.tick().await;
        let all = claire.get(CASE).await.ok().attrs("main input[name=fact]", "value");
        let mut form: Vec<(&str, &str)> = vec![("decision", "reverse"), ("reason", "a ring")];
        form.extend(all.iter().map(|f| ("fact", f.as_str())));
        let (a, b, c) = tokio::join!(claire.post(CASE, &form), clement.post(CASE, &form), claire.post(CASE, &[("decision", "dismiss"), ("reason", "no ring")]));
        let mut statuses = [a.status.as_u16(), b.status.as_u16(), c.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 409, 409]);
        ledger_is_true(app).await;
        app.ignore_mails();
    }

    async fn a_dismissed_set_stays_closed_for_the_same_votes(app) {
        let claire = app.staff("claire").await;
        let ring = friends(app).await;
        they_vote(app, &ring).await;
        app.tick().await;
        claire.press(&claire.get(CASE).await.ok(), "Nothing in it", &[("reason", "A family; their answers are good")]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM vote WHERE withdrawn_at IS NULL", values![]).await, 30);
        for _ in 0..3 {
            app.advance(DAY).await;
            app.tick().await;
        }
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM fair_case", values![]).await, 1);
        let claire = app.browser(claire.id).await;
        claire.get(paths::StaffCases).await.ok().see("nothing in it");
        assert!(app.mails().await.iter().all(|m| m.kind != "fair_play"), "nobody hears of it");
    }

    async fn who_is_in_a_case_neither_sees_nor_judges_it(app) {
        let (claire, clement) = (app.staff("claire").await, app.staff("clement").await);
        let ring = friends(app).await;
        they_vote(app, &ring).await;
        app.tick().await;
        app.exec("INSERT INTO fair_case_member (case_id, member_id) VALUES (1, $1)", values![claire.id.0]).await;
        claire.get(CASE).await.missing();
        claire.post(CASE, &[("decision", "dismiss"), ("reason", "x")]).await.missing();
        claire.get(paths::StaffCases).await.ok().not_see("Alix");
        clement.get(CASE).await.ok().see("Alix");
    }

    async fn one_address_is_seen_without_being_read(app) {
        app.ignore_mails();
        for name in ["first", "second"] {
            let who = app.anyone_at([203, 0, 113, 7]);
            let fields = [("username", name), ("email", &format!("{name}@example.com")), ("password", "correct horse battery"), ("display_name", "")];
            who.post(paths::Signup, &fields).await.done();
        }
        let far = app.anyone_at([198, 51, 100, 9]);
        far.post(paths::Signup, &[("username", "faraway"), ("email", "faraway@example.com"), ("password", "correct horse battery"), ("display_name", "")]).await.done();
        assert_eq!(app.count("SELECT COUNT(DISTINCT signup_ip_hash) AS n FROM account WHERE signup_ip_hash IS NOT NULL", values![]).await, 2);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM account WHERE signup_ip_hash LIKE '%203%113%' OR LENGTH(signup_ip_hash) <> 64", values![]).await, 0);
        let id = async |name: &str| AccountId(app.count("SELECT id AS n FROM account WHERE username = $1", values![name]).await);
        let (first, second, far) = (id("first").await, id("second").await, id("faraway").await);
        let asker = app.member("asker").await;
        let thread = seed(app, "One answer by each", asker.id, &[first, far]).await;
        for (post, who) in [(thread.answers[0], second), (thread.answers[1], second)] {
            app.exec("INSERT INTO vote (post_id, actor_id, at) VALUES ($1, $2, $3)", values![post.0, who.0, app.now()]).await;
            app.exec("UPDATE post SET score = 1 WHERE id = $1", values![post.0]).await;
        }
        let tx = app.db().write().await.expect("a transaction");
        entraide::reputation::actions::settle_members(&tx, &[first, far], app.now()).await.expect("settled");
        tx.commit().await.expect("committed");
        app.tick().await;
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM fair_case_fact", values![]).await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM fair_case_member WHERE member_id IN ($1, $2)", values![first.0, second.0]).await, 2);
        let claire = app.staff("claire").await;
        claire.get(CASE).await.ok().see("signed up from the same address");
        // after 90 days nobody knows any more
        app.advance(91 * DAY).await;
        app.tick().await;
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM account WHERE signup_ip_hash IS NOT NULL", values![]).await, 0);
    }

    async fn nobody_votes_for_themselves(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let thread = seed(app, "The box blinks orange", ada.id, &[basile.id]).await;
        basile.post(paths::PostVote { id: thread.answers[0] }, &[("direction", "up")]).await.denied();
        ada.post(paths::PostVote { id: thread.id }, &[("direction", "up")]).await.denied();
        ada.post(paths::QuestionMeToo { id: thread.id }, &[("state", "on")]).await.denied();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM vote", values![]).await, 0);
    }

    async fn ordinary_thanks_open_no_case(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        for n in 0..3 {
            let thread = seed(app, &format!("Question number {n} about the box"), ada.id, &[basile.id]).await;
            ada.post(paths::PostVote { id: thread.answers[0] }, &[("direction", "up")]).await.done();
            ada.post(paths::PostAccept { id: thread.answers[0] }, &[]).await.done();
        }
        app.tick().await;
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM fair_case", values![]).await, 0);
    }
}
