//! How an input becomes another one.

/// Always the same numbers for the same seed (SplitMix64).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Below `n`; 0 where there is nothing below.
    pub fn below(&mut self, n: usize) -> usize {
        if n == 0 { 0 } else { usize::try_from(self.next() % n as u64).unwrap_or(0) }
    }

    fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> Option<&'a T> {
        of.get(self.below(of.len())).copied()
    }

    fn range(&mut self, length: usize, longest: usize) -> std::ops::Range<usize> {
        let from = self.below(length + 1);
        from..(from + self.below(longest + 1)).min(length)
    }
}

/// One of the inputs after some changes: bits turned, pieces cut, doubled, moved and taken from another, words put in.
pub fn mutated(random: &mut Random, inputs: &[Vec<u8>], words: &[&str], longest: usize) -> Vec<u8> {
    let pick = |random: &mut Random| inputs.get(random.below(inputs.len())).cloned().unwrap_or_default();
    let mut case = pick(random);
    if case.len() > longest {
        let from = random.below(case.len() - longest);
        case = case[from..from + longest].to_vec();
    }
    for _ in 0..=random.below(8) {
        let at = random.below(case.len() + 1);
        match random.below(9) {
            0 if at < case.len() => case[at] ^= 1 << random.below(8),
            1 if at < case.len() => case[at] = u8::try_from(random.below(256)).unwrap_or(0),
            2 => drop(case.drain(random.range(case.len(), 32))),
            3 => case.truncate(at),
            4 => {
                let piece = case[random.range(case.len(), 64)].to_vec();
                let most = if random.below(8) == 0 { 60 } else { 4 };
                let times = 1 + random.below(most);
                case.splice(at..at, piece.repeat(times));
            }
            5 => {
                let other = pick(random);
                let piece = other[random.range(other.len(), 300)].to_vec();
                case.splice(at..at, piece);
            }
            6 => {
                let piece: Vec<u8> = case.drain(random.range(case.len(), 64)).collect();
                let to = random.below(case.len() + 1);
                case.splice(to..to, piece);
            }
            _ => {
                let word = random.one(words).unwrap_or_default();
                let times = if random.below(16) == 0 { random.below(40) } else { 1 };
                case.splice(at..at, word.repeat(times).into_bytes());
            }
        }
        case.truncate(longest);
    }
    case
}
