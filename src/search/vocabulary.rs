//! The words of all documents: how many documents hold each, which begin alike, which are nearly the same.
//!
//! Nearly the same is found by dropped letters: `clignotte` and `clignote` meet in a spelling with one letter less. One
//! probe of an index for each spelling, the same on both databases, whatever the number of words.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Value};

use crate::db::{self, Db};
use crate::search::engine;
use crate::values;

/// Letters of a word's beginning that are compared for spelling.
const COMPARED: usize = 8;
/// Terms a beginning is completed to.
const COMPLETIONS: usize = 8;
/// Terms whose spellings are written in one transaction.
const BATCH: usize = 500;

#[derive(Clone, Debug, FromQueryResult)]
pub struct Term {
    pub term: String,
    /// A word it came from, to show.
    pub word: String,
    /// Documents that hold it.
    pub df: i64,
}

/// What the database knows of some terms.
#[derive(Debug, Default)]
pub struct Known {
    pub terms: HashMap<String, Term>,
    /// Terms that begin like the word that may be unfinished.
    pub completions: Vec<Term>,
    pub documents: i64,
}

/// Looks terms up, completes `beginning` if there is one, and gives the number of documents: one statement.
pub async fn known(db: &impl ConnectionTrait, terms: &[&str], beginning: Option<&str>) -> Result<Known, DbErr> {
    let mut text = String::from("SELECT '_' AS term, '' AS word, value AS df FROM search_state WHERE name = 'documents'");
    let mut values: Vec<Value> = Vec::new();
    if !terms.is_empty() {
        text += &format!(" UNION ALL SELECT term, word, df FROM search_term WHERE term IN ({})", db::placeholders(1, terms.len()));
        values.extend(terms.iter().map(|t| Value::from(*t)));
    }
    if let Some(b) = beginning {
        let n = values.len();
        text += &format!(" UNION ALL SELECT '=' || term, word, df FROM (SELECT term, word, df FROM search_term WHERE term >= ${} AND term < ${} ORDER BY df DESC, term LIMIT {COMPLETIONS}) c", n + 1, n + 2);
        values.extend([b.into(), format!("{b}\u{10FFFF}").into()]);
    }
    let mut known = Known::default();
    for t in db::rows::<Term>(db, &text, values).await? {
        match t.term.strip_prefix('=') {
            _ if t.term == "_" => known.documents = t.df,
            Some(term) => known.completions.push(Term { term: term.to_owned(), ..t }),
            None => {
                known.terms.insert(t.term.clone(), t);
            }
        }
    }
    Ok(known)
}

/// Can a word be misspelt? Names of models and numbers are meant as they are.
pub fn can_be_misspelt(word: &str) -> bool {
    (4..=24).contains(&word.chars().count()) && word.chars().all(char::is_alphabetic)
}

/// The beginning of a word, and the same with each letter dropped.
fn spellings(term: &str) -> BTreeSet<String> {
    let letters: Vec<char> = term.chars().take(COMPARED).collect();
    let mut out: BTreeSet<String> = (0..letters.len()).map(|drop| letters.iter().enumerate().filter(|(i, _)| *i != drop).map(|(_, c)| *c).collect()).collect();
    out.insert(letters.iter().collect());
    out
}

/// For each word nobody used, the nearest one that is in use, if one is near: one statement for all.
pub async fn nearest(db: &impl ConnectionTrait, words: &[&str]) -> Result<HashMap<String, Term>, DbErr> {
    let asked: BTreeMap<&str, BTreeSet<String>> = words.iter().map(|w| (*w, spellings(w))).collect();
    let keys: BTreeSet<&String> = asked.values().flatten().collect();
    if keys.is_empty() {
        return Ok(HashMap::new());
    }
    let text = format!(
        "SELECT t.term, t.word, t.df FROM search_term t WHERE t.df > 0 AND t.term IN (SELECT s.term FROM search_spelling s WHERE s.spelling IN ({})) ORDER BY t.df DESC LIMIT 500",
        db::placeholders(1, keys.len())
    );
    let near: Vec<Term> = db::rows(db, &text, keys.iter().map(|k| Value::from(k.as_str()))).await?;
    let best = |word: &str| {
        let most = if word.chars().count() < 5 { 1 } else { 2 };
        near.iter()
            .map(|t| (strsim::osa_distance(word, &t.term).min(strsim::osa_distance(word, &t.word)), t))
            .filter(|(d, _)| *d <= most)
            .min_by_key(|(d, t)| (*d, std::cmp::Reverse(t.df)))
            .map(|(_, t)| t.clone())
    };
    Ok(asked.keys().filter_map(|w| Some(((*w).to_owned(), best(w)?))).collect())
}

