//! Two others say what solved it for an asker who is away; the asker decides when they are back.

use super::accounts::PASSWORD;
use crate::support::*;

fn question(t: &Thread) -> paths::Question<'_> {
    paths::Question { id: t.id, slug: &t.slug }
}

async fn helper(app: &TestApp, name: &str, reputation: i64) -> Client {
    app.person(Person { reputation, ..Person::member(name) }).await
}

/// A thread whose asker was asked how it went, and let it pass.
async fn left(app: &TestApp, title: &str, asker: &Client, author: &Client) -> Thread {
    let t = seed(app, title, asker.id, &[author.id]).await;
    t.index(app).await;
    app.advance(7 * DAY).await;
    app.tick().await;
    app.advance(3 * DAY + HOUR).await;
    app.tick().await;
    assert_eq!(app.count("SELECT COUNT(*) AS n FROM thread_clock WHERE question_id = $1 AND unconfirmed_at IS NOT NULL", values![t.id.0]).await, 1);
    t
}

async fn standing_for(app: &TestApp, t: &Thread) -> i64 {
    app.count("SELECT COUNT(*) AS n FROM acceptance WHERE question_id = $1 AND withdrawn_at IS NULL AND on_behalf = TRUE", values![t.id.0]).await
}

async fn points(app: &TestApp, who: &Client) -> i64 {
    app.count("SELECT CAST(COALESCE(SUM(points), 0) AS BIGINT) AS n FROM ledger_entry WHERE member_id = $1 AND kind = 'answer_accepted'", values![who.id.0]).await
}

/// Answers that count for their author's rank.
async fn ranked(app: &TestApp, who: &Client) -> usize {
    let numbers = entraide::rules::numbers::Numbers::default();
    let all = entraide::standing::facts::load(app.db().read(), entraide::standing::facts::Who::One(who.id), 0, &numbers.standing, true).await.expect("facts");
    all.0.get(&who.id).map_or(0, |f| f.solutions.len())
}

