//! Lists and pages of briefings, before and after their minute.

use entity::AccountId;
use maud::{Markup, PreEscaped, html};

use super::super::forms::RawRemark;
use super::super::queries::{Briefing, Line, Remark};
use super::category;
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout;
use crate::ui::lists::{Tone, banner, empty};
use crate::ui::people::{self, Person, Standing};
use crate::ui::{Icon, icon, post, when};
use crate::web::paths;

fn older(lang: crate::i18n::Lang, path: &str, lines: &[Line], more: bool) -> Markup {
    html! {
        @if let Some(last) = lines.last().filter(|_| more) {
            p { a.btn rel="next" href=(paths::with_query(path, &[("before", &format!("{}.{}", last.public_at, last.id))])) { (lang.ui_older()) } }
        }
    }
}

fn line(c: &Chrome, b: &Line, inside: bool) -> Markup {
    let lang = c.lang;
    let public = b.is_public(c.now);
    let to = if inside { paths::AmbassadorBriefing { id: b.id }.to_string() } else { paths::Briefing { id: b.id }.to_string() };
    html! {
        article.card {
            div.b {
                h2 { a href=(to) lang=(b.lang) dir="auto" { (b.title) } }
                @if public || b.read_at.is_some() { p lang=(b.lang) dir="auto" { (b.excerpt) } }
                div.meta {
                    @if public { span { (lang.briefings_public_since()) " " (when::ago(c, b.public_at)) } }
                    @else { span.st { (icon(Icon::Lock)) (lang.briefings_until(when::full(lang, &c.zone, b.public_at))) } }
                    @if let Some(name) = category(lang, b.category_en.as_ref(), b.category_fr.as_ref()) { span { (name) } }
                    @if b.remarks > 0 { span { (lang.briefings_remarks(b.remarks)) } }
                    @if inside && !public && b.read_at.is_none() { span.st { (icon(Icon::Bell)) (lang.briefings_new()) } }
                }
            }
            div.m {}
        }
    }
}

/// For ambassadors and the team.
pub fn list(c: &Chrome, lines: &[Line], more: bool) -> Markup {
    let lang = c.lang;
    let body = html! {
        (layout::section(html! {
            h1 { (lang.briefings_title()) }
            p { (lang.briefings_text(&c.brand.team)) }
            @if lines.is_empty() { (empty(lang.briefings_none(), None)) }
        }))
        @for b in lines { (line(c, b, true)) }
        (layout::section(older(lang, &paths::AmbassadorBriefings.to_string(), lines, more)))
    };
    layout::page(c, &layout::Page { title: lang.briefings_title(), noindex: true, ..layout::Page::default() }, body)
}

/// For everyone.
pub fn public_list(c: &Chrome, lines: &[Line], more: bool, first: bool) -> Markup {
    let lang = c.lang;
    let body = html! {
        (layout::section(html! {
            h1 { (lang.briefings_title()) }
            p { (lang.briefings_public_text(&c.brand.team)) }
            p.meta { a href=(paths::FeedBriefings) { (icon(Icon::Rss)) " " (lang.listings_feed()) } }
            @if lines.is_empty() { (empty(lang.briefings_none_public(), None)) }
        }))
        @for b in lines { (line(c, b, false)) }
        (layout::section(older(lang, &paths::Briefings.to_string(), lines, more)))
    };
    let page = layout::Page {
        title: lang.briefings_title(),
        description: lang.briefings_title(),
        canonical: first.then(|| paths::Briefings.to_string()),
        noindex: !first || lines.is_empty(),
        feeds: vec![(lang.briefings_title(), paths::FeedBriefings.to_string())],
        ..layout::Page::default()
    };
    layout::page(c, &page, body)
}

/// "Embargo until …": in the text itself, so that a copy carries it.
fn embargo(c: &Chrome, b: &Briefing) -> Markup {
    html! { p.embargo { strong { (c.lang.briefings_until(when::full(c.lang, &c.zone, b.public_at))) } " " (c.lang.briefings_keep()) } }
}

/// Before it is opened: the promise comes first.
pub fn closed(c: &Chrome, b: &Briefing) -> Markup {
    let lang = c.lang;
    let body = layout::section(html! {
        p { a href=(paths::AmbassadorBriefings) { (lang.briefings_title()) } }
        h1 lang=(b.lang) dir="auto" { (b.title) }
        (banner(Tone::Warn, html! { (embargo(c, b)) p { (lang.briefings_receipt(&c.brand.team)) } }))
        form.mt method="post" action=(paths::BriefingOpen { id: b.id }) { (form::submit(lang.briefings_open())) }
    });
    layout::page(c, &layout::Page { title: &b.title, noindex: true, quiet: true, ..layout::Page::default() }, body)
}

