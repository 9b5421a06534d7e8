//! The database as a whole: its schema, its statistics, a copy of it.

use std::path::Path;

use anyhow::{Context, bail};
use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, FromQueryResult, TransactionTrait};

use super::{Db, SERVING, count, rows};

impl Db {
    /// Brings the schema up to date. One that a newer program made is left alone: what it means is not known here.
    pub async fn migrate(&self) -> anyhow::Result<()> {
        if let Some(newer) = self.unknown_migrations().await?.first() {
            bail!("the database was brought up to date by a newer Entraide ({newer} is not known here): start that one, or restore a backup from before");
        }
        if self.is_postgres() {
            // Several servers may start at once: one migrates, the others wait. The lock ends with its transaction.
            let tx = self.write.begin().await?;
            tx.execute_unprepared("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0").await?;
            tx.execute_unprepared("SELECT pg_advisory_xact_lock(7305804385)").await?;
            Migrator::up(&self.write, None).await.context("migration failed")?;
            tx.commit().await?;
        } else {
            Migrator::up(&self.write, None).await.context("migration failed")?;
        }
        Ok(())
    }

    /// Names of the migrations that are still to be applied.
    pub async fn pending_migrations(&self) -> Result<Vec<String>, DbErr> {
        let applied = self.applied_migrations().await?;
        Ok(known_migrations().filter(|name| !applied.contains(name)).collect())
    }

    /// Names of migrations that were applied and are not ours.
    pub async fn unknown_migrations(&self) -> Result<Vec<String>, DbErr> {
        let known: Vec<String> = known_migrations().collect();
        Ok(self.applied_migrations().await?.into_iter().filter(|name| !known.contains(name)).collect())
    }

    async fn applied_migrations(&self) -> Result<Vec<String>, DbErr> {
        let has = match self.backend() {
            DbBackend::Postgres => "SELECT COUNT(*) AS n FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'seaql_migrations'",
            _ => "SELECT COUNT(*) AS n FROM sqlite_master WHERE type = 'table' AND name = 'seaql_migrations'",
        };
        if count(&self.read, has, []).await? == 0 {
            return Ok(Vec::new());
        }
        #[derive(FromQueryResult)]
        struct Applied {
            version: String,
        }
        let applied: Vec<Applied> = rows(&self.read, "SELECT version FROM seaql_migrations ORDER BY version", []).await?;
        Ok(applied.into_iter().map(|a| a.version).collect())
    }

    /// Brings an older schema, or none, as far as one that was.
    pub async fn migrate_to(&self, schema: &str) -> anyhow::Result<()> {
        let pending = self.pending_migrations().await?;
        let steps = pending.iter().filter(|name| name.as_str() <= schema).count();
        if steps > 0 {
            Migrator::up(&self.write, Some(u32::try_from(steps)?)).await.context("migration failed")?;
        }
        Ok(())
    }

    /// The last step of the schema that is there.
    pub async fn schema(&self) -> Result<Option<String>, DbErr> {
        Ok(self.applied_migrations().await?.pop())
    }

    /// Is this a step of ours?
    pub fn knows(schema: &str) -> bool {
        known_migrations().any(|name| name == schema)
    }

    /// Bytes on the disk.
    pub async fn size(&self) -> Result<u64, DbErr> {
        let text = match self.is_postgres() {
            true => "SELECT pg_database_size(current_database()) AS n",
            false => "SELECT page_count * page_size AS n FROM pragma_page_count(), pragma_page_size()",
        };
        Ok(u64::try_from(count(&self.read, text, []).await?).unwrap_or(0))
    }

    /// Does a server run on it, this one not counted? A file is its server's alone by other means.
    pub async fn is_served(&self) -> Result<bool, DbErr> {
        if !self.is_postgres() {
            return Ok(false);
        }
        let text = "SELECT COUNT(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1";
        Ok(count(&self.read, text, [SERVING.into()]).await? > 0)
    }

    /// Is every page of the file what it should be? PostgreSQL looks after that itself.
    pub async fn is_sound(&self) -> anyhow::Result<()> {
        #[derive(FromQueryResult)]
        struct Said {
            integrity_check: String,
        }
        if !self.is_postgres() {
            let said: Vec<Said> = rows(&self.read, "PRAGMA integrity_check", []).await?;
            let wrong: Vec<String> = said.into_iter().map(|s| s.integrity_check).filter(|s| s != "ok").collect();
            anyhow::ensure!(wrong.is_empty(), "the database is damaged: {}", wrong.join("; "));
        }
        Ok(())
    }

    /// The file of an address of ours, where it is one.
    pub fn file_of(url: &str) -> Option<&Path> {
        let path = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:"))?;
        Some(Path::new(path.split('?').next().unwrap_or(path)))
    }

    /// After many rows came at once, PostgreSQL is told: until it counts them by itself, it would plan for empty tables.
    /// It does so by itself in the end, so that a failure is only said.
    pub async fn take_stock(&self) {
        if !self.is_postgres() {
            return;
        }
        for table in ["account", "post", "question", "question_tag", "acceptance", "source_ref", "search_document"] {
            if let Err(error) = self.write.execute_unprepared(&format!("ANALYZE {table}")).await {
                tracing::warn!(table, %error, "its rows were not counted");
            }
        }
    }
}

fn known_migrations() -> impl Iterator<Item = String> {
    Migrator::migrations().into_iter().map(|m| m.name().to_owned())
}
