//! The figures, as a table.

use std::fmt::{self, Display, Formatter};

use serde::{Deserialize, Serialize};

/// One case measured.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Row {
    pub name: String,
    pub bytes: usize,
    pub statements: usize,
    /// Microseconds of CPU a request.
    pub cpu: f64,
    pub limit: f64,
    pub bare: f64,
    /// Requests a second.
    pub rate: f64,
    pub limit_rate: f64,
    pub p50: u64,
    pub p99: u64,
}

#[derive(Default)]
pub struct Table(Vec<Row>);

impl Table {
    pub fn new() -> Table {
        Table::default()
    }

    pub fn add(&mut self, row: Row) {
        self.0.push(row);
    }

    pub fn rows(self) -> Vec<Row> {
        self.0
    }
}

impl Display for Table {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<38} {:>8} {:>5} {:>9} {:>9} {:>7} {:>8} {:>8} {:>7} {:>8} {:>8}", "", "bytes", "sql", "CPU µs", "limit µs", "×", "bare µs", "req/s", "/limit", "p50 ms", "p99 ms")?;
        for r in &self.0 {
            writeln!(
                f,
                "{:<38} {:>8} {:>5} {:>9.0} {:>9.0} {:>7.1} {:>8.0} {:>8.0} {:>7.2} {:>8.1} {:>8.1}",
                r.name,
                r.bytes,
                r.statements,
                r.cpu,
                r.limit,
                r.cpu / r.limit.max(1.0),
                r.bare,
                r.rate,
                r.rate / r.limit_rate.max(1.0),
                r.p50 as f64 / 1_000.0,
                r.p99 as f64 / 1_000.0
            )?;
        }
        write!(f, "CPU: of the serving process, a request. limit: the same bytes from memory behind the same loop and layers. bare: behind the loop alone.")
    }
}
