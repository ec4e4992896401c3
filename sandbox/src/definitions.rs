//! Definitions (pipelines): listed, read, changed, and what hangs on them.

use serde_json::{Map, Value, json};

use crate::ask::{Ask, Outcome};
use crate::errors;
use crate::flavour::Flavour;
use crate::http::{Answer, encode};
use crate::store::{Store, date, home};
use crate::ticks::Ticks;
use crate::world::{By, DEFINITIONS, World, definition_id};

/// The revision that seeded builds name.
const REVISION: u64 = 4;
/// How many a list has that does not say.
const USUAL: usize = 10_000;
/// What references to a definition have of it.
const OF_REFERENCE: [&str; 16] = [
    "_links",
    "quality",
    "authoredBy",
    "drafts",
    "queue",
    "id",
    "name",
    "url",
    "uri",
    "path",
    "type",
    "queueStatus",
    "revision",
    "createdDate",
    "project",
    "latestBuild",
];
/// What the service says itself, whatever is sent.
const ITS_OWN: [&str; 8] = [
    "_links",
    "authoredBy",
    "createdDate",
    "id",
    "project",
    "revision",
    "uri",
    "url",
];

/// One, with all it was.
struct Definition {
    project: usize,
    revisions: Vec<Value>,
    deleted: bool,
}

impl Definition {
    fn now(&self) -> &Value {
        &self.revisions[self.revisions.len() - 1]
    }
}

pub struct Definitions(Vec<(u32, Definition)>);

impl Definitions {
    pub fn of(world: &World, flavour: Flavour) -> Definitions {
        let created = Ticks::at_midnight(2025, 3, 4).plus_seconds(9 * 3600);
        let mut all = Vec::new();
        for (project, known) in world.projects.iter().enumerate() {
            for (index, name) in DEFINITIONS.iter().enumerate() {
                let id = definition_id(project, index);
                let path = if index.is_multiple_of(2) {
                    "\\"
                } else {
                    "\\Größe\\Nightly"
                };
                let sent = json!({ "name": name, "path": path });
                let place = home(flavour, &known.id);
                let project_json = known.template.value();
                let revisions = (1..=REVISION).map(|revision| {
                    let author = &world.people[revision as usize % world.people.len()];
                    let moment = created.plus_seconds(86_400 * revision as i64);
                    whole(&sent, &place, &project_json, id, revision, author, moment)
                });
                let definition = Definition {
                    project,
                    revisions: revisions.collect(),
                    deleted: false,
                };
                all.push((id, definition));
            }
        }
        Definitions(all)
    }

    fn find(&self, project: usize, id: u32) -> Option<&Definition> {
        let found = self.0.iter().find(|(known, _)| *known == id);
        found
            .map(|(_, definition)| definition)
            .filter(|definition| definition.project == project)
    }

    fn find_mut(&mut self, project: usize, id: u32) -> Result<&mut Definition, Answer<'static>> {
        let found = self.0.iter_mut().find(|(known, _)| *known == id);
        found
            .map(|(_, definition)| definition)
            .filter(|definition| definition.project == project && !definition.deleted)
            .ok_or_else(|| errors::no_such_definition(id))
    }

    /// The definition as it now is.
    pub fn get(&self, project: usize, id: u32) -> Result<&Value, Answer<'static>> {
        self.find(project, id)
            .filter(|definition| !definition.deleted)
            .map(Definition::now)
            .ok_or_else(|| errors::no_such_definition(id))
    }

    /// By its number or its name.
    pub fn named(&self, project: usize, name: &str) -> Option<&Value> {
        let number = name.parse().ok();
        self.living(project).find(|definition| {
            number.is_some_and(|number: u64| definition["id"] == number)
                || definition["name"]
                    .as_str()
                    .is_some_and(|known| known.to_lowercase() == name.to_lowercase())
        })
    }

    fn living(&self, project: usize) -> impl Iterator<Item = &Value> {
        let of_project = self
            .0
            .iter()
            .filter(move |(_, definition)| definition.project == project && !definition.deleted);
        of_project.map(|(_, definition)| definition.now())
    }
}

