//! What the mail says.

use crate::accounts::letters::To;
use crate::config::Config;
use crate::mail::{Letter, Mail};
use crate::reputation_pages::calendar::Month;
use crate::reputation_pages::ledger::queries::Sum;
use crate::reputation_pages::ledger::views::{kind, month_name};
use crate::reputation_pages::privileges::views::signed;
use crate::web::paths;

/// A month of one member.
pub struct Account<'a> {
    pub username: &'a str,
    pub month: Month,
    pub opening: i64,
    pub closing: i64,
    pub sums: &'a [Sum],
}

pub fn statement(config: &Config, to: &To<'_>, m: &Account<'_>) -> Mail {
    let lang = to.lang;
    let (brand, team) = (config.get("brand.name"), config.get("brand.team"));
    let team = if team.is_empty() { brand } else { team };
    let name = month_name(lang, m.month);
    let mut opening = vec![lang.statements_opening(&name, m.opening, m.closing)];
    opening.extend(m.sums.iter().filter(|s| s.points != 0).map(|s| format!("{}: {}", kind(lang, team, s.kind), signed(lang, s.points))));
    let page = paths::with_query(paths::UserReputation { username: m.username }, &[("month", &m.month.word())]);
    let letter = Letter {
        subject: lang.statements_subject(brand, &name, signed(lang, m.closing - m.opening)),
        opening,
        button: Some((lang.statements_button().into(), format!("{}{page}", config.base_url()))),
        closing: vec![lang.statements_stop(format!("{}{}", config.base_url(), paths::SettingsMails))],
        why: lang.statements_why(brand),
        ..Letter::default()
    };
    Mail { account: to.account, to: to.email.to_owned(), kind: "statement", lang, letter }
}
