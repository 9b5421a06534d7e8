//! A load: so many requests a second whatever comes back, some of them writes, and what came back when.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::crowd::Crowd;
use crate::http::{self, form};
use crate::journal::{Journal, word};

/// One request and what came of it.
#[derive(Clone, Debug)]
pub struct Seen {
    pub begun: Instant,
    pub ended: Instant,
    /// None: no whole answer came.
    pub status: Option<u16>,
    pub what: String,
}

impl Seen {
    pub fn good(&self) -> bool {
        self.status.is_some_and(|s| matches!(s, 200 | 303))
    }

    pub fn took(&self) -> Duration {
        self.ended - self.begun
    }
}

pub struct Load {
    at: SocketAddr,
    crowd: Crowd,
    threads: Vec<i64>,
    pub journal: Arc<Journal>,
    seen: Mutex<Vec<Seen>>,
    stopped: AtomicBool,
    sent: AtomicUsize,
    under_way: AtomicUsize,
    /// Of so many requests one is a write.
    writes: usize,
}

impl Load {
    /// Readers, and a writer among ten of them.
    pub async fn new(at: SocketAddr, crowd: Crowd) -> anyhow::Result<Arc<Load>> {
        Load::with(at, crowd, 10).await
    }

    /// Writers alone.
    pub async fn of_writes(at: SocketAddr, crowd: Crowd) -> anyhow::Result<Arc<Load>> {
        Load::with(at, crowd, 1).await
    }

    /// Asks some questions to read and answer.
    async fn with(at: SocketAddr, crowd: Crowd, writes: usize) -> anyhow::Result<Arc<Load>> {
        let mut threads = Vec::new();
        for n in 0..6 {
            let who = &crowd.customers[n % crowd.customers.len()];
            let title = format!("Trouble with the box, {}", word(800, n));
            let body = form(&[("title", &title), ("body", "It blinks since yesterday evening. What can be tried?"), ("form_key", &title)]);
            let done = http::post(at, "/questions", &who.cookie, &body).await?;
            anyhow::ensure!(done.status == 303, "asking is answered {}", done.describe());
            let id = done.location().trim_start_matches("/questions/").split('/').next().and_then(|n| n.parse().ok());
            threads.push(id.ok_or_else(|| anyhow::anyhow!("no question at {}", done.location()))?);
        }
        Ok(Arc::new(Load { at, crowd, threads, journal: Arc::default(), seen: Mutex::default(), stopped: AtomicBool::new(false), sent: AtomicUsize::new(0), under_way: AtomicUsize::new(0), writes }))
    }

    /// Begins to send.
    pub fn begin(self: &Arc<Self>, a_second: u32) -> tokio::task::JoinHandle<()> {
        let load = self.clone();
        tokio::spawn(async move {
            let mut pace = tokio::time::interval(Duration::from_secs(1) / a_second);
            pace.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Burst);
            while !load.stopped.load(Ordering::Relaxed) {
                pace.tick().await;
                let n = load.sent.fetch_add(1, Ordering::Relaxed);
                load.under_way.fetch_add(1, Ordering::Relaxed);
                let one = load.clone();
                tokio::spawn(async move {
                    one.one(n).await;
                    one.under_way.fetch_sub(1, Ordering::Relaxed);
                });
            }
        })
    }

    async fn one(&self, n: usize) {
        let who = &self.crowd.customers[n % self.crowd.customers.len()];
        let thread = self.threads[n / self.writes % self.threads.len()];
        let begun = Instant::now();
        let (what, answer) = if n % self.writes == 0 {
            let word = word(700, n);
            let path = format!("/questions/{thread}/answers");
            let body = form(&[("body", &format!("Unplug it for ten seconds, says {word}.")), ("form_key", &word)]);
            let answer = http::post(self.at, &path, &who.cookie, &body).await;
            if answer.as_ref().is_ok_and(|a| a.status == 303) {
                self.journal.answered(None, word);
            }
            (path, answer)
        } else {
            let path = match n % 5 {
                0 | 1 => "/".to_owned(),
                2 => format!("/questions/{thread}"),
                3 => "/tags".to_owned(),
                _ => "/search?q=box".to_owned(),
            };
            // the short address leads to the long one: both are pages here
            let answer = http::get(self.at, &path, if n % 2 == 0 { &who.cookie } else { "" }).await;
            (path, answer)
        };
        let status = answer.as_ref().ok().map(|a| if a.status == 301 { 200 } else { a.status });
        let what = match answer {
            Ok(a) if matches!(status, Some(200 | 303)) => format!("{what} {}", a.status),
            Ok(a) => format!("{what} {}", a.describe()),
            Err(e) => format!("{what} {e}"),
        };
        self.seen.lock().expect("nobody panics with it").push(Seen { begun, ended: Instant::now(), status, what });
    }

    /// Sends no more, and waits for what is under way.
    pub async fn end(&self) {
        self.stopped.store(true, Ordering::Relaxed);
        while self.under_way.load(Ordering::Relaxed) > 0 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().expect("nobody panics with it").clone()
    }
}

/// `200: 1234, 503: 12`.
pub fn tally(seen: &[Seen]) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for s in seen {
        *counts.entry(s.status.map_or("broken".to_owned(), |s| s.to_string())).or_default() += 1;
    }
    counts.iter().map(|(k, n)| format!("{k}: {n}")).collect::<Vec<_>>().join(", ")
}

/// A percentile of how long requests took, in milliseconds.
pub fn percentile(seen: &[Seen], p: f64) -> f64 {
    let mut all: Vec<f64> = seen.iter().map(|s| s.took().as_secs_f64() * 1_000.0).collect();
    all.sort_by(f64::total_cmp);
    all.get(((all.len().saturating_sub(1)) as f64 * p).round() as usize).copied().unwrap_or(f64::NAN)
}
