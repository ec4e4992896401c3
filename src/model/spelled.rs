//! Texts as they are spelled in JSON, and what they say.

use std::borrow::Cow;

use memchr::memchr;

/// A text of some JSON, or none. Its escapes stay as they are until it is asked for or kept, as there may be any amount
/// of it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Text<'json> {
    /// What stands between the quotes.
    spelled: Option<&'json str>,
    is_escaped: bool,
}

impl<'json> Text<'json> {
    /// Its escapes, if it has any, are sound.
    pub(super) fn new(spelled: &'json str, is_escaped: bool) -> Text<'json> {
        Text {
            spelled: Some(spelled),
            is_escaped,
        }
    }

    pub(crate) fn is_none(&self) -> bool {
        self.spelled.is_none()
    }

    /// As it stands in the JSON; empty if there is none.
    pub(super) fn spelled(&self) -> &'json str {
        self.spelled.unwrap_or_default()
    }

    pub(super) fn is_escaped(&self) -> bool {
        self.is_escaped
    }

    /// What it says; empty if there is none.
    pub(crate) fn decoded(&self) -> Cow<'json, str> {
        if !self.is_escaped {
            return Cow::Borrowed(self.spelled());
        }
        let mut decoded = String::with_capacity(self.spelled().len());
        self.decode(&mut |part| decoded.push_str(part));
        Cow::Owned(decoded)
    }

    /// The same, part by part, and no more of it than is spelled. Half a surrogate pair, which is no character, becomes
    /// U+FFFD.
    pub(super) fn decode(&self, put: &mut dyn FnMut(&str)) {
        let mut rest = self.spelled();
        while let Some(at) = memchr(b'\\', rest.as_bytes()) {
            let (character, length) = escape(&rest[at..]);
            put(&rest[..at]);
            put(character.encode_utf8(&mut [0; 4]));
            rest = &rest[at + length..];
        }
        put(rest);
    }
}

/// The character of the escape that this begins with, and the escape's length.
fn escape(text: &str) -> (char, usize) {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u32::from_str_radix(digits, 16).ok()
    };
    let character = |code| char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
    match (unit(0), unit(6)) {
        (Some(high @ 0xd800..0xdc00), Some(low @ 0xdc00..0xe000)) => {
            (character(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)), 12)
        }
        (Some(code), _) => (character(code), 6),
        (None, _) => {
            let character = match text.as_bytes().get(1) {
                Some(b'n') => '\n',
                Some(b'r') => '\r',
                Some(b't') => '\t',
                Some(b'b') => '\u{8}',
                Some(b'f') => '\u{c}',
                Some(other) => char::from(*other),
                None => return ('\\', 1),
            };
            (character, 2)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn half_a_pair_becomes_a_character() {
        for (spelled, said) in [
            (r"\ud83d\ude80", "🚀"),
            (r"\ud83d", "\u{fffd}"),
            (r"\ude80\ud83d\ud83d\ude80x", "\u{fffd}\u{fffd}🚀x"),
            (r"\\ud83d\n\u00fc", "\\ud83d\nü"),
            (r"größe \uDEADü", "größe \u{fffd}ü"),
            (r#"\"\/\b\f\r\t"#, "\"/\u{8}\u{c}\r\t"),
        ] {
            assert_eq!(Text::new(spelled, true).decoded(), said);
        }
    }

    proptest! {
        #[test]
        fn it_says_what_serde_json_reads(text in "([a-zü]|\\\\[nrtbf\"/\\\\]|\\\\u[0-9a-fA-F]{4}|\\\\ud83d\\\\ude80){0,12}") {
            if let Ok(said) = serde_json::from_str::<String>(&format!("\"{text}\"")) {
                prop_assert_eq!(Text::new(&text, true).decoded(), said);
            }
            prop_assert!(Text::new(&text, true).decoded().len() <= text.len());
        }
    }
}
