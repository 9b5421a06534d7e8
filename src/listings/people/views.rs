//! People's pages.

use maud::{Markup, html};

use crate::badges::queries::Shelf;
use crate::listings::cursor::Slice;
use crate::listings::people::queries::{Answer, Person as Listed, Profile};
use crate::listings::remembered::Deeds;
use crate::listings::rows;
use crate::listings::views::{beside, rows as question_rows};
use crate::notifications::watch;
use crate::thanks::notes::queries::Note;
use crate::ui::chrome::Chrome;
use crate::ui::layout::{self, Page};
use crate::ui::lists::{self, Tone};
use crate::ui::people::{self, Person, Standing};
use crate::ui::{Icon, form, icon, medal, when};
use crate::web::paths;

/// Badges on a profile; the others are a link away.
const SHELF: usize = 12;

/// One of the two lists on a profile.
pub enum Written {
    Answers(Slice<Answer>),
    Questions(Slice<rows::Listed>),
}

pub fn list(chrome: &Chrome, slice: &Slice<Listed>, beginning: &str) -> Markup {
    let lang = chrome.lang;
    let path = paths::Users.to_string();
    let (newer, older) = if beginning.is_empty() { beside(slice, &path, &[]) } else { (None, None) };
    let body = layout::section(html! {
        h1 { (lang.ui_people()) }
        form.duo action=(paths::Users) {
            div { label for="f-q" { (lang.listings_find_person()) } input type="search" id="f-q" name="q" value=(beginning) autocomplete="off" autocapitalize="none"; }
            div.bar { button.btn { (lang.ui_search_button()) } }
        }
        @if slice.rows.is_empty() { (lists::empty(lang.listings_nobody(), Some((lang.listings_everybody(), &path)))) }
        ul.index role="list" {
            @for p in &slice.rows { li { (line(chrome, p)) } }
        }
        (lists::pager_named(lang.ui_pages(), newer.as_deref().map(|h| (lang.search_before(), h)), older.as_deref().map(|h| (lang.search_after(), h))))
    });
    let page = Page { title: lang.ui_people(), description: lang.ui_people(), canonical: (slice.newer.is_none() && beginning.is_empty()).then_some(path), noindex: !beginning.is_empty(), prev: newer, next: older, ..Page::default() };
    layout::page(chrome, &page, body)
}

fn line(chrome: &Chrome, p: &Listed) -> Markup {
    let person = Person { username: p.username.clone(), display_name: p.display_name.clone(), rank: Standing::from_word(&p.rank), official: p.role != "customer", imported: false, avatar: None };
    html! {
        div.who {
            (people::avatar(&chrome.brand, &person)) (people::name(chrome.lang, &person)) (people::role(chrome.lang, &chrome.brand, &person))
            span { (chrome.lang.listings_here_since(when::date(chrome.lang, &chrome.zone, p.created_at))) }
        }
    }
}

/// What stands on a profile besides what its member wrote.
pub struct Around<'a> {
    pub deeds: &'a Deeds,
    pub shelf: &'a [Shelf],
    pub thanks: &'a [Note],
    /// How the reader stands to them, if somebody is signed in.
    pub watched: Option<watch::State>,
}

