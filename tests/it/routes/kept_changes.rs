//! What was taken away goes from every page and from what is remembered, in every process.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use entity::{AnnouncementId, CategoryId, IncidentId};
use entraide::app::App;
use entraide::{bus, router};
use futures_util::future::join_all;
use sea_orm::TransactionTrait as _;

use super::accounts::{PASSWORD, logs_in, with_password};
use crate::support::*;

fn question(t: &Thread) -> String {
    paths::Question { id: t.id, slug: &t.slug }.to_string()
}

/// A visitor and a member of this process and of another one over the same database.
struct Everywhere {
    readers: [(&'static str, Client); 4],
    other: App,
}

impl Everywhere {
    async fn of(app: &TestApp) -> Everywhere {
        let other = App::new(app.app.config.clone(), patiently(&app.url).await, app.clock.clone());
        other.bus.look_every(Duration::ZERO);
        let there = router::build(&other).expect("pages");
        let (visitor, member) = (app.anyone(), app.member("reader").await);
        let (visitor_there, member_there) = (visitor.through(there.clone()), member.through(there));
        let readers = [("a visitor here", visitor), ("a visitor there", visitor_there), ("a member here", member), ("a member there", member_there)];
        Everywhere { readers, other }
    }

    /// Everybody's pages hold these words, or neither does: made, and given again.
    #[track_caller]
    fn see<'a>(&'a self, paths: &'a [&str], words: &'a str, wanted: bool) -> impl Future<Output = ()> + 'a {
        let at = std::panic::Location::caller();
        async move {
            for path in paths {
                for (name, who) in &self.readers {
                    for _ in 0..2 {
                        let page = who.get(path).await;
                        assert_eq!(page.body().contains(words), wanted, "{at}: “{words}” on {path}, {name}, {}", page.status);
                    }
                }
            }
        }
    }

    async fn end(self) {
        self.other.db.clone().close().await.expect("closed");
    }
}

async fn category(app: &TestApp, slug: &str) {
    app.exec("INSERT INTO category (slug, name_en, name_fr, description_en, description_fr, position, created_at) VALUES ($1, $2, $2, '', '', 1, 0)", values![slug, format!("All about {slug}")]).await;
}

const HIDE: &[(&str, &str)] = &[("act", "hide"), ("reason", "danger"), ("fact", "Somebody could be hurt.")];

async fn hide(claire: &Client, post: entity::PostId) {
    let opened = claire.post(paths::StaffModerate { id: post }, &[]).await.done();
    claire.post(opened.location(), HIDE).await.done();
}

