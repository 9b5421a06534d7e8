//! What a person sees when a request fails: what happened, in plain words, and what they can do next.

use maud::{Markup, html};

use crate::rules::policy::Denied;
use crate::ui::chrome::Chrome;
use crate::ui::form;
use crate::ui::layout::{self, Page};
use crate::web::paths;

/// The policy's refusal: what is missing, and where one earns it.
pub fn denied(chrome: &Chrome, status: u16, why: Denied) -> Markup {
    let more = why.by_points().then(|| (chrome.lang.policy_how_to_earn(), paths::Privileges.to_string()));
    with(chrome, status, Some(&why.message(chrome.lang)), more)
}

/// `why` replaces the general sentence (a refusal says what is missing).
pub fn page(chrome: &Chrome, status: u16, why: Option<&str>) -> Markup {
    with(chrome, status, why, None)
}

/// A limit was met: why, and the form of what was typed, which sends it again.
pub fn again(chrome: &Chrome, why: &str, action: &str, typed: &[(String, String)]) -> Markup {
    let lang = chrome.lang;
    // what people write stands in a field of its own; choices and numbers go along unseen
    let long = |value: &str| value.chars().count() > 20 || value.contains(char::is_whitespace);
    let body = layout::section(html! {
        p.errno aria-hidden="true" { "429" }
        h1 { (lang.ui_429_title()) }
        p { (why) }
        form method="post" action=(action) novalidate {
            @for (i, (name, value)) in typed.iter().enumerate() {
                @if long(value) && name != "form_key" {
                    @let id = format!("f-typed-{i}");
                    div.f {
                        label for=(id) { (lang.limits_typed()) }
                        textarea id=(id) name=(name) rows="6" { "\n" (value) }
                    }
                } @else { (form::hidden(name, value)) }
            }
            (form::submit(lang.limits_send_again()))
        }
        p.hint { (lang.ui_request_id()) " " code { (chrome.request_id) } }
    });
    layout::page(chrome, &Page { title: lang.ui_429_title(), noindex: true, ..Page::default() }, body)
}

fn with(chrome: &Chrome, status: u16, why: Option<&str>, more: Option<(&str, String)>) -> Markup {
    let lang = chrome.lang;
    let (title, text) = match status {
        403 => (lang.ui_403_title(), lang.ui_403_text()),
        404 => (lang.ui_404_title(), lang.ui_404_text()),
        405 | 400 | 415 => (lang.ui_400_title(), lang.ui_400_text()),
        409 => (lang.ui_409_title(), lang.ui_409_text()),
        413 => (lang.ui_413_title(), lang.ui_413_text()),
        429 => (lang.ui_429_title(), lang.ui_429_text()),
        503 => (lang.ui_503_title(), lang.ui_503_text()),
        _ => (lang.ui_500_title(), lang.ui_500_text()),
    };
    let body = layout::section(html! {
        p.errno aria-hidden="true" { (status) }
        h1 { (title) }
        p { (why.unwrap_or(text)) @if let Some((label, href)) = &more { " " a href=(href) { (label) } } }
        p.row {
            a.btn.pri href=(paths::Home) { (lang.ui_go_home()) }
            a.btn href=(paths::Search) { (lang.ui_search_button()) }
            @if chrome.me.is_none() && status == 403 { a.btn href=(layout::login_and_back(chrome)) rel="nofollow" { (lang.ui_log_in()) } }
        }
        p.hint { (lang.ui_request_id()) " " code { (chrome.request_id) } }
    });
    layout::page(chrome, &Page { title, noindex: true, ..Page::default() }, body)
}
