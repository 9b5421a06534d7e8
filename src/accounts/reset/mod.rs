//! A forgotten password: a link by mail, half an hour, once. Asking says the same to everyone, and works while log-in
//! is slowed down.

pub mod actions;
pub mod routes;
mod views;
