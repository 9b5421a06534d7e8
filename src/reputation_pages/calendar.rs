//! Days and months of the community's zone. A month is a number, twelve a year, so that the next one is one more.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::Timestamp;

use crate::clock::Millis;

/// Months since year 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month(pub i64);

impl Month {
    /// The month of a moment.
    pub fn of(zone: &str, at: Millis) -> Month {
        let day = date(zone, at);
        Month(i64::from(day.year()) * 12 + i64::from(day.month()) - 1)
    }

    /// From `2026-11`.
    pub fn parse(text: &str) -> Option<Month> {
        let (year, month) = text.split_once('-')?;
        let (year, month): (i64, i64) = (year.parse().ok()?, month.parse().ok()?);
        ((1970..=9998).contains(&year) && (1..=12).contains(&month) && text.len() == 7).then_some(Month(year * 12 + month - 1))
    }

    /// `2026-11`.
    pub fn word(self) -> String {
        format!("{:04}-{:02}", self.year(), self.number())
    }

    pub fn year(self) -> i64 {
        self.0.div_euclid(12)
    }

    /// 1 to 12.
    pub fn number(self) -> i64 {
        self.0.rem_euclid(12) + 1
    }

    pub fn next(self) -> Month {
        Month(self.0 + 1)
    }

    pub fn before(self) -> Month {
        Month(self.0 - 1)
    }

    /// Its first moment.
    pub fn begin(self, zone: &str) -> Millis {
        let first = Date::new(i16::try_from(self.year()).unwrap_or(1970), i8::try_from(self.number()).unwrap_or(1), 1).unwrap_or(Date::ZERO);
        begin(zone, first)
    }

    /// The first moment after it.
    pub fn end(self, zone: &str) -> Millis {
        self.next().begin(zone)
    }
}

/// Days since 1970-01-01.
pub fn day(zone: &str, at: Millis) -> i64 {
    let day = date(zone, at);
    day.since(jiff::civil::date(1970, 1, 1)).map_or(0, |span| i64::from(span.get_days()))
}

/// The first moment of a moment's day.
pub fn midnight(zone: &str, at: Millis) -> Millis {
    begin(zone, date(zone, at))
}

fn date(zone: &str, at: Millis) -> Date {
    let stamp = Timestamp::from_millisecond(at).unwrap_or(Timestamp::UNIX_EPOCH);
    stamp.to_zoned(TimeZone::get(zone).unwrap_or(TimeZone::UTC)).date()
}

fn begin(zone: &str, date: Date) -> Millis {
    date.to_zoned(TimeZone::get(zone).unwrap_or(TimeZone::UTC)).map_or(0, |z| z.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{DAY, HOUR};

    #[test]
    fn months_follow_the_zone() {
        let new_year = Month::parse("2027-01").expect("a month");
        let at = new_year.begin("Europe/Paris");
        assert_eq!((Month::of("Europe/Paris", at), Month::of("Europe/Paris", at - 1)), (new_year, new_year.before()));
        assert_eq!(Month::of("UTC", at), new_year.before(), "an hour earlier in London");
        assert_eq!(new_year.before().word(), "2026-12");
        let march = Month::parse("2026-03").expect("a month");
        assert_eq!(march.end("Europe/Paris") - march.begin("Europe/Paris"), 31 * DAY - HOUR, "an hour is lost in March");
        for odd in ["2026-13", "2026-00", "2026-1", "26-11", "2026-11-01", "1-1", "9999-12", ""] {
            assert_eq!(Month::parse(odd), None, "{odd}");
        }
    }

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(day("UTC", 0), 0);
        assert_eq!(day("UTC", DAY), 1);
        assert_eq!(day("Europe/Paris", DAY - HOUR), 1);
        assert_eq!(midnight("UTC", DAY + HOUR), DAY);
    }
}
