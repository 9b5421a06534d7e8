//! Asking: one sentence, the questions that look like it with the sentence that solved them, then the form.
//!
//! What must stay true: every step works as plain pages and forms; nothing typed is ever lost, with an account or
//! without; a question found to be solved already counts as a deflection; and nothing reaches the public before the
//! checks of `settle` and its author's decision on personal data.

pub mod forms;
pub mod routes;
pub mod sending;
pub mod settle;
pub mod views;
