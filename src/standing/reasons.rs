//! Why somebody lost a rank by a person's decision: one of a public list, and a few words. Kept as one text whose first
//! line is the word of the list.

use crate::i18n::Lang;

/// The public list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Public {
    Conduct,
    Misleading,
    Votes,
    Embargo,
    Selling,
    Other,
}

impl Public {
    pub const ALL: [Public; 6] = [Public::Conduct, Public::Misleading, Public::Votes, Public::Embargo, Public::Selling, Public::Other];

    pub fn word(self) -> &'static str {
        match self {
            Public::Conduct => "conduct",
            Public::Misleading => "misleading",
            Public::Votes => "votes",
            Public::Embargo => "embargo",
            Public::Selling => "selling",
            Public::Other => "other",
        }
    }

    pub fn from_word(word: &str) -> Option<Public> {
        Public::ALL.into_iter().find(|r| r.word() == word)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Public::Conduct => lang.reasons_conduct(),
            Public::Misleading => lang.reasons_misleading(),
            Public::Votes => lang.reasons_votes(),
            Public::Embargo => lang.reasons_embargo(),
            Public::Selling => lang.reasons_selling(),
            Public::Other => lang.reasons_other(),
        }
    }

    /// The text that is kept.
    pub fn with(self, words: &str) -> String {
        format!("{}\n{words}", self.word())
    }
}

/// A kept reason as it reads in a language.
pub fn shown(lang: Lang, kept: &str) -> String {
    let (first, rest) = kept.split_once('\n').unwrap_or((kept, ""));
    match Public::from_word(first) {
        Some(public) if rest.is_empty() => public.label(lang).into(),
        Some(public) => lang.reasons_line(public.label(lang), rest),
        None => kept.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listed_reason_reads_in_both_languages() {
        let kept = Public::Votes.with("Three friends.");
        assert!(shown(Lang::En, &kept).ends_with("Three friends."));
        assert_ne!(shown(Lang::En, &kept), shown(Lang::Fr, &kept));
        assert_eq!(shown(Lang::En, "As they please"), "As they please");
    }
}
