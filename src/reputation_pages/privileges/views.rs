//! What is unlocked, and the numbers of the game.

use entity::VersionId;
use maud::{Markup, html};

use crate::i18n::Lang;
use crate::reputation_pages::in_force::InForce;
use crate::rules::numbers::{Ask, Numbers};
use crate::rules::policy::{Actor, FREE_LINKS};
use crate::rules::privileges::Unlock;
use crate::ui::chrome::Chrome;
use crate::ui::layout::{self, Page};
use crate::ui::{Icon, icon, when};
use crate::web::paths;

/// What can be done.
pub fn title(lang: Lang, unlock: Unlock) -> String {
    match unlock {
        Unlock::Links => lang.privileges_links(i64::try_from(FREE_LINKS).unwrap_or(0)),
        Unlock::CommentAnywhere => lang.privileges_comment().into(),
        Unlock::Invite => lang.privileges_invite().into(),
        Unlock::Retag => lang.privileges_retag().into(),
        Unlock::Propose => lang.privileges_propose().into(),
        Unlock::Edit => lang.privileges_edit().into(),
        Unlock::Review => lang.privileges_review().into(),
        Unlock::Close => lang.privileges_close().into(),
    }
}

fn about(lang: Lang, unlock: Unlock) -> &'static str {
    match unlock {
        Unlock::Links => lang.privileges_links_text(),
        Unlock::CommentAnywhere => lang.privileges_comment_text(),
        Unlock::Invite => lang.privileges_invite_text(),
        Unlock::Retag => lang.privileges_retag_text(),
        Unlock::Propose => lang.privileges_propose_text(),
        Unlock::Edit => lang.privileges_edit_text(),
        Unlock::Review => lang.privileges_review_text(),
        Unlock::Close => lang.privileges_close_text(),
    }
}

/// "Next: comment anywhere, from 25 points; 13 to go", with a gauge. Nothing for whoever has everything.
pub fn next(lang: Lang, actor: &Actor) -> Markup {
    let Some(unlock) = Unlock::next(actor) else { return html! {} };
    let needed = unlock.points(&actor.privileges);
    html! {
        p.gauge {
            span { (lang.privileges_next(title(lang, unlock), needed, needed - actor.reputation)) }
            meter min="0" max=(needed) value=(actor.reputation.clamp(0, needed)) aria-label=(lang.privileges_progress(actor.reputation, needed)) {}
        }
    }
}

pub fn page(c: &Chrome, rules: &InForce, me: Option<&Actor>) -> Markup {
    let lang = c.lang;
    let privileges = rules.numbers.privileges;
    let body = html! {
        (layout::section(html! {
            h1 { (lang.privileges_title()) }
            p { (lang.privileges_intro()) }
            @if let (Some(me), Some(viewer)) = (me, &c.me) {
                @if me.is_staff() { p { (lang.privileges_staff()) } }
                @else {
                    p { (lang.privileges_yours(me.reputation)) " " a href=(paths::UserReputation { username: &viewer.username }) { (lang.privileges_ledger()) } }
                    (next(lang, me))
                }
            }
            h2 { (lang.privileges_list()) }
        }))
        (rung(c, None, lang.privileges_start(), lang.privileges_start_text(), me.map(|_| true)))
        @for unlock in Unlock::ladder(&privileges) {
            @let points = unlock.points(&privileges);
            (rung(c, Some(points), &title(lang, unlock), about(lang, unlock), me.map(|a| a.has(points))))
        }
        (layout::section(html! {
            p { (lang.privileges_ambassadors(privileges.ambassador_up_to)) }
            h2 #earn { (lang.privileges_earn()) }
            (earning(lang, &c.brand.team, &rules.numbers))
            @if let Some(id) = rules.id { p { a href=(paths::Rules { id }) { (lang.privileges_all_numbers()) } } }
        }))
    };
    layout::page(c, &Page { title: lang.privileges_title(), description: lang.privileges_intro(), canonical: Some(paths::Privileges.to_string()), ..Page::default() }, body)
}

fn rung(c: &Chrome, points: Option<i64>, title: &str, text: &str, has: Option<bool>) -> Markup {
    let lang = c.lang;
    let points = points.unwrap_or(1);
    html! {
        article.card.rung.sol[has == Some(true)].new[has == Some(false)] {
            div.b {
                h3 { (title) }
                p { (text) }
                @if has == Some(true) { div.meta { span.st { (icon(Icon::Check)) (lang.privileges_unlocked()) } } }
            }
            div.m { b { (lang.number(points)) } " " span { (lang.privileges_points_word(points)) } }
        }
    }
}

/// What brings points: what happened, and how many.
fn earning(lang: Lang, team: &str, numbers: &Numbers) -> Markup {
    let r = &numbers.reputation;
    let lines = [
        (lang.privileges_earn_helped().to_owned(), r.answer_upvoted),
        (lang.privileges_earn_accepted().to_owned(), r.answer_accepted),
        (lang.privileges_earn_second().to_owned(), r.answer_accepted_second),
        (lang.privileges_earn_verified(team), r.answer_verified),
        (lang.privileges_earn_question().to_owned(), r.question_upvoted),
        (lang.privileges_earn_me_too().to_owned(), r.me_too),
        (lang.privileges_earn_accepting().to_owned(), r.accepting),
        (lang.privileges_earn_edit().to_owned(), r.edit_accepted),
        (lang.privileges_earn_flag().to_owned(), r.flag_upheld),
    ];
    html! {
        table {
            thead { tr { th scope="col" { (lang.privileges_what()) } th scope="col" { (lang.privileges_points()) } } }
            tbody { @for (what, points) in lines.iter().filter(|(_, p)| *p > 0) { tr { td { (what) } td { (signed(lang, *points)) } } } }
        }
        p { (lang.privileges_earn_day(r.day_at_most)) " " (lang.privileges_earn_nothing()) }
    }
}

