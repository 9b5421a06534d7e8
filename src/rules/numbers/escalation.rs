//! When the brand steps in, and how urgent each reason is.

use serde::{Deserialize, Serialize};

/// When the brand steps in, and how urgent each reason is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Escalation {
    /// Urgency of each reason, the highest first in the feed.
    pub danger: i64,
    pub broken_promise: i64,
    pub legal: i64,
    pub escalated: i64,
    pub deadline_passed: i64,
    /// More for each business hour late; never as urgent as the next reason.
    pub late_per_hour: i64,
    pub risky_answer: i64,
    pub many_affected: i64,
    pub reported: i64,
    pub deadline_near: i64,
    pub unanswered: i64,
    pub in_hand: i64,
    /// A deadline is near once this much of it is used. Percent.
    pub near_percent: i64,
    /// Many: so many different members within so many hours, or so many in all.
    pub many_at_once: i64,
    pub many_hours: i64,
    pub many_in_all: i64,
    /// An answer that did not work for so many is risky.
    pub did_not_work: i64,
    /// Unclaimed for so many business hours: the lead is told, then the managers.
    pub lead_hours: i64,
    pub managers_hours: i64,
    /// A claim without action ends after so many minutes while nothing was published.
    pub claim_minutes: i64,
    /// An owner who did not sign in for so many business days is absent.
    pub absent_days: i64,
    /// A promise is due within so many business days; later needs a lead.
    pub promise_days: i64,
    /// Requests for details in one thread, and how long they stop the clock together, in business days.
    pub details_at_most: i64,
    pub details_days: i64,
    /// The asker is reminded of one after so many days.
    pub details_remind_days: i64,
    /// Answered and unconfirmed from so many days after the answer.
    pub unconfirmed_days: i64,
    /// And not before so many days after the asker was asked.
    pub unconfirmed_grace_days: i64,
    /// Threads of others that a member may have escalated and open, or escalated in seven days.
    pub open_at_most: i64,
    pub week_at_most: i64,
    /// So many declined of the last ones: a second member is needed.
    pub declined: i64,
    pub declined_of: i64,
    /// A duplicate keeps its clock so long. Hours.
    pub duplicate_hours: i64,
    /// An act can be undone so long. Minutes.
    pub undo_minutes: i64,
}

impl Default for Escalation {
    fn default() -> Self {
        Escalation {
            danger: 100,
            broken_promise: 95,
            legal: 90,
            escalated: 90,
            deadline_passed: 80,
            late_per_hour: 1,
            risky_answer: 75,
            many_affected: 70,
            reported: 65,
            deadline_near: 60,
            unanswered: 50,
            in_hand: 50,
            near_percent: 75,
            many_at_once: 3,
            many_hours: 24,
            many_in_all: 5,
            did_not_work: 3,
            lead_hours: 4,
            managers_hours: 8,
            claim_minutes: 30,
            absent_days: 2,
            promise_days: 10,
            details_at_most: 2,
            details_days: 5,
            details_remind_days: 3,
            unconfirmed_days: 10,
            unconfirmed_grace_days: 3,
            open_at_most: 5,
            week_at_most: 10,
            declined: 3,
            declined_of: 5,
            duplicate_hours: 24,
            undo_minutes: 10,
        }
    }
}
