//! Projects and their teams, processes, and who asks.

use serde_json::{Value, json};

use crate::ask::{Ask, Outcome};
use crate::errors;
use crate::http::Answer;
use crate::random::{guid, mix};
use crate::store::{Store, home};
use crate::template::ORIGIN;

const PROCESSES: [&str; 4] = ["Basic", "Agile", "Scrum", "CMMI"];

fn place(store: &Store, ask: &Ask) -> Result<usize, Answer<'static>> {
    let id = ask.path("projectId");
    store.world.project(id).ok_or_else(|| errors::no_such_project(id))
}

fn base(store: &Store) -> String {
    format!("{ORIGIN}{}", store.flavour.home())
}

fn team(store: &Store, project: usize) -> Value {
    let (known, number) = (&store.world.projects[project], project as u64);
    let id = guid(mix(number ^ 0x7ea), mix(!number));
    json!({
        "id": id,
        "name": format!("{} Team", known.name),
        "url": format!("{}/_apis/projects/{}/teams/{id}", base(store), known.id),
        "description": "The default project team.",
        "identityUrl": format!("{}/_apis/Identities/{id}", base(store)),
        "projectName": known.name,
        "projectId": known.id,
    })
}

pub fn get(store: &Store, ask: &Ask) -> Outcome {
    let place = place(store, ask)?;
    let mut project = store.project_json(place);
    let url = project["url"].as_str().unwrap_or_default().to_owned();
    let team = team(store, place);
    project["_links"] = json!({
        "self": { "href": url },
        "collection": { "href": format!("{}/_apis/projectCollections/1", base(store)) },
        "web": { "href": store.home(place) },
    });
    project["defaultTeam"] = json!({ "id": team["id"], "name": team["name"], "url": team["url"] });
    if ask.query("includeCapabilities") == Some("true") {
        project["capabilities"] = json!({
            "processTemplate": { "templateName": PROCESSES[0] },
            "versioncontrol": { "sourceControlType": "Git" },
        });
    }
    Ok(ask.json(&project))
}

/// What goes on behind the answer.
fn operation(store: &mut Store, ask: &Ask) -> Answer<'static> {
    let number = u64::from(store.number());
    let id = guid(mix(number), mix(!number));
    let url = format!("{}/_apis/operations/{id}", base(store));
    let mut answer = ask.json(&json!({ "id": id, "status": "queued", "url": url }));
    answer.status = 202;
    answer
}

pub fn create(store: &mut Store, ask: &Ask) -> Outcome {
    let sent = ask.body(Value::is_object)?;
    let name = sent["name"].as_str().unwrap_or_default().trim();
    if name.is_empty() {
        return Err(errors::missing("projectToCreate.Name"));
    }
    if store.world.project(name).is_some() {
        let message =
            format!("TF200019: The following project already exists on the Azure DevOps Server: {name}.");
        return Err(errors::of_core(409, "ProjectAlreadyExistsException", &message));
    }
    let number = 1000 + u64::from(store.number());
    let id = guid(mix(number), mix(!number));
    let made = json!({
        "id": id,
        "name": name,
        "description": sent["description"],
        "url": format!("{}/_apis/projects/{id}", base(store)),
        "state": "wellFormed",
        "revision": 1,
        "visibility": sent["visibility"].as_str().unwrap_or("private"),
        "lastUpdateTime": ask.now.with_digits(3).in_answers(),
    });
    store.world.found_project(id, name, &made);
    Ok(operation(store, ask))
}

pub fn update(store: &mut Store, ask: &Ask) -> Outcome {
    let place = place(store, ask)?;
    let sent = ask.body(Value::is_object)?;
    store.world.change_project(place, |project| {
        for name in ["name", "description", "visibility"] {
            if !sent[name].is_null() {
                project[name] = sent[name].clone();
            }
        }
        project["revision"] = json!(project["revision"].as_u64().unwrap_or_default() + 1);
    });
    Ok(operation(store, ask))
}

pub fn delete(store: &mut Store, ask: &Ask) -> Outcome {
    let place = place(store, ask)?;
    store.world.projects[place].deleted = true;
    Ok(operation(store, ask))
}

fn teams_of(store: &Store, project: usize) -> Vec<Value> {
    let prefix = format!("{project}/");
    let kept = store
        .documents_of("team")
        .filter(|(name, _)| name.starts_with(&prefix));
    let kept = kept.map(|(_, team)| team.clone());
    std::iter::once(team(store, project)).chain(kept).collect()
}

pub fn teams(store: &Store, ask: &Ask) -> Outcome {
    let all: Vec<Value> = if ask.path("projectId").is_empty() {
        let projects = store.world.projects.iter().enumerate();
        let living = projects.filter(|(_, project)| !project.deleted);
        living.flat_map(|(place, _)| teams_of(store, place)).collect()
    } else {
        teams_of(store, place(store, ask)?)
    };
    Ok(ask.page(&all, 100))
}

