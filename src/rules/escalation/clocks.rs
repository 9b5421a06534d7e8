//! The clocks of a thread: the window of peers, the first answer, the next one, the resolution.

use super::{Facts, Kept, Limits, Moments, Talk, Voice};
use crate::clock::Millis;
use crate::rules::business_time::{self, Calendar, Run};
use crate::rules::numbers::Escalation;

pub struct Clocks<'a> {
    pub f: &'a Facts,
    pub talk: &'a Talk,
    pub held: Option<&'a Kept>,
    pub limits: &'a Limits,
    pub calendar: &'a Calendar,
    pub n: &'a Escalation,
    pub begin: Millis,
    pub now: Millis,
}

/// The earlier of what was said before and what comes out now.
fn earlier(said: Option<Millis>, now: Option<Millis>) -> Option<Millis> {
    match (said, now) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

impl Clocks<'_> {
    fn near(&self, limit: Millis) -> Millis {
        limit * self.n.near_percent / 100
    }

    /// A moment that was said, after the pause that stood when it was: later by what is left of it.
    fn after_pause(&self, said: Option<Millis>, pauses: &[Run], paused: Option<Millis>) -> Option<Millis> {
        let before = self.held.and_then(|k| k.paused_since).filter(|since| paused != Some(*since));
        match (said, before.and_then(|since| pauses.iter().find(|(from, _)| *from == since))) {
            (Some(due), Some((from, to))) if due > *from => self.calendar.add(*to, self.calendar.between(*from, due)),
            _ => said,
        }
    }

    /// `settled`: idle, and to begin anew should it come back.
    pub fn moments(&self, idle: bool, settled: bool, looks: &mut Vec<Millis>) -> Moments {
        let (f, talk, calendar, now) = (self.f, self.talk, self.calendar, self.now);
        let said = |of: fn(&Kept) -> Option<Millis>| self.held.and_then(of);
        let mut m = Moments { first_met_at: talk.first_answer, ..Moments::default() };
        if f.announcement {
            return m;
        }
        let window = self.limits.window.map(|w| calendar.window_end(self.begin, w));
        m.window_ends_at = match self.held {
            // it was over from the beginning, or ends when it was said to
            Some(held) => held.window_ends_at.and_then(|end| Some(end.min(window?))),
            None => window,
        };
        m.first_due_at = earlier(said(|k| k.first_due_at), calendar.add(self.begin, self.limits.first));
        m.first_near_at = earlier(said(|k| k.first_near_at), calendar.add(self.begin, self.near(self.limits.first)));
        let (mut pauses, paused) = self.pauses(looks);
        m.paused_since = paused.filter(|_| !idle);
        let runs = business_time::without(&self.running(), &pauses);
        let until_now: Vec<Run> = runs.iter().filter(|(from, _)| *from < now).map(|(from, to)| (*from, (*to).min(now))).collect();
        m.resolution_spent = business_time::spent(calendar, &until_now);
        if idle && !settled {
            // out of sight for a while: what was said holds
            m.paused_since = self.held.and_then(|k| k.paused_since);
            m.next_from_at = said(|k| k.next_from_at);
            (m.next_due_at, m.next_near_at) = (said(|k| k.next_due_at), said(|k| k.next_near_at));
            (m.resolution_due_at, m.resolution_near_at) = (said(|k| k.resolution_due_at), said(|k| k.resolution_near_at));
        }
        if idle {
            return m;
        }
        looks.extend(m.window_ends_at);
        if talk.last_answer.is_none() {
            looks.extend(m.first_near_at);
            looks.extend(m.first_due_at);
        }
        m.next_from_at = talk.asker_since.map(|at| at.max(self.begin));
        let kept = |of: fn(&Kept) -> Option<Millis>| self.after_pause(said(of), &pauses, paused);
        let (next_due, next_near) = (kept(|k| k.next_due_at), kept(|k| k.next_near_at));
        let (resolution_due, resolution_near) = (kept(|k| k.resolution_due_at), kept(|k| k.resolution_near_at));
        // while it stands still, what is kept is when it would be without the pause
        pauses.retain(|(from, _)| paused != Some(*from));
        let runs = business_time::without(&self.running(), &pauses);
        if let Some(from) = m.next_from_at {
            let same = self.held.is_some_and(|k| k.next_from_at == Some(from));
            let runs = business_time::without(&[(from, Millis::MAX)], &pauses);
            let reach = |limit| business_time::reached(calendar, &runs, limit);
            m.next_due_at = earlier(next_due.filter(|_| same), reach(self.limits.next));
            m.next_near_at = earlier(next_near.filter(|_| same), reach(self.near(self.limits.next)));
        }
        if runs.last().is_some_and(|(_, to)| *to == Millis::MAX) {
            let reach = |limit| business_time::reached(calendar, &runs, limit);
            m.resolution_due_at = earlier(resolution_due, reach(self.limits.resolution));
            m.resolution_near_at = earlier(resolution_near, reach(self.near(self.limits.resolution)));
        }
        if paused.is_none() {
            looks.extend([m.next_near_at, m.next_due_at, m.resolution_near_at, m.resolution_due_at].into_iter().flatten());
        }
        m
    }

    /// When the resolution clock runs: while nobody but the asker has answered, and from the asker's word, or "not
    /// solved", to the next answer.
    fn running(&self) -> Vec<Run> {
        let mut events: Vec<(Millis, bool)> = self.f.words.iter().map(|w| (w.at, w.by == Voice::Asker)).collect();
        events.extend(self.f.not_solved.iter().map(|at| (*at, true)));
        events.sort_by_key(|(at, _)| *at);
        let mut runs = Vec::new();
        let mut since = Some(self.f.asked_at);
        for (at, on) in events {
            match since {
                None if on => since = Some(at),
                Some(from) if !on => {
                    runs.push((from, at));
                    since = None;
                }
                _ => {}
            }
        }
        runs.extend(since.map(|from| (from, Millis::MAX)));
        runs.into_iter().filter(|(_, to)| *to > self.begin).map(|(from, to)| (from.max(self.begin), to)).collect()
    }

    /// Requests for details, as far as they may stop a clock; and since when one does.
    fn pauses(&self, looks: &mut Vec<Millis>) -> (Vec<Run>, Option<Millis>) {
        let mut left = self.n.details_days * self.calendar.day();
        let mut pauses = Vec::new();
        for (from, to) in &self.f.details {
            let Some(end) = self.calendar.add(*from, left) else { continue };
            let to = (*to).min(end);
            if to > *from {
                left -= self.calendar.between(*from, to);
                pauses.push((*from, to));
                looks.push(to);
            }
        }
        let paused = pauses.iter().find(|(from, to)| *from <= self.now && self.now < *to).map(|(from, _)| *from);
        (pauses, paused)
    }
}
