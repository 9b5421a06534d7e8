//! What a drill says: what was hoped, what was seen, whether it is met.

use std::fmt::{self, Display, Formatter};

pub struct Line {
    what: String,
    goal: String,
    seen: String,
    wrong: Vec<String>,
}

impl Line {
    pub fn new(what: impl Into<String>, goal: impl Into<String>) -> Line {
        Line { what: what.into(), goal: goal.into(), seen: String::new(), wrong: Vec::new() }
    }

    /// The drill itself could not be held.
    pub fn failed(what: &str, why: &anyhow::Error) -> Line {
        let mut line = Line::new(what, "the drill is held");
        line.wrong(format!("{why:#}"));
        line
    }

    pub fn saw(&mut self, what: impl Display) {
        if !self.seen.is_empty() {
            self.seen.push_str(", ");
        }
        self.seen.push_str(&what.to_string());
    }

    /// Something that is not as it should be.
    pub fn wrong(&mut self, what: impl Display) {
        self.wrong.push(what.to_string());
    }

    /// A figure that may be so much at most.
    pub fn at_most(&mut self, what: &str, figure: f64, most: f64, unit: &str) {
        self.saw(format_args!("{what} {figure:.1} {unit}"));
        if figure.is_nan() || figure > most {
            self.wrong(format_args!("{what}: {figure:.1} {unit}, at most {most} {unit} was hoped"));
        }
    }

    pub fn ok(&self) -> bool {
        self.wrong.is_empty()
    }
}

/// So many wrongs are said in full.
const SAID: usize = 6;

impl Display for Line {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} | goal: {} | seen: {} | {}", self.what, self.goal, self.seen, if self.ok() { "ok" } else { "NOT ok" })?;
        for wrong in self.wrong.iter().take(SAID) {
            write!(f, "\n        {wrong}")?;
        }
        if self.wrong.len() > SAID {
            write!(f, "\n        and {} more", self.wrong.len() - SAID)?;
        }
        Ok(())
    }
}
