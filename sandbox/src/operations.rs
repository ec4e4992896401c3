//! Which function answers which operation.

use serde_json::{Value, json};

use crate::ask::{Ask, Outcome};
use crate::http::Request;
use crate::store::Store;
use crate::{
    artifacts, definitions, errors, folders, locations, projects, runs, settings, sources, timeline, various,
};

/// All but the lists of builds and projects, which are pages.
pub fn answer(store: &mut Store, ask: &Ask) -> Outcome {
    let name = ask.operation.name;
    match name {
        "Artifacts - Create" => artifacts::create(store, ask),
        "Artifacts - Get Artifact" | "Artifacts - Get File" | "Artifacts - List" => {
            artifacts::list(store, ask)
        }
        "Attachments - Get" | "Attachments - List" => various::attachments(store, ask),
        "Authorizedresources - Authorize Project Resources" => settings::authorize(store, ask, "authorized"),
        "Authorizedresources - List" => settings::resources(store, ask, "authorized"),
        "Badge - Get" => various::badge(store, ask),
        "Badge - Get Build Badge Data" => various::badge_data(store, ask),
        "Builds - Delete" => runs::delete(store, ask),
        "Builds - Get Build Changes" => sources::of_build(store, ask),
        "Builds - Get Build Log" => timeline::log(store, ask),
        "Builds - Get Build Logs" => timeline::list_logs(store, ask),
        "Builds - Get Build Work Items Refs" | "Builds - Get Build Work Items Refs From Commits" => {
            sources::work_items_of_build(store, ask)
        }
        "Builds - Get Changes Between Builds" => sources::changes_between(store, ask),
        "Builds - Get Retention Leases For Build" => {
            store.build(ask)?;
            settings::leases(store, ask)
        }
        "Builds - Get Work Items Between Builds" => sources::work_items_between(store, ask),
        "Builds - Queue" => runs::queue(store, ask),
        "Builds - Update Build" => runs::update(store, ask),
        "Builds - Update Builds" => runs::update_several(store, ask),
        "Controllers - Get" | "Controllers - List" => various::controllers(ask),
        "Definitions - Create" => definitions::create(store, ask),
        "Definitions - Delete" => definitions::delete(store, ask),
        "Definitions - Get" => definitions::get(store, ask),
        "Definitions - Get Definition Revisions" => definitions::revisions(store, ask),
        "Definitions - List" => definitions::list(store, ask),
        "Definitions - Restore Definition" => definitions::restore(store, ask),
        "Definitions - Update" => definitions::update(store, ask),
        "Folders - Create" => folders::create(store, ask),
        "Folders - Delete" => folders::delete(store, ask),
        "Folders - List" => folders::list(store, ask),
        "Folders - Update" => folders::update(store, ask),
        "General Settings - Get" => settings::get(store, ask, "general"),
        "General Settings - Update" => settings::update(store, ask, "general"),
        "History - Get" => various::history(ask),
        "Latest - Get" => runs::latest(store, ask),
        "Leases - Add" => settings::add_leases(store, ask),
        "Leases - Delete" => settings::delete_leases(store, ask),
        "Leases - Get" => settings::lease(store, ask),
        "Leases - Get Retention Leases By Minimal Retention Leases"
        | "Leases - Get Retention Leases By Owner Id"
        | "Leases - Get Retention Leases By User Id" => settings::leases(store, ask),
        "Leases - Update" => settings::update_lease(store, ask),
        "Metrics - Get Definition Metrics" | "Metrics - Get Project Metrics" => various::metrics(store, ask),
        "Options - List" => various::options(store, ask),
        "Properties - Get Build Properties"
        | "Properties - Get Definition Properties"
        | "Projects - Get Project Properties" => settings::properties(store, ask),
        "Properties - Update Build Properties"
        | "Properties - Update Definition Properties"
        | "Projects - Set Project Properties" => settings::update_properties(store, ask),
        "Report - Get" => various::report(store, ask),
        "Resource Usage - Get" => various::usage(ask),
        "Resources - Authorize Definition Resources" => settings::authorize(store, ask, "resources"),
        "Resources - List" => settings::resources(store, ask, "resources"),
        "Retention - Get" => settings::get(store, ask, "retention"),
        "Retention - Update" => settings::update(store, ask, "retention"),
        "Settings - Get" => settings::get(store, ask, "settings"),
        "Settings - Update" => settings::update(store, ask, "settings"),
        "Source Providers - List" => sources::providers(store, ask),
        "Stage Timeline - Get Build Stage Latest Timeline"
        | "Stage Timeline - Get Build Stage Timeline"
        | "Timeline - Get" => timeline::get(store, ask),
        "Stages - Update" => runs::update_stage(store, ask),
        "Status - Get" => various::status(store, ask),
        "Tags - Get Tags" => various::tags(store, ask),
        "Tags - Delete Tag" => various::delete_tag(store, ask),
        "Templates - Delete" => settings::delete_template(store, ask),
        "Templates - Get" => settings::get_template(store, ask),
        "Templates - List" => settings::templates(store, ask),
        "Templates - Save Template" => settings::save_template(store, ask),
        "Yaml - Get" => definitions::yaml(store, ask),

        "Avatar - Remove Project Avatar" | "Avatar - Set Project Avatar" => projects::avatar(store, ask),
        "Categorized Teams - Get" => projects::categorized_teams(store, ask),
        "Processes - Get" | "Processes - List" => projects::processes(store, ask),
        "Projects - Create" => projects::create(store, ask),
        "Projects - Delete" => projects::delete(store, ask),
        "Projects - Get" => projects::get(store, ask),
        "Projects - Update" => projects::update(store, ask),
        "Teams - Create" => projects::create_team(store, ask),
        "Teams - Delete" => projects::delete_team(store, ask),
        "Teams - Get" => projects::get_team(store, ask),
        "Teams - Get All Teams" | "Teams - Get Teams" => projects::teams(store, ask),
        "Teams - Get Team Members With Extended Properties" => projects::members(store, ask),
        "Teams - Update" => projects::update_team(store, ask),
        "Profiles - Get" => projects::profile(store, ask),
        "Accounts - List" => projects::accounts(store, ask),
        "Resource Areas - List" => Ok(ask.list(&locations::areas(store.flavour))),
        "Resource Locations - List" => Ok(ask.list(&locations::all(store.flavour))),
        _ if name.starts_with("Source Providers - ") => sources::of_provider(store, ask),
        _ if name.starts_with("Tags - ") => tags(store, ask),
        _ => Err(errors::no_controller(&ask.request.path())),
    }
}

