//! Sends what is due. A mail is taken by moving its next try forward in a transaction, so that two processes never
//! hold the same one; a process that dies in between leaves it due again a minute later, under the same Message-ID.

use std::time::Duration;

use anyhow::Context as _;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::PoolConfig;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use sea_orm::FromQueryResult;

use crate::app::App;
use crate::clock::{HOUR, MINUTE, Millis};
use crate::config::Config;
use crate::db;
use crate::mail::host;
use crate::notifications::sight::{JOINS, SEEN};
use crate::values;

/// Tries before a mail is given up: the last is about eight hours after the first.
const TRIES: i64 = 10;
/// Mails of one run; the next run follows seconds later.
const BATCH: i64 = 50;
/// How long one try may take.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The connection to the mail server, pooled.
pub type Transport = AsyncSmtpTransport<Tokio1Executor>;

/// The transport of the settings; none where mails are kept.
pub fn transport(config: &Config) -> anyhow::Result<Option<Transport>> {
    if !config.sends_mail() {
        return Ok(None);
    }
    let builder = Transport::from_url(config.get("smtp_url")).context("smtp_url")?;
    Ok(Some(builder.timeout(Some(TIMEOUT)).pool_config(PoolConfig::new().max_size(4)).build()))
}

/// So many tries in a row that met no server, and it is asked seldom.
const OPENS: u32 = 5;
/// How long between two tries then.
const HALF_OPEN: Millis = MINUTE / 2;

/// Whether the mail server answers, as this process has met it: one that does not is left alone for a while, so that other
/// jobs do not wait for it with each run.
#[derive(Debug, Default)]
pub struct Circuit(std::sync::Mutex<(u32, Millis)>);

impl Circuit {
    /// May it be asked now?
    fn closed(&self, now: Millis) -> bool {
        let held = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        held.0 < OPENS || !(held.1..held.1 + HALF_OPEN).contains(&now)
    }

    fn met(&self, answered: bool, now: Millis) {
        let mut held = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *held = if answered { (0, 0) } else { (held.0.saturating_add(1), now) };
    }
}

#[derive(FromQueryResult)]
struct Due {
    id: i64,
    message_id: String,
    to_email: String,
    subject: String,
    text: String,
    html: String,
    lang: String,
    attempts: i64,
    next_attempt_at: i64,
    thread_id: Option<i64>,
    unsubscribe: Option<String>,
    reply_to: Option<String>,
}

/// Sends the mails that are due. A server that does not answer ends the run: the rest would only wait, too.
pub async fn tick(app: &App, now: Millis) -> anyhow::Result<()> {
    let Some(transport) = &app.mailer else { return Ok(()) };
    if !app.mail_circuit.closed(app.clock.now()) {
        return Ok(());
    }
    let due: Vec<Due> = db::rows(
        app.db.read(),
        "SELECT id, message_id, to_email, subject, text, html, lang, attempts, next_attempt_at, thread_id, unsubscribe, reply_to FROM mail
         WHERE next_attempt_at IS NOT NULL AND next_attempt_at <= $1 ORDER BY next_attempt_at, id LIMIT $2",
        values![now, BATCH],
    )
    .await?;
    for mail in due {
        if app.draining() {
            break;
        }
        // the time of this try, not of the run: after slow tries before it, another process would find this one due
        let now = app.clock.now();
        if !take(app, &mail, now).await? {
            continue;
        }
        if withdrawn(app, &mail, now).await? {
            continue;
        }
        let tried = send(app, transport, &mail).await;
        app.mail_circuit.met(!tried.as_ref().is_err_and(|t| t.server), app.clock.now());
        match tried {
            Ok(()) => sent(app, &mail, app.clock.now()).await?,
            Err(trouble) => {
                let over = trouble.permanent || mail.attempts + 1 >= TRIES;
                tracing::warn!(mail = mail.id, attempt = mail.attempts + 1, given_up = over, error = %trouble.text, "a mail could not be sent");
                failed(app, &mail, trouble.text, over.then_some(now)).await?;
                if trouble.server {
                    break;
                }
            }
        }
    }
    Ok(())
}

