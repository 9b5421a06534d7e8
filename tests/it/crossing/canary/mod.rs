//! What is for the team's eyes stays before them: a word that is nowhere else stands in each kind of internal text; then
//! everybody below the team looks at everything there is to look at, is refused everything that can be refused, and finds
//! none of them, not even that there is one more. The team does: else this would prove nothing.

mod places;

use std::collections::{BTreeMap, BTreeSet};

use axum::http::Method;
use entity::{AccountId, PostId};
use entraide::router;

use self::places::{Canary, Cast};
use super::world::World;
use crate::support::*;

/// Kinds that the team finds on a page by looking at every address; the others need a click first, or are somebody's own.
const SEEN_BY_THE_TEAM: &[&str] = &[
    "note of the team", "note with a mention", "details of that", "note of an escalation", "case of fair play", "audit record", "canned answer", "gesture that nobody approved",
    "note of moderators about a member", "why something is in the queue", "watched word", "weak signal", "name of a department", "kind of gesture",
    "word that alerts the team", "budget of the month", "who of the team did that", "who it was that reported", "report", "text that waits",
    "announcement to come", "why an escalation was given to somebody", "note about a member",
];

/// Every address that can be read, with what the community has put in.
fn addresses(world: &World, other: &Thread) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for e in router::routes().table.into_iter().filter(|e| e.method == "GET") {
        out.insert(world.fill(e.path));
        if e.path.contains("{id}") {
            for id in [world.thread.id, world.thread.answers[0], world.thread.answers[1], other.id, PostId(1), PostId(2), PostId(3)] {
                out.insert(e.path.replace("{id}", &id.to_string()).replace("{slug}", &world.thread.slug).replace("{token}", "A"));
            }
        }
        if e.path.contains("{username}") {
            for name in ["ada", "basile", "claire", "eve", "quiet"] {
                out.insert(e.path.replace("{username}", name));
            }
        }
    }
    out.retain(|p| !p.contains('{'));
    for sort in ["new", "old"] {
        out.insert(paths::with_query(paths::Question { id: world.thread.id, slug: &world.thread.slug }, &[("sort", sort)]));
    }
    out
}

/// An address that asks for what is nobody's to find, and the same asked with a word that stands nowhere.
struct Asking {
    path: String,
    word: String,
    other: String,
}

/// Stands nowhere, in nothing.
const NOWHERE: &str = "vjtonkil777x21";

fn asking(canaries: &[Canary]) -> Vec<Asking> {
    let ways: [fn(&str) -> String; 3] = [
        |word| paths::with_query(paths::Search, &[("q", word)]),
        |word| paths::with_query(paths::SearchSuggestions, &[("q", word)]),
        |word| paths::with_query(paths::AskSimilar, &[("title", &format!("something about {word}"))]),
    ];
    let mut all: Vec<Asking> = Vec::new();
    for c in canaries {
        for (way, cut) in ways.into_iter().zip([usize::MAX, 9, usize::MAX]) {
            let cut = |word: &str| word.get(..cut).unwrap_or(word).to_owned();
            let (word, other) = (cut(&c.word), cut(NOWHERE));
            let path = way(&word);
            if !all.iter().any(|a| a.path == path) {
                all.push(Asking { path, word, other: way(&other) });
            }
        }
    }
    all
}

/// What of a page is not the reader's own words handed back.
fn answered(path: &str, page: &Page) -> String {
    let asked = path.split_once('?').map(|(_, q)| q.split(['=', '&']).filter(|w| w.contains("zqcanary") || w.contains("481516")).map(str::to_owned).collect::<Vec<_>>()).unwrap_or_default();
    let mut text = String::from_utf8_lossy(&page.bytes).into_owned();
    for (name, value) in &page.headers {
        text.push_str(&format!("\n{name}: {}", String::from_utf8_lossy(value.as_bytes())));
    }
    for words in asked {
        let word = words.split(['%', '+']).find(|w| w.contains("zqcanary") || w.contains("481516")).unwrap_or(&words).trim_start_matches("20").to_owned();
        text = text.replace(&word, "");
    }
    // large numbers are written in groups
    if text.contains("48") && text.contains("151") { text.replace([',', '\u{a0}', '\u{202f}'], "") } else { text }
}

struct Leaks<'a> {
    canaries: &'a [Canary],
    found: BTreeMap<String, usize>,
}

impl Leaks<'_> {
    fn look(&mut self, who: &Client, path: &str, page: &Page) {
        assert!(!page.status.is_server_error(), "{}", page.describe());
        let text = answered(path, page);
        if !text.contains("zqcanary") && !text.contains("@example.") && !text.contains("481516") {
            return;
        }
        for c in self.canaries.iter().filter(|c| text.contains(&c.word) && !c.theirs.contains(&who.id) && !(c.person && path.starts_with(&paths::Users.to_string()))) {
            *self.found.entry(format!("{} in {path} for {:?}", c.name, who.username)).or_default() += 1;
        }
        for name in ["ada", "basile", "claire", "manon", "root", "eve", "emil", "quiet", "whistle", "una", "sus"].iter().filter(|n| **n != who.username) {
            if text.contains(&format!("{name}@example.com")) {
                *self.found.entry(format!("the address of {name} in {path} for {:?}", who.username)).or_default() += 1;
            }
        }
    }
}

