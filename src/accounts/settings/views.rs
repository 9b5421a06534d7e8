//! The settings pages: tabs, one form each.

use maud::{Markup, html};

use super::email::Current;
use super::mails::Told;
use super::profile::Raw as Profile;
use super::replies::Raw as RawReply;
use crate::accounts::browsers::agent;
use crate::i18n::Lang;
use crate::notifications::choices::{Digest, hour_label};
use crate::notifications::mails::AT_MOST as MAILS_AT_MOST;
use crate::notifications::{How, Kind, watch};
use crate::questions::replies::{AT_MOST, Reply};
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout::{self, Page};
use crate::ui::lists::{Tone, banner, tabs};
use crate::ui::photos::ACCEPT;
use crate::ui::when;
use crate::rules::photos::BYTES_AT_MOST;
use crate::web::paths;

/// The tabs, in their order.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tab {
    Profile,
    Email,
    Password,
    TwoStep,
    Mails,
    Display,
    Sessions,
    Data,
    /// Ambassadors and the team.
    Replies,
}

impl Tab {
    const ALL: [Tab; 9] = [Tab::Profile, Tab::Email, Tab::Password, Tab::TwoStep, Tab::Mails, Tab::Display, Tab::Sessions, Tab::Data, Tab::Replies];

    fn label(self, lang: Lang) -> &'static str {
        match self {
            Tab::Profile => lang.settings_profile(),
            Tab::Email => lang.settings_email(),
            Tab::Password => lang.settings_password(),
            Tab::TwoStep => lang.two_step_title(),
            Tab::Mails => lang.settings_mails(),
            Tab::Display => lang.settings_display(),
            Tab::Sessions => lang.settings_sessions(),
            Tab::Data => lang.settings_data(),
            Tab::Replies => lang.tools_replies(),
        }
    }

    fn path(self) -> String {
        match self {
            Tab::Profile => paths::SettingsProfile.to_string(),
            Tab::Email => paths::SettingsEmail.to_string(),
            Tab::Password => paths::SettingsPassword.to_string(),
            Tab::TwoStep => paths::SettingsTwoStep.to_string(),
            Tab::Mails => paths::SettingsMails.to_string(),
            Tab::Display => paths::SettingsDisplay.to_string(),
            Tab::Sessions => paths::SettingsSessions.to_string(),
            Tab::Data => paths::SettingsData.to_string(),
            Tab::Replies => paths::SettingsReplies.to_string(),
        }
    }
}

fn frame(c: &Chrome, tab: Tab, refused: bool, body: Markup) -> Markup {
    let lang = c.lang;
    let circle = c.me.as_ref().is_some_and(|me| me.circle);
    let links: Vec<_> = Tab::ALL.into_iter().filter(|t| circle || *t != Tab::Replies).map(|t| (t.label(lang).to_owned(), t.path(), None, t == tab)).collect();
    let title = lang.settings_title(tab.label(lang));
    let body = html! {
        h1 { (lang.settings()) }
        (tabs(lang.settings(), &links))
        (body)
    };
    layout::page(c, &Page { title: &title, noindex: true, errors: refused, ..Page::default() }, layout::section(body))
}

/// A page of two-step log-in.
pub fn two_step(c: &Chrome, refused: bool, body: Markup) -> Markup {
    frame(c, Tab::TwoStep, refused, body)
}