/// What the service makes of a definition that was sent.
fn whole(
    sent: &Value,
    home: &str,
    project: &Value,
    id: u32,
    revision: u64,
    author: &Value,
    moment: Ticks,
) -> Value {
    let name = sent["name"].as_str().unwrap_or_default();
    let repository = encode(project["name"].as_str().unwrap_or_default());
    let mut definition = json!({
        "options": [],
        "triggers": [],
        "variables": {},
        "retentionRules": [],
        "properties": {},
        "tags": [],
        "_links": {
            "self": { "href": format!("{home}/_apis/build/Definitions/{id}?revision={revision}") },
            "web": { "href": format!("{home}/_build/definition?definitionId={id}") },
            "editor": { "href": format!("{home}/_build/designer?id={id}&_a=edit-build-definition") },
            "badge": { "href": format!("{home}/_apis/build/status/{id}") },
        },
        "buildNumberFormat": "$(date:yyyyMMdd)$(rev:.r)",
        "jobAuthorizationScope": "projectCollection",
        "jobTimeoutInMinutes": 60,
        "jobCancelTimeoutInMinutes": 5,
        "process": { "yamlFilename": format!("/pipelines/{id}.yml"), "type": 2 },
        "repository": {
            "properties": { "cleanOptions": "0", "reportBuildStatus": "true" },
            "id": project["id"],
            "type": "TfsGit",
            "name": project["name"],
            "url": format!("{home}/_git/{repository}"),
            "defaultBranch": "refs/heads/main",
            "clean": null,
            "checkoutSubmodules": false,
        },
        "processParameters": {},
        "quality": "definition",
        "authoredBy": author,
        "drafts": [],
        "queue": {
            "_links": { "self": { "href": format!("{home}/_apis/build/Queues/72") } },
            "id": 72,
            "name": "Azure Pipelines",
            "url": format!("{home}/_apis/build/Queues/72"),
            "pool": { "id": 9, "name": "Azure Pipelines", "isHosted": true },
        },
        "id": id,
        "name": name,
        "url": format!("{home}/_apis/build/Definitions/{id}?revision={revision}"),
        "uri": format!("vstfs:///Build/Definition/{id}"),
        "path": "\\",
        "type": "build",
        "queueStatus": "enabled",
        "revision": revision,
        "createdDate": date(moment),
        "project": project,
    });
    for (name, value) in sent.as_object().into_iter().flatten() {
        if !ITS_OWN.contains(&name.as_str()) {
            definition[name] = value.clone();
        }
    }
    definition
}

fn reference(definition: &Value) -> Value {
    let members = definition.as_object().into_iter().flatten();
    let kept: Map<String, Value> = members
        .filter(|(name, _)| OF_REFERENCE.contains(&name.as_str()))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    kept.into()
}

/// Whether a name is as a filter says, in which `*` stands for anything.
fn is_like(name: &str, pattern: &str) -> bool {
    let (name, pattern) = (name.to_lowercase(), pattern.to_lowercase());
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = name.strip_prefix(first) else {
        return false;
    };
    let mut last = None;
    for part in parts {
        let Some(found) = rest.find(part) else {
            return false;
        };
        rest = &rest[found + part.len()..];
        last = Some(part);
    }
    last.map_or(rest.is_empty(), |last| name.ends_with(last))
}

