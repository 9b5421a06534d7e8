//! What the databases do by themselves, and what must not follow from it.

use entraide::error::passing;

use crate::support::*;

#[test]
fn a_transaction_that_sqlite_ended_holds_none_of_the_next() {
    run(Engine::Sqlite, &[], async |app: &TestApp| {
        let db = app.db();
        app.exec("CREATE TABLE thing (id INTEGER PRIMARY KEY, what TEXT NOT NULL)", []).await;
        let pages = app.count("SELECT page_count AS n FROM pragma_page_count()", []).await;
        // the file is as large as it may be: SQLite ends the transaction that meets this
        let tx = db.write().await.expect("a transaction");
        app.count("SELECT 0 AS n", []).await;
        db::count(&tx, &format!("SELECT max_page_count AS n FROM pragma_max_page_count({pages})"), []).await.expect("a limit");
        let full = db::run(&tx, "INSERT INTO thing (what) VALUES (hex(randomblob(4000000)))", []).await.expect_err("no room");
        assert!(passing(&full), "{full}");
        drop(tx);
        // one that is taken back, then one that counts
        let tx = db.write().await.expect("a transaction");
        db::run(&tx, "INSERT INTO thing (what) VALUES ('taken back')", []).await.expect("room");
        drop(tx);
        let tx = db.write().await.expect("a transaction");
        db::run(&tx, "INSERT INTO thing (what) VALUES ('kept')", []).await.expect("room");
        tx.commit().await.expect("committed");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM thing", []).await, 1, "what was committed is for everyone to see");
        app.exec("DROP TABLE thing", []).await;
    });
}

both! {
    async fn an_edit_sent_twice_is_no_conflict(app) {
        let ada = app.member("ada").await;
        let t = seed(app, "The box is silent", ada.id, &[]).await;
        let form = [("title", "The box is silent"), ("body", "It began on Tuesday, after the storm."), ("revision", "1")];
        ada.post(paths::PostEdit { id: t.id }, &form).await.done();
        ada.post(paths::PostEdit { id: t.id }, &form).await.done();
        assert_eq!(app.count("SELECT revision AS n FROM post WHERE id = $1", values![t.id.0]).await, 2);
    }
}