/// What the page of one is made of.
pub struct Page<'a> {
    pub briefing: &'a Briefing,
    pub remarks: &'a [Remark],
    pub me: Option<AccountId>,
    pub typed: &'a RawRemark,
    pub errors: &'a Errors,
    /// On the page of ambassadors and the team, where one asks.
    pub inside: bool,
}

pub fn page(c: &Chrome, p: &Page<'_>) -> Markup {
    let (lang, b) = (c.lang, p.briefing);
    let public = b.is_public(c.now);
    let up = if p.inside { paths::AmbassadorBriefings.to_string() } else { paths::Briefings.to_string() };
    let body = html! {
        (layout::section(html! {
            (form::summary(lang, p.errors))
            p { a href=(up) { (lang.briefings_title()) } }
            h1 lang=(b.lang) dir="auto" { (b.title) }
            p.meta {
                @if public { span { (lang.briefings_public_since()) " " (when::ago(c, b.public_at)) } }
                @if public && b.text_at > b.public_at { span { (lang.briefings_changed()) " " (when::ago(c, b.text_at)) } }
                @if let Some(name) = category(lang, b.category_en.as_ref(), b.category_fr.as_ref()) { span { (name) } }
                @if p.inside && public { a href=(paths::Briefing { id: b.id }) { (lang.briefings_see_public()) } }
                @if p.inside && c.me.as_ref().is_some_and(|me| me.staff) { a href=(paths::StaffBriefing { id: b.id }) { (lang.briefings_edit()) } }
            }
            div.briefing {
                @if !public { (embargo(c, b)) }
                (post::prose(&b.lang, &b.html))
                @if !public { (embargo(c, b)) }
            }
        }))
        (layout::section(html! {
            @if p.inside || !p.remarks.is_empty() { h2 { (lang.briefings_questions()) } }
            @if p.inside && !public { p.hint { (lang.briefings_questions_text()) } }
            @for q in p.remarks.iter().filter(|r| r.parent_id.is_none()) { (remark(c, p, q)) }
            @if p.inside {
                @let mine = p.typed.parent.is_empty();
                form.mt method="post" action=(paths::BriefingRemarks { id: b.id }) novalidate {
                    (Field::new("body", lang.briefings_ask()).value(if mine { &p.typed.body } else { "" }).error(p.errors).maxlength(1_000).rows(4).textarea(lang))
                    (form::submit(lang.briefings_send()))
                }
            }
        }))
    };
    let page = layout::Page {
        title: &b.title,
        description: if public { &b.excerpt } else { "" },
        canonical: (public && !p.inside).then(|| paths::Briefing { id: b.id }.to_string()),
        noindex: !public || p.inside,
        errors: !p.errors.is_empty(),
        quiet: p.inside,
        ..layout::Page::default()
    };
    layout::page(c, &page, body)
}

fn remark(c: &Chrome, p: &Page<'_>, q: &Remark) -> Markup {
    let lang = c.lang;
    let staff = p.inside && c.me.as_ref().is_some_and(|me| me.staff);
    let field = format!("answer-{}", q.id);
    html! {
        div.cmt id={ "remark-" (q.id) } {
            (said(c, p, q))
            @for a in p.remarks.iter().filter(|r| r.parent_id == Some(q.id)) { div.spoken id={ "remark-" (a.id) } { (said(c, p, a)) } }
            @if staff {
                details.acts {
                    summary.btn.quiet { (icon(Icon::MessageSquare)) (lang.briefings_answer()) }
                    form.panel method="post" action=(paths::BriefingRemarks { id: p.briefing.id }) {
                        (form::hidden("parent", q.id))
                        div.f { label for=(field) { (lang.briefings_your_answer()) } textarea id=(field) name="body" rows="3" dir="auto" required maxlength="1000" {} }
                        button.btn { (lang.briefings_answer_send()) }
                    }
                }
            }
        }
    }
}

fn said(c: &Chrome, p: &Page<'_>, r: &Remark) -> Markup {
    let lang = c.lang;
    let who = Person {
        username: if r.former { String::new() } else { r.username.clone() },
        display_name: r.display_name.clone(),
        rank: if r.former { Standing::Member } else { Standing::from_word(&r.rank) },
        official: r.official,
        imported: false,
        avatar: None,
    };
    let staff = c.me.as_ref().is_some_and(|me| me.staff);
    html! {
        div.prose dir="auto" { (PreEscaped(&r.html)) }
        div.meta {
            (people::name(lang, &who)) (people::role(lang, &c.brand, &who)) (when::ago(c, r.at))
            @if p.inside && (staff || p.me == Some(r.author_id)) {
                form.inline method="post" action=(paths::BriefingRemarkRemove { id: r.id }) { button.linkish { (lang.thread_delete()) } }
            }
        }
    }
}
