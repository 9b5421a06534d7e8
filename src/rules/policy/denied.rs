//! Why something may not be done, in words that say what is missing.

use crate::i18n::Lang;

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denied {
    SignIn,
    Unconfirmed,
    Suspended,
    Silenced,
    Points {
        needed: i64,
        have: i64,
    },
    /// Their own post, edit or question.
    Own,
    /// Somebody else's.
    NotTheirs,
    AskerOnly,
    StaffOnly,
    ManagerOnly,
    AdminOnly,
    /// Staff do not judge what the brand said.
    Official,
    Closed,
    NotClosed,
    Escalated,
    /// The question has answers of others and is no longer its author's alone.
    HasAnswers,
    NoAnswers,
    /// Somebody has answered already.
    Answered,
    TwoAccepted,
    SameAuthorAccepted,
    NotAnAnswer,
    /// Only the asker and those who tried an answer are asked about it.
    NotAsked,
    /// The account is not a day old.
    TooNew,
    NotVisible,
    /// A case of fair play took it away.
    Annulled,
    /// Too many links; from so many points on, more are possible (0: they have these already).
    Links {
        max: usize,
        points: i64,
    },
    /// Too many names of members.
    Mentions {
        max: usize,
    },
    /// As many answers to one question of somebody else as one may give.
    AnswersHere {
        max: i64,
    },
    /// The request did not come from a page of ours.
    Forged,
    AmbassadorOnly,
    ExpertOnly,
    /// Staff earn nothing.
    NotForStaff,
    /// Nothing said in a reserved thread counts.
    Reserved,
    /// It is with another department.
    OtherDepartment,
    /// Whoever answered in a thread does not say for its asker what solved it.
    AnsweredHere,
    /// The asker is not away, or has spoken.
    NotAbsent,
}

impl Denied {
    /// Would more reputation help?
    pub fn by_points(self) -> bool {
        matches!(self, Denied::Points { .. } | Denied::Links { points: 1.., .. })
    }

    /// What is missing, for the person who asked.
    pub fn message(self, lang: Lang) -> String {
        match self {
            Denied::Points { needed, have } => lang.policy_points(needed, have),
            Denied::Links { max, points: 0 } => lang.policy_links_most(i64::try_from(max).unwrap_or(i64::MAX)),
            Denied::Links { max, points } => lang.policy_links(i64::try_from(max).unwrap_or(i64::MAX), points),
            Denied::Mentions { max } => lang.policy_mentions(i64::try_from(max).unwrap_or(i64::MAX)),
            Denied::AnswersHere { max } => lang.policy_answers_here(max),
            Denied::SignIn => lang.policy_sign_in().into(),
            Denied::Unconfirmed => lang.policy_unconfirmed().into(),
            Denied::Suspended => lang.policy_suspended().into(),
            Denied::Silenced => lang.policy_silenced().into(),
            Denied::Own => lang.policy_own().into(),
            Denied::NotTheirs => lang.policy_not_theirs().into(),
            Denied::AskerOnly => lang.policy_asker_only().into(),
            Denied::StaffOnly => lang.policy_staff_only().into(),
            Denied::ManagerOnly => lang.policy_manager_only().into(),
            Denied::AdminOnly => lang.policy_admin_only().into(),
            Denied::Official => lang.policy_official().into(),
            Denied::Closed => lang.policy_closed().into(),
            Denied::NotClosed => lang.policy_not_closed().into(),
            Denied::Escalated => lang.policy_escalated().into(),
            Denied::HasAnswers => lang.policy_has_answers().into(),
            Denied::Answered => lang.policy_answered().into(),
            Denied::NoAnswers => lang.policy_no_answers().into(),
            Denied::TwoAccepted => lang.policy_two_accepted().into(),
            Denied::SameAuthorAccepted => lang.policy_same_author_accepted().into(),
            Denied::NotAnAnswer => lang.policy_not_an_answer().into(),
            Denied::NotAsked => lang.policy_not_asked().into(),
            Denied::TooNew => lang.policy_too_new().into(),
            Denied::NotVisible => lang.policy_not_visible().into(),
            Denied::Annulled => lang.policy_annulled().into(),
            Denied::Forged => lang.policy_forged().into(),
            Denied::AmbassadorOnly => lang.policy_ambassador_only().into(),
            Denied::ExpertOnly => lang.policy_expert_only().into(),
            Denied::NotForStaff => lang.policy_not_for_staff().into(),
            Denied::Reserved => lang.policy_reserved().into(),
            Denied::OtherDepartment => lang.policy_other_department().into(),
            Denied::AnsweredHere => lang.policy_answered_here().into(),
            Denied::NotAbsent => lang.policy_not_absent().into(),
        }
    }
}
