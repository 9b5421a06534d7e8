//! The list of notifications.

use maud::{Markup, html};

use super::kinds::Kind;
use super::queries::Row;
use crate::i18n::Lang;
use crate::rules::badges::Badge;
use crate::ui::chrome::Chrome;
use crate::ui::{form, icon, layout, lists, medal, when};
use crate::web::paths;

pub struct Page<'a> {
    pub rows: &'a [Row],
    /// Only what was not read.
    pub unread: bool,
    pub more: bool,
    pub first: bool,
}

pub fn page(c: &Chrome, p: &Page<'_>) -> Markup {
    let lang = c.lang;
    let all = paths::Notifications.to_string();
    let unread = paths::with_query(paths::Notifications, &[("show", "unread")]);
    let tabs = [(lang.notifications_all().to_owned(), all, None, !p.unread), (lang.notifications_unread().to_owned(), unread, None, p.unread)];
    let next = p.rows.last().filter(|_| p.more).map(|r| paths::with_query(paths::Notifications, &[("show", if p.unread { "unread" } else { "" }), ("after", &format!("{}.{}", r.at, r.id))]));
    let body = layout::section(html! {
        div.row {
            h1 { (lang.notifications_title()) }
            a href=(paths::SettingsMails) { (lang.notifications_settings()) }
        }
        (lists::tabs(lang.notifications_title(), &tabs))
        @if p.rows.is_empty() { (lists::empty(if p.unread { lang.notifications_none_unread() } else { lang.notifications_none() }, None)) }
        @if let Some(latest) = p.rows.iter().filter(|r| r.read_at.is_none()).map(|r| r.at).max().filter(|_| p.first) {
            form.inline method="post" action=(paths::NotificationsRead) { (form::hidden("until", latest)) button.btn.quiet { (icon(crate::ui::Icon::Check)) (lang.notifications_read_all()) } }
        }
        ul.plain.told role="list" { @for r in p.rows { (row(c, r)) } }
        (lists::pager_named(lang.ui_pages(), None, next.as_deref().map(|n| (lang.ui_older(), n))))
    });
    layout::page(c, &layout::Page { title: lang.notifications_title(), noindex: true, ..layout::Page::default() }, body)
}

fn row(c: &Chrome, r: &Row) -> Markup {
    let lang = c.lang;
    let Some(kind) = r.kind() else { return html! {} };
    html! {
        li.new[r.read_at.is_none()] {
            (icon(kind.glyph()))
            div.what {
                a href=(paths::Notification { id: r.id }) {
                    @if r.read_at.is_none() { span.vh { (lang.notifications_new()) " " } }
                    (sentence(lang, kind, r))
                }
                @if let Some(title) = r.title.as_deref().filter(|_| !matches!(kind, Kind::Topic) && !kind.is_message()) { p lang=[r.lang.as_deref()] dir="auto" { (title) } }
                p.meta { (when::ago(c, r.at)) }
            }
            @if r.read_at.is_none() {
                form.inline method="post" action=(paths::NotificationsRead) { (form::hidden("id", r.id)) button.linkish { (lang.notifications_read()) span.vh { ": " (sentence(lang, kind, r)) } } }
            }
        }
    }
}

/// What happened, how often, by whom.
fn sentence(lang: Lang, kind: Kind, r: &Row) -> String {
    let who = || match r.people - 1 {
        others @ 1.. => lang.notifications_and_others(name(lang, r), others),
        _ => name(lang, r),
    };
    match kind {
        Kind::Mention => lang.notifications_said_mention(who()),
        Kind::Answer => lang.notifications_said_answer(r.things, who()),
        Kind::Comment => lang.notifications_said_comment(r.things, who()),
        Kind::Accepted => lang.notifications_said_accepted(name(lang, r)),
        Kind::Verified => lang.notifications_said_verified().to_owned(),
        Kind::Helped => lang.notifications_said_helped(r.people),
        Kind::Edit => lang.notifications_said_edit(who()),
        Kind::Topic => lang.notifications_said_topic(r.things, r.topic.as_deref().unwrap_or_default()),
        Kind::Badge => lang.notifications_said_badge(Badge::from_word(&r.words).map_or(r.words.as_str(), |b| medal::name(lang, b))),
        _ => r.words.clone(),
    }
}

fn name(lang: Lang, r: &Row) -> String {
    r.who.clone().unwrap_or_else(|| lang.ui_former_member().to_owned())
}
