//! Every REST operation as data.
//!
//! One table says what the client sends, what [`Params`](crate::Params) may hold, what the sandbox answers, and what
//! docs/operations.md lists. A new operation is one row there and, where it is typed, one record in [`crate::model`].
//! Names, routes and parameters are those of the
//! [REST reference](https://learn.microsoft.com/rest/api/azure/devops/).

mod kind;
mod table;

pub use kind::Kind;
pub(crate) use kind::is_uuid;
pub use table::OPERATIONS;

use crate::api_version::Version;

/// The HTTP method of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Method {
    /// Reads.
    Get,
    /// Makes something, or does something.
    Post,
    /// Puts something where nothing was, or in its place.
    Put,
    /// Changes parts of something.
    Patch,
    /// Removes something.
    Delete,
    /// Asks what there is.
    Options,
}

impl Method {
    /// As it stands on the request line.
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
            Method::Options => "OPTIONS",
        }
    }
}

/// Whose operation it is: where in the cloud its route begins. A Server has all of them below its collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Service {
    /// The organization's own: `https://dev.azure.com/{organization}`.
    Organization,
    /// People and their accounts, whatever the organization: `https://app.vssps.visualstudio.com`.
    Profile,
}

/// One parameter of an operation, by its name in the REST reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Parameter {
    /// The reference's name, `$top` with its dollar sign.
    pub name: &'static str,
    /// What its value may be.
    pub kind: Kind,
    /// Whether the operation is nothing without it.
    pub required: bool,
    /// Sent when the caller sets none.
    pub default: Option<&'static str>,
    /// Up to which api-version the service wanted it in another way.
    pub earlier: Option<(&'static str, Earlier)>,
}

/// How older services want a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Earlier {
    /// Under this name.
    Named(&'static str),
    /// As the last segment of the path.
    InPath,
}

impl Parameter {
    /// How the service of this api-version wants it, if not as the table has it.
    pub(crate) fn earlier_at(&self, version: Version) -> Option<Earlier> {
        let (last, earlier) = self.earlier?;
        let last = Version::parse(last)?;
        (version <= last).then_some(earlier)
    }

    const fn new(name: &'static str, kind: Kind) -> Parameter {
        Parameter {
            name,
            kind,
            required: false,
            default: None,
            earlier: None,
        }
    }

    const fn required(mut self) -> Parameter {
        self.required = true;
        self
    }

    const fn or(mut self, default: &'static str) -> Parameter {
        self.default = Some(default);
        self
    }

    /// Up to this version it was called so.
    const fn was(mut self, name: &'static str, last: &'static str) -> Parameter {
        self.earlier = Some((last, Earlier::Named(name)));
        self
    }

    /// Up to this version it was the last segment of the path.
    const fn was_in_path(mut self, last: &'static str) -> Parameter {
        self.earlier = Some((last, Earlier::InPath));
        self
    }
}

/// Whether an operation answers a list, and how that continues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Paging {
    /// It answers no list.
    None,
    /// One answer holds all of it.
    Whole,
    /// `x-ms-continuationtoken` of one answer is the `continuationToken` of the next request.
    ContinuationToken,
    /// `$skip` of the next request is how many came before; an empty page is the last.
    Skip,
}

/// One operation of the REST reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Operation {
    /// The reference's name: "Builds - List".
    pub name: &'static str,
    /// Its HTTP method.
    pub method: Method,
    /// Where its route begins.
    pub service: Service,
    /// Below that: `{name}` marks a path parameter of any text, `{name:int}` and `{name:uuid}` one of that kind, and a
    /// `?` before the bracket one that may be left out.
    pub route: &'static str,
    /// What may follow in the query.
    pub query: &'static [Parameter],
    /// The reference's name for what the body holds, `Build`; none where there is no body.
    pub body: Option<&'static str>,
    /// Media types of the answer, the one that is asked for first; none where it has no body.
    pub answers: &'static [&'static str],
    /// The version that Azure DevOps Services is asked for: a released one where there is one. Empty: none is said.
    pub api_version: &'static str,
    /// The version in preview; empty where none is known.
    pub preview: &'static str,
    /// Whether the answer is a list, and how it continues.
    pub paging: Paging,
    /// Whether doing it twice does no more than doing it once, and answers the same.
    pub idempotent: bool,
}

