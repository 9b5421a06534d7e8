//! Asking for a new password, and choosing it.

use maud::{Markup, html};

use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout::{self, Page};
use crate::web::paths;

pub fn forgot(c: &Chrome, email: &str, errors: &Errors) -> Markup {
    let lang = c.lang;
    let body = html! {
        h1 { (lang.accounts_forgot()) }
        p { (lang.accounts_forgot_text()) }
        (form::summary(lang, errors))
        form method="post" action=(paths::Forgot) novalidate {
            (Field::new("email", lang.accounts_email_field()).value(email).autocomplete("email").error(errors).email(lang))
            (form::submit(lang.accounts_forgot_button()))
        }
    };
    layout::page(c, &Page { title: lang.accounts_forgot(), noindex: true, errors: !errors.is_empty(), ..Page::default() }, layout::section(body))
}

pub fn sent(c: &Chrome) -> Markup {
    let lang = c.lang;
    let body = html! {
        h1 { (lang.accounts_check_mail()) }
        p { (lang.accounts_forgot_sent()) }
        p { (lang.accounts_forgot_sent_hint()) }
        p { a href=(paths::Login) { (lang.accounts_log_in()) } }
    };
    layout::page(c, &Page { title: lang.accounts_check_mail(), noindex: true, ..Page::default() }, layout::section(body))
}

pub fn reset(c: &Chrome, token: &str, errors: &Errors) -> Markup {
    let lang = c.lang;
    let body = html! {
        h1 { (lang.accounts_reset()) }
        (form::summary(lang, errors))
        form method="post" action=(paths::Reset { token }) novalidate {
            (Field::new("password", lang.accounts_new_password_field()).hint(lang.accounts_password_hint()).autocomplete("new-password").error(errors).password(lang))
            (form::submit(lang.accounts_reset_button()))
        }
        p { (lang.accounts_reset_ends()) }
    };
    layout::page(c, &Page { title: lang.accounts_reset(), noindex: true, errors: !errors.is_empty(), ..Page::default() }, layout::section(body))
}

pub fn dead(c: &Chrome) -> Markup {
    let lang = c.lang;
    let body = html! {
        h1 { (lang.accounts_link_dead()) }
        p { (lang.accounts_link_dead_text()) }
        p { a.btn.pri href=(paths::Forgot) { (lang.accounts_forgot_again()) } }
    };
    layout::page(c, &Page { title: lang.accounts_link_dead(), noindex: true, ..Page::default() }, layout::section(body))
}