pub fn list(store: &Store, ask: &Ask) -> Outcome {
    let project = store.project(ask)?;
    let ids: Option<Vec<u64>> = ask
        .query("definitionIds")
        .map(|ids| ids.split(',').filter_map(|id| id.trim().parse().ok()).collect());
    let mut found: Vec<&Value> = store
        .definitions
        .living(project)
        .filter(|definition| {
            let text = |name: &str| definition[name].as_str().unwrap_or_default();
            let id = definition["id"].as_u64().unwrap_or_default();
            ask.query("name").is_none_or(|name| is_like(text("name"), name))
                && ask
                    .query("path")
                    .is_none_or(|path| text("path").eq_ignore_ascii_case(&rooted(path)))
                && ids.as_ref().is_none_or(|ids| ids.contains(&id))
        })
        .collect();
    let order = ask.query("queryOrder").unwrap_or_default().to_ascii_lowercase();
    if order.starts_with("lastmodified") {
        found.sort_by_key(|definition| definition["createdDate"].to_string());
    } else {
        found.sort_by_key(|definition| definition["name"].as_str().unwrap_or_default().to_lowercase());
    }
    if order.ends_with("descending") {
        found.reverse();
    }
    let is_set = |name| {
        ask.query(name)
            .is_some_and(|value| value.eq_ignore_ascii_case("true"))
    };
    let (all, latest) = (is_set("includeAllProperties"), is_set("includeLatestBuilds"));
    let shown: Vec<Value> = found
        .into_iter()
        .map(|definition| {
            let mut shown = if all {
                definition.clone()
            } else {
                reference(definition)
            };
            if latest {
                add_latest(store, project, &mut shown);
            }
            shown
        })
        .collect();
    Ok(ask.page(&shown, USUAL))
}

/// A folder as the service spells it.
fn rooted(path: &str) -> String {
    format!("\\{}", path.trim_matches(['\\', '/']).replace('/', "\\"))
}

fn add_latest(store: &Store, project: usize, definition: &mut Value) {
    let id = definition["id"].as_u64().unwrap_or_default();
    let newest = store.world.ascending(Some(project), By::Queue).iter().rev();
    let mut builds = newest
        .map(|&index| store.world.at(index))
        .filter(|build| u64::from(build.definition) == id && !build.deleted);
    if let Some(build) = builds.clone().next() {
        definition["latestBuild"] = build.template.value();
    }
    if let Some(build) = builds.find(|build| build.status == "completed") {
        definition["latestCompletedBuild"] = build.template.value();
    }
}

pub fn get(store: &Store, ask: &Ask) -> Outcome {
    let project = store.project(ask)?;
    let id = ask.number("definitionId");
    let current = store.definitions.get(project, id)?;
    let mut shown = match ask.query_number("revision") {
        None => current.clone(),
        Some(revision) => store
            .definitions
            .find(project, id)
            .and_then(|definition| definition.revisions.get(revision.wrapping_sub(1)))
            .cloned()
            .ok_or_else(|| errors::no_such_definition(id))?,
    };
    if ask.query("includeLatestBuilds") == Some("true") {
        add_latest(store, project, &mut shown);
    }
    Ok(ask.json(&shown))
}

fn checked_name(
    store: &Store,
    project: usize,
    sent: &Value,
    own: Option<u32>,
) -> Result<(), Answer<'static>> {
    let name = sent["name"].as_str().unwrap_or_default().trim();
    if name.is_empty() {
        return Err(errors::missing("definition.Name"));
    }
    let path = sent["path"].as_str().unwrap_or("\\");
    let taken = store.definitions.living(project).any(|definition| {
        let is_named = definition["name"].as_str().unwrap_or_default().to_lowercase() == name.to_lowercase();
        is_named && definition["path"] == *path && own.is_none_or(|own| definition["id"] != own)
    });
    if taken {
        let message = format!("The build definition {name} already exists. Specify a unique name.");
        return Err(errors::of_builds(409, "DefinitionExistsException", &message));
    }
    Ok(())
}

pub fn create(store: &mut Store, ask: &Ask) -> Outcome {
    let project = store.project(ask)?;
    let sent = ask.body(Value::is_object)?;
    checked_name(store, project, &sent, None)?;
    let id = store.definitions.0.iter().map(|(id, _)| *id).max().unwrap_or(0) + 1;
    let (home, of, me) = (store.home(project), store.project_json(project), store.me());
    let made = whole(&sent, &home, &of, id, 1, &me, ask.now);
    let answer = ask.json(&made);
    let definition = Definition {
        project,
        revisions: vec![made],
        deleted: false,
    };
    store.definitions.0.push((id, definition));
    Ok(answer)
}