/// `+10`, `−100`, `0`.
pub fn signed(lang: Lang, points: i64) -> String {
    if points > 0 { format!("+{}", lang.number(points)) } else { lang.number(points) }
}

pub fn version(c: &Chrome, id: VersionId, rules: &InForce, after: Option<VersionId>) -> Markup {
    let lang = c.lang;
    let n = &rules.numbers;
    let (r, p, s) = (&n.reputation, &n.privileges, &n.standing);
    let title = lang.rules_title(id.0);
    let body = layout::section(html! {
        h1 { (title) }
        p {
            @if rules.applied_at > 0 { (lang.rules_since(when::date(lang, &c.zone, rules.applied_at))) } @else { (lang.rules_from_start()) }
            @if let Some(next) = after { " " (lang.rules_until()) " " a href=(paths::Rules { id: next }) { (lang.rules_title(next.0)) } }
        }
        @if !rules.note.is_empty() { p dir="auto" { (rules.note) } }
        h2 { (lang.rules_points()) }
        (list(lang, &[
            (lang.rules_answer_upvoted(r.answer_upvoted_full), r.answer_upvoted),
            (lang.rules_answer_upvoted_after().into(), r.answer_upvoted_after),
            (lang.rules_answer_votes_at_most().into(), r.answer_votes_at_most),
            (lang.rules_question_upvoted().into(), r.question_upvoted),
            (lang.rules_me_too().into(), r.me_too),
            (lang.rules_me_too_at_most().into(), r.me_too_at_most),
            (lang.rules_answer_accepted().into(), r.answer_accepted),
            (lang.rules_answer_accepted_second().into(), r.answer_accepted_second),
            (lang.rules_acceptances_pair().into(), r.acceptances_per_pair_month),
            (lang.rules_acceptance_kept().into(), r.acceptance_kept_after_days),
            (lang.rules_accepting().into(), r.accepting),
            (lang.rules_answer_verified(&c.brand.team), r.answer_verified),
            (lang.rules_flag_upheld().into(), r.flag_upheld),
            (lang.rules_flags_day().into(), r.flags_per_day_at_most),
            (lang.rules_edit_accepted(r.edit_at_least), r.edit_accepted),
            (lang.rules_edits_day().into(), r.edits_per_day_at_most),
            (lang.rules_edits_ever().into(), r.edits_at_most),
            (lang.rules_removed().into(), r.removed_as_abuse),
            (lang.rules_votes_pair_day().into(), r.votes_per_pair_day),
            (lang.rules_votes_pair_month().into(), r.votes_per_pair_month),
            (lang.rules_day().into(), r.day_at_most),
            (lang.rules_voter_age().into(), r.voter_age_hours),
            (lang.rules_floor().into(), r.floor),
        ]))
        h2 { (lang.privileges_title()) }
        @let unlocks: Vec<(String, i64)> = Unlock::ladder(p).into_iter().map(|u| (self::title(lang, u), u.points(p))).collect();
        (list(lang, &unlocks))
        h2 { (lang.rules_ranks(s.window_days)) }
        (ranks(lang, &s.helper, &s.expert, &s.ambassador))
        p { a href=(paths::Privileges) { (lang.privileges_title()) } }
    });
    layout::page(c, &Page { title: &title, description: &title, canonical: Some(paths::Rules { id }.to_string()), ..Page::default() }, body)
}

fn list(lang: Lang, lines: &[(String, i64)]) -> Markup {
    html! {
        table {
            thead { tr { th scope="col" { (lang.rules_what()) } th scope="col" { (lang.rules_number()) } } }
            tbody { @for (what, number) in lines { tr { td { (what) } td { (lang.number(*number)) } } } }
        }
    }
}

fn ranks(lang: Lang, helper: &Ask, expert: &Ask, ambassador: &Ask) -> Markup {
    let share = |n: i64| if n > 0 { lang.rules_percent(n) } else { "–".into() };
    let number = |n: i64| lang.number(n);
    let row = |label: &str, of: &dyn Fn(&Ask) -> String| html! { tr { th scope="row" { (label) } @for ask in [helper, expert, ambassador] { td { (of(ask)) } } } };
    html! {
        div.scroll tabindex="0" role="region" aria-label=(lang.rules_ranks_table()) {
            table {
                thead { tr { th scope="col" { (lang.rules_what()) } th scope="col" { (lang.ui_rank_helper()) } th scope="col" { (lang.ui_rank_expert()) } th scope="col" { (lang.ui_rank_ambassador()) } } }
                tbody {
                    (row(lang.rules_solved(), &|a| number(a.solved)))
                    (row(lang.rules_askers(), &|a| number(a.askers)))
                    (row(lang.rules_days(), &|a| number(a.days)))
                    (row(lang.rules_share(), &|a| share(a.share)))
                    (row(lang.rules_clarity(), &|a| share(a.clarity)))
                    (row(lang.rules_age(), &|a| number(a.age)))
                    (row(lang.rules_reputation(), &|a| number(a.reputation)))
                }
            }
        }
    }
}
