//! The record of who did what: only added to, a chain that shows what was changed behind its back, a search.

use entraide::audit::{self, Deed, chain};
use sea_orm::ConnectionTrait as _;

use crate::support::*;

/// Somebody with the database's own keys takes its guards away.
async fn unguarded(app: &TestApp) {
    let statements: &[&str] = match app.engine {
        Engine::Sqlite => &["DROP TRIGGER audit_kept", "DROP TRIGGER audit_stays", "DROP TRIGGER audit_chain_kept", "DROP TRIGGER audit_chain_stays"],
        Engine::Postgres => &["ALTER TABLE audit DISABLE TRIGGER audit_kept", "ALTER TABLE audit_chain DISABLE TRIGGER audit_chain_kept"],
    };
    let tx = app.db().write().await.expect("a transaction");
    for statement in statements {
        tx.execute_unprepared(statement).await.expect("the guard goes");
    }
    tx.commit().await.expect("committed");
}

async fn deed(app: &TestApp, action: &'static str, id: i64, note: &str) {
    let tx = app.db().write().await.expect("a transaction");
    audit::record(&tx, Deed { actor: None, action, object: "question", object_id: id, note }, app.now()).await.expect("recorded");
    tx.commit().await.expect("committed");
}

async fn problems(app: &TestApp) -> Vec<String> {
    let found = entraide::check::run(app.db(), app.now()).await.expect("the check runs");
    found.iter().map(ToString::to_string).filter(|p| p.contains("audit record")).collect()
}

