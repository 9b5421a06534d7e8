//! The application under test: real router, real database, a clock wound by hand.

use std::collections::BTreeSet;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use entity::AccountId;
use entraide::app::App;
use entraide::clock::{Clock, Millis};
use entraide::config::Config;
use entraide::db::{self, Db};
use entraide::reputation::{actions, verify};
use entraide::{jobs, router, values};
use sea_orm::{FromQueryResult, Statement, Value};
use tokio::sync::OnceCell;

use super::client::Client;
use super::postgres;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

#[derive(FromQueryResult)]
struct Id {
    id: AccountId,
}

/// A mail as it waits in the outbox.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Mail {
    pub id: i64,
    pub to_email: String,
    pub kind: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub lang: String,
    pub sent_at: Option<i64>,
}

impl Mail {
    /// The first address of the site in the text part whose path begins with `path`.
    pub fn link(&self, path: &str) -> String {
        let base = self.text.split_whitespace().find_map(|w| {
            let at = w.find("://")?;
            let rest = &w[at + 3..];
            let path_at = rest.find('/')?;
            let found = rest[path_at..].trim_end_matches(['.', ')', '>', ',']);
            found.starts_with(path).then(|| found.to_owned())
        });
        base.unwrap_or_else(|| panic!("the mail has no link to {path}:\n{}", self.text))
    }

    /// The first number of six digits.
    pub fn code(&self) -> String {
        let digits = self.text.split(|c: char| !c.is_ascii_digit()).find(|w| w.len() == 6);
        digits.unwrap_or_else(|| panic!("the mail has no code:\n{}", self.text)).to_owned()
    }
}

const MAIL: &str = "id, to_email, kind, subject, text, html, lang, sent_at";
const IS_NO_NOTICE: &str = "kind NOT IN ('mention', 'answer', 'comment', 'accepted', 'verified', 'helped', 'edit', 'topic', 'badge_won', 'digest')";

pub struct TestApp {
    pub app: App,
    pub clock: Clock,
    pub engine: Engine,
    /// Where its database is.
    pub url: String,
    router: Router,
    statements: Arc<Mutex<Vec<Statement>>>,
    read_mails: Mutex<BTreeSet<i64>>,
    mails_matter: Mutex<bool>,
    ledger_matters: Mutex<bool>,
    deadlines_matter: Mutex<bool>,
    _folder: tempfile::TempDir,
    database: Option<String>,
}

/// Where tests begin: Tuesday 24 November 2026, 10:00 in Paris.
pub const START: Millis = 1_795_510_800_000;

/// Limits are out of the way unless a test is about them.
const SETTINGS: &[(&str, &str)] = &[
    ("limits.pages", "1000000"),
    ("limits.pages_per_minute", "1000000"),
    ("limits.member_pages", "1000000"),
    ("limits.member_pages_per_minute", "1000000"),
    ("limits.address_pages_per_minute", "1000000"),
    ("limits.searches_per_minute", "1000000"),
    ("limits.member_searches_per_minute", "1000000"),
    ("limits.feeds_per_ten_minutes", "1000000"),
    ("limits.similar_per_minute", "1000000"),
    ("limits.asks_per_minute", "1000000"),
    ("limits.logins_per_minute", "1000000"),
    ("limits.mails_per_hour", "1000000"),
    ("limits.signups_per_day", "1000000"),
    ("limits.photos_per_minute", "1000000"),
    ("limits.gaps", "0"),
    ("backup.nightly", "false"),
    ("two_step.staff", "offered"),
    ("brand.name", "Nordik"),
    ("brand.contacts", "3900, aide@nordik.example"),
];

