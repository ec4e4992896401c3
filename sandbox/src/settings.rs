//! What can be set: of projects, builds and definitions.

use serde_json::{Map, Value, json};

use crate::ask::{Ask, Outcome};
use crate::errors;
use crate::http::Answer;
use crate::store::{Store, date};

/// What a project has of this, before anybody sets it otherwise.
fn usual(what: &str) -> Value {
    let limits = |value| json!({ "min": 1, "max": 731, "value": value });
    let policy = json!({
        "branches": ["+refs/heads/*"], "artifacts": [], "artifactTypesToDelete": ["FilePath", "SymbolStore"],
        "daysToKeep": 10, "minimumToKeep": 1, "deleteBuildRecord": true, "deleteTestResults": true,
    });
    match what {
        "general" => json!({
            "enforceReferencedRepoScopedToken": false,
            "disableClassicPipelineCreation": true,
            "enforceJobAuthScope": true,
            "enforceJobAuthScopeForReleases": true,
            "publishPipelineMetadata": false,
            "statusBadgesArePrivate": true,
            "enforceSettableVar": true,
        }),
        "retention" => json!({
            "purgeArtifacts": limits(30),
            "purgePullRequestRuns": limits(10),
            "purgeRuns": limits(30),
            "retainRunsPerProtectedBranch": null,
        }),
        _ => json!({
            "defaultRetentionPolicy": policy, "maximumRetentionPolicy": policy, "daysToKeepDeletedBuildsBeforeDestroy": 30,
        }),
    }
}

fn current(store: &Store, what: &str, project: usize) -> Value {
    let kept = store.document(what, &project.to_string());
    kept.cloned().unwrap_or_else(|| usual(what))
}

pub fn get(store: &Store, ask: &Ask, what: &str) -> Outcome {
    let project = store.project(ask)?;
    Ok(ask.json(&current(store, what, project)))
}

pub fn update(store: &mut Store, ask: &Ask, what: &str) -> Outcome {
    let project = store.project(ask)?;
    let sent = ask.body(Value::is_object)?;
    let mut now = current(store, what, project);
    for (name, value) in sent.as_object().into_iter().flatten() {
        match name.as_str() {
            // Of retention a value is sent, and a value with its bounds is told.
            "artifactsRetention" => now["purgeArtifacts"]["value"] = value["value"].clone(),
            "pullRequestRunRetention" => now["purgePullRequestRuns"]["value"] = value["value"].clone(),
            "runRetention" => now["purgeRuns"]["value"] = value["value"].clone(),
            _ => now[name.as_str()] = value.clone(),
        }
    }
    store.keep(what, &project.to_string(), now.clone());
    Ok(ask.json(&now))
}

/// Whose properties the path names.
fn owner(store: &Store, ask: &Ask) -> Result<String, Answer<'static>> {
    if !ask.path("buildId").is_empty() {
        let (_, index) = store.build(ask)?;
        return Ok(format!("build {index}"));
    }
    if !ask.path("projectId").is_empty() {
        let id = ask.path("projectId");
        let project = store
            .world
            .project(id)
            .ok_or_else(|| errors::no_such_project(id))?;
        return Ok(format!("project {project}"));
    }
    let project = store.project(ask)?;
    let id = ask.number("definitionId");
    store.definitions.get(project, id)?;
    Ok(format!("definition {id}"))
}

fn properties_of(store: &Store, owner: &str) -> Map<String, Value> {
    let kept = store.document("properties", owner).and_then(Value::as_object);
    kept.cloned().unwrap_or_default()
}

pub fn properties(store: &Store, ask: &Ask) -> Outcome {
    let owner = owner(store, ask)?;
    let mut all = properties_of(store, &owner);
    if let Some(names) = ask.query("filter").or(ask.query("keys")) {
        let names: Vec<&str> = names.split(',').map(str::trim).collect();
        all.retain(|name, _| names.contains(&name.as_str()));
    }
    if owner.starts_with("project") {
        let list: Vec<Value> = all
            .into_iter()
            .map(|(name, value)| json!({ "name": name, "value": value }))
            .collect();
        return Ok(ask.list(&list));
    }
    Ok(ask.json(&collection(&all)))
}

