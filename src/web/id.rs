//! The number in an address. What is not one of ours leads nowhere: 404, like a number that does not exist.

use std::collections::HashMap;
use std::str::FromStr;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;

use crate::error::{Error, Result};

/// The `{id}` of the path, as a typed id.
#[derive(Clone, Copy, Debug)]
pub struct Id<T>(pub T);

impl<S: Send + Sync, T: FromStr> FromRequestParts<S> for Id<T> {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Id<T>> {
        let Path(segments) = Path::<HashMap<String, String>>::from_request_parts(parts, state).await.map_err(|_| Error::NotFound)?;
        let text = segments.get("id").ok_or(Error::NotFound)?;
        // "+7" and "007" parse, but are not how we write 7; 0 is nobody's
        let plain = text.len() <= 19 && text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
        if !plain {
            return Err(Error::NotFound);
        }
        text.parse().map(Id).map_err(|_| Error::NotFound)
    }
}
