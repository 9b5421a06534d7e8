//! The pure core: values in, decision out. No async, no I/O, no database, no HTTP, no HTML; everything here can
//! be read in one sitting and tested by property.

pub mod answer_order;
pub mod badges;
pub mod business_time;
pub mod daily;
pub mod escalation;
pub mod fair_play;
pub mod fold;
pub mod follow_up;
pub mod language;
pub mod masking;
pub mod moderation;
pub mod names;
pub mod numbers;
pub mod password;
pub mod perks;
pub mod photos;
pub mod policy;
pub mod privileges;
pub mod reputation;
pub mod solved;
pub mod spam;
pub mod standing;
pub mod text;
