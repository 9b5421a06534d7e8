//! Against a reference that looks at every quarter of an hour by itself and knows nothing of stretches.

use super::*;
use crate::clock::HOUR;

const QUARTER: Millis = 15 * MINUTE;
/// Weeks in which something happens to the clocks, or nearly nothing is open.
const WEEKS: [(&str, &str); 8] = [
    ("Europe/Paris", "2026-03-20"),
    ("Europe/Paris", "2026-10-16"),
    ("America/New_York", "2026-02-27"),
    ("America/New_York", "2026-10-25"),
    ("Australia/Lord_Howe", "2026-03-28"), // half an hour
    ("Pacific/Apia", "2011-12-20"),        // a day that never was
    ("Africa/Casablanca", "2026-02-08"),   // back for Ramadan
    ("Asia/Kathmandu", "2026-05-01"),      // three quarters of an hour off
];
const SLOTS: usize = 24 * 96;

/// Small, quick, and the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((self.0 >> 33) % u64::try_from(sides).expect("some sides")).expect("small")
    }
}

fn clock(quarters: i64) -> String {
    format!("{:02}:{:02}", quarters / 4, quarters % 4 * 15)
}

/// What a person might write, or a fool.
fn hours(dice: &mut Dice) -> String {
    let mut days = Vec::new();
    for name in ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] {
        if dice.roll(4) == 0 {
            continue;
        }
        let mut parts = Vec::new();
        let mut at = dice.roll(60);
        while at < 96 && parts.len() < 3 {
            let end = (at + 1 + dice.roll(40)).min(96);
            parts.push(format!("{}-{}", clock(at), clock(end)));
            at = end + dice.roll(30);
        }
        days.push(format!("{name} {}", parts.join(" ")));
    }
    days.join(", ")
}

/// Is each quarter of an hour open, one by one, by the wall's date and time alone.
fn table(zone: &str, hours: &str, closed: &str, from: Millis) -> Vec<bool> {
    let tz = TimeZone::get(zone).expect("a zone");
    (0..SLOTS)
        .map(|slot| {
            let wall = tz.to_datetime(Timestamp::from_millisecond(from + i64::try_from(slot).expect("small") * QUARTER).expect("a moment"));
            let name = match wall.weekday() {
                jiff::civil::Weekday::Monday => "mon",
                jiff::civil::Weekday::Tuesday => "tue",
                jiff::civil::Weekday::Wednesday => "wed",
                jiff::civil::Weekday::Thursday => "thu",
                jiff::civil::Weekday::Friday => "fri",
                jiff::civil::Weekday::Saturday => "sat",
                jiff::civil::Weekday::Sunday => "sun",
            };
            let now = format!("{:02}:{:02}", wall.hour(), wall.minute());
            let day = hours.split(", ").find(|d| d.starts_with(name));
            let open = day.is_some_and(|d| d.split(' ').skip(1).any(|p| p.split_once('-').is_some_and(|(a, b)| a <= now.as_str() && now.as_str() < b)));
            let date = wall.date().to_string();
            open && !closed.split(' ').any(|c| c == date)
        })
        .collect()
}

/// Open time between two moments, a quarter at a time, without those in a pause.
fn slow_between(table: &[bool], base: Millis, from: Millis, to: Millis, pause: Run) -> Millis {
    let mut sum = 0;
    let mut at = from;
    while at < to {
        let next = ((at - base) / QUARTER * QUARTER + QUARTER + base).min(to).min(if at < pause.0 { pause.0 } else { Millis::MAX }).min(if at < pause.1 { pause.1 } else { Millis::MAX });
        let open = table[usize::try_from((at - base) / QUARTER).expect("inside")];
        if open && !(pause.0 <= at && at < pause.1) {
            sum += next - at;
        }
        at = next;
    }
    sum
}

/// The moment at which that much has passed.
fn slow_add(table: &[bool], base: Millis, from: Millis, open: Millis, pause: Run) -> Option<Millis> {
    let (mut at, mut left, end) = (from, open, base + i64::try_from(table.len()).expect("small") * QUARTER);
    while at < end {
        let next = ((at - base) / QUARTER * QUARTER + QUARTER + base).min(if at < pause.0 { pause.0 } else { Millis::MAX }).min(if at < pause.1 { pause.1 } else { Millis::MAX });
        if table[usize::try_from((at - base) / QUARTER).expect("inside")] && !(pause.0 <= at && at < pause.1) {
            if next - at >= left {
                return Some(at + left);
            }
            left -= next - at;
        }
        at = next;
    }
    None
}

