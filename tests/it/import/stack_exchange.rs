//! An excerpt of a real site of Stack Exchange.

use std::collections::HashMap;

use super::*;

const SITE: &str = "stack-exchange/beer.stackexchange.com";

async fn import(app: &TestApp, dir: &Path, options: Options) -> Report {
    import::stack_exchange(app.db(), dir, options).await.expect("the import ends")
}

/// An attribute of each row, by the row's line.
fn rows(table: &str, names: &[&str]) -> Vec<Vec<String>> {
    let text = fixture(&format!("{SITE}/{table}.xml"));
    let value = |row: &str, name: &str| row.split_once(&format!(" {name}=\"")).and_then(|(_, v)| v.split('"').next()).unwrap_or_default().to_owned();
    text.lines().filter(|l| l.trim_start().starts_with("<row")).map(|l| names.iter().map(|n| value(l, n)).collect()).collect()
}

both! {
    async fn every_row_is_accounted_for(app) {
        let options = Options { category: Some("beer".into()), ..Options::default() };
        let report = import(app, &folder(SITE), options.clone()).await;
        assert_eq!(report.source, "beer.stackexchange.com", "the folder's name");
        assert_eq!(tally(&report, "questions"), (15, 15, 0, 0), "{report}");
        assert_eq!(tally(&report, "answers"), (26, 26, 0, 0));
        assert_eq!(tally(&report, "other posts"), (3, 0, 0, 3));
        assert_eq!(tally(&report, "comments"), (32, 32, 0, 0));
        assert_eq!(tally(&report, "acceptances").1, 5);
        assert_eq!(tally(&report, "users").0, 57);
        assert_eq!(tally(&report, "votes").0, 305);
        assert_eq!(tally(&report, "history").0, 142);
        let links = report.tally("links");
        assert_eq!((links.imported, links.skipped.get("a duplicate that points outside the dump")), (4, Some(&1)), "{report}");
        app.must_be_sound().await;
        let first = census(app).await;
        assert!(first.contains(&("mail", 0)) && first.contains(&("vote", 0)));

        let again = import(app, &folder(SITE), options).await;
        for (kind, t) in &again.kinds {
            assert_eq!((t.imported, t.read), (0, report.tally(kind).read), "{kind}: {again}");
        }
        assert_eq!(census(app).await, first, "a second run adds nothing");
    }

    async fn people_begin_with_the_reputation_they_had(app) {
        let copied = copy(&folder(SITE), |_| true);
        let users = copied.path().join("Users.xml");
        let text = std::fs::read_to_string(&users).expect("Users.xml");
        let wrote: Vec<String> = rows("Posts", &["OwnerUserId"]).into_iter().map(|r| r[0].clone()).filter(|u| !u.is_empty() && u != "-1").collect();
        let (known, other) = (&wrote[0], wrote.iter().find(|u| **u != wrote[0]).expect("another"));
        let text = text.replacen(&format!(" Id=\"{known}\""), &format!(" Id=\"{known}\" Reputation=\"4321\""), 1).replacen(&format!(" Id=\"{other}\""), &format!(" Id=\"{other}\" Reputation=\"1\""), 1);
        assert_eq!(text.matches("Reputation=").count(), 2);
        std::fs::write(&users, text).expect("written");
        import(app, copied.path(), Options { site: Some("beer.stackexchange.com".into()), ..Options::default() }).await;
        let balance = async |user: &str| {
            let text = "SELECT a.reputation AS n FROM account a JOIN source_ref s ON s.our_id = a.id AND s.kind = 'account' WHERE s.source_id = $1";
            app.count(text, values![user]).await
        };
        assert_eq!((balance(known).await, balance(other).await), (4_321, 1));
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM ledger_entry WHERE kind = 'opening' AND points = 4321", []).await, 1);
        // the others: what the table gives for accepted answers and votes, caps aside
        let table = "SELECT COUNT(*) AS n FROM opening o WHERE o.basis = 'table' AND o.points <> (
            SELECT SUM(CASE WHEN p.opening_score > 10 THEN 100 + 2 * (p.opening_score - 10) WHEN p.opening_score > 0 THEN 10 * p.opening_score ELSE 0 END
                + CASE WHEN EXISTS (SELECT 1 FROM acceptance a WHERE a.post_id = p.id AND a.actor_id <> p.author_id) THEN 15 ELSE 0 END)
            FROM post p WHERE p.kind = 'answer' AND p.state = 'visible' AND p.author_id = o.account_id)";
        assert_eq!(app.count(table, []).await, 0);
        assert!(app.count("SELECT COUNT(*) AS n FROM opening WHERE basis = 'table'", []).await > 5);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM ledger_entry WHERE kind NOT IN ('opening', 'floor')", []).await, 0, "imported votes and acceptances enter a second time");
    }

    async fn a_score_is_what_the_votes_say(app) {
        import(app, &folder(SITE), Options::default()).await;
        let mut votes: HashMap<String, i64> = HashMap::new();
        for row in rows("Votes", &["PostId", "VoteTypeId"]) {
            *votes.entry(row[0].clone()).or_default() += match row[1].as_str() { "2" => 1, "3" => -1, _ => 0 };
        }
        let mut seen = 0;
        for row in rows("Posts", &["Id", "PostTypeId", "Score"]) {
            let letter = match row[1].as_str() { "1" => "q", "2" => "a", _ => continue };
            let score = app.count("SELECT score AS n FROM post WHERE id = $1 AND score = opening_score", values![ours(app, &format!("{letter}{}", row[0])).await]).await;
            assert_eq!((score, score.to_string()), (votes.get(&row[0]).copied().unwrap_or(0), row[2].clone()), "post {}", row[0]);
            seen += 1;
        }
        assert_eq!(seen, 41);
    }

    async fn threads_keep_what_they_were(app) {
        import(app, &folder(SITE), Options { category: Some("beer".into()), ..Options::default() }).await;
        let one = |text: &'static str, id: i64| app.count(text, values![id]);
        let (first, accepted) = (ours(app, "q1").await, ours(app, "a4").await);
        assert_eq!(one("SELECT post_id AS n FROM acceptance WHERE imported AND question_id = $1", first).await, accepted);
        assert_eq!(one("SELECT COUNT(*) AS n FROM acceptance c JOIN post a ON a.id = c.post_id WHERE c.at < a.created_at AND c.id > $1", 0).await, 0, "nothing is accepted before it is said");
        assert_eq!(one("SELECT views AS n FROM question WHERE id = $1", first).await, 2277);
        assert_eq!(text(app, "SELECT html AS t FROM post WHERE id = $1", first).await.matches("<p>").count(), 1);
        assert_eq!(text(app, "SELECT source_format AS t FROM post WHERE id = $1", first).await, "html");

        let (again, original) = (ours(app, "q29").await, ours(app, "q25").await);
        assert_eq!(one("SELECT duplicate_of AS n FROM question WHERE closed_at IS NOT NULL AND id = $1", again).await, original);
        assert!(text(app, "SELECT close_reason AS t FROM question WHERE id = $1", ours(app, "q92").await).await.contains("closed on the forum"));
        let outside = ours(app, "q7155").await;
        assert_eq!(one("SELECT COUNT(*) AS n FROM question WHERE duplicate_of IS NULL AND closed_at IS NOT NULL AND id = $1", outside).await, 1);
        assert!(text(app, "SELECT close_reason AS t FROM question WHERE id = $1", outside).await.starts_with("Already asked"));
        assert_eq!(text(app, "SELECT licence AS t FROM source_ref WHERE kind = 'post' AND our_id = $1", outside).await, "CC BY-SA 3.0");
        assert_eq!(text(app, "SELECT url AS t FROM source_ref WHERE kind = 'post' AND our_id = $1", accepted).await, "https://beer.stackexchange.com/a/4");

        // Whoever left: a name where there is one.
        let gone = ours(app, "a131").await;
        assert_eq!(text(app, "SELECT a.display_name AS t FROM post p JOIN account a ON a.id = p.author_id WHERE p.id = $1", gone).await, "user90");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM account WHERE NOT placeholder", []).await, 0);
    }

    async fn earlier_texts_are_numbered(app) {
        import(app, &folder(SITE), Options::default()).await;
        let history = rows("PostHistory", &["PostId", "PostHistoryTypeId", "RevisionGUID"]);
        for post in ["q1", "q2", "a4"] {
            let id = ours(app, post).await;
            let mut guids: Vec<&String> = history.iter().filter(|r| r[0] == post[1..] && r[1].parse::<u8>().is_ok_and(|k| k < 10)).map(|r| &r[2]).collect();
            guids.dedup();
            let numbers = app.count("SELECT COUNT(*) AS n FROM revision WHERE post_id = $1", values![id]).await;
            assert_eq!(numbers, guids.len() as i64, "{post}");
            assert_eq!(app.count("SELECT MAX(number) AS n FROM revision WHERE post_id = $1", values![id]).await, numbers);
            assert_eq!(app.count("SELECT revision AS n FROM post WHERE id = $1", values![id]).await, numbers);
        }
        let first = ours(app, "q1").await;
        let title = "SELECT title AS t FROM revision WHERE number = 1 AND post_id = $1";
        assert_eq!(text(app, title, first).await, "What is a citra hop, and how does it differ from other hops?");
        assert!(text(app, "SELECT source AS t FROM revision WHERE number = 1 AND post_id = $1", first).await.contains("citrate hops"), "the text before it was corrected");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM revision WHERE source = '' OR source_format <> 'markdown'", []).await, 0);
    }

    async fn broken_rows_do_not_stop_the_rest(app) {
        let dir = copy(&folder(SITE), |n| n != "Posts.xml");
        let posts = fixture(&format!("{SITE}/Posts.xml"));
        let broken: Vec<String> = posts.lines().map(|l| if l.contains(" Id=\"92\" ") { l.replacen(" Title=\"", " Title=", 1) } else if l.contains(" Id=\"4\" ") { l.replacen("CreationDate=\"2014", "CreationDate=\"yesterday", 1) } else { l.to_owned() }).collect();
        std::fs::write(dir.path().join("Posts.xml"), broken.join("\n")).expect("written");
        let report = import(app, dir.path(), Options { site: Some("https://beer.stackexchange.com/".into()), ..Options::default() }).await;
        assert_eq!((tally(&report, "questions").1, tally(&report, "answers")), (14, (26, 25, 0, 1)), "{report}");
        assert!(report.problems.iter().any(|p| p.starts_with("Posts.xml:") && p.contains("CreationDate is not a date")), "{report}");
        assert_eq!(tally(&report, "acceptances").3, 1, "the accepted answer was the broken one");
        app.must_be_sound().await;
    }

    async fn files_may_be_missing(app) {
        let dir = copy(&folder(SITE), |n| n == "Posts.xml");
        let report = import(app, dir.path(), Options { site: Some("beer.stackexchange.com".into()), ..Options::default() }).await;
        assert_eq!((tally(&report, "questions").1, tally(&report, "answers").1), (15, 26));
        assert_eq!(app.count("SELECT score AS n FROM post WHERE id = $1", values![ours(app, "q1").await]).await, 19, "the score the dump says");
        app.must_be_sound().await;
    }

    async fn a_dry_run_writes_nothing(app) {
        let before = census(app).await;
        let planned = import(app, &folder(SITE), dry()).await;
        assert_eq!(census(app).await, before);
        assert_eq!(planned.kinds, import(app, &folder(SITE), Options::default()).await.kinds);
    }
}
