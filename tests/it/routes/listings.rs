//! Lists, people, what machines read, the site's own texts.

use entraide::search;

use crate::support::*;

async fn index_all(app: &TestApp) {
    search::rebuild(app.db()).await.expect("rebuilt");
}

both! {
    async fn the_home_page_lists_by_status_and_order(app) {
        let ada = app.member("ada").await;
        let basile = app.member("basile").await;
        let first = seed(app, "First question about the box", ada.id, &[basile.id]).await;
        app.advance(HOUR).await;
        let second = seed(app, "Second question about the box", ada.id, &[]).await;
        app.advance(HOUR).await;
        let third = seed(app, "Third question about the box", ada.id, &[basile.id]).await;
        app.exec("UPDATE question SET solved_at = 1, accepted_count = 1, score = 9 WHERE id = $1", values![first.id.0]).await;
        app.exec("UPDATE question SET state = 'hidden' WHERE id = $1", values![third.id.0]).await;
        let anyone = app.anyone();
        let titles = async |query: &[(&str, &str)]| anyone.get(paths::with_query(paths::Home, query)).await.ok().texts("article h2");
        let (one, two) = ("First question about the box", "Second question about the box");
        assert_eq!(titles(&[]).await, [two, one]);
        assert_eq!(titles(&[("sort", "votes")]).await, [one, two]);
        assert_eq!(titles(&[("sort", "newest")]).await, [two, one]);
        assert_eq!(titles(&[("status", "unanswered")]).await, [two]);
        assert_eq!(titles(&[("status", "open")]).await, [two]);
        assert_eq!(titles(&[("status", "solved")]).await, [one]);
        assert_eq!(titles(&[("status", "nonsense"), ("sort", "?"), ("after", "x' OR 1=1"), ("before", "-")]).await, [two, one]);
        let page = anyone.get(paths::Home).await.ok();
        assert!(page.has("form[action='/ask'] input[name=title]"));
        assert_eq!(page.attr("article h2 a", "href"), paths::Question { id: second.id, slug: &second.slug }.to_string());
        anyone.speaking("fr").get(paths::Home).await.ok().see("Sans réponse 1").see("sûrement déjà réglé");
    }

    async fn pages_follow_each_other_without_gap_or_repeat(app) {
        let ada = app.member("ada").await;
        for n in 0..50 {
            seed(app, &format!("Question number {n} about the box"), ada.id, &[]).await;
        }
        // all at the same moment: ties are broken by id
        app.exec("UPDATE question SET activity_at = 5, score = id / 10", values![]).await;
        let anyone = app.anyone();
        for sort in ["activity", "newest", "votes"] {
            let mut next = paths::with_query(paths::Home, &[("sort", sort)]);
            let mut pages = Vec::new();
            loop {
                let page = app.at_most(6, anyone.get(&next)).await.ok();
                pages.push(page.attrs("article h2 a", "href"));
                if !page.has("a[rel=next]") {
                    let mut back = page;
                    for expected in pages[..pages.len() - 1].iter().rev() {
                        back = anyone.get(back.attr("a.btn[rel=prev]", "href")).await.ok();
                        assert_eq!(&back.attrs("article h2 a", "href"), expected, "{sort}");
                    }
                    assert!(!back.has("a.btn[rel=prev]"));
                    break;
                }
                next = page.attr("a.btn[rel=next]", "href");
            }
            let all: Vec<&String> = pages.iter().flatten().collect();
            assert_eq!((all.len(), all.iter().collect::<std::collections::BTreeSet<_>>().len(), pages.len()), (50, 50, 3), "{sort}");
        }
    }

    async fn tags_and_products_have_pages(app) {
        let ada = app.member("ada").await;
        let basile = app.member("basile").await;
        let thread = seed(app, "Wi-Fi is slow upstairs", ada.id, &[basile.id]).await;
        seed(app, "Something else altogether", ada.id, &[]).await;
        app.exec("INSERT INTO tag (name, created_at, question_count) VALUES ('wi-fi', 0, 1), ('never-used', 0, 0)", values![]).await;
        app.exec("INSERT INTO question_tag (question_id, tag_id, position, hidden, activity_at) SELECT $1, id, 0, FALSE, 7 FROM tag WHERE name = 'wi-fi'", values![thread.id.0]).await;
        app.exec("INSERT INTO category (slug, name_en, name_fr, description_en, description_fr, position, created_at) VALUES ('box', 'The box', 'La box', 'All about it', 'Tout sur elle', 0, 0)", values![]).await;
        app.exec("UPDATE question SET category_id = (SELECT id FROM category), solved_at = 3 WHERE id = $1", values![thread.id.0]).await;
        let anyone = app.anyone();
        let tag = app.at_most(6, anyone.get(paths::Tag { name: "wi-fi" })).await.ok();
        assert_eq!(tag.texts("article h2"), ["Wi-Fi is slow upstairs"]);
        assert!(tag.body().contains("/feeds/tags/wi-fi.atom"));
        anyone.get(paths::with_query(paths::Tag { name: "wi-fi" }, &[("status", "unanswered")])).await.ok().see("No question is waiting");
        anyone.get(paths::Tag { name: "nothing" }).await.missing();
        anyone.get(paths::Tags).await.ok().see("wi-fi").not_see("never-used");
        let category = app.at_most(6, anyone.get(paths::Category { slug: "box" })).await.ok();
        assert_eq!(category.texts("article h2"), ["Wi-Fi is slow upstairs"]);
        category.see("100 % solved");
        anyone.get(paths::Category { slug: "nothing" }).await.missing();
        anyone.get(paths::Categories).await.ok().see("The box").see("1 question");
        app.anyone().speaking("fr").get(paths::Categories).await.ok().see("La box").see("Tout sur elle");
    }

    async fn people_have_pages_and_those_who_left_have_none(app) {
        let ada = app.member("ada").await;
        let basile = app.ambassador("basile").await;
        let thread = seed(app, "My box blinks orange", ada.id, &[basile.id]).await;
        let hidden = seed(app, "Nobody may see this", ada.id, &[basile.id]).await;
        app.exec("UPDATE question SET state = 'hidden' WHERE id = $1", values![hidden.id.0]).await;
        app.exec("UPDATE post SET state = 'hidden' WHERE id = $1", values![hidden.id.0]).await;
        let anyone = app.anyone();
        let page = app.at_most(6, anyone.get(paths::User { username: "basile" })).await.ok();
        page.see("Ambassador").not_see("Nobody may see");
        assert_eq!(page.attr("article h2 a", "href"), paths::answer(thread.id, &thread.slug, thread.answers[0]));
        let questions = anyone.get(paths::with_query(paths::User { username: "ada" }, &[("tab", "questions")])).await.ok();
        assert_eq!(questions.texts("article h2"), ["My box blinks orange"]);
        assert_eq!(anyone.get(paths::User { username: "Basile" }).await.status(301).location(), "/users/basile");
        anyone.get(paths::Users).await.ok().see("Ada").see("Basile");
        anyone.get(paths::with_query(paths::Users, &[("q", "BAS")])).await.ok().see("Basile").not_see("Ada");
        ada.get(paths::User { username: "ada" }).await.ok().see("Edit your profile");
        app.alter(basile.id, "deleted_at = 1").await;
        anyone.get(paths::User { username: "basile" }).await.missing();
        anyone.get(paths::Users).await.ok().not_see("Basile");
        anyone.get(paths::User { username: "no' OR 1=1" }).await.missing();
    }

    async fn an_imported_person_can_be_claimed(app) {
        let ada = app.member("ada").await;
        app.alter(ada.id, "placeholder = TRUE").await;
        let basile = app.member("basile").await;
        basile.get(paths::User { username: "ada" }).await.ok().see("This is me");
        app.alter(ada.id, &format!("claimed_by = {}", basile.id)).await;
        assert_eq!(basile.get(paths::User { username: "ada" }).await.done().location(), "/users/basile");
    }

    with [("base_url", "https://community.nordik.example")]
    async fn machines_read_absolute_addresses_and_no_names(app) {
        let ada = app.member("ada").await;
        let thread = seed(app, "Is <b> & \"quotes\" \u{1}fine?", ada.id, &[]).await;
        let gone = seed(app, "Hidden canary zq9", ada.id, &[]).await;
        app.exec("UPDATE question SET state = 'hidden' WHERE id = $1", values![gone.id.0]).await;
        let anyone = app.anyone();
        let feed = anyone.get(paths::FeedQuestions).await.ok();
        assert_eq!(feed.header("content-type"), Some("application/atom+xml; charset=utf-8"));
        let parsed: atom_syndication::Feed = feed.body().parse().expect("Atom");
        assert_eq!(parsed.entries.len(), 1);
        assert_eq!(parsed.entries[0].id, format!("https://community.nordik.example/questions/{}", thread.id));
        assert!(!feed.body().contains("zq9") && !feed.body().contains("ada"));
        let map = anyone.get(paths::Sitemap).await.ok();
        assert!(map.body().contains("<loc>https://community.nordik.example/sitemap/0.xml</loc>"));
        let part = anyone.get(paths::SitemapPart { part: "0.xml" }).await.ok();
        assert!(part.body().contains(&format!("https://community.nordik.example/questions/{}/", thread.id)) && !part.body().contains("zq9"));
        for bad in ["1.xml", "x.xml", "-1.xml", "0", "99999999999999.xml"] {
            anyone.get(paths::SitemapPart { part: bad }).await.missing();
        }
        let robots = anyone.get(paths::Robots).await.ok();
        assert!(robots.body().contains("Sitemap: https://community.nordik.example/sitemap.xml") && robots.body().contains("Disallow: /search"));
        let search = anyone.get(paths::OpenSearch).await.ok();
        assert!(search.body().contains("template=\"https://community.nordik.example/search?q={searchTerms}\""));
        let manifest: serde_json::Value = serde_json::from_str(anyone.get(paths::Manifest).await.ok().body()).expect("JSON");
        assert_eq!(manifest["name"], "Nordik");
        assert!(anyone.get(paths::Favicon).await.status(301).location().starts_with("/a/"));
        anyone.get(paths::FeedTag { file: "nothing.atom" }).await.missing();
        anyone.get(paths::FeedTag { file: "nothing" }).await.missing();
        let home = anyone.get(paths::Home).await.ok();
        assert_eq!(home.attr("link[rel=canonical]", "href"), "https://community.nordik.example/");
    }

    with [("legal.notice", "# Nordik\n\nWho we **are**.")]
    async fn own_texts_are_shown_and_missing_ones_admitted(app) {
        let anyone = app.anyone();
        let legal = anyone.get(paths::Legal).await.ok();
        assert_eq!(legal.text(".prose strong"), "are");
        anyone.get(paths::Terms).await.ok().see("has not written its terms of use yet");
        anyone.get(paths::Privacy).await.ok().see("has not written");
        anyone.get(paths::Accessibility).await.ok().see("has not been audited");
        for page in [paths::Help.to_string(), paths::Licences.to_string()] {
            anyone.get(&page).await.ok();
            app.anyone().speaking("fr").get(&page).await.ok();
        }
        anyone.get(paths::Licences).await.ok().see("Bricolage Grotesque").see("Lucide");
    }

    async fn the_forum_can_be_empty(app) {
        let anyone = app.anyone();
        for page in [paths::Home.to_string(), paths::Tags.to_string(), paths::Categories.to_string(), paths::Users.to_string(), paths::Search.to_string(), paths::FeedQuestions.to_string(), paths::Sitemap.to_string()] {
            anyone.get(&page).await.ok();
        }
        anyone.get(paths::with_query(paths::Search, &[("q", "box orange")])).await.ok().see("Nothing was found").see("Ask your question");
        index_all(app).await;
    }
}
