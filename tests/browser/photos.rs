//! Photos in a browser: chosen in the file field, pasted, dropped; with JavaScript and without.

use entraide::i18n::Lang;

use crate::site::on_a_site;
use crate::support::paths;
use crate::support::photos::drawn;
use crate::tab::{Look, Tab, quoted};

/// Pictures from a hand: `act` has them as `d`, a DataTransfer, and the element as `e`.
async fn give(tab: &Tab, selector: &str, seeds: &[u8], act: &str) {
    let all: Vec<Vec<u8>> = seeds.iter().map(|s| drawn(*s)).collect();
    let script = format!(
        "(() => {{ const d = new DataTransfer; for (const b of {all:?}) d.items.add(new File([new Uint8Array(b)], 'a.png', {{ type: 'image/png' }}));
           const e = document.querySelector({}); {act}; return true }})()",
        quoted(selector)
    );
    assert_eq!(tab.js(&script).await, true);
}

const PICK: &str = "e.files = d.files; e.dispatchEvent(new Event('change', { bubbles: true }))";
const PASTE: &str = "e.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: d }))";
const DROP: &str = "e.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: d }))";

#[test]
fn a_question_goes_with_its_photos() {
    on_a_site(async |site| {
        for look in [Look::WIDE, Look::PHONE.without_scripts()] {
            let lang = Lang::from_code(look.lang).expect("a language of ours");
            let ada = site.member(if look.scripts { "ada" } else { "ida" }).await;
            let tab = site.tab_of(&ada, look).await;
            let title = format!("My box blinks orange at {} pixels", look.width);
            tab.go(paths::with_query(paths::Ask, &[("title", &title)])).await;
            tab.fill("body", "Since Monday.").await;
            if look.scripts {
                // while one is on its way, others come; what is pasted in confidence stays there
                give(&tab, "#f-photos", &[1], PICK).await;
                give(&tab, "[name=body]", &[2], PASTE).await;
                give(&tab, "[name=private_details]", &[3], PASTE).await;
                give(&tab, "[name=body]", &[4], DROP).await;
                tab.until("three photos are kept", async || tab.js("document.querySelectorAll('input[name=photo]').length").await == 3).await;
                tab.until("one in confidence", async || tab.js("document.querySelectorAll('.private input[name=private_photo]').length").await == 1).await;
                assert_eq!(tab.js("[...document.querySelectorAll('input[type=file]')].every(i => !i.files.length)").await, true);
            } else {
                give(&tab, "#f-photos", &[5, 6, 7], PICK).await;
            }
            tab.press(lang.ask_publish()).await;
            tab.until("the published question", async || tab.path().await.starts_with("/questions/")).await;
            let shown = "[...document.querySelectorAll('.pics a img')].filter(i => { i.loading = 'eager'; return i.complete && i.naturalWidth > 0 }).length";
            tab.until("three photos are shown", async || tab.js(shown).await == 3).await;
            assert_eq!(tab.overflow().await, 0);
            tab.close().await;
        }
    });
}
