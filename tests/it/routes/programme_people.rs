//! Nominations, leaderboards, and what one's help did.

use entraide::ambassadors::boards::{self, Board};
use entraide::ambassadors::jobs;

use crate::support::*;

/// `helper` answered a question of `asker`, who accepted.
async fn helped(app: &TestApp, helper: &Client, asker: &Client) -> Thread {
    let t = seed(app, &format!("A question of {}", asker.username), asker.id, &[helper.id]).await;
    asker.post(paths::PostAccept { id: t.answers[0] }, &[]).await.done();
    t
}

both! {
    async fn a_nomination_needs_consent_and_three_testimonials(app) {
        let manon = app.manager("manon").await;
        let (ada, yann) = (app.member("ada").await, app.member("yann").await);
        let mut people = Vec::new();
        for name in ["bea", "carl", "dana"] {
            let who = app.member(name).await;
            helped(app, &yann, &who).await;
            people.push(who);
        }
        let page = ada.get(paths::AmbassadorsNominate).await.ok();
        ada.press(&page, "Nominate", &[("username", "nobody"), ("words", "Kind")]).await.refused().see("Nobody of this name");
        ada.press(&page, "Nominate", &[("username", "ada"), ("words", "Kind")]).await.refused().see("Nobody speaks for themselves");
        let done = ada.press(&page, "Nominate", &[("username", "@yann"), ("words", "Kind and patient")]).await.done();
        let at = done.location().split('?').next().unwrap_or_default().to_owned();
        let mail = app.mail_to("yann@example.com").await;
        assert!(mail.text.contains("Ada nominates you") && mail.text.contains("Kind and patient"), "{}", mail.text);
        people[0].get(&at).await.missing();
        people[0].press(&people[0].get(paths::AmbassadorsNominate).await.ok(), "Nominate", &[("username", "yann"), ("words", "Kind")]).await.refused().see("nominated them already");
        let page = yann.get(&at).await.ok();
        ada.post(format!("{at}/consent"), &[("answer", "yes")]).await.missing();
        yann.press(&page, "Yes, I agree", &[]).await.done();
        assert!(app.mail_to("ada@example.com").await.text.contains("Yann agrees"));
        ada.post(format!("{at}/testify"), &[("words", "He is kind")]).await.refused().see("for people they helped");
        yann.post(format!("{at}/testify"), &[("words", "I am kind")]).await.refused();
        for who in &people {
            let page = who.get(&at).await.ok();
            who.press(&page, "Testify", &[("words", "My box works again, thanks to him.")]).await.done();
            who.post(format!("{at}/testify"), &[("words", "Once more")]).await.refused().see("testified already");
        }
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM nomination WHERE state = 'complete'", values![]).await, 1);
        manon.get(paths::StaffProgramme).await.ok().see("nominated by Ada").not_see("overdue");
        app.advance(15 * DAY).await;
        let (manon, yann) = (app.browser(manon.id).await, app.browser(yann.id).await);
        manon.get(paths::StaffProgramme).await.ok().see("overdue");
        let desk = paths::StaffNomination { id: app.count("SELECT id AS n FROM nomination", values![]).await.into() };
        let page = manon.get(desk).await.ok();
        page.see("My box works again");
        manon.press(&page, "Grant: make the offer", &[("reason", "")]).await.refused();
        let again = app.browser(manon.id).await;
        let yes = [("decision", "yes"), ("reason", "We read them all")];
        let (a, b) = tokio::join!(manon.post(desk, &yes), again.post(desk, &yes));
        let mut codes = [a.status.as_u16(), b.status.as_u16()];
        codes.sort_unstable();
        assert_eq!(codes, [303, 409]);
        assert!(app.mail_to("yann@example.com").await.text.contains("We read them all"));
        assert!(app.mail_to("ada@example.com").await.text.contains("Yann was offered"));
        let page = yann.get(paths::AmbassadorsMe).await.ok();
        yann.press(&page, "I accept the charter", &[]).await.done();
        app.mails().await;
    }

    async fn two_people_do_not_speak_for_each_other(app) {
        let (ada, yann, zoe) = (app.member("ada").await, app.member("yann").await, app.member("zoe").await);
        helped(app, &yann, &ada).await;
        helped(app, &ada, &yann).await;
        helped(app, &yann, &zoe).await;
        ada.post(paths::AmbassadorsNominate, &[("username", "yann"), ("words", "Kind")]).await.done();
        yann.post(paths::AmbassadorsNominate, &[("username", "ada"), ("words", "Kind too")]).await.refused().see("spoke for you before");
        zoe.post(paths::AmbassadorsNominate, &[("username", "ada"), ("words", "Kind")]).await.done();
        let of_ada = paths::Nomination { id: app.count("SELECT MAX(id) AS n FROM nomination", values![]).await.into() };
        ada.post(format!("{of_ada}/consent"), &[("answer", "yes")]).await.done();
        yann.post(format!("{of_ada}/testify"), &[("words", "She is kind")]).await.refused().see("spoke for you before");
        ada.post(format!("{of_ada}/consent"), &[("answer", "no")]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM nomination WHERE state = 'declined'", values![]).await, 1);
        let young = app.person(Person { age: 5 * DAY, ..Person::member("young") }).await;
        young.post(paths::AmbassadorsNominate, &[("username", "yann"), ("words", "Kind")]).await.refused().see("30 days");
        app.mails().await;
    }

    async fn a_nomination_without_an_answer_lapses_and_a_no_is_heard(app) {
        let (ada, zoe) = (app.member("ada").await, app.member("zoe").await);
        for name in ["bea", "carl", "dana", "erik"] {
            app.member(name).await;
        }
        for name in ["bea", "carl", "dana"] {
            ada.post(paths::AmbassadorsNominate, &[("username", name), ("words", "Kind, call 06 12 34 56 78")]).await.done();
        }
        ada.post(paths::AmbassadorsNominate, &[("username", "erik"), ("words", "Kind")]).await.status(429);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM nomination WHERE words LIKE '%34 56%'", values![]).await, 0);
        app.advance(29 * DAY).await;
        jobs::refresh(&app.app, app.now()).await.expect("the job runs");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM nomination WHERE state = 'asked'", values![]).await, 0);
        let (ada, zoe) = (app.browser(ada.id).await, app.browser(zoe.id).await);
        ada.post(paths::AmbassadorsNominate, &[("username", "bea"), ("words", "Kind")]).await.refused().see("90 days");
        zoe.post(paths::AmbassadorsNominate, &[("username", "bea"), ("words", "Kind")]).await.done();
        app.mails().await;
    }

    async fn two_testimonials_a_month_even_at_once(app) {
        let ada = app.member("ada").await;
        let mut at = Vec::new();
        for name in ["bea", "carl", "dana"] {
            let who = app.member(name).await;
            helped(app, &who, &ada).await;
            let zoe = app.member(&format!("zoe-{name}")).await;
            let done = zoe.post(paths::AmbassadorsNominate, &[("username", name), ("words", "Kind")]).await.done();
            let path = done.location().split('?').next().unwrap_or_default().to_owned();
            who.post(format!("{path}/consent"), &[("answer", "yes")]).await.done();
            at.push(path);
        }
        let browsers = [app.browser(ada.id).await, app.browser(ada.id).await, app.browser(ada.id).await];
        let say = |i: usize| browsers[i].post(format!("{}/testify", at[i]), &[("words", "Thank you")]);
        let (a, b, c) = tokio::join!(say(0), say(1), say(2));
        let mut codes = [a.status.as_u16(), b.status.as_u16(), c.status.as_u16()];
        codes.sort_unstable();
        assert_eq!(codes, [303, 303, 422]);
        app.advance(31 * DAY).await;
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM testimonial", values![]).await, 2);
        let ada = app.browser(ada.id).await;
        for path in &at {
            ada.post(format!("{path}/testify"), &[("words", "Thank you")]).await;
        }
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM testimonial", values![]).await, 3, "a new month");
        app.mails().await;
    }

    async fn leaderboards_show_points_received(app) {
        let (ada, yann, claire) = (app.member("ada").await, app.member("yann").await, app.staff("claire").await);
        let t = seed(app, "The box blinks", ada.id, &[yann.id, claire.id]).await;
        app.exec("INSERT INTO category (slug, name_en, name_fr, description_en, description_fr, position, created_at) VALUES ('box', 'Box', 'Box', '', '', 1, $1)", values![app.now()]).await;
        app.exec("UPDATE question SET category_id = (SELECT MIN(id) FROM category) WHERE id = $1", values![t.id.0]).await;
        ada.post(paths::PostAccept { id: t.answers[0] }, &[]).await.done();
        jobs::refresh(&app.app, app.now()).await.expect("the boards are worked out");
        for address in ["/ambassadors", "/ambassadors?board=week&category=box", "/ambassadors?board=all", "/ambassadors?board=newcomers"] {
            let page = app.anyone().get(address).await.ok();
            assert!(page.text(".places").contains("Yann") && page.text(".places").contains("15 points"), "{}", page.describe());
            assert!(!page.text(".places").contains("Claire"), "{}", page.describe());
        }
        let page = yann.get(paths::AmbassadorsMe).await.ok();
        yann.press(&page, "Stay off them", &[]).await.done();
        assert!(!app.anyone().get(paths::Ambassadors).await.ok().texts(".places").concat().contains("Yann"), "who opts out is gone at once");
        yann.post(paths::AmbassadorsBoards, &[("out", "0")]).await.done();
        app.alter(yann.id, "suspended_until = 9000000000000").await;
        assert!(!app.anyone().get(paths::Ambassadors).await.ok().texts(".places").concat().contains("Yann"), "nor the suspended");
        app.mails().await;
    }

    async fn neighbours_stand_around_one(app) {
        let mut all = Vec::new();
        for i in 0..20 {
            let id = app.account(Person::member(&format!("m{i:02}"))).await;
            app.exec("INSERT INTO leaderboard (board, category_id, member_id, points) VALUES ('month', 0, $1, $2)", values![id.0, 100 - i]).await;
            all.push(id);
        }
        let shown = boards::read(app.db().read(), Board::Month, 0, Some(all[15]), app.now()).await.expect("a board");
        assert_eq!(shown.first.len(), 10);
        let around: Vec<(i64, &str)> = shown.around.iter().map(|(place, l)| (*place, l.username.as_str())).collect();
        assert_eq!(around, [(14, "m13"), (15, "m14"), (16, "m15"), (17, "m16"), (18, "m17")]);
        let last = boards::read(app.db().read(), Board::Month, 0, Some(all[19]), app.now()).await.expect("a board");
        assert_eq!(last.around.iter().map(|(p, _)| *p).collect::<Vec<_>>(), [18, 19, 20]);
        assert!(boards::read(app.db().read(), Board::Month, 0, Some(all[3]), app.now()).await.expect("a board").around.is_empty(), "among the first already");
    }

    async fn one_sees_what_ones_help_did(app) {
        let (ada, yann, zoe) = (app.member("ada").await, app.member("yann").await, app.member("zoe").await);
        let t = helped(app, &yann, &ada).await;
        for _ in 0..3 {
            app.app.count_view(t.id);
        }
        entraide::questions::jobs::flush_views(&app.app).await.expect("views are written");
        zoe.post(paths::PostVote { id: t.answers[0] }, &[("direction", "up")]).await.done();
        yann.get(paths::AmbassadorsMe).await.ok().see("Your answers helped 1 person this month");
        app.advance(20 * DAY).await;
        app.browser(yann.id).await.get(paths::AmbassadorsMe).await.ok().see("Your answers helped 0 people this month");
        app.mails().await;
    }

    async fn questions_of_ones_topics_wait_for_one(app) {
        let (ada, yann) = (app.member("ada").await, app.member("yann").await);
        app.exec("INSERT INTO category (slug, name_en, name_fr, description_en, description_fr, position, created_at) VALUES ('box', 'Box', 'Box', '', '', 1, $1)", values![app.now()]).await;
        let solved = helped(app, &yann, &ada).await;
        let open = seed(app, "The box is silent tonight", ada.id, &[]).await;
        let answered = seed(app, "The box is too loud", ada.id, &[yann.id]).await;
        let own = seed(app, "My own box is warm", yann.id, &[]).await;
        seed(app, "Nothing about any topic", ada.id, &[]).await;
        for t in [&solved, &open, &answered, &own] {
            app.exec("UPDATE question SET category_id = (SELECT MIN(id) FROM category) WHERE id = $1", values![t.id.0]).await;
        }
        let page = yann.get(paths::AmbassadorsMe).await.ok();
        page.see("The box is silent tonight").not_see("too loud").not_see("My own box").not_see("Nothing about any topic");
        ada.get(paths::AmbassadorsMe).await.ok().see("None right now");
        app.mails().await;
    }
}
