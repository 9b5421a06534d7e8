//! What counts as a rise. Pure: questions and their words in, words that rise out.

use std::collections::{BTreeMap, BTreeSet};

use crate::clock::{DAY, HOUR, Millis};

/// So many people with one problem…
pub const PEOPLE: usize = 3;
/// …within this time.
pub const WITHIN: Millis = 2 * HOUR;
/// So many questions…
pub const QUESTIONS: usize = 5;
/// …of one day…
pub const LATELY: Millis = DAY;
/// …that share a word, which is then so many times as frequent…
pub const TIMES: usize = 3;
/// …as in so many days before.
pub const DAYS_BEFORE: usize = 28;
/// Fewer questions before cannot say what is usual.
pub const LEAST_BEFORE: usize = 20;
/// A word is rare while no more than one of so many questions had it.
pub const RARE: usize = 20;
/// Shorter words say little.
const SHORTEST: usize = 4;
/// Two words of which this part of questions (in percent) are the same tell of one thing.
const SAME: usize = 60;

/// Did so many people say it within the time, at any moment since? `said`: in any order.
pub fn many(said: &[Millis], since: Millis) -> bool {
    let mut said = said.to_vec();
    said.sort_unstable();
    said.windows(PEOPLE).any(|w| w[PEOPLE - 1] - w[0] <= WITHIN && w[PEOPLE - 1] >= since)
}

/// A word that rises, and the questions of the day that have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rise {
    pub word: String,
    pub questions: Vec<i64>,
    /// How many a day had it before, in thousandths.
    pub mean_permille: i64,
}

/// The words of one question.
pub type Words = BTreeSet<String>;

/// `lately`: questions of the day; `before`: the words of the questions of the days before.
pub fn words(lately: &[(i64, Words)], before: &[Words]) -> Vec<Rise> {
    if before.len() < LEAST_BEFORE {
        return Vec::new();
    }
    let mut having: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    for (id, words) in lately {
        for word in words.iter().filter(|w| w.chars().count() >= SHORTEST && w.chars().any(char::is_alphabetic)) {
            having.entry(word).or_default().push(*id);
        }
    }
    let mut rises: Vec<Rise> = Vec::new();
    for (word, questions) in having.into_iter().filter(|(_, q)| q.len() >= QUESTIONS) {
        let then = before.iter().filter(|w| w.contains(word)).count();
        let risen = questions.len() * DAYS_BEFORE >= TIMES * then;
        if risen && then * RARE <= before.len() {
            rises.push(Rise { word: word.to_owned(), questions, mean_permille: i64::try_from(then * 1_000 / DAYS_BEFORE).unwrap_or(i64::MAX) });
        }
    }
    // the rarest, then the most frequent now, speaks for words that come together
    rises.sort_by(|a, b| (a.mean_permille, b.questions.len(), &a.word).cmp(&(b.mean_permille, a.questions.len(), &b.word)));
    let mut told: Vec<Rise> = Vec::new();
    for rise in rises {
        let same = |other: &Rise| rise.questions.iter().filter(|q| other.questions.contains(q)).count() * 100 >= SAME * rise.questions.len();
        if !told.iter().any(same) {
            told.push(rise);
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words_of(text: &str) -> Words {
        text.split(' ').map(str::to_owned).collect()
    }

    fn usual() -> Vec<Words> {
        (0..100).map(|n| words_of(&format!("invoice question number{n}{}", if n % 25 == 0 { " voicemail" } else { "" }))).collect()
    }

    fn day(n: usize, text: &str) -> Vec<(i64, Words)> {
        (0..n).map(|i| (i64::try_from(i).unwrap_or(0), words_of(&format!("{text} own{i}")))).collect()
    }

    #[test]
    fn three_people_in_two_hours() {
        let hour = |h: i64| h * HOUR;
        assert!(many(&[hour(0), hour(1), hour(2)], 0));
        assert!(!many(&[hour(0), hour(1), hour(2) + 1], 0));
        assert!(!many(&[hour(0), hour(1)], 0));
        assert!(many(&[hour(9), hour(0), hour(8), hour(10)], 0));
        assert!(!many(&[hour(0), hour(1), hour(2)], hour(3)), "long ago");
    }

    #[test]
    fn a_rare_word_rises_at_three_times_its_mean() {
        assert_eq!(words(&day(4, "firmware"), &usual()), []);
        let found = words(&day(5, "firmware"), &usual());
        assert_eq!((found.len(), found[0].word.as_str(), found[0].questions.len(), found[0].mean_permille), (1, "firmware", 5, 0));
        // four in 28 days: 0.14 a day
        let found = words(&day(5, "voicemail"), &usual());
        assert_eq!((found.len(), found[0].mean_permille), (1, 142));
    }

    #[test]
    fn usual_words_and_short_histories_say_nothing() {
        assert_eq!(words(&day(9, "invoice"), &usual()), [], "everybody writes it");
        assert_eq!(words(&day(9, "box"), &usual()), [], "too short");
        assert_eq!(words(&day(9, "2026"), &usual()), [], "a number");
        assert_eq!(words(&day(9, "firmware"), &usual()[..19]), [], "nobody knows yet what is usual");
        let often: Vec<Words> = (0..28 * 40).map(|n| words_of(if n % 10 == 0 { "fibre cut" } else { "other" })).collect();
        assert_eq!(words(&day(11, "fibre"), &often), [], "not three times its mean");
    }

    #[test]
    fn words_that_come_together_are_one_signal() {
        let found = words(&day(6, "firmware update orange"), &usual());
        assert_eq!(found.len(), 1, "{found:?}");
        let mut two = day(5, "firmware");
        two.extend((100..105).map(|i| (i, words_of("roaming"))));
        assert_eq!(words(&two, &usual()).len(), 2);
    }
}
