//! Moments, in words: "12\u{a0}min ago", with the full date as title. The server writes them; nothing ticks.

use jiff::{Timestamp, tz::TimeZone};
use maud::{Markup, html};

use crate::clock::{DAY, HOUR, MINUTE, Millis};
use crate::i18n::Lang;
use crate::ui::chrome::Chrome;

/// `<time>` with relative words, the machine's form, and the full date and hour as title.
pub fn ago(chrome: &Chrome, at: Millis) -> Markup {
    html! { time datetime=(minute(at)) title=(full(chrome.lang, &chrome.zone, at)) { (relative(chrome.lang, &chrome.zone, chrome.now, at)) } }
}

/// The same, of when the text at hand was written: machines read it too.
pub fn written(chrome: &Chrome, at: Millis) -> Markup {
    html! { time itemprop="datePublished" datetime=(minute(at)) title=(full(chrome.lang, &chrome.zone, at)) { (relative(chrome.lang, &chrome.zone, chrome.now, at)) } }
}

/// `2026-11-22T08:30:00Z`.
pub fn machine(at: Millis) -> String {
    stamp(at).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// `2026-11-22T08:30Z`: as much as the words beside it say.
fn minute(at: Millis) -> String {
    stamp(at).strftime("%Y-%m-%dT%H:%MZ").to_string()
}

fn stamp(at: Millis) -> Timestamp {
    Timestamp::from_second(at.div_euclid(1_000)).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn local(zone: &str, at: Millis) -> jiff::Zoned {
    stamp(at).to_zoned(TimeZone::get(zone).unwrap_or(TimeZone::UTC))
}

/// "just now", "12\u{a0}min ago", "3 h ago", "yesterday", "5 days ago", then the date.
pub fn relative(lang: Lang, zone: &str, now: Millis, at: Millis) -> String {
    let passed = now - at;
    if passed < MINUTE {
        return lang.ui_just_now().to_owned();
    }
    if passed < HOUR {
        return lang.ui_minutes_ago(passed / MINUTE);
    }
    if passed < DAY {
        return lang.ui_hours_ago(passed / HOUR);
    }
    let days = local(zone, now).date().since(local(zone, at).date()).map_or(passed / DAY, |span| i64::from(span.get_days()));
    match days {
        ..=1 => lang.ui_yesterday().to_owned(),
        2..=7 => lang.ui_days_ago(days),
        _ => date(lang, zone, at),
    }
}

/// `22 November 2026`, `22 novembre 2026`.
pub fn date(lang: Lang, zone: &str, at: Millis) -> String {
    let day = local(zone, at);
    let first = lang == Lang::Fr && day.day() == 1;
    format!("{}{} {} {}", day.day(), if first { "er" } else { "" }, month(lang, day.month()), day.year())
}

/// `22 November 2026, 14:05`, `22 novembre 2026, 14 h 05`.
pub fn full(lang: Lang, zone: &str, at: Millis) -> String {
    format!("{}, {}", date(lang, zone, at), time(lang, zone, at))
}

/// `2026-11-24T10:30` in the zone, as fields of a moment hold it.
pub fn field(zone: &str, at: Millis) -> String {
    local(zone, at).strftime("%Y-%m-%dT%H:%M").to_string()
}

/// The moment such a field means; an hour that a change of clocks leaves out is the next one there is.
pub fn from_field(zone: &str, text: &str) -> Option<Millis> {
    let moment: jiff::civil::DateTime = text.parse().ok()?;
    let zoned = moment.to_zoned(TimeZone::get(zone).ok()?).ok()?;
    Some(zoned.timestamp().as_millisecond())
}

/// The first moment of a day written `2026-11-24`, and of the day after.
pub fn day(zone: &str, text: &str) -> Option<(Millis, Millis)> {
    let day: jiff::civil::Date = text.trim().parse().ok()?;
    let start = |d: jiff::civil::Date| d.to_zoned(TimeZone::get(zone).unwrap_or(TimeZone::UTC)).ok().map(|z| z.timestamp().as_millisecond());
    Some((start(day)?, start(day.tomorrow().ok()?)?))
}

/// `2026-11-24`, the day it is there.
pub fn day_field(zone: &str, at: Millis) -> String {
    local(zone, at).strftime("%Y-%m-%d").to_string()
}

/// The year it is there.
pub fn year(zone: &str, at: Millis) -> i64 {
    i64::from(local(zone, at).year())
}

/// `14:05`, `14 h 05`.
pub fn time(lang: Lang, zone: &str, at: Millis) -> String {
    let t = local(zone, at);
    match lang {
        Lang::En => format!("{:02}:{:02}", t.hour(), t.minute()),
        Lang::Fr => format!("{}\u{a0}h\u{a0}{:02}", t.hour(), t.minute()),
    }
}

/// `November 2026`, `novembre 2026`; `month` is 1 to 12.
pub fn month_and_year(lang: Lang, month: i64, year: i64) -> String {
    format!("{} {year}", self::month(lang, i8::try_from(month).unwrap_or(1)))
}

fn month(lang: Lang, month: i8) -> &'static str {
    let names = match lang {
        Lang::En => ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
        Lang::Fr => ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
    };
    names[usize::try_from(month - 1).unwrap_or(0).min(11)]
}

/// The month of a moment, since year 0.
pub fn month_of(zone: &str, at: Millis) -> i64 {
    let day = local(zone, at);
    i64::from(day.year()) * 12 + i64::from(day.month()) - 1
}

/// The first moment of a month that [`month_of`] gives.
pub fn month_start(zone: &str, month: i64) -> Millis {
    let (year, month) = (i16::try_from(month.div_euclid(12)).unwrap_or(0), i8::try_from(month.rem_euclid(12) + 1).unwrap_or(1));
    let first = jiff::civil::Date::new(year, month, 1).ok().and_then(|d| d.to_zoned(TimeZone::get(zone).unwrap_or(TimeZone::UTC)).ok());
    first.map_or(0, |t| t.timestamp().as_millisecond())
}

/// `November 2026`, `novembre 2026`.
pub fn month_name(lang: Lang, month_since_0: i64) -> String {
    let (year, m) = (month_since_0.div_euclid(12), i8::try_from(month_since_0.rem_euclid(12) + 1).unwrap_or(1));
    format!("{} {year}", month(lang, m))
}

/// So much time in which the brand works, in words.
pub fn lasting(lang: Lang, time: Millis) -> String {
    let minutes = (time + MINUTE / 2) / MINUTE;
    match (minutes / 60, minutes % 60) {
        (0, m) => lang.insights_minutes(m),
        (h, m) if h < 10 && m > 0 => lang.insights_hours_minutes(h, format!("{m:02}")),
        _ => lang.insights_hours((time + HOUR / 2) / HOUR),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Millis = 1_795_000_000_000; // 2026-11-18 in Paris

    #[test]
    fn moments_read_like_speech() {
        let say = |lang, passed| relative(lang, "Europe/Paris", NOW, NOW - passed);
        assert_eq!(say(Lang::En, 10_000), "just now");
        assert_eq!(say(Lang::En, 12 * MINUTE), "12\u{a0}min ago");
        assert_eq!(say(Lang::Fr, 3 * HOUR), "il y a 3\u{a0}h");
        assert_eq!(say(Lang::Fr, 3 * DAY), "il y a 3 jours");
        assert_eq!(say(Lang::En, 26 * HOUR), "yesterday");
        assert!(say(Lang::En, 400 * DAY).ends_with("2025"));
    }

    #[test]
    fn fields_of_moments_go_there_and_back() {
        let at = from_field("Europe/Paris", "2026-11-24T10:30").expect("a moment");
        assert_eq!(full(Lang::En, "UTC", at), "24 November 2026, 09:30");
        assert_eq!(field("Europe/Paris", at), "2026-11-24T10:30");
        assert_eq!((year("Europe/Paris", 1_798_757_999_000), year("Europe/Paris", 1_798_758_000_000)), (2026, 2027));
        assert!(from_field("Europe/Paris", "2026-03-29T02:30").is_some(), "an hour that is left out");
        for bad in ["", "tomorrow", "2026-02-30T10:00", "10:30"] {
            assert_eq!(from_field("Europe/Paris", bad), None, "{bad}");
        }
    }

    #[test]
    fn a_month_begins_where_people_live() {
        let month = month_of("Europe/Paris", NOW);
        let first = month_start("Europe/Paris", month);
        assert_eq!(full(Lang::En, "Europe/Paris", first), "1 November 2026, 00:00");
        assert_eq!((month_of("Europe/Paris", first), month_of("Europe/Paris", first - 1)), (month, month - 1));
        assert_eq!(month_name(Lang::Fr, month), "novembre 2026");
    }

    #[test]
    fn the_zone_decides_the_day() {
        assert_eq!(full(Lang::Fr, "Europe/Paris", 1_751_321_100_000), "1er juillet 2025, 0\u{a0}h\u{a0}05");
        assert_eq!(full(Lang::En, "UTC", 1_751_321_100_000), "30 June 2025, 22:05");
    }
}
