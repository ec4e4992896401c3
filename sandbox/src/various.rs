//! What is asked for now and then: badges, reports, figures, agents.

use serde_json::{Value, json};

use crate::ask::{Ask, Outcome};
use crate::errors;
use crate::http::Answer;
use crate::store::{Store, date};
use crate::world::{By, TAGS};

/// How the last build of a definition ended.
fn last_result(store: &Store, project: usize, definition: u64) -> String {
    let newest = store.world.ascending(Some(project), By::Finish).iter().rev();
    let mut builds = newest.map(|&index| store.world.at(index));
    let found = builds.find(|build| u64::from(build.definition) == definition && build.status == "completed");
    found
        .and_then(|build| build.result.as_deref())
        .unwrap_or("never built")
        .to_owned()
}

fn picture(text: &str) -> Answer<'static> {
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"140\" height=\"20\"><text x=\"6\" y=\"14\">Azure Pipelines: \
         {text}</text></svg>"
    );
    Answer::new(200, "image/svg+xml; charset=utf-8", svg.into_bytes())
}

pub fn status(store: &Store, ask: &Ask) -> Outcome {
    let project = store.project(ask)?;
    let name = ask.path("definition");
    let definition = store.definitions.named(project, name);
    let id = definition.and_then(|definition| definition["id"].as_u64());
    let id = id.ok_or_else(|| errors::no_such_definition(name))?;
    let result = last_result(store, project, id);
    if ask.asks_for("application/json") {
        return Ok(ask.json(&json!(result)));
    }
    Ok(picture(ask.query("label").unwrap_or(&result)))
}

pub fn badge(store: &Store, ask: &Ask) -> Outcome {
    let project = store.project(ask)?;
    let id = ask.number("definitionId");
    store.definitions.get(project, id)?;
    Ok(picture(&last_result(store, project, u64::from(id))))
}

pub fn badge_data(store: &Store, ask: &Ask) -> Outcome {
    store.project(ask)?;
    Ok(ask.json(&json!("<svg xmlns=\"http://www.w3.org/2000/svg\"/>")))
}

pub fn report(store: &Store, ask: &Ask) -> Outcome {
    let (_, index) = store.build(ask)?;
    let build = store.world.at(index);
    let content = format!("<h1>{}</h1>", build.number);
    if ask.asks_for("text/html") {
        return Ok(Answer::new(200, "text/html; charset=utf-8", content.into_bytes()));
    }
    Ok(ask.json(&json!({ "buildId": build.id, "content": content, "type": "html" })))
}

pub fn metrics(store: &Store, ask: &Ask) -> Outcome {
    let project = store.project(ask)?;
    let id = ask.path("definitionId").parse::<u32>().ok();
    if let Some(id) = id {
        store.definitions.get(project, id)?;
    }
    let builds = store.world.ascending(Some(project), By::Queue).iter();
    let builds = builds
        .map(|&index| store.world.at(index))
        .filter(|build| id.is_none_or(|id| build.definition == id) && !build.deleted);
    let total = builds.clone().count();
    let failed = builds
        .filter(|build| build.result.as_deref() == Some("failed"))
        .count();
    let scope = if id.is_some() { "Definition" } else { "Project" };
    let metric = |name: &str, value: usize| json!({ "name": name, "intValue": value, "scope": scope, "date": date(ask.now) });
    Ok(ask.list(&[metric("TotalBuilds", total), metric("FailedBuilds", failed)]))
}

pub fn options(store: &Store, ask: &Ask) -> Outcome {
    store.project(ask)?;
    Ok(ask.list(&[json!({
        "ordinal": 1,
        "id": "5d58cc01-7c75-450c-be18-a388ddb129ec",
        "name": "Build cross-platform",
        "description": "",
        "inputs": [],
        "groups": [],
    })]))
}

/// XAML controllers are of the past.
pub fn controllers(ask: &Ask) -> Outcome {
    if ask.path("controllerId").is_empty() {
        return Ok(ask.list(&[]));
    }
    Err(errors::no_such_thing(
        "Build controller",
        ask.path("controllerId"),
    ))
}

