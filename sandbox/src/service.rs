//! Azure DevOps as it answers: operations on the seeded world.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};

use azdo::operation::Operation;

use crate::auth::{self, Credentials, Verdict};
use crate::errors;
use crate::faults::PagingFaults;
use crate::filter::{self, Filter, Order};
use crate::http::{Answer, Request};
use crate::stamps::Stamps;
use crate::template;
use crate::ticks::Ticks;
use crate::world::{Build, ORGANIZATION, World};

const RELEASED_VERSION: &str = "7.1";
/// The newest version served, in preview.
const LATEST_VERSION: &str = "7.2";
const BUILDS_DEFAULT: usize = 1000;
const BUILDS_LIMIT: usize = 5000;
const PROJECTS_DEFAULT: usize = 100;
/// How many builds of page one an overlapping page two repeats.
const OVERLAP: usize = 3;

/// The service and what it remembers.
pub struct Service {
    world: World,
    credentials: Credentials,
    /// No page is longer, whatever is asked for.
    page_limit: usize,
    /// Whether builds of all projects can be listed at once.
    project_less: bool,
    /// The orders that each token was issued for, as bits: a token counts under no other.
    tokens: Mutex<HashMap<(Option<usize>, Ticks), u8>>,
    /// Makes tokens that are meant to be ignored differ.
    ignored_tokens: AtomicI64,
}

impl Service {
    pub fn new(world: World, credentials: Credentials, page_limit: usize, project_less: bool) -> Service {
        Service {
            world,
            credentials,
            page_limit,
            project_less,
            tokens: Mutex::default(),
            ignored_tokens: AtomicI64::new(1),
        }
    }

