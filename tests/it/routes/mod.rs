//! What pages do, one file a feature.

mod ask;
mod drafts;
mod facts;
mod thread;
