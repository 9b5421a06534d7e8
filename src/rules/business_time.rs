//! Time as the brand works: the hours of a week in a zone, and the days it is closed.
//!
//! What must stay true: a moment is open if the clock on the wall there says so, whatever the zone does to its clocks; a
//! day without hours or with changed clocks needs no special case; no search goes on for more than [`SEARCH_DAYS`].

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::clock::{DAY, MINUTE, Millis};

#[cfg(test)]
mod tests;

/// After so many days without an open hour there is none to wait for.
pub const SEARCH_DAYS: i64 = 366;

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Open hours. Without any, every moment is open.
#[derive(Clone, Debug)]
pub struct Calendar {
    zone: TimeZone,
    /// Monday first; parts of a day in milliseconds since its midnight, in order and apart.
    hours: [Vec<(Millis, Millis)>; 7],
    always: bool,
    /// Days since 1970-01-01.
    closed: BTreeSet<i64>,
    french: bool,
}

/// What is wrong with the text of a calendar; the part that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// No such zone.
    Zone(String),
    /// Not a day of the week (`mon` … `sun`).
    Day(String),
    /// The day is there twice.
    Twice(String),
    /// Not `09:00-18:00`.
    Hours(String),
    /// They end before they begin, or begin before the ones before them end.
    Order(String),
    /// Neither a date (`2026-12-24`) nor the name of a set (`fr`).
    Closed(String),
}

impl Calendar {
    /// Reads what people write: `mon 09:00-12:00 14:00-18:00, tue 09:00-18:00` and `fr 2026-12-24`.
    pub fn parse(zone: &str, hours: &str, closed_days: &str) -> Result<Calendar, Wrong> {
        let mut calendar = Calendar {
            zone: TimeZone::get(zone.trim()).map_err(|_| Wrong::Zone(zone.trim().to_owned()))?,
            hours: Default::default(),
            always: false,
            closed: BTreeSet::new(),
            french: false,
        };
        for day in hours.split([',', '\n', ';']).map(str::trim).filter(|d| !d.is_empty()) {
            let mut words = day.split_whitespace();
            let name = words.next().unwrap_or_default().to_lowercase();
            let at = DAYS.iter().position(|d| *d == name).ok_or_else(|| Wrong::Day(name.clone()))?;
            if !calendar.hours[at].is_empty() {
                return Err(Wrong::Twice(name));
            }
            let mut any = false;
            for part in words {
                any = true;
                let (from, to) = part_of_day(part).ok_or_else(|| Wrong::Hours(part.to_owned()))?;
                if from >= to || calendar.hours[at].last().is_some_and(|(_, end)| *end > from) {
                    return Err(Wrong::Order(part.to_owned()));
                }
                calendar.hours[at].push((from, to));
            }
            if !any {
                return Err(Wrong::Hours(day.to_owned()));
            }
        }
        calendar.always = calendar.hours.iter().all(Vec::is_empty);
        for word in closed_days.split([' ', ',', ';', '\n', '\r', '\t']).filter(|w| !w.is_empty()) {
            match word.parse::<Date>() {
                _ if word.eq_ignore_ascii_case("fr") => calendar.french = true,
                Ok(date) if word.len() == 10 => {
                    calendar.closed.insert(day_number(date));
                }
                _ => return Err(Wrong::Closed(word.to_owned())),
            }
        }
        Ok(calendar)
    }

    /// Every moment is open.
    pub fn always() -> Calendar {
        Calendar { zone: TimeZone::UTC, hours: Default::default(), always: true, closed: BTreeSet::new(), french: false }
    }

    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// Open hours of a usual week.
    pub fn week(&self) -> Millis {
        if self.always { 7 * DAY } else { self.hours.iter().flatten().map(|(from, to)| to - from).sum() }
    }

    /// A usual day of work: the longest of the week.
    pub fn day(&self) -> Millis {
        if self.always { DAY } else { self.hours.iter().map(|h| h.iter().map(|(from, to)| to - from).sum()).max().unwrap_or(0) }
    }

    /// The moment at which so much open time has passed since `from`; none if that never comes.
    pub fn add(&self, from: Millis, open: Millis) -> Option<Millis> {
        if open <= 0 {
            return Some(from);
        }
        if self.always {
            return Some(from.saturating_add(open));
        }
        let mut left = open;
        for (begin, end) in self.spans(from) {
            if end - begin >= left {
                return Some(begin + left);
            }
            left -= end - begin;
        }
        None
    }

    /// The open time between two moments; none where the second is not later.
    pub fn between(&self, from: Millis, to: Millis) -> Millis {
        if to <= from {
            return 0;
        }
        if self.always {
            return to - from;
        }
        self.spans_until(from, to).map(|(begin, end)| end.min(to) - begin).sum()
    }

    /// The first open moment that is not before `at`.
    pub fn next_open(&self, at: Millis) -> Option<Millis> {
        if self.always {
            return Some(at);
        }
        self.spans(at).next().map(|(begin, _)| begin)
    }

    /// The first moment after `at` that ends open time.
    pub fn next_close(&self, at: Millis) -> Option<Millis> {
        if self.always {
            return None;
        }
        let mut spans = self.spans(at);
        let mut close = spans.next()?.1;
        // until midnight, and from midnight on
        for (begin, end) in spans {
            if begin > close || close - at > SEARCH_DAYS * DAY {
                break;
            }
            close = end;
        }
        Some(close)
    }

    pub fn is_open(&self, at: Millis) -> bool {
        self.next_open(at) == Some(at)
    }

