//! The table of operations holds what Microsoft's own specifications hold, no more and no less, and each operation sends
//! what they say.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use azdo::operation::{Earlier, Kind, OPERATIONS, Operation, Paging, Service};
use serde_json::Value;
use support::{root, swagger};

/// In no specification: described by recordings alone.
const UNSPECIFIED: [&str; 3] = [
    "Connection Data - Get",
    "Resource Areas - List",
    "Resource Locations - List",
];

/// Path parameters that the specification demands and the service does not, by its recordings.
const OPTIONAL: [(&str, &str); 2] = [("Folders - List", "path"), ("Timeline - Get", "timelineId")];

/// The specification has JSON for these; what comes is a picture.
const PICTURES: [&str; 2] = ["Badge - Get", "Status - Get"];

/// One operation of a specification, as far as the table tells of it.
#[derive(Debug, PartialEq, Eq)]
struct Specified {
    method: String,
    service: Service,
    route: String,
    path: Vec<(String, String)>,
    query: Vec<(String, String, bool)>,
    body: Option<String>,
    answers: BTreeSet<String>,
    is_list: bool,
}

/// Every operation of one specification by its name, with its api-version.
fn specification(name: &str) -> Option<BTreeMap<String, (String, Specified)>> {
    let file = std::fs::read(swagger()?.join(name)).unwrap();
    let spec: Value = serde_json::from_slice(&file).unwrap();
    let service = match spec["host"].as_str().unwrap() {
        "app.vssps.visualstudio.com" => Service::Profile,
        _ => Service::Organization,
    };
    let mut operations = BTreeMap::new();
    for paths in ["paths", "x-ms-paths"] {
        for (path, methods) in spec[paths].as_object().into_iter().flatten() {
            for (method, operation) in methods.as_object().unwrap() {
                let id = operation["operationId"].as_str().unwrap();
                let group = operation["tags"][0].as_str().unwrap();
                let name = match id.split_once('_') {
                    Some((group, name)) => format!("{group} - {name}"),
                    None => format!("{group} - {id}"),
                };
                let version = operation["x-ms-docs-override-version"].as_str().unwrap();
                let specified = specified(path, method, operation, service);
                // A name stands twice where an old Server has two routes for it; the tables of today have each once.
                operations.entry(name).or_insert((version.to_owned(), specified));
            }
        }
    }
    Some(operations)
}

fn specified(path: &str, method: &str, operation: &Value, service: Service) -> Specified {
    let parameters = || {
        let all = operation["parameters"].as_array().unwrap().iter();
        // The api-version is one of the document's own.
        all.filter(|parameter| parameter["$ref"].is_null())
    };
    let placed = |place: &'static str| parameters().filter(move |parameter| parameter["in"] == place);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    // In one place the route spells a parameter otherwise than the parameter itself.
    let route = path
        .split('?')
        .next()
        .unwrap()
        .replace("{DefinitionId}", "{definitionId}");
    let route = route.trim_matches('/');
    let schema = placed("body").next().map(|body| {
        assert_eq!(body["required"], true);
        &body["schema"]
    });
    let model = |schema: &Value| {
        let referred = text(&schema["$ref"]);
        match referred.rsplit_once('/') {
            Some((_, name)) => name.to_owned(),
            None => text(&schema["type"]),
        }
    };
    Specified {
        method: method.to_uppercase(),
        service,
        route: route
            .trim_start_matches("{organization}")
            .trim_start_matches("{collection}")
            .trim_start_matches('/')
            .to_owned(),
        path: placed("path")
            .filter(|parameter| parameter["name"] != "organization" && parameter["name"] != "collection")
            .map(|parameter| (text(&parameter["name"]), kind_of(parameter)))
            .collect::<BTreeMap<_, _>>()
            .into_iter()
            .collect(),
        query: placed("query")
            .map(|parameter| {
                (
                    text(&parameter["name"]),
                    kind_of(parameter),
                    parameter["required"] == true,
                )
            })
            .collect(),
        body: schema.map(|schema| match schema["type"].as_str() {
            Some("array") => format!("{}[]", model(&schema["items"])),
            _ => model(schema),
        }),
        answers: operation["produces"]
            .as_array()
            .into_iter()
            .flatten()
            .map(text)
            .collect(),
        is_list: operation["responses"]["200"]["schema"]["type"] == "array",
    }
}

/// A parameter's kind, in words that both sides can be put in.
fn kind_of(parameter: &Value) -> String {
    if let Some(words) = parameter["enum"].as_array() {
        let words: Vec<_> = words.iter().map(|word| word.as_str().unwrap()).collect();
        return words.join("|");
    }
    let format = parameter["format"].as_str().unwrap_or_default();
    match (parameter["type"].as_str().unwrap(), format) {
        ("string", "uuid") => "uuid",
        ("string", "date-time") => "date",
        ("string", "array (int32)") => "integers",
        ("string", "array (string)" | "array (MinimalRetentionLease)") => "texts",
        ("string", "") => "text",
        ("integer", "int32" | "int64") => "integer",
        ("boolean", "") => "boolean",
        other => panic!("{other:?}"),
    }
    .to_owned()
}

