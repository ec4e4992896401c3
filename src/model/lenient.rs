//! Reading what should be a text, a number, a flag or an object, and is sometimes something else.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use super::explain;
use serde::de::{
    Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer,
};

/// Reads what a record takes of an object. Where the object has a member twice, the last one counts; half a
/// surrogate pair, which is no character, becomes U+FFFD. `mended` is where the texts of such an object then live.
pub(super) fn read<'json, T: Deserialize<'json>>(
    json: &'json str,
    mended: &'json mut serde_json::Value,
) -> Result<T, String> {
    if !json.trim_start().starts_with('{') {
        return Err("it is no object".to_owned());
    }
    if let Ok(taken) = serde_json::from_str(json) {
        return Ok(taken);
    }
    *mended = serde_json::from_str(&whole_characters(json)).map_err(|error| explain(&error))?;
    T::deserialize(&*mended).map_err(|error| explain(&error))
}

/// Any JSON, mended as by [`read`].
pub(super) fn value(json: &str) -> Result<serde_json::Value, String> {
    serde_json::from_str(json)
        .or_else(|_| serde_json::from_str(&whole_characters(json)))
        .map_err(|error| explain(&error))
}

/// JSON with an escape of U+FFFD in place of each that stands for half a surrogate pair.
fn whole_characters(json: &str) -> String {
    let unit = |at: usize| {
        let digits = json.get(at..at + 6)?.strip_prefix("\\u")?;
        u32::from_str_radix(digits, 16).ok()
    };
    let mut whole = String::with_capacity(json.len());
    let (mut rest, mut at) = (0, 0);
    // Bytes: what follows a backslash, which no valid JSON has, may be any character.
    while let Some(found) = json
        .as_bytes()
        .get(at..)
        .and_then(|rest| rest.iter().position(|byte| *byte == b'\\'))
    {
        at += found;
        at += match (unit(at), unit(at + 6)) {
            (Some(0xd800..0xdc00), Some(0xdc00..0xe000)) => 12,
            (Some(0xd800..0xe000), _) => {
                whole.push_str(&json[rest..at]);
                whole.push_str("\\ufffd");
                rest = at + 6;
                6
            }
            (Some(_), _) => 6,
            (None, _) => 2,
        };
    }
    whole.push_str(&json[rest..]);
    whole
}

/// A text; numbers that are spelled as whole ones, and flags, count as their spelling, everything else as absent.
pub(super) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Cow<'de, str>>, D::Error> {
    deserializer.deserialize_any(Scalar).map(|scalar| match scalar {
        Value::Text(text) => Some(text),
        Value::Integer(number) => Some(number.to_string().into()),
        Value::Flag(flag) => Some(if flag { "true" } else { "false" }.into()),
        // Its digits may be more than the JSON has: "1e15".
        Value::Whole(_) | Value::Other => None,
    })
}

/// A whole number, or the text of one.
pub(super) fn integer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    deserializer.deserialize_any(Scalar).map(|scalar| match scalar {
        Value::Integer(number) | Value::Whole(number) => Some(number),
        Value::Text(text) => text.trim().parse().ok(),
        Value::Flag(_) | Value::Other => None,
    })
}

/// A flag; everything but `true` counts as false.
pub(super) fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    deserializer.deserialize_any(Scalar).map(|scalar| match scalar {
        Value::Flag(flag) => flag,
        Value::Text(text) => text.eq_ignore_ascii_case("true"),
        Value::Integer(_) | Value::Whole(_) | Value::Other => false,
    })
}

/// An object; everything else counts as one without members.
pub(super) fn object<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_any(Object(PhantomData))
}

enum Value<'de> {
    Text(Cow<'de, str>),
    Integer(i64),
    /// Spelled with a fraction of 0 or an exponent.
    Whole(i64),
    Flag(bool),
    Other,
}

struct Scalar;

impl<'de> Visitor<'de> for Scalar {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value<'de>, E> {
        Ok(Value::Integer(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value<'de>, E> {
        Ok(i64::try_from(number).map_or(Value::Other, Value::Integer))
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value<'de>, E> {
        Ok(Value::Flag(flag))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value<'de>, E> {
        // Beyond this a double holds no whole numbers that can be told apart.
        const WHOLE: f64 = (1_u64 << 53) as f64;
        if number.fract() == 0.0 && number.abs() <= WHOLE {
            Ok(Value::Whole(number as i64))
        } else {
            Ok(Value::Other)
        }
    }

    fn visit_unit<E>(self) -> Result<Value<'de>, E> {
        Ok(Value::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value<'de>, A::Error> {
        while elements.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Value::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value<'de>, A::Error> {
        while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Value::Other)
    }
}

struct Object<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de> + Default> Visitor<'de> for Object<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(members))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, elements: A) -> Result<T, A::Error> {
        Scalar.visit_seq(elements).map(|_| T::default())
    }

    fn visit_str<E>(self, _: &str) -> Result<T, E> {
        Ok(T::default())
    }

    fn visit_i64<E>(self, _: i64) -> Result<T, E> {
        Ok(T::default())
    }

    fn visit_u64<E>(self, _: u64) -> Result<T, E> {
        Ok(T::default())
    }

    fn visit_f64<E>(self, _: f64) -> Result<T, E> {
        Ok(T::default())
    }

    fn visit_bool<E>(self, _: bool) -> Result<T, E> {
        Ok(T::default())
    }

    fn visit_unit<E>(self) -> Result<T, E> {
        Ok(T::default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn half_a_pair_becomes_a_character() {
        for (json, whole) in [
            (r#""\ud83d\ude80""#, r#""\ud83d\ude80""#),
            (r#""\ud83d""#, r#""\ufffd""#),
            (r#""\ude80\ud83d\ud83d\ude80x""#, r#""\ufffd\ufffd\ud83d\ude80x""#),
            (r#""\\ud83d\n\u00fc""#, r#""\\ud83d\n\u00fc""#),
            (r#""größe \uDEADü""#, r#""größe \ufffdü""#),
        ] {
            assert_eq!(whole_characters(json), whole);
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in ".*\\\\?u?[dD]?.*") {
            whole_characters(&text);
        }
    }
}
