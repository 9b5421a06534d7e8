//! Sanctions, accounts made one, watched words, and people without an account.

use entity::{AccountId, ItemId};

use crate::support::*;

async fn points(app: &TestApp, who: AccountId) -> i64 {
    app.count("SELECT reputation AS n FROM account WHERE id = $1", values![who.0]).await
}

both! {
    async fn whoever_is_silenced_reads_why_and_until_when(app) {
        let (claire, yann, ada) = (app.staff("claire").await, app.member("yann").await, app.member("ada").await);
        let thread = seed(app, "The box blinks orange since the update", ada.id, &[]).await;
        let member = paths::StaffModerationMember { username: "yann" };
        assert!(claire.post(member, &[("act", "silence"), ("reason", "disrespect"), ("fact", "You insulted three people."), ("days", "0")]).await.refused().has("#e-days"));
        claire.post(member, &[("act", "silence"), ("reason", "disrespect"), ("fact", "You insulted three people."), ("days", "7")]).await.done();
        let page = yann.get(paths::Question { id: thread.id, slug: &thread.slug }).await.ok();
        page.see("You can read, but not write, until 1 December 2026").see("Lack of respect");
        yann.post(paths::QuestionAnswers { id: thread.id }, &[("body", "Unplug it for ten seconds, and wait.")]).await.denied().see("until 1 December 2026");
        yann.post(paths::Questions, &[("title", "May I ask something else then?"), ("body", "I only want to know."), ("category", "unsure")]).await.denied();
        yann.post(paths::QuestionFollow { id: thread.id }, &[]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM sanction WHERE member_id = $1 AND kind = 'silence'", values![yann.id.0]).await, 1);
        assert!(app.mail_to("yann@example.com").await.text.contains("You insulted three people."));
        app.advance(7 * DAY + 1).await;
        yann.post(paths::QuestionAnswers { id: thread.id }, &[("body", "Unplug it for ten seconds, and wait.")]).await.done();
        // a warning is no sanction
        let claire = app.browser(claire.id).await;
        claire.post(member, &[("act", "warn"), ("reason", "disrespect"), ("fact", "Once more.")]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM sanction", values![]).await, 1);
        claire.get(member).await.ok().see("1 warning").see("1 sanction").see("You insulted three people.");
        app.ignore_mails();
    }

    async fn a_suspension_ends_sessions_and_can_be_ended(app) {
        let (claire, yann, ada) = (app.staff("claire").await, app.member("yann").await, app.member("ada").await);
        let thread = seed(app, "The box blinks orange since the update", ada.id, &[]).await;
        let member = paths::StaffModerationMember { username: "yann" };
        claire.post(member, &[("act", "suspend"), ("reason", "spam"), ("fact", "You sold the same thing in ten threads."), ("days", "30")]).await.done();
        yann.get(paths::Drafts).await.must_sign_in();
        let yann = app.browser(yann.id).await;
        yann.post(paths::QuestionMeToo { id: thread.id }, &[]).await.denied().see("suspended until 24 December 2026").see("Advertising or spam");
        // who is suspended reads the decision and may appeal
        let decisions = yann.get(paths::OwnDecisions).await.ok();
        let page = yann.get(decisions.attr("main ul.plain a", "href")).await.ok();
        yann.press(&page, "Send the appeal", &[("words", "")]).await.refused();
        yann.press(&page, "Send the appeal", &[("words", "It was my neighbour, on my computer.")]).await.done();
        claire.post(member, &[("act", "lift")]).await.done();
        yann.post(paths::QuestionMeToo { id: thread.id }, &[]).await.done();
        app.mail_to("yann@example.com").await;
    }

    async fn sanctions_overlap_and_each_goes_alone(app) {
        let (claire, denis) = (app.staff("claire").await, app.staff("denis").await);
        let yann = app.member("yann").await;
        let member = paths::StaffModerationMember { username: "yann" };
        let silence = async |by: &Client, days: &str| by.post(member, &[("act", "silence"), ("reason", "spam"), ("fact", "The same thing in ten threads."), ("days", days)]).await.done();
        let until = "SELECT COALESCE(silenced_until, 0) AS n FROM account WHERE id = $1";
        let start = app.now();
        silence(&claire, "30").await;
        app.advance(MINUTE).await;
        // a shorter one takes nothing from the longer
        silence(&denis, "3").await;
        assert_eq!(app.count(until, values![yann.id.0]).await, start + 30 * DAY);
        // the longer undone: the shorter is left
        let first = entity::DecisionId(app.count("SELECT MIN(id) AS n FROM moderation_decision", values![]).await);
        claire.post(paths::StaffDecisionUndo { id: first }, &[]).await.done();
        assert_eq!(app.count(until, values![yann.id.0]).await, start + MINUTE + 3 * DAY);
        claire.post(member, &[("act", "lift")]).await.done();
        assert_eq!(app.count(until, values![yann.id.0]).await, 0);
        // what was lifted does not come back when another is taken back
        silence(&denis, "5").await;
        let last = entity::DecisionId(app.count("SELECT MAX(id) AS n FROM moderation_decision", values![]).await);
        denis.post(paths::StaffDecisionUndo { id: last }, &[]).await.done();
        assert_eq!(app.count(until, values![yann.id.0]).await, 0);
        app.ignore_mails();
    }

    async fn nobody_sanctions_an_equal_or_who_stands_above(app) {
        let (claire, denis) = (app.staff("claire").await, app.staff("denis").await);
        let (manon, mona, adele) = (app.manager("manon").await, app.manager("mona").await, app.admin("adele").await);
        let (ada, sam) = (app.member("ada").await, app.member("sam").await);
        let thread = seed(app, "The box blinks orange since the update", ada.id, &[manon.id, denis.id, adele.id]).await;
        let suspend = [("act", "suspend"), ("reason", "abuse"), ("fact", "They insulted somebody."), ("days", "3")];
        for answer in &thread.answers {
            sam.post(paths::PostFlag { id: *answer }, &[("reason", "abuse")]).await.done();
            let id = ItemId(app.count("SELECT id AS n FROM moderation_item WHERE object = 'post' AND object_id = $1 AND done_at IS NULL", values![answer.0]).await);
            assert!(!claire.get(paths::StaffItem { id }).await.ok().has("button[value='suspend']"));
            claire.post(paths::StaffItem { id }, &suspend).await.denied();
        }
        mona.post(paths::StaffModerationMember { username: "manon" }, &suspend).await.denied();
        mona.post(paths::StaffModerationMember { username: "adele" }, &suspend).await.denied();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM account WHERE suspended_until IS NOT NULL", values![]).await, 0);
        // whoever leads does it, and what was refused left nothing behind
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM flag WHERE state = 'open'", values![]).await, 3);
        mona.post(paths::StaffModerationMember { username: "denis" }, &suspend).await.done();
        adele.post(paths::StaffModerationMember { username: "manon" }, &suspend).await.done();
        app.ignore_mails();
    }

    async fn two_accounts_become_one(app) {
        let manon = app.manager("manon").await;
        let (ada, old, new) = (app.member("ada").await, app.member("yann").await, app.member("yann2").await);
        let thread = seed(app, "The box blinks orange since the update", ada.id, &[old.id, new.id]).await;
        ada.post(paths::PostVote { id: thread.answers[0] }, &[("direction", "up")]).await.done();
        ada.post(paths::PostAccept { id: thread.answers[0] }, &[]).await.done();
        // what they gave each other
        new.post(paths::PostVote { id: thread.answers[0] }, &[("direction", "up")]).await.done();
        old.post(paths::QuestionFollow { id: thread.id }, &[]).await;
        assert_eq!(points(app, old.id).await, 35);
        let path = paths::StaffMerge { username: "yann" };
        app.staff("claire").await.post(path, &[("into", "yann2"), ("fact", "The same person")]).await.missing();
        assert!(manon.post(path, &[("into", "nobody"), ("fact", "The same person")]).await.refused().has("#e-into"));
        manon.post(path, &[("into", "manon"), ("fact", "The same person")]).await.refused();
        manon.post(path, &[("into", "yann2"), ("fact", "They wrote to us from both addresses")]).await.done();
        assert_eq!((points(app, old.id).await, points(app, new.id).await), (1, 25));
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM post WHERE author_id = $1", values![new.id.0]).await, 2);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM vote WHERE withdrawn_at IS NULL", values![]).await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM follow WHERE account_id = $1", values![old.id.0]).await, 0);
        old.get(paths::Drafts).await.must_sign_in();
        for address in ["yann@example.com", "yann2@example.com"] {
            assert!(app.mail_to(address).await.text.contains("@yann2"));
        }
        // among claims it is not undone: there is more to give back than a claim's posts
        let claim = entity::ClaimId(app.count("SELECT MAX(claim_id) AS n FROM account_merge", values![]).await);
        assert!(!manon.get(paths::StaffClaim { id: claim }).await.ok().has("button[value='revert']"));
        manon.post(paths::StaffClaim { id: claim }, &[("decision", "revert"), ("reason", "It was not so")]).await.status(409);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM post WHERE author_id = $1", values![new.id.0]).await, 2);
        manon.post(path, &[("into", "yann2"), ("fact", "Again")]).await.status(409);
        app.ledger_adds_up().await;
    }

    async fn two_that_were_made_one_can_be_parted(app) {
        let (manon, claire) = (app.manager("manon").await, app.staff("claire").await);
        let (ada, old, new) = (app.member("ada").await, app.member("yann").await, app.member("yann2").await);
        let thread = seed(app, "The box blinks orange since the update", ada.id, &[old.id, new.id]).await;
        ada.post(paths::PostVote { id: thread.answers[0] }, &[("direction", "up")]).await.done();
        new.post(paths::PostVote { id: thread.answers[0] }, &[("direction", "up")]).await.done();
        old.post(paths::QuestionFollow { id: thread.id }, &[("state", "on")]).await;
        claire.post(paths::StaffModerationMember { username: "yann" }, &[("act", "silence"), ("reason", "spam"), ("fact", "Ten threads."), ("days", "9")]).await.done();
        app.exec("INSERT INTO two_factor (account_id, secret, enabled_at, last_step, tries, tries_from, failures) VALUES ($1, 'sealed', 1, 0, 0, 0, 0)", values![old.id.0]).await;
        let second_step = "SELECT COUNT(*) AS n FROM two_factor WHERE account_id = $1";
        let follows = "SELECT COUNT(*) AS n FROM follow WHERE account_id = $1";
        let (before, kept, own) = (points(app, old.id).await, app.count(follows, values![old.id.0]).await, app.count(follows, values![new.id.0]).await);
        let into = paths::StaffModerationMember { username: "yann2" };
        manon.post(paths::StaffMerge { username: "yann" }, &[("into", "yann2"), ("fact", "They wrote to us from both addresses")]).await.done();
        assert_eq!(app.count("SELECT silenced_until AS n FROM account WHERE id = $1", values![new.id.0]).await, app.now() + 9 * DAY);
        claire.get(into).await.ok().not_see("Part from");
        let page = manon.get(into).await.ok();
        manon.press(&page, "Part from @yann", &[("fact", "")]).await.refused();
        manon.press(&page, "Part from @yann", &[("fact", "It was his brother")]).await.done();
        assert_eq!((points(app, old.id).await, points(app, new.id).await), (before, 1));
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM post WHERE author_id = $1", values![old.id.0]).await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM vote WHERE withdrawn_at IS NULL", values![]).await, 2, "what they gave each other counts again");
        assert_eq!((app.count(follows, values![old.id.0]).await, app.count(follows, values![new.id.0]).await), (kept, own));
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM account WHERE id = $1 AND email = 'yann@example.com' AND placeholder = FALSE AND silenced_until > $2", values![old.id.0, app.now()]).await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM account WHERE id = $1 AND silenced_until IS NULL", values![new.id.0]).await, 1);
        assert_eq!(app.count(second_step, values![old.id.0]).await, 1, "as well kept as before");
        app.browser(old.id).await.get(paths::Drafts).await.ok();
        manon.press(&page, "Part from @yann", &[("fact", "Again")]).await.status(409);
        for address in ["yann@example.com", "yann2@example.com"] {
            assert!(app.mail_to(address).await.text.contains("two accounts, as before"));
        }
        app.ledger_adds_up().await;
        // a month later nobody can, and nothing is kept for it
        manon.post(paths::StaffMerge { username: "yann" }, &[("into", "yann2"), ("fact", "They are the same")]).await.done();
        let page = manon.get(into).await.ok();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM account_merge WHERE email IS NOT NULL", values![]).await, 1);
        app.advance(31 * DAY).await;
        app.tick().await;
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM account_merge WHERE email IS NOT NULL OR password_hash IS NOT NULL", values![]).await, 0);
        assert_eq!(app.count(second_step, values![old.id.0]).await, 0);
        let manon = app.browser(manon.id).await;
        manon.get(into).await.ok().not_see("Part from");
        manon.press(&page, "Part from @yann", &[("fact", "It was his brother")]).await.status(409);
        app.ignore_mails();
    }

    async fn those_made_one_last_are_parted_first(app) {
        let manon = app.manager("manon").await;
        let (ada, one) = (app.member("ada").await, app.member("yann").await);
        let (two, three) = (app.member("yann2").await, app.member("yann3").await);
        let thread = seed(app, "The box blinks orange since the update", ada.id, &[one.id, two.id]).await;
        let merge = async |from: &'static str, into: &'static str| manon.post(paths::StaffMerge { username: from }, &[("into", into), ("fact", "The same person")]).await.done();
        merge("yann", "yann2").await;
        let first = manon.get(paths::StaffModerationMember { username: "yann2" }).await.ok();
        merge("yann2", "yann3").await;
        let wrote = async |who: AccountId| app.count("SELECT COUNT(*) AS n FROM post WHERE author_id = $1", values![who.0]).await;
        assert_eq!(wrote(three.id).await, 2);
        // what came to the second went on with it: nothing is lost by asking too early
        let page = manon.press(&first, "Part from @yann", &[("fact", "It was his brother")]).await.refused();
        page.see("@yann2 was itself made one with @yann3").see("Part those two first");
        assert_eq!((wrote(three.id).await, wrote(one.id).await), (2, 0));
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM account_merge WHERE parted_at IS NULL", values![]).await, 2);
        let page = manon.get(paths::StaffModerationMember { username: "yann3" }).await.ok();
        manon.press(&page, "Part from @yann2", &[("fact", "It was his sister")]).await.done();
        manon.press(&first, "Part from @yann", &[("fact", "It was his brother")]).await.done();
        assert_eq!((wrote(one.id).await, wrote(two.id).await, wrote(three.id).await), (1, 1, 0));
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM post WHERE id = $1 AND author_id = $2", values![thread.answers[0].0, one.id.0]).await, 1);
        app.ledger_adds_up().await;
        app.ignore_mails();
    }

    async fn a_rank_goes_and_comes_back_with_its_history(app) {
        let manon = app.manager("manon").await;
        let (old, _) = (app.expert("yann").await, app.member("yann2").await);
        manon.post(paths::StaffMerge { username: "yann" }, &[("into", "yann2"), ("fact", "The same person")]).await.done();
        let events = "SELECT COUNT(*) AS n FROM rank_event WHERE member_id = $1 AND kind = $2 AND rank_before = $3 AND rank_after = $4 AND decided_by = $5";
        assert_eq!(app.count(events, values![old.id.0, "left", "expert", "member", manon.id.0]).await, 1);
        let page = manon.get(paths::StaffModerationMember { username: "yann2" }).await.ok();
        manon.press(&page, "Part from @yann", &[("fact", "It was his brother")]).await.done();
        assert_eq!(app.count(events, values![old.id.0, "reinstated", "member", "expert", manon.id.0]).await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM account WHERE id = $1 AND rank = 'expert'", values![old.id.0]).await, 1);
        assert!(app.mails().await.iter().any(|m| m.to_email == "yann@example.com" && m.kind == "programme" && m.text.contains("It was his brother")));
        app.ignore_mails();
    }

    async fn two_accounts_do_not_become_each_other(app) {
        let manon = app.manager("manon").await;
        let (one, two) = (app.member("yann").await, app.member("yann2").await);
        let (into_two, into_one) = ([("into", "yann2"), ("fact", "The same person")], [("into", "yann"), ("fact", "The same person")]);
        let (first, second) = tokio::join!(
            manon.post(paths::StaffMerge { username: "yann" }, &into_two),
            manon.post(paths::StaffMerge { username: "yann2" }, &into_one)
        );
        assert!([&first, &second].into_iter().filter(|p| p.status.as_u16() == 303).count() == 1, "{} {}", first.describe(), second.describe());
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM account WHERE id IN ($1, $2) AND placeholder = FALSE", values![one.id.0, two.id.0]).await, 1);
        app.ignore_mails();
    }

    async fn watched_words_stop_hold_or_flag(app) {
        let (manon, claire, ada) = (app.manager("manon").await, app.staff("claire").await, app.member("ada").await);
        claire.get(paths::StaffWords).await.missing();
        assert!(manon.post(paths::StaffWords, &[("word", "IMEI débloqué")]).await.refused().has("#e-act"));
        for (word, act) in [("IMEI débloqué", "block"), ("pirate", "hold"), ("competitor", "flag")] {
            manon.post(paths::StaffWords, &[("word", word), ("act", act), ("message", "We do not publish offers to unlock phones.")]).await.done();
        }
        let thread = seed(app, "The box blinks orange since the update", ada.id, &[]).await;
        let say = async |text: &str| ada.post(paths::QuestionAnswers { id: thread.id }, &[("body", text)]).await;
        let page = say("Ask for an imei debloque at the shop around the corner.").await.refused();
        page.see("We do not publish offers to unlock phones.");
        page.see("at the shop around the corner");
        say("There is a pirate copy of this software somewhere.").await.done();
        say("The competitor has the same box, by the way.").await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM post WHERE state = 'held'", values![]).await, 1);
        let page = claire.get(paths::StaffModeration).await.ok();
        page.see("Watched word: pirate").see("Watched word: competitor");
        // the team's own words pass
        claire.post(paths::QuestionAnswers { id: thread.id }, &[("body", "Please do not use a pirate copy of it.")]).await.done();
        let page = manon.get(paths::StaffWords).await.ok();
        manon.press(&page, "Stop watching pirate", &[]).await.done();
        say("Where do I find the pirate flag in the menu?").await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM post WHERE state = 'held'", values![]).await, 1);
    }

    async fn anyone_reports_and_is_answered(app) {
        let (claire, denis) = (app.staff("claire").await, app.staff("denis").await);
        let (ada, yann) = (app.member("ada").await, app.member("yann").await);
        let thread = seed(app, "The box blinks orange since the update", ada.id, &[yann.id]).await;
        let visitor = app.anyone();
        assert!(visitor.get(paths::Home).await.ok().has("footer a[href='/notice']"));
        let page = visitor.get(paths::Notice).await.ok();
        let url = format!("{}{}", app.app.config.base_url(), paths::answer(thread.id, &thread.slug, thread.answers[0]));
        let wrong = visitor.press(&page, "Send the notice", &[("url", "https://elsewhere.example/x"), ("email", "nobody")]).await.refused();
        for field in ["url", "reason", "explanation", "name", "email"] {
            assert!(wrong.has(&format!("#e-{field}")), "{field}");
        }
        wrong.see("Tick that you believe it");
        let fields = [("url", url.as_str()), ("reason", "legal"), ("explanation", "It copies my book."), ("name", "Judith Okafor"), ("email", "judith@post.example"), ("good_faith", "1")];
        let done = visitor.press(&page, "Send the notice", &fields).await.done();
        let status = done.location().to_owned();
        visitor.get(&status).await.ok().see("Your notice has arrived").not_see("judith@post.example");
        let receipt = app.mail_to("judith@post.example").await;
        assert_eq!(receipt.link("/notice/"), status);
        // in the queue, with what it names; not before its author
        let list = claire.get(paths::StaffModeration).await.ok();
        list.see("Notice").see("It copies my book.");
        let item = claire.get(list.attr("main ul.plain h2 a", "href")).await.ok();
        item.see("Judith Okafor").see("Unlawful content");
        let opened = claire.press(&item, "Look at what it names", &[]).await.done();
        claire.post(opened.location(), &[("act", "hide"), ("reason", "legal"), ("fact", "Two pages of a book.")]).await.done();
        let path = item.attr("form.keyed[novalidate]", "action");
        claire.post(&path, &[("act", "agree"), ("answer", "")]).await.refused();
        claire.post(&path, &[("act", "agree"), ("answer", "We hid the text.")]).await.done();
        claire.post(&path, &[("act", "refuse"), ("answer", "Again.")]).await.status(409);
        assert!(app.mail_to("judith@post.example").await.text.contains("We hid the text."));
        // contested once, decided by somebody else
        let page = visitor.get(&status).await.ok();
        visitor.press(&page, "Send", &[("words", "It should be removed for good.")]).await.done();
        visitor.post(format!("{status}/contest"), &[("words", "Again")]).await.status(409);
        claire.get(paths::StaffModeration).await.ok().not_see("It should be removed");
        let list = denis.get(paths::StaffModeration).await.ok();
        let path = list.attr("main ul.plain h2 a", "href");
        claire.post(&path, &[("act", "refuse"), ("answer", "No.")]).await.status(409);
        denis.post(&path, &[("act", "refuse"), ("answer", "Hiding is enough.")]).await.done();
        visitor.get(&status).await.ok().see("After another look the decision stays").see("Hiding is enough.");
        assert!(app.mail_to("judith@post.example").await.text.contains("Hiding is enough."));
        visitor.get(paths::NoticeOf { token: "AAAA-AAAA-AAAA-AAAA" }).await.missing();
        app.ignore_mails();
    }

    async fn a_notice_about_oneself_is_for_others(app) {
        let (claire, denis) = (app.staff("claire").await, app.staff("denis").await);
        let ada = app.member("ada").await;
        let thread = seed(app, "The box blinks orange since the update", ada.id, &[]).await;
        claire.post(paths::PostComments { id: thread.id }, &[("body", "Which box do you have at home?")]).await.done();
        let comment = app.count("SELECT MAX(id) AS n FROM comment", values![]).await;
        let base = app.app.config.base_url();
        for url in [format!("{base}/posts/{}#comment-{comment}", thread.id), format!("{base}/users/claire?buy=pills")] {
            let fields = [("url", url.as_str()), ("reason", "abuse"), ("explanation", "They insulted me."), ("name", "Judith Okafor"), ("email", "judith@post.example"), ("good_faith", "1")];
            app.anyone().post(paths::Notice, &fields).await.done();
            let mail = app.mail_to("judith@post.example").await;
            assert!(!mail.text.contains("pills"), "only what is there is quoted: {}", mail.text);
        }
        claire.get(paths::StaffModeration).await.ok().see("Nothing waits here");
        assert_eq!(denis.get(paths::StaffModeration).await.ok().count("ul.plain > li"), 2);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM moderation_item WHERE object = 'notice' AND about_id = $1", values![claire.id.0]).await, 2);
        app.ignore_mails();
    }

    async fn whoever_decided_before_does_not_judge_the_appeal(app) {
        let (claire, denis, emil) = (app.staff("claire").await, app.staff("denis").await, app.staff("emil").await);
        let (ada, yann) = (app.member("ada").await, app.member("yann").await);
        let thread = seed(app, "The box blinks orange since the update", ada.id, &[yann.id]).await;
        let answer = thread.answers[0];
        let keep = [("act", "keep")];
        let hide = [("act", "hide"), ("reason", "abuse"), ("fact", "You insulted somebody.")];
        for (who, by, fields) in [("sam", &denis, &keep[..]), ("tom", &claire, &hide[..])] {
            app.member(who).await.post(paths::PostFlag { id: answer }, &[("reason", "abuse")]).await.done();
            let id = ItemId(app.count("SELECT id AS n FROM moderation_item WHERE object = 'post' AND object_id = $1 AND done_at IS NULL", values![answer.0]).await);
            by.post(paths::StaffItem { id }, fields).await.done();
        }
        let decisions = yann.get(paths::OwnDecisions).await.ok();
        let page = yann.get(decisions.attr("main ul.plain a", "href")).await.ok();
        yann.press(&page, "Send the appeal", &[("words", "I only said what happened.")]).await.done();
        let id = ItemId(app.count("SELECT id AS n FROM moderation_item WHERE object = 'appeal' AND done_at IS NULL", values![]).await);
        for who in [&claire, &denis] {
            who.get(paths::StaffModeration).await.ok().see("Nothing waits here");
            who.post(paths::StaffItem { id }, &[("act", "agree"), ("answer", "We were wrong.")]).await.status(409);
        }
        emil.get(paths::StaffModeration).await.ok().see("I only said what happened.");
        emil.post(paths::StaffItem { id }, &[("act", "agree"), ("answer", "We were wrong.")]).await.done();
        app.ledger_adds_up().await;
        app.ignore_mails();
    }

    async fn an_appeal_is_never_nobodys(app) {
        let (claire, denis, manon) = (app.staff("claire").await, app.staff("denis").await, app.manager("manon").await);
        let (ada, yann) = (app.member("ada").await, app.member("yann").await);
        let thread = seed(app, "The box blinks orange since the update", ada.id, &[yann.id]).await;
        let opened = claire.post(paths::StaffModerate { id: thread.answers[0] }, &[]).await.done().location().to_owned();
        // a note is a part as well
        manon.post(format!("{opened}/notes"), &[("words", "This is an insult.")]).await.done();
        claire.post(&opened, &[("act", "hide"), ("reason", "abuse"), ("fact", "You insulted somebody.")]).await.done();
        let decisions = yann.get(paths::OwnDecisions).await.ok();
        let page = yann.get(decisions.attr("main ul.plain a", "href")).await.ok();
        yann.press(&page, "Send the appeal", &[("words", "I only said what happened.")]).await.done();
        let id = ItemId(app.count("SELECT id AS n FROM moderation_item WHERE object = 'appeal' AND done_at IS NULL", values![]).await);
        // somebody is there who took no part
        for who in [&claire, &manon] {
            who.get(paths::StaffModeration).await.ok().see("Nothing waits here");
            who.post(paths::StaffItem { id }, &[("act", "agree"), ("answer", "We were wrong.")]).await.status(409);
        }
        denis.get(paths::StaffModeration).await.ok().see("I only said what happened.").not_see("last resort");
        // they are suspended: whoever leads and did not decide is the last resort
        app.alter(denis.id, &format!("suspended_until = {}", app.now() + DAY)).await;
        claire.get(paths::StaffModeration).await.ok().see("Nothing waits here");
        manon.get(paths::StaffModeration).await.ok().see("I only said what happened.").see("last resort");
        let page = manon.get(paths::StaffItem { id }).await.ok();
        page.see("you are the last resort");
        // nobody leads either: whoever decided does again, a day later
        app.alter(manon.id, &format!("suspended_until = {}", app.now() + 9 * DAY)).await;
        claire.get(paths::StaffModeration).await.ok().see("I only said what happened.").see("last resort");
        claire.post(paths::StaffItem { id }, &[("act", "agree"), ("answer", "I was wrong.")]).await.status(409);
        // back again, they decide
        app.alter(manon.id, "suspended_until = NULL").await;
        manon.post(paths::StaffItem { id }, &[("act", "agree"), ("answer", "We were wrong.")]).await.done();
        app.ledger_adds_up().await;
        app.ignore_mails();
    }

    async fn one_address_reports_only_so_often(app) {
        let visitor = app.anyone_at([192, 0, 2, 7]);
        let url = format!("{}/", app.app.config.base_url());
        let fields = [("url", url.as_str()), ("reason", "legal"), ("explanation", "It copies my book."), ("name", "J"), ("email", "judith@post.example"), ("good_faith", "1")];
        for _ in 0..5 {
            visitor.post(paths::Notice, &fields).await.done();
        }
        visitor.post(paths::Notice, &fields).await.status(429);
        app.ignore_mails();
    }
}
