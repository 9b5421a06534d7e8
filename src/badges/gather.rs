//! A member's history, as the rules of badges read it: a few queries, each by the member's own index.

use std::collections::{HashMap, HashSet};

use entity::AccountId;
use jiff::{Timestamp, civil::date, tz::TimeZone};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use crate::clock::Millis;
use crate::rules::badges::{Answer, History, Question, Said};
use crate::{db, values};

/// Reads it. `zone`: the community's, in which days are counted.
pub async fn history(db: &impl ConnectionTrait, member: AccountId, zone: &str) -> Result<History, DbErr> {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    Ok(History {
        questions: questions(db, member).await?,
        answers: answers(db, member, &zone).await?,
        edits: moments(db, member, "SELECT decided_at AS at FROM suggested_edit WHERE editor_id = $1 AND state = 'accepted' AND decided_by <> editor_id AND decided_at IS NOT NULL AND EXISTS (SELECT 1 FROM post p WHERE p.id = post_id AND p.author_id <> editor_id) ORDER BY decided_at").await?,
        thorough: moments(db, member, "SELECT at FROM credit WHERE member_id = $1 AND kind = 'edit_accepted' AND alive = TRUE AND (worth > 0 OR limited IN ('day', 'ever')) ORDER BY at").await?,
        reports: moments(db, member, "SELECT at FROM flag WHERE actor_id = $1 AND state = 'upheld' AND withdrawn_at IS NULL ORDER BY at").await?,
        clarity: clarity(db, member).await?,
    })
}

#[derive(FromQueryResult)]
struct Moment {
    at: i64,
}

async fn moments(db: &impl ConnectionTrait, member: AccountId, text: &str) -> Result<Vec<Millis>, DbErr> {
    Ok(db::rows::<Moment>(db, text, values![member.0]).await?.into_iter().map(|m| m.at).collect())
}

/// A fact about a post.
#[derive(FromQueryResult)]
struct Of {
    id: i64,
    at: i64,
}

async fn facts(db: &impl ConnectionTrait, member: AccountId, text: &str) -> Result<HashMap<i64, Vec<Millis>>, DbErr> {
    let mut out: HashMap<i64, Vec<Millis>> = HashMap::new();
    for of in db::rows::<Of>(db, text, values![member.0]).await? {
        out.entry(of.id).or_default().push(of.at);
    }
    Ok(out)
}

async fn questions(db: &impl ConnectionTrait, member: AccountId) -> Result<Vec<Question>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        created_at: i64,
        opening_me_too: i64,
    }
    let rows: Vec<Row> = db::rows(
        db,
        "SELECT p.id, p.created_at, q.opening_me_too FROM post p JOIN question q ON q.id = p.id WHERE p.author_id = $1 AND p.kind = 'question' AND p.state = 'visible' AND p.official = FALSE",
        values![member.0],
    )
    .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    // dates matter only where there are enough
    let mut me_too = facts(
        db,
        member,
        "SELECT m.post_id AS id, m.at FROM post p JOIN question q ON q.id = p.id JOIN me_too m ON m.post_id = p.id
         WHERE p.author_id = $1 AND p.kind = 'question' AND q.me_too_count >= 10 AND m.withdrawn_at IS NULL ORDER BY m.at, m.id",
    )
    .await?;
    let accepted = facts(
        db,
        member,
        "SELECT a.question_id AS id, MIN(a.at) AS at FROM acceptance a JOIN post p ON p.id = a.post_id
         WHERE a.actor_id = $1 AND a.withdrawn_at IS NULL AND p.author_id <> $1 AND p.state = 'visible' GROUP BY a.question_id",
    )
    .await?;
    let question = |r: Row| Question {
        id: r.id,
        at: r.created_at,
        me_too: Said { opening: r.opening_me_too, at: me_too.remove(&r.id).unwrap_or_default() },
        accepted_at: accepted.get(&r.id).and_then(|at| at.first().copied()),
    };
    Ok(rows.into_iter().map(question).collect())
}

/// Their visible answers to other people's visible questions.
const ANSWERS: &str = "FROM post p JOIN question q ON q.id = p.question_id
    WHERE p.author_id = $1 AND p.kind = 'answer' AND p.state = 'visible' AND p.official = FALSE AND q.state = 'visible' AND q.author_id <> $1";

async fn answers(db: &impl ConnectionTrait, member: AccountId, zone: &TimeZone) -> Result<Vec<Answer>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        created_at: i64,
        lang: String,
        category: Option<String>,
        opening_score: i64,
        asked_at: i64,
        accepted_at: Option<i64>,
        verified_at: Option<i64>,
    }
    let rows: Vec<Row> = db::rows(
        db,
        &format!(
            "SELECT p.id, p.created_at, p.lang, (SELECT c.slug FROM category c WHERE c.id = q.category_id) AS category, p.opening_score, q.created_at AS asked_at,
                (SELECT MIN(a.at) FROM acceptance a WHERE a.post_id = p.id AND a.withdrawn_at IS NULL AND a.actor_id <> p.author_id) AS accepted_at,
                (SELECT MIN(v.at) FROM verification v WHERE v.post_id = p.id AND v.withdrawn_at IS NULL) AS verified_at
             {ANSWERS}"
        ),
        values![member.0],
    )
    .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut helped = helped(db, member).await?;
    let (mut others, later) = beside(db, member).await?;
    let mut tags = tags(db, member).await?;
    let answer = |r: Row| {
        let (day, year) = day(zone, r.created_at);
        Answer {
            id: r.id,
            at: r.created_at,
            day,
            year,
            lang: r.lang,
            category: r.category,
            tags: tags.remove(&r.id).unwrap_or_default(),
            helped: Said { opening: r.opening_score.max(0), at: helped.remove(&r.id).unwrap_or_default() },
            accepted_at: r.accepted_at,
            verified_at: r.verified_at,
            other_accepted_at: others.remove(&r.id),
            asked_at: r.asked_at,
            first: !later.contains(&r.id),
        }
    };
    Ok(rows.into_iter().map(answer).collect())
}

