//! The lines of some members in memory: read, brought in step with the facts by the rules, written back as the difference.
//!
//! What must stay true: [`Book::spread`] recomputes the groups that a change touches and no others, and gives what
//! [`Book::all`] gives over everything; lines of members who are not held are read and never written.

use std::collections::{HashMap, HashSet};

use entity::{EntryKind, Limited, VersionId};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Value};

use super::facts::{self, Fact, Scope};
use super::versions::Calendar;
use super::words;
use crate::clock::{DAY, HOUR, Millis};
use crate::db;
use crate::error::Result;
use crate::rules::reputation::{self as rules, Kind, Line};
use crate::values;

/// A line as it is and as it was.
pub struct Row {
    pub line: Line,
    pub before: Option<Line>,
    /// The member was no staff when the fact came.
    pub earner: bool,
    pub version: VersionId,
    /// Read for its place beside others.
    pub foreign: bool,
    /// Its fact is among those that were read.
    seen: bool,
}

/// Lines that a stage takes together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Group {
    /// What an actor gave a member in a month.
    Pair(i64, i64, i64),
    /// The votes on a member's post.
    Post(i64, i64),
    /// A member's day.
    Day(i64, i64),
}

#[derive(FromQueryResult)]
struct Credit {
    member_id: i64,
    kind: EntryKind,
    fact_id: i64,
    actor_id: Option<i64>,
    post_id: Option<i64>,
    question_id: Option<i64>,
    at: i64,
    day: i64,
    month: i64,
    alive: bool,
    held: bool,
    earns: bool,
    passed: bool,
    worth: i64,
    points: i64,
    limited: Option<Limited>,
}

const COLUMNS: &str = "member_id, kind, fact_id, actor_id, post_id, question_id, at, day, month, alive, held, earns, passed, worth, points, limited";

/// Held votes are released as soon as a book is opened, or stay as they are, to be looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Held {
    Released(Millis),
    AsTheyAre,
}

pub struct Book {
    pub rows: Vec<Row>,
    calendar: Calendar,
    members: HashSet<i64>,
    index: HashMap<(Kind, i64, i64), usize>,
    whole: HashSet<Group>,
}

impl Book {
    /// An empty book for members who are held.
    pub fn new(calendar: Calendar, members: impl IntoIterator<Item = i64>) -> Book {
        Book { rows: Vec::new(), calendar, members: members.into_iter().collect(), index: HashMap::new(), whole: HashSet::new() }
    }

    /// Reads the facts of a scope and what was credited for them.
    pub async fn read(&mut self, db: &impl ConnectionTrait, scope: Scope<'_>, held: Held) -> Result<(), DbErr> {
        for (condition, values) in facts::credited(scope) {
            self.credits(db, &condition, values).await?;
        }
        let facts = facts::of(db, scope).await?;
        if let Scope::Vote { .. } | Scope::MeToo { .. } = scope {
            // in the common case one statement reads all that a vote touches
            let groups: Vec<Group> = facts.iter().flat_map(|f| self.groups_of(f)).collect();
            self.complete(db, groups).await?;
        }
        for fact in facts {
            self.take(fact, held);
        }
        for row in self.rows.iter_mut().filter(|r| !r.seen) {
            row.line.alive = false;
        }
        Ok(())
    }

    fn groups_of(&self, f: &Fact) -> [Group; 3] {
        let day = self.calendar.day(f.at);
        [
            Group::Pair(f.member_id, f.actor_id.unwrap_or_default(), day.month),
            Group::Post(f.member_id, f.post_id.unwrap_or_default()),
            Group::Day(f.member_id, day.day),
        ]
    }

    async fn credits(&mut self, db: &impl ConnectionTrait, condition: &str, values: Vec<Value>) -> Result<Vec<usize>, DbErr> {
        let found: Vec<Credit> = db::rows(db, &format!("SELECT {COLUMNS} FROM credit WHERE {condition}"), values).await?;
        let mut new = Vec::new();
        for c in found {
            let Some(kind) = words::kind(c.kind) else { continue };
            let key = (kind, c.fact_id, c.member_id);
            if self.index.contains_key(&key) {
                continue;
            }
            let day = self.calendar.day(c.at);
            let limited = c.limited.map(words::limit);
            let line = Line {
                member: c.member_id,
                kind,
                fact: c.fact_id,
                actor: c.actor_id,
                post: c.post_id,
                question: c.question_id,
                at: c.at,
                day: c.day,
                month: c.month,
                rules: day.rules,
                alive: c.alive,
                held: c.held,
                earns: c.earns && limited != Some(rules::Limit::NoneEarned),
                own: limited == Some(rules::Limit::Own),
                amount: c.worth,
                passed: c.passed,
                worth: c.worth,
                points: c.points,
                limited,
            };
            self.index.insert(key, self.rows.len());
            new.push(self.rows.len());
            let foreign = !self.members.contains(&c.member_id);
            self.rows.push(Row { before: Some(line.clone()), line, earner: c.earns, version: day.version, foreign, seen: false });
        }
        Ok(new)
    }

