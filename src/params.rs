//! Named values by the REST reference's own names, checked against an operation before anything is sent.

use crate::error::{Error, Result};
use crate::model::time;
use crate::operation::{Kind, Operation, Paging, Parameter, placeholder};
use crate::organization::Organization;
use crate::url::encode;

/// How many items a page holds where the caller does not say: what the service itself is content with.
const DEFAULT_PAGE_SIZE: u64 = 1000;

/// The most the service gives in one page.
const MAX_PAGE_SIZE: u64 = 5000;

/// Names and values, for an operation (`resultFilter`, `$top`) or a client (`connect_timeout_ms`).
///
/// A fault found while setting is kept and told by the call that uses the parameters.
#[derive(Debug, Clone, Default)]
pub struct Params {
    entries: Vec<(String, String)>,
    fault: Option<Error>,
}

impl Params {
    /// No values yet.
    pub fn new() -> Params {
        Params::default()
    }

    /// Sets one value; the last one set for a name counts.
    pub fn set(&mut self, name: &str, value: impl ToString) -> &mut Params {
        let value = value.to_string();
        match self.entries.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = value,
            None => self.entries.push((name.to_owned(), value)),
        }
        self
    }

    /// Sets every value of `others`.
    pub fn extend(&mut self, others: &Params) -> &mut Params {
        for (name, value) in &others.entries {
            self.set(name, value);
        }
        if let Some(fault) = &others.fault {
            self.keep_fault(fault.clone());
        }
        self
    }

    /// Keeps the first fault until the parameters are used.
    pub(crate) fn keep_fault(&mut self, fault: Error) {
        self.fault.get_or_insert(fault);
    }

    /// The value of this name, and the others.
    pub(crate) fn without(mut self, name: &str) -> Result<(Option<String>, Params)> {
        self.checked()?;
        let found = self.entries.iter().position(|(known, _)| known == name);
        let value = found.map(|position| self.entries.remove(position).1);
        Ok((value, self))
    }

    /// The entries, or the fault that was kept.
    pub(crate) fn checked(&self) -> Result<&[(String, String)]> {
        match &self.fault {
            Some(fault) => Err(fault.clone()),
            None => Ok(&self.entries),
        }
    }
}

impl<Name: AsRef<str>, Value: ToString> FromIterator<(Name, Value)> for Params {
    fn from_iter<Entries: IntoIterator<Item = (Name, Value)>>(entries: Entries) -> Params {
        let mut params = Params::new();
        for (name, value) in entries {
            params.set(name.as_ref(), value);
        }
        params
    }
}

/// An operation with its values in place: everything a request needs but the page it asks for.
#[derive(Debug, Clone)]
pub(crate) struct Prepared {
    url: String,
    query: Vec<(&'static str, String)>,
    /// How many items the caller wants in all.
    pub(crate) top: Option<u64>,
    /// How many items to ask for at once.
    pub(crate) page_size: u64,
    /// Where to begin.
    pub(crate) token: Option<String>,
}

impl Prepared {
    pub(crate) fn new(
        operation: &'static Operation,
        organization: &Organization,
        params: &Params,
    ) -> Result<Prepared> {
        let entries = params.checked()?;
        let paged = operation.paging == Paging::ContinuationToken;
        for (name, _) in entries {
            let known = operation.path_parameters().any(|path| path == name)
                || operation.query.iter().any(|query| query.name == name)
                || (paged && name == "page_size");
            if !known {
                return Err(unknown_name(operation, paged, name));
            }
        }
        let value = |name: &str| {
            entries
                .iter()
                .find(|(known, _)| known == name)
                .map(|(_, value)| value.as_str())
        };
        let number = |name: &'static str, least: u64| match value(name) {
            Some(text) => match text.trim().parse::<u64>() {
                Ok(number) if number >= least => Ok(Some(number)),
                _ => Err(Error::invalid(format!(
                    "{name} must be a whole number, at least {least}, not {text:?}"
                ))),
            },
            None => Ok(None),
        };

        let mut prepared = Prepared {
            url: url(operation, organization, value)?,
            query: Vec::new(),
            top: None,
            page_size: DEFAULT_PAGE_SIZE,
            token: None,
        };
        if paged {
            prepared.top = number("$top", 0)?;
            prepared.page_size = number("page_size", 1)?
                .unwrap_or(DEFAULT_PAGE_SIZE)
                .min(MAX_PAGE_SIZE);
            prepared.token = value("continuationToken")
                .filter(|token| !token.is_empty())
                .map(str::to_owned);
        }
        for parameter in operation.query {
            if paged && matches!(parameter.name, "$top" | "continuationToken") {
                continue;
            }
            match value(parameter.name) {
                Some(text) => prepared.query.push((parameter.name, canonical(parameter, text)?)),
                None => prepared
                    .query
                    .extend(parameter.default.map(|text| (parameter.name, text.to_owned()))),
            }
        }
        // An older Server answers a version it does not know with an error, or with a bare 404; without one it
        // takes the newest it has. That is allowed for reads.
        if organization.is_services() {
            prepared
                .query
                .push(("api-version", operation.api_version.to_owned()));
        }
        Ok(prepared)
    }

    /// The URL of the one answer of an operation that does not page, or of the service's own first page.
    pub(crate) fn url(&self) -> String {
        self.with_query(&[])
    }

    /// The URL of a page: always size, order and token together, with the same filters.
    pub(crate) fn page_url(&self, size: u64, token: Option<&str>) -> String {
        let size = size.to_string();
        let mut page = vec![("$top", size.as_str())];
        page.extend(token.map(|token| ("continuationToken", token)));
        self.with_query(&page)
    }

