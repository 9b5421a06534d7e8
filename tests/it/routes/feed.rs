//! The staff feed: numbers and lists agree, pages follow each other, presses act and are undone.

use std::collections::BTreeSet;

use entity::{AccountId, PostId};
use entraide::deadlines;

use crate::support::*;

/// A live question asked so long ago, settled.
pub(super) async fn asked(app: &TestApp, title: &str, by: AccountId, ago: i64, answers: &[AccountId]) -> PostId {
    let thread = seed(app, title, by, answers).await;
    app.exec("UPDATE post SET created_at = created_at - $2 WHERE question_id = $1", values![thread.id.0, ago]).await;
    app.exec("UPDATE question SET created_at = created_at - $2, activity_at = activity_at - $2 WHERE id = $1", values![thread.id.0, ago]).await;
    settled(app, thread.id).await;
    thread.id
}

pub(super) async fn settled(app: &TestApp, id: PostId) {
    let tx = app.db().write().await.expect("a transaction");
    deadlines::settle(&tx, id, None, app.now()).await.expect("settled");
    tx.commit().await.expect("committed");
}

pub(super) fn ids(page: &Page) -> Vec<i64> {
    page.attrs("li[data-row]", "id").iter().map(|id| id.trim_start_matches("t-").parse().expect("a number")).collect()
}

/// The number on the tab where we are.
fn count(page: &Page) -> usize {
    page.text("nav.tabs [aria-current]").split(' ').next_back().and_then(|n| n.parse().ok()).expect("a number")
}

/// Every row of a list, page by page; back again it is the same.
async fn walked(who: &Client, path: &str) -> (usize, Vec<i64>) {
    let mut page = who.get(path).await.ok();
    let said = count(&page);
    let (mut all, mut pages) = (ids(&page), vec![ids(&page)]);
    if page.text("nav.tabs [aria-current]").starts_with("Done") {
        return (said, page.attrs("li[data-row]", "data-panel").iter().map(|_| 0).collect());
    }
    while let Some(next) = page.attrs("a[rel=next]", "href").first().cloned() {
        page = who.get(&next).await.ok();
        all.extend(ids(&page));
        pages.push(ids(&page));
    }
    while let Some(back) = page.attrs("a[rel=prev]", "href").first().cloned() {
        pages.pop();
        page = who.get(&back).await.ok();
        assert_eq!(Some(&ids(&page)), pages.last());
    }
    assert_eq!(pages.len(), 1, "the first page has no page before it");
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "a row stands twice in {path}");
    (said, all)
}

fn feed(pairs: &[(&str, &str)]) -> String {
    paths::with_query(paths::StaffFeed, pairs)
}

pub(super) async fn press(who: &Client, word: &str, on: &[PostId], fields: &[(&str, &str)]) -> Page {
    let ids: Vec<String> = on.iter().map(ToString::to_string).collect();
    let mut all = vec![("do", word)];
    all.extend(ids.iter().map(|id| ("on", id.as_str())));
    all.extend_from_slice(fields);
    who.post(paths::StaffFeedAct, &all).await
}

pub(super) async fn owner(app: &TestApp, id: PostId) -> i64 {
    app.count("SELECT COALESCE(MAX(owner_id), 0) AS n FROM escalation WHERE question_id = $1 AND ended_at IS NULL", values![id.0]).await
}

