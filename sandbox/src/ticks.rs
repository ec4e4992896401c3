//! Time as the service counts it.

use std::time::{SystemTime, UNIX_EPOCH};

const PER_SECOND: i64 = 10_000_000;
const PER_DAY: i64 = 86_400 * PER_SECOND;
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// A moment in UTC, in steps of 100 ns since 0001-01-01: the resolution and the range of .NET's DateTime,
/// which is what the service's dates and tokens are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticks(i64);

impl Ticks {
    /// The last moment there is: 9999-12-31T23:59:59.9999999.
    pub const LAST: Ticks = Ticks(3_155_378_975_999_999_999);

    /// Midnight of a day of the Gregorian calendar.
    pub fn at_midnight(year: i64, month: i64, day: i64) -> Ticks {
        Ticks(days_before(year, month, day) * PER_DAY)
    }

    pub fn now() -> Ticks {
        let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Ticks::at_midnight(1970, 1, 1).plus((since_1970.as_nanos() / 100) as i64)
    }

    pub fn plus(self, ticks: i64) -> Ticks {
        Ticks(self.0 + ticks)
    }

    pub fn plus_seconds(self, seconds: i64) -> Ticks {
        self.plus(seconds * PER_SECOND)
    }

    /// How many ticks have passed since then.
    pub fn since(self, earlier: Ticks) -> i64 {
        self.0 - earlier.0
    }

    /// Cut down to `digits` fraction digits.
    pub fn with_digits(self, digits: u32) -> Ticks {
        let unit = 10_i64.pow(7 - digits);
        Ticks(self.0 / unit * unit)
    }

    /// `2026-11-16T08:00:00.5Z`: as in answers, where trailing zeros are dropped.
    pub fn in_answers(self) -> String {
        let fraction = self.0 % PER_SECOND;
        if fraction == 0 {
            return format!("{}Z", self.whole_seconds());
        }
        let digits = format!("{fraction:07}");
        format!("{}.{}Z", self.whole_seconds(), digits.trim_end_matches('0'))
    }

    /// `2026-11-16T08:00:00.5000000Z`: as in continuation tokens, always seven digits.
    pub fn in_tokens(self) -> String {
        format!("{}.{:07}Z", self.whole_seconds(), self.0 % PER_SECOND)
    }

    /// `Mon, 16 Nov 2026 08:00:00 GMT`.
    pub fn in_headers(self) -> String {
        let (year, month, day) = self.date();
        let weekday = WEEKDAYS[(self.0 / PER_DAY % 7) as usize];
        let (hour, minute, second) = self.time_of_day();
        let month = MONTHS[month as usize - 1];
        format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
    }

    /// `20261116`, the usual stem of a build number.
    pub fn day(self) -> String {
        let (year, month, day) = self.date();
        format!("{year:04}{month:02}{day:02}")
    }

    /// Reads what ISO 8601 dates the service takes: a day, or a day and a time, with `Z`, an offset or
    /// neither (UTC then), and up to seven fraction digits.
    pub fn parse(text: &str) -> Option<Ticks> {
        let (date, time) = match text.split_once(['T', 't', ' ']) {
            Some((date, time)) => (date, time),
            None => (text, "00:00:00Z"),
        };
        let mut date = date.splitn(3, '-');
        let (year, month, day) = (
            number(date.next()?, 4)?,
            number(date.next()?, 2)?,
            number(date.next()?, 2)?,
        );
        if year == 0 || !(1..=12).contains(&month) || !(1..=month_length(year, month)).contains(&day) {
            return None;
        }
        let (time, offset_seconds) = split_zone(time)?;
        let (time, fraction) = match time.split_once('.') {
            Some((time, digits)) if digits.len() <= 7 => (
                time,
                number(digits, digits.len())? * 10_i64.pow(7 - digits.len() as u32),
            ),
            Some(_) => return None,
            None => (time, 0),
        };
        let mut time = time.splitn(3, ':');
        let (hour, minute) = (number(time.next()?, 2)?, number(time.next()?, 2)?);
        let second = time.next().map_or(Some(0), |second| number(second, 2))?;
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let seconds = hour * 3600 + minute * 60 + second - offset_seconds;
        Some(
            Ticks::at_midnight(year, month, day)
                .plus_seconds(seconds)
                .plus(fraction),
        )
    }

