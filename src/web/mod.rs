//! HTTP plumbing that knows no feature: addresses, the context of a request, sessions, headers, limits, assets.

pub mod paths;
