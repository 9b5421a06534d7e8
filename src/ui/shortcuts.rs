//! The list of single-key shortcuts; `static/keys.js` is what they do.

use maud::{Markup, html};

use crate::ui::chrome::Chrome;
use crate::ui::layout::{self, Page};
use crate::web::paths;

pub fn page(chrome: &Chrome) -> Markup {
    let lang = chrome.lang;
    let single = [
        ("/", lang.ui_key_search()),
        ("j", lang.ui_key_next()),
        ("k", lang.ui_key_previous()),
        ("r", lang.ui_key_answer()),
        ("?", lang.ui_key_list()),
    ];
    let writing = [
        ("Ctrl + Enter", lang.ui_key_send()),
        ("Ctrl + B", lang.ui_tool_bold()),
        ("Ctrl + E", lang.ui_tool_code()),
        ("Ctrl + K", lang.ui_tool_link()),
    ];
    let desk = [
        ("j k", lang.feed_key_move()),
        ("o, Enter", lang.feed_key_open()),
        ("r", lang.feed_reply()),
        ("a", lang.feed_take()),
        ("A", lang.feed_assign()),
        ("e", lang.feed_escalate()),
        ("n", lang.feed_note()),
        ("m", lang.feed_macro()),
        ("s", lang.feed_snooze()),
        ("d", lang.feed_done()),
        ("i", lang.feed_context()),
        ("x", lang.feed_select()),
        ("z", lang.feed_undo()),
        ("u", lang.feed_key_back()),
        ("g a, s, e, f, w, m, d, v, t", lang.feed_key_view()),
        ("Ctrl + K", lang.feed_key_palette()),
    ];
    let list = |keys: &[(&str, &str)]| html! { dl.facts { @for (key, what) in keys { div { dt { kbd { (key) } } dd { (what) } } } } };
    let on = chrome.me.as_ref().map(|me| me.shortcuts);
    let body = layout::section(html! {
        h1 { (lang.ui_shortcuts()) }
        p {
            @match on {
                None => (lang.ui_shortcuts_members()),
                Some(true) => (lang.ui_shortcuts_on()),
                Some(false) => (lang.ui_shortcuts_off()),
            }
            @if on.is_some() { " " a href=(paths::SettingsDisplay) { (lang.ui_settings()) } }
        }
        h2 { (lang.ui_shortcuts_single()) }
        (list(&single))
        @if chrome.me.as_ref().is_some_and(|me| me.staff) {
            h2 { (lang.feed_shortcuts()) }
            (list(&desk))
        }
        h2 { (lang.ui_shortcuts_writing()) }
        (list(&writing))
    });
    layout::page(chrome, &Page { title: lang.ui_shortcuts(), noindex: true, ..Page::default() }, body)
}
