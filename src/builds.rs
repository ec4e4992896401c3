//! Builds: listed, fetched one by one, or as the JSON that the service sends.

use std::sync::Arc;

use serde::de::IgnoredAny;

use crate::cancel::Cancel;
use crate::client::Client;
use crate::credential::Credential;
use crate::error::{Cause, Error, Result, Status};
use crate::model::build::Build;
use crate::model::{Held, Page, elements, json_text, parse};
use crate::operation::Operation;
use crate::page::Pages;
use crate::params::{Params, Prepared};
use crate::pipeline::Call;

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

    /// Every build that matches, over all pages: "Builds - List" with the reference's own parameters, `project`
    /// among them. `$top` is how many are wanted in all, `page_size` how many are asked for at once.
    pub fn list(&self, params: &Params) -> Result<Pages<Build>> {
        Pages::new(self.client, LIST, params)
    }

    /// One build, "Builds - Get". Without a project, that of the client's URL.
    pub fn get(&self, project: Option<&str>, id: i64, cancel: Option<&Cancel>) -> Result<Held<Build>> {
        let mut params = Params::new();
        params.set("buildId", id);
        if let Some(project) = project {
            params.set("project", project);
        }
        let prepared = Prepared::new(GET, self.client.organization(), &params)?;
        let gathered = self.client.get(prepared.url(), &self.client.call(cancel))?;
        let page = Page::read_one(gathered.body, self.client.keeps_json(), &gathered.place)?;
        Held::new(Arc::new(page), 0)
            .ok_or_else(|| Error::new(Cause::Internal, "a page of one build holds none"))
    }

    /// The JSON of the service's first page of builds, as it was sent. Without a project, that of the client's
    /// URL; where that names none either, all that the token sees: the answer of the route without a project, or,
    /// where the service has no such route, the first pages of every visible project in one list.
    pub fn get_json(&self, project: Option<&str>, cancel: Option<&Cancel>) -> Result<String> {
        let call = self.client.call(cancel);
        if project.or(self.client.organization().project()).is_some() {
            return self.project_json(project, &call);
        }
        match self.checked_json(
            format!("{}/_apis/build/builds", self.client.organization().url()),
            &call,
        ) {
            Err(error) if matches!(error.status(), Status::NotFound | Status::Rejected) => {
                self.merged_json(cancel, &call)
            }
            result => result,
        }
    }

    fn project_json(&self, project: Option<&str>, call: &Call) -> Result<String> {
        let params: Params = project.map(|project| ("project", project)).into_iter().collect();
        let prepared = Prepared::new(LIST, self.client.organization(), &params)?;
        self.checked_json(prepared.url(), call)
    }

    fn merged_json(&self, cancel: Option<&Cancel>, call: &Call) -> Result<String> {
        let mut pages = self.client.projects().list(&Params::new())?;
        let mut lists = Vec::new();
        let mut refusal = None;
        while let Some(page) = pages.next_page(cancel)? {
            for project in page.records() {
                match self.project_json(Some(project.id()), call) {
                    Ok(list) => lists.push(list),
                    // The token sees the project and not its builds.
                    Err(error) if matches!(error.status(), Status::NotFound | Status::Forbidden) => {
                        refusal.get_or_insert(error);
                    }
                    Err(error) => return Err(error),
                }
            }
        }
        match refusal {
            Some(refusal) if lists.is_empty() => Err(refusal),
            _ => merge(&lists, self.client.organization().host()),
        }
    }

    /// A body that is known to be JSON, whole.
    fn checked_json(&self, url: String, call: &Call) -> Result<String> {
        let gathered = self.client.get(url, call)?;
        let text = json_text(gathered.body, &gathered.place)?;
        parse::<IgnoredAny>(&text, &gathered.place)?;
        Ok(text)
    }
}

/// The elements of all lists in one, each as it was sent.
fn merge(lists: &[String], place: &str) -> Result<String> {
    let mut merged = Vec::new();
    for list in lists {
        merged.extend(elements(list, place)?.into_iter().map(|element| element.get()));
    }
    Ok(format!(
        "{{\"count\":{},\"value\":[{}]}}",
        merged.len(),
        merged.join(",")
    ))
}

/// The sample of the 2016 page in one call: authenticate with a personal access token, GET the builds, insist on
/// success. See [`Builds::get_json`]; waits at most 100 s.
pub fn get_builds(
    url: &str,
    project: Option<&str>,
    user: Option<&str>,
    pat: &str,
    cancel: Option<&Cancel>,
) -> Result<String> {
    let client = Client::new(url, Some(Credential::pat(user, pat)?), &Params::new())?;
    client.builds().get_json(project, cancel)
}