impl TestApp {
    pub async fn start(engine: Engine, settings: &[(&str, &str)]) -> TestApp {
        let folder = tempfile::Builder::new().prefix("entraide-test-").tempdir_in(fast_folder()).expect("a temporary folder");
        let (url, database) = match engine {
            Engine::Sqlite => {
                let path = folder.path().join("forum.db");
                std::fs::write(&path, sqlite_template().await).expect("the template is copied");
                (format!("sqlite://{}", path.display()), None)
            }
            Engine::Postgres => {
                let (url, name) = postgres::database().await;
                (url, Some(name))
            }
        };
        let mut config = Config::defaults();
        for (key, value) in SETTINGS.iter().chain(settings) {
            config.set(key, *value).expect("a known setting");
        }
        config.set("database_url", url.clone()).expect("a known setting");
        config.set("photos.folder", folder.path().join("photos").to_str().expect("a plain path")).expect("a known setting");
        config.set("backup.folder", folder.path().join("backups").to_str().expect("a plain path")).expect("a known setting");
        let mut db = patiently(&url).await;
        let statements = Arc::new(Mutex::new(Vec::new()));
        let seen = statements.clone();
        db.watch(move |info| seen.lock().expect("no test panics here").push(info.statement.clone()));
        let clock = Clock::fixed(START);
        entraide::reputation::versions::begin(&db, config.get("timezone"), START).await.expect("the rules begin");
        let app = App::new(config, db, clock.clone());
        app.bus.look_every(Duration::ZERO);
        let router = router::build(&app).expect("the router is built");
        TestApp { app, clock, engine, url, router, statements, read_mails: Mutex::default(), mails_matter: Mutex::new(true), ledger_matters: Mutex::new(true), deadlines_matter: Mutex::new(true), _folder: folder, database }
    }

    pub fn now(&self) -> Millis {
        self.clock.now()
    }

    pub fn router(&self) -> Router {
        self.router.clone()
    }

    pub fn db(&self) -> &Db {
        &self.app.db
    }

    /// Somebody with a browser and no account.
    pub fn anyone(&self) -> Client {
        Client::new(self.router.clone(), self.app.config.base_url())
    }

    /// The same from another address.
    pub fn anyone_at(&self, ip: [u8; 4]) -> Client {
        self.anyone().at(SocketAddr::new(IpAddr::from(ip), 50_000))
    }

    /// Lets time pass. What is remembered for a second is forgotten.
    pub async fn advance(&self, by: Millis) {
        self.clock.advance(by);
        self.app.sessions.forget_all();
    }

    /// Runs the jobs that are due.
    pub async fn tick(&self) {
        jobs::run_due(&self.app).await.expect("the jobs run");
    }

    /// Every mail in the outbox, oldest first; they count as read.
    pub async fn mails(&self) -> Vec<Mail> {
        let all: Vec<Mail> = db::rows(self.app.db.read(), &format!("SELECT {MAIL} FROM mail WHERE {IS_NO_NOTICE} ORDER BY id"), []).await.expect("the outbox is read");
        self.read_mails.lock().expect("not poisoned").extend(all.iter().map(|m| m.id));
        all
    }

    /// The newest mail to an address; counts as read, with the older ones to it.
    pub async fn mail_to(&self, email: &str) -> Mail {
        let mine: Vec<Mail> = {
            let text = format!("SELECT {MAIL} FROM mail WHERE to_email = $1 AND {IS_NO_NOTICE} ORDER BY id");
            db::rows(self.app.db.read(), &text, values![email]).await.expect("the outbox is read")
        };
        self.read_mails.lock().expect("not poisoned").extend(mine.iter().map(|m| m.id));
        mine.into_iter().next_back().unwrap_or_else(|| panic!("no mail to {email}"))
    }

    /// What members were told by mail of what they did not read in the app, oldest first. It comes with time, whatever a
    /// test is about: only those that ask look at it.
    pub async fn notices(&self, email: &str) -> Vec<Mail> {
        let text = format!("SELECT {MAIL} FROM mail WHERE to_email = $1 AND NOT ({IS_NO_NOTICE}) ORDER BY id");
        db::rows(self.app.db.read(), &text, values![email]).await.expect("the outbox is read")
    }

    /// This test is not about mails: they may stay unread.
    pub fn ignore_mails(&self) {
        *self.mails_matter.lock().expect("not poisoned") = false;
    }

    /// This test writes facts behind the ledger's back: it need not add up.
    pub fn ignore_ledger(&self) {
        *self.ledger_matters.lock().expect("not poisoned") = false;
    }

    /// Every clock and every row of the feed is what settling would write.
    pub async fn deadlines_are_right(&self) {
        let wrong = entraide::deadlines::verify::verify(self.db().read(), self.now()).await.expect("the clocks are read");
        assert!(wrong.is_empty(), "deadlines are not what settling gives:\n{}", wrong.join("\n"));
    }

