//! Named values by the REST reference's own names, checked against an operation before anything is sent.

use std::borrow::Cow;

use crate::api_version::Version;
use crate::error::{Error, Result};
use crate::operation::{Earlier, Kind, Operation, Paging, Parameter, Segment, Service};
use crate::organization::Organization;
use crate::url::encode;

/// Where the cloud keeps people and their accounts.
const PROFILE_SERVICE: &str = "https://app.vssps.visualstudio.com";

/// How many items a page holds where the caller does not say: what the service itself is content with.
const DEFAULT_PAGE_SIZE: u64 = 1000;

/// The most the service gives in one page.
const MAX_PAGE_SIZE: u64 = 5000;

/// Room for a URL, or for its query: most need no more.
const USUAL_URL: usize = 128;

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

    /// A project, where there is one.
    pub(crate) fn of_project(project: Option<&str>) -> Params {
        project.map(|project| ("project", project)).into_iter().collect()
    }

    /// These, for the one thing of the project that has this id; what they say of it themselves counts less.
    pub(crate) fn of_one(&self, project: Option<&str>, name: &str, id: i64) -> Params {
        let mut params = self.clone();
        params.set(name, id);
        if let Some(project) = project {
            params.set("project", project);
        }
        params
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

/// What an operation is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ask {
    /// One answer, whatever it is.
    Answer,
    /// All pages of its list.
    List,
}

/// An operation with its values in place: everything a request needs but the page and the api-version it asks for.
#[derive(Debug, Clone)]
pub(crate) struct Prepared {
    pub(crate) operation: &'static Operation,
    /// Up to the query.
    url: String,
    /// By the names of today. What the table does not know has no parameter.
    query: Vec<(String, Option<&'static Parameter>, String)>,
    /// The api-version, where the caller has one of its own.
    pub(crate) api_version: Option<String>,
    /// The media type to ask for; empty where there is none.
    pub(crate) accept: String,
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
        ask: Ask,
    ) -> Result<Prepared> {
        let entries = params.checked()?;
        let value = |name: &str| {
            let found = entries.iter().find(|(known, _)| known == name);
            found.map(|(_, value)| value.as_str())
        };
        let forced: Vec<&str> =
            value("force").map_or(Vec::new(), |names| names.split(',').map(str::trim).collect());
        let is_forced = |name: &str| forced.contains(&name);
        let is_known = |name: &str| names(operation, ask).any(|known| known == name);
        let unknown: Vec<_> = entries.iter().filter(|(name, _)| !is_known(name)).collect();
        if let Some((name, _)) = unknown.iter().find(|(name, _)| !is_forced(name)) {
            let known: Vec<_> = names(operation, ask).collect();
            return Err(unknown_name(operation, &known, name));
        }
        if let Some(name) = forced
            .iter()
            .find(|name| value(name).is_none() && !name.is_empty())
        {
            return Err(Error::invalid(format!(
                "force names {name:?}, which has no value"
            )));
        }
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
            operation,
            url: url(operation, organization, value, is_forced)?,
            query: Vec::new(),
            api_version: value("api-version").map(|text| text.trim().to_owned()),
            accept: accept(operation, value("accept"), is_forced("accept"))?,
            top: None,
            page_size: DEFAULT_PAGE_SIZE,
            token: None,
        };
        let paged = ask == Ask::List && operation.paging != Paging::Whole;
        if paged {
            prepared.top = number("$top", 0)?;
            prepared.page_size = number("page_size", 1)?
                .unwrap_or(DEFAULT_PAGE_SIZE)
                .min(MAX_PAGE_SIZE);
            let name = page_parameter(operation);
            let start = value(name).filter(|token| !token.is_empty());
            let kind = operation
                .query_parameter(name)
                .map_or(Kind::Text, |parameter| parameter.kind);
            prepared.token = match start {
                Some(start) if !is_forced(name) => Some(canonical(name, kind, start)?.into_owned()),
                start => start.map(str::to_owned),
            };
        }
        for parameter in operation.query {
            if paged && (parameter.name == "$top" || parameter.name == page_parameter(operation)) {
                continue;
            }
            let text = match value(parameter.name) {
                Some(text) if is_forced(parameter.name) => text.to_owned(),
                Some(text) => canonical(parameter.name, parameter.kind, text)?.into_owned(),
                None => match parameter.default {
                    Some(text) => text.to_owned(),
                    None if parameter.required => return Err(missing(operation, parameter.name)),
                    None => continue,
                },
            };
            prepared
                .query
                .push((parameter.name.to_owned(), Some(parameter), text));
        }
        for (name, text) in unknown {
            prepared
                .query
                .push((encode(name).replace("%24", "$"), None, text.clone()));
        }
        Ok(prepared)
    }

    /// The URL of the one answer of an operation, or of the service's own first page.
    pub(crate) fn url(&self, api_version: &str) -> String {
        self.with_query(api_version, &[])
    }

    /// The URL of a page: always size, order and token together, with the same filters.
    pub(crate) fn page_url(&self, api_version: &str, size: u64, token: Option<&str>) -> String {
        if self.operation.paging == Paging::Whole {
            return self.url(api_version);
        }
        let size = size.to_string();
        let version = Version::parse(api_version);
        let top = self.operation.query_parameter("$top");
        let named = |earlier| match earlier {
            Some(Earlier::Named(name)) => name,
            _ => "$top",
        };
        let top = top
            .zip(version)
            .and_then(|(top, version)| top.earlier_at(version));
        let mut page = vec![(named(top), size.as_str())];
        page.extend(token.map(|token| (page_parameter(self.operation), token)));
        self.with_query(api_version, &page)
    }

    fn with_query(&self, api_version: &str, page: &[(&str, &str)]) -> String {
        let version = Version::parse(api_version);
        let mut url = String::with_capacity(self.url.len() + USUAL_URL);
        url.push_str(&self.url);
        let mut pairs = Vec::with_capacity(self.query.len() + page.len() + 1);
        for (name, parameter, value) in &self.query {
            match parameter
                .zip(version)
                .and_then(|(known, version)| known.earlier_at(version))
            {
                Some(Earlier::InPath) => {
                    url.push('/');
                    url.push_str(&encode(value));
                }
                Some(Earlier::Named(name)) => pairs.push((name, value.as_str())),
                None => pairs.push((name.as_str(), value.as_str())),
            }
        }
        if !api_version.is_empty() {
            pairs.push(("api-version", api_version));
        }
        pairs.extend(page);
        for (index, (name, value)) in pairs.into_iter().enumerate() {
            url.push(if index == 0 { '?' } else { '&' });
            url.push_str(name);
            url.push('=');
            url.push_str(&encode(value));
        }
        url
    }
}

