//! Another place for a community: nothing is there yet.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use entraide::config::Config;
use entraide::db::Db;
use entraide::db::tables;
use sea_orm::ConnectionTrait as _;

use super::app::{Engine, fast_folder};
use super::postgres;

pub struct Elsewhere {
    pub config: Config,
    folder: tempfile::TempDir,
    database: Option<String>,
}

impl Elsewhere {
    pub async fn new(engine: Engine) -> Elsewhere {
        let folder = tempfile::Builder::new().prefix("entraide-test-").tempdir_in(fast_folder()).expect("a temporary folder");
        let (url, database) = match engine {
            Engine::Sqlite => (format!("sqlite://{}", folder.path().join("data/forum.db").display()), None),
            Engine::Postgres => {
                let (url, name) = postgres::database().await;
                emptied(&url).await;
                (url, Some(name))
            }
        };
        let mut config = Config::defaults();
        config.set("database_url", url).expect("a known setting");
        config.set("photos.folder", folder.path().join("data/photos").to_str().expect("a plain path")).expect("a known setting");
        Elsewhere { config, folder, database }
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub async fn db(&self) -> Db {
        super::patiently(self.config.database_url()).await
    }

    /// Neither a file nor, on a server, a table.
    pub async fn must_be_bare(&self) {
        assert_eq!(files(self.folder()), BTreeMap::new());
        if self.database.is_some() {
            let db = self.db().await;
            assert!(tables::tables(db.read()).await.expect("the tables are listed").is_empty());
            db.close().await.expect("closed");
        }
    }

    pub async fn gone(self) {
        if let Some(name) = self.database {
            postgres::drop(&name).await;
        }
    }
}

/// Takes the schema out of a database.
async fn emptied(url: &str) {
    let db = sea_orm::Database::connect(url).await.expect("a connection");
    db.execute_unprepared("DROP SCHEMA public CASCADE; CREATE SCHEMA public").await.expect("emptied");
    db.close().await.expect("closed");
}

/// Each file of a folder, however deep, and its bytes.
pub fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let (mut all, mut look) = (BTreeMap::new(), vec![folder.to_owned()]);
    while let Some(dir) = look.pop() {
        for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                look.push(path);
            } else {
                let bytes = std::fs::read(&path).expect("a file is read");
                all.insert(path.strip_prefix(folder).expect("inside").to_owned(), bytes);
            }
        }
    }
    all
}

/// Each row of each table, as the program reads them; the mark of a backup under way left out.
pub async fn rows(db: &Db) -> BTreeMap<String, Vec<String>> {
    let mut all = BTreeMap::new();
    for table in tables::tables(db.read()).await.expect("the tables are listed") {
        let (mut lines, mut last): (Vec<String>, Option<Vec<sea_orm::Value>>) = (Vec::new(), None);
        loop {
            let portion = table.after(db.read(), last.as_deref()).await.expect("rows are read");
            lines.extend(portion.iter().map(|row| format!("{row:?}")).filter(|row| !row.contains("photos held by")));
            let Some(end) = portion.into_iter().next_back() else { break };
            last = Some(end);
        }
        all.insert(table.name, lines);
    }
    all
}
