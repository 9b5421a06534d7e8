//! The speed of one connection: what it is doing, until when, and how fast its bodies come; how long a
//! request may take.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use hyper::body::{Body as HttpBody, Frame, Incoming, SizeHint};
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep};

use crate::web::edge::Settings;
use crate::web::form;

/// What a connection is doing and until when it may. Shared by its parts, which one task polls.
#[derive(Clone)]
pub struct Phases(Arc<Inner>);

struct Inner {
    start: Instant,
    head: Duration,
    idle: Duration,
    request: Duration,
    photos: Duration,
    /// Milliseconds after `start`.
    deadline: AtomicU64,
    /// Waiting for the first byte of a further request.
    quiet: AtomicBool,
}

impl Phases {
    /// A new connection: its first head is awaited.
    pub fn new(settings: &Settings) -> Phases {
        let inner = Inner { start: Instant::now(), head: settings.head, idle: settings.idle, request: settings.request, photos: settings.photos, deadline: AtomicU64::new(0), quiet: AtomicBool::new(false) };
        let phases = Phases(Arc::new(inner));
        phases.until(settings.head);
        phases
    }

    fn until(&self, from_now: Duration) {
        let at = self.0.start.elapsed() + from_now;
        self.0.deadline.store(u64::try_from(at.as_millis()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    pub fn deadline(&self) -> Instant {
        self.0.start + Duration::from_millis(self.0.deadline.load(Ordering::Relaxed))
    }

    /// A head is complete.
    pub fn request(&self, photos: bool) {
        self.0.quiet.store(false, Ordering::Relaxed);
        self.until(if photos { self.0.photos } else { self.0.request });
    }

    /// The answer is written.
    fn answered(&self) {
        self.0.quiet.store(true, Ordering::Relaxed);
        self.until(self.0.idle);
    }

    /// Bytes came.
    fn bytes(&self) {
        if self.0.quiet.swap(false, Ordering::Relaxed) {
            self.until(self.0.head);
        }
    }
}

/// The socket, which tells when bytes come.
pub struct Watched {
    io: TokioIo<TcpStream>,
    phases: Phases,
}

impl Watched {
    pub fn new(stream: TcpStream, phases: Phases) -> Watched {
        Watched { io: TokioIo::new(stream), phases }
    }
}

impl Read for Watched {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: ReadBufCursor<'_>) -> Poll<io::Result<()>> {
        let read = ready!(Pin::new(&mut self.io).poll_read(cx, buf));
        self.phases.bytes();
        Poll::Ready(read)
    }
}

impl Write for Watched {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.io).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_write_vectored(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bufs: &[io::IoSlice<'_>]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.io).poll_write_vectored(cx, bufs)
    }
}

/// Whoever sends photos over a slow line has five minutes for a request, everybody else one (S-50).
pub async fn in_time(request: Request, next: Next) -> Response {
    let most = Duration::from_secs(if form::may_bring_photos(request.headers()) { 300 } else { 60 });
    tokio::time::timeout(most, next.run(request)).await.unwrap_or_else(|_| StatusCode::SERVICE_UNAVAILABLE.into_response())
}

/// A request's body with a least speed (S-51).
pub struct Paced {
    body: Incoming,
    grace: Duration,
    rate: u32,
    received: u64,
    begun: Option<Instant>,
    timer: Option<Pin<Box<Sleep>>>,
}

impl Paced {
    pub fn new(body: Incoming, settings: &Settings) -> Paced {
        Paced { body, grace: settings.body_grace, rate: settings.body_rate.max(1), received: 0, begun: None, timer: None }
    }
}

impl HttpBody for Paced {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::BoxError>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(cx) {
            if let Some(Ok(frame)) = &frame {
                self.received += frame.data_ref().map_or(0, |d| d.len() as u64);
            }
            return Poll::Ready(frame.map(|f| f.map_err(Into::into)));
        }
        // as many bytes as came are worth their time at the least speed, after the grace
        let begun = *self.begun.get_or_insert_with(Instant::now);
        let end = begun + self.grace + Duration::from_millis(self.received.saturating_mul(1_000) / u64::from(self.rate));
        let timer = self.timer.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(end)));
        if timer.deadline() != end {
            timer.as_mut().reset(end);
        }
        ready!(timer.as_mut().poll(cx));
        Poll::Ready(Some(Err("the body came too slowly".into())))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A response's body, which tells when it is written.
pub struct Answer {
    body: Body,
    phases: Phases,
}

impl Answer {
    pub fn new(body: Body, phases: Phases) -> Answer {
        Answer { body, phases }
    }
}

impl HttpBody for Answer {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        self.phases.answered();
    }
}
