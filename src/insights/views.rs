//! The figures: two first, then the rest, each leading to its list; charts with their tables.

use entity::CategoryId;
use maud::{Markup, html};

use super::chart::{self, Series};
use super::figures::{Figures, Kind, Voice, percent};
use super::forms::{Asked, LENGTHS, List};
use super::lists;
use super::queries::Category;
use super::routes::address;
use crate::clock::Millis;
use crate::i18n::Lang;
use crate::ui::chrome::Chrome;
use crate::ui::form::{self, Field};
use crate::ui::layout::{self, Page};
use crate::ui::lists::{breadcrumb, empty, pager_named, tabs};
use crate::ui::when;
use crate::web::paths;

/// A part of the period, as charts have it.
pub struct Part {
    pub start: Millis,
    pub end: Millis,
    pub asked: i64,
    pub solved: i64,
    /// Without an answer at its end.
    pub backlog: i64,
}

/// Everything on the page; pairs are of the period and of the one before.
pub struct Insights {
    pub asked: Asked,
    pub helped: (i64, i64),
    pub waiting: i64,
    pub unconfirmed: i64,
    pub deflected: (i64, i64),
    pub now: Figures,
    pub before: Figures,
    pub categories: Vec<(Option<Category>, Figures, Figures)>,
    pub parts: Vec<Part>,
    pub every: Vec<Category>,
}

/// A category by its name there; none is none.
pub fn called(lang: Lang, category: Option<&Category>) -> String {
    match (category, lang) {
        (None, _) => lang.insights_unfiled().to_owned(),
        (Some(c), Lang::Fr) => c.name_fr.clone(),
        (Some(c), Lang::En) => c.name_en.clone(),
    }
}

fn time(lang: Lang, time: Option<Millis>) -> String {
    time.map_or_else(|| "–".to_owned(), |t| when::lasting(lang, t))
}

fn at(asked: &Asked, days: i64, category: Option<CategoryId>) -> String {
    let (days, category) = (days.to_string(), category.map(|c| c.to_string()).unwrap_or_default());
    paths::with_query(paths::StaffInsights, &[("days", &days), ("until", &asked.period.until), ("category", &category)])
}

pub fn page(c: &Chrome, i: &Insights) -> Markup {
    let lang = c.lang;
    let p = &i.asked.period;
    let lengths: Vec<_> = LENGTHS.iter().map(|d| (lang.insights_days(*d), at(&i.asked, *d, i.asked.category), None, *d == p.days)).collect();
    let to = |list| address(&i.asked, list, "", "");
    let csv = {
        let (days, category) = (p.days.to_string(), i.asked.category.map(|c| c.to_string()).unwrap_or_default());
        paths::with_query(paths::StaffInsightsCsv, &[("days", &days), ("until", &p.until), ("category", &category)])
    };
    let body = layout::section(html! {
        h1 { (lang.insights_title()) }
        (tabs(lang.insights_period(), &lengths))
        p.hint { (lang.insights_between(when::date(lang, &c.zone, p.from), when::date(lang, &c.zone, p.to))) }
        div.two {
            p.big-figure { a href=(to(List::Helped)) { (lang.number(i.helped.0)) } " " span { (lang.insights_helped(i.helped.0)) } small { (lang.insights_was(lang.number(i.helped.1))) } }
            p.big-figure { a href=(to(List::Waiting)) { (lang.number(i.waiting)) } " " span { (lang.insights_waiting(i.waiting)) } small { (lang.insights_now()) } }
        }
        (filter(c, i))
        (figures(c, i))
        (charts(c, i))
        (categories(c, i))
        p.bar { a.btn href=(csv) { (lang.insights_csv()) } a.btn.quiet href=(paths::StaffSignals) { (lang.signals_title()) } a.btn.quiet href=(paths::Transparency) { (lang.transparency_title()) } }
        (words(lang))
    });
    layout::page(c, &Page { title: lang.insights_title(), noindex: true, quiet: true, ..Page::default() }, body)
}

