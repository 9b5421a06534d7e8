//! The frame of every page: header on the margin line, the sheet, the side column, the footer.

use maud::{DOCTYPE, Markup, html};

use crate::i18n::Lang;
use crate::notifications::queries::COUNTED;
use crate::ui::chrome::{Barred, Chrome, Theme, Viewer};
use crate::ui::lists::{self, Tone};
use crate::ui::{Icon, form, icon, reasons, when};
use crate::web::{assets, paths};

/// What a page says of itself.
#[derive(Default)]
pub struct Page<'a> {
    pub title: &'a str,
    /// For search engines and shared links; plain text.
    pub description: &'a str,
    /// Path of the page's final form.
    pub canonical: Option<String>,
    pub noindex: bool,
    /// Title and path of Atom feeds.
    pub feeds: Vec<(&'a str, String)>,
    pub prev: Option<String>,
    pub next: Option<String>,
    /// `itemtype` of the main element, e.g. `https://schema.org/QAPage`.
    pub itemtype: Option<&'static str>,
    pub side: Option<Markup>,
    /// The form on it was refused.
    pub errors: bool,
    /// What stands in the header's search field.
    pub search: &'a str,
    /// No ask button on phones (the page is the ask form).
    pub quiet: bool,
    /// Loads the editing tools when a text field is entered.
    pub composer: bool,
    /// A page of the desk: its stylesheet, its keys, the palette.
    pub desk: bool,
}

/// The whole document.
pub fn page(chrome: &Chrome, page: &Page<'_>, body: Markup) -> Markup {
    let lang = chrome.lang;
    let name = &chrome.brand.name;
    html! {
        (DOCTYPE)
        html lang=(lang.code()) data-theme=[(chrome.theme != Theme::Auto).then(|| chrome.theme.word())] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { @if page.errors { (lang.ui_error_prefix()) " " } (page.title) @if page.title != name { " – " (name) } }
                link rel="stylesheet" href=(chrome.css);
                @if page.composer { (crate::ui::photos::script()) }
                @if page.desk { link rel="stylesheet" href=(assets::STAFF_CSS); }
                link rel="icon" href=(assets::FAVICON_SVG) type="image/svg+xml";
                link rel="manifest" href=(paths::Manifest);
                link rel="search" type="application/opensearchdescription+xml" title=(name) href=(paths::OpenSearch);
                @if !page.description.is_empty() { meta name="description" content=(page.description); }
                @if page.noindex || page.errors { meta name="robots" content="noindex"; }
                @if let Some(path) = &page.canonical {
                    link rel="canonical" href=(chrome.absolute(path));
                    meta property="og:url" content=(chrome.absolute(path));
                    meta property="og:title" content=(page.title);
                    meta property="og:site_name" content=(name);
                    meta property="og:type" content="website";
                    @if !page.description.is_empty() { meta property="og:description" content=(page.description); }
                }
                @if let Some(path) = &page.prev { link rel="prev" href=(path); }
                @if let Some(path) = &page.next { link rel="next" href=(path); }
                @for (title, path) in &page.feeds { link rel="alternate" type="application/atom+xml" title=(title) href=(path); }
                script type="module" src=(assets::CORE_JS) data-composer=[page.composer.then_some(assets::COMPOSER_JS)] {}
                @if page.desk { script type="module" src=(assets::STAFF_JS) data-letters=[shortcuts(chrome).then_some("on")] {} }
                @else if shortcuts(chrome) { script type="module" src=(assets::KEYS_JS) {} }
            }
            body {
                a.skip href="#main" { (lang.ui_skip()) }
                div.page {
                    (header(chrome, page.search))
                    div.cols.alone[page.side.is_none()] {
                        main.sheet #main tabindex="-1" itemscope[page.itemtype.is_some()] itemtype=[page.itemtype] {
                            @if let Some(said) = &chrome.said { div.said role="status" { (icon(Icon::Check)) p { (said) } } }
                            @if let Some(barred) = chrome.me.as_ref().and_then(|me| me.barred.as_ref()) { (why_barred(chrome, barred)) }
                            (body)
                            div.rest {}
                        }
                        @if let Some(side) = &page.side { aside.side aria-label=(lang.ui_side()) { (side) } }
                    }
                    (footer(chrome, page.quiet))
                }
                p.vh #live role="status" {}
                // everything on the page by its name; the script opens it
                @if page.desk { template #palette { label for="palette-find" { (lang.feed_palette()) } input type="search" id="palette-find" autocomplete="off"; ul role="list" {} } }
            }
        }
    }
}

