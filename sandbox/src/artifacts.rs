//! What builds made: in a container of the service's own, and on a second host behind a signed URL.

use serde_json::{Value, json};

use crate::ask::{Ask, Outcome};
use crate::errors;
use crate::http::{Answer, Request, encode};
use crate::random::mix;
use crate::store::Store;
use crate::zip::Zip;

/// Below this the second host has what it was asked for.
const SIGNED: &str = "/_artifacts/";
/// Of the one file in each.
const SIZE: usize = 40_000;

/// The artifacts of a build: those that every good one has, and those that were entered.
fn artifacts(store: &Store, index: u32) -> Vec<Value> {
    let build = store.world.at(index);
    let id = build.id;
    let url = format!("{}/_apis/build/builds/{id}/artifacts", store.home(build.project));
    let entered = store.documents_of("artifact");
    let prefix = format!("{id}/");
    let entered = entered
        .filter(|(name, _)| name.starts_with(&prefix))
        .map(|(_, value)| value.clone());
    let good = build
        .result
        .as_deref()
        .is_some_and(|result| ["succeeded", "partiallySucceeded"].contains(&result));
    let kinds = [("drop", "Container"), ("packages", "PipelineArtifact")];
    let made = kinds
        .iter()
        .enumerate()
        .filter(|_| good)
        .map(|(number, (name, kind))| {
            let mut properties = json!({ "artifactsize": contents(id, name).len().to_string() });
            let data = if *kind == "Container" {
                properties["localpath"] = json!("/home/vsts/work/1/a");
                format!("#/{}/{name}", 3_943_500 + id)
            } else {
                properties["RootId"] = json!(format!("{:X}", mix(u64::from(id))));
                properties["HashType"] = json!("DEDUPNODEORCHUNK");
                properties["DomainId"] = json!("0");
                format!("{:032X}", mix(!u64::from(id)))
            };
            let address = format!("{url}?artifactName={}&api-version=7.1", encode(name));
            json!({
                "id": number + 1,
                "name": name,
                "source": "12f1170f-54f2-53f3-20dd-22fc7dff55f9",
                "resource": {
                    "type": kind,
                    "data": data,
                    "properties": properties,
                    "url": address,
                    "downloadUrl": format!("{address}&%24format=zip"),
                },
            })
        });
    made.chain(entered).collect()
}

/// An archive of one folder with two files.
fn contents(build: u32, name: &str) -> Vec<u8> {
    let mut zip = Zip::default();
    zip.add(
        &format!("{name}/größe.txt"),
        format!("Build {build} made this.\n").as_bytes(),
    );
    let bytes = (0..SIZE / 8).flat_map(|place| mix(u64::from(build) << 32 | place as u64).to_le_bytes());
    zip.add(&format!("{name}/bin/app.bin"), &bytes.collect::<Vec<_>>());
    zip.finish()
}

pub fn list(store: &Store, ask: &Ask) -> Outcome {
    let (_, index) = store.build(ask)?;
    let all = artifacts(store, index);
    let Some(name) = ask.query("artifactName") else {
        return Ok(ask.list(&all));
    };
    let id = store.world.at(index).id;
    let found = all.iter().find(|artifact| artifact["name"] == *name);
    let artifact = found.ok_or_else(|| {
        let message = format!("Artifact {name} was not found for build {id}.");
        errors::of_builds(404, "ArtifactNotFoundException", &message)
    })?;
    if let Some(file) = ask.query("fileId") {
        let manifest = json!({
            "manifestFormat": "1.1.0",
            "items": [{ "path": "/größe.txt", "blob": { "id": file, "size": SIZE } }],
        });
        return Ok(Answer::new(
            200,
            "application/octet-stream",
            manifest.to_string().into_bytes(),
        ));
    }
    if !ask.asks_for("application/zip") && ask.query("$format") != Some("zip") {
        return Ok(ask.json(artifact));
    }
    if artifact["resource"]["type"] == "PipelineArtifact" {
        let place = format!(
            "{}{SIGNED}{id}/{name}/content?format=zip&sig={}",
            elsewhere(ask.origin),
            signature(id)
        );
        return Ok(Answer::empty(302).header("Location", place));
    }
    Ok(Answer::new(200, "application/zip", contents(id, name)))
}

pub fn create(store: &mut Store, ask: &Ask) -> Outcome {
    let (_, index) = store.build(ask)?;
    let mut artifact = ask.body(Value::is_object)?;
    let name = artifact["name"].as_str().unwrap_or_default().to_owned();
    if name.is_empty() {
        return Err(errors::missing("artifact.Name"));
    }
    let id = store.world.at(index).id;
    if artifacts(store, index).iter().any(|known| known["name"] == *name) {
        let message = format!("Artifact {name} already exists for build {id}.");
        return Err(errors::of_builds(409, "ArtifactExistsException", &message));
    }
    artifact["id"] = json!(100 + store.number());
    store.keep("artifact", &format!("{id}/{name}"), artifact.clone());
    Ok(ask.json(&artifact))
}

/// Another name of this very machine. In clear text nobody should follow to another host, so that it stays the same.
fn elsewhere(origin: &str) -> String {
    if origin.starts_with("https://localhost") {
        origin.replacen("//localhost", "//127.0.0.1", 1)
    } else {
        origin.replacen("https://127.0.0.1", "https://localhost", 1)
    }
}

fn signature(build: u32) -> String {
    format!("{:016x}", mix(u64::from(build) ^ 0x5151))
}

/// What the second host answers; none where it is not asked.
pub fn of_second_host(request: &Request, origin: &str) -> Option<Answer<'static>> {
    let path = request.path();
    let mut parts = path.strip_prefix(SIGNED)?.split('/');
    let build: u32 = parts.next()?.parse().ok()?;
    let name = parts.next()?;
    if request.header("Authorization").is_some() && origin.starts_with("https:") {
        let page =
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>InvalidAuthenticationInfo</Code></Error>";
        return Some(Answer::new(400, "application/xml", page.as_bytes()));
    }
    if request.parameter("sig") != Some(&signature(build)) {
        return Some(Answer::empty(403));
    }
    if request
        .header("Accept")
        .is_some_and(|accept| accept.contains("api-version"))
    {
        return Some(Answer::empty(404));
    }
    let whole = contents(build, name);
    let range = request
        .header("Range")
        .and_then(|range| range.strip_prefix("bytes="));
    let Some((from, to)) = range.and_then(|range| range.split_once('-')) else {
        return Some(Answer::new(200, "application/zip", whole).header("Accept-Ranges", "bytes"));
    };
    let from: usize = from.parse().unwrap_or(usize::MAX);
    let to = to.parse().unwrap_or(usize::MAX).min(whole.len() - 1);
    if from > to {
        let answer = Answer::empty(416);
        return Some(answer.header("Content-Range", format_args!("bytes */{}", whole.len())));
    }
    let answer = Answer::new(206, "application/zip", whole[from..=to].to_vec());
    Some(answer.header("Content-Range", format_args!("bytes {from}-{to}/{}", whole.len())))
}