both! {
    async fn what_is_hidden_goes_from_every_page(app) {
        app.ignore_mails();
        let (ada, basile, claire) = (app.member("ada").await, app.member("basile").await, app.staff("claire").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        let other = seed(app, "The box of a neighbour blinks", ada.id, &[]).await;
        app.exec("INSERT INTO search_related (question_id, position, related_id) VALUES ($1, 0, $2)", values![other.id.0, t.id.0]).await;
        ada.post(paths::PostComments { id: t.id }, &[("body", "It is purple now.")]).await.done();
        app.exec("INSERT INTO tag (name, question_count, created_at) VALUES ('rude-word', 1, 0)", []).await;
        app.exec("INSERT INTO question_tag (question_id, tag_id, position, hidden, activity_at) SELECT CAST($1 AS BIGINT), id, 0, FALSE, 5 FROM tag", values![t.id.0]).await;
        let all = Everywhere::of(app).await;
        let (question, beside) = (question(&t), question(&other));
        let lists = ["/", "/users/ada?tab=questions"];
        all.see(&[&question], "unplug it", true).await;
        all.see(&[&question], "purple", true).await;
        all.see(&[&question, "/", "/tags"], "rude-word", true).await;
        all.see(&lists, "blinks orange", true).await;
        all.see(&[&beside], "blinks orange", true).await;
        all.see(&["/users/basile"], "blinks orange", true).await;
        app.exec("UPDATE comment SET state = 'hidden' WHERE question_id = $1", values![t.id.0]).await;
        all.see(&[&question], "purple", false).await;
        app.exec("UPDATE question_tag SET hidden = TRUE WHERE question_id = $1", values![t.id.0]).await;
        app.exec("UPDATE tag SET question_count = 0", []).await;
        all.see(&[&question, "/", "/tags"], "rude-word", false).await;
        hide(&claire, t.answers[0]).await;
        all.see(&[&question], "unplug it", false).await;
        all.see(&["/users/basile"], "blinks orange", false).await;
        hide(&claire, t.id).await;
        all.see(&[&question], "blinks orange", false).await;
        all.see(&lists, "blinks orange", false).await;
        all.see(&[&beside], "blinks orange", false).await;
        all.end().await;
    }

    async fn words_taken_out_go_from_every_page(app) {
        let (ada, basile, claire) = (app.member("ada").await, app.member("basile").await, app.staff("claire").await);
        let t = seed(app, "Zebediah Quux has no network", ada.id, &[basile.id]).await;
        let other = seed(app, "My neighbour has none", ada.id, &[]).await;
        app.exec("INSERT INTO search_related (question_id, position, related_id) VALUES ($1, 0, $2)", values![other.id.0, t.id.0]).await;
        let all = Everywhere::of(app).await;
        let (question, beside) = (question(&t), question(&other));
        let pages = [question.as_str(), "/", "/users/ada?tab=questions", "/users/basile", beside.as_str()];
        all.see(&pages, "Zebediah", true).await;
        claire.post(paths::PostRedact { id: t.id }, &[("words", "Zebediah Quux"), ("sure", "1")]).await.done();
        all.see(&pages, "Zebediah", false).await;
        all.end().await;
    }

    async fn an_account_that_is_gone_is_named_nowhere(app) {
        app.ignore_mails();
        let ada = app.member("ada").await;
        with_password(app, "yann").await;
        let yann = app.anyone();
        logs_in(&yann, "yann", PASSWORD).await.done();
        let id = entity::AccountId(app.count("SELECT id AS n FROM account WHERE username = 'yann'", []).await);
        let t = seed(app, "My box blinks orange", ada.id, &[id]).await;
        ada.post(paths::PostVote { id: t.answers[0] }, &[("direction", "up")]).await.done();
        let all = Everywhere::of(app).await;
        let question = question(&t);
        all.see(&["/", &question], "/users/yann", true).await;
        yann.post(paths::SettingsDelete, &[("sure", "1"), ("delete_password", PASSWORD)]).await.done();
        all.see(&["/", &question], "/users/yann", false).await;
        assert!(!ada.get("/").await.ok().body().contains("/users/yann"), "whoever is signed in sees the same names");
        all.end().await;
    }

    async fn a_category_made_reserved_is_there_no_more(app) {
        let (ada, manon) = (app.member("ada").await, app.manager("manon").await);
        category(app, "salon").await;
        let all = Everywhere::of(app).await;
        let own = paths::Category { slug: "salon" }.to_string();
        all.see(&["/categories", &own], "All about salon", true).await;
        ada.get("/categories").await.ok().see("All about salon");
        let id = CategoryId(app.count("SELECT id AS n FROM category WHERE slug = 'salon'", []).await);
        let page = manon.get(paths::StaffCategory { id }).await.ok();
        manon.press(&page, "Save the category", &[("audience", "circle")]).await.done();
        all.see(&["/categories", &own], "All about salon", false).await;
        ada.get("/categories").await.ok().not_see("All about salon");
        all.end().await;
    }

    async fn what_the_team_put_up_goes_when_it_is_taken_down_or_over(app) {
        app.ignore_mails();
        let (ada, claire, manon) = (app.member("ada").await, app.staff("claire").await, app.manager("manon").await);
        category(app, "box").await;
        let t = seed(app, "A secret of somebody", ada.id, &[]).await;
        app.exec("UPDATE question SET category_id = (SELECT id FROM category) WHERE id = $1", values![t.id.0]).await;
        let all = Everywhere::of(app).await;
        let fields = [("title_en", "Down in Lyon"), ("title_fr", "Panne"), ("text_en", "We are on it."), ("text_fr", "On y travaille."), ("categories", "box"), ("canonical", &t.id.to_string())];
        claire.post(paths::StaffIncidents, &fields).await.done();
        let other = seed(app, "Another", ada.id, &[]).await;
        app.exec("UPDATE question SET category_id = (SELECT id FROM category) WHERE id = $1", values![other.id.0]).await;
        let beside = question(&other);
        let pages = ["/", "/categories/box", beside.as_str()];
        all.see(&pages, "Down in Lyon", true).await;
        all.see(&pages, "a-secret-of-somebody", true).await;
        hide(&claire, t.id).await;
        all.see(&pages, "a-secret-of-somebody", false).await;
        all.see(&pages, "Down in Lyon", true).await;
        claire.post(paths::StaffIncidentEnd { id: IncidentId(1) }, &[]).await.done();
        all.see(&pages, "Down in Lyon", false).await;
        // announcements begin and end by themselves, with no change at all, before a page is a minute old
        let text = "INSERT INTO announcement (title_en, title_fr, text_en, text_fr, begins_at, ends_at, made_by, made_at) VALUES ('Soon', 'x', 'It is so.', 'x', $1, $2, $3, 0)";
        app.exec(text, values![app.now() + 10_000, app.now() + 30_000, manon.id.0]).await;
        all.see(&["/"], "It is so.", false).await;
        app.advance(11_000).await;
        all.see(&["/"], "It is so.", true).await;
        app.advance(20_000).await;
        all.see(&["/"], "It is so.", false).await;
        // or by a press
        app.exec(text, values![app.now(), app.now() + DAY, manon.id.0]).await;
        all.see(&["/"], "It is so.", true).await;
        manon.post(paths::StaffAnnouncementEnd { id: AnnouncementId(2) }, &[]).await.done();
        all.see(&["/"], "It is so.", false).await;
        all.end().await;
    }

    async fn who_is_answering_and_what_was_asked_is_of_this_moment(app) {
        let (ada, basile) = (app.member("ada").await, app.ambassador("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        let all = Everywhere::of(app).await;
        let question = question(&t);
        app.exec("INSERT INTO answering (question_id, account_id, until_at) VALUES ($1, $2, $3)", values![t.id.0, basile.id.0, app.now() + 20_000]).await;
        all.see(&[&question], "Basile", true).await;
        app.advance(21_000).await;
        all.see(&[&question], "Basile", false).await;
        app.exec("UPDATE answering SET until_at = $1", values![app.now() + HOUR]).await;
        all.see(&[&question], "Basile", true).await;
        app.exec("DELETE FROM answering", []).await;
        all.see(&[&question], "Basile", false).await;
        app.exec("INSERT INTO details_request (question_id, asked_by, words, asked_at) VALUES ($1, $2, 'Which colour is it?', 1)", values![t.id.0, basile.id.0]).await;
        all.see(&[&question], "Which colour", true).await;
        app.exec("UPDATE details_request SET ended_at = 2", []).await;
        all.see(&[&question], "Which colour", false).await;
        all.end().await;
    }

    async fn threads_that_change_shape_do_so_everywhere(app) {
        app.ignore_mails();
        let (ada, bea, claire) = (app.member("ada").await, app.member("bea").await, app.staff("claire").await);
        let t = seed(app, "The box blinks orange", ada.id, &[bea.id, ada.id, bea.id]).await;
        let gone = seed(app, "Orange light on my box", bea.id, &[ada.id]).await;
        for id in [t.id, gone.id] {
            let tx = app.db().write().await.expect("a transaction");
            entraide::search::index_question(&tx, id).await.expect("indexed");
            entraide::deadlines::settle(&tx, id, None, app.now()).await.expect("settled");
            tx.commit().await.expect("committed");
        }
        let all = Everywhere::of(app).await;
        let (question, before) = (question(&t), question(&gone));
        all.see(&[&question], "Answer 3 to", true).await;
        all.see(&["/", &before], "Orange light on my box", true).await;
        let (first, rest) = (t.answers[0].to_string(), t.answers[2].to_string());
        let sure = claire.post(paths::QuestionSplit { id: t.id }, &[("title", "No sound on the television"), ("first", &first), ("rest", &rest)]).await.ok();
        claire.press(&sure, "Make the thread", &[]).await.done();
        all.see(&[&question], "Answer 3 to", false).await;
        all.see(&["/"], "No sound on the television", true).await;
        let sure = claire.post(paths::QuestionMerge { id: gone.id }, &[("of", &t.id.to_string())]).await.ok();
        claire.press(&sure, "Merge the threads", &[]).await.done();
        all.see(&[&question], "Answer 1 to “Orange light on my box”", true).await;
        all.see(&["/", &before], "<h1>Orange light on my box", false).await;
        for (name, who) in &all.readers {
            assert_eq!(who.get(&before).await.status, axum::http::StatusCode::MOVED_PERMANENTLY, "{name}");
        }
        all.end().await;
    }

    async fn whoever_acted_sees_it_in_every_process_at_once(app) {
        let (ada, basile) = (app.member("ada").await, app.ambassador("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[ada.id; 20]).await;
        let all = Everywhere::of(app).await;
        let question = question(&t);
        all.see(&[&question], "unplug it", true).await;
        // for visitors a moment may pass
        all.other.bus.look_every(Duration::from_secs(3_600));
        let there = basile.through(router::build(&all.other).expect("pages"));
        there.get(&question).await.ok();
        let led = basile.post(paths::QuestionAnswers { id: t.id }, &[("body", "Try another socket, please."), ("form_key", "k")]).await.done();
        let path = led.location().to_owned();
        assert!(path.contains("page=2"), "{path}");
        there.get(path.split('#').next().expect("a path")).await.ok().see("another socket");
        // nor does a page that came into being lead anybody nowhere
        all.readers[1].1.get(format!("{question}?page=2")).await.ok().see("another socket");
        all.end().await;
    }

    async fn whoever_ends_last_is_seen_as_well(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let (one, two) = (seed(app, "The first", ada.id, &[basile.id]).await, seed(app, "The second", ada.id, &[basile.id]).await);
        let all = Everywhere::of(app).await;
        let (first, second) = (question(&one), question(&two));
        all.see(&[&first, &second], "unplug it", true).await;
        let hide = "UPDATE post SET state = 'hidden', html = 'taken away' WHERE id = $1";
        let early = app.db().write().await.expect("a transaction");
        db::run(&early, hide, values![one.answers[0].0]).await.expect("changed");
        if app.engine == Engine::Postgres {
            // the one that began later ends earlier
            let late = app.db().write().await.expect("a transaction");
            db::run(&late, hide, values![two.answers[0].0]).await.expect("changed");
            late.commit().await.expect("committed");
            all.see(&[&second], "unplug it", false).await;
            all.see(&[&first], "unplug it", true).await;
        }
        early.commit().await.expect("committed");
        all.see(&[&first], "unplug it", false).await;
        all.end().await;
        app.exec("UPDATE post SET state = 'visible' WHERE state = 'hidden'", []).await;
    }

    async fn very_many_changes_count_as_everything(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        let all = Everywhere::of(app).await;
        let question = question(&t);
        all.see(&[&question, "/"], "blinks orange", true).await;
        let told = match app.engine {
            Engine::Sqlite => "WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 3000) INSERT INTO bus (id, n) SELECT 1000000 + i, (SELECT MAX(n) FROM bus) + i FROM s",
            Engine::Postgres => "INSERT INTO bus (id, n, at) SELECT 1000000 + i, CAST(CAST(pg_current_xact_id() AS TEXT) AS BIGINT), CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT) FROM generate_series(1, 3000) i",
        };
        let tx = app.db().write().await.expect("a transaction");
        db::run(&tx, told, []).await.expect("told");
        db::run(&tx, "UPDATE post SET html = '<p>It is green.</p>' WHERE id = $1", values![t.answers[0].0]).await.expect("changed");
        tx.commit().await.expect("committed");
        all.see(&[&question], "It is green.", true).await;
        // and they are taken away in time, where they would pile up
        if app.engine == Engine::Postgres {
            app.exec("UPDATE bus SET at = 0 WHERE id > 1000000", []).await;
            app.advance(MINUTE).await;
            app.tick().await;
            assert_eq!(app.count("SELECT COUNT(*) AS n FROM bus WHERE id > 1000000", []).await, 0);
            assert!(app.count("SELECT COUNT(*) AS n FROM bus", []).await > 0);
        }
        all.end().await;
        app.ignore_mails();
    }

    async fn a_database_that_was_put_back_is_not_trusted(app) {
        app.exec("INSERT INTO tag (name, question_count, created_at) VALUES ('wi-fi', 1, 0)", []).await;
        let (now, ahead) = match app.engine {
            Engine::Sqlite => ("0", "999999999"),
            Engine::Postgres => ("1:1:", "999999999:999999999:"),
        };
        for (sight, behind) in [(now, false), (ahead, true)] {
            let found = db::changes(app.db(), sight, 10).await.expect("read");
            assert_eq!(found.last().map(|c| c.behind), Some(behind), "{sight}: {found:?}");
        }
        // a file that counts less far than was read: nothing is known of what it says
        if app.engine == Engine::Sqlite {
            let (ada, basile) = (app.member("ada").await, app.member("basile").await);
            let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
            let all = Everywhere::of(app).await;
            all.see(&[&question(&t)], "unplug it", true).await;
            app.exec("UPDATE post SET html = '<p>It is green.</p>' WHERE id = $1", values![t.answers[0].0]).await;
            app.exec("DELETE FROM bus", []).await;
            all.see(&[&question(&t)], "unplug it", false).await;
            all.end().await;
        }
    }

    async fn where_the_database_does_not_answer_nothing_kept_is_given_and_nobody_waits_long(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        let all = Everywhere::of(app).await;
        all.see(&[&question(&t)], "unplug it", true).await;
        // every reader is busy: all who ask are told within the same moment, none after the other
        let mut held = Vec::new();
        while let Ok(Ok(tx)) = tokio::time::timeout(Duration::from_millis(300), all.other.db.read().begin()).await {
            held.push(tx);
        }
        assert!(held.len() >= 4);
        let begun = Instant::now();
        let answers = join_all((0..40).map(|_| all.other.bus.read(&all.other.db))).await;
        assert!(answers.iter().all(Option::is_none));
        assert!(begun.elapsed() < bus::PATIENCE * 10, "{:?}", begun.elapsed());
        drop(held);
        for _ in 0..100 {
            if all.other.bus.read(&all.other.db).await.is_some() {
                break;
            }
        }
        all.see(&[&question(&t)], "unplug it", true).await;
        // it is away
        all.other.db.clone().close().await.expect("closed");
        let page = all.readers[1].1.get(question(&t)).await.status(503);
        assert!(!page.body().contains("unplug it"));
    }

    async fn every_table_of_a_shared_page_tells_of_changes(app) {
        // what stands on pages and may be a minute old, or never changes without what tells
        let known = [
            ("search_related", "which threads stand beside; their titles and what hides them are told by the threads"),
            ("private_detail", "only whoever may read it is shown that it is there"),
            ("vote", "counted on the post, which tells"),
            ("bus", "what changed"),
        ];
        let told: BTreeSet<String> = {
            #[derive(sea_orm::FromQueryResult)]
            struct Table {
                name: String,
            }
            let text = match app.engine {
                Engine::Sqlite => "SELECT DISTINCT tbl_name AS name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%INTO bus%'",
                Engine::Postgres => "SELECT DISTINCT CAST(c.relname AS TEXT) AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid WHERE p.proname = 'bus_told'",
            };
            let found: Vec<Table> = db::rows(app.db().read(), text, []).await.expect("triggers");
            found.into_iter().map(|t| t.name).collect()
        };
        let tables: BTreeSet<String> = app.dump().await.into_iter().map(|(table, _)| table).collect();
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        category(app, "box").await;
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        app.exec("UPDATE question SET category_id = (SELECT id FROM category) WHERE id = $1", values![t.id.0]).await;
        app.exec("INSERT INTO tag (name, question_count, created_at) VALUES ('wi-fi', 1, 0)", []).await;
        app.exec("UPDATE post SET comment_count = 1, did_not_work_count = 1", []).await;
        app.exec("INSERT INTO details_request (question_id, asked_by, words, asked_at) VALUES ($1, $2, 'Which colour is it?', 1)", values![t.id.0, basile.id.0]).await;
        let mut silent = BTreeSet::new();
        for path in [question(&t).as_str(), "/", "/tags", "/tags/wi-fi", "/categories", "/categories/box", "/users/basile", "/users/ada?tab=questions"] {
            let (page, sent) = app.statements(app.anyone().get(path)).await;
            page.ok();
            assert!(!sent.is_empty() && app.statements(app.anyone().get(path)).await.1.is_empty(), "{path} is not kept");
            for statement in sent {
                let words: Vec<&str> = statement.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|w| !w.is_empty()).collect();
                for word in words.windows(2).filter(|w| ["FROM", "JOIN"].contains(&w[0])).map(|w| w[1]) {
                    if tables.contains(word) && !told.contains(word) && known.iter().all(|(table, _)| *table != word) {
                        silent.insert(format!("{word}: {statement}"));
                    }
                }
            }
        }
        assert!(silent.is_empty(), "{silent:#?}");
    }
}
