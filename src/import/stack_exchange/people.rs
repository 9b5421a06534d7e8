//! The people of a site. Those who wrote nothing that is imported get no account.

use std::collections::HashMap;

use super::super::progress::Progress;
use super::super::report::Report;
use super::super::store::{Person, Store};
use super::scan::Seen;
use super::{Dump, broken, id, number, rows, text};
use crate::clock::Millis;

/// The site's own robot.
const COMMUNITY: i64 = -1;

/// Names of those who wrote, by their number.
pub struct People {
    site: String,
    names: HashMap<i64, String>,
    reputations: HashMap<i64, i64>,
}

impl People {
    /// Reads `Users.xml` and makes the accounts.
    pub async fn read(store: &mut Store<'_>, report: &mut Report, dump: &Dump, seen: &Seen, progress: &mut Progress) -> anyhow::Result<People> {
        let mut people = People { site: store.source.clone(), names: HashMap::new(), reputations: HashMap::new() };
        let Some(file) = &dump.users else { return Ok(people) };
        let mut users = rows(file, progress, |row| (row.line, row.attributes.and_then(|a| Ok((id(&a, "Id")?, text(&a, "DisplayName").trim().to_owned(), number(&a, "Reputation"))))))?;
        while let Some(batch) = users.next().await? {
            progress.tick();
            let mut new = Vec::new();
            for (line, parsed) in batch {
                match parsed {
                    Err(why) => broken(report, "users", file, line, &why),
                    Ok((user, name, reputation)) => match seen.users.get(&user) {
                        None => report.skipped("users", "wrote nothing that is imported"),
                        Some(_) if people.names.contains_key(&user) => report.skipped("users", "the same id twice"),
                        Some(since) => {
                            if store.person(&user.to_string()).is_some() {
                                report.already("users");
                            } else {
                                report.imported("users");
                            }
                            let name = if name.is_empty() { format!("user{user}") } else { name };
                            people.names.insert(user, name);
                            people.reputations.extend(reputation.map(|r| (user, r)));
                            new.push(people.who(Some(user), "", *since));
                        }
                    },
                }
            }
            store.people(&new).await?;
        }
        Ok(people)
    }

    /// Who wrote it: someone of the list, else a name without an account, else nobody knows.
    pub fn who(&self, user: Option<i64>, display: &str, since: Millis) -> Person {
        let display = display.trim();
        let reputation = user.and_then(|u| self.reputations.get(&u)).copied();
        let person = |key: String, display: &str, url: String, former| Person { key, display: display.to_owned(), url, since, former, reputation };
        match (user.and_then(|u| Some((u, self.names.get(&u)?))), user) {
            (Some((user, name)), _) => person(user.to_string(), name, format!("https://{}/users/{user}", self.site), false),
            _ if !display.is_empty() => person(format!("name:{display}"), display, String::new(), false),
            (_, Some(COMMUNITY)) => person(COMMUNITY.to_string(), "Community", String::new(), false),
            _ => person(String::new(), "former member", String::new(), true),
        }
    }
}
