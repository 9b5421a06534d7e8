//! Signals with their lists.

use maud::{Markup, html};

use super::queries::{Line, Signal};
use crate::i18n::Lang;
use crate::ui::chrome::Chrome;
use crate::ui::form;
use crate::ui::layout::{self, Page};
use crate::ui::lists::{breadcrumb, empty};
use crate::ui::when;
use crate::web::paths;

/// Per day, from thousandths, with one decimal.
fn mean(lang: Lang, permille: i64) -> String {
    let tenths = (permille + 50) / 100;
    let point = if lang == Lang::Fr { ',' } else { '.' };
    format!("{}{point}{}", tenths / 10, tenths % 10)
}

pub fn page(c: &Chrome, open: &[Signal], past: &[Signal], threads: &[Line]) -> Markup {
    let lang = c.lang;
    let body = layout::section(html! {
        (breadcrumb(lang, &[(lang.insights_title().to_owned(), paths::StaffInsights.to_string())]))
        h1 { (lang.signals_title()) }
        p { (lang.signals_lead()) }
        @if open.is_empty() { (empty(lang.signals_none(), None)) }
        @for s in open {
            @let lines: Vec<&Line> = threads.iter().filter(|t| t.signal_id == s.id).collect();
            section.signal {
                h2 dir="auto" { @if s.word.is_empty() { (lines.first().map(|l| l.title.clone()).unwrap_or_default()) } @else { mark { (s.shown) } } }
                p { @if s.word.is_empty() { (lang.signals_people(lines.first().map_or(0, |l| l.me_too_count))) } @else { (lang.signals_word(i64::try_from(lines.len()).unwrap_or(0), mean(lang, s.mean_permille))) } }
                p.meta { span { (lang.signals_since()) " " (when::ago(c, s.began_at)) } span { (lang.signals_seen()) " " (when::ago(c, s.seen_at)) } }
                ul.plain role="list" { @for l in &lines { (line(c, l)) } }
                (form::post_button(paths::StaffSignalEnd { id: s.id }, lang.signals_end(), ""))
            }
        }
        @if !past.is_empty() {
            h2 { (lang.signals_past()) }
            ul.plain role="list" {
                @for s in past { li { p { @if s.word.is_empty() { (lang.signals_one_question()) } @else { span dir="auto" { (s.shown) } } } p.meta { span { (lang.signals_threads(s.threads)) } span { (lang.signals_since()) " " (when::ago(c, s.began_at)) } } } }
            }
        }
    });
    layout::page(c, &Page { title: lang.signals_title(), noindex: true, quiet: true, ..Page::default() }, body)
}

fn line(c: &Chrome, l: &Line) -> Markup {
    let lang = c.lang;
    html! {
        li {
            p { a href=(paths::Question { id: l.id, slug: &l.slug }) lang=(l.lang) dir="auto" { (l.title) } }
            p.meta { span { (when::ago(c, l.created_at)) } span { (lang.signals_me_too(l.me_too_count)) } span { (lang.number(l.answer_count)) " " (lang.ui_answers_word(l.answer_count)) } }
        }
    }
}