both! {
    async fn what_is_internal_stays_internal(app) {
        app.ignore_mails();
        app.ignore_ledger();
        let world = World::new(app).await;
        let eve = app.member("eve").await;
        let expert = app.expert("emil").await;
        let unconfirmed = app.person(Person { confirmed: false, ..Person::member("una") }).await;
        let suspended = app.member("sus").await;
        app.alter(suspended.id, &format!("suspended_until = {}, suspended_reason = 'spam'", app.now() + 90 * DAY)).await;
        let cast = Cast { stranger: eve.id, quiet: app.staff("quiet").await.id, whistle: app.member("whistle").await.id };
        let other = seed(app, "Another question by somebody else", eve.id, &[world.helper.id]).await;
        world.thread.index(app).await;
        other.index(app).await;
        let all = addresses(&world, &other);

        // what is the team's alone moves nothing on any page, no count either
        let onlookers = [app.anyone_at([192, 0, 2, 1]), app.browser(eve.id).await, app.browser(world.helper.id).await];
        let read = async || {
            let mut pages = BTreeMap::new();
            for who in &onlookers {
                for path in &all {
                    pages.insert((who.username.clone(), path.clone()), who.get(path).await.steady());
                }
            }
            pages
        };
        let mut canaries = places::named(app, &cast).await;
        let before = read().await;
        places::unseen(app, &world, &cast, &mut canaries).await;
        let after = read().await;
        let moved: Vec<String> = before.iter().filter(|(k, text)| after.get(*k) != Some(*text)).map(|((who, path), text)| format!("{path} for {who:?}: {}", apart(text, &after[&(who.clone(), path.clone())]))).collect();
        assert!(moved.is_empty(), "{} pages are not what they were: {moved:#?}", moved.len());

        places::own(app, &world, &cast, &other, &mut canaries).await;
        places::acted(app, &world, &eve, &other, &mut canaries).await;
        assert!(canaries.len() >= 60, "{}", canaries.len());
        // whatever jobs make of them: mails, signals, documents
        // (what was written behind the ledger's back is found by the job that looks for it)
        for _ in 0..2 {
            let said = entraide::jobs::run_due(&app.app).await.err().map(|e| e.to_string());
            assert!(said.as_deref().is_none_or(|s| s == "failed: ledger"), "{said:?}");
            app.exec("UPDATE job SET last_error = NULL WHERE name = 'ledger'", []).await;
            app.advance(DAY).await;
        }
        let mut everybody = vec![app.anyone_at([192, 0, 2, 2])];
        for id in [eve.id, expert.id, world.helper.id, world.asker.id, unconfirmed.id, suspended.id] {
            everybody.push(app.browser(id).await);
        }
        let mut leaks = Leaks { canaries: &canaries, found: BTreeMap::new() };
        for who in &everybody {
            for path in &all {
                let page = who.get(path).await;
                leaks.look(who, path, &page);
            }
            // whoever asks for the very word is answered as if it stood nowhere, whatever else the page says
            let mut nowhere: BTreeMap<String, String> = BTreeMap::new();
            for asked in asking(&canaries) {
                let page = who.get(&asked.path).await;
                leaks.look(who, &asked.path, &page);
                let word = asked.other.rsplit(['=', '+']).next().map(|w| w.rsplit("%20").next().unwrap_or(w)).unwrap_or_default().to_owned();
                if !nowhere.contains_key(&asked.other) {
                    let empty = who.get(&asked.other).await.steady().replace(&word, "…");
                    nowhere.insert(asked.other.clone(), empty);
                }
                let (answer, empty) = (page.steady().replace(&asked.word, "…"), &nowhere[&asked.other]);
                let own = canaries.iter().any(|c| c.theirs.contains(&who.id) && c.word.starts_with(&asked.word));
                if answer != *empty && !own {
                    *leaks.found.entry(format!("{} for {:?} is not what a word that stands nowhere gives: {}", asked.path, who.username, apart(empty, &answer))).or_default() += 1;
                }
            }
        }
        // the same look finds them where they belong, before anything is posted
        let mut found: BTreeSet<&str> = BTreeSet::new();
        for who in [app.browser(world.staff.id).await, app.browser(world.admin.id).await] {
            for path in &all {
                let page = who.get(path).await;
                let text = answered(path, &page);
                found.extend(canaries.iter().filter(|c| text.contains(&c.word)).map(|c| c.name.as_str()));
            }
        }
        // pages that say no, and forms that come back: empty, and filled in
        for who in &everybody {
            for e in router::routes().table.into_iter().filter(|e| e.method == "POST") {
                if e.path.contains("log-out") || e.path.contains("logout") || e.path.contains("delete") || e.path.contains("sessions") {
                    continue;
                }
                let path = world.fill(e.path);
                for form in [String::new(), world.form()] {
                    let page = who.send(Method::POST, &path, Some(form), &[]).await;
                    leaks.look(who, &path, &page);
                }
            }
        }
        for mail in app.mails().await {
            let staff = ["claire@example.com", "manon@example.com", "root@example.com", "quiet@example.com"].contains(&mail.to_email.as_str());
            let text = format!("{} {} {}", mail.subject, mail.text, mail.html);
            for c in canaries.iter().filter(|c| !staff && text.contains(&c.word)) {
                let to = |id: &AccountId| everybody.iter().any(|w| w.id == *id && mail.to_email == format!("{}@example.com", w.username));
                if !c.theirs.iter().any(to) {
                    *leaks.found.entry(format!("{} in a mail ({}) to {}", c.name, mail.kind, mail.to_email)).or_default() += 1;
                }
            }
        }
        assert!(leaks.found.is_empty(), "{:#?}", leaks.found);
        let missed: Vec<&&str> = SEEN_BY_THE_TEAM.iter().filter(|n| !found.contains(**n)).collect();
        assert!(missed.is_empty(), "the team does not find {missed:?}; it finds {found:?}");
    }
}

/// Where two texts begin to differ.
fn apart(a: &str, b: &str) -> String {
    let at = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let cut = |t: &str| t.chars().skip(at.saturating_sub(60)).take(160).collect::<String>();
    format!("{:?} became {:?}", cut(a), cut(b))
}
