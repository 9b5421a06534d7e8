//! Accounts from the command line: made, given a new password, a role, a suspension. Each is in the audit record.

use anyhow::{Context as _, bail};
use entity::{AccountId, Role};
use sea_orm::DatabaseTransaction;

use crate::accounts::passwords;
use crate::accounts::people::{self, Person};
use crate::accounts::reset::actions::set_password;
use crate::accounts::settings::new_password;
use crate::accounts::signup::actions::{self, NewAccount};
use crate::accounts::{brand_words, letters, tokens, two_factor};
use crate::audit::{self, Deed};
use crate::clock::{Clock, Millis};
use crate::config::Config;
use crate::db::{self, Db};
use crate::deadlines;
use crate::questions::facts::said_for;
use crate::i18n::Lang;
use crate::mail;
use crate::reputation;
use crate::standing;
use crate::rules::text::{DisplayName, Email, Reason, TextError, Username};
use crate::values;
use crate::web::session;

/// An account to be made by whoever runs the server.
#[derive(Clone, Debug)]
pub struct Create {
    pub username: String,
    pub email: String,
    pub role: Role,
    pub password: String,
    /// Empty: the user name.
    pub display_name: String,
}

fn plain(e: TextError) -> anyhow::Error {
    anyhow::anyhow!(e.message(Lang::En))
}

fn checked(raw: &str, username: &str, email: &str, role: Role, config: &Config) -> anyhow::Result<String> {
    let password = new_password(raw, username, email, &brand_words(config), role != Role::Customer, Lang::En).map_err(anyhow::Error::msg).context("password")?;
    Ok(passwords::compute(password.as_str())?)
}

/// Makes an account whose address counts as proved. Any name of the right form is allowed.
pub async fn create(db: &Db, config: &Config, clock: &Clock, new: Create) -> anyhow::Result<AccountId> {
    let username = Username::unreserved(&new.username).map_err(plain).context("username")?;
    let email = Email::parse(&new.email).map_err(plain).context("email")?;
    let shown = if new.display_name.trim().is_empty() { username.as_str() } else { &new.display_name };
    let display_name = DisplayName::parse(shown).map_err(plain).context("display name")?;
    let hash = checked(&new.password, username.as_str(), email.as_str(), new.role, config)?;
    let now = clock.now();
    let tx = db.write().await?;
    let row = NewAccount {
        username: username.as_str(),
        username_folded: username.fold(),
        display_name: display_name.as_str(),
        email: email.as_str(),
        email_folded: Some(email.fold()),
        email_verified_at: Some(now),
        password_hash: &hash,
        role: new.role,
        lang: None,
        now,
        origin: None,
    };
    let Some(id) = actions::create(&tx, row).await? else { bail!("this name, or one that looks like it, or this address, has an account") };
    audit::record(&tx, Deed { actor: None, action: "account_created", object: "account", object_id: id.0, note: new.role.word() }, now).await?;
    tx.commit().await?;
    Ok(id)
}

async fn find(tx: &DatabaseTransaction, login: &str) -> anyhow::Result<Person> {
    people::by_login(tx, login).await?.with_context(|| format!("nobody who can sign in is called {login}"))
}

/// Sets a password; ends every session and mailed proof.
pub async fn reset_password(db: &Db, config: &Config, clock: &Clock, login: &str, password: &str) -> anyhow::Result<()> {
    let person = people::by_login(db.read(), login).await?.with_context(|| format!("nobody who can sign in is called {login}"))?;
    let hash = checked(password, &person.username, person.email.as_deref().unwrap_or_default(), person.role, config)?;
    let tx = db.write().await?;
    set_password(&tx, person.id, hash, None, "password_reset", clock.now()).await?;
    Ok(tx.commit().await?)
}

/// Switches two-step log-in off, with a reason for the record; ends every session and tells the owner.
pub async fn reset_two_step(db: &Db, config: &Config, clock: &Clock, login: &str, reason: &str) -> anyhow::Result<()> {
    let reason = Reason::parse(reason).map_err(plain).context("reason")?;
    let tx = db.write().await?;
    let person = find(&tx, login).await?;
    if !two_factor::actions::off(&tx, None, person.id, reason.as_str(), None, clock.now()).await? {
        bail!("{} has no two-step log-in", person.username);
    }
    if let Some(email) = person.address(config) {
        let to = letters::To { account: Some(person.id), email, lang: person.lang(config) };
        mail::queue(&tx, config, letters::notice(config, &to, letters::Notice::TwoStepReset, &person.username, clock.now()), clock.now()).await?;
    }
    Ok(tx.commit().await?)
}

/// Gives a role; ends every session, so that the next one has the new rights (S-06, S-10).
pub async fn promote(db: &Db, clock: &Clock, login: &str, role: Role) -> anyhow::Result<()> {
    let tx = db.write().await?;
    let person = find(&tx, login).await?;
    let admins = db::count(&tx, "SELECT COUNT(*) AS n FROM account WHERE role = 'admin' AND deleted_at IS NULL", values![]).await?;
    if person.role == Role::Admin && role != Role::Admin && admins <= 1 {
        bail!("{} is the last admin", person.username);
    }
    db::run(&tx, "UPDATE account SET role = $2 WHERE id = $1", values![person.id.0, role.word()]).await?;
    session::end_all(&tx, person.id, None).await?;
    tokens::end_all(&tx, person.id, clock.now()).await?;
    standing::actions::touch_around(&tx, person.id).await?;
    // what the team calls risky weighs more
    let said = "question_id IN (SELECT p.question_id FROM did_not_work d JOIN post p ON p.id = d.post_id WHERE d.actor_id = $1)";
    deadlines::mark_all(&tx, said, values![person.id.0]).await?;
    audit::record(&tx, Deed { actor: None, action: "role_given", object: "account", object_id: person.id.0, note: role.word() }, clock.now()).await?;
    Ok(tx.commit().await?)
}

/// Suspends until a moment, with a reason the person is shown; none lifts it. Ends every session (S-10).
pub async fn suspend(db: &Db, clock: &Clock, login: &str, until: Option<Millis>, reason: &str) -> anyhow::Result<()> {
    let reason = match until {
        Some(_) => Some(Reason::parse(reason).map_err(plain).context("reason")?.into_string()),
        None => None,
    };
    let tx = db.write().await?;
    let person = find(&tx, login).await?;
    db::lock(&tx, "account", person.id.0).await?;
    // the last word counts here, whatever was decided before
    standing::sanctions::lift(&tx, person.id, "suspension", clock.now()).await?;
    db::run(&tx, "UPDATE account SET suspended_until = $2, suspended_reason = $3 WHERE id = $1", values![person.id.0, until, reason.clone()]).await?;
    if let (Some(until), Some(reason)) = (until, &reason) {
        session::end_all(&tx, person.id, None).await?;
        said_for::leave(&tx, person.id, clock.now()).await?;
        standing::sanctions::record(&tx, person.id, "suspension", reason, Some(until), None, clock.now()).await?;
    }
    let action = if until.is_some() { "suspended" } else { "suspension_lifted" };
    audit::record(&tx, Deed { actor: None, action, object: "account", object_id: person.id.0, note: reason.as_deref().unwrap_or_default() }, clock.now()).await?;
    tx.commit().await?;
    if until.is_none() {
        reputation::jobs::release(db, Some(person.id), clock.now()).await?;
    }
    Ok(())
}