    /// Every balance is the sum of its entries and what the facts that stand give.
    pub async fn ledger_adds_up(&self) {
        let mut wrong = Vec::new();
        verify::verify(self.db(), verify::Repair::No, self.now(), |d| wrong.push(d.to_string())).await.expect("the ledger is read");
        assert!(wrong.is_empty(), "the ledger does not add up (facts written directly need app.settle()):\n{}", wrong.join("\n"));
    }

    /// Facts were written directly: brings everyone's ledger in step with them.
    pub async fn settle(&self) {
        let all: Vec<Id> = db::rows(self.db().read(), "SELECT id FROM account", []).await.expect("accounts are read");
        let all: Vec<AccountId> = all.into_iter().map(|r| r.id).collect();
        let tx = self.db().write().await.expect("a transaction");
        actions::settle_members(&tx, &all, self.now()).await.expect("settled");
        tx.commit().await.expect("committed");
        self.app.sessions.forget_all();
    }

    /// Somebody begins with these points, as an imported member would.
    pub async fn give(&self, id: AccountId, points: i64) {
        let tx = self.db().write().await.expect("a transaction");
        let text = "INSERT INTO opening (account_id, points, basis, at) VALUES ($1, $2, 'source', $3) ON CONFLICT (account_id) DO UPDATE SET points = excluded.points";
        db::run(&tx, text, values![id.0, points, self.now()]).await.expect("an opening");
        actions::settle_members(&tx, &[id], self.now()).await.expect("settled");
        tx.commit().await.expect("committed");
        self.app.forget(id).await;
    }

    /// A number from the database: `SELECT … AS n`.
    pub async fn count(&self, text: &str, values: impl IntoIterator<Item = Value>) -> i64 {
        db::count(self.app.db.read(), text, values).await.expect("the query runs")
    }

    /// Changes rows behind the application's back: what follows for clocks and the feed is no longer looked at.
    pub async fn exec(&self, text: &str, values: impl IntoIterator<Item = Value>) -> u64 {
        let concerns = ["post", "question", "comment", "me_too", "did_not_work", "flag", "acceptance", "verification", "escalation", "follow_up", "promise", "details", "deadline", "thread_", "feed", "incident", "rule"];
        if concerns.iter().any(|c| text.contains(c)) {
            *self.deadlines_matter.lock().expect("not poisoned") = false;
        }
        let tx = self.app.db.write().await.expect("a transaction");
        let n = db::run(&tx, text, values).await.expect("the statement runs");
        tx.commit().await.expect("committed");
        self.app.sessions.forget_all();
        n
    }

    /// Changes an account's columns (`"role = 'staff'"`) and lets the application forget what it remembered.
    pub async fn alter(&self, id: AccountId, set: &str) {
        let n = self.exec(&format!("UPDATE account SET {set} WHERE id = $1"), values![id.0]).await;
        assert_eq!(n, 1, "no account {id}");
        self.app.forget(id).await;
    }

    /// From now on the database refuses to change one row of a table, whoever asks.
    pub async fn breaks(&self, table: &str, id: i64) {
        match self.engine {
            Engine::Sqlite => {
                self.exec(&format!("CREATE TRIGGER broken BEFORE UPDATE ON {table} WHEN OLD.id = {id} BEGIN SELECT RAISE(ABORT, 'broken'); END"), []).await;
            }
            Engine::Postgres => {
                self.exec("CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''broken''; END'", []).await;
                self.exec(&format!("CREATE TRIGGER broken BEFORE UPDATE ON {table} FOR EACH ROW WHEN (OLD.id = {id}) EXECUTE FUNCTION broken()"), []).await;
            }
        }
    }

    /// The row is as any other again.
    pub async fn mends(&self, table: &str) {
        let text = if self.engine == Engine::Sqlite { "DROP TRIGGER broken".to_owned() } else { format!("DROP TRIGGER broken ON {table}") };
        self.exec(&text, []).await;
    }

    /// Does something and gives the statements it sent to the database.
    pub async fn statements<T>(&self, work: impl Future<Output = T>) -> (T, Vec<String>) {
        let (done, sent) = self.sent(work).await;
        (done, sent.into_iter().map(|s| s.sql).collect())
    }

    /// The same with their values. Looks at what changed are left out: here everybody has their own, elsewhere some a
    /// second serve all.
    pub async fn sent<T>(&self, work: impl Future<Output = T>) -> (T, Vec<Statement>) {
        let (done, mut sent) = self.all_sent(work).await;
        sent.retain(|s| !is_look(s));
        (done, sent)
    }