pub fn profile(chrome: &Chrome, who: &Profile, around: &Around<'_>, written: &Written, first: bool) -> Markup {
    let lang = chrome.lang;
    let Around { deeds, shelf, thanks, watched } = *around;
    let path = paths::User { username: &who.username }.to_string();
    let person = Person { username: who.username.clone(), display_name: who.display_name.clone(), rank: Standing::from_word(&who.rank), official: who.role != "customer", imported: who.placeholder, avatar: who.avatar.clone() };
    let mine = chrome.me.as_ref().is_some_and(|me| me.username == who.username);
    let questions_path = paths::with_query(&path, &[("tab", "questions")]);
    let on_questions = matches!(written, Written::Questions(_));
    let tabs = [
        (lang.listings_answers().to_owned(), path.clone(), Some(lang.number(deeds.answers)), !on_questions),
        (lang.listings_questions().to_owned(), questions_path, Some(lang.number(deeds.questions)), on_questions),
    ];
    let pager = |newer: Option<&str>, older: Option<&str>| layout::section(lists::pager_named(lang.ui_pages(), newer.map(|h| (lang.listings_newer(), h)), older.map(|h| (lang.listings_older(), h))));
    let (newer, older) = match written {
        Written::Answers(s) => beside(s, &path, &[]),
        Written::Questions(s) => beside(s, &path, &[("tab", "questions")]),
    };
    let body = html! {
        (layout::section(html! {
            div.who { (people::avatar(&chrome.brand, &person)) div { h1 dir="auto" { (who.display_name) } p.meta { span { "@" (who.username) } (people::role(lang, &chrome.brand, &person)) } } }
            (people::benefits(lang, &chrome.brand, person.rank))
            @if let Some(me) = chrome.me.as_ref().filter(|_| !mine && !who.placeholder && who.role == "customer") {
                @if me.manager { p { a href=(paths::StaffMember { username: &who.username }) { (lang.ui_programme()) } } }
                @else if !me.staff && !matches!(person.rank, Standing::Ambassador) { p { a href=(paths::with_query(paths::AmbassadorsNominate, &[("username", &who.username)])) rel="nofollow" { (lang.ambassadors_nominate_them()) } } }
            }
            (watch::controls(chrome, paths::UserWatch { username: &who.username }, watched))
            @if mine { p { a.btn href=(paths::SettingsProfile) { (icon(Icon::Pencil)) (lang.listings_edit_profile()) } } }
            @if who.placeholder && !mine {
                (lists::banner(Tone::Info, html! {
                    p { (lang.listings_imported_person()) }
                    p { a href=(paths::UserClaim { username: &who.username }) rel="nofollow" { (lang.listings_this_is_me()) } }
                }))
            }
            @if !who.about.is_empty() { div.about { @for part in who.about.split("\n\n") { p dir="auto" { (part) } } } }
            dl.facts {
                @if who.role == "customer" { div { dt { (lang.listings_reputation()) } dd { a href=(paths::UserReputation { username: &who.username }) { (lang.number(who.reputation)) } } } }
                div { dt { (lang.listings_solutions_given()) } dd { (lang.number(deeds.accepted)) } }
                div { dt { (lang.listings_times_helped()) } dd { (lang.number(deeds.helped)) } }
                div { dt { (lang.listings_member_since()) } dd { (when::date(lang, &chrome.zone, who.created_at)) } }
            }
            @if !shelf.is_empty() {
                section.shelf aria-label=(lang.badges_title()) {
                    ul.chips role="list" { @for s in shelf.iter().take(SHELF) { li { (medal::chip(lang, s.badge, s.times)) } } }
                    p { a href=(paths::UserBadges { username: &who.username }) { (lang.badges_see_all()) } }
                }
            } @else if chrome.me.as_ref().is_some_and(|me| me.manager) && !who.placeholder && who.role == "customer" {
                p { a href=(paths::UserBadges { username: &who.username }) { (lang.badges_title()) } }
            }
            @if !thanks.is_empty() { (thanks_from_the_team(chrome, thanks, mine)) }
            @if !mine && !who.placeholder && who.role == "customer" && chrome.me.as_ref().is_some_and(|me| me.staff) {
                p { a.btn.quiet href=(paths::UserThank { username: &who.username }) rel="nofollow" { (icon(Icon::Award)) (lang.thanks_to(&who.display_name)) } }
            }
            (lists::tabs(lang.listings_written(), &tabs))
            @match written {
                Written::Answers(s) if s.rows.is_empty() => { (lists::empty(lang.listings_no_answers(), None)) }
                Written::Questions(s) if s.rows.is_empty() => { (lists::empty(lang.listings_no_questions(), None)) }
                _ => {}
            }
        }))
        @match written {
            Written::Answers(s) => { @for a in &s.rows { (answer(chrome, a)) } }
            Written::Questions(s) => (question_rows(chrome, s)),
        }
        (pager(newer.as_deref(), older.as_deref()))
    };
    let page = Page {
        title: &who.display_name,
        description: &lang.listings_profile_description(&who.display_name),
        canonical: first.then(|| path.clone()),
        // A page with nothing on it but what its owner says is what spammers want indexed.
        noindex: !first || deeds.answers + deeds.questions == 0,
        prev: newer,
        next: older,
        ..Page::default()
    };
    layout::page(chrome, &page, body)
}

/// What the team wrote to thank them; the member decides what others see.
fn thanks_from_the_team(chrome: &Chrome, thanks: &[Note], mine: bool) -> Markup {
    let lang = chrome.lang;
    html! {
        section.mt id="thanks" aria-labelledby="thanks-title" {
            h2 id="thanks-title" { (lang.thanks_title(&chrome.brand.team)) }
            @for n in thanks {
                blockquote.thanks {
                    p.pre dir="auto" { (n.body) }
                    div.meta {
                        span { (n.author) ", " (when::ago(chrome, n.created_at)) }
                        @if mine {
                            @if n.shown { span.st { (icon(Icon::Eye)) (lang.thanks_shown()) } }
                            form.inline method="post" action=(paths::Note { id: n.id }) {
                                (form::hidden("shown", if n.shown { "off" } else { "on" }))
                                button.linkish { (if n.shown { lang.thanks_hide() } else { lang.thanks_show() }) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn answer(chrome: &Chrome, a: &Answer) -> Markup {
    let lang = chrome.lang;
    let score = a.score.max(0);
    html! {
        article.card.sol[a.accepted] {
            div.b {
                h2 { a href=(paths::answer(a.question_id, &a.slug, a.id)) lang=(a.lang) dir="auto" { (a.title) } }
                div.meta {
                    span { (when::ago(chrome, a.created_at)) }
                    @if a.accepted { span.st { (icon(Icon::Check)) (lang.listings_accepted()) } }
                    @if a.verified { span.st { (icon(Icon::ShieldCheck)) (lang.listings_verified(&chrome.brand.team)) } }
                }
            }
            div.m { b { (lang.number(score)) } " " span { (lang.ui_helped_word(score)) } }
        }
    }
}
