//! Which language, and what it says. Messages live in `src/i18n/{en,fr}/*.ftl`; the build turns each into a
//! method of [`Lang`], so a missing text never reaches a reader.

use std::fmt::Write as _;

/// A language the pages speak. People's own words carry their own `lang` and are never translated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    #[default]
    En,
    Fr,
}

#[allow(unused_braces, clippy::all, reason = "written by the build")]
mod messages {
    #[allow(unused_imports, reason = "only messages with variables write")]
    use std::fmt::Write as _;

    use super::Lang;
    include!(concat!(env!("OUT_DIR"), "/messages.rs"));
}

impl Lang {
    /// Every language, in the order of the language link.
    pub const ALL: [Lang; 2] = [Lang::En, Lang::Fr];

    /// The BCP 47 code: `en` or `fr`.
    pub fn code(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Fr => "fr",
        }
    }

    /// The language of a BCP 47 tag (`fr`, `fr-CA`, `en_US`), if we speak it.
    pub fn from_code(tag: &str) -> Option<Lang> {
        let main = tag.split(['-', '_']).next().unwrap_or_default();
        Lang::ALL.into_iter().find(|l| l.code().eq_ignore_ascii_case(main))
    }

    /// The best language for an `Accept-Language` header (RFC 9110 §12.5.4; weights 0 to 1, default 1).
    pub fn negotiate(header: &str) -> Option<Lang> {
        let mut best: Option<(f32, Lang)> = None;
        for item in header.split(',').take(16) {
            let mut parts = item.trim().split(';');
            let Some(lang) = parts.next().and_then(|t| Lang::from_code(t.trim())) else { continue };
            let weight = parts.find_map(|p| p.trim().strip_prefix("q=")?.trim().parse::<f32>().ok()).unwrap_or(1.0);
            if weight > 0.0 && best.is_none_or(|(w, _)| weight > w) {
                best = Some((weight, lang));
            }
        }
        best.map(|(_, l)| l)
    }

    /// CLDR cardinal plural category: French `one` = 0 and 1, `many` = exact millions; English `one` = 1.
    pub fn plural(self, n: i64) -> &'static str {
        match self {
            Lang::En if n == 1 => "one",
            Lang::En => "other",
            Lang::Fr if n == 0 || n == 1 => "one",
            Lang::Fr if n % 1_000_000 == 0 => "many",
            Lang::Fr => "other",
        }
    }

    /// A whole number with the language's grouping: `1,248`, `1 248` (narrow no-break space).
    pub fn number(self, n: i64) -> String {
        let digits = n.unsigned_abs().to_string();
        let mut out = String::with_capacity(digits.len() + 6);
        if n < 0 {
            out.push('−');
        }
        for (i, c) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push(match self {
                    Lang::En => ',',
                    Lang::Fr => '\u{202F}',
                });
            }
            let _ = write!(out, "{c}");
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::Lang::{self, En, Fr};

    #[test]
    fn plurals_follow_cldr() {
        assert_eq!([0, 1, 2, 1_000_000].map(|n| Fr.plural(n)), ["one", "one", "other", "many"]);
        assert_eq!([0, 1, 2, 1_000_000].map(|n| En.plural(n)), ["other", "one", "other", "other"]);
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(En.number(1_234_567), "1,234,567");
        assert_eq!(Fr.number(1248), "1\u{202F}248");
        assert_eq!(En.number(-999), "−999");
    }

    #[test]
    fn the_header_is_negotiated_by_weight() {
        assert_eq!(Lang::negotiate("de, fr-CA;q=0.8, en;q=0.9"), Some(En));
        assert_eq!(Lang::negotiate("fr,en;q=0.5"), Some(Fr));
        assert_eq!(Lang::negotiate("de, *;q=0.1"), None);
    }
}
