pub mod brand;
pub mod chrome;
pub mod error_page;
pub mod flash;
