//! What is for the team's eyes stays before them: a word that is nowhere else stands in each kind of internal text; then
//! everybody below the team looks at everything there is to look at, and finds none of them. The team does: else this
//! would prove nothing.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::Method;
use entity::{AccountId, EscalationCause, EscalationEventKind, PostId};
use entraide::audit::{self, Deed};
use entraide::deadlines::record::{self, Open};
use entraide::router;
use entraide::web::routes::Access;

use super::world::World;
use crate::support::*;

/// A text that is not for customers: what it is, and who of them wrote it or may read it all the same.
struct Canary {
    name: &'static str,
    word: String,
    theirs: Vec<AccountId>,
}

/// Internal texts, put where they live. `{q}` is a question by Ada, `{a}` an answer by Basile, `{c}` the word.
const PLACES: &[(&str, &str)] = &[
    ("note of the team", "INSERT INTO staff_note (question_id, author_id, source, html, at) VALUES ({q}, {staff}, '{c}', '<p>{c}</p>', {now})"),
    ("exchange in private", "INSERT INTO private_message (question_id, author_id, by_team, source, html, at) VALUES ({q}, {asker}, FALSE, '{c}', '<p>{c}</p>', {now})"),
    ("reply in private", "INSERT INTO private_message (question_id, author_id, by_team, source, html, at) VALUES ({q}, {staff}, TRUE, '{c}', '<p>{c}</p>', {now})"),
    ("private details", "INSERT INTO private_detail (post_id, author_id, body, created_at) VALUES ({q}, {asker}, '{c}', {now})"),
    ("report", "INSERT INTO flag (post_id, actor_id, reason, details, state, at) VALUES ({a}, {stranger}, 'other', '{c}', 'open', {now})"),
    ("case of fair play", "INSERT INTO fair_case (members, state, opened_at, updated_at, decided_at, decided_by, reason) VALUES ('{asker}', 'dismissed', {now}, {now}, {now}, {manager}, '{c}')"),
    ("who is in the case", "INSERT INTO fair_case_member (case_id, member_id) SELECT MAX(id), {helper} FROM fair_case"),
    ("what was searched before asking", "INSERT INTO deflection (question_id, searched, created_at) VALUES ({q}, '{c}', {now})"),
    ("draft of the team", "INSERT INTO draft (account_id, kind, question_id, form_key, payload, publish_on_confirm, created_at, updated_at, expires_at) VALUES ({staff}, 'answer', {q}, 'k', '{\"body\": \"{c}\"}', FALSE, {now}, {now}, {later})"),
    ("saved reply of the team", "INSERT INTO saved_reply (account_id, title, body, updated_at) VALUES ({staff}, '{c}', '{c}', {now})"),
    ("why it did not work", "INSERT INTO did_not_work (post_id, actor_id, reason, details, counts, at) VALUES ({a}, {stranger}, 'other', '{c}', FALSE, {now})"),
    ("answer to a follow-up", "INSERT INTO follow_up (question_id, kind, about_id, due_at, asked_at, mailed, answered_at, answer, details) VALUES ({q}, 'still', {q}, {now}, {now}, FALSE, {now}, 'not_solved', '{c}')"),
    ("mail to a manager", "INSERT INTO mail (message_id, account_id, to_email, kind, subject, text, html, lang, created_at, attempts) VALUES ('<canary>', {manager}, 'manon@example.com', 'test', '{c}', '{c}', '<p>{c}</p>', 'en', {now}, 0)"),
    ("word that alerts the team", "INSERT INTO alert_word (kind, lang, word) VALUES ('legal', 'en', '{c}')"),
    ("words that route", "INSERT INTO routing_rule (position, words, department_id, created_at) SELECT 9, '{c}', MIN(id), {now} FROM department"),
    ("kind of gesture", "INSERT INTO gesture_kind (name_en, name_fr, value, ceiling, created_at) VALUES ('{c}', '{c}', 10, 5, {now})"),
    ("gesture that nobody approved", "INSERT INTO gesture (question_id, kind_id, customer_id, amount, words, reason, state, month, proposed_by, proposed_at, note, form_key) SELECT {q}, MIN(id), {asker}, 10, '{c}', '{c}', 'proposed', 24322, {staff}, {now}, '{c}', '' FROM gesture_kind"),
    ("canned answer", "INSERT INTO canned (name, body_en, body_fr, acts, made_by, made_at) VALUES ('{c}', '{c}', '{c}', '', {staff}, {now})"),
    ("note of moderators", "INSERT INTO moderation_note (member_id, author_id, body, at) VALUES ({helper}, {staff}, '{c}', {now})"),
    ("notice by somebody without an account", "INSERT INTO content_notice (reference, url, reason, explanation, name, email, lang, object, object_id, question_id, at, answer) VALUES ('r', '/', 'other', '{c}', '{c}', '{c}@example.org', 'en', 'post', {a}, {q}, {now}, '')"),
    ("watched word", "INSERT INTO watched_word (word, act, message, added_by, at) VALUES ('{c}', 'flag', '{c}', {staff}, {now})"),
];

