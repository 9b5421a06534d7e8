//! The stages against a slow reading of the rules.
