//! JSON in one pass: what a record takes of an object, and where the object ends.
//!
//! The scanner knows the JSON that the service writes. What else it meets, broken or merely unusual, it gives up on,
//! and serde_json has the say: the scanner never takes what that refuses. What serde_json has found sound, the scanner
//! takes apart once more, however deep it is, so that no record has two readers that might differ. It builds no tree:
//! a few bytes of JSON must not become hundreds.

use super::nested::{Lately, Reference};
use super::spelled::Text;
use super::{Reading, depth};

/// Deeper is nothing that the service sends.
const MAX_DEPTH: usize = 60;

/// From here on a double may stand for several whole numbers.
const WHOLE: f64 = 1e15;

/// The scanner has given up.
#[derive(Debug)]
pub struct Unusual;

pub(crate) type Scan<T> = Result<T, Unusual>;

/// A place in JSON.
#[derive(Debug)]
pub struct Scanner<'json> {
    json: &'json str,
    at: usize,
    depth: usize,
    max_depth: usize,
    /// Whether it is known to be JSON.
    is_sound: bool,
    lately: Lately<'json>,
}

/// What passes over one part of the JSON. One that is called through a pointer costs a moment more, and much less code.
type Part<'call, 'json> = &'call mut dyn FnMut(&mut Scanner<'json>) -> Scan<()>;

/// Calls `element` before each element of a list: of a bare array, or of the member of this name of an object.
pub(super) fn list<'json>(
    body: &'json str,
    member: &str,
    reading: &Reading,
    element: Part<'_, 'json>,
) -> Scan<()> {
    let mut scanner = Scanner {
        lately: Lately::on(),
        ..Scanner::new(body, reading.max_depth)
    };
    let (mut lists, mut elements) = (0, 0);
    let mut list = |scanner: &mut Scanner<'json>| {
        lists += 1;
        scanner.deeper(|scanner| {
            scanner.array(|scanner| {
                if elements == reading.max_records {
                    return Err(Unusual);
                }
                elements += 1;
                element(scanner)
            })
        })
    };
    if scanner.next()? == b'[' {
        list(&mut scanner)?;
    } else {
        scanner.deeper(|scanner| {
            scanner.object(|scanner, name| {
                // Half a character in a name is one that serde_json refuses here.
                if name.contains('\u{fffd}') {
                    Err(Unusual)
                } else if name == member {
                    list(scanner)
                } else {
                    scanner.skip()
                }
            })
        })?;
    }
    scanner.end()?;
    if lists == 1 { Ok(()) } else { Err(Unusual) }
}

