//! Cases, and the evidence in one.

use std::collections::HashMap;

use entity::{AccountId, CaseId, CaseState};
use maud::{Markup, html};

use super::forms::{Raw, name};
use super::queries::{self, Fact, Finding, Member};
use crate::i18n::Lang;
use crate::rules::fair_play::{Kind, Pattern};
use crate::rules::numbers::FairPlay;
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Errors, Field};
use crate::ui::layout::{self, Page};
use crate::ui::lists::{self, empty};
use crate::ui::when;
use crate::web::paths;

/// Everything on a case's page.
pub struct Case {
    pub case: queries::Case,
    pub members: Vec<Member>,
    pub findings: Vec<Finding>,
    pub facts: Vec<Fact>,
    /// What was looked for.
    pub numbers: FairPlay,
}

fn state(lang: Lang, state: CaseState) -> &'static str {
    match state {
        CaseState::Open => lang.fair_open(),
        CaseState::Reversed => lang.fair_reversed(),
        CaseState::Dismissed => lang.fair_dismissed(),
        CaseState::Undone => lang.fair_undone(),
    }
}

fn called(lang: Lang, m: &Member) -> String {
    if m.deleted { lang.ui_former_member().to_owned() } else { m.display_name.clone() }
}

fn names(lang: Lang, members: &[Member]) -> String {
    members.iter().map(|m| called(lang, m)).collect::<Vec<_>>().join(", ")
}

pub fn list(c: &Chrome, cases: &[queries::Case], members: &HashMap<CaseId, Vec<Member>>) -> Markup {
    let lang = c.lang;
    let body = layout::section(html! {
        h1 { (lang.fair_title()) }
        p { (lang.fair_lead()) }
        @if cases.is_empty() { (empty(lang.fair_none(), None)) }
        ul.index role="list" {
            @for case in cases {
                li {
                    p {
                        a href=(paths::StaffCase { id: case.id }) dir="auto" { (members.get(&case.id).map(|m| names(lang, m)).unwrap_or_default()) }
                    }
                    p.meta { span { (state(lang, case.state)) } span { (lang.fair_facts(case.facts)) } span { (when::ago(c, case.decided_at.unwrap_or(case.updated_at))) } }
                }
            }
        }
    });
    layout::page(c, &Page { title: lang.fair_title(), noindex: true, ..Page::default() }, body)
}

fn who(c: &Case, lang: Lang, id: AccountId) -> String {
    c.members.iter().find(|m| m.id == id).map(|m| called(lang, m)).unwrap_or_default()
}

/// A pattern as a sentence.
fn seen(c: &Case, lang: Lang, f: &Finding) -> String {
    let about = who(c, lang, f.about_id);
    let with = f.accounts.split(',').filter_map(|id| id.parse().ok()).map(|id: i64| who(c, lang, AccountId(id))).collect::<Vec<_>>().join(", ");
    match Pattern::from_word(&f.pattern) {
        Some(Pattern::Few | Pattern::One) => lang.fair_seen_share(f.share, about, with, f.facts),
        Some(Pattern::Mutual) => lang.fair_seen_mutual(about, with, f.facts, c.numbers.mutual, c.numbers.mutual_days),
        Some(Pattern::Serial) => lang.fair_seen_serial(with, about, f.facts),
        Some(Pattern::SameAddress) => lang.fair_seen_address(with, about, f.facts),
        None => String::new(),
    }
}

fn said(lang: Lang, kind: &str) -> &'static str {
    match Kind::from_word(kind) {
        Some(Kind::Acceptance) => lang.fair_kind_acceptance(),
        Some(Kind::MeToo) => lang.fair_kind_me_too(),
        _ => lang.fair_kind_vote(),
    }
}