    /// Puts a fact on its line.
    fn take(&mut self, f: Fact, held: Held) {
        let Some(kind) = words::kind(f.kind) else { return };
        let day = self.calendar.day(f.at);
        let known = self.index.get(&(kind, f.fact_id, f.member_id)).copied();
        let before = known.and_then(|i| self.rows[i].before.as_ref());
        let earner = known.map_or(f.customer, |i| self.rows[i].earner);
        let alive = f.stands
            && match (f.withdrawn_at, kind) {
                (None, Kind::EditAccepted) => f.amount >= day.rules.edit_at_least,
                (None, _) => true,
                // kept by whoever got it, although the asker has moved on
                (Some(gone), Kind::AnswerAccepted | Kind::Accepting) => gone - f.at > day.rules.acceptance_kept_after_days * DAY,
                (Some(_), _) => false,
            };
        let young = |now: Millis| f.giver_since.is_some_and(|since| now - since < day.rules.voter_age_hours * HOUR);
        let waits = |now: Millis| !f.giver_confirmed || f.giver_suspended_until.is_some_and(|until| until > now) || young(now);
        let waiting = match (before, held) {
            (None, Held::Released(now)) => !f.asker && waits(now),
            (None, Held::AsTheyAre) => false,
            // what counted once still does when its giver is sanctioned later, but neither where two accounts that were one
            // are two again, nor under other rules, is the giver still the asker or of age
            (Some(b), Held::Released(now)) => !f.asker && (young(now) || (b.held && waits(now))),
            (Some(b), Held::AsTheyAre) => b.held,
        };
        let line = Line {
            member: f.member_id,
            kind,
            fact: f.fact_id,
            actor: f.actor_id,
            post: f.post_id,
            question: f.question_id,
            at: f.at,
            day: day.day,
            month: day.month,
            rules: day.rules,
            alive,
            held: kind.is_vote() && waiting,
            earns: earner && !f.official,
            own: f.own,
            amount: f.amount,
            passed: before.is_some_and(|b| b.passed),
            worth: before.map_or(0, |b| b.worth),
            points: before.map_or(0, |b| b.points),
            limited: before.and_then(|b| b.limited),
        };
        match known {
            Some(i) => {
                let row = &mut self.rows[i];
                (row.line, row.version, row.seen) = (line, day.version, true);
            }
            None => {
                self.index.insert((kind, f.fact_id, f.member_id), self.rows.len());
                let foreign = !self.members.contains(&f.member_id);
                self.rows.push(Row { line, before: None, earner, version: day.version, foreign, seen: true });
            }
        }
    }

    /// Every stage over everything that was read: for the scope of whole members.
    pub fn all(&mut self) {
        let mut lines: Vec<Line> = self.rows.iter().map(|r| r.line.clone()).collect();
        rules::all(&mut lines);
        for (row, line) in self.rows.iter_mut().zip(lines) {
            row.line = line;
        }
    }