/// What leads to a page.
fn page_parameter(operation: &Operation) -> &'static str {
    match operation.paging {
        Paging::Skip => "$skip",
        _ => "continuationToken",
    }
}

/// Every name that may have a value: the operation's own, and the library's.
pub(crate) fn names(operation: &'static Operation, ask: Ask) -> impl Iterator<Item = &'static str> {
    let own: &[&'static str] = match ask {
        Ask::Answer => &["accept"],
        Ask::List if operation.paging == Paging::Whole => &[],
        Ask::List => &["page_size"],
    };
    operation
        .path_parameters()
        .chain(operation.query.iter().map(|parameter| parameter.name))
        .chain(own.iter().copied())
        .chain(["api-version", "force"])
}

/// Where the operation's route begins.
fn base<'organization>(
    operation: &Operation,
    organization: &'organization Organization,
) -> &'organization str {
    match operation.service {
        Service::Profile if organization.is_services() => PROFILE_SERVICE,
        _ => organization.url(),
    }
}

fn url<'values>(
    operation: &Operation,
    organization: &Organization,
    value: impl Fn(&str) -> Option<&'values str>,
    is_forced: impl Fn(&str) -> bool,
) -> Result<String> {
    let mut url = String::with_capacity(USUAL_URL);
    url.push_str(base(operation, organization));
    for segment in operation.segments() {
        let parameter = match segment {
            Segment::Word(word) => {
                url.push('/');
                url.push_str(word);
                continue;
            }
            Segment::Parameter(parameter) => parameter,
        };
        let name = parameter.name;
        let given = value(name).map(str::trim).filter(|text| !text.is_empty());
        let own = || {
            let project = organization.project();
            project.filter(|_| name == "project" && parameter.kind == Kind::Text && value(name).is_none())
        };
        let Some(text) = given.or_else(own) else {
            if parameter.optional {
                continue;
            }
            return Err(missing(operation, name));
        };
        if !is_forced(name) {
            canonical(name, parameter.kind, text)?;
        }
        url.push('/');
        url.push_str(&encode_segment(name, text)?);
    }
    Ok(url)
}

fn missing(operation: &Operation, name: &str) -> Error {
    let missing = Error::invalid(format!("{name} is missing: {:?} needs it", operation.name));
    match name {
        "project" => missing.with_hint("Name the project, or use an organization URL that ends with it."),
        _ => missing,
    }
}

fn encode_segment<'text>(name: &str, text: &'text str) -> Result<Cow<'text, str>> {
    // `.` and `..` would climb out of the route, however they are encoded.
    if matches!(text, "." | "..") || text.chars().any(char::is_control) {
        return Err(Error::invalid(format!("{name} cannot be {text:?}")));
    }
    Ok(encode(text))
}