impl Operation {
    const fn new(
        method: Method,
        name: &'static str,
        route: &'static str,
        released: &'static str,
        preview: &'static str,
    ) -> Operation {
        Operation {
            name,
            method,
            service: Service::Organization,
            route,
            query: &[],
            body: None,
            answers: &[JSON],
            api_version: if released.is_empty() { preview } else { released },
            preview,
            paging: Paging::None,
            idempotent: !matches!(method, Method::Post | Method::Patch),
        }
    }

    const fn query(mut self, parameters: &'static [Parameter]) -> Operation {
        self.query = parameters;
        self
    }

    const fn body(mut self, model: &'static str) -> Operation {
        self.body = Some(model);
        self
    }

    const fn answers(mut self, media_types: &'static [&'static str]) -> Operation {
        self.answers = media_types;
        self
    }

    const fn at_service(mut self, service: Service) -> Operation {
        self.service = service;
        self
    }

    const fn paging(mut self, paging: Paging) -> Operation {
        self.paging = paging;
        self
    }

    /// The second time it is refused, or finds nothing.
    const fn once(mut self) -> Operation {
        self.idempotent = false;
        self
    }

    /// The operation of this name ("Builds - List"), in any case.
    pub fn named(name: &str) -> Option<&'static Operation> {
        let name = name.trim();
        let mut operations = OPERATIONS.iter();
        operations.find(|operation| operation.name.eq_ignore_ascii_case(name))
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

    /// The operation that answers `method` at `path` (below the service's URL, percent-decoded), with the values of its
    /// path parameters in the order of the route; one that was left out is missing at the end. The service's routing
    /// ignores case. Where several share the route, it is the one that needs the least in the query.
    pub fn at<'path>(method: &str, path: &'path str) -> Option<(&'static Operation, Vec<&'path str>)> {
        Operation::at_query(method, path, |_| false)
    }

    /// As [`Operation::at`], and of several that share the route the one whose required query parameters the request
    /// has: "Artifacts - Get Artifact" is "Artifacts - List" with an `artifactName`.
    pub fn at_query<'path>(
        method: &str,
        path: &'path str,
        has: impl Fn(&str) -> bool,
    ) -> Option<(&'static Operation, Vec<&'path str>)> {
        let mut best: Option<(&'static Operation, Vec<&'path str>)> = None;
        for operation in OPERATIONS.iter().filter(|known| known.method.as_str() == method) {
            let Some(values) = operation.path_values(path) else {
                continue;
            };
            let fits_better = match &best {
                None => true,
                // A word of the route's own goes before a parameter that could have it as its value.
                Some((_, others)) if values.len() != others.len() => values.len() < others.len(),
                Some((other, _)) => operation.fit(&has) > other.fit(&has),
            };
            if fits_better {
                best = Some((operation, values));
            }
        }
        best
    }

    /// How well a request fits whose route is this one's: by as many required parameters as it has, or worse by as many
    /// as it would have to.
    fn fit(&self, has: impl Fn(&str) -> bool) -> i32 {
        let mut required = self.query.iter().filter(|known| known.required);
        let count = required.clone().map(|_| 1).sum::<i32>();
        if required.all(|known| has(known.name)) {
            count
        } else {
            -count
        }
    }

    /// Its path parameters, in the order of the route.
    pub fn path(&self) -> impl Iterator<Item = PathParameter> {
        self.segments().filter_map(|segment| match segment {
            Segment::Parameter(parameter) => Some(parameter),
            Segment::Word(_) => None,
        })
    }

    /// Names of the path parameters, in the order of the route.
    pub fn path_parameters(&self) -> impl Iterator<Item = &'static str> {
        self.path().map(|parameter| parameter.name)
    }

    pub(crate) fn segments(&self) -> impl Iterator<Item = Segment> + use<> {
        self.route.split('/').map(Segment::of)
    }

    /// What the query parameter of this name may be; any text where there is none.
    pub(crate) fn kind_of(&self, name: &str) -> Kind {
        self.query_parameter(name).map_or(Kind::Text, |known| known.kind)
    }

    /// The query parameter of this name.
    pub(crate) fn query_parameter(&self, name: &str) -> Option<&'static Parameter> {
        self.query.iter().find(|parameter| parameter.name == name)
    }

    fn path_values<'path>(&self, path: &'path str) -> Option<Vec<&'path str>> {
        let mut values = Vec::new();
        let mut given = path.split('/').filter(|segment| !segment.is_empty());
        for expected in self.segments() {
            match (expected, given.next()) {
                (Segment::Parameter(_), Some(segment)) => values.push(segment),
                (Segment::Parameter(parameter), None) if parameter.optional => {}
                (Segment::Word(word), Some(segment)) if segment.eq_ignore_ascii_case(word) => {}
                _ => return None,
            }
        }
        given.next().is_none().then_some(values)
    }
}

