//! Any sequence of deeds by anyone over several days, with repeats and in parallel: the ledger ends where the slow
//! reading of what stands does.

use std::sync::Arc;

use entity::{AccountId, CaseId, ClaimId, FlagReason, PostId, PostState, SuggestionId, SuggestionState};
use entraide::app::App;
use entraide::clock::Millis;
use entraide::error::{Error, Result};
use entraide::fair_play::reverse;
use entraide::moderation::merge;
use entraide::questions::care::actions as care;
use entraide::questions::edit::actions as edit;
use entraide::questions::facts::actions as facts;
use entraide::questions::facts::scene;
use entraide::questions::flags;
use entraide::rules::fair_play::Kind;
use entraide::rules::policy::Denied;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::reference;
use crate::support::*;

/// Members by number; posts by number among all, answers by number among answers.
#[derive(Clone, Debug)]
enum Deed {
    Vote { who: usize, post: usize },
    Unvote { who: usize, post: usize },
    MeToo { who: usize, question: usize },
    NotMeToo { who: usize, question: usize },
    Accept { answer: usize },
    Unaccept { answer: usize },
    Verify { answer: usize },
    Unverify { answer: usize },
    Flag { who: usize, post: usize },
    Delete { post: usize },
    Remove { post: usize, abuse: bool },
    Restore { post: usize },
    /// Somebody else's text made better, and agreed to by a third.
    Edit { who: usize, post: usize, changed: i64 },
    /// All that one member gave another, as one batch of a case.
    Reverse { by: usize, of: usize },
    /// The last such batch, given back.
    Undo,
    /// Two accounts become one.
    Merge { from: usize, into: usize },
    /// The last two that did are two again.
    Part,
}

#[derive(Clone, Debug)]
enum Step {
    One(Deed),
    Together(Vec<Deed>),
    Later { hours: i64 },
}

const MEMBERS: usize = 12;
const QUESTIONS: usize = 3;
const ANSWERS: usize = 8;

fn deed() -> impl Strategy<Value = Deed> {
    let (who, post, question, answer) = (0..MEMBERS, 0..QUESTIONS + ANSWERS, 0..QUESTIONS, 0..ANSWERS);
    prop_oneof![
        12 => (who.clone(), post.clone()).prop_map(|(who, post)| Deed::Vote { who, post }),
        3 => (who.clone(), post.clone()).prop_map(|(who, post)| Deed::Unvote { who, post }),
        3 => (who.clone(), question.clone()).prop_map(|(who, question)| Deed::MeToo { who, question }),
        1 => (who.clone(), question).prop_map(|(who, question)| Deed::NotMeToo { who, question }),
        4 => answer.clone().prop_map(|answer| Deed::Accept { answer }),
        2 => answer.clone().prop_map(|answer| Deed::Unaccept { answer }),
        1 => answer.clone().prop_map(|answer| Deed::Verify { answer }),
        1 => answer.prop_map(|answer| Deed::Unverify { answer }),
        1 => (who.clone(), post.clone()).prop_map(|(who, post)| Deed::Flag { who, post }),
        1 => post.clone().prop_map(|post| Deed::Delete { post }),
        1 => (post.clone(), any::<bool>()).prop_map(|(post, abuse)| Deed::Remove { post, abuse }),
        3 => post.clone().prop_map(|post| Deed::Restore { post }),
        2 => (who.clone(), post, 15..30_i64).prop_map(|(who, post, changed)| Deed::Edit { who, post, changed }),
        2 => (who.clone(), who.clone()).prop_map(|(by, of)| Deed::Reverse { by, of }),
        1 => Just(Deed::Undo),
        1 => (who.clone(), who).prop_map(|(from, into)| Deed::Merge { from, into }),
        1 => Just(Deed::Part),
    ]
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        8 => deed().prop_map(Step::One),
        3 => prop::collection::vec(deed(), 2..8).prop_map(Step::Together),
        2 => prop_oneof![Just(1), Just(5), Just(30), Just(24 * 40), Just(24 * 95)].prop_map(|hours| Step::Later { hours }),
    ];
    prop::collection::vec(step, 1..40)
}

