//! The words of the record as people say them. What has no sentence yet shows its word.

use entity::{AppealId, BriefingId, CaseId, CategoryId, ClaimId, NominationId, PerkClaimId, PerkId, PostId, ReviewId};

use crate::i18n::Lang;
use crate::web::paths;

/// What was done, as a verb.
pub fn said(lang: Lang, action: &str) -> String {
    let known = match action {
        "logged_in" => lang.record_do_logged_in(),
        "login_failed" => lang.record_do_login_failed(),
        "password_right" => lang.record_do_password_right(),
        "code_failed" => lang.record_do_code_failed(),
        "recovery_code_used" => lang.record_do_recovery_code_used(),
        "recovery_codes_made" => lang.record_do_recovery_codes_made(),
        "signup_approved" => lang.record_do_signup_approved(),
        "signup_refused" => lang.record_do_signup_refused(),
        "signup_ranges" => lang.record_do_signup_ranges(),
        "limit_lifted" => lang.record_do_limit_lifted(),
        "two_step_on" => lang.record_do_two_step_on(),
        "two_step_off" => lang.record_do_two_step_off(),
        "two_step_reset" => lang.record_do_two_step_reset(),
        "two_step_obliged" => lang.record_do_two_step_obliged(),
        "two_step_freed" => lang.record_do_two_step_freed(),
        "email_confirmed" => lang.record_do_email_confirmed(),
        "email_changed" => lang.record_do_email_changed(),
        "password_changed" => lang.record_do_password_changed(),
        "password_reset" => lang.record_do_password_reset(),
        "reset_asked" => lang.record_do_reset_asked(),
        "sessions_ended" => lang.record_do_sessions_ended(),
        "exported" => lang.record_do_exported(),
        "account_created" => lang.record_do_account_created(),
        "account_deleted" => lang.record_do_account_deleted(),
        "role_given" => lang.record_do_role_given(),
        "suspended" => lang.record_do_suspended(),
        "suspension_lifted" => lang.record_do_suspension_lifted(),
        "edit" => lang.record_do_edit(),
        "close" => lang.record_do_close(),
        "reopen" => lang.record_do_reopen(),
        "duplicate" => lang.record_do_duplicate(),
        "delete" => lang.record_do_delete(),
        "remove" => lang.record_do_remove(),
        "remove_as_abuse" => lang.record_do_remove_as_abuse(),
        "restore" => lang.record_do_restore(),
        "anonymise" => lang.record_do_anonymise(),
        "redact" => lang.record_do_redact(),
        "open_private" => lang.record_do_open_private(),
        "verify" => lang.record_do_verify(),
        "unverify" => lang.record_do_unverify(),
        "suggestion_accepted" => lang.record_do_suggestion_accepted(),
        "suggestion_rejected" => lang.record_do_suggestion_rejected(),
        "move" => lang.record_do_move(),
        "merge" => lang.record_do_merge(),
        "split" => lang.record_do_split(),
        "badge_granted" => lang.record_do_badge_granted(),
        "badge_revoked" => lang.record_do_badge_revoked(),
        "thanked" => lang.record_do_thanked(),
        "category_made" => lang.record_do_category_made(),
        "category_changed" => lang.record_do_category_changed(),
        "briefing_made" => lang.record_do_briefing_made(),
        "briefing_changed" => lang.record_do_briefing_changed(),
        "briefing_shown" => lang.record_do_briefing_shown(),
        "remark_removed" => lang.record_do_remark_removed(),
        "perk_made" => lang.record_do_perk_made(),
        "perk_changed" => lang.record_do_perk_changed(),
        "perk_codes_loaded" => lang.record_do_perk_codes_loaded(),
        "perk_retired" => lang.record_do_perk_retired(),
        "perk_fulfilled" => lang.record_do_perk_fulfilled(),
        "perk_declined" => lang.record_do_perk_declined(),
        "perk_done" => lang.record_do_perk_done(),
        "case_dismissed" => lang.record_do_case_dismissed(),
        "case_reversed" => lang.record_do_case_reversed(),
        "case_undone" => lang.record_do_case_undone(),
        "rules_applied" => lang.record_do_rules_applied(),
        "seats_set" => lang.record_do_seats_set(),
        "nomination_granted" => lang.record_do_nomination_granted(),
        "nomination_refused" => lang.record_do_nomination_refused(),
        "appeal_upheld" => lang.record_do_appeal_upheld(),
        "appeal_refused" => lang.record_do_appeal_refused(),
        "signal_ended" => lang.record_do_signal_ended(),
        other => return other.replace(['_', '.'], " "),
    };
    known.to_owned()
}

/// What it was done to.
pub fn thing(lang: Lang, object: &str) -> String {
    let known = match object {
        "account" => lang.record_thing_account(),
        "question" => lang.record_thing_question(),
        "post" => lang.record_thing_post(),
        "comment" => lang.record_thing_comment(),
        "suggestion" => lang.record_thing_suggestion(),
        "escalation" => lang.record_thing_escalation(),
        "briefing" => lang.record_thing_briefing(),
        "briefing_remark" => lang.record_thing_briefing_remark(),
        "category" => lang.record_thing_category(),
        "claim" => lang.record_thing_claim(),
        "fair_case" => lang.record_thing_fair_case(),
        "badge_award" => lang.record_thing_badge_award(),
        "nomination" => lang.record_thing_nomination(),
        "appeal" => lang.record_thing_appeal(),
        "perk" => lang.record_thing_perk(),
        "perk_claim" => lang.record_thing_perk_claim(),
        "review" => lang.record_thing_review(),
        "rule_version" => lang.record_thing_rule_version(),
        "thank_note" => lang.record_thing_thank_note(),
        "weak_signal" => lang.record_thing_weak_signal(),
        other => return other.replace('_', " "),
    };
    known.to_owned()
}

/// Where one reads about it; `subject` is an account's name.
pub fn leads_to(object: &str, id: i64, subject: Option<&str>) -> Option<String> {
    if id == 0 {
        return None;
    }
    Some(match object {
        "account" => paths::User { username: subject? }.to_string(),
        "question" => paths::QuestionShort { id: PostId(id) }.to_string(),
        "post" => paths::Post { id: PostId(id) }.to_string(),
        "fair_case" => paths::StaffCase { id: CaseId(id) }.to_string(),
        "claim" => paths::StaffClaim { id: ClaimId(id) }.to_string(),
        "briefing" => paths::StaffBriefing { id: BriefingId(id) }.to_string(),
        "category" => paths::StaffCategory { id: CategoryId(id) }.to_string(),
        "nomination" => paths::StaffNomination { id: NominationId(id) }.to_string(),
        "appeal" => paths::StaffAppeal { id: AppealId(id) }.to_string(),
        "perk" => paths::StaffPerk { id: PerkId(id) }.to_string(),
        "perk_claim" => paths::StaffPerkClaim { id: PerkClaimId(id) }.to_string(),
        "review" => paths::StaffReview { id: ReviewId(id) }.to_string(),
        _ => return None,
    })
}
