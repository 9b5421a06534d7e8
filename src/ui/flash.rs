//! Sentences a redirect may want said on the page it leads to (`?said=word`). A closed list: an address can show
//! nothing else.

use crate::i18n::Lang;

macro_rules! said {
    ($($word:literal => $message:ident),* $(,)?) => {
        /// The sentence of a word, if it is one of ours.
        pub fn sentence(lang: Lang, word: &str) -> Option<&'static str> {
            Some(match word { $($word => lang.$message(),)* _ => return None })
        }
    };
}

said! {
    "published" => said_published,
    "answered" => said_answered,
    "commented" => said_commented,
    "saved" => said_saved,
    "accepted" => said_accepted,
    "unaccepted" => said_unaccepted,
    "verified" => said_verified,
    "unverified" => said_unverified,
    "helped" => said_helped,
    "withdrawn" => said_withdrawn,
    "noted" => said_noted,
    "followed" => said_followed,
    "unfollowed" => said_unfollowed,
    "me-too" => said_me_too,
    "flagged" => said_flagged,
    "closed" => said_closed,
    "reopened" => said_reopened,
    "duplicate" => said_duplicate,
    "deleted" => said_deleted,
    "restored" => said_restored,
    "anonymised" => said_anonymised,
    "redacted" => said_redacted,
    "edited" => said_edited,
    "suggested" => said_suggested,
    "reviewed" => said_reviewed,
    "unchanged" => said_unchanged,
    "solves" => said_solves,
    "solved-elsewhere" => said_solved_elsewhere,
    "draft-saved" => said_draft_saved,
    "draft-deleted" => said_draft_deleted,
    "confirmed" => said_confirmed,
    "welcome" => said_welcome,
    "password-changed" => said_password_changed,
    "check-mail" => said_check_mail,
    "logged-out" => said_logged_out,
    "sessions-ended" => said_sessions_ended,
    "account-deleted" => said_account_deleted,
    "claim-sent" => said_claim_sent,
    "decided" => said_decided,
    "rules-applied" => said_rules_applied,
    "badge-granted" => said_badge_granted,
    "badge-revoked" => said_badge_revoked,
    "case-reversed" => said_case_reversed,
    "case-dismissed" => said_case_dismissed,
    "case-undone" => said_case_undone,
    "review-asked" => said_review_asked,
    "answering" => said_answering,
    "not-answering" => said_not_answering,
    "reminded" => said_reminded,
    "reminded-before" => said_reminded_before,
    "thanked" => said_thanked,
    "perk-claimed" => said_perk_claimed,
    "perk-cancelled" => said_perk_cancelled,
    "perk-received" => said_perk_received,
    "briefing-shown" => said_briefing_shown,
    "asked" => said_asked,
    "ambassador" => said_ambassador,
    "nominated" => said_nominated,
    "testified" => said_testified,
    "appealed" => said_appealed,
    "invited" => said_invited,
}
