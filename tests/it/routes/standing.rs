//! Ranks: who is asked what, what is counted when, what happens to a member by the rules.

use entraide::reputation::versions::{self, Calendar};
use entraide::standing::{jobs, queries};
use entraide::standing::queries::Rules;
use sea_orm::FromQueryResult;

use crate::support::*;

async fn rules(app: &TestApp) -> Rules {
    Rules {
        version: versions::current(app.db().read()).await.expect("the rules"),
        calendar: Calendar::load(app.db().read()).await.expect("a calendar"),
        all_confirmed: false,
    }
}

async fn tick(app: &TestApp) -> usize {
    jobs::tick(&app.app, app.now()).await.expect("the job runs")
}

#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
struct Counted {
    solved: i64,
    askers: i64,
    days: i64,
    threads: i64,
    threads_solved: i64,
    clarity_raters: i64,
    clarity_clear: i64,
    sanctions: i64,
}

const COUNTED: &str = "SELECT solved, askers, days, threads, threads_solved, clarity_raters, clarity_clear, sanctions FROM standing WHERE member_id = $1";

async fn stored(app: &TestApp, who: &Client) -> Option<Counted> {
    db::row(app.db().read(), COUNTED, values![who.id.0]).await.expect("a row")
}

/// The same, counted from nothing.
async fn afresh(app: &TestApp, who: &Client) -> Counted {
    let w = queries::seen(app.db().read(), who.id, &rules(app).await, app.now()).await.expect("counted").window;
    Counted {
        solved: w.solved,
        askers: w.askers,
        days: w.days,
        threads: w.threads,
        threads_solved: w.threads_solved,
        clarity_raters: w.clarity_raters,
        clarity_clear: w.clarity_clear,
        sanctions: w.sanctions,
    }
}

async fn rank(app: &TestApp, who: &Client) -> String {
    #[derive(FromQueryResult)]
    struct Row {
        rank: String,
    }
    let row: Option<Row> = db::row(app.db().read(), "SELECT rank FROM account WHERE id = $1", values![who.id.0]).await.expect("a row");
    row.expect("an account").rank
}

async fn events(app: &TestApp, who: &Client) -> Vec<String> {
    #[derive(FromQueryResult)]
    struct Row {
        kind: String,
    }
    let rows: Vec<Row> = db::rows(app.db().read(), "SELECT kind FROM rank_event WHERE member_id = $1 ORDER BY id", values![who.id.0]).await.expect("rows");
    rows.into_iter().map(|r| r.kind).collect()
}

