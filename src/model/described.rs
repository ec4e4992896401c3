//! Records that are described once, by the members of their object.

use std::fmt::Debug;
use std::hash::Hash;

use super::scan::{Scan, Scanner, Unusual};
use super::text::{Arena, Str};
use super::{Record, quoted};

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
        let wire = wire::<R>(&mut Scanner::of_sound(json)).map_err(|Unusual| "it is no object")?;
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

/// What `member` takes of an object that is no record, if it is one. Of what is no JSON it may take anything.
pub(crate) fn outline<T: Default>(json: &str, member: fn(&mut T, &str, &mut Scanner) -> Scan<()>) -> T {
    let mut outline = T::default();
    let done = Scanner::of_sound(json).members(&mut |scanner, name| member(&mut outline, name, scanner));
    done.map(|()| outline).unwrap_or_default()
}

/// The object with this JSON as its member of that name; the others stay as they are, to the last digit. None if it is no
/// object.
pub(crate) fn with_member(json: &str, member: &str, value: &str) -> Option<String> {
    let mut written = format!("{{{}:{value}", quoted(member));
    let done = Scanner::of_sound(json).members(&mut |scanner, name| {
        let ((), kept) = scanner.span(Scanner::skip)?;
        if name != member {
            for part in [",", &quoted(name), ":", kept] {
                written.push_str(part);
            }
        }
        Ok(())
    });
    written.push('}');
    done.is_ok().then_some(written)
}