pub fn update(store: &mut Store, ask: &Ask) -> Outcome {
    let project = store.project(ask)?;
    let id = ask.number("definitionId");
    let sent = ask.body(Value::is_object)?;
    let current = store.definitions.get(project, id)?;
    checked_name(store, project, &sent, Some(id))?;
    let revision = current["revision"].as_u64().unwrap_or_default();
    if sent["revision"] != revision {
        let message = format!(
            "The definition has been changed since it was read: it is revision {revision} by now, and not {}.",
            sent["revision"]
        );
        return Err(errors::of_builds(409, "DefinitionConflictException", &message));
    }
    let (home, of, me) = (store.home(project), store.project_json(project), store.me());
    let made = whole(&sent, &home, &of, id, revision + 1, &me, ask.now);
    let answer = ask.json(&made);
    store.definitions.find_mut(project, id)?.revisions.push(made);
    Ok(answer)
}

pub fn delete(store: &mut Store, ask: &Ask) -> Outcome {
    let project = store.project(ask)?;
    let id = ask.number("definitionId");
    store.definitions.find_mut(project, id)?.deleted = true;
    Ok(Answer::empty(204))
}

pub fn restore(store: &mut Store, ask: &Ask) -> Outcome {
    let project = store.project(ask)?;
    let id = ask.number("definitionId");
    let deleted = ask.needed("deleted")?.eq_ignore_ascii_case("true");
    let found = store.definitions.0.iter_mut().find(|(known, _)| *known == id);
    let (_, definition) = found
        .filter(|(_, definition)| definition.project == project)
        .ok_or_else(|| errors::no_such_definition(id))?;
    definition.deleted = deleted;
    Ok(ask.json(definition.now()))
}

pub fn revisions(store: &Store, ask: &Ask) -> Outcome {
    let project = store.project(ask)?;
    let id = ask.number("definitionId");
    store.definitions.get(project, id)?;
    let all = store.definitions.find(project, id).into_iter();
    let all = all.flat_map(|definition| &definition.revisions).map(|known| {
        let revision = known["revision"].as_u64().unwrap_or_default();
        json!({
            "revision": revision,
            "name": known["name"],
            "changedBy": known["authoredBy"],
            "changedDate": known["createdDate"],
            "changeType": if revision == 1 { "add" } else { "update" },
            "comment": "",
            "definitionUrl": known["url"],
        })
    });
    Ok(ask.list(&all.collect::<Vec<_>>()))
}

pub fn yaml(store: &Store, ask: &Ask) -> Outcome {
    let project = store.project(ask)?;
    let definition = store.definitions.get(project, ask.number("definitionId"))?;
    let yaml = format!(
        "# {}\ntrigger:\n- main\n\nstages:\n- stage: Build\n  jobs:\n  - job: Job_1\n    steps:\n    - script: make\n\
         - stage: Deploy\n  jobs:\n  - job: Job_1\n    steps:\n    - script: make install\n",
        definition["name"].as_str().unwrap_or_default()
    );
    Ok(ask.json(&json!({ "yaml": yaml })))
}

/// Changes the tags of a definition; all that it then has.
pub fn change_tags(store: &mut Store, ask: &Ask, change: impl FnOnce(&mut Vec<String>)) -> Outcome {
    let project = store.project(ask)?;
    let definition = store.definitions.find_mut(project, ask.number("definitionId"))?;
    let last = definition.revisions.len() - 1;
    let tags = &mut definition.revisions[last]["tags"];
    let mut names: Vec<String> = serde_json::from_value(tags.take()).unwrap_or_default();
    change(&mut names);
    *tags = json!(names);
    let shown: Vec<Value> = names.into_iter().map(Value::from).collect();
    Ok(ask.list(&shown))
}

#[cfg(test)]
mod tests {
    use super::is_like;

    #[test]
    fn names_are_like_patterns() {
        for (name, pattern, like) in [
            ("Nightly", "nightly", true),
            ("Nightly", "night", false),
            ("Nightly", "Night*", true),
            ("Nightly", "*ly", true),
            ("Nightly", "*igh*", true),
            ("Nightly", "N*t*y", true),
            ("Nightly", "*x*", false),
            ("Nightly", "*night", false),
        ] {
            assert_eq!(is_like(name, pattern), like, "{pattern}");
        }
    }
}