/// As properties of builds and definitions are told.
fn collection(all: &Map<String, Value>) -> Value {
    let value = all.iter().map(|(name, value)| {
        let kind = if value.is_i64() {
            "System.Int32"
        } else {
            "System.String"
        };
        (name.clone(), json!({ "$type": kind, "$value": value }))
    });
    json!({ "count": all.len(), "value": value.collect::<Map<_, _>>() })
}

pub fn update_properties(store: &mut Store, ask: &Ask) -> Outcome {
    let owner = owner(store, ask)?;
    let patch = ask.body(Value::is_array)?;
    let mut all = properties_of(store, &owner);
    for step in patch.as_array().into_iter().flatten() {
        let name = step["path"]
            .as_str()
            .unwrap_or_default()
            .trim_start_matches('/')
            .to_owned();
        match step["op"].as_str().map(str::to_ascii_lowercase).as_deref() {
            Some("add" | "replace") => all.insert(name, step["value"].clone()),
            Some("remove") => all.remove(&name),
            _ => {
                return Err(errors::argument(
                    "op",
                    "The operation of a patch is add, replace or remove.",
                ));
            }
        };
    }
    store.keep("properties", &owner, Value::Object(all.clone()));
    if owner.starts_with("project") {
        return Ok(Answer::empty(204));
    }
    Ok(ask.json(&collection(&all)))
}

pub fn templates(store: &Store, ask: &Ask) -> Outcome {
    store.project(ask)?;
    let seeded = [template("vsBuild", json!({}))];
    let kept = store.documents_of("template").map(|(_, value)| value.clone());
    Ok(ask.list(&seeded.into_iter().chain(kept).collect::<Vec<_>>()))
}

fn template(id: &str, sent: Value) -> Value {
    let mut whole = json!({
        "id": id, "name": id, "category": "Build", "description": "", "canDelete": id != "vsBuild", "icons": {},
        "template": null,
    });
    for (name, value) in sent.as_object().into_iter().flatten() {
        if name != "id" {
            whole[name.as_str()] = value.clone();
        }
    }
    whole
}

pub fn get_template(store: &Store, ask: &Ask) -> Outcome {
    store.project(ask)?;
    let id = ask.path("templateId");
    if id == "vsBuild" {
        return Ok(ask.json(&template(id, json!({}))));
    }
    let kept = store.document("template", id);
    kept.map(|kept| ask.json(kept))
        .ok_or_else(|| errors::no_such_thing("Template", id))
}

pub fn save_template(store: &mut Store, ask: &Ask) -> Outcome {
    store.project(ask)?;
    let made = template(ask.path("templateId"), ask.body(Value::is_object)?);
    store.keep("template", ask.path("templateId"), made.clone());
    Ok(ask.json(&made))
}

pub fn delete_template(store: &mut Store, ask: &Ask) -> Outcome {
    store.project(ask)?;
    let id = ask.path("templateId");
    let gone = store.forget("template", id);
    gone.map(|_| Answer::empty(204))
        .ok_or_else(|| errors::no_such_thing("Template", id))
}

/// What a project or one of its definitions may use.
pub fn resources(store: &Store, ask: &Ask, of: &str) -> Outcome {
    let project = store.project(ask)?;
    let prefix = format!("{project}/{}/", ask.path("definitionId"));
    let all = store
        .documents_of(of)
        .filter(|(name, _)| name.starts_with(&prefix));
    let all = all.map(|(_, value)| value.clone());
    Ok(ask.list(&all.collect::<Vec<_>>()))
}

