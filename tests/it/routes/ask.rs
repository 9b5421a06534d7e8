//! Asking: the two steps, what is refused, what is masked, what happens without an account.

use entity::AccountId;
use entraide::questions::publish::{self, NewAnswer, NewQuestion, Published};
use entraide::i18n::Lang;
use futures_util::future::join_all;

use crate::support::*;

const TITLE: &str = "My box blinks orange since the update";
const FORM: &str = "form#ask";

async fn step_two(who: &Client) -> Page {
    let first = who.get(paths::Ask).await.ok();
    who.press(&first, "Continue", &[("title", TITLE)]).await.ok()
}

async fn questions(app: &TestApp) -> i64 {
    app.count("SELECT COUNT(*) AS n FROM question", values![]).await
}

async fn publish_one(app: &TestApp, author: AccountId, title: &str, body: &str) -> entity::PostId {
    let text = publish::prepare(app.db().read(), body.into(), title, Lang::En, vec![]).await.expect("rendered");
    let new = NewQuestion { author, title: title.into(), category: None, tags: vec!["wifi".into()], text: text.into(), official: false, photos: Vec::new(), private_photos: Vec::new(), form_key: String::new(), now: app.now() };
    let tx = app.db().write().await.expect("a transaction");
    let made = publish::question(&tx, &new).await.expect("published");
    tx.commit().await.expect("committed");
    made.id().expect("new")
}

async fn answer_one(app: &TestApp, question: entity::PostId, author: AccountId, body: &str) -> entity::PostId {
    let text = publish::prepare(app.db().read(), body.into(), "", Lang::En, vec![]).await.expect("rendered");
    let new = NewAnswer { question, author, text: text.into(), official: false, even_closed: false, photos: Vec::new(), form_key: String::new(), now: app.now() };
    let tx = app.db().write().await.expect("a transaction");
    let made = publish::answer(&tx, &new).await.expect("published");
    tx.commit().await.expect("committed");
    made.id().expect("new")
}

async fn category(app: &TestApp) {
    app.exec("INSERT INTO category (slug, name_en, name_fr, description_en, description_fr, position, created_at) VALUES ('box', 'Nordik Box', 'Nordik Box', '', '', 1, 1)", values![]).await;
}

