//! The elements of a list, as they stand in an answer, and no more of them than are wanted.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// The elements of `{"count": …, "value": […]}`, as lists are on the wire, or of a bare array, as the reference has
/// them; `member` is mostly "value". None if they are more than `most`: a few bytes of JSON make a record of hundreds.
pub(super) fn elements<'body>(
    body: &'body str,
    member: &'static str,
    most: usize,
) -> serde_json::Result<Option<Vec<&'body RawValue>>> {
    let too_many = Cell::new(false);
    let mut deserializer = serde_json::Deserializer::from_str(body);
    let elements = Elements {
        member,
        most,
        too_many: &too_many,
    };
    let read = deserializer.deserialize_any(Envelope(elements));
    if too_many.get() {
        return Ok(None);
    }
    let elements = read?;
    deserializer.end()?;
    Ok(Some(elements))
}

#[derive(Clone, Copy)]
struct Elements<'call> {
    member: &'static str,
    most: usize,
    too_many: &'call Cell<bool>,
}

impl<'de> DeserializeSeed<'de> for Elements<'_> {
    type Value = Vec<&'de RawValue>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Elements<'_> {
    type Value = Vec<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    /// A list that is null has no elements.
    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Vec::new())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Self::Value, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = sequence.next_element()? {
            if elements.len() == self.most {
                self.too_many.set(true);
                return Err(serde::de::Error::custom("too many elements"));
            }
            elements.push(element);
        }
        Ok(elements)
    }
}

struct Envelope<'call>(Elements<'call>);

impl<'de> Visitor<'de> for Envelope<'_> {
    type Value = Vec<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<Self::Value, A::Error> {
        self.0.visit_seq(sequence)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut elements = None;
        while let Some(name) = members.next_key::<Cow<'_, str>>()? {
            if name == self.0.member {
                if elements.is_some() {
                    return Err(serde::de::Error::duplicate_field(self.0.member));
                }
                elements = Some(members.next_value_seed(self.0)?);
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        // An object of another kind is no list without elements: an error that came with success, say.
        elements.ok_or_else(|| serde::de::Error::missing_field(self.0.member))
    }
}
