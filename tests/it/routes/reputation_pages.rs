//! The ledger as its owner, the team and others read it; months that add up; reviews; what is new.

use entity::{AccountId, EntryId, PostId};
use entraide::reputation_pages::calendar::Month;
use sea_orm::FromQueryResult;

use crate::support::*;

const ZONE: &str = "Europe/Paris";

fn ledger(name: &str) -> paths::UserReputation<'_> {
    paths::UserReputation { username: name }
}

#[derive(FromQueryResult)]
struct New {
    id: i64,
}

/// A fact as the ledger keeps it: what it is worth now, and the line that says so.
struct Fact<'a> {
    kind: &'a str,
    points: i64,
    worth: i64,
    limited: Option<&'a str>,
    post: Option<PostId>,
    question: Option<PostId>,
    actor: Option<AccountId>,
}

impl Fact<'_> {
    fn vote<'a>(t: &Thread, actor: &Client) -> Fact<'a> {
        Fact { kind: "answer_upvoted", points: 10, worth: 10, limited: None, post: Some(t.answers[0]), question: Some(t.id), actor: Some(actor.id) }
    }
}

/// Writes a fact's credit and line, dated now, and keeps the balance true.
async fn write(app: &TestApp, member: AccountId, f: &Fact<'_>) -> EntryId {
    app.ignore_ledger();
    let tx = app.db().write().await.expect("a transaction");
    let now = app.now();
    let day = entraide::reputation_pages::calendar::day(ZONE, now);
    let fact = db::count(&tx, "SELECT COUNT(*) AS n FROM credit", []).await.expect("counted") + 1_000;
    let credit: Option<New> = db::row(
        &tx,
        "INSERT INTO credit (member_id, kind, fact_id, actor_id, post_id, question_id, at, day, month, alive, held, earns, passed, worth, points, limited)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, TRUE, FALSE, TRUE, TRUE, $10, $11, $12) RETURNING id",
        values![member.0, f.kind, fact, f.actor.map(|a| a.0), f.post.map(|p| p.0), f.question.map(|q| q.0), now, day, Month::of(ZONE, now).0, f.worth, f.points, f.limited],
    )
    .await
    .expect("a credit");
    let line: Option<New> = db::row(
        &tx,
        "INSERT INTO ledger_entry (member_id, at, kind, points, limited, credit_id, actor_id, post_id, question_id, version_id, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, '') RETURNING id",
        values![member.0, now, f.kind, f.points, f.limited, credit.expect("its id").id, f.actor.map(|a| a.0), f.post.map(|p| p.0), f.question.map(|q| q.0)],
    )
    .await
    .expect("a line");
    db::run(&tx, "UPDATE account SET reputation = (SELECT SUM(points) FROM ledger_entry WHERE member_id = $1) WHERE id = $1", values![member.0]).await.expect("the balance");
    tx.commit().await.expect("committed");
    app.app.forget(member).await;
    EntryId(line.expect("its id").id)
}

/// The line that takes another back.
async fn undo(app: &TestApp, line: EntryId) {
    app.exec("UPDATE credit SET alive = FALSE, points = 0 WHERE id = (SELECT credit_id FROM ledger_entry WHERE id = $1)", values![line.0]).await;
    app.exec(
        "INSERT INTO ledger_entry (member_id, at, kind, points, credit_id, actor_id, post_id, question_id, version_id, reverses, note)
         SELECT member_id, CAST($2 AS BIGINT), kind, -points, credit_id, actor_id, post_id, question_id, version_id, id, '' FROM ledger_entry WHERE id = $1",
        values![line.0, app.now()],
    )
    .await;
}

fn minus(n: &str) -> i64 {
    n.trim().replace('−', "-").replace([',', '+', '\u{202F}'], "").parse().unwrap_or_else(|_| panic!("{n} is no number"))
}