both! {
    async fn a_member_asks_in_two_steps(app) {
        category(app).await;
        let ada = app.member("ada").await;
        let page = step_two(&ada).await;
        assert_eq!(page.value("title"), TITLE);
        page.see("Nobody has asked this yet");
        app.exec("INSERT INTO tag (name, created_at, question_count) VALUES ('wifi', 1, 0)", values![]).await;
        let fields = [("body", "It began on *Monday*."), ("tried", "Unplugging it."), ("category", "box"), ("tags", "WiFi"), ("private_details", "Customer 4455")];
        let done = ada.press(&page, "Publish my question", &fields).await.done();
        assert!(done.location().ends_with("/my-box-blinks-orange-since-the-update?said=published"), "{}", done.location());

        let count = async |text: &str| app.count(text, values![]).await;
        assert_eq!(count("SELECT COUNT(*) AS n FROM question q JOIN category c ON c.id = q.category_id WHERE c.slug = 'box' AND q.state = 'visible'").await, 1);
        assert_eq!(count("SELECT COUNT(*) AS n FROM post WHERE html LIKE '%<em>Monday</em>%' AND source LIKE '%What I have already tried%Unplugging it.' AND question_id = id AND lang = 'en'").await, 1);
        assert_eq!(count("SELECT COUNT(*) AS n FROM revision WHERE number = 1 AND tags = 'wifi'").await, 1);
        assert_eq!(count("SELECT COUNT(*) AS n FROM follow").await, 1);
        assert_eq!(count("SELECT question_count AS n FROM tag").await, 1);
        assert_eq!(count("SELECT COUNT(*) AS n FROM private_detail WHERE body = 'Customer 4455'").await, 1);
        assert_eq!(count("SELECT COUNT(*) AS n FROM post WHERE source LIKE '%4455%' OR html LIKE '%4455%'").await, 0);
        assert_eq!(count("SELECT COUNT(*) AS n FROM search_document").await, 1);
    }

    async fn the_form_of_a_french_page_speaks_french(app) {
        let page = app.anyone().speaking("fr").get(paths::Ask).await.ok();
        page.see("Quel est votre problème ?");
    }

    async fn similar_questions_come_first_with_their_answer(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let id = publish_one(app, basile.id, "Box blinks orange after the update", "No internet any more.").await;
        let answer = answer_one(app, id, ada.id, "Hold WPS for twelve seconds until it turns violet. Then wait.").await;
        app.exec("UPDATE question SET solved_at = 1, accepted_count = 1 WHERE id = $1", values![id.0]).await;
        app.exec("INSERT INTO acceptance (post_id, actor_id, question_id, imported, at) VALUES ($1, $2, $3, FALSE, 1)", values![answer.0, basile.id.0, id.0]).await;
        app.exec("UPDATE post SET score = 57 WHERE id = $1", values![answer.0]).await;
        app.settle().await;
        let tx = app.db().write().await.expect("a transaction");
        entraide::search::index_question(&tx, id).await.expect("indexed");
        tx.commit().await.expect("committed");

        let anyone = app.anyone();
        let page = step_two(&anyone).await;
        page.see("1 similar question, 1 solved").see("57 people helped").see("Hold WPS for twelve seconds until it turns violet.");
        assert!(page.has("#similar mark"), "their words are marked");
        let part = anyone.get_part(paths::with_query(paths::AskSimilar, &[("title", TITLE)]), "similar").await.ok();
        assert!(part.has("section article.card.sol"));

        let solved = anyone.press(&page, "This solves my problem", &[]).await.done();
        assert_eq!(solved.location(), format!("{}?said=solves", paths::Question { id, slug: "box-blinks-orange-after-the-update" }));
        let n = app.count("SELECT COUNT(*) AS n FROM deflection WHERE question_id = $1 AND searched = $2", values![id.0, TITLE]).await;
        assert_eq!(n, 1);
    }

    async fn what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(app) {
        let ada = app.member("ada").await;
        let page = step_two(&ada).await;
        let fields = [("title", "box"), ("body", ""), ("tags", "no-such-tag"), ("private_details", "Customer 4455"), ("tried", "Everything")];
        let page = ada.fill(&page, FORM, &fields).await.refused();
        assert_eq!((page.value("title").as_str(), page.value("private_details").trim(), page.value("tried").trim()), ("box", "Customer 4455", "Everything"));
        page.see("Write at least 10 characters").see("Describe the problem in a few words.");
        assert!(page.text("title").starts_with("Error"));

        app.exec("INSERT INTO tag (name, created_at, question_count) VALUES ('wifi', 1, 3)", values![]).await;
        let page = ada.fill(&page, FORM, &[("title", TITLE), ("body", "Since Monday"), ("tags", "wifii")]).await.refused();
        page.see("The tag “wifii” does not exist. Near ones: wifi.");
        let many = "See http://a.example http://b.example and http://c.example";
        let page = ada.fill(&page, FORM, &[("tags", "wifi"), ("body", many)]).await.refused();
        assert_eq!(page.value("body").trim(), many);
        ada.fill(&page, FORM, &[("body", "See http://a.example and http://b.example")]).await.done();
        assert_eq!(questions(app).await, 1);
    }

    async fn a_privilege_creates_tags(app) {
        let expert = app.expert("eve").await;
        app.give(expert.id, 500).await;
        let page = step_two(&expert).await;
        expert.fill(&page, FORM, &[("body", "Since Monday"), ("tags", "brand new")]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM tag WHERE name = 'brand-new' AND question_count = 1", values![]).await, 1);
    }

    async fn personal_data_is_looked_at_before_anything_is_public(app) {
        let ada = app.member("ada").await;
        let page = step_two(&ada).await;
        let body = "Call me on 06 12 34 56 78 or lea@example.org.\n\nThe hotline 3900 is busy.";
        let review = ada.fill(&page, FORM, &[("body", body)]).await.ok();
        review.see("Personal data in your text").see("Phone number").see("E-mail address");
        assert_eq!(questions(app).await, 0);
        assert_eq!(review.value("body").replace('\r', ""), body);

        let back = ada.press(&review, "Change my text", &[]).await.ok();
        assert_eq!(back.value("body").trim().replace('\r', ""), body);

        let done = ada.press(&review, "Publish, the rest masked", &[("show", "body-1")]).await.done();
        assert!(done.location().contains("said=published"));
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM post WHERE source LIKE '%12 34%' OR html LIKE '%12 34%'", values![]).await, 0);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM revision WHERE source LIKE '%12 34%'", values![]).await, 0);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM post WHERE source LIKE '%lea@example.org%3900%'", values![]).await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM private_detail WHERE body = '06 12 34 56 78'", values![]).await, 1);
    }

    async fn a_decision_holds_for_the_text_it_was_made_on(app) {
        let ada = app.member("ada").await;
        let page = step_two(&ada).await;
        let review = ada.fill(&page, FORM, &[("body", "Call me on 06 12 34 56 78")]).await.ok();
        let forged = review.form("main form").with(&[("show", "body-0")]).forge("body", "Call me on 07 99 88 77 66");
        let again = ada.submit(forged).await.ok();
        again.see("07 99 88 77 66");
        assert_eq!(questions(app).await, 0);
    }

    async fn staff_name_numbers_without_being_asked(app) {
        let claire = app.staff("claire").await;
        let page = step_two(&claire).await;
        claire.fill(&page, FORM, &[("body", "Call us on 01 22 33 44 55")]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM post WHERE official = TRUE AND source LIKE '%01 22 33 44 55%'", values![]).await, 1);
        let page = step_two(&claire).await;
        claire.fill(&page, FORM, &[("body", "Asked as a customer"), ("as_member", "on")]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM post WHERE official = FALSE", values![]).await, 1);
    }

    async fn a_double_click_asks_once(app) {
        let ada = app.member("ada").await;
        let page = step_two(&ada).await;
        let send = async || ada.fill(&page, FORM, &[("body", "Since Monday")]).await.done().location().to_owned();
        let places = join_all((0..8).map(|_| send())).await;
        assert!(places.iter().all(|p| *p == places[0]), "{places:?}");
        assert_eq!(questions(app).await, 1);
    }

    async fn a_newcomer_asks_three_questions_a_day(app) {
        let ada = app.member("ada").await;
        app.alter(ada.id, &format!("created_at = {}", app.now() - HOUR)).await;
        for _ in 0..3 {
            let page = step_two(&ada).await;
            ada.fill(&page, FORM, &[("body", "Since Monday")]).await.done();
            app.advance(MINUTE).await;
        }
        let page = step_two(&ada).await;
        let page = ada.fill(&page, FORM, &[("body", "A fourth one")]).await.status(429);
        assert!(page.header("retry-after").is_some());
        assert_eq!(page.value("body").trim(), "A fourth one");
        assert_eq!(questions(app).await, 3);
        app.advance(DAY).await;
        let drafts = ada.get(paths::Drafts).await.ok();
        ada.press(&drafts, &format!("Publish: {TITLE}"), &[]).await.done();
        assert_eq!(questions(app).await, 4);
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM draft", values![]).await, 0);
    }

    async fn a_suspended_member_is_refused(app) {
        let ada = app.member("ada").await;
        let page = step_two(&ada).await;
        app.alter(ada.id, &format!("suspended_until = {}", app.now() + DAY)).await;
        ada.fill(&page, FORM, &[("body", "Since Monday")]).await.denied();
    }

    async fn nothing_that_is_sent_breaks_it(app) {
        let ada = app.member("ada").await;
        let nul = "a\0b'\"<script>%_\u{202e}\u{fffe}";
        ada.get(paths::with_query(paths::Ask, &[("title", &format!("{nul} {nul} {nul}"))])).await;
        ada.get_part(paths::with_query(paths::AskSimilar, &[("title", &nul.repeat(40))]), "similar").await;
        for field in ["title", "body", "tried", "category", "tags", "private_details", "as_member", "form_key", "seal", "show", "change", "lang", "kind", "draft"] {
            let mut fields = vec![("title", TITLE), ("body", "Since Monday")];
            fields.retain(|(name, _)| *name != field);
            fields.push((field, nul));
            let published = ada.post(paths::Questions, &fields).await.status.as_u16();
            assert!(matches!(published, 200 | 303 | 400 | 422 | 429), "{field}: {published}");
            let saved = ada.post(paths::Drafts, &fields).await.status.as_u16();
            assert!(matches!(saved, 303 | 400 | 404), "{field}: {saved}");
            fields.push(("back", "ask"));
            ada.post(paths::Preview, &fields).await;
        }
        let id = publish_one(app, ada.id, "An entirely different question", "Body").await;
        ada.post(paths::QuestionSolves { id }, &[("searched", nul)]).await.done();
        ada.post(paths::QuestionSolves { id }, &[("searched", "call 06 12 34 56 78")]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM deflection", values![]).await, 1, "once a day for one person");
        app.anyone().post(paths::QuestionSolves { id }, &[("searched", "call 06 12 34 56 78")]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM deflection WHERE searched LIKE '%12 34%'", values![]).await, 0);
        ada.post(paths::QuestionSolves { id: entity::PostId(999) }, &[]).await.missing();
    }

    async fn a_mention_of_a_member_becomes_a_link(app) {
        let (ada, _) = (app.member("ada").await, app.member("basile").await);
        publish_one(app, ada.id, TITLE, "Hello @basile and @nobody").await;
        let there = app.count("SELECT COUNT(*) AS n FROM post WHERE html LIKE '%/users/basile%' AND html NOT LIKE '%/users/nobody%'", values![]).await;
        assert_eq!(there, 1);
    }

    async fn an_answer_counts_in_its_thread(app) {
        let (ada, basile) = (app.member("ada").await, app.member("basile").await);
        let id = publish_one(app, ada.id, TITLE, "Since Monday").await;
        app.advance(HOUR).await;
        answer_one(app, id, basile.id, "Unplug it").await;
        answer_one(app, id, ada.id, "I did").await;
        let n = app.count("SELECT COUNT(*) AS n FROM question WHERE answer_count = 2 AND peer_answer_count = 1 AND activity_at = $1", values![app.now()]).await;
        assert_eq!(n, 1);
        app.exec("UPDATE question SET closed_at = 1", values![]).await;
        let text = publish::prepare(app.db().read(), "Late".into(), "", Lang::En, vec![]).await.expect("rendered");
        let mut late = NewAnswer { question: id, author: basile.id, text: text.into(), official: false, even_closed: false, photos: Vec::new(), form_key: String::new(), now: app.now() };
        let tx = app.db().write().await.expect("a transaction");
        assert!(publish::answer(&tx, &late).await.is_err(), "the question is closed");
        drop(tx);
        late.even_closed = true;
        let tx = app.db().write().await.expect("a transaction");
        assert!(matches!(publish::answer(&tx, &late).await, Ok(Published::New { .. })));
    }
}
