//! JSON in one pass: what a record takes of an object, and where the object ends.
//!
//! The scanner knows the JSON that the service writes. Whatever else it meets, broken or merely unusual, it gives up
//! on, and serde_json has the say: the scanner never takes what that refuses, nor takes it for something else.

use std::borrow::Cow;

/// Deeper is nothing that the service sends.
const MAX_DEPTH: usize = 60;

/// As many digits as every whole number of 64 bits may have.
const MAX_DIGITS: usize = 18;

/// The scanner has given up.
#[derive(Debug)]
pub struct Unusual;

pub(super) type Scan<T> = Result<T, Unusual>;

/// A place in JSON.
#[derive(Debug)]
pub struct Scanner<'json> {
    json: &'json str,
    at: usize,
    depth: usize,
    max_depth: usize,
}

impl<'json> Scanner<'json> {
    /// Deeper than `max_depth` it does not go.
    pub(super) fn new(json: &'json str, max_depth: usize) -> Scanner<'json> {
        Scanner {
            json,
            at: 0,
            depth: 0,
            max_depth: max_depth.min(MAX_DEPTH),
        }
    }

    /// What `scan` passes over has an outermost level that does not count.
    pub(super) fn deeper<T>(&mut self, scan: impl FnOnce(&mut Self) -> Scan<T>) -> Scan<T> {
        self.max_depth += 1;
        let done = scan(self);
        self.max_depth -= 1;
        done
    }

    /// Passes over white space; what comes next, which is no part of it.
    pub(super) fn next(&mut self) -> Scan<u8> {
        loop {
            match self.json.as_bytes().get(self.at) {
                Some(b' ' | b'\n' | b'\t' | b'\r') => self.at += 1,
                Some(byte) => return Ok(*byte),
                None => return Err(Unusual),
            }
        }
    }

    /// Insists that nothing is left.
    pub(super) fn end(&mut self) -> Scan<()> {
        match self.next() {
            Ok(_) => Err(Unusual),
            Err(_) => Ok(()),
        }
    }

    /// What `scan` passes over, as it stands in the JSON.
    pub(super) fn span<T>(&mut self, scan: impl FnOnce(&mut Self) -> Scan<T>) -> Scan<(T, &'json str)> {
        self.next()?;
        let start = self.at;
        let value = scan(self)?;
        Ok((value, &self.json[start..self.at]))
    }

    /// Calls `member` with the name of each member of an object; it must pass over the value.
    pub(super) fn object(&mut self, mut member: impl FnMut(&mut Self, &str) -> Scan<()>) -> Scan<()> {
        self.within(b'{', b'}', |scanner| {
            let (name, escaped) = scanner.string()?;
            scanner.expect(b':')?;
            if escaped {
                Err(Unusual)
            } else {
                member(scanner, name)
            }
        })
    }

    /// Calls `element` before each element of an array; it must pass over it.
    pub(super) fn array(&mut self, element: impl FnMut(&mut Self) -> Scan<()>) -> Scan<()> {
        self.within(b'[', b']', element)
    }

    /// A text; whole numbers and flags count as their spelling, everything else as absent.
    pub(super) fn text(&mut self) -> Scan<Option<Cow<'json, str>>> {
        Ok(match self.next()? {
            b'"' => Some(self.decoded()?),
            b'-' | b'0'..=b'9' => Some(self.whole_number()?.into()),
            b't' | b'f' => Some(if self.flag()? { "true" } else { "false" }.into()),
            _ => {
                self.skip()?;
                None
            }
        })
    }

    /// A whole number, or the text of one.
    pub(super) fn integer(&mut self) -> Scan<Option<i64>> {
        Ok(match self.next()? {
            b'"' => self.decoded()?.trim().parse().ok(),
            b'-' | b'0'..=b'9' => self.whole_number()?.parse().ok(),
            _ => {
                self.skip()?;
                None
            }
        })
    }

    /// A flag; everything but `true` counts as false.
    pub(super) fn flag(&mut self) -> Scan<bool> {
        match self.next()? {
            b'"' => Ok(self.decoded()?.eq_ignore_ascii_case("true")),
            b't' => self.word("true").map(|()| true),
            _ => self.skip().map(|()| false),
        }
    }

    /// An object, by its members; everything else counts as one without.
    pub(super) fn object_or_skip(&mut self, member: impl FnMut(&mut Self, &str) -> Scan<()>) -> Scan<()> {
        if self.next()? == b'{' {
            self.object(member)
        } else {
            self.skip()
        }
    }

