//! After long runs of whatever people do, in any order, with time passing: what must always be true still is.
//!
//! Every open thread past its limits is in the feed, or answered and left unconfirmed by the rule; whose move it is has
//! one answer; no escalation ended without an outcome that everyone can see; no budget and no stock is below zero; the
//! audit record is whole.

use entity::{AccountId, PostId};
use entraide::deadlines::verify::verify;

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

async fn ids(app: &TestApp, text: &str) -> Vec<PostId> {
    #[derive(sea_orm::FromQueryResult)]
    struct Id {
        id: PostId,
    }
    let rows: Vec<Id> = db::rows(app.db().read(), text, []).await.expect("ids");
    rows.into_iter().map(|r| r.id).collect()
}

async fn asked(app: &TestApp, who: AccountId, n: usize) {
    let t = seed(app, &format!("Trouble number {n} with the box"), who, &[]).await;
    let tx = app.db().write().await.expect("a transaction");
    entraide::search::index_question(&tx, t.id).await.expect("indexed");
    entraide::deadlines::settle(&tx, t.id, None, app.now()).await.expect("settled");
    tx.commit().await.expect("committed");
}

/// Somebody does something. Whether they may is for the forum to say; it only must not break.
async fn act(app: &TestApp, dice: &mut Dice, people: &People, step: usize) {
    let threads = ids(app, "SELECT id FROM question WHERE merged_into IS NULL ORDER BY id").await;
    let answers = ids(app, "SELECT id FROM post WHERE kind = 'answer' ORDER BY id").await;
    let q = *dice.of(&threads);
    let a = if answers.is_empty() { q } else { *dice.of(&answers) };
    let (who, staff) = (dice.of(&people.customers), dice.of(&people.team));
    let key = format!("step{step}");
    let due = entraide::ui::when::field("Europe/Paris", app.now() + (1 + dice.below(5) as i64) * DAY);
    let other = dice.of(&threads).to_string();
    let colleague = dice.of(&people.team).id.to_string();
    let page = match dice.below(32) {
        0 => {
            asked(app, who.id, step).await;
            return;
        }
        1..=5 => who.post(paths::QuestionAnswers { id: q }, &[("body", "Unplug it for ten seconds."), ("form_key", &key)]).await,
        6 => staff.post(paths::QuestionAnswers { id: q }, &[("body", "We have replaced the line card."), ("form_key", &key)]).await,
        7 => who.post(paths::PostComments { id: q }, &[("body", "Since the storm."), ("form_key", &key)]).await,
        8 | 9 => {
            // the asker of that answer's thread accepts it
            let asker = AccountId(app.count("SELECT q.author_id AS n FROM post p JOIN question q ON q.id = p.question_id WHERE p.id = $1", values![a.0]).await);
            match people.customers.iter().find(|c| c.id == asker) {
                Some(asker) if dice.below(3) > 0 => asker.post(paths::PostAccept { id: a }, &[]).await,
                Some(asker) => asker.post(paths::PostUnaccept { id: a }, &[]).await,
                None => return,
            }
        }
        10 => who.post(paths::QuestionMeToo { id: q }, &[("state", *dice.of(&["on", "off"]))]).await,
        11 => who.post(paths::PostVote { id: a }, &[("direction", *dice.of(&["up", "none"]))]).await,
        12 => who.post(paths::PostDidNotWork { id: a }, &[("reason", *dice.of(&["outdated", "risky", "other"]))]).await,
        13 => who.post(paths::PostFlag { id: a }, &[("reason", "other"), ("details", "Odd")]).await,
        14 | 15 => who.post(paths::QuestionEscalate { id: q }, &[("reason", "unanswered"), ("details", "Nobody here knows.")]).await,
        16 | 17 => staff.post(paths::StaffThreadClaim { id: q }, &[]).await,
        18 => staff.post(paths::StaffThreadRelease { id: q }, &[]).await,
        19 => staff.post(paths::StaffThreadPromise { id: q }, &[("message", "A technician comes"), ("due", &due)]).await,
        20 => staff.post(paths::StaffThreadSnooze { id: q }, &[("until", "hours"), ("event", "any_post")]).await,
        21 => staff.post(paths::StaffThreadResolve { id: q }, &[("outcome", *dice.of(&["refused", "private", "", "solved"])), ("message", *dice.of(&["Settled by phone on Monday", ""]))]).await,
        22 => staff.post(paths::StaffThreadDecline { id: q }, &[("message", "Not ours to settle")]).await,
        23 => staff.post(paths::StaffThreadDetails { id: q }, &[("message", "Which lamp blinks?"), ("words", "Which lamp blinks?"), ("body", "Which lamp blinks?")]).await,
        24 => staff.post(paths::StaffThreadAssign { id: q }, &[("to", &colleague)]).await,
        25 => staff.post(paths::StaffThreadTakeOver { id: q }, &[("note", "She is away")]).await,
        26 => staff.post(paths::QuestionClose { id: q }, &[("reason", "Settled by phone")]).await,
        27 => who.post(paths::QuestionReopen { id: q }, &[]).await,
        28 => staff.post(paths::PostVerify { id: a }, &[]).await,
        29 => staff.post(paths::QuestionMerge { id: q }, &[("of", &other), ("sure", "1")]).await,
        30 => {
            let (first, title) = (a.to_string(), format!("Another trouble, step {step}"));
            let from = PostId(app.count("SELECT question_id AS n FROM post WHERE id = $1", values![a.0]).await);
            staff.post(paths::QuestionSplit { id: from }, &[("title", &title), ("first", &first), ("sure", "1")]).await
        }
        _ => staff.post(paths::PostDelete { id: a }, &[("reason", "Off topic")]).await,
    };
    assert!(!page.status.is_server_error(), "step {step}: {}", page.describe());
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
    none("an escalation ended without an outcome", "SELECT COUNT(*) AS n FROM escalation e WHERE e.ended_at IS NOT NULL AND e.outcome IS NULL").await;
    none("two escalations are open", "SELECT COUNT(*) AS n FROM (SELECT question_id FROM escalation WHERE ended_at IS NULL GROUP BY question_id HAVING COUNT(*) > 1) x").await;
    none("an open escalation is nobody's to see", "SELECT COUNT(*) AS n FROM escalation e JOIN question q ON q.id = e.question_id WHERE e.ended_at IS NULL AND q.merged_into IS NOT NULL").await;
    none("a stock is below zero", "SELECT COUNT(*) AS n FROM perk WHERE taken < 0 OR taken > stock").await;
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
    for step in 0..steps {
        act(app, &mut dice, &people, step).await;
        if dice.below(7) == 0 {
            app.advance((1 + dice.below(40) as i64) * HOUR).await;
            app.tick().await;
            people.back(app).await;
        }
        if step % 40 == 39 {
            app.tick().await;
            still_true(app, step).await;
        }
    }
    app.tick().await;
    still_true(app, steps).await;
    let problems: Vec<String> = entraide::check::run(app.db(), app.now()).await.expect("checked").iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{problems:#?}");
}

both! {
    async fn long_runs_break_no_promise(app) {
        long_run(app, 0x5eed_2026, 160).await;
    }

    async fn nor_do_others(app) {
        long_run(app, 0xa11_0ca7, 160).await;
    }
}
