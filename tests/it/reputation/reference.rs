//! The rules of reputation, read slowly: one fact after the other in the order of time, each looking back at all before
//! it. Written from the published table alone; it shares no code with the program.

use std::collections::{BTreeMap, BTreeSet};

use entraide::db;
use sea_orm::FromQueryResult;

use crate::support::TestApp;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    AnswerUpvoted,
    QuestionUpvoted,
    MeToo,
    AnswerAccepted,
    Accepting,
    AnswerVerified,
    FlagUpheld,
    EditAccepted,
    RemovedAsAbuse,
    Opening,
}

/// Something that stands. What was taken back is simply not there.
#[derive(Clone, Debug)]
pub struct Fact {
    pub what: What,
    pub id: i64,
    pub who: i64,
    pub by: i64,
    pub post: i64,
    pub question: i64,
    pub at: i64,
    /// Its giver is too new.
    pub held: bool,
    /// Nobody earns from themselves; staff and the brand's posts earn nothing.
    pub nothing: bool,
    pub points: i64,
}

fn day(at: i64) -> String {
    let zone = jiff::tz::TimeZone::get("Europe/Paris").expect("Paris");
    jiff::Timestamp::from_millisecond(at).expect("a time").to_zoned(zone).strftime("%Y-%m-%d").to_string()
}

struct Done {
    fact: Fact,
    day: String,
    /// What it was worth before the day's limit.
    worth: i64,
    points: i64,
    effective: bool,
}

/// Points of every fact, by (who, what, id).
pub fn points(facts: &[Fact]) -> BTreeMap<(i64, What, i64), i64> {
    let mut facts = facts.to_vec();
    facts.sort_by_key(|f| (f.at, f.what, f.id));
    let mut done: Vec<Done> = Vec::new();
    for fact in facts {
        let day = day(fact.at);
        let month = day[..7].to_owned();
        let votes = |d: &&Done| matches!(d.fact.what, What::AnswerUpvoted | What::QuestionUpvoted | What::MeToo);
        let mine = |d: &&Done| d.fact.who == fact.who;
        let same = |d: &&Done| d.fact.what == fact.what;
        let pair = |d: &&Done| d.fact.by == fact.by && d.effective;
        let today = |d: &&Done| d.day == day;
        let this_month = |d: &&Done| d.day.starts_with(&month);
        let (worth, points, effective) = match fact.what {
            _ if fact.nothing => (0, 0, false),
            What::AnswerUpvoted | What::QuestionUpvoted | What::MeToo => {
                let in_day = done.iter().filter(votes).filter(mine).filter(pair).filter(today).count();
                let in_month = done.iter().filter(votes).filter(mine).filter(pair).filter(this_month).count();
                let effective = !fact.held && in_day < 3 && in_month < 10;
                let before: Vec<&Done> = done.iter().filter(same).filter(mine).filter(|d| d.fact.post == fact.post && d.effective).collect();
                let so_far: i64 = before.iter().map(|d| d.worth).sum();
                let worth = match fact.what {
                    _ if !effective => 0,
                    What::AnswerUpvoted => (if before.len() < 10 { 10 } else { 2 }).min(150 - so_far),
                    What::MeToo => 1.min(15 - so_far),
                    _ => 2,
                };
                let of_day: i64 = done.iter().filter(votes).filter(mine).filter(today).map(|d| d.points).sum();
                (worth, worth.min(200 - of_day), effective)
            }
            What::AnswerAccepted => {
                let before = done.iter().filter(same).filter(|d| d.fact.question == fact.question && !d.fact.nothing).count();
                let effective = done.iter().filter(same).filter(mine).filter(pair).filter(this_month).count() < 2;
                let worth = [15, 5].get(before).copied().unwrap_or(0);
                (worth, if effective { worth } else { 0 }, effective)
            }
            What::Accepting => (2, 2, true),
            What::AnswerVerified => (20, 20, true),
            What::FlagUpheld => {
                let of_day: i64 = done.iter().filter(same).filter(mine).filter(today).map(|d| d.points).sum();
                (2, 2.min(10 - of_day), true)
            }
            What::EditAccepted => {
                let of_day: i64 = done.iter().filter(same).filter(mine).filter(today).map(|d| d.points).sum();
                let ever: i64 = done.iter().filter(same).filter(mine).map(|d| d.points).sum();
                (2, 2.min(10 - of_day).min(200 - ever), true)
            }
            What::RemovedAsAbuse => (-100, -100, true),
            What::Opening => (fact.points, fact.points, true),
        };
        done.push(Done { fact, day, worth, points, effective });
    }
    done.into_iter().map(|d| ((d.fact.who, d.fact.what, d.fact.id), d.points)).collect()
}