    /// Passes over any value.
    pub(super) fn skip(&mut self) -> Scan<()> {
        match self.next()? {
            b'"' => self.string().map(|_| ()),
            b'{' => self.within(b'{', b'}', |scanner| {
                scanner.string()?;
                scanner.expect(b':')?;
                scanner.skip()
            }),
            b'[' => self.within(b'[', b']', Scanner::skip),
            b't' => self.word("true"),
            b'f' => self.word("false"),
            b'n' => self.word("null"),
            _ => self.number().map(|_| ()),
        }
    }

    /// What stands between two brackets, with commas between.
    fn within(&mut self, open: u8, close: u8, mut inner: impl FnMut(&mut Self) -> Scan<()>) -> Scan<()> {
        self.expect(open)?;
        self.depth += 1;
        if self.depth > self.max_depth {
            return Err(Unusual);
        }
        if self.next()? == close {
            self.at += 1;
        } else {
            loop {
                self.next()?;
                inner(self)?;
                match self.next()? {
                    b',' => self.at += 1,
                    byte if byte == close => break self.at += 1,
                    _ => return Err(Unusual),
                }
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn expect(&mut self, byte: u8) -> Scan<()> {
        if self.next()? != byte {
            return Err(Unusual);
        }
        self.at += 1;
        Ok(())
    }

    fn word(&mut self, word: &str) -> Scan<()> {
        if !self.json.as_bytes()[self.at..].starts_with(word.as_bytes()) {
            return Err(Unusual);
        }
        self.at += word.len();
        Ok(())
    }

    /// A string's text. What only serde_json can tell of its escapes, that is asked for.
    fn decoded(&mut self) -> Scan<Cow<'json, str>> {
        let ((text, escaped), quoted) = self.span(Scanner::string)?;
        if !escaped {
            return Ok(text.into());
        }
        serde_json::from_str::<String>(quoted)
            .map(Cow::Owned)
            .map_err(|_| Unusual)
    }

    /// What stands between two quotes, and whether it has escapes.
    fn string(&mut self) -> Scan<(&'json str, bool)> {
        let bytes = self.json.as_bytes();
        if bytes.get(self.at) != Some(&b'"') {
            return Err(Unusual);
        }
        let start = self.at + 1;
        let mut end = special(bytes, start);
        let mut escaped = false;
        while bytes.get(end) != Some(&b'"') {
            escaped = true;
            end = special(bytes, end + escape_length(&bytes[end..])?);
        }
        self.at = end + 1;
        Ok((&self.json[start..end], escaped))
    }

    /// One that is whole and as its digits spell it.
    fn whole_number(&mut self) -> Scan<&'json str> {
        let number = self.number()?;
        if number == "-0" || number.contains('.') {
            return Err(Unusual);
        }
        Ok(number)
    }

    /// A number without an exponent and of no more digits than are usual.
    fn number(&mut self) -> Scan<&'json str> {
        let bytes = self.json.as_bytes();
        let start = self.at;
        self.at += usize::from(bytes[self.at] == b'-');
        let whole = self.digits();
        if whole == 0 || (whole > 1 && bytes[self.at - whole] == b'0') {
            return Err(Unusual);
        }
        if bytes.get(self.at) == Some(&b'.') {
            self.at += 1;
            if self.digits() == 0 {
                return Err(Unusual);
            }
        }
        if matches!(bytes.get(self.at), Some(b'e' | b'E')) || self.at - start > MAX_DIGITS {
            return Err(Unusual);
        }
        Ok(&self.json[start..self.at])
    }

    fn digits(&mut self) -> usize {
        let rest = &self.json.as_bytes()[self.at..];
        let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += count;
        count
    }
}

/// The bytes of the escape that these begin with.
fn escape_length(bytes: &[u8]) -> Scan<usize> {
    match bytes {
        [b'\\', b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', ..] => Ok(2),
        [b'\\', b'u', digits @ ..] if digits.len() >= 4 && digits[..4].iter().all(u8::is_ascii_hexdigit) => {
            Ok(6)
        }
        _ => Err(Unusual),
    }
}

/// Where the next quote, backslash or control character is; the end if there is none.
#[cfg(target_arch = "x86_64")]
fn special(bytes: &[u8], mut at: usize) -> usize {
    use std::arch::x86_64::{
        _mm_cmpeq_epi8, _mm_loadu_si128, _mm_min_epu8, _mm_movemask_epi8, _mm_or_si128, _mm_set1_epi8,
    };
    while let Some(block) = bytes.get(at..at + 16) {
        // SAFETY: every x86_64 has SSE2, and the block is as long as what is loaded.
        let found = unsafe {
            let block = _mm_loadu_si128(block.as_ptr().cast());
            let quotes = _mm_cmpeq_epi8(block, _mm_set1_epi8(b'"' as i8));
            let backslashes = _mm_cmpeq_epi8(block, _mm_set1_epi8(b'\\' as i8));
            let controls = _mm_cmpeq_epi8(block, _mm_min_epu8(block, _mm_set1_epi8(0x1f)));
            _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quotes, backslashes), controls))
        };
        if found != 0 {
            return at + found.trailing_zeros() as usize;
        }
        at += 16;
    }
    special_by_words(bytes, at)
}

