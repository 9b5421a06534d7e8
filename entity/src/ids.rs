//! Typed ids: a number of one table cannot be passed where another's is meant.

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DeriveValueType)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(s: &str) -> Result<Self, Self::Err> {
                s.parse().map(Self)
            }
        }

        impl From<i64> for $name {
            fn from(id: i64) -> Self {
                Self(id)
            }
        }
    )*};
}

id! {
    /// A person.
    AccountId,
    /// A question (its number in addresses) or an answer.
    PostId,
    /// A comment.
    CommentId,
    /// A category.
    CategoryId,
    /// A tag.
    TagId,
    /// A revision.
    RevisionId,
    /// A suggested edit.
    SuggestionId,
    /// A draft.
    DraftId,
    /// What a member is told.
    NotificationId,
    /// A mail in the outbox.
    MailId,
    /// A flag.
    FlagId,
    /// A claim on an imported person.
    ClaimId,
    /// A fact: vote, acceptance, verification, me-too…
    FactId,
    /// What a fact is worth to a member.
    CreditId,
    /// A line of the ledger.
    EntryId,
    /// A request to look at a line of the ledger.
    ReviewId,
    /// A set of rules that was or is in force.
    VersionId,
    /// A line of the history of a rank.
    RankEventId,
    /// An offer to become an ambassador.
    OfferId,
    /// An ambassador's term.
    TermId,
    /// A notice that a rank may be lost.
    NoticeId,
    /// A sanction.
    SanctionId,
    /// A nomination to become an ambassador.
    NominationId,
    /// An appeal against a decision about a rank.
    AppealId,
    /// A badge somebody holds.
    BadgeAwardId,
    /// A case of fair play.
    CaseId,
    /// A thank-you that can be claimed.
    PerkId,
    /// A claim on a perk.
    PerkClaimId,
    /// A code that a perk is given as.
    CodeId,
    /// A briefing.
    BriefingId,
    /// A version of a briefing.
    BriefingTextId,
    /// A question beneath a briefing, or an answer to one.
    RemarkId,
    /// A note of thanks.
    NoteId,
    /// A saved reply.
    ReplyId,
    /// A calendar.
    CalendarId,
    /// A department.
    DepartmentId,
    /// A rule of routing.
    RoutingRuleId,
    /// A set of deadlines.
    DeadlineId,
    /// A word of danger or of the law.
    AlertWordId,
    /// An escalation.
    EscalationId,
    /// A line of the history of an escalation.
    EscalationEventId,
    /// A promise.
    PromiseId,
    /// A request for details.
    DetailsRequestId,
    /// A note for the team.
    StaffNoteId,
    /// A message in private.
    PrivateMessageId,
    /// A follow-up.
    FollowUpId,
    /// An incident.
    IncidentId,
    /// A weak signal.
    SignalId,
    /// What somebody of the team owes an asker who received less than expected.
    TaskId,
    /// A pinned thread.
    PinId,
    /// An announcement.
    AnnouncementId,
    /// A kind of gesture.
    GestureKindId,
    /// A gesture of goodwill.
    GestureId,
    /// A canned answer, or a macro.
    CannedId,
    /// A photo.
    PhotoId,
    /// Something that waits for a moderator.
    ItemId,
    /// A decision of moderation.
    DecisionId,
    /// An appeal against such a decision.
    DecisionAppealId,
    /// A report by someone without an account.
    ContentNoticeId,
    /// A word that is watched.
    WatchedWordId,
}