    /// Stamped with the headers that every answer carries.
    pub fn answer<'a>(
        &'a self,
        request: &Request,
        origin: &str,
        stamps: &Stamps,
        faults: PagingFaults,
    ) -> Answer<'a> {
        let path = request.path();
        if let Some(answer) = self.credentials.entra.answer(request) {
            return answer;
        }
        let (organization, below) = split_organization(&path);
        if organization.eq_ignore_ascii_case("_signin") {
            return stamps.on(auth::sign_in_page(), request, false);
        }
        if !organization.eq_ignore_ascii_case(ORGANIZATION) {
            return stamps.on(errors::no_such_organization(), request, false);
        }
        let verdict = self.credentials.judge(request.header("Authorization"));
        let known = matches!(verdict, Verdict::Sound | Verdict::Unscoped);
        if known
            && request.method == "GET"
            && below
                .trim_matches('/')
                .eq_ignore_ascii_case("_apis/connectionData")
        {
            return stamps.on(auth::connection_data(), request, true);
        }
        let answer = auth::refusal(&verdict, request, origin).unwrap_or_else(|| {
            self.route(request, below, origin, faults)
                .unwrap_or_else(|error| error)
        });
        stamps.on(answer, request, verdict == Verdict::Sound)
    }

    /// `path`: below the organization, decoded.
    fn route<'a>(
        &'a self,
        request: &Request,
        path: &str,
        origin: &str,
        faults: PagingFaults,
    ) -> Result<Answer<'a>, Answer<'a>> {
        let version = api_version(request)?;
        let method = request.method.as_str();
        if self.project_less && method == "GET" && is_project_less_list(path) {
            let operation = Operation::named("Builds - List").ok_or_else(|| errors::no_controller(path))?;
            filter::check(operation, request)?;
            return Ok(version.on(self.list_builds(None, request, origin, faults)?));
        }
        let Some((operation, values)) = Operation::at(method, path) else {
            let other_method = Operation::at("GET", path).is_some();
            return Err(if other_method {
                errors::no_such_method(method)
            } else {
                errors::no_controller(path)
            });
        };
        let answer = match (operation.name, values.as_slice()) {
            ("Projects - List", []) => {
                filter::check(operation, request)?;
                self.list_projects(request, origin)
            }
            ("Builds - List", [project]) => {
                let project = self.project(project)?;
                filter::check(operation, request)?;
                self.list_builds(Some(project), request, origin, faults)?
            }
            ("Builds - Get", [project, id]) => {
                let build = self
                    .world
                    .build(self.project(project)?, id)
                    .ok_or_else(|| errors::no_such_build(id))?;
                let mut body = Vec::with_capacity(build.template.length(origin));
                build.template.write(origin, &mut body);
                json(body)
            }
            _ => return Err(errors::no_controller(path)),
        };
        Ok(version.on(answer))
    }

    fn project(&self, segment: &str) -> Result<usize, Answer<'static>> {
        self.world
            .project(segment)
            .ok_or_else(|| errors::no_such_project(segment))
    }

    fn list_projects(&self, request: &Request, origin: &str) -> Answer<'static> {
        let number = |name| {
            request
                .parameter(name)
                .and_then(|value| value.parse::<usize>().ok())
        };
        let all = match request
            .parameter("stateFilter")
            .map(str::to_ascii_lowercase)
            .as_deref()
        {
            None | Some("wellformed" | "all") => self.world.projects.as_slice(),
            Some(_) => &[],
        };
        let skip = number("continuationToken")
            .or(number("$skip"))
            .unwrap_or(0)
            .min(all.len());
        let top = number("$top").unwrap_or(PROJECTS_DEFAULT).min(self.page_limit);
        let page = &all[skip..all.len().min(skip + top)];
        let next = skip + page.len();
        let answer = json(template::list(
            page.iter().map(|project| &project.template),
            origin,
        ));
        if !page.is_empty() && next < all.len() {
            answer.header("x-ms-continuationtoken", next)
        } else {
            answer
        }
    }

    /// `scope`: the project, or none for all of them.
    fn list_builds(
        &self,
        scope: Option<usize>,
        request: &Request,
        origin: &str,
        faults: PagingFaults,
    ) -> Result<Answer<'static>, Answer<'static>> {
        let order_name = request.parameter("queryOrder");
        let order = Order::named(order_name);
        let filter = Filter::of(request, order);
        let top = request
            .parameter("$top")
            .and_then(|top| top.parse::<usize>().ok());
        let limit = top
            .unwrap_or(BUILDS_DEFAULT)
            .min(BUILDS_LIMIT)
            .min(self.page_limit);
        let sent_token = request.parameter("continuationToken");
        let sent = sent_token
            .map(|token| Ticks::parse(token).ok_or_else(|| errors::token(token)))
            .transpose()?;
        // As the service is reported to do: without the order that it was issued for, a token is ignored.
        let resumed = sent.filter(|&token| {
            order_name.is_some() && !faults.page_one_again && self.was_issued((scope, token), order)
        });

        let pages = self.pages(scope, order, &filter, resumed);
        let mut page: Vec<&Build> = pages.rest.take(limit + 1).collect();
        let more = page.len() > limit;
        page.truncate(limit);
        let mut token = page.last().filter(|_| more).map(|build| build.key(order.by));

        let at_page_two = resumed.is_some() && pages.before.clone().take(limit + 1).count() == limit;
        if faults.empty_page && at_page_two && sent_token.is_some_and(|token| token.ends_with('Z')) {
            // The same moment spelt differently: another token to the client, the same place to us.
            let token = sent_token.unwrap_or_default().replace('Z', "+00:00");
            return Ok(builds(&[], origin).header("x-ms-continuationtoken", token));
        }
        if faults.overlap && at_page_two {
            let repeated = limit.saturating_sub(OVERLAP);
            page.splice(0..0, pages.before.clone().skip(repeated));
            if page.len() > limit {
                page.truncate(limit);
                token = page.last().map(|build| build.key(order.by));
            }
        }
        if faults.page_one_again {
            token = token.map(|token| token.plus(-self.ignored_tokens.fetch_add(1, Ordering::Relaxed)));
        }
        if faults.repeat_token {
            let page_one = self.pages(scope, order, &filter, None).rest;
            token = page_one.take(limit).last().map(|build| build.key(order.by));
        }

        let answer = builds(&page, origin);
        Ok(match token {
            None => answer,
            Some(token) => {
                if order_name.is_some() {
                    self.remember((scope, token), order);
                }
                answer.header("x-ms-continuationtoken", token.in_tokens())
            }
        })
    }

    /// The builds of a list up to the one that `token` names, and those after it.
    fn pages<'a>(
        &'a self,
        scope: Option<usize>,
        order: Order,
        filter: &'a Filter<'a>,
        token: Option<Ticks>,
    ) -> Pages<impl Iterator<Item = &'a Build> + Clone, impl Iterator<Item = &'a Build>> {
        let ascending = self.world.ascending(scope, order.by);
        let key = |index: &u32| self.world.at(*index).key(order.by);
        let (before, rest) = match token {
            None => (&ascending[..0], ascending),
            Some(token) if order.descending => {
                let (rest, before) =
                    ascending.split_at(ascending.partition_point(|index| key(index) < token));
                (before, rest)
            }
            Some(token) => ascending.split_at(ascending.partition_point(|index| key(index) <= token)),
        };
        let walk = move |indices: &'a [u32]| {
            let last = indices.len();
            (0..last)
                .map(move |step| indices[if order.descending { last - 1 - step } else { step }])
                .map(|index| self.world.at(index))
                .filter(|build| filter.admits(build))
        };
        Pages {
            before: walk(before),
            rest: walk(rest),
        }
    }

    fn was_issued(&self, token: (Option<usize>, Ticks), order: Order) -> bool {
        let tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        tokens.get(&token).is_some_and(|orders| orders & order.bit() != 0)
    }

    fn remember(&self, token: (Option<usize>, Ticks), order: Order) {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        *tokens.entry(token).or_default() |= order.bit();
    }
}