#[derive(FromQueryResult)]
struct Id {
    id: i64,
}

struct World {
    app: App,
    members: Vec<AccountId>,
    staff: AccountId,
    /// Questions, then answers.
    posts: Vec<(PostId, AccountId)>,
    questions: Vec<PostId>,
}

impl World {
    async fn new(app: &TestApp) -> World {
        let mut members = Vec::new();
        for n in 0..MEMBERS {
            let name = format!("member{n}");
            // two joined this morning: their votes wait
            let age = if n >= MEMBERS - 2 { 3 * HOUR } else { 30 * DAY };
            members.push(app.account(Person { age, ..Person::member(&name) }).await);
        }
        let staff = app.staff("claire").await.id;
        let (mut questions, mut answers) = (Vec::new(), Vec::new());
        // member 2 answers own question too; staff answer once
        for (asker, answerers) in [(0, vec![members[2], members[3], staff]), (1, vec![members[2], members[3], members[4]]), (2, vec![members[2], members[5]])] {
            let thread = seed(app, &format!("Question of member {asker}"), members[asker], &answerers).await;
            thread.index(app).await;
            questions.push((thread.id, members[asker]));
            answers.extend(thread.answers.into_iter().zip(answerers));
        }
        let posts = questions.iter().copied().chain(answers).collect();
        World { app: app.app.clone(), members, staff, posts, questions: questions.into_iter().map(|(id, _)| id).collect() }
    }

    fn answer(&self, n: usize) -> (PostId, AccountId) {
        self.posts[QUESTIONS + n]
    }

    /// Who became one with somebody else says nothing by this account.
    async fn is_there(&self, tx: &DatabaseTransaction, who: AccountId) -> Result<bool> {
        Ok(db::count(tx, "SELECT COUNT(*) AS n FROM account WHERE id = $1 AND placeholder = FALSE", values![who.0]).await? > 0)
    }

    async fn run(&self, deed: &Deed, now: Millis) -> Result<()> {
        for _ in 0..3 {
            match self.perform(deed, now).await {
                // as the site does with a form
                Err(Error::GaveWay(_)) => {}
                // what a case annulled is not given again
                Err(Error::Denied(Denied::Annulled)) => return Ok(()),
                done => return done,
            }
        }
        Err(Error::Conflict("it gave way again and again"))
    }

