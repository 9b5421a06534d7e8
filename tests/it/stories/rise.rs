//! A newcomer becomes helper, expert, ambassador, is thanked, hears things early, falls silent, and leaves with honour.
//! The friends who only vote for each other get nowhere: `routes::fair_play`.

use entity::{AccountId, BriefingId, PerkClaimId, PerkId, PostId};
use entraide::i18n::Lang;
use entraide::ui::when;

use crate::support::*;

const ZONE: &str = "Europe/Paris";
const BRAND: &str = "Nordik";

/// The people of the story, and their language.
struct Play<'a> {
    app: &'a TestApp,
    lang: Lang,
    yann: AccountId,
    askers: Vec<AccountId>,
}

impl Play<'_> {
    async fn browser(&self, who: AccountId) -> Client {
        self.app.browser(who).await.speaking(self.lang.code())
    }

    /// Somebody asks; Yann answers; it solved it, they say so in every way.
    async fn solves(&self, n: usize, asker: AccountId) -> PostId {
        let (ada, yann) = (self.browser(asker).await, self.browser(self.yann).await);
        let title = format!("The box number {n} blinks orange since this morning");
        let done = ada.post(paths::Questions, &[("title", &title), ("body", "Nothing I tried helps, and the whole street is the same."), ("category", "unsure")]).await.done();
        let id = PostId(done.location().split('/').nth(2).and_then(|s| s.parse().ok()).expect("a question's address"));
        let text = format!("Unplug box {n} for ten seconds, then hold its button until the light is white.");
        let done = yann.post(paths::QuestionAnswers { id }, &[("body", &text)]).await.done();
        let answer = PostId(done.location().rsplit('-').next().and_then(|s| s.parse().ok()).expect("an answer's anchor"));
        ada.post(paths::PostAccept { id: answer }, &[]).await.done();
        ada.post(paths::PostVote { id: answer }, &[("direction", "up")]).await.done();
        ada.post(paths::PostClear { id: answer }, &[("clear", "yes")]).await.done();
        answer
    }

    /// Time passes, and the jobs with it.
    async fn days(&self, n: i64) {
        self.app.advance(n * DAY + 5 * MINUTE).await;
        self.app.tick().await;
    }

    async fn rank(&self) -> String {
        let rank = |word: &'static str| self.app.count("SELECT COUNT(*) AS n FROM account WHERE id = $1 AND rank = $2", values![self.yann.0, word]);
        for word in ["member", "helper", "expert", "ambassador", "emeritus"] {
            if rank(word).await == 1 {
                return word.to_owned();
            }
        }
        panic!("no rank");
    }

    /// What Yann's own page says of where he stands.
    async fn own_page(&self) -> Page {
        self.browser(self.yann).await.get(paths::AmbassadorsMe).await.ok()
    }

    async fn points(&self) -> i64 {
        self.app.count("SELECT reputation AS n FROM account WHERE id = $1", values![self.yann.0]).await
    }
}

