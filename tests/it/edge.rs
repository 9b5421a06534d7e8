//! The accept loop over real sockets, with short times: slow and silent clients are cut off, the caps hold, a stopping
//! server finishes what it began. Only wide bounds are asserted, so a loaded machine passes.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::extract::ConnectInfo;
use axum::routing::{get, post};
use entraide::web::edge::{self, Settings};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::support::block_on;

fn quick() -> Settings {
    let ms = Duration::from_millis;
    Settings {
        head: ms(400),
        idle: ms(1_500),
        request: ms(20_000),
        photos: Duration::from_secs(30),
        body_grace: ms(400),
        body_rate: 1_024,
        connections: 1_000,
        connections_per_address: 1_000,
        exempt: Vec::new(),
        drain: ms(10_000),
    }
}

struct Server {
    at: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    done: JoinHandle<()>,
}

impl Server {
    async fn start(settings: Settings) -> Server {
        let router = Router::new()
            .route("/", get(async |ConnectInfo(from): ConnectInfo<SocketAddr>| from.ip().to_string()))
            .route("/slow", get(async || {
                tokio::time::sleep(Duration::from_millis(1_200)).await;
                "slow"
            }))
            .route("/echo", post(async |body: Bytes| body.len().to_string()))
            .route("/login", post(async |body: Bytes| body.len().to_string()))
            .route("/large", get(async || vec![b'x'; 32 << 20]));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let at = listener.local_addr().expect("an address");
        let (stop, stopped) = oneshot::channel::<()>();
        let done = tokio::spawn(edge::serve(listener, router, settings, async {
            let _ = stopped.await;
        }));
        Server { at, stop: Some(stop), done }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.at).await.expect("a connection")
    }

    /// Sends bytes, then reads until the server closes.
    async fn say(&self, bytes: &[u8]) -> String {
        let mut socket = self.connect().await;
        let _ = socket.write_all(bytes).await;
        until_closed(&mut socket).await
    }

    fn stop(&mut self) {
        let _ = self.stop.take().expect("stopped once").send(());
    }
}

/// What comes until the server closes; a reset is an end too. Fails if it never does.
async fn until_closed(socket: &mut TcpStream) -> String {
    let mut all = Vec::new();
    let mut part = [0; 65_536];
    loop {
        match tokio::time::timeout(Duration::from_secs(60), socket.read(&mut part)).await.expect("the server closes the connection") {
            Ok(0) | Err(_) => return String::from_utf8_lossy(&all).into_owned(),
            Ok(n) => all.extend_from_slice(&part[..n]),
        }
    }
}

