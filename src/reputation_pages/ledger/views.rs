//! A member's ledger as a page.

use entity::{EntryId, EntryKind, Limited};
use maud::{Markup, html};

use super::lines::{Group, Line};
use super::queries::{Seen, Sum, Worth};
use crate::i18n::Lang;
use crate::listings::people::queries::Profile;
use crate::reputation_pages::calendar::Month;
use crate::reputation_pages::privileges::views::{next, signed};
use crate::rules::policy::Actor;
use crate::ui::chrome::Chrome;
use crate::ui::layout;
use crate::ui::lists::{self, Tone};
use crate::ui::{Icon, form, icon, when};
use crate::web::paths;

/// A month.
pub struct Statement {
    pub month: Month,
    pub sums: Vec<Sum>,
    /// Before its first line and after its last.
    pub balances: Option<(i64, i64)>,
    pub before: Option<Month>,
    pub after: Option<Month>,
}

pub struct Page<'a> {
    pub who: &'a Profile,
    pub mine: bool,
    /// Every line is shown.
    pub inner: bool,
    pub staff: bool,
    pub me: Option<&'a Actor>,
    /// Since they last looked.
    pub gained: i64,
    pub groups: Vec<Group>,
    /// The last line, if there are older ones.
    pub older: Option<EntryId>,
    pub statement: Option<Statement>,
    /// Sums of the last months.
    pub months: Vec<Sum>,
    /// Points by votes today, and how many there may be.
    pub today: Option<(i64, i64)>,
    pub worth: &'a Worth,
    pub seen: Option<Seen>,
    /// The newest lines.
    pub first: bool,
}

pub fn page(c: &Chrome, p: &Page<'_>) -> Markup {
    let lang = c.lang;
    let path = paths::UserReputation { username: &p.who.username }.to_string();
    let title = match &p.statement {
        Some(s) => lang.points_title_month(&p.who.display_name, month_name(lang, s.month)),
        None => lang.points_title(&p.who.display_name),
    };
    let month = p.statement.as_ref().map(|s| s.month.word()).unwrap_or_default();
    let older = p.older.map(|id| paths::with_query(&path, &[("month", &month), ("before", &id.to_string())]));
    let newest = (!p.first).then(|| paths::with_query(&path, &[("month", &month)]));
    let body = html! {
        (layout::section(html! {
            (lists::breadcrumb(lang, &[(p.who.display_name.clone(), paths::User { username: &p.who.username }.to_string())]))
            h1 { (title) }
            @match &p.statement {
                Some(s) => (statement(c, p, s, &path)),
                None if p.first => (summary(c, p, &path)),
                None => {}
            }
            h2 #lines { (if p.inner { lang.points_lines() } else { lang.points_lines_public() }) }
            @if p.groups.is_empty() { (lists::empty(if p.statement.is_some() { lang.points_none_month() } else { lang.points_none() }, None)) }
        }))
        @for g in &p.groups { (card(c, p, g)) }
        (layout::section(html! {
            (lists::pager_named(lang.ui_pages(), newest.as_deref().map(|h| (lang.points_newest(), h)), older.as_deref().map(|h| (lang.points_older(), h))))
            @if !p.inner { p.hint { (lang.points_public_hint()) } }
            div.bar {
                a href=(paths::Privileges) { (lang.privileges_title()) }
                @if p.mine { a href=(paths::with_query(&path, &[("format", "csv")])) { (lang.points_csv()) } }
            }
        }))
    };
    let whole = p.first && p.statement.is_none();
    layout::page(c, &layout::Page { title: &title, description: &title, canonical: whole.then(|| path.clone()), noindex: true, next: older, prev: newest, ..layout::Page::default() }, body)
}

