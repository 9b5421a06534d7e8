//! Notes of thanks from the team to a member: mailed, kept on the member's own profile, shown to others only if the
//! member likes, and hidden again as soon as they do not.

mod actions;
mod letters;
pub mod queries;
pub mod routes;
mod views;