fn kind_name(kind: Kind) -> String {
    match kind {
        Kind::Text => "text",
        Kind::Integer => "integer",
        Kind::Boolean => "boolean",
        Kind::DateTime => "date",
        Kind::Uuid => "uuid",
        Kind::Integers => "integers",
        Kind::Texts => "texts",
        Kind::Word(words) => return words.join("|"),
        other => panic!("{other:?}"),
    }
    .to_owned()
}

/// The same of a row of the table.
fn tabled(operation: &Operation) -> Specified {
    let route = operation
        .route
        .split('/')
        .map(|segment| match segment.split_once([':', '?']) {
            Some((name, _)) => format!("{name}}}"),
            None => segment.to_owned(),
        });
    let mut answers: BTreeSet<String> = operation
        .answers
        .iter()
        .map(|&answer| answer.to_owned())
        .collect();
    if PICTURES.contains(&operation.name) {
        assert_eq!(operation.answers[0], "image/svg+xml");
        answers.remove("image/svg+xml");
    }
    Specified {
        method: operation.method.as_str().to_owned(),
        service: operation.service,
        route: route.collect::<Vec<_>>().join("/"),
        path: operation
            .path()
            .map(|parameter| {
                let may_be_left_out = OPTIONAL.contains(&(operation.name, parameter.name));
                assert_eq!(parameter.optional, may_be_left_out, "{}", operation.name);
                (parameter.name.to_owned(), kind_name(parameter.kind))
            })
            .collect::<BTreeMap<_, _>>()
            .into_iter()
            .collect(),
        query: operation
            .query
            .iter()
            .map(|known| (known.name.to_owned(), kind_name(known.kind), known.required))
            .collect(),
        body: operation.body.map(str::to_owned),
        answers,
        is_list: operation.paging != Paging::None,
    }
}

/// Build as of 7.2, where its words are the newest, and whatever else there is as of 7.1.
#[test]
fn the_table_is_what_the_specifications_say() {
    let Some(mut specified) = specification("build-7.2.json") else {
        return;
    };
    let mut released = BTreeMap::new();
    for name in [
        "build-7.1.json",
        "core-7.1.json",
        "profile-7.1.json",
        "accounts-7.1.json",
    ] {
        for (name, (version, operation)) in specification(name).unwrap() {
            released.insert(name.clone(), version);
            specified.entry(name).or_insert((String::new(), operation));
        }
    }
    for operation in OPERATIONS {
        if UNSPECIFIED.contains(&operation.name) {
            continue;
        }
        let Some((preview, expected)) = specified.remove(operation.name) else {
            panic!("{} is in no specification", operation.name);
        };
        assert_eq!(tabled(operation), expected, "{}", operation.name);
        let released = released.get(operation.name).unwrap_or(&preview);
        assert_eq!(
            (operation.api_version, operation.preview),
            (released.as_str(), preview.as_str())
        );
    }
    let missing: Vec<_> = specified.keys().collect();
    assert!(missing.is_empty(), "the table lacks {missing:?}");
}

/// What 7.1 has of the operations is what 7.2 has: a Server's users lack nothing.
#[test]
fn a_server_of_today_has_the_same_operations() {
    let Some(server) = specification("build-onprem-7.1.json") else {
        return;
    };
    for (name, (version, operation)) in server {
        let known = Operation::named(&name).unwrap();
        assert_eq!(known.api_version, version, "{name}");
        let known = tabled(known);
        assert_eq!(
            (&known.route, &known.path),
            (&operation.route, &operation.path),
            "{name}"
        );
        // 7.2 has only more.
        for (parameter, ..) in &operation.query {
            assert!(
                known.query.iter().any(|(known, ..)| known == parameter),
                "{name} {parameter}"
            );
        }
    }
}

/// Parameters of Servers before 4.1 are called as they were; `folders/{path}` is measured up to 5.0.
#[test]
fn what_older_servers_want_otherwise() {
    let earlier: BTreeMap<_, _> = OPERATIONS
        .iter()
        .flat_map(|operation| {
            operation
                .query
                .iter()
                .map(move |parameter| (operation, parameter))
        })
        .filter_map(|(operation, parameter)| Some(((operation.name, parameter.name), parameter.earlier?)))
        .collect();
    assert_eq!(
        earlier.into_iter().collect::<Vec<_>>(),
        [
            (("Builds - List", "$top"), ("3.2", Earlier::Named("top"))),
            (
                ("Builds - List", "maxTime"),
                ("4.0", Earlier::Named("maxFinishTime"))
            ),
            (
                ("Builds - List", "minTime"),
                ("4.0", Earlier::Named("minFinishTime"))
            ),
            (("Folders - Create", "path"), ("5.0", Earlier::InPath)),
            (("Folders - Delete", "path"), ("5.0", Earlier::InPath)),
            (("Folders - Update", "path"), ("5.0", Earlier::InPath)),
        ]
    );
    let Some(server) = specification("build-onprem-tfs-4.1.json") else {
        return;
    };
    for (name, (_, operation)) in server.iter().filter(|(name, _)| name.starts_with("Folders - ")) {
        assert!(
            operation.route.ends_with("folders/{path}"),
            "{name}: {}",
            operation.route
        );
    }
    let list = &server["Builds - List"].1.query;
    for name in ["minTime", "maxTime", "$top"] {
        assert!(list.iter().any(|(known, ..)| known == name), "{name}");
    }
}

