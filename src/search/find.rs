//! The search page's answer. At most five statements, each bounded: how many documents hold the words, the packed
//! candidates, and, when those fail, nearer spellings and looser candidates.

use std::time::Duration;

use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Value};

use crate::db;
use crate::error::{Error, Result};
use crate::search::engine::{self, Selection};
use crate::search::marks::Marker;
use crate::search::query::{self, Group, Query};
use crate::search::rank::{self, Ranked};
use crate::search::vocabulary;
use crate::search::{facets, words};

/// Candidates that are ranked, and the highest number that is said exactly.
pub const CANDIDATES: usize = 1_000;
/// Of those, newest ones with every word in the title.
const IN_TITLE: usize = 400;
/// Results that can be paged to.
pub const SHOWN: usize = 500;
/// A search that takes longer is given up.
const PATIENCE: Duration = Duration::from_secs(1);
/// Expected results from which the index of PostgreSQL is walked rather than looked up.
const MANY: f64 = 3_000.0;

/// What a search found.
#[derive(Debug, Default)]
pub struct Found {
    /// Best first, at most [`SHOWN`].
    pub ids: Vec<i64>,
    /// How many there are; from [`CANDIDATES`] on: that or more.
    pub total: usize,
    /// Nobody used a typed word: these are the results for this text instead.
    pub instead: Option<String>,
    /// No question holds all words: these hold most of them.
    pub some_words: bool,
    /// A filter names a tag, a person or a category that is not there.
    pub unknown_filter: Option<String>,
    /// Marks the words that were searched.
    pub marker: Marker,
}

/// Searches questions. Gives up after a second.
pub async fn find(db: &impl ConnectionTrait, query: &Query) -> Result<Found> {
    match tokio::time::timeout(PATIENCE, search(db, query)).await {
        Ok(found) => Ok(found?),
        Err(_) => Err(Error::Unavailable("a search took longer than a second".into())),
    }
}

async fn search(db: &impl ConnectionTrait, query: &Query) -> Result<Found, DbErr> {
    let facets = match facets_of(db, query).await? {
        Ok(facets) => facets,
        Err(unknown) => return Ok(Found { unknown_filter: Some(unknown), marker: Marker::of(&query.text), ..Found::default() }),
    };
    let mut groups = query::groups(&query.text);
    if groups.is_empty() {
        if facets.is_empty() {
            return Ok(Found::default());
        }
        let text = engine::candidates(db, &[Selection { facets: &facets, limit: CANDIDATES, ..Selection::default() }]).await?;
        let mut ids: Vec<i64> = super::packed::Packed::all(&text).map(|p| p.id).collect();
        ids.sort_unstable_by_key(|id| std::cmp::Reverse(*id));
        return Ok(found(ids.len(), ids.into_iter(), Marker::default()));
    }
    let beginning = groups.last().map(|g| g.word.clone()).filter(|w| w.chars().count() >= 3 && !words::is_stop_word(w));
    let terms: Vec<&str> = groups.iter().flat_map(|g| g.terms.iter().map(String::as_str)).collect();
    let known = vocabulary::known(db, &terms, beginning.as_deref()).await?;
    query::look_up(&mut groups, &known);

    let instead = correct(db, &mut groups, &query.text).await?;
    let used: Vec<Group> = query::rarest(groups.iter().filter(|g| g.df > 0).cloned().collect());
    if used.is_empty() {
        return Ok(Found { instead: None, marker: Marker::new(&groups), ..Found::default() });
    }
    let missing = used.len() < groups.len().min(used.len() + 1);
    let text = engine::candidates(db, &all_words(&used, &facets, known.documents)).await?;
    let mut ranked = rank::rank(&text, &used, known.documents);
    let mut some_words = missing;
    if ranked.is_empty() && used.len() > 1 {
        let text = engine::candidates(db, &any_words(&used, &facets, known.documents)).await?;
        ranked = rank::rank(&text, &used, known.documents);
        some_words = true;
    }
    ranked.truncate(CANDIDATES);
    let total = ranked.len();
    let mut out = found(total, ranked.into_iter().map(|r| r.id), Marker::new(&used));
    out.instead = instead.filter(|_| total > 0);
    out.some_words = some_words && total > 0;
    Ok(out)
}

