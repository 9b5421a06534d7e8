//! What pages do, one file a feature.