/// Minutes until the next try: 1, 2, 4 … at most six hours.
fn backoff(attempts: i64) -> Millis {
    (MINUTE << attempts.clamp(0, 9)).min(6 * HOUR)
}

async fn take(app: &App, mail: &Due, now: Millis) -> Result<bool, sea_orm::DbErr> {
    let tx = app.db.write().await?;
    let taken = db::run(
        &tx,
        "UPDATE mail SET attempts = attempts + 1, next_attempt_at = $3 WHERE id = $1 AND next_attempt_at = $2",
        values![mail.id, mail.next_attempt_at, now + backoff(mail.attempts)],
    )
    .await?;
    tx.commit().await?;
    Ok(taken == 1)
}

/// Does it speak of what its reader may not see any more, name somebody who left, or go to somebody who is suspended? Then
/// it goes nowhere, and its words are forgotten (S-30).
async fn withdrawn(app: &App, mail: &Due, now: Millis) -> Result<bool, sea_orm::DbErr> {
    let unseen = format!(
        "SELECT COUNT(*) AS n FROM mail m LEFT JOIN account a ON a.id = m.account_id WHERE m.id = $1
            AND (m.unsubscribe IS NOT NULL AND a.suspended_until > $2
                OR EXISTS (SELECT 1 FROM mail_about t {JOINS} WHERE t.mail_id = m.id AND (a.id IS NULL OR NOT COALESCE({SEEN}, FALSE)))
                OR EXISTS (SELECT 1 FROM mail_about t JOIN account b ON b.id = t.actor_id WHERE t.mail_id = m.id AND b.deleted_at IS NOT NULL))"
    );
    if db::count(app.db.read(), &unseen, values![mail.id, now]).await? == 0 {
        return Ok(false);
    }
    let tx = app.db.write().await?;
    let text = "UPDATE mail SET next_attempt_at = NULL, failed_at = $2, last_error = 'withdrawn', subject = '', text = '', html = '' WHERE id = $1";
    db::run(&tx, text, values![mail.id, now]).await?;
    tx.commit().await?;
    Ok(true)
}

async fn sent(app: &App, mail: &Due, now: Millis) -> Result<(), sea_orm::DbErr> {
    let tx = app.db.write().await?;
    // what proves an address or opens an account is its receiver's alone from now on: no admin, no backup keeps it; what
    // people wrote stands in their posts, and goes with them
    db::run(
        &tx,
        "UPDATE mail SET sent_at = $2, next_attempt_at = NULL, last_error = NULL,
            text = CASE WHEN kind IN ('confirm', 'reset', 'change_email') OR EXISTS (SELECT 1 FROM mail_about t WHERE t.mail_id = mail.id) THEN '' ELSE text END,
            html = CASE WHEN kind IN ('confirm', 'reset', 'change_email') OR EXISTS (SELECT 1 FROM mail_about t WHERE t.mail_id = mail.id) THEN '' ELSE html END
         WHERE id = $1",
        values![mail.id, now],
    )
    .await?;
    tx.commit().await
}

/// Remembers what went wrong; with a time, the mail is given up.
async fn failed(app: &App, mail: &Due, error: String, given_up_at: Option<Millis>) -> Result<(), sea_orm::DbErr> {
    let tx = app.db.write().await?;
    db::run(
        &tx,
        "UPDATE mail SET last_error = $2, failed_at = $3, next_attempt_at = CASE WHEN CAST($3 AS BIGINT) IS NULL THEN next_attempt_at END WHERE id = $1",
        values![mail.id, error, given_up_at],
    )
    .await?;
    tx.commit().await
}

struct Trouble {
    text: String,
    /// The server said that it will never take this mail.
    permanent: bool,
    /// The server itself cannot be reached.
    server: bool,
}

