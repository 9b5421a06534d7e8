//! Badges: permanent awards for one thing done. Each is a rule over what a member did and what others made of it.
//!
//! What must stay true: [`earned`] looks at surviving facts alone and gives each award with the moment it was earned, so
//! that running it again gives the same awards again; an award that was given stays when a fact behind it goes (the
//! caller keeps them). Staff's own posts are no part of a history. Numbers of badges are not numbers of the game: nothing
//! but honour hangs on them.

use std::collections::{BTreeMap, BTreeSet};

use crate::clock::{DAY, Millis};

/// How rare a badge is; said in a word and drawn as the medal's outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Bronze,
    Silver,
    Gold,
}

/// What badges are listed under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    Firsts,
    Helped,
    Solved,
    Presence,
    Topics,
    Craft,
    Asking,
    Years,
}

impl Family {
    pub const ALL: [Family; 8] =
        [Family::Firsts, Family::Helped, Family::Solved, Family::Presence, Family::Topics, Family::Craft, Family::Asking, Family::Years];
}

/// What makes a badge be held more than once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    /// Once for ever.
    Member,
    Post,
    Tag,
    Category,
    Year,
}

impl Per {
    /// How its causes begin in the database; [`Per::Member`] has one empty cause.
    pub fn prefix(self) -> &'static str {
        match self {
            Per::Member => "",
            Per::Post => "post:",
            Per::Tag => "tag:",
            Per::Category => "category:",
            Per::Year => "year:",
        }
    }
}

macro_rules! badges {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $family:ident, $level:ident, $per:ident;)*) => {
        /// Every badge there is, in the order of the public page.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Badge { $($(#[$doc])* $name,)* }

        impl Badge {
            pub const ALL: &[Badge] = &[$(Badge::$name),*];

            /// Its word in the database and in addresses.
            pub fn word(self) -> &'static str {
                match self { $(Badge::$name => $word,)* }
            }

            pub fn from_word(word: &str) -> Option<Badge> {
                match word { $($word => Some(Badge::$name),)* _ => None }
            }

            pub fn family(self) -> Family {
                match self { $(Badge::$name => Family::$family,)* }
            }

            pub fn level(self) -> Level {
                match self { $(Badge::$name => Level::$level,)* }
            }

            pub fn per(self) -> Per {
                match self { $(Badge::$name => Per::$per,)* }
            }
        }
    };
}

badges! {
    FirstQuestion = "first-question", Firsts, Bronze, Member;
    FirstAnswer = "first-answer", Firsts, Bronze, Member;
    FirstHelped = "first-thanks", Firsts, Bronze, Member;
    FirstSolution = "first-solution", Firsts, Bronze, Member;
    FirstEdit = "first-edit", Firsts, Bronze, Member;
    FirstReport = "first-report", Firsts, Bronze, Member;
    /// One answer that helped ten.
    Helped10 = "useful", Helped, Bronze, Post;
    Helped50 = "very-useful", Helped, Silver, Post;
    Helped100 = "reference", Helped, Gold, Post;
    Solved10 = "solver", Solved, Bronze, Member;
    Solved50 = "problem-solver", Solved, Silver, Member;
    Solved150 = "pillar", Solved, Gold, Member;
    Rescue = "rescue", Solved, Silver, Post;
    SecondOpinion = "second-opinion", Solved, Bronze, Post;
    Days7 = "regular", Presence, Bronze, Member;
    Days30 = "assiduous", Presence, Silver, Member;
    Days100 = "tireless", Presence, Gold, Member;
    Weeks8 = "constant", Presence, Silver, Member;
    Tag10 = "specialist", Topics, Silver, Tag;
    Category25 = "product-expert", Topics, Gold, Category;
    Bilingual = "bilingual", Topics, Silver, Member;
    Teacher = "teacher", Craft, Gold, Member;
    Edits10 = "proofreader", Craft, Bronze, Member;
    Edits50 = "editor", Craft, Silver, Member;
    SharedProblem = "shared-problem", Asking, Bronze, Post;
    Loop5 = "closes-the-loop", Asking, Bronze, Member;
    Year = "year-of-help", Years, Silver, Year;
    /// Given by managers alone.
    AmbassadorOfTheYear = "ambassador-of-the-year", Years, Gold, Year;
}

impl Badge {
    /// No rule awards it: managers do.
    pub fn by_hand_alone(self) -> bool {
        self == Badge::AmbassadorOfTheYear
    }
}

/// Answers solved from which a badge counts, in each of two languages.
pub const PER_LANGUAGE: usize = 3;
/// Weeks in a row.
pub const WEEKS: i64 = 8;
/// A question nobody answered for so long is rescued by the answer that solves it.
pub const RESCUE_AFTER: Millis = 30 * DAY;
/// Ratings, and the share of "clear" among them in percent, for [`Badge::Teacher`].
pub const RATERS: usize = 20;
pub const CLEAR: usize = 90;
/// Different days of a year with an answer, for [`Badge::Year`].
pub const DAYS_OF_YEAR: usize = 12;

