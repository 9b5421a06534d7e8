//! What a thread is owed: whose move it is, by when, why it needs the brand, and when to look at it again. Facts in,
//! decision out.
//!
//! What must stay true: a moment that was promised ([`Kept`]) never moves later, but by an explicit request for details
//! or when a thread comes back from where it was settled; *waiting on* has one value; asked again after its act
//! was done, [`settle`] has no act left; nothing changes between two looks but by somebody's act.

use crate::clock::{DAY, HOUR, Millis};
use crate::rules::business_time::Calendar;
use crate::rules::numbers::Escalation;

mod clocks;
mod facts;
mod reasons;
#[cfg(test)]
mod tests;
mod urgency;

pub use facts::{Closed, Crowd, Facts, Kept, Lapsed, Limits, Open, Promise, Snooze, Voice, Waker, Word};
pub use reasons::{Cause, Reason, Waiting};
pub use urgency::{total, urgency_of};

/// The moments of a thread.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moments {
    pub resumed_at: Option<Millis>,
    pub rested_at: Option<Millis>,
    pub window_ends_at: Option<Millis>,
    pub first_due_at: Option<Millis>,
    pub first_near_at: Option<Millis>,
    pub first_met_at: Option<Millis>,
    pub next_from_at: Option<Millis>,
    pub next_due_at: Option<Millis>,
    pub next_near_at: Option<Millis>,
    pub resolution_due_at: Option<Millis>,
    pub resolution_near_at: Option<Millis>,
    pub resolution_spent: Millis,
    pub paused_since: Option<Millis>,
    pub unconfirmed_at: Option<Millis>,
    pub danger_at: Option<Millis>,
    pub legal_at: Option<Millis>,
}

/// A reason with its weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Why {
    pub reason: Reason,
    pub urgency: i64,
    pub due_at: Millis,
    /// People, reports, or business hours late as far as they weigh.
    pub count: i64,
    pub since: Millis,
}

/// What has to be done before anything can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// A rule opens an escalation, or makes the open one more urgent.
    Open { cause: Cause, due_at: Millis },
    /// Somebody answered what a deadline had opened, before anyone took it.
    Answered { post: i64 },
    /// What ended the last one cannot be seen any more: it is owed again.
    Reopen,
    /// The same, but another answer was there in time.
    Instead { post: i64 },
    /// What kept a promise cannot be seen any more: it is to be kept again.
    Unkept { promise: i64 },
    /// The date of a promise passed.
    Missed,
    /// A snooze is over.
    Wake,
}

/// Where a thread stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    pub waiting: Waiting,
    pub moments: Moments,
    /// Why it is in the feed, the most urgent first; empty: it is not.
    pub reasons: Vec<Why>,
    pub urgency: i64,
    pub due_at: Millis,
    pub snoozed: bool,
    pub next_look_at: Option<Millis>,
    pub act: Option<Act>,
}

/// Where the last words leave the thread.
#[derive(Clone, Copy, Debug, Default)]
struct Talk {
    first_answer: Option<Millis>,
    last_answer: Option<Millis>,
    /// The asker's first word after the last answer.
    asker_since: Option<Millis>,
    /// The same, or "not solved".
    unsettled_since: Option<Millis>,
}

impl Talk {
    fn of(f: &Facts) -> Talk {
        let answers = || f.words.iter().filter(|w| w.by != Voice::Asker);
        let last_answer = answers().last().map(|w| w.at);
        let after = f.words.iter().rposition(|w| w.by != Voice::Asker);
        let asker_since = after.and_then(|at| f.words.get(at + 1)).map(|w| w.at);
        let not_solved = last_answer.and_then(|last| f.not_solved.iter().copied().filter(|at| *at > last).min());
        Talk { first_answer: answers().next().map(|w| w.at), last_answer, asker_since, unsettled_since: [asker_since, not_solved].into_iter().flatten().min() }
    }
}

