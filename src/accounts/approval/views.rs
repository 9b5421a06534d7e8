//! The page of accounts that wait.

use maud::{Markup, html};

use super::queries::Waiting;
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout::{self, Page};
use crate::ui::lists::{self, empty};
use crate::ui::when;
use crate::web::paths;

fn press(name: &str, value: &str, decision: &str, label: &str, of: &str, class: &str) -> Markup {
    html! {
        form.inline method="post" action=(paths::StaffSignups) {
            (form::hidden(name, value))
            (form::hidden("decision", decision))
            button class={ "btn " (class) } { (label) span.vh { " " (of) } }
        }
    }
}

/// `ranges`: the places left out, for who may change them.
pub fn page(c: &Chrome, waiting: &[Waiting], ranges: Option<&str>, errors: &Errors) -> Markup {
    let lang = c.lang;
    let places: Vec<&[Waiting]> = waiting.chunk_by(|a, b| a.mark == b.mark).collect();
    let body = layout::section(html! {
        (lists::breadcrumb(lang, &[(lang.moderation_title().to_owned(), paths::StaffModeration.to_string())]))
        (form::summary(lang, errors))
        h1 { (lang.approval_title()) }
        p { (lang.approval_lead()) }
        @if places.is_empty() { (empty(lang.approval_none(), None)) }
        @for (n, place) in (1_i64..).zip(&places) {
            @let name = lang.approval_place(n);
            @let mark = place.first().map(|w| w.mark.as_str()).unwrap_or_default();
            h2 { (name) }
            p {
                (lang.approval_count(i64::try_from(place.len()).unwrap_or(0))) " "
                (press("place", mark, "approve", lang.approval_all(), &name, ""))
                (press("place", mark, "refuse", lang.approval_none_of(), &name, "bad"))
            }
            ul.plain role="list" {
                @for w in *place {
                    @let id = w.account_id.to_string();
                    li {
                        p { span dir="auto" { (w.display_name) } " (" (w.username) "), " (when::ago(c, w.since)) }
                        (press("account", &id, "approve", lang.approval_let_in(), &w.username, ""))
                        (press("account", &id, "refuse", lang.approval_turn_away(), &w.username, "quiet"))
                    }
                }
            }
        }
        @if let Some(ranges) = ranges {
            h2 { (lang.approval_ranges_title()) }
            p { (lang.approval_ranges_text()) }
            form method="post" action=(paths::StaffSignupRanges) novalidate {
                (Field::new("ranges", lang.approval_ranges()).hint(lang.approval_ranges_hint()).value(ranges).rows(4).optional().error(errors).textarea(lang))
                (form::submit(lang.common_save()))
            }
        }
    });
    layout::page(c, &Page { title: lang.approval_title(), noindex: true, quiet: true, errors: !errors.is_empty(), ..Page::default() }, body)
}
