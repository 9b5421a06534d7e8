//! Hostile inputs that may not be copied into the repository, each set against what it is for. The suite has its own: XSS
//! (DOMPurify, bleach), naughty strings, redirects. Letters wait for answers by mail; spam is measured
//! by `benches/spam`; nothing here looks at whether an address is one of those thrown away.

use entraide::markdown::{self, MAX_OUTPUT};
use entraide::rules::fold::fold_words;
use entraide::rules::names::{DisplayName, Email, Username};
use entraide::rules::password::Password;
use entraide::rules::spam;

use self::inert::acts;
use crate::{data, lines};

#[path = "../fuzz/inert.rs"]
mod inert;

fn payloads() -> Vec<String> {
    let mut all = lines("hostile/xss/owasp-filter-evasion.jsonl", "payload");
    for file in ["xss/wfuzz-xss.jsonl", "sqli/wfuzz-sql.jsonl", "traversal/wfuzz-traversal.jsonl"] {
        all.extend(lines(&format!("hostile/{file}"), "payload"));
    }
    assert!(all.len() > 300, "{} payloads", all.len());
    all
}

#[test]
fn texts_come_out_inert() {
    for text in payloads() {
        for html in [markdown::render(&text).html, markdown::render_html(&text).html, markdown::render(&format!("> {text}\n\n- {text}")).html] {
            assert_eq!(acts(&html), None, "{text:?} became {html:?}");
        }
    }
}

fn unpacked(path: &str) -> String {
    let file = std::fs::File::open(data(path)).expect("a readable file");
    String::from_utf8(zstd::decode_all(file).expect("zstd")).expect("UTF-8")
}

#[test]
fn examples_of_markdown_come_out_inert_and_the_same_when_cleaned_again() {
    let mut all = lines("hostile/markdown/commonmark-0.31.2.jsonl", "markdown");
    all.extend(lines("hostile/markdown/commonmark-0.31.2.jsonl", "html"));
    all.extend(lines("hostile/markdown/gfm-spec-0.29.jsonl", "markdown"));
    all.extend(lines("hostile/markdown/cmark-regression.jsonl", "markdown"));
    assert!(all.len() > 1_900, "{} texts", all.len());
    for text in all {
        for html in [markdown::render(&text).html, markdown::render_html(&text).html] {
            assert_eq!(acts(&html), None, "{text:?} became {html:?}");
            assert_eq!(markdown::clean(&html), html, "of {text:?}");
        }
    }
}

#[test]
fn pathological_texts_stay_small() {
    let all = unpacked("hostile/markdown/cmark-pathological.jsonl.zst");
    let mut n = 0;
    for line in all.lines() {
        let case: serde_json::Value = serde_json::from_str(line).expect("a line");
        let whole = case["markdown"].as_str().expect("a text");
        // no longer text is accepted
        let text: String = whole.chars().take(32_000).collect();
        for html in [markdown::render(&text).html, markdown::render_html(&text).html] {
            assert!(html.len() <= MAX_OUTPUT, "{}: {} bytes", case["name"], html.len());
            assert_eq!(acts(&html), None, "{}", case["name"]);
        }
        n += 1;
    }
    assert_eq!(n, 19);
}

#[test]
fn common_passwords_are_refused() {
    let all = std::fs::read_to_string(data("hostile/passwords/common-20k.txt")).expect("a readable file");
    let passed: Vec<&str> = all.lines().filter(|p| Password::parse(p).is_ok()).collect();
    assert!(passed.is_empty(), "{passed:?}");
}

#[test]
fn no_look_alike_passes_for_the_team() {
    let all: std::collections::HashMap<String, Vec<serde_json::Value>> = serde_json::from_str(&unpacked("hostile/unicode/confusables.json.zst")).expect("a table");
    let (mut tried, mut passed) = (0, Vec::new());
    for letter in "moderatsup".chars() {
        for alike in all.get(&letter.to_string()).into_iter().flatten().filter_map(|a| a["c"].as_str()) {
            let name = "moderator support".replace(letter, alike);
            tried += 1;
            if DisplayName::parse(&name).is_ok_and(|n| !n.claims_office(&["nordik"])) {
                passed.push(name.clone());
            }
            // a username is of plain letters
            let name = name.replace(' ', "");
            assert!(Username::parse(&name).is_err(), "{name}");
        }
    }
    assert!(tried > 200, "{tried}");
    assert!(passed.is_empty(), "{} of {tried}: {passed:?}", passed.len());
}

#[test]
fn pictures_in_words_stay_whole() {
    let all = unpacked("hostile/unicode/emoji-test.txt.zst");
    let emoji = all.lines().filter(|l| l.contains("; fully-qualified")).filter_map(|l| l.split_once(" # ")?.1.split(' ').next());
    let mut n = 0;
    for e in emoji {
        let name = format!("Ada {e}");
        assert_eq!(DisplayName::parse(&name).map(|d| d.as_str().to_owned()).ok().as_deref(), Some(name.as_str()));
        let html = markdown::render(&format!("It is {e} today")).html;
        assert_eq!(markdown::plain(&html).trim(), format!("It is {e} today"));
        n += 1;
    }
    assert!(n > 3_600, "{n}");
}