/// A method promises what HTTP promises, unless the service says otherwise.
#[test]
fn what_may_be_sent_twice() {
    let refused_twice = ["Definitions - Update", "Folders - Create"];
    for operation in OPERATIONS {
        let promised = match operation.method.as_str() {
            // What is gone cannot be found the second time; of tags those that are left are told.
            "DELETE" => operation.name.starts_with("Tags - "),
            method => ["GET", "OPTIONS", "PUT"].contains(&method),
        };
        let expected = promised && !refused_twice.contains(&operation.name);
        assert_eq!(operation.idempotent, expected, "{}", operation.name);
    }
}

/// Which part of docs/operations.md an operation stands in.
fn area(operation: &Operation) -> &'static str {
    let begins = |starts: &[&str]| starts.iter().any(|start| operation.route.starts_with(start));
    if UNSPECIFIED.contains(&operation.name) {
        "Location"
    } else if operation.service == Service::Profile {
        "Profile and accounts"
    } else if begins(&["_apis/process/", "_apis/projects", "_apis/teams"]) {
        "Core"
    } else {
        "Build"
    }
}

/// What docs/operations.md says of each operation, made from the table.
fn sections() -> String {
    let mut text = String::new();
    for title in ["Build", "Core", "Profile and accounts", "Location"] {
        text.push_str(&format!("\n## {title}\n"));
        let operations = OPERATIONS.iter().filter(|operation| area(operation) == title);
        text.extend(operations.map(section));
    }
    text
}

fn section(operation: &Operation) -> String {
    let host = match operation.service {
        Service::Profile => "https://app.vssps.visualstudio.com/",
        _ => "",
    };
    let version = match (operation.api_version, operation.preview) {
        ("", _) => "",
        (only, preview) if preview.is_empty() || only == preview => &format!(" · {only}"),
        (released, preview) => &format!(" · {released}, {preview}"),
    };
    let mut text = format!(
        "\n### {}\n\n`{} {host}{}`{version}\n",
        operation.name,
        operation.method.as_str(),
        operation.route
    );
    let mut notes = Vec::new();
    if !operation.query.is_empty() {
        let known: Vec<_> = operation.query.iter().map(described).collect();
        notes.push(format!("Query: {}.", known.join("; ")));
    }
    if let Some(model) = operation.body {
        notes.push(format!("Body: {model}."));
    }
    let answers = match operation.answers {
        [] => Some("Answers nothing.".to_owned()),
        ["application/json"] => None,
        all => Some(format!("Answers {}.", all.join(", "))),
    };
    notes.extend(answers);
    notes.extend(match operation.paging {
        Paging::None => None,
        Paging::Whole => Some("A list, in one answer.".to_owned()),
        Paging::ContinuationToken => Some("A list, by `continuationToken`.".to_owned()),
        _ => Some("A list, by `$skip`.".to_owned()),
    });
    if !operation.idempotent {
        notes.push("Not sent twice.".to_owned());
    }
    if !notes.is_empty() {
        text.push_str(&format!("\n{}\n", notes.join(" ")));
    }
    text
}

fn described(parameter: &azdo::operation::Parameter) -> String {
    let kind = match parameter.kind {
        Kind::Word(words) => words.join(", "),
        kind => kind_name(kind),
    };
    let mut text = format!("`{}` ({kind})", parameter.name);
    if parameter.required {
        text.push_str(", required");
    }
    if let Some(default) = parameter.default {
        text.push_str(&format!(", {default} unless set"));
    }
    match parameter.earlier {
        Some((last, Earlier::Named(name))) => text.push_str(&format!(", sent as `{name}` up to {last}")),
        Some((last, _)) => text.push_str(&format!(", sent in the path up to {last}")),
        None => {}
    }
    text
}

#[test]
fn the_committed_list_is_fresh() {
    let file = root().join("docs/operations.md");
    let committed = std::fs::read_to_string(&file).unwrap();
    // What stands before the first part is written by hand.
    let introduction = &committed[..committed.find("\n## ").unwrap_or(committed.len())];
    let fresh = format!("{introduction}{}", sections());
    if std::env::var_os("AZDO_REFRESH").is_some() {
        std::fs::write(&file, fresh).unwrap();
        return;
    }
    assert!(
        committed == fresh,
        "docs/operations.md is not what the table says: `make operations` writes it anew"
    );
}
