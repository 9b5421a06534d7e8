//! The life of a question, as people live it: on a phone and at a desk, with JavaScript and without.

use entraide::i18n::Lang;

use crate::site::{Site, on_a_site};
use crate::support::{block_on, paths, values};
use crate::tab::{Look, Tab};

const PASSWORD: &str = "four quiet winter mornings";

/// Nobody reads these mails but us.
const WITH_MAIL: &[(&str, &str)] = &[("smtp_url", "smtp://127.0.0.1:9")];

async fn categories(site: &Site) {
    site.exec("INSERT INTO category (slug, name_en, name_fr, description_en, description_fr, position, created_at) VALUES ('box', 'Nordik Box', 'Nordik Box', 'Box and Wi-Fi.', 'Box et Wi-Fi.', 1, 1)", values![]).await;
}

/// A newcomer writes a question into the home page's field, and creates an account only to publish it.
async fn ask_as_a_newcomer(site: &Site, look: Look, name: &str, title: &str) -> Tab {
    let lang = Lang::from_code(look.lang).expect("a language of ours");
    let tab = site.tab(look).await;
    tab.go(paths::Home).await;
    tab.fill_at("main form[action='/ask'] [name=title]", title).await;
    tab.press(lang.listings_home_button()).await;
    tab.wait_for("[name=body]").await;
    tab.fill("body", "Since this morning the light stays **orange** and nothing loads.").await;
    tab.choose("category", "box").await;
    tab.press(lang.ask_publish()).await;

    // the account comes last, and the question is still there
    tab.wait_for("[name=username]").await;
    tab.see(title).await;
    tab.fill("username", name).await;
    tab.fill("email", &format!("{name}@example.com")).await;
    tab.fill("password", PASSWORD).await;
    tab.press(lang.accounts_sign_up_button()).await;
    if site.app.app.config.sends_mail() {
        tab.wait_for("[name=code]").await;
        let code = site.mail_to(&format!("{name}@example.com")).await.code();
        tab.fill("code", &code).await;
        tab.press(lang.accounts_code_button()).await;
    }
    tab.until("the published question", async || tab.path().await.starts_with("/questions/")).await;
    tab.see(title).await;
    tab.wait_for(".prose strong").await;
    tab
}

/// From the question to the answer someone finds, in one look.
async fn a_whole_life(site: &Site, look: Look) {
    let lang = Lang::from_code(look.lang).expect("a language of ours");
    let width = look.width;
    let (name, title) = (format!("newcomer{width}{}", u8::from(look.scripts)), format!("Box light is orange at {width} pixels, no internet"));
    let asker = ask_as_a_newcomer(site, look, &name, &title).await;
    let question = asker.path().await;

    // another answers
    let helper = site.member(&format!("helper{width}{}", u8::from(look.scripts))).await;
    let answering = site.tab_of(&helper, look).await;
    answering.go(&question).await;
    answering.fill("body", "1. Unplug it\n2. Wait ten seconds\n3. Plug it in again: the diode turns violet").await;
    answering.press(lang.thread_publish_answer()).await;
    answering.see("the diode turns violet").await;
    answering.wait_for(".prose ol li").await;
    answering.close().await;

    // the asker accepts
    asker.go(&question).await;
    asker.see("the diode turns violet").await;
    asker.press(lang.facts_accept()).await;
    asker.see(lang.thread_solution()).await;
    asker.go(&question).await;
    asker.see(lang.thread_solution()).await;
    asker.close().await;

    // someone else finds it by other words: those of the answer
    let visitor = site.tab(look).await;
    visitor.go(paths::with_query(paths::Search, &[("q", &format!("violet diode {width} pixels"))])).await;
    visitor.see(&title).await;
    visitor.click(&format!("main a[href^='{question}']")).await;
    visitor.until("the thread", async || visitor.path().await == question).await;
    visitor.see("the diode turns violet").await;
    visitor.close().await;
}

#[test]
fn a_newcomer_asks_another_answers_the_asker_accepts_a_visitor_finds_it() {
    on_a_site(async |site| {
        categories(site).await;
        for look in Look::all() {
            a_whole_life(site, look).await;
        }
        site.must_be_sound().await;
    });
}

#[test]
fn the_same_in_french_with_a_code_by_mail() {
    block_on(async {
        let site = Site::start(WITH_MAIL).await;
        categories(&site).await;
        for look in [Look::PHONE, Look::WIDE.without_scripts()] {
            a_whole_life(&site, Look { lang: "fr", ..look }).await;
        }
        site.must_be_sound().await;
        site.finish().await;
    });
}

#[test]
fn the_link_of_the_mail_publishes_in_any_browser() {
    block_on(async {
        let site = Site::start(WITH_MAIL).await;
        categories(&site).await;
        let lang = Lang::En;
        let tab = site.tab(Look::PHONE.without_scripts()).await;
        tab.go(paths::with_query(paths::Ask, &[("title", "My question waits for my address")])).await;
        tab.fill("body", "I will confirm it on another machine.").await;
        tab.press(lang.ask_publish()).await;
        tab.fill("username", "elsewhere").await;
        tab.fill("email", "elsewhere@example.com").await;
        tab.fill("password", PASSWORD).await;
        tab.press(lang.accounts_sign_up_button()).await;
        tab.wait_for("[name=code]").await;
        assert_eq!(site.count("SELECT COUNT(*) AS n FROM question", values![]).await, 0);

        let other = site.tab(Look::WIDE).await;
        let link = site.mail_to("elsewhere@example.com").await.link("/verify-email/");
        other.go(&link).await;
        assert_eq!(site.count("SELECT COUNT(*) AS n FROM question", values![]).await, 0, "a mail scanner opens links too");
        other.press(lang.accounts_link_button()).await;
        other.see(lang.accounts_confirmed_question()).await;
        other.press(lang.accounts_see_question()).await;
        other.see("I will confirm it on another machine.").await;
        other.close().await;
        tab.close().await;
        site.finish().await;
    });
}

#[test]
fn swaps_keep_the_page_and_the_focus() {
    on_a_site(async |site| {
        let (ada, basile) = (site.member("ada").await, site.member("basile").await);
        let thread = crate::support::seed(&site.app, "A question with an answer to thank for", ada.id, &[basile.id]).await;
        let tab = site.tab_of(&ada, Look::WIDE).await;
        tab.go(paths::Question { id: thread.id, slug: &thread.slug }).await;
        tab.js("window.stayed = true").await;
        let vote = format!("form[action='{}'] button", paths::PostVote { id: thread.answers[0] });
        assert_eq!(tab.js(&format!("document.querySelector(\"{vote}\").getAttribute('aria-pressed')")).await, "false");
        tab.click(&vote).await;
        tab.wait_for(&format!("form[action='{}'] button[aria-pressed=true]", paths::PostVote { id: thread.answers[0] })).await;
        assert_eq!(tab.js("window.stayed === true").await, true, "the whole page was loaded again");
        assert_eq!(tab.js(&format!("document.activeElement === document.querySelector(\"{vote}\")")).await, true, "the focus is elsewhere");
        assert!(tab.js("document.querySelector('#live').textContent.trim().length > 0").await == true, "nothing was said");
        tab.close().await;
    });
}
