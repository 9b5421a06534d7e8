//! What pages do, one file a feature.

mod absent;
mod accounts;
mod accounts_claims;
mod accounts_login;
mod accounts_mail;
mod accounts_reset;
mod accounts_settings;
mod ask;
mod badges;
mod deadlines;
mod drafts;
mod facts;
mod invitations;
mod fair_play;
mod feed;
mod feed_acts;
mod feed_live;
mod feed_views;
mod limits;
mod privileges;
mod reputation_pages;
mod thread;

mod programme;
mod programme_people;
mod listings;
mod search;
mod care;
mod care_redaction;
mod edit;
mod edit_suggestions;
mod sight;

mod circle;
mod canned;
mod followups;
mod gestures;
mod signs;
mod escalations;
mod escalations_doors;
mod escalations_kept;
mod escalations_twice;
mod thanks_briefings;
mod thanks_notes;
mod thanks_perks;
mod tools;

mod insights;
mod record;
mod shaping;
mod transparency;
mod rules_admin;
mod standing;
mod moderation;
mod moderation_people;
mod moderation_texts;
