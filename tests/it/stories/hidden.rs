//! A text is hidden; its author reads why, appeals, and somebody who took no part puts it back, points and all.

use entity::{DecisionId, ItemId};
use entraide::i18n::Lang;

use crate::support::*;

async fn is_put_back(app: &TestApp, lang: Lang) {
    let (claire, denis) = (app.staff("claire").await.id, app.staff("denis").await.id);
    let (ada, yann, sam) = (app.member("ada").await.id, app.member("yann").await.id, app.member("sam").await.id);
    app.exec("UPDATE account SET lang = $1", values![lang.code()]).await;
    let browser = async |id| app.browser(id).await.speaking(lang.code());
    let thread = seed(app, "The box blinks orange since the update", ada, &[yann]).await;
    let (answer, question) = (thread.answers[0], paths::Question { id: thread.id, slug: &thread.slug });
    browser(ada).await.post(paths::PostVote { id: answer }, &[("direction", "up")]).await.done();
    let points = async |who: entity::AccountId| app.count("SELECT reputation AS n FROM account WHERE id = $1", values![who.0]).await;
    assert_eq!(points(yann).await, 10);

    // reported, and hidden by a moderator in a hurry
    let reporter = browser(sam).await;
    let page = reporter.get(paths::PostFlag { id: answer }).await.ok();
    reporter.press(&page, lang.flags_send(), &[("reason", "abuse"), ("details", "Look at the tone")]).await.done();
    let fact = "Votre ton blesse, your tone hurts.";
    let moderator = browser(claire).await;
    let queue = moderator.get(paths::StaffModeration).await.ok();
    let page = moderator.get(queue.attr("ul.plain h2 a", "href")).await.ok();
    page.see("Look at the tone").see("unplug it");
    let hide = format!("{} h", lang.moderation_hide());
    moderator.press(&page, &hide, &[("reason", ""), ("fact", fact)]).await.refused();
    moderator.press(&page, &hide, &[("reason", "abuse"), ("fact", fact)]).await.done();
    // what is hidden keeps what it was worth; the report was right
    assert_eq!((points(yann).await, points(sam).await), (10, 2));
    assert_eq!(app.count("SELECT COUNT(*) AS n FROM post WHERE id = $1 AND state = 'hidden' AND removed_as_abuse_at IS NULL", values![answer.0]).await, 1);

    // everyone sees that something stood here, and why it went; not what
    let page = app.anyone().speaking(lang.code()).get(question).await.ok();
    page.see(lang.flags_abuse()).not_see("unplug it");

    // the statement of reasons, in the author's language
    let mail = app.mail_to("yann@example.com").await;
    assert_eq!(mail.subject, lang.mail_moderation_subject("Nordik"));
    for said in [fact, lang.flags_abuse(), lang.moderation_did_hide(), lang.moderation_person_decided()] {
        assert!(mail.text.contains(said), "{said}\n{}", mail.text);
    }
    let own = mail.link("/moderation/decisions/");
    let page = browser(yann).await.get(&own).await.ok();
    page.see(fact).see("unplug it");

    // the appeal: once, within six months
    app.advance(150 * DAY).await;
    let page = browser(yann).await.get(&own).await.ok();
    browser(yann).await.press(&page, lang.moderation_appeal_send(), &[("words", "Read it again, please.")]).await.done();
    browser(yann).await.get(&own).await.ok().see("Read it again");
    let decision = DecisionId(app.count("SELECT MAX(id) AS n FROM moderation_decision", values![]).await);
    browser(yann).await.post(paths::OwnDecisionAppeal { id: decision }, &[("words", "Again")]).await.status(409);
    let due = app.count("SELECT due_at AS n FROM decision_appeal", values![]).await;
    assert!((5 * DAY..9 * DAY).contains(&(due - app.now())), "five working days");

    // not by whoever decided
    let appeal = ItemId(app.count("SELECT id AS n FROM moderation_item WHERE kind = 'appeal' AND done_at IS NULL", values![]).await);
    browser(claire).await.get(paths::StaffModeration).await.ok().see(lang.moderation_empty());
    browser(claire).await.get(paths::StaffItem { id: appeal }).await.ok().see(lang.moderation_appeal_not_yours());
    browser(claire).await.post(paths::StaffItem { id: appeal }, &[("act", "refuse"), ("answer", "No")]).await.status(409);
    // by somebody else: it was wrong
    let page = browser(denis).await.get(paths::StaffItem { id: appeal }).await.ok();
    page.see("Read it again").see(fact).see("unplug it");
    browser(denis).await.press(&page, &format!("{} a", lang.moderation_appeal_agree()), &[("answer", "Brusque, not abusive.")]).await.done();

    // as if it had never been
    app.anyone().speaking(lang.code()).get(question).await.ok().see("unplug it");
    assert_eq!((points(yann).await, points(sam).await), (10, 1));
    app.ledger_adds_up().await;
    browser(yann).await.get(&own).await.ok().see(lang.moderation_appeal_overturned()).see("Brusque, not abusive.");
    let mail = app.mail_to("yann@example.com").await;
    assert!(mail.text.contains("Brusque, not abusive.") && mail.text.contains(lang.moderation_appeal_overturned()), "{}", mail.text);
    assert_eq!(app.count("SELECT COUNT(*) AS n FROM audit WHERE action = 'appeal_overturned'", values![]).await, 1);
    app.ignore_mails(); // months passed
}

async fn alone(app: &TestApp) {
    let (manon, ada, yann) = (app.manager("manon").await, app.member("ada").await, app.member("yann").await);
    let thread = seed(app, "The box blinks orange since the update", ada.id, &[yann.id]).await;
    let opened = manon.post(paths::StaffModerate { id: thread.answers[0] }, &[]).await.done();
    manon.post(opened.location(), &[("act", "hide"), ("reason", "danger"), ("fact", "Somebody could be hurt.")]).await.done();
    let own = app.mail_to("yann@example.com").await.link("/moderation/decisions/");
    yann.post(format!("{own}/appeal"), &[("words", "Nobody could.")]).await.done();
    let appeal = ItemId(app.count("SELECT id AS n FROM moderation_item WHERE kind = 'appeal'", values![]).await);
    manon.post(paths::StaffItem { id: appeal }, &[("act", "refuse"), ("answer", "I looked again.")]).await.status(409);
    app.advance(DAY).await;
    let manon = app.browser(manon.id).await;
    manon.get(paths::StaffItem { id: appeal }).await.ok().see("no second one");
    manon.post(paths::StaffItem { id: appeal }, &[("act", "refuse"), ("answer", "I looked again.")]).await.done();
    assert_eq!(app.count("SELECT COUNT(*) AS n FROM decision_appeal WHERE no_second = TRUE AND overturned = FALSE", values![]).await, 1);
    yann.get(&own).await.ok().see("there is no second one").see("I looked again.");
    app.mail_to("yann@example.com").await;
}

both! {
    async fn a_hidden_text_is_put_back_by_another_in_english(app) { is_put_back(app, Lang::En).await }
    async fn a_hidden_text_is_put_back_by_another_in_french(app) { is_put_back(app, Lang::Fr).await }
    async fn without_a_second_person_the_same_decides_a_day_later(app) { alone(app).await }
}
