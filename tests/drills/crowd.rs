//! People of a drill: accounts and sessions, put where they belong before the server starts.

use std::collections::HashMap;

use entity::AccountId;
use entraide::clock::{Clock, DAY};
use entraide::db::{self, Db};
use entraide::reputation::{actions, versions};
use entraide::values;
use entraide::web::session::{self, Store};
use tower_sessions::SessionStore as _;
use tower_sessions::session::{Id, Record};

/// Somebody with a signed-in browser.
#[derive(Clone, Debug)]
pub struct Person {
    pub id: i64,
    pub cookie: String,
}

/// Who is there.
#[derive(Clone, Debug)]
pub struct Crowd {
    pub customers: Vec<Person>,
    pub managers: Vec<Person>,
}

/// Makes the schema, the rules, and so many members and managers.
pub async fn gather(url: &str, customers: usize, managers: usize) -> anyhow::Result<Crowd> {
    let db = Db::connect(url).await?;
    db.migrate().await?;
    versions::begin(&db, "Europe/Paris", Clock::System.now()).await?;
    let mut crowd = Crowd { customers: Vec::new(), managers: Vec::new() };
    for n in 0..customers {
        crowd.customers.push(person(&db, &format!("member-{n}"), "customer").await?);
    }
    for n in 0..managers {
        crowd.managers.push(person(&db, &format!("manager-{n}"), "manager").await?);
    }
    db.close().await?;
    Ok(crowd)
}

async fn person(db: &Db, name: &str, role: &str) -> anyhow::Result<Person> {
    let clock = Clock::System;
    let now = clock.now();
    let tx = db.write().await?;
    db::run(
        &tx,
        "INSERT INTO account (username, username_folded, display_name, email, email_folded, email_verified_at, role, rank, reputation, about, shortcuts, placeholder, failed_logins, created_at)
         VALUES ($1, $1, $1, $2, $2, $3, $4, 'member', 1, '', TRUE, FALSE, 0, $3)",
        values![name, format!("{name}@example.com"), now - 100 * DAY, role],
    )
    .await?;
    let id = db::count(&tx, "SELECT id AS n FROM account WHERE username = $1", values![name]).await?;
    actions::open_account(&tx, AccountId(id), now - 100 * DAY).await?;
    db::run(&tx, "INSERT INTO opening (account_id, points, basis, at) VALUES ($1, 400, 'source', $2)", values![id, now - 99 * DAY]).await?;
    actions::settle_members(&tx, &[AccountId(id)], now).await?;
    tx.commit().await?;
    let data = HashMap::from([(session::ACCOUNT.to_owned(), id.into()), (session::PROVED_AT.to_owned(), now.into())]);
    let mut record = Record { id: Id::default(), data, expiry_date: time::OffsetDateTime::now_utc() + time::Duration::days(30) };
    Store::new(db.clone(), clock).create(&mut record).await?;
    Ok(Person { id, cookie: format!("session={}", record.id) })
}
