//! The two databases' full text behind one set of functions: SQLite's FTS5 and PostgreSQL's `tsvector`. Every term that
//! reaches a query was made by `words` or `facets` and is quoted; nothing a person types is ever read as an operator.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, FromQueryResult, Value};

use crate::db;
use crate::search::document::Document;
use crate::values;

/// PostgreSQL: newest documents walked through for words that most documents hold, instead of the whole index.
const WALKED: usize = 20_000;

fn is_postgres(db: &impl ConnectionTrait) -> bool {
    db.get_database_backend() == DbBackend::Postgres
}

/// Which documents: all of some groups (any word of each), all of some facets.
#[derive(Clone, Debug, Default)]
pub struct Selection<'a> {
    pub groups: Vec<&'a [String]>,
    pub facets: &'a [String],
    /// Words count in titles and tags only.
    pub in_title: bool,
    /// Newest first, at most so many.
    pub limit: usize,
    /// Probably thousands of documents: worth walking instead of looking up.
    pub many: bool,
}

impl Selection<'_> {
    fn fts5(&self) -> String {
        let mut all: Vec<String> = self.groups.iter().map(|g| format!("({})", g.iter().map(|t| format!("\"{t}\"")).collect::<Vec<_>>().join(" OR "))).collect();
        if self.in_title && !all.is_empty() {
            all = vec![format!("(title : ({}))", all.join(" AND "))];
        }
        all.extend(self.facets.iter().map(|f| format!("\"{f}\"")));
        all.join(" AND ")
    }

    fn tsquery(&self) -> String {
        let weight = if self.in_title { ":A" } else { "" };
        let groups = self.groups.iter().map(|g| format!("({})", g.iter().map(|t| format!("'{t}'{weight}")).collect::<Vec<_>>().join(" | ")));
        groups.chain(self.facets.iter().map(|f| format!("'{f}'"))).collect::<Vec<_>>().join(" & ")
    }
}

