//! Objects within objects, as far as records read them. What is no object counts as one without members.

use super::scan::{Scan, Scanner};
use super::spelled::Text;

/// A project, queue, repository, task, log, build, person or service as others refer to it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reference<'json> {
    pub(super) id: Text<'json>,
    pub(super) name: Text<'json>,
    pub(super) kind: Text<'json>,
    pub(super) version: Text<'json>,
    pub(super) url: Text<'json>,
    /// Of a person or service.
    pub(super) display_name: Text<'json>,
    pub(super) unique_name: Text<'json>,
    /// Of a queue: the agent pool that it is of.
    pub(super) pool_id: Text<'json>,
    pub(super) pool_name: Text<'json>,
}

impl<'json> Reference<'json> {
    pub(super) fn scan(&mut self, scanner: &mut Scanner<'json>) -> Scan<()> {
        let is_object = scanner.next()? == b'{';
        if is_object && scanner.pass_same(self) {
            return Ok(());
        }
        *self = Reference::default();
        let ((), json) = scanner
            .span(|scanner| scanner.members_or_skip(&mut |scanner, name| self.member(name, scanner)))?;
        if is_object {
            scanner.remember(json, self);
        }
        Ok(())
    }

    pub(super) fn member(&mut self, name: &str, scanner: &mut Scanner<'json>) -> Scan<()> {
        match name {
            "id" => self.id = scanner.text()?,
            "name" => self.name = scanner.text()?,
            "type" => self.kind = scanner.text()?,
            "version" => self.version = scanner.text()?,
            "url" => self.url = scanner.text()?,
            "displayName" => self.display_name = scanner.text()?,
            "uniqueName" => self.unique_name = scanner.text()?,
            "pool" => self.pool(scanner)?,
            _ => scanner.skip()?,
        }
        Ok(())
    }

    fn pool(&mut self, scanner: &mut Scanner<'json>) -> Scan<()> {
        (self.pool_id, self.pool_name) = Default::default();
        scanner.members_or_skip(&mut |scanner, name| {
            match name {
                "id" => self.pool_id = scanner.text()?,
                "name" => self.pool_name = scanner.text()?,
                _ => scanner.skip()?,
            }
            Ok(())
        })
    }

    /// Its id; 0 where that is no number.
    pub(super) fn number(&self) -> i64 {
        number(&self.id).unwrap_or(0)
    }

    /// That of its agent pool, likewise.
    pub(super) fn pool_number(&self) -> i64 {
        number(&self.pool_id).unwrap_or(0)
    }
}

/// A text that is a whole number.
pub(super) fn number(text: &Text) -> Option<i64> {
    text.decoded().trim().parse().ok()
}

/// A reference of fewer bytes is read as fast as it is looked for.
const SHORTEST: usize = 64;

/// References that came lately: what a list holds tends to refer to the same people, definitions and repositories over
/// and over. The same bytes read the same, as all of them are members of its records and so at one depth.
#[derive(Debug)]
pub(super) struct Lately<'json>(Box<[[Option<Known<'json>>; WAYS]]>);

/// Room for 128, by what they begin with; of those that meet, the oldest makes way.
const SETS: usize = 32;
const WAYS: usize = 4;

#[derive(Debug)]
struct Known<'json> {
    start: u64,
    json: &'json str,
    reference: Reference<'json>,
}

impl<'json> Lately<'json> {
    /// Remembers nothing.
    pub(super) fn off() -> Lately<'json> {
        Lately(Box::default())
    }

    pub(super) fn on() -> Lately<'json> {
        Lately(std::iter::repeat_with(Default::default).take(SETS).collect())
    }

    /// What the JSON begins with, if that came lately: its length, and what was read of it.
    pub(super) fn find(&self, json: &str) -> Option<(usize, &Reference<'json>)> {
        let start = start_of(json)?;
        let known = self
            .0
            .get(set_of(start))?
            .iter()
            .flatten()
            .find(|known| known.start == start && json.as_bytes().starts_with(known.json.as_bytes()))?;
        Some((known.json.len(), &known.reference))
    }

    /// An object.
    pub(super) fn keep(&mut self, json: &'json str, reference: &Reference<'json>) {
        if let Some(start) = start_of(json)
            && let Some(set) = self.0.get_mut(set_of(start))
        {
            set.rotate_right(1);
            set[0] = Some(Known {
                start,
                json,
                reference: *reference,
            });
        }
    }
}

/// The first bytes as a number.
fn start_of(json: &str) -> Option<u64> {
    let (words, _) = json.as_bytes().first_chunk::<SHORTEST>()?.as_chunks::<8>();
    let mix = |mixed: u64, word: &[u8; 8]| {
        (mixed.rotate_left(5) ^ u64::from_le_bytes(*word)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    };
    Some(words.iter().fold(0, mix))
}

fn set_of(start: u64) -> usize {
    (start >> (u64::BITS - SETS.ilog2())) as usize
}

/// `_links.web.href`.
pub(super) fn web_link<'json>(scanner: &mut Scanner<'json>) -> Scan<Text<'json>> {
    within(scanner, "web", |scanner| within(scanner, "href", Scanner::text))
}

/// The one member of an object that counts.
pub(super) fn within<'json>(
    scanner: &mut Scanner<'json>,
    member: &str,
    read: fn(&mut Scanner<'json>) -> Scan<Text<'json>>,
) -> Scan<Text<'json>> {
    let mut found = Text::default();
    scanner.members_or_skip(&mut |scanner, name| {
        if name == member {
            found = read(scanner)?;
            Ok(())
        } else {
            scanner.skip()
        }
    })?;
    Ok(found)
}
