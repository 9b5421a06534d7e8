//! What an import knows of the database: which rows of this source are there already, which names are taken.
//!
//! What must stay true: memory follows the database, never runs ahead of it (it is updated after a commit); a dry run
//! goes the same way and writes nothing; rows of the source are told apart by (source, kind, source id).

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use sea_orm::{DatabaseTransaction, DbErr, FromQueryResult, RuntimeErr, Value};

use crate::clock::Millis;
use crate::db::{self, Db};
use crate::error::{Error, is_unique_violation};
use crate::import::bulk;
use crate::reputation;
use crate::rules::text::{DisplayName, Username};
use crate::values;

/// Rows of the source that have numbers. `source_ref` keeps questions and answers as one kind, `post`, and tells them
/// apart by a letter before the number, since some forums number them separately.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Question,
    Answer,
    Comment,
    Revision,
}

impl Kind {
    pub const ALL: [Kind; 4] = [Kind::Question, Kind::Answer, Kind::Comment, Kind::Revision];

    /// The kind in `source_ref`.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Question | Kind::Answer => "post",
            Kind::Comment => "comment",
            Kind::Revision => "revision",
        }
    }

    fn letter(self) -> &'static str {
        match self {
            Kind::Question => "q",
            Kind::Answer => "a",
            Kind::Comment | Kind::Revision => "",
        }
    }

    /// The id in `source_ref`.
    fn source_id(self, id: i64) -> String {
        format!("{}{id}", self.letter())
    }

    fn parse(self, source_id: &str) -> Option<i64> {
        source_id.strip_prefix(self.letter())?.parse().ok()
    }
}

/// The word of `source_ref` for people; their source ids may be names.
pub const ACCOUNT: &str = "account";

/// An imported row's origin, for `source_ref`.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    pub id: i64,
    pub author: String,
    pub url: String,
    pub licence: String,
}

/// Someone who wrote at the source.
#[derive(Clone, Debug)]
pub struct Person {
    /// Their id at the source.
    pub key: String,
    pub display: String,
    /// Their page at the source; empty when there is none.
    pub url: String,
    /// When they first wrote, as far as is known.
    pub since: Millis,
    /// Nobody knows who it was: shown as a former member, never claimed.
    pub former: bool,
    /// What the source says of their reputation.
    pub reputation: Option<i64>,
}

#[derive(Clone, Copy, Debug)]
pub struct Known {
    pub id: i64,
    since: Millis,
}

pub struct Store<'a> {
    pub db: &'a Db,
    pub dry: bool,
    pub source: String,
    pub now: Millis,
    pub live_since: Option<Millis>,
    /// The last run of this source was interrupted: what it left out is still to come.
    pub resuming: bool,
    posts: HashMap<Kind, HashMap<i64, i64>>,
    /// Those that were there before this run.
    before: HashMap<Kind, HashSet<i64>>,
    people: HashMap<String, Known>,
    names: Names,
    pub tags: HashMap<String, i64>,
    pub categories: HashMap<String, i64>,
    /// Questions of which something was written.
    pub touched: HashSet<i64>,
    next_fake: i64,
}

#[derive(FromQueryResult)]
struct Named {
    id: i64,
    name: String,
}

impl<'a> Store<'a> {
    /// Reads what is there of a source.
    pub async fn open(db: &'a Db, source: &str, dry: bool, now: Millis, live_since: Option<Millis>) -> anyhow::Result<Store<'a>> {
        #[derive(FromQueryResult)]
        struct Ref {
            source_id: String,
            our_id: i64,
        }
        #[derive(FromQueryResult)]
        struct Account {
            source_id: String,
            id: i64,
            created_at: i64,
        }
        let mut posts: HashMap<Kind, HashMap<i64, i64>> = HashMap::new();
        for kind in Kind::ALL {
            let found: Vec<Ref> =
                db::rows(db.read(), "SELECT source_id, our_id FROM source_ref WHERE source = $1 AND kind = $2", values![source, kind.word()]).await?;
            posts.insert(kind, found.iter().filter_map(|r| Some((kind.parse(&r.source_id)?, r.our_id))).collect());
        }
        let people: Vec<Account> = db::rows(
            db.read(),
            "SELECT s.source_id, a.id, a.created_at FROM source_ref s JOIN account a ON a.id = s.our_id WHERE s.source = $1 AND s.kind = 'account'",
            values![source],
        )
        .await?;
        let tags: Vec<Named> = db::rows(db.read(), "SELECT id, name FROM tag", []).await?;
        let categories: Vec<Named> = db::rows(db.read(), "SELECT id, slug AS name FROM category", []).await?;
        Ok(Store {
            db,
            dry,
            source: source.to_owned(),
            now,
            live_since,
            resuming: false,
            before: posts.iter().map(|(k, ids)| (*k, ids.keys().copied().collect())).collect(),
            posts,
            people: people.into_iter().map(|a| (a.source_id, Known { id: a.id, since: a.created_at })).collect(),
            names: Names::load(db).await?,
            tags: tags.into_iter().map(|t| (t.name, t.id)).collect(),
            categories: categories.into_iter().map(|c| (c.name, c.id)).collect(),
            touched: HashSet::new(),
            next_fake: 0,
        })
    }

    /// Our id of a row of the source.
    pub fn ours(&self, kind: Kind, id: i64) -> Option<i64> {
        self.posts.get(&kind)?.get(&id).copied()
    }

    /// Was it there before this run?
    pub fn was_there(&self, kind: Kind, id: i64) -> bool {
        self.before.get(&kind).is_some_and(|ids| ids.contains(&id))
    }

    /// Source ids that were there before this run, for those who prepare rows.
    pub fn before(&self, kind: Kind) -> HashSet<i64> {
        self.before.get(&kind).cloned().unwrap_or_default()
    }

    pub fn all(&self, kind: Kind) -> impl Iterator<Item = i64> + '_ {
        self.posts.get(&kind).into_iter().flat_map(|ids| ids.values().copied())
    }

