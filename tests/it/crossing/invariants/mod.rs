//! After long runs of whatever people do, in any order, with time passing: what must always be true still is.
//!
//! Every open thread past its limits is in the feed, or answered and left unconfirmed by the rule; whose move it is has
//! one answer; no escalation ended without an outcome that everyone can see; no budget and no stock is below zero; the
//! audit record is whole.

mod acts;

use std::collections::BTreeSet;

use entraide::deadlines::verify::verify;

use self::acts::{act, asked};
use crate::support::*;

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % n as u64).expect("small")
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

struct People {
    customers: Vec<Client>,
    team: Vec<Client>,
}

impl People {
    /// Sessions end where time passes.
    async fn back(&mut self, app: &TestApp) {
        for who in self.customers.iter_mut().chain(&mut self.team) {
            *who = app.browser(who.id).await;
        }
    }
}

/// The outcome of an escalation `e` in a thread `q` is there for everyone to see: a post of a thread, a line; a thread that its
/// asker calls solved says so itself.
const VISIBLE: &str = "(e.outcome IS NOT NULL AND (COALESCE(e.outcome_line, '') <> '' OR (e.outcome = 'solved' AND q.solved_at IS NOT NULL)
    OR EXISTS (SELECT 1 FROM post p JOIN question o ON o.id = p.question_id WHERE p.id = e.outcome_post_id AND p.state = 'visible' AND o.state = 'visible')))";

/// What ended since this was last asked ended in a way that everyone can see at that moment. A thread that is out of sight
/// itself shows nothing, whatever it ended by.
async fn ended(app: &TestApp, known: &mut BTreeSet<i64>, after: &str) {
    #[derive(sea_orm::FromQueryResult)]
    struct Ended {
        id: i64,
        outcome: Option<String>,
        seen: bool,
    }
    let text = format!("SELECT e.id, e.outcome, ({VISIBLE} OR q.state <> 'visible') AS seen FROM escalation e JOIN question q ON q.id = e.question_id WHERE e.ended_at IS NOT NULL ORDER BY e.id");
    let all: Vec<Ended> = db::rows(app.db().read(), &text, []).await.expect("escalations");
    for e in all {
        if known.insert(e.id) {
            assert!(e.seen, "escalation {} ended ({:?}) by what nobody can see, after {after}", e.id, e.outcome);
        }
    }
}

