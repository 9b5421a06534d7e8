//! What was not read in the app goes out by mail: together, not too often, and only what may still be seen.

use std::collections::BTreeMap;

use entity::PostId;
use entraide::mail::jobs as outbox;
use entraide::notifications::mails;

use super::accounts::WITH_MAIL;
use super::accounts_mail::{header, sending, sink};
use crate::support::*;

async fn asks(app: &TestApp, who: &Client, title: &str) -> Thread {
    who.post(paths::Questions, &[("title", title), ("body", "It began on Tuesday, after the storm.")]).await.done();
    let id = app.count("SELECT MAX(id) AS n FROM question", values![]).await;
    Thread { id: PostId(id), slug: title.to_lowercase().replace(' ', "-"), answers: Vec::new() }
}

/// Somebody who may do what members do.
async fn able(app: &TestApp, name: &str) -> Client {
    app.person(Person { reputation: 60, ..Person::member(name) }).await
}

async fn answers(app: &TestApp, who: &Client, question: PostId, body: &str) -> PostId {
    who.post(paths::QuestionAnswers { id: question }, &[("body", body)]).await.done();
    PostId(app.count("SELECT MAX(id) AS n FROM post", values![]).await)
}

/// Time passes until what is due is written into the outbox.
async fn later(app: &TestApp) {
    app.advance(10 * MINUTE).await;
    mails::tick(&app.app, app.now()).await.expect("written");
}

async fn subjects(app: &TestApp, name: &str) -> Vec<String> {
    app.notices(&format!("{name}@example.com")).await.into_iter().map(|m| m.subject).collect()
}

