//! The public page.

use entity::Rank;
use maud::{Markup, html};

use crate::ambassadors::boards::{self, Board, Line, Shown};
use crate::ambassadors::charter::Charter;
use crate::ambassadors::nominations::queries::Nomination;
use crate::ambassadors::people::Person;
use crate::ambassadors::views as parts;
use crate::i18n::Lang;
use crate::rules::numbers::{Ask, Numbers};
use crate::rules::standing::What;
use crate::standing::letters;
use crate::ui::chrome::Chrome;
use crate::ui::form::Field;
use crate::ui::layout::{self, Page};
use crate::ui::{Icon, icon, lists};
use crate::web::paths;

/// Everything on the page.
pub struct Hub {
    pub ambassadors: Vec<Person>,
    pub emeriti: Vec<Person>,
    pub board: Board,
    /// Slug; empty for all.
    pub category: String,
    /// Slug and name.
    pub categories: Vec<(String, String)>,
    pub shown: Shown,
    /// Who reads it.
    pub me: Option<String>,
    pub charter: Charter,
    /// Those to which people can testify.
    pub nominations: Vec<Nomination>,
}

pub fn page(c: &Chrome, hub: &Hub, n: &Numbers) -> Markup {
    let lang = c.lang;
    let path = paths::Ambassadors.to_string();
    let body = layout::section(html! {
        h1 { (lang.ambassadors_title()) }
        p { (lang.ambassadors_intro(&c.brand.name)) }
        div.bar {
            @if hub.me.is_some() {
                a.btn.pri href=(paths::AmbassadorsMe) { (icon(Icon::Award)) (lang.ambassadors_me_link()) }
                a.btn href=(paths::AmbassadorsNominate) { (lang.ambassadors_nominate_link()) }
            } @else { a.btn.pri href=(layout::login_and_back(c)) rel="nofollow" { (lang.ambassadors_log_in()) } }
        }
        h2 { (lang.ambassadors_who()) }
        @if hub.ambassadors.is_empty() { (lists::empty(lang.ambassadors_none(), None)) }
        ul.plain.honours role="list" { @for p in &hub.ambassadors { li { (parts::honoured(c, p, Rank::Ambassador)) } } }
        @if !hub.emeriti.is_empty() {
            h2 { (lang.ambassadors_honours()) }
            p { (lang.ambassadors_honours_text()) }
            ul.plain.honours role="list" { @for p in &hub.emeriti { li { (parts::honoured(c, p, Rank::Emeritus)) } } }
        }
        (leaderboard(c, hub))
        (criteria(lang, n))
        h2 id="charter" { (lang.ambassadors_charter()) }
        p { (lang.ambassadors_charter_intro()) }
        (parts::charter(lang, &hub.charter))
        @if !hub.nominations.is_empty() {
            h2 { (lang.ambassadors_nominations()) }
            p { (lang.ambassadors_nominations_text(n.programme.testimonials)) }
            ul.plain role="list" {
                @for x in &hub.nominations {
                    li { p { a href=(paths::Nomination { id: x.id }) dir="auto" { (x.nominee_name) } br; span.under { (lang.nominations_count(x.testimonials)) } } }
                }
            }
        }
    });
    let page = Page { title: lang.ambassadors_title(), description: &lang.ambassadors_intro(&c.brand.name), canonical: Some(path), ..Page::default() };
    layout::page(c, &page, body)
}

fn board_name(lang: Lang, board: Board) -> &'static str {
    match board {
        Board::Week => lang.ambassadors_board_week(),
        Board::Month => lang.ambassadors_board_month(),
        Board::All => lang.ambassadors_board_all(),
        Board::Newcomers => lang.ambassadors_board_newcomers(),
    }
}