/// Where they stand: the balance, what is new, the day's limit, what is next, the months.
fn summary(c: &Chrome, p: &Page<'_>, path: &str) -> Markup {
    let lang = c.lang;
    html! {
        p.balance { b { (lang.number(p.who.reputation)) } " " (lang.privileges_points_word(p.who.reputation)) }
        @if let (true, Some(newest)) = (p.mine, p.groups.first()) {
            @if p.gained != 0 || p.groups.iter().any(|g| fresh(p, g.first())) {
                @let tone = if p.gained < 0 { Tone::Warn } else { Tone::Good };
                (lists::banner(tone, html! {
                    p { b { (signed(lang, p.gained)) } " " (since(c, p.seen)) }
                    form.inline method="post" action=(paths::UserReputationRead { username: &p.who.username }) {
                        (form::hidden("upto", newest.lines.iter().map(|l| l.id).max().unwrap_or(newest.first().id)))
                        button.btn { (icon(Icon::Check)) (lang.points_mark_read()) }
                    }
                }))
            }
        }
        @if let Some((used, most)) = p.today {
            p.gauge {
                span { (lang.points_today(used, most)) }
                meter min="0" max=(most.max(1)) value=(used.clamp(0, most.max(1))) aria-label=(lang.points_today_label()) {}
            }
        }
        @if let Some(me) = p.me { (next(lang, me)) }
        @if !p.months.is_empty() {
            h2 { (lang.points_months()) }
            (months(lang, p, path))
        }
    }
}

fn since(c: &Chrome, seen: Option<Seen>) -> String {
    match seen {
        Some(seen) => c.lang.points_since(when::date(c.lang, &c.zone, seen.at)),
        None => c.lang.points_since_start().into(),
    }
}

/// A month a row, a kind a column of words: what there is fits a phone.
fn months(lang: Lang, p: &Page<'_>, path: &str) -> Markup {
    let mut order: Vec<i64> = p.months.iter().map(|s| s.month).collect();
    order.dedup();
    html! {
        table.months {
            thead { tr { th scope="col" { (lang.points_month()) } th scope="col" { (lang.privileges_points()) } th scope="col" { (lang.points_from()) } } }
            tbody {
                @for month in order {
                    @let of: Vec<&Sum> = p.months.iter().filter(|s| s.month == month).collect();
                    tr {
                        th scope="row" { a href=(paths::with_query(path, &[("month", &Month(month).word())])) { (month_name(lang, Month(month))) } }
                        td { (signed(lang, of.iter().map(|s| s.points).sum())) }
                        td { @for (i, s) in of.iter().filter(|s| s.points != 0).enumerate() { @if i > 0 { ", " } (short(lang, s.kind)) " " (signed(lang, s.points)) } }
                    }
                }
            }
        }
    }
}

fn statement(c: &Chrome, p: &Page<'_>, s: &Statement, path: &str) -> Markup {
    let lang = c.lang;
    let total: i64 = s.sums.iter().map(|x| x.points).sum();
    let link = |m: Month| paths::with_query(path, &[("month", &m.word())]);
    html! {
        table {
            thead { tr { th scope="col" { (lang.privileges_what()) } th scope="col" { (lang.points_count()) } th scope="col" { (lang.privileges_points()) } } }
            tbody {
                @if let Some((opening, _)) = s.balances { tr { th scope="row" { (lang.points_opening()) } td {} td { (lang.number(opening)) } } }
                @for x in &s.sums { tr { td { (kind(lang, &c.brand.team, x.kind)) } td { (lang.number(x.lines)) } td { (signed(lang, x.points)) } } }
                @match s.balances {
                    Some((_, closing)) => { tr { th scope="row" { (lang.points_closing()) } td {} td { b { (lang.number(closing)) } } } }
                    None => { tr { th scope="row" { (lang.points_total()) } td {} td { b { (signed(lang, total)) } } } }
                }
            }
        }
        nav.pager aria-label=(lang.points_months()) {
            @if let Some(m) = s.before { a.btn rel="prev" href=(link(m)) { (month_name(lang, m)) } }
            @if let Some(m) = s.after { a.btn rel="next" href=(link(m)) { (month_name(lang, m)) } }
            a.btn href=(path) { (lang.points_all()) }
        }
        @if p.inner && s.sums.is_empty() { p { (lang.points_none_month()) } }
    }
}

/// Not read yet by its owner.
fn fresh(p: &Page<'_>, line: &Line) -> bool {
    p.mine && p.seen.is_some_and(|s| line.id.0 > s.entry_id.0)
}

