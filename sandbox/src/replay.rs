//! Recorded exchanges, answered as they were recorded.

use std::cmp::Reverse;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::http::{Answer, Request, decode, decode_query};

/// Headers that describe how the recorded answer was framed, not this one.
const FRAMING: [&str; 4] = [
    "content-length",
    "transfer-encoding",
    "connection",
    "content-encoding",
];
const BUILD_LIST: &str = "/_apis/build/builds";

/// Every recording of a folder, in the order of file names.
pub struct Replay {
    recordings: Vec<Recording>,
}

/// An organization and one of its projects, as segments of a URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub organization: String,
    pub project: String,
}

struct Recording {
    file: String,
    method: String,
    /// As the organization spelt it, below the host.
    path: String,
    /// For comparing: decoded, in lower case.
    key: String,
    /// Decoded, in lower case, without api-version.
    query: Vec<(String, String)>,
    status: u16,
    reason: String,
    headers: String,
    body: String,
}

impl Replay {
    /// Reads every file of a folder. The error names the file that is no recording.
    pub fn load(directory: &Path) -> Result<Replay, String> {
        let failure = |path: &Path, why: &dyn std::fmt::Display| format!("{}: {why}", path.display());
        let entries = fs::read_dir(directory).map_err(|error| failure(directory, &error))?;
        let mut paths = Vec::new();
        for entry in entries {
            let path = entry.map_err(|error| failure(directory, &error))?.path();
            if path.is_file() {
                paths.push(path);
            }
        }
        paths.sort();
        let mut recordings = Vec::with_capacity(paths.len());
        for path in paths {
            let text = fs::read(&path).map_err(|error| failure(&path, &error))?;
            let json: Value = serde_json::from_slice(&text).map_err(|error| failure(&path, &error))?;
            let file = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let recording = Recording::new(file, &json).ok_or_else(|| failure(&path, &"not a recording"))?;
            recordings.push(recording);
        }
        Ok(Replay { recordings })
    }

    /// Every place that has a recorded list of builds, each once.
    pub fn places(&self) -> Vec<Place> {
        let mut places = Vec::new();
        for place in self.recordings.iter().filter_map(Recording::build_list) {
            if !places.contains(&place) {
                places.push(place);
            }
        }
        places
    }

    /// The place to start at: that of the first list of builds, else the first organization.
    pub fn start(&self) -> Place {
        let mut lists = self
            .recordings
            .iter()
            .filter(|recording| recording.file.starts_with("builds-list-"));
        let list = lists
            .find_map(Recording::build_list)
            .or_else(|| self.places().into_iter().next());
        list.unwrap_or_else(|| {
            let path = self
                .recordings
                .first()
                .map_or("", |recording| recording.path.as_str());
            let organization = path.split('/').nth(1).unwrap_or_default().to_owned();
            Place {
                organization,
                project: String::new(),
            }
        })
    }

    pub fn answer(&self, request: &Request) -> Answer<'_> {
        match self.find(request) {
            Some(found) => {
                Answer::recorded(found.status, &found.reason, &found.headers, found.body.as_bytes())
            }
            None => Answer::text(
                404,
                format!("Nothing is recorded for {} {}", request.method, request.target),
            )
            .header("X-Azdo-Sandbox", "no-recording"),
        }
    }

    /// Of the recordings of this method and path, the one whose query is most like the request's: first
    /// those that ask for nothing that the request does not, then by how much they have in common.
    fn find(&self, request: &Request) -> Option<&Recording> {
        let key = comparable(&request.path());
        let query = comparable_query(request.query.iter());
        let candidates = self.recordings.iter().enumerate();
        candidates
            .filter(|(_, candidate)| candidate.method == request.method && candidate.key == key)
            .max_by_key(|(index, candidate)| {
                let common = candidate.query.iter().filter(|pair| query.contains(pair)).count();
                let foreign = candidate.query.len() - common;
                (foreign == 0, common, Reverse(foreign), Reverse(*index))
            })
            .map(|(_, found)| found)
    }
}

impl Recording {
    fn new(file: String, json: &Value) -> Option<Recording> {
        let (request, response) = (&json["request"], &json["response"]);
        let (path, query) = place(request["uri"].as_str()?)?;
        let mut headers = String::new();
        for (name, values) in response["headers"].as_object()? {
            for value in values.as_array()? {
                let value = value.as_str()?;
                if [name, value].iter().any(|text| text.contains(['\r', '\n'])) {
                    return None;
                }
                if !FRAMING.iter().any(|framing| name.eq_ignore_ascii_case(framing)) {
                    // Writing to a String cannot fail.
                    let _ = write!(headers, "{name}: {value}\r\n");
                }
            }
        }
        let status = u16::try_from(response["status"].as_u64()?).ok()?;
        let reason = response["reason"].as_str().unwrap_or_default();
        if !(200..600).contains(&status) || reason.contains(['\r', '\n']) {
            return None;
        }
        Some(Recording {
            file,
            method: request["method"].as_str()?.to_owned(),
            key: comparable(&decode(&path)),
            query: comparable_query(decode_query(&query).iter()),
            path,
            status,
            reason: reason.to_owned(),
            headers,
            // Not every exchange has one.
            body: response["body"].as_str().unwrap_or_default().to_owned(),
        })
    }