/// When answers helped: every moment of those that helped ten, the first of the others.
async fn helped(db: &impl ConnectionTrait, member: AccountId) -> Result<HashMap<i64, Vec<Millis>>, DbErr> {
    let from = "FROM post p JOIN vote v ON v.post_id = p.id WHERE p.author_id = $1 AND p.kind = 'answer' AND p.state = 'visible' AND v.withdrawn_at IS NULL";
    let mut out = facts(db, member, &format!("SELECT p.id, MIN(v.at) AS at {from} AND p.score < 10 GROUP BY p.id")).await?;
    out.extend(facts(db, member, &format!("SELECT p.id, v.at {from} AND p.score >= 10 ORDER BY v.at, v.id")).await?);
    Ok(out)
}

/// Of accepted answers: when another of the thread was first accepted; and which had a peer's answer before them.
async fn beside(db: &impl ConnectionTrait, member: AccountId) -> Result<(HashMap<i64, Millis>, HashSet<i64>), DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        other_at: Option<i64>,
        later: bool,
    }
    let rows: Vec<Row> = db::rows(
        db,
        &format!(
            "SELECT p.id,
                (SELECT MIN(a.at) FROM post o JOIN acceptance a ON a.post_id = o.id
                    WHERE o.question_id = p.question_id AND o.kind = 'answer' AND o.author_id <> p.author_id AND a.withdrawn_at IS NULL) AS other_at,
                EXISTS (SELECT 1 FROM post o WHERE o.question_id = p.question_id AND o.kind = 'answer' AND o.state = 'visible' AND o.author_id <> q.author_id
                    AND o.id <> p.id AND (o.created_at < p.created_at OR (o.created_at = p.created_at AND o.id < p.id))) AS later
             {ANSWERS} AND EXISTS (SELECT 1 FROM acceptance a WHERE a.post_id = p.id AND a.withdrawn_at IS NULL)"
        ),
        values![member.0],
    )
    .await?;
    let later = rows.iter().filter(|r| r.later).map(|r| r.id).collect();
    Ok((rows.into_iter().filter_map(|r| Some((r.id, r.other_at?))).collect(), later))
}

/// Tags of what they solved.
async fn tags(db: &impl ConnectionTrait, member: AccountId) -> Result<HashMap<i64, Vec<String>>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        name: String,
    }
    let rows: Vec<Row> = db::rows(
        db,
        "SELECT p.id, t.name FROM post p JOIN question_tag l ON l.question_id = p.question_id JOIN tag t ON t.id = l.tag_id
         WHERE p.author_id = $1 AND p.kind = 'answer' AND p.state = 'visible' AND l.hidden = FALSE
           AND (EXISTS (SELECT 1 FROM acceptance a WHERE a.post_id = p.id AND a.withdrawn_at IS NULL) OR EXISTS (SELECT 1 FROM verification v WHERE v.post_id = p.id AND v.withdrawn_at IS NULL))",
        values![member.0],
    )
    .await?;
    let mut out: HashMap<i64, Vec<String>> = HashMap::new();
    for r in rows {
        out.entry(r.id).or_default().push(r.name);
    }
    Ok(out)
}

/// "Was this clear?": the latest of each rater.
async fn clarity(db: &impl ConnectionTrait, member: AccountId) -> Result<Vec<(Millis, bool)>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        actor_id: i64,
        clear: bool,
        at: i64,
    }
    let rows: Vec<Row> = db::rows(db, "SELECT actor_id, clear, at FROM clarity WHERE author_id = $1 AND withdrawn_at IS NULL ORDER BY at, id", values![member.0]).await?;
    let latest: HashMap<i64, (Millis, bool)> = rows.into_iter().map(|r| (r.actor_id, (r.at, r.clear))).collect();
    let mut out: Vec<(Millis, bool)> = latest.into_values().collect();
    out.sort_unstable();
    Ok(out)
}

/// The day of a moment, counted from 1970-01-01, and its year.
fn day(zone: &TimeZone, at: Millis) -> (i64, i16) {
    let day = Timestamp::from_millisecond(at).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(zone.clone()).date();
    let since = day.since(date(1970, 1, 1)).map_or(0, |span| i64::from(span.get_days()));
    (since, day.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_zone() {
        let paris = TimeZone::get("Europe/Paris").expect("a zone");
        assert_eq!(day(&TimeZone::UTC, 0), (0, 1970));
        assert_eq!(day(&TimeZone::UTC, -1), (-1, 1969));
        // half past eleven in the evening of New Year's Eve in London is next year in Paris
        let eve = 1_798_759_800_000; // 2026-12-31T23:30:00Z
        assert_eq!(day(&TimeZone::UTC, eve), (20_818, 2026));
        assert_eq!(day(&paris, eve), (20_819, 2027));
    }
}
