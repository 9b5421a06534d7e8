//! A whole community from one place to another: a backup, its restoring, a move between the databases.
//!
//! What must stay true: what is read is one moment of the source, whatever is written meanwhile; a target that holds anything
//! is refused; all rows arrive in one transaction, or none; afterwards each table is read back and compared row by row, and
//! numbers go on where they were. What is derived (the search) is made anew.

pub mod backup;
mod carry;

pub use carry::carry;

use std::fmt;

/// What was carried.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// Table → rows.
    pub tables: Vec<(String, i64)>,
}

impl fmt::Display for Carried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (table, rows) in self.tables.iter().filter(|(_, rows)| *rows > 0) {
            writeln!(f, "{rows:>10} {table}")?;
        }
        let all: i64 = self.tables.iter().map(|(_, rows)| rows).sum();
        write!(f, "{all:>10} rows of {} tables, each compared", self.tables.len())
    }
}
