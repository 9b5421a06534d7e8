//! The queue: reports, what waits, first posts; deciding once; nobody decides about themselves.

use entity::{AccountId, DecisionId, ItemId, PostId};

use crate::support::*;

/// The open item about a post.
async fn item(app: &TestApp, post: PostId) -> ItemId {
    ItemId(app.count("SELECT id AS n FROM moderation_item WHERE object = 'post' AND object_id = $1 AND done_at IS NULL", values![post.0]).await)
}

async fn last_decision(app: &TestApp) -> DecisionId {
    DecisionId(app.count("SELECT MAX(id) AS n FROM moderation_decision", values![]).await)
}

async fn points(app: &TestApp, who: AccountId) -> i64 {
    app.count("SELECT reputation AS n FROM account WHERE id = $1", values![who.0]).await
}

async fn state_is(app: &TestApp, post: PostId, state: &'static str) -> bool {
    app.count("SELECT COUNT(*) AS n FROM post WHERE id = $1 AND state = $2", values![post.0, state]).await == 1
}

const HIDE: &[(&str, &str)] = &[("act", "hide"), ("reason", "abuse"), ("fact", "You insulted somebody.")];

both! {
    async fn reports_are_decided_once_and_can_be_undone(app) {
        let (claire, denis) = (app.staff("claire").await, app.staff("denis").await);
        let (ada, yann) = (app.member("ada").await, app.member("yann").await);
        let (sam, tom) = (app.member("sam").await, app.member("tom").await);
        let thread = seed(app, "The box blinks orange since the update", ada.id, &[yann.id]).await;
        let answer = thread.answers[0];
        for who in [&sam, &tom] {
            who.post(paths::PostFlag { id: answer }, &[("reason", "abuse"), ("details", "Read the end")]).await.done();
        }
        let id = item(app, answer).await;
        let page = claire.get(paths::StaffModeration).await.ok();
        page.see("2 reports").see("Yann");
        assert_eq!(page.count("ul.plain > li"), 1, "one text, one line");
        let page = claire.get(paths::StaffItem { id }).await.ok();
        page.see("Sam, nothing decided yet").see("Read the end").see("1 post");
        // one has it
        claire.post(paths::StaffItemClaim { id }, &[]).await.done();
        denis.post(paths::StaffItemClaim { id }, &[]).await.status(409).see("Claire has taken it");
        denis.post(paths::StaffItem { id }, HIDE).await.status(409).see("Claire has taken it");
        assert!(state_is(app, answer, "visible").await);
        // a reason and a fact, or nothing
        let page = claire.post(paths::StaffItem { id }, &[("act", "hide"), ("fact", "You insulted somebody.")]).await.refused();
        assert!(page.has("#e-reason"));
        assert_eq!(page.value("fact").trim(), "You insulted somebody.");
        claire.post(paths::StaffItem { id }, HIDE).await.done();
        assert!(state_is(app, answer, "hidden").await);
        app.anyone().get(paths::Question { id: thread.id, slug: &thread.slug }).await.ok().see("Insult or harassment").not_see("unplug it for ten seconds");
        assert_eq!((points(app, sam.id).await, points(app, tom.id).await), (2, 2));
        // its author is told, and reads it alone
        let mail = app.mail_to("yann@example.com").await;
        assert!(mail.text.contains("You insulted somebody.") && mail.text.contains("26 May 2027") && mail.text.contains("Insult or harassment"), "{}", mail.text);
        let decision = last_decision(app).await;
        yann.get(mail.link("/moderation/decisions/")).await.ok().see("You insulted somebody.").see("Somebody who took no part decides");
        sam.get(paths::OwnDecision { id: decision }).await.missing();
        sam.get(paths::OwnDecisions).await.ok().see("There are none");
        // undone by whoever decided, for ten minutes
        denis.post(paths::StaffDecisionUndo { id: decision }, &[]).await.status(409);
        let back = claire.post(paths::StaffDecisionUndo { id: decision }, &[]).await.done();
        claire.follow(&back).await.ok().see("The decision is undone");
        assert!(state_is(app, answer, "visible").await);
        assert_eq!((points(app, sam.id).await, points(app, tom.id).await), (1, 1));
        assert!(app.mail_to("yann@example.com").await.text.contains("withdrawn"));
        // and decided again, the other way: then it is too late to undo
        let id = item(app, answer).await;
        claire.post(paths::StaffItem { id }, &[("act", "keep")]).await.done();
        let keep = last_decision(app).await;
        app.advance(11 * MINUTE).await;
        claire.post(paths::StaffDecisionUndo { id: keep }, &[]).await.status(409);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM flag WHERE state = 'dismissed'", values![]).await, 2);
        claire.get(paths::StaffModeration).await.ok().see("Nothing waits here");
        app.ledger_adds_up().await;
    }

    async fn a_decision_is_undone_for_as_long_as_the_rules_say(app) {
        app.ignore_mails();
        let (claire, ada, yann) = (app.staff("claire").await, app.member("ada").await, app.member("yann").await);
        for (n, (minutes, after, there)) in [(25, 24, true), (3, 4, false)].into_iter().enumerate() {
            let mut numbers = entraide::rules::numbers::Numbers::default();
            numbers.escalation.undo_minutes = minutes;
            let text = toml::to_string(&numbers).expect("numbers");
            app.exec("INSERT INTO rule_version (applied_at, zone, numbers, note) VALUES ($1, 'Europe/Paris', $2, '')", values![app.now(), text]).await;
            let thread = seed(app, &format!("The box blinks orange, part {n}"), ada.id, &[yann.id]).await;
            app.member(&format!("sam{n}")).await.post(paths::PostFlag { id: thread.answers[0] }, &[("reason", "abuse")]).await.done();
            claire.post(paths::StaffItem { id: item(app, thread.answers[0]).await }, HIDE).await.done();
            app.advance(after * MINUTE).await;
            let undo = format!("main form[action='{}']", paths::StaffDecisionUndo { id: last_decision(app).await });
            assert_eq!(claire.get(paths::StaffModeration).await.ok().has(&undo), there);
            claire.post(paths::StaffDecisionUndo { id: last_decision(app).await }, &[]).await.status(if there { 303 } else { 409 });
        }
    }

    async fn two_decide_at_once_and_one_wins(app) {
        let (claire, denis) = (app.staff("claire").await, app.staff("denis").await);
        let (ada, yann, sam) = (app.member("ada").await, app.member("yann").await, app.member("sam").await);
        let thread = seed(app, "The box blinks orange since the update", ada.id, &[yann.id]).await;
        sam.post(paths::PostFlag { id: thread.answers[0] }, &[("reason", "abuse")]).await.done();
        let path = paths::StaffItem { id: item(app, thread.answers[0]).await };
        let keep = [("act", "keep")];
        let (one, other) = tokio::join!(claire.post(path, HIDE), denis.post(path, &keep));
        let mut codes = [one.status.as_u16(), other.status.as_u16()];
        codes.sort_unstable();
        assert_eq!(codes, [303, 409], "{} {}", one.describe(), other.describe());
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM moderation_decision", values![]).await, 1);
        app.ledger_adds_up().await;
        app.ignore_mails();
    }

    async fn a_reporter_is_as_good_as_their_reports(app) {
        let claire = app.staff("claire").await;
        let (ada, yann, sam) = (app.member("ada").await, app.member("yann").await, app.member("sam").await);
        let thread = seed(app, "The box blinks orange since the update", ada.id, &[yann.id, yann.id, yann.id, yann.id]).await;
        for (n, act) in ["warn", "keep", "remove"].into_iter().enumerate() {
            sam.post(paths::PostFlag { id: thread.answers[n] }, &[("reason", "spam")]).await.done();
            let id = item(app, thread.answers[n]).await;
            claire.post(paths::StaffItem { id }, &[("act", act), ("reason", "spam"), ("fact", "Advertising."), ("abuse", "1")]).await.done();
        }
        assert_eq!(points(app, sam.id).await, 2 * 2);
        sam.post(paths::PostFlag { id: thread.answers[3] }, &[("reason", "spam")]).await.done();
        claire.get(paths::StaffItem { id: item(app, thread.answers[3]).await }).await.ok().see("Sam, right 67 % of 3").see("1 warning").see("1 removed or hidden");
        // as abuse: it costs points, as far as there are some
        assert_eq!(app.count("SELECT points AS n FROM credit WHERE member_id = $1 AND kind = 'removed_as_abuse'", values![yann.id.0]).await, -100);
        app.ledger_adds_up().await;
        app.ignore_mails();
    }

    async fn nobody_decides_about_themselves(app) {
        let (claire, denis) = (app.staff("claire").await, app.staff("denis").await);
        let (ada, sam) = (app.member("ada").await, app.member("sam").await);
        let thread = seed(app, "The box blinks orange since the update", ada.id, &[claire.id]).await;
        sam.post(paths::PostFlag { id: thread.answers[0] }, &[("reason", "disrespect"), ("details", "canary-of-the-reporter")]).await.done();
        let id = item(app, thread.answers[0]).await;
        claire.get(paths::StaffModeration).await.ok().see("Nothing waits here").not_see("The box blinks orange");
        assert_eq!(claire.get(paths::StaffModeration).await.ok().texts("nav.tabs a[aria-current] .n"), ["0"]);
        assert_eq!(denis.get(paths::StaffModeration).await.ok().texts("nav.tabs a[aria-current] .n"), ["1"]);
        claire.get(paths::StaffItem { id }).await.missing();
        for path in [paths::StaffItem { id }.to_string(), paths::StaffItemClaim { id }.to_string(), paths::StaffItemNote { id }.to_string()] {
            claire.post(path, &[("act", "keep"), ("words", "mine")]).await.missing();
        }
        claire.post(paths::StaffModerate { id: thread.answers[0] }, &[]).await.denied();
        claire.get(paths::StaffModerationMember { username: "claire" }).await.missing();
        denis.get(paths::StaffModerationMember { username: "claire" }).await.missing();
        denis.get(paths::StaffItem { id }).await.ok().see("canary-of-the-reporter");
        denis.post(paths::StaffItem { id }, &[("act", "keep")]).await.done();
    }

    async fn what_is_taken_away_on_its_page_decides_the_reports(app) {
        let claire = app.staff("claire").await;
        let (ada, yann, sam) = (app.member("ada").await, app.member("yann").await, app.member("sam").await);
        let thread = seed(app, "The box blinks orange since the update", ada.id, &[yann.id]).await;
        let answer = thread.answers[0];
        sam.post(paths::PostFlag { id: answer }, &[("reason", "disrespect")]).await.done();
        claire.post(paths::PostDelete { id: answer }, &[("reason", "It burnt a box")]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM flag WHERE state = 'upheld'", values![]).await, 1);
        assert_eq!(points(app, sam.id).await, 2);
        claire.post(paths::PostRestore { id: answer }, &[]).await.done();
        assert!(state_is(app, answer, "visible").await);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM flag WHERE state = 'dismissed'", values![]).await, 1);
        assert_eq!(points(app, sam.id).await, 1);
        claire.get(paths::StaffModeration).await.ok().see("Nothing waits here");
        app.ledger_adds_up().await;
        app.ignore_mails();
    }

    async fn whoever_was_reported_does_not_learn_by_whom(app) {
        let (claire, denis) = (app.staff("claire").await, app.staff("denis").await);
        let (ada, sam) = (app.member("ada").await, app.member("sam").await);
        let thread = seed(app, "The box blinks orange since the update", ada.id, &[claire.id]).await;
        sam.post(paths::PostFlag { id: thread.answers[0] }, &[("reason", "disrespect")]).await.done();
        let id = item(app, thread.answers[0]).await;
        denis.post(paths::StaffItem { id }, &[("act", "warn"), ("reason", "disrespect"), ("fact", "Please stay polite.")]).await.done();
        let ledger = paths::UserReputation { username: "sam" };
        sam.get(ledger).await.ok().see("The box blinks orange");
        claire.get(ledger).await.ok().not_see("The box blinks orange");
        app.ignore_mails();
    }

    async fn what_looks_like_spam_waits_and_is_published_with_its_clocks(app) {
        let claire = app.staff("claire").await;
        let nina = app.person(Person { age: 0, ..Person::member("nina") }).await;
        let ask = [("title", "My box blinks orange, and who can repair it"), ("body", "Write to me on WhatsApp, I pay whoever comes first."), ("category", "unsure")];
        let done = nina.post(paths::Questions, &ask).await.done();
        nina.follow(&done).await.ok().see("waits for a look by the team").see("who can repair it");
        let id = PostId(app.count("SELECT MAX(id) AS n FROM question", values![]).await);
        assert!(state_is(app, id, "held").await);
        app.anyone().get(paths::QuestionShort { id }).await.missing();
        app.anyone().get(paths::Home).await.ok().not_see("who can repair it");
        app.member("ada").await.get(paths::QuestionShort { id }).await.missing();
        let page = claire.get(paths::StaffItem { id: item(app, id).await }).await.ok();
        page.see("Words of sellers").see("Held back");
        app.advance(HOUR).await;
        // what is done to its author leaves the text waiting
        claire.post(paths::StaffItem { id: item(app, id).await }, &[("act", "warn"), ("reason", "spam"), ("fact", "Offers belong elsewhere.")]).await.refused().see("Decide on the text itself first");
        assert!(state_is(app, id, "held").await);
        claire.post(paths::StaffItem { id: item(app, id).await }, &[("act", "release")]).await.done();
        assert!(state_is(app, id, "visible").await);
        assert_eq!(app.count("SELECT created_at AS n FROM question WHERE id = $1", values![id.0]).await, app.now());
        assert!(app.count("SELECT window_ends_at AS n FROM thread_clock WHERE question_id = $1", values![id.0]).await > app.now(), "its window begins now");
        app.anyone().get(paths::Home).await.ok().see("who can repair it");
        assert!(app.mail_to("nina@example.com").await.text.contains("Everyone can see it now"));
        // an answer of theirs, the same way
        let done = nina.post(paths::QuestionAnswers { id }, &[("body", "Or call my agency: SEO services and cheap tickets for everybody.")]).await.done();
        nina.follow(&done).await.ok().see("waits for a look");
        let answer = PostId(app.count("SELECT MAX(id) AS n FROM post", values![]).await);
        assert_eq!(app.count("SELECT answer_count AS n FROM question WHERE id = $1", values![id.0]).await, 0);
        claire.post(paths::StaffItem { id: item(app, answer).await }, &[("act", "remove"), ("reason", "spam"), ("fact", "Advertising.")]).await.done();
        assert_eq!(app.count("SELECT answer_count AS n FROM question WHERE id = $1", values![id.0]).await, 0);
        // what an ordinary newcomer says passes
        nina.post(paths::QuestionAnswers { id }, &[("body", "I unplugged the box for ten seconds and the light is white again.")]).await.done();
        assert_eq!(app.count("SELECT answer_count AS n FROM question WHERE id = $1", values![id.0]).await, 1);
        app.ignore_mails();
        app.ledger_adds_up().await;
    }

    async fn first_posts_are_for_those_who_review(app) {
        let (basile, ada) = (app.ambassador("basile").await, app.member("ada").await);
        let nina = app.person(Person { age: 0, ..Person::member("nina") }).await;
        nina.post(paths::Questions, &[("title", "My box blinks orange since this morning"), ("body", "There is no internet at all, and I restarted it twice."), ("category", "unsure")]).await.done();
        nina.post(paths::Questions, &[("title", "And another thing about the remote control"), ("body", "The remote does not pair with the decoder any more."), ("category", "unsure")]).await.done();
        ada.get(paths::FirstPosts).await.denied();
        nina.get(paths::FirstPosts).await.denied();
        basile.get(paths::StaffModeration).await.missing();
        let page = basile.get(paths::Review).await.ok();
        let page = basile.get(page.attr("main p a", "href")).await.ok();
        page.see("My box blinks orange").not_see("remote control");
        let id = item(app, PostId(app.count("SELECT MIN(id) AS n FROM question", values![]).await)).await;
        basile.get(paths::StaffItem { id }).await.missing();
        basile.press(&page, "It is fine", &[]).await.done();
        basile.post(paths::FirstPost { id }, &[]).await.missing();
        basile.get(paths::FirstPosts).await.ok().see("Nothing waits here");
    }

    async fn personal_data_is_taken_out_everywhere(app) {
        let claire = app.staff("claire").await;
        let (ada, yann, sam) = (app.member("ada").await, app.member("yann").await, app.member("sam").await);
        let thread = seed(app, "The box blinks orange since the update", ada.id, &[yann.id]).await;
        let answer = thread.answers[0];
        let text = "Call me: 06 12 34 56 78 or yann@home.example, any time.";
        app.exec("UPDATE post SET source = $2, html = $2 WHERE id = $1", values![answer.0, text]).await;
        sam.post(paths::PostFlag { id: answer }, &[("reason", "privacy")]).await.done();
        assert!(state_is(app, answer, "hidden").await, "at once");
        let id = item(app, answer).await;
        claire.post(paths::StaffItem { id }, &[("act", "edit_out"), ("reason", "privacy"), ("fact", "Your number is nobody's business.")]).await.done();
        assert!(state_is(app, answer, "visible").await);
        app.anyone().get(paths::QuestionShort { id: thread.id }).await;
        app.anyone().get(paths::Question { id: thread.id, slug: &thread.slug }).await.ok().see("any time").not_see("34 56").not_see("yann@home");
        assert_eq!(points(app, sam.id).await, 2);
        // nothing personal in it: say so
        let page = claire.post(paths::StaffModerate { id: thread.id }, &[]).await.done();
        let path = page.location().to_owned();
        claire.post(&path, &[("act", "edit_out"), ("reason", "privacy"), ("fact", "Look.")]).await.refused().see("Nothing that looks personal");
        app.mail_to("yann@example.com").await;
    }

    async fn what_went_to_another_thread_is_taken_out_there(app) {
        let (claire, denis) = (app.staff("claire").await, app.staff("denis").await);
        let (ada, bea) = (app.member("ada").await, app.member("bea").await);
        let (yann, sam) = (app.member("yann").await, app.member("sam").await);
        let kept = seed(app, "The box blinks orange", ada.id, &[]).await;
        let gone = seed(app, "Orange light on my box", bea.id, &[yann.id]).await;
        let answer = gone.answers[0];
        app.exec("UPDATE post SET source = $2, html = $2 WHERE id = $1", values![answer.0, "Call me: 06 12 34 56 78, any time."]).await;
        for post in [answer, gone.id] {
            sam.post(paths::PostFlag { id: post }, &[("reason", "abuse")]).await.done();
        }
        claire.post(paths::QuestionMerge { id: gone.id }, &[("of", &kept.id.to_string()), ("sure", "1")]).await.done();
        let id = item(app, answer).await;
        assert_eq!(app.count("SELECT question_id AS n FROM moderation_item WHERE id = $1", values![id.0]).await, kept.id.0);
        let out = [("act", "edit_out"), ("reason", "privacy"), ("fact", "Your number is nobody's business.")];
        let numbers = "SELECT COUNT(*) AS n FROM post WHERE source LIKE '%34 56%'";
        // somebody else has it: nothing is touched
        denis.post(paths::StaffItemClaim { id }, &[]).await.done();
        claire.post(paths::StaffItem { id }, &out).await.status(409);
        assert_eq!(app.count(numbers, values![]).await, 1);
        denis.post(paths::StaffItem { id }, &out).await.done();
        assert_eq!(app.count(numbers, values![]).await, 0);
        // what became part of another is not brought back by being fine
        claire.post(paths::StaffItem { id: item(app, gone.id).await }, &[("act", "keep")]).await.done();
        assert!(state_is(app, gone.id, "hidden").await);
        app.ignore_mails();
    }

    async fn a_hidden_comment_leaves_a_stub(app) {
        let claire = app.staff("claire").await;
        let (ada, sam) = (app.member("ada").await, app.member("sam").await);
        let thread = seed(app, "The box blinks orange since the update", ada.id, &[]).await;
        ada.post(paths::PostComments { id: thread.id }, &[("body", "You are all useless here.")]).await.done();
        let comment = entity::CommentId(app.count("SELECT MAX(id) AS n FROM comment", values![]).await);
        ada.post(paths::PostComments { id: thread.id }, &[("body", "It began yesterday evening.")]).await.done();
        sam.post(paths::CommentFlag { id: comment }, &[("reason", "disrespect")]).await.done();
        let id = ItemId(app.count("SELECT id AS n FROM moderation_item WHERE object = 'comment' AND done_at IS NULL", values![]).await);
        claire.get(paths::StaffItem { id }).await.ok().see("You are all useless here").see("Lack of respect");
        claire.post(paths::StaffItem { id }, &[("act", "remove"), ("reason", "disrespect"), ("fact", "You called people useless.")]).await.done();
        app.anyone().get(paths::Question { id: thread.id, slug: &thread.slug }).await.ok().not_see("useless").see("It began yesterday");
        assert_eq!(app.count("SELECT comment_count AS n FROM post WHERE id = $1", values![thread.id.0]).await, 1);
        assert_eq!(points(app, sam.id).await, 2);
        claire.post(paths::StaffDecisionUndo { id: last_decision(app).await }, &[]).await.done();
        app.anyone().get(paths::Question { id: thread.id, slug: &thread.slug }).await.ok().see("useless");
        app.ignore_mails();
        app.ledger_adds_up().await;
    }

    async fn the_queue_is_paged_by_key(app) {
        let (claire, ada) = (app.staff("claire").await, app.member("ada").await);
        let thread = seed(app, "The box blinks orange since the update", ada.id, &[]).await;
        for n in 0..35 {
            let text = "INSERT INTO moderation_item (kind, object, object_id, question_id, about_id, weight, why, since) VALUES ('flagged', 'comment', $1, $2, $3, $4, '', $5)";
            app.exec(text, values![1_000 + n, thread.id.0, ada.id.0, 20 + (n % 2) * 25, app.now() - n * MINUTE]).await;
        }
        let page = claire.get(paths::StaffModeration).await.ok();
        assert_eq!(page.count("ul.plain > li"), 30);
        let page = claire.get(page.attr("nav.pager a", "href")).await.ok();
        assert_eq!(page.count("ul.plain > li"), 5);
        assert!(!page.has("nav.pager a"));
        assert_eq!(page.texts("nav.tabs a[aria-current] .n"), ["35"]);
        claire.get("/staff/moderation?view=flagged").await.ok();
        claire.get("/staff/moderation?view=burned").await.missing();
        claire.get("/staff/moderation?after=1.x").await.missing();
    }
}
