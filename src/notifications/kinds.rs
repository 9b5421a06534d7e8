//! The kinds of what members are told, and how each comes by mail when nobody chose.

use crate::i18n::Lang;
use crate::ui::Icon;

/// How a kind comes by mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    Now,
    Digest,
    Never,
}

impl How {
    pub const ALL: [How; 3] = [How::Now, How::Digest, How::Never];

    pub fn word(self) -> &'static str {
        match self {
            How::Now => "now",
            How::Digest => "digest",
            How::Never => "never",
        }
    }

    pub fn from_word(word: &str) -> Option<How> {
        How::ALL.into_iter().find(|h| h.word() == word)
    }

    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            How::Now => lang.notifications_how_now(),
            How::Digest => lang.notifications_how_digest(),
            How::Never => lang.notifications_how_never(),
        }
    }
}

/// What a notification tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    // of threads: in the order in which a mail names them
    Mention,
    Answer,
    Comment,
    Accepted,
    Verified,
    Helped,
    Edit,
    /// Something new under a tag, in a category, by a person they follow.
    Topic,
    Badge,
    // messages: a mail each, which says everything
    FollowUp,
    Brand,
    Thanks,
    Programme,
    Statement,
    Invitation,
    Moderation,
    Team,
}

impl Kind {
    pub const ALL: [Kind; 17] = [
        Kind::Mention,
        Kind::Answer,
        Kind::Comment,
        Kind::Accepted,
        Kind::Verified,
        Kind::Helped,
        Kind::Edit,
        Kind::Topic,
        Kind::Badge,
        Kind::FollowUp,
        Kind::Brand,
        Kind::Thanks,
        Kind::Programme,
        Kind::Statement,
        Kind::Invitation,
        Kind::Moderation,
        Kind::Team,
    ];

    /// In the database, in addresses and forms.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Mention => "mention",
            Kind::Answer => "answer",
            Kind::Comment => "comment",
            Kind::Accepted => "accepted",
            Kind::Verified => "verified",
            Kind::Helped => "helped",
            Kind::Edit => "edit",
            Kind::Topic => "topic",
            Kind::Badge => "badge_won",
            Kind::FollowUp => "follow_up",
            Kind::Brand => "brand",
            Kind::Thanks => "thanks",
            Kind::Programme => "programme",
            Kind::Statement => "statement",
            Kind::Invitation => "invitation",
            Kind::Moderation => "moderation",
            Kind::Team => "team",
        }
    }

    pub fn from_word(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|k| k.word() == word)
    }

    /// What a mail of the outbox tells of; none for those about the account itself, which are for its address alone.
    pub fn of_mail(kind: &str) -> Option<Kind> {
        Some(match kind {
            "follow_up" | "absent" | "reminder" => Kind::FollowUp,
            "promise" | "promise_kept" | "private" | "escalation" | "incident" => Kind::Brand,
            "thanks" | "perk" | "gesture" | "briefing" => Kind::Thanks,
            "programme" | "badge" | "review" | "fair_play" => Kind::Programme,
            "statement" => Kind::Statement,
            "invitation" => Kind::Invitation,
            "moderation" => Kind::Moderation,
            "handed_around" | "unclaimed" | "backup" => Kind::Team,
            _ => return None,
        })
    }

    /// As it comes where nobody chose: what one waits for at once, what is pleasant in the digest.
    pub fn usual(self) -> How {
        match self {
            Kind::Helped | Kind::Edit | Kind::Topic | Kind::Badge => How::Digest,
            _ => How::Now,
        }
    }

    /// What may be chosen. What the brand owes somebody, and what is decided of them, always comes.
    pub fn choices(self) -> &'static [How] {
        match self {
            Kind::Brand | Kind::Moderation | Kind::Team => &[How::Now],
            // either it is a mail of its own, or it is none
            Kind::FollowUp | Kind::Statement | Kind::Invitation => &[How::Now, How::Never],
            _ => &How::ALL,
        }
    }

    /// Counted by nobody's limit, and not held until a quiet night is over.
    pub fn is_owed(self) -> bool {
        matches!(self, Kind::Brand | Kind::Moderation | Kind::Team | Kind::FollowUp)
    }

    /// A mail of its own, made by whatever happened.
    pub fn is_message(self) -> bool {
        self >= Kind::FollowUp
    }

    /// In the settings.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Kind::Mention => lang.notifications_kind_mention(),
            Kind::Answer => lang.notifications_kind_answer(),
            Kind::Comment => lang.notifications_kind_comment(),
            Kind::Accepted => lang.notifications_kind_accepted(),
            Kind::Verified => lang.notifications_kind_verified(),
            Kind::Helped => lang.notifications_kind_helped(),
            Kind::Edit => lang.notifications_kind_edit(),
            Kind::Topic => lang.notifications_kind_topic(),
            Kind::Badge => lang.notifications_kind_badge(),
            Kind::FollowUp => lang.notifications_kind_follow_up(),
            Kind::Brand => lang.notifications_kind_brand(),
            Kind::Thanks => lang.notifications_kind_thanks(),
            Kind::Programme => lang.notifications_kind_programme(),
            Kind::Statement => lang.notifications_kind_statement(),
            Kind::Invitation => lang.notifications_kind_invitation(),
            Kind::Moderation => lang.notifications_kind_moderation(),
            Kind::Team => lang.notifications_kind_team(),
        }
    }

    pub(super) fn glyph(self) -> Icon {
        match self {
            Kind::Mention => Icon::User,
            Kind::Answer | Kind::Comment => Icon::MessageSquare,
            Kind::Accepted | Kind::FollowUp => Icon::Check,
            Kind::Verified => Icon::ShieldCheck,
            Kind::Helped => Icon::ArrowUp,
            Kind::Edit => Icon::Pencil,
            Kind::Topic => Icon::Tag,
            Kind::Badge | Kind::Thanks | Kind::Programme | Kind::Statement => Icon::Award,
            Kind::Brand | Kind::Team => Icon::Inbox,
            Kind::Invitation => Icon::Hand,
            Kind::Moderation => Icon::Flag,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lead_back() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_word(kind.word()), Some(kind));
            assert!(kind.choices().contains(&kind.usual()), "{kind:?}");
        }
        assert_eq!(Kind::from_word("all"), None);
    }

    #[test]
    fn what_is_about_the_account_is_told_to_its_address_alone() {
        for kind in ["confirm", "known", "reset", "change_email", "notice", "new_browser", "claim", "digest"] {
            assert_eq!(Kind::of_mail(kind), None, "{kind}");
        }
    }
}