fn card(c: &Chrome, p: &Page<'_>, g: &Group) -> Markup {
    let lang = c.lang;
    let l = g.first();
    let several = g.lines.len() > 1;
    html! {
        article.card.esc[g.points < 0] id={ "line-" (l.id) } {
            div.b {
                h3 { @if several { (many(lang, &c.brand.team, g)) } @else { (reason(lang, &c.brand.team, l)) } }
                (about(lang, p, l))
                @if !several { (why(c, p, l)) }
                div.meta {
                    @if fresh(p, l) { span.st.hot { (icon(Icon::Info)) (lang.points_new()) } }
                    span { (when::ago(c, l.at)) }
                    @if p.inner { a href=(paths::Rules { id: l.version_id }) { (lang.rules_title(l.version_id.0)) } }
                    @if !several { (foot(lang, p, l)) }
                }
                @if several {
                    details {
                        summary { (lang.points_each(i64::try_from(g.lines.len()).unwrap_or(i64::MAX))) }
                        ul.plain role="list" {
                            @for l in &g.lines {
                                li id={ "entry-" (l.id) } {
                                    b.num { (signed(lang, l.points)) } " · " (when::full(lang, &c.zone, l.at))
                                    (why(c, p, l))
                                    div.meta { (foot(lang, p, l)) }
                                }
                            }
                        }
                    }
                }
            }
            div.m { b { (signed(lang, g.points)) } " " span { (lang.privileges_points_word(g.points.abs())) } }
        }
    }
}

/// What the line is about, linked; the name of what cannot be read by everyone stays with the staff.
fn about(lang: Lang, p: &Page<'_>, l: &Line) -> Markup {
    let Some(id) = l.post_id.or(l.question_id) else { return html! {} };
    match &l.title {
        Some(title) if l.open() || p.staff => html! { p { a href=(paths::Post { id }) lang=[l.lang.as_deref()] dir="auto" { (title) } } },
        _ => html! { p.hint { (lang.points_not_shown()) } },
    }
}

/// What limited it, what it undoes, what was noted, what the team answered.
fn why(c: &Chrome, p: &Page<'_>, l: &Line) -> Markup {
    let lang = c.lang;
    html! {
        @if let Some(limit) = l.limited.filter(|_| p.inner && l.reverses.is_none()) { p { (limited(lang, p.worth, l, limit)) } }
        @else if let Some(text) = fewer(lang, p.worth, l).filter(|_| p.inner) { p { (text) } }
        @if let (Some(undone), Some(at)) = (l.reverses, l.reversed_at) {
            p { (lang.points_undoes(when::date(lang, &c.zone, at))) @if p.inner { " (" (lang.points_number(undone.0)) ")" } }
        }
        @if p.inner && !l.note.is_empty() { p dir="auto" { (l.note) } }
        @if let Some(actor) = l.actor.as_ref().filter(|_| p.staff) { p.hint { (lang.points_actor()) " " a href=(paths::User { username: actor }) { "@" (actor) } } }
        @if let (true, Some(answer)) = (p.inner, &l.review_answer) {
            p.says { b { (lang.reviews_answered(if l.review.as_deref() == Some("upheld") { lang.reviews_upheld() } else { lang.reviews_declined() })) } " " span dir="auto" { (answer) } }
        }
    }
}

fn foot(lang: Lang, p: &Page<'_>, l: &Line) -> Markup {
    html! {
        @if p.inner { span { (lang.points_number(l.id.0)) } }
        @match (p.mine, l.review.as_deref()) {
            (true, Some("open")) => { span { (icon(Icon::Clock)) (lang.reviews_waiting()) } }
            (true, _) => { a href=(paths::EntryReview { id: l.id }) rel="nofollow" { (lang.reviews_ask()) } }
            _ => {}
        }
    }
}

/// What was said or done.
pub fn kind(lang: Lang, team: &str, kind: EntryKind) -> String {
    match kind {
        EntryKind::AnswerUpvoted => lang.points_answer_upvoted().into(),
        EntryKind::QuestionUpvoted => lang.points_question_upvoted().into(),
        EntryKind::MeToo => lang.points_me_too().into(),
        EntryKind::AnswerAccepted => lang.points_answer_accepted().into(),
        EntryKind::Accepting => lang.points_accepting().into(),
        EntryKind::AnswerVerified => lang.points_answer_verified(team),
        EntryKind::FlagUpheld => lang.points_flag_upheld().into(),
        EntryKind::EditAccepted => lang.points_edit_accepted().into(),
        EntryKind::ArticlePublished => lang.points_article().into(),
        EntryKind::RemovedAsAbuse => lang.points_removed().into(),
        EntryKind::Opening => lang.points_opening_entry().into(),
        EntryKind::Clip => lang.points_clip_kind().into(),
        EntryKind::Release => lang.points_release_kind().into(),
        EntryKind::Floor => lang.points_floor().into(),
    }
}

