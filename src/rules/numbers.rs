//! Every number of the game in one value: points, limits, privileges, ranks, the programme, what looks unfair.
//!
//! A manager changes them in the administration; each applied set is a version with a date, and past entries keep theirs.
//! What must stay true: [`Numbers::default`] is the published table; [`Numbers::check`] refuses a set that cannot mean
//! anything, so that no later rule has to.

use serde::{Deserialize, Serialize};

mod escalation;

pub use escalation::Escalation;

/// One set of rules.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Numbers {
    pub reputation: Reputation,
    pub privileges: Privileges,
    pub standing: Standing,
    pub programme: Programme,
    pub fair_play: FairPlay,
    pub escalation: Escalation,
}

/// What a fact is worth, in points, and where that ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Reputation {
    /// "This helped me" on an answer: each of the first `answer_upvoted_full` that have effect.
    pub answer_upvoted: i64,
    pub answer_upvoted_full: i64,
    /// Each after those.
    pub answer_upvoted_after: i64,
    /// At most this by votes, for one answer.
    pub answer_votes_at_most: i64,
    pub question_upvoted: i64,
    pub me_too: i64,
    /// At most this by me-too, for one question.
    pub me_too_at_most: i64,
    pub answer_accepted: i64,
    /// A second accepted answer of the same question, and any after it.
    pub answer_accepted_second: i64,
    /// Of one asker's acceptances for one answerer, so many a month have effect.
    pub acceptances_per_pair_month: i64,
    /// An acceptance this old may be moved; its first author keeps the points. Days.
    pub acceptance_kept_after_days: i64,
    /// For the asker who accepts, once a question.
    pub accepting: i64,
    pub answer_verified: i64,
    pub flag_upheld: i64,
    pub flags_per_day_at_most: i64,
    pub edit_accepted: i64,
    /// Changed characters from which an accepted edit earns.
    pub edit_at_least: i64,
    pub edits_per_day_at_most: i64,
    pub edits_at_most: i64,
    pub article_published: i64,
    /// A loss, so below zero.
    pub removed_as_abuse: i64,
    /// Of one voter's votes for one author, so many a day and a month have effect.
    pub votes_per_pair_day: i64,
    pub votes_per_pair_month: i64,
    /// Points by votes and me-too that an author can receive in a day.
    pub day_at_most: i64,
    /// Votes have effect once the voter's account is this old. Hours.
    pub voter_age_hours: i64,
    /// The lowest balance.
    pub floor: i64,
}

impl Default for Reputation {
    fn default() -> Self {
        Reputation {
            answer_upvoted: 10,
            answer_upvoted_full: 10,
            answer_upvoted_after: 2,
            answer_votes_at_most: 150,
            question_upvoted: 2,
            me_too: 1,
            me_too_at_most: 15,
            answer_accepted: 15,
            answer_accepted_second: 5,
            acceptances_per_pair_month: 2,
            acceptance_kept_after_days: 90,
            accepting: 2,
            answer_verified: 20,
            flag_upheld: 2,
            flags_per_day_at_most: 10,
            edit_accepted: 2,
            edit_at_least: 20,
            edits_per_day_at_most: 10,
            edits_at_most: 200,
            article_published: 30,
            removed_as_abuse: -100,
            votes_per_pair_day: 3,
            votes_per_pair_month: 10,
            day_at_most: 200,
            voter_age_hours: 24,
            floor: 1,
        }
    }
}

/// From how many points one may do what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Privileges {
    pub more_links: i64,
    pub comment_anywhere: i64,
    pub invite: i64,
    pub escalate: i64,
    /// Propose a duplicate, retag, make tags.
    pub retag: i64,
    pub propose_acceptance: i64,
    pub edit: i64,
    pub review: i64,
    pub close: i64,
    /// Ambassadors have everything up to here, whatever their points.
    pub ambassador_up_to: i64,
}

impl Default for Privileges {
    fn default() -> Self {
        Privileges {
            more_links: 10,
            comment_anywhere: 25,
            invite: 50,
            escalate: 250,
            retag: 500,
            propose_acceptance: 750,
            edit: 1_000,
            review: 1_500,
            close: 2_000,
            ambassador_up_to: 1_500,
        }
    }
}

/// What a rank asks of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// Accepted or verified answers.
    pub solved: i64,
    /// Different askers helped.
    pub askers: i64,
    /// Different days with an answer.
    pub days: i64,
    /// Share of the threads they answered, and a peer solved, that theirs solved, in percent; 0 asks for none.
    pub share: i64,
    /// Positive share of "was this clear?", in percent; 0 asks for none.
    pub clarity: i64,
    /// Age of the account, in days.
    pub age: i64,
    pub reputation: i64,
}