/// Those of a build or of a definition, which are asked for and changed in the same ways.
fn tags(store: &mut Store, ask: &Ask) -> Outcome {
    let name = ask.operation.name;
    let (mut added, mut removed) = (Vec::new(), Vec::new());
    let one = || ask.path("tag").to_owned();
    match name {
        "Tags - Add Build Tag" | "Tags - Add Definition Tag" => added.push(one()),
        "Tags - Delete Build Tag" | "Tags - Delete Definition Tag" => removed.push(one()),
        "Tags - Add Build Tags" | "Tags - Add Definition Tags" => added = texts(&ask.body(Value::is_array)?),
        "Tags - Update Build Tags" | "Tags - Update Definition Tags" => {
            let sent = ask.body(Value::is_object)?;
            added = texts(&sent["tagsToAdd"]);
            removed = texts(&sent["tagsToRemove"]);
        }
        _ => {}
    }
    let change = |tags: &mut Vec<String>| {
        let is = |one: &str, other: &str| one.to_lowercase() == other.to_lowercase();
        tags.retain(|tag| !removed.iter().any(|gone| is(tag, gone)));
        for tag in added {
            if !tags.iter().any(|known| is(known, &tag)) {
                tags.push(tag);
            }
        }
    };
    if name.contains("Definition") {
        definitions::change_tags(store, ask, change)
    } else {
        runs::change_tags(store, ask, change)
    }
}

fn texts(list: &Value) -> Vec<String> {
    let all = list.as_array().into_iter().flatten();
    all.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The locations of one area, or of a project, as other clients ask for them.
pub fn locations_of_area(store: &Store, request: &Request, path: &str) -> Option<Value> {
    let lower = path.to_lowercase();
    let mut words = lower
        .split('/')
        .filter(|word| !word.is_empty())
        .skip_while(|word| *word != "_apis");
    words.next().filter(|_| request.method == "OPTIONS")?;
    let area = words.next();
    let mut all = locations::all(store.flavour);
    all.retain(|known| {
        area.is_none_or(|area| {
            known["area"]
                .as_str()
                .is_some_and(|own| own.eq_ignore_ascii_case(area))
        })
    });
    words
        .next()
        .is_none()
        .then(|| json!({ "count": all.len(), "value": all }))
}

/// One of the areas; the table has their list alone.
pub fn area(store: &Store, path: &str) -> Option<Value> {
    let id = path.trim_matches('/').to_ascii_lowercase();
    let id = id.strip_prefix("_apis/resourceareas/")?;
    let mut all = locations::areas(store.flavour).into_iter();
    Some(all.find(|area| area["id"] == *id).unwrap_or(Value::Null))
}