/// Decides. `kept` is none at the first look.
pub fn settle(f: &Facts, kept: Option<&Kept>, limits: &Limits, calendar: &Calendar, n: &Escalation, now: Millis) -> Settled {
    let talk = Talk::of(f);
    let mut looks: Vec<Millis> = Vec::new();

    let unconfirmed = unconfirmed_from(f, &talk, n);
    let closed = f.closed.is_some_and(|c| {
        let shut = if c.disputable { c.at + n.duplicate_hours * HOUR } else { c.at };
        looks.push(shut);
        shut <= now
    });
    let over = f.gone || f.announcement || f.solved || closed || !f.shown;
    let unconfirmed_at = unconfirmed.filter(|at| !over && *at <= now);
    let idle = over || unconfirmed_at.is_some();
    if !idle {
        looks.extend(unconfirmed);
    }

    // what was settled begins anew; what was shut or out of sight goes on
    let rested = kept.and_then(|k| k.rested_at);
    let came_back = rested.is_some() && !idle;
    let resumed_at = if came_back { Some(now) } else { kept.and_then(|k| k.resumed_at) };
    let held = kept.filter(|_| !came_back);
    let clocks = clocks::Clocks { f, talk: &talk, held, limits, calendar, n, begin: resumed_at.unwrap_or(f.asked_at), now };
    let settled = f.announcement || f.solved || f.held || unconfirmed_at.is_some();
    let rested_at = if !idle { None } else if settled { rested.or(Some(now)) } else { rested };
    let mut m = clocks.moments(idle, rested_at.is_some(), &mut looks);
    m.resumed_at = resumed_at;
    m.rested_at = rested_at;
    m.unconfirmed_at = unconfirmed_at;
    let unanswered_by_team = |at: &Millis| !f.words.iter().any(|w| w.by == Voice::Team && w.at > *at) && f.ended_at.is_none_or(|e| e < *at);
    m.danger_at = f.danger_at.filter(unanswered_by_team);
    m.legal_at = f.legal_at.filter(unanswered_by_team);

    let asked_back = f.details.last().is_some_and(|(from, to)| *to == Millis::MAX && talk.asker_since.is_none_or(|since| *from >= since));
    let window_over = m.window_ends_at.is_none_or(|end| end <= now);
    let asker_last = talk.asker_since.is_some() && !asked_back;
    let owed = window_over && (talk.last_answer.is_none() || asker_last);
    let waiting = match () {
        () if !f.gone && (f.open.is_some() || f.promise.is_some()) => Waiting::Brand,
        () if idle => Waiting::Nobody,
        () if owed => Waiting::Brand,
        () if asked_back || (talk.last_answer.is_some() && talk.asker_since.is_none()) => Waiting::Asker,
        () => Waiting::Community,
    };

    let scene = urgency::Scene { f, m: &m, n, calendar, now, idle, owed: owed && !idle, answered: talk.last_answer.is_some() };
    let (reasons, fires) = scene.weigh(&mut looks);
    let urgency = total(&reasons, n);
    let due_at = reasons.iter().map(|r| r.due_at).min().unwrap_or(now);
    let snoozed = f.open.and_then(|o| o.snooze).is_some_and(|s| !is_over(&s, f, &m, now));
    looks.extend(f.open.and_then(|o| o.snooze).and_then(|s| s.until));
    looks.extend(f.promise.map(|p| p.due_at));
    looks.extend(f.incident.flatten());
    looks.extend(f.incident_from);
    let next_look_at = looks.into_iter().filter(|at| *at > now && *at < Millis::MAX).min();
    let act = act(f, &m, &fires, n, now);
    Settled { waiting, moments: m, reasons, urgency, due_at, snoozed, next_look_at, act }
}

/// From when an answer nobody confirmed is let be: the follow-up of the week passed without a word.
fn unconfirmed_from(f: &Facts, talk: &Talk, n: &Escalation) -> Option<Millis> {
    let (last, asked) = (talk.last_answer?, f.follow_up_at?);
    let quiet = talk.unsettled_since.is_none() && asked >= last && f.doubted_at.is_none_or(|d| d < asked);
    quiet.then(|| (last + n.unconfirmed_days * DAY).max(asked + n.unconfirmed_grace_days * DAY))
}

fn is_over(s: &Snooze, f: &Facts, m: &Moments, now: Millis) -> bool {
    let alarmed = [m.danger_at, m.legal_at, f.raised_at, f.promise.map(|p| p.due_at).filter(|due| *due <= now)].into_iter().flatten().any(|at| at > s.since);
    let spoken = |by_asker: bool| f.words.iter().any(|w| w.at > s.since && (!by_asker || w.by == Voice::Asker));
    alarmed
        || s.until.is_some_and(|until| until <= now)
        || match s.event {
            Some(Waker::AnyPost) => spoken(false),
            Some(Waker::AskerPost) => spoken(true),
            None => s.until.is_none(),
        }
}

fn act(f: &Facts, m: &Moments, fires: &[(Cause, Millis)], n: &Escalation, now: Millis) -> Option<Act> {
    // what is gone may come back: nothing is done about it meanwhile
    if f.gone {
        return None;
    }
    if let Some(lapsed) = f.lapsed.filter(|_| f.shown && f.open.is_none()) {
        let other = f.words.iter().find(|w| w.by != Voice::Asker && w.post.is_some() && w.at > lapsed.opened_at).and_then(|w| w.post);
        return Some(other.filter(|_| lapsed.answered).map_or(Act::Reopen, |post| Act::Instead { post }));
    }
    if let Some(open) = &f.open {
        if let Some(promise) = f.unkept.filter(|_| f.promise.is_none()) {
            return Some(Act::Unkept { promise });
        }
        if f.promise.is_some_and(|p| p.due_at <= now && !p.missed) {
            return Some(Act::Missed);
        }
        let answer = f.words.iter().find(|w| w.by != Voice::Asker && w.at > f.answers_from.unwrap_or(open.opened_at)).and_then(|w| w.post);
        if let Some(post) = answer.filter(|_| open.cause == Cause::Deadline && !open.claimed) {
            return Some(Act::Answered { post });
        }
        if open.snooze.is_some_and(|s| is_over(&s, f, m, now)) {
            return Some(Act::Wake);
        }
    }
    let weight = |cause: Cause| urgency_of(cause.reason(), n);
    let (cause, due_at) = fires.iter().copied().max_by_key(|(cause, _)| weight(*cause))?;
    f.open.is_none_or(|open| weight(cause) > weight(open.cause)).then_some(Act::Open { cause, due_at })
}
