//! Every number a manager may change: its name, its group, its unit, its bounds, and where it stands in the set.

use crate::rules::numbers::Numbers;

/// What belongs together on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    Reputation,
    Privileges,
    Window,
    Helper,
    Expert,
    Ambassador,
    Programme,
    FairPlay,
    Urgency,
    Escalation,
}

impl Group {
    pub const ALL: [Group; 10] = [
        Group::Reputation, Group::Privileges, Group::Window, Group::Helper, Group::Expert, Group::Ambassador, Group::Programme, Group::FairPlay, Group::Urgency, Group::Escalation,
    ];
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Points,
    Times,
    People,
    Percent,
    Minutes,
    Hours,
    Days,
    Months,
    Characters,
    /// Of the community's currency.
    Value,
    /// 1 or 0.
    Yes,
}

/// A number.
pub struct Number {
    /// The name of its field: its path in the set, with dashes.
    pub name: &'static str,
    pub group: Group,
    pub unit: Unit,
    pub least: i64,
    pub most: i64,
    pub get: fn(&Numbers) -> i64,
    pub put: fn(&mut Numbers, i64),
}

macro_rules! numbers {
    ($($name:literal $group:ident $unit:ident $least:literal $most:literal $($path:ident).+;)*) => {
        &[$(Number {
            name: $name,
            group: Group::$group,
            unit: Unit::$unit,
            least: $least,
            most: $most,
            get: |n| n.$($path).+,
            put: |n, to| n.$($path).+ = to,
        }),*]
    };
}