async fn rises(app: &TestApp, lang: Lang) {
    let (claire, manon) = (app.staff("claire").await.id, app.manager("manon").await.id);
    let yann = app.account(Person { age: 0, ..Person::member("yann") }).await;
    let mut askers = Vec::new();
    for n in 0..18 {
        askers.push(app.account(Person::member(&format!("asker{n}"))).await);
    }
    app.exec("UPDATE account SET lang = $1", values![lang.code()]).await;
    let play = Play { app, lang, yann, askers };
    let see = |page: &Page, text: &str| {
        page.see(text);
    };

    // one solved question makes a helper, within minutes
    assert_eq!((play.rank().await.as_str(), play.points().await), ("member", 1));
    let mut answers = vec![play.solves(0, play.askers[0]).await];
    assert_eq!(play.points().await, 25);
    play.days(0).await;
    assert_eq!(play.rank().await, "helper");
    see(&play.own_page().await, &lang.programme_rank_helper());

    // a month of steady answers makes an expert
    for n in 1..18 {
        play.days(5).await;
        answers.push(play.solves(n, play.askers[n]).await);
        let expected = if n < 6 { "helper" } else { "expert" };
        if n != 6 {
            assert_eq!(play.rank().await, expected, "after {} answers", n + 1);
        }
    }
    // the brand confirms some; what is missing shows until the numbers hold
    for answer in &answers[..8] {
        play.browser(claire).await.post(paths::PostVerify { id: *answer }, &[]).await.done();
    }
    assert_eq!(play.points().await, 18 * 25 + 8 * 20);
    play.days(1).await;
    assert_eq!(app.count("SELECT COUNT(*) AS n FROM offer", values![]).await, 0, "ninety days have not passed");
    play.days(6).await;
    assert_eq!(app.count("SELECT COUNT(*) AS n FROM offer WHERE state = 'open'", values![]).await, 1);
    assert_eq!(play.rank().await, "expert", "offered, never imposed");

    // the offer, with its charter
    let page = play.own_page().await;
    let done = play.browser(yann).await.fill(&page, "form[action='/ambassadors/offer/accept']", &[]).await.done();
    assert_eq!(play.rank().await, "ambassador");
    play.browser(yann).await.follow(&done).await.ok();
    see(&app.anyone().speaking(lang.code()).get(paths::Ambassadors).await.ok(), "Yann");
    see(&app.anyone().speaking(lang.code()).get(paths::User { username: "yann" }).await.ok(), BRAND);

    // a perk, thirty days later
    let desk = play.browser(manon).await;
    let page = desk.get(paths::StaffPerks).await.ok();
    let fields = [("title_en", "A visit of the lab"), ("title_fr", "Une visite du labo"), ("value", "40"), ("stock", "2"), ("per_member", "1")];
    desk.press(&page, lang.perks_save(), &fields).await.done();
    let perk = PerkId(1);
    play.browser(yann).await.post(paths::PerkClaim { id: perk }, &[("adult", "1")]).await.refused();
    play.days(31).await;
    play.browser(yann).await.post(paths::PerkClaim { id: perk }, &[("adult", "1")]).await.done();
    play.browser(manon).await.post(paths::StaffPerkClaim { id: PerkClaimId(1) }, &[("decision", "fulfil")]).await.done();
    let member = play.browser(yann).await;
    let page = member.get(paths::Perks).await.ok();
    member.press(&page, lang.perks_received(), &[]).await.done();

    // a briefing, two days before everyone
    let desk = play.browser(claire).await;
    let page = desk.get(paths::StaffBriefings).await.ok();
    let at = when::field(ZONE, app.now() + 2 * DAY);
    desk.press(&page, lang.briefings_keep_draft(), &[("title_en", "The sixth box"), ("body_en", "It has two antennas."), ("title_fr", "La sixième box"), ("body_fr", "It has two antennas."), ("public_at", &at)]).await.done();
    let briefing = BriefingId(1);
    let page = desk.get(paths::StaffBriefing { id: briefing }).await.ok();
    desk.press(&page, lang.briefings_show(), &[]).await.done();
    let page = member.get(paths::AmbassadorBriefing { id: briefing }).await.ok();
    let done = member.press(&page, lang.briefings_open(), &[]).await.done();
    see(&member.follow(&done).await.ok(), "two antennas");
    app.anyone().get(paths::Briefing { id: briefing }).await.missing();
    play.browser(play.askers[0]).await.get(paths::AmbassadorBriefing { id: briefing }).await.missing();
    play.days(2).await;
    see(&app.anyone().speaking(lang.code()).get(paths::Briefing { id: briefing }).await.ok(), "two antennas");

    // quiet months: answers leave the window one by one; a notice says what is missing, in numbers
    let mut quiet = 0;
    while app.count("SELECT COUNT(*) AS n FROM notice WHERE member_id = $1", values![yann.0]).await == 0 {
        play.days(5).await;
        quiet += 5;
        assert!(quiet < 200, "no notice in {quiet} days");
    }
    assert_eq!(play.rank().await, "ambassador", "nobody loses a rank without a notice");
    let left = app.count("SELECT solved AS n FROM standing WHERE member_id = $1", values![yann.0]).await;
    assert_eq!(left, 8, "sixty percent of fifteen is nine");
    see(&play.own_page().await, "9");
    play.days(31).await;
    assert_eq!(play.rank().await, "emeritus");
    play.browser(yann).await.get(paths::AmbassadorBriefings).await.missing();
    see(&app.anyone().speaking(lang.code()).get(paths::Ambassadors).await.ok(), "Yann");
    assert_eq!(play.points().await, 18 * 25 + 8 * 20, "reputation never expires");

    // every step was mailed, in his language, with its numbers
    let mails: Vec<Mail> = app.mails().await.into_iter().filter(|m| m.to_email == "yann@example.com").collect();
    let title = if lang == Lang::Fr { "Une visite du labo" } else { "A visit of the lab" };
    let expected = [
        lang.mail_step_promoted_subject(lang.programme_rank_helper(), BRAND),
        lang.mail_step_promoted_subject(lang.programme_rank_expert(), BRAND),
        lang.mail_step_offered_subject(BRAND),
        lang.mail_step_accepted_subject(BRAND),
        lang.perks_mail_claimed_subject(title),
        lang.perks_mail_ready_subject(title),
        lang.briefings_mail_subject(BRAND),
        lang.mail_step_notice_subject(lang.programme_rank_ambassador(), BRAND),
        lang.mail_step_lost_subject(lang.programme_rank_emeritus(), BRAND),
    ];
    let mut at = mails.iter();
    for subject in &expected {
        assert!(at.any(|m| &m.subject == subject), "“{subject}” is missing, or out of order, in {:#?}", mails.iter().map(|m| &m.subject).collect::<Vec<_>>());
    }
    let notice = mails.iter().find(|m| m.subject == expected[7]).expect("seen above");
    let missing = lang.programme_figure(lang.programme_solved(), lang.number(8), lang.number(9));
    assert!(notice.text.contains(&missing), "{}", notice.text);

    // and each is an event with its numbers, that he can read
    let events = "SELECT COUNT(*) AS n FROM rank_event WHERE member_id = $1 AND numbers <> ''";
    assert!(app.count(events, values![yann.0]).await >= 6);
    see(&play.browser(yann).await.get(paths::UserReputation { username: "yann" }).await.ok(), &lang.number(18 * 25 + 8 * 20));
}

both! {
    async fn from_newcomer_to_emeritus_in_english(app) {
        rises(app, Lang::En).await;
    }

    async fn from_newcomer_to_emeritus_in_french(app) {
        rises(app, Lang::Fr).await;
    }
}
