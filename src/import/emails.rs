//! Addresses of imported people, handed over by the community's owner: whoever proves one by a mailed link may be
//! offered that person's posts. Only a SHA-256 of each address is kept, never the address: placeholders have none.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, bail};
use entity::AccountId;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};
use sha2::{Digest, Sha256};

use super::report::Report;
use super::store::{Store, patiently};
use crate::rules::text::Email;
use crate::{db, values};

/// `source_ref` kind of these rows: the source id is the digest, our id the placeholder.
const KIND: &str = "account_email";

/// Placeholders that may be offered to whoever proved this address (in its folded form).
pub async fn offered(db: &impl ConnectionTrait, email_folded: &str) -> Result<Vec<AccountId>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        our_id: AccountId,
    }
    let rows: Vec<Row> = db::rows(
        db,
        "SELECT s.our_id FROM source_ref s JOIN account a ON a.id = s.our_id
         WHERE s.kind = $1 AND s.source_id = $2 AND a.placeholder = TRUE AND a.claimed_by IS NULL ORDER BY s.our_id",
        values![KIND, digest(email_folded)],
    )
    .await?;
    Ok(rows.into_iter().map(|r| r.our_id).collect())
}

/// Reads `source_user,email`; people must have been imported.
pub async fn read(store: &Store<'_>, report: &mut Report, file: &Path) -> anyhow::Result<()> {
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(file).with_context(|| format!("cannot read {}", file.display()))?;
    let header = reader.headers()?.clone();
    let at = |wanted: &str| header.iter().position(|h| h.trim().trim_start_matches('\u{FEFF}') == wanted);
    let (Some(user), Some(email)) = (at("source_user"), at("email")) else { bail!("{name} must begin with the line source_user,email") };
    for row in reader.records() {
        let row = match row {
            Ok(row) => row,
            Err(e) => {
                report.skipped("addresses", "broken row");
                report.problem(format!("{name}: {e}"));
                continue;
            }
        };
        let line = row.position().map_or(0, csv::Position::line);
        let Ok(address) = Email::parse(row.get(email).unwrap_or_default()) else {
            report.skipped("addresses", "not an e-mail address");
            report.problem(format!("{name}:{line}: not an e-mail address"));
            continue;
        };
        let Some(account) = store.person(row.get(user).unwrap_or_default().trim()) else {
            report.skipped("addresses", "nobody of that name was imported");
            continue;
        };
        if keep(store, &digest(&address.fold()), account).await? {
            report.imported("addresses");
        } else {
            report.already("addresses");
        }
    }
    Ok(())
}

async fn keep(store: &Store<'_>, digest: &str, account: i64) -> anyhow::Result<bool> {
    if store.dry {
        let text = "SELECT COUNT(*) AS n FROM source_ref WHERE source = $1 AND kind = $2 AND source_id = $3";
        return Ok(db::count(store.db.read(), text, values![store.source.as_str(), KIND, digest]).await? == 0);
    }
    patiently(async || {
        let tx = store.db.write().await?;
        let added = db::run(
            &tx,
            "INSERT INTO source_ref (source, kind, source_id, our_id) VALUES ($1, $2, $3, $4) ON CONFLICT (source, kind, source_id) DO NOTHING",
            values![store.source.as_str(), KIND, digest, account],
        )
        .await?;
        tx.commit().await?;
        Ok(added > 0)
    })
    .await
}

fn digest(email_folded: &str) -> String {
    Sha256::digest(email_folded.as_bytes()).iter().fold(String::new(), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}
