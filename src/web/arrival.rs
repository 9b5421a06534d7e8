//! Forms are awaited before anything is made for them: a client that sends slowly holds a connection's buffers, not a
//! request's whole stack of layers, and one that sends too much is known before it is read. Forms with
//! photos pass as they come.

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::Method;
use futures_util::stream;
use http_body_util::{BodyExt as _, Full, Limited, StreamBody};
use hyper::body::{Body as HttpBody, Frame};

use crate::web::{form, paths};

/// Largest form that is read (S-51): a post of 32,000 characters in 4-byte letters, percent-encoded, with its private details.
pub const LARGEST: usize = 512 * 1024;
/// The same where no text is written: names, codes, choices.
const SHORT: usize = 16 * 1024;
/// Where whoever is not signed in writes no text.
const WITHOUT_TEXT: &[&str] = &[
    paths::Login::PATTERN,
    paths::LoginCode::PATTERN,
    paths::Logout::PATTERN,
    paths::Signup::PATTERN,
    paths::Confirm::PATTERN,
    paths::ConfirmToken::PATTERN,
    paths::Forgot::PATTERN,
    paths::Reset::PATTERN,
    paths::Language::PATTERN,
    paths::Theme::PATTERN,
    paths::CspReport::PATTERN,
];

/// How large a form may be that is sent to this address.
fn at_most(path: &str) -> usize {
    let short = WITHOUT_TEXT.iter().any(|pattern| match pattern.split_once('{') {
        Some((before, _)) => path.starts_with(before),
        None => path == *pattern,
    });
    if short { SHORT } else { LARGEST }
}

/// The request with its form read. What failed on the way fails again where the form is asked for, as what it was:
/// a page tells of it there.
pub async fn whole<B>(request: axum::http::Request<B>) -> Request
where
    B: HttpBody<Data = Bytes, Error = axum::BoxError> + Send + Unpin + 'static,
{
    if *request.method() != Method::POST || form::may_bring_photos(request.headers()) {
        return request.map(Body::new);
    }
    let at_most = at_most(request.uri().path());
    let (parts, body) = request.into_parts();
    // a length that is too large is refused unread
    let read = if body.size_hint().lower() > at_most as u64 { Limited::new(Full::from("."), 0).collect().await } else { Limited::new(body, at_most).collect().await };
    let body = match read {
        Ok(read) => Body::from(read.to_bytes()),
        Err(e) => Body::new(StreamBody::new(stream::iter([Err::<Frame<Bytes>, _>(e)]))),
    };
    Request::from_parts(parts, body)
}

/// Was it refused because it is too large?
pub fn too_large(e: &(dyn std::error::Error + 'static)) -> bool {
    std::iter::successors(Some(e), |e| e.source()).any(|e| e.is::<http_body_util::LengthLimitError>())
}
