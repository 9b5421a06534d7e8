//! Lists of questions: home, a tag, a product; and the lists of tags and products.

pub mod queries;
pub mod routes;
pub mod views;