both! {
    async fn the_record_is_only_added_to(app) {
        for n in 1..=5 {
            deed(app, "close", n, "état 3:x “quoted”\nand a line 🦊").await;
        }
        // what was rolled back leaves no hole
        let tx = app.db().write().await.expect("a transaction");
        audit::record(&tx, Deed { actor: None, action: "close", object: "question", object_id: 9, note: "" }, app.now()).await.expect("recorded");
        tx.rollback().await.expect("rolled back");
        deed(app, "reopen", 6, "").await;
        assert_eq!(problems(app).await, Vec::<String>::new());
        assert_eq!(chain::head(app.db().read()).await.expect("a head").position, 6);
        for statement in ["UPDATE audit SET note = 'another' WHERE object_id = 3", "DELETE FROM audit WHERE object_id = 3", "DELETE FROM audit_chain", "UPDATE audit_chain SET hash = ''", "DELETE FROM audit_head",
            "UPDATE audit_head SET since = 99", "UPDATE audit_head SET position = 0", "UPDATE audit_head SET position = position + 1", "UPDATE audit_head SET hash = ''"] {
            let tx = app.db().write().await.expect("a transaction");
            let refused = tx.execute_unprepared(statement).await.expect_err(statement);
            assert!(refused.to_string().contains("only added to"), "{statement}: {refused}");
        }
        assert_eq!(problems(app).await, Vec::<String>::new());
    }

    async fn a_row_changed_behind_its_back_is_named(app) {
        for n in 1..=5 {
            deed(app, "close", n, "").await;
        }
        unguarded(app).await;
        let third = app.count("SELECT id AS n FROM audit WHERE object_id = 3", []).await;
        app.exec("UPDATE audit SET note = 'it was somebody else' WHERE object_id = 3", []).await;
        assert_eq!(problems(app).await, [format!("audit record: row {third} (close of question 3) is not as it was written")]);
        app.exec("UPDATE audit SET note = '' WHERE object_id = 3", []).await;
        assert_eq!(problems(app).await, Vec::<String>::new());
        // a link taken out
        let fourth = app.count("SELECT id AS n FROM audit WHERE object_id = 4", []).await;
        app.exec("DELETE FROM audit_chain WHERE audit_id = $1", values![fourth]).await;
        assert_eq!(problems(app).await, ["audit record: links 4 to 4 are missing".to_owned(), format!("audit record: row {fourth} is no link of the chain")]);
    }

    async fn the_last_rows_cannot_quietly_go(app) {
        for n in 1..=3 {
            deed(app, "close", n, "").await;
        }
        unguarded(app).await;
        app.exec("DELETE FROM audit_chain WHERE position = 3", []).await;
        app.exec("DELETE FROM audit WHERE object_id = 3", []).await;
        assert_eq!(problems(app).await, ["audit record: it ends at link 2, but 3 were written"]);
    }

    async fn many_at_once_make_one_chain(app) {
        let claire = app.staff("claire").await;
        let mut threads = Vec::new();
        for n in 0..6 {
            threads.push(seed(app, &format!("Question number {n} about the box"), app.member(&format!("asker{n}")).await.id, &[]).await);
        }
        let in_turns = async |id| {
            for _ in 0..3 {
                claire.post(paths::QuestionClose { id }, &[("reason", "Settled by phone")]).await.done();
                claire.post(paths::QuestionReopen { id }, &[]).await.done();
            }
        };
        futures_util::future::join_all(threads.iter().map(|t| in_turns(t.id))).await;
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM audit WHERE action IN ('close', 'reopen')", []).await, 36);
        assert_eq!(problems(app).await, Vec::<String>::new());
    }

    async fn the_record_is_searched(app) {
        let (ada, claire, denis, manon) = (app.member("ada").await, app.staff("claire").await, app.staff("denis").await, app.manager("manon").await);
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        claire.post(paths::QuestionClose { id: t.id }, &[("reason", "Settled by phone")]).await.done();
        app.advance(2 * DAY).await;
        let (claire, denis, manon) = (app.browser(claire.id).await, app.browser(denis.id).await, app.browser(manon.id).await);
        denis.post(paths::QuestionReopen { id: t.id }, &[]).await.done();
        let tx = app.db().write().await.expect("a transaction");
        audit::record(&tx, Deed { actor: Some(manon.id), action: "role_given", object: "account", object_id: denis.id.0, note: "staff" }, app.now()).await.expect("recorded");
        tx.commit().await.expect("committed");
        let found = async |who: &Client, query: &[(&str, &str)]| who.get(paths::with_query(paths::StaffAudit, query)).await.ok().count("ol.record > li");
        assert_eq!(found(&manon, &[]).await, 3);
        assert_eq!(found(&manon, &[("person", "Claire")]).await, 1);
        assert_eq!(found(&manon, &[("person", "denis")]).await, 2, "what he did, and what was done to him");
        assert_eq!(found(&manon, &[("action", "reopen")]).await, 1);
        assert_eq!(found(&manon, &[("object", "question"), ("number", &t.id.to_string())]).await, 2);
        assert_eq!(found(&manon, &[("from", "2026-11-26")]).await, 2);
        assert_eq!(found(&manon, &[("to", "2026-11-24")]).await, 1);
        // staff: threads, and their own
        assert_eq!(found(&claire, &[]).await, 2);
        assert_eq!(found(&claire, &[("object", "account")]).await, 0);
        claire.get(paths::with_query(paths::StaffAudit, &[("person", "manon")])).await.ok().see("Nothing was recorded that fits");
        claire.get(paths::with_query(paths::StaffAudit, &[("person", "zorro"), ("from", "soon")])).await.refused().see("Nobody here is called that").see("Write a day like");
        ada.get(paths::StaffAudit).await.missing();
        // links lead where it happened
        let page = manon.get(paths::with_query(paths::StaffAudit, &[("action", "reopen")])).await.ok();
        page.see("Denis").see("reopened").see("question");
    }

    async fn the_record_is_paged_by_key(app) {
        let manon = app.manager("manon").await;
        for n in 1..=45 {
            deed(app, "close", n, "").await;
        }
        let mut page = manon.get(paths::StaffAudit).await.ok();
        let mut seen = Vec::new();
        loop {
            seen.extend(page.texts("ol.record > li p:first-child"));
            if !page.has("nav.pager a[rel=next]") {
                break;
            }
            page = manon.get(page.attr("nav.pager a[rel=next]", "href")).await.ok();
        }
        assert_eq!(seen.len(), 45);
        assert!(seen[0].contains("45") && seen[44].contains("question 1"), "{seen:?}");
        let back = manon.get(page.attr("nav.pager a[rel=prev]", "href")).await.ok();
        assert_eq!(back.texts("ol.record > li p:first-child"), seen[20..40]);
    }
}
