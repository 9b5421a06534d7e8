//! What the views of the feed hold: through any history, each for its reason, with what one needs to know beside it.

use std::collections::BTreeSet;

use entity::{FeedReason, PostId};
use entraide::deadlines;

use crate::support::*;

const VIEWS: [&str; 9] = ["all", "unanswered", "escalated", "reported", "brand", "mine", "department", "snoozed", "done"];

fn feed(pairs: &[(&str, &str)]) -> String {
    paths::with_query(paths::StaffFeed, pairs)
}

async fn settled(app: &TestApp, id: PostId) {
    let tx = app.db().write().await.expect("a transaction");
    deadlines::settle(&tx, id, None, app.now()).await.expect("settled");
    tx.commit().await.expect("committed");
}

async fn asked(app: &TestApp, title: &str, by: &Client, ago: i64, answers: &[entity::AccountId]) -> PostId {
    let id = seed(app, title, by.id, answers).await.id;
    app.exec("UPDATE post SET created_at = created_at - $2 WHERE question_id = $1", values![id.0, ago]).await;
    app.exec("UPDATE question SET created_at = created_at - $2, activity_at = activity_at - $2 WHERE id = $1", values![id.0, ago]).await;
    settled(app, id).await;
    id
}

/// The number on each tab, in their order.
fn said(page: &Page) -> Vec<usize> {
    page.texts("nav.tabs a").iter().map(|t| t.rsplit(' ').next().and_then(|n| n.parse().ok()).expect("a number")).collect()
}

fn ids(page: &Page) -> Vec<i64> {
    page.attrs("li[data-row]", "data-panel").iter().map(|p| p.split('/').nth(3).and_then(|n| n.parse().ok()).expect("a number")).collect()
}

/// Every row of a list, page by page.
async fn rows(who: &Client, path: &str) -> Vec<i64> {
    let mut page = who.get(path).await.ok();
    let mut all = ids(&page);
    while let Some(next) = page.attrs("a[rel=next]", "href").first().cloned() {
        page = who.get(&next).await.ok();
        assert!(!ids(&page).is_empty(), "a page of {path} holds nothing");
        all.extend(ids(&page));
    }
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "a row stands twice in {path}");
    all
}

/// The numbers on all tabs are the lengths of their lists, from wherever one looks at them.
async fn agree(who: &Client, narrowed: &[(&str, &str)]) {
    let mut before: Option<Vec<usize>> = None;
    for (at, view) in VIEWS.into_iter().enumerate() {
        let mut pairs = narrowed.to_vec();
        pairs.push(("view", view));
        let path = feed(&pairs);
        let numbers = said(&who.get(&path).await.ok());
        assert_eq!(numbers[at], rows(who, &path).await.len(), "{path}");
        // what is done has no reason any more: that tab alone leaves it out
        if view != "done" {
            assert_eq!(before.get_or_insert_with(|| numbers.clone()), &numbers, "{path}");
        }
    }
}

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % sides
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.roll(all.len())]
    }
}

/// Something somebody does; whether it may be done is not what this is about.
async fn something(app: &TestApp, dice: &mut Dice, agents: &[&Client], members: &[&Client], threads: &[PostId]) {
    let (agent, member, id) = (dice.of(agents), dice.of(members), dice.of(threads));
    let on = id.to_string();
    let press = async |word: &str, fields: &[(&str, &str)]| {
        let mut all = vec![("do", word), ("on", on.as_str())];
        all.extend_from_slice(fields);
        agent.post(paths::StaffFeedAct, &all).await
    };
    let page = match dice.roll(15) {
        0 | 1 => press("claim", &[]).await,
        2 => press("release", &[]).await,
        3 => press("snooze", &[("until", dice.of(&["hours", "tomorrow", "week"]))]).await,
        4 => press("snooze", &[("until", "event"), ("event", dice.of(&["any_post", "asker_post"]))]).await,
        5 => press("wake", &[]).await,
        6 => press("assign", &[("to", dice.of(&["claire", "denis"]))]).await,
        7 => press("hand_over", &[("department", dice.of(&["support", "billing"])), ("text", "It is theirs.")]).await,
        8 => press("resolve", &[("outcome", "refused"), ("text", "Nobody can do that.")]).await,
        9 => press("escalate", &[("text", "A colleague has to look.")]).await,
        10 => agent.post(paths::StaffFeedUndo, &[("act", &app.count("SELECT COALESCE(MAX(id), 0) AS n FROM feed_act", []).await.to_string())]).await,
        11 => member.post(paths::QuestionAnswers { id }, &[("body", &format!("Unplug it, then wait. {}", dice.roll(1_000)))]).await,
        12 => member.post(paths::PostFlag { id }, &[("reason", "spam")]).await,
        13 => agent.post(paths::PostDelete { id }, &[("reason", "spam")]).await,
        _ => {
            app.advance(HOUR * i64::try_from(1 + dice.roll(6)).expect("few")).await;
            app.tick().await;
            return;
        }
    };
    assert!(!page.status.is_server_error(), "{}", page.describe());
}

