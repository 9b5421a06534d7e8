//! Addresses of the team, of managers and of administrators.

use std::fmt::{self, Display, Formatter};

use entity::{AnnouncementId, AppealId, BriefingId, CalendarId, CannedId, CaseId, CategoryId, ClaimId, DecisionId, DepartmentId, EscalationId, GestureId, GestureKindId, IncidentId, ItemId, MailId, NominationId, PerkClaimId, PerkId, PinId, PostId, ReviewId, RoutingRuleId, SignalId, TaskId, WatchedWordId};

use super::{Segment, fill};

paths! {
    StaffReviews = "/staff/reviews";
    StaffReview { id: ReviewId } = "/staff/reviews/{id}";
    Staff = "/staff";
    /// The team's page of a thread, and what it does there.
    StaffThread { id: PostId } = "/staff/threads/{id}";
    StaffThreadClaim { id: PostId } = "/staff/threads/{id}/claim";
    StaffThreadRelease { id: PostId } = "/staff/threads/{id}/release";
    StaffThreadTakeOver { id: PostId } = "/staff/threads/{id}/take-over";
    StaffThreadAssign { id: PostId } = "/staff/threads/{id}/assign";
    StaffThreadHandOver { id: PostId } = "/staff/threads/{id}/hand-over";
    StaffThreadSnooze { id: PostId } = "/staff/threads/{id}/snooze";
    StaffThreadWake { id: PostId } = "/staff/threads/{id}/wake";
    StaffThreadDetails { id: PostId } = "/staff/threads/{id}/details";
    StaffThreadPromise { id: PostId } = "/staff/threads/{id}/promise";
    /// The page again, with a canned answer in the answer's field.
    StaffThreadCanned { id: PostId } = "/staff/threads/{id}/canned";
    /// Proposes a gesture to whoever asked.
    StaffThreadGesture { id: PostId } = "/staff/threads/{id}/gesture";
    StaffThreadReply { id: PostId } = "/staff/threads/{id}/reply";
    StaffThreadResolve { id: PostId } = "/staff/threads/{id}/resolve";
    StaffThreadDecline { id: PostId } = "/staff/threads/{id}/decline";
    StaffThreadNote { id: PostId } = "/staff/threads/{id}/note";
    StaffEscalationClaim { id: EscalationId } = "/staff/escalations/{id}/claim";
    StaffEscalationRelease { id: EscalationId } = "/staff/escalations/{id}/release";
    StaffEscalationHandOver { id: EscalationId } = "/staff/escalations/{id}/hand-over";
    StaffEscalationNote { id: EscalationId } = "/staff/escalations/{id}/note";
    StaffEscalationResolve { id: EscalationId } = "/staff/escalations/{id}/resolve";
    StaffEscalationPromise { id: EscalationId } = "/staff/escalations/{id}/promise";
    StaffPromises = "/staff/promises";
    /// Notes that name one were read.
    StaffMentions = "/staff/mentions";
    /// What the brand owes a look, the most urgent first.
    StaffFeed = "/staff/feed";
    /// One press over one row of the feed or several; asked for with GET, the form it needs.
    StaffFeedAct = "/staff/feed/act";
    StaffFeedUndo = "/staff/feed/undo";
    /// What one wants to know of a thread before answering it.
    StaffThreadPanel { id: PostId } = "/staff/threads/{id}/panel";
    /// "I am looking at it", said by a page that is open.
    StaffThreadHere { id: PostId } = "/staff/threads/{id}/here";
    StaffProgramme = "/staff/programme";
    StaffSeats = "/staff/programme-seats";
    StaffMember<'a> { username: &'a str } = "/staff/programme/{username}";
    StaffNomination { id: NominationId } = "/staff/nominations/{id}";
    StaffAppeal { id: AppealId } = "/staff/appeals/{id}";
    StaffCanned = "/staff/canned";
    StaffCannedOne { id: CannedId } = "/staff/canned/{id}";
    StaffCannedRetire { id: CannedId } = "/staff/canned/{id}/retire";
    StaffGestures = "/staff/gestures";
    StaffGesture { id: GestureId } = "/staff/gestures/{id}";
    StaffGestureKinds = "/staff/gesture-kinds";
    StaffGestureKindRetire { id: GestureKindId } = "/staff/gesture-kinds/{id}/retire";
    StaffGestureRules = "/staff/gesture-rules";
    /// What many meet at once.
    StaffIncidents = "/staff/incidents";
    StaffIncident { id: IncidentId } = "/staff/incidents/{id}";
    StaffIncidentEnd { id: IncidentId } = "/staff/incidents/{id}/end";
    StaffIncidentAttach { id: IncidentId } = "/staff/incidents/{id}/attach";
    StaffIncidentDetach { id: IncidentId } = "/staff/incidents/{id}/detach";
    StaffPins = "/staff/pins";
    StaffPinEnd { id: PinId } = "/staff/pins/{id}/end";
    StaffAnnouncements = "/staff/announcements";
    StaffAnnouncementEnd { id: AnnouncementId } = "/staff/announcements/{id}/end";
    /// What the team owes askers who received less than they expected.
    StaffTasks = "/staff/tasks";
    StaffTask { id: TaskId } = "/staff/tasks/{id}";
    StaffTaskTake { id: TaskId } = "/staff/tasks/{id}/take";
    StaffClaims = "/staff/claims";
    StaffClaim { id: ClaimId } = "/staff/claims/{id}";
    /// Votes that look arranged.
    StaffCases = "/staff/cases";
    StaffCase { id: CaseId } = "/staff/cases/{id}";
    /// What waits for a moderator.
    StaffModeration = "/staff/moderation";
    StaffItem { id: ItemId } = "/staff/moderation/{id}";
    StaffItemClaim { id: ItemId } = "/staff/moderation/{id}/claim";
    StaffItemNote { id: ItemId } = "/staff/moderation/{id}/notes";
    StaffDecisionUndo { id: DecisionId } = "/staff/moderation-decisions/{id}/undo";
    /// Opens an item about a post that nobody reported.
    StaffModerate { id: PostId } = "/staff/moderation-posts/{id}";
    StaffModerationMember<'a> { username: &'a str } = "/staff/moderation-members/{username}";
    StaffModerationMemberNote<'a> { username: &'a str } = "/staff/moderation-members/{username}/notes";
    StaffMemberPicture<'a> { username: &'a str } = "/staff/moderation-members/{username}/picture";
    StaffMerge<'a> { username: &'a str } = "/staff/moderation-members/{username}/merge";
    StaffWords = "/staff/watched-words";
    StaffWordDrop { id: WatchedWordId } = "/staff/watched-words/{id}/drop";
    StaffCategories = "/staff/categories";
    StaffCategory { id: CategoryId } = "/staff/categories/{id}";
    StaffBriefings = "/staff/briefings";
    StaffBriefing { id: BriefingId } = "/staff/briefings/{id}";
    /// Gives it to ambassadors.
    StaffBriefingShow { id: BriefingId } = "/staff/briefings/{id}/show";
    StaffPerks = "/staff/perks";
    StaffPerk { id: PerkId } = "/staff/perks/{id}";
    StaffPerkCodes { id: PerkId } = "/staff/perks/{id}/codes";
    StaffPerkRetire { id: PerkId } = "/staff/perks/{id}/retire";
    StaffPerkClaims = "/staff/perk-claims";
    StaffPerkClaim { id: PerkClaimId } = "/staff/perk-claims/{id}";
    /// What perks were worth in a year, member by member: CSV.
    StaffPerkValues = "/staff/perk-values";
    /// Who did what.
    StaffAudit = "/staff/audit";
    /// What is counted, and who met a limit.
    StaffLimits = "/staff/limits";
    StaffLimitLift = "/staff/limits/lift";
    /// Accounts that wait.
    StaffSignups = "/staff/sign-ups";
    StaffSignupRanges = "/staff/sign-ups/places";
    StaffInsights = "/staff/insights";
    StaffInsightsCsv = "/staff/insights.csv";
    /// The list behind a number.
    StaffInsightThreads = "/staff/insights/threads";
    /// A rise that nobody asked for.
    StaffSignals = "/staff/signals";
    StaffSignalEnd { id: SignalId } = "/staff/signals/{id}/end";
    Admin = "/admin";
    AdminTwoStep = "/admin/two-step";
    AdminTwoStepReset = "/admin/two-step/reset";
    AdminRules = "/admin/rules";
    AdminDeadlines = "/admin/deadlines";
    /// 0 is all categories without their own.
    AdminDeadline { id: CategoryId } = "/admin/deadlines/{id}";
    /// 0 is a new one.
    AdminCalendar { id: CalendarId } = "/admin/calendars/{id}";
    AdminAlertWords = "/admin/alert-words";
    AdminDepartments = "/admin/departments";
    AdminDepartment { id: DepartmentId } = "/admin/departments/{id}";
    AdminDepartmentPeople { id: DepartmentId } = "/admin/departments/{id}/people";
    AdminRouting = "/admin/routing";
    AdminRoutingRemove { id: RoutingRuleId } = "/admin/routing/{id}/remove";
    AdminOutbox = "/admin/outbox";
    AdminMail { id: MailId } = "/admin/outbox/{id}";
}
