//! Editing: versions, lost races, what may be changed by whom.

use entity::PostId;

use crate::support::*;

fn question(t: &Thread) -> String {
    paths::Question { id: t.id, slug: &t.slug }.to_string()
}

both! {
    async fn an_edit_sent_twice_is_no_conflict(app) {
        let ada = app.member("ada").await;
        let t = seed(app, "The box is silent", ada.id, &[]).await;
        let form = [("title", "The box is silent"), ("body", "It began on Tuesday, after the storm."), ("revision", "1")];
        ada.post(paths::PostEdit { id: t.id }, &form).await.done();
        ada.post(paths::PostEdit { id: t.id }, &form).await.done();
        assert_eq!(app.count("SELECT revision AS n FROM post WHERE id = $1", values![t.id.0]).await, 2);
    }

    async fn an_author_edits_and_every_version_stays(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        let form = ada.get(paths::PostEdit { id: t.id }).await.ok();
        assert_eq!(form.value("title"), "My box blinks orange");
        let done = ada.press(&form, "Save the edit", &[("title", "My box blinks red now"), ("body", "Since **Tuesday** every evening."), ("reason", "It changed colour")]).await.done();
        let page = ada.follow(&done).await.ok();
        page.see("My box blinks red now").see("Since Tuesday every evening.").see("edited").see("Your edit is published");
        assert!(page.path.contains("my-box-blinks-red-now"), "{}", page.path);
        app.anyone().get(question(&t)).await.status(301);
        let versions = app.anyone().get(paths::PostRevisions { id: t.id }).await.ok();
        versions.see("Version 2").see("Version 1").see("It changed colour").see("It began yesterday evening.").see("Ada");
        assert!(versions.has("del") && versions.has("ins"));
        assert_eq!(app.count("SELECT revision AS n FROM post WHERE id = $1", values![t.id.0]).await, 2);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM revision WHERE post_id = $1", values![t.id.0]).await, 2, "the first text is kept too");
        let found = app.count("SELECT COUNT(*) AS n FROM search_document WHERE question_id = $1 AND text LIKE '%Tuesday%'", values![t.id.0]).await;
        assert_eq!(found, 1, "search knows the new text");
        app.anyone().get(paths::PostEdit { id: t.id }).await.must_sign_in();
    }

    async fn a_change_that_is_none_saves_nothing(app) {
        let ada = app.member("ada").await;
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        let form = ada.get(paths::PostEdit { id: t.id }).await.ok();
        let before = app.dump().await;
        let done = ada.press(&form, "Save the edit", &[("reason", "For no reason")]).await.done();
        app.unchanged_since(&before).await;
        ada.follow(&done).await.ok().see("Nothing was changed.");
    }

    async fn of_two_who_edit_at_once_one_reads_both(app) {
        let (ada, claire) = (app.member("ada").await, app.staff("claire").await);
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        let hers = ada.get(paths::PostEdit { id: t.id }).await.ok().form_with_button("Save the edit").with(&[("body", "It blinks at night.")]);
        let other = claire.get(paths::PostEdit { id: t.id }).await.ok().form_with_button("Save the edit").with(&[("title", "Nordik box blinks orange"), ("body", "The team tidied this up.")]);
        let (a, b) = tokio::join!(ada.submit(hers), claire.submit(other));
        let (won, lost, who) = if a.status == 303 { (a, b, &claire) } else { (b, a, &ada) };
        won.done();
        let lost = lost.status(409);
        lost.see("It blinks at night.").see("The team tidied this up.").see("while you were writing");
        assert!(lost.has("del") && lost.has("ins"));
        assert_eq!(app.count("SELECT revision AS n FROM post WHERE id = $1", values![t.id.0]).await, 2);
        let mine = lost.value("body").trim().to_owned();
        let done = who.press(&lost, "Save the edit", &[("body", &format!("{mine} Both agreed."))]).await.done();
        who.follow(&done).await.ok().see("Both agreed.");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM revision WHERE post_id = $1", values![t.id.0]).await, 3);
    }

    async fn many_who_edit_at_once_lose_no_version(app) {
        let ada = app.member("ada").await;
        let t = seed(app, "My box blinks orange", ada.id, &[ada.id]).await;
        let post = t.answers[0];
        let form = ada.get(paths::PostEdit { id: post }).await.ok();
        let texts: Vec<String> = (0..8).map(|i| format!("Text number {i}, of many.")).collect();
        let forms: Vec<_> = texts.iter().map(|text| form.form_with_button("Save the edit").with(&[("body", text)])).collect();
        let pages = futures_util::future::join_all(forms.into_iter().map(|f| ada.submit(f))).await;
        assert_eq!(pages.iter().filter(|p| p.status == 303).count(), 1);
        assert_eq!(pages.iter().filter(|p| p.status == 409).count(), 7);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM revision WHERE post_id = $1", values![post.0]).await, 2);
    }

    async fn who_may_edit_what(app) {
        let (ada, basile, claire) = (app.member("ada").await, app.member("basile").await, app.staff("claire").await);
        let ambassador = app.ambassador("bo").await;
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id, claire.id]).await;
        app.exec("UPDATE post SET official = TRUE WHERE id = $1", values![t.answers[1].0]).await;
        ambassador.get(paths::PostEdit { id: t.id }).await.ok().see("Save the edit");
        basile.get(paths::PostEdit { id: t.id }).await.ok().see("Send for review");
        ambassador.get(paths::PostEdit { id: t.answers[1] }).await.ok().see("Send for review");
        claire.get(paths::PostEdit { id: t.answers[0] }).await.ok().see("Save the edit");
        app.exec("UPDATE post SET state = 'hidden' WHERE id = $1", values![t.answers[0].0]).await;
        ada.get(paths::PostEdit { id: t.answers[0] }).await.missing();
        app.anyone().get(paths::PostRevisions { id: t.answers[0] }).await.missing();
        ada.get(paths::PostRevisions { id: t.answers[0] }).await.missing();
        basile.get(paths::PostRevisions { id: t.answers[0] }).await.ok();
        claire.get(paths::PostRevisions { id: t.answers[0] }).await.ok();
        app.anyone().get(paths::PostRevisions { id: PostId(999) }).await.missing();
        app.alter(ada.id, &format!("suspended_until = {}", app.now() + HOUR)).await;
        ada.post(paths::PostEdit { id: t.id }, &[("body", "Let me in"), ("revision", "1")]).await.denied();
    }

    async fn what_is_wrong_is_said_and_what_was_typed_stays(app) {
        let ada = app.member("ada").await;
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        let form = ada.get(paths::PostEdit { id: t.id }).await.ok();
        let page = ada.press(&form, "Save the edit", &[("title", "Box"), ("body", " "), ("tags", "a,b,c,d,e,f")]).await.refused();
        assert_eq!(page.value("title"), "Box");
        assert!(page.has(".esum a[href='#f-title']") && page.has(".esum a[href='#f-body']") && page.has(".esum a[href='#f-tags']"));
        ada.press(&form, "Save the edit", &[("tags", "never-heard-of")]).await.refused().see("does not exist");
        let linked = ada.press(&form, "Save the edit", &[("body", "https://a.example https://b.example https://c.example")]).await.refused();
        assert!(linked.value("body").contains("c.example"));
        ada.post(paths::PostEdit { id: t.id }, &[("body", "No version named")]).await.status(409);
        assert_eq!(app.count("SELECT revision AS n FROM post WHERE id = $1", values![t.id.0]).await, 1);
    }

    async fn personal_data_in_an_edit_is_looked_at_first(app) {
        let ada = app.member("ada").await;
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        let form = ada.get(paths::PostEdit { id: t.id }).await.ok();
        let review = ada.press(&form, "Save the edit", &[("body", "Call me on 06 12 34 56 78."), ("reason", "or lea@example.org")]).await.ok();
        assert_eq!(app.count("SELECT revision AS n FROM post WHERE id = $1", values![t.id.0]).await, 1);
        ada.submit(review.form("main form")).await.done();
        for table in ["post", "revision"] {
            assert_eq!(app.count(&format!("SELECT COUNT(*) AS n FROM {table} WHERE source LIKE '%34 56%'"), values![]).await, 0);
        }
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM revision WHERE reason LIKE '%lea@%'", values![]).await, 0);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM private_detail WHERE body LIKE '%06 12 34 56 78%'", values![]).await, 1);
        // what stays shown once is not asked about again
        let form = ada.get(paths::PostEdit { id: t.id }).await.ok();
        let review = ada.press(&form, "Save the edit", &[("body", "The shop is 07 12 34 56 78.")]).await.ok();
        ada.submit(review.form("main form").with(&[("show", "body-0")])).await.done();
        let form = ada.get(paths::PostEdit { id: t.id }).await.ok();
        ada.press(&form, "Save the edit", &[("body", "The shop is 07 12 34 56 78, closed on Monday.")]).await.done();
    }

    async fn tags_and_their_counts_follow(app) {
        let (ada, expert) = (app.member("ada").await, app.person(Person { reputation: 600, ..Person::member("eve") }).await);
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        for tag in ["box", "wifi", "fibre"] {
            app.exec("INSERT INTO tag (name, created_at, question_count) VALUES ($1, 1, 0)", values![tag]).await;
        }
        app.exec("INSERT INTO question_tag (question_id, tag_id, position, hidden, activity_at) SELECT $1, id, 0, TRUE, 5 FROM tag WHERE name = 'fibre'", values![t.id.0]).await;
        let edit = async |who: &Client, tags: &str| {
            let form = who.get(paths::PostEdit { id: t.id }).await.ok();
            let button = if form.body().contains("Send for review") { "Send for review" } else { "Save the edit" };
            who.press(&form, button, &[("tags", tags)]).await.done()
        };
        let count = async |tag: &str| app.count("SELECT question_count AS n FROM tag WHERE name = $1", values![tag]).await;
        edit(&ada, "wifi, box").await;
        assert_eq!((count("box").await, count("wifi").await, count("fibre").await), (1, 1, 0));
        let done = edit(&expert, "box, fibre, brand-new").await;
        expert.follow(&done).await.ok().see("brand-new").see("Your edit is published");
        assert_eq!((count("box").await, count("wifi").await, count("fibre").await, count("brand-new").await), (1, 0, 1, 1));
        app.anyone().get(paths::PostRevisions { id: t.id }).await.ok().see("brand-new");
        let done = edit(&app.member("mia").await, "wifi").await;
        assert!(done.location().contains("said=suggested"), "below 500 points others' tags are suggested");
    }

    async fn imported_html_becomes_markdown_when_edited(app) {
        let (ada, claire) = (app.member("ada").await, app.staff("claire").await);
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        app.exec("UPDATE post SET source = '<p>Press <strong>WPS</strong> now</p>', source_format = 'html', html = '<p>Press <strong>WPS</strong> now</p>' WHERE id = $1", values![t.id.0]).await;
        let form = claire.get(paths::PostEdit { id: t.id }).await.ok();
        assert_eq!(form.value("body").trim(), "Press **WPS** now");
        claire.press(&form, "Save the edit", &[("title", "Nordik box blinks orange")]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM post WHERE id = $1 AND source_format = 'html'", values![t.id.0]).await, 1, "its text was left alone");
        let form = claire.get(paths::PostEdit { id: t.id }).await.ok();
        claire.press(&form, "Save the edit", &[("body", "Press **WPS** for ten seconds")]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM post WHERE id = $1 AND source_format = 'markdown'", values![t.id.0]).await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM revision WHERE post_id = $1 AND source_format = 'html'", values![t.id.0]).await, 2);
        app.anyone().get(paths::PostRevisions { id: t.id }).await.ok().see("Version 3").not_see("<strong>");
    }

    async fn an_edit_can_be_previewed(app) {
        let ada = app.member("ada").await;
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        let form = ada.get(paths::PostEdit { id: t.id }).await.ok();
        let preview = ada.press(&form, "Preview", &[("body", "Since **Tuesday**.")]).await.ok();
        assert_eq!(preview.text(".preview strong"), "Tuesday");
        ada.submit(preview.form("main form")).await.done();
        assert_eq!(app.count("SELECT revision AS n FROM post WHERE id = $1", values![t.id.0]).await, 2);
    }

    async fn a_long_history_has_pages(app) {
        let ada = app.staff("ada").await;
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        for n in 2..=23 {
            ada.post(paths::PostEdit { id: t.id }, &[("body", &format!("Text {n}")), ("revision", &(n - 1).to_string())]).await.done();
        }
        let first = app.anyone().get(paths::PostRevisions { id: t.id }).await.ok();
        first.see("Version 23").see("Version 14").not_see("Version 13");
        let second = app.anyone().get(first.attr("a[rel=next]", "href")).await.ok();
        second.see("Version 13").see("Version 4");
        let third = app.anyone().get(second.attr("a[rel=next]", "href")).await.ok();
        third.see("Version 1").see("It began yesterday evening.");
        assert!(!third.has("a[rel=next]"));
    }

    async fn an_author_edits_a_comment(app) {
        let (ada, basile, claire) = (app.member("ada").await, app.member("basile").await, app.staff("claire").await);
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        ada.post(paths::PostComments { id: t.id }, &[("body", "The left one.")]).await.done();
        let id = app.count("SELECT id AS n FROM comment", values![]).await.into();
        let to = paths::CommentEdit { id };
        basile.get(to).await.denied();
        app.anyone().get(to).await.must_sign_in();
        let form = ada.get(to).await.ok();
        assert_eq!(form.value("body").trim(), "The left one.");
        let stale = claire.get(to).await.ok().form_with_button("Save the edit").with(&[("body", "The team was here.")]);
        ada.press(&form, "Save the edit", &[("body", "x")]).await.refused();
        let done = ada.press(&form, "Save the edit", &[("body", "The **right** one.")]).await.done();
        ada.follow(&done).await.ok().see("The right one.").see("edited");
        let lost = claire.submit(stale).await.status(409);
        lost.see("The **right** one.").see("The team was here.");
        let form = ada.get(to).await.ok();
        let review = ada.press(&form, "Save the edit", &[("body", "Write to lea@example.org")]).await.ok();
        ada.submit(review.form("main form")).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM comment WHERE source LIKE '%lea@%'", values![]).await, 0);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM private_detail WHERE comment_id IS NOT NULL", values![]).await, 1);
    }

    async fn a_day_has_a_number_of_edits(app) {
        let new = app.person(Person { age: HOUR, ..Person::member("new") }).await;
        let t = seed(app, "My box blinks orange", new.id, &[]).await;
        for n in 1..=10 {
            new.post(paths::PostEdit { id: t.id }, &[("body", &format!("Text {n}")), ("revision", &n.to_string())]).await.done();
        }
        let page = new.post(paths::PostEdit { id: t.id }, &[("body", "One too many"), ("revision", "11")]).await.status(429);
        assert!(page.header("retry-after").is_some());
        assert!(page.value("body").contains("One too many"));
    }
}
