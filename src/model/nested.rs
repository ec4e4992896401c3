//! Objects within objects, as far as records read them. What is no object counts as one without members.

use super::scan::{Scan, Scanner};
use super::spelled::Text;

/// A project, queue, repository, task, log or build as others refer to it.
#[derive(Default)]
pub struct Reference<'json> {
    pub(super) id: Text<'json>,
    pub(super) name: Text<'json>,
    pub(super) kind: Text<'json>,
    pub(super) version: Text<'json>,
    pub(super) url: Text<'json>,
}

impl<'json> Reference<'json> {
    pub(super) fn scan(scanner: &mut Scanner<'json>) -> Scan<Reference<'json>> {
        let mut reference = Reference::default();
        scanner.members_or_skip(&mut |scanner, name| reference.member(name, scanner))?;
        Ok(reference)
    }

    pub(super) fn member(&mut self, name: &str, scanner: &mut Scanner<'json>) -> Scan<()> {
        match name {
            "id" => self.id = scanner.text()?,
            "name" => self.name = scanner.text()?,
            "type" => self.kind = scanner.text()?,
            "version" => self.version = scanner.text()?,
            "url" => self.url = scanner.text()?,
            _ => scanner.skip()?,
        }
        Ok(())
    }

    /// Its id; 0 where that is no number.
    pub(super) fn number(&self) -> i64 {
        number(&self.id).unwrap_or(0)
    }
}

/// A text that is a whole number.
pub(super) fn number(text: &Text) -> Option<i64> {
    text.decoded().trim().parse().ok()
}

/// An agent queue, with the agent pool that it is of.
#[derive(Default)]
pub(super) struct Queue<'json> {
    pub(super) own: Reference<'json>,
    pub(super) pool: Reference<'json>,
}

impl<'json> Queue<'json> {
    pub(super) fn scan(scanner: &mut Scanner<'json>) -> Scan<Queue<'json>> {
        let mut queue = Queue::default();
        scanner.members_or_skip(&mut |scanner, name| {
            match name {
                "pool" => queue.pool = Reference::scan(scanner)?,
                _ => queue.own.member(name, scanner)?,
            }
            Ok(())
        })?;
        Ok(queue)
    }
}

/// A person or a service.
#[derive(Default)]
pub(super) struct Identity<'json> {
    pub(super) id: Text<'json>,
    pub(super) display_name: Text<'json>,
    pub(super) unique_name: Text<'json>,
}

impl<'json> Identity<'json> {
    pub(super) fn scan(scanner: &mut Scanner<'json>) -> Scan<Identity<'json>> {
        let mut identity = Identity::default();
        scanner.members_or_skip(&mut |scanner, name| {
            match name {
                "id" => identity.id = scanner.text()?,
                "displayName" => identity.display_name = scanner.text()?,
                "uniqueName" => identity.unique_name = scanner.text()?,
                _ => scanner.skip()?,
            }
            Ok(())
        })?;
        Ok(identity)
    }
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