/// How standing is measured, and what each rank asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Standing {
    /// The window, in days before now.
    pub window_days: i64,
    pub helper: Ask,
    pub expert: Ask,
    pub ambassador: Ask,
    /// An asker counts as different once this old, in days.
    pub asker_age_days: i64,
    /// The share is asked for from so many such threads on.
    pub share_from_threads: i64,
    /// Clarity is asked for from so many raters on.
    pub clarity_from_raters: i64,
    /// What is asked to keep a rank, in percent of what it took to get it, rounded up.
    pub keep_percent: i64,
    pub keep_clarity: i64,
    pub notice_days: i64,
    /// One notice per so many days at most.
    pub notice_every_days: i64,
}

impl Default for Standing {
    fn default() -> Self {
        Standing {
            window_days: 180,
            helper: Ask { solved: 1, askers: 1, days: 1, share: 0, clarity: 0, age: 0, reputation: 15 },
            expert: Ask { solved: 4, askers: 3, days: 4, share: 20, clarity: 0, age: 30, reputation: 100 },
            ambassador: Ask { solved: 15, askers: 10, days: 12, share: 25, clarity: 80, age: 90, reputation: 500 },
            asker_age_days: 7,
            share_from_threads: 10,
            clarity_from_raters: 10,
            keep_percent: 60,
            keep_clarity: 70,
            notice_days: 30,
            notice_every_days: 60,
        }
    }
}

/// The ambassador programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Programme {
    /// An offer stays open so long. Days.
    pub offer_days: i64,
    /// A declined or lapsed offer returns after so many days.
    pub offer_again_days: i64,
    pub term_months: i64,
    /// Leave in a year. Days.
    pub leave_days: i64,
    /// Perks may be claimed so many days after promotion.
    pub perks_after_days: i64,
    /// Value of perks for one member in a year, in whole units of the community's currency.
    pub perks_value_at_most: i64,
    pub testimonials: i64,
    /// Testimonials one member may write in a month.
    pub testimonials_per_month: i64,
    /// A member may nominate or testify from this age on. Days.
    pub testify_age_days: i64,
    /// A nomination is answered within so many days.
    pub nomination_answer_days: i64,
    /// The brand confirms each promotion.
    pub confirm: bool,
}

impl Default for Programme {
    fn default() -> Self {
        Programme {
            offer_days: 30,
            offer_again_days: 90,
            term_months: 12,
            leave_days: 90,
            perks_after_days: 30,
            perks_value_at_most: 150,
            testimonials: 3,
            testimonials_per_month: 2,
            testify_age_days: 30,
            nomination_answer_days: 14,
            confirm: false,
        }
    }
}

/// What makes staff look at who gives whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FairPlay {
    pub window_days: i64,
    /// Percent of a member's points from at most `few_accounts`, with at least `few_facts` facts.
    pub few_percent: i64,
    pub few_accounts: i64,
    pub few_facts: i64,
    /// More than this percent from one account.
    pub one_percent: i64,
    /// Facts each way within `mutual_days`.
    pub mutual: i64,
    pub mutual_days: i64,
    /// So many votes of one account for one author within so many minutes.
    pub serial: i64,
    pub serial_minutes: i64,
}

impl Default for FairPlay {
    fn default() -> Self {
        FairPlay { window_days: 30, few_percent: 60, few_accounts: 3, few_facts: 10, one_percent: 40, mutual: 5, mutual_days: 7, serial: 5, serial_minutes: 10 }
    }
}