both! {
    async fn the_owner_reads_every_line_and_others_what_is_public(app) {
        let (ada, basile, claire) = (app.member("ada").await, app.member("basile").await, app.staff("claire").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        let hidden = seed(app, "A thread to hide", ada.id, &[basile.id]).await;
        write(app, basile.id, &Fact::vote(&t, &ada)).await;
        write(app, basile.id, &Fact { points: 4, limited: Some("day"), ..Fact::vote(&t, &claire) }).await;
        write(app, basile.id, &Fact { points: 0, worth: 0, limited: Some("pair_day"), kind: "question_upvoted", post: Some(t.id), ..Fact::vote(&t, &ada) }).await;
        write(app, basile.id, &Fact { kind: "answer_accepted", points: 15, worth: 15, ..Fact::vote(&hidden, &ada) }).await;
        let undone = write(app, basile.id, &Fact { kind: "edit_accepted", points: 2, worth: 2, ..Fact::vote(&t, &ada) }).await;
        undo(app, undone).await;
        app.exec("UPDATE question SET state = 'hidden' WHERE id = $1", values![hidden.id.0]).await;

        let page = basile.get(ledger("basile")).await.ok();
        page.see("2 people said that this answer helped them").see("+14");
        page.see("The day’s 200 points were reached: 4 of 10 counted.");
        page.see("the same person had already said as much").see("Taken back: Edit accepted").see("Undoes a line of");
        page.see("Answer chosen as the solution").see("A post that is not shown any more").see("Today").see("Ask for a review");
        assert!(!page.body().contains("A thread to hide"), "the name of a hidden thread");
        assert!(!page.body().contains("@ada"), "who voted");
        assert_eq!(page.attr("main meter", "value"), "14", "votes alone count for the day");
        let fr = app.browser(basile.id).await.speaking("fr").get(ledger("basile")).await.ok();
        fr.see("2 personnes ont dit que cette réponse les a aidées").see("Les 200 points du jour étaient atteints : 4 sur 10 comptent.");

        let page = claire.get(ledger("basile")).await.ok();
        page.see("@ada").see("A thread to hide");
        assert!(!page.body().contains("Ask for a review"));

        for page in [app.anyone().get(ledger("basile")).await.ok(), ada.get(ledger("basile")).await.ok()] {
            page.see("2 people said that this answer helped them").see("+14");
            for inner in ["A thread to hide", "Taken back", "the same person", "Today", "@ada", "4 of 10", "Ask for a review", "CSV", "Edit accepted"] {
                assert!(!page.body().contains(inner), "{inner} is not for others");
            }
        }
        // the sums are those of the lines: neither the hidden thread nor what was taken back is in them
        app.exec("UPDATE credit SET alive = FALSE, points = 0 WHERE kind = 'answer_upvoted' AND points = 4", values![]).await;
        let month = paths::with_query(ledger("basile"), &[("month", &Month::of(ZONE, app.now()).word())]);
        let rows = app.anyone().get(&month).await.ok().texts("main table tbody tr").join(" ");
        assert!(rows.contains("10") && !rows.contains("14") && !rows.contains("15") && !rows.contains("Edit accepted"), "{rows}");
        let sums = app.anyone().get(ledger("basile")).await.ok().texts("main table tbody tr").join(" ");
        assert!(sums.contains("10") && !["14", "15", "25", "29"].iter().any(|n| sums.contains(n)), "{sums}");
        app.anyone().get(ledger("nobody")).await.missing();
        app.anyone().get(ledger("Basile")).await.status(301);
        app.anyone().get(paths::with_query(ledger("basile"), &[("month", "2026-13")])).await.missing();
    }

    async fn months_add_up(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        let mut month = Month::of(ZONE, app.now());
        for points in [10, 4, -3, 0, 15] {
            for _ in 0..3 {
                write(app, basile.id, &Fact { points, worth: points.max(0), ..Fact::vote(&t, &ada) }).await;
                app.advance(9 * DAY).await;
            }
        }
        let basile = app.browser(basile.id).await; // months later
        // what the floor makes up for a new member
        let (mut opening, mut all) = (1, 1);
        while month <= Month::of(ZONE, app.now()) {
            let page = basile.get(paths::with_query(ledger("basile"), &[("month", &month.word())])).await.ok();
            let rows: Vec<String> = page.texts("main table tbody tr");
            let number = |text: &str| minus(text.split_whitespace().next_back().expect("a number"));
            let (first, last) = (number(&rows[0]), number(&rows[rows.len() - 1]));
            let sum: i64 = rows[1..rows.len() - 1].iter().map(|r| number(r)).sum();
            let lines: i64 = page.texts("article.card > .m b").iter().map(|t| minus(t)).sum();
            assert_eq!(first, opening, "{}", month.word());
            assert_eq!((first + sum, sum), (last, lines), "{}", month.word());
            (opening, all) = (last, all + sum);
            month = month.next();
        }
        assert_eq!(all, app.count("SELECT reputation AS n FROM account WHERE id = $1", values![basile.id.0]).await);
        assert_eq!(all, 79);
    }

    async fn pages_go_back_by_line(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        for n in 0..130 {
            write(app, basile.id, &Fact { points: n, ..Fact::vote(&t, &ada) }).await;
            if n % 2 == 1 {
                app.advance(DAY).await;
            }
        }
        let basile = app.browser(basile.id).await; // weeks later
        let (mut path, mut seen, mut pages) = (ledger("basile").to_string(), 0, 0);
        loop {
            let page = basile.get(&path).await.ok();
            seen += page.texts("article.card > .m b").iter().map(|t| minus(t)).sum::<i64>();
            pages += 1;
            match page.attrs("nav.pager a[rel=next]", "href").first() {
                Some(next) => path = next.clone(),
                None => break,
            }
        }
        assert_eq!((seen, pages), (1 + (0..130).sum::<i64>(), 3));
    }

    async fn the_file_holds_every_line_and_no_formula(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "=HYPERLINK of my box", ada.id, &[basile.id]).await;
        let first = write(app, basile.id, &Fact::vote(&t, &ada)).await;
        undo(app, first).await;
        let path = paths::with_query(ledger("basile"), &[("format", "csv")]);
        let file = basile.get(&path).await.ok();
        assert_eq!(file.header("content-type"), Some("text/csv; charset=utf-8"));
        let lines: Vec<&str> = file.body().lines().collect();
        assert_eq!(lines.len(), 4, "{}", file.body());
        assert!(lines[1].contains(",floor,1,1,"), "{}", lines[1]);
        assert!(lines[2].contains(",answer_upvoted,10,11,") && lines[2].contains("'=HYPERLINK"), "{}", lines[2]);
        assert!(lines[3].contains(",answer_upvoted,-10,1,") && lines[3].contains(&format!(",{first},")), "{}", lines[3]);
        ada.get(&path).await.missing();
        app.anyone().get(&path).await.missing();
    }

    async fn what_is_new_is_said_until_it_was_read(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        let home = basile.get(paths::Home).await.ok();
        assert!(!home.has(".gained"));
        write(app, basile.id, &Fact::vote(&t, &ada)).await;
        let home = basile.get(paths::Home).await.ok();
        assert!(home.text(".gained").ends_with("10 points won since you last looked"), "{}", home.text(".gained"));
        assert_eq!(home.attr(".gained", "href"), ledger("basile").to_string());
        let page = basile.get(ledger("basile")).await.ok();
        page.see("+10").see("since you joined");
        let later = write(app, basile.id, &Fact { points: 2, ..Fact::vote(&t, &ada) }).await;
        // what came after the page was made stays new
        basile.press(&page, "Mark as read", &[]).await.done();
        let home = basile.get(paths::Home).await.ok();
        assert!(home.text(".gained").ends_with("2 points won since you last looked"));
        let page = basile.get(ledger("basile")).await.ok();
        assert_eq!(page.count(".hot"), 1);
        basile.press(&page, "Mark as read", &[]).await.done();
        assert!(!basile.get(paths::Home).await.ok().has(".gained"));
        undo(app, later).await;
        app.alter(basile.id, "reputation = reputation - 2").await;
        assert!(basile.get(paths::Home).await.ok().text(".gained.lost").ends_with("2 points lost since you last looked"));
        ada.post(paths::UserReputationRead { username: "basile" }, &[("upto", "999")]).await.missing();
    }

    async fn a_line_that_is_doubted_is_looked_at(app) {
        let (ada, basile, claire, denis) = (app.member("ada").await, app.member("basile").await, app.staff("claire").await, app.staff("denis").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        let line = write(app, basile.id, &Fact { points: 0, worth: 0, limited: Some("pair_day"), ..Fact::vote(&t, &ada) }).await;
        let review = paths::EntryReview { id: line };
        ada.get(review).await.missing();
        let page = basile.get(review).await.ok();
        let page = basile.press(&page, "Send to the team", &[("reason", "")]).await.refused();
        basile.press(&page, "Send to the team", &[("reason", "Ada had said it twice only.")]).await.done();
        basile.post(review, &[("reason", "Once more")]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM review_request", values![]).await, 1, "one open request a line");
        basile.get(ledger("basile")).await.ok().see("Review asked for");

        basile.get(paths::StaffReviews).await.missing();
        let page = claire.get(paths::StaffReviews).await.ok();
        page.see("Ada had said it twice only.");
        let page = claire.press(&page, "The line stands", &[("reason", "")]).await.refused();
        claire.press(&page, "The line stands", &[("reason", "It was the fourth of that day.")]).await.done();
        let mail = app.mail_to("basile@example.com").await;
        assert!(mail.text.contains("It was the fourth of that day"), "{}", mail.text);
        basile.get(ledger("basile")).await.ok().see("Reviewed: the line stands.").see("It was the fourth of that day.");
        let id = entity::ReviewId(app.count("SELECT MAX(id) AS n FROM review_request", values![]).await);
        denis.post(paths::StaffReview { id }, &[("decision", "upheld"), ("reason", "Too late")]).await.status(409);
        // nobody answers their own
        let own = write(app, claire.id, &Fact::vote(&t, &ada)).await;
        claire.post(paths::EntryReview { id: own }, &[("reason", "Staff earn none")]).await.done();
        let own = entity::ReviewId(app.count("SELECT MAX(id) AS n FROM review_request", values![]).await);
        claire.post(paths::StaffReview { id: own }, &[("decision", "upheld"), ("reason", "Mine")]).await.refused().see("someone else answers");
    }

    async fn the_month_comes_by_mail_once(app) {
        let (ada, basile, chloe) = (app.member("ada").await, app.member("basile").await, app.member("chloe").await);
        let t = seed(app, "My box blinks orange", chloe.id, &[basile.id]).await;
        ada.post(paths::PostVote { id: t.answers[0] }, &[("direction", "up")]).await.done();
        ada.post(paths::QuestionMeToo { id: t.id }, &[("state", "on")]).await.done();
        basile.get(ledger("basile")).await.ok().see("“This helped me” on an answer").see("+10").not_see("further ones");
        chloe.get(ledger("chloe")).await.ok().see("“I have this problem too” on a question").see("+1");
        app.alter(basile.id, "lang = 'fr'").await;
        let page = chloe.get(paths::SettingsMails).await.ok();
        let done = chloe.fill(&page, "main form", &[("kind_statement", "never")]).await.done();
        chloe.follow(&done).await.ok();
        app.tick().await;
        assert_eq!(app.mails().await.len(), 0, "not before the month ends");
        app.advance(8 * DAY).await;
        app.tick().await;
        let mail = app.mail_to("basile@example.com").await;
        assert!(mail.subject.contains("novembre 2026, +9 points"), "{}", mail.subject);
        mail.link(&paths::with_query(ledger("basile"), &[("month", "2026-11")]));
        let stop = mail.link(&paths::SettingsMails.to_string());
        assert!(app.browser(basile.id).await.get(&stop).await.ok().has("input[name=kind_statement]"), "where these mails are stopped");
        app.advance(2 * HOUR).await;
        app.tick().await;
        let statements = app.mails().await.iter().filter(|m| m.kind == "statement").count();
        assert_eq!(statements, 1, "one member, one month, one mail");
    }
}
