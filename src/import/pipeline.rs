//! Rows flow in batches: one thread reads, as many as there are cores prepare (clean and shorten HTML, guess the
//! language), and the caller writes. Batches arrive in order; at most a few are in memory at once.

use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// Rows in one transaction: large enough to be fast, small enough that other writers wait milliseconds.
const ROWS: usize = 500;
/// A batch of long posts is cut earlier.
const BYTES: usize = 4 << 20;

/// Batches to come.
pub struct Batches<P> {
    batches: mpsc::Receiver<Vec<P>>,
    reader: Option<JoinHandle<anyhow::Result<()>>>,
}

impl<P: Send + 'static> Batches<P> {
    /// `next` gives row after row, `weight` their bytes, `prepare` what the caller wants of each.
    pub fn start<R: Send + 'static>(
        mut next: impl FnMut() -> anyhow::Result<Option<R>> + Send + 'static,
        weight: impl Fn(&R) -> usize + Send + 'static,
        prepare: impl Fn(R) -> P + Send + Sync + 'static,
    ) -> Self {
        let (sender, batches) = mpsc::channel(2);
        let reader = tokio::task::spawn_blocking(move || {
            loop {
                let (mut rows, mut bytes) = (Vec::with_capacity(ROWS), 0);
                while rows.len() < ROWS && bytes < BYTES {
                    let Some(row) = next()? else { break };
                    bytes += weight(&row);
                    rows.push(row);
                }
                if rows.is_empty() || sender.blocking_send(in_parallel(rows, &prepare)).is_err() {
                    return Ok(());
                }
            }
        });
        Batches { batches, reader: Some(reader) }
    }

    /// The next batch; an error of the reader comes after the batches before it.
    pub async fn next(&mut self) -> anyhow::Result<Option<Vec<P>>> {
        if let Some(batch) = self.batches.recv().await {
            return Ok(Some(batch));
        }
        if let Some(reader) = self.reader.take() {
            reader.await??;
        }
        Ok(None)
    }
}

fn in_parallel<R: Send, P: Send>(mut rows: Vec<R>, prepare: &(impl Fn(R) -> P + Sync)) -> Vec<P> {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(8);
    let share = rows.len().div_ceil(threads).max(16);
    if rows.len() <= share {
        return rows.into_iter().map(prepare).collect();
    }
    let mut shares = Vec::new();
    while !rows.is_empty() {
        let rest = rows.split_off(share.min(rows.len()));
        shares.push(std::mem::replace(&mut rows, rest));
    }
    std::thread::scope(|scope| {
        let working: Vec<_> = shares.into_iter().map(|share| scope.spawn(|| share.into_iter().map(prepare).collect::<Vec<P>>())).collect();
        working.into_iter().flat_map(|w| w.join().expect("preparing a row never panics")).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn batches_come_in_order_and_errors_last() {
        let mut n = 0;
        let next = move || {
            n += 1;
            if n > 1_300 { anyhow::bail!("the disk is gone") } else { Ok(Some(n)) }
        };
        let mut batches = Batches::start(next, |_| 1, |n| n * 2);
        let mut seen = Vec::new();
        let end = loop {
            match batches.next().await {
                Ok(Some(batch)) => seen.extend(batch),
                end => break end,
            }
        };
        assert_eq!(seen, (1..=1_000).map(|n| n * 2).collect::<Vec<_>>());
        assert!(end.is_err());
    }
}
