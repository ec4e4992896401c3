//! Builds with ureq and serde_json, by hand: `fields` reads the eight that are asked for, `whole` all that azdo's
//! records have.

mod job;
mod whole;

use std::io::Read;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::{process, thread};

use base64::Engine;
use job::Job;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use ureq::Agent;
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};

/// Pages are larger than what ureq reads unless told.
const LARGEST_PAGE: u64 = 64 * 1024 * 1024;

#[derive(Deserialize)]
struct Page<B> {
    value: Vec<B>,
}

/// A build as a program's own type.
trait Build: DeserializeOwned {
    fn read(&self, job: &Job) -> i64;
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Fields {
    id: i64,
    build_number: String,
    status: String,
    result: String,
    definition: Definition,
    source_branch: String,
    requested_for: Person,
}

#[derive(Deserialize)]
struct Definition {
    id: i64,
    name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Person {
    display_name: String,
}

impl Build for Fields {
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

struct Service {
    agent: Agent,
    authorization: String,
    job: Job,
}

impl Service {
    fn new(job: Job) -> Service {
        let mut config = Agent::config_builder().max_idle_connections_per_host(16);
        if job.url.starts_with("https:") {
            let pem = std::fs::read(&job.ca_file).expect("the file of authorities can be read");
            let authorities = parse_pem(&pem).filter_map(|item| match item {
                Ok(PemItem::Certificate(certificate)) => Some(certificate),
                _ => None,
            });
            let roots = RootCerts::from(authorities);
            config = config.tls_config(TlsConfig::builder().root_certs(roots).build());
        }
        Service {
            agent: config.build().into(),
            authorization: format!(
                "Basic {}",
                base64::engine::general_purpose::STANDARD.encode(&job.token)
            ),
            job,
        }
    }

    fn get(&self, url: &str) -> ureq::http::Response<ureq::Body> {
        let request = self.agent.get(url).header("Authorization", &self.authorization);
        request.call().expect("the server answers")
    }

    fn json<T: DeserializeOwned>(&self, url: &str) -> (T, String) {
        let mut response = self.get(url);
        let token = response
            .headers()
            .get("x-ms-continuationtoken")
            .map_or("", |token| token.to_str().expect("a token is text"))
            .to_owned();
        let body = response
            .body_mut()
            .with_config()
            .limit(LARGEST_PAGE)
            .read_to_vec();
        let json = serde_json::from_slice(&body.expect("the body arrives"));
        (json.expect("the body is JSON as expected"), token)
    }

    fn list<B: Build>(&self, project: &str, top: usize, pages: usize, mut page: impl FnMut(Vec<B>)) {
        let mut token = String::new();
        for _ in 0..pages {
            let Job { url, .. } = &self.job;
            let mut url = format!("{url}/{project}/_apis/build/builds?api-version=7.1&$top={top}");
            if !token.is_empty() {
                url += &format!("&continuationToken={token}");
            }
            let (answer, next) = self.json::<Page<B>>(&url);
            page(answer.value);
            if next.is_empty() {
                break;
            }
            token = next;
        }
    }

    fn sum<B: Build>(&self, project: &str, top: usize, pages: usize) -> i64 {
        let mut sum = 0;
        self.list(project, top, pages, |builds: Vec<B>| {
            sum += builds.iter().map(|build| build.read(&self.job)).sum::<i64>();
        });
        sum
    }

    fn hold<B: Build>(&self) -> i64 {
        let mut held = Vec::new();
        self.list(&self.job.project, job::PAGE, usize::MAX, |builds: Vec<B>| {
            held.push(builds);
        });
        held.iter().flatten().map(|build| build.read(&self.job)).sum()
    }

    fn get_each<B: Build>(&self) -> i64 {
        let Job { url, project, .. } = &self.job;
        let ids = self.job.first_id..self.job.first_id + self.job.gets;
        ids.map(|id| {
            let build: B = self
                .json(&format!(
                    "{url}/{project}/_apis/build/builds/{id}?api-version=7.1"
                ))
                .0;
            build.read(&self.job)
        })
        .sum()
    }

    fn harvest<B: Build>(&self) -> i64 {
        let (next, sum) = (AtomicUsize::new(0), AtomicI64::new(0));
        thread::scope(|scope| {
            for _ in 0..job::THREADS {
                scope.spawn(|| {
                    loop {
                        let project = next.fetch_add(1, Ordering::Relaxed);
                        if project >= job::PROJECTS {
                            break;
                        }
                        let name = format!("Fabrikam-{project:02}");
                        sum.fetch_add(
                            self.sum::<B>(&name, job::HARVEST_PAGE, usize::MAX),
                            Ordering::Relaxed,
                        );
                    }
                });
            }
        });
        sum.into_inner()
    }

    fn log(&self) -> i64 {
        let Job {
            url,
            project,
            first_id,
            ..
        } = &self.job;
        let url = format!("{url}/{project}/_apis/build/builds/{first_id}/logs/1");
        let mut reader = self.get(&url).into_body().into_reader();
        let mut buffer = vec![0; 64 * 1024];
        let mut bytes = 0;
        loop {
            match reader.read(&mut buffer).expect("the log arrives") {
                0 => return bytes,
                count => bytes += count as i64,
            }
        }
    }

    fn work<B: Build>(&mut self, workload: &str) -> Option<i64> {
        Some(match workload {
            "list" => self.sum::<B>(&self.job.project, job::PAGE, usize::MAX),
            "hold" => self.hold::<B>(),
            "cold" => {
                self.job.print = true;
                self.sum::<B>(&self.job.project, job::LATEST, 1)
            }
            "get" => self.get_each::<B>(),
            "harvest" => self.harvest::<B>(),
            "log" => self.log(),
            _ => return None,
        })
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut service = Service::new(Job::begin());
    let sum = match arguments
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["fields", workload] => service.work::<Fields>(workload),
        ["whole", workload] => service.work::<whole::Build>(workload),
        _ => None,
    };
    let Some(sum) = sum else {
        eprintln!("usage: ureq-serde fields|whole WORKLOAD");
        process::exit(2);
    };
    service.job.end(sum);
}
