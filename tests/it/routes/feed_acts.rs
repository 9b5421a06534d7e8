//! Presses over the rows of the feed: what may be pressed, what is told of what was not done, and the way back.

use super::feed::{asked, owner, press};
use crate::support::*;

both! {
    async fn nobody_presses_over_their_own_thread(app) {
        let (claire, denis) = (app.staff("claire").await, app.staff("denis").await);
        let own = asked(app, "What the team asked as a customer", claire.id, 5 * HOUR, &[]).await;
        let words: [(&str, &[(&str, &str)]); 10] = [
            ("claim", &[]), ("release", &[]), ("wake", &[]), ("take_over", &[("text", "It is mine.")]), ("assign", &[("to", "claire")]), ("escalate", &[("text", "It is mine.")]),
            ("hand_over", &[("department", "support"), ("text", "It is mine.")]), ("snooze", &[("until", "week")]), ("note", &[("text", "It is mine.")]),
            ("resolve", &[("outcome", "refused"), ("text", "It is mine.")]),
        ];
        for (word, fields) in words {
            let page = press(&claire, word, &[own], fields).await;
            assert_eq!(page.status, 422, "{word}: {}", page.describe());
            page.see("This is yours").see("What the team asked as a customer");
        }
        for table in ["escalation", "staff_note", "feed_act"] {
            assert_eq!(app.count(&format!("SELECT COUNT(*) AS n FROM {table}"), []).await, 0, "{table}");
        }
        press(&denis, "claim", &[own], &[]).await.done();
        let taken = press(&claire, "take_over", &[own], &[("text", "It is mine.")]).await;
        assert_eq!((taken.status.as_u16(), owner(app, own).await), (422, denis.id.0));
    }

    async fn a_press_tells_what_it_did_not_do(app) {
        let (ada, claire, denis) = (app.member("ada").await, app.staff("claire").await, app.staff("denis").await);
        let mut four = Vec::new();
        for title in ["Free for whoever wants it", "In the hands of somebody else", "Removed before the press", "Asked by whoever presses"] {
            four.push(asked(app, title, if four.len() == 3 { claire.id } else { ada.id }, 5 * HOUR, &[]).await);
        }
        press(&denis, "claim", &[four[1]], &[]).await.done();
        app.manager("manon").await.post(paths::PostDelete { id: four[2] }, &[("reason", "spam")]).await.done();
        let page = press(&claire, "claim", &four, &[]).await;
        assert_eq!(page.status, 422, "{}", page.describe());
        page.see("That thread is not there any more").see("This is yours").see("Denis has had it");
        assert_eq!(owner(app, four[0]).await, claire.id.0);
        // what a colleague has can be taken over, and nothing else
        assert_eq!(page.attrs("#act input[name=on]", "value"), [four[1].to_string()]);
        let page = press(&claire, "snooze", &four[2..3], &[("until", "week")]).await;
        assert_eq!(page.status, 422);
        page.see("That thread is not there any more").not_see("Tick at least one");
        assert!(!page.has("#act form"));
        app.ignore_mails();
    }

    async fn presses_are_undone_one_after_the_other(app) {
        let (ada, claire, denis) = (app.member("ada").await, app.staff("claire").await, app.staff("denis").await);
        let id = asked(app, "Taken, put aside, given away", ada.id, 5 * HOUR, &[]).await;
        press(&claire, "claim", &[id], &[]).await.done();
        press(&claire, "snooze", &[id], &[("until", "week")]).await.done();
        press(&claire, "assign", &[id], &[("to", "denis")]).await.done();
        let undo = async || {
            claire.follow(&claire.press(&claire.get(paths::StaffFeed).await, "Undo", &[]).await).await.see("Undone.");
        };
        let asleep = async || app.count("SELECT COUNT(*) AS n FROM feed_row WHERE snoozed = TRUE", values![]).await;
        assert_eq!((owner(app, id).await, asleep().await), (denis.id.0, 1));
        undo().await;
        assert_eq!((owner(app, id).await, asleep().await), (claire.id.0, 1));
        undo().await;
        assert_eq!((owner(app, id).await, asleep().await), (claire.id.0, 0));
        undo().await;
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM escalation", values![]).await, 0);
        assert!(!claire.get(paths::StaffFeed).await.has("form.undo"));

        // what somebody did in between stays, and what was before it
        press(&claire, "claim", &[id], &[]).await.done();
        denis.post(paths::StaffThreadTakeOver { id }, &[("note", "I know them.")]).await.done();
        press(&claire, "take_over", &[id], &[("text", "I was on it.")]).await.done();
        undo().await;
        assert_eq!(owner(app, id).await, denis.id.0);
        let page = claire.follow(&claire.press(&claire.get(paths::StaffFeed).await, "Undo", &[]).await).await;
        page.see("Not all of it could be undone");
        assert_eq!(owner(app, id).await, denis.id.0);

        // an owner who can have it no longer does not get it back
        press(&claire, "take_over", &[id], &[("text", "They are away.")]).await.done();
        app.alter(denis.id, "suspended_until = 9000000000000").await;
        claire.follow(&claire.press(&claire.get(paths::StaffFeed).await, "Undo", &[]).await).await.see("Not all of it could be undone");
        assert_eq!(owner(app, id).await, claire.id.0);
        app.exec("UPDATE department SET load_cap = 1", values![]).await;
        press(&claire, "release", &[id], &[]).await.done();
        let act = claire.get(paths::StaffFeed).await.attr("form.undo input[name=act]", "value");
        let more = asked(app, "One more of the same", ada.id, 6 * HOUR, &[]).await;
        press(&claire, "claim", &[more], &[]).await.done();
        claire.follow(&claire.post(paths::StaffFeedUndo, &[("act", &act)]).await).await.see("Not all of it could be undone");
        assert_eq!((owner(app, id).await, owner(app, more).await), (0, claire.id.0));
        app.ignore_mails();
    }

    async fn a_press_is_undone_for_as_long_as_the_rules_say(app) {
        app.ignore_mails();
        let (ada, claire) = (app.member("ada").await, app.staff("claire").await);
        let id = asked(app, "Taken by mistake", ada.id, 5 * HOUR, &[]).await;
        for (minutes, after, there) in [(25, 24, true), (3, 2, true), (3, 4, false)] {
            let mut n = entraide::rules::numbers::Numbers::default();
            n.escalation.undo_minutes = minutes;
            let text = toml::to_string(&n).expect("numbers");
            app.exec("INSERT INTO rule_version (applied_at, zone, numbers, note) VALUES ($1, 'Europe/Paris', $2, '')", values![app.now(), text]).await;
            press(&claire, "claim", &[id], &[]).await.done();
            let act = claire.get(paths::StaffFeed).await.ok().attr("form.undo input[name=act]", "value");
            app.advance(after * MINUTE).await;
            assert_eq!(claire.get(paths::StaffFeed).await.ok().has("form.undo"), there, "{after} of {minutes} minutes");
            let page = claire.post(paths::StaffFeedUndo, &[("act", &act)]).await;
            assert_eq!(page.status, if there { 303 } else { 409 }, "{after} of {minutes} minutes");
            assert_eq!(owner(app, id).await, if there { 0 } else { claire.id.0 });
        }
    }
}
