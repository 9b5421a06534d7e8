//! Ranks: what each asks of the window, what keeps it, and what happens to a member when.
//!
//! What must stay true: helper and expert follow the numbers, ambassador is only ever offered; a rank is lost by a notice
//! that passed, never at once; [`decide`] asked again after its steps were taken has nothing more to say.

use crate::clock::{DAY, Millis};
use crate::rules::numbers::{Ask, Numbers, Standing};
use crate::rules::policy::Rank;

mod window;

pub use window::{Answer, Known, Leave, Rating, Seen, Solution, Window, begins, elapses, measure};

/// What a number is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum What {
    Solved,
    Askers,
    Days,
    Share,
    Clarity,
    Age,
    Sanctions,
    Reputation,
}

impl What {
    /// The word in files.
    pub fn word(self) -> &'static str {
        match self {
            What::Solved => "solved",
            What::Askers => "askers",
            What::Days => "days",
            What::Share => "share",
            What::Clarity => "clarity",
            What::Age => "age",
            What::Sanctions => "sanctions",
            What::Reputation => "reputation",
        }
    }
}

/// A number beside the one that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Criterion {
    pub what: What,
    pub have: i64,
    pub need: i64,
    /// Holds, or is not asked for yet (see `asked`).
    pub met: bool,
    /// False: there are too few threads or raters to judge by.
    pub asked: bool,
}

impl Criterion {
    fn at_least(what: What, have: i64, need: i64) -> Criterion {
        Criterion { what, have, need, met: have >= need, asked: true }
    }

    fn percent(what: What, part: i64, whole: i64, need: i64, from: i64) -> Criterion {
        let have = if whole > 0 { part * 100 / whole } else { 0 };
        let asked = whole >= from.max(1);
        Criterion { what, have, need, met: !asked || part * 100 >= need * whole, asked }
    }

    /// How much is missing; 0 when it holds.
    pub fn missing(&self) -> i64 {
        if self.met { 0 } else { (self.need - self.have).abs() }
    }
}

/// What a rank asks, if it asks anything.
pub fn ask(rank: Rank, s: &Standing) -> Option<Ask> {
    match rank {
        Rank::Helper => Some(s.helper),
        Rank::Expert => Some(s.expert),
        Rank::Ambassador => Some(s.ambassador),
        Rank::Member | Rank::Emeritus => None,
    }
}

/// Each number that getting a rank asks for, beside what the window has.
pub fn criteria(w: &Window, ask: &Ask, s: &Standing) -> Vec<Criterion> {
    let mut all = vec![
        Criterion::at_least(What::Solved, w.solved, ask.solved),
        Criterion::at_least(What::Askers, w.askers, ask.askers),
        Criterion::at_least(What::Days, w.days, ask.days),
    ];
    if ask.share > 0 {
        all.push(Criterion::percent(What::Share, w.threads_solved, w.threads, ask.share, s.share_from_threads));
    }
    if ask.clarity > 0 {
        all.push(Criterion::percent(What::Clarity, w.clarity_clear, w.clarity_raters, ask.clarity, s.clarity_from_raters));
    }
    all.push(Criterion::at_least(What::Age, w.age_days, ask.age));
    all.push(Criterion { what: What::Sanctions, have: w.sanctions, need: 0, met: w.sanctions == 0, asked: true });
    all.push(Criterion::at_least(What::Reputation, w.reputation, ask.reputation));
    all
}

/// Each number that keeping a rank asks for. A helper stays one.
pub fn keeping(w: &Window, rank: Rank, s: &Standing) -> Vec<Criterion> {
    let ask = match rank {
        Rank::Expert => &s.expert,
        Rank::Ambassador | Rank::Emeritus => &s.ambassador,
        Rank::Member | Rank::Helper => return Vec::new(),
    };
    let share = |n: i64| (n * s.keep_percent + 99) / 100;
    let mut all = vec![
        Criterion::at_least(What::Solved, w.solved, share(ask.solved)),
        Criterion::at_least(What::Askers, w.askers, share(ask.askers)),
        Criterion::at_least(What::Days, w.days, share(ask.days)),
    ];
    if ask.clarity > 0 {
        all.push(Criterion::percent(What::Clarity, w.clarity_clear, w.clarity_raters, s.keep_clarity.min(ask.clarity), s.clarity_from_raters));
    }
    all
}

/// Do all of them hold?
pub fn hold(all: &[Criterion]) -> bool {
    all.iter().all(|c| c.met)
}

/// The highest rank whose numbers hold; `Ambassador` means that it would be offered.
pub fn earned(w: &Window, s: &Standing) -> Rank {
    let holds = |ask: &Ask| hold(&criteria(w, ask, s));
    if holds(&s.ambassador) {
        Rank::Ambassador
    } else if holds(&s.expert) {
        Rank::Expert
    } else if holds(&s.helper) {
        Rank::Helper
    } else {
        Rank::Member
    }
}

