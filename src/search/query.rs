//! What a person typed into the search box: words, and filters such as `tag:wifi is:solved`.

use std::collections::BTreeSet;

use crate::search::vocabulary::Known;
use crate::search::words::{self, Stemming};

/// Words ranked by; of a longer text the rarest.
const MOST_WORDS: usize = 8;
/// Words of a text that are looked at, at all.
const READ_WORDS: usize = 48;

/// A search as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// What is left after the filters.
    pub text: String,
    pub tags: Vec<String>,
    pub user: Option<String>,
    pub category: Option<String>,
    pub solved: bool,
    pub unanswered: bool,
}

impl Query {
    /// Reads filters wherever they stand; a word with a colon that is no filter stays a word.
    pub fn parse(typed: &str) -> Query {
        let mut q = Query::default();
        let mut text: Vec<&str> = Vec::new();
        for word in typed.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()) {
            match word.split_once(':') {
                Some(("tag", v)) if !v.is_empty() => q.tags.push(v.to_lowercase()),
                Some(("user", v)) if !v.trim_start_matches('@').is_empty() => q.user = Some(v.trim_start_matches('@').to_lowercase()),
                Some(("category", v)) if !v.is_empty() => q.category = Some(v.to_lowercase()),
                Some(("is", "solved")) => q.solved = true,
                Some(("is", "unanswered")) => q.unanswered = true,
                _ => text.push(word),
            }
        }
        q.tags.truncate(5);
        q.text = text.join(" ");
        q
    }

    pub fn has_filter(&self) -> bool {
        !self.tags.is_empty() || self.user.is_some() || self.category.is_some() || self.solved || self.unanswered
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && !self.has_filter()
    }

    /// The filters, as typed.
    pub fn filters(&self) -> String {
        let mut out: Vec<String> = self.tags.iter().map(|t| format!("tag:{t}")).collect();
        out.extend(self.user.iter().map(|u| format!("user:{u}")));
        out.extend(self.category.iter().map(|c| format!("category:{c}")));
        out.extend(self.solved.then(|| "is:solved".to_owned()));
        out.extend(self.unanswered.then(|| "is:unanswered".to_owned()));
        out.join(" ")
    }
}

/// A word of a search: any of its terms is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Folded, as typed.
    pub word: String,
    pub terms: Vec<String>,
    /// Documents that hold it; 0 when nobody ever used it.
    pub df: i64,
}

/// The words of a text that say something, each stemmed in both languages; not yet looked up.
pub fn groups(text: &str) -> Vec<Group> {
    let mut typed: Vec<String> = Vec::new();
    let mut before: Option<(usize, String)> = None;
    for range in words::words(text).into_iter().take(READ_WORDS * 8) {
        let raw = &text[range.clone()];
        let word = words::folded(raw);
        let part = word.clone().unwrap_or_else(|| crate::rules::fold::fold_words(raw));
        if let Some((end, first)) = before.take().filter(|(end, _)| text.get(*end..range.start) == Some("-"))
            && end < range.start
            // e-mail and wi-fi are one word; clignote-t-elle is not.
            && first.chars().count() <= 2
            && part.chars().count() >= 2
            && !words::is_stop_word(&first)
        {
            if typed.last() == Some(&first) {
                typed.pop();
            }
            typed.push(format!("{first}{part}"));
        } else if let Some(word) = word {
            typed.push(word);
        }
        before = Some((range.end, part));
    }
    let telling: Vec<&String> = typed.iter().filter(|w| !words::is_stop_word(w)).collect();
    let kept: Vec<&String> = if telling.is_empty() { typed.iter().collect() } else { telling };
    let mut seen = BTreeSet::new();
    kept.into_iter().filter(|w| seen.insert((*w).clone())).take(READ_WORDS).map(|w| Group { terms: variants(w), word: w.clone(), df: 0 }).collect()
}

/// The terms a word may have become, whichever language the post was in.
pub fn variants(word: &str) -> Vec<String> {
    let mut out = vec![words::stem(word, Stemming::English).into_owned()];
    let french = words::stem(word, Stemming::French).into_owned();
    if !out.contains(&french) {
        out.push(french);
    }
    out
}

/// Fills in how many documents hold each word; terms nobody used go. A last word that nobody used is completed.
pub fn look_up(groups: &mut [Group], known: &Known) {
    let last = groups.len().saturating_sub(1);
    for (i, g) in groups.iter_mut().enumerate() {
        let found: Vec<(String, i64)> = g.terms.iter().filter_map(|t| known.terms.get(t)).filter(|t| t.df > 0).map(|t| (t.term.clone(), t.df)).collect();
        let found = if found.is_empty() && i == last { known.completions.iter().map(|t| (t.term.clone(), t.df)).collect() } else { found };
        g.df = found.iter().map(|(_, df)| df).sum();
        if g.df > 0 {
            g.terms = found.into_iter().map(|(t, _)| t).collect();
        }
    }
}

/// The rarest words, rarest first.
pub fn rarest(mut groups: Vec<Group>) -> Vec<Group> {
    groups.sort_by_key(|g| g.df);
    groups.truncate(MOST_WORDS);
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_read_wherever_they_stand() {
        let q = Query::parse("  box tag:WiFi orange user:@Ada is:solved http://x.example is:odd category:tv");
        assert_eq!(q.text, "box orange http://x.example is:odd");
        assert_eq!((q.tags.as_slice(), q.user.as_deref(), q.category.as_deref()), (&["wifi".to_owned()][..], Some("ada"), Some("tv")));
        assert!(q.solved && !q.unanswered);
        assert_eq!(q.filters(), "tag:wifi user:ada category:tv is:solved");
        assert!(Query::parse(" ").is_empty());
    }

    #[test]
    fn small_words_go_unless_there_is_nothing_else() {
        let words = |t: &str| groups(t).into_iter().map(|g| g.word).collect::<Vec<_>>();
        assert_eq!(words("Pourquoi ma box clignote-t-elle ?"), ["box", "clignote"]);
        assert_eq!(words("how to"), ["how", "to"]);
        assert_eq!(words("Wi-Fi et e-mail"), ["wifi", "email"]);
        assert_eq!(words("\" OR 1=1 --"), ["1"]);
        assert_eq!(words("😀 \u{0}"), Vec::<String>::new());
    }
}