fn found(total: usize, ids: impl Iterator<Item = i64>, marker: Marker) -> Found {
    Found { ids: ids.take(SHOWN).collect(), total, marker, ..Found::default() }
}

/// Replaces words nobody used by the nearest that are; gives the text that was searched instead.
async fn correct(db: &impl ConnectionTrait, groups: &mut [Group], typed: &str) -> Result<Option<String>, DbErr> {
    let wrong: Vec<String> = groups.iter().filter(|g| g.df == 0 && vocabulary::can_be_misspelt(&g.word)).map(|g| g.word.clone()).take(4).collect();
    if wrong.is_empty() {
        return Ok(None);
    }
    // A slip may hide in the ending that the stem has lost, or be kept by it: both are compared.
    let mut asked: Vec<String> = wrong.clone();
    asked.extend(groups.iter().filter(|g| wrong.contains(&g.word)).flat_map(|g| g.terms.clone()));
    let nearest = vocabulary::nearest(db, &asked.iter().map(String::as_str).collect::<Vec<_>>()).await?;
    let mut instead = typed.to_owned();
    let mut changed = false;
    for g in groups.iter_mut().filter(|g| wrong.contains(&g.word)) {
        let best = g.terms.iter().chain([&g.word]).filter_map(|t| Some((strsim::osa_distance(t, &nearest.get(t)?.term), nearest.get(t)?))).min_by_key(|(d, t)| (*d, std::cmp::Reverse(t.df)));
        if let Some((_, term)) = best {
            instead = replace_word(&instead, &g.word, &term.word);
            changed = true;
            g.terms = vec![term.term.clone()];
            g.df = term.df;
        }
    }
    Ok(changed.then_some(instead))
}

/// Replaces a folded word where it stands in a text as typed.
fn replace_word(text: &str, folded: &str, by: &str) -> String {
    match words::words(text).into_iter().find(|r| words::folded(&text[r.clone()]).as_deref() == Some(folded)) {
        Some(r) => format!("{}{by}{}", &text[..r.start], &text[r.end..]),
        None => text.to_owned(),
    }
}

/// All words: those with every word in the title first, since only so many can be ranked.
fn all_words<'a>(groups: &'a [Group], facets: &'a [String], documents: i64) -> [Selection<'a>; 2] {
    let n = documents.max(1) as f64;
    let expected = groups.iter().fold(n, |e, g| e * (g.df as f64 / n).min(1.0));
    let many = facets.is_empty() && expected > MANY;
    let terms = || groups.iter().map(|g| g.terms.as_slice()).collect();
    [
        Selection { groups: terms(), facets, in_title: true, limit: IN_TITLE, many: false },
        Selection { groups: terms(), facets, in_title: false, limit: CANDIDATES, many },
    ]
}

/// Any of the words, as many as can be ranked: all documents of the rarest ones, then those where two common ones meet.
pub fn any_words<'a>(groups: &'a [Group], facets: &'a [String], documents: i64) -> Vec<Selection<'a>> {
    let mut out = Vec::new();
    let mut left = CANDIDATES as i64;
    let mut common: Vec<&'a [String]> = Vec::new();
    for g in groups {
        let terms = g.terms.as_slice();
        if g.df <= left || out.is_empty() && common.is_empty() && groups.len() == 1 {
            left -= g.df;
            out.push(Selection { groups: vec![terms], facets, limit: CANDIDATES, ..Selection::default() });
        } else {
            common.push(terms);
        }
    }
    let many = facets.is_empty() && documents as f64 > MANY;
    let rarest = &common[..common.len().min(3)];
    for (i, a) in rarest.iter().enumerate() {
        for b in &rarest[i + 1..] {
            out.push(Selection { groups: vec![a, b], facets, in_title: true, limit: 150, many: false });
        }
    }
    if common.len() >= 3 {
        out.push(Selection { groups: common.iter().take(3).copied().collect(), facets, limit: 200, ..Selection::default() });
    } else if common.len() == 2 {
        out.push(Selection { groups: common.clone(), facets, limit: 200, ..Selection::default() });
    }
    if let (Some(first), true) = (common.first(), out.len() < 3) {
        out.push(Selection { groups: vec![first], facets, in_title: true, limit: 200, many });
    }
    out
}