/// One parameter of a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct PathParameter {
    /// Its name in the reference.
    pub name: &'static str,
    /// What its value may be.
    pub kind: Kind,
    /// Whether the route may end before it.
    pub optional: bool,
}

/// What stands between two slashes of a route.
pub(crate) enum Segment {
    Word(&'static str),
    Parameter(PathParameter),
}

impl Segment {
    fn of(text: &'static str) -> Segment {
        let Some(inner) = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')) else {
            return Segment::Word(text);
        };
        let (inner, optional) = match inner.strip_suffix('?') {
            Some(inner) => (inner, true),
            None => (inner, false),
        };
        let (name, kind) = match inner.split_once(':') {
            Some((name, "int")) => (name, Kind::Integer),
            Some((name, _uuid)) => (name, Kind::Uuid),
            None => (inner, Kind::Text),
        };
        Segment::Parameter(PathParameter { name, kind, optional })
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

const JSON: &str = "application/json";
const TEXT: &str = "text/plain";
const HTML: &str = "text/html";
const ZIP: &str = "application/zip";
const SVG: &str = "image/svg+xml";
const OCTETS: &str = "application/octet-stream";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_is_one_operation() {
        let named = |method, path, query: &[&str]| {
            let found = Operation::at_query(method, path, |name| query.contains(&name));
            found.map(|(operation, values)| (operation.name, values.join(" ")))
        };
        for (method, path, query, expected) in [
            ("GET", "p/_apis/build/builds", &[][..], ("Builds - List", "p")),
            ("GET", "/P/_apis/Build/Builds/7/", &[], ("Builds - Get", "P 7")),
            ("POST", "p/_apis/build/builds", &[], ("Builds - Queue", "p")),
            (
                "GET",
                "p/_apis/build/builds/7/timeline",
                &[],
                ("Timeline - Get", "p 7"),
            ),
            (
                "GET",
                "p/_apis/build/builds/7/timeline/t",
                &[],
                ("Timeline - Get", "p 7 t"),
            ),
            (
                "GET",
                "p/_apis/build/definitions/templates",
                &[],
                ("Templates - List", "p"),
            ),
            (
                "GET",
                "p/_apis/build/definitions/7",
                &["revision"],
                ("Definitions - Get", "p 7"),
            ),
            (
                "GET",
                "p/_apis/build/builds/7/artifacts",
                &[],
                ("Artifacts - List", "p 7"),
            ),
            (
                "GET",
                "p/_apis/build/builds/7/artifacts",
                &["fileId"],
                ("Artifacts - List", "p 7"),
            ),
            (
                "GET",
                "p/_apis/build/builds/7/artifacts",
                &["artifactName"],
                ("Artifacts - Get Artifact", "p 7"),
            ),
            (
                "GET",
                "p/_apis/build/builds/7/artifacts",
                &["artifactName", "fileId", "fileName"],
                ("Artifacts - Get File", "p 7"),
            ),
            ("GET", "p/_apis/build/folders", &[], ("Folders - List", "p")),
            ("OPTIONS", "_apis", &[], ("Resource Locations - List", "")),
        ] {
            let expected = (expected.0, expected.1.to_owned());
            assert_eq!(named(method, path, query), Some(expected), "{method} {path}");
        }
        for (method, path) in [
            ("PUT", "p/_apis/build/builds"),
            ("GET", "p/_apis/nothing"),
            ("GET", ""),
        ] {
            assert_eq!(named(method, path, &[]), None, "{method} {path}");
        }
    }

    /// A route with the operation's own words as values leads back to it.
    #[test]
    fn every_route_leads_to_its_operation() {
        for operation in OPERATIONS {
            let words = operation.segments().map(|segment| match segment {
                Segment::Word(word) => word,
                Segment::Parameter(parameter) => match parameter.kind {
                    Kind::Integer => "7",
                    _ => "x",
                },
            });
            let path = words.collect::<Vec<_>>().join("/");
            let required = |name: &str| {
                let known = operation.query_parameter(name);
                known.is_some_and(|known| known.required)
            };
            let found = Operation::at_query(operation.method.as_str(), &path, required);
            let found = found.map(|(found, _)| found.name);
            assert_eq!(found, Some(operation.name));
            assert_eq!(Operation::named(&operation.name.to_uppercase()), Some(operation));
        }
    }
}
