//! Words that are taken out leave no trace in any table.

use crate::support::*;

const NAME: &str = "Zebediah Quux";

async fn traces(app: &TestApp, words: &str) -> Vec<String> {
    app.dump().await.into_iter().flat_map(|(table, rows)| rows.into_iter().map(move |r| format!("{table}: {r}"))).filter(|r| r.to_lowercase().contains(&words.to_lowercase())).collect()
}

both! {
    async fn words_leave_no_trace(app) {
        let (ada, basile, bo, claire) = (app.member("ada").await, app.member("basile").await, app.ambassador("bo").await, app.staff("claire").await);
        let t = seed(app, "Zebediah Quux has no network", ada.id, &[basile.id]).await;
        let edit = async |who: &Client, post: entity::PostId, base: i64, body: &str| who.post(paths::PostEdit { id: post }, &[("body", body), ("reason", &format!("{NAME} asked")), ("revision", &base.to_string())]).await.done();
        edit(&ada, t.id, 1, &format!("{NAME} lives *here*.")).await;
        edit(&ada, t.id, 2, &format!("Ask **{NAME}**, number 5.")).await;
        edit(&basile, t.answers[0], 1, &format!("> {NAME} lives here\n\nI know.")).await;
        edit(&basile, t.id, 3, &format!("A better text on {NAME}.")).await;
        ada.post(paths::PostComments { id: t.id }, &[("body", &format!("It is {NAME}!"))]).await.done();
        bo.post(paths::PostFlag { id: t.answers[0] }, &[("reason", "other"), ("details", &format!("{NAME} is a person"))]).await.done();
        claire.post(paths::QuestionClose { id: t.id }, &[("reason", &format!("{NAME} was called"))]).await.done();
        basile.post_part(paths::Drafts, "draft", &[("body", &format!("Dear {NAME},")), ("question", &t.id.to_string()), ("kind", "answer"), ("form_key", "k1"), ("title", "")]).await;
        app.exec("INSERT INTO deflection (question_id, searched, created_at) VALUES ($1, $2, 1)", values![t.id.0, format!("where is {NAME}")]).await;
        assert!(traces(app, NAME).await.len() > 8, "{:#?}", traces(app, NAME).await);
        let to = paths::PostRedact { id: t.id };
        ada.get(to).await.denied();
        let form = claire.get(to).await.ok();
        claire.press(&form, "Find them", &[("words", "Ze")]).await.refused();
        claire.press(&form, "Find them", &[("words", "not to be found")]).await.refused();
        let before = app.dump().await;
        let found = claire.press(&form, "Find them", &[("words", NAME)]).await.ok();
        app.unchanged_since(&before).await;
        found.see("Found in");
        let done = claire.press(&found, "Take words out everywhere", &[]).await.done();
        assert!(!done.location().to_lowercase().contains("zebediah"), "{}", done.location());
        let left = traces(app, NAME).await;
        assert!(left.is_empty(), "{left:#?}");
        let left = traces(app, "zebediah").await;
        assert!(left.is_empty(), "in addresses and the search: {left:#?}");
        app.anyone().get(done.location()).await.ok().see("[…]").not_see("Zebediah");
        app.anyone().get(paths::PostRevisions { id: t.id }).await.ok().see("Version 3").not_see("Zebediah");
        claire.get(paths::Review).await.ok().see("A better text on").not_see("Zebediah");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM audit WHERE action = 'redact' AND note = ''", values![]).await, 1);
    }

    async fn words_that_rendering_splits_are_found_in_the_source(app) {
        let (ada, claire) = (app.member("ada").await, app.staff("claire").await);
        let t = seed(app, "My box blinks orange", ada.id, &[]).await;
        ada.post(paths::PostEdit { id: t.id }, &[("body", "My number is <b>4711</b>"), ("revision", "1")]).await.done();
        claire.post(paths::PostRedact { id: t.id }, &[("words", "4711"), ("sure", "1")]).await.done();
        let left = traces(app, "4711").await;
        assert!(left.is_empty(), "{left:#?}");
    }

    async fn words_go_from_what_the_team_wrote(app) {
        let (ada, malo, claire) = (app.member("ada").await, app.ambassador("malo").await, app.staff("claire").await);
        let t = seed(app, "My bill is wrong", ada.id, &[]).await;
        let id = t.id;
        // words that look otherwise once they are rendered, or inside JSON
        let words = r#"Quux & "Sons""#;
        ada.post(paths::QuestionEscalate { id }, &[("reason", "brand_only"), ("details", "Only you can.")]).await.done();
        malo.post(paths::QuestionEscalate { id }, &[("reason", "urgent"), ("details", &format!("It is of {words}."))]).await.done();
        claire.post(paths::StaffThreadNote { id }, &[("body", &format!("The bill of {words}, see *there*."))]).await.done();
        ada.post(paths::QuestionPrivate { id }, &[("body", &format!("We are {words}, *all* of us."))]).await.done();
        assert!(traces(app, "Quux").await.len() >= 3, "{:#?}", traces(app, "Quux").await);
        claire.post(paths::PostRedact { id }, &[("words", words), ("sure", "1")]).await.done();
        let left = traces(app, "Quux").await;
        assert!(left.is_empty(), "{left:#?}");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM escalation_event WHERE data LIKE '%It is of […].%'", values![]).await, 1);
        claire.get(paths::StaffThread { id }).await.ok().see("The bill of […], see there");
        ada.get(paths::QuestionPrivate { id }).await.ok().see("We are […], all of us.");
        app.ignore_mails();
    }
}