/// `offers`: user and display names of imported people this member may be.
pub fn profile(c: &Chrome, raw: &Profile, offers: &[(String, String)], errors: &Errors) -> Markup {
    let lang = c.lang;
    let username = c.me.as_ref().map(|m| m.username.as_str()).unwrap_or_default();
    let body = html! {
        h2 { (lang.settings_profile()) }
        (form::summary(lang, errors))
        p { (lang.settings_username(username)) }
        @if !offers.is_empty() {
            (banner(Tone::Info, html! {
                p { (lang.claims_profile()) }
                ul { @for (name, shown) in offers { li { a href=(paths::UserClaim { username: name }) dir="auto" { (shown) } } } }
            }))
        }
        form method="post" action=(paths::SettingsProfile) novalidate {
            (Field::new("display_name", lang.accounts_display_name_field()).hint(lang.settings_display_name_hint()).value(&raw.display_name).autocomplete("nickname").error(errors).text(lang))
            (Field::new("about", lang.settings_about()).hint(lang.settings_about_hint()).optional().value(&raw.about).error(errors).textarea(lang))
            (form::submit(lang.common_save()))
        }
        (avatar(c, raw.avatar.as_deref(), errors))
        @if c.me.as_ref().is_some_and(|m| !m.staff) { p { a href={ (paths::AmbassadorsMe) "#boards" } { (lang.ui_boards()) } } }
    };
    frame(c, Tab::Profile, !errors.is_empty(), body)
}

/// The picture beside one's name; the team shows the brand's instead.
fn avatar(c: &Chrome, key: Option<&str>, errors: &Errors) -> Markup {
    let lang = c.lang;
    let error = errors.of("avatar");
    html! {
        form.mt-l method="post" action=(paths::SettingsAvatar) enctype="multipart/form-data" novalidate {
            div.f.err[error.is_some()] {
                label for="f-avatar" { (lang.photos_avatar()) }
                p.hint id="h-avatar" { (lang.photos_avatar_hint((BYTES_AT_MOST >> 20) as i64)) }
                @if let Some(message) = error { p.emsg id="e-avatar" { span.vh { (lang.ui_error_prefix()) } (message) } }
                @if let Some(key) = key { p { span.av { img src=(paths::Photo { key }) alt="" width="72" height="72"; } } }
                input type="file" id="f-avatar" name="avatar" accept=(ACCEPT) aria-describedby=(if error.is_some() { "h-avatar e-avatar" } else { "h-avatar" }) aria-invalid=[error.map(|_| "true")];
            }
            div.bar {
                button.btn { (lang.photos_avatar_save()) }
                @if key.is_some() { button.btn.quiet name="remove" value="1" { (lang.photos_avatar_remove()) } }
            }
        }
    }
}

pub fn email(c: &Chrome, now: &Current, typed: &str, errors: &Errors) -> Markup {
    let lang = c.lang;
    let body = html! {
        h2 { (lang.settings_email()) }
        (form::summary(lang, errors))
        p { (lang.settings_email_now()) " " strong { (now.email) } }
        @if !now.sends_mail { p { (lang.settings_email_untold()) } }
        @else if !now.verified { (banner(Tone::Warn, html! { p { (lang.settings_email_unproved()) " " a href=(paths::Confirm) { (lang.accounts_code_button()) } } })) }
        form method="post" action=(paths::SettingsEmail) novalidate {
            (Field::new("email", lang.settings_new_email()).hint(lang.settings_new_email_hint()).value(typed).autocomplete("email").error(errors).email(lang))
            (Field::new("password", lang.settings_current_password()).autocomplete("current-password").error(errors).password(lang))
            (form::submit(lang.settings_change_email()))
        }
    };
    frame(c, Tab::Email, !errors.is_empty(), body)
}

