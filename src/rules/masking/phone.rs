//! Phone numbers: `+` and 8–15 digits, or ten digits that begin with 0 as in France, in any of the groupings people
//! use. What tells them from other numbers is on both sides: see [`opens`] and [`closes`].

use super::super::fold::fold_words;
use super::{Chars, is_space};
use std::ops::Range;

pub fn ranges(text: &str, skip: &[Range<usize>]) -> Vec<Range<usize>> {
    let chars = Chars::new(text);
    let mut found = Vec::new();
    let (mut i, mut last_end) = (0, 0);
    while i < chars.at.len() {
        let start = matches!(chars.get(i), Some('+' | '0')) && !skip.iter().any(|s| s.contains(&chars.byte(i)));
        match Some(i).filter(|_| start && opens(&chars, i, last_end)).and_then(|i| number(&chars, i)) {
            Some(end) => {
                found.push(chars.byte(i)..chars.byte(end));
                i = end;
                last_end = end;
            }
            None => i += 1,
        }
    }
    found
}

/// The digits with the country, the form in which numbers are compared: `06 12…` and `+33 (0)6 12…` are `33612…`.
/// Short codes (3900) stay as they are.
pub fn key(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.strip_prefix("00").unwrap_or(&digits);
    match digits.strip_prefix("330") {
        Some(rest) if rest.len() == 9 => format!("33{rest}"),
        _ if digits.len() == 10 && digits.starts_with('0') => format!("33{}", &digits[1..]),
        _ => digits.to_owned(),
    }
}

/// Whether a number may begin here, going by what stands before.
fn opens(chars: &Chars, i: usize, last_end: usize) -> bool {
    if i == last_end && i > 0 {
        return false;
    }
    let (one, two, three) = (chars.before(i, 1), chars.before(i, 2), chars.before(i, 3));
    let marked = matches!(two, Some('•' | '…'));
    match one {
        Some(c) if c.is_alphanumeric() || c == '•' => false,
        Some('…') => (two, three) != (Some(' '), Some('•')),
        // `SN-0612345678`, `1.0612…`; but two numbers may share a slash.
        Some('-' | '_' | '/') => !(marked || two.is_some_and(char::is_alphanumeric)) || (last_end > 0 && i - 1 == last_end),
        Some('.' | ',') => !(marked || two.is_some_and(|c| c.is_ascii_digit())),
        Some(c) if is_space(c) => (two, three) != (Some('•'), Some('•')),
        _ => true,
    }
}

/// Whether a number may end here, going by what stands after.
fn closes(chars: &Chars, end: usize) -> bool {
    let (one, two, three) = (chars.get(end), chars.get(end + 1), chars.get(end + 2));
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let unit = |c: Option<char>| matches!(c, Some('€' | '$' | '£' | '%' | '°'));
    match one {
        Some(c) if c.is_alphanumeric() || c == '•' => false,
        Some('-' | '_' | '@') => !two.is_some_and(char::is_alphanumeric),
        Some('.' | ',' | ':') => !is_digit(two),
        Some('/') => !is_digit(two) || two == Some('0'),
        Some(c) if is_space(c) => (two, three) != (Some('•'), Some('•')) && !unit(two),
        c => !unit(c),
    }
}

/// Digits without anything between them, and what separates them from the next ones.
struct Group {
    start: usize,
    end: usize,
    /// Separator before this group: its sign, or a space.
    sep: char,
}

impl Group {
    fn len(&self) -> usize {
        self.end - self.start
    }
}

/// The groups of digits from `i` on that one number could be made of; 20 digits are more than enough to decide.
fn groups(chars: &Chars, mut i: usize) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut sep = ' ';
    let mut total = 0;
    while total <= 20 && chars.digit(i) {
        let start = i;
        while chars.digit(i) {
            i += 1;
        }
        total += i - start;
        groups.push(Group { start, end: i, sep });
        (sep, i) = separator(chars, i);
    }
    groups
}

/// Up to three separating characters; the sign that counts is the one that is neither a space nor a parenthesis.
fn separator(chars: &Chars, from: usize) -> (char, usize) {
    let (mut sign, mut i) = (' ', from);
    while let Some(c) = chars.get(i).filter(|_| i < from + 3) {
        match c {
            c if is_space(c) => {}
            '(' | ')' => {}
            '.' | '/' if sign == ' ' => sign = c,
            '-' | '\u{2010}' | '\u{2011}' | '\u{2013}' if sign == ' ' => sign = '-',
            _ => break,
        }
        i += 1;
    }
    (sign, i)
}

