//! Twenty threads of the staff feed, one after the other: by the keyboard alone, and with forms alone; what the page weighs.

use chromiumoxide::cdp::browser_protocol::input::{DispatchKeyEventParams, DispatchKeyEventType, InsertTextParams};
use entity::AccountId;
use entraide::deadlines;

use crate::axe;
use crate::pages::weight;
use crate::site::{Site, on_a_site};
use crate::support::{Client, HOUR, paths, seed, values};
use crate::tab::{Look, Tab};

const THREADS: i64 = 20;

/// Questions of the last day that nobody answered, in the feed.
async fn threads(site: &Site, asker: AccountId, how_many: i64) {
    for n in 0..how_many {
        let thread = seed(site, &format!("Question {n} that nobody answered yet"), asker, &[]).await;
        // asked after closing time: no deadline is near
        let ago = 4 * HOUR + n * HOUR / 2;
        site.exec("UPDATE post SET created_at = created_at - $2 WHERE question_id = $1", values![thread.id.0, ago]).await;
        site.exec("UPDATE question SET created_at = created_at - $2, activity_at = activity_at - $2 WHERE id = $1", values![thread.id.0, ago]).await;
        let tx = site.db().write().await.expect("a transaction");
        deadlines::settle(&tx, thread.id, None, site.now()).await.expect("settled");
        tx.commit().await.expect("committed");
    }
}

async fn people(site: &Site) -> Client {
    let (ada, claire) = (site.member("ada").await, site.staff("claire").await);
    threads(site, ada.id, THREADS).await;
    claire
}

/// A key goes down and up.
async fn key(tab: &Tab, key: &str) {
    let (code, number, text) = match key {
        "Enter" => ("Enter", 13, "\r"),
        "Tab" => ("Tab", 9, ""),
        "ArrowDown" => ("ArrowDown", 40, ""),
        "Escape" => ("Escape", 27, ""),
        other => ("", 0, other),
    };
    for kind in [DispatchKeyEventType::KeyDown, DispatchKeyEventType::KeyUp] {
        let mut event = DispatchKeyEventParams::builder().r#type(kind.clone()).key(key);
        if number > 0 {
            event = event.code(code).windows_virtual_key_code(number);
        }
        if kind == DispatchKeyEventType::KeyDown && !text.is_empty() {
            event = event.text(text);
        }
        tab.page.execute(event.build().expect("an event")).await.expect("a key");
    }
}

/// Ctrl and a letter.
async fn ctrl(tab: &Tab, letter: &str) {
    for kind in [DispatchKeyEventType::RawKeyDown, DispatchKeyEventType::KeyUp] {
        let event = DispatchKeyEventParams::builder().r#type(kind).key(letter).code(format!("Key{}", letter.to_uppercase())).modifiers(2).build().expect("an event");
        tab.page.execute(event).await.expect("a key");
    }
}

/// Does something that leads to another page, and waits for it.
async fn leads_on(tab: &Tab, act: impl Future<Output = ()>) {
    tab.js("window.before = true").await;
    act.await;
    tab.until("the next page", async || tab.js("window.before !== true && document.readyState === 'complete'").await == true).await;
}

async fn dialog(tab: &Tab, by: &str) {
    key(tab, by).await;
    tab.until("a dialog with the cursor in it", async || tab.js("document.querySelector('dialog[open]')?.contains(document.activeElement) === true").await == true).await;
}

/// A quarter taken, a quarter asleep, a quarter assigned, a quarter refused with a reason.
async fn all_is_done(site: &Site, claire: &Client) {
    let of = async |condition: &str| site.count(&format!("SELECT COUNT(*) AS n FROM escalation WHERE {condition}"), values![]).await;
    assert_eq!(of(&format!("ended_at IS NULL AND snoozed_until IS NULL AND owner_id = {}", claire.id)).await, 10);
    assert_eq!(of("ended_at IS NULL AND snoozed_until IS NOT NULL").await, 5);
    assert_eq!(of("outcome = 'refused' AND outcome_line = 'Not possible with this box.'").await, 5);
    assert_eq!(site.count("SELECT COUNT(*) AS n FROM feed_row WHERE snoozed = FALSE", values![]).await, 10);
}