fn filter(c: &Chrome, i: &Insights) -> Markup {
    let lang = c.lang;
    let mut options = vec![(String::new(), lang.insights_everywhere().to_owned())];
    options.extend(i.every.iter().map(|k| (k.id.to_string(), called(lang, Some(k)))));
    let chosen = i.asked.category.map(|c| c.to_string()).unwrap_or_default();
    html! {
        form.filter action=(paths::StaffInsights) {
            (form::hidden("days", i.asked.period.days))
            div.fields {
                (Field::new("category", lang.insights_category()).value(&chosen).select(lang, &options))
                (Field::new("until", lang.insights_until()).value(&i.asked.period.until).day(lang))
                div.f { button.btn { (lang.insights_show()) } }
            }
        }
    }
}

/// A row: what, now, before.
fn row(lang: Lang, name: &str, href: Option<String>, now: &str, before: &str) -> Markup {
    html! {
        tr {
            th scope="row" { (name) }
            td { @if let Some(href) = href { a href=(href) { (now) } } @else { (now) } }
            td.was { span.vh { (lang.insights_before()) ": " } (before) }
        }
    }
}

fn figures(c: &Chrome, i: &Insights) -> Markup {
    let lang = c.lang;
    let (now, before) = (&i.now, &i.before);
    let to = |list| Some(address(&i.asked, list, "", ""));
    let count = |n: i64| lang.number(n);
    let share = |part: i64, whole: i64| match percent(part, whole) {
        Some(p) => format!("{} ({p}\u{a0}%)", lang.number(part)),
        None => lang.number(part),
    };
    html! {
        table.figures {
            caption.vh { (lang.insights_title()) }
            thead { tr { td {} th scope="col" { (lang.insights_this()) } th scope="col" { (lang.insights_before()) } } }
            tbody {
                (row(lang, lang.insights_asked(), to(List::Of(Kind::Asked)), &count(now.asked), &count(before.asked)))
                (row(lang, lang.insights_answered(), to(List::Of(Kind::Answered)), &share(now.answered, now.asked), &share(before.answered, before.asked)))
                (row(lang, lang.insights_unanswered(), to(List::Of(Kind::Unanswered)), &share(now.unanswered, now.asked), &share(before.unanswered, before.asked)))
                (row(lang, lang.insights_solved(), to(List::Of(Kind::Solved)), &share(now.solved, now.asked), &share(before.solved, before.asked)))
                (row(lang, lang.insights_elsewhere(), to(List::Of(Kind::Elsewhere)), &share(now.elsewhere, now.asked), &share(before.elsewhere, before.asked)))
                (row(lang, lang.insights_first_median(), to(List::First), &time(lang, now.first.median), &time(lang, before.first.median)))
                (row(lang, lang.insights_first_p90(), to(List::First), &time(lang, now.first.p90), &time(lang, before.first.p90)))
                (row(lang, lang.insights_resolution_median(), to(List::Resolution), &time(lang, now.resolution.median), &time(lang, before.resolution.median)))
                (row(lang, lang.insights_resolution_p90(), to(List::Resolution), &time(lang, now.resolution.p90), &time(lang, before.resolution.p90)))
                (row(lang, lang.insights_deflected(), to(List::Deflected), &count(i.deflected.0), &count(i.deflected.1)))
                (row(lang, lang.insights_unconfirmed(), to(List::Unconfirmed), &count(i.unconfirmed), "–"))
            }
        }
    }
}

fn voice(lang: Lang, v: Voice) -> &'static str {
    match v {
        Voice::Peers => lang.insights_by_peers(),
        Voice::Ambassadors => lang.insights_by_ambassadors(),
        Voice::Brand => lang.insights_by_brand(),
    }
}

const CLASSES: [&str; 3] = ["s1", "s2", "s3"];

