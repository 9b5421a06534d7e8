//! The names of the numbers, for people.

use super::fields::{Group, Unit};
use crate::i18n::Lang;

/// What a number is.
pub fn number(lang: Lang, name: &str) -> &'static str {
    match name {
        "reputation-answer_upvoted" => lang.numbers_reputation_answer_upvoted(),
        "reputation-answer_upvoted_full" => lang.numbers_reputation_answer_upvoted_full(),
        "reputation-answer_upvoted_after" => lang.numbers_reputation_answer_upvoted_after(),
        "reputation-answer_votes_at_most" => lang.numbers_reputation_answer_votes_at_most(),
        "reputation-question_upvoted" => lang.numbers_reputation_question_upvoted(),
        "reputation-me_too" => lang.numbers_reputation_me_too(),
        "reputation-me_too_at_most" => lang.numbers_reputation_me_too_at_most(),
        "reputation-answer_accepted" => lang.numbers_reputation_answer_accepted(),
        "reputation-answer_accepted_second" => lang.numbers_reputation_answer_accepted_second(),
        "reputation-acceptances_per_pair_month" => lang.numbers_reputation_acceptances_per_pair_month(),
        "reputation-acceptance_kept_after_days" => lang.numbers_reputation_acceptance_kept_after_days(),
        "reputation-accepting" => lang.numbers_reputation_accepting(),
        "reputation-answer_verified" => lang.numbers_reputation_answer_verified(),
        "reputation-flag_upheld" => lang.numbers_reputation_flag_upheld(),
        "reputation-flags_per_day_at_most" => lang.numbers_reputation_flags_per_day_at_most(),
        "reputation-edit_accepted" => lang.numbers_reputation_edit_accepted(),
        "reputation-edit_at_least" => lang.numbers_reputation_edit_at_least(),
        "reputation-edits_per_day_at_most" => lang.numbers_reputation_edits_per_day_at_most(),
        "reputation-edits_at_most" => lang.numbers_reputation_edits_at_most(),
        "reputation-article_published" => lang.numbers_reputation_article_published(),
        "reputation-removed_as_abuse" => lang.numbers_reputation_removed_as_abuse(),
        "reputation-votes_per_pair_day" => lang.numbers_reputation_votes_per_pair_day(),
        "reputation-votes_per_pair_month" => lang.numbers_reputation_votes_per_pair_month(),
        "reputation-day_at_most" => lang.numbers_reputation_day_at_most(),
        "reputation-voter_age_hours" => lang.numbers_reputation_voter_age_hours(),
        "privileges-more_links" => lang.numbers_privileges_more_links(),
        "privileges-comment_anywhere" => lang.numbers_privileges_comment_anywhere(),
        "privileges-invite" => lang.numbers_privileges_invite(),
        "privileges-escalate" => lang.numbers_privileges_escalate(),
        "privileges-retag" => lang.numbers_privileges_retag(),
        "privileges-propose_acceptance" => lang.numbers_privileges_propose_acceptance(),
        "privileges-edit" => lang.numbers_privileges_edit(),
        "privileges-review" => lang.numbers_privileges_review(),
        "privileges-close" => lang.numbers_privileges_close(),
        "privileges-ambassador_up_to" => lang.numbers_privileges_ambassador_up_to(),
        "standing-window_days" => lang.numbers_standing_window_days(),
        "standing-asker_age_days" => lang.numbers_standing_asker_age_days(),
        "standing-share_from_threads" => lang.numbers_standing_share_from_threads(),
        "standing-clarity_from_raters" => lang.numbers_standing_clarity_from_raters(),
        "standing-keep_percent" => lang.numbers_standing_keep_percent(),
        "standing-keep_clarity" => lang.numbers_standing_keep_clarity(),
        "standing-notice_days" => lang.numbers_standing_notice_days(),
        "standing-notice_every_days" => lang.numbers_standing_notice_every_days(),
        "programme-offer_days" => lang.numbers_programme_offer_days(),
        "programme-offer_again_days" => lang.numbers_programme_offer_again_days(),
        "programme-term_months" => lang.numbers_programme_term_months(),
        "programme-leave_days" => lang.numbers_programme_leave_days(),
        "programme-perks_after_days" => lang.numbers_programme_perks_after_days(),
        "programme-perks_value_at_most" => lang.numbers_programme_perks_value_at_most(),
        "programme-testimonials" => lang.numbers_programme_testimonials(),
        "programme-testimonials_per_month" => lang.numbers_programme_testimonials_per_month(),
        "programme-testify_age_days" => lang.numbers_programme_testify_age_days(),
        "programme-nomination_answer_days" => lang.numbers_programme_nomination_answer_days(),
        "programme-confirm" => lang.numbers_programme_confirm(),
        "fair_play-window_days" => lang.numbers_fair_play_window_days(),
        "fair_play-few_percent" => lang.numbers_fair_play_few_percent(),
        "fair_play-few_accounts" => lang.numbers_fair_play_few_accounts(),
        "fair_play-few_facts" => lang.numbers_fair_play_few_facts(),
        "fair_play-one_percent" => lang.numbers_fair_play_one_percent(),
        "fair_play-mutual" => lang.numbers_fair_play_mutual(),
        "fair_play-mutual_days" => lang.numbers_fair_play_mutual_days(),
        "fair_play-serial" => lang.numbers_fair_play_serial(),
        "fair_play-serial_minutes" => lang.numbers_fair_play_serial_minutes(),
        "escalation-danger" => lang.numbers_escalation_danger(),
        "escalation-broken_promise" => lang.numbers_escalation_broken_promise(),
        "escalation-legal" => lang.numbers_escalation_legal(),
        "escalation-escalated" => lang.numbers_escalation_escalated(),
        "escalation-deadline_passed" => lang.numbers_escalation_deadline_passed(),
        "escalation-late_per_hour" => lang.numbers_escalation_late_per_hour(),
        "escalation-risky_answer" => lang.numbers_escalation_risky_answer(),
        "escalation-many_affected" => lang.numbers_escalation_many_affected(),
        "escalation-reported" => lang.numbers_escalation_reported(),
        "escalation-deadline_near" => lang.numbers_escalation_deadline_near(),
        "escalation-unanswered" => lang.numbers_escalation_unanswered(),
        "escalation-in_hand" => lang.numbers_escalation_in_hand(),
        "escalation-near_percent" => lang.numbers_escalation_near_percent(),
        "escalation-many_at_once" => lang.numbers_escalation_many_at_once(),
        "escalation-many_hours" => lang.numbers_escalation_many_hours(),
        "escalation-many_in_all" => lang.numbers_escalation_many_in_all(),
        "escalation-did_not_work" => lang.numbers_escalation_did_not_work(),
        "escalation-lead_hours" => lang.numbers_escalation_lead_hours(),
        "escalation-managers_hours" => lang.numbers_escalation_managers_hours(),
        "escalation-claim_minutes" => lang.numbers_escalation_claim_minutes(),
        "escalation-absent_days" => lang.numbers_escalation_absent_days(),
        "escalation-promise_days" => lang.numbers_escalation_promise_days(),
        "escalation-details_at_most" => lang.numbers_escalation_details_at_most(),
        "escalation-details_days" => lang.numbers_escalation_details_days(),
        "escalation-details_remind_days" => lang.numbers_escalation_details_remind_days(),
        "escalation-unconfirmed_days" => lang.numbers_escalation_unconfirmed_days(),
        "escalation-unconfirmed_grace_days" => lang.numbers_escalation_unconfirmed_grace_days(),
        "escalation-open_at_most" => lang.numbers_escalation_open_at_most(),
        "escalation-week_at_most" => lang.numbers_escalation_week_at_most(),
        "escalation-declined" => lang.numbers_escalation_declined(),
        "escalation-declined_of" => lang.numbers_escalation_declined_of(),
        "escalation-duplicate_hours" => lang.numbers_escalation_duplicate_hours(),
        "escalation-undo_minutes" => lang.numbers_escalation_undo_minutes(),
        "standing-helper-solved" | "standing-expert-solved" | "standing-ambassador-solved" => lang.numbers_ask_solved(),
        "standing-helper-askers" | "standing-expert-askers" | "standing-ambassador-askers" => lang.numbers_ask_askers(),
        "standing-helper-days" | "standing-expert-days" | "standing-ambassador-days" => lang.numbers_ask_days(),
        "standing-helper-share" | "standing-expert-share" | "standing-ambassador-share" => lang.numbers_ask_share(),
        "standing-helper-clarity" | "standing-expert-clarity" | "standing-ambassador-clarity" => lang.numbers_ask_clarity(),
        "standing-helper-age" | "standing-expert-age" | "standing-ambassador-age" => lang.numbers_ask_age(),
        "standing-helper-reputation" | "standing-expert-reputation" | "standing-ambassador-reputation" => lang.numbers_ask_reputation(),
        _ => "",
    }
}

