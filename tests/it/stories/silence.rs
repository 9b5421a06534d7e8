//! Nobody answers: others have their time, then the team is told, the deadline passes, somebody takes it, promises, misses
//! the date, and owes an outcome until everyone can see one. Through the pages, in both languages.

use entity::{AccountId, PostId};
use entraide::i18n::Lang;

use crate::support::*;

struct Play<'a> {
    app: &'a TestApp,
    lang: Lang,
    id: PostId,
}

impl Play<'_> {
    async fn browser(&self, who: AccountId) -> Client {
        self.app.browser(who).await.speaking(self.lang.code())
    }

    async fn later(&self, by: i64) {
        self.app.advance(by).await;
        self.app.tick().await;
    }

    async fn urgency(&self) -> i64 {
        self.app.count("SELECT COALESCE(MAX(urgency), 0) AS n FROM feed_row WHERE question_id = $1", values![self.id.0]).await
    }

    async fn because(&self, reason: &'static str) -> bool {
        self.app.count("SELECT COUNT(*) AS n FROM feed_reason WHERE question_id = $1 AND reason = $2", values![self.id.0, reason]).await == 1
    }

    async fn desk(&self, who: &Client) -> Page {
        who.get(paths::StaffThread { id: self.id }).await.ok()
    }

    async fn public(&self) -> Page {
        let page = self.app.anyone().speaking(self.lang.code()).get(paths::QuestionShort { id: self.id }).await;
        self.app.anyone().speaking(self.lang.code()).get(page.location()).await.ok()
    }
}

async fn silence(app: &TestApp, lang: Lang) {
    let (ada, claire) = (app.member("ada").await.id, app.staff("claire").await.id);
    app.exec("UPDATE account SET lang = $1", values![lang.code()]).await;
    let browser = app.browser(ada).await.speaking(lang.code());
    let done = browser.post(paths::Questions, &[("title", "The television is silent since the storm"), ("body", "Picture, but not a sound, on every channel and every input."), ("category", "unsure")]).await.done();
    let id = PostId(done.location().split('/').nth(2).and_then(|s| s.parse().ok()).expect("a question's address"));
    let play = Play { app, lang, id };

    // Tuesday, 10:00: others have two hours, and a day of work to go before the deadline
    play.later(HOUR).await;
    assert_eq!(play.urgency().await, 0);
    play.later(HOUR + MINUTE).await;
    assert!(play.urgency().await >= 50 && play.because("unanswered").await);
    // 16:30: three quarters of it are used
    play.later(4 * HOUR + 30 * MINUTE).await;
    assert!(play.urgency().await >= 60 && play.because("deadline_near").await);
    // 18:00 was the deadline; Wednesday, 9:31
    play.later(17 * HOUR).await;
    assert!((80..90).contains(&play.urgency().await) && play.because("deadline_passed").await, "{}", play.urgency().await);
    play.public().await.see(lang.ui_state_escalated());

    // Claire takes it, and promises
    let claire = play.browser(claire).await;
    let page = play.desk(&claire).await;
    page.see(lang.esc_cause_deadline());
    claire.press(&page, lang.esc_claim(), &[]).await.done();
    let page = play.desk(&claire).await;
    page.see(lang.esc_yours());
    claire.press(&page, lang.esc_promise_do(), &[("message", "We try the same decoder here."), ("due", "2026-11-26T12:00")]).await.done();
    assert!(app.mail_to("ada@example.com").await.text.contains("We try the same decoder here."));
    play.public().await.see("We try the same decoder here.").not_see(lang.esc_promise_missed());
    claire.get(paths::StaffPromises).await.ok().see(lang.esc_promises_ahead());

    // Thursday, 12:01: it was not kept
    play.later(26 * HOUR + 30 * MINUTE).await;
    assert!(play.because("broken_promise").await);
    assert!((95..100).contains(&play.urgency().await), "{}", play.urgency().await);
    play.public().await.see(lang.esc_promise_missed());
    claire.get(paths::StaffPromises).await.ok().see(lang.esc_promises_late());

    // nothing but an outcome that everyone sees takes it out
    let page = play.desk(&claire).await;
    claire.press(&page, lang.esc_outcome_do(), &[("outcome", "private"), ("message", "")]).await.refused();
    assert!(play.because("broken_promise").await);
    let page = play.desk(&claire).await;
    claire.press(&page, lang.esc_outcome_do(), &[("outcome", "refused"), ("message", "The loudspeakers broke with the lightning: that is for the insurance.")]).await.done();
    assert_eq!(play.urgency().await, 0);
    play.public().await.see("The loudspeakers broke with the lightning").not_see(lang.ui_state_escalated());
    play.later(11 * MINUTE).await;
    assert!(app.mail_to("ada@example.com").await.text.contains("The loudspeakers broke"));
    app.ignore_mails();
}

both! {
    async fn a_silent_question_gets_an_outcome(app) {
        silence(app, Lang::En).await;
    }

    async fn une_question_sans_reponse_recoit_une_issue(app) {
        silence(app, Lang::Fr).await;
    }
}
