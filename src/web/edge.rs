//! Where connections come in: our own accept loop over hyper, because a slow or silent client must not hold a socket
//! for ever (S-50 to S-53) and a stopping server must finish what it has begun.
//!
//! Each connection is one task with one deadline: for the first byte and the head of a request, for the request as a
//! whole, for the pause until the next one. Bodies have a least speed. Above the caps, connections wait in the
//! system's queue (all together) or are closed at once (one address).

use std::collections::HashMap;
use std::future::{Future, poll_fn};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioTimer;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::Instant;
use tower::Service as _;

use crate::app::App;
use crate::config::Config;
use crate::error::Seldom;
use crate::web::{arrival, form, limits};
use crate::web::pace::{Answer, Paced, Phases, Watched};

/// How long a client may take, and how many may come.
#[derive(Clone, Debug)]
pub struct Settings {
    /// From the first silence to the end of a request's head; also for a socket that never says a word.
    pub head: Duration,
    /// Between two requests of one connection.
    pub idle: Duration,
    /// From the end of the head until the answer is written.
    pub request: Duration,
    /// The same where photos come along, maybe over a slow line (S-50).
    pub photos: Duration,
    /// A body may be slower than [`Self::body_rate`] for this long.
    pub body_grace: Duration,
    /// Bytes a second.
    pub body_rate: u32,
    pub connections: usize,
    pub connections_per_address: usize,
    /// Addresses the cap of one address is not for, besides loopback: the proxies in front.
    pub exempt: Vec<IpAddr>,
    /// How long requests under way may take once the server stops.
    pub drain: Duration,
}

static REFUSED: Seldom = Seldom::new();

/// Request line and headers together (S-52).
const HEAD_BYTES: usize = 32 * 1024;
const HEADERS: usize = 100;
/// What is read of one connection ahead of whoever reads its bodies, at most: a head, and a little.
const READ_AHEAD: usize = HEAD_BYTES + 4 * 1024;

impl Settings {
    pub fn new(config: &Config) -> Settings {
        let second = Duration::from_secs(1);
        Settings {
            head: 10 * second,
            idle: 75 * second,
            request: 60 * second,
            photos: 300 * second,
            body_grace: 10 * second,
            body_rate: 1_024,
            connections: config.number("limits.connections") as usize,
            connections_per_address: config.number("limits.connections_per_address") as usize,
            exempt: config.get("trusted_proxies").split(',').filter_map(|s| s.trim().parse().ok()).collect(),
            drain: config.number("drain_seconds") * second,
        }
    }
}

/// What connections are told when the server stops.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    NotYet,
    /// Finish the request under way, take no other.
    Soon,
    Now,
}

/// Serves until `stop` resolves; then takes no new connection, finishes the requests under way, and returns.
pub async fn serve(listener: TcpListener, router: Router, settings: Settings, stop: impl Future<Output = ()>) {
    let settings = Arc::new(settings);
    let places = Arc::new(Semaphore::new(settings.connections.max(1)));
    let addresses = Arc::new(Addresses::default());
    let (ending, _) = watch::channel(Ending::NotYet);
    let mut stop = pin!(stop);
    loop {
        let accepted = tokio::select! {
            biased;
            () = &mut stop => break,
            accepted = accept(&listener, &places) => accepted,
        };
        let Some((stream, peer, place)) = accepted else { continue };
        let Some(seat) = addresses.seat(peer.ip(), &settings) else {
            metrics::counter!("entraide_connections_refused_total").increment(1);
            continue;
        };
        let (router, settings, ending) = (router.clone(), settings.clone(), ending.subscribe());
        tokio::spawn(async move {
            connection(stream, peer, router, &settings, ending).await;
            drop((place, seat));
        });
    }
    drop(listener);
    let _ = ending.send(Ending::Soon);
    if tokio::time::timeout(settings.drain, ending.closed()).await.is_err() {
        tracing::warn!(connections = ending.receiver_count(), "requests were cut off: they took longer than drain_seconds");
        let _ = ending.send(Ending::Now);
        let _ = tokio::time::timeout(Duration::from_secs(1), ending.closed()).await;
    }
}

/// The next connection, when there is a place for one. Running out of file descriptors is waited out.
async fn accept(listener: &TcpListener, places: &Arc<Semaphore>) -> Option<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let place = places.clone().acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, peer)) => Some((stream, peer, place)),
        Err(e) if of_that_client(&e) => None,
        Err(e) => {
            if let Some(others) = REFUSED.now() {
                tracing::error!(error = %e, others, "no connection can be accepted for the moment");
            }
            tokio::time::sleep(Duration::from_millis(250)).await;
            None
        }
    }
}

fn of_that_client(e: &io::Error) -> bool {
    matches!(e.kind(), io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionRefused | io::ErrorKind::Interrupted)
}

