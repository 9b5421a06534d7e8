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
use bytes::BytesMut;
use hyper::body::{Body as HttpBody, Frame, SizeHint};
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

    /// Nothing more is wanted of this client.
    fn end(&self) {
        self.0.deadline.store(0, Ordering::Relaxed);
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

/// Smaller parts of a body are put together: each of them would keep the whole buffer that it was read into, and a body that
/// comes byte by byte a thousand times its size.
const PART: usize = 8 * 1024;

/// A request's body with a least speed (S-51).
pub struct Paced<B> {
    body: B,
    held: BytesMut,
    ended: bool,
    grace: Duration,
    rate: u32,
    received: u64,
    begun: Option<Instant>,
    timer: Option<Pin<Box<Sleep>>>,
    phases: Phases,
}

impl<B> Paced<B> {
    pub fn new(body: B, settings: &Settings, phases: Phases) -> Paced<B> {
        Paced { body, phases, held: BytesMut::new(), ended: false, grace: settings.body_grace, rate: settings.body_rate.max(1), received: 0, begun: None, timer: None }
    }
}

impl<B: HttpBody<Data = Bytes, Error: Into<axum::BoxError>> + Unpin> HttpBody for Paced<B> {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::BoxError>>> {
        let this = &mut *self;
        while !this.ended {
            let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(cx) else { return this.wait(cx) };
            match frame {
                None => this.ended = true,
                Some(Err(e)) => return Poll::Ready(Some(Err(e.into()))),
                Some(Ok(frame)) => {
                    // nobody asks for trailers
                    let Ok(data) = frame.into_data() else { continue };
                    this.received += data.len() as u64;
                    if this.held.is_empty() && data.len() >= PART {
                        return Poll::Ready(Some(Ok(Frame::data(data))));
                    }
                    this.held.extend_from_slice(&data);
                    if this.held.len() >= PART {
                        break;
                    }
                }
            }
        }
        let held = this.held.split().freeze();
        Poll::Ready((!held.is_empty()).then(|| Ok(Frame::data(held))))
    }

    fn is_end_stream(&self) -> bool {
        self.held.is_empty() && (self.ended || self.body.is_end_stream())
    }

    fn size_hint(&self) -> SizeHint {
        let (mut hint, held) = (self.body.size_hint(), self.held.len() as u64);
        if let Some(upper) = hint.upper() {
            hint.set_upper(upper.saturating_add(held));
        }
        hint.set_lower(hint.lower().saturating_add(held));
        hint
    }
}

impl<B> Paced<B> {
    /// As many bytes as came are worth their time at the least speed, after the grace.
    fn wait(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::BoxError>>> {
        let begun = *self.begun.get_or_insert_with(Instant::now);
        let end = begun + self.grace + Duration::from_millis(self.received.saturating_mul(1_000) / u64::from(self.rate));
        let timer = self.timer.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(end)));
        if timer.deadline() != end {
            timer.as_mut().reset(end);
        }
        ready!(timer.as_mut().poll(cx));
        // the connection is closed without a page: thousands that were slow end in the same moment
        self.phases.end();
        Poll::Pending
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

#[cfg(test)]
mod tests {
    use futures_util::stream;
    use http_body_util::{BodyExt as _, StreamBody};

    use super::*;
    use crate::config::Config;

    #[tokio::test]
    async fn what_comes_byte_by_byte_is_put_together() {
        let settings = Settings::new(&Config::defaults());
        let read = Bytes::from(vec![b'x'; 20_000]);
        let bytes = (0..read.len()).map(|n| Ok::<_, axum::BoxError>(Frame::data(read.slice(n..=n))));
        let mut paced = Paced::new(StreamBody::new(stream::iter(bytes)), &settings, Phases::new(&settings));
        let mut parts = Vec::new();
        while let Some(part) = paced.frame().await {
            parts.push(part.expect("a part").into_data().expect("data").len());
        }
        assert_eq!(parts, [PART, PART, 20_000 - 2 * PART]);
        assert!(paced.is_end_stream());
        // what is large already is passed on as it is
        let large = Bytes::from(vec![b'x'; 50_000]);
        let mut paced = Paced::new(StreamBody::new(stream::iter([Ok::<_, axum::BoxError>(Frame::data(large.clone()))])), &settings, Phases::new(&settings));
        let part = paced.frame().await.expect("a part").expect("a part").into_data().expect("data");
        assert_eq!(part.as_ptr(), large.as_ptr());
    }
}
