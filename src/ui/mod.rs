//! Components that know no feature: plain data in, markup out. They never wait, look up or decide.

pub mod brand;
pub mod chrome;
pub mod composer;
pub mod diff;
pub mod error_page;
pub mod flash;
pub mod form;
pub mod icons;
pub mod layout;
pub mod lists;
pub mod medal;
pub mod people;
pub mod photos;
pub mod post;
pub mod qr;
pub mod reasons;
pub mod shortcuts;
pub mod signs;
pub mod when;

pub use icons::{Icon, icon};