both! {
    async fn replies_of_ten_minutes_are_one_mail_that_holds_them(app) {
        let (ada, basile, chloe) = (able(app, "ada").await, able(app, "basile").await, able(app, "chloe").await);
        let t = asks(app, &ada, "My box blinks orange").await;
        let answer = answers(app, &basile, t.id, "Unplug it for **ten** seconds.").await;
        app.advance(9 * MINUTE).await;
        chloe.post(paths::PostComments { id: answer }, &[("body", "And wait a minute, see www.evil.example.")]).await.done();
        mails::tick(&app.app, app.now()).await.expect("nothing is due");
        assert!(subjects(app, "ada").await.is_empty());
        later(app).await;
        later(app).await;
        let all = app.notices("ada@example.com").await;
        assert_eq!(all.iter().map(|m| m.subject.as_str()).collect::<Vec<_>>(), ["2 new replies: My box blinks orange"]);
        // the words themselves, first of all
        assert!(all[0].text.starts_with("Unplug it for ten seconds."), "{}", all[0].text);
        for part in [&all[0].text, &all[0].html] {
            assert!(part.contains("Basile, answer") && part.contains("Chloe, comment") && part.contains("And wait a minute") && !part.contains("www.evil.example"), "{part}");
        }
        assert_eq!(all[0].link("/posts/"), paths::Post { id: answer }.to_string());
        // Basile follows too: the comment alone is news to him
        assert_eq!(subjects(app, "basile").await, ["New comment: My box blinks orange"]);
        assert!(subjects(app, "chloe").await.is_empty());
        // what was mailed is not mailed again with what comes next
        answers(app, &basile, t.id, "Or press the button.").await;
        later(app).await;
        let all = app.notices("ada@example.com").await;
        assert_eq!(all[1].subject, "Answer to your question: My box blinks orange");
        assert!(!all[1].text.contains("ten seconds"));
    }

    async fn what_was_read_is_not_mailed(app) {
        let (ada, basile) = (able(app, "ada").await, able(app, "basile").await);
        let t = asks(app, &ada, "My box blinks orange").await;
        answers(app, &basile, t.id, "Unplug it for ten seconds.").await;
        ada.get(paths::Question { id: t.id, slug: &t.slug }).await.ok();
        later(app).await;
        assert!(subjects(app, "ada").await.is_empty());
    }

    with [WITH_MAIL] async fn nothing_leaks_between_writing_and_sending(app) {
        let sink = sink(0).await;
        let app2 = sending(app, &sink);
        let (basile, claire) = (able(app, "basile").await, app.staff("claire").await);
        let mut expected = 0;
        for (n, what) in ["kept", "hidden", "thread hidden", "comment deleted", "redacted", "author left", "reader suspended", "reader left", "hidden before"].into_iter().enumerate() {
            let (asker, helper) = (able(app, &format!("asker{n}")).await, able(app, &format!("helper{n}")).await);
            let t = asks(app, &asker, &format!("My box blinks {n} times")).await;
            let answer = answers(app, &helper, t.id, &format!("Turn it off now, secret{n}.")).await;
            if what == "comment deleted" {
                basile.post(paths::PostComments { id: answer }, &[("body", "secretremark")]).await.done();
                app.exec("UPDATE notification_part SET mailed_at = 1 WHERE comment_id = 0", values![]).await;
            }
            if what == "hidden before" {
                app.exec("UPDATE post SET state = 'hidden' WHERE id = $1", values![answer.0]).await;
            }
            app.advance(10 * MINUTE).await;
            mails::tick(&app2, app.now()).await.expect("written");
            let queued = app.notices(&format!("asker{n}@example.com")).await.len();
            assert_eq!(queued, usize::from(what != "hidden before"), "{what}");
            match what {
                "kept" => expected += 1,
                "hidden" => drop(app.exec("UPDATE post SET state = 'hidden' WHERE id = $1", values![answer.0]).await),
                "thread hidden" => drop(app.exec("UPDATE question SET state = 'hidden' WHERE id = $1", values![t.id.0]).await),
                "comment deleted" => drop(app.exec("UPDATE comment SET state = 'deleted'", values![]).await),
                "redacted" => {
                    let page = claire.get(paths::PostRedact { id: answer }).await.ok();
                    let asked = claire.fill(&page, "main form", &[("words", &format!("secret{n}"))]).await;
                    if asked.status.as_u16() == 200 {
                        claire.press(&asked, "Take words out everywhere", &[]).await.done();
                    }
                    assert_eq!(app.count("SELECT COUNT(*) AS n FROM post WHERE source LIKE $1", values![format!("%secret{n}%")]).await, 0);
                }
                "author left" | "reader left" => {
                    let who = if what == "author left" { &helper } else { &asker };
                    let tx = app.db().write().await.expect("a transaction");
                    assert!(entraide::accounts::settings::leave(&tx, who.id, app.now()).await.expect("left"));
                    tx.commit().await.expect("committed");
                }
                "reader suspended" => app.alter(asker.id, "suspended_until = 9999999999999").await,
                _ => {}
            }
            outbox::tick(&app2, app.now()).await.expect("sent");
            let got: Vec<String> = sink.mails.lock().expect("not poisoned").iter().filter(|m| m.contains(&format!("To: asker{n}@"))).cloned().collect();
            assert_eq!(got.len(), usize::from(what == "kept"), "{what}: {got:?}");
        }
        let all = sink.mails.lock().expect("not poisoned").clone();
        let mine: Vec<&String> = all.iter().filter(|m| m.contains("To: asker")).collect();
        assert_eq!(mine.len(), expected);
        // mail programs can end such mails, and put those of a thread together
        assert!(header(mine[0], "List-Unsubscribe:").contains("/unsubscribe/"));
        assert_eq!(header(mine[0], "List-Unsubscribe-Post:"), "List-Unsubscribe=One-Click");
        assert!(header(mine[0], "References:").starts_with("<question-"));
        // nothing of a post stays in the outbox once it left, or will never leave
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM mail WHERE next_attempt_at IS NULL AND unsubscribe IS NOT NULL AND (text <> '' OR html <> '')", values![]).await, 0);
        app.ignore_mails();
    }

    async fn a_flood_is_one_notification_and_ten_mails(app) {
        let (ada, basile, chloe) = (able(app, "ada").await, able(app, "basile").await, able(app, "chloe").await);
        let claire = app.staff("claire").await;
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        let tx = app.db().write().await.expect("a transaction");
        for n in 0..300 {
            let text = "INSERT INTO account (username, username_folded, display_name, role, rank, reputation, about, shortcuts, placeholder, failed_logins, created_at) VALUES ($1, $1, $1, 'customer', 'member', 1, '', TRUE, FALSE, 0, 0)";
            db::run(&tx, text, values![format!("voter{n}")]).await.expect("an account");
        }
        tx.commit().await.expect("committed");
        for n in 0..300 {
            let id = app.count("SELECT id AS n FROM account WHERE username = $1", values![format!("voter{n}")]).await;
            let tx = app.db().write().await.expect("a transaction");
            entraide::questions::facts::actions::vote(&tx, t.answers[0], id.into(), app.now()).await.expect("given");
            tx.commit().await.expect("committed");
        }
        basile.get(paths::Notifications).await.ok().see("Your post helped 300 people");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM notification WHERE account_id = $1 AND kind = 'helped'", values![basile.id.0]).await, 1);

        // fifty answers in an hour under a tag that Chloe follows, and wants by mail at once
        app.exec("INSERT INTO tag (name, created_at, question_count) VALUES ('wifi', 0, 1)", values![]).await;
        app.exec("INSERT INTO watch (account_id, what, target_id, muted, created_at) SELECT CAST($1 AS BIGINT), 'tag', id, FALSE, 0 FROM tag", values![chloe.id.0]).await;
        app.exec("INSERT INTO notification_choice (account_id, kind, how) VALUES ($1, 'topic', 'now')", values![chloe.id.0]).await;
        let mut threads = Vec::new();
        for n in 0..25 {
            let t = seed(app, &format!("Question {n}"), ada.id, &[]).await;
            app.exec("INSERT INTO question_tag (question_id, tag_id, position, hidden, activity_at) SELECT CAST($1 AS BIGINT), id, 0, FALSE, 0 FROM tag", values![t.id.0]).await;
            app.exec("INSERT INTO follow (account_id, question_id, created_at) VALUES ($1, $2, 0)", values![ada.id.0, t.id.0]).await;
            threads.push(t);
        }
        for round in 0..2 {
            for t in &threads {
                answers(app, &claire, t.id, &format!("Round {round}: unplug it.")).await;
                app.advance(MINUTE).await;
                mails::tick(&app.app, app.now()).await.expect("written");
            }
        }
        later(app).await;
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM notification WHERE account_id = $1 AND kind = 'topic'", values![chloe.id.0]).await, 1);
        chloe.get(paths::Notifications).await.ok().see("50 new posts: wifi");
        let got = subjects(app, "chloe").await;
        assert!(!got.is_empty() && got.len() <= 10, "{got:?}");
        // Ada's twenty-five threads: ten mails, the rest the next morning in one
        let got = subjects(app, "ada").await;
        assert_eq!(got.len(), 10, "{got:?}");
        app.advance(DAY).await;
        mails::digest::tick(&app.app, app.now()).await.expect("written");
        mails::digest::tick(&app.app, app.now()).await.expect("nothing more");
        let all = app.notices("ada@example.com").await;
        assert_eq!(all.len(), 11);
        assert!(all[10].subject.contains("your digest of") && all[10].text.contains("Question 24"), "{}", all[10].text);
        // Basile hears of help in a digest only if he wants one
        assert!(subjects(app, "basile").await.is_empty());
        app.ignore_ledger();
    }

    async fn the_askers_words_are_never_held(app) {
        let (ada, basile) = (able(app, "ada").await, able(app, "basile").await);
        let t = asks(app, &ada, "My box blinks orange").await;
        let answer = answers(app, &basile, t.id, "Unplug it for ten seconds.").await;
        for n in 0..10 {
            app.exec("INSERT INTO mail (message_id, account_id, to_email, kind, subject, text, html, lang, created_at, attempts, unsubscribe) VALUES ($1, $2, 'basile@example.com', 'helped', 's', 't', 'h', 'en', $3, 0, 'u')", values![format!("<{n}@x>"), basile.id.0, app.now()]).await;
        }
        ada.post(paths::PostComments { id: answer }, &[("body", "It still blinks.")]).await.done();
        later(app).await;
        assert_eq!(subjects(app, "basile").await.last().map(String::as_str), Some("New comment: My box blinks orange"));
        let chloe = able(app, "chloe").await;
        chloe.post(paths::PostComments { id: answer }, &[("body", "Same here.")]).await.done();
        later(app).await;
        assert_eq!(subjects(app, "basile").await.len(), 11, "a stranger's waits until the morning");
    }

    async fn a_digest_says_what_there_is_and_comes_once(app) {
        let (ada, basile, chloe) = (able(app, "ada").await, able(app, "basile").await, able(app, "chloe").await);
        let page = basile.get(paths::SettingsMails).await.ok();
        basile.fill(&page, "main form", &[("digest", "daily"), ("zone", "Europe/Paris"), ("kind_comment", "digest")]).await.done();
        let at = app.count("SELECT digest_at AS n FROM notification_rhythm WHERE account_id = $1", values![basile.id.0]).await;
        let t = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        app.exec("INSERT INTO follow (account_id, question_id, created_at) VALUES ($1, $2, 0)", values![basile.id.0, t.id.0]).await;
        app.exec("INSERT INTO tag (name, created_at, question_count) VALUES ('wifi', 0, 1)", values![]).await;
        app.exec("INSERT INTO question_tag (question_id, tag_id, position, hidden, activity_at) SELECT CAST($1 AS BIGINT), id, 0, FALSE, 0 FROM tag", values![t.id.0]).await;
        chloe.post(paths::PostVote { id: t.answers[0] }, &[("direction", "up")]).await.done();
        chloe.post(paths::PostComments { id: t.answers[0] }, &[("body", "Same here, thank you.")]).await.done();
        app.advance(HOUR).await;
        let new = seed(app, "The screen stays dark", chloe.id, &[]).await;
        app.exec("INSERT INTO question_tag (question_id, tag_id, position, hidden, activity_at) SELECT CAST($1 AS BIGINT), id, 0, FALSE, 0 FROM tag", values![new.id.0]).await;
        app.exec("UPDATE question SET created_at = $1 WHERE id = $2", values![app.now(), new.id.0]).await;
        later(app).await;
        mails::digest::tick(&app.app, app.now()).await.expect("not due");
        assert!(subjects(app, "basile").await.is_empty());
        app.advance(at - app.now()).await;
        for _ in 0..2 {
            mails::digest::tick(&app.app, app.now()).await.expect("written");
        }
        let all = app.notices("basile@example.com").await;
        assert_eq!(all.len(), 1);
        for part in ["1 person", "My box blinks orange", "1 new reply", "Nobody has answered yet: The screen stays dark"] {
            assert!(all[0].text.contains(part), "{part} in {}", all[0].text);
        }
        // nothing new, no mail
        app.advance(DAY).await;
        mails::digest::tick(&app.app, app.now()).await.expect("nothing to say");
        assert_eq!(subjects(app, "basile").await.len(), 1);
    }

    async fn quiet_hours_are_kept(app) {
        let (ada, basile) = (able(app, "ada").await, able(app, "basile").await);
        let t = asks(app, &ada, "My box blinks orange").await;
        let page = ada.get(paths::SettingsMails).await.ok();
        let wrong = ada.fill(&page, "main form", &[("quiet_from", "9"), ("quiet_until", ""), ("zone", "Paris")]).await.status(422);
        assert!(wrong.text("#e-quiet_from").contains("both hours") && wrong.text("#e-zone").contains("not known"));
        assert_eq!(wrong.value("zone"), "Paris");
        ada.fill(&page, "main form", &[("quiet_from", "9"), ("quiet_until", "12"), ("zone", "Europe/Paris")]).await.done();
        answers(app, &basile, t.id, "Unplug it for ten seconds.").await;
        later(app).await;
        assert!(subjects(app, "ada").await.is_empty());
        app.advance(2 * HOUR).await;
        mails::tick(&app.app, app.now()).await.expect("written");
        assert_eq!(subjects(app, "ada").await, ["Answer to your question: My box blinks orange"]);
    }

    async fn a_kind_is_ended_from_a_mail_without_a_log_in(app) {
        let (ada, basile) = (able(app, "ada").await, able(app, "basile").await);
        let t = asks(app, &ada, "My box blinks orange").await;
        answers(app, &basile, t.id, "Unplug it for ten seconds.").await;
        later(app).await;
        let link = app.notices("ada@example.com").await[0].link("/unsubscribe/");
        let anyone = app.anyone();
        let page = anyone.get(&link).await.ok();
        page.see("Answers in threads you follow");
        // looking at it ends nothing
        answers(app, &basile, t.id, "Or press the button.").await;
        later(app).await;
        assert_eq!(subjects(app, "ada").await.len(), 2);
        anyone.press(&page, "No more of these e-mails", &[]).await.ok().see("It is done");
        answers(app, &basile, t.id, "Or call somebody.").await;
        later(app).await;
        assert_eq!(subjects(app, "ada").await.len(), 2);
        // as a mail program does it, for another kind
        let other = link.replace("/answer", "/comment");
        anyone.post(&other, &[("List-Unsubscribe", "One-Click")]).await.ok();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM notification_choice WHERE account_id = $1 AND how = 'never'", values![ada.id.0]).await, 2);
        for wrong in [link.replace("/answer", "/moderation"), link.replace("/answer", "/nothing"), "/unsubscribe/0123456789abcdef0123456789abcdef/answer".into()] {
            anyone.get(&wrong).await.missing();
            anyone.post(&wrong, &[]).await.missing();
        }
        ada.get(paths::SettingsMails).await.ok();
    }

    async fn two_processes_mail_it_once(app) {
        let (ada, basile) = (able(app, "ada").await, able(app, "basile").await);
        let t = asks(app, &ada, "My box blinks orange").await;
        answers(app, &basile, t.id, "Unplug it for ten seconds.").await;
        app.advance(10 * MINUTE).await;
        let runs: Vec<_> = (0..6).map(|_| {
            let (app, now) = (app.app.clone(), app.now());
            tokio::spawn(async move { mails::tick(&app, now).await })
        }).collect();
        for run in runs {
            run.await.expect("no panic").expect("written");
        }
        assert_eq!(subjects(app, "ada").await.len(), 1);
    }

    async fn every_kind_in_both_languages(app) {
        let mut all = BTreeMap::new();
        for lang in ["en", "fr"] {
            let name = |who: &str| format!("{who}{lang}");
            let (ada, basile, chloe) = (able(app, &name("ada")).await, able(app, &name("basile")).await, able(app, &name("chloe")).await);
            let claire = app.staff(&name("claire")).await;
            for who in [&ada, &basile, &chloe] {
                app.alter(who.id, &format!("lang = '{lang}'")).await;
                for kind in ["helped", "edit", "topic", "badge_won"] {
                    app.exec("INSERT INTO notification_choice (account_id, kind, how) VALUES ($1, $2, 'now')", values![who.id.0, kind]).await;
                }
            }
            let t = seed(app, &format!("My box blinks orange {lang}"), ada.id, &[basile.id]).await;
            for who in [&ada, &basile] {
                app.exec("INSERT INTO follow (account_id, question_id, created_at) VALUES ($1, $2, 0)", values![who.id.0, t.id.0]).await;
            }
            chloe.post(paths::UserWatch { username: &name("ada") }, &[("state", "follow")]).await.done();
            answers(app, &claire, t.id, "We replaced a part of the line yesterday.\n\nIs it better, @chloe?").await;
            later(app).await;
            ada.post(paths::PostComments { id: t.answers[0] }, &[("body", "It still blinks.")]).await.done();
            later(app).await;
            chloe.post(paths::PostVote { id: t.answers[0] }, &[("direction", "up")]).await.done();
            later(app).await;
            ada.post(paths::PostAccept { id: t.answers[0] }, &[]).await.done();
            later(app).await;
            claire.post(paths::PostVerify { id: t.answers[0] }, &[]).await.done();
            later(app).await;
            let page = claire.get(paths::PostEdit { id: t.answers[0] }).await.ok();
            claire.press(&page, "Save the edit", &[("body", "Unplug it for ten seconds, then wait a minute."), ("reason", "how long")]).await.done();
            later(app).await;
            let other = asks(app, &ada, &format!("The screen stays dark {lang}")).await;
            basile.post(paths::PostComments { id: other.id }, &[("body", &format!("Look at it, @{}.", name("chloe")))]).await.done();
            later(app).await;
            entraide::jobs::run_due(&app.app).await.expect("the jobs run");
            later(app).await;
            for who in ["ada", "basile", "chloe"] {
                let page = if who == "basile" { basile.get(paths::SettingsMails).await.ok() } else { continue };
                basile.fill(&page, "main form", &[("digest", "daily")]).await.done();
                chloe.post(paths::PostComments { id: t.answers[0] }, &[("body", "Same here.")]).await.done();
                app.exec("UPDATE notification SET mail_at = NULL", values![]).await;
                app.advance(DAY).await;
                mails::digest::tick(&app.app, app.now()).await.expect("written");
            }
            for who in ["ada", "basile", "chloe"] {
                for mail in app.notices(&format!("{}@example.com", name(who))).await {
                    let key = app.count("SELECT COUNT(*) AS n FROM notification_rhythm", values![]).await;
                    assert!(key > 0);
                    let steady = |text: &str| {
                        let mut out = text.to_owned();
                        while let Some(at) = out.find("/unsubscribe/").filter(|at| out[at + 13..].len() > 32 && out.as_bytes()[at + 13] != b'K') {
                            out.replace_range(at + 13..at + 45, "KEY");
                        }
                        out
                    };
                    all.entry(format!("{lang} {}", mail.kind)).or_insert_with(|| format!("Subject: {}\n\n{}\n\n{}", mail.subject, steady(&mail.text), steady(&mail.html)));
                }
            }
        }
        let kinds = ["mention", "answer", "comment", "accepted", "verified", "helped", "edit", "topic", "badge_won", "digest"];
        for lang in ["en", "fr"] {
            for kind in kinds {
                let text = all.get(&format!("{lang} {kind}")).unwrap_or_else(|| panic!("no mail {kind} in {lang}: {:?}", all.keys()));
                if app.engine == Engine::Sqlite {
                    insta::assert_snapshot!(format!("mail_{kind}_{lang}"), text);
                }
            }
        }
        app.ignore_mails();
    }
}
