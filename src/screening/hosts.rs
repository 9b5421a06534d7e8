//! Where newcomers' links lead (L-21). A site that nobody known here links to, in the third text of new accounts within a
//! day, waits for a person; so do those after it.
//!
//! What must stay true: the count is over all new accounts together and holds however many write at once; it is by site
//! ([`site`]), since whoever owns one makes names below it at will. A host is known
//! once a helper, the team or an import links to it, or a moderator lets a text with it through; known ones do not count.

use std::collections::BTreeSet;

use entity::{AccountId, Rank, Role};
use sea_orm::{DatabaseTransaction, DbErr, FromQueryResult};
use url::Url;

use super::Screened;
use crate::clock::{DAY, Millis};
use crate::rules::daily::{self, Level};
use crate::rules::policy::Actor;
use crate::{db, values};

/// The hosts that a text, as it is shown, links to.
pub fn of(html: &str) -> BTreeSet<String> {
    let links = html.split("<a href=\"").skip(1).filter_map(|rest| rest.split('"').next()).filter(|link| link.starts_with("http"));
    let host = |link: &str| Url::parse(link).ok()?.host_str().map(|h| h.trim_end_matches('.').trim_start_matches("www.").to_ascii_lowercase());
    links.filter_map(host).collect()
}

/// Words that stand before a country's as if they were one: `shop.co.uk` is a site, `co.uk` none.
const SECOND: &[&str] = &["ac", "asso", "co", "com", "edu", "gob", "gouv", "gov", "gv", "ltd", "me", "mil", "ne", "net", "nhs", "nom", "or", "org", "sch"];
/// Where many own a name each: a name there is a site.
const SHARED: &[&str] = &["blogspot.com", "github.io", "gitlab.io", "netlify.app", "pages.dev", "sourceforge.io", "vercel.app", "web.app", "wordpress.com"];

/// What somebody registers: the last two names of a host, or three. An address of numbers is one itself.
pub fn site(host: &str) -> &str {
    if host.starts_with('[') || host.parse::<std::net::IpAddr>().is_ok() {
        return host;
    }
    let last = |n: usize| host.rmatch_indices('.').nth(n - 1).map_or(host, |(at, _)| &host[at + 1..]);
    let two = last(2);
    let (second, top) = two.split_once('.').unwrap_or((two, ""));
    if SHARED.contains(&two) || (top.len() == 2 && SECOND.contains(&second)) { last(3) } else { two }
}

async fn level(tx: &DatabaseTransaction, author: AccountId, now: Millis) -> Result<Option<Level>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        role: Role,
        rank: Rank,
        reputation: i64,
        created_at: i64,
    }
    let row: Option<Row> = db::row(tx, "SELECT role, rank, reputation, created_at FROM account WHERE id = $1", values![author.0]).await?;
    Ok(row.map(|r| Level::of(&Actor { id: Some(author.0), role: r.role.into(), rank: r.rank.into(), reputation: r.reputation, created_at: r.created_at, ..Actor::default() }, now)))
}

/// Notes where a text leads, and adds what that says to what was noticed in it before. In the transaction that publishes.
pub async fn screened(tx: &DatabaseTransaction, author: AccountId, hosts: &BTreeSet<String>, before: &Screened, now: Millis) -> Result<Screened, DbErr> {
    let mut screened = before.clone();
    if hosts.is_empty() {
        return Ok(screened);
    }
    let Some(level) = level(tx, author, now).await? else { return Ok(screened) };
    let Some(most) = daily::texts_to_a_new_host(level) else {
        if level >= Level::Helper && !screened.hold {
            known(tx, hosts, now).await?;
        }
        return Ok(screened);
    };
    let mut sites = BTreeSet::new();
    for host in hosts {
        if db::count(tx, "SELECT COUNT(*) AS n FROM known_host WHERE host IN ($1, $2)", values![host.as_str(), site(host)]).await? == 0 {
            sites.insert(site(host));
        }
    }
    for site in sites {
        // of many at once each counts those before it
        db::turn(tx, &format!("links to {site}")).await?;
        let lately = db::count(tx, "SELECT COUNT(*) AS n FROM linked_host WHERE host = $1 AND at > $2", values![site, now - DAY]).await?;
        db::run(tx, "INSERT INTO linked_host (host, account_id, at) VALUES ($1, $2, $3)", values![site, author.0, now]).await?;
        if lately >= most {
            screened.hold = true;
            screened.why.push(format!("host:{site}"));
        }
    }
    Ok(screened)
}

/// Links to these are nothing new.
pub async fn known(tx: &DatabaseTransaction, hosts: &BTreeSet<String>, now: Millis) -> Result<(), DbErr> {
    for host in hosts {
        db::run(tx, "INSERT INTO known_host (host, at) VALUES ($1, $2) ON CONFLICT DO NOTHING", values![host.as_str(), now]).await?;
    }
    Ok(())
}

/// Links that count nothing any more.
pub async fn sweep(tx: &DatabaseTransaction, now: Millis) -> Result<(), DbErr> {
    db::run(tx, "DELETE FROM linked_host WHERE at < $1", values![now - DAY]).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{of, site};

    #[test]
    fn a_site_is_what_somebody_registers() {
        let all = ["a1.spam.example", "spam.example", "a.b.c.spam.example", "shop.co.uk", "www2.shop.co.uk", "mairie.gouv.fr", "ada.github.io", "x.ada.github.io", "192.0.2.7", "[2001:db8::1]", "localhost"];
        assert_eq!(all.map(site), ["spam.example", "spam.example", "spam.example", "shop.co.uk", "shop.co.uk", "mairie.gouv.fr", "ada.github.io", "ada.github.io", "192.0.2.7", "[2001:db8::1]", "localhost"]);
    }

    #[test]
    fn hosts_are_compared_without_their_dress() {
        let html = r#"<p><a href="https://WWW.Shop.example./x?y=1" rel="nofollow">a</a> <a href="http://shop.example:81/">b</a> <a href="/tags">c</a> <a href="mailto:a@b.c">d</a></p>"#;
        assert_eq!(of(html).into_iter().collect::<Vec<_>>(), ["shop.example"]);
    }
}