/// Kinds that the team finds on a page by looking at every address; the others need a click first, or are somebody's own.
const SEEN_BY_THE_TEAM: &[&str] = &["note of the team", "details of that", "case of fair play", "audit record", "canned answer", "gesture that nobody approved"];

async fn place(app: &TestApp, world: &World, stranger: AccountId) -> Vec<Canary> {
    let mut all = Vec::new();
    let (asker, helper, staff, manager) = (world.asker.id, world.helper.id, world.staff.id, world.manager.id);
    let filled = |text: &str, word: &str| {
        let mut text = text.replace("{c}", word);
        for (name, id) in [("{q}", world.thread.id.0), ("{a}", world.thread.answers[0].0), ("{asker}", asker.0), ("{helper}", helper.0), ("{staff}", staff.0), ("{manager}", manager.0), ("{stranger}", stranger.0), ("{now}", app.now()), ("{later}", app.now() + 7 * DAY)] {
            text = text.replace(name, &id.to_string());
        }
        text
    };
    let word = |n: usize| format!("zqcanary{n:02}x{}", (n * 7_919 + 13) % 1_000);
    for (n, (name, text)) in PLACES.iter().enumerate() {
        let table = text.split_whitespace().nth(2).expect("a table");
        if !has_table(app, table).await {
            continue;
        }
        app.exec(&filled(text, &word(n)), []).await;
        let theirs = match *name {
            "exchange in private" | "reply in private" | "private details" | "answer to a follow-up" => vec![asker],
            // whoever said it reads it again
            "report" | "why it did not work" => vec![stranger],
            _ => Vec::new(),
        };
        all.push(Canary { name, word: word(n), theirs });
    }
    let tx = app.db().write().await.expect("a transaction");
    let (why, details, note, data, deed) = (word(50), word(51), word(52), word(53), word(54));
    let open = Open { question: world.thread.id, cause: EscalationCause::Staff, by: Some(staff), reason: &why, details: &details, priority: false, department: None };
    let id = record::open(&tx, &open, app.now()).await.expect("opened");
    record::log(&tx, id, Some(staff), EscalationEventKind::Noted, &note, &serde_json::json!({ "was": data }), app.now()).await.expect("logged");
    audit::record(&tx, Deed { actor: Some(staff), action: "close", object: "question", object_id: world.thread.id.0, note: &deed }, app.now()).await.expect("recorded");
    tx.commit().await.expect("committed");
    for (name, word) in [("why the brand was asked", why), ("details of that", details), ("note of an escalation", note), ("what an escalation was", data), ("audit record", deed)] {
        all.push(Canary { name, word, theirs: Vec::new() });
    }
    all
}

async fn has_table(app: &TestApp, table: &str) -> bool {
    let text = match app.engine {
        Engine::Sqlite => "SELECT COUNT(*) AS n FROM sqlite_master WHERE name = $1",
        Engine::Postgres => "SELECT COUNT(*) AS n FROM information_schema.tables WHERE table_schema = 'public' AND table_name = $1",
    };
    app.count(text, values![table]).await > 0
}

/// Every address that can be read, with what the community has put in, and some that ask for what is nobody's to find.
fn addresses(world: &World, other: &Thread, canaries: &[Canary]) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for e in router::routes().table.into_iter().filter(|e| e.method == "GET") {
        let path = world.fill(e.path);
        out.insert(path.clone());
        if e.path.contains("{id}") {
            for id in [world.thread.id, world.thread.answers[0], world.thread.answers[1], other.id, PostId(1)] {
                out.insert(e.path.replace("{id}", &id.to_string()).replace("{slug}", &world.thread.slug).replace("{token}", "A"));
            }
        }
        if e.path.contains("{username}") {
            for name in ["ada", "claire", "eve"] {
                out.insert(e.path.replace("{username}", name));
            }
        }
    }
    out.retain(|p| !p.contains('{'));
    for sort in ["new", "old"] {
        out.insert(paths::with_query(paths::Question { id: world.thread.id, slug: &world.thread.slug }, &[("sort", sort)]));
    }
    for c in canaries {
        out.insert(paths::with_query(paths::Search, &[("q", &c.word)]));
        out.insert(paths::with_query(paths::SearchSuggestions, &[("q", &c.word[..9])]));
        out.insert(paths::with_query(paths::AskSimilar, &[("title", &format!("something about {}", c.word))]));
    }
    out
}