impl Numbers {
    /// The first number that cannot mean anything, by its path in the set (`reputation.floor`), if there is one.
    pub fn check(&self) -> Result<(), &'static str> {
        let r = &self.reputation;
        let gains = [
            ("reputation.answer_upvoted", r.answer_upvoted),
            ("reputation.answer_upvoted_full", r.answer_upvoted_full),
            ("reputation.answer_upvoted_after", r.answer_upvoted_after),
            ("reputation.answer_votes_at_most", r.answer_votes_at_most),
            ("reputation.question_upvoted", r.question_upvoted),
            ("reputation.me_too", r.me_too),
            ("reputation.me_too_at_most", r.me_too_at_most),
            ("reputation.answer_accepted", r.answer_accepted),
            ("reputation.answer_accepted_second", r.answer_accepted_second),
            ("reputation.acceptances_per_pair_month", r.acceptances_per_pair_month),
            ("reputation.acceptance_kept_after_days", r.acceptance_kept_after_days),
            ("reputation.accepting", r.accepting),
            ("reputation.answer_verified", r.answer_verified),
            ("reputation.flag_upheld", r.flag_upheld),
            ("reputation.flags_per_day_at_most", r.flags_per_day_at_most),
            ("reputation.edit_accepted", r.edit_accepted),
            ("reputation.edit_at_least", r.edit_at_least),
            ("reputation.edits_per_day_at_most", r.edits_per_day_at_most),
            ("reputation.edits_at_most", r.edits_at_most),
            ("reputation.article_published", r.article_published),
            ("reputation.votes_per_pair_day", r.votes_per_pair_day),
            ("reputation.votes_per_pair_month", r.votes_per_pair_month),
            ("reputation.day_at_most", r.day_at_most),
            ("reputation.voter_age_hours", r.voter_age_hours),
        ];
        if let Some((name, _)) = gains.into_iter().find(|(_, n)| !(0..=MOST).contains(n)) {
            return Err(name);
        }
        if !(-MOST..=0).contains(&r.removed_as_abuse) {
            return Err("reputation.removed_as_abuse");
        }
        if r.floor != 1 {
            return Err("reputation.floor");
        }
        let p = &self.privileges;
        let unlocks = [p.more_links, p.comment_anywhere, p.invite, p.escalate, p.retag, p.propose_acceptance, p.edit, p.review, p.close, p.ambassador_up_to];
        if unlocks.iter().any(|n| !(0..=MOST).contains(n)) {
            return Err("privileges");
        }
        let s = &self.standing;
        if !(1..=3_660).contains(&s.window_days) {
            return Err("standing.window_days");
        }
        for (name, ask) in [("standing.helper", s.helper), ("standing.expert", s.expert), ("standing.ambassador", s.ambassador)] {
            let counts = [ask.solved, ask.askers, ask.days, ask.age, ask.reputation];
            if counts.iter().any(|n| !(0..=MOST).contains(n)) || !(0..=100).contains(&ask.share) || !(0..=100).contains(&ask.clarity) {
                return Err(name);
            }
        }
        let days = [s.asker_age_days, s.share_from_threads, s.clarity_from_raters, s.notice_days, s.notice_every_days];
        if days.iter().any(|n| !(0..=MOST).contains(n)) || !(0..=100).contains(&s.keep_percent) || !(0..=100).contains(&s.keep_clarity) {
            return Err("standing");
        }
        let g = &self.programme;
        let counts = [
            g.offer_days, g.offer_again_days, g.term_months, g.leave_days, g.perks_after_days, g.perks_value_at_most, g.testimonials, g.testimonials_per_month,
            g.testify_age_days, g.nomination_answer_days,
        ];
        if counts.iter().any(|n| !(0..=MOST).contains(n)) || g.offer_days == 0 || g.term_months == 0 {
            return Err("programme");
        }
        let f = &self.fair_play;
        let counts = [f.window_days, f.few_percent, f.few_accounts, f.few_facts, f.one_percent, f.mutual, f.mutual_days, f.serial, f.serial_minutes];
        if counts.iter().any(|n| !(1..=MOST).contains(n)) {
            return Err("fair_play");
        }
        let e = &self.escalation;
        let urgencies = [
            e.danger, e.broken_promise, e.legal, e.escalated, e.deadline_passed, e.late_per_hour, e.risky_answer, e.many_affected, e.reported, e.deadline_near, e.unanswered, e.in_hand,
        ];
        if urgencies.iter().any(|n| !(0..=MOST).contains(n)) {
            return Err("escalation");
        }
        let counts = [
            e.many_at_once, e.many_hours, e.many_in_all, e.did_not_work, e.lead_hours, e.managers_hours, e.claim_minutes, e.absent_days, e.promise_days, e.details_at_most,
            e.details_days, e.details_remind_days, e.unconfirmed_days, e.unconfirmed_grace_days, e.open_at_most, e.week_at_most, e.declined, e.declined_of, e.duplicate_hours, e.undo_minutes,
        ];
        if counts.iter().any(|n| !(1..=MOST).contains(n)) || !(1..=100).contains(&e.near_percent) {
            return Err("escalation");
        }
        Ok(())
    }
}

/// No number of the game is larger.
const MOST: i64 = 1_000_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_table_holds() {
        assert_eq!(Numbers::default().check(), Ok(()));
    }

    #[test]
    fn a_set_survives_its_text() {
        let numbers = Numbers { standing: Standing { window_days: 90, ..Standing::default() }, ..Numbers::default() };
        let text = toml::to_string(&numbers).expect("a set can be written");
        assert_eq!(toml::from_str::<Numbers>(&text).expect("and read"), numbers);
    }

    #[test]
    fn a_part_is_enough_and_a_strange_name_is_refused() {
        let some: Numbers = toml::from_str("[reputation]\nday_at_most = 100").expect("the rest is the published table");
        assert_eq!(some.reputation.day_at_most, 100);
        assert_eq!(some.reputation.answer_upvoted, 10);
        assert!(toml::from_str::<Numbers>("[reputation]\nday_at_mots = 100").is_err());
    }

    #[test]
    fn what_cannot_mean_anything_is_named() {
        let mut numbers = Numbers::default();
        numbers.reputation.answer_accepted = -1;
        assert_eq!(numbers.check(), Err("reputation.answer_accepted"));
    }
}
