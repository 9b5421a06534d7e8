//! Sends the statements of the month that ended.

use entity::AccountId;
use sea_orm::FromQueryResult;

use super::letters::{self, Account};
use crate::accounts::letters::To;
use crate::app::App;
use crate::clock::Millis;
use crate::i18n::Lang;
use crate::reputation_pages::calendar::{self, Month};
use crate::reputation_pages::ledger::queries::{self, Eyes};
use crate::{db, mail, values};

/// Days of a new month in which the last one's statements go out; a server that was down for longer lets them be.
const DAYS: i64 = 10;
/// Members of one transaction.
const AT_ONCE: i64 = 50;

#[derive(FromQueryResult)]
struct Member {
    id: AccountId,
    username: String,
    email: String,
    lang: Option<String>,
}

/// Mails the last month to whoever had a line in it.
pub async fn send(app: &App, now: Millis) -> anyhow::Result<()> {
    let zone = app.config.get("timezone");
    let this = Month::of(zone, now);
    let month = this.before();
    let (from, until) = (month.begin(zone), this.begin(zone));
    if calendar::day(zone, now) - calendar::day(zone, until) >= DAYS {
        return Ok(());
    }
    loop {
        let due: Vec<Member> = db::rows(
            app.db.read(),
            "SELECT a.id, a.username, a.email, a.lang FROM account a LEFT JOIN mail_choice c ON c.member_id = a.id
             WHERE a.id IN (SELECT e.member_id FROM ledger_entry e WHERE e.at >= $1 AND e.at < $2 AND e.kind <> 'floor' AND e.points <> 0)
                AND a.deleted_at IS NULL AND a.placeholder = FALSE AND a.email IS NOT NULL AND a.email_verified_at IS NOT NULL
                AND (c.member_id IS NULL OR c.statement_month < $3)
                AND NOT EXISTS (SELECT 1 FROM notification_choice n WHERE n.account_id = a.id AND n.kind = 'statement' AND n.how = 'never')
             ORDER BY a.id LIMIT $4",
            values![from, until, month.0, AT_ONCE],
        )
        .await?;
        if due.is_empty() || app.draining() {
            return Ok(());
        }
        for member in due {
            one(app, &member, month, (from, until), now).await?;
        }
    }
}

async fn one(app: &App, m: &Member, month: Month, (from, until): (Millis, Millis), now: Millis) -> anyhow::Result<()> {
    let (config, zone) = (&app.config, app.config.get("timezone"));
    let db = app.db.read();
    let (opening, closing) = (queries::balance(db, m.id, from).await?, queries::balance(db, m.id, until).await?);
    let sums = queries::sums(db, m.id, Eyes::Inner, &[month], zone).await?;
    let lang = m.lang.as_deref().and_then(Lang::from_code).or(Lang::from_code(config.get("default_language"))).unwrap_or_default();
    let to = To { account: Some(m.id), email: &m.email, lang };
    let tx = app.db.write().await?;
    // whoever is second, in another process, finds it taken
    let taken = db::run(
        &tx,
        "INSERT INTO mail_choice (member_id, statement, invitations, statement_month) VALUES ($1, TRUE, TRUE, $2)
         ON CONFLICT (member_id) DO UPDATE SET statement_month = excluded.statement_month WHERE mail_choice.statement_month < excluded.statement_month",
        values![m.id.0, month.0],
    )
    .await?;
    if taken > 0 {
        mail::queue(&tx, config, letters::statement(config, &to, &Account { username: &m.username, month, opening, closing, sums: &sums }), now).await?;
    }
    tx.commit().await?;
    Ok(())
}
