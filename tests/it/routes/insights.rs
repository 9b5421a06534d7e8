//! The team's figures: each number is the length of its list; weak signals; what everybody may know.

use std::collections::BTreeSet;

use entity::{AccountId, PostId};
use entraide::insights::signals::jobs;

use crate::support::*;

/// A live question of some time ago, with an answer some time later and perhaps its acceptance.
async fn asked(app: &TestApp, title: &str, asker: AccountId, ago: i64, answer: Option<(AccountId, i64)>, accepted: bool) -> PostId {
    let t = seed(app, title, asker, &answer.map(|a| vec![a.0]).unwrap_or_default()).await;
    let at = app.now() - ago;
    app.exec("UPDATE post SET created_at = $2 WHERE id = $1", values![t.id.0, at]).await;
    app.exec("UPDATE question SET created_at = $2, activity_at = $2 WHERE id = $1", values![t.id.0, at]).await;
    if let Some((_, after)) = answer {
        app.exec("UPDATE post SET created_at = $2 WHERE id = $1", values![t.answers[0].0, at + after]).await;
        app.exec("UPDATE question SET activity_at = $2 WHERE id = $1", values![t.id.0, at + after]).await;
        if accepted {
            app.exec("INSERT INTO acceptance (post_id, actor_id, question_id, imported, at) VALUES ($1, $2, $3, FALSE, $4)", values![t.answers[0].0, asker.0, t.id.0, at + after + HOUR]).await;
            app.exec("UPDATE question SET accepted_count = 1, solved_at = $2 WHERE id = $1", values![t.id.0, at + after + HOUR]).await;
        }
    }
    let tx = app.db().write().await.expect("a transaction");
    entraide::deadlines::settle(&tx, t.id, None, app.now()).await.expect("settled");
    tx.commit().await.expect("committed");
    t.id
}

/// The first whole number of a text.
fn number(text: &str) -> Option<i64> {
    let digits: String = text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(|c| c.is_ascii_digit() || *c == ',').filter(|c| *c != ',').collect();
    digits.parse().ok()
}

async fn told(app: &TestApp) -> (Client, Vec<PostId>) {
    app.ignore_mails();
    app.ignore_ledger();
    let (ada, bea, cleo) = (app.member("ada").await, app.member("bea").await, app.member("cleo").await);
    let (helper, ambassador, claire) = (app.member("helper").await, app.ambassador("basile").await, app.staff("claire").await);
    let mut ids = Vec::new();
    // Tuesday 24 November 2026, 10:00: a day ago is Monday 10:00
    ids.push(asked(app, "Solved by a member within an hour", ada.id, DAY, Some((helper.id, HOUR)), true).await);
    ids.push(asked(app, "Solved by an ambassador in three hours", bea.id, DAY, Some((ambassador.id, 3 * HOUR)), true).await);
    ids.push(asked(app, "Answered by the team after a weekend", ada.id, 4 * DAY, Some((claire.id, 3 * DAY)), false).await);
    ids.push(asked(app, "Nobody answered this one", cleo.id, 2 * DAY, None, false).await);
    ids.push(asked(app, "Nor this one by the same person", cleo.id, 2 * HOUR, None, false).await);
    ids.push(asked(app, "Of the period before", bea.id, 40 * DAY, Some((helper.id, HOUR)), true).await);
    app.exec("INSERT INTO deflection (question_id, searched, created_at) VALUES ($1, 'wifi', $2)", values![ids[0].0, app.now() - HOUR]).await;
    (claire, ids)
}

