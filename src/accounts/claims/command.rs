//! `user claim SOURCE-ID USERNAME`: whoever runs the server knows who it is.

use anyhow::{Context as _, bail};
use entity::{AccountId, ClaimId};
use sea_orm::FromQueryResult;

use super::actions;
use crate::accounts::people;
use crate::clock::Clock;
use crate::db::{self, Db};
use crate::values;

#[derive(FromQueryResult)]
struct Found {
    id: AccountId,
    source: String,
    display_name: String,
}

/// Gives a placeholder's posts to a member. `source_id` is the number or name at the source, or `SOURCE:ID` where two
/// communities were imported; a placeholder's user name here does, too.
pub async fn claim(db: &Db, clock: &Clock, source_id: &str, username: &str) -> anyhow::Result<ClaimId> {
    let (source, id) = source_id.split_once(':').map_or(("", source_id), |(s, i)| (s, i));
    let found: Vec<Found> = db::rows(
        db.read(),
        "SELECT DISTINCT a.id, COALESCE(s.source, '') AS source, a.display_name FROM account a LEFT JOIN source_ref s ON s.our_id = a.id AND s.kind = 'account'
         WHERE a.placeholder = TRUE AND a.deleted_at IS NULL AND ((s.source_id = $1 AND ($2 = '' OR s.source = $2)) OR a.username = $3) ORDER BY a.id LIMIT 10",
        values![id, source, source_id],
    )
    .await?;
    let placeholder = match found.as_slice() {
        [] => bail!("nobody imported is known at the source as {source_id}"),
        [one] => one.id,
        several => {
            let names: Vec<String> = several.iter().map(|f| format!("{}:{id} ({})", f.source, f.display_name)).collect();
            bail!("several people are: {}", names.join(", "))
        }
    };
    let now = clock.now();
    let tx = db.write().await?;
    let person = people::by_login(&tx, username).await?.with_context(|| format!("nobody who can sign in is called {username}"))?;
    db::run(&tx, "UPDATE claim SET state = 'rejected', reason = 'given by the command line', decided_at = $3 WHERE placeholder_id = $1 AND account_id = $2 AND state = 'pending'", values![placeholder.0, person.id.0, now]).await?;
    let claim = actions::request(&tx, placeholder, person.id, "command line", now).await?.context("somebody has claimed this person's posts already")?;
    if !actions::approve(&tx, claim, None, "command line", now).await? {
        bail!("somebody has claimed this person's posts already");
    }
    tx.commit().await?;
    Ok(claim)
}
