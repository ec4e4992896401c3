//! Folders of definitions: their paths go with backslashes.

use serde_json::{Value, json};

use crate::ask::{Ask, Outcome};
use crate::errors;
use crate::http::Answer;
use crate::store::{Store, date};

/// What every project begins with.
const SEEDED: [&str; 3] = ["\\", "\\Größe", "\\Größe\\Nightly"];

/// The path that a request is about, as the service spells it; the query has it, or before 5.1 the URL.
fn path(ask: &Ask) -> String {
    let named = ask.query("path").unwrap_or(ask.path("path"));
    format!("\\{}", named.trim_matches(['\\', '/']).replace('/', "\\"))
}

/// Those of a project: seeded as long as it has not been said otherwise.
fn all(store: &mut Store, project: usize) -> Vec<Value> {
    let place = project.to_string();
    if let Some(kept) = store.document("folders", &place) {
        return kept.as_array().cloned().unwrap_or_default();
    }
    let of = store.project_json(project);
    let me = store.me();
    let made: Vec<Value> = SEEDED
        .iter()
        .map(|path| {
            json!({
                "path": path,
                "description": null,
                "createdOn": "2025-03-04T09:00:00Z",
                "createdBy": me,
                "project": of,
            })
        })
        .collect();
    store.keep("folders", &place, json!(made));
    made
}

pub fn list(store: &mut Store, ask: &Ask) -> Outcome {
    let project = store.project(ask)?;
    let below = path(ask);
    let mut found = all(store, project);
    found.retain(|folder| {
        let known = folder["path"].as_str().unwrap_or_default();
        below == "\\" || known == below || known.starts_with(&format!("{below}\\"))
    });
    found.sort_by_key(|folder| folder["path"].as_str().unwrap_or_default().to_lowercase());
    if ask
        .query("queryOrder")
        .is_some_and(|order| order.eq_ignore_ascii_case("folderDescending"))
    {
        found.reverse();
    }
    Ok(ask.list(&found))
}

pub fn create(store: &mut Store, ask: &Ask) -> Outcome {
    let project = store.project(ask)?;
    let sent = ask.body(Value::is_object)?;
    let path = path(ask);
    let mut folders = all(store, project);
    if folders.iter().any(|folder| folder["path"] == *path) {
        let message = format!("The folder {path} already exists.");
        return Err(errors::of_builds(409, "FolderExistsException", &message));
    }
    let made = json!({
        "path": path,
        "description": sent["description"],
        "createdOn": date(ask.now),
        "createdBy": store.me(),
        "project": store.project_json(project),
    });
    folders.push(made.clone());
    store.keep("folders", &project.to_string(), json!(folders));
    Ok(ask.json(&made))
}

fn missing(path: &str) -> Answer<'static> {
    errors::of_builds(
        404,
        "FolderNotFoundException",
        &format!("The folder {path} does not exist."),
    )
}

pub fn update(store: &mut Store, ask: &Ask) -> Outcome {
    let project = store.project(ask)?;
    let sent = ask.body(Value::is_object)?;
    let path = path(ask);
    let mut folders = all(store, project);
    let folder = folders.iter_mut().find(|folder| folder["path"] == *path);
    let folder = folder.ok_or_else(|| missing(&path))?;
    for name in ["path", "description"] {
        if !sent[name].is_null() {
            folder[name] = sent[name].clone();
        }
    }
    folder["lastChangedDate"] = date(ask.now);
    let changed = folder.clone();
    store.keep("folders", &project.to_string(), json!(folders));
    Ok(ask.json(&changed))
}

pub fn delete(store: &mut Store, ask: &Ask) -> Outcome {
    let project = store.project(ask)?;
    let path = path(ask);
    let mut folders = all(store, project);
    let before = folders.len();
    let below = format!("{path}\\");
    folders.retain(|folder| {
        let known = folder["path"].as_str().unwrap_or_default();
        known != path && !known.starts_with(&below)
    });
    if folders.len() == before {
        return Err(missing(&path));
    }
    store.keep("folders", &project.to_string(), json!(folders));
    Ok(Answer::empty(204))
}