/// The same in a word or two.
fn short(lang: Lang, kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::AnswerUpvoted | EntryKind::QuestionUpvoted => lang.points_short_helped(),
        EntryKind::MeToo => lang.points_short_me_too(),
        EntryKind::AnswerAccepted => lang.points_short_accepted(),
        EntryKind::Accepting => lang.points_short_accepting(),
        EntryKind::AnswerVerified => lang.points_short_verified(),
        EntryKind::FlagUpheld => lang.points_short_flags(),
        EntryKind::EditAccepted => lang.points_short_edits(),
        EntryKind::ArticlePublished => lang.points_short_articles(),
        EntryKind::RemovedAsAbuse => lang.points_short_removed(),
        EntryKind::Opening => lang.points_short_opening(),
        EntryKind::Clip | EntryKind::Release | EntryKind::Floor => lang.points_short_floor(),
    }
}

/// One line, in words.
pub fn reason(lang: Lang, team: &str, l: &Line) -> String {
    let what = kind(lang, team, l.about());
    match l.kind {
        EntryKind::Release => lang.points_released(what),
        EntryKind::Clip => lang.points_clipped(what),
        EntryKind::Floor if l.points < 0 => lang.points_floor_back().into(),
        _ if l.reverses.is_some() => lang.points_taken_back(what),
        _ => what,
    }
}

fn many(lang: Lang, team: &str, g: &Group) -> String {
    let n = i64::try_from(g.lines.len()).unwrap_or(i64::MAX);
    let l = g.first();
    match (l.kind, l.reverses) {
        (EntryKind::AnswerUpvoted, None) => lang.points_many_helped(n),
        (EntryKind::QuestionUpvoted, None) => lang.points_many_helped_question(n),
        (EntryKind::MeToo, None) => lang.points_many_me_too(n),
        _ => lang.points_many(n, reason(lang, team, l)),
    }
}

/// Why one "this helped me" brought less than another.
fn fewer(lang: Lang, worth: &Worth, l: &Line) -> Option<String> {
    let (_, r) = worth.iter().find(|(id, _)| *id == l.version_id)?;
    let after = l.kind == EntryKind::AnswerUpvoted && l.reverses.is_none() && l.points == r.answer_upvoted_after && r.answer_upvoted_after < r.answer_upvoted;
    after.then(|| lang.points_after(r.answer_upvoted_full, r.answer_upvoted, r.answer_upvoted_after))
}

fn limited(lang: Lang, worth: &Worth, l: &Line, limit: Limited) -> String {
    match limit {
        Limited::Held => lang.points_limited_held().into(),
        Limited::PairDay => lang.points_limited_pair_day().into(),
        Limited::PairMonth if l.about() == EntryKind::AnswerAccepted => lang.points_limited_pair_accepted().into(),
        Limited::PairMonth => lang.points_limited_pair_month().into(),
        Limited::Post => lang.points_limited_post().into(),
        Limited::Day => {
            let most = worth.iter().find(|(id, _)| *id == l.version_id).map_or(0, |(_, r)| r.day_at_most);
            match l.worth.filter(|worth| l.kind == l.about() && *worth > l.points && l.points >= 0) {
                Some(worth) => lang.points_limited_day(most, l.points, worth),
                None => lang.points_limited_day_plain(most),
            }
        }
        Limited::Ever => lang.points_limited_ever().into(),
        Limited::Own => lang.points_limited_own().into(),
        Limited::NoneEarned => lang.points_limited_none_earned().into(),
    }
}

/// `November 2026`, `novembre 2026`.
pub fn month_name(lang: Lang, month: Month) -> String {
    when::month_and_year(lang, month.number(), month.year())
}
