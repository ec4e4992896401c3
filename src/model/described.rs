//! Records that are described once, by the members of their object.
//!
//! The scanner reads what the service writes. What it gives up on is written anew in the plainest JSON that means the
//! same, and read again: no record has two readers that might differ.

use std::fmt::Debug;
use std::hash::Hash;

use serde_json::Value;

use super::mended;
use super::scan::{Scan, Scanner, Unusual};
use super::text::{Arena, Str};
use super::{Record, quoted};

/// Deeper there is nothing that a record reads.
const DEPTH: usize = 40;

/// Beyond this a double may stand for several whole numbers.
const WHOLE: f64 = 1e15;

/// An object as a record, told by its members.
pub trait Described: Sized + Debug {
    /// What the service calls one.
    const NAME: &'static str;

    /// The member of an answer that holds them, where they are several.
    const MEMBER: &'static str = "value";

    /// What is read of the object before it becomes a record.
    type Wire<'json>: Default;

    /// What tells one from another within a list.
    type Identity: Eq + Hash + Debug;

    /// Takes the member of this name, which the scanner stands before, or passes over it.
    fn member<'json>(wire: &mut Self::Wire<'json>, name: &str, scanner: &mut Scanner<'json>) -> Scan<()>;

    /// The record, or what it lacks.
    fn of(wire: &Self::Wire<'_>, json: Str, arena: &mut Arena) -> Result<Self, &'static str>;

    /// This one's.
    fn identity(&self) -> Self::Identity;
}

impl<R: Described> super::sealed::Sealed for R {}

impl<R: Described> Record for R {
    const NAME: &'static str = <R as Described>::NAME;
    const MEMBER: &'static str = <R as Described>::MEMBER;

    type Identity = <R as Described>::Identity;

    fn read(json: &str, shown: Str, arena: &mut Arena) -> Result<R, String> {
        let plain = plain(json)?;
        let wire = wire::<R>(&mut Scanner::new(&plain, usize::MAX)).map_err(|Unusual| "it cannot be read")?;
        Ok(R::of(&wire, shown, arena)?)
    }

    fn scan(scanner: &mut Scanner, keep_json: bool, arena: &mut Arena) -> Scan<R> {
        let (wire, json) = scanner.span(wire::<R>)?;
        let shown = if keep_json {
            Str::slice_of(json)
        } else {
            Str::EMPTY
        };
        R::of(&wire, shown, arena).map_err(|_| Unusual)
    }

    fn identity(&self) -> Self::Identity {
        Described::identity(self)
    }
}

fn wire<'json, R: Described>(scanner: &mut Scanner<'json>) -> Scan<R::Wire<'json>> {
    let mut wire = R::Wire::default();
    scanner.members(&mut |scanner, name| R::member(&mut wire, name, scanner))?;
    Ok(wire)
}

/// What `member` takes of an object that is no record, if it is one.
pub(super) fn outline<T: Default>(json: &str, member: fn(&mut T, &str, &mut Scanner) -> Scan<()>) -> T {
    let scan = |json: &str| {
        let mut outline = T::default();
        let mut scanner = Scanner::new(json, usize::MAX);
        scanner.members(&mut |scanner, name| member(&mut outline, name, scanner))?;
        Ok::<T, Unusual>(outline)
    };
    scan(json)
        .or_else(|Unusual| plain(json).map(|plain| scan(&plain).unwrap_or_default()))
        .unwrap_or_default()
}

/// The same object, as far as a record can tell, in JSON that the scanner does not give up on.
fn plain(json: &str) -> Result<String, String> {
    if !json.trim_start().starts_with('{') {
        return Err("it is no object".to_owned());
    }
    let mut plain = String::with_capacity(json.len());
    write_plain(&mended::value(json)?, 0, &mut plain);
    Ok(plain)
}

fn write_plain(value: &Value, depth: usize, plain: &mut String) {
    match value {
        Value::Array(elements) if depth < DEPTH => {
            plain.push('[');
            for (index, element) in elements.iter().enumerate() {
                if index > 0 {
                    plain.push(',');
                }
                write_plain(element, depth + 1, plain);
            }
            plain.push(']');
        }
        Value::Object(members) if depth < DEPTH => {
            // Names with a sign that must be escaped are none that a record has.
            let known = |name: &str| !name.contains(|c: char| c.is_control() || matches!(c, '"' | '\\'));
            let members = members.iter().filter(|(name, _)| known(name));
            plain.push('{');
            for (index, (name, member)) in members.enumerate() {
                if index > 0 {
                    plain.push(',');
                }
                plain.push_str(&quoted(name));
                plain.push(':');
                write_plain(member, depth + 1, plain);
            }
            plain.push('}');
        }
        Value::String(text) => plain.push_str(&quoted(text)),
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) if whole.unsigned_abs() < WHOLE as u64 => plain.push_str(&number.to_string()),
            (Some(whole), _) => plain.push_str(&quoted(&whole.to_string())),
            (None, Some(float)) if float.fract() == 0.0 && float.abs() < WHOLE => {
                plain.push_str(&format!("{float:.1}"));
            }
            _ => plain.push_str("null"),
        },
        Value::Bool(true) => plain.push_str("true"),
        Value::Bool(false) => plain.push_str("false"),
        Value::Null | Value::Array(_) | Value::Object(_) => plain.push_str("null"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_odd_becomes_plain() {
        for (json, expected) in [
            (r#" {"a": 1.0, "a": 2} "#, r#"{"a":2}"#),
            (
                r#"{"a": 7.0, "b": 7.5, "c": 1e3, "d": -0}"#,
                r#"{"a":7.0,"b":null,"c":1000.0,"d":-0.0}"#,
            ),
            (
                r#"{"a": 9223372036854775807, "b": 9223372036854775808, "c": 1e300}"#,
                r#"{"a":"9223372036854775807","b":null,"c":null}"#,
            ),
            (
                r#"{"\u0061": "\ud83d", "a\"": 1, "b\n": 2}"#,
                "{\"a\":\"\u{fffd}\"}",
            ),
        ] {
            assert_eq!(plain(json).unwrap(), expected);
        }
        let deep = format!("{{\"a\": {}{}}}", "[".repeat(100), "]".repeat(100));
        assert!(Scanner::new(&plain(&deep).unwrap(), usize::MAX).skip().is_ok());
        assert_eq!(plain("[]").unwrap_err(), "it is no object");
        assert!(plain("{\"a\": }").is_err());
    }
}
