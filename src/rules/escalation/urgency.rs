//! Which reasons hold, how much each weighs, and which of them open an escalation by themselves.

use super::{Calendar, Cause, Facts, Moments, Reason, Why};
use crate::clock::{HOUR, Millis};
use crate::rules::numbers::Escalation;

/// The weight of a reason by itself.
pub fn urgency_of(reason: Reason, n: &Escalation) -> i64 {
    match reason {
        Reason::Danger => n.danger,
        Reason::BrokenPromise => n.broken_promise,
        Reason::Legal => n.legal,
        Reason::Escalated => n.escalated,
        Reason::DeadlinePassed => n.deadline_passed,
        Reason::RiskyAnswer => n.risky_answer,
        Reason::ManyAffected => n.many_affected,
        Reason::Reported => n.reported,
        Reason::DeadlineNear => n.deadline_near,
        Reason::Unanswered => n.unanswered,
        Reason::InHand => n.in_hand,
    }
}

/// The most that a reason may grow to: less than the next one weighs.
fn ceiling(base: i64, n: &Escalation) -> i64 {
    Reason::ALL.into_iter().map(|r| urgency_of(r, n)).filter(|u| *u > base).min().map_or(i64::MAX, |next| next - 1)
}

/// The highest, and one more for each further reason, never as urgent as the next kind.
pub fn total(reasons: &[Why], n: &Escalation) -> i64 {
    let Some(top) = reasons.iter().max_by_key(|r| r.urgency) else { return 0 };
    let more = i64::try_from(reasons.len()).unwrap_or(i64::MAX) - 1;
    top.urgency.saturating_add(more).min(ceiling(urgency_of(top.reason, n), n))
}

pub struct Scene<'a> {
    pub f: &'a Facts,
    pub m: &'a Moments,
    pub n: &'a Escalation,
    pub calendar: &'a Calendar,
    pub now: Millis,
    pub idle: bool,
    /// The window is over, and nobody answered or the asker has the last word.
    pub owed: bool,
    pub answered: bool,
}

