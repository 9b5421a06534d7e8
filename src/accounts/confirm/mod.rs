//! Proving an address: by the code, typed in the tab that signed up, or by the link, opened in any browser. Either
//! publishes what waited for it, once, in the transaction that uses the proof.

mod actions;
pub mod routes;
mod views;

use sea_orm::{DatabaseTransaction, DbErr};

use crate::clock::{DAY, MINUTE, Millis};
use crate::mail;

/// S-40: nobody makes us write to an address that is not proved more than three times a day, or twice in ten minutes.
pub async fn may_mail_stranger(tx: &DatabaseTransaction, email: &str, now: Millis) -> Result<bool, DbErr> {
    mail::turn(tx, email).await?;
    Ok(mail::sent_since(tx, email, now - 10 * MINUTE).await? == 0 && mail::sent_since(tx, email, now - DAY).await? < 3)
}