/// All of them, in the order of the page. The lowest balance is not among them: it is 1.
pub const ALL: &[Number] = numbers! {
    "reputation-answer_upvoted" Reputation Points 0 1000 reputation.answer_upvoted;
    "reputation-answer_upvoted_full" Reputation Times 0 10000 reputation.answer_upvoted_full;
    "reputation-answer_upvoted_after" Reputation Points 0 1000 reputation.answer_upvoted_after;
    "reputation-answer_votes_at_most" Reputation Points 0 100000 reputation.answer_votes_at_most;
    "reputation-question_upvoted" Reputation Points 0 1000 reputation.question_upvoted;
    "reputation-me_too" Reputation Points 0 1000 reputation.me_too;
    "reputation-me_too_at_most" Reputation Points 0 100000 reputation.me_too_at_most;
    "reputation-answer_accepted" Reputation Points 0 1000 reputation.answer_accepted;
    "reputation-answer_accepted_second" Reputation Points 0 1000 reputation.answer_accepted_second;
    "reputation-acceptances_per_pair_month" Reputation Times 0 10000 reputation.acceptances_per_pair_month;
    "reputation-acceptance_kept_after_days" Reputation Days 0 3660 reputation.acceptance_kept_after_days;
    "reputation-accepting" Reputation Points 0 1000 reputation.accepting;
    "reputation-answer_verified" Reputation Points 0 1000 reputation.answer_verified;
    "reputation-flag_upheld" Reputation Points 0 1000 reputation.flag_upheld;
    "reputation-flags_per_day_at_most" Reputation Points 0 100000 reputation.flags_per_day_at_most;
    "reputation-edit_accepted" Reputation Points 0 1000 reputation.edit_accepted;
    "reputation-edit_at_least" Reputation Characters 0 32000 reputation.edit_at_least;
    "reputation-edits_per_day_at_most" Reputation Points 0 100000 reputation.edits_per_day_at_most;
    "reputation-edits_at_most" Reputation Points 0 100000 reputation.edits_at_most;
    "reputation-article_published" Reputation Points 0 1000 reputation.article_published;
    "reputation-removed_as_abuse" Reputation Points -100000 0 reputation.removed_as_abuse;
    "reputation-votes_per_pair_day" Reputation Times 0 10000 reputation.votes_per_pair_day;
    "reputation-votes_per_pair_month" Reputation Times 0 10000 reputation.votes_per_pair_month;
    "reputation-day_at_most" Reputation Points 0 100000 reputation.day_at_most;
    "reputation-voter_age_hours" Reputation Hours 0 8760 reputation.voter_age_hours;
    "privileges-more_links" Privileges Points 0 1000000 privileges.more_links;
    "privileges-comment_anywhere" Privileges Points 0 1000000 privileges.comment_anywhere;
    "privileges-invite" Privileges Points 0 1000000 privileges.invite;
    "privileges-escalate" Privileges Points 0 1000000 privileges.escalate;
    "privileges-retag" Privileges Points 0 1000000 privileges.retag;
    "privileges-propose_acceptance" Privileges Points 0 1000000 privileges.propose_acceptance;
    "privileges-edit" Privileges Points 0 1000000 privileges.edit;
    "privileges-review" Privileges Points 0 1000000 privileges.review;
    "privileges-close" Privileges Points 0 1000000 privileges.close;
    "privileges-ambassador_up_to" Privileges Points 0 1000000 privileges.ambassador_up_to;
    "standing-window_days" Window Days 1 3660 standing.window_days;
    "standing-helper-solved" Helper Times 0 100000 standing.helper.solved;
    "standing-helper-askers" Helper People 0 100000 standing.helper.askers;
    "standing-helper-days" Helper Days 0 3660 standing.helper.days;
    "standing-helper-share" Helper Percent 0 100 standing.helper.share;
    "standing-helper-clarity" Helper Percent 0 100 standing.helper.clarity;
    "standing-helper-age" Helper Days 0 3660 standing.helper.age;
    "standing-helper-reputation" Helper Points 0 1000000 standing.helper.reputation;
    "standing-expert-solved" Expert Times 0 100000 standing.expert.solved;
    "standing-expert-askers" Expert People 0 100000 standing.expert.askers;
    "standing-expert-days" Expert Days 0 3660 standing.expert.days;
    "standing-expert-share" Expert Percent 0 100 standing.expert.share;
    "standing-expert-clarity" Expert Percent 0 100 standing.expert.clarity;
    "standing-expert-age" Expert Days 0 3660 standing.expert.age;
    "standing-expert-reputation" Expert Points 0 1000000 standing.expert.reputation;
    "standing-ambassador-solved" Ambassador Times 0 100000 standing.ambassador.solved;
    "standing-ambassador-askers" Ambassador People 0 100000 standing.ambassador.askers;
    "standing-ambassador-days" Ambassador Days 0 3660 standing.ambassador.days;
    "standing-ambassador-share" Ambassador Percent 0 100 standing.ambassador.share;
    "standing-ambassador-clarity" Ambassador Percent 0 100 standing.ambassador.clarity;
    "standing-ambassador-age" Ambassador Days 0 3660 standing.ambassador.age;
    "standing-ambassador-reputation" Ambassador Points 0 1000000 standing.ambassador.reputation;
    "standing-asker_age_days" Window Days 0 3660 standing.asker_age_days;
    "standing-share_from_threads" Window Times 0 100000 standing.share_from_threads;
    "standing-clarity_from_raters" Window People 0 100000 standing.clarity_from_raters;
    "standing-keep_percent" Window Percent 0 100 standing.keep_percent;
    "standing-keep_clarity" Window Percent 0 100 standing.keep_clarity;
    "standing-notice_days" Window Days 0 3660 standing.notice_days;
    "standing-notice_every_days" Window Days 0 3660 standing.notice_every_days;
    "programme-offer_days" Programme Days 1 3660 programme.offer_days;
    "programme-offer_again_days" Programme Days 0 3660 programme.offer_again_days;
    "programme-term_months" Programme Months 1 1200 programme.term_months;
    "programme-leave_days" Programme Days 0 366 programme.leave_days;
    "programme-perks_after_days" Programme Days 0 3660 programme.perks_after_days;
    "programme-perks_value_at_most" Programme Value 0 1000000 programme.perks_value_at_most;
    "programme-testimonials" Programme People 0 100 programme.testimonials;
    "programme-testimonials_per_month" Programme Times 0 1000 programme.testimonials_per_month;
    "programme-testify_age_days" Programme Days 0 3660 programme.testify_age_days;
    "programme-nomination_answer_days" Programme Days 0 3660 programme.nomination_answer_days;
    "fair_play-window_days" FairPlay Days 1 3660 fair_play.window_days;
    "fair_play-few_percent" FairPlay Percent 1 100 fair_play.few_percent;
    "fair_play-few_accounts" FairPlay People 1 100000 fair_play.few_accounts;
    "fair_play-few_facts" FairPlay Times 1 100000 fair_play.few_facts;
    "fair_play-one_percent" FairPlay Percent 1 100 fair_play.one_percent;
    "fair_play-mutual" FairPlay Times 1 100000 fair_play.mutual;
    "fair_play-mutual_days" FairPlay Days 1 3660 fair_play.mutual_days;
    "fair_play-serial" FairPlay Times 1 100000 fair_play.serial;
    "fair_play-serial_minutes" FairPlay Minutes 1 100000 fair_play.serial_minutes;
    "escalation-danger" Urgency Times 0 1000 escalation.danger;
    "escalation-broken_promise" Urgency Times 0 1000 escalation.broken_promise;
    "escalation-legal" Urgency Times 0 1000 escalation.legal;
    "escalation-escalated" Urgency Times 0 1000 escalation.escalated;
    "escalation-deadline_passed" Urgency Times 0 1000 escalation.deadline_passed;
    "escalation-late_per_hour" Urgency Times 0 1000 escalation.late_per_hour;
    "escalation-risky_answer" Urgency Times 0 1000 escalation.risky_answer;
    "escalation-many_affected" Urgency Times 0 1000 escalation.many_affected;
    "escalation-reported" Urgency Times 0 1000 escalation.reported;
    "escalation-deadline_near" Urgency Times 0 1000 escalation.deadline_near;
    "escalation-unanswered" Urgency Times 0 1000 escalation.unanswered;
    "escalation-in_hand" Urgency Times 0 1000 escalation.in_hand;
    "escalation-near_percent" Escalation Percent 1 100 escalation.near_percent;
    "escalation-many_at_once" Escalation People 1 1000 escalation.many_at_once;
    "escalation-many_hours" Escalation Hours 1 8760 escalation.many_hours;
    "escalation-many_in_all" Escalation People 1 10000 escalation.many_in_all;
    "escalation-did_not_work" Escalation People 1 1000 escalation.did_not_work;
    "escalation-lead_hours" Escalation Hours 1 1000 escalation.lead_hours;
    "escalation-managers_hours" Escalation Hours 1 1000 escalation.managers_hours;
    "escalation-claim_minutes" Escalation Minutes 1 10000 escalation.claim_minutes;
    "escalation-absent_days" Escalation Days 1 366 escalation.absent_days;
    "escalation-promise_days" Escalation Days 1 366 escalation.promise_days;
    "escalation-details_at_most" Escalation Times 1 100 escalation.details_at_most;
    "escalation-details_days" Escalation Days 1 366 escalation.details_days;
    "escalation-details_remind_days" Escalation Days 1 366 escalation.details_remind_days;
    "escalation-unconfirmed_days" Escalation Days 1 366 escalation.unconfirmed_days;
    "escalation-unconfirmed_grace_days" Escalation Days 1 366 escalation.unconfirmed_grace_days;
    "escalation-open_at_most" Escalation Times 1 1000 escalation.open_at_most;
    "escalation-week_at_most" Escalation Times 1 1000 escalation.week_at_most;
    "escalation-declined" Escalation Times 1 100 escalation.declined;
    "escalation-declined_of" Escalation Times 1 100 escalation.declined_of;
    "escalation-duplicate_hours" Escalation Hours 1 8760 escalation.duplicate_hours;
    "escalation-undo_minutes" Escalation Minutes 1 1000 escalation.undo_minutes;
};