/// What a member is told, by mail and when.
pub fn mails(c: &Chrome, now: &Told<'_>, errors: &Errors) -> Markup {
    let lang = c.lang;
    let digests: Vec<_> = Digest::ALL.into_iter().map(|d| (d.word(), match d {
        Digest::None => lang.notifications_digest_none(),
        Digest::Daily => lang.notifications_digest_daily(),
        Digest::Weekly => lang.notifications_digest_weekly(),
    }, "")).collect();
    let hours: Vec<(String, String)> = std::iter::once((String::new(), lang.notifications_quiet_none().to_owned())).chain((0..24).map(|h| (h.to_string(), hour_label(h)))).collect();
    let body = html! {
        (form::summary(lang, errors))
        form method="post" action=(paths::SettingsMails) novalidate {
            h2 { (lang.notifications_choices()) }
            p { (lang.notifications_choices_text(MAILS_AT_MOST)) " " (lang.settings_mails_text()) }
            @for kind in now.kinds { (choice(lang, *kind, now.how(*kind))) }
            (Field::new("digest", lang.notifications_digest()).hint(lang.notifications_digest_text()).value(&now.raw.digest).radios(lang, &digests))
            fieldset.f {
                legend { (lang.notifications_quiet()) }
                p.hint { (lang.notifications_quiet_text()) }
                (Field::new("quiet_from", lang.notifications_quiet_from()).value(&now.raw.quiet_from).error(errors).select(lang, &hours))
                (Field::new("quiet_until", lang.notifications_quiet_until()).value(&now.raw.quiet_until).select(lang, &hours))
            }
            (Field::new("zone", lang.notifications_zone()).hint(lang.notifications_zone_hint()).optional().value(&now.raw.zone).error(errors).text(lang))
            (form::submit(lang.common_save()))
        }
        (watch::list(c, now.watched))
    };
    frame(c, Tab::Mails, !errors.is_empty(), body)
}

/// One kind: how it comes, or that it always does.
fn choice(lang: Lang, kind: Kind, how: How) -> Markup {
    let name = format!("kind_{}", kind.word());
    html! {
        fieldset.f.choice {
            legend { (kind.label(lang)) }
            @if kind.choices().len() == 1 { p.hint { (lang.notifications_always()) } }
            @else {
                div.bar {
                    @for h in kind.choices() {
                        label { input type="radio" name=(name) value=(h.word()) checked[*h == how]; " " (h.label(lang)) }
                    }
                }
            }
        }
    }
}

pub fn password(c: &Chrome, errors: &Errors) -> Markup {
    let lang = c.lang;
    let body = html! {
        h2 { (lang.settings_password()) }
        (form::summary(lang, errors))
        form method="post" action=(paths::SettingsPassword) novalidate {
            (Field::new("current", lang.settings_current_password()).autocomplete("current-password").error(errors).password(lang))
            (Field::new("password", lang.accounts_new_password_field()).hint(lang.accounts_password_hint()).autocomplete("new-password").error(errors).password(lang))
            (form::submit(lang.settings_change_password()))
        }
        p.hint { (lang.settings_password_ends()) }
    };
    frame(c, Tab::Password, !errors.is_empty(), body)
}

/// What is chosen now; empty follows the browser or the system.
pub struct Display<'a> {
    pub lang: &'a str,
    pub theme: &'a str,
    pub shortcuts: bool,
}

pub fn display(c: &Chrome, now: &Display<'_>) -> Markup {
    let lang = c.lang;
    let languages: Vec<(&str, &str, &str)> = std::iter::once(("", lang.settings_lang_auto(), "")).chain(Lang::ALL.into_iter().map(|l| (l.code(), l.ui_own_name(), ""))).collect();
    let themes = [("", lang.settings_theme_auto(), ""), ("light", lang.ui_theme_light(), ""), ("dark", lang.ui_theme_dark(), "")];
    let body = html! {
        h2 { (lang.settings_display()) }
        form method="post" action=(paths::SettingsDisplay) {
            (Field::new("lang", lang.settings_lang()).hint(lang.settings_lang_hint()).value(now.lang).radios(lang, &languages))
            (Field::new("theme", lang.ui_theme()).value(now.theme).radios(lang, &themes))
            (form::checkbox("shortcuts", lang.settings_shortcuts(), now.shortcuts))
            p.hint { (lang.settings_shortcuts_hint()) " " a href=(paths::Shortcuts) { (lang.settings_shortcuts_list()) } }
            (form::submit(lang.common_save()))
        }
    };
    frame(c, Tab::Display, false, body)
}

/// A browser that is signed in.
pub struct Browser<'a> {
    pub name: &'a str,
    pub agent: &'a str,
    pub since: i64,
    pub seen: i64,
    pub this: bool,
}