    async fn perform(&self, deed: &Deed, now: Millis) -> Result<()> {
        let tx = self.app.db.write().await?;
        match deed {
            Deed::Vote { who, post } => {
                let (post, who) = (self.posts[*post].0, self.members[*who]);
                let scene = scene::held(&tx, post).await?;
                if scene.author_id != who && scene.is_visible() && self.is_there(&tx, who).await? {
                    facts::vote(&tx, post, who, now).await?;
                }
            }
            Deed::Unvote { who, post } => {
                scene::held(&tx, self.posts[*post].0).await?;
                facts::unvote(&tx, self.posts[*post].0, self.members[*who], now).await?;
            }
            Deed::MeToo { who, question } => {
                let scene = scene::held(&tx, self.questions[*question]).await?;
                if scene.asker_id != self.members[*who] && scene.is_visible() && self.is_there(&tx, self.members[*who]).await? {
                    facts::me_too(&tx, scene.id, self.members[*who], now).await?;
                }
            }
            Deed::NotMeToo { who, question } => {
                scene::held(&tx, self.questions[*question]).await?;
                facts::not_me_too(&tx, self.questions[*question], self.members[*who], now).await?;
            }
            Deed::Accept { answer } => {
                let scene = scene::held(&tx, self.answer(*answer).0).await?;
                if scene.is_visible() {
                    facts::accept(&tx, &scene, scene.asker_id, now).await?;
                }
            }
            Deed::Unaccept { answer } => {
                let scene = scene::held(&tx, self.answer(*answer).0).await?;
                facts::unaccept(&tx, &scene, now).await?;
            }
            Deed::Verify { answer } => {
                let scene = scene::held(&tx, self.answer(*answer).0).await?;
                facts::verify(&tx, &scene, self.staff, now).await?;
            }
            Deed::Unverify { answer } => {
                let scene = scene::held(&tx, self.answer(*answer).0).await?;
                facts::unverify(&tx, &scene, now).await?;
            }
            Deed::Flag { who, post } => {
                let (post, who) = (self.posts[*post].0, self.members[*who]);
                let scene = scene::held(&tx, post).await?;
                if scene.author_id != who && scene.is_visible() && self.is_there(&tx, who).await? {
                    flags::flag(&tx, &flags::Target::Post(post), scene.question_id, scene.author_id, who, FlagReason::Spam, "", now).await?;
                }
            }
            Deed::Delete { post } => {
                let scene = scene::held(&tx, self.posts[*post].0).await?;
                if scene.state == PostState::Visible {
                    care::delete(&tx, &scene, scene.author_id, now).await?;
                }
            }
            Deed::Remove { post, abuse } => {
                let scene = scene::held(&tx, self.posts[*post].0).await?;
                if scene.state == PostState::Visible {
                    care::remove(&tx, &scene, self.staff, "spam", *abuse, now).await?;
                }
            }
            Deed::Restore { post } => {
                let scene = scene::held(&tx, self.posts[*post].0).await?;
                if scene.state != PostState::Visible {
                    care::restore(&tx, &scene, self.staff, now).await?;
                }
            }
            Deed::Edit { who, post, changed } => {
                let (scene, who) = (scene::held(&tx, self.posts[*post].0).await?, self.members[*who]);
                if scene.is_visible() && self.is_there(&tx, who).await? {
                    let text = "INSERT INTO suggested_edit (post_id, editor_id, base_revision, source, reason, state, by_author, created_at) VALUES ($1, $2, 1, 'x', '', 'pending', FALSE, $3)";
                    db::run(&tx, text, values![scene.id.0, who.0, now]).await?;
                    let id = SuggestionId(db::count(&tx, "SELECT MAX(id) AS n FROM suggested_edit WHERE post_id = $1", values![scene.id.0]).await?);
                    edit::decide(&tx, id, SuggestionState::Accepted, self.staff, "", now).await?;
                    edit::accepted(&tx, id, who, *changed, now).await?;
                }
            }
            Deed::Reverse { by, of } => {
                let (by, of) = (self.members[*by].0, self.members[*of].0);
                let members = format!("{},{}", by.min(of), by.max(of));
                let made = "INSERT INTO fair_case (members, state, opened_at, updated_at) VALUES ($1, 'open', $2, $2) ON CONFLICT DO NOTHING";
                if by == of || db::run(&tx, made, values![members, now]).await? == 0 {
                    return Ok(());
                }
                let case = CaseId(db::count(&tx, "SELECT MAX(id) AS n FROM fair_case", []).await?);
                let mut chosen = Vec::new();
                for kind in [Kind::Vote, Kind::Acceptance, Kind::MeToo] {
                    let facts = format!(
                        "INSERT INTO fair_case_fact (case_id, kind, fact_id, giver_id, receiver_id, post_id, at, points, annulled)
                         SELECT $1, '{kind}', f.id, f.actor_id, p.author_id, f.post_id, f.at, 0, FALSE FROM {kind} f JOIN post p ON p.id = f.post_id
                         WHERE f.actor_id = $2 AND p.author_id = $3 AND f.withdrawn_at IS NULL RETURNING fact_id AS id",
                        kind = kind.word()
                    );
                    let ids: Vec<Id> = db::rows(&tx, &facts, values![case.0, by, of]).await?;
                    chosen.extend(ids.into_iter().map(|f| (kind, f.id)));
                }
                reverse::reverse(&tx, case, &chosen, self.staff, "a ring", now).await?;
            }
            Deed::Undo => {
                let case = CaseId(db::count(&tx, "SELECT COALESCE(MAX(id), 0) AS n FROM fair_case WHERE state = 'reversed'", []).await?);
                reverse::undo(&tx, case, self.staff, "it was none", now).await?;
            }
            Deed::Merge { from, into } => match merge::merge(&tx, &self.app.config, self.members[*from], self.members[*into], self.staff, "one person", now).await {
                Err(Error::Conflict(_)) => return Ok(()),
                merged => merged?,
            },
            Deed::Part => {
                let claim = ClaimId(db::count(&tx, "SELECT COALESCE(MAX(claim_id), 0) AS n FROM account_merge WHERE parted_at IS NULL", []).await?);
                match merge::part(&tx, &self.app.config, claim, self.staff, "they are two", now).await {
                    Err(Error::Conflict(_)) => return Ok(()),
                    parted => drop(parted?),
                }
            }
        }
        tx.commit().await?;
        Ok(())
    }
}