/// Cases in which both what is spent and what is reached were compared with the slow way.
const COMPARED: i64 = 100_000;

#[test]
fn the_same_as_looking_at_every_quarter_of_an_hour() {
    let mut dice = Dice(42);
    let (mut compared, mut round) = (0, 0);
    while compared < COMPARED {
        round += 1;
        assert!(round < 300, "{compared} cases in {round} weeks");
        let (zone, day) = WEEKS[round % WEEKS.len()];
        let base = day.parse::<Date>().expect("a date").to_zoned(TimeZone::UTC).expect("a day").timestamp().as_millisecond();
        let hours = hours(&mut dice);
        if hours.is_empty() {
            continue;
        }
        let closed: Vec<String> = (0..dice.roll(4)).map(|_| day.parse::<Date>().expect("a date").saturating_add(jiff::Span::new().days(dice.roll(22))).to_string()).collect();
        let closed = closed.join(" ");
        let calendar = Calendar::parse(zone, &hours, &closed).expect("a calendar");
        let table = table(zone, &hours, &closed, base);
        let last = i64::try_from(SLOTS).expect("small") * QUARTER;
        for _ in 0..1_000 {
            let from = base + dice.roll(last - 4 * DAY);
            let to = from + dice.roll(3 * DAY);
            let begin = from + dice.roll(2 * DAY);
            let pause = if dice.roll(3) == 0 { (0, 0) } else { (begin, begin + dice.roll(DAY)) };
            let said = || format!("{zone} {hours:?} closed {closed:?}, {from} to {to}, pause {pause:?}");
            let runs = without(&[(from, to)], &[pause]);
            let fast = spent(&calendar, &runs);
            assert_eq!(fast, slow_between(&table, base, from, to, pause), "{}", said());
            let limit = dice.roll(20 * HOUR);
            let open_end = without(&[(from, Millis::MAX)], &[pause]);
            assert_eq!(calendar.is_open(from), table[usize::try_from((from - base) / QUARTER).expect("inside")], "{}", said());
            // what the slow way does not reach in its weeks is no case
            if limit > 0
                && let Some(slow) = slow_add(&table, base, from, limit, pause)
            {
                assert_eq!(reached(&calendar, &open_end, limit), Some(slow), "{limit} after {}", said());
                compared += 1;
            }
        }
    }
    assert!(compared >= COMPARED, "{compared} cases");
}

fn at(zone: &str, text: &str) -> Millis {
    text.parse::<jiff::civil::DateTime>().expect("a time").to_zoned(TimeZone::get(zone).expect("a zone")).expect("a moment").timestamp().as_millisecond()
}

fn paris(text: &str) -> Millis {
    at("Europe/Paris", text)
}

const WEEK: &str = "mon 09:00-18:00, tue 09:00-18:00, wed 09:00-18:00, thu 09:00-18:00, fri 09:00-18:00";

fn usual() -> Calendar {
    Calendar::parse("Europe/Paris", WEEK, "fr").expect("the usual week")
}

#[test]
fn over_a_weekend_and_a_change_of_clocks() {
    let calendar = usual();
    // Friday 16:00, eight hours: two that day, six on Monday, when summer has come
    assert_eq!(calendar.add(paris("2026-03-27T16:00"), 8 * HOUR), Some(paris("2026-03-30T15:00")));
    assert_eq!(calendar.between(paris("2026-03-27T16:00"), paris("2026-03-30T15:00")), 8 * HOUR);
    assert_eq!(calendar.add(paris("2026-03-30T09:00"), 9 * HOUR), Some(paris("2026-03-30T18:00")), "the end of a day, not the beginning of the next");
    assert_eq!(calendar.next_open(paris("2026-03-27T18:00")), Some(paris("2026-03-30T09:00")));
    assert_eq!((calendar.week(), calendar.day()), (45 * HOUR, 9 * HOUR));
}