pub fn authorize(store: &mut Store, ask: &Ask, of: &str) -> Outcome {
    let project = store.project(ask)?;
    let sent = ask.body(Value::is_array)?;
    for resource in sent.as_array().into_iter().flatten() {
        let text = |name: &str| resource[name].as_str().unwrap_or_default().to_owned();
        let name = format!(
            "{project}/{}/{}/{}",
            ask.path("definitionId"),
            text("type"),
            text("id")
        );
        store.keep(of, &name, resource.clone());
    }
    Ok(ask.list(sent.as_array().map_or(&[], Vec::as_slice)))
}

fn lease_place(id: u64) -> String {
    format!("{id:012}")
}

pub fn add_leases(store: &mut Store, ask: &Ask) -> Outcome {
    let project = store.project(ask)?;
    let sent = ask.body(Value::is_array)?;
    let mut made = Vec::new();
    for lease in sent.as_array().into_iter().flatten() {
        let run = lease["runId"].as_u64().unwrap_or_default() as u32;
        if store.world.index(project, run).is_none() {
            return Err(errors::no_such_build(&run.to_string()));
        }
        let id = u64::from(store.number());
        let days = lease["daysValid"].as_i64().unwrap_or(1).clamp(1, 100_000);
        let kept = json!({
            "leaseId": id,
            "definitionId": lease["definitionId"],
            "runId": run,
            "ownerId": lease["ownerId"],
            "protectPipeline": lease["protectPipeline"].as_bool().unwrap_or_default(),
            "createdOn": date(ask.now),
            "validUntil": date(ask.now.plus_seconds(days * 86_400)),
        });
        store.keep("lease", &lease_place(id), kept.clone());
        made.push(kept);
    }
    Ok(ask.list(&made))
}

pub fn leases(store: &Store, ask: &Ask) -> Outcome {
    store.project(ask)?;
    let number = |name| ask.query_number(name).map(|number| number as u64);
    let build = ask.path("buildId").parse::<u64>().ok();
    let owner = ask.query("ownerId").or(ask.query("userOwnerId"));
    let all = store
        .documents_of("lease")
        .map(|(_, lease)| lease)
        .filter(|lease| {
            let is = |name: &str, wanted: Option<u64>| wanted.is_none_or(|wanted| lease[name] == wanted);
            is("runId", build.or(number("runId")))
                && is("definitionId", number("definitionId"))
                && owner.is_none_or(|owner| {
                    lease["ownerId"]
                        .as_str()
                        .is_some_and(|known| known.contains(owner))
                })
        });
    Ok(ask.list(&all.cloned().collect::<Vec<_>>()))
}

pub fn lease(store: &Store, ask: &Ask) -> Outcome {
    store.project(ask)?;
    let id = ask.path("leaseId");
    let kept = store.document("lease", &lease_place(id.parse().unwrap_or_default()));
    kept.map(|kept| ask.json(kept))
        .ok_or_else(|| errors::no_such_thing("Retention lease", id))
}

pub fn update_lease(store: &mut Store, ask: &Ask) -> Outcome {
    store.project(ask)?;
    let sent = ask.body(Value::is_object)?;
    let id = ask.path("leaseId");
    let place = lease_place(id.parse().unwrap_or_default());
    let mut lease = store
        .forget("lease", &place)
        .ok_or_else(|| errors::no_such_thing("Retention lease", id))?;
    if let Some(days) = sent["daysValid"].as_i64() {
        lease["validUntil"] = date(ask.now.plus_seconds(days.clamp(1, 100_000) * 86_400));
    }
    if let Some(protects) = sent["protectPipeline"].as_bool() {
        lease["protectPipeline"] = json!(protects);
    }
    store.keep("lease", &place, lease.clone());
    Ok(ask.json(&lease))
}

pub fn delete_leases(store: &mut Store, ask: &Ask) -> Outcome {
    store.project(ask)?;
    for id in ask.needed("ids")?.split(',') {
        store.forget("lease", &lease_place(id.trim().parse().unwrap_or_default()));
    }
    Ok(Answer::empty(204))
}
