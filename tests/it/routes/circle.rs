//! Categories for ambassadors and the team: nobody else meets a word of them, whatever they open.

use axum::http::Method;
use entity::PostId;
use entraide::router;

use crate::support::*;

/// Stands in every title and text that must not be met.
const CANARY: &str = "zirconcanary";

/// Every GET of the table, with the ids of the reserved thread, and searches for what it says.
pub fn everywhere(question: PostId, slug: &str, answer: PostId, category: &str, canary: &str) -> Vec<String> {
    let mut all = Vec::new();
    for e in router::routes().table.into_iter().filter(|e| e.method == "GET") {
        for id in [question.to_string(), answer.to_string(), "1".to_owned()] {
            let path = e.path
                .replace("{id}", &id)
                .replace("{slug}", if e.path.starts_with("/categories") { category } else { slug })
                .replace("{username}", "basile")
                .replace("{name}", canary)
                .replace("{token}", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
                .replace("{file}", &format!("{canary}.atom"));
            for part in if path.contains("{part}") { vec!["0.xml", "briefings.xml"] } else { vec![""] } {
                let path = path.replace("{part}", part);
                if !all.contains(&path) {
                    all.push(path);
                }
            }
        }
    }
    // for the word itself, and for others of the same text
    all.push(paths::with_query(paths::Search, &[("q", canary)]));
    all.push(paths::with_query(paths::SearchSuggestions, &[("q", canary)]));
    all.push(paths::with_query(paths::AskSimilar, &[("title", &format!("what is {canary}"))]));
    all.push(paths::with_query(paths::Search, &[("q", "box blinks")]));
    all.push(paths::with_query(paths::AskSimilar, &[("title", "what does the box say when it blinks")]));
    all.push(paths::with_query(paths::SearchSuggestions, &[("q", "box")]));
    all.push(paths::with_query(paths::User { username: "basile" }, &[("tab", "questions")]));
    for status in ["open", "unanswered", "solved"] {
        all.push(paths::with_query(paths::Home, &[("status", status)]));
    }
    all
}

/// Nothing of what this browser is shown holds the canary: no page, no part, no error, no header.
pub async fn meets_nothing(who: &Client, paths: &[String], canary: &str) {
    for path in paths {
        for part in [None, Some("question"), Some("answering")] {
            let extra: Vec<(&str, &str)> = part.iter().map(|p| ("x-fragment", *p)).collect();
            let page = who.send(Method::GET, path, None, &extra).await;
            if path.contains(canary) {
                // what was asked for is said again, in whatever way a word that stands nowhere is
                let nowhere: String = canary.chars().rev().collect();
                let other = who.send(Method::GET, &path.replace(canary, &nowhere), None, &extra).await;
                let said = |page: &Page, word: &str| (page.status, page.header("location").map(|l| l.replace(word, "…")), page.steady().to_lowercase().replace(word, "…"));
                assert_eq!(said(&page, canary), said(&other, &nowhere), "{} meets it at {path}", who.username);
                continue;
            }
            let text = String::from_utf8_lossy(&page.bytes).to_lowercase();
            let headers = format!("{:?}", page.headers).to_lowercase();
            assert!(!text.contains(canary) && !headers.contains(canary), "{} meets it at {}", who.username, page.describe());
        }
    }
}

both! {
    async fn a_reserved_category_is_for_the_circle(app) {
        let (ada, basile, manon, claire) = (app.member("ada").await, app.ambassador("basile").await, app.manager("manon").await, app.staff("claire").await);
        let (expert, former) = (app.expert("elise").await, app.ambassador("farid").await);
        let public = seed(app, "The box blinks in public", ada.id, &[basile.id]).await;
        app.ignore_mails();
        entraide::search::rebuild(app.db()).await.expect("indexed");
        ada.get(paths::StaffCategories).await.missing();
        claire.get(paths::StaffCategories).await.missing();
        let page = manon.get(paths::StaffCategories).await.ok();
        manon.press(&page, "Save the category", &[("name_en", ""), ("name_fr", "x")]).await.refused();
        let name = format!("Salon {CANARY}");
        manon.press(&page, "Save the category", &[("name_en", &name), ("name_fr", &name), ("slug", "salon"), ("audience", "circle")]).await.done();
        manon.press(&page, "Save the category", &[("name_en", &name), ("name_fr", &name), ("slug", "salon")]).await.refused();

        let title = format!("What does the {CANARY} box say when it blinks");
        let ask = basile.get(paths::with_query(paths::Ask, &[("title", &title)])).await.ok();
        let done = basile.press(&ask, "Publish my question", &[("body", &format!("Between us, {CANARY}.")), ("category", "salon"), ("tags", CANARY)]).await.done();
        let thread = basile.follow(&done).await.ok();
        thread.see("Only ambassadors and the Nordik team read this").not_see("I have this problem too");
        assert!(thread.header("cache-control").is_some_and(|v| v.contains("no-") && !v.contains("public")));
        let id = PostId(app.count("SELECT MAX(id) AS n FROM question", values![]).await);
        let done = claire.post(paths::QuestionAnswers { id }, &[("body", &format!("It says {CANARY}.")), ("form_key", "c")]).await.done();
        claire.follow(&done).await.ok().see("It says");
        let answer = PostId(app.count("SELECT MAX(id) AS n FROM post", values![]).await);
        former.post(paths::PostComments { id: answer }, &[("body", &format!("And {CANARY} again."))]).await.done();
        former.post(paths::QuestionAnswering { id }, &[]).await.done();
        basile.post_part(paths::Drafts, "draft", &[("draft", &format!("answer-{id}")), ("body", "I think"), ("form_key", "k")]).await.status(204);
        former.post_part(paths::Drafts, "draft", &[("draft", &format!("answer-{id}")), ("body", "Me too"), ("form_key", "k")]).await.status(204);
        basile.get(paths::Drafts).await.ok().see(CANARY);
        basile.get(paths::Category { slug: "salon" }).await.ok().see(CANARY);
        basile.get(paths::Categories).await.ok().see(CANARY);

        // nothing said there counts
        for (path, field) in [(paths::PostVote { id: answer }.to_string(), ("direction", "up")), (paths::PostAccept { id: answer }.to_string(), ("x", "")), (paths::QuestionMeToo { id }.to_string(), ("state", "on"))] {
            basile.post(&path, &[field]).await.denied();
            former.post(&path, &[field]).await.denied();
        }
        claire.post(paths::PostVerify { id: answer }, &[]).await.denied();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM tag", values![]).await, 0, "tags are for everyone to see");
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM search_document WHERE question_id = $1", values![id.0]).await, 0);
        app.must_be_sound().await;

        // taken away and brought back, it is as reserved as before
        claire.post(paths::PostDelete { id }, &[("reason", "Not now")]).await.done();
        ada.get(paths::QuestionShort { id }).await.missing();
        claire.post(paths::PostRestore { id }, &[]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM question WHERE id = $1 AND state = 'reserved'", values![id.0]).await, 1);
        basile.post(paths::PostEdit { id }, &[("title", &title), ("body", &format!("Between us again, {CANARY}.")), ("tags", CANARY), ("revision", "1")]).await.done();
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM question_tag", values![]).await, 0);
        app.tick().await;
        app.must_be_sound().await;

        // who no longer belongs meets nothing, not even in what they kept
        app.alter(former.id, "rank = 'emeritus'").await;
        let slug = entraide::rules::fold::slug(&title);
        let all = everywhere(id, &slug, answer, "salon", CANARY);
        let anyone = app.anyone();
        for who in [&anyone, &ada, &expert, &former] {
            meets_nothing(who, &all, CANARY).await;
            who.get(paths::QuestionShort { id }).await.missing();
            who.get(paths::Post { id }).await.missing();
            who.get(paths::Post { id: answer }).await.missing();
        }
        former.post(paths::QuestionAnswers { id }, &[("body", "Still here?"), ("form_key", "z")]).await.missing();
        former.post(paths::PostComments { id: answer }, &[("body", "Still here?")]).await.missing();
        ada.post(paths::QuestionFollow { id }, &[("state", "on")]).await.missing();
        ada.post(paths::QuestionDuplicate { id: public.id }, &[("of", &id.to_string())]).await;
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM question WHERE duplicate_of IS NOT NULL", values![]).await, 0);
        let page = ada.post(paths::Questions, &[("title", "May I ask there as well?"), ("body", "Please."), ("category", "salon"), ("form_key", "q")]).await;
        assert_eq!(page.status, 422, "{}", page.describe());
        for who in [&basile, &claire, &manon] {
            who.get(paths::Question { id, slug: &slug }).await.ok().see(CANARY);
        }

        // what holds questions keeps its audience
        let salon = entity::CategoryId(app.count("SELECT id AS n FROM category WHERE slug = 'salon'", values![]).await);
        let page = manon.get(paths::StaffCategory { id: salon }).await.ok();
        manon.press(&page, "Save the category", &[("audience", "public")]).await.refused();
    }
}