both! {
    async fn whether_it_was_clear_is_asked_of_those_who_know(app) {
        let (ada, basile, carole, zoe) = (app.member("ada").await, app.member("basile").await, app.member("carole").await, app.member("zoe").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id, carole.id]).await;
        let here = paths::Question { id: t.id, slug: &t.slug };
        let clear = paths::PostClear { id: t.answers[0] };
        assert_eq!(ada.get(here).await.count("form[action$='/clear']"), 2, "the asker is asked about both");
        assert_eq!(zoe.get(here).await.count("form[action$='/clear']"), 0, "who only reads is not");
        zoe.post(clear, &[("clear", "yes")]).await.denied();
        carole.post(paths::PostVote { id: t.answers[0] }, &[("direction", "up")]).await.done();
        carole.post(clear, &[("clear", "yes")]).await.denied(); // answered there too
        basile.post(clear, &[("clear", "yes")]).await.denied();
        zoe.post(paths::PostVote { id: t.answers[0] }, &[("direction", "up")]).await.done();
        let part = zoe.post_part(clear, &format!("clear-{}", t.answers[0]), &[("clear", "no")]).await.ok();
        part.see("not clear");
        ada.post(clear, &[("clear", "yes")]).await.done();
        app.advance(MINUTE).await;
        tick(app).await;
        let w = stored(app, &basile).await.expect("counted");
        assert_eq!((w.clarity_raters, w.clarity_clear), (2, 1));
        // once for each author in half a year
        let again = seed(app, "And now it blinks red", ada.id, &[basile.id]).await;
        assert_eq!(ada.get(paths::Question { id: again.id, slug: &again.slug }).await.count("form[action$='/clear']"), 0);
        zoe.post(clear, &[("clear", "none")]).await.done();
        tick(app).await;
        assert_eq!(stored(app, &basile).await.expect("counted").clarity_raters, 1);
        ada.post(clear, &[("clear", "perhaps")]).await.status(400);
    }

    async fn an_accepted_answer_makes_a_helper(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        ada.post(paths::PostAccept { id: t.answers[0] }, &[]).await.done();
        app.advance(MINUTE).await;
        tick(app).await;
        assert_eq!(rank(app, &basile).await, "helper");
        assert_eq!(events(app, &basile).await, ["promoted"]);
        app.mail_to("basile@example.com").await;
        ada.post(paths::PostUnaccept { id: t.answers[0] }, &[]).await.done();
        app.advance(MINUTE).await;
        tick(app).await;
        assert_eq!(rank(app, &basile).await, "helper", "a helper stays one");
        assert_eq!(tick(app).await, 0, "nothing changed, nothing is counted");
    }

    async fn quiet_months_end_in_a_notice_and_an_emeritus(app) {
        app.ignore_mails();
        let basile = app.ambassador("basile").await;
        let now = app.now();
        app.exec("INSERT INTO term (member_id, charter, began_at, ends_at, end_reason) VALUES ($1, '', $2, $3, '')", values![basile.id.0, now, now + 365 * DAY]).await;
        app.exec("INSERT INTO standing_mark (member_id) VALUES ($1)", values![basile.id.0]).await;
        tick(app).await;
        assert_eq!(events(app, &basile).await, ["notice"]);
        app.mail_to("basile@example.com").await;
        app.advance(29 * DAY).await;
        tick(app).await;
        assert_eq!(rank(app, &basile).await, "ambassador");
        app.advance(DAY).await;
        tick(app).await;
        assert_eq!((rank(app, &basile).await.as_str(), events(app, &basile).await.last().map(String::as_str)), ("emeritus", Some("lost")));
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM term WHERE ended_at IS NOT NULL AND end_reason = 'notice'", []).await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM rank_event WHERE numbers LIKE '%\"solved\":0%'", []).await, 2, "with the numbers");
    }

    async fn two_runs_at_once_take_a_step_once(app) {
        app.ignore_mails();
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        ada.post(paths::PostAccept { id: t.answers[0] }, &[]).await.done();
        app.advance(MINUTE).await;
        let now = app.now();
        let (a, b) = tokio::join!(jobs::tick(&app.app, now), jobs::tick(&app.app, now));
        a.expect("a run");
        b.expect("a run");
        assert_eq!(events(app, &basile).await, ["promoted"]);
    }

    /// Whatever happens, in whatever order, with the clock wound either way: what the marks brought up to date is what
    /// counting from nothing gives.
    async fn counting_what_changed_is_counting_everything(app) {
        app.ignore_mails();
        let askers = [app.member("ada").await, app.member("zoe").await];
        let helpers = [app.member("basile").await, app.member("carole").await, app.member("david").await];
        let claire = app.staff("claire").await;
        let mut threads = Vec::new();
        for n in 0..4 {
            threads.push(seed(app, &format!("Question number {n}"), askers[n % 2].id, &[helpers[n % 3].id, helpers[(n + 1) % 3].id]).await);
        }
        let mut dice = 20_261_124_u64;
        let mut roll = |sides: usize| {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (dice >> 33) as usize % sides
        };
        for round in 0..70 {
            let t = &threads[roll(threads.len())];
            let asker = if t.slug.ends_with('0') || t.slug.ends_with('2') { &askers[0] } else { &askers[1] };
            let answer = t.answers[roll(t.answers.len())];
            let yes = if roll(2) == 0 { "yes" } else { "no" };
            match roll(11) {
                0 | 1 => drop(asker.post(paths::PostAccept { id: answer }, &[]).await),
                2 => drop(asker.post(paths::PostUnaccept { id: answer }, &[]).await),
                3 => drop(claire.post(paths::PostVerify { id: answer }, &[]).await),
                4 => drop(claire.post(paths::PostUnverify { id: answer }, &[]).await),
                5 => {
                    for who in &helpers {
                        who.post(paths::PostDelete { id: answer }, &[]).await;
                    }
                }
                6 => {
                    for who in &helpers {
                        who.post(paths::PostRestore { id: answer }, &[]).await;
                    }
                }
                7 => drop(asker.post(paths::PostClear { id: answer }, &[("clear", yes)]).await),
                8 => {
                    let who = &helpers[roll(3)];
                    who.post(paths::QuestionAnswers { id: t.id }, &[("body", &format!("Have you tried it {round} times?")), ("form_key", &format!("key{round}"))]).await;
                }
                9 => app.clock.advance([DAY, 20 * DAY, 90 * DAY, -3 * DAY, -40 * DAY][roll(5)]),
                _ => app.clock.advance(HOUR),
            }
            app.app.sessions.forget_all();
            if roll(3) == 0 {
                tick(app).await;
                for who in &helpers {
                    if let Some(known) = stored(app, who).await {
                        assert_eq!(known, afresh(app, who).await, "{} in round {round}", who.username);
                    }
                }
            }
        }
        app.advance(400 * DAY).await;
        tick(app).await;
        for who in &helpers {
            let known = stored(app, who).await.expect("counted");
            assert_eq!((known.solved, known.days), (0, 0), "the window is empty");
        }
    }
}
