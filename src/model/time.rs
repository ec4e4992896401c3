//! The service's dates as nanoseconds since 1970-01-01T00:00:00Z.

use std::time::{Duration, SystemTime};

/// Absent, or 0001-01-01, which is how the service spells "unknown".
pub const NONE: i64 = i64::MIN;

/// The last moment that can be told; later ones are told as this one.
pub const MAX: i64 = i64::MAX;

const NANOS: i128 = 1_000_000_000;

/// The time of a member that may be absent or unreadable.
pub(super) fn of(text: &str) -> i64 {
    parse(text).unwrap_or(NONE)
}

/// The same time as Rust tells it.
pub(super) fn system(nanos: i64) -> Option<SystemTime> {
    let distance = Duration::from_nanos(nanos.unsigned_abs());
    if nanos == NONE {
        None
    } else if nanos < 0 {
        SystemTime::UNIX_EPOCH.checked_sub(distance)
    } else {
        SystemTime::UNIX_EPOCH.checked_add(distance)
    }
}

/// Reads `2017-11-20T13:18:01.1275996Z` with any number of fraction digits, an offset, or no zone at all (which
/// the service means as UTC); none if the text is no date. Years before 1678 are [`NONE`].
pub(crate) fn parse(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    let (year, month, day) = (number(bytes, 0, 4)?, number(bytes, 5, 2)?, number(bytes, 8, 2)?);
    let (hour, minute, second) = (
        number(bytes, 11, 2)?,
        number(bytes, 14, 2)?,
        number(bytes, 17, 2)?,
    );
    let separators = [
        bytes[4],
        bytes[7],
        bytes[10].to_ascii_uppercase(),
        bytes[13],
        bytes[16],
    ];
    let in_range = (1..=12).contains(&month)
        && (1..=days_in(year, month)).contains(&day)
        && hour < 24
        && minute < 60
        && second <= 60;
    if separators != *b"--T::" || !in_range {
        return None;
    }
    let (nanos, zone) = fraction(&bytes[19..])?;
    let seconds =
        days_since_1970(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - offset(zone)?;
    let total = i128::from(seconds) * NANOS + i128::from(nanos);
    Some(if total > i128::from(MAX) {
        MAX
    } else {
        i64::try_from(total).unwrap_or(NONE)
    })
}

fn number(bytes: &[u8], start: usize, len: usize) -> Option<i64> {
    bytes.get(start..start + len)?.iter().try_fold(0, |value, byte| {
        byte.is_ascii_digit().then(|| value * 10 + i64::from(byte - b'0'))
    })
}

/// Nanoseconds of `.1275996…`, and what follows.
fn fraction(bytes: &[u8]) -> Option<(i64, &[u8])> {
    let Some(digits) = bytes.strip_prefix(b".") else {
        return Some((0, bytes));
    };
    let count = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = digits.split_at(count);
    let told = digits.get(..9).unwrap_or(digits);
    let value = told
        .iter()
        .fold(0, |value, byte| value * 10 + i64::from(byte - b'0'));
    (count > 0).then_some((value * 10_i64.pow(9 - told.len() as u32), rest))
}

/// Seconds east of UTC.
fn offset(zone: &[u8]) -> Option<i64> {
    let (sign, digits) = match zone {
        [] | b"Z" | b"z" => return Some(0),
        [b'+', digits @ ..] => (1, digits),
        [b'-', digits @ ..] => (-1, digits),
        _ => return None,
    };
    let (hours, minutes) = match digits.len() {
        5 if digits[2] == b':' => (number(digits, 0, 2)?, number(digits, 3, 2)?),
        4 => (number(digits, 0, 2)?, number(digits, 2, 2)?),
        _ => return None,
    };
    (hours < 24 && minutes < 60).then_some(sign * (hours * 3_600 + minutes * 60))
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 => 28 + i64::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let leap_days = |year: i64| year / 4 - year / 100 + year / 400;
    let whole_years = (year - 1970) * 365 + leap_days(year - 1) - leap_days(1969);
    let months_before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334][month as usize - 1];
    whole_years + months_before + i64::from(month > 2 && is_leap(year)) + day - 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_recorded_form() {
        for (text, nanos) in [
            ("1970-01-01T00:00:00Z", 0),
            ("2017-11-20T13:18:01.1275996Z", 1_511_183_881_127_599_600),
            ("2019-02-01T12:49:14.98Z", 1_549_025_354_980_000_000),
            ("2019-02-01T12:49:14", 1_549_025_354_000_000_000),
            ("2020-02-29T23:59:60Z", 1_583_020_800_000_000_000),
            ("2019-02-01T14:49:14+02:00", 1_549_025_354_000_000_000),
            ("2019-02-01T07:19:14-0530", 1_549_025_354_000_000_000),
            ("1969-12-31T23:59:59.999999999Z", -1),
            ("2000-03-01T00:00:00.123456789012Z", 951_868_800_123_456_789),
            ("0001-01-01T00:00:00", NONE),
            ("9999-12-31T23:59:59.9999999Z", MAX),
        ] {
            assert_eq!(parse(text), Some(nanos), "{text}");
        }
        for text in [
            "",
            "2019",
            "2019-02-30T00:00:00Z",
            "2019-13-01T00:00:00Z",
            "2019-02-01 12:49:14Z",
            "2019-02-01T24:00:00Z",
            "2019-02-01T12:49:14.Z",
            "2019-02-01T12:49:14+2",
            "2019-02-01T12:49:14Zulu",
            "yesterday",
            "2019-02-01T12:49:1é",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn arbitrary_text_never_panics(text in "\\PC{0,40}") {
            let _ = parse(&text);
        }

        /// Against Howard Hinnant's civil-from-days, an algorithm of another kind.
        #[test]
        fn days_agree_with_their_inverse(days in -100_000i64..100_000) {
            let z = days + 719_468;
            let era = z.div_euclid(146_097);
            let doe = z - era * 146_097;
            let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
            let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
            let mp = (5 * doy + 2) / 153;
            let day = doy - (153 * mp + 2) / 5 + 1;
            let month = if mp < 10 { mp + 3 } else { mp - 9 };
            let year = yoe + era * 400 + i64::from(month <= 2);
            prop_assert_eq!(days_since_1970(year, month, day), days);
        }
    }
}
