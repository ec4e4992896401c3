//! Builds that were queued here: they wait, run and end as the clock goes on.

use serde_json::{Value, json};

use crate::ask::{Ask, Outcome};
use crate::errors;
use crate::http::Answer;
use crate::numbers;
use crate::random::{guid, mix};
use crate::store::{Store, date};
use crate::template::render;
use crate::ticks::Ticks;
use crate::world::{BRANCHES, By};

/// A build that is not cancelled at once needs this long to stop.
const SECONDS_TO_STOP: i64 = 1;

/// One attempt at a stage of a build.
#[derive(Clone, Copy)]
pub struct Attempt {
    pub started: Ticks,
    pub ends: Ticks,
}

/// What is to become of a build.
struct Run {
    index: u32,
    attempts: Vec<Attempt>,
    /// When somebody has asked for it to be cancelled.
    cancelled: Option<Ticks>,
}

pub struct Runs {
    pace: i64,
    running: Vec<Run>,
    ended: Vec<Run>,
}

impl Runs {
    /// `pace`: how many seconds a build takes.
    pub fn new(pace: i64) -> Runs {
        Runs {
            pace,
            running: Vec::new(),
            ended: Vec::new(),
        }
    }

    /// Whether something happens at this time.
    pub fn is_due(&self, now: Ticks) -> bool {
        self.running.iter().any(|run| {
            let last = run.attempts[run.attempts.len() - 1];
            now >= last.started || run.cancelled.is_some()
        })
    }

    /// The attempts at a build that was queued here.
    pub fn attempts(&self, index: u32) -> Option<&[Attempt]> {
        let mut all = self.running.iter().chain(&self.ended);
        all.find(|run| run.index == index).map(|run| &run.attempts[..])
    }

    fn begin(&mut self, index: u32, now: Ticks) {
        let started = now.plus_seconds((self.pace / 10).max(1));
        let attempt = Attempt {
            started,
            ends: started.plus_seconds(self.pace),
        };
        let before = self.ended.iter().position(|run| run.index == index);
        let mut run = before.map_or(
            Run {
                index,
                attempts: Vec::new(),
                cancelled: None,
            },
            |place| self.ended.remove(place),
        );
        run.cancelled = None;
        run.attempts.push(attempt);
        self.running.push(run);
    }
}

/// Takes every build as far as it is at this time.
pub fn advance(store: &mut Store, now: Ticks) {
    let itself = store.world.itself.clone();
    let (mut still, mut running) = (Vec::new(), std::mem::take(&mut store.runs.running));
    for run in running.drain(..) {
        let last = run.attempts[run.attempts.len() - 1];
        let stops = run
            .cancelled
            .map(|cancelled| cancelled.plus_seconds(SECONDS_TO_STOP));
        let (status, result, at) = match stops {
            Some(stops) if now >= stops => ("completed", Some("canceled"), stops),
            Some(_) => ("cancelling", None, now),
            None if now >= last.ends => ("completed", Some("succeeded"), last.ends),
            None if now >= last.started => ("inProgress", None, last.started),
            None => ("notStarted", None, now),
        };
        if store.world.at(run.index).status != status {
            let finish = store.world.moment(at, By::Finish);
            let start = store.world.moment(last.started, By::Start);
            store.world.change(run.index, |build| {
                build["status"] = json!(status);
                if build["startTime"].is_null() && status != "notStarted" && now >= last.started {
                    build["startTime"] = json!(start.in_answers());
                }
                if let Some(result) = result {
                    build["result"] = json!(result);
                    build["finishTime"] = json!(finish.in_answers());
                }
                build["lastChangedDate"] = date(at);
                build["lastChangedBy"] = itself.clone();
            });
        }
        if result.is_some() {
            store.runs.ended.push(run);
        } else {
            still.push(run);
        }
    }
    store.runs.running = still;
}