fn header(chrome: &Chrome, search: &str) -> Markup {
    let lang = chrome.lang;
    html! {
        header.top {
            a.brand href=(paths::Home) { span.logo aria-hidden="true" { b { (chrome.brand.initial) } } span.name { (chrome.brand.name) } }
            form.find action=(paths::Search) role="search" {
                label.vh for="q" { (lang.ui_search_label()) }
                input type="search" id="q" name="q" value=(search) placeholder=(lang.ui_search_placeholder()) autocomplete="off" enterkeyhint="search";
                button.btn aria-label=(lang.ui_search_button()) { (icon(Icon::Search)) }
            }
            nav aria-label=(lang.ui_nav()) {
                a.find-link href=(paths::Search) aria-label=(lang.ui_search_button()) { (icon(Icon::Search)) }
                @if let Some(me) = chrome.me.as_ref().filter(|me| me.staff) { a.wide href=(paths::StaffFeed) { (lang.feed_title()) (urgent(lang, me)) } }
                a.wide href=(paths::Tags) { (lang.ui_tags()) }
                a.wide href=(paths::Users) { (lang.ui_people()) }
                a.wide href=(paths::Ambassadors) { (lang.ui_ambassadors()) }
                @match &chrome.me {
                    None => {
                        a href=(login_and_back(chrome)) rel="nofollow" { (lang.ui_log_in()) }
                        a.wide href=(paths::Signup) rel="nofollow" { (lang.ui_sign_up()) }
                    }
                    Some(me) => {
                        @if me.gained != 0 { (gained(lang, me)) }
                        (bell(lang, me))
                        details.menu {
                            summary { span.av aria-hidden="true" { (crate::ui::people::initials(&me.display_name)) } span.vh { (lang.ui_menu()) ": " } span.who-name { (me.display_name) } }
                            div.menu-items {
                                a href=(paths::User { username: &me.username }) { (icon(Icon::User)) (lang.ui_my_profile()) }
                                @if !me.staff { a href=(paths::UserReputation { username: &me.username }) { (icon(Icon::Award)) (lang.ui_my_reputation()) } }
                                @if !me.staff { a href=(paths::AmbassadorsMe) { (icon(Icon::Award)) (lang.ui_my_standing()) } }
                                a href=(paths::Drafts) { (icon(Icon::Pencil)) (lang.ui_my_drafts()) }
                                @if me.tools { a href=(paths::AnswersWaiting) { (icon(Icon::Clock)) (lang.tools_waiting()) } }
                                @if me.circle { a href=(paths::AmbassadorBriefings) { (icon(Icon::Inbox)) (lang.briefings_title()) } }
                                @if me.staff { a href=(paths::StaffFeed) { (icon(Icon::Inbox)) (lang.feed_title()) (urgent(lang, me)) } }
                                @if me.staff { a href=(paths::StaffBriefings) { (icon(Icon::Pencil)) (lang.briefings_desk()) } }
                                @if me.tools && !me.staff { a href=(paths::Perks) { (icon(Icon::Award)) (lang.perks_title()) } }
                                a href=(paths::SettingsProfile) { (icon(Icon::Settings)) (lang.ui_settings()) }
                                a href=(paths::Review) { (icon(Icon::Eye)) (lang.ui_review()) }
                                @if me.staff { a href=(paths::StaffPromises) { (icon(Icon::Clock)) (lang.esc_promises()) } a href=(paths::StaffMentions) { (icon(Icon::MessageSquare)) (lang.esc_mentions()) } }
                                @if me.staff { a href=(paths::StaffCanned) { (icon(Icon::Copy)) (lang.canned_title()) } a href=(paths::StaffGestures) { (icon(Icon::Award)) (lang.gestures_title()) (to_decide(lang, me)) } }
                                @if me.staff { a href=(paths::StaffIncidents) { (icon(Icon::TriangleAlert)) (lang.signs_incidents()) } }
                                @if me.staff { a href=(paths::StaffTasks) { (icon(Icon::Check)) (lang.tasks_title()) } }
                                @if me.staff { a href=(paths::StaffModeration) { (icon(Icon::Flag)) (lang.moderation_title()) } }
                                @if me.staff { a href=(paths::StaffReviews) { (icon(Icon::Eye)) (lang.reviews_title()) } }
                                @if me.manager { a href=(paths::StaffPerks) { (icon(Icon::Award)) (lang.perks_catalogue()) } a href=(paths::StaffCategories) { (icon(Icon::Tag)) (lang.circle_categories()) } }
                                @if me.manager { a href=(paths::StaffProgramme) { (icon(Icon::Award)) (lang.ui_programme()) } }
                                @if me.staff { a href=(paths::StaffCases) { (icon(Icon::Users)) (lang.fair_title()) } }
                                @if me.staff { a href=(paths::StaffInsights) { (icon(Icon::Eye)) (lang.insights_title()) } }
                                @if me.staff { a href=(paths::StaffSignals) { (icon(Icon::TriangleAlert)) (lang.signals_title()) } }
                                @if me.staff { a href=(paths::StaffAudit) { (icon(Icon::Lock)) (lang.record_title()) } a href=(paths::StaffLimits) { (icon(Icon::Clock)) (lang.limits_title()) } }
                                @if me.manager { a href=(paths::AdminRules) { (icon(Icon::Settings)) (lang.rulebook_title()) } }
                                @if me.manager { a href=(paths::AdminDeadlines) { (icon(Icon::Clock)) (lang.deadlines_title()) } a href=(paths::AdminDepartments) { (icon(Icon::Users)) (lang.deadlines_departments()) } }
                                @if me.manager { a href=(paths::StaffClaims) { (icon(Icon::ShieldCheck)) (lang.ui_claims()) } }
                                @if me.admin { a href=(paths::Admin) { (icon(Icon::Settings)) (lang.ui_admin()) } }
                                form method="post" action=(paths::Logout) { button.linkish { (icon(Icon::LogOut)) (lang.ui_log_out()) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What they are told, and how much of it is new.
fn bell(lang: Lang, me: &Viewer) -> Markup {
    let shown = if me.unread >= COUNTED { format!("{}+", COUNTED - 1) } else { me.unread.to_string() };
    html! {
        a.bell href=(paths::Notifications) {
            (icon(Icon::Bell))
            span.vh { (lang.notifications_title()) }
            b.urgent data-unread hidden[me.unread == 0] { span aria-hidden="true" { (shown) } span.vh { (lang.notifications_unread_count(me.unread)) } }
        }
    }
}

/// For managers: how many gestures wait for them.
fn to_decide(lang: Lang, me: &Viewer) -> Markup {
    html! { @if me.to_decide > 0 { " " b.urgent { span aria-hidden="true" { (lang.number(me.to_decide)) } span.vh { (lang.gestures_to_decide(me.to_decide)) } } } }
}

/// For the team: how many threads cannot wait.
fn urgent(lang: Lang, me: &Viewer) -> Markup {
    html! { @if me.urgent > 0 { " " b.urgent { span aria-hidden="true" { (lang.number(me.urgent)) } span.vh { (lang.feed_urgent(me.urgent)) } } } }
}

/// Points won or lost since they last looked, leading to what they are for.
fn gained(lang: Lang, me: &Viewer) -> Markup {
    let (sign, points) = if me.gained > 0 { ("+", me.gained) } else { ("−", -me.gained) };
    let said = if me.gained > 0 { lang.ui_gained(points) } else { lang.ui_lost(points) };
    html! { a.gained.lost[me.gained < 0] href=(paths::UserReputation { username: &me.username }) { span aria-hidden="true" { (sign) (lang.number(points)) } span.vh { (said) } } }
}

/// On every page: until when, why, and how to appeal.
fn why_barred(chrome: &Chrome, barred: &Barred) -> Markup {
    let lang = chrome.lang;
    let until = when::full(lang, &chrome.zone, barred.until);
    let said = if barred.silenced { lang.moderation_barred_silenced(until) } else { lang.moderation_barred_suspended(until) };
    lists::banner(Tone::Warn, html! { p { (said) " " (lang.thread_stub_reason()) " " span dir="auto" { (reasons::shown(lang, &barred.reason)) } ". " a href=(paths::OwnDecisions) { (lang.moderation_barred_why()) } } })
}

/// Only for members who left them on: a single letter may surprise speech input (WCAG 2.1.4).
fn shortcuts(chrome: &Chrome) -> bool {
    chrome.me.as_ref().is_some_and(|me| me.shortcuts)
}

/// Where "log in" leads, so that one comes back here.
pub fn login_and_back(chrome: &Chrome) -> String {
    let here = chrome.path_here();
    let next = if here == "/" || here.starts_with(paths::Login::PATTERN) || here.starts_with(paths::Signup::PATTERN) { "" } else { here.as_str() };
    paths::with_query(paths::Login, &[("next", next)])
}

fn footer(chrome: &Chrome, quiet: bool) -> Markup {
    let lang = chrome.lang;
    let here = chrome.path_here();
    html! {
        footer.foot {
            // fixed in a corner of phones
            @if !quiet { a.btn.pri.ask href=(paths::Ask) { (icon(Icon::Plus)) (lang.ui_ask()) } }
            div {
                nav.links aria-label=(lang.ui_footer()) {
                    a href=(paths::Help) { (lang.ui_help()) }
                    @if shortcuts(chrome) { a href=(paths::Shortcuts) data-keys { (lang.ui_shortcuts()) } }
                    a href=(paths::Categories) { (lang.ui_categories()) }
                    a href=(paths::Tags) { (lang.ui_tags()) }
                    a href=(paths::Users) { (lang.ui_people()) }
                    a href=(paths::Badges) { (lang.badges_title()) }
                    a href=(paths::Briefings) { (lang.briefings_title()) }
                    a href=(paths::Ambassadors) { (lang.ui_ambassadors()) }
                    a href=(paths::Transparency) { (lang.transparency_title()) }
                    a href=(paths::Legal) { (lang.ui_legal()) }
                    a href=(paths::Notice) rel="nofollow" { (lang.notice_link()) }
                    a href=(paths::Terms) { (lang.ui_terms()) }
                    a href=(paths::Privacy) { (lang.ui_privacy()) }
                    a href=(paths::Accessibility) { (lang.ui_accessibility()) }
                    a href=(paths::Licences) { (lang.ui_licences()) }
                    a href=(paths::FeedQuestions) { (icon(Icon::Rss)) "Atom" }
                }
                div.choices {
                    @for other in Lang::ALL.into_iter().filter(|l| *l != lang) {
                        form.inline method="post" action=(paths::Language) {
                            (form::hidden("next", &here))
                            button.linkish name="lang" value=(other.code()) lang=(other.code()) { (icon(Icon::Globe)) (other.ui_own_name()) }
                        }
                    }
                    form.inline method="post" action=(paths::Theme) aria-label=(lang.ui_theme()) {
                        (form::hidden("next", &here))
                        @for theme in Theme::ALL {
                            button.linkish name="theme" value=(theme.word()) aria-pressed=(if theme == chrome.theme { "true" } else { "false" }) { (theme.label(lang)) }
                        }
                    }
                }
                p.by { (chrome.brand.name) ", " (lang.ui_powered()) }
            }
        }
    }
}

/// The heading part of a page, beside the margin line: everything that is not a row or a post.
pub fn section(body: Markup) -> Markup {
    html! { div.in { (body) } }
}