/// The one that is a yes or a no.
pub const CONFIRM: Number = Number {
    name: "programme-confirm",
    group: Group::Programme,
    unit: Unit::Yes,
    least: 0,
    most: 1,
    get: |n| i64::from(n.programme.confirm),
    put: |n, to| n.programme.confirm = to == 1,
};

/// All of them and the yes or no.
pub fn all() -> impl Iterator<Item = &'static Number> {
    ALL.iter().chain(std::iter::once(&CONFIRM))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every number in the set but the floor has a field, and no two the same.
    #[test]
    fn nothing_is_forgotten() {
        let set = toml::Table::try_from(Numbers::default()).expect("a set is a table");
        let mut names = Vec::new();
        fn walk(path: &str, value: &toml::Value, names: &mut Vec<String>) {
            match value {
                toml::Value::Table(t) => t.iter().for_each(|(k, v)| walk(&if path.is_empty() { k.clone() } else { format!("{path}.{k}") }, v, names)),
                _ => names.push(path.to_owned()),
            }
        }
        walk("", &toml::Value::Table(set), &mut names);
        names.retain(|n| n != "reputation.floor");
        names.sort();
        let mut fields: Vec<String> = all().map(|f| f.name.replace('-', ".")).collect();
        fields.sort();
        assert_eq!(fields, names);
        for f in all() {
            let mut n = Numbers::default();
            let other = if (f.get)(&n) == f.most { f.least } else { f.most };
            (f.put)(&mut n, other);
            assert_eq!((f.get)(&n), other, "{}", f.name);
            assert!((f.least..=f.most).contains(&(f.get)(&Numbers::default())), "{}", f.name);
            assert_eq!(n.check(), Ok(()), "{} may be {other}", f.name);
        }
    }
}
