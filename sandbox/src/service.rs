//! Azure DevOps as it answers: operations on the seeded world.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use azdo::operation::Operation;

use crate::ask::Ask;
use crate::auth::{self, Credentials, Verdict};
use crate::clock::Clock;
use crate::faults::PagingFaults;
use crate::filter::{self, Filter, Order};
use crate::http::{Answer, Request};
use crate::stamps::Stamps;
use crate::store::Store;
use crate::template::{self, render};
use crate::ticks::Ticks;
use crate::world::{Build, World};
use crate::{artifacts, errors, numbers, operations, runs, various, version};

const BUILDS_DEFAULT: usize = 1000;
const BUILDS_LIMIT: usize = 5000;
const PROJECTS_DEFAULT: usize = 100;
/// How many builds of page one an overlapping page two repeats.
const OVERLAP: usize = 3;

/// The service and what it remembers.
pub struct Service {
    store: RwLock<Store>,
    pub clock: Clock,
    home: &'static str,
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
    pub fn new(
        store: Store,
        clock: Clock,
        credentials: Credentials,
        page_limit: usize,
        project_less: bool,
    ) -> Service {
        Service {
            home: store.flavour.home(),
            store: RwLock::new(store),
            clock,
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
        if let Some(answer) = artifacts::of_second_host(request, origin) {
            return stamps.on(answer, request, false);
        }
        if path
            .trim_start_matches('/')
            .to_ascii_lowercase()
            .starts_with("_signin")
        {
            return stamps.on(auth::sign_in_page(), request, false);
        }
        let Some(below) = below(&path, self.home) else {
            return stamps.on(errors::no_such_organization(), request, false);
        };
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

    fn read(&self) -> RwLockReadGuard<'_, Store> {
        self.store.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Store> {
        self.store.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// `path`: below the organization, decoded.
    fn route(
        &self,
        request: &Request,
        path: &str,
        origin: &str,
        faults: PagingFaults,
    ) -> Result<Answer<'static>, Answer<'static>> {
        let now = self.clock.now();
        if self.read().runs.is_due(now) {
            runs::advance(&mut self.write(), now);
        }
        let flavour = self.read().flavour;
        let method = request.method.as_str();
        if self.project_less && method == "GET" && is_project_less_list(path) {
            let operation = Operation::named("Builds - List").ok_or_else(|| errors::no_controller(path))?;
            let version = version::of(request, Some(operation), flavour)?;
            filter::check(operation, request)?;
            return Ok(version.on(self.list_builds(None, request, origin, faults)?));
        }
        let found = Operation::at_query(method, path, |name| request.parameter(name).is_some());
        let Some(found) = found else {
            return self.unlisted(request, path, origin);
        };
        let version = version::of(request, Some(found.0), flavour)?;
        let request = &*numbers::spelled_out(request, found.0);
        let ask = Ask::new(request, found, origin, now);
        let answer = match ask.operation.name {
            "Projects - List" => {
                filter::check(ask.operation, request)?;
                self.list_projects(request, origin)
            }
            "Builds - List" => {
                let project = self.read().project(&ask)?;
                filter::check(ask.operation, request)?;
                self.list_builds(Some(project), request, origin, faults)?
            }
            "Builds - Get" => runs::get(&self.read(), &ask)?,
            _ => operations::answer(&mut self.write(), &ask)?,
        };
        Ok(version.on(answer))
    }

    /// What the table does not have.
    fn unlisted(
        &self,
        request: &Request,
        path: &str,
        origin: &str,
    ) -> Result<Answer<'static>, Answer<'static>> {
        let store = self.read();
        let found = various::agents(&store, request, path)
            .or_else(|| operations::area(&store, path))
            .or_else(|| operations::locations_of_area(&store, request, path));
        if let Some(value) = found {
            let version = version::of(request, None, store.flavour)?;
            return Ok(version.on(Answer::empty(200).with_body(render(&value, origin))));
        }
        let others = ["GET", "POST", "PUT", "PATCH", "DELETE"];
        let allowed: Vec<&str> = others
            .into_iter()
            .filter(|other| Operation::at(other, path).is_some())
            .collect();
        Err(if allowed.is_empty() {
            errors::no_controller(path)
        } else {
            errors::no_such_method(&request.method, &allowed.join(", "))
        })
    }

    fn list_projects(&self, request: &Request, origin: &str) -> Answer<'static> {
        let number = |name| {
            request
                .parameter(name)
                .and_then(|value| value.parse::<usize>().ok())
        };
        let store = self.read();
        let all: Vec<_> = match request
            .parameter("stateFilter")
            .map(str::to_ascii_lowercase)
            .as_deref()
        {
            None | Some("wellformed" | "all") => store
                .world
                .projects
                .iter()
                .filter(|project| !project.deleted)
                .collect(),
            Some(_) => Vec::new(),
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
        let store = self.read();
        let filter = Filter::of(request, order, store.flavour);
        let top = request
            .parameter(store.flavour.name_of("$top"))
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

        let found = pages(&store.world, scope, order, &filter, resumed);
        let mut page: Vec<&Build> = found.rest.take(limit + 1).collect();
        let more = page.len() > limit;
        page.truncate(limit);
        let mut token = page.last().filter(|_| more).map(|build| build.key(order.by));

        let at_page_two = resumed.is_some() && found.before.clone().take(limit + 1).count() == limit;
        if faults.empty_page && at_page_two && sent_token.is_some_and(|token| token.ends_with('Z')) {
            // The same moment spelt differently: another token to the client, the same place to us.
            let token = sent_token.unwrap_or_default().replace('Z', "+00:00");
            return Ok(builds(&[], origin).header("x-ms-continuationtoken", token));
        }
        if faults.overlap && at_page_two {
            let repeated = limit.saturating_sub(OVERLAP);
            page.splice(0..0, found.before.clone().skip(repeated));
            if page.len() > limit {
                page.truncate(limit);
                token = page.last().map(|build| build.key(order.by));
            }
        }
        if faults.page_one_again {
            token = token.map(|token| token.plus(-self.ignored_tokens.fetch_add(1, Ordering::Relaxed)));
        }
        if faults.repeat_token {
            let page_one = pages(&store.world, scope, order, &filter, None).rest;
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

/// The builds of a list up to the one that `token` names, and those after it.
fn pages<'a>(
    world: &'a World,
    scope: Option<usize>,
    order: Order,
    filter: &'a Filter<'a>,
    token: Option<Ticks>,
) -> Pages<impl Iterator<Item = &'a Build> + Clone, impl Iterator<Item = &'a Build>> {
    let ascending = world.ascending(scope, order.by);
    let key = |index: &u32| world.at(*index).key(order.by);
    let (before, rest) = match token {
        None => (&ascending[..0], ascending),
        Some(token) if order.descending => {
            let (rest, before) = ascending.split_at(ascending.partition_point(|index| key(index) < token));
            (before, rest)
        }
        Some(token) => ascending.split_at(ascending.partition_point(|index| key(index) <= token)),
    };
    let walk = move |indices: &'a [u32]| {
        let last = indices.len();
        (0..last)
            .map(move |step| indices[if order.descending { last - 1 - step } else { step }])
            .map(|index| world.at(index))
            .filter(|build| !build.deleted && filter.admits(build))
    };
    Pages {
        before: walk(before),
        rest: walk(rest),
    }
}

/// The path below the organization's, which begins with a slash; none where it is another's.
fn below<'path>(path: &'path str, home: &str) -> Option<&'path str> {
    let (start, rest) = path.split_at_checked(home.len())?;
    let is_home = start.eq_ignore_ascii_case(home) && (rest.is_empty() || rest.starts_with('/'));
    is_home.then_some(if rest.is_empty() { "/" } else { rest })
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
