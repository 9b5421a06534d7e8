//! Medals: a badge as a drawing. The outline says how rare it is (round, six-sided, toothed), the sign inside which one it
//! is (Lucide, ISC; its licence is in `static/lucide-license.txt`). Always beside its name, so hidden from assistive
//! technology.

use maud::{Markup, PreEscaped, html};

use crate::i18n::Lang;
use crate::rules::badges::{Badge, Level};
use crate::web::paths;

/// The medal, of a little more than two lines' height.
pub fn medal(badge: Badge) -> Markup {
    html! {
        svg class={ "medal " (class(badge.level())) } aria-hidden="true" viewBox="0 0 48 48" {
            (PreEscaped(outline(badge.level())))
            g transform="translate(13.2 13.2) scale(.9)" { (PreEscaped(sign(badge))) }
        }
    }
}

/// A link to the badge: its medal, its name, and how often it is held where that is more than once.
pub fn chip(lang: Lang, badge: Badge, times: i64) -> Markup {
    html! {
        a.badge href=(paths::Badge { word: badge.word() }) {
            (medal(badge)) span { (name(lang, badge)) @if times > 1 { " × " (lang.number(times)) } span.vh { ", " (level(lang, badge.level())) } }
        }
    }
}

/// How rare, in a word.
pub fn level(lang: Lang, level: Level) -> &'static str {
    match level {
        Level::Bronze => lang.badges_bronze(),
        Level::Silver => lang.badges_silver(),
        Level::Gold => lang.badges_gold(),
    }
}

fn class(level: Level) -> &'static str {
    match level {
        Level::Bronze => "bronze",
        Level::Silver => "silver",
        Level::Gold => "golden",
    }
}

fn outline(level: Level) -> &'static str {
    match level {
        Level::Bronze => r#"<circle cx="24" cy="24" r="21.5"/>"#,
        Level::Silver => r#"<path d="M24 2.5 42.6 13.2V34.8L24 45.5 5.4 34.8V13.2z"/><path d="M24 6.5 39.2 15.2V32.8L24 41.5 8.8 32.8V15.2z"/>"#,
        Level::Gold => {
            r#"<path d="M24.0 1.5L29.0 5.5L35.2 4.5L37.6 10.4L43.5 12.8L42.5 19.0L46.5 24.0L42.5 29.0L43.5 35.2L37.6 37.6L35.2 43.5L29.0 42.5L24.0 46.5L19.0 42.5L12.8 43.5L10.4 37.6L4.5 35.3L5.5 29.0L1.5 24.0L5.5 19.0L4.5 12.7L10.4 10.4L12.7 4.5L19.0 5.5z"/>"#
        }
    }
}

/// What it is called.
pub fn name(lang: Lang, badge: Badge) -> &'static str {
    match badge {
        Badge::FirstQuestion => lang.badge_first_question_name(),
        Badge::FirstAnswer => lang.badge_first_answer_name(),
        Badge::FirstHelped => lang.badge_first_thanks_name(),
        Badge::FirstSolution => lang.badge_first_solution_name(),
        Badge::FirstEdit => lang.badge_first_edit_name(),
        Badge::FirstReport => lang.badge_first_report_name(),
        Badge::Helped10 => lang.badge_useful_name(),
        Badge::Helped50 => lang.badge_very_useful_name(),
        Badge::Helped100 => lang.badge_reference_name(),
        Badge::Solved10 => lang.badge_solver_name(),
        Badge::Solved50 => lang.badge_problem_solver_name(),
        Badge::Solved150 => lang.badge_pillar_name(),
        Badge::Rescue => lang.badge_rescue_name(),
        Badge::SecondOpinion => lang.badge_second_opinion_name(),
        Badge::Days7 => lang.badge_regular_name(),
        Badge::Days30 => lang.badge_assiduous_name(),
        Badge::Days100 => lang.badge_tireless_name(),
        Badge::Weeks8 => lang.badge_constant_name(),
        Badge::Tag10 => lang.badge_specialist_name(),
        Badge::Category25 => lang.badge_product_expert_name(),
        Badge::Bilingual => lang.badge_bilingual_name(),
        Badge::Teacher => lang.badge_teacher_name(),
        Badge::Edits10 => lang.badge_proofreader_name(),
        Badge::Edits50 => lang.badge_editor_name(),
        Badge::SharedProblem => lang.badge_shared_problem_name(),
        Badge::Loop5 => lang.badge_closes_the_loop_name(),
        Badge::Year => lang.badge_year_of_help_name(),
        Badge::AmbassadorOfTheYear => lang.badge_ambassador_of_the_year_name(),
    }
}

