//! The pages of two-step log-in.

use maud::{Markup, html};

use super::actions::Verdict;
use crate::accounts::settings::views::two_step as frame;
use crate::i18n::Lang;
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout::{self, Page};
use crate::ui::lists::{Tone, banner};
use crate::ui::{qr, when};
use crate::web::paths;

/// What its owner sees of it.
pub struct State {
    pub since: Option<i64>,
    pub codes_left: i64,
    /// The team must have it, and they are of the team.
    pub must: bool,
}

/// What an app is told.
pub struct Picture {
    pub link: String,
    pub spelled: String,
}

/// Someone of the team.
pub struct Colleague {
    pub username: String,
    pub display_name: String,
    pub since: Option<i64>,
    pub codes_left: i64,
}

/// The one field for a code of the app or a recovery code; the latter has letters.
pub fn code_field(lang: Lang, name: &'static str, label: &str, errors: &Errors) -> Markup {
    Field::new(name, label).hint(lang.two_step_code_hint()).autocomplete("one-time-code").maxlength(40).error(errors).text(lang)
}

/// After the password.
pub fn enter(c: &Chrome, next: &str, trouble: Option<Verdict>) -> Markup {
    let lang = c.lang;
    let errors = match trouble {
        None => Errors::default(),
        Some(Verdict::Wait(seconds)) => Errors::one("code", lang.two_step_wait(i64::try_from(seconds).unwrap_or(60))),
        Some(Verdict::Shut) => Errors::one("code", lang.two_step_shut()),
        Some(_) => Errors::one("code", lang.two_step_wrong()),
    };
    let body = html! {
        h1 { (lang.two_step_enter()) }
        (form::summary(lang, &errors))
        p { (lang.two_step_enter_text()) }
        form method="post" action=(paths::LoginCode) novalidate {
            (form::hidden("next", next))
            (code_field(lang, "code", lang.two_step_code(), &errors))
            (form::submit(lang.accounts_log_in()))
        }
        p { (lang.two_step_lost()) }
        p { a href=(paths::with_query(paths::Login, &[("next", next)])) { (lang.two_step_from_start()) } }
    };
    layout::page(c, &Page { title: lang.two_step_enter(), noindex: true, errors: !errors.is_empty(), ..Page::default() }, layout::section(body))
}

fn password(lang: Lang, name: &'static str, errors: &Errors) -> Markup {
    Field::new(name, lang.settings_current_password()).autocomplete("current-password").error(errors).password(lang)
}

pub fn page(c: &Chrome, s: &State, errors: &Errors) -> Markup {
    let lang = c.lang;
    let body = html! {
        h2 { (lang.two_step_title()) }
        (form::summary(lang, errors))
        p { (lang.two_step_text()) }
        @if s.must && s.since.is_none() { (banner(Tone::Warn, html! { p { (lang.two_step_must_first()) } })) }
        @match s.since {
            None => {
                form method="post" action=(paths::SettingsTwoStep) novalidate {
                    (password(lang, "begin_password", errors))
                    (form::submit(lang.two_step_begin()))
                }
            }
            Some(since) => {
                (banner(Tone::Good, html! { p { (lang.two_step_is_on()) " " (when::ago(c, since)) ". " (lang.two_step_left(s.codes_left)) } }))
                h3 { (lang.two_step_new_codes()) }
                p { (lang.two_step_new_codes_text()) }
                form method="post" action=(paths::SettingsTwoStepCodes) novalidate {
                    (code_field(lang, "new_code", lang.two_step_code(), errors))
                    button.btn { (lang.two_step_new_codes_button()) }
                }
                h3 { (lang.two_step_move()) }
                p { (lang.two_step_move_text()) }
                form method="post" action=(paths::SettingsTwoStep) novalidate {
                    (password(lang, "begin_password", errors))
                    (code_field(lang, "begin_code", lang.two_step_code(), errors))
                    button.btn { (lang.two_step_move_button()) }
                }
                h3 { (lang.two_step_off()) }
                @if s.must { p { (lang.two_step_must()) } } @else {
                    p { (lang.two_step_off_text()) }
                    form method="post" action=(paths::SettingsTwoStepOff) novalidate {
                        (password(lang, "off_password", errors))
                        (code_field(lang, "off_code", lang.two_step_code(), errors))
                        button.btn.bad { (lang.two_step_off_button()) }
                    }
                }
            }
        }
    };
    frame(c, !errors.is_empty(), body)
}