/// What everyone has: never less than 1.
pub fn balances(facts: &[Fact], everyone: &BTreeSet<i64>) -> BTreeMap<i64, i64> {
    let mut sums: BTreeMap<i64, i64> = everyone.iter().map(|who| (*who, 0)).collect();
    for ((who, _, _), points) in points(facts) {
        *sums.entry(who).or_default() += points;
    }
    sums.into_iter().map(|(who, sum)| (who, sum.max(1))).collect()
}

#[derive(FromQueryResult)]
struct Post {
    id: i64,
    question_id: i64,
    author_id: i64,
    kind: String,
    state: String,
    official: bool,
    removed_as_abuse_at: Option<i64>,
}

#[derive(FromQueryResult)]
struct Said {
    id: i64,
    post_id: i64,
    actor_id: i64,
    at: i64,
    withdrawn_at: Option<i64>,
}

#[derive(FromQueryResult)]
struct Person {
    id: i64,
    role: String,
    created_at: i64,
    email_verified_at: Option<i64>,
    suspended_until: Option<i64>,
}

const FULL_DAY: i64 = 86_400_000;

/// What the tables say now. A vote is held if its giver is too new at this moment; call it after the jobs ran.
pub async fn facts(app: &TestApp) -> (Vec<Fact>, BTreeSet<i64>) {
    let db = app.db().read();
    let posts: Vec<Post> = db::rows(db, "SELECT id, question_id, author_id, kind, state, official, removed_as_abuse_at FROM post", []).await.expect("posts");
    let posts: BTreeMap<i64, Post> = posts.into_iter().map(|p| (p.id, p)).collect();
    let people: Vec<Person> = db::rows(db, "SELECT id, role, created_at, email_verified_at, suspended_until FROM account", []).await.expect("people");
    let people: BTreeMap<i64, Person> = people.into_iter().map(|p| (p.id, p)).collect();
    let staff = |who: i64| people[&who].role != "customer";
    let now = app.now();
    let too_new = |who: i64| {
        let p = &people[&who];
        now - p.created_at < FULL_DAY || p.email_verified_at.is_none() || p.suspended_until.is_some_and(|until| until > now)
    };
    let said = async |table: &str| {
        let live = if table == "acceptance" || table == "me_too" { "imported = FALSE" } else { "TRUE" };
        // an acceptance that a case annulled was never given: it is over the moment it began
        let gone = if table == "acceptance" { "CASE WHEN annulled_by IS NULL THEN withdrawn_at ELSE at END" } else { "withdrawn_at" };
        let rows: Vec<Said> = db::rows(db, &format!("SELECT id, post_id, actor_id, at, {gone} AS withdrawn_at FROM {table} WHERE {live} ORDER BY at, id"), []).await.expect("facts");
        rows
    };
    let there = |p: &Post| matches!(p.state.as_str(), "visible" | "held" | "hidden");
    let mut out = Vec::new();
    for (table, any) in [("vote", None), ("me_too", Some(What::MeToo))] {
        for s in said(table).await {
            let p = &posts[&s.post_id];
            if s.withdrawn_at.is_some() || !there(p) {
                continue;
            }
            let what = any.unwrap_or(if p.kind == "answer" { What::AnswerUpvoted } else { What::QuestionUpvoted });
            let asker = posts[&p.question_id].author_id;
            let nothing = staff(p.author_id) || p.official || s.actor_id == p.author_id;
            out.push(Fact { what, id: s.id, who: p.author_id, by: s.actor_id, post: p.id, question: p.question_id, at: s.at, held: s.actor_id != asker && too_new(s.actor_id), nothing, points: 0 });
        }
    }
    let mut accepting: BTreeMap<i64, (i64, bool)> = BTreeMap::new();
    for s in said("acceptance").await {
        let p = &posts[&s.post_id];
        let q = &posts[&p.question_id];
        let kept = s.withdrawn_at.is_none_or(|w| w - s.at > 90 * FULL_DAY);
        if s.actor_id == q.author_id && p.author_id != q.author_id {
            let first = accepting.entry(q.id).or_insert((s.at, false));
            first.1 |= kept;
        }
        if kept && there(p) {
            let nothing = staff(p.author_id) || p.official || p.author_id == q.author_id || p.author_id == s.actor_id;
            out.push(Fact { what: What::AnswerAccepted, id: s.id, who: p.author_id, by: s.actor_id, post: p.id, question: q.id, at: s.at, held: false, nothing, points: 0 });
        }
    }
    for (question, (at, stands)) in accepting {
        let q = &posts[&question];
        if stands && there(q) {
            let nothing = staff(q.author_id) || q.official;
            out.push(Fact { what: What::Accepting, id: question, who: q.author_id, by: q.author_id, post: question, question, at, held: false, nothing, points: 0 });
        }
    }
    let mut verified = BTreeSet::new();
    for s in said("verification").await {
        let p = &posts[&s.post_id];
        if s.withdrawn_at.is_none() && there(p) && verified.insert(p.id) {
            let nothing = staff(p.author_id) || p.official;
            out.push(Fact { what: What::AnswerVerified, id: p.id, who: p.author_id, by: s.actor_id, post: p.id, question: p.question_id, at: s.at, held: false, nothing, points: 0 });
        }
    }
    for p in posts.values() {
        if let Some(at) = p.removed_as_abuse_at.filter(|_| p.state == "removed") {
            let nothing = staff(p.author_id) || p.official;
            out.push(Fact { what: What::RemovedAsAbuse, id: p.id, who: p.author_id, by: 0, post: p.id, question: p.question_id, at, held: false, nothing, points: 0 });
        }
    }
    let flags: Vec<Said> = db::rows(db, "SELECT id, post_id, actor_id, at, withdrawn_at FROM flag WHERE state = 'upheld' AND withdrawn_at IS NULL", []).await.expect("flags");
    for s in flags {
        out.push(Fact { what: What::FlagUpheld, id: s.id, who: s.actor_id, by: 0, post: s.post_id, question: 0, at: s.at, held: false, nothing: staff(s.actor_id), points: 0 });
    }
    #[derive(FromQueryResult)]
    struct Edit {
        id: i64,
        post_id: i64,
        editor_id: i64,
        decided_by: i64,
        decided_at: i64,
        changed: i64,
        by_author: bool,
    }
    let edits: Vec<Edit> = db::rows(db, "SELECT id, post_id, editor_id, decided_by, decided_at, changed, by_author FROM suggested_edit WHERE state = 'accepted' AND changed >= 20", []).await.expect("edits");
    for e in edits {
        let nothing = staff(e.editor_id) || e.by_author || e.decided_by == e.editor_id || e.changed < 20;
        out.push(Fact { what: What::EditAccepted, id: e.id, who: e.editor_id, by: e.decided_by, post: e.post_id, question: 0, at: e.decided_at, held: false, nothing, points: 0 });
    }
    #[derive(FromQueryResult)]
    struct Opening {
        id: i64,
        who: i64,
        points: i64,
        at: i64,
    }
    let text = "SELECT o.account_id AS id, COALESCE(a.claimed_by, a.id) AS who, o.points, o.at FROM opening o JOIN account a ON a.id = o.account_id";
    let openings: Vec<Opening> = db::rows(db, text, []).await.expect("openings");
    for o in openings {
        out.push(Fact { what: What::Opening, id: o.id, who: o.who, by: 0, post: 0, question: 0, at: o.at, held: false, nothing: staff(o.who), points: o.points });
    }
    (out, people.into_keys().collect())
}

/// Fails unless every balance is the sum of its entries and what the facts give, and at least 1.
pub async fn must_agree(app: &TestApp) {
    #[derive(FromQueryResult)]
    struct Balance {
        id: i64,
        reputation: i64,
        entries: i64,
    }
    app.ledger_adds_up().await;
    let (facts, everyone) = facts(app).await;
    let wanted = balances(&facts, &everyone);
    let text = "SELECT a.id, a.reputation, CAST(COALESCE((SELECT SUM(e.points) FROM ledger_entry e WHERE e.member_id = a.id), 0) AS BIGINT) AS entries FROM account a";
    let found: Vec<Balance> = db::rows(app.db().read(), text, []).await.expect("balances");
    for b in found {
        assert_eq!((b.reputation, b.entries), (wanted[&b.id], wanted[&b.id]), "member {}: facts {:#?}", b.id, facts.iter().filter(|f| f.who == b.id).collect::<Vec<_>>());
        assert!(b.reputation >= 1);
    }
}
