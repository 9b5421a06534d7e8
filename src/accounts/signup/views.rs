//! The sign-up form.

use maud::{Markup, html};

use super::forms::Raw;
use crate::i18n::Lang;
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout::{self, Page};
use crate::ui::lists::{Tone, banner};
use crate::web::paths;

/// "Your question is kept": nothing typed is lost on the way.
pub fn kept_banner(lang: Lang, title: Option<&str>) -> Markup {
    let Some(title) = title else { return Markup::default() };
    banner(Tone::Info, html! { p { strong { (lang.accounts_kept()) } " “" span dir="auto" { (title) } "”" } p { (lang.accounts_kept_next()) } })
}

pub fn page(c: &Chrome, raw: &Raw, kept: Option<&str>, errors: &Errors) -> Markup {
    let lang = c.lang;
    let body = html! {
        h1 { (lang.accounts_sign_up()) }
        (kept_banner(lang, kept))
        (form::summary(lang, errors))
        form method="post" action=(paths::Signup) novalidate {
            (form::hidden("next", &raw.next))
            (Field::new("username", lang.accounts_username_field()).hint(lang.accounts_username_hint()).value(&raw.username).autocomplete("username").error(errors).text(lang))
            (Field::new("email", lang.accounts_email_field()).hint(lang.accounts_email_hint()).value(&raw.email).autocomplete("email").error(errors).email(lang))
            (Field::new("password", lang.accounts_password_field()).hint(lang.accounts_password_hint()).autocomplete("new-password").error(errors).password(lang))
            (Field::new("display_name", lang.accounts_display_name_field()).hint(lang.accounts_display_name_hint()).value(&raw.display_name).autocomplete("nickname").error(errors).text(lang))
            (form::submit(lang.accounts_sign_up_button()))
        }
        p { (lang.accounts_have_account()) " " a href=(paths::with_query(paths::Login, &[("next", &raw.next)])) { (lang.accounts_log_in()) } }
    };
    layout::page(c, &Page { title: lang.accounts_sign_up(), noindex: true, errors: !errors.is_empty(), ..Page::default() }, layout::section(body))
}