#[cfg(not(target_arch = "x86_64"))]
use special_by_words as special;

/// The same on any processor, eight bytes at a time.
fn special_by_words(bytes: &[u8], mut at: usize) -> usize {
    const ONES: u64 = u64::MAX / 255;
    const HIGHS: u64 = ONES * 0x80;
    // The high bit of each byte that is zero; above the first such byte perhaps of others too.
    let zeros = |word: u64| word.wrapping_sub(ONES) & !word & HIGHS;
    while let Some(Ok(word)) = bytes.get(at..at + 8).map(<[u8; 8]>::try_from) {
        let word = u64::from_le_bytes(word);
        let below_space = word.wrapping_sub(ONES * 0x20) & !word & HIGHS;
        let found =
            zeros(word ^ (ONES * u64::from(b'"'))) | zeros(word ^ (ONES * u64::from(b'\\'))) | below_space;
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    let found = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | ..0x20));
    found.map_or(bytes.len(), |place| at + place)
}

#[cfg(test)]
mod tests {
    use super::super::build::Build;
    use super::super::project::Project;
    use super::super::{Page, Reading, Record};
    use super::*;
    use proptest::prelude::*;
    use std::fmt::Debug;

    const READING: Reading = Reading {
        keep_json: true,
        max_depth: 128,
        max_records: 50_000,
    };

    /// Where the scanner does not give up, serde_json reads the same.
    fn agrees<R: Record + Debug>(body: &str) -> bool {
        let Ok((records, arena)) = Page::<R>::scan_list(body, &READING) else {
            return false;
        };
        let elements = READING
            .elements(body, &"here")
            .expect("serde_json takes what the scanner takes");
        let (expected, block) =
            Page::<R>::read(body, &elements, &READING, &"here").expect("and so do records");
        assert_eq!(format!("{records:?}"), format!("{expected:?}"));
        assert_eq!(arena.text(), block.text());
        true
    }