impl<'json> Scanner<'json> {
    /// Deeper than `max_depth` it does not go.
    pub(super) fn new(json: &'json str, max_depth: usize) -> Scanner<'json> {
        Scanner {
            json,
            at: 0,
            depth: 0,
            max_depth: max_depth.min(MAX_DEPTH),
            is_sound: false,
            lately: Lately::off(),
        }
    }

    /// Of what is known to be JSON, of any depth.
    pub(super) fn of_sound(json: &'json str) -> Scanner<'json> {
        Scanner {
            max_depth: usize::MAX,
            is_sound: true,
            ..Scanner::new(json, 0)
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

    /// Passes over a reference whose JSON came lately, and tells what was read of it then, if there is one.
    pub(super) fn pass_same(&mut self, reference: &mut Reference<'json>) -> bool {
        let known = self.lately.find(&self.json[self.at..]);
        if let Some((length, same)) = known {
            self.at += length;
            *reference = *same;
        }
        known.is_some()
    }

    /// What has just been read of this object.
    pub(super) fn remember(&mut self, json: &'json str, reference: &Reference<'json>) {
        self.lately.keep(json, reference);
    }

    /// Calls `member` with the name of each member of an object; it must pass over the value.
    pub(super) fn object(&mut self, mut member: impl FnMut(&mut Self, &str) -> Scan<()>) -> Scan<()> {
        self.within(b'{', b'}', |scanner| {
            let name = scanner.string()?;
            scanner.expect(b':')?;
            // Hardly any has escapes, and all are looked at.
            let decoded;
            let name = if name.is_escaped() {
                decoded = name.decoded();
                &*decoded
            } else {
                name.spelled()
            };
            member(scanner, name)
        })
    }

    /// Calls `element` before each element of an array; it must pass over it.
    pub(super) fn array(&mut self, element: impl FnMut(&mut Self) -> Scan<()>) -> Scan<()> {
        self.within(b'[', b']', element)
    }

    /// A text; whole numbers and flags count as their spelling, everything else as absent.
    #[inline(never)]
    pub(crate) fn text(&mut self) -> Scan<Text<'json>> {
        Ok(match self.next()? {
            b'"' => self.string()?,
            b'-' | b'0'..=b'9' => spelled(self.number()?),
            b't' | b'f' => Text::new(if self.flag()? { "true" } else { "false" }, false),
            _ => {
                self.skip()?;
                Text::default()
            }
        })
    }

    /// A whole number, or the text of one.
    #[inline(never)]
    pub(super) fn integer(&mut self) -> Scan<Option<i64>> {
        Ok(match self.next()? {
            b'"' => self.string()?.decoded().trim().parse().ok(),
            b'-' | b'0'..=b'9' => whole(self.number()?),
            _ => {
                self.skip()?;
                None
            }
        })
    }

    /// A flag; everything but `true` counts as false.
    #[inline(never)]
    pub(super) fn flag(&mut self) -> Scan<bool> {
        match self.next()? {
            b'"' => Ok(self.string()?.decoded().eq_ignore_ascii_case("true")),
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

    /// As [`Scanner::object`], with less code for each caller.
    pub(super) fn members(&mut self, member: &mut dyn FnMut(&mut Self, &str) -> Scan<()>) -> Scan<()> {
        self.object(member)
    }

    /// An object, by its members; everything else counts as one without.
    pub(crate) fn members_or_skip(
        &mut self,
        member: &mut dyn FnMut(&mut Self, &str) -> Scan<()>,
    ) -> Scan<()> {
        self.object_or_skip(member)
    }

    /// An array, by its elements; everything else counts as one without.
    pub(crate) fn array_or_skip(&mut self, element: Part<'_, 'json>) -> Scan<()> {
        if self.next()? == b'[' {
            self.array(element)
        } else {
            self.skip()
        }
    }

    /// Passes over any value.
    pub(crate) fn skip(&mut self) -> Scan<()> {
        match self.next()? {
            b'"' => self.string().map(|_| ()),
            b'{' | b'[' if self.is_sound => {
                self.at = depth::end(self.json, self.at);
                Ok(())
            }
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

    /// What stands between two quotes.
    fn string(&mut self) -> Scan<Text<'json>> {
        let bytes = self.json.as_bytes();
        if bytes.get(self.at) != Some(&b'"') {
            return Err(Unusual);
        }
        let start = self.at + 1;
        let mut from = start;
        if let Some(block) = block(bytes, start) {
            from += first_special(block).unwrap_or(BLOCK);
            // Most end within one block, and then no registers need be saved for a call.
            if bytes.get(from) == Some(&b'"') {
                self.at = from + 1;
                return Ok(Text::new(&self.json[start..from], false));
            }
        }
        self.longer_string(start, from)
    }

    /// The same of one that does not end before `from`, nor has an escape there.
    #[inline(never)]
    fn longer_string(&mut self, start: usize, from: usize) -> Scan<Text<'json>> {
        let bytes = self.json.as_bytes();
        let mut end = special(bytes, from);
        let mut escaped = false;
        while bytes.get(end) != Some(&b'"') {
            escaped = true;
            end = special(bytes, end + escape_length(&bytes[end..])?);
        }
        self.at = end + 1;
        Ok(Text::new(&self.json[start..end], escaped))
    }

    /// A number.
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
        if matches!(bytes.get(self.at), Some(b'e' | b'E')) {
            self.at += 1;
            self.at += usize::from(matches!(bytes.get(self.at), Some(b'+' | b'-')));
            if self.digits() == 0 {
                return Err(Unusual);
            }
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

/// A number as a text: by its digits, if it is whole.
fn spelled(number: &str) -> Text<'_> {
    if number == "-0" || number.parse::<i64>().is_err() {
        return Text::default();
    }
    Text::new(number, false)
}

/// A number that is whole, `7.0` and `7e2` among them.
fn whole(number: &str) -> Option<i64> {
    let of_float = || {
        let float = number.parse::<f64>().ok()?;
        (float.fract() == 0.0 && float.abs() < WHOLE).then_some(float as i64)
    };
    number.parse().ok().or_else(of_float)
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
fn special(bytes: &[u8], mut at: usize) -> usize {
    while let Some(block) = block(bytes, at) {
        if let Some(place) = first_special(block) {
            return at + place;
        }
        at += BLOCK;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    let found = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | ..0x20));
    found.map_or(bytes.len(), |place| at + place)
}

/// How many bytes are looked at together.
const BLOCK: usize = 16;

/// Those from this place on, if there are so many.
#[inline(always)]
fn block(bytes: &[u8], at: usize) -> Option<&[u8; BLOCK]> {
    bytes.get(at..)?.first_chunk()
}

/// Which is the first such byte of a block.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn first_special(block: &[u8; BLOCK]) -> Option<usize> {
    use std::arch::x86_64::{
        _mm_cmpeq_epi8, _mm_loadu_si128, _mm_min_epu8, _mm_movemask_epi8, _mm_or_si128, _mm_set1_epi8,
    };
    // SAFETY: every x86_64 has SSE2, and the block is as long as what is loaded.
    let found = unsafe {
        let block = _mm_loadu_si128(block.as_ptr().cast());
        let quotes = _mm_cmpeq_epi8(block, _mm_set1_epi8(b'"' as i8));
        let backslashes = _mm_cmpeq_epi8(block, _mm_set1_epi8(b'\\' as i8));
        let controls = _mm_cmpeq_epi8(block, _mm_min_epu8(block, _mm_set1_epi8(0x1f)));
        _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quotes, backslashes), controls))
    };
    (found != 0).then_some(found.trailing_zeros() as usize)
}

#[cfg(not(target_arch = "x86_64"))]
use first_special_by_words as first_special;

/// The same on any processor, eight bytes at a time.
#[cfg(any(test, not(target_arch = "x86_64")))]
fn first_special_by_words(block: &[u8; BLOCK]) -> Option<usize> {
    const ONES: u64 = u64::MAX / 255;
    const HIGHS: u64 = ONES * 0x80;
    // The high bit of each byte that is zero; above the first such byte perhaps of others too.
    let zeros = |word: u64| word.wrapping_sub(ONES) & !word & HIGHS;
    let (words, _) = block.as_chunks::<8>();
    words.iter().enumerate().find_map(|(index, word)| {
        let word = u64::from_le_bytes(*word);
        let below_space = word.wrapping_sub(ONES * 0x20) & !word & HIGHS;
        let found =
            zeros(word ^ (ONES * u64::from(b'"'))) | zeros(word ^ (ONES * u64::from(b'\\'))) | below_space;
        (found != 0).then_some(index * 8 + found.trailing_zeros() as usize / 8)
    })
}

#[cfg(test)]
mod tests {
    use super::super::artifact::Artifact;
    use super::super::build::Build;
    use super::super::change::Change;
    use super::super::definition::Definition;
    use super::super::log::Log;
    use super::super::project::Project;
    use super::super::tag::Tag;
    use super::super::timeline::TimelineRecord;
    use super::super::work_item::WorkItem;
    use super::super::{Page, Reading, Record};
    use super::*;
    use proptest::prelude::*;
    use std::fmt::Debug;

    const READING: Reading = Reading {
        keep_json: true,
        max_depth: 128,
        max_records: 50_000,
        skip_broken: false,
    };

    /// Where the scanner does not give up, serde_json reads the same.
    fn agrees<R: Record + Debug>(body: &str) -> bool {
        let mut records = Vec::<R>::new();
        let Ok(arena) = READING.scan_list(body, &mut records) else {
            return false;
        };
        let elements = READING
            .elements(body, R::MEMBER, &"here")
            .expect("serde_json takes what the scanner takes");
        let mut expected = Vec::<R>::new();
        let block = READING
            .each(body, &elements, &"here", &mut expected, &mut |index, why| {
                panic!("element {index}: {why}: {body}")
            })
            .expect("and so do records");
        assert_eq!(without_addresses(&records), without_addresses(&expected));
        assert_eq!(arena.text(), block.text());
        true
    }

    /// What records tell, but for where their parts lie, whose texts are in the arena.
    fn without_addresses<R: Debug>(records: &[R]) -> String {
        let shown = format!("{records:?}");
        let mut parts = shown.split(": 0x");
        let mut told = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            told.push_str(part.trim_start_matches(|c: char| c.is_ascii_hexdigit()));
        }
        told
    }

    /// Every element is a record or broken.
    fn anything<R: Record + Debug>(body: &str) {
        let reading = Reading {
            skip_broken: true,
            ..READING
        };
        if let Ok(page) = Page::<R>::read_list(body.into(), &reading, String::new(), &"here") {
            let elements = READING.elements(body, R::MEMBER, &"here").unwrap();
            assert_eq!(page.records().len() + page.broken().len(), elements.len());
            assert!(!format!("{page:?}").is_empty());
        }
        if let Ok(page) = Page::<R>::read_one(body.into(), &reading, &"here") {
            assert_eq!(page.records().len(), 1);
        }
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

    const PERSON: &str = r#"{"displayName": "Zoë", "url": "https://dev.azure.com/fabrikam/_apis/Identities/7\u00fc",
        "id": "7", "uniqueName": "zoe@fabrikam.com", "_links": {"a": [1]}, "pool": {"id": 8, "name": "p"}}"#;

    #[test]
    fn references_that_repeat_read_the_same() {
        let other = PERSON.replace("zoe@", "eoz@");
        let body = format!(
            r#"[{{"id": 1, "requestedFor": {PERSON}, "requestedBy": {other}, "queue": {PERSON}}},
                {{"id": 2, "requestedFor": {other}, "requestedBy": {PERSON}}}]"#
        );
        assert!(agrees::<Build>(&body));
        let page = Page::<Build>::read_list(body.into(), &READING, String::new(), &"here").unwrap();
        let [first, second] = page.records() else {
            panic!("two builds")
        };
        for build in [first, second] {
            assert_eq!(
                (build.requested_for_name(), build.requested_by_id()),
                ("Zoë", "7")
            );
        }
        assert_eq!(
            (first.pool_id(), first.pool_name(), second.pool_id()),
            (8, "p", 0)
        );
        assert_eq!(first.requested_for_unique_name(), "zoe@fabrikam.com");
        assert_eq!(second.requested_for_unique_name(), "eoz@fabrikam.com");
        assert_eq!(second.requested_by_unique_name(), "zoe@fabrikam.com");
    }

