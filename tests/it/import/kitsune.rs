//! A forum in the shape of Kitsune's files, every edge once; written by us.

use entraide::accounts::claims;

use super::*;

async fn import(app: &TestApp, dir: &Path, options: Options) -> Report {
    import::kitsune(app.db(), dir, options).await.expect("the import ends")
}

both! {
    async fn every_row_is_accounted_for(app) {
        let report = import(app, &folder("kitsune"), Options::default()).await;
        assert_eq!(tally(&report, "questions"), (18, 13, 0, 5), "{report}");
        assert_eq!(report.tally("questions").skipped.get("broken row"), Some(&4));
        assert_eq!(report.tally("questions").skipped.get("the same id twice"), Some(&1));
        assert_eq!(tally(&report, "answers"), (12, 11, 0, 1));
        assert_eq!(tally(&report, "solutions"), (4, 2, 0, 2));
        let problems = report.problems.join("\n");
        for said in [
            "questions-2024.csv:10: 8 fields instead of 25",
            "questions-2024.csv:11: a quote is never closed",
            "questions-2024.csv:14: id is not a number",
            "questions-2024.csv:15: created is not a date",
            "question 201 was read before",
            "question 777 of answer 2006 is not there",
            "the solution 9999 of question 202 is not in the files",
            "the solution 2003 of question 208 answers another question",
        ] {
            assert!(problems.contains(said), "{said} is not in:\n{problems}");
        }
        app.must_be_sound().await;
        let first = census(app).await;
        assert!(first.contains(&("mail", 0)) && first.contains(&("follow", 0)), "nobody is written to");

        let again = import(app, &folder("kitsune"), Options::default()).await;
        assert_eq!(tally(&again, "questions"), (18, 0, 14, 4), "{again}");
        assert_eq!(tally(&again, "answers"), (12, 0, 11, 1));
        assert_eq!(tally(&again, "solutions"), (4, 0, 2, 2));
        assert_eq!(census(app).await, first, "a second run adds nothing");
    }

    async fn posts_come_as_they_were(app) {
        import(app, &folder("kitsune"), Options::default()).await;
        let id = ours(app, "q101").await;
        let one = |text: &'static str, id: i64| app.count(text, values![id]);
        assert_eq!(one("SELECT created_at AS n FROM post WHERE id = $1", id).await, 1_677_661_200_000);
        assert_eq!(one("SELECT answer_count AS n FROM question WHERE id = $1", id).await, 3);
        assert_eq!(one("SELECT peer_answer_count AS n FROM question WHERE id = $1", id).await, 2, "the asker's own words are no help");
        assert_eq!(one("SELECT activity_at AS n FROM question WHERE id = $1", id).await, 1_706_778_000_000, "an answer of another year's file");
        assert_eq!(one("SELECT COUNT(*) AS n FROM question WHERE live AND id <> $1", 0).await, 0, "no clock starts");
        assert_eq!(one("SELECT score AS n FROM post WHERE id = $1", ours(app, "a1001").await).await, 3, "what helped counts, what did not is not held against anyone");
        assert_eq!(text(app, "SELECT lang AS t FROM post WHERE id = $1", ours(app, "a1003").await).await, "fr");
        assert_eq!(text(app, "SELECT lang AS t FROM post WHERE id = $1", ours(app, "q205").await).await, "pt");

        let solved = ours(app, "q201").await;
        assert_eq!(one("SELECT me_too_count AS n FROM question WHERE id = $1", solved).await, 7);
        assert_eq!(one("SELECT solved_at AS n FROM question WHERE id = $1", solved).await, 1_704_880_800_000);
        assert_eq!(one("SELECT COUNT(*) AS n FROM acceptance WHERE imported AND withdrawn_at IS NULL AND question_id = $1", solved).await, 1);
        assert_eq!(one("SELECT COUNT(*) AS n FROM question WHERE solved_at IS NULL AND id = $1", ours(app, "q202").await).await, 1, "its solution is gone");

        assert_eq!(text(app, "SELECT state_reason AS t FROM post WHERE state = 'removed' AND id = $1", ours(app, "q203").await).await, "spam");
        assert_eq!(one("SELECT COUNT(*) AS n FROM question WHERE state = 'removed' AND id = $1", ours(app, "q203").await).await, 1);
        let locked = ours(app, "q204").await;
        assert_eq!(one("SELECT closed_at AS n FROM question WHERE id = $1", locked).await, 1_705_222_800_000);
        assert!(text(app, "SELECT close_reason AS t FROM question WHERE id = $1", locked).await.starts_with("Locked"));

        let many = ours(app, "q205").await;
        assert_eq!(one("SELECT COUNT(*) AS n FROM question_tag WHERE question_id = $1", many).await, 7);
        assert_eq!(one("SELECT COUNT(*) AS n FROM question_tag WHERE NOT hidden AND question_id = $1", many).await, 5);
        assert_eq!(one("SELECT COUNT(*) AS n FROM question WHERE category_id IS NULL AND id = $1", ours(app, "q103").await).await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM category WHERE slug = 'folders-and-filters' AND name_en = 'Folders and filters'", []).await, 1);

        let html = text(app, "SELECT html AS t FROM post WHERE id = $1", ours(app, "q104").await).await;
        assert!(!html.contains("<img") && !html.contains("alert") && !html.contains("onclick"), "{html}");
        assert!(html.contains("https://pictures.example/screen.png"), "a remote image is a link: {html}");
        assert_eq!(text(app, "SELECT source AS t FROM post WHERE id = $1", ours(app, "q104").await).await, html, "the clean text is the source");
    }

    async fn people_are_placeholders(app) {
        app.member("sam").await;
        import(app, &folder("kitsune"), Options::default()).await;
        let who = |key: &'static str| app.count("SELECT our_id AS n FROM source_ref WHERE kind = 'account' AND source_id = $1", values![key]);
        for (key, username, display) in [("Odile", "odile", "Odile"), ("odile", "odile-2", "odile"), ("Théo B.", "theo-b", "Théo B."), ("Jun 純", "jun", "Jun 純"), ("Sam", "sam-2", "Sam")] {
            let id = who(key).await;
            assert_eq!(text(app, "SELECT username AS t FROM account WHERE placeholder AND email IS NULL AND password_hash IS NULL AND id = $1", id).await, username);
            assert_eq!(text(app, "SELECT display_name AS t FROM account WHERE id = $1", id).await, display);
        }
        assert_eq!(text(app, "SELECT url AS t FROM source_ref WHERE kind = 'account' AND our_id = $1", who("Théo B.").await).await, "https://support.mozilla.org/user/Th%C3%A9o%20B%2E");
        assert_eq!(app.count("SELECT created_at AS n FROM account WHERE id = $1", values![who("Sam").await]).await, 1_677_663_000_000, "since their first post");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM account WHERE deleted_at IS NOT NULL AND id = $1", values![who("").await]).await, 1, "nobody knows who it was");
    }

    async fn pages_say_where_a_post_comes_from(app) {
        import(app, &folder("kitsune"), Options::default()).await;
        let id = ours(app, "q101").await;
        let slug = text(app, "SELECT slug AS t FROM question WHERE id = $1", id).await;
        let page = app.anyone().get(paths::Question { id: id.into(), slug: &slug }).await.ok();
        page.see("Letters vanish from the inbox").see("Odile").see("CC BY-SA 3.0 or later").see("A late answer");
        assert!(page.attrs("a", "href").iter().any(|a| a == "https://support.mozilla.org/questions/101"), "a link to the source");
        let spam = ours(app, "q203").await;
        let page = app.anyone().get(paths::Question { id: spam.into(), slug: &text(app, "SELECT slug AS t FROM question WHERE id = $1", spam).await }).await;
        page.not_see("watches.example");
    }

    async fn a_dry_run_writes_nothing(app) {
        let before = census(app).await;
        let planned = import(app, &folder("kitsune"), dry()).await;
        assert_eq!(census(app).await, before);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM audit", []).await, 0);
        let done = import(app, &folder("kitsune"), Options::default()).await;
        assert_eq!(planned.kinds, done.kinds, "the same table");
        assert!(planned.to_string().starts_with("Dry run"));
        let planned = import(app, &folder("kitsune"), dry()).await;
        assert_eq!(tally(&planned, "answers"), (12, 0, 11, 1));
    }

    async fn what_is_new_is_added(app) {
        let older = copy(&folder("kitsune"), |n| n.contains("2023"));
        let first = import(app, older.path(), Options::default()).await;
        assert_eq!((tally(&first, "questions"), tally(&first, "answers")), ((4, 4, 0, 0), (4, 4, 0, 0)));
        // Somebody helped here meanwhile.
        let (basile, id) = (app.member("basile").await, ours(app, "a1001").await);
        basile.post(paths::PostVote { id: id.into() }, &[("direction", "up")]).await.done();
        let second = import(app, &folder("kitsune"), Options::default()).await;
        assert_eq!((tally(&second, "questions"), tally(&second, "answers")), ((18, 9, 4, 5), (12, 7, 4, 1)));
        assert_eq!(app.count("SELECT score AS n FROM post WHERE id = $1", values![id]).await, 4, "votes given here stay");
        assert_eq!(app.count("SELECT answer_count AS n FROM question WHERE id = $1", values![ours(app, "q101").await]).await, 3);
        app.must_be_sound().await;
    }

    async fn what_is_new_of_a_claimed_person_is_the_members(app) {
        let older = copy(&folder("kitsune"), |n| n.contains("2023"));
        import(app, older.path(), Options::default()).await;
        let ada = app.member("ada").await;
        claims::command::claim(app.db(), &app.clock, "Sam", "ada").await.expect("claimed");
        import(app, &folder("kitsune"), Options::default()).await;
        let of = |who: i64| app.count("SELECT COUNT(*) AS n FROM post WHERE author_id = $1", values![who]);
        let sam = app.count("SELECT our_id AS n FROM source_ref WHERE kind = 'account' AND source_id = 'Sam'", []).await;
        assert_eq!((of(ada.id.0).await, of(sam).await), (6, 0), "two of 2023, four of 2024");
        app.must_be_sound().await;
    }

    async fn an_interrupted_run_is_taken_up(app) {
        let broken = copy(&folder("kitsune"), |n| n != "answers-2024.csv");
        std::fs::write(broken.path().join("answers-2024.csv.zst"), b"not a zstd file").expect("written");
        let error = import::kitsune(app.db(), broken.path(), Options::default()).await.expect_err("it cannot be read");
        assert!(format!("{error:#}").contains("answers-2024.csv.zst"), "{error:#}");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM post", []).await, 13 + 4, "whole batches stay");
        let report = import(app, &folder("kitsune"), Options::default()).await;
        assert!(report.to_string().contains("interrupted"), "{report}");
        assert_eq!(tally(&report, "answers"), (12, 7, 4, 1));
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM question WHERE solved_at IS NOT NULL", []).await, 2);
        app.must_be_sound().await;
        let report = import(app, &folder("kitsune"), Options::default()).await;
        assert!(!report.to_string().contains("interrupted"));
    }

    async fn compressed_files_read_the_same(app) {
        let dir = tempfile::tempdir().expect("a temporary folder");
        for name in ["questions-2023.csv", "questions-2024.csv", "answers-2023.csv", "answers-2024.csv"] {
            let plain = std::fs::read(folder("kitsune").join(name)).expect("a fixture");
            std::fs::write(dir.path().join(format!("{name}.zst")), zstd::encode_all(&plain[..], 3).expect("compressed")).expect("written");
        }
        let report = import(app, dir.path(), dry()).await;
        assert_eq!((tally(&report, "questions"), tally(&report, "answers")), ((18, 13, 0, 5), (12, 11, 0, 1)));
    }

    async fn recent_threads_may_live(app) {
        let since = 1_706_000_000_000; // 2024-01-23
        import(app, &folder("kitsune"), Options { live_since: Some(since), ..Options::default() }).await;
        assert_eq!(app.count("SELECT id AS n FROM question WHERE live", []).await, ours(app, "q101").await, "its last answer is of February 2024");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM question WHERE live", []).await, 1);
    }

    async fn addresses_are_kept_as_digests_only(app) {
        let file = tempfile::NamedTempFile::new().expect("a temporary file");
        std::fs::write(file.path(), "source_user,email\nOdile,Odile@example.org\nnobody,x@example.org\nSam,not an address\n").expect("written");
        let options = Options { emails: Some(file.path().to_owned()), ..Options::default() };
        let report = import(app, &folder("kitsune"), options.clone()).await;
        assert_eq!(tally(&report, "addresses"), (3, 1, 0, 2));
        let offered = import::emails::offered(app.db().read(), "odile@example.org").await.expect("a query");
        assert_eq!(offered.iter().map(|a| a.0).collect::<Vec<_>>(), [app.count("SELECT our_id AS n FROM source_ref WHERE kind = 'account' AND source_id = 'Odile'", []).await]);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM account WHERE email IS NOT NULL", []).await, 0);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM source_ref WHERE source_id LIKE '%@%'", []).await, 0);
        let again = import(app, &folder("kitsune"), options).await;
        assert_eq!(tally(&again, "addresses"), (3, 0, 1, 2));
        app.must_be_sound().await;
    }

    async fn what_is_no_dump_is_refused(app) {
        let empty = tempfile::tempdir().expect("a temporary folder");
        for dir in [empty.path(), Path::new("/nowhere/at/all")] {
            assert!(import::kitsune(app.db(), dir, Options::default()).await.is_err());
            assert!(import::stack_exchange(app.db(), dir, Options::default()).await.is_err());
        }
        std::fs::write(empty.path().join("questions-1.csv"), "id,colour\n1,red\n").expect("written");
        let error = import::kitsune(app.db(), empty.path(), Options::default()).await.expect_err("no such columns");
        assert!(format!("{error:#}").contains("no column \"created\""), "{error:#}");
    }
}