/// How often something was said, and when. Imported counts have no dates of their own: they count from the start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    pub opening: i64,
    /// Ascending.
    pub at: Vec<Millis>,
}

impl Said {
    /// When it had been said `n` times; `since` is when the first could be said.
    fn reached(&self, n: i64, since: Millis) -> Option<Millis> {
        let missing = n - self.opening;
        if missing <= 0 {
            return Some(since);
        }
        self.at.get(usize::try_from(missing - 1).ok()?).copied()
    }
}

/// A visible question of the member's.
#[derive(Clone, Debug, Default)]
pub struct Question {
    pub id: i64,
    pub at: Millis,
    pub me_too: Said,
    /// When the member first accepted somebody else's answer.
    pub accepted_at: Option<Millis>,
}

/// A visible answer of the member's to somebody else's question.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    pub id: i64,
    pub at: Millis,
    /// Day of `at` in the community's zone, counted from 1970-01-01, and its year.
    pub day: i64,
    pub year: i16,
    pub lang: String,
    pub category: Option<String>,
    pub tags: Vec<String>,
    pub helped: Said,
    pub accepted_at: Option<Millis>,
    pub verified_at: Option<Millis>,
    /// When another answer of the thread was first accepted.
    pub other_accepted_at: Option<Millis>,
    pub asked_at: Millis,
    /// Nobody but the asker had answered before.
    pub first: bool,
}

impl Answer {
    /// When the asker or the brand said that it is the solution.
    fn solved_at(&self) -> Option<Millis> {
        self.accepted_at.into_iter().chain(self.verified_at).min()
    }
}

/// Everything badges look at.
#[derive(Clone, Debug, Default)]
pub struct History {
    pub questions: Vec<Question>,
    pub answers: Vec<Answer>,
    /// When an edit was accepted by somebody else; ascending.
    pub edits: Vec<Millis>,
    /// The same for edits of substance.
    pub thorough: Vec<Millis>,
    /// When a report was upheld.
    pub reports: Vec<Millis>,
    /// "Was this clear?": when and what, the latest of each rater, by time.
    pub clarity: Vec<(Millis, bool)>,
}

/// A badge earned.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Award {
    pub badge: Badge,
    /// What makes it another of the same badge: `post:12`, `tag:wifi`, `year:2026`; empty for one that is held once.
    pub cause: String,
    pub post: Option<i64>,
    pub at: Millis,
}

/// Every badge this history earns.
pub fn earned(h: &History) -> Vec<Award> {
    let mut out = Vec::new();
    firsts(h, &mut out);
    helped(h, &mut out);
    solved(h, &mut out);
    presence(h, &mut out);
    topics(h, &mut out);
    craft(h, &mut out);
    asking(h, &mut out);
    years(h, &mut out);
    out.sort();
    out
}

fn once(badge: Badge, found: Option<(Millis, Option<i64>)>) -> Option<Award> {
    found.map(|(at, post)| Award { badge, cause: String::new(), post, at })
}

fn per_post(badge: Badge, post: i64, at: Millis) -> Award {
    Award { badge, cause: format!("{}{post}", Per::Post.prefix()), post: Some(post), at }
}

/// The n-th of some moments, in their order.
fn nth(mut moments: Vec<(Millis, Option<i64>)>, n: usize) -> Option<(Millis, Option<i64>)> {
    moments.sort_unstable();
    moments.get(n - 1).copied()
}

fn solutions(h: &History) -> Vec<(Millis, Option<i64>)> {
    h.answers.iter().filter_map(|a| Some((a.solved_at()?, Some(a.id)))).collect()
}

fn firsts(h: &History, out: &mut Vec<Award>) {
    let plain = |moments: &[Millis]| moments.iter().map(|at| (*at, None)).collect::<Vec<_>>();
    out.extend(once(Badge::FirstQuestion, nth(h.questions.iter().map(|q| (q.at, Some(q.id))).collect(), 1)));
    out.extend(once(Badge::FirstAnswer, nth(h.answers.iter().map(|a| (a.at, Some(a.id))).collect(), 1)));
    out.extend(once(Badge::FirstHelped, nth(h.answers.iter().filter_map(|a| Some((a.helped.reached(1, a.at)?, Some(a.id)))).collect(), 1)));
    out.extend(once(Badge::FirstSolution, nth(solutions(h), 1)));
    out.extend(once(Badge::FirstEdit, nth(plain(&h.edits), 1)));
    out.extend(once(Badge::FirstReport, nth(plain(&h.reports), 1)));
}

fn helped(h: &History, out: &mut Vec<Award>) {
    for (badge, n) in [(Badge::Helped10, 10), (Badge::Helped50, 50), (Badge::Helped100, 100)] {
        out.extend(h.answers.iter().filter_map(|a| Some(per_post(badge, a.id, a.helped.reached(n, a.at)?))));
    }
}

