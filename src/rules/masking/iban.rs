//! Bank accounts: a known country, its length and structure, and a checksum that holds; spaces, dots and hyphens allowed.

use super::{Chars, is_space};
use iban::Iban;
use std::ops::Range;

const LONGEST: usize = 34;
const SHORTEST: usize = 15;

pub fn ranges(text: &str, skip: &[Range<usize>]) -> Vec<Range<usize>> {
    let chars = Chars::new(text);
    let mut found = Vec::new();
    let mut i = 0;
    while i < chars.at.len() {
        match account(&chars, i).filter(|_| !skip.iter().any(|s| s.contains(&chars.byte(i)))) {
            Some(end) => {
                found.push(chars.byte(i)..chars.byte(end));
                i = end;
            }
            None => i += 1,
        }
    }
    found
}

/// The letters and digits alone, in lower case: the form in which accounts are compared.
pub fn compact(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect()
}

/// Where the account that begins at `start` ends.
fn account(chars: &Chars, start: usize) -> Option<usize> {
    let letter = |i| chars.get(i).is_some_and(|c| c.is_ascii_alphabetic());
    if !(letter(start) && letter(start + 1)) || chars.before(start, 1).is_some_and(char::is_alphanumeric) {
        return None;
    }
    let mut word = String::with_capacity(LONGEST);
    let mut ends = Vec::with_capacity(LONGEST);
    let mut i = start;
    while let Some(c) = chars.get(i) {
        if c.is_ascii_alphanumeric() && word.len() < LONGEST {
            word.push(c.to_ascii_uppercase());
            ends.push(i + 1);
            if word.len() == 4 && !word.ends_with(|c: char| c.is_ascii_digit()) {
                return None;
            }
        } else if !((is_space(c) || matches!(c, '-' | '.')) && chars.get(i + 1).is_some_and(|n| n.is_ascii_alphanumeric())) {
            break;
        }
        i += 1;
    }
    (SHORTEST..=word.len()).rev().find_map(|n| {
        let end = ends[n - 1];
        let whole = !chars.get(end).is_some_and(char::is_alphanumeric);
        (whole && word[..n].parse::<Iban>().is_ok()).then_some(end)
    })
}