/// One answer of a connection that stays open.
async fn answer(socket: &mut TcpStream) -> String {
    let mut all = Vec::new();
    let mut byte = [0; 1];
    while !all.ends_with(b"\r\n\r\n") {
        let n = tokio::time::timeout(Duration::from_secs(60), socket.read(&mut byte)).await.expect("an answer comes").expect("readable");
        assert_eq!(n, 1, "closed in the middle of {:?}", String::from_utf8_lossy(&all));
        all.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&all).into_owned();
    let length = head.to_lowercase().split("content-length: ").nth(1).and_then(|r| r.split("\r\n").next()?.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    socket.read_exact(&mut body).await.expect("the body comes");
    head + &String::from_utf8_lossy(&body)
}

const GET: &[u8] = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n";

#[test]
fn a_connection_answers_again_and_again_and_knows_its_peer() {
    block_on(async {
        let server = Server::start(quick()).await;
        let mut socket = server.connect().await;
        for _ in 0..3 {
            socket.write_all(GET).await.expect("sent");
            let said = answer(&mut socket).await;
            assert!(said.starts_with("HTTP/1.1 200") && said.ends_with("127.0.0.1"), "{said}");
        }
        assert!(server.say(b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\nrest").await.contains("200 OK"));
    });
}

#[test]
fn silent_slow_and_idle_sockets_are_closed() {
    block_on(async {
        let server = Server::start(quick()).await;
        let begun = Instant::now();
        let mut silent = server.connect().await;
        let mut partial = server.connect().await;
        partial.write_all(b"GET / HTTP/1.1\r\nhost:").await.expect("sent");
        let mut idle = server.connect().await;
        idle.write_all(GET).await.expect("sent");
        answer(&mut idle).await;
        // one byte at a time does not buy more time
        let mut dripping = server.connect().await;
        let drip = tokio::spawn(async move {
            for byte in b"GET / HTTP/1.1\r\nx-a: 1234567890123456789012345678901234567890".iter().cycle().take(200) {
                if dripping.write_all(&[*byte]).await.is_err() {
                    return true;
                }
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            false
        });
        assert_eq!(until_closed(&mut silent).await, "");
        until_closed(&mut partial).await;
        assert!(begun.elapsed() >= Duration::from_millis(350), "closed at once");
        until_closed(&mut idle).await;
        assert!(begun.elapsed() >= Duration::from_millis(1_000), "an idle connection is kept longer than a silent one");
        assert!(drip.await.expect("no panic"), "dripping went on for 20 s");
    });
}

#[test]
fn a_body_must_come_at_a_least_speed() {
    block_on(async {
        let server = Server::start(quick()).await;
        let mut stuck = server.connect().await;
        stuck.write_all(b"POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: 50000\r\n\r\nabc").await.expect("sent");
        let said = until_closed(&mut stuck).await;
        assert!(said.is_empty() || said.starts_with("HTTP/1.1 4"), "{said}");

        let mut steady = server.connect().await;
        steady.write_all(b"POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: 24576\r\n\r\n").await.expect("sent");
        for _ in 0..12 {
            steady.write_all(&[b'a'; 2_048]).await.expect("a steady body is read");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        assert!(answer(&mut steady).await.ends_with("24576"));
    });
}

#[test]
fn a_form_without_texts_is_short() {
    block_on(async {
        let server = Server::start(quick()).await;
        let post = |path: &str, length: usize| format!("POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n");
        // told by its length alone, none of it is awaited
        assert!(server.say(post("/login", 20_000).as_bytes()).await.starts_with("HTTP/1.1 413"));
        let chunked = format!("POST /login HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n4e20\r\n{}\r\n0\r\n\r\n", "a".repeat(20_000));
        assert!(server.say(chunked.as_bytes()).await.starts_with("HTTP/1.1 413"));
        for (path, length) in [("/login", 16_384), ("/echo", 20_000), ("/echo", 524_288)] {
            let said = server.say(format!("{}{}", post(path, length), "a".repeat(length)).as_bytes()).await;
            assert!(said.starts_with("HTTP/1.1 200") && said.ends_with(&length.to_string()), "{path}: {said}");
        }
        assert!(server.say(post("/echo", 524_289).as_bytes()).await.starts_with("HTTP/1.1 413"));
    });
}

#[test]
fn a_request_ends_even_if_nobody_reads_the_answer() {
    block_on(async {
        let server = Server::start(Settings { request: Duration::from_millis(1_500), idle: Duration::from_millis(500), ..quick() }).await;
        let mut deaf = server.connect().await;
        deaf.write_all(b"GET /large HTTP/1.1\r\nhost: x\r\n\r\n").await.expect("sent");
        tokio::time::sleep(Duration::from_millis(4_000)).await;
        let got = until_closed(&mut deaf).await;
        assert!(got.len() < 32 << 20, "the whole answer was kept for a client that did not read");
    });
}

#[test]
fn heads_have_limits() {
    block_on(async {
        let server = Server::start(quick()).await;
        let long = format!("GET / HTTP/1.1\r\nhost: x\r\nx-long: {}\r\n\r\n", "a".repeat(40_000));
        assert!(server.say(long.as_bytes()).await.starts_with("HTTP/1.1 431"));
        let many = format!("GET / HTTP/1.1\r\nhost: x\r\n{}\r\n", (0..150).map(|n| format!("x-{n}: 1\r\n")).collect::<String>());
        assert!(server.say(many.as_bytes()).await.starts_with("HTTP/1.1 431"));
        assert!(server.say(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03").await.starts_with("HTTP/1.1 400"));
        let fits = format!("GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx-long: {}\r\n\r\n", "a".repeat(20_000));
        assert!(server.say(fits.as_bytes()).await.starts_with("HTTP/1.1 200"));
    });
}

#[test]
fn above_the_cap_connections_wait_for_a_place() {
    block_on(async {
        let server = Server::start(Settings { connections: 2, head: Duration::from_secs(2), ..quick() }).await;
        let (_one, _two) = (server.connect().await, server.connect().await);
        // the third is in the system's queue until one of the silent two is closed
        let begun = Instant::now();
        let mut third = server.connect().await;
        third.write_all(GET).await.expect("sent");
        assert!(answer(&mut third).await.contains("200 OK"));
        assert!(begun.elapsed() > Duration::from_millis(500), "it did not wait");
    });
}

#[test]
fn a_stopping_server_finishes_what_it_began() {
    block_on(async {
        let mut server = Server::start(quick()).await;
        let mut busy = server.connect().await;
        busy.write_all(b"GET /slow HTTP/1.1\r\nhost: x\r\n\r\n").await.expect("sent");
        let mut idle = server.connect().await;
        idle.write_all(GET).await.expect("sent");
        answer(&mut idle).await;
        tokio::time::sleep(Duration::from_millis(300)).await;
        server.stop();
        let said = until_closed(&mut busy).await;
        assert!(said.starts_with("HTTP/1.1 200") && said.ends_with("slow"), "{said}");
        assert_eq!(until_closed(&mut idle).await, "");
        tokio::time::timeout(Duration::from_secs(30), server.done).await.expect("the server ends").expect("without a panic");
        assert!(TcpStream::connect(server.at).await.is_err(), "it still accepts");
    });
}

#[test]
fn a_stopping_server_does_not_wait_for_ever() {
    block_on(async {
        let mut server = Server::start(Settings { drain: Duration::from_millis(300), ..quick() }).await;
        let mut busy = server.connect().await;
        busy.write_all(b"POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: 9999999\r\n\r\n").await.expect("sent");
        let feed = tokio::spawn(async move { while busy.write_all(&[b'a'; 4_096]).await.is_ok() { tokio::time::sleep(Duration::from_millis(50)).await } });
        tokio::time::sleep(Duration::from_millis(200)).await;
        server.stop();
        tokio::time::timeout(Duration::from_secs(30), server.done).await.expect("the server ends").expect("without a panic");
        feed.await.expect("the connection was cut");
    });
}
