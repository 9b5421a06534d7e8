//! What an import did: a table in which every row read is imported, was already there, or was skipped for a reason.

use std::collections::BTreeMap;
use std::fmt;

/// Problems shown in full; further ones are only counted.
const SHOWN: usize = 50;

/// What became of the rows of one kind. Always `read = imported + already + skipped`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub read: u64,
    pub imported: u64,
    pub already: u64,
    pub skipped: BTreeMap<String, u64>,
}

impl Tally {
    pub fn skipped_total(&self) -> u64 {
        self.skipped.values().sum()
    }

    pub fn adds_up(&self) -> bool {
        self.read == self.imported + self.already + self.skipped_total()
    }
}

/// The whole of an import; its `Display` is the table.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub source: String,
    pub dry_run: bool,
    /// In the order in which they were first met.
    pub kinds: Vec<(&'static str, Tally)>,
    /// Sentences that belong to no row.
    pub notes: Vec<String>,
    /// What the operator should look at: file, line, why.
    pub problems: Vec<String>,
    /// Those beyond the first fifty.
    pub more_problems: u64,
    pub seconds: f64,
}

impl Report {
    pub fn new(source: &str, dry_run: bool) -> Self {
        Report { source: source.to_owned(), dry_run, ..Report::default() }
    }

    /// The tally of a kind, made when first asked for.
    pub fn kind(&mut self, name: &'static str) -> &mut Tally {
        let at = self.kinds.iter().position(|(n, _)| *n == name).unwrap_or_else(|| {
            self.kinds.push((name, Tally::default()));
            self.kinds.len() - 1
        });
        &mut self.kinds[at].1
    }

    pub fn imported(&mut self, name: &'static str) {
        let tally = self.kind(name);
        tally.read += 1;
        tally.imported += 1;
    }

    pub fn already(&mut self, name: &'static str) {
        let tally = self.kind(name);
        tally.read += 1;
        tally.already += 1;
    }

    pub fn skipped(&mut self, name: &'static str, why: &str) {
        let tally = self.kind(name);
        tally.read += 1;
        match tally.skipped.get_mut(why) {
            Some(n) => *n += 1,
            None => {
                tally.skipped.insert(why.to_owned(), 1);
            }
        }
    }

    pub fn problem(&mut self, text: String) {
        if self.problems.len() < SHOWN {
            self.problems.push(text);
        } else {
            self.more_problems += 1;
        }
    }

    pub fn note(&mut self, text: impl Into<String>) {
        self.notes.push(text.into());
    }

    /// A kind's tally, for those who only look.
    pub fn tally(&self, name: &str) -> Tally {
        self.kinds.iter().find(|(n, _)| *n == name).map(|(_, t)| t.clone()).unwrap_or_default()
    }

    /// Every kind adds up.
    pub fn adds_up(&self) -> bool {
        self.kinds.iter().all(|(_, t)| t.adds_up())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let how = if self.dry_run { "Dry run, nothing written:" } else { "Imported" };
        writeln!(f, "{how} {} in {:.1} s\n", self.source, self.seconds)?;
        writeln!(f, "{:<18} {:>9} {:>9} {:>13} {:>9}", "kind", "read", "imported", "already there", "skipped")?;
        for (name, t) in &self.kinds {
            writeln!(f, "{name:<18} {:>9} {:>9} {:>13} {:>9}", t.read, t.imported, t.already, t.skipped_total())?;
            for (why, n) in &t.skipped {
                writeln!(f, "{:<18} {:>9} {:>9} {:>13} {n:>9}  {why}", "", "", "", "")?;
            }
        }
        for (heading, lines) in [("Notes", &self.notes), ("Problems", &self.problems)] {
            if !lines.is_empty() {
                writeln!(f, "\n{heading}:")?;
                for line in lines {
                    writeln!(f, "  {line}")?;
                }
            }
        }
        if self.more_problems > 0 {
            writeln!(f, "  … and {} more", self.more_problems)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_somewhere() {
        let mut report = Report::new("example.org", true);
        report.imported("questions");
        report.already("questions");
        report.skipped("questions", "broken row");
        report.skipped("questions", "broken row");
        for n in 0..60 {
            report.problem(format!("questions.csv:{n}: broken"));
        }
        assert!(report.adds_up());
        assert_eq!(report.tally("questions").skipped_total(), 2);
        let shown = report.to_string();
        assert!(shown.contains("broken row") && shown.contains("and 10 more") && shown.starts_with("Dry run"));
        report.kind("answers").read += 1;
        assert!(!report.adds_up());
    }
}