#[test]
fn twenty_threads_by_the_keyboard_alone() {
    on_a_site(async |site| {
        let claire = people(site).await;
        let tab = site.tab_of(&claire, Look::WIDE).await;
        tab.go(paths::StaffFeed).await;
        // down and up again: the panel follows, nothing else happens
        key(&tab, "j").await;
        tab.until("the second row", async || tab.js("document.activeElement.closest('li') === document.querySelectorAll('li[data-row]')[1] && !!document.activeElement.closest('[data-cur]')").await == true).await;
        tab.until("its panel", async || tab.js("document.querySelector('#panel').textContent.includes(document.querySelector('[data-cur] h2').textContent)").await == true).await;
        key(&tab, "k").await;
        for n in 0..THREADS {
            match n % 4 {
                0 => leads_on(&tab, key(&tab, "a")).await,
                1 => {
                    dialog(&tab, "s").await;
                    leads_on(&tab, key(&tab, "Enter")).await;
                }
                2 => {
                    dialog(&tab, "A").await;
                    key(&tab, "Tab").await;
                    key(&tab, "Tab").await;
                    leads_on(&tab, key(&tab, "Enter")).await;
                }
                _ => {
                    dialog(&tab, "d").await;
                    key(&tab, "ArrowDown").await;
                    key(&tab, "Tab").await;
                    tab.page.execute(InsertTextParams::new("Not possible with this box.")).await.expect("words");
                    key(&tab, "Tab").await;
                    leads_on(&tab, key(&tab, "Enter")).await;
                }
            }
            if n == 0 {
                // one that was not meant, and meant after all
                leads_on(&tab, key(&tab, "z")).await;
                assert_eq!(site.count("SELECT COUNT(*) AS n FROM escalation", values![]).await, 0);
                leads_on(&tab, key(&tab, "a")).await;
            }
        }
        all_is_done(site, &claire).await;
        // elsewhere: a view by its letters, everything by its name, the list of keys
        key(&tab, "g").await;
        leads_on(&tab, key(&tab, "m")).await;
        tab.until("mine", async || tab.js("location.search").await == "?view=mine").await;
        // the texts of the team, where the letter leads; back, and into the thread
        leads_on(&tab, key(&tab, "m")).await;
        tab.until("the texts of the team", async || tab.js("!!document.activeElement.closest('#canned')").await == true).await;
        leads_on(&tab, key(&tab, "u")).await;
        leads_on(&tab, key(&tab, "Enter")).await;
        assert!(tab.path().await.starts_with(&format!("{}/threads/", paths::Staff)), "{}", tab.path().await);
        leads_on(&tab, key(&tab, "u")).await;
        ctrl(&tab, "k").await;
        tab.wait_for("dialog.palette input").await;
        tab.page.execute(InsertTextParams::new("snoo")).await.expect("words");
        leads_on(&tab, key(&tab, "Enter")).await;
        tab.until("asleep", async || tab.js("location.search").await == "?view=snoozed").await;
        leads_on(&tab, key(&tab, "?")).await;
        assert_eq!(tab.path().await, paths::Shortcuts.to_string());
        tab.close().await;
    });
}

#[test]
fn twenty_threads_with_forms_alone() {
    on_a_site(async |site| {
        let claire = people(site).await;
        let tab = site.tab_of(&claire, Look { width: 390, ..Look::WIDE }.without_scripts()).await;
        tab.go(paths::StaffFeed).await;
        for n in 0..THREADS {
            let button = |word: &str| format!("li[data-cur] button[value^='{word}-']");
            match n % 4 {
                0 => drop(tab.click(&button("claim")).await),
                1 => {
                    tab.click(&button("snooze")).await;
                    tab.wait_for("#act form").await;
                    tab.click("#act .btn.pri").await;
                }
                2 => {
                    tab.click(&button("assign")).await;
                    tab.wait_for("#act form").await;
                    tab.click("#act .btn.pri").await;
                }
                _ => {
                    tab.click(&button("resolve")).await;
                    tab.wait_for("#act form").await;
                    tab.choose("outcome", "refused").await;
                    tab.fill("text", "Not possible with this box.").await;
                    tab.click("#act .btn.pri").await;
                }
            }
            tab.wait_for(".said").await;
            let done = site.count("SELECT COUNT(*) AS n FROM escalation", values![]).await;
            assert_eq!(done, n + 1);
            // the sentence goes with the next page
            let here = tab.js("location.pathname + location.search.replace(/[?&]said=[a-z-]+/, '')").await;
            tab.go(here.as_str().expect("an address")).await;
        }
        all_is_done(site, &claire).await;
        tab.close().await;
    });
}

#[test]
fn the_feed_is_light_and_accessible() {
    on_a_site(async |site| {
        let (ada, claire) = (site.member("ada").await, site.staff("claire").await);
        threads(site, ada.id, 30).await;
        let w = weight(site.tab_of(&claire, Look { lang: "fr", ..Look::WIDE }).await, &paths::StaffFeed.to_string()).await;
        println!("staff feed: HTML {}, CSS {}, JS {}, font {}, in all {}, {} requests", w[0], w[1], w[2], w[3], w[4], w[5]);
        let kib = 1_024.0;
        for (part, found, most) in [("HTML", w[0], 14.0 * kib), ("CSS", w[1], 12.0 * kib), ("JS", w[2], 6.0 * kib), ("all", w[4], 40.0 * kib), ("requests", w[5], 7.0)] {
            assert!(found <= most, "{part}: {found}, budget {most}");
        }
        for look in [Look { dark: true, ..Look::WIDE }, Look { lang: "fr", ..Look::PHONE }, Look::WIDE] {
            let tab = site.tab_of(&claire, look).await;
            tab.lift_policy().await;
            tab.go(paths::StaffFeed).await;
            let found = axe::findings(&tab, tab.look).await;
            assert!(found.is_empty(), "{look:?}:\n{}", found.join("\n"));
            if look.width > 600 {
                dialog(&tab, "s").await;
                let found = axe::findings(&tab, tab.look).await;
                assert!(found.is_empty(), "the dialog, {look:?}:\n{}", found.join("\n"));
                key(&tab, "Escape").await;
                tab.until("no dialog", async || !tab.has("dialog").await).await;
            }
            tab.close().await;
        }
    });
}
