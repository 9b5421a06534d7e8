//! Hostile texts in every field: they are shown as what they are and act on nothing. Each page is looked at by
//! [`crate::support`]'s own check: no script, no handler, no foreign source, no dangerous link.

use entity::PostId;
use entraide::i18n::Lang;
use entraide::questions::publish::{self, NewAnswer, NewQuestion};

use crate::support::*;

/// What people try: cross-site scripting, and the big list of naughty strings.
fn payloads(app: &TestApp) -> Vec<String> {
    let mut all = fixtures("hostile/dompurify-expect.jsonl", "payload");
    all.extend(fixtures("hostile/bleach-tests.jsonl", "payload"));
    // what the database thinks of odd strings is asked of both; how they are drawn, once
    let naughty = fixtures("hostile/blns.json", "");
    all.extend(naughty.into_iter().skip(if app.engine == Engine::Sqlite { 0 } else { 380 }));
    all.into_iter().map(|t| t.replace('\0', "")).filter(|t| !t.trim().is_empty()).collect()
}

/// A thread in which every text is this one.
async fn thread_of(app: &TestApp, author: entity::AccountId, text: &str) -> (PostId, String) {
    let title: String = format!("{text} and what it does").chars().take(150).collect();
    let body = publish::prepare(app.db().read(), text.to_owned(), &title, Lang::En, vec![]).await.expect("rendered");
    let asked = NewQuestion { author, title: title.clone(), category: None, tags: vec![], text: body.clone().into(), official: false, photos: Vec::new(), private_photos: Vec::new(), form_key: String::new(), now: app.now() };
    let tx = app.db().write().await.expect("a transaction");
    let question = publish::question(&tx, &asked).await.expect("published").id().expect("new");
    let answer = NewAnswer { question, author, text: body.clone().into(), official: false, even_closed: true, photos: Vec::new(), form_key: String::new(), now: app.now() };
    publish::answer(&tx, &answer).await.expect("published");
    db::run(
        &tx,
        "INSERT INTO comment (post_id, question_id, author_id, source, source_format, html, state, official, opening_score, created_at) VALUES ($1, $1, $2, $3, 'markdown', $4, 'visible', FALSE, 0, $5)",
        values![question.0, author.0, text, body.html, app.now()],
    )
    .await
    .expect("a comment");
    db::run(&tx, "UPDATE post SET comment_count = 1 WHERE id = $1", values![question.0]).await.expect("counted");
    let name: String = text.chars().take(60).collect();
    db::run(&tx, "UPDATE account SET display_name = $1, about = $2 WHERE id = $3", values![name, text, author.0]).await.expect("named");
    tx.commit().await.expect("committed");
    (question, title)
}

both! {
    async fn a_thread_of_hostile_texts_is_only_text(app) {
        let visitor = app.anyone();
        // somebody known: a newcomer's many links would wait for a person
        let mallory = app.expert("mallory").await;
        for text in payloads(app) {
            let (id, title) = thread_of(app, mallory.id, &text).await;
            let short = visitor.get(paths::QuestionShort { id }).await.status(301);
            let page = visitor.follow(&short).await.ok();
            assert_eq!(squeezed(&page.text("h1")), squeezed(&title), "{text:?}");
        }
        // lists of them
        let list = visitor.get(paths::Home).await;
        assert!(list.status == 200 || list.status == 404);
    }

    async fn a_form_gives_back_what_was_typed(app) {
        let mallory = app.member("mallory").await;
        let first = mallory.get(paths::Ask).await.ok();
        for text in payloads(app).into_iter().step_by(if app.engine == Engine::Sqlite { 3 } else { 12 }) {
            // too short a title: the form comes back with everything in it
            let typed = text.replace("\r\n", "\n").replace('\r', "\n").replace('\n', "\r\n");
            let title: String = text.chars().filter(|c| !c.is_control()).take(9).collect();
            let page = mallory.send(axum::http::Method::POST, &paths::Questions.to_string(), Some(form(&[("title", &title), ("body", &typed), ("tags", &text), ("private_details", &typed), ("tried", &typed), ("category", &text)])), &[]).await;
            assert!(page.status == 422 || page.status == 303, "{}", page.describe());
            if page.status == 422 && page.has("[name=body]") {
                assert_eq!(squeezed(&page.value("body")), squeezed(&typed), "{text:?}");
            }
        }
        assert!(first.has("form"));
    }

    async fn similar_questions_and_previews_of_them_are_harmless(app) {
        let mallory = app.member("mallory").await;
        for text in payloads(app).into_iter().step_by(if app.engine == Engine::Sqlite { 3 } else { 12 }) {
            mallory.get(paths::with_query(paths::Ask, &[("title", &text)])).await.ok();
            mallory.get(paths::with_query(paths::AskSimilar, &[("title", &text)])).await.ok();
            mallory.post(paths::Preview, &[("body", &text), ("title", &text)]).await;
        }
    }

    async fn redirects_stay_on_the_site(app) {
        let visitor = app.anyone();
        let base: url::Url = app.app.config.base_url().parse().expect("an address");
        let mut tried = fixtures("hostile/open-redirect.jsonl", "payload");
        tried.extend(["//evil.example", "/\\evil.example", "https:evil.example", "\t//evil.example", "/%0d%0aLocation:%20//evil.example", "/\r\nx: y", "javascript:alert(1)", "/./../..//evil.example", "/a/..//evil.example", "", "?x", "/ask?title=a#b"].map(str::to_owned));
        let mut kept = 0;
        for next in tried {
            for path in [paths::Theme.to_string(), paths::Language.to_string()] {
                let page = visitor.post(path, &[("next", &next), ("theme", "dark"), ("lang", "fr")]).await;
                if page.status == 303 {
                    let to = base.join(page.location()).unwrap_or_else(|e| panic!("{next:?} leads to {}: {e}", page.location()));
                    assert_eq!((to.host_str(), to.scheme()), (base.host_str(), base.scheme()), "{next:?} leads to {to}");
                    kept += 1;
                }
            }
            let page = app.anyone().get(paths::with_query(paths::Login, &[("next", &next)])).await.ok();
            for to in page.attrs("main a[href], main form[action]", "href").into_iter().chain(page.attrs("main input[name=next]", "value")) {
                let to = base.join(&to).expect("an address");
                assert_eq!(to.host_str(), base.host_str(), "{next:?} leads to {to}");
            }
        }
        assert!(kept > 100, "the redirects were looked at: {kept}");
    }
}

fn form(fields: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// Without any space: how a page breaks lines is not the question here.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')).collect()
}
