//! The query of "Builds - List": what is asked for, in which order.

use azdo::operation::{Kind, Operation};

use crate::errors;
use crate::flavour::Flavour;
use crate::http::{Answer, Request};
use crate::ticks::Ticks;
use crate::world::{Build, By};

/// Words of a filter that mean every one.
const UNFILTERED: [&str; 2] = ["none", "all"];
/// What the reason "triggered" stands for.
const TRIGGERED: [&str; 5] = [
    "individualCI",
    "batchedCI",
    "schedule",
    "pullRequest",
    "buildCompletion",
];

/// Refuses a request whose query holds what the operation does not take.
pub fn check(operation: &Operation, request: &Request) -> Result<(), Answer<'static>> {
    for parameter in operation.query {
        let Some(value) = request.parameter(parameter.name) else {
            continue;
        };
        let valid = match parameter.kind {
            Kind::Integer => value.parse::<u32>().is_ok(),
            Kind::Integers => values(value).all(|number| number.parse::<u32>().is_ok()),
            Kind::Boolean => ["true", "false"]
                .iter()
                .any(|word| value.eq_ignore_ascii_case(word)),
            Kind::DateTime => Ticks::parse(value).is_some(),
            Kind::Word(words) => {
                values(value).all(|value| words.iter().any(|word| value.eq_ignore_ascii_case(word)))
            }
            _ => true,
        };
        if !valid {
            let message = format!("The value '{value}' is not valid for {}.", parameter.name);
            return Err(errors::argument(parameter.name, &message));
        }
    }
    Ok(())
}

/// One of the six orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    pub by: By,
    pub descending: bool,
}

impl Order {
    /// The service's own where none, or an unknown one, is named.
    pub fn named(name: Option<&str>) -> Order {
        let name = name.unwrap_or_default().to_ascii_lowercase();
        let by = match &name {
            name if name.starts_with("queue") => By::Queue,
            name if name.starts_with("start") => By::Start,
            _ => By::Finish,
        };
        Order {
            by,
            descending: !name.ends_with("ascending"),
        }
    }

    /// A bit of its own for each order.
    pub fn bit(self) -> u8 {
        1 << (self.by as u8 * 2 + u8::from(self.descending))
    }
}

/// Which builds a list holds. Parts that are `None` or empty let every build through.
pub struct Filter<'a> {
    by: By,
    statuses: Vec<&'a str>,
    results: Vec<&'a str>,
    reasons: Vec<&'a str>,
    definitions: Vec<u32>,
    ids: Vec<u32>,
    tags: Vec<&'a str>,
    number: Option<&'a str>,
    branch: Option<&'a str>,
    requested_for: Option<String>,
    earliest: Option<Ticks>,
    latest: Option<Ticks>,
}

impl<'a> Filter<'a> {
    /// Of a request that [`check`] let through.
    pub fn of(request: &'a Request, order: Order, flavour: Flavour) -> Filter<'a> {
        let list = |name| request.parameter(name).map(values).into_iter().flatten();
        let numbers = |name| list(name).filter_map(|number| number.parse().ok()).collect();
        let words = |name| {
            let words: Vec<&str> = list(name).collect();
            let unfiltered = |word: &&str| UNFILTERED.iter().any(|none| word.eq_ignore_ascii_case(none));
            if words.iter().any(unfiltered) {
                Vec::new()
            } else {
                words
            }
        };
        let time = |name| request.parameter(flavour.name_of(name)).and_then(Ticks::parse);
        let mut reasons = words("reasonFilter");
        if reasons
            .iter()
            .any(|reason| reason.eq_ignore_ascii_case("triggered"))
        {
            reasons.extend(TRIGGERED);
        }
        Filter {
            by: order.by,
            statuses: words("statusFilter"),
            results: words("resultFilter"),
            reasons,
            definitions: numbers("definitions"),
            ids: numbers("buildIds"),
            tags: list("tagFilters").collect(),
            number: request.parameter("buildNumber"),
            branch: request.parameter("branchName"),
            requested_for: request.parameter("requestedFor").map(str::to_lowercase),
            earliest: time("minTime"),
            latest: time("maxTime"),
        }
    }

    pub fn admits(&self, build: &Build) -> bool {
        let is_one_of = |words: &[&str], word: &str| {
            words.is_empty() || words.iter().any(|wanted| wanted.eq_ignore_ascii_case(word))
        };
        let time = build.time(self.by);
        is_one_of(&self.statuses, &build.status)
            && is_one_of(&self.results, build.result.as_deref().unwrap_or_default())
            && is_one_of(&self.reasons, &build.reason)
            && (self.definitions.is_empty() || self.definitions.contains(&build.definition))
            && (self.ids.is_empty() || self.ids.contains(&build.id))
            && self.tags.iter().all(|tag| {
                build
                    .tags
                    .iter()
                    .any(|has| has.to_lowercase() == tag.to_lowercase())
            })
            && self.number.is_none_or(|number| match number.strip_suffix('*') {
                Some(start) => build.number.starts_with(start),
                None => build.number == *number,
            })
            && self.branch.is_none_or(|branch| build.branch == branch)
            && self.requested_for.as_ref().is_none_or(|person| {
                let (display_name, unique_name) = &build.requested_for;
                [display_name, unique_name]
                    .iter()
                    .any(|name| name.to_lowercase() == *person)
            })
            && self
                .earliest
                .is_none_or(|earliest| time.is_some_and(|time| time >= earliest))
            && self
                .latest
                .is_none_or(|latest| time.is_some_and(|time| time <= latest))
    }
}

/// The values of a list that stands in one parameter.
fn values(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(str::trim).filter(|value| !value.is_empty())
}