both! {
    async fn each_number_is_the_length_of_its_list(app) {
        let (claire, _) = told(app).await;
        let page = claire.get(paths::StaffInsights).await.ok();
        page.see("2 people helped").see("1 person still waiting");
        let mut seen = 0;
        let links: BTreeSet<(String, String)> = page.attrs("main a", "href").into_iter().zip(page.texts("main a")).filter(|(href, _)| href.starts_with(&paths::StaffInsightThreads.to_string())).collect();
        for (href, text) in links {
            // medians point at the list they are the middle of
            if href.contains("list=first") || href.contains("list=resolution") {
                continue;
            }
            let list = claire.get(&href).await.ok();
            let total: i64 = list.attr("h1 [data-total]", "data-total").parse().expect("a number");
            assert_eq!(number(&text), Some(total), "{href}: {text}");
            assert_eq!(i64::try_from(list.count("ul.record > li")).expect("few"), total, "{href}");
            seen += 1;
        }
        assert!(seen >= 12, "{seen} numbers");
        app.member("eve").await.get(paths::StaffInsights).await.missing();
    }

    async fn what_was_found_elsewhere_was_not_solved_here(app) {
        app.ignore_mails();
        app.ignore_ledger();
        let (ada, basile, claire) = (app.member("ada").await, app.ambassador("basile").await, app.staff("claire").await);
        let mut threads = Vec::new();
        for title in ["Found by a friend after all", "Nothing more was said about it", "Nobody confirmed this one"] {
            let t = seed(app, title, ada.id, &[basile.id]).await;
            t.index(app).await;
            if threads.len() < 2 {
                claire.post(paths::PostVerify { id: t.answers[0] }, &[]).await.done();
            }
            threads.push(t);
        }
        let notice = seed(app, "We open on Saturdays from now on", claire.id, &[]).await;
        app.exec("UPDATE post SET official = TRUE WHERE id = $1", values![notice.id.0]).await;
        notice.index(app).await;
        app.advance(3 * DAY).await;
        app.tick().await;
        let found = app.mails().await.into_iter().find(|m| m.kind == "follow_up" && m.subject.contains("friend")).expect("asked").link("/follow-up/");
        app.anyone().post(&found, &[("answer", "elsewhere"), ("note", "A friend knew")]).await.done();
        app.advance(8 * DAY).await;
        app.tick().await;
        let claire = app.browser(claire.id).await;
        let list = async |kind: &str| claire.get(paths::with_query(paths::StaffInsightThreads, &[("list", kind)])).await.ok();
        let total = |page: &Page| page.attr("h1 [data-total]", "data-total");
        let page = list("solved").await;
        page.see("Nothing more was said about it").not_see("Found by a friend");
        assert_eq!(total(&page), "1");
        let page = list("elsewhere").await;
        page.see("Found by a friend").not_see("Nothing more");
        assert_eq!(total(&page), "1");
        let page = list("asked").await;
        page.not_see("We open on Saturdays");
        assert_eq!(total(&page), "3");
        list("helped").await.not_see("Found by a friend");
        app.must_be_sound().await;
    }

    async fn times_are_those_in_which_the_team_works(app) {
        let (claire, _) = told(app).await;
        let page = claire.get(paths::StaffInsights).await.ok();
        // 1 h, 3 h; Friday 10:00 to Monday 10:00 is 9 h of work
        let rows = page.texts("table.figures tbody tr");
        let row = |name: &str| rows.iter().find(|r| r.starts_with(name)).cloned().unwrap_or_else(|| panic!("no {name} in {rows:?}"));
        assert!(row("First answer, median").contains("3\u{a0}h") || row("First answer, median").contains("3 h"), "{}", row("First answer, median"));
        assert!(row("First answer, nine of ten").contains("9"), "{}", row("First answer, nine of ten"));
        assert!(row("Asked").starts_with("Asked 5") && row("Asked").contains("Before: 1"), "{}", row("Asked"));
        assert!(row("Answered 3").contains("60"), "{}", row("Answered"));
        let list = claire.get(paths::with_query(paths::StaffInsightThreads, &[("list", "first")])).await.ok();
        assert!(list.texts("ul.record > li")[0].contains("after a weekend"));
        let by = |who: &'static str| paths::with_query(paths::StaffInsightThreads, &[("list", "solved"), ("by", who)]);
        claire.get(by("ambassadors")).await.ok().see("Solved by an ambassador").not_see("Solved by a member");
        claire.get(by("peers")).await.ok().see("Solved by a member").not_see("Solved by an ambassador");
        claire.get(paths::with_query(paths::StaffInsightThreads, &[("list", "answered"), ("by", "brand")])).await.ok().see("after a weekend");
        claire.get(paths::with_query(paths::StaffInsightThreads, &[("list", "nothing")])).await.missing();
    }

    async fn the_same_numbers_go_into_a_file(app) {
        let (claire, _) = told(app).await;
        let file = claire.get(paths::StaffInsightsCsv).await.ok();
        let body = file.body().to_owned();
        for line in ["all,people_helped,2,1", "all,asked,5,1", "all,solved,2,1", "all,solved_by_ambassadors,1,0", "all,answered_by_brand,1,0", "all,first_answer_median_minutes,180,60", "all,deflected,1,0"] {
            assert!(body.lines().any(|l| l == line), "{line} in\n{body}");
        }
    }

    async fn a_question_that_several_have_is_a_signal(app) {
        app.ignore_mails();
        let claire = app.staff("claire").await;
        let ada = app.member("ada").await;
        let id = asked(app, "No dial tone since noon", ada.id, HOUR, None, false).await;
        let people: Vec<Client> = futures_util::future::join_all(["bea", "cleo", "dina"].map(|n| app.member(n))).await;
        people[0].post(paths::QuestionMeToo { id }, &[("state", "on")]).await.done();
        people[1].post(paths::QuestionMeToo { id }, &[("state", "on")]).await.done();
        jobs::tick(&app.app, app.now()).await.expect("looked");
        claire.get(paths::StaffSignals).await.ok().see("Nothing rises");
        app.advance(HOUR).await;
        people[2].post(paths::QuestionMeToo { id }, &[("state", "on")]).await.done();
        jobs::tick(&app.app, app.now()).await.expect("looked");
        jobs::tick(&app.app, app.now()).await.expect("looked again");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM weak_signal WHERE ended_at IS NULL", []).await, 1, "one signal, however often it is seen");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM thread_mark WHERE question_id = $1", values![id.0]).await, 1, "its thread is looked at");
        let page = claire.get(paths::StaffSignals).await.ok();
        page.see("No dial tone since noon").see("3 people have this problem");
        claire.press(&page, "Looked into", &[]).await.done();
        claire.get(paths::StaffSignals).await.ok().see("Nothing rises").see("One question that many had");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM audit WHERE action = 'signal_ended'", []).await, 1);
        ada.get(paths::StaffSignals).await.missing();
    }

    async fn a_word_that_rises_is_a_signal_until_it_is_quiet(app) {
        app.ignore_mails();
        let claire = app.staff("claire").await;
        let ada = app.member("ada").await;
        for n in 0..25 {
            asked(app, &format!("An invoice question, number {n}"), ada.id, (3 + n) * DAY, None, false).await;
        }
        for n in 0..5 {
            asked(app, &format!("Firmware trouble, case {n}"), ada.id, n * HOUR + HOUR, None, false).await;
        }
        jobs::tick(&app.app, app.now()).await.expect("looked");
        let page = claire.get(paths::StaffSignals).await.ok();
        page.see("5 questions; 0.0 a day are usual");
        assert_eq!(page.count("section.signal li"), 5);
        app.advance(50 * HOUR).await;
        jobs::tick(&app.app, app.now()).await.expect("looked");
        let claire = app.browser(claire.id).await;
        claire.get(paths::StaffSignals).await.ok().see("Nothing rises");
    }
}
