//! What there is of one build: its timeline, logs, artifacts, tags, changes and work items.

use std::fmt::Display;
use std::sync::Arc;

use crate::builds::Builds;
use crate::client::Client;
use crate::error::{Cause, Error, Result};
use crate::model::artifact::Artifact;
use crate::model::change::Change;
use crate::model::log::Log;
use crate::model::tag::Tag;
use crate::model::timeline::Timeline;
use crate::model::work_item::WorkItem;
use crate::model::{Held, Page, Record};
use crate::operation::Operation;
use crate::page::List;
use crate::params::{Ask, Params, Prepared};
use crate::pipeline::{Call, Gathered};

const TIMELINE: &Operation = Operation::known("Timeline - Get");
const CHANGES: &Operation = Operation::known("Builds - Get Build Changes");
pub(crate) const LOGS: &Operation = Operation::known("Builds - Get Build Logs");
pub(crate) const ARTIFACTS: &Operation = Operation::known("Artifacts - List");
pub(crate) const TAGS: &Operation = Operation::known("Tags - Get Build Tags");
pub(crate) const WORK_ITEMS: &Operation = Operation::known("Builds - Get Build Work Items Refs");

impl Builds<'_> {
    /// How far the build's stages, jobs and tasks have come: "Timeline - Get". With `None`, here and below, the project is
    /// that of the client's URL.
    pub fn timeline<'name>(&self, project: impl Into<Option<&'name str>>, id: i64) -> Result<Timeline> {
        self.timeline_with(project, id, &Params::new())
    }

    /// As [`Builds::timeline`], with parameters: `timelineId` for that of an earlier attempt, `changeId` for what has
    /// changed since.
    pub fn timeline_with<'name>(
        &self,
        project: impl Into<Option<&'name str>>,
        id: i64,
        params: &Params,
    ) -> Result<Timeline> {
        let client = self.client();
        let params = of_build(project.into(), id, params);
        client.in_call(|call| {
            let answer = client.answer(TIMELINE, &params, call)?;
            answer.read(|body, place| Timeline::read(body, client.reading(), place))
        })
    }

    /// The build's logs, without their lines: "Builds - Get Build Logs".
    pub fn logs<'name>(&self, project: impl Into<Option<&'name str>>, id: i64) -> Result<Arc<Page<Log>>> {
        self.whole(LOGS, project.into(), id, &Params::new())
    }

    /// What the build made and kept: "Artifacts - List".
    pub fn artifacts<'name>(
        &self,
        project: impl Into<Option<&'name str>>,
        id: i64,
    ) -> Result<Arc<Page<Artifact>>> {
        self.whole(ARTIFACTS, project.into(), id, &Params::new())
    }

    /// The build's tags: "Tags - Get Build Tags".
    pub fn tags<'name>(&self, project: impl Into<Option<&'name str>>, id: i64) -> Result<Arc<Page<Tag>>> {
        self.whole(TAGS, project.into(), id, &Params::new())
    }

    /// The work items that the build's changes name: "Builds - Get Build Work Items Refs".
    pub fn work_items<'name>(
        &self,
        project: impl Into<Option<&'name str>>,
        id: i64,
    ) -> Result<Arc<Page<WorkItem>>> {
        self.whole(WORK_ITEMS, project.into(), id, &Params::new())
    }

    /// The changes that the build is the first to have: "Builds - Get Build Changes". The service has 200 or so at most.
    pub fn changes<'name>(&self, project: impl Into<Option<&'name str>>, id: i64) -> List<Change> {
        List::new(self.client(), CHANGES).params(&of_build(project.into(), id, &Params::new()))
    }

    /// All records of a list that comes in one answer.
    pub(crate) fn whole<R: Record>(
        &self,
        operation: &'static Operation,
        project: Option<&str>,
        id: i64,
        params: &Params,
    ) -> Result<Arc<Page<R>>> {
        let client = self.client();
        let params = of_build(project, id, params);
        client.in_call(|call| client.answer(operation, &params, call)?.list(client))
    }
}

/// The values of an operation on one build; what `params` say of it counts less.
pub(crate) fn of_build(project: Option<&str>, id: i64, params: &Params) -> Params {
    params.of_one(project, "buildId", id)
}

impl Gathered {
    fn read<T>(self, read: impl FnOnce(Vec<u8>, &dyn Display) -> Result<T>) -> Result<T> {
        read(self.body, &self.place)
            .map_err(|error| self.place.failed_late(error).with_http_status(self.status))
    }

    /// As the records of a list.
    pub(crate) fn list<R: Record>(self, client: &Client) -> Result<Arc<Page<R>>> {
        self.read(|body, place| Page::read_list(body, client.reading(), String::new(), place))
            .map(Arc::new)
    }

    /// As one record.
    pub(crate) fn one<R: Record>(self, client: &Client) -> Result<Held<R>> {
        let page = self.read(|body, place| Page::read_one(body, client.reading(), place))?;
        Held::new(Arc::new(page), 0)
            .ok_or_else(|| Error::new(Cause::Internal, "a page of one record holds none"))
    }
}

impl Client {
    /// The answer of an operation that reads.
    pub(crate) fn answer(
        &self,
        operation: &'static Operation,
        params: &Params,
        call: &Call,
    ) -> Result<Gathered> {
        let prepared = Prepared::new(operation, self.organization(), params, Ask::Answer)?;
        self.gather(&prepared, call, |version| prepared.url(version))
    }
}
