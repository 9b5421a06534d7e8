//! The driver itself: pages load, scripts can be switched off, complaints are heard.

use crate::site::on_a_site;
use crate::support::paths;
use crate::tab::Look;

#[test]
fn a_page_opens_with_and_without_scripts() {
    on_a_site(async |site| {
        for look in Look::all() {
            let tab = site.tab(look).await;
            tab.go("/no-such-page").await;
            assert_eq!(tab.js("innerWidth").await, look.width);
            assert_eq!(tab.path().await, "/no-such-page");
            tab.close().await;
        }
    });
}

#[test]
fn a_complaint_is_heard() {
    on_a_site(async |site| {
        let tab = site.tab(Look::WIDE).await;
        tab.go(paths::Home).await;
        tab.js("document.body.insertAdjacentElement('beforeend', Object.assign(document.createElement('img'), { src: 'https://elsewhere.invalid/x.png' }))").await;
        tab.until("the policy's complaint", async || tab.complaints().iter().any(|c| c.contains("Content Security Policy"))).await;
    });
}
