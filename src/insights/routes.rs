//! `/staff/insights`, its lists and its CSV.

use axum::extract::Query;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use entity::CategoryId;

use super::figures::{Figures, Thread};
use super::forms::{Asked, List, Raw};
use super::queries;
use super::{lists, views};
use crate::clock::Millis;
use crate::deadlines::Scheme;
use crate::error::{Error, Result};
use crate::i18n::Lang;
use crate::rules::policy::{Facts, Verb, may};
use crate::ui::when;
use crate::web::context::{Ctx, Member};
use crate::web::{paths, respond};

fn allowed(ctx: &Ctx) -> Result<()> {
    Ok(may(&ctx.actor(), Verb::Insights, &Facts::default())?)
}

/// Two periods, and what there is now.
async fn gathered(ctx: &Ctx, raw: &Raw) -> Result<views::Insights> {
    let db = ctx.app.db.read();
    let zone = ctx.app.config.get("timezone");
    let asked = raw.parse(zone, ctx.now);
    let scheme = Scheme::load(db).await?;
    let p = asked.period.clone();
    let all = queries::threads(db, &scheme, asked.category, p.before, p.to).await?;
    // as long before as it has lasted: a day that has only begun is compared with the same hours
    let lasted = p.to - p.from;
    let (now, before): (Vec<Thread>, Vec<Thread>) = all.into_iter().filter(|t| t.asked_at >= p.from || t.asked_at < p.before + lasted).partition(|t| t.asked_at >= p.from);
    let spans = queries::backlog(db, asked.category, p.from, p.to).await?;
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let people = async |from, to| -> Result<i64> {
        let found = queries::solved(db, asked.category, from, to).await?;
        Ok(count(found.iter().map(|e| e.asker).collect::<std::collections::BTreeSet<_>>().len()))
    };
    let waiting = queries::waiting(db, asked.category).await?;
    let categories = queries::categories(db).await?;
    let of = |threads: &[Thread], c: Option<CategoryId>| Figures::of(&threads.iter().filter(|t| t.category == c).cloned().collect::<Vec<_>>());
    let rows = if asked.category.is_some() {
        Vec::new()
    } else {
        let each = categories.iter().map(|c| (Some(c.clone()), of(&now, Some(c.id)), of(&before, Some(c.id))));
        each.chain([(None, of(&now, None), of(&before, None))]).filter(|(_, a, b)| a.asked + b.asked > 0).collect()
    };
    let parts = p
        .parts
        .windows(2)
        .map(|w| {
            let (start, end) = (w[0], w[1]);
            let within: Vec<Thread> = now.iter().filter(|t| t.asked_at >= start && t.asked_at < end).cloned().collect();
            views::Part { start, end, asked: count(within.len()), solved: Figures::of(&within).solved, backlog: count(spans.iter().filter(|s| s.waits(end)).count()) }
        })
        .collect();
    Ok(views::Insights {
        helped: (people(p.from, p.to).await?, people(p.before, p.before + lasted).await?),
        waiting: count(waiting.iter().map(|e| e.asker).collect::<std::collections::BTreeSet<_>>().len()),
        unconfirmed: count(queries::unconfirmed(db, asked.category).await?.len()),
        deflected: (count(queries::deflections(db, asked.category, p.from, p.to).await?.len()), count(queries::deflections(db, asked.category, p.before, p.before + lasted).await?.len())),
        now: Figures::of(&now),
        before: Figures::of(&before),
        categories: rows,
        parts,
        every: categories,
        asked,
    })
}

/// `GET /staff/insights`
pub async fn page(Member { ctx, .. }: Member, Query(raw): Query<Raw>) -> Result<Response> {
    allowed(&ctx)?;
    let found = gathered(&ctx, &raw).await?;
    Ok(respond::private_page(&ctx, views::page(&ctx.chrome(), &found)))
}

/// `GET /staff/insights/threads`: the list behind a number.
pub async fn list(Member { ctx, .. }: Member, Query(raw): Query<Raw>) -> Result<Response> {
    allowed(&ctx)?;
    let list = raw.list().ok_or(Error::NotFound)?;
    let db = ctx.app.db.read();
    let zone = ctx.app.config.get("timezone");
    let asked = raw.parse(zone, ctx.now);
    let day = end_of(zone, &raw.day, &asked, ctx.now);
    let all = lists::all(db, Scheme::load(db).await?.as_ref(), list, &asked, day).await?;
    let found = lists::page(db, all, raw.after.parse().ok()).await?;
    let categories = queries::categories(db).await?;
    Ok(respond::private_page(&ctx, views::list(&ctx.chrome(), &views::Listed { list, asked: &asked, day: &raw.day, at: day, page: found, categories: &categories })))
}

