//! Every REST operation as data.
//!
//! One table says what the client sends, what [`Params`](crate::Params) may hold, and what the sandbox
//! answers. A new operation is one row here and, where it is typed, one record in [`crate::model`].
//! Names, routes and parameters are those of the
//! [REST reference](https://learn.microsoft.com/rest/api/azure/devops/), version 7.1.

/// The HTTP method of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Method {
    /// Reads; safe to repeat.
    Get,
}

impl Method {
    /// As it stands on the request line.
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
        }
    }
}

/// What a parameter's value may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// Any text.
    Text,
    /// A whole number, not negative.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// RFC 3339, such as `2026-11-16T00:00:00Z`.
    DateTime,
    /// One of these words, in any case, or some with commas between them.
    Word(&'static [&'static str]),
    /// Whole numbers separated by commas.
    Integers,
    /// Texts separated by commas.
    Texts,
}

/// One parameter of an operation, by its name in the REST reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Parameter {
    /// The reference's name, `$top` with its dollar sign.
    pub name: &'static str,
    /// What its value may be.
    pub kind: Kind,
    /// Sent when the caller sets none.
    pub default: Option<&'static str>,
}

/// How an operation's answer continues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Paging {
    /// One answer holds everything.
    None,
    /// `x-ms-continuationtoken` of one answer is the `continuationToken` of the next request.
    ContinuationToken,
}

/// One operation of the REST reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Operation {
    /// The reference's name: "Builds - List".
    pub name: &'static str,
    /// Its HTTP method.
    pub method: Method,
    /// Below the organization's URL; `{name}` marks a required path parameter.
    pub route: &'static str,
    /// What may follow in the query.
    pub query: &'static [Parameter],
    /// The released version that Azure DevOps Services is asked for.
    pub api_version: &'static str,
    /// Whether the answer comes in pages.
    pub paging: Paging,
}

const fn parameter(name: &'static str, kind: Kind) -> Parameter {
    Parameter {
        name,
        kind,
        default: None,
    }
}

/// Every operation the library knows.
pub static OPERATIONS: &[Operation] = &[
    Operation {
        name: "Builds - List",
        method: Method::Get,
        route: "{project}/_apis/build/builds",
        query: BUILDS_LIST,
        api_version: "7.1",
        paging: Paging::ContinuationToken,
    },
    Operation {
        name: "Builds - Get",
        method: Method::Get,
        route: "{project}/_apis/build/builds/{buildId}",
        query: &[parameter("propertyFilters", Kind::Text)],
        api_version: "7.1",
        paging: Paging::None,
    },
    Operation {
        name: "Projects - List",
        method: Method::Get,
        route: "_apis/projects",
        query: PROJECTS_LIST,
        api_version: "7.1",
        paging: Paging::ContinuationToken,
    },
];

static BUILDS_LIST: &[Parameter] = &[
    parameter("definitions", Kind::Integers),
    parameter("queues", Kind::Integers),
    parameter("buildNumber", Kind::Text),
    parameter("minTime", Kind::DateTime),
    parameter("maxTime", Kind::DateTime),
    parameter("requestedFor", Kind::Text),
    parameter(
        "reasonFilter",
        Kind::Word(&[
            "none",
            "manual",
            "individualCI",
            "batchedCI",
            "schedule",
            "scheduleForced",
            "userCreated",
            "validateShelveset",
            "checkInShelveset",
            "pullRequest",
            "buildCompletion",
            "resourceTrigger",
            "triggered",
            "all",
        ]),
    ),
    parameter(
        "statusFilter",
        Kind::Word(&[
            "none",
            "inProgress",
            "completed",
            "cancelling",
            "postponed",
            "abandoned",
            "notStarted",
            "all",
        ]),
    ),
    parameter(
        "resultFilter",
        Kind::Word(&["none", "succeeded", "partiallySucceeded", "failed", "canceled"]),
    ),
    parameter("tagFilters", Kind::Texts),
    parameter("properties", Kind::Texts),
    parameter("$top", Kind::Integer),
    parameter("continuationToken", Kind::Text),
    parameter("maxBuildsPerDefinition", Kind::Integer),
    parameter(
        "deletedFilter",
        Kind::Word(&["excludeDeleted", "includeDeleted", "onlyDeleted"]),
    ),
    // The service's own default order is nobody's promise, and a continuation token counts only under the
    // order it was issued for: so the order is always said.
    Parameter {
        name: "queryOrder",
        kind: Kind::Word(&[
            "finishTimeAscending",
            "finishTimeDescending",
            "queueTimeDescending",
            "queueTimeAscending",
            "startTimeDescending",
            "startTimeAscending",
        ]),
        default: Some("queueTimeDescending"),
    },
    parameter("branchName", Kind::Text),
    parameter("buildIds", Kind::Integers),
    parameter("repositoryId", Kind::Text),
    parameter("repositoryType", Kind::Text),
];

static PROJECTS_LIST: &[Parameter] = &[
    parameter(
        "stateFilter",
        Kind::Word(&[
            "deleting",
            "new",
            "wellFormed",
            "createPending",
            "all",
            "unchanged",
            "deleted",
        ]),
    ),
    parameter("$top", Kind::Integer),
    parameter("$skip", Kind::Integer),
    parameter("continuationToken", Kind::Integer),
    parameter("getDefaultTeamImageUrl", Kind::Boolean),
];

impl Operation {
    /// The operation of this name ("Builds - List").
    pub fn named(name: &str) -> Option<&'static Operation> {
        OPERATIONS.iter().find(|operation| operation.name == name)
    }

    /// As [`Operation::named`], for names that stand in the source: a wrong one does not compile.
    pub(crate) const fn known(name: &str) -> &'static Operation {
        let mut index = 0;
        while index < OPERATIONS.len() {
            if same(OPERATIONS[index].name.as_bytes(), name.as_bytes()) {
                return &OPERATIONS[index];
            }
            index += 1;
        }
        panic!("no such operation");
    }

    /// The operation that answers `method` at `path` (below the organization's URL, percent-decoded), with
    /// the values of its path parameters in the order of the route. The service's routing ignores case.
    pub fn at<'path>(method: &str, path: &'path str) -> Option<(&'static Operation, Vec<&'path str>)> {
        OPERATIONS
            .iter()
            .filter(|operation| operation.method.as_str() == method)
            .find_map(|operation| Some((operation, operation.path_values(path)?)))
    }

    /// Names of the path parameters, in the order of the route.
    pub fn path_parameters(&self) -> impl Iterator<Item = &'static str> {
        self.route.split('/').filter_map(placeholder)
    }

    fn path_values<'path>(&self, path: &'path str) -> Option<Vec<&'path str>> {
        let mut values = Vec::new();
        let mut segments = path.split('/').filter(|segment| !segment.is_empty());
        for expected in self.route.split('/') {
            let segment = segments.next()?;
            if placeholder(expected).is_some() {
                values.push(segment);
            } else if !segment.eq_ignore_ascii_case(expected) {
                return None;
            }
        }
        segments.next().is_none().then_some(values)
    }
}

/// `==`, which const functions do not have for text.
const fn same(a: &[u8], b: &[u8]) -> bool {
    let mut index = 0;
    while index < a.len() && index < b.len() && a[index] == b[index] {
        index += 1;
    }
    index == a.len() && index == b.len()
}

pub(crate) fn placeholder(segment: &'static str) -> Option<&'static str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}