    /// Where the builds that it lists are, if it lists builds.
    fn build_list(&self) -> Option<Place> {
        let end = self.path.len().checked_sub(BUILD_LIST.len())?;
        let (place, route) = self.path.split_at_checked(end)?;
        if self.method != "GET" || self.status != 200 || !route.eq_ignore_ascii_case(BUILD_LIST) {
            return None;
        }
        let place = place.trim_start_matches('/');
        let (organization, project) = place.rsplit_once('/').unwrap_or((place, ""));
        Some(Place {
            organization: organization.to_owned(),
            project: decode(project),
        })
    }
}

/// The path and query of a recorded URL. Its first segment is the organization, also where the URL named
/// that in its host.
fn place(uri: &str) -> Option<(String, String)> {
    let (_, rest) = uri.split_once("://")?;
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (authority, path) = rest.find('/').map_or((rest, "/"), |slash| rest.split_at(slash));
    let host = authority.split(':').next()?.to_ascii_lowercase();
    let path = match host.strip_suffix(".visualstudio.com") {
        Some(_) => format!("/{}{path}", authority.split('.').next()?),
        None => path.to_owned(),
    };
    Some((path, query.to_owned()))
}

fn comparable(path: &str) -> String {
    path.trim_end_matches('/').to_lowercase()
}

fn comparable_query<'a>(query: impl Iterator<Item = &'a (String, String)>) -> Vec<(String, String)> {
    query
        .map(|(name, value)| (name.to_lowercase(), value.to_lowercase()))
        .filter(|(name, _)| name != "api-version")
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Place, Recording, Replay, place};
    use crate::http::Request;

    fn recording(file: &str, uri: &str) -> Recording {
        let json = json!({
            "request": { "method": "GET", "uri": uri },
            "response": { "status": 200, "reason": "OK", "headers": { "etag": ["1", "2"] }, "body": file },
        });
        Recording::new(file.to_owned(), &json).unwrap()
    }

    fn replay() -> Replay {
        Replay {
            recordings: vec![
                recording("a", "https://dev.azure.com/Org/My%20Project/_apis/build/Builds"),
                recording(
                    "b",
                    "https://dev.azure.com/org/My%20Project/_apis/build/Builds?definitions=2",
                ),
                recording(
                    "c",
                    "https://dev.azure.com/org/My%20Project/_apis/build/builds?definitions=2",
                ),
                recording(
                    "d",
                    "https://dev.azure.com/org/My%20Project/_apis/build/builds?definitions=2&%24top=5",
                ),
                recording(
                    "e",
                    "https://other.visualstudio.com/_apis/projects?$top=1&$skip=0&stateFilter=all",
                ),
                recording(
                    "f",
                    "https://other.visualstudio.com/_apis/projects?$top=1&$skip=1",
                ),
                recording("g", "http://server:8080/tfs/Collection/p/_apis/build/builds"),
            ],
        }
    }

    fn found(target: &str) -> Option<String> {
        let text = format!("GET {target} HTTP/1.1\r\nHost: h\r\n\r\n");
        let request = Request::read(&mut text.as_bytes(), &mut Vec::new()).unwrap();
        replay().find(&request).map(|recording| recording.file.clone())
    }

    #[test]
    fn the_query_decides_between_recordings_of_one_path() {
        let builds = "/ORG/my%20project/_apis/build/builds";
        for (query, file) in [
            ("", "a"),
            ("?api-version=7.1&queryOrder=queueTimeDescending&$top=50", "a"),
            ("?Definitions=2&api-version=7.1", "b"),
            ("?definitions=3", "a"),
            ("?%24TOP=5&definitions=2", "d"),
            ("?$top=5", "a"),
        ] {
            assert_eq!(
                found(&format!("{builds}{query}")).as_deref(),
                Some(file),
                "{query}"
            );
        }
    }

    #[test]
    fn without_a_match_the_nearest_recording_answers() {
        assert_eq!(found("/other/_apis/projects").as_deref(), Some("f"));
        assert_eq!(
            found("/other/_apis/projects?statefilter=All&$top=9").as_deref(),
            Some("e")
        );
        assert_eq!(found("/other/_apis/projects?$skip=1").as_deref(), Some("f"));
        assert_eq!(found("/elsewhere/_apis/projects"), None);
    }

    #[test]
    fn organizations_come_from_hosts_and_paths() {
        let path = |uri| place(uri).unwrap().0;
        assert_eq!(path("https://vssps.dev.azure.com/org/_apis/x?y"), "/org/_apis/x");
        assert_eq!(path("https://Org.VisualStudio.com/p/_apis"), "/Org/p/_apis");
        assert_eq!(path("https://org.vssps.visualstudio.com:443/_apis"), "/org/_apis");
        let place = |organization: &str, project: &str| Place {
            organization: organization.into(),
            project: project.into(),
        };
        assert_eq!(replay().start(), place("Org", "My Project"));
        let places = [
            place("Org", "My Project"),
            place("org", "My Project"),
            place("tfs/Collection", "p"),
        ];
        assert_eq!(replay().places(), places);
    }

    #[test]
    fn headers_keep_every_value() {
        assert_eq!(replay().recordings[0].headers, "etag: 1\r\netag: 2\r\n");
    }
}
