//! The ledger: caps to the letter, histories of any shape, and many people at once.

mod crowd;
mod histories;
mod paths_to_points;
mod pure;
mod reference;
