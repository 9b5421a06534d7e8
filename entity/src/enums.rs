//! Closed sets of words, stored as snake_case text.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// An enum stored as text: its word in the database, in forms and in addresses.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
        #[sea_orm(rs_type = "String", db_type = "Text")]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $(#[sea_orm(string_value = $word)] $variant,)*
        }

        impl $name {
            pub const ALL: &[$name] = &[$($name::$variant),*];

            pub fn word(self) -> &'static str {
                match self {
                    $($name::$variant => $word,)*
                }
            }

            pub fn from_word(word: &str) -> Option<Self> {
                match word {
                    $($word => Some($name::$variant),)*
                    _ => None,
                }
            }
        }
    )*};
}

words! {
    /// What an account may do for the brand.
    Role { Customer = "customer", Staff = "staff", Manager = "manager", Admin = "admin" }

    /// What the community thinks of a member; separate from the role.
    Rank { Member = "member", Helper = "helper", Expert = "expert", Ambassador = "ambassador", Emeritus = "emeritus" }

    /// A question body or an answer.
    PostKind { Question = "question", Answer = "answer" }

    /// What `source` holds.
    SourceFormat { Markdown = "markdown", Html = "html" }

    /// Who may see a post. Reserved ones are for ambassadors and the team. Hidden and removed posts leave a stub with a public reason.
    PostState { Visible = "visible", Reserved = "reserved", Held = "held", Hidden = "hidden", Removed = "removed", Deleted = "deleted" }

    /// What a mailed token or code proves.
    TokenPurpose { Confirm = "confirm", Reset = "reset", ChangeEmail = "change_email", Claim = "claim" }

    /// What became of a suggested edit.
    SuggestionState { Pending = "pending", Accepted = "accepted", Rejected = "rejected", Withdrawn = "withdrawn" }

    /// Where a photo is shown: nowhere yet, with a post, beside one for its author and staff, with a comment, with a message in
    /// private, beside a name.
    PhotoPlace { Waiting = "waiting", Post = "post", Private = "private", Comment = "comment", Message = "message", Avatar = "avatar" }

    /// What is being written.
    DraftKind { Question = "question", Answer = "answer" }

    /// Why someone reports a post.
    FlagReason { Spam = "spam", Abuse = "abuse", Privacy = "privacy", Danger = "danger", Legal = "legal", Disrespect = "disrespect", Other = "other" }

    /// What became of a flag.
    FlagState { Open = "open", Upheld = "upheld", Dismissed = "dismissed" }

    /// Why an answer failed for someone.
    DidNotWorkReason { MissingStep = "missing_step", OtherModel = "other_model", Outdated = "outdated", Risky = "risky", Other = "other" }

    /// What became of the request to be given an imported person's posts.
    ClaimState { Pending = "pending", Approved = "approved", Rejected = "rejected", Reverted = "reverted" }

    /// What a line of the ledger is: the fact behind it, or what a limit took or gave back.
    EntryKind {
        AnswerUpvoted = "answer_upvoted", QuestionUpvoted = "question_upvoted", MeToo = "me_too", AnswerAccepted = "answer_accepted", Accepting = "accepting",
        AnswerVerified = "answer_verified", FlagUpheld = "flag_upheld", EditAccepted = "edit_accepted", ArticlePublished = "article_published",
        RemovedAsAbuse = "removed_as_abuse", Opening = "opening", Clip = "clip", Release = "release", Floor = "floor",
    }

    /// Why a fact is worth less than its kind says.
    Limited {
        Held = "held", PairDay = "pair_day", PairMonth = "pair_month", Post = "post", Day = "day", Ever = "ever", Own = "own", NoneEarned = "none_earned",
    }

    /// What happened to a rank.
    RankEventKind {
        Promoted = "promoted", Offered = "offered", Invited = "invited", Confirmed = "confirmed", Accepted = "accepted", Declined = "declined", Lapsed = "lapsed",
        Notice = "notice", NoticeEnded = "notice_ended", Lost = "lost", Returned = "returned", Renewed = "renewed", Left = "left",
        Suspended = "suspended", Reinstated = "reinstated", TimeOff = "time_off",
    }

    /// Where an offer stands. `queued` waits for a seat, `to_confirm` for the brand.
    OfferState { ToConfirm = "to_confirm", Queued = "queued", Open = "open", Accepted = "accepted", Declined = "declined", Lapsed = "lapsed", Withdrawn = "withdrawn" }

    /// Where a nomination stands. `asked`: the nominee has not answered; `complete`: enough people testified.
    NominationState {
        Asked = "asked", Open = "open", Complete = "complete", Granted = "granted", Refused = "refused", Declined = "declined", Withdrawn = "withdrawn",
    }

    /// Why an offer was made.
    OfferCause { Numbers = "numbers", Invitation = "invitation", Nomination = "nomination", Request = "request" }

    /// What became of a case of fair play.
    CaseState { Open = "open", Reversed = "reversed", Dismissed = "dismissed", Undone = "undone" }

    /// Who sees what is filed in a category: everyone, or ambassadors and the team.
    Audience { Public = "public", Circle = "circle" }

    /// Whose move it is; exactly one.
    WaitingOn { Nobody = "nobody", Brand = "brand", Asker = "asker", Community = "community" }
    /// Why a thread is in the feed, the most urgent first. `in_hand`: somebody of the team took it without another reason.
    FeedReason {
        Danger = "danger", BrokenPromise = "broken_promise", Legal = "legal", Escalated = "escalated", DeadlinePassed = "deadline_passed",
        RiskyAnswer = "risky_answer", ManyAffected = "many_affected", Reported = "reported", DeadlineNear = "deadline_near", Unanswered = "unanswered",
        InHand = "in_hand",
    }
    /// What opened an escalation: the asker, a member, an ambassador, the team, or a rule.
    EscalationCause {
        Asker = "asker", Member = "member", Ambassador = "ambassador", Staff = "staff", NotSolved = "not_solved", Disagreed = "disagreed",
        Deadline = "deadline", ManyAffected = "many_affected", RiskyAnswer = "risky_answer", Danger = "danger", Legal = "legal",
    }
    /// Where an escalation stands.
    EscalationState {
        Open = "open", Claimed = "claimed", WaitingDepartment = "waiting_department", WaitingAsker = "waiting_asker", Promised = "promised",
        Resolved = "resolved", Declined = "declined",
    }
    /// How an escalation ended, for everyone to see. `answered`: what a rule had opened was answered before anybody took it.
    EscalationOutcome { Solved = "solved", Refused = "refused", Private = "private", Answered = "answered", Declined = "declined" }
    /// What ends a snooze before its time.
    SnoozeEvent { AnyPost = "any_post", AskerPost = "asker_post" }
    /// What happened to an escalation.
    EscalationEventKind {
        Opened = "opened", Joined = "joined", Claimed = "claimed", Released = "released", Expired = "expired", TakenOver = "taken_over", Assigned = "assigned",
        HandedOver = "handed_over", Noted = "noted", Replied = "replied", AskedDetails = "asked_details", Promised = "promised", PromiseKept = "promise_kept",
        PromiseMissed = "promise_missed", Snoozed = "snoozed", Woken = "woken", LeadTold = "lead_told", ManagersTold = "managers_told", Resolved = "resolved",
        Declined = "declined", Disagreed = "disagreed", Reopened = "reopened", PrivateMessage = "private_message", Gesture = "gesture", Incident = "incident",
    }
    /// When the asker is asked: answers or not, days later; after the brand confirmed or others accepted for them; after their own acceptance.
    FollowUpKind { Still = "still", Week = "week", Month = "month", Verified = "verified", ComeBack = "come_back" }
    /// What the asker said. `silent`: nothing for seven days, which is a yes to an answer the brand confirmed.
    FollowUpAnswer { Solved = "solved", NotSolved = "not_solved", Elsewhere = "elsewhere", Silent = "silent" }
    /// What an asker expected, and what they received.
    Expectation { Fixed = "fixed", NotAgain = "not_again", Explained = "explained", Apology = "apology", Respect = "respect" }
    /// Where a gesture stands: it waits for a manager, was given, was refused, or taken back by whoever proposed it.
    GestureState { Proposed = "proposed", Given = "given", Refused = "refused", Withdrawn = "withdrawn" }
    /// Which kind of word brings a thread to the brand at once.
    AlertKind { Danger = "danger", Legal = "legal" }
    /// Why something waits for a moderator; the most urgent first.
    ItemKind { Appeal = "appeal", Notice = "notice", Held = "held", Case = "case", Flagged = "flagged", First = "first", Edit = "edit" }
    /// What a moderator did.
    DecisionAct {
        Keep = "keep", Release = "release", EditOut = "edit_out", Hide = "hide", Remove = "remove", Restore = "restore", Warn = "warn", Silence = "silence",
        Suspend = "suspend", Lift = "lift", Lock = "lock", Merge = "merge",
    }
    /// What becomes of a text with a watched word.
    WatchAct { Block = "block", Hold = "hold", Flag = "flag" }
    /// Where a claim on a perk stands.
    PerkState { Claimed = "claimed", Fulfilled = "fulfilled", Done = "done", Declined = "declined", Cancelled = "cancelled" }
}

impl PostState {
    /// Somebody may read and answer it.
    pub fn is_live(self) -> bool {
        matches!(self, PostState::Visible | PostState::Reserved)
    }

    /// What a post is when nothing is wrong with it.
    pub fn live(reserved: bool) -> PostState {
        if reserved { PostState::Reserved } else { PostState::Visible }
    }
}
