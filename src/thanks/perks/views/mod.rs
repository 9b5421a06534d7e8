//! The pages of perks: for members, and for managers.

pub mod desk;
pub mod member;

use super::money;
use crate::i18n::Lang;
use crate::rules::perks::NoClaim;
use crate::rules::policy::Rank;
use crate::ui::chrome::Chrome;
use crate::ui::when;

/// Why it cannot be claimed now, in a sentence.
pub fn why(c: &Chrome, currency: &str, why: NoClaim) -> String {
    let lang = c.lang;
    match why {
        NoClaim::Retired => lang.perks_no_longer().into(),
        NoClaim::Rank(Rank::Ambassador) => lang.perks_for_ambassadors().into(),
        NoClaim::Rank(_) => lang.perks_for_experts().into(),
        NoClaim::NotYet(Some(at)) => lang.perks_from(when::date(lang, &c.zone, at)),
        NoClaim::NotYet(None) => lang.perks_not_yet().into(),
        NoClaim::Enough(n) => lang.perks_enough(n),
        NoClaim::Cap(left) => lang.perks_cap_left(money(lang, currency, left)),
        NoClaim::NoneLeft => lang.perks_none_left().into(),
        NoClaim::Adult => lang.perks_adult_missing().into(),
    }
}

/// The title in the reader's language.
fn title<'a>(lang: Lang, en: &'a str, fr: &'a str) -> &'a str {
    if lang == Lang::Fr { fr } else { en }
}
