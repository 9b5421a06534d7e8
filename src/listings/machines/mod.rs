//! What programs read: feeds, the sitemap, robots.txt, the search description, the manifest. Absolute addresses; nothing
//! about people.

pub mod feeds;
pub mod site;
pub mod sitemap;