pub fn page(c: &Chrome, case: &Case, typed: Option<&Raw>, errors: &Errors) -> Markup {
    let lang = c.lang;
    let of = &case.case;
    let title = names(lang, &case.members);
    let open = of.state == CaseState::Open;
    let body = layout::section(html! {
        (lists::breadcrumb(lang, &[(lang.fair_title().to_owned(), paths::StaffCases.to_string())]))
        h1 dir="auto" { (title) }
        p.meta { span { (state(lang, of.state)) } span { (lang.fair_opened()) " " (when::ago(c, of.opened_at)) } }
        (decisions(c, of))
        h2 { (lang.fair_seen()) }
        ul { @for f in &case.findings { li { (seen(case, lang, f)) } } }
        h2 { (lang.fair_people()) }
        ul {
            @for m in &case.members {
                li {
                    @if m.deleted { (lang.ui_former_member()) } @else { a href=(paths::User { username: &m.username }) dir="auto" { (m.display_name) } }
                    ", " (lang.fair_since()) " " (when::ago(c, m.created_at)) ", " (lang.fair_points(m.reputation))
                }
            }
        }
        h2 { (lang.fair_evidence()) }
        (form::summary(lang, errors))
        @if open {
            form method="post" action=(paths::StaffCase { id: of.id }) novalidate {
                p { (lang.fair_choose_text()) }
                (evidence(c, case, typed, true))
                (Field::new("reason", lang.fair_reason()).hint(lang.fair_reason_hint()).value(typed.map_or("", |t| &t.reason)).maxlength(500).rows(3).error(errors).textarea(lang))
                p { (lang.fair_reverse_effect()) }
                div.bar {
                    button.btn.bad name="decision" value="reverse" { (lang.fair_reverse()) }
                    button.btn name="decision" value="dismiss" { (lang.fair_dismiss()) }
                }
            }
        } @else {
            (evidence(c, case, typed, false))
            @if of.undoable(c.now) {
                form method="post" action=(paths::StaffCase { id: of.id }) novalidate {
                    (Field::new("reason", lang.fair_reason()).hint(lang.fair_reason_hint()).value(typed.map_or("", |t| &t.reason)).maxlength(500).rows(3).error(errors).textarea(lang))
                    p { (lang.fair_undo_effect()) }
                    button.btn.bad name="decision" value="undo" { (lang.fair_undo()) }
                }
            }
        }
    });
    layout::page(c, &Page { title: &title, noindex: true, errors: !errors.is_empty(), ..Page::default() }, body)
}

/// What was decided, by whom, why.
fn decisions(c: &Chrome, of: &queries::Case) -> Markup {
    let lang = c.lang;
    html! {
        @if let (Some(at), Some(by)) = (of.decided_at, &of.decided_by) {
            dl {
                dt { (if of.state == CaseState::Dismissed { lang.fair_dismissed() } else { lang.fair_reversed() }) }
                dd { (by) ", " (when::ago(c, at)) ": " span dir="auto" { (of.reason.as_deref().unwrap_or_default()) } @if of.annulled > 0 { " (" (lang.fair_facts(of.annulled)) ")" } }
                @if let (Some(at), Some(by)) = (of.undone_at, &of.undone_by) {
                    dt { (lang.fair_undone()) }
                    dd { (by) ", " (when::ago(c, at)) ": " span dir="auto" { (of.undo_reason.as_deref().unwrap_or_default()) } }
                }
            }
        }
    }
}

/// Who gave whom what, when, worth how much; to be chosen from where that is still to be decided.
fn evidence(c: &Chrome, case: &Case, typed: Option<&Raw>, choose: bool) -> Markup {
    let lang = c.lang;
    let pairs: Vec<&[Fact]> = case.facts.chunk_by(|a, b| (a.giver_id, a.receiver_id) == (b.giver_id, b.receiver_id)).collect();
    let first = case.facts.first().map(|f| (f.kind.clone(), f.fact_id));
    html! {
        @for facts in pairs {
            @if let Some(one) = facts.first() {
                fieldset.evidence {
                    legend { strong dir="auto" { (who(case, lang, one.giver_id)) } " → " strong dir="auto" { (who(case, lang, one.receiver_id)) } ", " (lang.fair_facts(i64::try_from(facts.len()).unwrap_or(0))) }
                    ul.plain role="list" {
                        @for f in facts {
                            @let key = name(&f.kind, f.fact_id);
                            @let id = if first.as_ref() == Some(&(f.kind.clone(), f.fact_id)) { "f-fact".to_owned() } else { format!("f-{key}") };
                            li {
                                @if choose {
                                    div.check {
                                        input type="checkbox" id=(id) name="fact" value=(key) checked[typed.is_none_or(|t| t.fact.contains(&key))];
                                        label for=(id) { (fact(c, f)) }
                                    }
                                } @else { p { (fact(c, f)) @if f.annulled { " " strong { (lang.fair_annulled()) } } } }
                                a href=(if f.answer { paths::answer(f.question_id, &f.slug, f.post_id) } else { paths::Question { id: f.question_id, slug: &f.slug }.to_string() }) dir="auto" { (f.title) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn fact(c: &Chrome, f: &Fact) -> Markup {
    html! { (said(c.lang, &f.kind)) ", " (when::full(c.lang, &c.zone, f.at)) ", " (c.lang.fair_points(f.points)) }
}