    fn with_query(&self, page: &[(&str, &str)]) -> String {
        let own = self.query.iter().map(|(name, value)| (*name, value.as_str()));
        let mut url = self.url.clone();
        for (index, (name, value)) in own.chain(page.iter().copied()).enumerate() {
            url.push(if index == 0 { '?' } else { '&' });
            url.push_str(name);
            url.push('=');
            url.push_str(&encode(value));
        }
        url
    }
}

fn url<'values>(
    operation: &Operation,
    organization: &Organization,
    value: impl Fn(&str) -> Option<&'values str>,
) -> Result<String> {
    let mut url = organization.url();
    for segment in operation.route.split('/') {
        url.push('/');
        let Some(name) = placeholder(segment) else {
            url.push_str(segment);
            continue;
        };
        let given = value(name).map(str::trim).filter(|text| !text.is_empty());
        let own = || {
            organization
                .project()
                .filter(|_| name == "project" && value(name).is_none())
        };
        let Some(text) = given.or_else(own) else {
            let missing = Error::invalid(format!("{name} is missing: {:?} needs it", operation.name));
            return Err(match name {
                "project" => {
                    missing.with_hint("Name the project, or use an organization URL that ends with it.")
                }
                _ => missing,
            });
        };
        let text = encode_segment(name, text)?;
        url.push_str(&text);
    }
    Ok(url)
}

fn encode_segment(name: &str, text: &str) -> Result<String> {
    // `.` and `..` would climb out of the route, however they are encoded.
    if matches!(text, "." | "..") || text.chars().any(char::is_control) {
        return Err(Error::invalid(format!("{name} cannot be {text:?}")));
    }
    Ok(encode(text))
}

fn canonical(parameter: &Parameter, text: &str) -> Result<String> {
    let refuse = |expected: &str| {
        Err(Error::invalid(format!(
            "{} must be {expected}, not {text:?}",
            parameter.name
        )))
    };
    let trimmed = text.trim();
    let is_number = |text: &str| text.trim().parse::<i64>().is_ok_and(|number| number >= 0);
    match parameter.kind {
        Kind::Text | Kind::Texts => Ok(text.to_owned()),
        Kind::Integer if is_number(trimmed) => Ok(trimmed.to_owned()),
        Kind::Integer => refuse("a whole number"),
        Kind::Integers if trimmed.split(',').all(is_number) => Ok(trimmed.to_owned()),
        Kind::Integers => refuse("whole numbers with commas between them"),
        Kind::Boolean if matches!(trimmed, "true" | "false") => Ok(trimmed.to_owned()),
        Kind::Boolean => refuse("true or false"),
        Kind::DateTime if is_time(trimmed) => Ok(trimmed.to_owned()),
        Kind::DateTime => refuse("a time such as 2026-11-16T00:00:00Z"),
        Kind::Word(words) => {
            let known = |word: &str| words.iter().find(|known| known.eq_ignore_ascii_case(word.trim()));
            let named: Option<Vec<&str>> = trimmed.split(',').map(|word| known(word).copied()).collect();
            match named {
                Some(named) => Ok(named.join(",")),
                None => refuse(&format!(
                    "one of {}, or some with commas between them",
                    words.join(", ")
                )),
            }
        }
    }
}

/// A day alone is its first moment.
fn is_time(text: &str) -> bool {
    time::parse(text).is_some() || time::parse(&format!("{text}T00:00:00Z")).is_some()
}

fn unknown_name(operation: &'static Operation, paged: bool, name: &str) -> Error {
    let known: Vec<&str> = operation
        .path_parameters()
        .chain(operation.query.iter().map(|parameter| parameter.name))
        .chain(paged.then_some("page_size"))
        .collect();
    Error::invalid(format!("{:?} has no parameter {name:?}", operation.name))
        .with_hint(format!("It has {}.", known.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prepare(entries: &[(&str, &str)]) -> Result<String> {
        let organization = Organization::parse("https://dev.azure.com/fabrikam").unwrap();
        let params: Params = entries.iter().copied().collect();
        let operation = Operation::named("Builds - List").unwrap();
        Ok(Prepared::new(operation, &organization, &params)?.page_url(2, Some("2026-01-01T00:00:00.1Z")))
    }

    #[test]
    fn values_become_a_query() {
        assert_eq!(
            prepare(&[
                ("project", "My Project"),
                ("resultFilter", "FAILED"),
                ("branchName", "a&b"),
                ("$top", "9")
            ])
            .unwrap(),
            "https://dev.azure.com/fabrikam/My%20Project/_apis/build/builds?resultFilter=failed\
             &queryOrder=queueTimeDescending&branchName=a%26b&api-version=7.1&$top=2\
             &continuationToken=2026-01-01T00%3A00%3A00.1Z"
        );
    }

    #[test]
    fn several_words_and_days() {
        let url = prepare(&[
            ("project", "p"),
            ("statusFilter", "InProgress, notstarted"),
            ("minTime", "2026-11-16"),
        ])
        .unwrap();
        assert!(url.contains("statusFilter=inProgress%2CnotStarted"), "{url}");
        assert!(url.contains("minTime=2026-11-16&"), "{url}");
    }

    #[test]
    fn what_cannot_be_is_refused_by_name() {
        for (name, value) in [
            ("resultfilter", "failed"),
            ("resultFilter", "red"),
            ("resultFilter", "failed,red"),
            ("resultFilter", ""),
            ("$top", "-1"),
            ("$top", "many"),
            ("page_size", "0"),
            ("definitions", "1,x"),
            ("minTime", "yesterday"),
            ("buildId", "1"),
            ("project", ".."),
            ("project", ""),
        ] {
            let error = prepare(&[("project", "p"), (name, value)]).unwrap_err();
            assert!(error.message().contains(name), "{name}={value}: {error}");
        }
        assert!(prepare(&[]).unwrap_err().message().contains("project"));
    }
}
