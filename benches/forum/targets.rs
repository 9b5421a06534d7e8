//! What was promised of a figure, and whether it is kept: said beside it, and by how the command ends.

use std::fmt::{self, Display, Formatter};

use serde::{Deserialize, Serialize};

/// A figure and what it may be.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Target {
    pub what: String,
    pub figure: f64,
    pub bound: Bound,
    /// What it is counted in: `×`, `s`, `µs`.
    pub unit: String,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub enum Bound {
    AtMost(f64),
    AtLeast(f64),
}

impl Target {
    pub fn at_most(what: impl Into<String>, figure: f64, bound: f64, unit: &str) -> Target {
        Target { what: what.into(), figure, bound: Bound::AtMost(bound), unit: unit.into() }
    }

    pub fn at_least(what: impl Into<String>, figure: f64, bound: f64, unit: &str) -> Target {
        Target { what: what.into(), figure, bound: Bound::AtLeast(bound), unit: unit.into() }
    }

    /// A figure that is no number (nothing was measured) is not met.
    pub fn met(&self) -> bool {
        match self.bound {
            Bound::AtMost(b) => self.figure <= b,
            Bound::AtLeast(b) => self.figure >= b,
        }
    }

    /// `≤ 500 µs`
    pub fn promise(&self) -> String {
        let (sign, bound) = match self.bound {
            Bound::AtMost(b) => ('≤', b),
            Bound::AtLeast(b) => ('≥', b),
        };
        format!("{sign} {bound} {}", self.unit)
    }
}

impl Display for Target {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let word = if self.met() { "met" } else { "NOT met" };
        write!(f, "{:<64} {:>9.2} {:<6} target {}: {word}", self.what, self.figure, self.unit, self.promise())
    }
}

/// What a measurement says, and what was promised of it.
#[derive(Default)]
pub struct Said {
    pub text: String,
    pub targets: Vec<Target>,
}
