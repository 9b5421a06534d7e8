//! Dates as dumps write them, to Unix milliseconds. A date without a zone is UTC.

use crate::clock::Millis;

/// `2023-01-01 02:21:46 +0000`, `2014-01-21T20:26:05.383`, `2014-01-21`; nothing else.
pub fn parse(text: &str) -> Option<Millis> {
    let text = text.trim();
    let (date, rest) = text.split_at_checked(10)?;
    let number = |s: &str| s.bytes().all(|b| b.is_ascii_digit()).then(|| s.parse::<i64>().ok()).flatten();
    let &[y, m, d] = date.split('-').map(number).collect::<Option<Vec<_>>>()?.as_slice() else { return None };
    let day = jiff::civil::Date::new(i16::try_from(y).ok()?, i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok()?;
    let midnight = day.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_millisecond();
    if rest.is_empty() {
        return Some(midnight);
    }
    let rest = rest.strip_prefix(['T', ' '])?;
    let zone_at = rest.find(['+', '-', 'Z', ' ']).unwrap_or(rest.len());
    let (time, zone) = rest.split_at(zone_at);
    let (time, fraction) = time.split_once('.').unwrap_or((time, ""));
    let &[h, min, s] = time.split(':').map(number).collect::<Option<Vec<_>>>()?.as_slice() else { return None };
    if h > 23 || min > 59 || s > 60 {
        return None;
    }
    let digits: String = fraction.chars().chain("000".chars()).take(3).collect();
    Some(midnight + ((h * 60 + min) * 60 + s) * 1000 + number(&digits)? - offset(zone.trim())?)
}

/// `+0200`, `-05:00`, `Z`, nothing.
fn offset(zone: &str) -> Option<Millis> {
    let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
    let minutes = match (zone, digits.len()) {
        ("" | "Z", _) => 0,
        (_, 4) => digits[..2].parse::<i64>().ok()? * 60 + digits[2..].parse::<i64>().ok()?,
        _ => return None,
    };
    Some(if zone.starts_with('-') { -minutes } else { minutes } * 60_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_dumps() {
        for (text, at) in [
            ("1970-01-01 00:00:01 +0000", 1_000),
            ("1970-01-01T00:00:00.383", 383),
            ("1970-01-01T00:00:00.5", 500),
            ("1970-01-02", 86_400_000),
            ("1970-01-01 02:00:00 +0200", 0),
            ("1970-01-01T00:00:00-01:30", 5_400_000),
            ("2014-01-21T20:26:05.383", 1_390_335_965_383),
        ] {
            assert_eq!(parse(text), Some(at), "{text}");
        }
        for bad in ["", "yesterday", "2023-13-01", "2023-02-30 00:00:00", "2023-01-01 25:00:00", "2023-01-01 00:00", "2023-01-01 00:00:00 CET", "２０２３-01-01", "9999999-01-01"] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }
}
