//! What the brand promises, and what becomes of it as time passes.

use sea_orm::FromQueryResult;

use crate::support::*;

/// Why a thread is in the feed, the most urgent first, and how urgent that is together.
async fn feed(app: &TestApp, t: &Thread) -> (Vec<String>, i64) {
    #[derive(FromQueryResult)]
    struct Row {
        reason: String,
    }
    let rows: Vec<Row> = db::rows(app.db().read(), "SELECT reason FROM feed_reason WHERE question_id = $1 ORDER BY urgency DESC, reason", values![t.id.0]).await.expect("the reasons");
    let urgency = app.count("SELECT urgency AS n FROM feed_row WHERE question_id = $1", values![t.id.0]).await;
    (rows.into_iter().map(|r| r.reason).collect(), urgency)
}

async fn is(app: &TestApp, t: &Thread, reasons: &[&str], urgency: i64) {
    let (found, weight) = feed(app, t).await;
    assert_eq!((found.iter().map(String::as_str).collect::<Vec<_>>(), weight), (reasons.to_vec(), urgency));
}

async fn later(app: &TestApp, by: i64) {
    app.advance(by).await;
    app.tick().await;
}

async fn waiting(app: &TestApp, t: &Thread, on: &str) {
    assert_eq!(app.count("SELECT COUNT(*) AS n FROM thread_clock WHERE question_id = $1 AND waiting_on = $2", values![t.id.0, on]).await, 1, "waiting on {on}");
}

async fn open(app: &TestApp, t: &Thread, cause: &str) -> i64 {
    app.count("SELECT COUNT(*) AS n FROM escalation WHERE question_id = $1 AND cause = $2 AND ended_at IS NULL", values![t.id.0, cause]).await
}

async fn ask(app: &TestApp, who: &Client, title: &str, body: &str) -> Thread {
    who.post(paths::Questions, &[("title", title), ("body", body)]).await.done();
    let id = app.count("SELECT MAX(id) AS n FROM question", []).await;
    Thread { id: entity::PostId(id), slug: String::new(), answers: Vec::new() }
}

async fn answer(who: &Client, t: &Thread, body: &str) {
    who.post(paths::QuestionAnswers { id: t.id }, &[("body", body)]).await.done();
}