both! {
    async fn every_tab_counts_its_list_through_any_history(app) {
        app.ignore_mails();
        let (ada, basile, claire, denis) = (app.member("ada").await, app.ambassador("basile").await, app.staff("claire").await, app.staff("denis").await);
        let eva = app.expert("eva").await;
        app.exec("INSERT INTO category (slug, name_en, name_fr, description_en, description_fr, position, created_at) VALUES ('box', 'Box', 'Box', '', '', 1, 0)", values![]).await;
        app.exec("INSERT INTO department (slug, name_en, name_fr, fallback, created_at) VALUES ('billing', 'Billing', 'Facturation', FALSE, 0)", values![]).await;
        app.exec("INSERT INTO department_member (department_id, account_id, lead, since) SELECT id, $1, FALSE, 0 FROM department WHERE slug = 'support'", values![claire.id.0]).await;
        app.exec("INSERT INTO department_member (department_id, account_id, lead, since) SELECT id, $1, TRUE, 0 FROM department WHERE slug = 'billing'", values![denis.id.0]).await;
        let mut dice = Dice(if app.engine == Engine::Sqlite { 20 } else { 21 });
        let mut threads = Vec::new();
        for n in 0..42 {
            let answers: &[entity::AccountId] = match dice.roll(5) { 0 => &[basile.id], 1 => &[basile.id, ada.id], _ => &[] };
            let id = asked(app, &format!("Question {n} of any history"), dice.of(&[&ada, &eva]), HOUR * dice.of(&[3, 12, 30, 80, 200]), answers).await;
            if dice.roll(3) == 0 {
                app.exec("UPDATE question SET category_id = (SELECT MIN(id) FROM category) WHERE id = $1", values![id.0]).await;
                app.exec("UPDATE post SET lang = 'fr' WHERE id = $1", values![id.0]).await;
                settled(app, id).await;
            }
            threads.push(id);
        }
        for round in 0..4 {
            for _ in 0..25 {
                something(app, &mut dice, &[&claire, &denis], &[&ada, &basile, &eva], &threads).await;
            }
            // sessions end as time passes
            let (claire, denis) = (app.browser(claire.id).await, app.browser(denis.id).await);
            agree(dice.of(&[&claire, &denis]), &[]).await;
            let narrowed: [(&str, &str); 8] = [("category", "box"), ("category", "none"), ("lang", "fr"), ("age", "1"), ("age", "today"), ("reason", "late"), ("reason", "reported"), ("department", "billing")];
            agree(&claire, &narrowed[round..=round]).await;
            agree(&denis, &[narrowed[round + 4], narrowed[round]]).await;
        }
        // the views are of the rows they say
        let claire = app.browser(claire.id).await;
        for (view, condition) in [
            ("all", "f.snoozed = FALSE"),
            ("reported", "f.snoozed = FALSE AND f.question_id IN (SELECT r.question_id FROM feed_reason r WHERE r.reason = 'reported')"),
            ("escalated", "f.snoozed = FALSE AND f.question_id IN (SELECT e.question_id FROM escalation e WHERE e.ended_at IS NULL)"),
            ("snoozed", "f.snoozed = TRUE"),
        ] {
            let held = app.count(&format!("SELECT COUNT(*) AS n FROM feed_row f WHERE {condition}"), []).await;
            assert_eq!(rows(&claire, &feed(&[("view", view)])).await.len() as i64, held, "{view}");
        }
        app.deadlines_are_right().await;
    }

    async fn each_reason_says_why_and_lists_its_rows(app) {
        let (ada, claire) = (app.member("ada").await, app.staff("claire").await);
        let id = asked(app, "There for every reason there is", &ada, 5 * HOUR, &[]).await;
        asked(app, "There for one reason alone", &ada, 6 * HOUR, &[]).await;
        app.exec("DELETE FROM feed_reason WHERE question_id = $1", values![id.0]).await;
        for (n, reason) in FeedReason::ALL.iter().enumerate() {
            let text = "INSERT INTO feed_reason (question_id, reason, urgency, due_at, count, since) VALUES ($1, $2, $3, $4, 3, $5)";
            app.exec(text, values![id.0, reason.word(), 100 - n as i64, app.now() - HOUR, app.now() - 2 * HOUR]).await;
        }
        for lang in ["en", "fr"] {
            let claire = app.browser(claire.id).await.speaking(lang);
            let page = claire.get(paths::StaffFeed).await.ok();
            let whys = page.texts(&format!("#t-{id} ul.whys li"));
            assert_eq!(whys.len(), FeedReason::ALL.len());
            assert_eq!(whys.iter().collect::<BTreeSet<_>>().len(), whys.len(), "{whys:?}");
            assert!(whys.iter().filter(|w| w.contains('3')).count() >= 4, "numbers are said: {whys:?}");
            for reason in FeedReason::ALL {
                let listed = rows(&claire, &feed(&[("reason", reason.word())])).await;
                assert!(listed.contains(&id.0), "{}", reason.word());
                assert_eq!(listed.len(), if reason.word() == "unanswered" { 2 } else { 1 }, "{}", reason.word());
            }
        }
    }

    async fn beside_a_thread_stands_what_one_needs_to_know(app) {
        app.ignore_mails();
        let (ada, basile, claire, denis) = (app.member("ada").await, app.member("basile").await, app.staff("claire").await, app.staff("denis").await);
        app.exec("INSERT INTO category (slug, name_en, name_fr, description_en, description_fr, position, created_at) VALUES ('box', 'Nordik Box', 'Box Nordik', '', '', 1, 0)", values![]).await;
        for (who, title) in [(&basile, "The television decoder shows error S104 every evening"), (&ada, "My television decoder shows error S104 since the storm")] {
            who.post(paths::Questions, &[("title", title), ("body", "The television decoder shows error S104 and no picture comes, whatever channel I choose.")]).await.done();
        }
        let id = PostId(app.count("SELECT MAX(id) AS n FROM question", []).await);
        asked(app, "What ada asked a year before", &ada, 300 * DAY, &[basile.id]).await;
        app.exec("UPDATE question SET category_id = (SELECT MIN(id) FROM category)", values![]).await;
        // brought to the team once, refused; and again
        ada.post(paths::QuestionEscalate { id }, &[("reason", "brand_only"), ("details", "Nobody here can see my line.")]).await.done();
        app.advance(MINUTE).await;
        claire.post(paths::StaffFeedAct, &[("do", "resolve"), ("on", &id.to_string()), ("outcome", "refused"), ("text", "Lines are not ours to see.")]).await.done();
        app.advance(MINUTE).await;
        claire.post(paths::StaffFeedAct, &[("do", "claim"), ("on", &id.to_string())]).await.done();
        denis.post(paths::StaffThreadHere { id }, &[("state", "writing")]).await;
        app.advance(5 * MINUTE - 60_000).await;
        app.tick().await;
        denis.post(paths::StaffThreadHere { id }, &[("state", "writing")]).await;
        let panel = claire.get_part(paths::StaffThreadPanel { id }, "panel").await.ok();
        panel.see("Ada").see("2 questions").see("Nordik Box").see("What ada asked a year before");
        panel.see("Lines are not ours to see").see("Nobody here can see my line");
        panel.see("The television decoder shows error S104 every evening");
        panel.see("Denis is answering");
        // it stands beside the list and beside the thread
        let page = claire.get(feed(&[("view", "mine")])).await.ok();
        assert!(page.text("#panel").contains("Lines are not ours to see"), "{}", page.text("#panel"));
        assert!(claire.get(paths::StaffThread { id }).await.ok().has("a[data-load=panel]"));
    }

    async fn every_letter_presses_something_that_stands_there(app) {
        let (ada, claire) = (app.member("ada").await, app.staff("claire").await);
        let id = asked(app, "Pressed with every letter", &ada, 5 * HOUR, &[]).await;
        let help = claire.get(paths::Shortcuts).await.ok();
        let keys: BTreeSet<String> = help.texts("kbd").iter().flat_map(|k| k.split([' ', ',']).map(str::to_owned).collect::<Vec<_>>()).collect();
        let page = claire.get(paths::StaffFeed).await.ok();
        for key in ["o", "r", "n", "a", "A", "e", "s", "d", "m", "x", "i"] {
            assert!(keys.contains(key), "{key} is not in the list of keys");
            assert_eq!(page.count(&format!("li[data-cur] [data-key='{key}']")), 1, "{key}");
        }
        for key in ["j", "k", "u", "z", "/", "?", "g", "Enter", "Ctrl", "K"] {
            assert!(keys.contains(key), "{key} is not in the list of keys");
        }
        for key in ["a", "s", "e", "f", "w", "m", "d", "v", "t"] {
            assert!(page.has(&format!("nav.tabs a[data-key='g {key}']")), "g {key}");
        }
        assert!(page.has("[data-keys]") && page.has(".find input"));
        claire.press(&page, "Take", &[]).await.done();
        assert!(claire.get(paths::StaffFeed).await.has("form.undo [data-key=z]"));
        // the same letters on the thread's own page; its texts are where the letter leads
        let m = page.attr("li[data-cur] [data-key=m]", "href");
        assert_eq!(m, format!("{}#canned", paths::StaffThread { id }));
        let thread = claire.get(paths::StaffThread { id }).await.ok();
        for key in ["r", "n", "d", "m", "a", "s", "A", "u"] {
            assert_eq!(thread.count(&format!("[data-key='{key}']")), 1, "{key}");
        }
        assert!(thread.has("#canned a"), "there is no text yet: one is led to where they are made");
        claire.post(paths::StaffCanned, &[("name", "Restart"), ("body_en", "Hello {first_name}, unplug it.")]).await.done();
        assert!(claire.get(paths::StaffThread { id }).await.has("#canned select option"));
    }
}