fn accept(operation: &Operation, asked: Option<&str>, forced: bool) -> Result<String> {
    let Some(asked) = asked.map(str::trim) else {
        return Ok(operation.answers.first().copied().unwrap_or_default().to_owned());
    };
    let known = operation
        .answers
        .iter()
        .any(|known| known.eq_ignore_ascii_case(asked));
    if known || forced {
        return Ok(asked.to_owned());
    }
    let message = format!("{:?} does not answer {asked:?}", operation.name);
    Err(Error::invalid(message).with_hint(match operation.answers {
        [] => "Its answer has no body.".to_owned(),
        known => format!("It answers {}.", known.join(", ")),
    }))
}

pub(crate) fn canonical<'text>(name: &str, kind: Kind, text: &'text str) -> Result<Cow<'text, str>> {
    kind.canonical(text).ok_or_else(|| {
        let error = Error::invalid(format!("{name} must be {}, not {text:?}", kind.expected()));
        let near = match kind {
            Kind::Word(words) => nearest(text.trim(), words.iter().copied()),
            _ => None,
        };
        match (near, kind) {
            (Some(near), _) => error.with_hint(format!("Did you mean {near}?")),
            (None, Kind::Word(_)) => error.with_hint(format!(
                "If the service has learnt that word since, set force to {name:?}, and it is sent as it is."
            )),
            _ => error,
        }
    })
}

pub(crate) fn unknown_name(operation: &'static Operation, known: &[&'static str], name: &str) -> Error {
    let near = match nearest(name, known.iter().copied()) {
        Some(near) => format!("Did you mean {near}? "),
        None => String::new(),
    };
    Error::invalid(format!("{:?} has no parameter {name:?}", operation.name))
        .with_hint(format!("{near}It has {}.", known.join(", ")))
}

/// Longer is no name that somebody has misspelt, and the distance takes its time.
const LONGEST_MISSPELT: usize = 200;

/// The one that somebody may have meant who has written `text`: it differs in a third of its letters at most, case and
/// signs aside.
pub(crate) fn nearest<'known>(text: &str, known: impl Iterator<Item = &'known str>) -> Option<&'known str> {
    if text.len() > LONGEST_MISSPELT {
        return None;
    }
    let letters = |text: &str| text.to_lowercase().replace(|c: char| !c.is_alphanumeric(), "");
    let text = letters(text);
    let scored = known.map(|known| {
        let letters = letters(known);
        let longest = letters.chars().count().max(1);
        (strsim::osa_distance(&text, &letters), longest, known)
    });
    let (distance, longest, near) = scored.min_by_key(|(distance, ..)| *distance)?;
    (distance * 3 <= longest).then_some(near)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prepare(entries: &[(&str, &str)]) -> Result<String> {
        let organization = Organization::parse("https://dev.azure.com/fabrikam").unwrap();
        let params: Params = entries.iter().copied().collect();
        let operation = Operation::named("Builds - List").unwrap();
        let prepared = Prepared::new(operation, &organization, &params, Ask::List)?;
        Ok(prepared.page_url("7.1", 2, Some("2026-01-01T00:00:00.1Z")))
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
    fn people_are_on_a_host_of_their_own() {
        let params = [("id", "me")].into_iter().collect();
        for (organization, expected) in [
            (
                "https://dev.azure.com/fabrikam/p",
                "https://app.vssps.visualstudio.com/_apis/profile/profiles/me?api-version=7.1",
            ),
            (
                "https://server/tfs/c",
                "https://server/tfs/c/_apis/profile/profiles/me?api-version=7.1",
            ),
        ] {
            let organization = Organization::parse(organization).unwrap();
            let operation = Operation::named("Profiles - Get").unwrap();
            let prepared = Prepared::new(operation, &organization, &params, Ask::Answer).unwrap();
            assert_eq!(prepared.url("7.1"), expected);
            assert!(organization.trusts(expected));
        }
    }

    #[test]
    fn what_may_have_been_meant() {
        let names = ["resultFilter", "statusFilter", "$top", "minTime"];
        for (text, meant) in [
            ("resultfilter", Some("resultFilter")),
            ("result_filter", Some("resultFilter")),
            ("reslutFilter", Some("resultFilter")),
            ("top", Some("$top")),
            ("minTim", Some("minTime")),
            ("branch", None),
            ("", None),
        ] {
            assert_eq!(nearest(text, names.into_iter()), meant, "{text}");
        }
        let endless = format!("resultFilter{}", ".".repeat(1_000_000));
        assert_eq!(nearest(&endless, names.into_iter()), None);
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