    /// Does something and gives how often it was looked for what changed.
    pub async fn looks<T>(&self, work: impl Future<Output = T>) -> (T, usize) {
        let (done, sent) = self.all_sent(work).await;
        (done, sent.iter().filter(|s| is_look(s)).count())
    }

    async fn all_sent<T>(&self, work: impl Future<Output = T>) -> (T, Vec<Statement>) {
        self.statements.lock().expect("not poisoned").clear();
        let done = work.await;
        (done, std::mem::take(&mut *self.statements.lock().expect("not poisoned")))
    }

    /// Does something that may send `most` statements to the database.
    pub async fn at_most<T>(&self, most: usize, work: impl Future<Output = T>) -> T {
        let (done, sent) = self.statements(work).await;
        assert!(sent.len() <= most, "{} statements, {most} allowed:\n{}", sent.len(), sent.join("\n"));
        done
    }

    /// Everything the database says is true: references, counts, search.
    pub async fn must_be_sound(&self) {
        let problems = entraide::check::run(self.db(), self.now()).await.expect("the check runs");
        assert!(problems.is_empty(), "{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
    }

    /// The end of a test: no mail unread, no job failed.
    pub async fn finish(self) {
        let unread: Vec<Mail> = db::rows(self.app.db.read(), &format!("SELECT {MAIL} FROM mail WHERE {IS_NO_NOTICE} ORDER BY id"), []).await.expect("the outbox is read");
        let read = self.read_mails.lock().expect("not poisoned").clone();
        // what the team is told of work that waits comes with time, and a log-in in another browser is told each time,
        // whatever a test is about
        let unread: Vec<String> = unread.into_iter().filter(|m| !read.contains(&m.id) && !["unclaimed", "new_browser"].contains(&m.kind.as_str())).map(|m| format!("{}: {} ({})", m.to_email, m.subject, m.kind)).collect();
        if *self.mails_matter.lock().expect("not poisoned") {
            assert!(unread.is_empty(), "mails nobody read (app.mails(), app.mail_to(…) or app.ignore_mails()):\n{}", unread.join("\n"));
        }
        #[derive(FromQueryResult)]
        struct Failed {
            name: String,
            last_error: String,
        }
        let failed: Vec<Failed> = db::rows(self.app.db.read(), "SELECT name, last_error FROM job WHERE last_error IS NOT NULL", []).await.expect("the jobs are read");
        assert!(failed.is_empty(), "failed jobs: {:?}", failed.iter().map(|f| format!("{}: {}", f.name, f.last_error)).collect::<Vec<_>>());
        if *self.ledger_matters.lock().expect("not poisoned") {
            self.ledger_adds_up().await;
        }
        if *self.deadlines_matter.lock().expect("not poisoned") {
            self.deadlines_are_right().await;
        }
        let name = self.database.clone();
        let _ = self.app.db.clone().close().await;
        if let Some(name) = name {
            postgres::drop(&name).await;
        }
    }
}

fn is_look(statement: &Statement) -> bool {
    statement.sql.contains(" AS behind")
}

/// Connects, as often as a busy machine needs.
pub async fn patiently(url: &str) -> Db {
    for _ in 0..20 {
        if let Ok(db) = Db::connect(url).await {
            return db;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    Db::connect(url).await.expect("the database answers")
}

/// Memory where the system offers it: each commit of SQLite waits for its disk.
pub fn fast_folder() -> PathBuf {
    let memory = PathBuf::from("/dev/shm");
    let usable = tempfile::tempfile_in(&memory).is_ok();
    if usable { memory } else { std::env::temp_dir() }
}

/// The bytes of a migrated database file, made once.
async fn sqlite_template() -> &'static [u8] {
    static TEMPLATE: OnceCell<Vec<u8>> = OnceCell::const_new();
    let made = TEMPLATE.get_or_init(async || {
        let folder = tempfile::Builder::new().prefix("entraide-template-").tempdir_in(fast_folder()).expect("a temporary folder");
        let path = folder.path().join("template.db");
        let db = Db::connect(&format!("sqlite://{}", path.display())).await.expect("the template opens");
        db.migrate().await.expect("the schema is made");
        db.close().await.expect("the template is closed");
        assert!(!folder.path().join("template.db-wal").exists(), "the write-ahead log was not folded into the template");
        std::fs::read(path).expect("the template is read")
    });
    made.await
}
