//! The log-in form, and the password asked again.

use maud::{Markup, html};

use crate::accounts::signup::views::kept_banner;
use crate::accounts::two_factor::views::code_field;
use crate::i18n::Lang;
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout::{self, Page};
use crate::web::paths;

/// Why a try was refused. None says more than that it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    NoMatch,
    WrongCode,
    /// No code of an app can be checked.
    Shut,
    /// Seconds until the next try from here.
    Wait(u64),
}

impl Trouble {
    fn message(self, lang: Lang) -> String {
        match self {
            Trouble::NoMatch => lang.accounts_no_match().into(),
            Trouble::WrongCode => lang.two_step_wrong().into(),
            Trouble::Shut => lang.two_step_shut().into(),
            Trouble::Wait(seconds) => lang.accounts_wait(i64::try_from(seconds).unwrap_or(60)),
        }
    }
}

/// The form as it was typed.
pub struct LogIn<'a> {
    pub login: &'a str,
    pub next: &'a str,
    /// Title of the question this browser keeps.
    pub kept: Option<&'a str>,
    pub trouble: Option<Trouble>,
}

pub fn page(c: &Chrome, f: &LogIn<'_>) -> Markup {
    let lang = c.lang;
    let errors = f.trouble.map_or_else(Errors::default, |t| Errors::one("login", t.message(lang)));
    let body = html! {
        h1 { (lang.accounts_log_in()) }
        (kept_banner(lang, f.kept))
        (form::summary(lang, &errors))
        form method="post" action=(paths::Login) novalidate {
            (form::hidden("next", f.next))
            (Field::new("login", lang.accounts_login_field()).value(f.login).autocomplete("username").error(&errors).text(lang))
            (Field::new("password", lang.accounts_password_field()).autocomplete("current-password").password(lang))
            (form::submit(lang.accounts_log_in()))
        }
        p { a href=(paths::Forgot) { (lang.accounts_forgot_link()) } }
        p { (lang.accounts_no_account()) " " a href=(paths::with_query(paths::Signup, &[("next", f.next)])) { (lang.accounts_sign_up()) } }
    };
    layout::page(c, &Page { title: lang.accounts_log_in(), noindex: true, errors: !errors.is_empty(), ..Page::default() }, layout::section(body))
}

pub fn prove(c: &Chrome, next: &str, two_step: bool, trouble: Option<Trouble>) -> Markup {
    let lang = c.lang;
    let errors = trouble.map_or_else(Errors::default, |t| Errors::one(if two_step { "code" } else { "password" }, t.message(lang)));
    let title = if two_step { lang.two_step_prove_title() } else { lang.accounts_prove_title() };
    let body = html! {
        h1 { (title) }
        p { (lang.accounts_prove_why()) }
        (form::summary(lang, &errors))
        form method="post" action=(paths::Prove) novalidate {
            (form::hidden("next", next))
            @if two_step { (code_field(lang, "code", lang.two_step_code(), &errors)) } @else { (Field::new("password", lang.accounts_password_field()).autocomplete("current-password").error(&errors).password(lang)) }
            (form::submit(lang.accounts_prove_button()))
        }
    };
    layout::page(c, &Page { title, noindex: true, errors: !errors.is_empty(), ..Page::default() }, layout::section(body))
}