#[test]
fn a_night_shift_through_the_hour_that_comes_twice() {
    let calendar = Calendar::parse("Europe/Paris", "sun 00:00-06:00", "").expect("a calendar");
    assert_eq!(calendar.between(paris("2026-10-25T00:00"), paris("2026-10-25T12:00")), 7 * HOUR);
    assert_eq!(calendar.between(paris("2026-03-29T00:00"), paris("2026-03-29T12:00")), 5 * HOUR);
}

#[test]
fn french_holidays_of_any_year() {
    let calendar = usual();
    for day in ["2026-01-01", "2026-04-06", "2026-05-01", "2026-05-08", "2026-05-14", "2026-05-25", "2026-07-14", "2026-11-11", "2026-12-25", "2024-05-09", "2024-05-20", "2027-03-29", "2038-04-26"] {
        assert!(!calendar.is_open(paris(&format!("{day}T10:00"))), "{day}");
    }
    for day in ["2026-04-07", "2026-05-15", "2026-05-26", "2026-12-24", "2026-04-03"] {
        assert!(calendar.is_open(paris(&format!("{day}T10:00"))), "{day}");
    }
}

#[test]
fn no_hours_are_all_hours_and_a_brand_that_never_opens_is_found_out() {
    let always = Calendar::parse("Europe/Paris", " ", "fr").expect("a calendar");
    assert_eq!(always.add(5, 10 * HOUR), Some(5 + 10 * HOUR));
    assert_eq!(always.between(5, 9), 4);
    assert_eq!(always.next_close(7), None);
    // open on one Monday a year or two
    let days: Vec<String> = (0..700).map(|n| jiff::civil::date(2026, 1, 1).saturating_add(jiff::Span::new().days(n)).to_string()).collect();
    let never = Calendar::parse("Europe/Paris", "mon 09:00-10:00", &days.join(" ")).expect("a calendar");
    assert_eq!(never.add(paris("2026-01-05T09:00"), HOUR), None);
    assert_eq!(never.next_open(paris("2026-01-05T09:00")), None);
    assert_eq!(never.between(paris("2026-01-05T09:00"), paris("2026-06-05T09:00")), 0);
    assert!(!never.is_open(paris("2026-01-05T09:30")));
}

#[test]
fn the_window_of_peers_ends_at_the_next_opening_at_the_latest() {
    let calendar = usual();
    let (two, day) = (2 * HOUR, DAY);
    assert_eq!(calendar.window_end(paris("2026-03-30T10:00"), two), paris("2026-03-30T12:00"));
    assert_eq!(calendar.window_end(paris("2026-03-30T17:00"), two), paris("2026-03-30T19:00"), "elapsed hours");
    assert_eq!(calendar.window_end(paris("2026-03-30T17:00"), day), paris("2026-03-31T09:00"), "they close in between");
    assert_eq!(calendar.window_end(paris("2026-03-30T20:00"), two), paris("2026-03-30T22:00"));
}

#[test]
fn what_is_wrong_is_named() {
    let wrong = |zone: &str, hours: &str, closed: &str| Calendar::parse(zone, hours, closed).expect_err("refused");
    assert_eq!(wrong("Paris", WEEK, ""), Wrong::Zone("Paris".into()));
    assert_eq!(wrong("UTC", "lundi 09:00-18:00", ""), Wrong::Day("lundi".into()));
    assert_eq!(wrong("UTC", "mon 09:00-10:00, mon 11:00-12:00", ""), Wrong::Twice("mon".into()));
    for hours in ["mon", "mon 9", "mon 09:00", "mon 09:00-25:00", "mon 09:60-10:00", "mon 24:30-24:45"] {
        assert!(matches!(wrong("UTC", hours, ""), Wrong::Hours(_)), "{hours}");
    }
    for hours in ["mon 10:00-09:00", "mon 09:00-09:00", "mon 09:00-12:00 11:00-14:00"] {
        assert!(matches!(wrong("UTC", hours, ""), Wrong::Order(_)), "{hours}");
    }
    for closed in ["de", "24/12/2026", "2026-02-30", "2026-12-24T10:00"] {
        assert!(matches!(wrong("UTC", WEEK, closed), Wrong::Closed(_)), "{closed}");
    }
    assert!(Calendar::parse("UTC", "Mon 9:00-12:00 12:00-24:00;\ntue 0:00-24:00", "fr, 2026-12-24\n2026-12-31").is_ok());
}
