//! What is answered to which request.

use std::io::{self, Write};
use std::ops::Range;
use std::thread;
use std::time::Duration;

use crate::world::World;

/// Of a request for one of the harvest's projects, whose names end with a number: "Fabrikam-07".
const LATENCY: Duration = Duration::from_millis(50);
const HARVEST_PREFIX: &str = "Fabrikam-";
const HARVEST_BUILDS: usize = 300;

/// The largest page the service gives.
const LARGEST_PAGE: usize = 5_000;

/// Smaller bodies leave in one write with their head.
const SMALL: usize = 64 * 1024;

/// What Microsoft's clients ask for before anything else. The service's own catalogue has 600 entries more.
const CATALOGUE: &str = concat!(
    r#"{"count":2,"value":[{"id":"0cd358e1-9217-4d94-8269-1c1ee6f93dcf","area":"Build","resourceName":"Builds","#,
    r#""routeTemplate":"{project}/_apis/build/{resource}/{buildId}","resourceVersion":7,"minVersion":"1.0","#,
    r#""maxVersion":"7.2","releasedVersion":"7.1"},{"id":"e81700f7-3be2-46de-8624-2eb35882fcaa","area":"Location","#,
    r#""resourceName":"ResourceAreas","routeTemplate":"_apis/{resource}/{areaId}","resourceVersion":1,"#,
    r#""minVersion":"3.2","maxVersion":"7.2","releasedVersion":"0.0"}]}"#
);

const JSON: &str = "application/json; charset=utf-8; api-version=7.1";

pub struct Service {
    world: World,
    log_bytes: usize,
    /// Lines of a log, written over and over.
    log_block: String,
}

impl Service {
    pub fn new(builds: usize, log_bytes: usize) -> Service {
        let lines = (0..8_000).map(|line| {
            format!("2026-11-24T03:04:05.{line:07}Z [{line:>6}] Compiling fiber-web: a line of the usual length of logs, as they go\n")
        });
        Service {
            world: World::new(builds),
            log_bytes,
            log_block: lines.collect(),
        }
    }

    /// `request` is the head without its last line break. Whatever its credential, it is served.
    pub fn answer(&self, request: &str, out: &mut impl Write) -> io::Result<()> {
        let mut words = request.split(' ');
        let (method, target) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let path = path.to_ascii_lowercase();
        let segments: Vec<&str> = path.trim_matches('/').split('/').collect();
        match segments.as_slice() {
            [_, "_apis", ..] if method == "OPTIONS" => send(out, JSON, "", &[CATALOGUE]),
            // As of a Server: everything is at this one host.
            [_, "_apis", "resourceareas", ..] => send(out, JSON, "", &[r#"{"count":0,"value":[]}"#]),
            [_, project, "_apis", "build", "builds"] => self.list(project, query, out),
            [_, _, "_apis", "build", "builds", id] => {
                match id.parse().ok().and_then(|id| self.world.build(id)) {
                    Some(build) => send(out, JSON, "", &[build]),
                    None => not_found(out),
                }
            }
            [_, _, "_apis", "build", "builds", _, "logs", _] => self.log(out),
            _ => not_found(out),
        }
    }

    /// A continuation token is the place in the list where the page begins.
    fn list(&self, project: &str, query: &str, out: &mut impl Write) -> io::Result<()> {
        let of_project = self.builds_of(project);
        let parameter = |wanted: &str| {
            query.split('&').find_map(|pair| {
                let (name, value) = pair.split_once('=')?;
                name.replace("%24", "$")
                    .eq_ignore_ascii_case(wanted)
                    .then_some(value)
            })
        };
        let number = |name, default| {
            parameter(name)
                .and_then(|value| value.parse().ok())
                .unwrap_or(default)
        };
        let size = number("$top", 1_000).min(LARGEST_PAGE);
        let start = number("continuationToken", of_project.start).clamp(of_project.start, of_project.end);
        let end = (start + size).min(of_project.end);
        let token = if end < of_project.end {
            format!("x-ms-continuationtoken: {end}\r\n")
        } else {
            String::new()
        };
        let head = format!("{{\"count\":{},\"value\":[", end - start);
        send(out, JSON, &token, &[&head, self.world.slice(start..end), "]}"])
    }

    fn builds_of(&self, project: &str) -> Range<usize> {
        let number = project
            .get(..HARVEST_PREFIX.len())
            .filter(|prefix| prefix.eq_ignore_ascii_case(HARVEST_PREFIX))
            .and_then(|_| project[HARVEST_PREFIX.len()..].parse::<usize>().ok());
        let Some(number) = number else {
            return 0..self.world.len();
        };
        thread::sleep(LATENCY);
        let start = number * HARVEST_BUILDS % self.world.len();
        start..(start + HARVEST_BUILDS).min(self.world.len())
    }

    fn log(&self, out: &mut impl Write) -> io::Result<()> {
        let block = self.log_block.as_bytes();
        out.write_all(head("200 OK", "text/plain", "", self.log_bytes).as_bytes())?;
        for start in (0..self.log_bytes).step_by(block.len()) {
            out.write_all(&block[..block.len().min(self.log_bytes - start)])?;
        }
        Ok(())
    }
}

fn not_found(out: &mut impl Write) -> io::Result<()> {
    out.write_all(head("404 Not Found", JSON, "", 0).as_bytes())
}

/// The body may lie in pieces, which are not copied together.
fn send(out: &mut impl Write, content_type: &str, header: &str, body: &[&str]) -> io::Result<()> {
    let length = body.iter().map(|piece| piece.len()).sum();
    let mut bytes = head("200 OK", content_type, header, length);
    if length < SMALL {
        body.iter().for_each(|piece| bytes.push_str(piece));
        return out.write_all(bytes.as_bytes());
    }
    out.write_all(bytes.as_bytes())?;
    body.iter().try_for_each(|piece| out.write_all(piece.as_bytes()))
}

/// With the headers that the service has on every answer.
fn head(status: &str, content_type: &str, header: &str, length: usize) -> String {
    format!(
        "HTTP/1.1 {status}\r\nCache-Control: no-cache\r\nPragma: no-cache\r\nContent-Length: {length}\r\n\
         Content-Type: {content_type}\r\nExpires: -1\r\nP3P: CP=\"CAO DSP COR ADMa DEV CONo TELo CUR PSA PSD\"\r\n\
         X-TFS-ProcessId: 605d9bba-706c-430f-82de-fe253f80e478\r\n\
         ActivityId: e08da045-75aa-422f-a3ae-513c579e7cbe\r\n\
         X-TFS-Session: cc5d33e3-1e72-4ab8-a486-e8841b20c1fe\r\n\
         X-VSS-E2EID: e08da045-75aa-422f-a3ae-513c579e7cbe\r\n\
         X-VSS-SenderDeploymentId: ed30ce5c-9d0a-f73c-3580-4315c7f84d83\r\nX-Content-Type-Options: nosniff\r\n\
         X-Cache: CONFIG_NOCACHE\r\nDate: Wed, 25 Nov 2026 03:04:05 GMT\r\n{header}\r\n"
    )
}
