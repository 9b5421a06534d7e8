//! What a search can be narrowed to, as terms of the index itself, so that a filter costs what a rare word costs. They
//! begin with `_`, which no word does.

pub const SOLVED: &str = "_solved";
pub const UNANSWERED: &str = "_unanswered";

pub fn tag(id: i64) -> String {
    format!("_t{id}")
}

pub fn author(id: i64) -> String {
    format!("_u{id}")
}

pub fn category(id: i64) -> String {
    format!("_c{id}")
}

/// All facets of a question.
pub fn of(author_id: i64, category_id: Option<i64>, tags: impl Iterator<Item = i64>, solved: bool, unanswered: bool) -> Vec<String> {
    let mut out = vec![author(author_id)];
    out.extend(category_id.map(category));
    out.extend(tags.map(tag));
    out.extend(solved.then(|| SOLVED.to_owned()));
    out.extend(unanswered.then(|| UNANSWERED.to_owned()));
    out
}