both! {
    async fn one_says_it_another_agrees_the_asker_takes_it_back(app) {
        app.ignore_mails();
        let (ada, basile, claire) = (app.member("ada").await, app.ambassador("basile").await, app.staff("claire").await);
        let (elise, felix, gil) = (helper(app, "elise", 800).await, helper(app, "felix", 750).await, helper(app, "gil", 749).await);
        let early = seed(app, "Asked just now", ada.id, &[basile.id]).await;
        early.index(app).await;
        elise.post(paths::PostSolvedForAsker { id: early.answers[0] }, &[]).await.denied();
        let t = left(app, "My box blinks orange", &ada, &basile).await;
        let say = paths::PostSolvedForAsker { id: t.answers[0] };
        for who in [&gil, &basile, &ada] {
            who.post(say, &[]).await.denied();
            who.get(question(&t)).await.ok().not_see("The asker is away");
        }
        gil.get(paths::ProposedSolutions).await.denied();
        let page = elise.get(question(&t)).await.ok();
        page.see("Did this solve it? The asker is away");
        elise.press(&page, "Say that it solved it", &[]).await.done();
        // pressed again, it is one person's word still
        elise.post(say, &[]).await.done();
        elise.get(question(&t)).await.ok().see("One more has to agree");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM absent_proposal WHERE confirmed_at IS NULL AND ended_at IS NULL", values![]).await, 1);
        assert_eq!(standing_for(app, &t).await, 0);
        app.anyone().get(question(&t)).await.ok().not_see("solved it");
        // where it waits for a second one
        elise.get(paths::Review).await.ok().see("Solved, for askers who are away");
        elise.get(paths::ProposedSolutions).await.ok().see("Nothing waits for a second word");
        claire.get(paths::ProposedSolutions).await.ok().see("My box blinks orange");
        let list = felix.get(paths::ProposedSolutions).await.ok();
        list.see("My box blinks orange").see("Proposed by Elise").see("Answer by Basile");
        felix.get(question(&t)).await.ok().see("Elise says that this solved it");
        // a member and the team agree at once: it is solved once
        let (one, two) = tokio::join!(felix.post(say, &[]), claire.post(say, &[]));
        assert_eq!((one.status.as_u16(), two.status.as_u16()), (303, 303));
        assert_eq!(standing_for(app, &t).await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM absent_proposal WHERE confirmed_at IS NOT NULL AND ended_at IS NULL", values![]).await, 1);
        assert_eq!(app.count("SELECT accepted_count AS n FROM question WHERE id = $1 AND solved_at IS NOT NULL", values![t.id.0]).await, 1);
        // points at once; for a rank only with the asker's word, or the brand's
        assert_eq!(points(app, &basile).await, 15);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM ledger_entry WHERE kind = 'accepting'", values![]).await, 0);
        assert_eq!(ranked(app, &basile).await, 0);
        app.anyone().get(question(&t)).await.ok().see("Solved").see("for an asker who is away");
        felix.get(paths::ProposedSolutions).await.ok().see("Nothing waits for a second word");
        app.must_be_sound().await;
        // the asker is told; reading says nothing
        let mails: Vec<Mail> = app.mails().await.into_iter().filter(|m| m.kind == "absent").collect();
        assert_eq!(mails.len(), 1);
        assert!(mails[0].to_email == "ada@example.com" && mails[0].text.contains("Elise") && mails[0].subject.contains("blinks"), "{}", mails[0].text);
        let link = mails[0].link("/follow-up/").replace("answer=solved", "answer=not_solved");
        let phone = app.anyone();
        let page = phone.get(&link).await.ok();
        page.see("While you were away, Elise and");
        assert_eq!(standing_for(app, &t).await, 1);
        ada.get(question(&t)).await.ok().see("Yes, it solved it");
        phone.press(&page, "Not solved", &[("note", "It still blinks")]).await.done();
        assert_eq!(standing_for(app, &t).await, 0);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM question WHERE id = $1 AND solved_at IS NOT NULL", values![t.id.0]).await, 0);
        assert_eq!(points(app, &basile).await, 0);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM escalation WHERE cause = 'not_solved' AND ended_at IS NULL", values![]).await, 1);
        // what the asker took back is not said for them again
        for who in [&elise, &felix, &claire] {
            who.post(say, &[]).await.denied();
        }
        app.must_be_sound().await;
    }

    async fn the_asker_agrees_or_speaks_first(app) {
        app.ignore_mails();
        let (ada, basile, claire) = (app.member("ada").await, app.ambassador("basile").await, app.staff("claire").await);
        let (elise, felix) = (helper(app, "elise", 800).await, helper(app, "felix", 800).await);
        let t = left(app, "My box blinks orange", &ada, &basile).await;
        let say = |t: &Thread| paths::PostSolvedForAsker { id: t.answers[0] };
        // two propose at once: that is two who say it
        let (one, two) = tokio::join!(elise.post(say(&t), &[]), felix.post(say(&t), &[]));
        assert_eq!((one.status.as_u16(), two.status.as_u16()), (303, 303));
        assert_eq!(standing_for(app, &t).await, 1);
        let link = app.mails().await.into_iter().find(|m| m.kind == "absent").expect("told").link("/follow-up/");
        let page = app.anyone().get(&link).await.ok();
        app.anyone().press(&page, "It is solved", &[]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM acceptance WHERE on_behalf = TRUE AND agreed_at IS NOT NULL AND withdrawn_at IS NULL", values![]).await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM acceptance", values![]).await, 1, "said once, whoever said it");
        assert_eq!((points(app, &basile).await, ranked(app, &basile).await), (15, 1));
        app.anyone().get(question(&t)).await.ok().see("accepted by Ada").not_see("for an asker who is away");
        app.must_be_sound().await;
        // a proposal is taken back by whoever made it; the asker's own word makes it idle
        let t = left(app, "My box is silent", &ada, &basile).await;
        let (elise, felix) = (app.browser(elise.id).await, app.browser(felix.id).await);
        elise.post(say(&t), &[]).await.done();
        let page = elise.get(question(&t)).await.ok();
        elise.press(&page, "Take it back", &[]).await.done();
        felix.get(paths::ProposedSolutions).await.ok().see("Nothing waits");
        elise.post(say(&t), &[]).await.done();
        let ada = app.browser(ada.id).await;
        ada.post(paths::PostComments { id: t.answers[0] }, &[("body", "I was on holiday, I try it now.")]).await.done();
        felix.get(paths::ProposedSolutions).await.ok().see("Nothing waits");
        felix.post(say(&t), &[]).await.denied();
        assert_eq!(standing_for(app, &t).await, 0);
        // nothing is said for anybody while the brand owes an outcome, and the asker takes back on the page too
        let t = left(app, "My box is warm", &ada, &basile).await;
        let (elise, felix, claire) = (app.browser(elise.id).await, app.browser(felix.id).await, app.browser(claire.id).await);
        elise.post(say(&t), &[]).await.done();
        claire.post(paths::StaffThreadClaim { id: t.id }, &[]).await.done();
        felix.post(say(&t), &[]).await.denied();
        let t = left(app, "My box hums at night", &ada, &basile).await;
        let (elise, felix) = (app.browser(elise.id).await, app.browser(felix.id).await);
        elise.post(say(&t), &[]).await.done();
        felix.post(say(&t), &[]).await.done();
        let ada = app.browser(ada.id).await;
        let page = ada.get(question(&t)).await.ok();
        ada.press(&page, "No, take it back", &[]).await.done();
        assert_eq!(standing_for(app, &t).await, 0);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM absent_proposal WHERE outcome = 'undone'", values![]).await, 1);
        app.must_be_sound().await;
    }

    async fn a_day_has_its_limit(app) {
        app.ignore_mails();
        let (ada, basile, elise) = (app.member("ada").await, app.ambassador("basile").await, helper(app, "elise", 800).await);
        let mut threads = Vec::new();
        for n in 0..6 {
            let t = seed(app, &format!("My box blinks, number {n}"), ada.id, &[basile.id]).await;
            t.index(app).await;
            threads.push(t);
        }
        for days in [7 * DAY, 3 * DAY + HOUR] {
            app.advance(days).await;
            app.tick().await;
        }
        let said = futures_util::future::join_all(threads.iter().map(|t| elise.post(paths::PostSolvedForAsker { id: t.answers[0] }, &[]))).await;
        assert_eq!(said.iter().filter(|p| p.status == 303).count(), 5, "{:?}", said.iter().map(|p| p.status.as_u16()).collect::<Vec<_>>());
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM absent_proposal", values![]).await, 5);
    }

    async fn a_first_word_ends_with_whoever_said_it(app) {
        app.ignore_mails();
        let (ada, basile) = (app.member("ada").await, app.ambassador("basile").await);
        let (elise, felix, gil) = (helper(app, "elise", 800).await, helper(app, "felix", 800).await, helper(app, "gil", 800).await);
        let (claire, manon) = (app.staff("claire").await, app.manager("manon").await);
        let t = left(app, "My box blinks orange", &ada, &basile).await;
        let say = paths::PostSolvedForAsker { id: t.answers[0] };
        let waiting = async || app.count("SELECT COUNT(*) AS n FROM absent_proposal WHERE ended_at IS NULL AND confirmed_at IS NULL", values![]).await;
        let again = async |who: &Client| app.browser(who.id).await;
        let [elise, felix, gil, claire, manon] = [again(&elise).await, again(&felix).await, again(&gil).await, again(&claire).await, again(&manon).await];
        // suspended: what was said first is nobody's word, and the next is a first one again
        elise.post(say, &[]).await.done();
        claire.post(paths::StaffModerationMember { username: "elise" }, &[("act", "suspend"), ("reason", "spam"), ("fact", "Ten threads."), ("days", "9")]).await.done();
        assert_eq!(waiting().await, 0);
        felix.get(paths::ProposedSolutions).await.ok().see("Nothing waits");
        felix.post(say, &[]).await.done();
        assert_eq!((standing_for(app, &t).await, waiting().await), (0, 1));
        // whoever leaves takes their word along
        app.exec("UPDATE account SET password_hash = $2 WHERE id = $1", values![felix.id.0, entraide::accounts::passwords::compute(PASSWORD).expect("a hash")]).await;
        felix.post(paths::SettingsDelete, &[("sure", "1"), ("delete_password", PASSWORD)]).await.done();
        assert_eq!(waiting().await, 0);
        gil.post(say, &[]).await.done();
        assert_eq!((standing_for(app, &t).await, waiting().await), (0, 1));
        // one person has one word, by whatever accounts they said it
        let (hugo, ines) = (helper(app, "hugo", 800).await, helper(app, "ines", 800).await);
        manon.post(paths::StaffMerge { username: "gil" }, &[("into", "hugo"), ("fact", "One person")]).await.done();
        assert_eq!(waiting().await, 0);
        hugo.post(say, &[]).await.done();
        assert_eq!((standing_for(app, &t).await, waiting().await), (0, 1));
        // becomes one with somebody who answered there
        manon.post(paths::StaffMerge { username: "basile" }, &[("into", "hugo"), ("fact", "One person")]).await.done();
        assert_eq!(waiting().await, 0, "their own answer");
        hugo.post(say, &[]).await.denied();
        ines.post(say, &[]).await.done();
        assert_eq!((standing_for(app, &t).await, waiting().await), (0, 1));
        // written down behind every door: the second word looks who said the first
        app.alter(ines.id, &format!("suspended_until = {}", app.now() + DAY)).await;
        let jean = helper(app, "jean", 800).await;
        jean.get(paths::ProposedSolutions).await.ok().see("Nothing waits");
        jean.post(say, &[]).await.done();
        assert_eq!((standing_for(app, &t).await, waiting().await), (0, 1));
        app.must_be_sound().await;
    }

    async fn whoever_is_suspended_while_another_agrees_spoke_before_or_not_at_all(app) {
        app.ignore_mails();
        let (ada, basile, claire) = (app.member("ada").await, app.ambassador("basile").await, app.staff("claire").await);
        let felix = helper(app, "felix", 800).await;
        let mut threads = Vec::new();
        for n in 0..4 {
            let t = seed(app, &format!("My box blinks, number {n}"), ada.id, &[basile.id]).await;
            t.index(app).await;
            threads.push(t);
        }
        for days in [7 * DAY, 3 * DAY + HOUR] {
            app.advance(days).await;
            app.tick().await;
        }
        let (claire, felix) = (app.browser(claire.id).await, app.browser(felix.id).await);
        for (n, t) in threads.iter().enumerate() {
            let name = format!("elise{n}");
            let elise = helper(app, &name, 800).await;
            let say = paths::PostSolvedForAsker { id: t.answers[0] };
            elise.post(say, &[]).await.done();
            let member = paths::StaffModerationMember { username: &name };
            let fields = [("act", "suspend"), ("reason", "spam"), ("fact", "Ten threads."), ("days", "9")];
            let (out, said) = tokio::join!(claire.post(member, &fields), felix.post(say, &[]));
            assert_eq!(out.status, 303, "{}", out.describe());
            assert!(said.status == 303 || said.status == 409, "{}", said.describe());
            let left = app.count("SELECT COUNT(*) AS n FROM absent_proposal WHERE proposed_by = $1 AND ended_at IS NULL AND confirmed_at IS NULL", values![elise.id.0]).await;
            let both = app.count("SELECT COUNT(*) AS n FROM absent_proposal WHERE proposed_by = $1 AND ended_at IS NULL AND confirmed_by = $2", values![elise.id.0, felix.id.0]).await;
            assert_eq!((left, both), (0, standing_for(app, t).await));
        }
        app.must_be_sound().await;
    }

    async fn two_words_fall_with_what_came_of_them(app) {
        app.ignore_mails();
        let (ada, basile) = (app.member("ada").await, app.ambassador("basile").await);
        let (elise, felix) = (helper(app, "elise", 800).await, helper(app, "felix", 800).await);
        let (claire, manon) = (app.staff("claire").await, app.manager("manon").await);
        let t = left(app, "My box blinks orange", &ada, &basile).await;
        let say = paths::PostSolvedForAsker { id: t.answers[0] };
        let [elise, felix, manon, claire, ada] = [app.browser(elise.id).await, app.browser(felix.id).await, app.browser(manon.id).await, app.browser(claire.id).await, app.browser(ada.id).await];
        elise.post(say, &[]).await.done();
        felix.post(say, &[]).await.done();
        let said = async || app.count("SELECT COUNT(*) AS n FROM absent_proposal WHERE ended_at IS NULL AND confirmed_at IS NOT NULL", values![]).await;
        assert_eq!((standing_for(app, &t).await, said().await, points(app, &basile).await), (1, 1, 15));
        // annulled in a case, they are nothing the asker has to speak of; undone, they are again
        app.exec("INSERT INTO fair_case (members, state, opened_at, updated_at, reason) VALUES ('x', 'open', $1, $1, '')", values![app.now()]).await;
        app.exec("INSERT INTO fair_case_member (case_id, member_id) VALUES (1, $1), (1, $2)", values![felix.id.0, basile.id.0]).await;
        let text = "INSERT INTO fair_case_fact (case_id, kind, fact_id, giver_id, receiver_id, post_id, at, points, annulled)
            SELECT 1, 'acceptance', a.id, a.actor_id, p.author_id, a.post_id, a.at, 15, FALSE FROM acceptance a JOIN post p ON p.id = a.post_id";
        app.exec(text, []).await;
        let case = paths::StaffCase { id: entity::CaseId(1) };
        claire.press(&claire.get(case).await.ok(), "Reverse the ticked votes", &[("reason", "a ring")]).await.done();
        assert_eq!((standing_for(app, &t).await, said().await, points(app, &basile).await), (0, 0, 0));
        ada.get(question(&t)).await.ok().not_see("No, take it back");
        claire.press(&claire.get(case).await.ok(), "Undo the reversal", &[("reason", "They work in one shop")]).await.done();
        assert_eq!((standing_for(app, &t).await, said().await, points(app, &basile).await), (1, 1, 15));
        // two words of one person are one: nothing came of it; parted, it is as it was
        manon.post(paths::StaffMerge { username: "felix" }, &[("into", "elise"), ("fact", "One person")]).await.done();
        assert_eq!((standing_for(app, &t).await, said().await, points(app, &basile).await), (0, 0, 0));
        let page = manon.get(paths::StaffModerationMember { username: "elise" }).await.ok();
        manon.press(&page, "Part from @felix", &[("fact", "It was his brother")]).await.done();
        assert_eq!((standing_for(app, &t).await, said().await, points(app, &basile).await), (1, 1, 15));
        // said with somebody else, it goes along with who said it, and back
        let of = async |who: &Client| app.count("SELECT COUNT(*) AS n FROM absent_proposal WHERE proposed_by = $1 OR confirmed_by = $1", values![who.id.0]).await;
        let greta = helper(app, "greta", 800).await;
        manon.post(paths::StaffMerge { username: "felix" }, &[("into", "greta"), ("fact", "One person")]).await.done();
        assert_eq!((of(&felix).await, of(&greta).await, standing_for(app, &t).await, said().await), (0, 1, 1, 1));
        let page = manon.get(paths::StaffModerationMember { username: "greta" }).await.ok();
        manon.press(&page, "Part from @felix", &[("fact", "It was his brother")]).await.done();
        assert_eq!((of(&felix).await, of(&greta).await, standing_for(app, &t).await, said().await), (1, 0, 1, 1));
        let ada = app.browser(ada.id).await;
        ada.press(&ada.get(question(&t)).await.ok(), "No, take it back", &[]).await.done();
        assert_eq!((standing_for(app, &t).await, said().await), (0, 0));
        app.must_be_sound().await;
    }

    async fn a_thread_that_became_another_is_asked_about_anew(app) {
        app.ignore_mails();
        let (ada, basile, claire) = (app.member("ada").await, app.ambassador("basile").await, app.staff("claire").await);
        let (elise, felix) = (helper(app, "elise", 800).await, helper(app, "felix", 800).await);
        let from = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        let into = seed(app, "My box blinks in the evening", ada.id, &[basile.id]).await;
        for t in [&from, &into] {
            t.index(app).await;
        }
        for days in [7 * DAY, 3 * DAY + HOUR] {
            app.advance(days).await;
            app.tick().await;
        }
        let [elise, felix, claire] = [app.browser(elise.id).await, app.browser(felix.id).await, app.browser(claire.id).await];
        let say = |t: &Thread| paths::PostSolvedForAsker { id: t.answers[0] };
        elise.post(say(&from), &[]).await.done();
        elise.post(say(&into), &[]).await.done();
        claire.post(paths::QuestionMerge { id: from.id }, &[("of", &into.id.to_string()), ("sure", "1")]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM absent_proposal WHERE ended_at IS NULL", values![]).await, 0);
        felix.get(paths::ProposedSolutions).await.ok().see("Nothing waits");
        for t in [&from, &into] {
            felix.post(say(t), &[]).await;
            assert_eq!(standing_for(app, &into).await, 0);
        }
        app.must_be_sound().await;
    }
}