    const TIMELINE: &str = r#"{"id": "t", "records": [
        {"id": "a", "parentId": null, "type": "Job", "order": 1, "attempt": 2, "state": "completed", "result": "failed",
         "log": {"id": 10, "url": "u"}, "task": null, "workerName": "w", "errorCount": 3, "issues": [
            {"type": "error", "category": "General", "message": "größe \"x\" \ud83d\ude80", "data": {"a": "b"}}, {},
            7, {"type": "note", "message": 5}],
         "previousAttempts": [{"attempt": 1, "timelineId": "x", "recordId": "a"}, null]},
        {"id": "b", "issues": null, "previousAttempts": "", "task": "@{id=7}", "log": "@{id=14}", "percentComplete": "7",
         "startTime": "2026-06-02T12:37:12.2966667Z", "task": {"id": "g", "name": "n", "version": "1.2.3"}}
    ], "changeId": 17}"#;

    const DEFINITIONS: &str = r#"[{"id": 12, "revision": 3, "name": "n", "path": "\\a", "quality": "Draft",
        "queue": {"id": 5, "name": "q", "pool": {"id": 8, "name": "p"}}, "process": {"yamlFilename": "y.yml", "type": 2},
        "repository": {"id": "r", "type": "TfsGit", "defaultBranch": "refs/heads/main"}, "queueStatus": "enabled",
        "latestBuild": {"id": 7, "buildNumber": "7", "status": "completed", "result": "failed"},
        "_links": {"web": {"href": "w"}, "web": {}}, "createdDate": "2026-06-02T12:37:12Z"}, {"id": 13, "queue": null}]"#;

    #[test]
    fn what_is_odd_is_read_as_if_it_were_plain() {
        for odd in [
            r#"{"value": [{"\u0069d": 7, "a": {"\u0069d\"": 1e999, "\ud83d": -0}, "uri": "\ud83d"}]}"#,
            r#"[{"id": 1, "id": 7e0, "uri": "\uDEAD"}]"#,
            r#"{"\u0076alue": [{"id": 0.7e1, "uri": "\ufffd", "x\n": "\ud83d"}]}"#,
        ] {
            assert!(agrees::<Build>(odd), "{odd}");
            let page = Page::<Build>::read_list(odd.into(), &READING, String::new(), &"here").unwrap();
            let build = &page.records()[0];
            assert_eq!((build.id(), build.uri()), (7, "\u{fffd}"), "{odd}");
        }
    }

    #[test]
    fn records_that_are_told_by_their_members_are_read() {
        assert!(agrees::<TimelineRecord>(TIMELINE));
        assert!(agrees::<Definition>(DEFINITIONS));
        assert!(agrees::<Log>(
            r#"[{"id": 7, "lineCount": 4294967296, "createdOn": "2026-06-02T12:37:12Z", "url": "u"}, {"id": " 8 "}]"#
        ));
        assert!(agrees::<Artifact>(
            r#"[{"id": 1, "name": "drop", "resource": {"type": "Container", "properties": {"artifactsize": "28"}}},
                {"name": "x", "resource": {"properties": {"artifactsize": "-28"}}}, {"name": "y", "resource": []}]"#
        ));
        assert!(agrees::<Change>(
            r#"[{"id": "abc", "author": {"id": null, "displayName": "N"}, "messageTruncated": true, "message": "a\nb"}]"#
        ));
        assert!(agrees::<WorkItem>(r#"[{"id": "7", "url": "u"}, {"id": 8}]"#));
        assert!(agrees::<Tag>(r#"{"count": 2, "value": ["a", "\u00fc \\"]}"#));
        for body in [r#"{"value": [{"id": "a"}]}"#, r#"[{"type": "Job"}]"#] {
            assert!(!agrees::<TimelineRecord>(body));
        }
        assert!(agrees::<Tag>(r#"["\ud83d"]"#));
        for body in ["[7]", r#"[""]"#, "[null]"] {
            assert!(!agrees::<Tag>(body));
        }
    }

    #[test]
    fn numbers_that_are_whole_are_read_as_such() {
        for (number, read) in [
            ("7.0", Some(7)),
            ("-7.0", Some(-7)),
            ("-0.0", Some(0)),
            ("123456789012345.0", Some(123_456_789_012_345)),
            ("7.00", Some(7)),
            ("-0", Some(0)),
            ("1e2", Some(100)),
            ("70E-1", Some(7)),
            ("1.5", None),
            ("1e15", None),
            ("1e999", None),
            ("1234567890123456.0", None),
        ] {
            let body = format!("[{{\"id\": {number}, \"uri\": {number}}}]");
            assert_eq!(agrees::<Build>(&body), read.is_some(), "{number}");
            if let Some(read) = read {
                let page = Page::<Build>::read_list(body.into(), &READING, String::new(), &"here").unwrap();
                let records = page.records();
                assert_eq!((records[0].id(), records[0].uri()), (read, ""));
            }
        }
        let largest = i64::MAX.to_string();
        let body = format!("[{{\"id\": {largest}, \"uri\": {largest}, \"url\": {largest}0}}]");
        assert!(agrees::<Build>(&body));
        let page = Page::<Build>::read_list(body.into(), &READING, String::new(), &"here").unwrap();
        let build = &page.records()[0];
        assert_eq!((build.id(), build.uri(), build.url()), (i64::MAX, &*largest, ""));
        // A number may have more digits than signs: it is none of the texts that there is room for.
        let body = r#"[{"id":1,"uri":9e15,"url":9e15,"reason":9e15,"status":9e15,"result":9e15}]"#;
        let page = Page::<Build>::read_list(body.into(), &READING, String::new(), &"here").unwrap();
        assert_eq!(page.records()[0].reason(), "");
    }

    #[test]
    fn elements_that_are_broken_may_be_passed_over() {
        let body = r#"[{"id": 1}, {}, 7, {"id": 2, "x": "\ud83d"}, []]"#;
        let refused = Page::<Log>::read_list(body.into(), &READING, String::new(), &"here").unwrap_err();
        assert_eq!(
            refused.message(),
            "element 1 of the answer is not a log: it has no id (here)"
        );
        let reading = Reading {
            skip_broken: true,
            ..READING
        };
        let page = Page::<Log>::read_list(body.into(), &reading, String::new(), &"here").unwrap();
        let ids: Vec<_> = page.records().iter().map(Log::id).collect();
        let broken: Vec<_> = page
            .broken()
            .iter()
            .map(|broken| (broken.index(), broken.reason()))
            .collect();
        assert_eq!(ids, [1, 2]);
        assert_eq!(
            broken,
            [
                (1, "it has no id"),
                (2, "it is no object"),
                (4, "it is no object")
            ]
        );
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
            r#"[{"id": 1,}]"#,
            r#"[{"id": 01}]"#,
            r#"[{"id": -}]"#,
            r#"[{"id": 1.}]"#,
            r#"[{"id": 1e}]"#,
            r#"[{"id": 1, "a": 1.e2}]"#,
            r#"{"\ud83d": 1, "value": []}"#,
            r#"[{"id": 1.5}]"#,
            r#"[{"id": 1 "a": 2}]"#,
            r#"[{"id": 1, "a": tru}]"#,
            r#"[{"id": 1, "a": truee}]"#,
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
                    "issues",
                    "type",
                    "message",
                    "log",
                    "pool",
                    "latestBuild",
                    "properties",
                    "artifactsize",
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
            agrees::<TimelineRecord>(&format!(
                "{{\"records\":[{{\"id\":{id},\"issues\":[{item}],\"issues\":{item},\"log\":{item},\"order\":{item}}}]}}"
            ));
            agrees::<Definition>(&format!(
                "[{{\"id\":{id},\"queue\":{item},\"latestBuild\":{item},\"repository\":{item},\"_links\":{item}}}]"
            ));
            agrees::<Artifact>(&format!("[{{\"name\":{id},\"resource\":{item},\"id\":{item}}}]"));
            agrees::<Change>(&format!("[{{\"id\":{id},\"author\":{item},\"messageTruncated\":{item}}}]"));
            agrees::<Log>(&format!("[{{\"id\":{id},\"lineCount\":{item},\"url\":{item}}}]"));
            agrees::<WorkItem>(&format!("[{item}]"));
            agrees::<Tag>(&format!("[{item}]"));
        }

        /// Whatever comes in its place, a record is read or refused.
        #[test]
        fn no_reader_breaks(item in value(), id in 0..9) {
            let body = format!(
                "[{{\"id\":{id},\"name\":{id},\"issues\":[{item}],\"queue\":{item},\"url\":{item},\"resource\":{item}}},{item}]"
            );
            for read in [
                anything::<Build>, anything::<Project>, anything::<TimelineRecord>, anything::<Definition>,
                anything::<Artifact>, anything::<Change>, anything::<Log>, anything::<WorkItem>, anything::<Tag>,
            ] {
                read(&body);
                read(&item);
            }
        }

        #[test]
        fn nor_after_any_change_of_other_records(
            place in 0..TIMELINE.len(), length in 0..3_usize, put in "[\\[\\]{}\",:\\\\0-9.eut \t-]{0,3}"
        ) {
            let end = (place + length).min(TIMELINE.len());
            if TIMELINE.is_char_boundary(place) && TIMELINE.is_char_boundary(end) {
                agrees::<TimelineRecord>(&format!("{}{put}{}", &TIMELINE[..place], &TIMELINE[end..]));
            }
            let end = end.min(DEFINITIONS.len());
            if place < end {
                agrees::<Definition>(&format!("{}{put}{}", &DEFINITIONS[..place], &DEFINITIONS[end..]));
            }
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
            let block = block(text.as_bytes(), start);
            prop_assert_eq!(block.map(first_special_by_words), block.map(first_special));
        }

        /// References that are remembered, and others that differ from them somewhere.
        #[test]
        fn what_came_lately_reads_the_same(
            place in 0..PERSON.len(), length in 0..3_usize, put in "[\\[\\]{}\",:\\\\0-9.eut \t-]{0,3}"
        ) {
            let end = (place + length).min(PERSON.len());
            if PERSON.is_char_boundary(place) && PERSON.is_char_boundary(end) {
                let other = format!("{}{put}{}", &PERSON[..place], &PERSON[end..]);
                agrees::<Build>(&format!(
                    r#"[{{"id": 1, "requestedFor": {PERSON}, "requestedBy": {other}, "lastChangedBy": {PERSON}}},
                        {{"id": 2, "requestedFor": {other}, "requestedBy": {PERSON}{other}}}]"#
                ));
                agrees::<Build>(&format!(
                    r#"[{{"id": 1, "queue": {PERSON}, "requestedFor": {PERSON}, "requestedBy": {other}}},
                        {{"id": 2, "queue": {other}, "definition": {PERSON}, "requestedFor": {other}}}]"#
                ));
            }
        }
    }
}