pub fn usage(ask: &Ask) -> Outcome {
    Ok(ask.json(&json!({
        "distributedTaskAgents": 2,
        "paidPrivateAgentSlots": 1,
        "totalUsage": 1,
        "xamlControllers": 0,
    })))
}

pub fn history(ask: &Ask) -> Outcome {
    let days = ask.query_number("daysToLookback").unwrap_or(1).clamp(1, 30) as i64;
    let samples = (0..days).map(|day| {
        json!({ "retainedBy": "all", "date": date(ask.now.plus_seconds(-86_400 * day)), "files": 100 + day, "definitions": [] })
    });
    Ok(ask.json(&json!({ "buildRetentionSamples": samples.collect::<Vec<_>>() })))
}

pub fn attachments(store: &Store, ask: &Ask) -> Outcome {
    store.build(ask)?;
    if ask.path("name").is_empty() {
        return Ok(ask.list(&[]));
    }
    Err(errors::no_such_thing("Attachment", ask.path("name")))
}

/// Every tag that a project's builds have, and those of the seed.
pub fn tags(store: &Store, ask: &Ask) -> Outcome {
    let project = store.project(ask)?;
    let gone = store
        .document("gone tags", &project.to_string())
        .cloned()
        .unwrap_or_default();
    let mut names: Vec<String> = TAGS.iter().map(|&tag| tag.to_owned()).collect();
    for &index in store.world.ascending(Some(project), By::Queue) {
        let build = store.world.at(index);
        names.extend(
            build
                .tags
                .iter()
                .filter(|_| !build.deleted)
                .map(|tag| tag.to_string()),
        );
    }
    names.sort();
    names.dedup();
    names.retain(|name| gone[name.as_str()].is_null());
    Ok(ask.list(&names.into_iter().map(Value::from).collect::<Vec<_>>()))
}

/// Takes a tag off everything in a project.
pub fn delete_tag(store: &mut Store, ask: &Ask) -> Outcome {
    let project = store.project(ask)?;
    let tag = ask.path("tag");
    let all = store.world.ascending(Some(project), By::Queue).to_vec();
    for index in all {
        if store.world.at(index).tags.iter().any(|known| known == tag) {
            store.world.change(index, |build| {
                let tags = build["tags"].as_array_mut();
                if let Some(tags) = tags {
                    tags.retain(|known| known != tag);
                }
            });
        }
    }
    let place = project.to_string();
    let mut gone = store
        .document("gone tags", &place)
        .cloned()
        .unwrap_or_else(|| json!({}));
    gone[tag] = json!(true);
    store.keep("gone tags", &place, gone);
    tags(store, ask)
}

/// Queues and pools of agents, which are of another area.
pub fn agents(store: &Store, request: &crate::http::Request, path: &str) -> Option<Value> {
    let words: Vec<&str> = path.trim_matches('/').split('/').collect();
    let at = words
        .iter()
        .position(|word| word.eq_ignore_ascii_case("distributedtask"))?;
    if request.method != "GET" || at == 0 || !words[at - 1].eq_ignore_ascii_case("_apis") {
        return None;
    }
    let me = store.me();
    let pool = |id: u32, name: &str, hosted: bool| {
        json!({ "id": id, "name": name, "isHosted": hosted, "poolType": "automation", "size": 2, "createdBy": me,
                "autoProvision": true })
    };
    let pools = [pool(9, "Azure Pipelines", true), pool(1, "Default", false)];
    let all: Vec<Value> = match *words.get(at + 1)? {
        word if word.eq_ignore_ascii_case("pools") => pools.to_vec(),
        word if word.eq_ignore_ascii_case("queues") => {
            let project = &store.world.projects[store.world.project(words.first()?)?];
            let queues = [(72, &pools[0]), (71, &pools[1])];
            queues
                .iter()
                .map(|(id, pool)| json!({ "id": id, "projectId": project.id, "name": pool["name"], "pool": pool }))
                .collect()
        }
        _ => return None,
    };
    match words.get(at + 2) {
        None => Some(json!({ "count": all.len(), "value": all })),
        Some(id) => all
            .into_iter()
            .find(|known| known["id"].as_u64() == id.parse().ok()),
    }
}
