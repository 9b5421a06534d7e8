//! The page of limits.

use maud::{Markup, html};

use crate::i18n::Lang;
use crate::rules::daily::{Act, Level, answers_here, links, mentions};
use crate::ui::chrome::Chrome;
use crate::ui::layout::{self, Page};
use crate::ui::lists::empty;
use crate::ui::{form, when};
use crate::web::paths;

/// A limit that was met.
pub struct Line {
    pub what: String,
    /// User and display name.
    pub who: Option<(String, String)>,
    pub n: i64,
    pub hour: i64,
    pub counted: bool,
}

/// What is counted, in words.
fn what(lang: Lang, word: &str) -> &'static str {
    match word {
        "question" => lang.limits_what_question(),
        "answer" => lang.limits_what_answer(),
        "comment" => lang.limits_what_comment(),
        "vote" => lang.limits_what_vote(),
        "vote_for" => lang.limits_what_vote_for(),
        "did_not_work" => lang.limits_what_did_not_work(),
        "flag" => lang.limits_what_flag(),
        "edit_own" => lang.limits_what_edit_own(),
        "edit_other" => lang.limits_what_edit_other(),
        "delete" => lang.limits_what_delete(),
        "delete_minute" => lang.limits_what_delete_minute(),
        "new_tag" => lang.limits_what_new_tag(),
        "invite" => lang.limits_what_invite(),
        "nominate" => lang.limits_what_nominate(),
        "escalate" => lang.limits_what_escalate(),
        "ask_details" => lang.limits_what_ask_details(),
        "private" => lang.limits_what_private(),
        "notices" => lang.limits_what_notices(),
        "pages" => lang.limits_what_pages(),
        "photos" => lang.limits_what_photos(),
        "member_pages" => lang.limits_what_member_pages(),
        "address_pages" => lang.limits_what_address_pages(),
        "crawlers" => lang.limits_what_crawlers(),
        "searches" => lang.limits_what_searches(),
        "feeds" => lang.limits_what_feeds(),
        "similar" => lang.limits_what_similar(),
        "asks" => lang.limits_what_asks(),
        "logins" => lang.limits_what_logins(),
        "codes" => lang.limits_what_codes(),
        "mails" => lang.limits_what_mails(),
        "signups" => lang.limits_what_signups(),
        "reports" => lang.limits_what_reports(),
        _ => lang.limits_what_other(),
    }
}

fn level(lang: Lang, level: Level) -> &'static str {
    match level {
        Level::FirstDay => lang.limits_level_first_day(),
        Level::New => lang.limits_level_new(),
        Level::Known => lang.ui_rank_member(),
        Level::Helper => lang.ui_rank_helper(),
        Level::Expert => lang.ui_rank_expert(),
        Level::Ambassador => lang.ui_rank_ambassador(),
        Level::Staff => lang.limits_level_staff(),
    }
}

fn number(lang: Lang, n: Option<i64>) -> String {
    n.map_or_else(|| "–".into(), |n| lang.number(n))
}

/// A day of one member, by how far they are trusted.
fn table(lang: Lang, times: i64) -> Markup {
    let row = |label: &str, of: &dyn Fn(Level) -> Option<i64>| html! { tr { th scope="row" { (label) } @for l in Level::ALL { td { (number(lang, of(l))) } } } };
    let count = |n: Option<usize>| n.and_then(|n| i64::try_from(n).ok());
    html! {
        div.scroll tabindex="0" role="region" aria-label=(lang.limits_table()) {
            table {
                thead { tr { th scope="col" { (lang.limits_act()) } @for l in Level::ALL { th scope="col" { (level(lang, l)) } } } }
                tbody {
                    @for act in Act::ALL { (row(what(lang, act.word()), &|l| act.quota(l).limit.map(|n| n.saturating_mul(times)))) }
                    (row(lang.limits_answers_here(), &|l| answers_here(l)))
                    (row(lang.limits_links(), &|l| count(links(l))))
                    (row(lang.limits_mentions(), &|l| count(mentions(l))))
                }
            }
        }
    }
}

pub fn page(c: &Chrome, lines: &[Line], settings: &[(&str, u32)], times: u32) -> Markup {
    let lang = c.lang;
    let body = html! {
        h1 { (lang.limits_title()) }
        p { (lang.limits_lead()) }
        h2 { (lang.limits_met()) }
        @if lines.is_empty() { (empty(lang.limits_met_none(), None)) } @else {
            ul.plain role="list" {
                @for l in lines {
                    li {
                        p {
                            @match &l.who {
                                Some((username, display)) => a href=(paths::User { username }) dir="auto" { (display) },
                                None => (lang.limits_nobody()),
                            }
                            " · " (what(lang, &l.what)) br; (lang.limits_times(l.n)) ", " (when::ago(c, l.hour))
                        }
                        @if let (Some((username, display)), true) = (&l.who, l.counted) {
                            @if c.me.as_ref().is_some_and(|me| me.username != *username) {
                                form.inline method="post" action=(paths::StaffLimitLift) {
                                    (form::hidden("username", username))
                                    (form::hidden("what", &l.what))
                                    button.btn.quiet { (lang.limits_lift()) span.vh { " " (display) ", " (what(lang, &l.what)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
        h2 { (lang.limits_table()) }
        (table(lang, times.into()))
        h2 { (lang.limits_settings()) }
        p { (lang.limits_settings_text()) }
        dl { @for (name, n) in settings { dt { code translate="no" { (name) } } dd { (lang.number(i64::from(*n))) } } }
    };
    layout::page(c, &Page { title: lang.limits_title(), noindex: true, ..Page::default() }, layout::section(body))
}