/// Where the number that begins at `i` ends.
fn number(chars: &Chars, i: usize) -> Option<usize> {
    let plus = chars.get(i) == Some('+');
    let groups = groups(chars, i + usize::from(plus));
    let digits: String = groups.iter().flat_map(|g| (g.start..g.end).filter_map(|j| chars.get(j))).collect();
    let sums: Vec<usize> = groups
        .iter()
        .scan(0, |n, g| {
            Some({
                *n += g.len();
                *n
            })
        })
        .collect();
    let at = |wanted: usize| sums.iter().position(|n| *n == wanted);
    let end_of = |k: usize| Some(groups[k].end).filter(|end| closes(chars, *end));
    if plus {
        if !digits.starts_with(|c| c != '0') {
            return None;
        }
        // Where the country's length is known, what follows is no part of it.
        let known = match digits.as_bytes() {
            [b'3', b'3', b'0', ..] => at(12),
            [b'3', b'3', ..] | [b'1', ..] => at(11),
            _ => None,
        };
        let longest = || sums.iter().rposition(|n| (8..=15).contains(n));
        return known.and_then(end_of).or_else(|| longest().and_then(end_of));
    }
    if let Some(rest) = digits.strip_prefix("0033") {
        let length = if rest.starts_with('0') { 14 } else { 13 };
        return at(length).and_then(end_of);
    }
    let second = digits.as_bytes().get(1).copied();
    let k = at(10).filter(|_| second.is_some_and(|d| (b'1'..=b'9').contains(&d)))?;
    let national = plausible(chars, &groups[..=k], &digits) && !(k == 0 && labelled(chars, i));
    national.then(|| end_of(k)).flatten()
}

/// Groupings of ten digits that are a phone number and not a date with its hour, an IP address or an ISBN.
fn plausible(chars: &Chars, groups: &[Group], digits: &str) -> bool {
    let sizes: Vec<usize> = groups.iter().map(Group::len).collect();
    let Some(sign) = groups.get(1).map(|g| g.sep) else { return true };
    let even = groups[1..].iter().all(|g| g.sep == sign) || parenthesised(chars, groups);
    let ip = sign == '.' && sizes.len() == 4 && groups.iter().all(|g| part(digits, groups, g) <= 255);
    let single_last = sizes.last() == Some(&1) && sizes.iter().any(|n| *n != 1);
    even && !ip && !single_last && sizes != [2, 2, 4, 2] && (sign != '/' || sizes == [2; 5])
}

/// `(0)6 12 34 56 78`, `(06) 12.34.56.78`: what stands in front may be set apart by its own sign.
fn parenthesised(chars: &Chars, groups: &[Group]) -> bool {
    chars.get(groups[0].end) == Some(')') && groups[2..].iter().all(|g| g.sep == groups[2].sep)
}

fn part(digits: &str, groups: &[Group], g: &Group) -> usize {
    let from: usize = groups.iter().take_while(|o| o.start < g.start).map(Group::len).sum();
    digits.get(from..from + g.len()).and_then(|d| d.parse().ok()).unwrap_or(usize::MAX)
}

/// "commande n° 0123456789": what the words before a bare number say it is.
fn labelled(chars: &Chars, i: usize) -> bool {
    const LABELS: [&str; 27] = [
        "commande",
        "commandes",
        "order",
        "orders",
        "ticket",
        "tickets",
        "dossier",
        "case",
        "reference",
        "ref",
        "facture",
        "invoice",
        "serie",
        "serial",
        "imei",
        "sn",
        "s/n",
        "isbn",
        "colis",
        "suivi",
        "tracking",
        "version",
        "build",
        "article",
        "produit",
        "product",
        "modele",
    ];
    const BETWEEN: [&str; 13] = ["n", "no", "nº", "nr", "num", "numero", "number", "id", "is", "est", "de", "le", "code"];
    if chars.before(i, 1) == Some('#') {
        return true;
    }
    let line: String = chars.at[i.saturating_sub(48)..i].iter().map(|(_, c)| *c).collect();
    let line = fold_words(line.rsplit('\n').next().unwrap_or_default());
    let mut words = line.split(|c: char| !(c.is_alphanumeric() || c == '/')).filter(|w| !w.is_empty()).rev();
    words.by_ref().find(|w| !BETWEEN.contains(w)).is_some_and(|w| LABELS.contains(&w))
}
