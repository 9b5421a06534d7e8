//! The site's own texts: legal pages from the settings, help, licences. A text the operator has not written is said to be
//! missing; nothing is invented in its place.

pub mod routes;
pub mod views;