/// The packed documents of all that is selected: `id,packed` items separated by spaces.
pub async fn candidates(db: &impl ConnectionTrait, selections: &[Selection<'_>]) -> Result<String, DbErr> {
    let postgres = is_postgres(db);
    let mut parts = Vec::new();
    let mut values: Vec<Value> = Vec::new();
    for s in selections.iter().filter(|s| !s.groups.is_empty() || !s.facets.is_empty()) {
        values.push(if postgres { s.tsquery() } else { s.fts5() }.into());
        let (n, limit) = (values.len(), s.limit);
        parts.push(match (postgres, s.many) {
            (false, _) => format!("SELECT id FROM (SELECT rowid AS id FROM search_index WHERE search_index MATCH ${n} ORDER BY rowid DESC LIMIT {limit}) s{n}"),
            (true, true) => format!(
                "SELECT id FROM (SELECT id FROM (SELECT question_id AS id, terms FROM search_rank ORDER BY question_id DESC LIMIT {WALKED}) w{n} WHERE terms @@ CAST(${n} AS tsquery) LIMIT {limit}) s{n}"
            ),
            // "+ 0" keeps the planner from walking all documents in the order of their ids.
            (true, false) => format!("SELECT id FROM (SELECT question_id AS id FROM search_rank WHERE terms @@ CAST(${n} AS tsquery) ORDER BY question_id + 0 DESC LIMIT {limit}) s{n}"),
        });
    }
    if parts.is_empty() {
        return Ok(String::new());
    }
    #[derive(FromQueryResult)]
    struct Row {
        found: Option<String>,
    }
    let text = format!("SELECT string_agg(r.question_id || ',' || r.packed, ' ') AS found FROM search_rank r WHERE r.question_id IN ({})", parts.join(" UNION "));
    let row: Option<Row> = db::row(db, &text, values).await?;
    Ok(row.and_then(|r| r.found).unwrap_or_default())
}

/// Writes the terms of documents, in place of what was there.
pub async fn write(tx: &DatabaseTransaction, documents: &[Document]) -> Result<(), DbErr> {
    if documents.is_empty() {
        return Ok(());
    }
    if is_postgres(tx) {
        let rows: Vec<String> = (0..documents.len()).map(|i| format!("(${}, ${}, CAST(${} AS tsvector))", i * 3 + 1, i * 3 + 2, i * 3 + 3)).collect();
        let values = documents.iter().flat_map(|d| -> [Value; 3] { [d.id.into(), d.packed.as_str().into(), tsvector(d).into()] });
        let text = format!(
            "INSERT INTO search_rank (question_id, packed, terms) VALUES {} ON CONFLICT (question_id) DO UPDATE SET packed = excluded.packed, terms = excluded.terms",
            rows.join(", ")
        );
        db::run(tx, &text, values).await?;
        return Ok(());
    }
    let rows = |n: usize| (0..documents.len()).map(|i| format!("({})", db::placeholders(i * n + 1, n))).collect::<Vec<_>>().join(", ");
    let values = documents.iter().flat_map(|d| -> [Value; 3] {
        let (title, mut body) = (join(d, |(title, _)| *title > 0), join(d, |(_, text)| *text > 0));
        body.push(' ');
        body.push_str(&d.facets.join(" "));
        [d.id.into(), title.into(), body.into()]
    });
    db::run(tx, &format!("REPLACE INTO search_index (rowid, title, body) VALUES {}", rows(3)), values).await?;
    let values = documents.iter().flat_map(|d| -> [Value; 2] { [d.id.into(), d.packed.as_str().into()] });
    db::run(tx, &format!("REPLACE INTO search_rank (question_id, packed) VALUES {}", rows(2)), values).await?;
    Ok(())
}

fn join(d: &Document, keep: impl Fn(&(u32, u32)) -> bool) -> String {
    d.counts.iter().filter(|(_, c)| keep(c)).map(|(t, _)| t.as_str()).collect::<Vec<_>>().join(" ")
}

/// A `tsvector` literal: weight A in the title, D in the text. Positions mean nothing; weights need one.
fn tsvector(d: &Document) -> String {
    let mut out = String::new();
    for (term, (title, text)) in &d.counts {
        let places = match (*title > 0, *text > 0) {
            (true, true) => "1A,2",
            (true, false) => "1A",
            _ => "2",
        };
        let _ = write!(out, "'{term}':{places} ");
    }
    for facet in &d.facets {
        let _ = write!(out, "'{facet}':2 ");
    }
    out
}

pub async fn remove(tx: &DatabaseTransaction, id: i64) -> Result<(), DbErr> {
    if !is_postgres(tx) {
        db::run(tx, "DELETE FROM search_index WHERE rowid = $1", values![id]).await?;
    }
    db::run(tx, "DELETE FROM search_rank WHERE question_id = $1", values![id]).await?;
    Ok(())
}

pub async fn clear(tx: &DatabaseTransaction) -> Result<(), DbErr> {
    if !is_postgres(tx) {
        db::run(tx, "INSERT INTO search_index (search_index) VALUES ('delete-all')", []).await?;
    }
    db::run(tx, "DELETE FROM search_rank", []).await?;
    Ok(())
}

/// Remembers terms that are new, each with a word it came from.
pub async fn add_terms(tx: &DatabaseTransaction, terms: &BTreeMap<&str, &str>) -> Result<(), DbErr> {
    if terms.is_empty() {
        return Ok(());
    }
    // In the order of the terms, so that two writers of the same new words never wait for each other crosswise.
    let text = if is_postgres(tx) {
        "INSERT INTO search_term (term, word, df, spelled) SELECT key, value, 1, FALSE FROM json_each_text(CAST($1 AS json)) ORDER BY key COLLATE \"C\" ON CONFLICT (term) DO NOTHING"
    } else {
        "INSERT OR IGNORE INTO search_term (term, word, df, spelled) SELECT key, value, 1, FALSE FROM json_each($1)"
    };
    db::run(tx, text, values![json(terms)]).await?;
    Ok(())
}

/// Sets how many documents hold each of these terms.
pub async fn set_counts(tx: &DatabaseTransaction, counts: &BTreeMap<&str, i64>) -> Result<(), DbErr> {
    let text = if is_postgres(tx) {
        "UPDATE search_term SET df = CAST(j.value AS BIGINT) FROM json_each_text(CAST($1 AS json)) j WHERE term = j.key"
    } else {
        "UPDATE search_term SET df = j.value FROM json_each($1) j WHERE term = j.key"
    };
    db::run(tx, text, values![json(counts)]).await?;
    Ok(())
}

fn json(map: &impl serde::Serialize) -> String {
    serde_json::to_string(map).expect("a map from texts to texts or numbers is JSON")
}

#[derive(Debug, FromQueryResult)]
pub struct Count {
    pub term: String,
    pub df: i64,
}

/// How many documents hold each term, as the index has it. Reads the whole index: for the job and the rebuild.
pub async fn counts(db: &impl ConnectionTrait) -> Result<Vec<Count>, DbErr> {
    let text = if is_postgres(db) {
        "SELECT word AS term, CAST(ndoc AS BIGINT) AS df FROM ts_stat('SELECT terms FROM search_rank') WHERE left(word, 1) <> '_'"
    } else {
        "SELECT term, doc AS df FROM search_vocabulary WHERE substr(term, 1, 1) <> '_'"
    };
    db::rows(db, text, []).await
}

/// Does the index hold as many documents as the ranking?
pub async fn check(db: &impl ConnectionTrait) -> Result<Option<String>, DbErr> {
    if is_postgres(db) {
        return Ok(None);
    }
    let n = db::count(db, "SELECT (SELECT COUNT(*) FROM search_index) - (SELECT COUNT(*) FROM search_rank) AS n", []).await?;
    Ok((n != 0).then(|| format!("the word index has {n:+} documents")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selections_are_quoted() {
        let (a, b, f) = (["box".to_owned(), "boxe".to_owned()], ["orang".to_owned()], ["_t7".to_owned()]);
        let s = Selection { groups: vec![&a, &b], facets: &f, in_title: true, limit: 1, many: false };
        assert_eq!(s.fts5(), r#"(title : (("box" OR "boxe") AND ("orang"))) AND "_t7""#);
        assert_eq!(s.tsquery(), "('box':A | 'boxe':A) & ('orang':A) & '_t7'");
    }
}
