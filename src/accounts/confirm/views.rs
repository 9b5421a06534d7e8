//! The form for the code, the page of the link, and what follows.

use maud::{Markup, html};

use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout::{self, Page};
use crate::ui::lists::{Tone, banner};
use crate::web::paths;

/// What the tab that waits shows.
pub struct Code<'a> {
    pub next: &'a str,
    /// This browser signed up lately, or is signed in without a proved address.
    pub waits: bool,
    pub wrong: bool,
    /// A new mail was asked for.
    pub sent: bool,
}

pub fn code(c: &Chrome, f: &Code<'_>) -> Markup {
    let lang = c.lang;
    let errors = if f.wrong { Errors::one("code", lang.accounts_code_wrong()) } else { Errors::default() };
    let body = html! {
        h1 { (lang.accounts_check_mail()) }
        @if f.sent { (banner(Tone::Good, html! { p role="status" { (lang.accounts_code_sent_again()) } })) }
        @if f.waits {
            p { (lang.accounts_check_mail_text()) }
            (form::summary(lang, &errors))
            form method="post" action=(paths::Confirm) novalidate {
                (form::hidden("next", f.next))
                (Field::new("code", lang.accounts_code_field()).hint(lang.accounts_code_hint()).autocomplete("one-time-code").inputmode("numeric").maxlength(12).error(&errors).text(lang))
                (form::submit(lang.accounts_code_button()))
            }
            h2 { (lang.accounts_code_none()) }
            p { (lang.accounts_code_none_text()) }
            form method="post" action=(paths::Confirm) {
                (form::hidden("next", f.next))
                (form::hidden("again", "1"))
                button.btn.quiet { (lang.accounts_code_again()) }
            }
            p { a href=(paths::with_query(paths::Signup, &[("next", f.next)])) { (lang.accounts_code_other_address()) } }
        } @else {
            p { (lang.accounts_code_elsewhere()) }
            p { a href=(paths::with_query(paths::Login, &[("next", f.next)])) { (lang.accounts_log_in()) } }
        }
    };
    layout::page(c, &Page { title: lang.accounts_check_mail(), noindex: true, errors: f.wrong, ..Page::default() }, layout::section(body))
}

/// Somebody of the team looks first.
pub fn approval(c: &Chrome, mail: bool) -> Markup {
    let lang = c.lang;
    let body = html! {
        h1 { (lang.approval_wait_title()) }
        p { @if mail { (lang.approval_wait_text()) } @else { (lang.approval_wait_no_mail()) } }
    };
    layout::page(c, &Page { title: lang.approval_wait_title(), noindex: true, ..Page::default() }, layout::section(body))
}

pub fn link(c: &Chrome, token: &str, email: &str) -> Markup {
    let lang = c.lang;
    let body = html! {
        h1 { (lang.accounts_link_title()) }
        p { (lang.accounts_link_text(email)) }
        form method="post" action=(paths::ConfirmToken { token }) { (form::submit(lang.accounts_link_button())) }
    };
    layout::page(c, &Page { title: lang.accounts_link_title(), noindex: true, ..Page::default() }, layout::section(body))
}

/// `published`: the address of a question, and whether it waits for the team.
pub fn confirmed(c: &Chrome, published: Option<(&str, bool)>) -> Markup {
    let lang = c.lang;
    let question = published.map(|(question, _)| question);
    let body = html! {
        h1 { (lang.accounts_confirmed()) }
        @if let Some((question, held)) = published {
            p { (if held { lang.said_held() } else { lang.accounts_confirmed_question() }) }
            p { a.btn.pri href=(question) { (lang.accounts_see_question()) } }
        }
        p { (lang.accounts_confirmed_text()) }
        p { a href=(paths::with_query(paths::Login, &[("next", question.unwrap_or_default())])) { (lang.accounts_log_in()) } }
    };
    layout::page(c, &Page { title: lang.accounts_confirmed(), noindex: true, ..Page::default() }, layout::section(body))
}

pub fn dead(c: &Chrome) -> Markup {
    let lang = c.lang;
    let body = html! {
        h1 { (lang.accounts_link_dead()) }
        p { (lang.accounts_link_dead_text()) }
        ul {
            li { a href=(paths::Login) { (lang.accounts_log_in()) } }
            li { a href=(paths::Signup) { (lang.accounts_sign_up()) } }
        }
    };
    layout::page(c, &Page { title: lang.accounts_link_dead(), noindex: true, ..Page::default() }, layout::section(body))
}
