//! What a row is: one file a table, typed ids, enums stored as snake_case text. No queries, no hooks.
//! Every `*_at` and `at` is Unix milliseconds, UTC.

pub mod acceptance;
pub mod account;
pub mod audit;
pub mod category;
pub mod claim;
pub mod claim_move;
pub mod clarity;
pub mod comment;
pub mod credit;
pub mod deflection;
pub mod did_not_work;
pub mod draft;
pub mod email_token;
pub mod enums;
pub mod flag;
pub mod follow;
pub mod form_key;
pub mod ids;
pub mod job;
pub mod ledger_entry;
pub mod mail;
pub mod me_too;
pub mod notice;
pub mod offer;
pub mod post;
pub mod private_detail;
pub mod question;
pub mod question_tag;
pub mod rank_event;
pub mod revision;
pub mod rule_version;
pub mod sanction;
pub mod session;
pub mod source_ref;
pub mod standing;
pub mod suggested_edit;
pub mod tag;
pub mod term;
pub mod time_off;
pub mod verification;
pub mod vote;

pub use enums::*;
pub use ids::*;
