//! The charter: what an ambassador accepts, in the reader's language, with what the brand adds. Which text somebody
//! accepted is known by its hash, the same in every language.

use sha2::{Digest as _, Sha256};

use crate::config::Config;
use crate::i18n::Lang;
use crate::markdown;
use crate::rules::numbers::Programme;

/// The charter as a page shows it.
#[derive(Clone, Debug)]
pub struct Charter {
    pub points: Vec<String>,
    /// Rendered Markdown of the brand's own additions.
    pub additions: Option<String>,
    pub hash: String,
}

fn points(lang: Lang, config: &Config, rules: &Programme) -> Vec<String> {
    let brand = config.get("brand.name");
    vec![
        lang.ambassadors_charter_voluntary().into(),
        lang.ambassadors_charter_honest(brand),
        lang.ambassadors_charter_leave(rules.leave_days),
        lang.ambassadors_charter_term(rules.term_months),
        lang.ambassadors_charter_perks(money(lang, config, rules.perks_value_at_most), rules.perks_after_days),
        lang.ambassadors_charter_minors().into(),
        lang.ambassadors_charter_label(brand),
        lang.ambassadors_charter_secret().into(),
    ]
}

/// `150 €`, `€150`.
pub fn money(lang: Lang, config: &Config, amount: i64) -> String {
    let sign = config.get("programme.currency");
    match lang {
        Lang::En if sign.chars().count() == 1 => format!("{sign}{}", lang.number(amount)),
        _ => format!("{}\u{A0}{sign}", lang.number(amount)),
    }
}

pub fn charter(lang: Lang, config: &Config, rules: &Programme) -> Charter {
    let added = |l: Lang| match l {
        Lang::En => config.get("programme.charter_en"),
        Lang::Fr => config.get("programme.charter_fr"),
    };
    let mut hash = Sha256::new();
    for l in Lang::ALL {
        for point in points(l, config, rules) {
            hash.update(point.as_bytes());
            hash.update([0]);
        }
        hash.update(added(l).as_bytes());
    }
    let own = [added(lang), added(Lang::En), added(Lang::Fr)].into_iter().map(str::trim).find(|t| !t.is_empty());
    Charter {
        points: points(lang, config, rules),
        additions: own.map(|t| markdown::render(t).html),
        hash: hash.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_hash_for_both_languages_and_another_when_it_changes() {
        let mut config = Config::defaults();
        let rules = Programme::default();
        let (en, fr) = (charter(Lang::En, &config, &rules), charter(Lang::Fr, &config, &rules));
        assert_eq!(en.hash, fr.hash);
        assert_eq!((en.points.len(), fr.points.len()), (8, 8));
        assert!(en.points.iter().any(|p| p.contains("€150")) && fr.points.iter().any(|p| p.contains("150\u{A0}€")));
        config.set("programme.charter_en", "Meet us **once a year** in Rennes.").expect("a setting");
        let with = charter(Lang::Fr, &config, &rules);
        assert_ne!(with.hash, fr.hash);
        assert!(with.additions.is_some_and(|html| html.contains("<strong>")));
    }
}
