//! Definitions, by now mostly called pipelines.

use crate::client::Client;
use crate::error::{Cause, Error, Result};
use crate::model::definition::{Definition, QueueStatus};
use crate::model::{Held, json_text, quoted, with_member};
use crate::operation::Operation;
use crate::page::List;
use crate::params::Params;

const LIST: &Operation = Operation::known("Definitions - List");
const GET: &Operation = Operation::known("Definitions - Get");
const CREATE: &Operation = Operation::known("Definitions - Create");
const UPDATE: &Operation = Operation::known("Definitions - Update");
const DELETE: &Operation = Operation::known("Definitions - Delete");

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
        List::new(self.client, LIST).of_project(project.into())
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
        let params = of_definition(project.into(), id, params);
        self.client
            .in_call(|call| self.client.answer(GET, &params, call)?.one(self.client))
    }

    /// Makes a definition of its JSON: "Definitions - Create".
    pub fn create<'name>(
        &self,
        project: impl Into<Option<&'name str>>,
        json: &str,
    ) -> Result<Held<Definition>> {
        let params = Params::of_project(project.into());
        self.client.in_call(|call| {
            self.client
                .perform(CREATE, &params, Some(json), call)?
                .one(self.client)
        })
    }

    /// Puts a definition in the place of the one with this id: "Definitions - Update". The JSON is all of it, with the
    /// `revision` that it was read with: the service refuses it if somebody has changed the definition since.
    pub fn update<'name>(
        &self,
        project: impl Into<Option<&'name str>>,
        id: i64,
        json: &str,
    ) -> Result<Held<Definition>> {
        let params = of_definition(project.into(), id, &Params::new());
        self.client.in_call(|call| {
            self.client
                .perform(UPDATE, &params, Some(json), call)?
                .one(self.client)
        })
    }

    /// Says whether builds can be queued. The definition is read, and sent back as it is but for that; one that is so
    /// already is left alone.
    pub fn set_queue_status<'name>(
        &self,
        project: impl Into<Option<&'name str>>,
        id: i64,
        status: QueueStatus,
    ) -> Result<Held<Definition>> {
        let params = of_definition(project.into(), id, &Params::new());
        self.client.in_call(|call| {
            if matches!(status, QueueStatus::Unknown | QueueStatus::None) {
                return Err(Error::invalid("the status must be enabled, paused or disabled"));
            }
            let answer = self.client.answer(GET, &params, call)?;
            let body = json_text(answer.body.clone());
            let now: Held<Definition> = answer.one(self.client)?;
            if now.queue_status() == status {
                return Ok(now);
            }
            let json = with_member(&body, "queueStatus", &quoted(status.word()))
                .ok_or_else(|| Error::new(Cause::Internal, "a definition is no object"))?;
            self.client
                .perform(UPDATE, &params, Some(&json), call)?
                .one(self.client)
        })
    }

    /// Deletes a definition, and its builds: "Definitions - Delete".
    pub fn delete<'name>(&self, project: impl Into<Option<&'name str>>, id: i64) -> Result<()> {
        let params = of_definition(project.into(), id, &Params::new());
        self.client
            .in_call(|call| self.client.perform(DELETE, &params, None, call).map(drop))
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
    params.of_one(project, "definitionId", id)
}