pub fn queue(store: &mut Store, ask: &Ask) -> Outcome {
    let project = store.project(ask)?;
    let sent = ask.body(Value::is_object)?;
    let definition = match sent["definition"]["id"].as_u64() {
        Some(id) => store.definitions.get(project, id as u32)?.clone(),
        None => match ask.query("definitionId").and_then(|id| id.parse().ok()) {
            Some(id) => store.definitions.get(project, id)?.clone(),
            None => return Err(errors::missing("definition")),
        },
    };
    if definition["queueStatus"] == "disabled" {
        let message = format!(
            "The definition {} is disabled. Builds of it cannot be queued.",
            definition["name"].as_str().unwrap_or_default()
        );
        return Err(errors::of_builds(400, "DefinitionDisabledException", &message));
    }
    let home = store.home(project);
    let id = store.world.next_build();
    let queued = store.world.moment(ask.now, By::Queue);
    let given = |name: &str, usual: Value| match &sent[name] {
        Value::Null => usual,
        given => given.clone(),
    };
    let branch = given("sourceBranch", definition["repository"]["defaultBranch"].clone());
    let name = branch.as_str().unwrap_or_default();
    let known = BRANCHES.contains(&name) || name.starts_with("refs/pull/") || name.starts_with("refs/tags/");
    let me = store.me();
    let plan = guid(mix(u64::from(id)), mix(!u64::from(id)));
    let definition_id = definition["id"].clone();
    let of_definition = |name: &str| definition[name].clone();
    let mut build = json!({
        "_links": {
            "self": { "href": format!("{home}/_apis/build/Builds/{id}") },
            "web": { "href": format!("{home}/_build/results?buildId={id}") },
            "sourceVersionDisplayUri": { "href": format!("{home}/_apis/build/builds/{id}/sources") },
            "timeline": { "href": format!("{home}/_apis/build/builds/{id}/Timeline") },
            "badge": { "href": format!("{home}/_apis/build/status/{definition_id}") },
        },
        "properties": {},
        "tags": given("tags", json!([])),
        "validationResults": [],
        "plans": [{ "planId": plan }],
        "triggerInfo": given("triggerInfo", json!({})),
        "id": id,
        "buildNumber": format!("{}.{id}", queued.day()),
        "status": "notStarted",
        "queueTime": queued.in_answers(),
        "url": format!("{home}/_apis/build/Builds/{id}"),
        "definition": {
            "drafts": [],
            "id": definition_id,
            "name": of_definition("name"),
            "url": of_definition("url"),
            "uri": of_definition("uri"),
            "path": of_definition("path"),
            "type": "build",
            "queueStatus": of_definition("queueStatus"),
            "revision": of_definition("revision"),
            "project": of_definition("project"),
        },
        "buildNumberRevision": id,
        "project": of_definition("project"),
        "uri": format!("vstfs:///Build/Build/{id}"),
        "sourceBranch": branch,
        "sourceVersion": given("sourceVersion", json!(format!("{:040x}", mix(u64::from(id))))),
        "queue": of_definition("queue"),
        "priority": given("priority", json!("normal")),
        "reason": numbers::word("reasonFilter", &sent["reason"]).unwrap_or_else(|| "manual".to_owned()),
        "requestedFor": given("requestedFor", me.clone()),
        "requestedBy": me,
        "lastChangedDate": date(queued),
        "lastChangedBy": me,
        "orchestrationPlan": { "planId": plan },
        "logs": { "id": 0, "type": "Container", "url": format!("{home}/_apis/build/builds/{id}/logs") },
        "repository": of_definition("repository"),
        "keepForever": given("keepForever", json!(false)),
        "retainedByRelease": false,
        "triggeredByBuild": null,
        "appendCommitMessageToRunName": true,
    });
    for name in ["parameters", "templateParameters", "demands"] {
        if !sent[name].is_null() {
            build[name] = sent[name].clone();
        }
    }
    if !known {
        // The service answers 200 all the same.
        build["status"] = json!("cancelling");
        build["validationResults"] = json!([{
            "result": "error",
            "message": format!(
                "The pipeline is not valid. Could not get the latest source version for repository hosted on Azure \
                 Repos using ref {name}."
            ),
        }]);
    }
    let answer = ask.json(&build);
    store.world.push(&build, project);
    let index = store.world.index(project, id);
    if let Some(index) = index.filter(|_| known) {
        store.runs.begin(index, ask.now);
    }
    Ok(answer)
}

/// Changes one build as what was sent says; its JSON then.
fn changed(store: &mut Store, ask: &Ask, index: u32, sent: &Value) -> Result<Value, Answer<'static>> {
    let status = numbers::word("statusFilter", &sent["status"]).map(|status| status.to_ascii_lowercase());
    let now = store.world.at(index).status.clone();
    match status.as_deref() {
        None => {}
        Some("cancelling") if now == "completed" => {
            let message = "The build is completed, and cannot be cancelled.";
            return Err(errors::of_builds(
                400,
                "BuildStatusInvalidChangeException",
                message,
            ));
        }
        Some("cancelling") => {
            let run = store.runs.running.iter_mut().find(|run| run.index == index);
            if let Some(run) = run {
                run.cancelled.get_or_insert(ask.now);
            }
            store
                .world
                .change(index, |build| build["status"] = json!("cancelling"));
        }
        Some(status) if status == now.to_ascii_lowercase() => {}
        Some(status) => {
            let message = format!("A build whose status is {now} cannot become {status}.");
            return Err(errors::of_builds(
                400,
                "BuildStatusInvalidChangeException",
                &message,
            ));
        }
    }
    if ask.query("retry") == Some("true") {
        retry(store, index, ask.now);
    }
    let me = store.me();
    store.world.change(index, |build| {
        for name in [
            "keepForever",
            "buildNumber",
            "quality",
            "priority",
            "retainedByRelease",
        ] {
            if !sent[name].is_null() {
                build[name] = sent[name].clone();
            }
        }
        build["lastChangedDate"] = date(ask.now);
        build["lastChangedBy"] = me;
    });
    Ok(store.world.at(index).template.value())
}

