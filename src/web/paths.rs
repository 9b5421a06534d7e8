//! Every address of the site, once. A path is a value: `paths::Tag { name: "wifi" }.to_string()`; its `PATTERN` is what
//! the router matches. No address stands as a text anywhere else.

use std::fmt::{self, Display, Formatter, Write as _};

use entity::{AccountId, AnnouncementId, AppealId, BadgeAwardId, BriefingId, CalendarId, CannedId, CaseId, CategoryId, ClaimId, CommentId, DecisionId, DepartmentId, DraftId, EntryId, EscalationId, GestureId, GestureKindId, IncidentId, ItemId, MailId, NominationId, NoteId, NotificationId, PerkClaimId, PerkId, PinId, PostId, RankEventId, RemarkId, ReplyId, ReviewId, RoutingRuleId, SignalId, SuggestionId, TaskId, VersionId, WatchedWordId};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What must be escaped inside one path segment or one query value.
const SEGMENT: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'/').add(b'<').add(b'>').add(b'?').add(b'`').add(b'{').add(b'}').add(b'&').add(b'+').add(b'=').add(b'\\').add(b'^').add(b'|').add(b'[').add(b']').add(b';').add(b',').add(b'@').add(b'$').add(b':').add(b'\'').add(b'(').add(b')').add(b'*').add(b'!');

/// A query value or path segment, percent-encoded.
pub fn encode(text: &str) -> impl Display + '_ {
    utf8_percent_encode(text, SEGMENT)
}

/// `path?key=value&…` with empty values left out.
pub fn with_query(path: impl Display, pairs: &[(&str, &str)]) -> String {
    let mut out = path.to_string();
    let mut sep = '?';
    for (k, v) in pairs.iter().filter(|(_, v)| !v.is_empty()) {
        let _ = write!(out, "{sep}{k}={}", encode(v));
        sep = '&';
    }
    out
}

/// A local path that may be followed after log-in: one slash, no scheme, no host, no control characters; else `/`.
pub fn local(next: &str) -> &str {
    let bytes = next.as_bytes();
    let starts_local = bytes.first() == Some(&b'/') && !matches!(bytes.get(1), Some(b'/' | b'\\'));
    let plain = next.len() <= 2_000 && !next.chars().any(|c| c.is_control() || c == '\\');
    if starts_local && plain { next } else { "/" }
}

/// Is it one of the team's own pages?
pub fn is_of_team(path: &str) -> bool {
    path.starts_with("/staff") || path.starts_with("/admin")
}

