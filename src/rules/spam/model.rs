//! The classifier: logistic regression over hashed words and pairs of words. Training is deterministic, so that the same
//! examples give the same weights; these are kept as one line of numbers.

use super::{Text, spaced};

/// Buckets that words are hashed into.
const BUCKETS: usize = 1 << 12;
const ROUNDS: usize = 60;
const RATE: f64 = 0.5;
const SHRINK: f64 = 1e-4;
/// From here on a text waits: among posts left out of the learning, nothing ordinary came that high.
const HOLDS: f64 = 0.85;

/// A text and whether people called it spam.
pub struct Example<'a> {
    pub text: Text<'a>,
    pub spam: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    bias: f64,
    weights: Vec<f64>,
}

impl Model {
    /// From 0 (ordinary) to 1.
    pub fn score(&self, text: &Text<'_>) -> f64 {
        logistic(self.sum(&features(text)))
    }

    pub fn holds(&self, text: &Text<'_>) -> bool {
        self.score(text) >= HOLDS
    }

    fn sum(&self, features: &[usize]) -> f64 {
        let worth = worth(features);
        self.bias + features.iter().map(|f| self.weights[*f] * worth).sum::<f64>()
    }

    /// Learns from examples.
    pub fn train(examples: &[Example<'_>]) -> Model {
        let known: Vec<(Vec<usize>, bool)> = examples.iter().map(|e| (features(&e.text), e.spam)).collect();
        fit(&known).rounded()
    }

    /// As it will be read again.
    fn rounded(&self) -> Model {
        Model::read(&self.to_string())
    }

    /// Reads what [`ToString`] wrote.
    pub fn read(text: &str) -> Model {
        let mut model = Model { bias: 0.0, weights: vec![0.0; BUCKETS] };
        for part in text.lines().filter(|l| !l.starts_with('#')).flat_map(str::split_whitespace) {
            let Some((name, value)) = part.split_once(':') else { continue };
            let Ok(value) = value.parse::<i32>() else { continue };
            let value = f64::from(value) / 1_000.0;
            match name {
                "bias" => model.bias = value,
                bucket => {
                    if let Some(weight) = bucket.parse().ok().and_then(|b: usize| model.weights.get_mut(b)) {
                        *weight = value;
                    }
                }
            }
        }
        model
    }
}

impl std::fmt::Display for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let whole = |v: f64| (v * 1_000.0).round();
        writeln!(f, "bias:{}", whole(self.bias))?;
        for (bucket, weight) in self.weights.iter().enumerate().filter(|(_, w)| w.abs() >= 0.05) {
            write!(f, "{bucket}:{} ", whole(*weight))?;
        }
        Ok(())
    }
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// Long texts have more words, not more to say.
fn worth(features: &[usize]) -> f64 {
    1.0 / f64::from(u32::try_from(features.len().max(1)).unwrap_or(u32::MAX)).sqrt()
}

fn fit(examples: &[(Vec<usize>, bool)]) -> Model {
    let mut model = Model { bias: 0.0, weights: vec![0.0; BUCKETS] };
    let mut seen = vec![1e-2; BUCKETS];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut dice: u64 = 42;
    for _ in 0..ROUNDS {
        for i in (1..order.len()).rev() {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(i, usize::try_from(dice >> 33).unwrap_or(0) % (i + 1));
        }
        for i in &order {
            let (features, spam) = &examples[*i];
            let worth = worth(features);
            let wrong = f64::from(u8::from(*spam)) - logistic(model.sum(features));
            model.bias += 0.02 * wrong;
            for f in features {
                let step = wrong * worth - SHRINK * model.weights[*f];
                seen[*f] += step * step;
                model.weights[*f] += RATE * step / seen[*f].sqrt();
            }
        }
    }
    model
}

/// Words, pairs of words and the shape of a text, as buckets; each once.
fn features(text: &Text<'_>) -> Vec<usize> {
    let (title, body) = (spaced(text.title), spaced(text.body));
    let words: Vec<&str> = title.split_whitespace().chain(["|"]).chain(body.split_whitespace()).take(600).collect();
    let mut out: Vec<usize> = words.iter().map(|w| bucket(&[w])).collect();
    out.extend(words.windows(2).map(bucket));
    let length = match words.len() {
        0..8 => "len0",
        8..20 => "len1",
        20..60 => "len2",
        60..150 => "len3",
        _ => "len4",
    };
    out.push(bucket(&["\u{1}", length]));
    out.push(bucket(&["\u{1}", if text.links == 0 { "no link" } else { "link" }]));
    out.push(bucket(&["\u{1}", if text.title.is_empty() { "answer" } else { "question" }]));
    if text.body.chars().any(|c| c.is_alphabetic() && c > '\u{24F}') {
        out.push(bucket(&["\u{1}", "script"]));
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// FNV-1a: the same on every machine.
fn bucket(words: &[&str]) -> usize {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in words.iter().flat_map(|w| w.bytes().chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    usize::try_from((hash ^ (hash >> 32)) & (BUCKETS as u64 - 1)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_learns_and_reads_what_it_wrote() {
        let spam = ["Great casino offers here", "Win at the casino tonight", "The best casino bonus", "casino casino play now", "free casino money"];
        let ham = ["The box blinks orange", "My router is slow tonight", "No signal since the update", "How do I reset the box", "The light is red"];
        let one = |body, spam| Example { text: Text { title: "", body, links: 0 }, spam };
        let examples: Vec<Example<'_>> = (0..8).flat_map(|_| spam.iter().map(|b| one(*b, true)).chain(ham.iter().map(|b| one(*b, false)))).collect();
        let model = Model::train(&examples);
        let score = |body| model.score(&Text { title: "", body, links: 0 });
        assert!(score("a casino bonus") > 0.7 && score("the box is slow") < 0.3);
        assert_eq!(Model::read(&model.to_string()), model);
        assert_eq!(Model::train(&examples), model, "the same examples, the same weights");
    }
}