both! {
    async fn a_silent_question_comes_to_the_brand(app) {
        let (ada, basile, _manon) = (app.member("ada").await, app.member("basile").await, app.manager("manon").await);
        // Tuesday, ten o'clock
        let t = ask(app, &ada, "My box blinks orange all day", "Since yesterday evening, whatever I do.").await;
        waiting(app, &t, "community").await;
        is(app, &t, &[], 0).await;
        later(app, 2 * HOUR - MINUTE).await;
        is(app, &t, &[], 0).await;
        later(app, MINUTE).await;
        is(app, &t, &["unanswered"], 50).await;
        waiting(app, &t, "brand").await;
        later(app, 4 * HOUR).await;
        is(app, &t, &["deadline_near", "unanswered"], 61).await;
        later(app, 2 * HOUR).await;
        is(app, &t, &["deadline_passed", "unanswered"], 81).await;
        assert_eq!(open(app, &t, "deadline").await, 1);
        // an hour late at ten the next morning
        later(app, 16 * HOUR).await;
        is(app, &t, &["deadline_passed", "unanswered"], 82).await;
        assert!(app.mails().await.is_empty(), "one hour of work unclaimed");
        later(app, 3 * HOUR).await;
        let mail = app.mail_to("manon@example.com").await;
        assert!(mail.text.contains("My box blinks orange all day") && mail.text.contains("4 hours of work"), "{}", mail.text);
        later(app, 3 * HOUR).await;
        assert_eq!(app.mails().await.len(), 1, "once");

        let basile = app.browser(basile.id).await;
        answer(&basile, &t, "Unplug it for ten seconds.").await;
        is(app, &t, &[], 0).await;
        waiting(app, &t, "asker").await;
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM escalation WHERE outcome = 'answered' AND outcome_post_id IS NOT NULL", []).await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM feed_exit WHERE by_id IS NULL", []).await, 1, "by nobody of the team");

        // the asker comes back, and is owed a next answer
        app.advance(MINUTE).await;
        let ada = app.browser(ada.id).await;
        answer(&ada, &t, "I did, it still blinks.").await;
        is(app, &t, &["unanswered"], 50).await;
        waiting(app, &t, "brand").await;
        later(app, 24 * HOUR).await;
        let (reasons, _) = feed(app, &t).await;
        assert_eq!(reasons[0], "deadline_passed");
        let post = app.count("SELECT MIN(id) AS n FROM post WHERE question_id = $1 AND kind = 'answer'", values![t.id.0]).await;
        app.browser(ada.id).await.post(paths::PostAccept { id: entity::PostId(post) }, &[]).await.done();
        is(app, &t, &[], 0).await;
        waiting(app, &t, "nobody").await;
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM escalation WHERE outcome = 'solved' AND outcome_post_id = $1", values![post]).await, 1);
        assert!(app.mail_to("ada@example.com").await.subject.contains("Outcome"));
    }

    async fn words_of_alarm_have_no_window(app) {
        let (ada, basile, claire) = (app.member("ada").await, app.member("basile").await, app.staff("claire").await);
        let t = ask(app, &ada, "The plug of my box is strange", "There was SMOKE and then nothing.").await;
        is(app, &t, &["danger"], 100).await;
        assert_eq!(open(app, &t, "danger").await, 1);
        later(app, MINUTE).await;
        answer(&basile, &t, "Do not touch it. Firefox is no fire.").await;
        is(app, &t, &["danger"], 100).await;
        later(app, MINUTE).await;
        answer(&claire, &t, "Please unplug it; we send another one today.").await;
        is(app, &t, &["in_hand"], 50).await;
        waiting(app, &t, "brand").await;

        // a word that an edit brings, and not the next edit of the same text
        let u = ask(app, &ada, "My box is quite warm today", "Warmer than it was.").await;
        is(app, &u, &[], 0).await;
        let edit = async |body: &str| {
            let form = ada.get(paths::PostEdit { id: u.id }).await.ok();
            ada.press(&form, "Save the edit", &[("body", body)]).await.done();
        };
        edit("Warmer than it was. I will send a formal notice.").await;
        is(app, &u, &["legal"], 90).await;
    }

    async fn words_alarm_in_their_own_language_and_where_somebody_speaks(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        // a list of lights, as a table and as lines
        let t = ask(app, &ada, "Que veulent dire les couleurs du voyant de la box ?", "La notice en donne trois, j'en ai déjà vu cinq.").await;
        answer(&basile, &t, "Voici ce que j'ai noté :\n\n| Voyant | Sens |\n| --- | --- |\n| rouge fixe | surchauffe, fumée ou défaut |\n\nEt pour la nuit : éteint.").await;
        answer(&app.ambassador("nadia").await, &t, "Rouge fixe : surchauffe ou défaut, il faut la débrancher et la laisser refroidir.").await;
        is(app, &t, &[], 0).await;
        // a dish in one language is an accident in the other
        let u = ask(app, &ada, "Which recipes are on your television channel?", "I am looking for the one with the crème brûlée and the cheese fondue.").await;
        is(app, &u, &[], 0).await;
        for body in ["Ma box est en surchauffe depuis hier et le plastique est tout mou.", "Il y a de la fumée qui sort de la prise quand je la branche."] {
            let v = ask(app, &ada, &format!("Que faire avec cette box, numéro {} ?", body.len()), body).await;
            is(app, &v, &["danger"], 100).await;
        }
    }

    async fn settings_are_read_again_when_they_changed_and_only_then(app) {
        let (ada, manon) = (app.member("ada").await, app.manager("manon").await);
        let reads = |sent: &[String]| sent.iter().filter(|s| s.contains("FROM alert_word") || s.contains("FROM routing_rule") || s.contains("FROM calendar") || s.contains("JOIN calendar")).count();
        let t = ask(app, &ada, "My box blinks orange all day", "Since yesterday evening, whatever I do.").await;
        let settle = async || {
            let tx = app.db().write().await.expect("a transaction");
            entraide::deadlines::settle_said(&tx, t.id, None, "It is purple now, purple!", app.now()).await.expect("settled");
            tx.commit().await.expect("committed");
        };
        // another test may have had its own settings read in between
        let mut least = usize::MAX;
        for _ in 0..20 {
            let (_, sent) = app.statements(settle()).await;
            least = least.min(reads(&sent));
        }
        assert_eq!(least, 0);
        is(app, &t, &[], 0).await;
        let form = manon.get(paths::AdminAlertWords).await.ok();
        manon.fill(&form, "main form", &[("danger_en", "purple")]).await.done();
        settle().await;
        is(app, &t, &["danger"], 100).await;
        // what was never kept is remembered by nobody
        let u = ask(app, &ada, "My box blinks green all day", "Since yesterday evening, whatever I do.").await;
        let tx = app.db().write().await.expect("a transaction");
        db::run(&tx, "UPDATE deadline SET window_minutes = 1", []).await.expect("changed");
        entraide::deadlines::settle(&tx, u.id, None, app.now()).await.expect("settled");
        drop(tx);
        later(app, MINUTE).await;
        is(app, &u, &[], 0).await;
    }

    async fn many_people_and_risky_answers(app) {
        let (ada, basile, eva) = (app.member("ada").await, app.member("basile").await, app.expert("eva").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        for name in ["nadia", "omar", "paul"] {
            is(app, &t, &[], 0).await;
            app.member(name).await.post(paths::QuestionMeToo { id: t.id }, &[("on", "1")]).await.done();
        }
        is(app, &t, &["many_affected"], 70).await;
        assert_eq!(open(app, &t, "many_affected").await, 1);
        let u = seed(app, "Is it safe to open the box?", ada.id, &[basile.id]).await;
        eva.post(paths::PostDidNotWork { id: u.answers[0] }, &[("reason", "risky"), ("details", "There is mains voltage inside.")]).await.done();
        is(app, &u, &["risky_answer"], 75).await;
        eva.post(paths::PostFlag { id: u.answers[0] }, &[("reason", "danger")]).await.done();
        is(app, &u, &["risky_answer", "reported"], 76).await;
    }

    async fn a_crowd_is_counted_where_it_is_kept(app) {
        app.ignore_mails();
        let (ada, basile, claire) = (app.member("ada").await, app.member("basile").await, app.staff("claire").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        let mut n = 0;
        let mut join = async |hours: i64| {
            n += 1;
            let who = app.member(&format!("crowd{n}")).await;
            later(app, hours * HOUR).await;
            app.browser(who.id).await.post(paths::QuestionMeToo { id: t.id }, &[("on", "1")]).await.done();
        };
        // three, but never within a day
        for hours in [0, 13, 13, 13] {
            join(hours).await;
            is(app, &t, &[], 0).await;
        }
        // the third and the fourth, and one more soon after
        join(3).await;
        is(app, &t, &["many_affected"], 70).await;
        assert_eq!(app.count("SELECT count AS n FROM feed_reason WHERE question_id = $1", values![t.id.0]).await, 5);
        let since = app.now();
        assert_eq!(app.count("SELECT since AS n FROM feed_reason WHERE question_id = $1", values![t.id.0]).await, since);
        // those before the outcome count no more
        app.advance(MINUTE).await;
        app.browser(claire.id).await.post(paths::StaffFeedAct, &[("do", "resolve"), ("on", &t.id.to_string()), ("outcome", "refused"), ("text", "It blinks for everyone.")]).await.done();
        is(app, &t, &[], 0).await;
        join(1).await;
        join(1).await;
        is(app, &t, &[], 0).await;
        join(1).await;
        is(app, &t, &["many_affected"], 70).await;
        app.deadlines_are_right().await;
    }

    async fn history_sleeps_until_somebody_writes(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "My box blinked years ago", ada.id, &[]).await;
        app.exec("DELETE FROM thread_clock", []).await;
        app.exec("UPDATE question SET live = FALSE, created_at = created_at - 90000000000", []).await;
        later(app, DAY).await;
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM thread_clock", []).await, 0);
        answer(&app.browser(ada.id).await, &t, "It does so again.").await;
        waiting(app, &t, "community").await;
        is(app, &t, &[], 0).await;
        later(app, 2 * HOUR).await;
        is(app, &t, &["unanswered"], 50).await;
        answer(&app.browser(basile.id).await, &t, "Unplug it.").await;
        is(app, &t, &[], 0).await;
        app.deadlines_are_right().await;
    }

    async fn what_nobody_can_see_settles_nothing(app) {
        app.ignore_mails();
        let (ada, basile, claire) = (app.member("ada").await, app.member("basile").await, app.staff("claire").await);
        let t = ask(app, &ada, "My box blinks orange all day", "Since yesterday evening, whatever I do.").await;
        later(app, 8 * HOUR).await;
        is(app, &t, &["deadline_passed", "unanswered"], 81).await;
        later(app, MINUTE).await;
        answer(&app.browser(basile.id).await, &t, "Unplug it for ten seconds.").await;
        is(app, &t, &[], 0).await;
        let post = entity::PostId(app.count("SELECT MAX(id) AS n FROM post WHERE kind = 'answer'", []).await);
        app.browser(claire.id).await.post(paths::PostDelete { id: post }, &[("reason", "advertising")]).await.done();
        is(app, &t, &["deadline_passed", "unanswered"], 81).await;
        assert_eq!(open(app, &t, "deadline").await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM escalation WHERE previous_id IS NOT NULL", []).await, 1, "it follows the one that is no more");
        app.browser(claire.id).await.post(paths::PostRestore { id: post }, &[]).await.done();
        is(app, &t, &[], 0).await;

        // what was called solved, and is not
        let u = seed(app, "My bill names a box I sent back", ada.id, &[basile.id]).await;
        let ada = app.browser(ada.id).await;
        ada.post(paths::QuestionEscalate { id: u.id }, &[("reason", "brand_only"), ("details", "Nobody here can see my bill.")]).await.done();
        ada.post(paths::PostAccept { id: u.answers[0] }, &[]).await.done();
        assert_eq!(open(app, &u, "asker").await, 0);
        ada.post(paths::PostUnaccept { id: u.answers[0] }, &[]).await.done();
        assert_eq!(open(app, &u, "asker").await, 1);
        app.deadlines_are_right().await;
    }

    async fn an_alarm_wakes_what_sleeps(app) {
        app.ignore_mails();
        let (ada, claire) = (app.member("ada").await, app.staff("claire").await);
        let t = ask(app, &ada, "My box is quite warm today", "Warmer than it was.").await;
        claire.post(paths::StaffThreadSnooze { id: t.id }, &[("until", "day")]).await.done();
        let asleep = async || app.count("SELECT COUNT(*) AS n FROM feed_row WHERE snoozed = TRUE", []).await;
        assert_eq!(asleep().await, 1);
        later(app, MINUTE).await;
        let form = ada.get(paths::PostEdit { id: t.id }).await.ok();
        ada.press(&form, "Save the edit", &[("body", "Warmer than it was. Now there is smoke.")]).await.done();
        assert_eq!(asleep().await, 0);
        is(app, &t, &["danger"], 100).await;
    }

    async fn what_is_removed_comes_back_as_it_was(app) {
        app.ignore_mails();
        let (ada, claire) = (app.member("ada").await, app.staff("claire").await);
        let t = ask(app, &ada, "Cheap watches, buy them here", "There is smoke in my watch.").await;
        is(app, &t, &["danger"], 100).await;
        claire.post(paths::PostDelete { id: t.id }, &[("reason", "spam")]).await.done();
        is(app, &t, &[], 0).await;
        waiting(app, &t, "nobody").await;
        assert_eq!(open(app, &t, "danger").await, 1, "out of sight, and owed");
        claire.post(paths::PostRestore { id: t.id }, &[]).await.done();
        is(app, &t, &["danger"], 100).await;
        assert_eq!(open(app, &t, "danger").await, 1);
    }

    async fn a_calendar_takes_no_name_that_is_taken(app) {
        let adele = app.admin("adele").await;
        let keep = async |id: i64, name: &str| {
            let fields = [("name", name), ("zone", "Europe/Paris"), ("hours", "mon 09:00-18:00"), ("closed", "2026-12-25")];
            adele.post(paths::AdminCalendar { id: entity::CalendarId(id) }, &fields).await
        };
        for name in ["North", "South", "East"] {
            keep(0, name).await.done();
        }
        let of = async |name: &'static str| app.count("SELECT id AS n FROM calendar WHERE name = $1", values![name]).await;
        let (south, east) = (of("South").await, of("East").await);
        let page = keep(south, "North").await.refused();
        assert!(page.has("#e-name"), "{}", page.describe());
        assert_eq!((page.value("name"), page.value("closed")), ("North".to_owned(), "2026-12-25".to_owned()));
        // two that want one name: one has it, the other reads that it is taken
        let (one, other) = tokio::join!(keep(south, "West"), keep(east, "West"));
        let mut codes = [one.status.as_u16(), other.status.as_u16()];
        codes.sort_unstable();
        assert_eq!(codes, [303, 422], "{} {}", one.describe(), other.describe());
        let (one, other) = tokio::join!(keep(0, "Centre"), keep(0, "Centre"));
        let mut codes = [one.status.as_u16(), other.status.as_u16()];
        codes.sort_unstable();
        assert_eq!(codes, [303, 422], "{} {}", one.describe(), other.describe());
    }
}