impl Scene<'_> {
    /// The reasons that hold, the most urgent first, and the rules that open an escalation with when it was due.
    pub fn weigh(&self, looks: &mut Vec<Millis>) -> (Vec<Why>, Vec<(Cause, Millis)>) {
        let (f, m, n) = (self.f, self.m, self.n);
        let mut all: Vec<Why> = Vec::new();
        let mut fires: Vec<(Cause, Millis)> = Vec::new();
        let mut add = |reason: Reason, due_at: Millis, count: i64, since: Millis| {
            if !all.iter().any(|w| w.reason == reason) {
                all.push(Why { reason, urgency: urgency_of(reason, n), due_at, count, since });
            }
        };
        // an incident answers these while it lasts
        let own = !self.idle && f.incident.is_none();
        let open = f.open.filter(|_| !f.gone);
        if let Some(at) = m.danger_at.filter(|_| !f.gone) {
            add(Reason::Danger, at, 0, at);
            fires.push((Cause::Danger, at));
        }
        if let Some(at) = m.legal_at.filter(|_| !f.gone) {
            add(Reason::Legal, at, 0, at);
            fires.push((Cause::Legal, at));
        }
        if let Some(p) = f.promise.filter(|p| !f.gone && p.due_at <= self.now) {
            add(Reason::BrokenPromise, p.due_at, 0, p.due_at);
        }
        if let Some(o) = open.filter(|o| o.cause.reason() == Reason::Escalated) {
            add(Reason::Escalated, o.due_at, 0, o.opened_at);
        }

        let (dues, nears) = self.deadlines();
        let passed = dues.iter().flatten().copied().filter(|due| own && *due <= self.now).min();
        if let Some(due) = passed.filter(|due| f.ended_at.is_none_or(|e| e < *due)) {
            fires.push((Cause::Deadline, due));
        }
        let kept = open.filter(|o| o.cause == Cause::Deadline && f.incident.is_none()).map(|o| o.due_at);
        if let Some(due) = [passed, kept].into_iter().flatten().min() {
            let most = if n.late_per_hour > 0 { (ceiling(n.deadline_passed, n) - n.deadline_passed) / n.late_per_hour } else { 0 };
            let late = (self.calendar.between(due, self.now) / HOUR).min(most);
            if late < most {
                looks.extend(self.calendar.add(due, (late + 1) * HOUR));
            }
            add(Reason::DeadlinePassed, due, late, due);
        } else if let Some((near, due)) = nears.into_iter().filter(|(near, _)| own && *near <= self.now).min_by_key(|(_, due)| *due) {
            add(Reason::DeadlineNear, due, 0, near);
        }

        // also where it is solved: the accepted answer may be the risky one
        let risky = self.risky().filter(|_| !f.gone && f.shown);
        if let Some((count, since)) = risky {
            add(Reason::RiskyAnswer, since, count, since);
            fires.push((Cause::RiskyAnswer, since));
        }
        if let Some(o) = open.filter(|o| o.cause == Cause::RiskyAnswer) {
            add(Reason::RiskyAnswer, o.due_at, 0, o.opened_at);
        }
        let many = self.many().filter(|_| own);
        if let Some((count, since)) = many {
            add(Reason::ManyAffected, since, count, since);
            fires.push((Cause::ManyAffected, since));
        }
        if let Some(o) = open.filter(|o| o.cause == Cause::ManyAffected && f.incident.is_none()) {
            add(Reason::ManyAffected, o.due_at, 0, o.opened_at);
        }
        if f.flags > 0 && !f.gone {
            let since = f.flagged_at.unwrap_or(f.asked_at);
            add(Reason::Reported, since, f.flags, since);
        }
        if self.owed && own {
            let since = if self.answered { m.next_from_at } else { m.window_ends_at }.unwrap_or(f.asked_at).max(m.window_ends_at.unwrap_or(Millis::MIN));
            let due = if self.answered { m.next_due_at } else { m.first_due_at };
            add(Reason::Unanswered, due.unwrap_or(since), 0, since);
        }
        // somebody of the team has it, or a rule's escalation waits for its outcome
        if let Some(o) = open.filter(|_| all.is_empty() && f.incident.is_none()) {
            all.push(Why { reason: Reason::InHand, urgency: n.in_hand, due_at: o.due_at, count: 0, since: o.opened_at });
        }
        for why in all.iter_mut().filter(|w| w.reason == Reason::DeadlinePassed) {
            why.urgency += why.count * n.late_per_hour;
        }
        all.sort_by_key(|w| (-w.urgency, w.reason));
        (all, fires)
    }

    /// The due moments of the clocks that run, and the near ones with them.
    fn deadlines(&self) -> ([Option<Millis>; 3], Vec<(Millis, Millis)>) {
        let m = self.m;
        let first = m.first_due_at.filter(|_| !self.answered);
        // while they stand still, these do not come nearer
        let (next, resolution) = if m.paused_since.is_some() { (None, None) } else { (m.next_due_at, m.resolution_due_at) };
        let dues = [first, next, resolution];
        let nears = [(m.first_near_at, first), (m.next_near_at, next), (m.resolution_near_at, resolution)];
        (dues, nears.into_iter().filter_map(|(near, due)| Some((near?, due?))).collect())
    }

    fn is_new(&self, at: Millis) -> bool {
        self.f.ended_at.is_none_or(|e| at > e)
    }

    /// How many say so, and since when it is enough.
    fn risky(&self) -> Option<(i64, Millis)> {
        let called: Vec<Millis> = self.f.risky.iter().copied().filter(|at| self.is_new(*at)).collect();
        let enough = usize::try_from(self.n.did_not_work).unwrap_or(usize::MAX);
        let failed = self.f.failed.iter().filter_map(|of| {
            let mut of: Vec<Millis> = of.iter().copied().filter(|at| self.is_new(*at)).collect();
            of.sort_unstable();
            Some((of.len(), *of.get(enough.checked_sub(1)?)?))
        });
        let called = called.iter().min().map(|at| (called.len(), *at));
        let (count, since) = failed.chain(called).max_by_key(|(count, _)| *count)?;
        Some((i64::try_from(count).unwrap_or(i64::MAX), since))
    }

    /// How many have the problem, and since when that is many.
    fn many(&self) -> Option<(i64, Millis)> {
        let (f, n) = (self.f, self.n);
        let opening = if f.ended_at.is_none() { f.opening_me_too } else { 0 };
        let beside: i64 = f.duplicates.iter().filter(|(at, _)| self.is_new(*at)).map(|(_, people)| people).sum();
        let count = f.me_too.count + opening + beside;
        let at_once = f.me_too.at_once;
        let in_all = (count >= n.many_in_all).then(|| f.me_too.last.into_iter().chain(f.duplicates.iter().map(|d| d.0)).max().unwrap_or(f.asked_at));
        let signal = f.signal_since.filter(|at| self.is_new(*at));
        let since = [at_once, in_all, signal].into_iter().flatten().min()?;
        Some((count, since))
    }
}
