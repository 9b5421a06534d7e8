//! Reporting content without an account, and what became of it.

use entity::FlagReason;
use maud::{Markup, html};

use super::super::appeals::Appeal;
use super::super::forms::Notice as Raw;
use super::super::notices::Notice;
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout::{self, Page};
use crate::ui::{reasons, when};
use crate::web::paths;

pub fn form(c: &Chrome, raw: &Raw, errors: &Errors) -> Markup {
    let lang = c.lang;
    let options: Vec<(&str, &str, &str)> = FlagReason::ALL.iter().map(|r| (r.word(), reasons::label(lang, *r), "")).collect();
    let body = layout::section(html! {
        (form::summary(lang, errors))
        h1 { (lang.notice_title()) }
        p { (lang.notice_lead()) }
        form method="post" action=(paths::Notice) novalidate {
            (Field::new("url", lang.notice_url()).hint(lang.notice_url_hint()).value(&raw.url).inputmode("url").maxlength(2000).required().error(errors).text(lang))
            (Field::new("reason", lang.notice_reason()).value(&raw.reason).error(errors).radios(lang, &options))
            (Field::new("explanation", lang.notice_explanation()).hint(lang.notice_explanation_hint()).value(&raw.explanation).required().error(errors).textarea(lang))
            (Field::new("name", lang.notice_name()).value(&raw.name).autocomplete("name").maxlength(60).required().error(errors).text(lang))
            (Field::new("email", lang.notice_email()).hint(lang.notice_email_hint()).value(&raw.email).autocomplete("email").required().error(errors).email(lang))
            @if let Some(wrong) = errors.of("good_faith") { p.emsg { (wrong) } }
            (form::checkbox("good_faith", lang.notice_good_faith(), raw.good_faith == "1"))
            (form::submit(lang.notice_send()))
        }
    });
    layout::page(c, &Page { title: lang.notice_title(), noindex: true, quiet: true, errors: !errors.is_empty(), ..Page::default() }, body)
}

pub fn page(c: &Chrome, n: &Notice, appeal: Option<&Appeal>, open: bool, typed: &str, errors: &Errors) -> Markup {
    let lang = c.lang;
    let title = if n.decided_at.is_none() { lang.notice_sent() } else { lang.notice_title() };
    let body = layout::section(html! {
        (form::summary(lang, errors))
        h1 { (title) }
        dl.sums {
            dt { (lang.notice_reference()) } dd { (n.reference) }
            dt { (lang.notice_of()) } dd dir="auto" { (n.url) }
            dt { (lang.notice_reason()) } dd { (reasons::label(lang, n.reason)) }
        }
        @match n.upheld {
            None => p { (lang.notice_waiting()) },
            Some(upheld) => {
                p { strong { (if upheld { lang.notice_upheld() } else { lang.notice_refused() }) } }
                p dir="auto" { (n.answer) }
            }
        }
        @match appeal {
            Some(a) => {
                @match a.overturned {
                    None => p { (lang.notice_contested(when::date(lang, &c.zone, a.due_at))) },
                    Some(true) => { p { strong { (lang.notice_contest_overturned()) } } p dir="auto" { (a.answer) } }
                    Some(false) => { p { strong { (lang.notice_contest_upheld()) } } p dir="auto" { (a.answer) } }
                }
                @if a.no_second { p { (lang.moderation_appeal_alone()) } }
            }
            None if open => {
                h2 { (lang.notice_contest()) }
                form method="post" action=(paths::NoticeContest { token: &n.reference }) novalidate {
                    (Field::new("words", lang.notice_contest_words()).value(typed).maxlength(500).rows(4).error(errors).textarea(lang))
                    (form::submit(lang.notice_contest_send()))
                }
            }
            None => {}
        }
    });
    layout::page(c, &Page { title, noindex: true, quiet: true, errors: !errors.is_empty(), ..Page::default() }, body)
}