fn solved(h: &History, out: &mut Vec<Award>) {
    for (badge, n) in [(Badge::Solved10, 10), (Badge::Solved50, 50), (Badge::Solved150, 150)] {
        out.extend(once(badge, nth(solutions(h), n)));
    }
    for a in &h.answers {
        let Some(accepted) = a.accepted_at else { continue };
        if a.first && a.at - a.asked_at >= RESCUE_AFTER {
            out.push(per_post(Badge::Rescue, a.id, accepted));
        }
        if a.other_accepted_at.is_some_and(|other| other < accepted) {
            out.push(per_post(Badge::SecondOpinion, a.id, accepted));
        }
    }
}

/// The first answer of each day.
fn days(h: &History) -> BTreeMap<i64, (Millis, i64)> {
    let mut days = BTreeMap::new();
    for a in &h.answers {
        let first = days.entry(a.day).or_insert((a.at, a.id));
        *first = (*first).min((a.at, a.id));
    }
    days
}

/// Weeks begin on Monday; 1970-01-01 was a Thursday.
fn week(day: i64) -> i64 {
    (day + 3).div_euclid(7)
}

fn presence(h: &History, out: &mut Vec<Award>) {
    let days = days(h);
    let each: Vec<(Millis, Option<i64>)> = days.values().map(|(at, id)| (*at, Some(*id))).collect();
    for (badge, n) in [(Badge::Days7, 7), (Badge::Days30, 30), (Badge::Days100, 100)] {
        out.extend(once(badge, nth(each.clone(), n)));
    }
    let mut run = 0;
    let mut last = None;
    for (day, (at, id)) in &days {
        let week = week(*day);
        if last == Some(week) {
            continue;
        }
        run = if last == Some(week - 1) { run + 1 } else { 1 };
        last = Some(week);
        if run == WEEKS {
            out.extend(once(Badge::Weeks8, Some((*at, Some(*id)))));
            break;
        }
    }
}

fn topics(h: &History, out: &mut Vec<Award>) {
    let mut tags: BTreeMap<&str, Vec<(Millis, Option<i64>)>> = BTreeMap::new();
    let mut categories: BTreeMap<&str, Vec<(Millis, Option<i64>)>> = BTreeMap::new();
    let mut langs: BTreeMap<&str, Vec<(Millis, Option<i64>)>> = BTreeMap::new();
    for a in &h.answers {
        let Some(at) = a.solved_at() else { continue };
        let moment = (at, Some(a.id));
        a.tags.iter().for_each(|t| tags.entry(t).or_default().push(moment));
        a.category.iter().for_each(|c| categories.entry(c).or_default().push(moment));
        langs.entry(&a.lang).or_default().push(moment);
    }
    for (badge, topics, n) in [(Badge::Tag10, tags, 10), (Badge::Category25, categories, 25)] {
        for (name, moments) in topics {
            out.extend(nth(moments, n).map(|(at, _)| Award { badge, cause: format!("{}{name}", badge.per().prefix()), post: None, at }));
        }
    }
    let spoken = langs.into_values().filter_map(|m| nth(m, PER_LANGUAGE)).map(|(at, _)| (at, None)).collect();
    out.extend(once(Badge::Bilingual, nth(spoken, 2)));
}

fn craft(h: &History, out: &mut Vec<Award>) {
    let mut clear = 0;
    for (n, (at, yes)) in (1..).zip(&h.clarity) {
        clear += usize::from(*yes);
        if n >= RATERS && clear * 100 >= n * CLEAR {
            out.extend(once(Badge::Teacher, Some((*at, None))));
            break;
        }
    }
    let thorough: Vec<_> = h.thorough.iter().map(|at| (*at, None)).collect();
    out.extend(once(Badge::Edits10, nth(thorough.clone(), 10)));
    out.extend(once(Badge::Edits50, nth(thorough, 50)));
}

fn asking(h: &History, out: &mut Vec<Award>) {
    out.extend(h.questions.iter().filter_map(|q| Some(per_post(Badge::SharedProblem, q.id, q.me_too.reached(10, q.at)?))));
    out.extend(once(Badge::Loop5, nth(h.questions.iter().filter_map(|q| Some((q.accepted_at?, Some(q.id)))).collect(), 5)));
}

fn years(h: &History, out: &mut Vec<Award>) {
    let years: BTreeSet<i16> = h.answers.iter().map(|a| a.year).collect();
    for year in years {
        let of: History = History { answers: h.answers.iter().filter(|a| a.year == year).cloned().collect(), ..History::default() };
        let present = nth(days(&of).values().map(|(at, _)| (*at, None)).collect(), DAYS_OF_YEAR);
        let useful = nth(solutions(&of), 1);
        if let (Some((present, _)), Some((useful, _))) = (present, useful) {
            out.push(Award { badge: Badge::Year, cause: format!("{}{year}", Per::Year.prefix()), post: None, at: present.max(useful) });
        }
    }
}

#[cfg(test)]
mod tests;
