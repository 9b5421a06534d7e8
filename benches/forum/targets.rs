//! What was promised of a figure, and whether it is kept: said beside it, and by how the command ends.

use std::fmt::{self, Display, Formatter};

/// A figure and the most it may be.
pub struct Target {
    pub what: &'static str,
    pub figure: f64,
    pub at_most: f64,
    /// What it is counted in: `×`, `s`.
    pub unit: &'static str,
}

impl Target {
    /// A figure that is no number (nothing was measured) is not met.
    pub fn met(&self) -> bool {
        self.figure <= self.at_most
    }
}

impl Display for Target {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let word = if self.met() { "met" } else { "NOT met" };
        write!(f, "{:<60} {:>8.2} {}   target ≤ {} {}: {word}", self.what, self.figure, self.unit, self.at_most, self.unit)
    }
}

/// What a measurement says, and what was promised of it.
pub struct Said {
    pub text: String,
    pub targets: Vec<Target>,
}
