//! Bodies of requests, made of named values.

use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::operation::{Kind, Operation};
use crate::params::{self, Ask, Params};

/// Between the name of a member that holds others, and theirs: `parameters.BuildConfiguration`.
const SEPARATOR: char = '.';

/// What of some values goes into the body, and what stays for the rest of the request.
pub(crate) struct Parts {
    pub(crate) params: Params,
    pub(crate) members: Map<String, Value>,
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
    let own = params::names(operation, Ask::Answer);
    let mut parts = Parts {
        params: Params::new(),
        members: Map::new(),
    };
    for (name, text) in entries {
        let group = name
            .split_once(SEPARATOR)
            .filter(|(group, _)| groups.contains(group));
        if let Some((group, inner)) = group {
            let group = parts
                .members
                .entry(group)
                .or_insert_with(|| Value::Object(Map::new()));
            group[inner] = Value::from(text.as_str());
        } else if let Some((_, kind)) = members.iter().find(|(known, _)| known == name) {
            let text = if forced.contains(&name.as_str()) {
                text.clone()
            } else {
                params::canonical(name, *kind, text)?
            };
            parts.members.insert(name.clone(), member(*kind, &text));
        } else if own.contains(&name.as_str()) || forced.contains(&name.as_str()) {
            parts.params.set(name, text);
        } else {
            let mut known: Vec<&'static str> = own;
            known.extend(members.iter().map(|(name, _)| *name));
            known.extend(groups);
            return Err(params::unknown_name(operation, &known, name));
        }
    }
    let of_request = |name: &&str| !parts.members.contains_key(*name);
    if value("force").is_some() {
        let forced: Vec<_> = forced.into_iter().filter(of_request).collect();
        parts.params.set("force", forced.join(","));
    }
    Ok(parts)
}

fn member(kind: Kind, text: &str) -> Value {
    match kind {
        Kind::Integer => text.parse::<i64>().map_or_else(|_| text.into(), Value::from),
        Kind::Boolean => Value::from(text == "true"),
        Kind::Texts => text
            .split(',')
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .collect(),
        _ => text.into(),
    }
}

impl Parts {
    /// The member of this name as a text, taken out.
    pub(crate) fn take(&mut self, name: &str) -> Option<String> {
        let value = self.members.remove(name)?;
        Some(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
    }

    /// Puts an object with one member in the place of the member of this name, where there is one.
    pub(crate) fn wrap(&mut self, name: &str, inner: &str) {
        if let Some(value) = self.members.get_mut(name) {
            *value = Value::Object(Map::from_iter([(inner.to_owned(), value.take())]));
        }
    }

    /// The body, as JSON.
    pub(crate) fn json(self) -> String {
        Value::Object(self.members).to_string()
    }
}

pub(crate) fn missing(operation: &Operation, name: &str, hint: &'static str) -> Error {
    Error::invalid(format!("{name} is missing: {:?} needs it", operation.name)).with_hint(hint)
}