fn leaderboard(c: &Chrome, hub: &Hub) -> Markup {
    let lang = c.lang;
    let address = |board: Board| format!("{}#board", paths::with_query(paths::Ambassadors, &[("board", board.word()), ("category", &hub.category)]));
    let tabs: Vec<(String, String, Option<String>, bool)> = Board::ALL.iter().map(|b| (board_name(lang, *b).into(), address(*b), None, *b == hub.board)).collect();
    let options: Vec<(String, String)> = std::iter::once((String::new(), lang.ambassadors_board_everything().to_owned())).chain(hub.categories.iter().cloned()).collect();
    html! {
        h2 id="board" { (lang.ambassadors_board()) }
        (lists::tabs(lang.ambassadors_board(), &tabs))
        @if !hub.categories.is_empty() {
            form.row action=(paths::Ambassadors) {
                input type="hidden" name="board" value=(hub.board.word());
                (Field::new("category", lang.ambassadors_board_category()).value(&hub.category).select(lang, &options))
                button.btn { (lang.ambassadors_board_show()) }
            }
        }
        @if hub.shown.first.is_empty() { (lists::empty(lang.ambassadors_board_empty(), None)) }
        @else {
            (board_list(c, hub, &hub.shown.first))
            @if !hub.shown.around.is_empty() { h3 { (lang.ambassadors_board_around()) } (board_list(c, hub, &hub.shown.around)) }
        }
        p.hint { (lang.ambassadors_board_text(boards::EVERY / crate::clock::MINUTE)) @if hub.board == Board::Newcomers { " " (lang.ambassadors_board_newcomers_text(boards::NEWCOMER_DAYS)) } }
    }
}

fn board_list(c: &Chrome, hub: &Hub, lines: &[(i64, Line)]) -> Markup {
    let lang = c.lang;
    html! {
        ol.places role="list" {
            @for (place, l) in lines {
                @let mine = hub.me.as_deref() == Some(&l.username);
                li.me[mine] {
                    b.num { (lang.number(*place)) }
                    (parts::person(c, &l.username, &l.display_name, Rank::from_word(&l.rank).unwrap_or(Rank::Member), html! { @if mine { span.vh { (lang.ambassadors_board_you()) } } }))
                    span.num { (lang.ambassadors_points(l.points)) }
                }
            }
        }
    }
}

fn criteria(lang: Lang, n: &Numbers) -> Markup {
    let s = &n.standing;
    let ranks = [(Rank::Helper, &s.helper), (Rank::Expert, &s.expert), (Rank::Ambassador, &s.ambassador)];
    let cell = |what: What, ask: &Ask| match what {
        What::Solved => lang.number(ask.solved),
        What::Askers => lang.number(ask.askers),
        What::Days => lang.number(ask.days),
        What::Share if ask.share > 0 => lang.programme_percent(ask.share),
        What::Clarity if ask.clarity > 0 => lang.programme_percent(ask.clarity),
        What::Share | What::Clarity => "–".to_owned(),
        What::Age => lang.number(ask.age),
        What::Sanctions => lang.number(0),
        What::Reputation => lang.number(ask.reputation),
    };
    let rows = [What::Solved, What::Askers, What::Days, What::Share, What::Clarity, What::Age, What::Sanctions, What::Reputation];
    html! {
        h2 id="criteria" { (lang.ambassadors_criteria()) }
        p { (lang.ambassadors_criteria_text(s.window_days)) }
        div.scroll role="region" tabindex="0" aria-labelledby="criteria" {
            table {
                thead { tr { th scope="col" { (lang.ambassadors_criterion()) } @for (rank, _) in ranks { th scope="col" { (letters::rank(lang, rank)) } } } }
                tbody {
                    @for what in rows {
                        tr { th scope="row" { (what.label(lang)) } @for (_, ask) in ranks { td { (cell(what, ask)) } } }
                    }
                }
            }
        }
        ul {
            li { (lang.ambassadors_rule_share(s.share_from_threads)) }
            li { (lang.ambassadors_rule_clarity(s.clarity_from_raters)) }
            li { (lang.ambassadors_rule_asker(s.asker_age_days)) }
            li { (lang.ambassadors_rule_offer(n.programme.offer_days, n.programme.offer_again_days)) }
            li { (lang.ambassadors_rule_keep(s.keep_percent, s.keep_clarity, s.notice_days)) }
            li { (lang.ambassadors_rule_term(n.programme.term_months, n.programme.leave_days)) }
            li { (lang.ambassadors_rule_hidden()) }
        }
    }
}