pub fn sessions(c: &Chrome, list: &[Browser<'_>]) -> Markup {
    let lang = c.lang;
    let body = html! {
        h2 { (lang.settings_sessions()) }
        p { (lang.settings_sessions_text()) }
        ul.plain role="list" {
            @for b in list {
                @let agent = agent(lang, b.agent);
                li {
                    p {
                        strong { (agent) } @if b.this { " · " (lang.settings_session_this()) }
                        br; (lang.settings_session_seen()) " " (when::ago(c, b.seen)) ", " (lang.settings_session_since()) " " (when::ago(c, b.since))
                    }
                    @if !b.this {
                        form.inline method="post" action=(paths::SettingsSessions) {
                            (form::hidden("session", b.name))
                            button.btn.quiet aria-label=(lang.settings_session_end_of(&agent)) { (lang.settings_session_end()) }
                        }
                    }
                }
            }
        }
        @if list.len() > 1 { (form::post_button(paths::SettingsSessions, lang.settings_sessions_end_others(), "")) }
    };
    frame(c, Tab::Sessions, false, body)
}

pub fn data(c: &Chrome, export: &Errors, delete: &Errors) -> Markup {
    let lang = c.lang;
    let refused = !export.is_empty() || !delete.is_empty();
    let body = html! {
        (form::summary(lang, if export.is_empty() { delete } else { export }))
        h2 { (lang.settings_export()) }
        p { (lang.settings_export_text()) }
        form method="post" action=(paths::SettingsExport) novalidate {
            (Field::new("export_password", lang.settings_current_password()).autocomplete("current-password").error(export).password(lang))
            (form::submit(lang.settings_export_button()))
        }
        h2 { (lang.settings_delete()) }
        p { (lang.settings_delete_text()) }
        ul { li { (lang.settings_delete_stays()) } li { (lang.settings_delete_goes()) } li { (lang.settings_delete_final()) } }
        form method="post" action=(paths::SettingsDelete) novalidate {
            @if let Some(message) = delete.of("sure") { p.emsg { span.vh { (lang.ui_error_prefix()) } (message) } }
            (form::checkbox("sure", lang.settings_delete_sure(), false))
            (Field::new("delete_password", lang.settings_current_password()).autocomplete("current-password").error(delete).password(lang))
            button.btn.bad { (lang.settings_delete_button()) }
        }
    };
    frame(c, Tab::Data, refused, body)
}

/// Saved replies, and the form of a new one or of the one being changed.
pub fn replies(c: &Chrome, all: &[Reply], raw: &RawReply, errors: &Errors) -> Markup {
    let lang = c.lang;
    let body = html! {
        (form::summary(lang, errors))
        p { (lang.tools_replies_text(AT_MOST)) }
        @if !all.is_empty() {
            ul.index role="list" {
                @for r in all {
                    li {
                        details {
                            summary { span dir="auto" { (r.title) } }
                            p.pre dir="auto" { (r.body) }
                            div.acts {
                                a.btn href={ (paths::with_query(paths::SettingsReplies, &[("edit", &r.id.to_string())])) "#reply" } { (lang.tools_reply_change()) span.vh { " " (r.title) } }
                                (form::post_button(paths::SettingsReplyDelete { id: r.id }, lang.tools_reply_delete(), "quiet"))
                            }
                        }
                    }
                }
            }
        }
        h2 id="reply" { (if raw.id.is_empty() { lang.tools_reply_new() } else { lang.tools_reply_changed() }) }
        form method="post" action=(paths::SettingsReplies) novalidate {
            (form::hidden("id", &raw.id))
            (Field::new("title", lang.tools_reply_title()).value(&raw.title).maxlength(150).required().error(errors).text(lang))
            (Field::new("body", lang.tools_reply_body()).hint(lang.thread_answer_hint()).value(&raw.body).maxlength(4_000).required().error(errors).textarea(lang))
            (form::submit(lang.tools_reply_save()))
        }
    };
    frame(c, Tab::Replies, !errors.is_empty(), body)
}
