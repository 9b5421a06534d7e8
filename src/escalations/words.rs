//! What states, causes, reasons and acts are called.

use entity::{EscalationCause, EscalationEventKind, EscalationOutcome, EscalationState, FeedReason, WaitingOn};

use crate::i18n::Lang;

pub fn state(lang: Lang, s: EscalationState) -> &'static str {
    match s {
        EscalationState::Open => lang.esc_state_open(),
        EscalationState::Claimed => lang.esc_state_claimed(),
        EscalationState::WaitingDepartment => lang.esc_state_waiting_department(),
        EscalationState::WaitingAsker => lang.esc_state_waiting_asker(),
        EscalationState::Promised => lang.esc_state_promised(),
        EscalationState::Resolved => lang.esc_state_resolved(),
        EscalationState::Declined => lang.esc_state_declined(),
    }
}

pub fn cause(lang: Lang, c: EscalationCause) -> &'static str {
    match c {
        EscalationCause::Asker => lang.esc_cause_asker(),
        EscalationCause::Member => lang.esc_cause_member(),
        EscalationCause::Ambassador => lang.esc_cause_ambassador(),
        EscalationCause::Staff => lang.esc_cause_staff(),
        EscalationCause::NotSolved => lang.esc_cause_not_solved(),
        EscalationCause::Disagreed => lang.esc_cause_disagreed(),
        EscalationCause::Deadline => lang.esc_cause_deadline(),
        EscalationCause::ManyAffected => lang.esc_cause_many(),
        EscalationCause::RiskyAnswer => lang.esc_cause_risky(),
        EscalationCause::Danger => lang.esc_cause_danger(),
        EscalationCause::Legal => lang.esc_cause_legal(),
    }
}

/// Why somebody asked for the brand.
pub fn wish(lang: Lang, word: &str) -> &'static str {
    match word {
        "unanswered" => lang.esc_reason_unanswered(),
        "unsolved" => lang.esc_reason_unsolved(),
        "brand_only" => lang.esc_reason_brand_only(),
        "urgent" => lang.esc_reason_urgent(),
        "private" => lang.esc_reason_private(),
        "other" => lang.esc_reason_other(),
        _ => "",
    }
}

pub fn reason(lang: Lang, r: FeedReason) -> &'static str {
    match r {
        FeedReason::Danger => lang.esc_cause_danger(),
        FeedReason::BrokenPromise => lang.esc_why_broken_promise(),
        FeedReason::Legal => lang.esc_cause_legal(),
        FeedReason::Escalated => lang.esc_why_escalated(),
        FeedReason::DeadlinePassed => lang.esc_cause_deadline(),
        FeedReason::RiskyAnswer => lang.esc_cause_risky(),
        FeedReason::ManyAffected => lang.esc_cause_many(),
        FeedReason::Reported => lang.esc_why_reported(),
        FeedReason::DeadlineNear => lang.esc_why_near(),
        FeedReason::Unanswered => lang.esc_why_unanswered(),
        FeedReason::InHand => lang.esc_why_in_hand(),
    }
}

pub fn waiting(lang: Lang, w: WaitingOn) -> &'static str {
    match w {
        WaitingOn::Nobody => lang.esc_waiting_nobody(),
        WaitingOn::Brand => lang.esc_waiting_brand(),
        WaitingOn::Asker => lang.esc_waiting_asker(),
        WaitingOn::Community => lang.esc_waiting_community(),
    }
}

pub fn outcome(lang: Lang, o: EscalationOutcome) -> &'static str {
    match o {
        EscalationOutcome::Solved => lang.esc_end_solved(),
        EscalationOutcome::Refused => lang.esc_end_refused(),
        EscalationOutcome::Private => lang.esc_end_private(),
        EscalationOutcome::Answered => lang.esc_end_answered(),
        EscalationOutcome::Declined => lang.esc_end_declined(),
    }
}

pub fn event(lang: Lang, kind: EscalationEventKind) -> &'static str {
    use EscalationEventKind as K;
    match kind {
        K::Opened => lang.esc_event_opened(),
        K::Joined => lang.esc_event_joined(),
        K::Claimed => lang.esc_event_claimed(),
        K::Released => lang.esc_event_released(),
        K::Expired => lang.esc_event_expired(),
        K::TakenOver => lang.esc_event_taken_over(),
        K::Assigned => lang.esc_event_assigned(),
        K::HandedOver => lang.esc_event_handed_over(),
        K::Noted => lang.esc_event_noted(),
        K::Replied => lang.esc_event_replied(),
        K::AskedDetails => lang.esc_event_asked_details(),
        K::Promised => lang.esc_event_promised(),
        K::PromiseKept => lang.esc_event_promise_kept(),
        K::PromiseMissed => lang.esc_event_promise_missed(),
        K::Snoozed => lang.esc_event_snoozed(),
        K::Woken => lang.esc_event_woken(),
        K::LeadTold => lang.esc_event_lead_told(),
        K::ManagersTold => lang.esc_event_managers_told(),
        K::Resolved => lang.esc_event_resolved(),
        K::Declined => lang.esc_event_declined(),
        K::Disagreed => lang.esc_event_disagreed(),
        K::Reopened => lang.esc_event_reopened(),
        K::PrivateMessage => lang.esc_event_private_message(),
        K::Gesture => lang.esc_event_gesture(),
        K::Incident => lang.esc_event_incident(),
    }
}
