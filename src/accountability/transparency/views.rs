//! Figures in sentences and short tables.

use entity::FlagReason;
use maud::{Markup, html};

use super::queries::{Count, Figures};
use super::routes::{DAYS, LATELY};
use crate::i18n::Lang;
use crate::insights::figures::percent;
use crate::standing::reasons::Public;
use crate::ui::chrome::Chrome;
use crate::ui::layout::{self, Page};
use crate::ui::when;
use crate::web::paths;

fn reason(lang: Lang, word: &str) -> &'static str {
    match FlagReason::from_word(word) {
        Some(FlagReason::Spam) => lang.flags_spam(),
        Some(FlagReason::Abuse) => lang.flags_abuse(),
        Some(FlagReason::Privacy) => lang.flags_privacy(),
        Some(FlagReason::Danger) => lang.flags_danger(),
        Some(FlagReason::Legal) => lang.flags_legal(),
        Some(FlagReason::Disrespect) => lang.flags_disrespect(),
        Some(FlagReason::Other) => lang.flags_other(),
        None => Public::from_word(word).map_or_else(|| lang.flags_other(), |p| p.label(lang)),
    }
}

fn act(lang: Lang, word: &str) -> &'static str {
    match word {
        "hide" => lang.transparency_hidden(),
        "remove" => lang.transparency_removed(),
        "edit_out" => lang.transparency_edited(),
        "warn" => lang.transparency_warned(),
        "silence" => lang.transparency_silenced(),
        "suspend" => lang.transparency_suspended(),
        "rank" => lang.transparency_rank(),
        "solved" => lang.transparency_solved(),
        "refused" => lang.transparency_refused(),
        "private" => lang.transparency_private(),
        "answered" => lang.transparency_answered_first(),
        _ => lang.transparency_declined(),
    }
}

pub fn page(c: &Chrome, f: &Figures) -> Markup {
    let lang = c.lang;
    let n = |n: i64| lang.number(n);
    let body = layout::section(html! {
        h1 { (lang.transparency_title()) }
        p { (lang.transparency_lead(DAYS, when::date(lang, &c.zone, f.from))) }

        h2 { (lang.transparency_answers()) }
        dl.counts {
            (pair(lang.transparency_asked(LATELY), &n(f.asked), "asked"))
            (pair(lang.transparency_answered(), &match percent(f.answered, f.asked) { Some(p) => format!("{} ({p}\u{a0}%)", n(f.answered)), None => n(f.answered) }, "answered"))
            (pair(lang.transparency_first().to_owned(), &f.first.median.map_or_else(|| "–".to_owned(), |m| when::lasting(lang, m)), "first"))
        }
        p.hint { (lang.transparency_hours()) }

        h2 { (lang.transparency_escalations()) }
        dl.counts {
            (pair(lang.transparency_opened().to_owned(), &n(f.escalated), "escalated"))
            @for o in &f.outcomes { (pair(act(lang, &o.word).to_owned(), &n(o.n), &format!("outcome-{}", o.word))) }
        }

        h2 { (lang.transparency_promises()) }
        dl.counts {
            (pair(lang.transparency_promised().to_owned(), &n(f.promises.made), "promised"))
            (pair(lang.transparency_kept().to_owned(), &n(f.promises.kept), "kept"))
            (pair(lang.transparency_missed().to_owned(), &n(f.promises.missed), "missed"))
        }

        h2 { (lang.transparency_moderation()) }
        (table(lang, lang.transparency_texts(), &f.texts))
        (table(lang, lang.transparency_members(), &f.members))

        h2 { (lang.transparency_appeals()) }
        dl.counts {
            (pair(lang.transparency_appealed().to_owned(), &n(f.appeals.made), "appealed"))
            (pair(lang.transparency_overturned().to_owned(), &n(f.appeals.overturned), "overturned"))
            (pair(lang.transparency_upheld().to_owned(), &n(f.appeals.upheld), "upheld"))
            (pair(lang.transparency_undecided().to_owned(), &n(f.appeals.waiting), "undecided"))
            @if f.appeals.alone > 0 { (pair(lang.transparency_alone().to_owned(), &n(f.appeals.alone), "alone")) }
        }

        h2 { (lang.transparency_reports()) }
        dl.counts {
            (pair(lang.transparency_flags().to_owned(), &n(f.reports.flags), "flags"))
            (pair(lang.transparency_flags_upheld().to_owned(), &n(f.reports.flags_upheld), "flags-upheld"))
            (pair(lang.transparency_notices().to_owned(), &n(f.reports.notices), "notices"))
            (pair(lang.transparency_notices_upheld().to_owned(), &n(f.reports.notices_upheld), "notices-upheld"))
        }
        p { (lang.transparency_rules()) " " a href=(paths::Terms) { (lang.ui_terms()) } }
    });
    let what = Page { title: lang.transparency_title(), description: lang.transparency_description(), canonical: Some(paths::Transparency.to_string()), ..Page::default() };
    layout::page(c, &what, body)
}

fn pair(name: impl AsRef<str>, value: &str, key: &str) -> Markup {
    html! { div { dt { (name.as_ref()) } dd data-count=(key) { (value) } } }
}

fn table(lang: Lang, title: &str, rows: &[Count]) -> Markup {
    html! {
        h3 { (title) }
        @if rows.is_empty() { p { (lang.transparency_none()) } } @else {
            table.figures {
                thead { tr { th scope="col" { (lang.transparency_what()) } th scope="col" { (lang.transparency_why()) } th scope="col" { (lang.transparency_number()) } th scope="col" { (lang.transparency_reversed()) } } }
                tbody {
                    @for r in rows {
                        tr { th scope="row" { (act(lang, &r.word)) } td { (reason(lang, &r.reason)) } td data-count={ (r.word) "-" (r.reason) } { (lang.number(r.n)) } td { (lang.number(r.reversed)) } }
                    }
                }
            }
        }
    }
}
