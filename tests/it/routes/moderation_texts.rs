//! What moderation says of people: edits looked at like new texts, words that go where they are taken out, what leaves
//! with whom it was about.

use super::accounts::{PASSWORD, logs_in, with_password};
use crate::support::*;

async fn watched(app: &TestApp) {
    let manon = app.manager("manon").await;
    for (word, act) in [("unlocker", "block"), ("pirate", "hold"), ("competitor", "flag")] {
        manon.post(paths::StaffWords, &[("word", word), ("act", act), ("message", "We do not publish offers to unlock phones.")]).await.done();
    }
}

async fn traces(app: &TestApp, words: &str) -> Vec<String> {
    app.dump().await.into_iter().flat_map(|(table, rows)| rows.into_iter().map(move |r| format!("{table}: {r}"))).filter(|r| r.contains(words)).collect()
}

const SOURCES: &str = "SELECT (SELECT COUNT(*) FROM post WHERE source LIKE '%irate%') + (SELECT COUNT(*) FROM comment WHERE source LIKE '%irate%') AS n";

both! {
    async fn an_edit_is_looked_at_like_a_new_text(app) {
        let (claire, ada, bea) = (app.staff("claire").await, app.member("ada").await, app.member("bea").await);
        let reviewer = app.ambassador("emil").await;
        let t = seed(app, "The box blinks orange since the update", ada.id, &[bea.id]).await;
        ada.post(paths::PostComments { id: t.id }, &[("body", "It began on Monday morning.")]).await.done();
        watched(app).await;
        let answer = t.answers[0];
        let edit = async |who: &Client, body: &str, base: &str| who.post(paths::PostEdit { id: answer }, &[("body", body), ("revision", base), ("reason", "Clearer")]).await;
        // stopped: the form comes back with what was typed
        let page = edit(&bea, "Buy the unlocker at the corner.", "1").await.refused();
        page.see("We do not publish offers to unlock phones.").see("at the corner");
        // held: it waits as a suggestion, and what stands stays
        let done = edit(&bea, "A pirate copy does it.", "1").await.done();
        bea.follow(&done).await.ok().see("Your edit waits for a look by the team");
        assert_eq!(app.count(SOURCES, []).await, 0);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM suggested_edit WHERE state = 'pending' AND editor_id = $1", values![bea.id.0]).await, 1);
        let suggestion = entity::SuggestionId(app.count("SELECT MAX(id) AS n FROM suggested_edit", []).await);
        // it stands in the queue, with its why
        let queue = claire.get("/staff/moderation?view=held").await.ok();
        queue.see("Watched word: pirate").see("Suggested edit").see("A pirate copy does it.").see("Bea");
        assert_eq!(queue.texts("nav.tabs a[aria-current] .n"), ["1"]);
        let page = claire.get(queue.attr("ul.plain h2 a", "href")).await.ok();
        page.see("Watched word: pirate").see("waits for the team");
        assert!(page.has("button[value='accept']"));
        bea.get(paths::PostSuggestions { id: answer }).await.ok().see("waits for the team").not_see("Watched word");
        // whoever reviews edits leaves that to the team
        assert!(!reviewer.get(paths::Review).await.ok().has("button[value='accept']"));
        reviewer.post(paths::Suggestion { id: suggestion }, &[("decision", "accept")]).await.refused().see("Somebody of the team decides");
        assert_eq!(app.count(SOURCES, []).await, 0);
        claire.post(paths::Suggestion { id: suggestion }, &[("decision", "accept")]).await.done();
        claire.get(paths::StaffModeration).await.ok().see("Nothing waits here");
        assert_eq!(app.count(SOURCES, []).await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM ledger_entry WHERE member_id = $1 AND kind = 'edit_accepted' AND points > 0", values![bea.id.0]).await, 0, "nothing for one's own text");
        // what was let through is no reason to stop the next edit
        edit(&bea, "A pirate copy does it, slowly.", "2").await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM post WHERE source LIKE '%slowly%'", []).await, 1);
        // flagged: published, and looked at
        edit(&bea, "The competitor and a pirate copy do it.", "3").await.done();
        claire.get(paths::StaffModeration).await.ok().see("Watched word: competitor");
        // a title, and a comment
        ada.post(paths::PostEdit { id: t.id }, &[("title", "The box needs an unlocker"), ("revision", "1")]).await.refused().see("offers to unlock");
        let comment = entity::CommentId(app.count("SELECT MAX(id) AS n FROM comment", []).await);
        ada.post(paths::CommentEdit { id: comment }, &[("body", "It began with the unlocker."), ("revision", "0")]).await.refused().see("offers to unlock");
        ada.post(paths::CommentEdit { id: comment }, &[("body", "It began with a Pirate copy."), ("revision", "0")]).await.refused().see("a person reads first");
        assert_eq!(app.count(SOURCES, []).await, 1);
        // the team's own edits pass
        claire.post(paths::PostEdit { id: answer }, &[("body", "Use neither the unlocker nor a pirate copy."), ("revision", "4"), ("reason", "Clearer")]).await.done();
        app.ignore_mails();
    }

    async fn an_advertisement_does_not_come_in_by_an_edit(app) {
        let ada = app.member("ada").await;
        app.alter(ada.id, &format!("created_at = {}", app.now() - HOUR)).await;
        let t = seed(app, "The box blinks orange since the update", ada.id, &[]).await;
        ada.post(paths::PostEdit { id: t.id }, &[("body", "Write to me on WhatsApp for a bitcoin recovery expert, all is well."), ("revision", "1"), ("reason", "More")]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM post WHERE source LIKE '%bitcoin%'", []).await, 0);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM suggested_edit WHERE state = 'pending'", []).await, 1);
        app.anyone().get(paths::Question { id: t.id, slug: &t.slug }).await.ok().not_see("WhatsApp");
        app.ignore_mails();
    }

    async fn what_was_let_through_once_is_no_way_in_for_more(app) {
        let (claire, ada) = (app.staff("claire").await, app.member("ada").await);
        let reviewer = app.ambassador("emil").await;
        app.alter(ada.id, &format!("created_at = {}", app.now() - 2 * DAY)).await;
        let t = seed(app, "The box blinks orange since the update", ada.id, &[]).await;
        let edit = async |body: &str, base: &str| ada.post(paths::PostEdit { id: t.id }, &[("body", body), ("revision", base), ("reason", "More")]).await.done();
        let suggestion = async || entity::SuggestionId(app.count("SELECT COALESCE(MAX(id), 0) AS n FROM suggested_edit WHERE state = 'pending'", []).await);
        edit("A friend told me on WhatsApp that the box is broken, and the light stays orange.", "1").await;
        // a sign of spam as well is the team's to decide, not a reviewer's, nor by hand
        let id = suggestion().await;
        reviewer.post(paths::Suggestion { id }, &[("decision", "accept")]).await.refused().see("Somebody of the team decides");
        reviewer.post(paths::PostEdit { id: t.id }, &[("body", "A friend told me on WhatsApp."), ("revision", "1"), ("suggestion", &id.to_string())]).await.refused();
        claire.post(paths::Suggestion { id }, &[("decision", "accept")]).await.done();
        // what somebody read is no reason to wait again
        edit("A friend told me on WhatsApp that the box is broken, and the light stays red.", "2").await;
        assert_eq!((suggestion().await.0, app.count("SELECT revision AS n FROM post WHERE id = $1", values![t.id.0]).await), (0, 3));
        // nor a door for something else
        edit("A friend told me on WhatsApp that the box is broken, and the light stays red. Our casino pays whoever repairs it.", "3").await;
        assert_ne!(suggestion().await.0, 0);
        app.anyone().get(paths::Question { id: t.id, slug: &t.slug }).await.ok().see("light stays red").not_see("casino");
        claire.get("/staff/moderation?view=held").await.ok().see("Words of sellers").see("casino");
        // taken back by whoever leaves
        claire.get(paths::StaffModeration).await.ok().see("casino");
        let tx = app.db().write().await.expect("a transaction");
        entraide::accounts::settings::leave(&tx, ada.id, app.now()).await.expect("gone");
        tx.commit().await.expect("committed");
        claire.get(paths::StaffModeration).await.ok().see("Nothing waits here");
        app.ignore_mails();
    }

    async fn an_edit_is_a_row_of_the_queue(app) {
        let (claire, denis, ada) = (app.staff("claire").await, app.staff("denis").await, app.member("ada").await);
        let mia = app.member("mia").await;
        let t = seed(app, "The box blinks orange since the update", ada.id, &[]).await;
        let suggest = async |who: &Client, body: &str| who.post(paths::PostEdit { id: t.id }, &[("body", body), ("revision", "1"), ("reason", "Clearer")]).await.done();
        suggest(&mia, "It blinks since Monday.").await;
        // a second thought takes the place of the first
        suggest(&mia, "It blinks since Tuesday.").await;
        for who in [&claire, &denis] {
            let queue = who.get("/staff/moderation?view=edit").await.ok();
            queue.see("It blinks since Tuesday.").not_see("Monday").see("Mia").see("Suggested edit");
            assert_eq!(queue.texts("nav.tabs a[aria-current] .n"), ["1"]);
        }
        // never one's own
        app.alter(mia.id, "role = 'staff'").await;
        let mia = app.browser(mia.id).await;
        mia.get(paths::StaffModeration).await.ok().see("Nothing waits here");
        let item = paths::StaffItem { id: entity::ItemId(app.count("SELECT MAX(id) AS n FROM moderation_item WHERE object = 'suggestion'", []).await) };
        mia.get(item).await.missing();
        claire.post(item, &[("act", "keep")]).await.missing();
        // what is out of sight waits unseen
        claire.post(paths::PostDelete { id: t.id }, &[("reason", "Twice")]).await.done();
        denis.get(paths::StaffModeration).await.ok().not_see("Tuesday");
        claire.post(paths::PostRestore { id: t.id }, &[]).await.done();
        // it opens where it is decided
        let there = denis.get(item).await.done();
        let page = denis.get(there.location()).await.ok();
        denis.press(&page, "Accept", &[]).await.done();
        denis.get("/staff/moderation?view=edit").await.ok().see("Nothing waits here");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM moderation_item WHERE object = 'suggestion' AND done_by = $1", values![denis.id.0]).await, 1);
        app.ignore_mails();
    }

    async fn words_go_from_what_moderation_said_too(app) {
        let (claire, denis, ada, yann) = (app.staff("claire").await, app.staff("denis").await, app.member("ada").await, app.member("yann").await);
        let number = "quux@home.example";
        let t = seed(app, "The box blinks orange since the update", ada.id, &[yann.id]).await;
        let url = format!("{}{}", app.app.config.base_url(), paths::Post { id: t.answers[0] });
        let fields = [("url", url.as_str()), ("reason", "privacy"), ("explanation", "It says that quux@home.example is mine."), ("name", "Judith Okafor"), ("email", "judith@post.example"), ("good_faith", "1")];
        app.anyone().post(paths::Notice, &fields).await.done();
        let opened = claire.post(paths::StaffModerate { id: t.answers[0] }, &[]).await.done().location().to_owned();
        claire.post(format!("{opened}/notes"), &[("words", "They ask us about quux@home.example again.")]).await.done();
        claire.post(&opened, &[("act", "hide"), ("reason", "privacy"), ("fact", "You named quux@home.example there.")]).await.done();
        let decision = yann.get(yann.get(paths::OwnDecisions).await.ok().attr("main ul.plain a", "href")).await.ok();
        yann.press(&decision, "Send the appeal", &[("words", "quux@home.example is my own.")]).await.done();
        let appeal = entity::ItemId(app.count("SELECT id AS n FROM moderation_item WHERE object = 'appeal'", []).await);
        denis.post(paths::StaffItem { id: appeal }, &[("act", "refuse"), ("answer", "That quux@home.example is yours changes nothing.")]).await.done();
        let notice = entity::ItemId(app.count("SELECT id AS n FROM moderation_item WHERE object = 'notice'", []).await);
        claire.post(paths::StaffItem { id: notice }, &[("act", "agree"), ("answer", "We hid quux@home.example for you.")]).await.done();
        let seen = traces(app, "quux").await;
        for table in ["moderation_note", "moderation_decision", "decision_appeal", "content_notice", "mail"] {
            assert!(seen.iter().any(|r| r.starts_with(table)), "{table} in {seen:#?}");
        }
        claire.post(paths::PostRedact { id: t.id }, &[("words", number), ("sure", "1")]).await.done();
        let left = traces(app, "quux").await;
        assert!(left.is_empty(), "{left:#?}");
        app.ignore_mails();
    }

    async fn what_was_decided_is_taken_along_and_goes_with_its_member(app) {
        let claire = app.staff("claire").await;
        with_password(app, "yann").await;
        let yann = app.anyone();
        logs_in(&yann, "yann", PASSWORD).await.done();
        let member = paths::StaffModerationMember { username: "yann" };
        claire.post(member, &[("act", "warn"), ("reason", "disrespect"), ("fact", "You said zqx to three people.")]).await.done();
        claire.post(paths::StaffModerationMemberNote { username: "yann" }, &[("words", "Known for zqx since spring.")]).await.done();
        let decision = yann.get(yann.get(paths::OwnDecisions).await.ok().attr("main ul.plain a", "href")).await.ok();
        yann.press(&decision, "Send the appeal", &[("words", "I never said zqx.")]).await.done();
        let everything = yann.post(paths::SettingsExport, &[("export_password", PASSWORD)]).await.ok();
        everything.see("You said zqx to three people.").see("I never said zqx.").not_see("Known for");
        yann.post(paths::SettingsDelete, &[("sure", "1"), ("delete_password", PASSWORD)]).await.done();
        let left = traces(app, "zqx").await;
        assert!(left.is_empty(), "{left:#?}");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM moderation_decision WHERE act = 'warn'", []).await, 1, "that there was one is counted");
        app.ignore_mails();
    }

    async fn whoever_types_the_address_of_another_learns_nothing(app) {
        let (claire, ada, yann) = (app.staff("claire").await, app.member("ada").await, app.member("yann").await);
        let t = seed(app, "The box blinks orange since the update", ada.id, &[yann.id]).await;
        let url = format!("{}{}", app.app.config.base_url(), paths::Post { id: t.answers[0] });
        let send = async |at: u8, email: &str, explanation: &str| {
            let fields = [("url", url.as_str()), ("reason", "legal"), ("explanation", explanation), ("name", "Judith Okafor"), ("email", email), ("good_faith", "1")];
            app.anyone_at([192, 0, 2, at]).post(paths::Notice, &fields).await.done().location().to_owned()
        };
        let hers = send(1, "judith@post.example", "It copies my book.").await;
        let stranger = send(2, "Judith@post.example", "And the next page of it too.").await;
        assert_ne!(hers, stranger);
        // two rows, and the team sees that they are about one thing
        let items = "SELECT COUNT(*) AS n FROM moderation_item WHERE object = 'notice' AND done_at IS NULL";
        assert_eq!(app.count(items, []).await, 2);
        let id = entity::ItemId(app.count("SELECT MIN(id) AS n FROM moderation_item WHERE object = 'notice'", []).await);
        claire.get(paths::StaffItem { id }).await.ok().see("It copies my book.").see("And the next page of it too.");
        claire.post(paths::StaffItem { id }, &[("act", "refuse"), ("answer", "It quotes two lines.")]).await.done();
        // the answer is hers alone, and so is contesting it
        app.anyone().get(&hers).await.ok().see("It quotes two lines.");
        app.anyone().get(&stranger).await.ok().not_see("It quotes two lines.");
        app.anyone().post(format!("{stranger}/contest"), &[("words", "It is two pages.")]).await.status(409);
        assert_eq!(app.count(items, []).await, 1);
        app.anyone().post(format!("{hers}/contest"), &[("words", "It is two pages.")]).await.done();
        app.anyone().post(format!("{hers}/contest"), &[("words", "It is two pages.")]).await.status(409);
        app.anyone().get(&stranger).await.ok().not_see("two pages");
        // the other has an answer of its own, to be contested in its turn
        let other = entity::ItemId(app.count("SELECT id AS n FROM moderation_item WHERE object = 'notice' AND done_at IS NULL", []).await);
        claire.post(paths::StaffItem { id: other }, &[("act", "agree"), ("answer", "We took that page away.")]).await.done();
        app.anyone().get(&stranger).await.ok().see("We took that page away.");
        app.anyone().get(&hers).await.ok().not_see("We took that page away.");
        app.anyone().post(format!("{stranger}/contest"), &[("words", "There is a third.")]).await.done();
        app.ignore_mails();
    }

    async fn a_stranger_does_not_use_up_the_receipts_of_an_address(app) {
        let (ada, yann) = (app.member("ada").await, app.member("yann").await);
        let t = seed(app, "The box blinks orange since the update", ada.id, &[yann.id, yann.id]).await;
        let base = app.app.config.base_url();
        let send = async |at: u8, url: &str| {
            let fields = [("url", url), ("reason", "legal"), ("explanation", "It copies my book."), ("name", "Judith Okafor"), ("email", "judith@post.example"), ("good_faith", "1")];
            app.anyone_at([192, 0, 2, at]).post(paths::Notice, &fields).await.done();
        };
        let received = async || app.mails().await.into_iter().filter(|m| m.to_email == "judith@post.example").count();
        let (one, two) = (format!("{base}{}", paths::Post { id: t.answers[0] }), format!("{base}{}", paths::Post { id: t.answers[1] }));
        // somebody types her address five times: three mails
        for _ in 0..5 {
            send(1, &one).await;
        }
        assert_eq!(received().await, 3);
        // her own, from elsewhere, of the same and of another thing
        send(2, &one).await;
        send(2, &two).await;
        assert_eq!(received().await, 5);
        // however many places it comes from, a mailbox is not filled
        for n in 0..20 {
            send(10 + n, &one).await;
        }
        assert_eq!(received().await, 12);
        app.advance(DAY + 1).await;
        send(40, &one).await;
        assert_eq!(received().await, 13);
        app.ignore_mails();
    }
}