both! {
    async fn the_number_on_each_tab_is_the_length_of_its_list(app) {
        let (ada, basile, claire) = (app.member("ada").await, app.ambassador("basile").await, app.staff("claire").await);
        app.exec("INSERT INTO category (slug, name_en, name_fr, description_en, description_fr, position, created_at) VALUES ('box', 'Box', 'Box', '', '', 1, 0)", values![]).await;
        app.exec("INSERT INTO department_member (department_id, account_id, lead, since) SELECT id, $1, FALSE, 0 FROM department", values![claire.id.0]).await;
        let mut all = Vec::new();
        for n in 0..31 {
            all.push(asked(app, &format!("Question number {n} of the list"), ada.id, (4 + n) * HOUR, &[]).await);
        }
        // some under a product, in another language, reported, in hand, asleep, answered
        app.exec("UPDATE question SET category_id = (SELECT MIN(id) FROM category) WHERE id <= $1", values![all[6].0]).await;
        app.exec("UPDATE post SET lang = 'fr' WHERE id <= $1", values![all[3].0]).await;
        for id in &all[..7] {
            settled(app, *id).await;
        }
        for id in &all[10..13] {
            app.exec("INSERT INTO flag (post_id, actor_id, reason, details, state, at) VALUES ($1, $2, 'other', '', 'open', $3)", values![id.0, basile.id.0, app.now()]).await;
            settled(app, *id).await;
        }
        press(&claire, "claim", &all[14..18], &[]).await.done();
        press(&claire, "snooze", &all[20..22], &[("until", "tomorrow")]).await.done();
        press(&claire, "resolve", &all[30..31], &[("outcome", "refused"), ("text", "Nobody can do that.")]).await.done();
        let answered = asked(app, "An answer with a word after it", ada.id, 6 * HOUR, &[basile.id, ada.id]).await;

        let narrow: [&[(&str, &str)]; 6] = [&[], &[("category", "box")], &[("category", "none")], &[("lang", "fr")], &[("age", "1")], &[("reason", "deadline_passed")]];
        for pairs in narrow {
            for view in ["all", "unanswered", "escalated", "reported", "brand", "mine", "department", "snoozed", "done"] {
                let mut pairs = pairs.to_vec();
                pairs.push(("view", view));
                let (said, rows) = walked(&claire, &feed(&pairs)).await;
                assert_eq!(said, rows.len(), "{pairs:?}");
            }
        }
        let (_, rows) = walked(&claire, &feed(&[])).await;
        assert!(rows.len() > 25 && rows.contains(&answered.0), "{rows:?}");
        let held = app.count("SELECT COUNT(*) AS n FROM feed_row WHERE snoozed = FALSE", values![]).await;
        assert_eq!(rows.len() as i64, held);
        assert_eq!(count(&claire.get(feed(&[("view", "mine")])).await), 4);
        assert_eq!(count(&claire.get(feed(&[("view", "snoozed")])).await), 2);
        assert_eq!(count(&claire.get(feed(&[("view", "reported")])).await), 3);
        assert_eq!(count(&claire.get(feed(&[("view", "done")])).await), 1);
        // the most urgent first, then what is due first
        #[derive(sea_orm::FromQueryResult)]
        struct Row { id: i64 }
        let order: Vec<Row> = db::rows(app.db().read(), "SELECT question_id AS id FROM feed_row WHERE snoozed = FALSE ORDER BY urgency DESC, due_at, question_id", []).await.expect("rows");
        assert_eq!(rows, order.iter().map(|r| r.id).collect::<Vec<_>>());
        // the heading's number leads to its list
        let page = claire.get(feed(&[])).await;
        let (said, late) = walked(&claire, &page.attr(".desk-head a", "href")).await;
        assert_eq!(page.text(".desk-head a").parse::<usize>().expect("a number"), late.len());
        assert_eq!(said, late.len());
        app.ignore_mails();
    }

    async fn a_row_says_what_one_needs(app) {
        let (ada, basile, claire) = (app.member("ada").await, app.ambassador("basile").await, app.staff("claire").await);
        let late = asked(app, "My box is dead since Friday", ada.id, 96 * HOUR, &[]).await;
        // few statements, however long the list
        let page = app.at_most(28, claire.get(paths::StaffFeed)).await.ok();
        page.see("My box is dead since Friday").see("Ada").see("member since 2026").see("no answer").see("Deadline passed").see("Not assigned");
        assert!(page.has("li.esc .sla.late"), "{}", page.describe());
        // without answers there is no median; then the middle of three
        page.not_see("Median");
        for (n, hours) in [(1, 1), (2, 2), (3, 5)] {
            let id = asked(app, &format!("Answered in {n} ways"), ada.id, 30 * HOUR, &[basile.id]).await;
            app.exec("UPDATE post SET created_at = (SELECT q.created_at FROM question q WHERE q.id = $1) + $2 WHERE question_id = $1 AND kind = 'answer'", values![id.0, hours * HOUR]).await;
            app.exec("DELETE FROM feed_exit", values![]).await;
            app.exec("DELETE FROM feed_reason WHERE question_id = $1", values![id.0]).await;
            app.exec("DELETE FROM feed_row WHERE question_id = $1", values![id.0]).await;
            app.exec("DELETE FROM thread_clock WHERE question_id = $1", values![id.0]).await;
            settled(app, id).await;
        }
        let page = claire.get(paths::StaffFeed).await.ok();
        assert!(page.text(".desk-head .meta").replace('\u{a0}', " ").contains("2 h 00"), "{}", page.text(".desk-head .meta"));
        // the menu counts what cannot wait
        app.app.forget(claire.id).await;
        let page = claire.get(paths::Home).await.ok();
        assert!(page.text(".menu-items").contains("Triage"), "{}", page.text(".menu-items"));
        assert!(page.has(".menu-items .urgent"));
        assert!(!ada.get(paths::Home).await.has(".menu-items .urgent"));
        ada.get(paths::StaffFeed).await.missing();
        // the panel: who asks, what else they asked
        let panel = claire.get_part(paths::StaffThreadPanel { id: late }, "panel").await.ok();
        panel.see("Who asks").see("4 questions").see("Answered in 3 ways");
        claire.get(paths::StaffThreadPanel { id: late }).await.ok().see("My box is dead since Friday");
        claire.get(paths::StaffThreadPanel { id: PostId(999) }).await.missing();
        app.ignore_mails();
    }

    async fn a_press_is_undone_by_whoever_pressed_and_only_while_nothing_follows(app) {
        let (ada, claire, denis) = (app.member("ada").await, app.staff("claire").await, app.staff("denis").await);
        let one = asked(app, "The first of two to take", ada.id, 5 * HOUR, &[]).await;
        let two = asked(app, "The second of two to take", ada.id, 6 * HOUR, &[]).await;
        let before = app.count("SELECT COUNT(*) AS n FROM escalation", values![]).await;
        let page = claire.get(paths::StaffFeed).await.ok();
        assert!(!page.has("form.undo"));
        // the row's own button, and the next row is current
        let done = claire.press(&page, "Take", &[]).await;
        assert!(done.location().contains(&format!("row={}", ids(&page)[1])), "{}", done.location());
        let page = claire.follow(&done).await;
        assert_eq!(page.attr("li[data-cur]", "id"), format!("t-{}", ids(&page)[1]));
        let taken = PostId(ids(&page)[0]);
        assert_eq!(owner(app, taken).await, claire.id.0);
        page.see("In your hands");
        // nobody else undoes it
        let act = page.attr("form.undo input[name=act]", "value");
        assert_eq!(denis.post(paths::StaffFeedUndo, &[("act", &act)]).await.status, 409);
        let page = claire.follow(&claire.press(&page, "Undo", &[]).await).await;
        page.see("Undone.");
        assert_eq!(owner(app, taken).await, 0);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM escalation", values![]).await, before);
        assert_eq!(claire.post(paths::StaffFeedUndo, &[("act", &act)]).await.status, 409, "once");

        // several at once; what somebody touched since stays
        press(&claire, "claim", &[one, two], &[]).await.done();
        press(&denis, "take_over", &[two], &[("text", "I know this customer.")]).await.done();
        let page = claire.follow(&claire.press(&claire.get(paths::StaffFeed).await, "Undo", &[]).await).await;
        page.see("Not all of it could be undone");
        assert_eq!((owner(app, one).await, owner(app, two).await), (0, denis.id.0));

        // asleep, and awake again by the undo; ten minutes later it stays asleep
        press(&claire, "snooze", &[one], &[("until", "week"), ("event", "asker_post")]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM feed_row WHERE snoozed = TRUE", values![]).await, 1);
        let page = claire.get(paths::StaffFeed).await;
        claire.press(&page, "Undo", &[]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM feed_row WHERE snoozed = TRUE", values![]).await, 0);
        press(&claire, "snooze", &[one], &[("until", "hours")]).await.done();
        let act = claire.get(paths::StaffFeed).await.attr("form.undo input[name=act]", "value");
        app.advance(11 * 60_000).await;
        assert!(!claire.get(paths::StaffFeed).await.has("form.undo"));
        assert_eq!(claire.post(paths::StaffFeedUndo, &[("act", &act)]).await.status, 409);
        let page = claire.get(feed(&[("view", "snoozed")])).await;
        page.see("Snoozed until");
        claire.press(&page, "Wake", &[]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM feed_row WHERE snoozed = TRUE", values![]).await, 0);
        app.ignore_mails();
    }

    async fn two_agents_press_at_once_and_the_second_is_told_who_has_it(app) {
        let (ada, claire, denis) = (app.member("ada").await, app.staff("claire").await, app.staff("denis").await);
        let id = asked(app, "Wanted by two agents at once", ada.id, 5 * HOUR, &[]).await;
        let on = [id];
        let (a, b) = tokio::join!(press(&claire, "claim", &on, &[]), press(&denis, "claim", &on, &[]));
        let (won, lost) = if a.status == 303 { (&claire, (&denis, b)) } else { (&denis, (&claire, a)) };
        assert_eq!(owner(app, id).await, won.id.0);
        let (loser, page) = lost;
        assert_eq!(page.status, 422, "{}", page.describe());
        let name = if won.id == claire.id { "Claire" } else { "Denis" };
        page.see(name);
        // it offers to take it over, with a word
        assert_eq!(loser.press(&page, "Take over", &[]).await.status, 422);
        loser.press(&page, "Take over", &[("text", "You are on the phone.")]).await.done();
        assert_eq!(owner(app, id).await, loser.id.0);
        app.ignore_mails();
    }

    async fn forms_ask_for_what_is_missing_and_keep_what_was_typed(app) {
        let (ada, claire, denis) = (app.member("ada").await, app.staff("claire").await, app.staff("denis").await);
        let id = asked(app, "To be assigned and settled", ada.id, 5 * HOUR, &[]).await;
        let back = feed(&[("view", "unanswered")]);
        // nothing picked
        assert_eq!(press(&claire, "claim", &[], &[]).await.status, 422);
        assert_eq!(press(&claire, "vanish", &[id], &[]).await.status, 400);
        let page = claire.get(paths::with_query(paths::StaffFeedAct, &[("do", &format!("assign-{id}-{id}")), ("back", &back)])).await.ok();
        page.see("To be assigned and settled");
        let done = claire.press(&page, "Assign", &[("to", "denis"), ("text", "You know the box best.")]).await.done();
        assert!(done.location().starts_with(&back), "{}", done.location());
        assert_eq!(owner(app, id).await, denis.id.0);
        // a snooze in the past, an end without words
        let wrong = press(&denis, "snooze", &[id], &[("until", "at"), ("at", "2020-01-01T10:00")]).await;
        assert_eq!(wrong.status, 422);
        assert_eq!(wrong.value("at"), "2020-01-01T10:00");
        let wrong = press(&denis, "resolve", &[id], &[("outcome", "refused"), ("text", " ")]).await;
        assert_eq!(wrong.status, 422);
        let part = denis.get_part(paths::with_query(paths::StaffFeedAct, &[("do", &format!("resolve-{id}-{id}"))]), "act").await.ok();
        assert!(part.has("#act form"));
        // settled by words that everyone reads
        press(&denis, "resolve", &[id], &[("outcome", "solved"), ("text", "Hold the button for ten seconds, then wait for the green light."), ("form_key", "0123456789abcdef0123456789abcdef")]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM post WHERE question_id = $1 AND kind = 'answer' AND official = TRUE", values![id.0]).await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM escalation WHERE question_id = $1 AND outcome = 'solved' AND outcome_post_id IS NOT NULL", values![id.0]).await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM feed_row", values![]).await, 0);
        let page = claire.get(feed(&[("view", "done")])).await;
        page.see("To be assigned and settled").see("Denis");
        app.ignore_mails();
    }

    async fn colleagues_see_who_is_there(app) {
        let (ada, claire, denis) = (app.member("ada").await, app.staff("claire").await, app.staff("denis").await);
        let id = asked(app, "Looked at by somebody", ada.id, 5 * HOUR, &[]).await;
        let here = paths::StaffThreadHere { id };
        claire.post_part(here, "here", &[("state", "looking")]).await.ok().see("Nobody else is here");
        denis.get(paths::StaffFeed).await.see("Claire is looking");
        denis.post_part(here, "here", &[("state", "writing")]).await.ok().see("Claire is looking");
        claire.get_part(paths::StaffThreadPanel { id }, "panel").await.see("Denis is answering");
        denis.post(here, &[("state", "gone")]).await.done();
        claire.get(paths::StaffFeed).await.not_see("Denis is answering");
        app.advance(61_000).await;
        denis.get(paths::StaffFeed).await.not_see("Claire is looking");
        ada.post(here, &[("state", "looking")]).await.missing();
        claire.post(paths::StaffThreadHere { id: PostId(999) }, &[]).await.missing();
    }
}