    pub fn person(&self, key: &str) -> Option<i64> {
        self.people.get(key).map(|k| k.id)
    }

    pub fn people_count(&self) -> usize {
        self.people.len()
    }

    pub(super) fn remember(&mut self, kind: Kind, source_id: i64, ours: i64) {
        self.posts.entry(kind).or_default().insert(source_id, ours);
    }

    /// In a dry run: an id that no row will ever have.
    pub(super) fn fake(&mut self) -> i64 {
        self.next_fake -= 1;
        self.next_fake
    }

    /// Makes sure that everyone has an account: a placeholder without address or password.
    pub async fn people(&mut self, wanted: &[Person]) -> anyhow::Result<()> {
        let mut new: Vec<Person> = Vec::new();
        let mut at: HashMap<&str, usize> = HashMap::new();
        let mut earlier: HashMap<i64, (Millis, &str)> = HashMap::new();
        for p in wanted {
            match (self.people.get(&p.key), at.get(p.key.as_str())) {
                (Some(known), _) if p.since < known.since => {
                    let first = earlier.entry(known.id).or_insert((p.since, &p.key));
                    first.0 = first.0.min(p.since);
                }
                (Some(_), _) => {}
                (None, Some(&i)) => new[i].since = new[i].since.min(p.since),
                (None, None) => {
                    at.insert(&p.key, new.len());
                    new.push(p.clone());
                }
            }
        }
        if new.is_empty() && earlier.is_empty() {
            return Ok(());
        }
        let mut ids: Vec<i64> = Vec::new();
        if self.dry {
            ids.extend(new.iter().map(|_| self.fake()));
        } else {
            // Someone may sign up meanwhile under a name we were about to give.
            for attempt in 1.. {
                let named: Vec<(Username, String)> = new.iter().map(|p| self.names.give(&p.display)).collect();
                match self.insert_people(&new, &named, &earlier).await {
                    Ok(done) => {
                        ids = done;
                        break;
                    }
                    Err(e) => {
                        let taken = is_unique_violation(&e);
                        again(attempt, e, taken).await?;
                        self.names = Names::load(self.db).await?;
                    }
                }
            }
        }
        for (p, id) in new.into_iter().zip(ids) {
            self.people.insert(p.key, Known { id, since: p.since });
        }
        let earlier: Vec<(String, Millis)> = earlier.into_values().map(|(since, key)| (key.to_owned(), since)).collect();
        for (key, since) in earlier {
            if let Some(known) = self.people.get_mut(&key) {
                known.since = since;
            }
        }
        Ok(())
    }

