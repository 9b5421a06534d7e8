//! What only a browser shows: Debian's Chromium, driven over its own protocol, on a server on a loopback port.
//!
//! Stories run with JavaScript on and off, at 390 and 1280 pixels. Every page that is looked at must be free of
//! console errors, policy violations and dialogs.

#[path = "../it/support/mod.rs"]
mod support;

mod axe;
mod book;
mod chromium;
mod hostile;
mod pages;
mod photos;
mod site;
mod stories;
mod tab;
mod triage;
mod works;