pub fn update(store: &mut Store, ask: &Ask) -> Outcome {
    let (_, index) = store.build(ask)?;
    let sent = ask.body(Value::is_object)?;
    let build = changed(store, ask, index, &sent)?;
    Ok(ask.json(&build))
}

pub fn update_several(store: &mut Store, ask: &Ask) -> Outcome {
    let project = store.project(ask)?;
    let sent = ask.body(Value::is_array)?;
    let mut all = Vec::new();
    for sent in sent.as_array().into_iter().flatten() {
        let id = sent["id"].as_u64().unwrap_or_default() as u32;
        let index = store.world.index(project, id);
        let index = index.ok_or_else(|| errors::no_such_build(&id.to_string()))?;
        all.push(changed(store, ask, index, sent)?);
    }
    Ok(ask.list(&all))
}

pub fn delete(store: &mut Store, ask: &Ask) -> Outcome {
    let (_, index) = store.build(ask)?;
    let build = store.world.at(index).template.value();
    let leases = store.documents_of("lease");
    let is_leased = leases.into_iter().any(|(_, lease)| lease["runId"] == build["id"]);
    if build["keepForever"] == true || build["retainedByRelease"] == true || is_leased {
        let message = format!(
            "Build {} is retained, and cannot be deleted.",
            build["buildNumber"].as_str().unwrap_or_default()
        );
        return Err(errors::of_builds(
            400,
            "CannotDeleteRetainedBuildException",
            &message,
        ));
    }
    store.world.delete(index);
    store.runs.running.retain(|run| run.index != index);
    Ok(Answer::empty(204))
}

/// Runs a build that has ended once more.
fn retry(store: &mut Store, index: u32, now: Ticks) {
    if store.world.at(index).status != "completed" {
        return;
    }
    if store.runs.attempts(index).is_none() {
        let build = store.world.at(index);
        let (started, ends) = (build.time(By::Start), build.time(By::Finish));
        store.runs.ended.push(Run {
            index,
            attempts: vec![Attempt {
                started: started.unwrap_or(now),
                ends: ends.unwrap_or(now),
            }],
            cancelled: None,
        });
    }
    store.runs.begin(index, now);
    store.world.change(index, |build| {
        build["status"] = json!("notStarted");
        for name in ["result", "finishTime"] {
            build.as_object_mut().map(|build| build.remove(name));
        }
    });
}

pub fn update_stage(store: &mut Store, ask: &Ask) -> Outcome {
    let (_, index) = store.build(ask)?;
    let sent = ask.body(Value::is_object)?;
    let stage = ask.path("stageRefName");
    if !crate::timeline::STAGES
        .iter()
        .any(|(name, _)| name.eq_ignore_ascii_case(stage))
    {
        return Err(errors::no_such_thing("Stage", stage));
    }
    match sent["state"].as_str().map(str::to_ascii_lowercase).as_deref() {
        Some("retry") => retry(store, index, ask.now),
        Some("cancel") => {
            let run = store.runs.running.iter_mut().find(|run| run.index == index);
            if let Some(run) = run {
                run.cancelled.get_or_insert(ask.now);
            }
        }
        _ => {
            return Err(errors::argument(
                "state",
                "The state is neither retry nor cancel.",
            ));
        }
    }
    Ok(Answer::empty(204))
}

/// Changes the tags of a build; all that it then has.
pub fn change_tags(store: &mut Store, ask: &Ask, change: impl FnOnce(&mut Vec<String>)) -> Outcome {
    let (_, index) = store.build(ask)?;
    let mut tags = Vec::new();
    store.world.change(index, |build| {
        tags = serde_json::from_value(build["tags"].take()).unwrap_or_default();
        change(&mut tags);
        build["tags"] = json!(tags);
    });
    let shown: Vec<Value> = tags.into_iter().map(Value::from).collect();
    Ok(ask.list(&shown))
}

pub fn get(store: &Store, ask: &Ask) -> Outcome {
    let (_, index) = store.build(ask)?;
    let template = &store.world.at(index).template;
    let mut body = Vec::with_capacity(template.length(ask.origin));
    template.write(ask.origin, &mut body);
    Ok(Answer::empty(200).with_body(body))
}

pub fn latest(store: &Store, ask: &Ask) -> Outcome {
    let project = store.project(ask)?;
    let definition = ask.path("definition");
    let id = store
        .definitions
        .named(project, definition)
        .map(|known| known["id"].clone());
    let id = id.ok_or_else(|| errors::no_such_definition(definition))?;
    let newest = store.world.ascending(Some(project), By::Finish).iter().rev();
    let found = newest.map(|&index| store.world.at(index)).find(|build| {
        id == build.definition
            && build.status == "completed"
            && !build.deleted
            && ask
                .query("branchName")
                .is_none_or(|branch| build.branch.ends_with(branch))
    });
    let build = found.ok_or_else(|| errors::no_such_build("latest"))?;
    Ok(Answer::empty(200).with_body(render(&build.template.value(), ask.origin)))
}