    /// The stages for what changed, and for what changes by it.
    pub async fn spread(&mut self, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        let touched: Vec<usize> = (0..self.rows.len()).filter(|i| self.rows[*i].touched()).collect();
        if touched.is_empty() {
            return Ok(());
        }
        if touched.iter().any(|i| self.rows[*i].line.kind == Kind::AnswerAccepted) {
            self.stage(|l| (l.kind == Kind::AnswerAccepted).then_some(l.question), |_| true, rules::of_question);
        }
        let pairs = self.wanted(&touched, |l| (l.kind.is_vote() || l.kind == Kind::AnswerAccepted).then(|| Group::Pair(l.member, l.actor.unwrap_or_default(), l.month)));
        self.complete(db, pairs.iter().copied()).await?;
        self.stage(|l| Some(Group::Pair(l.member, l.actor.unwrap_or_default(), l.month)), |g| pairs.contains(g), rules::between_two);

        let changed: Vec<usize> = (0..self.rows.len()).filter(|i| self.rows[*i].touched() || self.rows[*i].changed(|l| l.passed)).collect();
        let posts = self.wanted(&changed, |l| l.kind.is_vote().then(|| Group::Post(l.member, l.post.unwrap_or_default())));
        self.complete(db, posts.iter().copied()).await?;
        self.stage(|l| l.kind.is_vote().then(|| Group::Post(l.member, l.post.unwrap_or_default())), |g| posts.contains(g), rules::of_post);

        let changed: Vec<usize> = (0..self.rows.len()).filter(|i| self.rows[*i].touched() || self.rows[*i].changed(|l| (l.passed, l.worth))).collect();
        let days = self.wanted(&changed, |l| (l.kind.is_vote() || l.kind == Kind::FlagUpheld).then_some(Group::Day(l.member, l.day)));
        self.complete(db, days.iter().copied()).await?;
        self.stage(|l| (l.kind.is_vote() || l.kind == Kind::FlagUpheld).then_some(Group::Day(l.member, l.day)), |g| days.contains(g), rules::of_day);

        if touched.iter().any(|i| self.rows[*i].line.kind == Kind::EditAccepted) {
            self.stage(|l| (l.kind == Kind::EditAccepted).then_some(l.member), |_| true, rules::of_edits);
        }
        for i in touched {
            rules::alone(&mut self.rows[i].line);
        }
        Ok(())
    }

    /// The groups in which these lines are and were.
    fn wanted(&self, rows: &[usize], group: impl Fn(&Line) -> Option<Group>) -> HashSet<Group> {
        rows.iter().flat_map(|i| [Some(&self.rows[*i].line), self.rows[*i].before.as_ref()]).flatten().filter_map(group).collect()
    }

    fn stage<K: Eq + std::hash::Hash>(&mut self, key: impl Fn(&Line) -> Option<K>, wanted: impl Fn(&K) -> bool, stage: impl Fn(&mut [&mut Line])) {
        let mut groups: HashMap<K, Vec<&mut Line>> = HashMap::new();
        for row in &mut self.rows {
            if let Some(key) = key(&row.line).filter(&wanted) {
                groups.entry(key).or_default().push(&mut row.line);
            }
        }
        groups.values_mut().for_each(|group| stage(group));
    }

    /// Reads the groups that were not read whole before.
    async fn complete(&mut self, db: &impl ConnectionTrait, groups: impl IntoIterator<Item = Group>) -> Result<(), DbErr> {
        let mut missing: Vec<Group> = groups.into_iter().filter(|g| self.whole.insert(*g)).collect();
        missing.sort_unstable();
        for part in missing.chunks(GROUPS_AT_ONCE) {
            let (mut text, mut values) = (Vec::new(), Vec::new());
            for group in part {
                let n = values.len();
                match *group {
                    Group::Pair(member, actor, month) => {
                        text.push(format!("(member_id = ${} AND actor_id = ${} AND month = ${})", n + 1, n + 2, n + 3));
                        values.extend(values![member, actor, month]);
                    }
                    Group::Post(member, post) => {
                        text.push(format!("(post_id = ${} AND member_id = ${})", n + 1, n + 2));
                        values.extend(values![post, member]);
                    }
                    Group::Day(member, day) => {
                        text.push(format!("(member_id = ${} AND day = ${})", n + 1, n + 2));
                        values.extend(values![member, day]);
                    }
                }
            }
            for i in self.credits(db, &text.join(" OR "), values).await? {
                self.rows[i].seen = true;
            }
        }
        Ok(())
    }
}

/// Groups that one statement reads.
const GROUPS_AT_ONCE: usize = 20;

impl Row {
    /// Something about the fact itself is other than what was credited.
    fn touched(&self) -> bool {
        let input = |l: &Line| (l.alive, l.held, l.earns, l.own, l.at, l.day, l.month, l.actor, l.post, l.question);
        match &self.before {
            None => self.line.alive,
            Some(b) if !b.alive && !self.line.alive => false,
            Some(b) if !b.alive => true,
            Some(b) => input(b) != input(&self.line) || (self.line.kind == Kind::Opening && b.amount != self.line.amount),
        }
    }

    fn changed<T: PartialEq + Default>(&self, of: impl Fn(&Line) -> T) -> bool {
        self.before.as_ref().map(&of).unwrap_or_default() != of(&self.line)
    }

    /// What is to be stored differs from what is.
    pub fn differs(&self) -> bool {
        let stored = |l: &Line| ((l.alive, l.held, l.at, l.day, l.month), (l.actor, l.post, l.question), (l.passed, l.worth, l.points, l.limited));
        match &self.before {
            None => self.line.alive,
            Some(b) => stored(b) != stored(&self.line),
        }
    }
}