/// What it takes; said of someone who holds it, why they do.
pub fn takes(lang: Lang, badge: Badge) -> &'static str {
    match badge {
        Badge::FirstQuestion => lang.badge_first_question_takes(),
        Badge::FirstAnswer => lang.badge_first_answer_takes(),
        Badge::FirstHelped => lang.badge_first_thanks_takes(),
        Badge::FirstSolution => lang.badge_first_solution_takes(),
        Badge::FirstEdit => lang.badge_first_edit_takes(),
        Badge::FirstReport => lang.badge_first_report_takes(),
        Badge::Helped10 => lang.badge_useful_takes(),
        Badge::Helped50 => lang.badge_very_useful_takes(),
        Badge::Helped100 => lang.badge_reference_takes(),
        Badge::Solved10 => lang.badge_solver_takes(),
        Badge::Solved50 => lang.badge_problem_solver_takes(),
        Badge::Solved150 => lang.badge_pillar_takes(),
        Badge::Rescue => lang.badge_rescue_takes(),
        Badge::SecondOpinion => lang.badge_second_opinion_takes(),
        Badge::Days7 => lang.badge_regular_takes(),
        Badge::Days30 => lang.badge_assiduous_takes(),
        Badge::Days100 => lang.badge_tireless_takes(),
        Badge::Weeks8 => lang.badge_constant_takes(),
        Badge::Tag10 => lang.badge_specialist_takes(),
        Badge::Category25 => lang.badge_product_expert_takes(),
        Badge::Bilingual => lang.badge_bilingual_takes(),
        Badge::Teacher => lang.badge_teacher_takes(),
        Badge::Edits10 => lang.badge_proofreader_takes(),
        Badge::Edits50 => lang.badge_editor_takes(),
        Badge::SharedProblem => lang.badge_shared_problem_takes(),
        Badge::Loop5 => lang.badge_closes_the_loop_takes(),
        Badge::Year => lang.badge_year_of_help_takes(),
        Badge::AmbassadorOfTheYear => lang.badge_ambassador_of_the_year_takes(),
    }
}

