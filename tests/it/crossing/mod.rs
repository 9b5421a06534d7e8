//! What holds for every route and every text, whatever the feature.

mod canary;
mod harness;
mod hostile;
mod invariants;
mod plans;
mod routes;
mod world;
mod writers;