/// The end of a day of the backlog; of the period, where none is named.
fn end_of(zone: &str, day: &str, asked: &Asked, now: Millis) -> Millis {
    when::day(zone, day).map_or(asked.period.to, |d| d.1.min(now))
}

/// `GET /staff/insights.csv`: `part,name,value,before`; times in minutes.
pub async fn csv(Member { ctx, .. }: Member, Query(raw): Query<Raw>) -> Result<Response> {
    allowed(&ctx)?;
    let found = gathered(&ctx, &raw).await?;
    let zone = ctx.app.config.get("timezone");
    let mut out = csv::Writer::from_writer(Vec::new());
    let trouble = |e: csv::Error| Error::Internal(anyhow::Error::new(e));
    out.write_record(["part", "name", "value", "before"]).map_err(trouble)?;
    let mut put = |part: &str, name: &str, value: Option<i64>, before: Option<i64>| {
        let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
        // a name must not become a formula where the file is opened
        let part = if part.starts_with(['=', '+', '-', '@', '\t']) { format!("'{part}") } else { part.to_owned() };
        out.write_record([part, name.to_owned(), number(value), number(before)]).map_err(trouble)
    };
    put("all", "people_helped", Some(found.helped.0), Some(found.helped.1))?;
    put("all", "people_waiting", Some(found.waiting), None)?;
    for (name, value, before) in figures(&found.now, &found.before) {
        put("all", name, value, before)?;
    }
    put("all", "deflected", Some(found.deflected.0), Some(found.deflected.1))?;
    put("all", "unconfirmed", Some(found.unconfirmed), None)?;
    for (category, now, before) in &found.categories {
        for (name, value, before) in figures(now, before) {
            put(&views::called(Lang::En, category.as_ref()), name, value, before)?;
        }
    }
    for part in &found.parts {
        let day = when::day_field(zone, part.start);
        put(&day, "asked", Some(part.asked), None)?;
        put(&day, "solved", Some(part.solved), None)?;
        put(&day, "backlog", Some(part.backlog), None)?;
    }
    let bytes = out.into_inner().map_err(|e| Error::Internal(anyhow::anyhow!("{e}")))?;
    let mut response = ([(header::CONTENT_TYPE, "text/csv; charset=utf-8"), (header::CACHE_CONTROL, "no-store")], bytes).into_response();
    let name = format!("attachment; filename=\"insights-{}-{}.csv\"", found.asked.period.until, found.asked.period.days);
    if let Ok(name) = HeaderValue::from_str(&name) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

type Named = (&'static str, Option<i64>, Option<i64>);

fn figures(now: &Figures, before: &Figures) -> Vec<Named> {
    let minutes = |m: Option<Millis>| m.map(|m| m / crate::clock::MINUTE);
    let mut out = vec![
        ("asked", Some(now.asked), Some(before.asked)),
        ("answered", Some(now.answered), Some(before.answered)),
        ("unanswered", Some(now.unanswered), Some(before.unanswered)),
        ("solved", Some(now.solved), Some(before.solved)),
        ("solved_elsewhere", Some(now.elsewhere), Some(before.elsewhere)),
        ("first_answer_median_minutes", minutes(now.first.median), minutes(before.first.median)),
        ("first_answer_p90_minutes", minutes(now.first.p90), minutes(before.first.p90)),
        ("resolution_median_minutes", minutes(now.resolution.median), minutes(before.resolution.median)),
        ("resolution_p90_minutes", minutes(now.resolution.p90), minutes(before.resolution.p90)),
    ];
    for (i, name) in ["answered_by_peers", "answered_by_ambassadors", "answered_by_brand"].into_iter().enumerate() {
        out.push((name, Some(now.answered_by[i]), Some(before.answered_by[i])));
    }
    for (i, name) in ["solved_by_peers", "solved_by_ambassadors", "solved_by_brand"].into_iter().enumerate() {
        out.push((name, Some(now.solved_by[i]), Some(before.solved_by[i])));
    }
    out
}

/// The address of a list of a period.
pub fn address(asked: &Asked, list: List, day: &str, after: &str) -> String {
    let (days, category) = (asked.period.days.to_string(), asked.category.map(|c| c.to_string()).unwrap_or_default());
    let pairs = [("list", list.word()), ("by", list.by()), ("days", &days), ("until", &asked.period.until), ("category", &category), ("day", day), ("after", after)];
    paths::with_query(paths::StaffInsightThreads, &pairs)
}