/// Too few people said whether the answers were clear: somebody of the brand reads before the offer.
pub fn must_be_read(w: &Window, n: &Numbers) -> bool {
    n.programme.confirm || (n.standing.ambassador.clarity > 0 && w.clarity_raters < n.standing.clarity_from_raters)
}

/// An offer that nobody has decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pending {
    /// Until then.
    Open { expires: Millis },
    /// Waits for the brand's word; `by_numbers`: made by the rules, so it goes when the numbers do.
    ToConfirm { by_numbers: bool },
    /// Waits for a seat.
    Queued { by_numbers: bool },
}

/// A running notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notice {
    pub rank: Rank,
    pub began: Millis,
    pub ends: Millis,
}

/// An ambassador's term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    pub began: Millis,
    pub ends: Millis,
}

/// Everything a decision depends on beside the numbers.
#[derive(Clone, Debug, Default)]
pub struct Member {
    pub rank: Rank,
    /// The account is gone.
    pub gone: bool,
    /// Works for the brand: no rank is given or taken.
    pub staff: bool,
    pub suspended_until: Option<Millis>,
    pub offer: Option<Pending>,
    /// No offer before: an earlier one was declined or let pass, or they left.
    pub not_before: Option<Millis>,
    pub notice: Option<Notice>,
    /// When the latest notice began, running or not.
    pub last_notice: Option<Millis>,
    pub term: Option<Term>,
    /// The end of a term that a notice cut short: one is back in it by the keeping numbers.
    pub interrupted: Option<Millis>,
    pub leaves: Vec<Leave>,
    /// There is room for one more where they would sit.
    pub seat: bool,
    /// When this was last decided.
    pub decided: Millis,
}

/// Something that happens to a member by the rules alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Promote { to: Rank },
    /// An offer, open until then.
    Offer { expires: Millis },
    OfferToConfirm,
    OfferQueued,
    /// A waiting offer opens: a seat is free.
    OpenOffer { expires: Millis },
    /// A waiting offer goes: the numbers no longer hold.
    WithdrawOffer,
    LapseOffer,
    Notice { rank: Rank, ends: Millis },
    EndNotice { rank: Rank },
    /// The notice passed.
    Lose { from: Rank, to: Rank },
    /// An emeritus is back in the term that was interrupted.
    Return { until: Millis },
    RemindTerm { ends: Millis },
    /// The term ended and was not renewed.
    EndTerm,
    /// The account is gone: everything that waits is closed.
    Close,
}

/// What happens now, and when time alone may change that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    pub steps: Vec<Step>,
    pub next: Option<Millis>,
}

impl Decision {
    fn at(&mut self, moment: Millis, now: Millis) {
        if moment > now {
            self.next = Some(self.next.map_or(moment, |n| n.min(moment)));
        }
    }
}

/// A term's end is announced so long before.
const REMINDER: Millis = 30 * DAY;

/// What happens to a member now.
pub fn decide(m: &Member, w: &Window, n: &Numbers, now: Millis) -> Decision {
    let mut d = Decision::default();
    if m.gone {
        if m.offer.is_some() || m.notice.is_some() || m.term.is_some() || m.rank != Rank::Member {
            d.steps.push(Step::Close);
        }
        return d;
    }
    if m.staff {
        return d;
    }
    offer_in_hand(m, w, n, now, &mut d);
    match m.rank {
        Rank::Member | Rank::Helper => climb(m, w, n, now, &mut d),
        Rank::Expert => {
            keep(m, w, n, now, &mut d);
            climb(m, w, n, now, &mut d);
        }
        Rank::Ambassador => {
            if !term(m, now, &mut d) {
                keep(m, w, n, now, &mut d);
            }
        }
        Rank::Emeritus => come_back(m, w, n, now, &mut d),
    }
    if let Some(until) = m.suspended_until {
        d.at(until, now);
    }
    d
}

/// What becomes of an offer that nobody decided.
fn offer_in_hand(m: &Member, w: &Window, n: &Numbers, now: Millis, d: &mut Decision) {
    let holds = || offered(m, w, n);
    match m.offer {
        Some(Pending::Open { expires }) if expires <= now => d.steps.push(Step::LapseOffer),
        Some(Pending::Open { expires }) => d.at(expires, now),
        Some(Pending::ToConfirm { by_numbers: true } | Pending::Queued { by_numbers: true }) if !holds() => d.steps.push(Step::WithdrawOffer),
        Some(Pending::Queued { .. }) if m.seat => d.steps.push(Step::OpenOffer { expires: now + n.programme.offer_days * DAY }),
        Some(Pending::ToConfirm { .. } | Pending::Queued { .. }) | None => {}
    }
}