/// Serves one connection until it ends, its deadline passes or the server stops.
async fn connection(stream: TcpStream, peer: SocketAddr, router: Router, settings: &Settings, mut ending: watch::Receiver<Ending>) {
    let _ = stream.set_nodelay(true);
    let phases = Phases::new(settings);
    let service = service_fn(|request: hyper::Request<Incoming>| {
        phases.request(form::may_bring_photos(request.headers()));
        let mut request = request.map(|body| Paced::new(body, settings, phases.clone()));
        request.extensions_mut().insert(ConnectInfo(peer));
        let (router, phases) = (&router, phases.clone());
        async move {
            let request = arrival::whole(request).await;
            router.clone().call(request).await.map(|response| response.map(|body| Answer::new(body, phases)))
        }
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(None) // the deadline below covers it, and sockets that stay silent
        .max_header_size(HEAD_BYTES)
        .max_headers(HEADERS)
        .max_buf_size(READ_AHEAD)
        .serve_connection(Watched::new(stream, phases.clone()), service);
    let mut served = pin!(served);
    let mut timer = pin!(tokio::time::sleep_until(phases.deadline()));
    loop {
        // one task polls the connection and its timer, so a deadline that moved while serving is seen right after
        let within_time = poll_fn(|cx| {
            if served.as_mut().poll(cx).is_ready() {
                return Poll::Ready(());
            }
            loop {
                let deadline = phases.deadline();
                if deadline <= Instant::now() {
                    tracing::debug!(%peer, "too slow: closed");
                    return Poll::Ready(());
                }
                if timer.deadline() > deadline || timer.is_elapsed() {
                    timer.as_mut().reset(deadline);
                }
                if timer.as_mut().poll(cx).is_pending() {
                    return Poll::Pending;
                }
            }
        });
        tokio::select! {
            () = within_time => return,
            changed = ending.changed() => {
                if changed.is_err() || *ending.borrow() == Ending::Now {
                    return;
                }
                served.as_mut().graceful_shutdown();
            }
        }
    }
}

/// How many connections each address has. IPv6 clients count by /64.
#[derive(Default)]
struct Addresses(Mutex<HashMap<IpAddr, usize>>);

/// A connection's place in the count; leaving frees it.
struct Seat {
    addresses: Arc<Addresses>,
    ip: Option<IpAddr>,
}

impl Addresses {
    fn seat(self: &Arc<Self>, ip: IpAddr, settings: &Settings) -> Option<Seat> {
        let ip = limits::key(ip);
        if ip.is_loopback() || settings.exempt.contains(&ip) {
            return Some(Seat { addresses: self.clone(), ip: None });
        }
        let mut open = self.0.lock().ok()?;
        let mine = open.entry(ip).or_default();
        if *mine >= settings.connections_per_address {
            return None;
        }
        *mine += 1;
        Some(Seat { addresses: self.clone(), ip: Some(ip) })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let (Some(ip), Ok(mut open)) = (self.ip, self.addresses.0.lock()) else { return };
        if let Some(mine) = open.get_mut(&ip) {
            *mine -= 1;
            if *mine == 0 {
                open.remove(&ip);
            }
        }
    }
}

/// How long `/readyz` says "stopping" before new connections are refused, so that a balancer notices first.
const NOTICE: Duration = Duration::from_secs(5);

/// Listens for signals from this call on; resolves when the process is asked to stop and the balancer had its notice
/// (Ctrl-C needs none). Asked a second time, the process ends at once.
pub fn asked_to_stop(app: App) -> impl Future<Output = ()> {
    let mut signals = Signals::listen();
    async move {
        let terminal = signals.next().await;
        tracing::info!("stopping");
        app.drain();
        tokio::spawn(async move {
            signals.next().await;
            tracing::warn!("stopped at once");
            std::process::exit(1);
        });
        if !terminal {
            tokio::time::sleep(NOTICE.min(Duration::from_secs(app.config.number("drain_seconds").into()))).await;
        }
    }
}

/// What asks a process to stop: SIGTERM and Ctrl-C.
#[cfg(unix)]
struct Signals(Option<(tokio::signal::unix::Signal, tokio::signal::unix::Signal)>);

#[cfg(unix)]
impl Signals {
    fn listen() -> Signals {
        use tokio::signal::unix::{SignalKind, signal};
        Signals(signal(SignalKind::terminate()).and_then(|term| Ok((term, signal(SignalKind::interrupt())?))).ok())
    }

    /// True for Ctrl-C, false for SIGTERM.
    async fn next(&mut self) -> bool {
        let Some((term, int)) = &mut self.0 else { return std::future::pending().await };
        tokio::select! {
            _ = term.recv() => false,
            _ = int.recv() => true,
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn listen() -> Signals {
        Signals
    }

    async fn next(&mut self) -> bool {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_has_so_many_places() {
        let settings = Settings { connections_per_address: 2, exempt: vec![IpAddr::from([10, 0, 0, 9])], ..Settings::new(&Config::defaults()) };
        let addresses = Arc::new(Addresses::default());
        let seat = |ip: &str| addresses.seat(ip.parse().expect("an address"), &settings);
        let first = seat("203.0.113.7");
        let second = seat("203.0.113.7");
        assert!(first.is_some() && second.is_some());
        assert!(seat("203.0.113.7").is_none(), "the third");
        assert!(seat("203.0.113.8").is_some(), "someone else");
        drop(first);
        assert!(seat("203.0.113.7").is_some(), "a place was freed");
        let neighbours = [seat("2001:db8::1"), seat("2001:db8::2")];
        assert!(neighbours.iter().all(Option::is_some) && seat("2001:db8::3").is_none(), "a /64 is one address");
        let many: Vec<_> = (0..50).map(|_| (seat("127.0.0.1"), seat("10.0.0.9"))).collect();
        assert!(many.iter().all(|(a, b)| a.is_some() && b.is_some()), "loopback and proxies are exempt");
    }
}