    const BUILDS: &str = r#"{"count": 2, "more": {"a": [1.5, -2, 0, true, null, []]}, "value": [
        {"id": 7, "buildNumber": "20261124.3", "status": "completed", "result": null, "keepForever": true,
         "queueTime": "2026-11-24T03:04:05.123Z", "definition": {"id": 12, "name": "größe \"x\" \u00e4\ud83d\ude80",
         "project": {}}, "queue": [1, 2], "repository": "none", "requestedFor": {"displayName": "Zoë"},
         "_links": {"self": {"href": "a"}, "web": {"href": "https:\/\/b"}}, "triggerInfo": {"m\n": "line\nline\\"}},
        {"id": " 8 ", "buildNumber": 5, "status": false, "deleted": "True", "reason": {"a": {"b": [[]]}}, "uri": -17}
    ]}"#;

    #[test]
    fn what_the_service_writes_is_read() {
        assert!(agrees::<Build>(BUILDS));
        assert!(agrees::<Build>("[]"));
        assert!(agrees::<Build>(
            r#"{"value": [{"id": 1, "id": 2, "definition": {"name": "a"}, "definition": {}}]} "#
        ));
        assert!(agrees::<Project>(
            r#"[{"id": "a", "revision": 3, "name": "b"}, {"id": "c"}]"#
        ));
    }

    #[test]
    fn what_is_unusual_is_left_to_serde_json() {
        for body in [
            "",
            " ",
            "7",
            "[",
            "[7]",
            "[{}]",
            "{}",
            r#"{"value": null}"#,
            r#"{"value": []} x"#,
            r#"{"value": [],}"#,
            r#"{"value": [], "value": []}"#,
            r#"{"\u0076alue": []}"#,
            r#"[{"id": 1,}]"#,
            r#"[{"id": 01}]"#,
            r#"[{"id": -}]"#,
            r#"[{"id": 1.}]"#,
            r#"[{"id": 1.0}]"#,
            r#"[{"id": -0}]"#,
            r#"[{"id": 1e2}]"#,
            r#"[{"id": 1, "a": 1e999}]"#,
            r#"[{"id": 1234567890123456789}]"#,
            r#"[{"id": 1 "a": 2}]"#,
            r#"[{"id": 1, "a": tru}]"#,
            r#"[{"id": 1, "a": truee}]"#,
            r#"[{"id": 1, "uri": "\ud83d"}]"#,
            r#"[{"id": 1, "a": "\x"}]"#,
            r#"[{"id": 1, "a": "\u12g4"}]"#,
            "[{\"id\": 1, \"a\": \"\t\"}]",
            r#"[{"id": 1, "a": "}]"#,
            r#"[{"id": 1}{"id": 2}]"#,
            r#"[{"id": 1}]]"#,
            "[{\"id\": 1}\u{a0}]",
        ] {
            assert!(!agrees::<Build>(body), "{body}");
        }
        let deep = |levels: usize| {
            format!(
                "[{{\"id\": 1, \"a\": {}{}}}]",
                "[".repeat(levels),
                "]".repeat(levels)
            )
        };
        assert!(agrees::<Build>(&deep(MAX_DEPTH - 1)));
        assert!(!agrees::<Build>(&deep(MAX_DEPTH)));
    }

    /// Any JSON, and some that is none; with the members that records read among them.
    fn value() -> impl Strategy<Value = String> {
        let name = prop_oneof![
            proptest::sample::select(
                &[
                    "id",
                    "buildNumber",
                    "status",
                    "keepForever",
                    "queueTime",
                    "definition",
                    "queue",
                    "_links",
                    "web",
                    "href",
                    "name",
                    "value",
                    "displayName",
                    "requestedFor",
                    "revision",
                    "\\u0069d",
                    "",
                    "\\ud83d",
                ][..]
            )
            .prop_map(str::to_owned),
            "[a-z\"\\\\ é\t]{0,4}",
        ];
        let leaf = prop_oneof![
            "-?[0-9]{1,3}(\\.[0-9]{0,2})?([eE][+-]?[0-9]{1,3})?",
            "-?[0-9]{15,22}",
            proptest::sample::select(
                &[
                    "true",
                    "false",
                    "null",
                    "nul",
                    "\"\\ud83d\\ude80\"",
                    "\"\\ud83d\"",
                    "\" 5 \""
                ][..]
            )
            .prop_map(str::to_owned),
            "\"([a-zé0-9 ]|\\\\[nu\"\\\\/]){0,20}\"",
        ];
        leaf.prop_recursive(5, 60, 8, move |inner| {
            let member =
                (name.clone(), inner.clone()).prop_map(|(name, value)| format!("\"{name}\":{value}"));
            prop_oneof![
                proptest::collection::vec(inner, 0..5).prop_map(|items| format!("[{}]", items.join(","))),
                proptest::collection::vec(member, 0..8)
                    .prop_map(|items| format!("{{{}}}", items.join(" , "))),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn it_takes_nothing_that_serde_json_refuses(item in value(), id in 0..9) {
            agrees::<Build>(&item);
            agrees::<Build>(&format!("[{item}]"));
            agrees::<Build>(&format!("{{\"value\":[{{\"id\":{id},\"definition\":{item},\"uri\":{item},\"x\":{item}}}]}}"));
            agrees::<Project>(&format!("[{{\"id\":{id},\"name\":{item},\"revision\":{item}}}]"));
        }

        #[test]
        fn nor_after_any_change(place in 0..BUILDS.len(), length in 0..3_usize, put in "[\\[\\]{}\",:\\\\0-9.eut \t-]{0,3}") {
            let end = (place + length).min(BUILDS.len());
            if BUILDS.is_char_boundary(place) && BUILDS.is_char_boundary(end) {
                agrees::<Build>(&format!("{}{put}{}", &BUILDS[..place], &BUILDS[end..]));
            }
        }

        #[test]
        fn the_next_special_byte_is_found(text in "[a-z\"\\\\\t\u{1f} é\u{7f}]{0,40}", start in 0..45_usize) {
            let found = text.bytes().enumerate().skip(start).find(|(_, byte)| matches!(byte, b'"' | b'\\' | ..0x20));
            let (place, start) = (found.map_or(text.len(), |(at, _)| at), start.min(text.len()));
            prop_assert_eq!(special(text.as_bytes(), start), place);
            prop_assert_eq!(special_by_words(text.as_bytes(), start), place);
        }
    }
}
