//! Builds: listed, fetched one by one, or as the JSON that the service sends.

use serde::de::IgnoredAny;

use crate::cancel::Cancel;
use crate::client::Client;
use crate::credential::Credential;
use crate::details::of_build;
use crate::error::{Result, Status};
use crate::model::build::{Build, BuildResult, BuildStatus};
use crate::model::{Held, Record, json_text, parse};
use crate::operation::Operation;
use crate::page::List;
use crate::params::Params;
use crate::pipeline::{Call, Gathered};

const LIST: &Operation = Operation::known("Builds - List");
const GET: &Operation = Operation::known("Builds - Get");

/// The builds of an organization's projects.
#[derive(Debug, Clone, Copy)]
pub struct Builds<'a> {
    client: &'a Client,
}

impl<'a> Builds<'a> {
    pub(crate) fn new(client: &'a Client) -> Builds<'a> {
        Builds { client }
    }

    /// Every build of a project: "Builds - List". With `None`, the project is that of the client's URL, or the
    /// one among the parameters. See [`List`] for what narrows it.
    pub fn list<'name>(&self, project: impl Into<Option<&'name str>>) -> List<Build> {
        List::new(self.client, LIST).of_project(project.into())
    }

    /// One build: "Builds - Get". With `None`, the project is that of the client's URL.
    pub fn get<'name>(&self, project: impl Into<Option<&'name str>>, id: i64) -> Result<Held<Build>> {
        let params = of_build(project.into(), id, &Params::new());
        self.client
            .in_call(|call| self.client.answer(GET, &params, call)?.one(self.client))
    }

    pub(crate) fn client(&self) -> &'a Client {
        self.client
    }

    /// The JSON of the service's first page of builds, as it was sent. With `None`, the project is that of the
    /// client's URL; where that names none either, all that the token sees: the answer of the route without a
    /// project, or, where the service has no such route, the first pages of every visible project in one list.
    pub fn get_json<'name>(&self, project: impl Into<Option<&'name str>>) -> Result<String> {
        self.client.in_call(|call| self.first_json(project.into(), call))
    }

    fn first_json(&self, project: Option<&str>, call: &Call) -> Result<String> {
        if project.or(self.client.organization().project()).is_some() {
            return self.project_json(project, call);
        }
        let url = format!("{}/_apis/build/builds", self.client.organization().url());
        match self
            .client
            .pipeline()
            .get(url, call)
            .and_then(|gathered| self.checked_json(gathered))
        {
            Err(error) if matches!(error.status(), Status::NotFound | Status::Rejected) => {
                self.merged_json(call)
            }
            result => result,
        }
    }

    fn project_json(&self, project: Option<&str>, call: &Call) -> Result<String> {
        self.checked_json(self.client.answer(LIST, &Params::of_project(project), call)?)
    }

    fn merged_json(&self, call: &Call) -> Result<String> {
        let mut pages = self.client.projects().list().pages()?;
        let mut merged = Merged::default();
        let mut refusal = None;
        while let Some(page) = pages.step(call)? {
            for project in page.records() {
                match self.project_json(Some(project.id()), call) {
                    Ok(list) => merged.add(&list, self.client)?,
                    // The token sees the project and not its builds.
                    Err(error) if matches!(error.status(), Status::NotFound | Status::Forbidden) => {
                        refusal.get_or_insert(error);
                    }
                    Err(error) => return Err(error),
                }
            }
        }
        match refusal {
            Some(refusal) if merged.lists == 0 => Err(refusal),
            _ => Ok(merged.json()),
        }
    }

    /// A body that is known to be JSON, whole.
    fn checked_json(&self, gathered: Gathered) -> Result<String> {
        let text = json_text(gathered.body);
        self.client
            .reading()
            .refuse_deeper(&text, &gathered.place)
            .and_then(|()| parse::<IgnoredAny>(&text, &gathered.place))
            .map_err(|error| error.with_http_status(gathered.status))?;
        Ok(text)
    }
}

/// The elements of several lists in one, each as it was sent.
#[derive(Default)]
struct Merged {
    lists: usize,
    count: usize,
    elements: String,
}

impl Merged {
    fn add(&mut self, list: &str, client: &Client) -> Result<()> {
        let host = client.organization().host();
        let what = format_args!("the builds of {host} together are");
        for element in client.reading().elements(list, Build::MEMBER, &host)? {
            if self.count > 0 {
                self.elements.push(',');
            }
            let length = self.elements.len() + element.get().len();
            client.pipeline().refuse_larger(length, &what)?;
            self.elements.push_str(element.get());
            self.count += 1;
        }
        self.lists += 1;
        Ok(())
    }

    fn json(mut self) -> String {
        let start = format!("{{\"count\":{},\"value\":[", self.count);
        self.elements.insert_str(0, &start);
        self.elements.push_str("]}");
        self.elements
    }
}

impl List<Build> {
    /// Those that ended so (`resultFilter`).
    pub fn result(self, result: BuildResult) -> List<Build> {
        self.set("resultFilter", result.word())
    }

    /// Those that have come so far (`statusFilter`).
    pub fn status(self, status: BuildStatus) -> List<Build> {
        self.set("statusFilter", status.word())
    }

    /// Those of this branch (`branchName`), `refs/heads/main`.
    pub fn branch(self, name: &str) -> List<Build> {
        self.set("branchName", name)
    }
}

/// The sample of the 2016 page in one call: authenticate with a personal access token, GET the builds, insist on
/// success. See [`Builds::get_json`]; waits at most 100 s.
pub fn get_builds<'text>(
    url: &str,
    project: impl Into<Option<&'text str>>,
    user: &str,
    pat: &str,
    cancel: impl Into<Option<&'text Cancel>>,
) -> Result<String> {
    let client = Client::new(url, Credential::basic(user, pat)?)?.with_cancel(cancel);
    client.builds().get_json(project)
}
