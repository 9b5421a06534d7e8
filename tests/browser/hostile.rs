//! Hostile texts before a real browser: nothing runs, nothing is asked of the policy, no dialog opens.

use std::fmt::Write as _;

use entraide::i18n::Lang;
use entraide::questions::publish::{self, NewAnswer, NewQuestion};

use crate::site::{Site, on_a_site};
use crate::support::{db, fixtures, paths, values};
use crate::tab::{Look, Tab};

fn payloads() -> Vec<String> {
    let mut all = fixtures("hostile/dompurify-expect.jsonl", "payload");
    all.extend(fixtures("hostile/bleach-tests.jsonl", "payload"));
    all.extend(fixtures("hostile/blns.json", "").into_iter().filter(|t| t.contains('<') || t.contains("javascript") || t.contains("${") || t.contains("{{")));
    all.extend(own());
    all.into_iter().map(|t| t.replace('\0', "")).collect()
}

/// What the others' sets have not: Markdown, attributes of ours, mutation.
fn own() -> Vec<String> {
    let mark = [
        "[x](javascript:alert(1))", "![x](x\" onerror=\"alert(1))", "<javascript:alert(1)>", "[x]: javascript:alert(1)\n[x]", "`<img src=x onerror=alert(1)>`", "```\"><script>alert(1)</script>\nx\n```",
        "@<svg/onload=alert(1)>", "\"><svg/onload=alert(1)>", "'><svg/onload=alert(1)>", "</title><script>alert(1)</script>", "</textarea><script>alert(1)</script>", "--><script>alert(1)</script>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">", "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">", "<kbd onclick=alert(1)>x</kbd>",
        "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>", "https://x.example/\"onmouseover=alert(1)//", "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    ];
    mark.into_iter().map(str::to_owned).collect()
}

/// Moves over and clicks what there is to click in the texts, without leaving.
async fn touch(tab: &Tab) {
    tab.js("(() => { for (const e of document.querySelectorAll('.prose *, h1 *')) { for (const t of ['mouseover', 'mouseenter', 'focus', 'pointerover', 'wheel', 'toggle']) e.dispatchEvent(new Event(t, { bubbles: true })) } return 0 })()").await;
}

/// Threads of one answer for each text; their addresses.
async fn threads(site: &Site, texts: &[String]) -> Vec<String> {
    let mallory = site.member("mallory").await;
    let mut out = Vec::new();
    // ten texts to a thread: one is the title and the body, the others answers and comments
    for group in texts.chunks(10) {
        let title: String = format!("{} … what is this?", group[0]).chars().take(150).collect();
        let db = site.db();
        let first = publish::prepare(db.read(), group[0].clone(), &title, Lang::En, vec![]).await.expect("rendered");
        let tx = db.write().await.expect("a transaction");
        let asked = NewQuestion { author: mallory.id, title, category: None, tags: vec![], text: first.into(), official: false, photos: Vec::new(), private_photos: Vec::new(), form_key: String::new(), now: site.now() };
        let made = publish::question(&tx, &asked).await.expect("published");
        tx.commit().await.expect("committed");
        let id = made.id().expect("new");
        for text in &group[1..] {
            let body = publish::prepare(db.read(), text.clone(), "", Lang::En, vec![]).await.expect("rendered");
            let tx = db.write().await.expect("a transaction");
            let html = body.html.clone();
            let answer = NewAnswer { question: id, author: mallory.id, text: body.into(), official: false, even_closed: true, photos: Vec::new(), form_key: String::new(), now: site.now() };
            publish::answer(&tx, &answer).await.expect("published");
            db::run(&tx, "INSERT INTO comment (post_id, question_id, author_id, source, source_format, html, state, official, opening_score, created_at) VALUES ($1, $1, $2, $3, 'markdown', $4, 'visible', FALSE, 0, 1)", values![id.0, mallory.id.0, text.clone(), html]).await.expect("a comment");
            tx.commit().await.expect("committed");
        }
        site.exec("UPDATE post SET comment_count = (SELECT COUNT(*) FROM comment c WHERE c.post_id = post.id)", values![]).await;
        out.push(made.location());
    }
    out
}

#[test]
fn nothing_in_a_thread_runs() {
    on_a_site(async |site| {
        let texts = payloads();
        let tab = site.tab(Look::WIDE).await;
        for (n, path) in threads(site, &texts).await.into_iter().enumerate() {
            let name: String = texts[n].chars().take(60).collect();
            site.exec("UPDATE account SET display_name = $1, about = $2 WHERE username = 'mallory'", values![name, texts[n].clone()]).await;
            tab.go(&path).await;
            touch(&tab).await;
            silent(&tab, &path).await;
        }
        for path in [paths::Home.to_string(), paths::User { username: "mallory" }.to_string(), paths::Tags.to_string()] {
            tab.go(&path).await;
            touch(&tab).await;
            silent(&tab, &path).await;
        }
    });
}

#[test]
fn nothing_in_an_address_or_a_form_runs() {
    on_a_site(async |site| {
        let mallory = site.member("mallory").await;
        let tab = site.tab_of(&mallory, Look::WIDE).await;
        for text in payloads().into_iter().step_by(4).chain(own()) {
            for path in [
                paths::with_query(paths::Search, &[("q", &text)]),
                paths::with_query(paths::Ask, &[("title", &text)]),
                paths::with_query(paths::Login, &[("next", &text)]),
                paths::with_query(paths::Home, &[("said", &text), ("after", &text), ("sort", &text)]),
            ] {
                tab.go(&path).await;
                silent(&tab, &path).await;
            }
        }
        // the composer with everything at once, previewed
        let mut all = String::new();
        for text in own() {
            let _ = write!(all, "{text}\n\n");
        }
        tab.go(paths::with_query(paths::Ask, &[("title", "A title that is long enough")])).await;
        tab.fill("body", &all).await;
        silent(&tab, "the filled form").await;
    });
}

async fn silent(tab: &Tab, path: &str) {
    let complaints = tab.complaints();
    assert!(complaints.is_empty(), "{path}:\n{}", complaints.join("\n"));
    let moved = tab.js("location.origin").await;
    assert_eq!(moved.as_str(), Some(tab.base()), "{path} leads away");
}
