//! What builds were made of: changes, work items, repositories.

use serde_json::{Value, json};

use crate::ask::{Ask, Outcome};
use crate::errors;
use crate::http::Answer;
use crate::random::mix;
use crate::store::{Store, date};
use crate::ticks::Ticks;
use crate::world::BRANCHES;

const CHANGES_USUAL: usize = 50;
/// The service has no more, whatever is asked for.
const CHANGES_LIMIT: usize = 200;
const PROVIDER: &str = "TfsGit";

fn changes(store: &Store, index: u32) -> Vec<Value> {
    let build = store.world.at(index);
    // One build in fifty has more than the service tells.
    let count = if build.id.is_multiple_of(50) {
        CHANGES_LIMIT + 50
    } else {
        1 + build.id as usize % 4
    };
    let home = store.home(build.project);
    let queued = build.time(crate::world::By::Queue).unwrap_or(Ticks::LAST);
    let all = (0..count.min(CHANGES_LIMIT)).map(|number| {
        let seed = u64::from(build.id) << 16 | number as u64;
        let id = format!("{:016x}{:016x}{:08x}", mix(seed), mix(!seed), number);
        let person = &store.world.people[number % store.world.people.len()];
        json!({
            "id": id,
            "message": format!("Größer und besser {number}\n\nWith \"details\"."),
            "messageTruncated": false,
            "type": PROVIDER,
            "author": person,
            "timestamp": date(queued.plus_seconds(-60 * (number as i64 + 1))),
            "location": format!("{home}/_apis/git/repositories/{}/commits/{id}", build.project),
            "displayUri": format!("{home}/_git/repository/commit/{id}"),
        })
    });
    all.collect()
}

pub fn of_build(store: &Store, ask: &Ask) -> Outcome {
    let (_, index) = store.build(ask)?;
    Ok(ask.page(&changes(store, index), CHANGES_USUAL))
}

/// Of the builds between two, the first of them excepted.
fn between(store: &Store, ask: &Ask, of: impl Fn(u32) -> Vec<Value>) -> Outcome {
    let project = store.project(ask)?;
    let bound = |name| ask.query_number(name).unwrap_or_default() as u32;
    let (from, to) = (bound("fromBuildId"), bound("toBuildId"));
    let ids = (from.saturating_add(1)..=to).take(1000);
    let builds = ids.filter_map(|id| store.world.index(project, id));
    let mut all: Vec<Value> = builds.flat_map(of).collect();
    all.truncate(ask.query_number("$top").unwrap_or(CHANGES_USUAL));
    Ok(ask.list(&all))
}

pub fn changes_between(store: &Store, ask: &Ask) -> Outcome {
    between(store, ask, |index| changes(store, index))
}

fn work_items(store: &Store, index: u32) -> Vec<Value> {
    let build = store.world.at(index);
    let home = store.home(build.project);
    let ids = (0..build.id % 3).map(|number| build.id * 10 + number);
    ids.map(|id| json!({ "id": id.to_string(), "url": format!("{home}/_apis/wit/workItems/{id}") }))
        .collect()
}

pub fn work_items_of_build(store: &Store, ask: &Ask) -> Outcome {
    let (_, index) = store.build(ask)?;
    let mut all = work_items(store, index);
    all.truncate(ask.query_number("$top").unwrap_or(usize::MAX));
    Ok(ask.list(&all))
}

pub fn work_items_between(store: &Store, ask: &Ask) -> Outcome {
    between(store, ask, |index| work_items(store, index))
}

pub fn providers(store: &Store, ask: &Ask) -> Outcome {
    store.project(ask)?;
    let capabilities = json!({
        "queryBranches": true, "queryFileContents": true, "queryPathContents": true, "queryPullRequest": true,
    });
    Ok(ask.list(&[json!({
        "name": PROVIDER,
        "supportedCapabilities": capabilities,
        "supportedTriggers": [{ "type": "continuousIntegration", "supportedCapabilities": {} }],
    })]))
}

/// Anything of one source provider.
pub fn of_provider(store: &Store, ask: &Ask) -> Outcome {
    let project = store.project(ask)?;
    let provider = ask.path("providerName");
    if !provider.eq_ignore_ascii_case(PROVIDER) {
        return Err(errors::no_such_thing("Source provider", provider));
    }
    let known = &store.world.projects[project];
    match ask.operation.name {
        "Source Providers - List Branches" => {
            let mut names: Vec<Value> = BRANCHES.iter().map(|&branch| json!(branch)).collect();
            names.dedup();
            Ok(ask.list(&names))
        }
        "Source Providers - List Repositories" => Ok(ask.json(&json!({
            "repositories": [{
                "id": known.repository,
                "name": known.name,
                "fullName": known.name,
                "sourceProviderName": PROVIDER,
                "defaultBranch": "refs/heads/main",
                "url": format!("{}/_git/repository", store.home(project)),
                "properties": {},
            }],
            "pageLength": 1,
            "totalPageCount": 1,
        }))),
        "Source Providers - Get Path Contents" => {
            let items = ["/azure-pipelines.yml", "/src"]
                .map(|path| json!({ "path": path, "type": if path == "/src" { "folder" } else { "file" } }));
            Ok(ask.list(&items))
        }
        "Source Providers - Get File Contents" => Ok(Answer::new(
            200,
            "text/plain",
            format!("contents of {}\n", ask.query("path").unwrap_or_default()).into_bytes(),
        )),
        "Source Providers - Get Pull Request" => Ok(ask.json(&json!({
            "id": ask.path("pullRequestId"),
            "providerName": PROVIDER,
            "title": "Merge \\ or rebase?",
            "currentState": "active",
            "author": store.me(),
            "draft": false,
        }))),
        "Source Providers - Restore Webhooks" => Ok(Answer::empty(204)),
        _ => Ok(ask.list(&[])),
    }
}