/// Does it matter now whether a seat is free?
pub fn wants_seat(m: &Member, w: &Window, n: &Numbers) -> bool {
    !m.gone && !m.staff && (matches!(m.offer, Some(Pending::Queued { .. })) || (m.offer.is_none() && offered(m, w, n)))
}

/// Would the rules offer it, time aside?
fn offered(m: &Member, w: &Window, n: &Numbers) -> bool {
    match m.rank {
        Rank::Emeritus => w.sanctions == 0 && hold(&keeping(w, Rank::Ambassador, &n.standing)),
        Rank::Ambassador => false,
        _ => hold(&criteria(w, &n.standing.ambassador, &n.standing)),
    }
}

/// Helper and expert come by themselves; ambassador is offered.
fn climb(m: &Member, w: &Window, n: &Numbers, now: Millis, d: &mut Decision) {
    let s = &n.standing;
    let to = if hold(&criteria(w, &s.expert, s)) {
        Rank::Expert
    } else if hold(&criteria(w, &s.helper, s)) {
        Rank::Helper
    } else {
        Rank::Member
    };
    if height(to) > height(m.rank) {
        d.steps.push(Step::Promote { to });
    }
    make_offer(m, w, n, now, d);
}

fn make_offer(m: &Member, w: &Window, n: &Numbers, now: Millis, d: &mut Decision) {
    if m.offer.is_some() || !offered(m, w, n) || m.suspended_until.is_some_and(|t| t > now) {
        return;
    }
    if let Some(t) = m.not_before.filter(|t| *t > now) {
        return d.at(t, now);
    }
    d.steps.push(match () {
        () if must_be_read(w, n) => Step::OfferToConfirm,
        () if !m.seat => Step::OfferQueued,
        () => Step::Offer { expires: now + n.programme.offer_days * DAY },
    });
}

/// Notice, its end, and the loss; nothing is lost while somebody is on leave.
fn keep(m: &Member, w: &Window, n: &Numbers, now: Millis, d: &mut Decision) {
    let s = &n.standing;
    let holds = hold(&keeping(w, m.rank, s));
    let away = m.leaves.iter().find(|l| l.from <= now && now < l.until);
    match m.notice.filter(|x| x.rank == m.rank) {
        Some(_) if holds => d.steps.push(Step::EndNotice { rank: m.rank }),
        Some(notice) => {
            let ends = elapses(notice.began, notice.ends - notice.began, &m.leaves);
            match ends <= now && away.is_none() {
                true => d.steps.push(Step::Lose { from: m.rank, to: if m.rank == Rank::Ambassador { Rank::Emeritus } else { Rank::Helper } }),
                false => d.at(ends.max(now + 1), now),
            }
        }
        None if !holds => {
            let from = m.last_notice.map_or(now, |t| t + s.notice_every_days * DAY);
            match away {
                Some(leave) => d.at(leave.until, now),
                None if from <= now => d.steps.push(Step::Notice { rank: m.rank, ends: now + s.notice_days * DAY }),
                None => d.at(from, now),
            }
        }
        None => {}
    }
}

/// The end of a term; `true` if it came.
fn term(m: &Member, now: Millis, d: &mut Decision) -> bool {
    let Some(term) = m.term else { return false };
    if term.ends <= now {
        d.steps.push(Step::EndTerm);
        return true;
    }
    let reminder = term.ends - REMINDER;
    if reminder > m.decided && reminder <= now && reminder > term.began {
        d.steps.push(Step::RemindTerm { ends: term.ends });
    }
    d.at(reminder, now);
    d.at(term.ends, now);
    false
}

/// A former ambassador is back by the keeping numbers: at once where a notice cut the term short, else by an offer.
fn come_back(m: &Member, w: &Window, n: &Numbers, now: Millis, d: &mut Decision) {
    let suspended = m.suspended_until.is_some_and(|t| t > now);
    if let Some(until) = m.interrupted.filter(|t| *t > now && m.seat && m.offer.is_none() && !suspended && offered(m, w, n)) {
        return d.steps.push(Step::Return { until });
    }
    if let Some(until) = m.interrupted {
        d.at(until, now);
    }
    make_offer(m, w, n, now, d);
}

/// Which of two ranks is higher.
pub fn height(rank: Rank) -> u8 {
    match rank {
        Rank::Member => 0,
        Rank::Helper => 1,
        Rank::Expert => 2,
        Rank::Emeritus => 3,
        Rank::Ambassador => 4,
    }
}

#[cfg(test)]
mod tests;