/// The facets that filters name, or the first filter that names nothing: one statement for all of them.
async fn facets_of(db: &impl ConnectionTrait, query: &Query) -> Result<Result<Vec<String>, String>, DbErr> {
    #[derive(FromQueryResult)]
    struct Named {
        kind: String,
        name: String,
        id: i64,
    }
    let mut parts: Vec<String> = Vec::new();
    let mut values: Vec<Value> = Vec::new();
    let mut ask = |kind: &str, sql: &str, name: &str| {
        values.push(name.into());
        parts.push(format!("SELECT '{kind}' AS kind, {sql} = ${}", values.len()));
    };
    for tag in &query.tags {
        ask("tag", "name, id FROM tag WHERE name", tag);
    }
    if let Some(user) = &query.user {
        ask("user", "username AS name, id FROM account WHERE deleted_at IS NULL AND username", user);
    }
    if let Some(category) = &query.category {
        ask("category", "slug AS name, id FROM category WHERE audience = 'public' AND slug", category);
    }
    let rows: Vec<Named> = if parts.is_empty() { Vec::new() } else { db::rows(db, &parts.join(" UNION ALL "), values).await? };
    let id = |kind: &str, name: &str| rows.iter().find(|r| r.kind == kind && r.name == name).map(|r| r.id);
    let mut out = Vec::new();
    let wanted = query.tags.iter().map(|t| ("tag", t)).chain(query.user.iter().map(|u| ("user", u))).chain(query.category.iter().map(|c| ("category", c)));
    for (kind, name) in wanted {
        match (kind, id(kind, name)) {
            (_, None) => return Ok(Err(format!("{kind}:{name}"))),
            ("tag", Some(id)) => out.push(facets::tag(id)),
            ("user", Some(id)) => out.push(facets::author(id)),
            (_, Some(id)) => out.push(facets::category(id)),
        }
    }
    out.extend(query.solved.then(|| facets::SOLVED.to_owned()));
    out.extend(query.unanswered.then(|| facets::UNANSWERED.to_owned()));
    Ok(Ok(out))
}

/// Questions that hold most of a text's words, best first; `except` is left out.
pub async fn alike(db: &impl ConnectionTrait, text: &str, except: Option<i64>, complete: bool) -> Result<(Vec<Ranked>, Marker), DbErr> {
    let mut groups = query::groups(text);
    let beginning = groups.last().map(|g| g.word.clone()).filter(|w| complete && w.chars().count() >= 3);
    let terms: Vec<&str> = groups.iter().flat_map(|g| g.terms.iter().map(String::as_str)).collect();
    if terms.is_empty() {
        return Ok((Vec::new(), Marker::default()));
    }
    let known = vocabulary::known(db, &terms, beginning.as_deref()).await?;
    query::look_up(&mut groups, &known);
    let used = query::rarest(groups.into_iter().filter(|g| g.df > 0).collect());
    let text = engine::candidates(db, &any_words(&used, &[], known.documents)).await?;
    let mut ranked = rank::rank(&text, &used, known.documents);
    ranked.retain(|r| Some(r.id) != except);
    Ok((ranked, Marker::new(&used)))
}
