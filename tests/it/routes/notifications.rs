//! What members are told in the app: once, together, and only what they may see.

use entity::PostId;
use entraide::notifications::queries;

use crate::support::*;

/// What stands in the list, the latest first.
async fn told(who: &Client) -> Vec<String> {
    who.get(paths::Notifications).await.ok().texts(".told .what > a")
}

/// The number on the bell; 0 where it is not shown.
async fn bell(app: &TestApp, who: &Client) -> i64 {
    app.app.recount(who.id).await;
    let page = who.get(paths::Drafts).await.ok();
    let shown = page.text(".bell .urgent span").trim_end_matches('+').parse().expect("a number");
    assert_eq!(page.has(".bell .urgent[hidden]"), shown == 0);
    assert_eq!(queries::unread(app.db().read(), who.id).await.expect("counted"), shown);
    shown
}

async fn answers(who: &Client, question: PostId, body: &str) {
    who.post(paths::QuestionAnswers { id: question }, &[("body", body)]).await.done();
}

async fn asks(app: &TestApp, who: &Client, title: &str) -> Thread {
    who.post(paths::Questions, &[("title", title), ("body", "It began on Tuesday, after the storm.")]).await.done();
    let id = app.count("SELECT MAX(id) AS n FROM question", values![]).await;
    let slug = title.to_lowercase().replace(' ', "-");
    Thread { id: PostId(id), slug, answers: Vec::new() }
}

/// Somebody who may do what members do.
async fn able(app: &TestApp, name: &str) -> Client {
    app.person(Person { reputation: 60, ..Person::member(name) }).await
}

async fn newest(app: &TestApp) -> PostId {
    PostId(app.count("SELECT MAX(id) AS n FROM post", values![]).await)
}