    async fn insert_people(&self, new: &[Person], named: &[(Username, String)], earlier: &HashMap<i64, (Millis, &str)>) -> Result<Vec<i64>, DbErr> {
        let tx = self.db.write().await?;
        let ids = db::reserve(&tx, "account", new.len()).await?;
        let accounts = new.iter().zip(named).zip(&ids).map(|((p, (username, display)), id)| {
            let gone: Option<i64> = p.former.then_some(p.since);
            values![*id, username.as_str(), username.fold(), display.as_str(), "customer", "member", 1i64, "", true, true, 0i64, gone, p.since].to_vec()
        });
        let columns = ["id", "username", "username_folded", "display_name", "role", "rank", "reputation", "about", "shortcuts", "placeholder", "failed_logins", "deleted_at", "created_at"];
        bulk::insert(&tx, "account", &columns, accounts.collect()).await?;
        let refs = new.iter().zip(&ids).map(|(p, id)| values![self.source.as_str(), ACCOUNT, p.key.as_str(), *id, p.display.as_str(), known(&p.url)].to_vec());
        bulk::insert(&tx, "source_ref", &["source", "kind", "source_id", "our_id", "author", "url"], refs.collect()).await?;
        reputation::actions::open_accounts(&tx, &ids, self.now).await.map_err(db_error)?;
        let brought: Vec<(i64, i64)> = new.iter().zip(&ids).filter_map(|(p, id)| Some((*id, p.reputation.filter(|r| *r > 0 && !p.former)?))).collect();
        reputation::opening::bring(&tx, &brought, self.now).await.map_err(db_error)?;
        for (id, (since, _)) in earlier {
            db::run(&tx, "UPDATE account SET created_at = $2 WHERE id = $1 AND placeholder = TRUE AND created_at > $2", values![*id, *since]).await?;
        }
        tx.commit().await?;
        Ok(ids)
    }

    /// The references of a batch.
    pub(super) async fn refer(&self, tx: &DatabaseTransaction, kind: Kind, rows: impl Iterator<Item = (&Origin, i64)>) -> Result<(), DbErr> {
        let rows: Vec<Vec<Value>> = rows
            .map(|(o, id)| values![self.source.as_str(), kind.word(), kind.source_id(o.id), id, known(&o.author), known(&o.url), known(&o.licence)].to_vec())
            .collect();
        bulk::insert(tx, "source_ref", &["source", "kind", "source_id", "our_id", "author", "url", "licence"], rows).await
    }
}

/// Batches are tried again by what the database says.
pub(super) fn db_error(e: Error) -> DbErr {
    match e {
        Error::Unavailable(why) | Error::GaveWay(why) => DbErr::Conn(RuntimeErr::Internal(why)),
        e => DbErr::Custom(e.to_string()),
    }
}

fn known(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// How often a batch is tried when the database is busy.
const ATTEMPTS: u32 = 6;

/// Tries a batch again, a little later each time, while the database is only busy.
pub async fn patiently<T>(mut write: impl AsyncFnMut() -> Result<T, DbErr>) -> anyhow::Result<T> {
    for attempt in 1.. {
        match write().await {
            Ok(done) => return Ok(done),
            Err(e) => again(attempt, e, false).await?,
        }
    }
    unreachable!("the loop ends by returning")
}

/// Waits if another try may help, else gives the error back.
async fn again(attempt: u32, e: DbErr, anyway: bool) -> anyhow::Result<()> {
    match Error::from(e) {
        Error::Unavailable(_) | Error::GaveWay(_) if attempt < ATTEMPTS => {}
        _ if anyway && attempt < ATTEMPTS => {}
        Error::Internal(e) => return Err(e),
        other => return Err(anyhow::Error::new(other)),
    }
    tokio::time::sleep(Duration::from_millis(200 << attempt)).await;
    Ok(())
}

/// Usernames in use, and how far the numbering of each has come.
struct Names {
    taken: HashSet<String>,
    folded: HashSet<String>,
    next: HashMap<String, u32>,
}

impl Names {
    async fn load(db: &Db) -> Result<Names, DbErr> {
        #[derive(FromQueryResult)]
        struct Row {
            username: String,
            username_folded: String,
        }
        let rows: Vec<Row> = db::rows(db.read(), "SELECT username, username_folded FROM account", []).await?;
        let (taken, folded) = rows.into_iter().map(|r| (r.username, r.username_folded)).unzip();
        Ok(Names { taken, folded, next: HashMap::new() })
    }

    /// A free username for a display name, and the display name as it may be shown.
    fn give(&mut self, display: &str) -> (Username, String) {
        let display: String = match DisplayName::parse(display) {
            Ok(name) => name.into_string(),
            Err(_) => display.chars().filter(|c| c.is_alphanumeric() || " .,'’_-@()".contains(*c)).take(60).collect::<String>().trim().to_owned(),
        };
        let base = Username::suggest(&display, 1);
        let n = self.next.entry(base.as_str().to_owned()).or_insert(1);
        loop {
            let name = Username::suggest(&display, *n);
            *n += 1;
            if !self.taken.contains(name.as_str()) && !self.folded.contains(&name.fold()) {
                self.taken.insert(name.as_str().to_owned());
                self.folded.insert(name.fold());
                let shown = if display.is_empty() { name.as_str().to_owned() } else { display };
                return (name, shown);
            }
        }
    }
}
