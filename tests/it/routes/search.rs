//! Finding: by words, by other forms of them, with slips, narrowed; hidden posts never; anything typed is safe.

use entity::PostId;
use entraide::search::{self, Query};

use crate::support::*;

/// A question with a text of its own, indexed; gives its id.
async fn ask(app: &TestApp, title: &str, body: &str, lang: &str) -> i64 {
    let asker = match app.count("SELECT COALESCE(MIN(id), 0) AS n FROM account", values![]).await {
        0 => app.member("ada").await.id,
        n => entity::AccountId(n),
    };
    let thread = seed(app, title, asker, &[]).await;
    app.exec("UPDATE post SET html = $1, lang = $2 WHERE id = $3", values![format!("<p>{body}</p>"), lang, thread.id.0]).await;
    index(app, thread.id.0).await;
    thread.id.0
}

async fn index(app: &TestApp, id: i64) {
    let tx = app.db().write().await.expect("a transaction");
    search::index_question(&tx, PostId(id)).await.expect("indexed");
    tx.commit().await.expect("committed");
}

async fn found(app: &TestApp, typed: &str) -> Vec<i64> {
    search::find(app.db().read(), &Query::parse(typed)).await.expect("searched").ids
}

both! {
    async fn words_are_found_in_other_forms_and_without_accents(app) {
        let lamp = ask(app, "Ma box clignote orange depuis la mise à jour", "Le voyant reste allumé, plus d’Internet.", "fr").await;
        let bill = ask(app, "Facturé deux fois l'option international", "Ma facture de novembre est fausse.", "fr").await;
        let wifi = ask(app, "Slow Wi-Fi upstairs", "My repeaters are connected to the 5GHz network.", "en").await;
        let russian = ask(app, "Почта не работает", "Не приходит", "ru").await;
        for (typed, right) in [
            ("clignotement", lamp), ("CLIGNOTENT", lamp), ("mise a jour box", lamp), ("voyants allumés", lamp), ("internet", lamp),
            ("facturation", bill), ("factures fausses", bill), ("l’option", bill),
            ("wifi", wifi), ("wi-fi", wifi), ("repeater connecting", wifi), ("5ghz", wifi),
            ("почта", russian),
        ] {
            assert_eq!(found(app, typed).await, [right], "{typed}");
        }
        assert_eq!(found(app, "zebra").await, Vec::<i64>::new());
    }

    async fn an_unfinished_word_and_a_slip_still_find(app) {
        let lamp = ask(app, "Ma box clignote orange", "Depuis mardi.", "fr").await;
        ask(app, "Autre chose", "Un tout autre sujet, la télévision.", "fr").await;
        search::count_words(app.db()).await.expect("counted");
        assert_eq!(found(app, "cligno").await, [lamp], "a beginning");
        for slip in ["clingote", "cliggnote", "orrange", "ornage"] {
            let f = search::find(app.db().read(), &Query::parse(slip)).await.expect("searched");
            assert_eq!(f.ids, [lamp], "{slip}");
            assert!(f.instead.is_some(), "{slip}");
        }
        let f = search::find(app.db().read(), &Query::parse("box ornage")).await.expect("searched");
        assert_eq!(f.instead.as_deref(), Some("box orange"));
        let page = app.anyone().get(paths::with_query(paths::Search, &[("q", "box ornage")])).await.ok();
        page.see("box orange").see("Nobody wrote");
        assert_eq!(page.texts("h2 mark"), ["box", "orange"]);
    }

    async fn titles_and_solutions_come_first(app) {
        let body = ask(app, "Something else entirely", "The remote control blinks.", "en").await;
        let title = ask(app, "Remote control", "It does nothing.", "en").await;
        assert_eq!(found(app, "remote control").await, [title, body]);
        let twin = ask(app, "Remote control", "It does nothing.", "en").await;
        app.exec("UPDATE question SET solved_at = 1 WHERE id = $1", values![title]).await;
        index(app, title).await;
        assert_eq!(found(app, "remote control").await, [title, twin, body]);
        assert_eq!(found(app, "remote is:solved").await, [title]);
        assert_eq!(found(app, "remote is:unanswered").await.len(), 3);
    }

    async fn filters_narrow_the_search(app) {
        let ada = app.member("ada").await;
        let basile = app.member("basile").await;
        let mine = seed(app, "Router reboots at night", ada.id, &[basile.id]).await.id.0;
        let other = seed(app, "Router lost at night", basile.id, &[]).await.id.0;
        app.exec("INSERT INTO tag (name, created_at, question_count) VALUES ('wifi', 0, 1)", values![]).await;
        app.exec("INSERT INTO question_tag (question_id, tag_id, position, hidden, activity_at) SELECT $1, id, 0, FALSE, 0 FROM tag", values![mine]).await;
        app.exec("INSERT INTO category (slug, name_en, name_fr, description_en, description_fr, position, created_at) VALUES ('box', 'Box', 'Box', '', '', 0, 0)", values![]).await;
        app.exec("UPDATE question SET category_id = (SELECT id FROM category) WHERE id = $1", values![other]).await;
        index(app, mine).await;
        index(app, other).await;
        for (typed, right) in [
            ("router tag:wifi", vec![mine]), ("router user:basile", vec![other]), ("category:box", vec![other]), ("is:unanswered", vec![other]),
            ("router user:ADA tag:wifi", vec![mine]), ("router user:ada category:box", vec![]), ("router", vec![other, mine]), ("wifi", vec![mine]),
        ] {
            assert_eq!(found(app, typed).await, right, "{typed}");
        }
        let f = search::find(app.db().read(), &Query::parse("router tag:nothing")).await.expect("searched");
        assert_eq!((f.ids.len(), f.unknown_filter.as_deref()), (0, Some("tag:nothing")));
        let page = app.at_most(6, app.anyone().get(paths::with_query(paths::Search, &[("q", "rooter at nigth tag:wifi user:ada category:box")]))).await;
        page.ok();
    }

    async fn what_is_hidden_is_never_found(app) {
        let id = ask(app, "A canary in the title", "zq81canary in the text", "en").await;
        let basile = app.member("basile").await;
        let thread = seed(app, "An answer is hidden here", basile.id, &[basile.id]).await;
        app.exec("UPDATE post SET html = '<p>zq82canary</p>' WHERE id = $1", values![thread.answers[0].0]).await;
        index(app, thread.id.0).await;
        assert_eq!(found(app, "zq81canary").await, [id]);
        assert_eq!(found(app, "zq82canary").await, [thread.id.0]);
        app.exec("UPDATE question SET state = 'hidden' WHERE id = $1", values![id]).await;
        let before = app.anyone().get(paths::with_query(paths::Search, &[("q", "canary title")])).await.ok();
        before.not_see("A canary");
        index(app, id).await;
        app.exec("UPDATE post SET state = 'hidden' WHERE id = $1", values![thread.answers[0].0]).await;
        index(app, thread.id.0).await;
        assert_eq!(found(app, "zq81canary").await, Vec::<i64>::new());
        assert_eq!(found(app, "zq82canary").await, Vec::<i64>::new());
        assert_eq!(search::check(app.db().read()).await.expect("checked"), Vec::<String>::new());
        search::rebuild(app.db()).await.expect("rebuilt");
        assert_eq!(found(app, "zq81canary").await, Vec::<i64>::new());
        assert_eq!(found(app, "hidden").await, [thread.id.0]);
        assert_eq!(search::check(app.db().read()).await.expect("checked"), Vec::<String>::new());
    }

    async fn similar_questions_bring_the_sentence_of_their_answer(app) {
        let basile = app.member("basile").await;
        let ada = app.member("ada").await;
        let open = seed(app, "My box blinks orange all day", ada.id, &[]).await;
        let solved = seed(app, "The box is blinking orange", ada.id, &[basile.id]).await;
        app.exec("UPDATE post SET html = '<p>Hold WPS for 12 seconds. Then wait.</p>', score = 57 WHERE id = $1", values![solved.answers[0].0]).await;
        app.exec("UPDATE question SET solved_at = 1 WHERE id = $1", values![solved.id.0]).await;
        for id in [open.id.0, solved.id.0] {
            index(app, id).await;
        }
        let near = search::similar(app.db().read(), "why does my box blink oran", "en", 5).await.expect("searched");
        assert_eq!(near.iter().map(|s| s.id).collect::<Vec<_>>(), [solved.id, open.id]);
        assert_eq!((near[0].answer_sentence.as_str(), near[0].helped, near[0].solved), ("Hold WPS for 12 seconds.", 57, true));
        assert_eq!(near[0].title.pieces().into_iter().filter(|p| p.0).map(|p| p.1).collect::<Vec<_>>(), ["box", "blinking", "orange"]);
        app.at_most(3, search::similar(app.db().read(), "box blinking", "en", 5)).await.expect("searched");
        let page = app.anyone().get(paths::with_query(paths::SearchSuggestions, &[("q", "box blinking")])).await.ok();
        assert!(page.body().contains("The box is blinking orange"), "{}", page.body());
    }

    async fn nothing_typed_breaks_the_search(app) {
        ask(app, "My box blinks orange", "Since Tuesday \" ' ; -- AND OR NOT NEAR", "en").await;
        let long = "orange box ".repeat(2_000);
        let odd = [
            "\"", "'", "\"\"", "'';--", "a AND", "OR", "NOT box", "NEAR(box orange)", "title:box", "{title}:box", "box*", "*", "^box", "-box", "(", "box)", "a:b:c", "tag:", "user:@",
            "is:", "%", "_", "\\", "box\\'", "' OR 1=1 --", "\u{0}", "\u{FFFE}", "box\u{0}orange", "😀😀", "日本語", "ﷺ", "ı̇", "<script>alert(1)</script>", "$1", "{}", "\u{202E}box", "_t1", "_solved", "'box':A", "box & | !", "!!", "0x1F", "1e999",
            "tag:\u{0}x tag:' user:\" category:\\", &long,
        ];
        for typed in odd {
            search::find(app.db().read(), &Query::parse(typed)).await.unwrap_or_else(|e| panic!("{typed:?}: {e}"));
            search::similar(app.db().read(), typed, "en", 5).await.unwrap_or_else(|e| panic!("{typed:?}: {e}"));
        }
        for typed in odd.iter().take(odd.len() - 1) {
            app.anyone().get(paths::with_query(paths::Search, &[("q", typed)])).await.ok();
        }
        assert_eq!(found(app, &long).await.len(), 1);
    }

    async fn results_are_paged_and_stay_within_six_statements(app) {
        let ada = app.member("ada").await;
        let mut ids = Vec::new();
        for n in 0..45 {
            ids.push(seed(app, &format!("Gateway trouble number {n}"), ada.id, &[]).await.id);
        }
        let tx = app.db().write().await.expect("a transaction");
        search::index_many(&tx, &ids).await.expect("indexed");
        tx.commit().await.expect("committed");
        let anyone = app.anyone();
        let first = app.at_most(6, anyone.get(paths::with_query(paths::Search, &[("q", "gateway")]))).await.ok();
        first.see("45 results");
        let mut seen: Vec<String> = first.attrs("article h2 a", "href");
        let second = anyone.get(first.attr("a[rel=next]", "href")).await.ok();
        seen.extend(second.attrs("article h2 a", "href"));
        let third = anyone.get(second.attr("a[rel=next]", "href")).await.ok();
        seen.extend(third.attrs("article h2 a", "href"));
        assert!(!third.has("a[rel=next]"));
        let distinct: std::collections::BTreeSet<&String> = seen.iter().collect();
        assert_eq!((seen.len(), distinct.len()), (45, 45));
        let back = anyone.get(third.attr("a[rel=prev]", "href")).await.ok();
        assert_eq!(back.attrs("article h2 a", "href"), second.attrs("article h2 a", "href"));
        anyone.get(paths::with_query(paths::Search, &[("q", "gateway"), ("after", "nonsense")])).await.ok().see("45 results");
    }

    async fn words_are_counted_and_related_questions_found_by_the_job(app) {
        let a = ask(app, "The decoder restarts every night", "It restarts.", "en").await;
        let b = ask(app, "Decoder restarting at night", "All nights.", "en").await;
        ask(app, "Invoice", "Nothing alike.", "en").await;
        search::jobs::tick(&app.app, app.now()).await.expect("the job runs");
        let related = search::related(app.db().read(), PostId(a), 5).await.expect("read");
        assert_eq!(related.iter().map(|r| r.id.0).collect::<Vec<_>>(), [b]);
        app.exec("UPDATE question SET state = 'removed' WHERE id = $1", values![b]).await;
        assert!(search::related(app.db().read(), PostId(a), 5).await.expect("read").is_empty());
        let (_, sent) = app.statements(search::jobs::tick(&app.app, app.now())).await;
        assert!(sent.iter().all(|s| s.starts_with("SELECT")), "an idle run writes nothing: {sent:?}");
    }
}