#[test]
fn watched_words_of_every_language_are_found_where_they_stand_alone() {
    let all: std::collections::HashMap<String, Vec<String>> = serde_json::from_str(&std::fs::read_to_string(data("hostile/words/naughty-words.json")).expect("a readable file")).expect("lists");
    let posts: Vec<String> = lines("hostile/spam/sumo-spam-ham.jsonl", "content").iter().map(|t| spam::spaced(t)).collect();
    assert_eq!((all.len(), posts.len()), (28, 838));
    for word in all.values().flatten() {
        let watched = spam::spaced(word).trim().to_owned();
        if watched.is_empty() {
            continue;
        }
        assert!(spam::has_words(&spam::spaced(&format!("so, {word}! there")), &watched), "{word:?} as {watched:?}");
        assert!(!spam::has_words(&spam::spaced("My box blinks orange since the update"), &watched) || fold_words("since the update my box blinks orange").contains(&watched), "{word:?}");
        let _ = posts.iter().filter(|p| spam::has_words(p, &watched)).count();
    }
}

#[test]
fn addresses_of_any_domain_are_read_as_they_are() {
    let all = std::fs::read_to_string(data("hostile/email-domains/disposable.txt")).expect("a readable file");
    for domain in all.lines().map(str::trim).filter(|d| !d.is_empty()) {
        let email = Email::parse(&format!("ada@{domain}")).unwrap_or_else(|e| panic!("{domain}: {e:?}"));
        assert!(email.as_str().is_ascii());
    }
}

both! {
    async fn no_path_leads_out_of_the_site(app) {
        let bot = app.anyone();
        for text in lines("hostile/traversal/wfuzz-traversal.jsonl", "payload") {
            for from in ["", "static/", "questions/1/", "users/", "tags/"] {
                let raw = format!("/{from}{}", text.trim_start_matches('/'));
                for path in [raw.clone(), format!("/{from}{}", url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>())] {
                    if path.parse::<axum::http::Uri>().is_err() || path.starts_with("//") {
                        continue;
                    }
                    let page = bot.get(&path).await;
                    assert!(!page.status.is_server_error() && !page.body().contains("root:x:0") && !page.body().contains("[boot loader]"), "{path}: {}", page.describe());
                }
            }
        }
    }

    async fn what_is_meant_for_the_database_is_only_words(app) {
        app.member("ada").await;
        for text in lines("hostile/sqli/wfuzz-sql.jsonl", "payload") {
            let who = app.anyone();
            let page = who.post(crate::support::paths::Login, &[("login", &text), ("password", &text), ("next", &text)]).await;
            assert!(page.status == 422 || page.status == 429, "{}", page.describe());
            for path in [crate::support::paths::Home.to_string(), crate::support::paths::Tags.to_string()] {
                let page = who.get(crate::support::paths::with_query(path, &[("sort", &text), ("after", &text), ("tag", &text)])).await;
                assert!(!page.status.is_server_error(), "{}", page.describe());
            }
            app.advance(crate::support::MINUTE).await;
        }
        assert_eq!(app.count("SELECT COUNT(*) AS n FROM account WHERE username = 'ada'", crate::support::values![]).await, 1);
    }

    async fn searching_for_them_is_only_searching(app) {
        let bot = app.anyone();
        for text in payloads() {
            let short: String = text.chars().filter(|c| *c != '\0').take(400).collect();
            let page = bot.get(crate::support::paths::with_query(crate::support::paths::Search, &[("q", &short)])).await;
            assert!(page.status.is_success() || page.status.is_client_error(), "{}", page.describe());
        }
    }
}

/// Every broken, truncated or lying image is refused or becomes a clean picture, the largest ones too; ordinary ones are taken.
#[test]
fn images_are_refused_or_made_clean() {
    use entraide::photos::picture;
    for (folder, ordinary) in [("hostile/images", false), ("hostile/images-valid", true)] {
        for entry in std::fs::read_dir(data(folder)).expect("a folder") {
            let path = entry.expect("a file").path();
            let bytes = std::fs::read(&path).expect("readable");
            let began = std::time::Instant::now();
            let read = std::panic::catch_unwind(|| picture::photo(&bytes));
            assert!(began.elapsed() < std::time::Duration::from_secs(2), "{}: {:?}", path.display(), began.elapsed());
            let clean = matches!(&read, Ok(Ok(p)) if !p.bytes.windows(4).any(|w| w == b"Exif" || w == b"eXIf"));
            assert!(clean || (!ordinary && !matches!(read, Ok(Ok(_)))), "{}", path.display());
        }
    }
}
