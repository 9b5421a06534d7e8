//! Forms as they arrive: `application/x-www-form-urlencoded`, repeated fields kept, unknown ones ignored.

use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum_extra::extract::FormRejection;
use serde::de::DeserializeOwned;

use crate::error::Error;
use crate::web::arrival;

/// A posted form. What does not fit `T` is a bad request; whether values make sense is for the feature's `forms`.
pub struct Form<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Form<T> {
    type Rejection = Error;
    async fn from_request(request: Request, state: &S) -> Result<Form<T>, Error> {
        match axum_extra::extract::Form::<T>::from_request(request, state).await {
            Ok(form) => Ok(Form(form.0)),
            Err(e) => Err(rejected(e)),
        }
    }
}

/// A form of the kind that brings files: it may take longer to arrive.
pub fn may_bring_photos(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|v| v.as_bytes().starts_with(b"multipart/form-data"))
}

fn rejected(e: FormRejection) -> Error {
    use axum::response::IntoResponse as _;
    if arrival::too_large(&e) {
        return Error::TooLarge;
    }
    match e.into_response().status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Error::BadRequest("a form was expected"),
        _ => Error::BadRequest("the form could not be read"),
    }
}
