//! HTTP plumbing that knows no feature: addresses, the context of a request, sessions, headers, limits, assets.

pub mod again;
pub mod arrival;
pub mod assets;
pub mod compression;
pub mod context;
pub mod crowding;
pub mod csrf;
pub mod draft_cookie;
pub mod edge;
pub mod failure;
pub mod form;
pub mod headers;
pub mod health;
pub mod id;
pub mod limits;
pub mod pace;
pub mod paths;
pub mod reports;
pub mod respond;
pub mod routes;
pub mod session;
pub mod shortcuts;
