//! A document as the ranking sees it: which terms it holds how often, in a few hundred ASCII characters, so that a
//! thousand candidates come out of the database as one text. First `S` when solved (else `-`), then a length class, then
//! four characters a term: 18 bits of its hash, and how often it stands in the title (up to 3) and in the text (up to 15).

use std::collections::BTreeMap;

/// The alphabet: `0` and the 63 characters after it. Neither space nor comma, which separate candidates.
const FIRST: u8 = b'0';
/// Terms kept of one document; the most frequent ones.
const MOST: usize = 300;

/// 18 bits of FNV-1a. Two terms of one vocabulary share them seldom enough for a ranking.
pub fn hash(term: &str) -> u32 {
    let mut h: u32 = 0x811c_9dc5;
    for b in term.bytes() {
        h = (h ^ u32::from(b)).wrapping_mul(0x0100_0193);
    }
    (h ^ (h >> 14)) & 0x3_FFFF
}

fn digit(v: u32) -> char {
    char::from(FIRST + (v & 63) as u8)
}

fn value(b: u8) -> u32 {
    u32::from(b.wrapping_sub(FIRST)) & 63
}

/// Packs the counts of a document's terms: term → (times in title, times in text).
pub fn pack(solved: bool, counts: &BTreeMap<String, (u32, u32)>) -> String {
    let length: u32 = counts.values().map(|(title, text)| title + text).sum();
    let mut terms: Vec<(&String, &(u32, u32))> = counts.iter().filter(|(t, _)| !super::words::is_stop_word(t)).collect();
    if terms.len() > MOST {
        terms.sort_by_key(|(t, (title, text))| (std::cmp::Reverse((*title, *text)), t.len()));
        terms.truncate(MOST);
    }
    let mut out = String::with_capacity(2 + terms.len() * 4);
    out.push(if solved { 'S' } else { '-' });
    out.push(digit(length_class(length)));
    for (term, (title, text)) in terms {
        let h = hash(term);
        out.extend([digit(h >> 12), digit(h >> 6), digit(h), digit((*title).min(3) << 4 | (*text).min(15))]);
    }
    out
}

/// Four classes for each doubling, from 8 words up.
fn length_class(words: u32) -> u32 {
    ((1.0 + f64::from(words) / 8.0).log2() * 4.0).round().min(63.0) as u32
}

/// A candidate, read in place.
#[derive(Clone, Copy, Debug)]
pub struct Packed<'a> {
    pub id: i64,
    pub solved: bool,
    pub length: f32,
    terms: &'a [u8],
}

impl<'a> Packed<'a> {
    /// Reads `id,packed` items separated by spaces; what is malformed is left out.
    pub fn all(text: &'a str) -> impl Iterator<Item = Packed<'a>> {
        text.split(' ').filter_map(|item| {
            let (id, packed) = item.split_once(',')?;
            let bytes = packed.as_bytes();
            let (head, terms) = bytes.split_at_checked(2)?;
            Some(Packed { id: id.parse().ok()?, solved: head[0] == b'S', length: (2f32.powf(value(head[1]) as f32 / 4.0) - 1.0) * 8.0, terms })
        })
    }

    /// Adds how often each wanted word stands in the title and in the text; one walk over the terms.
    pub fn add_counts(&self, wanted: &Wanted, counts: &mut [(u32, u32)]) {
        for entry in self.terms.chunks_exact(4) {
            if wanted.mask >> value(entry[2]) & 1 == 0 {
                continue;
            }
            for (key, word) in &wanted.keys {
                if entry[..3] == key[..] {
                    let v = value(entry[3]);
                    counts[*word].0 += v >> 4;
                    counts[*word].1 += v & 15;
                }
            }
        }
    }
}

/// The terms of some words, made ready to be looked for in many documents.
pub struct Wanted {
    keys: Vec<([u8; 3], usize)>,
    /// Which last characters the keys have: most terms of a document are passed over by it.
    mask: u64,
}

impl Wanted {
    /// For each word, its terms.
    pub fn new<'w>(words: impl Iterator<Item = &'w [String]>) -> Wanted {
        let keys: Vec<([u8; 3], usize)> = words.enumerate().flat_map(|(i, terms)| terms.iter().map(move |t| (key(t), i))).collect();
        let mask = keys.iter().fold(0, |m, (k, _)| m | 1 << value(k[2]));
        Wanted { keys, mask }
    }
}

/// The characters under which a term is kept.
fn key(term: &str) -> [u8; 3] {
    let h = hash(term);
    [digit(h >> 12) as u8, digit(h >> 6) as u8, digit(h) as u8]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_read_back() {
        let counts = BTreeMap::from([("box".to_owned(), (1, 3)), ("orang".to_owned(), (0, 40)), ("the".to_owned(), (2, 9))]);
        let text = format!("7,{} x 9,{}", pack(true, &counts), pack(false, &BTreeMap::new()));
        let all: Vec<Packed> = Packed::all(&text).collect();
        assert_eq!(all.iter().map(|p| (p.id, p.solved)).collect::<Vec<_>>(), [(7, true), (9, false)]);
        let words = ["box", "orang", "the"].map(|w| [w.to_owned()]);
        let mut found = [(0, 0); 3];
        all[0].add_counts(&Wanted::new(words.iter().map(<[String; 1]>::as_slice)), &mut found);
        assert_eq!(found, [(1, 3), (0, 15), (0, 0)], "small words are not ranked by");
        assert!((all[0].length - 55.0).abs() < 10.0, "{}", all[0].length);
        assert!(text.bytes().all(|b| b.is_ascii_graphic() || b == b' '));
    }
}