fn sign(badge: Badge) -> &'static str {
    match badge {
        Badge::FirstQuestion => r#"<circle cx="12" cy="12" r="10"/><path d="M9.09 9a3 3 0 0 1 5.83 1c0 2-3 3-3 3"/><path d="M12 17h.01"/>"#,
        Badge::FirstAnswer => r#"<path d="M2.992 16.342a2 2 0 0 1 .094 1.167l-1.065 3.29a1 1 0 0 0 1.236 1.168l3.413-.998a2 2 0 0 1 1.099.092 10 10 0 1 0-4.777-4.719"/>"#,
        Badge::FirstHelped => r#"<path d="M2 9.5a5.5 5.5 0 0 1 9.591-3.676.56.56 0 0 0 .818 0A5.49 5.49 0 0 1 22 9.5c0 2.29-1.5 4-3 5.5l-5.492 5.313a2 2 0 0 1-3 .019L5 15c-1.5-1.5-3-3.2-3-5.5"/>"#,
        Badge::FirstSolution => r#"<path d="M20 6 9 17l-5-5"/>"#,
        Badge::FirstEdit => r#"<path d="M21.174 6.812a1 1 0 0 0-3.986-3.987L3.842 16.174a2 2 0 0 0-.5.83l-1.321 4.352a.5.5 0 0 0 .623.622l4.353-1.32a2 2 0 0 0 .83-.497z"/><path d="m15 5 4 4"/>"#,
        Badge::FirstReport => r#"<path d="M4 22V4a1 1 0 0 1 .4-.8A6 6 0 0 1 8 2c3 0 5 2 7.333 2q2 0 3.067-.8A1 1 0 0 1 20 4v10a1 1 0 0 1-.4.8A6 6 0 0 1 16 16c-3 0-5-2-8-2a6 6 0 0 0-4 1.528"/>"#,
        Badge::Helped10 => r#"<path d="M15 5.88 14 10h5.83a2 2 0 0 1 1.92 2.56l-2.33 8A2 2 0 0 1 17.5 22H4a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2h2.76a2 2 0 0 0 1.79-1.11L12 2a3.13 3.13 0 0 1 3 3.88Z"/><path d="M7 10v12"/>"#,
        Badge::Helped50 => r#"<path d="M11.525 2.295a.53.53 0 0 1 .95 0l2.31 4.679a2.123 2.123 0 0 0 1.595 1.16l5.166.756a.53.53 0 0 1 .294.904l-3.736 3.638a2.123 2.123 0 0 0-.611 1.878l.882 5.14a.53.53 0 0 1-.771.56l-4.618-2.428a2.122 2.122 0 0 0-1.973 0L6.396 21.01a.53.53 0 0 1-.77-.56l.881-5.139a2.122 2.122 0 0 0-.611-1.879L2.16 9.795a.53.53 0 0 1 .294-.906l5.165-.755a2.122 2.122 0 0 0 1.597-1.16z"/>"#,
        Badge::Helped100 => r#"<path d="M12 5v16"/><path d="M20.001 19A2 2 0 0022 17V5a2 2 0 00-1.999-2L16 3.002A5 5 0 0012 5a5 5 0 00-4-2H4a2 2 0 00-2 2v12a2 2 0 001.999 2H8a5 5 0 014 2 5 5 0 014-2z"/>"#,
        Badge::Solved10 => r#"<path d="M15.39 4.39a1 1 0 0 0 1.68-.474 2.5 2.5 0 1 1 3.014 3.015 1 1 0 0 0-.474 1.68l1.683 1.682a2.414 2.414 0 0 1 0 3.414L19.61 15.39a1 1 0 0 1-1.68-.474 2.5 2.5 0 1 0-3.014 3.015 1 1 0 0 1 .474 1.68l-1.683 1.682a2.414 2.414 0 0 1-3.414 0L8.61 19.61a1 1 0 0 0-1.68.474 2.5 2.5 0 1 1-3.014-3.015 1 1 0 0 0 .474-1.68l-1.683-1.682a2.414 2.414 0 0 1 0-3.414L4.39 8.61a1 1 0 0 1 1.68.474 2.5 2.5 0 1 0 3.014-3.015 1 1 0 0 1-.474-1.68l1.683-1.682a2.414 2.414 0 0 1 3.414 0z"/>"#,
        Badge::Solved50 => r#"<path d="M10 14.66V17a1 1 0 0 1-1 1 2 2 0 0 0-2 2v2"/><path d="M14 14.66V17a1 1 0 0 0 1 1 2 2 0 0 1 2 2v2"/><path d="M17.916 10H19.5A2.5 2.5 0 0 0 22 7.5V5a1 1 0 0 0-1-1h-3"/><path d="M4 22h16"/><path d="M6 9a6 6 0 0 0 12 0V3a1 1 0 0 0-1-1H7a1 1 0 0 0-1 1z"/><path d="M6.084 10H4.5A2.5 2.5 0 0 1 2 7.5V5a1 1 0 0 1 1-1h3"/>"#,
        Badge::Solved150 => r#"<path d="M10 18v-7"/><path d="M11.119 2.205a2 2 0 0 1 1.762 0l7.84 3.846A.5.5 0 0 1 20.5 7h-17a.5.5 0 0 1-.22-.949z"/><path d="M14 18v-7"/><path d="M18 18v-7"/><path d="M3 22h18"/><path d="M6 18v-7"/>"#,
        Badge::Rescue => r#"<circle cx="12" cy="12" r="10"/><path d="m4.93 4.93 4.24 4.24"/><path d="m14.83 9.17 4.24-4.24"/><path d="m14.83 14.83 4.24 4.24"/><path d="m9.17 14.83-4.24 4.24"/><circle cx="12" cy="12" r="4"/>"#,
        Badge::SecondOpinion => r#"<path d="M12 3v18"/><path d="m19 8 3 8a5 5 0 0 1-6 0zV7"/><path d="M3 7h1a17 17 0 0 0 8-2 17 17 0 0 0 8 2h1"/><path d="m5 8 3 8a5 5 0 0 1-6 0zV7"/><path d="M7 21h10"/>"#,
        Badge::Days7 => r#"<path d="M8 2v3"/><path d="M16 2v3"/><rect x="3" y="3" width="18" height="18" rx="2"/><path d="M3 9h18"/><path d="m9 15 2 2 4-4"/>"#,
        Badge::Days30 => r#"<path d="M8 2v3"/><path d="M16 2v3"/><rect x="3" y="3" width="18" height="18" rx="2"/><path d="M3 9h18"/><path d="M8 13h.01"/><path d="M12 13h.01"/><path d="M16 13h.01"/><path d="M8 17h.01"/><path d="M12 17h.01"/><path d="M16 17h.01"/>"#,
        Badge::Days100 => r#"<path d="m8 3 4 8 5-5 5 15H2L8 3z"/>"#,
        Badge::Weeks8 => r#"<path d="m17 2 4 4-4 4"/><path d="M3 11v-1a4 4 0 0 1 4-4h14"/><path d="m7 22-4-4 4-4"/><path d="M21 13v1a4 4 0 0 1-4 4H3"/>"#,
        Badge::Tag10 => r#"<path d="M12.586 2.586A2 2 0 0 0 11.172 2H4a2 2 0 0 0-2 2v7.172a2 2 0 0 0 .586 1.414l8.704 8.704a2.426 2.426 0 0 0 3.42 0l6.58-6.58a2.426 2.426 0 0 0 0-3.42z"/><circle cx="7.5" cy="7.5" r=".5" fill="currentColor"/>"#,
        Badge::Category25 => r#"<path d="M11 21.73a2 2 0 0 0 2 0l7-4A2 2 0 0 0 21 16V8a2 2 0 0 0-1-1.73l-7-4a2 2 0 0 0-2 0l-7 4A2 2 0 0 0 3 8v8a2 2 0 0 0 1 1.73z"/><path d="M12 22V12"/><polyline points="3.29 7 12 12 20.71 7"/><path d="m7.5 4.27 9 5.15"/>"#,
        Badge::Bilingual => r#"<path d="m5 8 6 6"/><path d="m4 14 6-6 2-3"/><path d="M2 5h12"/><path d="M7 2h1"/><path d="m22 22-5-10-5 10"/><path d="M14 18h6"/>"#,
        Badge::Teacher => r#"<path d="M21.42 10.922a1 1 0 0 0-.019-1.838L12.83 5.18a2 2 0 0 0-1.66 0L2.6 9.08a1 1 0 0 0 0 1.832l8.57 3.908a2 2 0 0 0 1.66 0z"/><path d="M22 10v6"/><path d="M6 12.5V16a6 3 0 0 0 12 0v-3.5"/>"#,
        Badge::Edits10 => r#"<path d="m20 15-5.5 5.5L12 18"/><path d="m4 16 6-12 5.115 10.23"/><path d="M6 12h8"/>"#,
        Badge::Edits50 => r#"<path d="m18 13-.654-4.736a4 4 0 00-2.756-3.266l-9.163-2.9a2 2 0 00-2.017.493l-.82.819a2 2 0 00-.492 2.017l2.9 9.163a4 4 0 003.266 2.756L13 18"/><path d="M18.648 12.352a1.205 1.205 0 011.704 0l1.296 1.296a1.205 1.205 0 010 1.704l-6.296 6.296a1.205 1.205 0 01-1.704 0l-1.296-1.296a1.205 1.205 0 010-1.704z"/><path d="m3 3 6.586 6.586"/><circle cx="11" cy="11" r="2"/>"#,
        Badge::SharedProblem => r#"<path d="M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2"/><path d="M16 3.128a4 4 0 0 1 0 7.744"/><path d="M22 21v-2a4 4 0 0 0-3-3.87"/><circle cx="9" cy="7" r="4"/>"#,
        Badge::Loop5 => r#"<path d="m11 17 2 2a1 1 0 1 0 3-3"/><path d="m14 14 2.5 2.5a1 1 0 1 0 3-3l-3.88-3.88a3 3 0 0 0-4.24 0l-.88.88a1 1 0 1 1-3-3l2.81-2.81a5.79 5.79 0 0 1 7.06-.87l.47.28a2 2 0 0 0 1.42.25L21 4"/><path d="m21 3 1 11h-2"/><path d="M3 3 2 14l6.5 6.5a1 1 0 1 0 3-3"/><path d="M3 4h8"/>"#,
        Badge::Year => r#"<path d="M14 9.536V7a4 4 0 0 1 4-4h1.5a.5.5 0 0 1 .5.5V5a4 4 0 0 1-4 4 4 4 0 0 0-4 4c0 2 1 3 1 5a5 5 0 0 1-1 3"/><path d="M4 9a5 5 0 0 1 8 4 5 5 0 0 1-8-4"/><path d="M5 21h14"/>"#,
        Badge::AmbassadorOfTheYear => r#"<path d="M11.562 3.266a.5.5 0 0 1 .876 0L15.39 8.87a1 1 0 0 0 1.516.294L21.183 5.5a.5.5 0 0 1 .798.519l-2.834 10.246a1 1 0 0 1-.956.734H5.81a1 1 0 0 1-.957-.734L2.02 6.02a.5.5 0 0 1 .798-.519l4.276 3.664a1 1 0 0 0 1.516-.294z"/><path d="M5 21h14"/>"#,
    }
}