both! {
    async fn an_answer_is_told_to_whoever_waits_for_it(app) {
        let (ada, basile, chloe) = (able(app, "ada").await, able(app, "basile").await, able(app, "chloe").await);
        let t = asks(app, &ada, "My box blinks orange").await;
        chloe.post(paths::QuestionMeToo { id: t.id }, &[("state", "on")]).await.done();
        assert_eq!((bell(app, &ada).await, bell(app, &basile).await), (0, 0), "nobody is told of what they did");
        ada.get(paths::Notifications).await.ok().see("Nothing yet");

        answers(&basile, t.id, "Unplug it for ten seconds.").await;
        let answer = newest(app).await;
        assert_eq!(told(&ada).await, ["New: Basile answered"]);
        assert_eq!((bell(app, &ada).await, bell(app, &chloe).await, bell(app, &basile).await), (1, 1, 0));
        let page = ada.get(paths::Notifications).await.ok();
        page.see("My box blinks orange");

        // whoever only fetches it ahead has read nothing
        let lead = page.attr(".told .what > a", "href");
        let ahead = ada.send(axum::http::Method::GET, &lead, None, &[("sec-purpose", "prefetch")]).await;
        assert_eq!(ahead.location(), paths::Post { id: answer }.to_string());
        assert_eq!(bell(app, &ada).await, 1);
        assert_eq!(ada.get(&lead).await.location(), paths::Post { id: answer }.to_string());
        assert_eq!(bell(app, &ada).await, 0);
        assert_eq!(told(&ada).await, ["Basile answered"]);
        // nobody opens another's
        basile.get(&lead).await.missing();

        // whoever reads the thread has read what was told of it
        assert_eq!(bell(app, &chloe).await, 1);
        chloe.send(axum::http::Method::GET, &paths::Question { id: t.id, slug: &t.slug }.to_string(), None, &[("sec-purpose", "prefetch")]).await.ok();
        assert_eq!(bell(app, &chloe).await, 1);
        chloe.get(paths::Question { id: t.id, slug: &t.slug }).await.ok();
        assert_eq!(bell(app, &chloe).await, 0);
    }

    async fn what_belongs_together_is_one(app) {
        let ada = able(app, "ada").await;
        let t = asks(app, &ada, "My box blinks orange").await;
        for name in ["basile", "chloe", "dora"] {
            let who = able(app, name).await;
            answers(&who, t.id, &format!("Unplug it, says {name}.")).await;
        }
        assert_eq!(told(&ada).await, ["New: 3 new answers, from Dora and 2 others"]);
        assert_eq!(bell(app, &ada).await, 1);
        let page = ada.get(paths::Notifications).await.ok();
        ada.press(&page, "Mark all as read", &[]).await.done();
        assert_eq!(bell(app, &ada).await, 0);
        ada.get(paths::with_query(paths::Notifications, &[("show", "unread")])).await.ok().see("You have read everything");
        // what comes after that is new
        app.advance(SECOND).await;
        let ed = able(app, "ed").await;
        answers(&ed, t.id, "Or press the button.").await;
        assert_eq!(told(&ada).await, ["New: Ed answered", "3 new answers, from Dora and 2 others"]);
        let page = ada.get(paths::Notifications).await.ok();
        ada.press(&page, "Mark as read : Ed answered", &[]).await.done();
        assert_eq!(bell(app, &ada).await, 0);
    }

    async fn help_is_counted_and_names_nobody(app) {
        let (ada, basile) = (able(app, "ada").await, able(app, "basile").await);
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        let vote = paths::PostVote { id: t.answers[0] };
        for name in ["chloe", "dora", "ed"] {
            able(app, name).await.post(vote, &[("direction", "up")]).await.done();
        }
        let finn = able(app, "finn").await;
        finn.post(vote, &[("direction", "up")]).await.done();
        assert_eq!(told(&basile).await, ["New: Your post helped 4 people"]);
        finn.post(vote, &[("direction", "none")]).await.done();
        assert_eq!(told(&basile).await, ["New: Your post helped 3 people"]);
        basile.get(paths::Notifications).await.ok().not_see("Finn").not_see("Dora");
        // a vote that comes and goes leaves nothing
        let zoe = able(app, "zoe").await;
        let other = seed(app, "The screen stays dark", ada.id, &[zoe.id]).await;
        let vote = paths::PostVote { id: other.answers[0] };
        finn.post(vote, &[("direction", "up")]).await.done();
        finn.post(vote, &[("direction", "none")]).await.done();
        assert_eq!(told(&zoe).await, Vec::<String>::new());
    }

    async fn outcomes_mentions_and_edits_are_told(app) {
        let (ada, basile, chloe) = (able(app, "ada").await, able(app, "basile").await, able(app, "chloe").await);
        let claire = app.staff("claire").await;
        let t = asks(app, &ada, "My box blinks orange").await;
        answers(&basile, t.id, "Unplug it, as @chloe always says.").await;
        let answer = newest(app).await;
        assert_eq!(told(&chloe).await, ["New: Basile mentioned you"]);
        app.advance(SECOND).await;
        ada.post(paths::PostAccept { id: answer }, &[]).await.done();
        app.advance(SECOND).await;
        claire.post(paths::PostVerify { id: answer }, &[]).await.done();
        app.advance(SECOND).await;
        let page = claire.get(paths::PostEdit { id: answer }).await.ok();
        claire.press(&page, "Save the edit", &[("body", "Unplug it for ten seconds, as @chloe always says."), ("reason", "how long")]).await.done();
        assert_eq!(told(&basile).await, ["New: Claire edited your post", "New: Your answer was confirmed as correct", "New: Ada says that your answer solved it"]);
        // what is taken back before anybody read it was never said
        claire.post(paths::PostUnverify { id: answer }, &[]).await.done();
        ada.post(paths::PostUnaccept { id: answer }, &[]).await.done();
        assert_eq!(told(&basile).await, ["New: Claire edited your post"]);
        // a comment names somebody else
        app.advance(SECOND).await;
        ada.post(paths::PostComments { id: answer }, &[("body", "Thank you @basile, it blinks no more.")]).await.done();
        assert_eq!(told(&basile).await, ["New: Ada mentioned you", "New: Claire edited your post"], "who is named is not told twice");
        assert_eq!(told(&chloe).await, ["New: Basile mentioned you"]);
        app.ignore_mails();
    }

    async fn nothing_is_told_of_what_one_may_not_see(app) {
        let (ada, basile) = (able(app, "ada").await, able(app, "basile").await);
        let claire = app.staff("claire").await;
        let t = asks(app, &ada, "My box blinks orange").await;
        answers(&basile, t.id, "Unplug it for ten seconds.").await;
        let answer = newest(app).await;
        assert_eq!(bell(app, &ada).await, 1);
        app.exec("UPDATE post SET state = 'hidden' WHERE id = $1", values![answer.0]).await;
        assert_eq!((bell(app, &ada).await, told(&ada).await), (0, vec![]));
        app.exec("UPDATE post SET state = 'visible' WHERE id = $1", values![answer.0]).await;
        assert_eq!(bell(app, &ada).await, 1);
        app.exec("UPDATE question SET state = 'hidden' WHERE id = $1", values![t.id.0]).await;
        assert_eq!((bell(app, &ada).await, told(&ada).await), (0, vec![]));
        app.exec("UPDATE question SET state = 'visible' WHERE id = $1", values![t.id.0]).await;
        // a thread of the circle is told to the circle
        app.exec("INSERT INTO category (slug, name_en, name_fr, description_en, description_fr, position, created_at, audience) VALUES ('inside', 'Inside', 'Dedans', '', '', 1, 0, 'circle')", values![]).await;
        let amb = app.ambassador("amb").await;
        amb.post(paths::Questions, &[("title", "What of the new box"), ("body", "Has anyone seen it? @basile should know, @claire too."), ("category", "inside")]).await.done();
        assert_eq!(bell(app, &basile).await, 0, "not of the circle");
        assert_eq!(told(&claire).await, ["New: Amb mentioned you"]);
        app.ignore_mails();
    }

    async fn what_waits_is_told_when_it_is_published(app) {
        let (ada, basile) = (able(app, "ada").await, able(app, "basile").await);
        let manager = app.manager("marc").await;
        manager.post(paths::StaffWords, &[("word", "orange"), ("act", "hold"), ("message", "")]).await.done();
        let t = seed(app, "My box blinks", ada.id, &[]).await;
        app.exec("INSERT INTO follow (account_id, question_id, created_at) VALUES ($1, $2, 0)", values![ada.id.0, t.id.0]).await;
        answers(&basile, t.id, "Orange means no line.").await;
        let held = newest(app).await;
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM post WHERE id = $1 AND state = 'held'", values![held.0]).await, 1);
        assert_eq!(bell(app, &ada).await, 0);
        let item = app.count("SELECT id AS n FROM moderation_item ORDER BY id DESC LIMIT 1", values![]).await;
        manager.post(paths::StaffItem { id: entity::ItemId(item) }, &[("act", "release")]).await.done();
        assert_eq!(told(&ada).await, ["New: Basile answered"]);
        app.ignore_mails();
    }

    async fn one_mutes_threads_and_people_and_follows_topics(app) {
        let (ada, basile, chloe) = (able(app, "ada").await, able(app, "basile").await, able(app, "chloe").await);
        let t = asks(app, &ada, "My box blinks orange").await;
        app.exec("INSERT INTO tag (name, created_at, question_count) VALUES ('wifi', 0, 1)", values![]).await;
        app.exec("INSERT INTO question_tag (question_id, tag_id, position, hidden, activity_at) SELECT CAST($1 AS BIGINT), id, 0, FALSE, 0 FROM tag", values![t.id.0]).await;
        // a tag is followed on its page
        let page = chloe.get(paths::Tag { name: "wifi" }).await.ok();
        let done = chloe.press(&page, "Follow", &[]).await.done();
        chloe.follow(&done).await.ok().see("Followed");
        app.anyone().get(paths::Tag { name: "wifi" }).await.ok().not_see("Mute");
        answers(&basile, t.id, "Unplug it for ten seconds.").await;
        answers(&basile, t.id, "Or press the button.").await;
        assert_eq!(told(&chloe).await, ["New: 2 new posts: wifi"]);
        // a person is muted on theirs
        let page = ada.get(paths::User { username: "basile" }).await.ok();
        ada.press(&page, "Mute", &[]).await.done();
        ada.post(paths::NotificationsRead, &[("until", &app.now().to_string())]).await.done();
        answers(&basile, t.id, "Or call somebody.").await;
        assert_eq!(bell(app, &ada).await, 0);
        let dora = able(app, "dora").await;
        answers(&dora, t.id, "It is the storm.").await;
        assert_eq!(bell(app, &ada).await, 1);
        // a thread on its own; following it ends
        let page = ada.get(paths::Question { id: t.id, slug: &t.slug }).await.ok();
        ada.press(&page, "Mute", &[]).await.done();
        answers(&dora, t.id, "@ada, is it better?").await;
        assert_eq!(bell(app, &ada).await, 0);
        let page = ada.get(paths::SettingsMails).await.ok();
        page.see("Basile").see("My box blinks orange");
        let all = page.texts("#watch ~ ul li a");
        assert_eq!(all.len(), 2, "{all:?}");
        ada.press(&page, "Stop Basile", &[]).await.done();
        ada.get(paths::SettingsMails).await.ok().not_see("Basile");
        // nobody mutes what is not there, nobody themselves
        ada.post(paths::TagWatch { name: "nothing" }, &[("state", "mute")]).await.missing();
        ada.post(paths::UserWatch { username: "ada" }, &[("state", "follow")]).await.status(400);
    }

    async fn new_answers_are_marked_until_the_next_visit(app) {
        let (ada, basile) = (able(app, "ada").await, able(app, "basile").await);
        let t = asks(app, &ada, "My box blinks orange").await;
        let thread = paths::Question { id: t.id, slug: &t.slug };
        ada.get(thread).await.ok();
        app.advance(HOUR).await;
        answers(&basile, t.id, "Unplug it for ten seconds.").await;
        let page = ada.get(thread).await.ok();
        page.see("1 new answer since your last visit");
        assert_eq!(page.count(".fresh"), 1);
        // still reading
        app.advance(MINUTE).await;
        ada.get(thread).await.ok().see("1 new answer since your last visit");
        // it is written down, for another process and another day
        app.tick().await;
        app.advance(HOUR).await;
        let elsewhere = entraide::notifications::visits::Visits::default();
        let known = app.count("SELECT at AS n FROM thread_visit WHERE account_id = $1", values![ada.id.0]).await;
        assert!(elsewhere.note(ada.id, t.id, Some(known), app.now()).is_some());
        ada.get(thread).await.ok().not_see("since your last visit");
        basile.get(thread).await.ok().not_see("since your last visit");
    }

    async fn a_badge_and_every_message_is_told_in_the_app_too(app) {
        let (ada, basile) = (able(app, "ada").await, able(app, "basile").await);
        let claire = app.staff("claire").await;
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        ada.post(paths::PostAccept { id: t.answers[0] }, &[]).await.done();
        claire.post(paths::UserThank { username: "basile" }, &[("body", "Thank you for the patience.")]).await.done();
        app.advance(10 * MINUTE).await;
        app.tick().await;
        let all = told(&basile).await;
        assert!(all.iter().any(|l| l.contains("You won the badge")), "{all:?}");
        let mail = app.mail_to("basile@example.com").await;
        assert!(all.iter().any(|l| l.contains(&mail.subject)), "{all:?} lacks {}", mail.subject);
        let page = basile.get(paths::Notifications).await.ok();
        let leads: Vec<String> = page.attrs(".told .what > a", "href");
        for lead in leads {
            let to = basile.get(&lead).await;
            basile.get(to.location()).await;
        }
        assert_eq!(bell(app, &basile).await, 0);
        app.ignore_mails();
    }

    async fn leaving_takes_it_all(app) {
        let (ada, basile) = (able(app, "ada").await, able(app, "basile").await);
        let t = asks(app, &ada, "My box blinks orange").await;
        answers(&basile, t.id, "Unplug it for ten seconds.").await;
        ada.post(paths::UserWatch { username: "basile" }, &[("state", "follow")]).await.done();
        ada.get(paths::Question { id: t.id, slug: &t.slug }).await.ok();
        app.tick().await;
        for who in [ada.id, basile.id] {
            let tx = app.db().write().await.expect("a transaction");
            assert!(entraide::accounts::settings::leave(&tx, who, app.now()).await.expect("left"));
            tx.commit().await.expect("committed");
        }
        for table in ["notification", "notification_part", "notification_choice", "notification_rhythm", "watch", "thread_visit"] {
            assert_eq!(app.count(&format!("SELECT COUNT(*) AS n FROM {table}"), values![]).await, 0, "{table}");
        }
        app.must_be_sound().await;
    }
}