/// Counts how many documents hold each word, and writes the spellings of words that have none yet.
pub async fn count_words(db: &Db) -> Result<(), DbErr> {
    let counted = engine::counts(db.read()).await?;
    let documents = db::count(db.read(), "SELECT COUNT(*) AS n FROM search_rank", []).await?;
    let last_post = db::count(db.read(), "SELECT COALESCE(MAX(id), 0) AS n FROM post", []).await?;
    let stored: Vec<engine::Count> = db::rows(db.read(), "SELECT term, df FROM search_term", []).await?;
    let now: HashMap<&str, i64> = counted.iter().map(|c| (c.term.as_str(), c.df)).collect();
    let changed: Vec<(&str, i64)> = stored.iter().map(|s| (s.term.as_str(), s.df, now.get(s.term.as_str()).copied().unwrap_or(0))).filter(|(_, old, new)| old != new).map(|(t, _, new)| (t, new)).collect();
    for batch in changed.chunks(2_000) {
        let tx = db.write().await?;
        engine::set_counts(&tx, &batch.iter().copied().collect()).await?;
        tx.commit().await?;
    }
    let tx = db.write().await?;
    for (name, value) in [("documents", documents), ("counted", last_post)] {
        remember(&tx, name, value).await?;
    }
    tx.commit().await?;
    // In a large community a word that one document holds is more likely a slip than a word.
    spell(db, if documents < 5_000 { 1 } else { 2 }).await
}

/// Keeps a number for the search job.
pub async fn remember(tx: &sea_orm::DatabaseTransaction, name: &'static str, value: i64) -> Result<(), DbErr> {
    db::run(tx, "INSERT INTO search_state (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value", values![name, value]).await?;
    Ok(())
}

async fn spell(db: &Db, at_least: i64) -> Result<(), DbErr> {
    #[derive(FromQueryResult)]
    struct New {
        term: String,
    }
    let mut after = String::new();
    loop {
        let text = format!("SELECT term FROM search_term WHERE term > $1 AND spelled = FALSE AND df >= $2 ORDER BY term LIMIT {BATCH}");
        let new: Vec<New> = db::rows(db.read(), &text, values![after.as_str(), at_least]).await?;
        let Some(last) = new.last() else { return Ok(()) };
        after = last.term.clone();
        let pairs: Vec<(String, &str)> = new.iter().filter(|n| can_be_misspelt(&n.term)).flat_map(|n| spellings(&n.term).into_iter().map(|s| (s, n.term.as_str()))).collect();
        let tx = db.write().await?;
        for chunk in pairs.chunks(400) {
            let rows: Vec<String> = (0..chunk.len()).map(|i| format!("(${}, ${})", i * 2 + 1, i * 2 + 2)).collect();
            let values = chunk.iter().flat_map(|(s, t)| -> [Value; 2] { [s.as_str().into(), (*t).into()] });
            db::run(&tx, &format!("INSERT INTO search_spelling (spelling, term) VALUES {} ON CONFLICT (spelling, term) DO NOTHING", rows.join(", ")), values).await?;
        }
        let marked = format!("UPDATE search_term SET spelled = TRUE WHERE term IN ({})", db::placeholders(1, new.len()));
        db::run(&tx, &marked, new.iter().map(|n| Value::from(n.term.as_str()))).await?;
        tx.commit().await?;
    }
}

/// Takes words that were redacted out of what is offered as a correction. A word that many texts hold is nobody's secret,
/// and a rare one that another text still holds comes back when words are counted.
pub async fn forget(tx: &sea_orm::DatabaseTransaction, text: &str) -> Result<(), DbErr> {
    let mut terms: Vec<String> = Vec::new();
    for lang in ["en", "fr"] {
        super::words::terms(text, super::words::Stemming::of(lang), |term, word| terms.extend([term.to_owned(), word.to_owned()]));
    }
    terms.sort();
    terms.dedup();
    for term in terms {
        for table in ["search_spelling", "search_term"] {
            db::run(tx, &format!("DELETE FROM {table} WHERE term IN (SELECT term FROM search_term WHERE (term = $1 OR word = $1) AND df < $2)"), values![term.as_str(), RARE]).await?;
        }
    }
    Ok(())
}

/// Texts a word may stand in and still be somebody's.
const RARE: i64 = 20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_share_a_spelling() {
        for (wrong, right) in [("thunderbrid", "thunderbird"), ("clignotte", "clignote"), ("conect", "connect"), ("fcature", "facture"), ("rezeau", "reseau")] {
            assert!(!spellings(wrong).is_disjoint(&spellings(right)), "{wrong} {right}");
        }
        assert!(spellings("box").is_disjoint(&spellings("orange")));
        assert!(!can_be_misspelt("a") && !can_be_misspelt("5ghz") && can_be_misspelt("telephone"));
    }
}
