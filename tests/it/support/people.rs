//! People for tests: an account and a browser that is signed in, without the detour through forms and password hashes.

use std::collections::HashMap;

use entity::{AccountId, Rank, Role};
use entraide::reputation::actions::open_account;
use entraide::rules::names::username_key;
use entraide::web::session;
use entraide::{db, values};
use tower_sessions::SessionStore as _;
use tower_sessions::session::{Id, Record};

use super::app::TestApp;
use super::client::Client;
use super::{DAY, paths};

/// Somebody to be.
pub struct Person<'a> {
    pub name: &'a str,
    pub role: Role,
    pub rank: Rank,
    pub reputation: i64,
    pub confirmed: bool,
    /// Milliseconds since they joined.
    pub age: i64,
}

impl Person<'_> {
    pub fn member(name: &str) -> Person<'_> {
        Person { name, role: Role::Customer, rank: Rank::Member, reputation: 1, confirmed: true, age: 30 * DAY }
    }
}

impl TestApp {
    /// A customer of thirty days, confirmed, with a reputation of 1.
    pub async fn member(&self, name: &str) -> Client {
        self.person(Person::member(name)).await
    }

    pub async fn expert(&self, name: &str) -> Client {
        self.person(Person { rank: Rank::Expert, reputation: 400, ..Person::member(name) }).await
    }

    pub async fn ambassador(&self, name: &str) -> Client {
        self.person(Person { rank: Rank::Ambassador, reputation: 2_500, age: 400 * DAY, ..Person::member(name) }).await
    }

    pub async fn staff(&self, name: &str) -> Client {
        self.person(Person { role: Role::Staff, ..Person::member(name) }).await
    }

    pub async fn manager(&self, name: &str) -> Client {
        self.person(Person { role: Role::Manager, ..Person::member(name) }).await
    }

    pub async fn admin(&self, name: &str) -> Client {
        self.person(Person { role: Role::Admin, ..Person::member(name) }).await
    }

    /// An account with the address `name@example.com` and no password, and its signed-in browser.
    pub async fn person(&self, p: Person<'_>) -> Client {
        let id = self.account(p).await;
        self.browser(id).await
    }

    pub async fn account(&self, p: Person<'_>) -> AccountId {
        let now = self.now();
        let email = format!("{}@example.com", p.name);
        let display: String = p.name.chars().enumerate().map(|(i, c)| if i == 0 { c.to_ascii_uppercase() } else { c }).collect();
        self.exec(
            "INSERT INTO account (username, username_folded, display_name, email, email_folded, email_verified_at, role, rank, reputation, about, shortcuts, placeholder, failed_logins, created_at)
             VALUES ($1, $8, $2, $3, $3, $4, $5, $6, 1, '', TRUE, FALSE, 0, $7)",
            values![p.name, display, email, p.confirmed.then_some(now - p.age), p.role.word(), p.rank.word(), now - p.age, username_key(p.name)],
        )
        .await;
        let id = AccountId(self.count("SELECT id AS n FROM account WHERE username = $1", values![p.name]).await);
        let tx = self.db().write().await.expect("a transaction");
        open_account(&tx, id, now - p.age).await.expect("an opened ledger");
        tx.commit().await.expect("committed");
        if p.reputation > 1 {
            self.give(id, p.reputation).await;
        }
        id
    }

    /// Another browser in which this account is signed in.
    pub async fn browser(&self, id: AccountId) -> Client {
        #[derive(sea_orm::FromQueryResult)]
        struct Named {
            username: String,
        }
        let named: Option<Named> = db::row(self.db().read(), "SELECT username FROM account WHERE id = $1", values![id.0]).await.expect("the account is read");
        let mut data = HashMap::new();
        data.insert(session::ACCOUNT.to_owned(), id.0.into());
        data.insert(session::PROVED_AT.to_owned(), self.now().into());
        let mut record = Record { id: Id::default(), data, expiry_date: time::OffsetDateTime::now_utc() + time::Duration::days(60) };
        self.app.sessions.create(&mut record).await.expect("a session is stored");
        let mut client = self.anyone();
        client.id = id;
        client.username = named.expect("the account is there").username;
        client.set_cookie(session::cookie_name(&self.app.config), &record.id.to_string());
        client
    }
}