/// What must always be true.
async fn still_true(app: &TestApp, step: usize) {
    assert_eq!(verify(app.db().read(), app.now()).await.expect("verified"), Vec::<String>::new(), "after step {step}");
    let none = async |what: &str, text: &str| assert_eq!(app.count(text, []).await, 0, "after step {step}: {what}");
    let late = format!(
        "SELECT COUNT(*) AS n FROM thread_clock c JOIN question q ON q.id = c.question_id
         WHERE q.state = 'visible' AND q.solved_at IS NULL AND q.closed_at IS NULL AND c.unconfirmed_at IS NULL AND c.waiting_on = 'brand' AND c.paused_since IS NULL
            AND ((c.first_met_at IS NULL AND c.first_due_at < {now}) OR c.next_due_at < {now} OR c.resolution_due_at < {now})
            AND NOT EXISTS (SELECT 1 FROM feed_row f WHERE f.question_id = c.question_id) AND NOT EXISTS (SELECT 1 FROM incident_thread i WHERE i.question_id = c.question_id)",
        now = app.now()
    );
    none("a thread past its limits is not in the feed", &late).await;
    none("whose move it is has no answer", "SELECT COUNT(*) AS n FROM question q WHERE q.live = TRUE AND q.reserved = FALSE AND NOT EXISTS (SELECT 1 FROM thread_clock c WHERE c.question_id = q.id AND c.waiting_on IN ('nobody', 'brand', 'asker', 'community'))").await;
    // said here in another way than the clock says it: ten days without a word from anybody but the asker
    let silent = format!(
        "SELECT COUNT(*) AS n FROM question q WHERE q.state = 'visible' AND q.live = TRUE AND q.reserved = FALSE AND q.merged_into IS NULL AND q.solved_at IS NULL AND q.closed_at IS NULL
            AND q.created_at < {} AND NOT EXISTS (SELECT 1 FROM post p WHERE p.question_id = q.id AND p.kind = 'answer' AND p.author_id <> q.author_id)
            AND NOT EXISTS (SELECT 1 FROM details_request r WHERE r.question_id = q.id) AND NOT EXISTS (SELECT 1 FROM incident_thread i WHERE i.question_id = q.id)
            AND NOT EXISTS (SELECT 1 FROM escalation e WHERE e.question_id = q.id AND e.ended_at IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM thread_mark m WHERE m.question_id = q.id)
            AND NOT EXISTS (SELECT 1 FROM feed_row f WHERE f.question_id = q.id)",
        app.now() - 10 * DAY
    );
    none("nobody answers a thread, and nobody sees it", &silent).await;
    none("answered and unconfirmed, without an answer", "SELECT COUNT(*) AS n FROM thread_clock c JOIN question q ON q.id = c.question_id WHERE c.unconfirmed_at IS NOT NULL AND q.state = 'visible' AND NOT EXISTS (SELECT 1 FROM post p WHERE p.question_id = q.id AND p.kind = 'answer' AND p.state = 'visible' AND p.author_id <> q.author_id)").await;
    // what could be seen at its end ([`ended`]) can be seen now, or something else is owed to the thread since
    let seen = format!("SELECT COUNT(*) AS n FROM escalation e JOIN question q ON q.id = e.question_id WHERE e.ended_at IS NOT NULL AND q.state = 'visible' AND q.merged_into IS NULL AND NOT {VISIBLE}
            AND NOT EXISTS (SELECT 1 FROM escalation n WHERE n.question_id = e.question_id AND n.id > e.id) AND NOT EXISTS (SELECT 1 FROM thread_mark m WHERE m.question_id = e.question_id)");
    none("what an escalation ended by is out of sight, and nothing is owed", &seen).await;
    none("an escalation is open and ended", "SELECT COUNT(*) AS n FROM escalation WHERE (ended_at IS NULL) <> (outcome IS NULL)").await;
    none("two escalations are open", "SELECT COUNT(*) AS n FROM (SELECT question_id FROM escalation WHERE ended_at IS NULL GROUP BY question_id HAVING COUNT(*) > 1) x").await;
    none("an open escalation is nobody's to see", "SELECT COUNT(*) AS n FROM escalation e JOIN question q ON q.id = e.question_id WHERE e.ended_at IS NULL AND q.merged_into IS NOT NULL").await;
    none("a stock is below zero", "SELECT COUNT(*) AS n FROM perk WHERE taken < 0 OR taken > stock").await;
    none("a stock is not what was taken of it", "SELECT COUNT(*) AS n FROM perk p WHERE p.taken <> (SELECT COUNT(*) FROM perk_claim c WHERE c.perk_id = p.id AND c.state NOT IN ('cancelled', 'declined'))").await;
    none("a budget is below zero", "SELECT COUNT(*) AS n FROM gesture_month WHERE spent < 0 OR spent > budget").await;
    none("an allowance is below zero", "SELECT COUNT(*) AS n FROM gesture_allowance WHERE spent < 0 OR spent > allowance").await;
    none("a month cost something else than what was given in it", "SELECT COUNT(*) AS n FROM gesture_month m WHERE m.spent <> (SELECT COALESCE(SUM(g.amount), 0) FROM gesture g WHERE g.month = m.month AND g.state = 'given')").await;
    assert_eq!(entraide::audit::chain::check(app.db().read()).await.expect("read"), Vec::<String>::new(), "after step {step}");
}

async fn long_run(app: &TestApp, seed: u64, steps: usize) {
    app.ignore_mails();
    let mut dice = Dice(seed);
    let mut people = People { customers: Vec::new(), team: Vec::new() };
    for name in ["ada", "bea", "cleo"] {
        people.customers.push(app.member(name).await);
    }
    people.customers.push(app.expert("emil").await);
    people.customers.push(app.ambassador("basile").await);
    for name in ["claire", "denis"] {
        people.team.push(app.staff(name).await);
    }
    people.team.push(app.manager("manon").await);
    for n in 0..4 {
        asked(app, people.customers[n % 3].id, n).await;
    }
    for (who, points) in [(2, 300), (3, 0), (4, 0)] {
        let id = people.customers[who].id;
        if points > 0 {
            app.give(id, points).await;
        }
        let at = app.now() - 60 * DAY;
        app.exec("INSERT INTO term (member_id, charter, began_at, ends_at, end_reason) VALUES ($1, '', $2, $3, '')", values![id.0, at, at + 365 * DAY]).await;
    }
    // little of everything, so that it runs out
    app.exec("INSERT INTO department (slug, name_en, name_fr, fallback, created_at) VALUES ('billing', 'Billing', 'Facturation', FALSE, 0)", []).await;
    for who in &people.team {
        app.exec("INSERT INTO department_member (department_id, account_id, lead, since) SELECT id, $1, FALSE, 0 FROM department", values![who.id.0]).await;
    }
    app.exec("UPDATE gesture_rule SET budget = 40, allowance = 20", []).await;
    app.exec("INSERT INTO gesture_kind (name_en, name_fr, value, ceiling, created_at) VALUES ('A month', 'Un mois', 10, 15, 0), ('A credit note', 'Un avoir', NULL, 5, 0)", []).await;
    app.exec("INSERT INTO perk (title_en, title_fr, text_en, text_fr, value, stock, taken, per_member, rank, codes, created_by, created_at) VALUES ('A cup', 'Une tasse', '', '', 5, 2, 0, 2, 'expert', FALSE, $1, 0)", values![people.team[2].id.0]).await;
    let mut known = BTreeSet::new();
    for step in 0..steps {
        act(app, &mut dice, &people, step).await;
        ended(app, &mut known, &format!("step {step}")).await;
        if dice.below(7) == 0 {
            app.advance((1 + dice.below(40) as i64) * HOUR).await;
            app.tick().await;
            ended(app, &mut known, &format!("the jobs after step {step}")).await;
            people.back(app).await;
        }
        if step % 40 == 39 {
            app.tick().await;
            still_true(app, step).await;
        }
    }
    app.tick().await;
    ended(app, &mut known, "the end").await;
    still_true(app, steps).await;
    // enough has happened for this to mean something
    for (what, text) in [
        ("escalations", "SELECT COUNT(*) AS n FROM escalation WHERE opened_by IS NOT NULL"),
        ("escalations by a rule", "SELECT COUNT(*) AS n FROM escalation WHERE opened_by IS NULL"),
        ("outcomes", "SELECT COUNT(*) AS n FROM escalation WHERE ended_at IS NOT NULL"),
        ("promises", "SELECT COUNT(*) AS n FROM promise"),
        ("answers accepted", "SELECT COUNT(*) AS n FROM acceptance"),
        ("gestures given", "SELECT COUNT(*) AS n FROM gesture WHERE state = 'given'"),
        ("perks claimed", "SELECT COUNT(*) AS n FROM perk_claim"),
        ("decisions of moderators", "SELECT COUNT(*) AS n FROM moderation_decision"),
        ("threads merged", "SELECT COUNT(*) AS n FROM question WHERE merged_into IS NOT NULL"),
        ("presses over the feed", "SELECT COUNT(*) AS n FROM feed_act"),
        ("threads that left the feed", "SELECT COUNT(*) AS n FROM feed_exit"),
    ] {
        assert!(app.count(text, []).await > 0, "no {what} in {steps} steps");
    }
    let problems: Vec<String> = entraide::check::run(app.db(), app.now()).await.expect("checked").iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{problems:#?}");
}

both! {
    async fn long_runs_break_no_promise(app) {
        long_run(app, 0x5eed_2026, 240).await;
    }

    async fn nor_do_others(app) {
        long_run(app, 0xa11_0ca7, 240).await;
    }
}