fn charts(c: &Chrome, i: &Insights) -> Markup {
    let lang = c.lang;
    let number = |n: i64| lang.number(n);
    let values = |f: &dyn Fn(&Part) -> i64| i.parts.iter().map(f).collect::<Vec<_>>();
    let (asked, solved, backlog) = (values(&|p| p.asked), values(&|p| p.solved), values(&|p| p.backlog));
    let day = |at: Millis| when::date(lang, &c.zone, at);
    let ends = (i.parts.first().map(|p| day(p.start)).unwrap_or_default(), i.parts.last().map(|p| day(p.end - 1)).unwrap_or_default());
    let ends = (ends.0.as_str(), ends.1.as_str());
    html! {
        figure.drawn {
            figcaption { h2 { (lang.insights_chart_asked()) } }
            (chart::bars(lang.insights_chart_asked(), &[Series { name: lang.insights_asked(), class: "s1", values: &asked }, Series { name: lang.insights_solved(), class: "s2", values: &solved }], ends, &number))
        }
        figure.drawn {
            figcaption { h2 { (lang.insights_chart_backlog()) } }
            (chart::line(lang.insights_chart_backlog(), &Series { name: lang.insights_backlog(), class: "s3", values: &backlog }, ends, &number))
        }
        details {
            summary { (lang.insights_table()) }
            div.scroll tabindex="0" role="region" aria-label=(lang.insights_table()) {
                table.figures {
                    thead { tr { th scope="col" { (lang.insights_from()) } th scope="col" { (lang.insights_asked()) } th scope="col" { (lang.insights_solved()) } th scope="col" { (lang.insights_backlog()) } } }
                    tbody {
                        @for p in &i.parts {
                            tr {
                                th scope="row" { (day(p.start)) }
                                td { (number(p.asked)) }
                                td { (number(p.solved)) }
                                td { a href=(address(&i.asked, List::Backlog, &when::day_field(&c.zone, p.end - 1), "")) { (number(p.backlog)) } }
                            }
                        }
                    }
                }
            }
        }
        @for (title, of, list) in [
            (lang.insights_chart_answered_by(), i.now.answered_by, Kind::AnsweredBy as fn(Voice) -> Kind),
            (lang.insights_chart_solved_by(), i.now.solved_by, Kind::SolvedBy as fn(Voice) -> Kind),
        ] {
            @let parts: Vec<(&str, &'static str, i64)> = Voice::ALL.iter().enumerate().map(|(n, v)| (voice(lang, *v), CLASSES[n], of[n])).collect();
            figure.drawn {
                figcaption { h2 { (title) } }
                (chart::shares(title, &parts, &number))
                ul.meta role="list" {
                    @for (n, v) in Voice::ALL.iter().enumerate() { li { a href=(address(&i.asked, List::Of(list(*v)), "", "")) { (voice(lang, *v)) ": " (number(of[n])) } } }
                }
            }
        }
    }
}

fn categories(c: &Chrome, i: &Insights) -> Markup {
    let lang = c.lang;
    let pair = |now: String, before: String| html! { (now) " " small.was { span.vh { (lang.insights_before()) ": " } (before) } };
    html! {
        @if i.categories.len() > 1 {
            h2 { (lang.insights_by_category()) }
            div.scroll tabindex="0" role="region" aria-label=(lang.insights_by_category()) {
                table.figures {
                    thead { tr { th scope="col" { (lang.insights_category()) } th scope="col" { (lang.insights_asked()) } th scope="col" { (lang.insights_answered()) } th scope="col" { (lang.insights_solved()) } th scope="col" { (lang.insights_first_median()) } } }
                    tbody {
                        @for (category, now, before) in &i.categories {
                            @let here = Asked { category: category.as_ref().map(|c| c.id), ..i.asked.clone() };
                            @let link = |list, text: String| html! { @if category.is_some() { a href=(address(&here, list, "", "")) { (text) } } @else { (text) } };
                            tr {
                                th scope="row" { @if let Some(k) = category { a href=(at(&i.asked, i.asked.period.days, Some(k.id))) { (called(lang, Some(k))) } } @else { (called(lang, None)) } }
                                td { (link(List::Of(Kind::Asked), lang.number(now.asked))) " " small.was { (lang.number(before.asked)) } }
                                td { (link(List::Of(Kind::Answered), lang.number(now.answered))) " " small.was { (lang.number(before.answered)) } }
                                td { (link(List::Of(Kind::Solved), lang.number(now.solved))) " " small.was { (lang.number(before.solved)) } }
                                td { (pair(time(lang, now.first.median), time(lang, before.first.median))) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What each number means.
fn words(lang: Lang) -> Markup {
    html! {
        details.mt {
            summary { (lang.insights_meaning()) }
            ul {
                @for sentence in [
                    lang.insights_mean_helped(), lang.insights_mean_waiting(), lang.insights_mean_asked(), lang.insights_mean_times(), lang.insights_mean_by(), lang.insights_mean_backlog(),
                    lang.insights_mean_before(), lang.insights_mean_unconfirmed(),
                ] { li { (sentence) } }
            }
        }
    }
}

/// A list behind a number.
pub struct Listed<'a> {
    pub list: List,
    pub asked: &'a Asked,
    pub day: &'a str,
    /// The moment a backlog is of.
    pub at: Millis,
    pub page: lists::Page,
    pub categories: &'a [Category],
}

fn heading(lang: Lang, list: List) -> String {
    match list {
        List::Helped => lang.insights_list_helped().to_owned(),
        List::Waiting => lang.insights_list_waiting().to_owned(),
        List::Of(Kind::Asked) => lang.insights_asked().to_owned(),
        List::Of(Kind::Answered) => lang.insights_answered().to_owned(),
        List::Of(Kind::Unanswered) => lang.insights_unanswered().to_owned(),
        List::Of(Kind::Solved) => lang.insights_solved().to_owned(),
        List::Of(Kind::Elsewhere) => lang.insights_elsewhere().to_owned(),
        List::Of(Kind::AnsweredBy(v)) => format!("{}: {}", lang.insights_chart_answered_by(), voice(lang, v)),
        List::Of(Kind::SolvedBy(v)) => format!("{}: {}", lang.insights_chart_solved_by(), voice(lang, v)),
        List::First => lang.insights_list_first().to_owned(),
        List::Resolution => lang.insights_list_resolution().to_owned(),
        List::Unconfirmed => lang.insights_unconfirmed().to_owned(),
        List::Deflected => lang.insights_deflected().to_owned(),
        List::Backlog => lang.insights_backlog().to_owned(),
    }
}

pub fn list(c: &Chrome, l: &Listed<'_>) -> Markup {
    let lang = c.lang;
    let title = heading(lang, l.list);
    let p = &l.asked.period;
    let back = at(l.asked, p.days, l.asked.category);
    let when_of = match l.list {
        List::Waiting | List::Unconfirmed => lang.insights_now().to_owned(),
        List::Backlog => when::full(lang, &c.zone, l.at),
        _ => lang.insights_between(when::date(lang, &c.zone, p.from), when::date(lang, &c.zone, p.to)),
    };
    let next = l.page.next.map(|key| address(l.asked, l.list, l.day, &key.to_string()));
    let body = layout::section(html! {
        (breadcrumb(lang, &[(lang.insights_title().to_owned(), back)]))
        h1 { (title) " " span.n data-total=(l.page.total) { (lang.number(l.page.total)) } }
        p.hint {
            (when_of)
            @if let Some(k) = l.asked.category.and_then(|id| l.categories.iter().find(|k| k.id == id)) { ", " (called(lang, Some(k))) }
        }
        @if l.page.lines.is_empty() { (empty(lang.insights_nothing(), None)) }
        @if matches!(l.list, List::First | List::Resolution) && !l.page.lines.is_empty() { (times(c, l)) }
        ul.index.record role="list" { @for line in &l.page.lines { (self::line(c, l, line)) } }
        (pager_named(lang.ui_pages(), None, next.as_deref().map(|h| (lang.insights_more(), h))))
    });
    layout::page(c, &Page { title: &title, noindex: true, quiet: true, ..Page::default() }, body)
}

fn times(c: &Chrome, l: &Listed<'_>) -> Markup {
    html! { p { (if l.list == List::First { c.lang.insights_slowest_first() } else { c.lang.insights_slowest_resolution() }) } }
}

fn line(c: &Chrome, l: &Listed<'_>, line: &lists::Line) -> Markup {
    let lang = c.lang;
    html! {
        @if let Some(t) = l.page.titles.get(&line.id) {
            li {
                p { a href=(paths::Question { id: t.id, slug: &t.slug }) lang=(t.lang) dir="auto" { (t.title) } }
                p.meta {
                    @if t.gone { span { (lang.ui_former_member()) } } @else { span { a href=(paths::User { username: &t.username }) dir="auto" { (t.display_name) } } }
                    span { (lang.insights_asked_on()) " " (when::ago(c, t.created_at)) }
                    span { (lang.number(t.answer_count)) " " (lang.ui_answers_word(t.answer_count)) }
                    @if let Some(open) = line.open { strong { (when::lasting(lang, open)) } }
                    @if line.more > 0 { span { (lang.insights_more_of_them(line.more)) } }
                    @if l.list == List::Deflected { span { (lang.insights_deflected_on()) " " (when::ago(c, line.at)) } }
                }
            }
        }
    }
}
