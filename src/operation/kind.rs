//! What a parameter's value may be, and what of it is sent.

use std::borrow::Cow;

use crate::model::time;

/// What a parameter's value may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// Any text.
    Text,
    /// A whole number, not negative.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// RFC 3339, such as `2026-11-16T00:00:00Z`, or a day.
    DateTime,
    /// `6d3b9f3e-1b1c-4a6f-8d5a-0c5f9e1c2b7a`.
    Uuid,
    /// One of these words, in any case, or some with commas between them.
    Word(&'static [&'static str]),
    /// Whole numbers separated by commas.
    Integers,
    /// Texts separated by commas.
    Texts,
}

impl Kind {
    /// The value as it is sent; none if it is not of this kind.
    pub(crate) fn canonical(self, text: &str) -> Option<Cow<'_, str>> {
        let trimmed = text.trim();
        let sound = match self {
            Kind::Text | Kind::Texts => return Some(text.into()),
            Kind::Integer => is_number(trimmed),
            Kind::Integers => trimmed.split(',').all(|number| is_number(number.trim())),
            Kind::Boolean => matches!(trimmed, "true" | "false"),
            Kind::DateTime => is_time(trimmed),
            Kind::Uuid => is_uuid(trimmed),
            Kind::Word(words) => {
                let known = |word: &str| words.iter().find(|known| known.eq_ignore_ascii_case(word.trim()));
                let named: Option<Vec<&str>> = trimmed.split(',').map(|word| known(word).copied()).collect();
                return named.map(|named| named.join(",").into());
            }
        };
        sound.then_some(trimmed.into())
    }

    /// What a value must be, to end the sentence "it must be …".
    pub(crate) fn expected(self) -> String {
        match self {
            Kind::Text | Kind::Texts => "a text".to_owned(),
            Kind::Integer => "a whole number".to_owned(),
            Kind::Integers => "whole numbers with commas between them".to_owned(),
            Kind::Boolean => "true or false".to_owned(),
            Kind::DateTime => "a time such as 2026-11-16T00:00:00Z".to_owned(),
            Kind::Uuid => "a UUID such as 6d3b9f3e-1b1c-4a6f-8d5a-0c5f9e1c2b7a".to_owned(),
            Kind::Word(words) => format!("one of {}, or some with commas between them", words.join(", ")),
        }
    }
}

fn is_number(text: &str) -> bool {
    text.parse::<i64>().is_ok_and(|number| number >= 0)
}

/// A day alone is its first moment.
fn is_time(text: &str) -> bool {
    time::parse(text).is_some() || time::parse(&format!("{text}T00:00:00Z")).is_some()
}

pub(crate) fn is_uuid(text: &str) -> bool {
    let lengths = text.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_uuid() {
        assert!(is_uuid("6d3b9f3e-1b1c-4a6f-8d5a-0C5F9E1C2B7A"));
        for text in [
            "",
            "6d3b9f3e",
            "6d3b9f3e-1b1c-4a6f-8d5a-0c5f9e1c2b7",
            "6d3b9f3e-1b1c-4a6f-8d5a-0c5f9e1c2b7a-",
            "zd3b9f3e-1b1c-4a6f-8d5a-0c5f9e1c2b7a",
        ] {
            assert!(!is_uuid(text), "{text}");
        }
    }
}