async fn play(app: &TestApp, steps: &[Step]) {
    app.ignore_mails(); // ranks come with what one earns
    let world = Arc::new(World::new(app).await);
    for step in steps {
        match step {
            Step::One(deed) => world.run(deed, app.now()).await.unwrap_or_else(|e| panic!("{deed:?}: {e}")),
            Step::Together(deeds) => {
                let hands: Vec<_> = deeds
                    .iter()
                    .cloned()
                    .map(|deed| {
                        let (world, now) = (world.clone(), app.now());
                        tokio::spawn(async move { world.run(&deed, now).await.map_err(|e| format!("{deed:?}: {e:?}")) })
                    })
                    .collect();
                for hand in hands {
                    hand.await.expect("no panic").expect("nobody waits for each other in a circle");
                }
            }
            Step::Later { hours } => {
                app.advance(hours * HOUR).await;
                app.tick().await;
            }
        }
    }
    // what was under way when two became one comes after them
    app.advance(10 * MINUTE).await;
    app.tick().await;
    reference::must_agree(app).await;
    app.must_be_sound().await;
}

fn any_history(engine: Engine, cases: u32) {
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, max_shrink_iters: 200, ..Config::default() });
    let done = runner.run(&steps(), |steps| {
        let played = std::panic::catch_unwind(|| run(engine, &[], async |app| play(app, &steps).await));
        played.map_err(|why| {
            let text = why.downcast_ref::<String>().cloned().or_else(|| why.downcast_ref::<&str>().map(|s| (*s).to_owned()));
            TestCaseError::fail(text.unwrap_or_default())
        })
    });
    if let Err(e) = done {
        panic!("{e}");
    }
}

#[test]
fn any_history_sqlite() {
    any_history(Engine::Sqlite, 24);
}

#[test]
fn any_history_postgres() {
    any_history(Engine::Postgres, 12);
}

/// Who is new votes in the thread of a member whose account is theirs for a while: it counts as the asker's as long as it is.
#[test]
fn a_vote_of_who_asks_for_a_while() {
    let (asker, new, answer) = (0, MEMBERS - 1, QUESTIONS);
    let (vote, merge) = (Step::One(Deed::Vote { who: new, post: answer }), Step::One(Deed::Merge { from: asker, into: new }));
    let (part, day) = (Step::One(Deed::Part), Step::Later { hours: 30 });
    let histories: [&[&Step]; 4] = [&[&merge, &vote], &[&merge, &vote, &part], &[&vote, &merge], &[&merge, &vote, &part, &day]];
    for engine in [Engine::Sqlite, Engine::Postgres] {
        for history in histories {
            let steps: Vec<Step> = history.iter().map(|s| (*s).clone()).collect();
            run(engine, &[], async |app| play(app, &steps).await);
        }
    }
}

both! {
    async fn a_vote_under_way_while_two_become_one_comes_after_them(app) {
        app.ignore_mails();
        let world = World::new(app).await;
        world.run(&Deed::Merge { from: 5, into: 6 }, app.now()).await.expect("one");
        // whoever asked for it was looked up before
        let tx = app.db().write().await.expect("a transaction");
        let (post, _) = world.posts[QUESTIONS];
        scene::held(&tx, post).await.expect("a scene");
        facts::vote(&tx, post, world.members[5], app.now()).await.expect("a vote");
        tx.commit().await.expect("committed");
        app.advance(10 * MINUTE).await;
        app.tick().await;
        assert_eq!(app.count("SELECT actor_id AS n FROM vote WHERE withdrawn_at IS NULL", values![]).await, world.members[6].0);
        reference::must_agree(app).await;
        app.must_be_sound().await;
    }
}
