//! Many people write at once: nobody meets a locked database, nothing is lost.

use entraide::{db, values};

use crate::support::*;

/// At once, and how often each.
const WRITERS: usize = 32;
const TIMES: i64 = 40;

both! {
    async fn thirty_two_writers_never_meet_a_lock(app) {
        let ada = app.member("ada").await;
        let thread = seed(app, "Everybody reads this question", ada.id, &[]).await;
        let mut writers = tokio::task::JoinSet::new();
        for _ in 0..WRITERS {
            let (db, id) = (app.db().clone(), thread.id.0);
            writers.spawn(async move {
                for _ in 0..TIMES {
                    // what actions do: look, then change, in one transaction
                    let tx = db.write().await?;
                    db::lock(&tx, "post", id).await?;
                    let n = db::count(&tx, "SELECT score AS n FROM post WHERE id = $1", values![id]).await?;
                    db::run(&tx, "UPDATE post SET score = $1 WHERE id = $2", values![n + 1, id]).await?;
                    tx.commit().await?;
                }
                Ok::<_, sea_orm::DbErr>(())
            });
        }
        // readers meanwhile
        for _ in 0..4 {
            let (db, id) = (app.db().clone(), thread.id.0);
            writers.spawn(async move {
                for _ in 0..200 {
                    db::count(db.read(), "SELECT score AS n FROM post WHERE id = $1", values![id]).await?;
                }
                Ok(())
            });
        }
        while let Some(done) = writers.join_next().await {
            done.expect("no panic").expect("no lock");
        }
        assert_eq!(app.count("SELECT score AS n FROM post WHERE id = $1", values![thread.id.0]).await, WRITERS as i64 * TIMES);
    }

    async fn a_write_outside_a_transaction_is_refused(app) {
        use sea_orm::ConnectionTrait as _;
        let outside = app.db().read().execute_unprepared("DELETE FROM draft").await;
        // on PostgreSQL both ends are one pool; the types keep writes in transactions there
        assert_eq!(outside.is_err(), app.engine == Engine::Sqlite);
    }
}

#[test]
fn sqlite_is_set_up_to_last() {
    run(Engine::Sqlite, &[], async |app| {
        for (pragma, wanted) in [("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1"), ("busy_timeout", "5000"), ("query_only", "1"), ("journal_size_limit", "67108864")] {
            use sea_orm::{ConnectionTrait as _, Statement};
            let row = app.db().read().query_one_raw(Statement::from_string(sea_orm::DbBackend::Sqlite, format!("PRAGMA {pragma}"))).await.expect("a pragma").expect("a value");
            let found = row.try_get_by_index::<String>(0).or_else(|_| row.try_get_by_index::<i64>(0).map(|n| n.to_string())).expect("a value");
            assert_eq!(found, wanted, "{pragma}");
        }
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(app.url.trim_start_matches("sqlite://")).expect("the file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "others can read the file");
    });
}