pub fn group(lang: Lang, group: Group) -> &'static str {
    match group {
        Group::Reputation => lang.rulebook_reputation(),
        Group::Privileges => lang.rulebook_privileges(),
        Group::Window => lang.rulebook_window(),
        Group::Helper => lang.rulebook_helper(),
        Group::Expert => lang.rulebook_expert(),
        Group::Ambassador => lang.rulebook_ambassador(),
        Group::Programme => lang.rulebook_programme(),
        Group::FairPlay => lang.rulebook_fair_play(),
        Group::Urgency => lang.rulebook_urgency(),
        Group::Escalation => lang.rulebook_escalation(),
    }
}

/// "Usually 30 days."
pub fn usually(lang: Lang, unit: Unit, n: i64) -> String {
    let word = match unit {
        Unit::Points => lang.rulebook_points_word(),
        Unit::People => lang.rulebook_people_word(),
        Unit::Minutes => lang.rulebook_minutes_word(),
        Unit::Hours => lang.rulebook_hours_word(),
        Unit::Days => lang.rulebook_days_word(),
        Unit::Months => lang.rulebook_months_word(),
        Unit::Characters => lang.rulebook_characters_word(),
        Unit::Value => lang.rulebook_value_word(),
        Unit::Percent => "%",
        Unit::Times => return lang.rulebook_default(n),
        Unit::Yes => return format!("{}. {}", lang.rulebook_unit_yes(), lang.rulebook_default(n)),
    };
    lang.rulebook_default_unit(n, word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::fields;

    #[test]
    fn every_number_has_a_name() {
        for lang in Lang::ALL {
            for f in fields::all() {
                assert!(!number(lang, f.name).is_empty(), "{}", f.name);
            }
        }
    }
}
