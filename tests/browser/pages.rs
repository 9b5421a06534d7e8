//! Every page of the sample community: axe finds nothing, in both languages and both themes; nothing hangs over the edge;
//! the first visit stays within its budget of bytes and requests.

use entraide::router;
use entraide::web::routes::Access;

use crate::axe;
use crate::site::Site;
use crate::support::{Client, block_on, paths};
use crate::tab::{Look, Tab};

async fn nordik() -> Site {
    let site = Site::start(&[]).await;
    entraide::demo::fill(&site.app.app).await.expect("the sample community");
    site.app.ignore_mails(); // those of its programme
    site
}

/// A signed-in browser of one of its people.
async fn one_of(site: &Site, username: &str) -> Client {
    let id = site.count("SELECT id AS n FROM account WHERE username = $1", [username.into()]).await;
    site.browser(entity::AccountId(id)).await
}

/// Addresses that lead to pages: the table of routes, filled with what the community has.
async fn addresses(site: &Site, only: &[Access]) -> Vec<String> {
    let longest = site.count("SELECT id AS n FROM question ORDER BY answer_count DESC, id LIMIT 1", []).await;
    let answer = site.count("SELECT MIN(id) AS n FROM post WHERE kind = 'answer' AND state = 'visible'", []).await;
    let comment = site.count("SELECT MIN(id) AS n FROM comment WHERE state = 'visible'", []).await;
    let mut out = Vec::new();
    for e in router::routes().table.into_iter().filter(|e| e.method == "GET" && only.contains(&e.access)) {
        let machine = [".xml", ".txt", ".atom", ".csv", ".webmanifest", ".ico"].iter().any(|end| e.path.ends_with(end)) || e.path.starts_with("/feeds") || e.path.starts_with("/sitemap") || e.path.contains("{file}") || e.path.contains("{key}");
        let part = [paths::AskSimilar::PATTERN, paths::SearchSuggestions::PATTERN, paths::StaffPerkValues::PATTERN].contains(&e.path);
        if machine || part {
            continue;
        }
        let id = if e.path.starts_with("/comments") { comment } else if e.path.starts_with("/questions") || e.path.contains("duplicate") { longest } else if e.path.starts_with("/posts") { answer } else { 1 };
        let path = e.path.replace("{id}", &id.to_string()).replace("{slug}", "box").replace("{username}", "basile").replace("{name}", "wifi").replace("{word}", "useful").replace("{token}", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        out.push(path);
    }
    // what waits for moderators, one of each kind
    for kind in ["flagged", "held", "notice", "appeal"] {
        let item = site.count("SELECT MIN(id) AS n FROM moderation_item WHERE kind = $1 AND done_at IS NULL", [kind.into()]).await;
        out.push(paths::StaffItem { id: entity::ItemId(item) }.to_string());
    }
    // one's own ledger, a month of it, a doubt about a line of it
    let mine = site.count("SELECT MIN(e.id) AS n FROM ledger_entry e JOIN account a ON a.id = e.member_id WHERE a.username = 'root'", []).await;
    out.push(paths::EntryReview { id: entity::EntryId(mine) }.to_string());
    out.push(paths::UserReputation { username: "root" }.to_string());
    let month = site.count("SELECT MAX(month) AS n FROM credit", []).await;
    out.push(paths::with_query(paths::UserReputation { username: "basile" }, &[("month", &entraide::reputation_pages::calendar::Month(month).word())]));
    out.push(paths::with_query(paths::Search, &[("q", "box orange")]));
    out.push(paths::with_query(paths::Search, &[("q", "zzzzqqqq")]));
    out.push(paths::with_query(paths::StaffInsights, &[("days", "90")]));
    out.push(paths::with_query(paths::StaffInsightThreads, &[("list", "first"), ("days", "365")]));
    out.push(paths::with_query(paths::StaffAudit, &[("person", "claire")]));
    out.push(paths::with_query(paths::Ask, &[("title", "Ma box clignote orange depuis la mise à jour")]));
    // what the brand owes: one that was promised, one that is told in private
    for kind in ["promised", "private_message"] {
        let text = format!("SELECT MAX(e.question_id) AS n FROM escalation e JOIN escalation_event v ON v.escalation_id = e.id WHERE e.ended_at IS NULL AND v.kind = '{kind}'");
        let id = entity::PostId(site.count(&text, []).await);
        out.extend([paths::StaffThread { id }.to_string(), paths::QuestionShort { id }.to_string(), paths::QuestionPrivate { id }.to_string(), paths::QuestionEscalate { id }.to_string()]);
    }
    out.push("/no-such-page".into());
    out
}

/// Somebody who is setting up two-step log-in, somebody who is to type a code, and somebody whose account waits.
async fn doors_ajar(site: &Site) -> [(Client, String); 3] {
    use entraide::accounts::{passwords, two_factor::actions};
    let (begins, half) = (one_of(site, "ada").await, one_of(site, "tomasz").await);
    let app = &site.app.app;
    let password = "quiet evening walk";
    let hash = passwords::compute(password).expect("a hash");
    for who in [&begins, &half] {
        site.app.exec("UPDATE account SET password_hash = $2 WHERE id = $1", [who.id.0.into(), hash.clone().into()]).await;
    }
    begins.post(paths::SettingsTwoStep, &[("begin_password", password)]).await.done();
    let tx = app.db.write().await.expect("a transaction");
    let sealed = actions::begin(&tx, &app.config, half.id, site.app.now()).await.expect("begun");
    tx.commit().await.expect("committed");
    site.app.exec("INSERT INTO two_factor (account_id, secret, enabled_at, last_step, tries, tries_from, failures) VALUES ($1, $2, 1, 0, 0, 0, 0)", [half.id.0.into(), sealed.into()]).await;
    let second = site.app.anyone();
    second.post(paths::Login, &[("login", "tomasz"), ("password", password)]).await.done();
    let waits = one_of(site, "ines").await;
    site.app.exec("INSERT INTO signup_wait (account_id, mark, since) VALUES ($1, 'x', 1)", [waits.id.0.into()]).await;
    [(begins, paths::SettingsTwoStepNew.to_string()), (second, paths::LoginCode.to_string()), (waits, paths::Confirm.to_string())]
}

/// Each page once, seen in each of these looks.
async fn look_at(tab: &Tab, looks: [Look; 2], paths: &[String], wrong: &mut Vec<String>) {
    for path in paths {
        tab.wear(looks[0]).await;
        tab.go(path).await;
        if tab.js("document.contentType").await != "text/html" {
            continue;
        }
        for (n, look) in looks.into_iter().enumerate() {
            if n > 0 {
                tab.wear(look).await;
            }
            wrong.extend(axe::findings(tab, look).await.into_iter().map(|f| format!("{path} {look:?}\n    {f}")));
            let over = tab.overflow().await;
            if over > 0 {
                wrong.push(format!("{path} {look:?}\n    {over} px wider than the window"));
            }
        }
    }
}

/// Each page as whoever sees most, and the doors as a visitor, in two looks of one language.
fn axe_finds_nothing(looks: [Look; 2]) {
    block_on(async {
        let site = nordik().await;
        let (root, all) = (one_of(&site, "root").await, addresses(&site, &[Access::Public, Access::Member, Access::Staff, Access::Manager, Access::Admin]).await);
        let ajar = doors_ajar(&site).await;
        let mut wrong = Vec::new();
        let look = looks[0];
        site.alter(root.id, &format!("lang = '{}'", look.lang)).await;
        let tab = site.tab_of(&root, look).await;
        tab.lift_policy().await;
        look_at(&tab, looks, &all, &mut wrong).await;
        let ambassador = one_of(&site, "basile").await;
        site.alter(ambassador.id, &format!("lang = '{}'", look.lang)).await;
        let own = site.tab_of(&ambassador, look).await;
        own.lift_policy().await;
        let first = entity::BriefingId(1);
        let tools = [paths::Perks.to_string(), paths::AmbassadorBriefings.to_string(), paths::AmbassadorBriefing { id: first }.to_string(), paths::AnswersWaiting.to_string(), paths::SettingsReplies.to_string(), paths::User { username: "basile" }.to_string()];
        look_at(&own, looks, &tools, &mut wrong).await;
        let candidate = one_of(&site, "tomasz").await;
        site.alter(candidate.id, &format!("lang = '{}'", look.lang)).await;
        let offered = site.tab_of(&candidate, look).await;
        offered.lift_policy().await;
        let programme = [paths::AmbassadorsMe.to_string(), paths::AmbassadorsNominate.to_string(), paths::Nomination { id: 1.into() }.to_string()];
        look_at(&own, looks, &programme, &mut wrong).await;
        look_at(&offered, looks, &programme, &mut wrong).await;
        let ada = one_of(&site, "ada").await;
        site.alter(ada.id, &format!("lang = '{}'", look.lang)).await;
        let asked = site.tab_of(&ada, look).await;
        asked.lift_policy().await;
        let question = site.count("SELECT COALESCE(MIN(f.question_id), 0) AS n FROM follow_up f JOIN question q ON q.id = f.question_id JOIN account a ON a.id = q.author_id WHERE a.username = 'ada' AND f.answered_at IS NULL", []).await;
        let to = paths::QuestionFollowUp { id: entity::PostId(question) };
        let steps = [paths::QuestionShort { id: entity::PostId(question) }.to_string(), to.to_string(), paths::with_query(to, &[("answer", "solved")]), paths::with_query(to, &[("answer", "elsewhere")])];
        look_at(&asked, looks, &steps, &mut wrong).await;
        for (who, page) in ajar {
            let tab = site.tab_of(&who, look).await;
            tab.lift_policy().await;
            look_at(&tab, looks, &[page], &mut wrong).await;
        }
        let visitor = site.tab(look).await;
        visitor.lift_policy().await;
        let doors = [paths::Login.to_string(), paths::Signup.to_string(), paths::Forgot.to_string(), paths::Confirm.to_string(), paths::Home.to_string()];
        look_at(&visitor, looks, &doors, &mut wrong).await;
        assert!(wrong.is_empty(), "{} findings:\n{}", wrong.len(), wrong.join("\n"));
        site.finish().await;
    });
}

// Two tests, so that two cores share the work.
#[test]
fn axe_finds_nothing_on_any_page_in_english() {
    axe_finds_nothing([Look::WIDE, Look { dark: true, ..Look::PHONE }]);
}

#[test]
fn axe_finds_nothing_on_any_page_in_french() {
    axe_finds_nothing([Look { lang: "fr", ..Look::PHONE }, Look { lang: "fr", dark: true, ..Look::WIDE }]);
}

#[test]
fn no_page_makes_the_browser_complain() {
    block_on(async {
        let site = nordik().await;
        let members = addresses(&site, &[Access::Public, Access::Member]).await;
        let all = addresses(&site, &[Access::Public, Access::Member, Access::Staff, Access::Manager, Access::Admin]).await;
        for (who, look, paths) in [("root", Look::WIDE, &all), ("ada", Look { lang: "fr", ..Look::PHONE }, &members)] {
            let tab = site.tab_of(&one_of(&site, who).await, look).await;
            for path in paths {
                tab.go(path).await;
                let complaints = tab.complaints();
                assert!(complaints.is_empty(), "{path}, {who}:\n{}", complaints.join("\n"));
            }
        }
        site.finish().await;
    });
}

/// Compressed bytes of what the first visit loads: HTML, stylesheet, scripts, font, in all, and the number of requests; photos apart.
pub async fn weight(tab: Tab, path: &str) -> [f64; 6] {
    tab.go(path).await;
    let of = |kind: &str| format!("performance.getEntriesByType('resource').filter(r => {kind}).reduce((n, r) => n + r.encodedBodySize, 0)");
    let mut out = [0.0; 6];
    let asked = [
        "performance.getEntriesByType('navigation')[0].encodedBodySize".to_owned(),
        of("r.name.endsWith('.css')"),
        of("r.name.endsWith('.js')"),
        of("r.name.endsWith('.woff2')"),
        format!("performance.getEntriesByType('navigation')[0].encodedBodySize + {}", of("!r.name.includes('/photos/')")),
        "1 + performance.getEntriesByType('resource').filter(r => !['.svg', '.webmanifest'].some(e => r.name.endsWith(e)) && !r.name.includes('/photos/')).length".to_owned(),
    ];
    for (slot, expression) in out.iter_mut().zip(asked) {
        *slot = tab.js(&expression).await.as_f64().unwrap_or_default();
    }
    tab.close().await;
    out
}

#[test]
fn the_first_visit_is_light() {
    block_on(async {
        let site = nordik().await;
        let longest = site.count("SELECT id AS n FROM question ORDER BY answer_count DESC, id LIMIT 1", []).await;
        let kib = 1_024.0;
        let mut wrong = Vec::new();
        println!("{:<16} {:>8} {:>8} {:>8} {:>8} {:>8} {:>9}", "bytes (brotli)", "HTML", "CSS", "JS", "font", "all", "requests");
        for (name, path, html, all) in [
            // twenty long answers and their comments, compressed at the fastest level
            ("question", paths::QuestionShort { id: entity::PostId(longest) }.to_string(), 12.5, 30.0),
            ("home", paths::Home.to_string(), 8.0, 26.0),
            ("search", paths::with_query(paths::Search, &[("q", "box")]), 8.0, 26.0),
            ("tag", paths::Tag { name: "wifi" }.to_string(), 8.0, 26.0),
        ] {
            let w = weight(site.tab(Look { lang: "fr", ..Look::PHONE }).await, &path).await;
            println!("{name:<16} {:>8} {:>8} {:>8} {:>8} {:>8} {:>9}", w[0], w[1], w[2], w[3], w[4], w[5]);
            for (part, found, most) in [("HTML", w[0], html * kib), ("CSS", w[1], 8.0 * kib), ("JS", w[2], 2.0 * kib), ("all", w[4], all * kib), ("requests", w[5], 5.0)] {
                if found > most {
                    wrong.push(format!("{name}: {part} {found}, budget {most}"));
                }
            }
            assert!(w[0] > 500.0, "{path} was not measured");
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        site.finish().await;
    });
}
