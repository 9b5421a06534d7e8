//! Pages about badges.

use std::collections::HashMap;

use maud::{Markup, html};

use super::forms::Raw;
use super::queries::{Held, Owner};
use crate::i18n::Lang;
use crate::rules::badges::{Badge, Family, Per};
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout::{self, Page};
use crate::ui::lists;
use crate::ui::medal::{level, medal, name, takes};
use crate::ui::people::{self, Person, Standing};
use crate::ui::when;
use crate::web::paths;

fn family(lang: Lang, family: Family) -> &'static str {
    match family {
        Family::Firsts => lang.badges_family_firsts(),
        Family::Helped => lang.badges_family_helped(),
        Family::Solved => lang.badges_family_solved(),
        Family::Presence => lang.badges_family_presence(),
        Family::Topics => lang.badges_family_topics(),
        Family::Craft => lang.badges_family_craft(),
        Family::Asking => lang.badges_family_asking(),
        Family::Years => lang.badges_family_years(),
    }
}

pub fn all(c: &Chrome, holders: &HashMap<Badge, i64>, mine: &[Badge]) -> Markup {
    let lang = c.lang;
    let body = layout::section(html! {
        h1 { (lang.badges_title()) }
        p { (lang.badges_lead()) }
        @for of in Family::ALL {
            section {
                h2 { (family(lang, of)) }
                ul.badges role="list" {
                    @for badge in Badge::ALL.iter().copied().filter(|b| b.family() == of) {
                        li {
                            (medal(badge))
                            div {
                                h3 { a href=(paths::Badge { word: badge.word() }) { (name(lang, badge)) } }
                                p { (takes(lang, badge)) }
                                p.meta {
                                    span { (level(lang, badge.level())) }
                                    span { (lang.badges_holders(holders.get(&badge).copied().unwrap_or(0))) }
                                    @if mine.contains(&badge) { strong { (lang.badges_yours()) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    });
    layout::page(c, &Page { title: lang.badges_title(), description: lang.badges_lead(), canonical: Some(paths::Badges.to_string()), ..Page::default() }, body)
}

/// What the badge was given for: a post, a tag, a product, a year.
fn cause(lang: Lang, held: &Held) -> Markup {
    let badge = Badge::from_word(&held.badge);
    let topic = badge.and_then(|b| held.cause.strip_prefix(b.per().prefix())).unwrap_or_default();
    if let (Some(title), Some(slug), Some(question), Some(post)) = (&held.title, &held.slug, held.question_id, held.post_id) {
        let path = if held.post_kind == Some(entity::PostKind::Answer) { paths::answer(question, slug, post) } else { paths::Question { id: question, slug }.to_string() };
        return html! { (lang.badges_for()) ": " a href=(path) dir="auto" { (title) } };
    }
    match badge.map(Badge::per) {
        Some(Per::Tag) => html! { a href=(paths::Tag { name: topic }) { (lang.badges_tag(topic)) } },
        Some(Per::Category) => html! { a href=(paths::Category { slug: topic }) { (lang.badges_category(topic)) } },
        Some(Per::Year) => html! { (lang.badges_year(topic)) },
        _ => Markup::default(),
    }
}

/// Who gave it, with which words.
fn given(lang: Lang, held: &Held) -> Markup {
    html! { @if let Some(by) = &held.granted_by { (lang.badges_given_by(by)) " " span dir="auto" { (held.reason) } } }
}

pub fn one(c: &Chrome, badge: Badge, holders: i64, latest: &[Held], more: bool, first: bool) -> Markup {
    let lang = c.lang;
    let path = paths::Badge { word: badge.word() }.to_string();
    let older = latest.last().filter(|_| more).map(|l| paths::with_query(&path, &[("before", &format!("{}.{}", l.at, l.id))]));
    let often = match badge.per() {
        Per::Member => lang.badges_once(),
        Per::Post => lang.badges_per_post(),
        Per::Tag => lang.badges_per_tag(),
        Per::Category => lang.badges_per_category(),
        Per::Year => lang.badges_per_year(),
    };
    let body = layout::section(html! {
        (lists::breadcrumb(lang, &[(lang.badges_title().to_owned(), paths::Badges.to_string())]))
        div.badge-head { (medal(badge)) div { h1 { (name(lang, badge)) } p { (takes(lang, badge)) } } }
        p.meta {
            span { (level(lang, badge.level())) }
            span { (lang.badges_holders(holders)) }
            span { (often) }
            @if badge.by_hand_alone() { span { (lang.badges_by_hand()) } }
        }
        @if !latest.is_empty() {
            h2 { (lang.badges_latest()) }
            ul.index role="list" {
                @for held in latest {
                    li {
                        @let person = Person { username: held.username.clone(), display_name: held.display_name.clone(), rank: Standing::from_word(&held.rank), official: held.role != "customer", imported: false, avatar: None };
                        div.who { (people::avatar(&c.brand, &person)) (people::name(lang, &person)) (people::role(lang, &c.brand, &person)) span { (when::ago(c, held.at)) } }
                        p.meta { span { (cause(lang, held)) } @if held.granted_by.is_some() { span { (given(lang, held)) } } }
                    }
                }
            }
        }
        (lists::pager_named(lang.ui_pages(), None, older.as_deref().map(|h| (lang.badges_older(), h))))
    });
    layout::page(c, &Page { title: name(lang, badge), description: takes(lang, badge), canonical: first.then_some(path), noindex: !first, next: older, ..Page::default() }, body)
}

fn trail(lang: Lang, owner: &Owner) -> Vec<(String, String)> {
    vec![(lang.ui_people().to_owned(), paths::Users.to_string()), (owner.display_name.clone(), paths::User { username: &owner.username }.to_string())]
}

pub fn of_member(c: &Chrome, owner: &Owner, held: &[Held], own: bool, decides: bool) -> Markup {
    let lang = c.lang;
    let title = lang.badges_of(&owner.display_name);
    let body = layout::section(html! {
        (lists::breadcrumb(lang, &trail(lang, owner)))
        h1 dir="auto" { (title) }
        (people::benefits(lang, &c.brand, Standing::from_word(&owner.rank)))
        @if held.is_empty() { (lists::empty(if own { lang.badges_none() } else { lang.badges_none_theirs() }, None)) }
        ul.badges role="list" { @for h in held { @if let Some(badge) = Badge::from_word(&h.badge) { (line(c, badge, h, decides)) } } }
        div.bar {
            @if decides { a.btn href=(paths::UserBadgeGrant { username: &owner.username }) rel="nofollow" { (lang.badges_grant()) } }
            a.btn href=(paths::Badges) { (lang.badges_all()) }
        }
    });
    layout::page(c, &Page { title: &title, noindex: true, ..Page::default() }, body)
}

fn line(c: &Chrome, badge: Badge, h: &Held, decides: bool) -> Markup {
    let lang = c.lang;
    let revoked = h.revoked_at.is_some();
    html! {
        li.off[revoked] {
            (medal(badge))
            div {
                h2 { a href=(paths::Badge { word: badge.word() }) { (name(lang, badge)) } }
                @if h.granted_by.is_some() { p { (given(lang, h)) } } @else { p { (takes(lang, badge)) } }
                p.meta { span { (level(lang, badge.level())) } span { (when::ago(c, h.at)) } span { (cause(lang, h)) } }
                @if revoked {
                    p {
                        @match (&h.revoked_by, &h.revoke_reason) {
                            (Some(by), Some(reason)) => { (lang.badges_revoked_by(by)) " " span dir="auto" { (reason) } }
                            _ => { (lang.badges_revoked_by_case()) }
                        }
                    }
                } @else if decides {
                    p { a href=(paths::BadgeRevoke { id: h.id }) rel="nofollow" { (lang.badges_revoke()) span.vh { ": " (name(lang, badge)) } } }
                }
            }
        }
    }
}

pub fn grant(c: &Chrome, owner: &Owner, raw: &Raw, errors: &Errors) -> Markup {
    let lang = c.lang;
    let mut options = vec![("", "–")];
    options.extend(Badge::ALL.iter().map(|b| (b.word(), name(lang, *b))));
    let body = layout::section(html! {
        (lists::breadcrumb(lang, &trail(lang, owner)))
        h1 { (lang.badges_grant()) }
        p { (lang.badges_grant_text()) }
        (form::summary(lang, errors))
        form method="post" action=(paths::UserBadgeGrant { username: &owner.username }) novalidate {
            (Field::new("badge", lang.badges_grant_badge()).value(&raw.badge).error(errors).select(lang, &options))
            (Field::new("topic", lang.badges_grant_topic()).hint(lang.badges_grant_topic_hint()).value(&raw.topic).optional().maxlength(60).error(errors).text(lang))
            (Field::new("reason", lang.badges_reason()).hint(lang.badges_reason_hint()).value(&raw.reason).maxlength(500).rows(3).error(errors).textarea(lang))
            (form::submit(lang.badges_grant()))
        }
    });
    layout::page(c, &Page { title: lang.badges_grant(), noindex: true, errors: !errors.is_empty(), ..Page::default() }, body)
}

pub fn revoke(c: &Chrome, owner: &Owner, held: &Held, reason: &str, errors: &Errors) -> Markup {
    let lang = c.lang;
    let badge = Badge::from_word(&held.badge);
    let body = layout::section(html! {
        (lists::breadcrumb(lang, &trail(lang, owner)))
        h1 { (lang.badges_revoke_title()) }
        @if let Some(badge) = badge { div.badge-head { (medal(badge)) div { p { strong { (name(lang, badge)) } } p { (cause(lang, held)) } } } }
        p { (lang.badges_revoke_text()) }
        (form::summary(lang, errors))
        form method="post" action=(paths::BadgeRevoke { id: held.id }) novalidate {
            (Field::new("reason", lang.badges_reason()).value(reason).maxlength(500).rows(3).error(errors).textarea(lang))
            button.btn.bad { (lang.badges_revoke()) }
        }
    });
    layout::page(c, &Page { title: lang.badges_revoke_title(), noindex: true, errors: !errors.is_empty(), ..Page::default() }, body)
}