trait Segment {
    fn put(&self, f: &mut Formatter<'_>) -> fmt::Result;
}

impl Segment for &str {
    fn put(&self, f: &mut Formatter<'_>) -> fmt::Result {
        encode(self).fmt(f)
    }
}

macro_rules! id_segments {
    ($($id:ty),*) => {$(impl Segment for $id { fn put(&self, f: &mut Formatter<'_>) -> fmt::Result { self.0.fmt(f) } })*};
}
id_segments!(AccountId, AnnouncementId, AppealId, BadgeAwardId, BriefingId, CalendarId, CannedId, CaseId, CategoryId, ClaimId, CommentId, DecisionId, DepartmentId, DraftId, EntryId, EscalationId, GestureId, GestureKindId, IncidentId, ItemId, MailId, NominationId, NoteId, NotificationId, PerkClaimId, PerkId, PinId, PostId, RankEventId, RemarkId, ReplyId, ReviewId, RoutingRuleId, SignalId, SuggestionId, TaskId, VersionId, WatchedWordId);

/// Writes a pattern with its `{names}` replaced.
fn fill(f: &mut Formatter<'_>, pattern: &str, put: impl Fn(&str, &mut Formatter<'_>) -> fmt::Result) -> fmt::Result {
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        f.write_str(before)?;
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        put(name, f)?;
        rest = after;
    }
    f.write_str(rest)
}

macro_rules! one {
    ([$($doc:meta)*] $name:ident = $pattern:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl $name {
            pub const PATTERN: &'static str = $pattern;
        }

        impl Display for $name {
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                f.write_str($pattern)
            }
        }
    };
    ([$($doc:meta)*] $name:ident $(<$life:lifetime>)? { $($arg:ident : $ty:ty),+ } = $pattern:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name $(<$life>)? { $(pub $arg: $ty),+ }

        impl $(<$life>)? $name $(<$life>)? {
            pub const PATTERN: &'static str = $pattern;
        }

        impl $(<$life>)? Display for $name $(<$life>)? {
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                fill(f, Self::PATTERN, |name, f| match name {
                    $(stringify!($arg) => self.$arg.put(f),)+
                    _ => Ok(()),
                })
            }
        }
    };
}

macro_rules! paths {
    ($($(#[$doc:meta])* $name:ident $(<$life:lifetime>)? $({ $($arg:ident : $ty:ty),+ })? = $pattern:literal;)*) => {
        $(one! { [$($doc)*] $name $(<$life>)? $({ $($arg : $ty),+ })? = $pattern })*
    };
}

mod team;

pub use team::*;

paths! {
    Home = "/";
    /// A photo sent ahead of its form.
    Photos = "/photos";
    /// A photo as it is kept.
    Photo<'a> { key: &'a str } = "/photos/{key}";
    /// The smaller picture that pages show.
    PhotoSmall<'a> { key: &'a str } = "/photos/{key}/small";
    /// The photos of a post and of its comments: more, fewer.
    PostPhotos { id: PostId } = "/posts/{id}/photos";
    /// One of them goes.
    PostPhotoRemove { id: PostId } = "/posts/{id}/photos/remove";
    Healthz = "/healthz";
    Readyz = "/readyz";
    Metrics = "/metrics";
    CspReport = "/csp-report";
    Asset<'a> { file: &'a str } = "/a/{file}";
    Robots = "/robots.txt";
    Sitemap = "/sitemap.xml";
    SitemapPart<'a> { part: &'a str } = "/sitemap/{part}";
    OpenSearch = "/opensearch.xml";
    Manifest = "/manifest.webmanifest";
    Favicon = "/favicon.ico";
    Language = "/language";
    Theme = "/theme";
    Preview = "/preview";

    UserReputation<'a> { username: &'a str } = "/users/{username}/reputation";
    UserReputationRead<'a> { username: &'a str } = "/users/{username}/reputation/read";
    /// "Ask for a review" of a line of one's ledger.
    EntryReview { id: EntryId } = "/reputation/{id}/review";
    /// What reputation unlocks.
    Privileges = "/privileges";
    /// The numbers of the game as they were from one day on.
    Rules { id: VersionId } = "/rules/{id}";
    /// The numbers in force.
    RulesNow = "/rules";

    Ask = "/ask";
    AskSimilar = "/ask/similar";
    Questions = "/questions";
    QuestionShort { id: PostId } = "/questions/{id}";
    Question<'a> { id: PostId, slug: &'a str } = "/questions/{id}/{slug}";
    /// "This solves my problem", said before asking.
    QuestionSolves { id: PostId } = "/questions/{id}/solves";
    QuestionAnswers { id: PostId } = "/questions/{id}/answers";
    QuestionMeToo { id: PostId } = "/questions/{id}/me-too";
    QuestionFollow { id: PostId } = "/questions/{id}/follow";
    QuestionInvite { id: PostId } = "/questions/{id}/invite";
    QuestionClose { id: PostId } = "/questions/{id}/close";
    QuestionReopen { id: PostId } = "/questions/{id}/reopen";
    QuestionDuplicate { id: PostId } = "/questions/{id}/duplicate";
    QuestionMove { id: PostId } = "/questions/{id}/move";
    QuestionMerge { id: PostId } = "/questions/{id}/merge";
    QuestionSplit { id: PostId } = "/questions/{id}/split";
    QuestionSolvedElsewhere { id: PostId } = "/questions/{id}/solved-elsewhere";
    /// Asks that the brand see to it.
    QuestionEscalate { id: PostId } = "/questions/{id}/escalate";
    /// "That is not settled."
    QuestionDisagree { id: PostId } = "/questions/{id}/disagree";
    /// Asks the asker for details, while the clock stands.
    QuestionDetails { id: PostId } = "/questions/{id}/details";
    /// Between the asker and the team.
    QuestionPrivate { id: PostId } = "/questions/{id}/private";
    /// The team opens it, which is written down.
    QuestionPrivateOpen { id: PostId } = "/questions/{id}/private/open";
    QuestionPin { id: PostId } = "/questions/{id}/pin";
    QuestionAnonymise { id: PostId } = "/questions/{id}/anonymise";
    /// "I am answering", shown to others for a while.
    QuestionAnswering { id: PostId } = "/questions/{id}/answering";
    /// The answer's form again, with a saved reply in it.
    QuestionInsertReply { id: PostId } = "/questions/{id}/insert-reply";
    /// Asks the asker how it went, once a thread.
    QuestionRemind { id: PostId } = "/questions/{id}/remind";
    /// "How did it go?", put to the asker some days later.
    QuestionFollowUp { id: PostId } = "/questions/{id}/follow-up";
    /// The same, from its mail.
    FollowUp<'a> { token: &'a str } = "/follow-up/{token}";
    /// One's answers with no word from the asker.
    AnswersWaiting = "/answers/waiting";
    /// What was said for askers who are away, and waits for a second word.
    ProposedSolutions = "/solutions/proposed";
    /// A permalink: leads to the thread and its anchor.
    Post { id: PostId } = "/posts/{id}";
    PostVote { id: PostId } = "/posts/{id}/vote";
    PostDidNotWork { id: PostId } = "/posts/{id}/did-not-work";
    /// "Was this clear?"
    PostClear { id: PostId } = "/posts/{id}/clear";
    PostAccept { id: PostId } = "/posts/{id}/accept";
    PostUnaccept { id: PostId } = "/posts/{id}/unaccept";
    PostSolvedForAsker { id: PostId } = "/posts/{id}/solved-for-asker";
    PostNotSolvedForAsker { id: PostId } = "/posts/{id}/not-solved-for-asker";
    PostVerify { id: PostId } = "/posts/{id}/verify";
    PostUnverify { id: PostId } = "/posts/{id}/unverify";
    PostComments { id: PostId } = "/posts/{id}/comments";
    PostEdit { id: PostId } = "/posts/{id}/edit";
    PostRevisions { id: PostId } = "/posts/{id}/revisions";
    PostSuggestions { id: PostId } = "/posts/{id}/suggestions";
    PostFlag { id: PostId } = "/posts/{id}/flag";
    PostDelete { id: PostId } = "/posts/{id}/delete";
    PostRestore { id: PostId } = "/posts/{id}/restore";
    PostRedact { id: PostId } = "/posts/{id}/redact";
    PostPrivate { id: PostId } = "/posts/{id}/private-details";
    CommentFlag { id: CommentId } = "/comments/{id}/flag";
    CommentEdit { id: CommentId } = "/comments/{id}/edit";
    CommentDelete { id: CommentId } = "/comments/{id}/delete";
    Suggestion { id: SuggestionId } = "/suggestions/{id}";
    Review = "/review";
    /// New members' first posts, for those who may review.
    FirstPosts = "/review/first-posts";
    FirstPost { id: ItemId } = "/review/first-posts/{id}";
    /// Decisions of moderators, for whom they concern.
    OwnDecisions = "/moderation/decisions";
    OwnDecision { id: DecisionId } = "/moderation/decisions/{id}";
    OwnDecisionAppeal { id: DecisionId } = "/moderation/decisions/{id}/appeal";
    /// Reporting content without an account.
    Notice = "/notice";
    NoticeOf<'a> { token: &'a str } = "/notice/{token}";
    NoticeContest<'a> { token: &'a str } = "/notice/{token}/contest";
    Drafts = "/drafts";
    Draft { id: DraftId } = "/drafts/{id}";
    DraftPublish { id: DraftId } = "/drafts/{id}/publish";
    DraftDelete { id: DraftId } = "/drafts/{id}/delete";

    Search = "/search";
    SearchSuggestions = "/search/suggestions";
    Tags = "/tags";
    Tag<'a> { name: &'a str } = "/tags/{name}";
    Categories = "/categories";
    Category<'a> { slug: &'a str } = "/categories/{slug}";
    FeedQuestions = "/feeds/questions.atom";
    /// `file` is the tag's name followed by `.atom`.
    FeedTag<'a> { file: &'a str } = "/feeds/tags/{file}";

    Users = "/users";
    User<'a> { username: &'a str } = "/users/{username}";
    UserThank<'a> { username: &'a str } = "/users/{username}/thank";
    /// Shows a note of thanks on one's profile, or hides it.
    Note { id: NoteId } = "/notes/{id}";
    Perks = "/ambassadors/perks";
    PerkClaim { id: PerkId } = "/ambassadors/perks/{id}/claim";
    PerkReveal { id: PerkClaimId } = "/ambassadors/perk-claims/{id}/reveal";
    PerkReceived { id: PerkClaimId } = "/ambassadors/perk-claims/{id}/received";
    PerkCancel { id: PerkClaimId } = "/ambassadors/perk-claims/{id}/cancel";
    AmbassadorBriefings = "/ambassadors/briefings";
    AmbassadorBriefing { id: BriefingId } = "/ambassadors/briefings/{id}";
    /// "I keep it to myself until then": opens it, and is the receipt.
    BriefingOpen { id: BriefingId } = "/ambassadors/briefings/{id}/open";
    BriefingRemarks { id: BriefingId } = "/ambassadors/briefings/{id}/questions";
    BriefingRemarkRemove { id: RemarkId } = "/ambassadors/briefing-questions/{id}/remove";
    Briefings = "/briefings";
    Briefing { id: BriefingId } = "/briefings/{id}";
    FeedBriefings = "/feeds/briefings.atom";
    /// "This is me": asks to be given an imported person's posts.
    UserClaim<'a> { username: &'a str } = "/users/{username}/claim";
    UserBadges<'a> { username: &'a str } = "/users/{username}/badges";
    UserBadgeGrant<'a> { username: &'a str } = "/users/{username}/badges/grant";
    BadgeRevoke { id: BadgeAwardId } = "/badge-awards/{id}/revoke";
    Badges = "/badges";
    Badge<'a> { word: &'a str } = "/badges/{word}";
    Signup = "/signup";
    Login = "/login";
    Logout = "/logout";
    /// The password again, before the administration's pages.
    Prove = "/prove";
    /// The code after the password.
    LoginCode = "/login/code";
    Confirm = "/verify-email";
    ConfirmToken<'a> { token: &'a str } = "/verify-email/{token}";
    Forgot = "/password/forgot";
    Reset<'a> { token: &'a str } = "/password/reset/{token}";
    Settings = "/settings";
    SettingsAvatar = "/settings/avatar";
    SettingsProfile = "/settings/profile";
    SettingsEmail = "/settings/email";
    SettingsPassword = "/settings/password";
    SettingsTwoStep = "/settings/two-step";
    /// Setting it up: the picture, the secret, the first code.
    SettingsTwoStepNew = "/settings/two-step/new";
    SettingsTwoStepCodes = "/settings/two-step/codes";
    SettingsTwoStepOff = "/settings/two-step/off";
    /// What a member is told.
    Notifications = "/notifications";
    /// One, all, or those of a thread are read.
    NotificationsRead = "/notifications/read";
    /// Leads to what it is about, and is read.
    Notification { id: NotificationId } = "/notifications/{id}";
    /// Ends a kind of mails, without a log-in.
    Unsubscribe<'a> { key: &'a str, what: &'a str } = "/unsubscribe/{key}/{what}";
    QuestionMute { id: PostId } = "/questions/{id}/mute";
    TagWatch<'a> { name: &'a str } = "/tags/{name}/watch";
    CategoryWatch<'a> { slug: &'a str } = "/categories/{slug}/watch";
    UserWatch<'a> { username: &'a str } = "/users/{username}/watch";
    /// One of what a member follows or muted, from their settings.
    SettingsWatch = "/settings/watch";
    SettingsMails = "/settings/mails";
    SettingsDisplay = "/settings/display";
    SettingsSessions = "/settings/sessions";
    SettingsData = "/settings/data";
    SettingsExport = "/settings/data/export";
    SettingsDelete = "/settings/data/delete";
    SettingsReplies = "/settings/replies";
    SettingsReplyDelete { id: ReplyId } = "/settings/replies/{id}/delete";

    /// The programme: what it is, who they are.
    Ambassadors = "/ambassadors";
    AmbassadorsMe = "/ambassadors/me";
    AmbassadorsOfferAccept = "/ambassadors/offer/accept";
    AmbassadorsOfferDecline = "/ambassadors/offer/decline";
    AmbassadorsOfferAsk = "/ambassadors/offer/ask";
    AmbassadorsRenew = "/ambassadors/renew";
    AmbassadorsLeave = "/ambassadors/leave";
    AmbassadorsBack = "/ambassadors/back";
    AmbassadorsStepDown = "/ambassadors/step-down";
    /// Stay off the leaderboards, or come back.
    AmbassadorsBoards = "/ambassadors/leaderboards";
    AmbassadorsNominate = "/ambassadors/nominate";
    Nomination { id: NominationId } = "/ambassadors/nominations/{id}";
    NominationConsent { id: NominationId } = "/ambassadors/nominations/{id}/consent";
    NominationTestify { id: NominationId } = "/ambassadors/nominations/{id}/testify";
    /// Against a decision about one's rank.
    AmbassadorsAppeal { id: RankEventId } = "/ambassadors/appeals/{id}";

    /// Server-sent events.
    Events = "/events";

    Help = "/help";
    Shortcuts = "/shortcuts";
    Legal = "/legal";
    Terms = "/terms";
    Privacy = "/privacy";
    Accessibility = "/accessibility";
    Licences = "/licences";
    /// What the team did, in numbers, for everybody.
    Transparency = "/transparency";
}

/// An answer inside its thread: `/questions/7/slug#answer-9`.
pub fn answer(question: PostId, slug: &str, answer: PostId) -> String {
    format!("{}#answer-{answer}", Question { id: question, slug })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_encoded() {
        assert_eq!(Question { id: PostId(7), slug: "a-b" }.to_string(), "/questions/7/a-b");
        assert_eq!(Tag { name: "c#/é" }.to_string(), "/tags/c%23%2F%C3%A9");
        assert_eq!(with_query(Search, &[("q", "a b&c"), ("x", "")]), "/search?q=a%20b%26c");
    }

    #[test]
    fn only_local_paths_are_followed() {
        for evil in ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "", "evil", "/\n/evil.example", "/a\\b"] {
            assert_eq!(local(evil), "/", "{evil:?}");
        }
        assert_eq!(local("/ask?title=x"), "/ask?title=x");
    }
}
