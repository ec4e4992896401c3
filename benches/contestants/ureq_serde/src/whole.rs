//! A build with every field that azdo's records have.

use serde::Deserialize;

use crate::job::Job;

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
#[allow(dead_code)] // Read they are, and then only eight looked at.
pub struct Build {
    id: i64,
    build_number: String,
    status: String,
    result: String,
    reason: String,
    priority: String,
    queue_time: String,
    start_time: String,
    finish_time: String,
    last_changed_date: String,
    source_branch: String,
    source_version: String,
    uri: String,
    url: String,
    keep_forever: bool,
    retained_by_release: bool,
    deleted: bool,
    definition: Definition,
    project: Project,
    queue: Queue,
    repository: Repository,
    requested_for: Person,
    requested_by: Person,
    #[serde(rename = "_links")]
    links: Links,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Definition {
    id: i64,
    name: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
#[allow(dead_code)]
struct Project {
    id: String,
    name: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
#[allow(dead_code)]
struct Queue {
    name: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
#[allow(dead_code)]
struct Repository {
    id: String,
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
#[allow(dead_code)]
struct Person {
    display_name: String,
    unique_name: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
#[allow(dead_code)]
struct Links {
    web: Link,
}

#[derive(Deserialize, Default)]
#[serde(default)]
#[allow(dead_code)]
struct Link {
    href: String,
}

impl crate::Build for Build {
    fn read(&self, job: &Job) -> i64 {
        job.read(
            self.id,
            &self.build_number,
            &self.status,
            &self.result,
            self.definition.id,
            &self.definition.name,
            &self.source_branch,
            &self.requested_for.display_name,
        )
    }
}