fn found(store: &Store, ask: &Ask) -> Result<(usize, Value), Answer<'static>> {
    let project = place(store, ask)?;
    let wanted = ask.path("teamId");
    let all = teams_of(store, project);
    let team = all.into_iter().find(|team| {
        team["id"] == *wanted
            || team["name"]
                .as_str()
                .is_some_and(|name| name.to_lowercase() == wanted.to_lowercase())
    });
    team.map(|team| (project, team))
        .ok_or_else(|| errors::no_such_thing("Team", wanted))
}

fn team_place(project: usize, team: &Value) -> String {
    format!("{project}/{}", team["id"].as_str().unwrap_or_default())
}

pub fn get_team(store: &Store, ask: &Ask) -> Outcome {
    Ok(ask.json(&found(store, ask)?.1))
}

pub fn create_team(store: &mut Store, ask: &Ask) -> Outcome {
    let project = place(store, ask)?;
    let sent = ask.body(Value::is_object)?;
    if sent["name"].as_str().unwrap_or_default().is_empty() {
        return Err(errors::missing("team.Name"));
    }
    let mut made = team(store, project);
    let number = 5000 + u64::from(store.number());
    made["id"] = json!(guid(mix(number), mix(!number)));
    for name in ["name", "description"] {
        made[name] = sent[name].clone();
    }
    store.keep("team", &team_place(project, &made), made.clone());
    let mut answer = ask.json(&made);
    answer.status = 201;
    Ok(answer)
}

pub fn update_team(store: &mut Store, ask: &Ask) -> Outcome {
    let (project, mut team) = found(store, ask)?;
    let sent = ask.body(Value::is_object)?;
    for name in ["name", "description"] {
        if !sent[name].is_null() {
            team[name] = sent[name].clone();
        }
    }
    store.keep("team", &team_place(project, &team), team.clone());
    Ok(ask.json(&team))
}

pub fn delete_team(store: &mut Store, ask: &Ask) -> Outcome {
    let (project, team) = found(store, ask)?;
    if store.forget("team", &team_place(project, &team)).is_none() {
        let message = "The default team of a project cannot be deleted.";
        return Err(errors::of_core(
            400,
            "DefaultTeamCannotBeDeletedException",
            message,
        ));
    }
    Ok(Answer::empty(204))
}

pub fn members(store: &Store, ask: &Ask) -> Outcome {
    found(store, ask)?;
    let all = store
        .world
        .people
        .iter()
        .map(|person| json!({ "identity": person, "isTeamAdmin": false }));
    Ok(ask.page(&all.collect::<Vec<_>>(), 100))
}

pub fn categorized_teams(store: &Store, ask: &Ask) -> Outcome {
    let all = teams_of(store, place(store, ask)?);
    Ok(ask.json(&json!({ "myTeams": &all[..1], "readableTeams": &all[1..] })))
}

/// A picture is taken, and never shown.
pub fn avatar(store: &Store, ask: &Ask) -> Outcome {
    place(store, ask)?;
    Ok(Answer::empty(204))
}

fn process(store: &Store, number: usize) -> Value {
    let id = guid(mix(number as u64 ^ 0x90), mix(!(number as u64)));
    json!({
        "id": id,
        "name": PROCESSES[number],
        "description": format!("{} as it comes.", PROCESSES[number]),
        "url": format!("{}/_apis/process/processes/{id}", base(store)),
        "isDefault": number == 0,
        "type": "system",
    })
}

pub fn processes(store: &Store, ask: &Ask) -> Outcome {
    let all: Vec<Value> = (0..PROCESSES.len())
        .map(|number| process(store, number))
        .collect();
    let wanted = ask.path("processId");
    if wanted.is_empty() {
        return Ok(ask.list(&all));
    }
    let found = all.iter().find(|process| process["id"] == *wanted);
    found
        .map(|found| ask.json(found))
        .ok_or_else(|| errors::no_such_thing("Process", wanted))
}

/// Of these two OAuth alone is let in.
pub fn profile(store: &Store, ask: &Ask) -> Outcome {
    by_oauth(ask)?;
    let me = store.me();
    Ok(ask.json(&json!({
        "displayName": me["displayName"],
        "publicAlias": me["id"],
        "emailAddress": me["uniqueName"],
        "coreRevision": 1,
        "timeStamp": "2025-03-04T09:00:00+00:00",
        "id": me["id"],
        "revision": 1,
    })))
}

pub fn accounts(store: &Store, ask: &Ask) -> Outcome {
    by_oauth(ask)?;
    let name = store.flavour.home().rsplit('/').next().unwrap_or_default();
    let id = guid(mix(77), mix(78));
    Ok(ask.list(&[json!({
        "accountId": id,
        "accountUri": format!("{ORIGIN}{}", home(store.flavour, "")),
        "accountName": name,
        "properties": {},
    })]))
}

fn by_oauth(ask: &Ask) -> Result<(), Answer<'static>> {
    let authorization = ask.request.header("Authorization").unwrap_or_default();
    let scheme = authorization.split(' ').next().unwrap_or_default();
    if scheme.eq_ignore_ascii_case("bearer") {
        Ok(())
    } else {
        Err(errors::needs_oauth())
    }
}