async fn send(app: &App, transport: &Transport, mail: &Due) -> Result<(), Trouble> {
    let message = message(&app.config, mail).map_err(|e| Trouble { text: format!("{e:#}"), permanent: true, server: false })?;
    match tokio::time::timeout(TIMEOUT * 2, transport.send(message)).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(e)) => Err(Trouble { permanent: e.is_permanent(), server: !e.is_permanent() && !e.is_transient(), text: e.to_string().chars().take(500).collect() }),
        Err(_) => Err(Trouble { text: "the mail server did not answer in time".into(), permanent: false, server: true }),
    }
}

/// The message as it goes over the wire.
fn message(config: &Config, mail: &Due) -> anyhow::Result<Message> {
    let to: Address = mail.to_email.parse().context("the address cannot be written to")?;
    let mut message = Message::builder()
        .message_id(Some(mail.message_id.clone()))
        .date_now()
        .from(sender(config)?)
        .to(Mailbox::new(None, to))
        .subject(mail.subject.clone());
    let mut headers = vec![("Auto-Submitted", "auto-generated".to_owned()), ("Content-Language", mail.lang.clone())];
    if let Some(page) = &mail.unsubscribe {
        headers.push(("List-Unsubscribe", format!("<{page}>")));
        headers.push(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
    }
    if let Some(thread) = mail.thread_id {
        // a mail that was never sent: clients put those together that answer to it
        let first = format!("<question-{thread}@{}>", host(config));
        headers.push(("In-Reply-To", first.clone()));
        headers.push(("References", first));
    }
    for (name, value) in headers {
        let name = HeaderName::new_from_ascii(name.into()).context("a header's name")?;
        message = message.raw_header(HeaderValue::new(name, value));
    }
    if let Some(address) = &mail.reply_to {
        message = message.reply_to(address.parse().context("where answers go")?);
    }
    Ok(message.multipart(MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone()))?)
}

/// Who mails come from.
pub fn sender(config: &Config) -> anyhow::Result<Mailbox> {
    let set = config.get("mail_from");
    if set.is_empty() {
        let address = format!("no-reply@{}", host(config));
        return Ok(Mailbox::new(Some(config.get("brand.name").to_owned()), address.parse().context("mail_from must be set: the site's host is no mail host")?));
    }
    set.parse().context("mail_from")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_does_not_answer_is_asked_seldom() {
        let circuit = Circuit::default();
        for n in 0..5 {
            assert!(circuit.closed(n));
            circuit.met(false, n);
        }
        assert!(!circuit.closed(4 + HALF_OPEN - 1));
        // one try, and again a pause
        assert!(circuit.closed(4 + HALF_OPEN));
        circuit.met(false, 4 + HALF_OPEN);
        assert!(!circuit.closed(5 + HALF_OPEN));
        // a clock that goes back stops nothing
        assert!(circuit.closed(0));
        circuit.met(true, 2 * MINUTE);
        assert!(circuit.closed(2 * MINUTE));
    }

    #[test]
    fn tries_spread_over_hours() {
        assert_eq!((0..4).map(|n| backoff(n) / MINUTE).collect::<Vec<_>>(), [1, 2, 4, 8]);
        assert_eq!(backoff(60), 6 * HOUR);
    }

    #[test]
    fn a_message_has_two_parts_and_the_same_id() {
        let mut config = Config::defaults();
        config.set("mail_from", "Nordik <aide@nordik.example>").expect("valid");
        let due = Due { id: 1, message_id: "<x@y>".into(), to_email: "ada@example.org".into(), subject: "Été".into(), text: "t".into(), html: "<p>h".into(), lang: "fr".into(), attempts: 0, next_attempt_at: 0, thread_id: Some(7), unsubscribe: Some("https://x.example/unsubscribe/k/answer".into()), reply_to: None };
        let sent = String::from_utf8(message(&config, &due).expect("a message").formatted()).expect("ASCII");
        for part in ["Message-ID: <x@y>", "multipart/alternative", "text/plain", "text/html", "Auto-Submitted: auto-generated", "List-Unsubscribe: <https://x.example/unsubscribe/k/answer>", "List-Unsubscribe-Post: List-Unsubscribe=One-Click", "References: <question-7@"] {
            assert!(sent.contains(part), "{part} in {sent}");
        }
    }
}
