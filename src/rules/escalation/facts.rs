//! What is true of a thread: who spoke, what is promised and open, and what the last look wrote down.

use super::Cause;
use crate::clock::{HOUR, Millis};
use crate::rules::business_time::Run;
use crate::rules::numbers::Escalation;

/// Who spoke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// An answer or a comment of the asker.
    Asker,
    /// An answer of anybody else.
    Peer,
    /// An official answer, or the outcome of an escalation.
    Team,
}

/// A public word that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    pub at: Millis,
    pub by: Voice,
    /// The answer, where it is one.
    pub post: Option<i64>,
}

/// What is promised in a category, in open milliseconds; the window in elapsed ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// None: only the brand can settle it.
    pub window: Option<Millis>,
    pub first: Millis,
    pub next: Millis,
    pub resolution: Millis,
}

/// Shut, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed {
    pub at: Millis,
    /// As a duplicate of a question that had no solution then, by somebody else than the asker.
    pub disputable: bool,
}

/// The escalation that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open {
    pub cause: Cause,
    pub opened_at: Millis,
    pub due_at: Millis,
    pub claimed: bool,
    pub snooze: Option<Snooze>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Snooze {
    pub since: Millis,
    pub until: Option<Millis>,
    /// Ends with the next post: the asker's, or anybody's.
    pub event: Option<Waker>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waker {
    AskerPost,
    AnyPost,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promise {
    pub due_at: Millis,
    /// Its passing was written down.
    pub missed: bool,
}

/// The last escalation, ended by what nobody can see any more: an answer that was taken away, a solution that was taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lapsed {
    pub cause: Cause,
    pub opened_at: Millis,
    /// It ended by itself, with an answer.
    pub answered: bool,
}

/// Those who said "me too", however many: as far as the rules ask.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Crowd {
    pub count: i64,
    pub last: Option<Millis>,
    /// When for the first time so many had come within so many hours.
    pub at_once: Option<Millis>,
}

impl Crowd {
    /// Of all of them, in order.
    pub fn of(said: &[Millis], n: &Escalation) -> Crowd {
        let many = usize::try_from(n.many_at_once).unwrap_or(usize::MAX).max(1);
        let at_once = said.windows(many).find(|w| w[w.len() - 1] - w[0] < n.many_hours * HOUR).and_then(|w| w.last().copied());
        Crowd { count: i64::try_from(said.len()).unwrap_or(i64::MAX), last: said.last().copied(), at_once }
    }
}

/// What is true of a thread now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    pub asked_at: Millis,
    /// Everyone may read the question.
    pub shown: bool,
    /// Removed, or taken back by its author.
    pub gone: bool,
    /// Not published yet.
    pub held: bool,
    /// The team asked.
    pub announcement: bool,
    pub solved: bool,
    pub closed: Option<Closed>,
    /// In order.
    pub words: Vec<Word>,
    /// When somebody who has the problem said "not solved".
    pub not_solved: Vec<Millis>,
    /// The last "did not work".
    pub doubted_at: Option<Millis>,
    /// Requests for details, in order; one that stands has no end (`Millis::MAX`).
    pub details: Vec<Run>,
    /// The week's follow-up was put then and has no answer.
    pub follow_up_at: Option<Millis>,
    /// "Me too" since the last outcome.
    pub me_too: Crowd,
    /// Of the source it was imported from.
    pub opening_me_too: i64,
    /// When each duplicate became one, and how many have the problem there.
    pub duplicates: Vec<(Millis, i64)>,
    /// A weak signal that lasts includes it since then.
    pub signal_since: Option<Millis>,
    /// When those who know called a visible answer risky or outdated.
    pub risky: Vec<Millis>,
    /// For each visible answer, when it did not work for those who count.
    pub failed: Vec<Vec<Millis>>,
    /// Open reports, and the first of them.
    pub flags: i64,
    pub flagged_at: Option<Millis>,
    /// An incident answers it, until then if that is known.
    pub incident: Option<Option<Millis>>,
    /// One that has not begun will answer it from then on.
    pub incident_from: Option<Millis>,
    /// A word of danger, or of the law, was published then.
    pub danger_at: Option<Millis>,
    pub legal_at: Option<Millis>,
    pub open: Option<Open>,
    /// An answer since then ends what a deadline opened; none: since it was opened.
    pub answers_from: Option<Millis>,
    /// Since then the open one has a more urgent cause, or the asker's word.
    pub raised_at: Option<Millis>,
    pub promise: Option<Promise>,
    /// A promise whose answer nobody can see any more.
    pub unkept: Option<i64>,
    /// The last escalation with an outcome that can be seen ended then: rules look at what came after.
    pub ended_at: Option<Millis>,
    pub lapsed: Option<Lapsed>,
}

/// What the last look wrote down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// It was settled, since then: coming back, it begins anew.
    pub rested_at: Option<Millis>,
    /// Its clocks stood still since then.
    pub paused_since: Option<Millis>,
    /// It came back then; its clocks began anew.
    pub resumed_at: Option<Millis>,
    pub window_ends_at: Option<Millis>,
    pub first_due_at: Option<Millis>,
    pub first_near_at: Option<Millis>,
    pub next_from_at: Option<Millis>,
    pub next_due_at: Option<Millis>,
    pub next_near_at: Option<Millis>,
    pub resolution_due_at: Option<Millis>,
    pub resolution_near_at: Option<Millis>,
}
