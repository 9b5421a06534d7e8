//! Perks: what a member may claim as a thank-you, claimed → fulfilled → done.
//!
//! What must stay true: there are never more claims than stock, nor more for one member than the perk and the yearly cap
//! allow, however many press at once (the member's row is held, the stock is a conditional update, the table checks it
//! again); a code is shown once, and from then on nobody can read it here, not in the database either; no mail has one.

pub mod actions;
pub mod forms;
mod letters;
pub mod queries;
pub mod routes;
pub mod staff;
mod views;

use crate::i18n::Lang;

/// An amount of the community's currency, as the language writes it.
pub fn money(lang: Lang, currency: &str, amount: i64) -> String {
    let sign = match currency {
        "EUR" => "€",
        "USD" => "$",
        "GBP" => "£",
        other => other,
    };
    match lang {
        Lang::En if sign.chars().count() == 1 => format!("{sign}{}", lang.number(amount)),
        _ => format!("{}\u{a0}{sign}", lang.number(amount)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_writes_money_its_way() {
        assert_eq!(money(Lang::En, "EUR", 1_500), "€1,500");
        assert_eq!(money(Lang::Fr, "EUR", 50), "50\u{a0}€");
        assert_eq!(money(Lang::En, "CHF", 50), "50\u{a0}CHF");
    }
}
