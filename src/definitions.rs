//! Definitions, by now mostly called pipelines.

use crate::client::Client;
use crate::error::Result;
use crate::model::Held;
use crate::model::definition::Definition;
use crate::operation::Operation;
use crate::page::List;
use crate::params::Params;

const LIST: &Operation = Operation::known("Definitions - List");
const GET: &Operation = Operation::known("Definitions - Get");

/// The definitions of an organization's projects.
#[derive(Debug, Clone, Copy)]
pub struct Definitions<'a> {
    client: &'a Client,
}

impl<'a> Definitions<'a> {
    pub(crate) fn new(client: &'a Client) -> Definitions<'a> {
        Definitions { client }
    }

    /// Every definition of a project: "Definitions - List". With `None`, here and below, the project is that of the
    /// client's URL, or the one among the parameters. See [`List`] for what narrows it.
    pub fn list<'name>(&self, project: impl Into<Option<&'name str>>) -> List<Definition> {
        let list = List::new(self.client, LIST);
        match project.into() {
            Some(project) => list.set("project", project),
            None => list,
        }
    }

    /// One definition, whole: "Definitions - Get".
    pub fn get<'name>(&self, project: impl Into<Option<&'name str>>, id: i64) -> Result<Held<Definition>> {
        self.get_with(project, id, &Params::new())
    }

    /// As [`Definitions::get`], with parameters: `revision` for how it was, `includeLatestBuilds`.
    pub fn get_with<'name>(
        &self,
        project: impl Into<Option<&'name str>>,
        id: i64,
        params: &Params,
    ) -> Result<Held<Definition>> {
        let call = self.client.begin();
        let params = of_definition(project.into(), id, params);
        let answer = self.client.answer(GET, &params, &call);
        call.discreet(answer.and_then(|answer| answer.one(self.client)))
    }
}

impl List<Definition> {
    /// Those of this name, in any case; `*` stands for any part of it (`name`).
    pub fn name(self, name: &str) -> List<Definition> {
        self.set("name", name)
    }
}

/// The values of an operation on one definition.
fn of_definition(project: Option<&str>, id: i64, params: &Params) -> Params {
    let mut params = params.clone();
    params.set("definitionId", id);
    if let Some(project) = project {
        params.set("project", project);
    }
    params
}