/// A list of builds, divided where a token says.
struct Pages<Before, Rest> {
    before: Before,
    rest: Rest,
}

/// The version of the API that is spoken in an answer.
struct Version(String);

impl Version {
    fn on<'a>(&self, answer: Answer<'a>) -> Answer<'a> {
        answer.header(
            "Content-Type",
            format_args!("application/json; charset=utf-8; api-version={}", self.0),
        )
    }
}

/// The version asked for, in the query or in `Accept`; the newest released one where none is.
fn api_version(request: &Request) -> Result<Version, Answer<'static>> {
    let accepted = request.header("Accept").and_then(|accept| {
        accept
            .split([';', ','])
            .find_map(|part| part.trim().strip_prefix("api-version="))
    });
    let Some(asked) = request.parameter("api-version").or(accepted) else {
        return Ok(Version(RELEASED_VERSION.to_owned()));
    };
    let (number, preview) = asked
        .split_once('-')
        .map_or((asked, "preview"), |(number, rest)| (number, rest));
    let preview = preview.strip_prefix("preview").is_some_and(|revision| {
        revision.is_empty()
            || revision
                .strip_prefix('.')
                .is_some_and(|number| number.parse::<u32>().is_ok())
    });
    let parse = |number: &str| {
        let (major, minor) = number.split_once('.').unwrap_or((number, "0"));
        Some((major.parse::<u32>().ok()?, minor.parse::<u32>().ok()?))
    };
    match parse(number) {
        Some(version) if preview && Some(version) > parse(LATEST_VERSION) => {
            Err(errors::version_out_of_range(number, LATEST_VERSION))
        }
        Some(_) if preview => Ok(Version(asked.to_owned())),
        _ => Err(errors::argument(
            "api-version",
            &format!("The api-version '{asked}' is not valid."),
        )),
    }
}

/// The organization's name, and the path below it, which begins with a slash.
fn split_organization(path: &str) -> (&str, &str) {
    let path = path.trim_start_matches('/');
    path.find('/').map_or((path, "/"), |slash| path.split_at(slash))
}

/// Older servers answer `_apis/build/builds` without a project.
fn is_project_less_list(path: &str) -> bool {
    path.trim_matches('/').eq_ignore_ascii_case("_apis/build/builds")
}

/// Its content type is the [`Version`]'s to say.
fn json(body: Vec<u8>) -> Answer<'static> {
    Answer::empty(200).with_body(body)
}

fn builds(builds: &[&Build], origin: &str) -> Answer<'static> {
    json(template::list(builds.iter().map(|build| &build.template), origin))
}

#[cfg(test)]
mod tests {
    use super::{api_version, split_organization};
    use crate::http::Request;

    fn version(target: &str, accept: &str) -> Result<String, u16> {
        let text = format!("GET {target} HTTP/1.1\r\nHost: h\r\nAccept: {accept}\r\n\r\n");
        let request = Request::read(&mut text.as_bytes(), &mut Vec::new()).unwrap();
        api_version(&request)
            .map(|version| version.0)
            .map_err(|answer| answer.status)
    }

    #[test]
    fn versions_are_echoed_or_refused() {
        assert_eq!(version("/", "*/*"), Ok("7.1".to_owned()));
        assert_eq!(
            version("/?api-version=5.0", "application/json;api-version=6.0"),
            Ok("5.0".to_owned())
        );
        assert_eq!(
            version("/", "application/json; api-version=7.2-preview.8"),
            Ok("7.2-preview.8".to_owned())
        );
        for wrong in [
            "7.3",
            "99",
            "7.3-preview.1",
            "x",
            "7.1-beta",
            "7.1-preview.",
            "-1",
        ] {
            assert_eq!(
                version(&format!("/?api-version={wrong}"), "*/*"),
                Err(400),
                "{wrong}"
            );
        }
    }

    #[test]
    fn the_organization_is_the_first_segment() {
        assert_eq!(split_organization("/fabrikam/p/_apis"), ("fabrikam", "/p/_apis"));
        assert_eq!(split_organization("/fabrikam"), ("fabrikam", "/"));
        assert_eq!(split_organization("/"), ("", "/"));
    }
}