    fn whole_seconds(self) -> String {
        let (year, month, day) = self.date();
        let (hour, minute, second) = self.time_of_day();
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
    }

    fn time_of_day(self) -> (i64, i64, i64) {
        let seconds = self.0 % PER_DAY / PER_SECOND;
        (seconds / 3600, seconds / 60 % 60, seconds % 60)
    }

    fn date(self) -> (i64, i64, i64) {
        let days = self.0 / PER_DAY;
        let mut year = days * 400 / 146_097 + 1;
        while days_before(year, 1, 1) > days {
            year -= 1;
        }
        while days_before(year + 1, 1, 1) <= days {
            year += 1;
        }
        let mut day = days - days_before(year, 1, 1) + 1;
        let mut month = 1;
        while day > month_length(year, month) {
            day -= month_length(year, month);
            month += 1;
        }
        (year, month, day)
    }
}

/// The time without its zone, and the zone in seconds east of UTC.
fn split_zone(time: &str) -> Option<(&str, i64)> {
    if let Some(time) = time.strip_suffix(['Z', 'z']) {
        return Some((time, 0));
    }
    let Some(sign) = time.rfind(['+', '-']) else {
        return Some((time, 0));
    };
    let (time, zone) = time.split_at(sign);
    let (hours, minutes) = zone[1..].split_once(':')?;
    let seconds = number(hours, 2)? * 3600 + number(minutes, 2)? * 60;
    Some((time, if zone.starts_with('-') { -seconds } else { seconds }))
}

/// A number of exactly `length` digits.
fn number(text: &str, length: usize) -> Option<i64> {
    let digits = length > 0 && text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn month_length(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 0001-01-01 to this date.
fn days_before(year: i64, month: i64, day: i64) -> i64 {
    let years = year - 1;
    let months: i64 = (1..month).map(|month| month_length(year, month)).sum();
    years * 365 + years / 4 - years / 100 + years / 400 + months + day - 1
}

#[cfg(test)]
mod tests {
    use super::Ticks;

    #[test]
    fn tokens_read_back_to_the_tick() {
        for text in [
            "2017-11-20T13:18:01.1275996Z",
            "2024-02-29T23:59:59.0000001Z",
            "2000-12-31T00:00:00.0000000Z",
            "0001-01-01T00:00:00.0000000Z",
            "9999-12-31T23:59:59.9999999Z",
        ] {
            assert_eq!(Ticks::parse(text).unwrap().in_tokens(), text);
        }
        assert_eq!(Ticks::parse("9999-12-31T23:59:59.9999999Z"), Some(Ticks::LAST));
    }

    #[test]
    fn one_moment_has_many_spellings() {
        let moment = Ticks::parse("2026-11-16T08:00:00.5Z");
        for text in [
            "2026-11-16T08:00:00.5000000Z",
            "2026-11-16T09:30:00.50+01:30",
            "2026-11-16T08:00:00.5",
        ] {
            assert_eq!(Ticks::parse(text), moment, "{text}");
        }
        assert_eq!(moment.unwrap().in_answers(), "2026-11-16T08:00:00.5Z");
        assert_eq!(Ticks::parse("2026-11-16"), Ticks::parse("2026-11-16T00:00:00Z"));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "x",
            "1",
            "2026-13-01",
            "2026-02-29",
            "2026-11-16T25:00:00Z",
            "2026-11-16T08:00:00.12345678Z",
        ] {
            assert_eq!(Ticks::parse(text), None, "{text}");
        }
        // A plus sign that was not percent-encoded arrives as a space.
        assert_eq!(Ticks::parse("2026-11-16T08:00:00.5000000 00:00"), None);
    }

    #[test]
    fn headers_name_the_weekday() {
        let moment = Ticks::parse("1994-11-06T08:49:37Z").unwrap();
        assert_eq!(moment.in_headers(), "Sun, 06 Nov 1994 08:49:37 GMT");
    }
}
