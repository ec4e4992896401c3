//! Bodies of requests, made of named values.

use crate::error::{Error, Result};
use crate::model::quoted;
use crate::operation::{Kind, Operation};
use crate::params::{self, Ask, Params};

/// Between the name of a member that holds others, and theirs: `parameters.BuildConfiguration`.
const SEPARATOR: char = '.';

/// The members of an object, each with its JSON.
#[derive(Debug, Default)]
pub(crate) struct Members(Vec<(String, String)>);

impl Members {
    /// Sets a member.
    pub(crate) fn put(&mut self, name: &str, json: String) {
        self.take(name);
        self.0.push((name.to_owned(), json));
    }

    /// The JSON of the member of this name, which is then gone.
    pub(crate) fn take(&mut self, name: &str) -> Option<String> {
        let found = self.0.iter().position(|(known, _)| known == name)?;
        Some(self.0.remove(found).1)
    }

    /// Puts something in the place of the member of this name, where there is one.
    pub(crate) fn change(&mut self, name: &str, change: impl FnOnce(&str) -> String) {
        if let Some((_, json)) = self.0.iter_mut().find(|(known, _)| known == name) {
            *json = change(json);
        }
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The object.
    pub(crate) fn json(&self) -> String {
        let members: Vec<_> = self
            .0
            .iter()
            .map(|(name, json)| format!("{}:{json}", quoted(name)))
            .collect();
        format!("{{{}}}", members.join(","))
    }
}

/// What of some values goes into the body, and what stays for the rest of the request.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    pub(crate) params: Params,
    pub(crate) members: Members,
}

/// Divides values. `members` are those of the body, by their names in the reference, and `groups` members of it that hold
/// any others, as texts. Values are checked as those of the operation's own parameters are.
pub(crate) fn divide(
    operation: &'static Operation,
    members: &[(&'static str, Kind)],
    groups: &[&'static str],
    params: &Params,
) -> Result<Parts> {
    let entries = params.checked()?;
    let value = |name: &str| {
        entries
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value)
    };
    let forced: Vec<&str> =
        value("force").map_or(Vec::new(), |names| names.split(',').map(str::trim).collect());
    let own: Vec<_> = params::names(operation, Ask::Answer).collect();
    let mut parts = Parts::default();
    let mut grouped: Vec<(&'static str, Members)> =
        groups.iter().map(|group| (*group, Members::default())).collect();
    for (name, text) in entries {
        let within = name.split_once(SEPARATOR);
        let group = grouped
            .iter_mut()
            .find(|(group, _)| within.is_some_and(|(outer, _)| outer == *group));
        if let (Some((_, group)), Some((_, inner))) = (group, within) {
            group.put(inner, quoted(text));
        } else if let Some((_, kind)) = members.iter().find(|(known, _)| known == name) {
            let text = if forced.contains(&name.as_str()) {
                text.into()
            } else {
                params::canonical(name, *kind, text)?
            };
            parts.members.put(name, member(*kind, &text));
        } else if own.contains(&name.as_str()) || forced.contains(&name.as_str()) {
            parts.params.set(name, text);
        } else {
            let mut known: Vec<&'static str> = own;
            known.extend(members.iter().map(|(name, _)| *name));
            known.extend(groups);
            return Err(params::unknown_name(operation, &known, name));
        }
    }
    for (name, group) in grouped {
        if !group.is_empty() {
            parts.members.put(name, group.json());
        }
    }
    let of_request = |name: &&str| !parts.members.has(name);
    if value("force").is_some() {
        let forced: Vec<_> = forced.into_iter().filter(of_request).collect();
        parts.params.set("force", forced.join(","));
    }
    Ok(parts)
}

/// A value as the JSON that a member of this kind has; what was forced upon one is a text.
fn member(kind: Kind, text: &str) -> String {
    match kind {
        Kind::Integer | Kind::Boolean if kind.canonical(text).is_some() => text.trim().to_owned(),
        Kind::Texts => list(text.split(',').map(str::trim).filter(|text| !text.is_empty())),
        _ => quoted(text),
    }
}

/// A list of texts as JSON.
pub(crate) fn list<'text>(texts: impl Iterator<Item = &'text str>) -> String {
    let texts: Vec<_> = texts.map(quoted).collect();
    format!("[{}]", texts.join(","))
}

pub(crate) fn missing(operation: &Operation, name: &str, hint: &'static str) -> Error {
    Error::invalid(format!("{name} is missing: {:?} needs it", operation.name)).with_hint(hint)
}
