//! How far an import is: a bar on a terminal, a plain line every few seconds elsewhere, both on standard error.

use std::io::IsTerminal as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use super::files::Progressed;

const BETWEEN_LINES: Duration = Duration::from_secs(10);

/// Shows how many bytes of how many were read, and what is being done.
pub struct Progress {
    total: u64,
    pub read: Progressed,
    bar: Option<ProgressBar>,
    doing: String,
    last_line: Instant,
}

impl Progress {
    /// `total`: bytes that will be read, each file as often as it is gone through.
    pub fn new(total: u64) -> Progress {
        let bar = std::io::stderr().is_terminal().then(|| {
            let style = ProgressStyle::with_template("{msg:28} {bar:40} {percent:>3} %  {elapsed} (about {eta} left)");
            ProgressBar::new(total).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        Progress { total, read: Arc::new(AtomicU64::new(0)), bar, doing: String::new(), last_line: Instant::now() }
    }

    /// Names what is being done now.
    pub fn doing(&mut self, what: impl Into<String>) {
        self.doing = what.into();
        if let Some(bar) = &self.bar {
            bar.set_message(self.doing.clone());
        }
    }

    /// To be called now and then.
    pub fn tick(&mut self) {
        let read = self.read.load(Ordering::Relaxed).min(self.total);
        match &self.bar {
            Some(bar) => bar.set_position(read),
            None if self.last_line.elapsed() >= BETWEEN_LINES => {
                self.last_line = Instant::now();
                eprintln!("{}: {} %", self.doing, (read * 100).checked_div(self.total).unwrap_or(100));
            }
            None => {}
        }
    }

    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