/// What of a page is not the reader's own words handed back.
fn answered(path: &str, page: &Page) -> String {
    let asked = path.split_once('?').map(|(_, q)| q.split(['=', '&']).filter(|w| w.contains("zqcanary")).map(str::to_owned).collect::<Vec<_>>()).unwrap_or_default();
    let mut text = String::from_utf8_lossy(&page.bytes).into_owned();
    for (name, value) in &page.headers {
        text.push_str(&format!("\n{name}: {}", String::from_utf8_lossy(value.as_bytes())));
    }
    for words in asked {
        let word = words.split(['%', '+']).find(|w| w.contains("zqcanary")).unwrap_or(&words).trim_start_matches("20").to_owned();
        text = text.replace(&word, "");
    }
    text
}

both! {
    async fn what_is_internal_stays_internal(app) {
        app.ignore_mails();
        app.ignore_ledger();
        let world = World::new(app).await;
        let eve = app.member("eve").await;
        let expert = app.expert("emil").await;
        let other = seed(app, "Another question by somebody else", eve.id, &[world.helper.id]).await;
        world.thread.index(app).await;
        let canaries = place(app, &world, eve.id).await;
        assert!(canaries.len() >= 17, "{}", canaries.len());
        // whatever jobs make of them: mails, signals, documents
        app.tick().await;
        app.advance(DAY).await;
        app.tick().await;
        let all = addresses(&world, &other, &canaries);
        let everybody = [app.anyone(), app.browser(eve.id).await, app.browser(expert.id).await, app.browser(world.helper.id).await, app.browser(world.asker.id).await];
        let mut leaks: BTreeMap<String, usize> = BTreeMap::new();
        let mut look = |who: &Client, path: &str, page: &Page| {
            let text = answered(path, page);
            if !text.contains("zqcanary") && !text.contains("@example.") {
                return;
            }
            for c in canaries.iter().filter(|c| text.contains(&c.word) && !c.theirs.contains(&who.id)) {
                *leaks.entry(format!("{} in {path} for {:?}", c.name, who.username)).or_default() += 1;
            }
            for name in ["ada", "basile", "claire", "manon", "root", "eve", "emil"].iter().filter(|n| **n != who.username) {
                if text.contains(&format!("{name}@example.com")) {
                    *leaks.entry(format!("the address of {name} in {path} for {:?}", who.username)).or_default() += 1;
                }
            }
        };
        for who in &everybody {
            for path in &all {
                let page = who.get(path).await;
                assert!(!page.status.is_server_error(), "{}", page.describe());
                look(who, path, &page);
            }
        }
        // pages that say no, and forms that come back
        for who in [&everybody[0], &everybody[3]] {
            for e in router::routes().table.into_iter().filter(|e| e.method == "POST" && matches!(e.access, Access::Public | Access::Member)) {
                if e.path.contains("log-out") || e.path.contains("logout") || e.path.contains("delete") || e.path.contains("sessions") {
                    continue;
                }
                let path = world.fill(e.path);
                let page = who.send(Method::POST, &path, Some(String::new()), &[]).await;
                assert!(!page.status.is_server_error(), "{}", page.describe());
                look(who, &path, &page);
            }
        }
        for mail in app.mails().await {
            let staff = ["claire@example.com", "manon@example.com", "root@example.com"].contains(&mail.to_email.as_str());
            let text = format!("{} {} {}", mail.subject, mail.text, mail.html);
            for c in canaries.iter().filter(|c| !staff && text.contains(&c.word)) {
                let theirs = c.theirs.iter().any(|t| everybody.iter().any(|w| w.id == *t && mail.to_email == format!("{}@example.com", w.username)));
                if !theirs {
                    *leaks.entry(format!("{} in a mail ({}) to {}", c.name, mail.kind, mail.to_email)).or_default() += 1;
                }
            }
        }
        assert!(leaks.is_empty(), "{leaks:#?}");
        // the same look finds them where they belong
        let mut found: BTreeSet<&str> = BTreeSet::new();
        for who in [app.browser(world.staff.id).await, app.browser(world.admin.id).await] {
            for path in &all {
                let page = who.get(path).await;
                let text = answered(path, &page);
                found.extend(canaries.iter().filter(|c| text.contains(&c.word)).map(|c| c.name));
            }
        }
        let missed: Vec<&&str> = SEEN_BY_THE_TEAM.iter().filter(|n| !found.contains(**n)).collect();
        assert!(missed.is_empty(), "the team does not find {missed:?}; it finds {found:?}");
    }
}
