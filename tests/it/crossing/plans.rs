//! How the hot pages ask the database: their statements are few and every one goes by an index.

use std::fmt::Write as _;

use sea_orm::{ConnectionTrait as _, DbBackend, Statement};

use super::world::World;
use crate::support::*;

/// Tables that grow with the community.
const BIG: &[&str] = &[
    "account", "acceptance", "audit", "badge_award", "comment", "credit", "deflection", "did_not_work", "draft", "email_token", "flag", "follow", "form_key", "ledger_entry", "mail", "me_too", "notification", "notification_part", "post", "private_detail", "question",
    "question_tag", "revision", "search_document", "session", "source_ref", "suggested_edit", "tag", "verification", "vote",
];

/// The pages of visitors and of members, and how many statements each may send: six at most on PostgreSQL too.
fn pages(world: &World) -> Vec<(&'static str, String)> {
    let search = |q: &str| paths::with_query(paths::Search, &[("q", q)]);
    let home = |k: &str, v: &str| paths::with_query(paths::Home, &[(k, v)]);
    vec![
        ("home", paths::Home.to_string()),
        ("home, unanswered", home("status", "unanswered")),
        ("home, solved", home("status", "solved")),
        ("home, newest", home("sort", "newest")),
        ("home, most useful", home("sort", "votes")),
        ("thread", paths::Question { id: world.thread.id, slug: &world.thread.slug }.to_string()),
        ("ask", paths::with_query(paths::Ask, &[("title", "my box blinks orange")])),
        ("similar", paths::with_query(paths::AskSimilar, &[("title", "my box blinks orange")])),
        ("tag", paths::Tag { name: "wifi" }.to_string()),
        ("tags", paths::Tags.to_string()),
        ("category", paths::Category { slug: "box" }.to_string()),
        ("user", paths::User { username: "basile" }.to_string()),
        ("users", paths::Users.to_string()),
        ("search", search("orange box")),
        ("search in a tag", search("orange tag:wifi is:solved")),
        ("suggestions", paths::with_query(paths::SearchSuggestions, &[("q", "oran")])),
        ("feed", paths::FeedQuestions.to_string()),
        ("feed of a tag", paths::FeedTag { file: "wifi.atom" }.to_string()),
        ("sitemap", paths::Sitemap.to_string()),
    ]
}

/// One space between words, lists of values shortened.
fn tidied(sql: &str) -> String {
    sql.split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn plan(app: &TestApp, statement: &Statement) -> Vec<String> {
    let db = app.db().read();
    let explain = |prefix: &str| Statement { sql: format!("{prefix} {}", statement.sql), values: statement.values.clone(), db_backend: db.get_database_backend() };
    match app.engine {
        Engine::Sqlite => {
            let rows = db.query_all_raw(explain("EXPLAIN QUERY PLAN")).await.expect("a plan");
            rows.iter().map(|r| r.try_get::<String>("", "detail").expect("a line")).collect()
        }
        Engine::Postgres => {
            // with sequential scans made dear, one that is left has no index to go by
            let tx = app.db().write().await.expect("a transaction");
            tx.execute_unprepared("SET LOCAL enable_seqscan = off").await.expect("set");
            let rows = tx.query_all_raw(explain("EXPLAIN")).await.unwrap_or_else(|e| panic!("{}: {e}", statement.sql));
            rows.iter().map(|r| r.try_get_by_index::<String>(0).expect("a line")).collect()
        }
    }
}

/// A line of a plan that reads a whole big table.
fn reads_all(engine: Engine, line: &str) -> bool {
    match engine {
        Engine::Sqlite => {
            let Some(rest) = line.trim().strip_prefix("SCAN ") else { return false };
            let table = rest.split(' ').next().unwrap_or_default();
            !rest.contains("USING") && !rest.contains("VIRTUAL TABLE") && BIG.contains(&table)
        }
        Engine::Postgres => line.contains("Seq Scan on ") && line.split("Seq Scan on ").nth(1).is_some_and(|t| BIG.contains(&t.split(' ').next().unwrap_or_default())),
    }
}

both! {
    async fn every_statement_of_a_hot_page_goes_by_an_index(app) {
        let world = World::new(app).await;
        let mut out = String::new();
        let mut wrong = Vec::new();
        for (name, path) in pages(&world) {
            for (who, client) in [("a visitor", &app.anyone()), ("a member", &world.asker)] {
                // what is remembered for a second is remembered now; the page itself is made anew in another theme, and the
                // thread is read again
                client.set_cookie("theme", "dark");
                client.get(&path).await;
                client.set_cookie("theme", "light");
                app.exec("UPDATE post SET edited_at = edited_at WHERE id = $1", values![world.thread.id.0]).await;
                let (page, sent) = app.sent(client.get(&path)).await;
                if page.status == 404 {
                    continue;
                }
                let asks = |s: &&Statement| ["SELECT", "WITH"].iter().any(|w| s.sql.trim_start().starts_with(w));
                // who it is, is remembered for a second
                let who_it_is = |s: &&Statement| s.sql.contains("FROM session WHERE id_hash") || s.sql.contains("FROM account WHERE id = $1 AND deleted_at IS NULL");
                let asked: Vec<&Statement> = sent.iter().filter(asks).filter(|s| !who_it_is(s)).collect();
                assert!(asked.len() <= 6, "{name} sends {} statements to {who}:\n{}", asked.len(), asked.iter().map(|s| tidied(&s.sql)).collect::<Vec<_>>().join("\n"));
                let _ = writeln!(out, "# {name}, {who}: {} statements", asked.len());
                for statement in asked {
                    let lines = plan(app, statement).await;
                    let _ = writeln!(out, "{}", tidied(&statement.sql));
                    for line in &lines {
                        if reads_all(app.engine, line) {
                            wrong.push(format!("{name}, {who}: {line}\n    {}", tidied(&statement.sql)));
                        }
                        let _ = writeln!(out, "    {line}");
                    }
                }
                out.push('\n');
            }
        }
        assert!(wrong.is_empty(), "whole tables are read:\n{}", wrong.join("\n"));
        if app.engine == Engine::Sqlite {
            assert_eq!(app.db().backend(), DbBackend::Sqlite);
            insta::assert_snapshot!("query_plans", out);
        }
    }

}

both! {
    async fn the_jobs_go_by_indexes(app) {
        let _world = World::new(app).await;
        let ((), sent) = app.sent(app.tick()).await;
        assert!(!sent.is_empty(), "no job asked anything");
        let mut wrong = Vec::new();
        for statement in sent.iter().filter(|s| ["SELECT", "UPDATE", "DELETE"].iter().any(|w| s.sql.trim_start().starts_with(w))) {
            for line in plan(app, statement).await {
                if reads_all(app.engine, &line) {
                    wrong.push(format!("{line}\n    {}", tidied(&statement.sql)));
                }
            }
        }
        assert!(wrong.is_empty(), "whole tables are read:\n{}", wrong.join("\n"));
    }
}
