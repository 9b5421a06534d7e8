//! The reader's own words in a text: where they stand, and the excerpt that holds most of them.

use std::ops::Range;

use crate::search::query::Group;
use crate::search::words::{self, Stemming};

/// The words that are marked.
#[derive(Clone, Debug, Default)]
pub struct Marker {
    groups: Vec<Vec<String>>,
}

/// A piece of a text with the places of the marked words in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    pub text: String,
    pub marks: Vec<Range<usize>>,
}

impl Marked {
    /// The text in pieces, each with whether it is marked.
    pub fn pieces(&self) -> Vec<(bool, &str)> {
        let mut out = Vec::new();
        let mut at = 0;
        for mark in &self.marks {
            out.push((false, &self.text[at..mark.start]));
            out.push((true, &self.text[mark.clone()]));
            at = mark.end;
        }
        out.push((false, &self.text[at..]));
        out.retain(|(_, t)| !t.is_empty());
        out
    }
}

impl Marker {
    pub fn new(groups: &[Group]) -> Marker {
        Marker { groups: groups.iter().map(|g| g.terms.clone()).collect() }
    }

    /// The words of any text, before they were looked up.
    pub fn of(text: &str) -> Marker {
        Marker::new(&super::query::groups(text))
    }

    /// Which group a word belongs to.
    fn group(&self, word: &str) -> Option<usize> {
        let word = words::folded(word)?;
        // Most words share no beginning with any term: only the others are worth stemming.
        let near = |t: &String| {
            let n = t.len().min(3).min(word.len());
            t.as_bytes()[..n] == word.as_bytes()[..n]
        };
        if !self.groups.iter().flatten().any(near) {
            return None;
        }
        let stems = [words::stem(&word, Stemming::English), words::stem(&word, Stemming::French)];
        self.groups.iter().position(|g| g.iter().any(|t| stems.iter().any(|s| s == t)))
    }

    fn found(&self, text: &str) -> Vec<(Range<usize>, usize)> {
        if self.groups.is_empty() {
            return Vec::new();
        }
        let all = words::words(text);
        let mut out: Vec<(Range<usize>, usize)> = Vec::new();
        for (i, range) in all.iter().enumerate() {
            // "Wi-Fi" is one word to whoever typed wifi.
            let joined = all.get(i + 1).filter(|next| text.get(range.end..next.start) == Some("-")).map(|next| range.start..next.end);
            let hit = joined.and_then(|r| Some((r.clone(), self.group(&text[r])?))).or_else(|| Some((range.clone(), self.group(&text[range.clone()])?)));
            if let Some((range, group)) = hit {
                match out.last_mut() {
                    Some((last, _)) if range.start < last.end => last.end = last.end.max(range.end),
                    _ => out.push((range, group)),
                }
            }
        }
        out
    }

    /// The whole text, marked.
    pub fn mark(&self, text: &str) -> Marked {
        Marked { text: text.to_owned(), marks: self.found(text).into_iter().map(|(r, _)| r).collect() }
    }

    /// About `letters` letters of the text where most of the words stand together, and how many different ones.
    pub fn excerpt(&self, text: &str, letters: usize) -> (Marked, usize) {
        let found = self.found(text);
        let window = |i: usize| {
            let end = found[i].0.start + letters;
            found[i..].iter().take_while(move |(r, _)| r.end <= end)
        };
        let distinct = |i: usize| {
            let mut seen = [false; 64];
            window(i).for_each(|(_, g)| seen[*g % 64] = true);
            seen.iter().filter(|s| **s).count()
        };
        let best = (0..found.len()).map(|i| (distinct(i), window(i).count(), std::cmp::Reverse(i))).max();
        let Some((different, _, std::cmp::Reverse(first))) = best else { return (Marked { text: crate::markdown::excerpt(text, letters), marks: Vec::new() }, 0) };
        let lead = letters / 4;
        let from = sentence_start(text, found[first].0.start, lead);
        let to = cut_after(text, from, letters);
        let (before, after) = (if from > 0 { "…" } else { "" }, if to < text.len() { "…" } else { "" });
        let marks = found.iter().map(|(r, _)| r).filter(|r| r.start >= from && r.end <= to).map(|r| r.start - from + before.len()..r.end - from + before.len()).collect();
        (Marked { text: format!("{before}{}{after}", &text[from..to]), marks }, different)
    }
}

/// The start of the sentence, or of a word at most `lead` bytes before.
fn sentence_start(text: &str, at: usize, lead: usize) -> usize {
    let mut from = at.saturating_sub(lead);
    while !text.is_char_boundary(from) {
        from -= 1;
    }
    if from == 0 {
        return 0;
    }
    let before = &text[from..at];
    if let Some(i) = before.rfind(['.', '!', '?', '\n']) {
        let rest = &before[i + 1..];
        return from + i + 1 + (rest.len() - rest.trim_start().len());
    }
    before.find(char::is_whitespace).map_or(at, |i| from + i + before[i..].chars().next().map_or(1, char::len_utf8))
}

/// The end of a word about `letters` letters after `from`.
fn cut_after(text: &str, from: usize, letters: usize) -> usize {
    let Some(end) = text[from..].char_indices().nth(letters).map(|(i, _)| from + i) else { return text.trim_end().len().max(from) };
    text[from..end].rfind(char::is_whitespace).map_or(end, |i| from + i)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(query: &str, text: &str) -> Vec<String> {
        Marker::of(query).mark(text).pieces().into_iter().filter(|(m, _)| *m).map(|(_, t)| t.to_owned()).collect()
    }

    #[test]
    fn words_are_marked_whole_and_without_regard_to_accents() {
        assert_eq!(marked("telephone", "Mon téléphone, mes TÉLÉPHONES"), ["téléphone", "TÉLÉPHONES"]);
        assert_eq!(marked("wifi lent", "Le Wi-Fi est lent, talent non"), ["Wi-Fi", "lent"]);
        assert_eq!(marked("clignotante", "ma box clignote"), ["clignote"]);
        assert!(marked("<script>", "a < b").is_empty());
    }

    #[test]
    fn the_excerpt_is_where_the_words_are() {
        let text = format!("{} Maintenez le bouton WPS douze secondes. {}", "Bla bla. ".repeat(60), "Encore. ".repeat(60));
        let (m, n) = Marker::of("bouton wps").excerpt(&text, 120);
        assert_eq!(n, 2);
        assert!(m.text.starts_with('…') && m.text.ends_with('…') && m.text.contains("bouton WPS"), "{}", m.text);
        assert_eq!(m.pieces().into_iter().filter(|(k, _)| *k).map(|(_, t)| t).collect::<Vec<_>>(), ["bouton", "WPS"]);
    }

    proptest::proptest! {
        #[test]
        fn no_text_breaks_the_marks(q in "\\PC{0,30}", t in "\\PC{0,200}") {
            let m = Marker::of(&q);
            let whole = m.mark(&t);
            proptest::prop_assert_eq!(whole.pieces().into_iter().map(|(_, p)| p).collect::<String>(), t.clone());
            let (e, _) = m.excerpt(&t, 40);
            let _ = e.pieces();
        }
    }
}