    /// When peers no longer have the word to themselves: after `window`, but at the next opening at the latest where the
    /// brand closes in between.
    pub fn window_end(&self, from: Millis, window: Millis) -> Millis {
        let end = from + window;
        match self.next_close(from).filter(|close| *close < end).and_then(|close| self.next_open(close)) {
            Some(opening) => end.min(opening),
            None => end,
        }
    }

    /// Open stretches from a moment on, each within one day; ends after [`SEARCH_DAYS`] without one.
    fn spans(&self, from: Millis) -> Spans<'_> {
        self.spans_until(from, Millis::MAX)
    }

    fn spans_until(&self, from: Millis, until: Millis) -> Spans<'_> {
        Spans { calendar: self, at: from, until, offset: 0, steady_until: from, day: i64::MIN, parts: &[], quiet_since: from }
    }

    fn parts_of(&self, day: i64) -> &[(Millis, Millis)] {
        if self.closed.contains(&day) || (self.french && is_french_holiday(day)) {
            return &[];
        }
        // 1970-01-01 was a Thursday
        &self.hours[usize::try_from((day + 3).rem_euclid(7)).unwrap_or(0)]
    }
}

/// Walks along the zone's clock: between two changes of it, the wall differs from UTC by one offset.
struct Spans<'c> {
    calendar: &'c Calendar,
    at: Millis,
    until: Millis,
    offset: Millis,
    /// The offset holds until then.
    steady_until: Millis,
    /// Of the wall.
    day: i64,
    parts: &'c [(Millis, Millis)],
    quiet_since: Millis,
}

impl Iterator for Spans<'_> {
    type Item = (Millis, Millis);

    fn next(&mut self) -> Option<(Millis, Millis)> {
        while self.at < self.until && self.at - self.quiet_since <= SEARCH_DAYS * DAY {
            if self.at >= self.steady_until {
                let stamp = Timestamp::from_millisecond(self.at).ok()?;
                self.offset = i64::from(self.calendar.zone.to_offset(stamp).seconds()) * 1_000;
                self.steady_until = self.calendar.zone.following(stamp).next().map_or(Millis::MAX, |t| t.timestamp().as_millisecond());
            }
            let wall = self.at + self.offset;
            let day = wall.div_euclid(DAY);
            if day != self.day {
                (self.day, self.parts) = (day, self.calendar.parts_of(day));
            }
            let midnight = day * DAY - self.offset;
            let end_of_piece = (midnight + DAY).min(self.steady_until);
            for (from, to) in self.parts {
                let (begin, end) = ((midnight + from).max(self.at), (midnight + to).min(end_of_piece));
                if begin < end {
                    if begin >= self.until {
                        return None;
                    }
                    self.at = end;
                    self.quiet_since = end;
                    return Some((begin, end));
                }
            }
            self.at = end_of_piece;
        }
        None
    }
}

/// `09:00-18:00`; midnight at the end of a day is `24:00`.
fn part_of_day(text: &str) -> Option<(Millis, Millis)> {
    let (from, to) = text.split_once(['-', '–'])?;
    Some((time_of_day(from)?, time_of_day(to)?))
}

fn time_of_day(text: &str) -> Option<Millis> {
    let (hours, minutes) = text.split_once([':', 'h'])?;
    let number = |t: &str| t.parse::<i64>().ok().filter(|_| (1..=2).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit()));
    let (h, m) = (number(hours)?, number(minutes)?);
    (h <= 24 && m < 60 && h * 60 + m <= 24 * 60).then_some((h * 60 + m) * MINUTE)
}

/// Days since 1970-01-01.
fn day_number(date: Date) -> i64 {
    date.since(jiff::civil::date(1970, 1, 1)).map_or(0, |s| i64::from(s.get_days()))
}

/// The eleven days on which France rests.
fn is_french_holiday(day: i64) -> bool {
    let Ok(date) = jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().days(day.clamp(-700_000, 2_900_000))) else { return false };
    if matches!((date.month(), date.day()), (1 | 5, 1) | (5, 8) | (7, 14) | (8, 15) | (11, 1 | 11) | (12, 25)) {
        return true;
    }
    if !matches!(date.month(), 3..=6) {
        return false;
    }
    // Easter Monday, Ascension, Whit Monday
    easter(i64::from(date.year())).is_some_and(|sunday| matches!(day - day_number(sunday), 1 | 39 | 50))
}

/// Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher).
fn easter(year: i64) -> Option<Date> {
    let a = year % 19;
    let (b, c) = (year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(i16::try_from(year).ok()?, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?).ok()
}

/// A stretch of time in which a clock runs.
pub type Run = (Millis, Millis);

/// Stretches without the pauses among them; all in order.
pub fn without(runs: &[Run], pauses: &[Run]) -> Vec<Run> {
    let mut out = Vec::with_capacity(runs.len() + pauses.len());
    for (from, to) in runs {
        let mut at = *from;
        for (begin, end) in pauses.iter().filter(|(begin, end)| begin < to && end > from) {
            if *begin > at {
                out.push((at, *begin));
            }
            at = at.max(*end);
        }
        if at < *to {
            out.push((at, *to));
        }
    }
    out
}

/// The open time of all stretches.
pub fn spent(calendar: &Calendar, runs: &[Run]) -> Millis {
    runs.iter().map(|(from, to)| calendar.between(*from, *to)).sum()
}

/// When a stopwatch that runs in these stretches reaches `limit`; the last may be without an end (`Millis::MAX`).
pub fn reached(calendar: &Calendar, runs: &[Run], limit: Millis) -> Option<Millis> {
    let mut left = limit;
    for (from, to) in runs {
        let due = calendar.add(*from, left);
        if let Some(due) = due.filter(|due| due <= to) {
            return Some(due);
        }
        if *to == Millis::MAX {
            return None;
        }
        left -= calendar.between(*from, *to);
    }
    None
}
