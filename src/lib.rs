//! Entraide: the forum server a brand runs, where customers answer each other and nobody is left without
//! an answer. The modules below stand in reading order; a module uses those above it, never those below.
//! `ARCHITECTURE.md` has the map, the invariants and four walkthroughs.

pub mod clock;
pub mod i18n;

pub mod config;
pub mod db;
pub mod bus;
pub mod error;

pub mod rules;

pub mod ui;
pub mod web;

pub mod markdown;

pub mod search;

pub mod audit;
pub mod mail;
pub mod notifications;

pub mod reputation;
pub mod standing;
pub mod badges;

pub mod deadlines;
pub mod screening;
pub mod signs;
pub mod photos;
pub mod transfer;

pub mod questions;
pub mod accounts;
pub mod canned;
pub mod escalations;
pub mod gestures;
pub mod tools;
pub mod thanks;
pub mod followups;
pub mod admin;
pub mod rulebook;
pub mod listings;
pub mod invitations;
pub mod reputation_pages;
pub mod fair_play;
pub mod moderation;
pub mod ambassadors;
pub mod insights;
pub mod accountability;
pub mod feed;

pub mod import;
pub mod check;
pub mod demo;

pub mod kept;
pub mod router;

pub mod jobs;
pub mod app;
pub mod server;
pub mod cli;