/// The picture to scan, the same as text, and the field for the first code.
pub fn new(c: &Chrome, p: &Picture, errors: &Errors) -> Markup {
    let lang = c.lang;
    let body = html! {
        h2 { (lang.two_step_set_up()) }
        (form::summary(lang, errors))
        ol {
            li { (lang.two_step_app()) }
            li {
                p { (lang.two_step_scan()) }
                @if let Some(drawing) = qr::code(&p.link, lang.two_step_picture()) { (drawing) }
                p { (lang.two_step_type()) br; code translate="no" { (p.spelled) } }
                p { a href=(p.link) { (lang.two_step_here()) } }
            }
            li { (lang.two_step_first_code()) }
        }
        form method="post" action=(paths::SettingsTwoStepNew) novalidate {
            (Field::new("code", lang.two_step_app_code()).hint(lang.accounts_code_hint()).autocomplete("one-time-code").inputmode("numeric").maxlength(12).error(errors).text(lang))
            (form::submit(lang.two_step_turn_on()))
        }
    };
    frame(c, !errors.is_empty(), body)
}

/// The recovery codes: shown now and never again. `first`: it was just switched on.
pub fn recovery(c: &Chrome, made: &[String], first: bool) -> Markup {
    let lang = c.lang;
    let body = html! {
        h2 { (lang.two_step_recovery()) }
        @if first { (banner(Tone::Good, html! { p role="status" { (lang.two_step_now_on()) } })) }
        p { (lang.two_step_recovery_text()) }
        ul.plain role="list" { @for code in made { li { code translate="no" { (code) } } } }
        p { a.btn.pri href=(paths::SettingsTwoStep) { (lang.two_step_kept()) } }
    };
    frame(c, false, body)
}

pub fn admin(c: &Chrome, team: &[Colleague], must: bool, username: &str, reason: &str, errors: &Errors) -> Markup {
    let lang = c.lang;
    let missing = i64::try_from(team.iter().filter(|p| p.since.is_none()).count()).unwrap_or(0);
    let body = html! {
        h1 { (lang.two_step_title()) }
        (form::summary(lang, errors))
        h2 { (lang.two_step_oblige()) }
        p { (lang.two_step_oblige_text()) }
        form method="post" action=(paths::AdminTwoStep) {
            @if let Some(message) = errors.of("must") { p.emsg { span.vh { (lang.ui_error_prefix()) } (message) } }
            (form::checkbox("must", lang.two_step_oblige_box(), must))
            (form::submit(lang.common_save()))
        }
        h2 { (lang.two_step_team()) }
        p { (lang.two_step_missing(missing)) }
        ul.plain role="list" {
            @for p in team {
                li {
                    p {
                        a href=(paths::User { username: &p.username }) dir="auto" { (p.display_name) } " (" (p.username) ")"
                        br;
                        @match p.since {
                            Some(since) => { (lang.two_step_is_on()) " " (when::ago(c, since)) ". " (lang.two_step_left(p.codes_left)) },
                            None => { strong { (lang.two_step_is_off()) } },
                        }
                    }
                }
            }
        }
        h2 { (lang.two_step_reset()) }
        p { (lang.two_step_reset_text()) }
        form method="post" action=(paths::AdminTwoStepReset) novalidate {
            (Field::new("username", lang.accounts_login_field()).value(username).autocomplete("off").error(errors).text(lang))
            (Field::new("reason", lang.two_step_reason()).hint(lang.two_step_reason_hint()).value(reason).maxlength(500).error(errors).text(lang))
            button.btn.bad { (lang.two_step_reset_button()) }
        }
    };
    layout::page(c, &Page { title: lang.two_step_title(), noindex: true, errors: !errors.is_empty(), ..Page::default() }, layout::section(body))
}
